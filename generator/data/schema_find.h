/*
 * schema_find -- where the schema of a table is: beside the data, in datapackage.json, among those shipped.
 */
#ifndef PRIKAZ_DATA_SCHEMA_FIND_H
#define PRIKAZ_DATA_SCHEMA_FIND_H

#include "data/datapackage.h"
#include "data/schema.h"

/* The schemas of the installation: <table>.schema.json, found by that name or by one of the "aliases" in them. */
struct schema_shelf;

/* folder NULL: none are shipped.  Its files are looked at when the first table asks. */
struct schema_shelf *schema_shelf_open(struct arena *a, const char *folder);

/* A *.schema.json of a season. */
struct schema_file {
	const char *name;
	struct text folded; /* of the table */
	bool is_used;
};

/* For the files of one folder. */
struct schema_finder {
	struct arena *arena;
	struct report *report;
	const char *folder;        /* of the data; NULL: there is none */
	struct text shown;         /* the same as messages say it, with its "/"; empty for a season */
	struct schema_file *files; /* of a season, which has its folder listed; else NULL */
	size_t file_count;
	bool is_season;
	bool has_package, is_package_read;
	struct data_package *package; /* NULL: there is none that can be read */
	struct schema_shelf *shipped; /* NULL: none */
};

/* The files of a season's folder among these names. */
void schema_finder_list(struct schema_finder *f, const char **names, size_t count);

/* datapackage.json of the folder; NULL: there is none that can be read. */
const struct data_package *schema_finder_package(struct schema_finder *f);

/* What datapackage.json says of the table, by its file, sheet and name; NULL: nothing. */
struct resource *schema_find_resource(struct schema_finder *f, const struct table *t);

/* Sets t->schema; NULL when there is none.  False when there is one and it is wrong (reported). */
bool schema_find(struct schema_finder *f, struct table *t);

/* Warns of the files that no table had. */
void schema_finder_close(const struct schema_finder *f);

#endif
