/*
 * dataset -- reads files of data into one dataset and ties its tables together.
 */
#ifndef PRIKAZ_DATA_DATASET_H
#define PRIKAZ_DATA_DATASET_H

#include "base/buffer.h"
#include "value/value.h"

struct schema_shelf; /* data/schema_find.h */

struct dataset_options {
	struct text encoding, separator; /* empty: found by looking */
	struct schema_shelf *schemas;    /* those shipped; NULL: none */
};

void dataset_open(struct dataset *d, struct arena *a);

/*
 * Adds the tables of one file under their names (CSV: base name; a JSON object given with -d: its keys; in a
 * season x.json is the table or record x).  `name` overrides (-d NAME=FILE); empty: as the file says.
 * A <table>.schema.json beside the file is read along.  Reports everything wrong in the file, and a name
 * that is there already; false when any of that is an error.
 */
bool dataset_add_file(struct dataset *d, struct report *r, const char *path, struct text shown, struct text name,
		      bool is_season, const struct dataset_options *o);
bool dataset_add_json(struct dataset *d, struct report *r, struct text bytes, struct text shown, /* -d - */
		      const struct dataset_options *o);

/* All data files of a season folder (SPEC 3, 5): *.csv, *.json but schemas, workbooks; lock files ignored. */
bool dataset_add_season(struct dataset *d, struct report *r, const char *folder, const struct dataset_options *o);

/*
 * A table that the program makes itself, to be given fields and, at any time before the data are shared, records;
 * `alias` is folded.  NULL when the data have a table of one of these names.
 */
struct table *dataset_add_made(struct dataset *d, struct text name, struct text alias);

/*
 * After the last file: foreign keys become links, other tables' lists appear in the records they point to,
 * computed fields (ФИО) appear, the root record is made.  Reports unknown and ambiguous targets.
 */
bool dataset_link(struct dataset *d, struct report *r);

/* The text form of all of it, for tests and --dump. */
void dataset_dump(const struct dataset *d, struct buffer *out);

#endif
