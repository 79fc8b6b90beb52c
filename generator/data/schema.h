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

#include "base/regex.h"
#include "data/lookup.h"
#include "value/value.h"

enum schema_type {
	TYPE_ANY, /* not said, or one that is kept as it stands: object, array, geopoint, geojson */
	TYPE_STRING,
	TYPE_NUMBER,
	TYPE_INTEGER,
	TYPE_DATE,
	TYPE_BOOLEAN,
	TYPE_DATETIME,
	TYPE_TIME,
	TYPE_YEAR,
	TYPE_YEARMONTH,
	TYPE_DURATION,
	TYPE_LIST
};

struct schema_name {
	struct text name, folded;
};

typedef VECTOR(struct text) schema_texts;
typedef VECTOR(struct schema_name) schema_names;

/* How the cells of a field are read; see data/typed.h. */
struct schema_reading {
	enum schema_type type;
	struct text format;             /* of dates a pattern such as %d.%m.%Y */
	struct text decimal, group;     /* of numbers: one sign each; empty: what people write */
	bool has_units;                 /* of numbers: signs around the digits fall away (bareNumber: false) */
	schema_texts truths, falsities; /* of booleans; none: да, нет, true, false … */
	enum schema_type item_type;     /* of lists */
	struct text delimiter;          /* of lists; empty: ";" or "," */
};

struct schema_field {
	struct schema_name name;
	struct schema_name title;
	struct text example; /* of a right value, for messages */
	struct schema_reading reading;
	schema_names aliases;
	schema_texts
		missing_values; /* of this field alone; has_missing_values: they are said, if only as an empty list */
	bool has_missing_values;
	bool is_required, is_unique;
	bool fills_down; /* an empty cell has the value of the one above it: cells that were merged */
	struct text pattern;
	const struct regex *regex;     /* of the pattern, to be matched to the whole value; NULL: there is none */
	schema_texts one_of;           /* constraints.enum, as they print; none: any */
	struct lookup allowed;         /* the same, to be found */
	struct value minimum, maximum; /* VALUE_EMPTY: no bound */
	bool is_above, is_below;       /* the bounds themselves are not allowed */
	int least_length, most_length; /* in letters, of a list in items; -1: no bound */
	struct place place;            /* in the schema's file */
};

/*
 * The cells of `fields` together name a record of the table `resource` whose `reference` fields hold the same.
 * The link stands in the first of the fields that is not a link of its own.
 */
struct foreign_key {
	schema_names fields, reference; /* reference empty: the target's primary key, else Код */
	struct schema_name resource;    /* empty: the table itself */
	bool is_optional;               /* ours, "optional": a cell that names no record stays as it is */
	bool extends;                   /* ours: the record has the fields of the one it names, see extend.h */
	struct place place;             /* in the schema's file */
};

/* A rule in the language of templates; see merge/rules.h. */
struct schema_check {
	struct text when, unique; /* expressions; one of them may be missing */
	struct place when_place, unique_place;
	struct text message; /* with markers; empty only when there is unique */
	struct place message_place;
	struct schema_name field; /* at whose cell the problem is; empty: the first that the expression names */
	struct place field_place;
	enum severity severity;
};

enum fields_match { MATCH_ANY, MATCH_EXACT, MATCH_EQUAL, MATCH_SUBSET, MATCH_SUPERSET, MATCH_PARTIAL };

struct schema {
	struct text file;
	struct schema_name resource; /* its name in datapackage.json, or that of the shipped file; else empty */
	schema_names aliases;        /* other names of the table */
	VECTOR(struct schema_field) fields;
	schema_names primary_key;
	VECTOR(schema_names) unique_keys;
	VECTOR(struct foreign_key) foreign_keys;
	schema_texts missing_values; /* cells that count as empty; the blank cell does anyway */
	VECTOR(struct schema_check) checks;
	enum fields_match match;
	bool is_lenient; /* ours, "lenient": columns, tables and rules of it that the data have not are let be */
	bool is_shipped; /* of the installation; these are lenient, and what they forbid is warned of: see check_table */
};

/*
 * Reads a schema out of a JSON file's bytes.  Reports what is wrong in it, placed at its key; NULL when that is
 * an error.  It lives in a.
 */
struct schema *schema_read(struct arena *a, struct report *r, struct text bytes, struct text file);

/* The same of an object that stands in another file: datapackage.json. */
struct schema *schema_read_record(struct arena *a, struct report *r, const struct record *source, struct text file);

/* The names alone of a schema's table, its "aliases"; nothing is reported. */
schema_names schema_table_names(struct arena *a, struct text bytes);

/*
 * Lets the table's fields be found by the schema's names and aliases, and adds those of its fields that are not there.
 * A shipped schema that is evidently another table's is dropped: t->schema is NULL then.
 */
void schema_apply(struct arena *a, struct table *t);

/* The field that has this folded name among its own; NULL: none.  *is_key: its cells name records of a table. */
const struct schema_field *schema_find_field(const struct schema *s, struct text folded, bool *is_key);

#endif
