/*
 * schema -- what a table should look like: a Frictionless Table Schema, with aliases of ours.
 *
 *     { "fields": [ {"name": "Код", "type": "string", "aliases": ["Шифр"], "constraints": {"required": true}} ],
 *       "primaryKey": "Код",
 *       "foreignKeys": [ {"fields": "Наставник", "reference": {"resource": "Наставники", "fields": "Код"}} ],
 *       "missingValues": ["", "-"] }
 */
#ifndef PRIKAZ_DATA_SCHEMA_H
#define PRIKAZ_DATA_SCHEMA_H

#include "value/value.h"

enum schema_type {
	TYPE_ANY, /* not said, or one that is kept as text: datetime, time, year, object … */
	TYPE_STRING,
	TYPE_NUMBER,
	TYPE_INTEGER,
	TYPE_DATE,
	TYPE_BOOLEAN
};

struct schema_name {
	struct text name, folded;
};

struct schema_field {
	struct schema_name name;
	struct text title, format;
	enum schema_type type;
	VECTOR(struct schema_name) aliases;
	bool is_required, is_unique;
	struct text pattern;           /* PCRE2, to be matched to the whole value; not enforced yet */
	VECTOR(struct text) one_of;    /* constraints.enum; none: any */
	struct value minimum, maximum; /* VALUE_EMPTY: no bound */
	int least_length, most_length; /* in letters; -1: no bound */
};

/*
 * The cells of `fields` together name a record of the table `resource` whose `reference` fields hold the same.
 * The link stands in the first of the fields that is not a link of its own.
 */
struct foreign_key {
	VECTOR(struct schema_name) fields, reference; /* reference empty: the target's primary key, else Код */
	struct schema_name resource;                  /* empty: the table itself */
	struct place place;                           /* in the schema's file */
};

struct schema {
	struct text file;
	struct schema_name resource; /* its name in datapackage.json; empty when from a file of its own */
	VECTOR(struct schema_field) fields;
	VECTOR(struct schema_name) primary_key;
	VECTOR(struct foreign_key) foreign_keys;
	VECTOR(struct text) missing_values; /* cells that count as empty; the blank cell does anyway */
	const struct list *checks;          /* ours, as they stand in the file; not enforced yet; NULL when none */
};

/*
 * Reads a schema out of a JSON file's bytes.  Reports what is wrong in it, placed at its key; NULL when that is
 * an error.  It lives in a.
 */
struct schema *schema_read(struct arena *a, struct report *r, struct text bytes, struct text file);

/* The same for one table of a datapackage.json: NULL too when the package has no such table. */
struct schema *schema_read_package(struct arena *a, struct report *r, struct text bytes, struct text file,
				   const char *folder, struct text table_folded);

/* Lets fields be found by the schema's names and aliases, and adds those of its fields that are not there. */
void schema_name_fields(struct arena *a, const struct schema *s, struct fields *f);

#endif
