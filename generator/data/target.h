/*
 * target -- the records of a table as cells of other tables call them: by code, by name, by a shortened name.
 */
#ifndef PRIKAZ_DATA_TARGET_H
#define PRIKAZ_DATA_TARGET_H

#include "data/lookup.h"
#include "value/value.h"

struct target {
	struct table *table;
	VECTOR(int) fields;           /* that the key refers to */
	struct lookup codes;          /* as typed → position of the record */
	struct lookup names, partial; /* folded; made when a cell is no code: see target_find */
	bool has_names, has_partial;
};

/* What a text means: one record, or several that cannot be told apart. */
struct found {
	const struct record *record; /* NULL: none, or several */
	const struct lookup *in;
	const struct lookup_entry *several; /* in that lookup; NULL */
};

/* The keys of several fields as one text; empty when one of them is. */
struct text target_key(struct arena *a, const struct record *r, const int *fields, size_t count);

/* Indexes the table by t->fields; all of it lives in a. */
void target_index(struct arena *a, struct target *t);

/*
 * Looks in the order: the code, letter by letter; the name or the code, folded (case, ё, spaces, points); the name
 * behind which a date of birth is written; "Иванов И.И.", "И.И. Иванов", "Иванов Иван".  False when nothing is found.
 */
bool target_find(struct arena *a, struct target *t, struct text text, struct found *f);

/* Records that the text may have meant, as a hint: "М-01 (A2), М-02 (A3)"; empty when nothing is near. */
struct text target_nearest(struct arena *a, struct target *t, struct text text);

/* The several of a found: "М-01 (A2), М-02 (A3)". */
struct text target_candidates(struct arena *a, const struct target *t, const struct found *f);

#endif
