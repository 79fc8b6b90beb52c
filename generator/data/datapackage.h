/*
 * datapackage -- datapackage.json: which files are which tables, how they are written and what they should hold
 * (Frictionless Data Package, versions 1 and 2).
 */
#ifndef PRIKAZ_DATA_DATAPACKAGE_H
#define PRIKAZ_DATA_DATAPACKAGE_H

#include "data/schema.h"

struct resource {
	struct schema_name name;
	VECTOR(struct text) paths;   /* relative to the package */
	const struct record *schema; /* an object in the package; NULL */
	struct text schema_file;     /* or a file beside it; empty */
	struct text sheet;           /* of a workbook; empty: any */
	struct text encoding;        /* of CSV; empty: found by looking */
	struct text separator;       /* the same */
	struct place place;          /* in the package */
};

struct data_package {
	struct text file;
	VECTOR(struct resource) resources;
};

/* Reports what is wrong in it; NULL when it cannot be read at all.  It lives in a. */
struct data_package *data_package_read(struct arena *a, struct report *r, struct text bytes, struct text file);

/*
 * The resource of a table: the one with its file, and its sheet if the resource names one; else the one with its name.
 * NULL: none.
 */
struct resource *data_package_find(struct arena *a, struct data_package *p, const struct table *t);

/* Whether a path of the package stays in its folder: not absolute, no address, no "..". */
bool data_package_is_inside(struct text path);

#endif
