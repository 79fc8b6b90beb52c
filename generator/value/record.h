/*
 * record -- building fields and records; for the readers of data/ alone.  Reading them is in value.h.
 */
#ifndef PRIKAZ_VALUE_RECORD_H
#define PRIKAZ_VALUE_RECORD_H

#include "value/value.h"

/*
 * Adds a field under the folded name of its caption; the position of the field that has this name already
 * with *is_new false.
 */
size_t fields_add(struct arena *a, struct fields *f, struct text caption, bool *is_new);

/* Lets a field be found under one more name, unless a field has that name. */
void fields_add_name(struct arena *a, struct fields *f, struct text folded, size_t position);

/*
 * What is known of records of which some have the fields x and some the fields y: their names, and where they lead.  Of
 * scalars (NULL) nothing.  No record can be made of it.
 */
const struct fields *fields_of_both(struct arena *a, const struct fields *x, const struct fields *y);

/*
 * An object of JSON, all its fields empty, that stands at this path of the source, and each of its fields at that of
 * `paths`.  The fields must have been said to have_origins; they may still be added to.
 */
struct record *record_new_in_json(struct arena *a, const struct fields *f, const struct source *source,
				  struct text path, const struct text *paths);

/* Records of one table, as they come. */
struct records {
	VECTOR(struct record *) blocks;
	size_t count;
};

/* One more, all its fields empty, that stands in this row of the table that the fields belong to. */
struct record *records_add(struct arena *a, struct records *rs, const struct fields *f, int row);

/* All of them; none may be added afterwards. */
struct list records_list(const struct records *rs, const struct fields *f);

/*
 * A record that stands where `row` does (NULL: nowhere) and has its values; f has the fields of the row at the same
 * positions, may have more, and come to belong to its table.
 */
struct record *record_over(struct arena *a, const struct record *row, struct fields *f);

/* One of the same table in the same place, with the same values, to be given others. */
struct record *record_copy(struct arena *a, const struct record *r);

/* Puts the value of the field at this position; what it points to must live as long as a. */
void record_set(struct arena *a, struct record *r, size_t i, struct value v);

/* The same value as field j of the other one has, kept once. */
void record_share(struct record *r, size_t i, const struct record *from, size_t j);

/* Gives the record, which has count values, an empty one for each of the fields that were added since. */
void record_widen(struct arena *a, struct record *r, size_t count);

/* Adds the field ФИО when there are Фамилия and Имя but the file has no ФИО. */
void full_name_add(struct arena *a, struct fields *f);

/* Fills the field of full_name_add, if the record has it, from its parts. */
void full_name_fill(struct arena *a, struct record *r);

/* What a cell is looked up and compared by: as typed without the blanks around it, or as it prints. */
struct text value_key(struct arena *a, const struct value *v);

/* How a message speaks of another cell: "A2", or the path of a JSON value. */
struct text cell_name(struct arena *a, struct place p);

/* The field by which people call the records: ФИО, наименование, название, имя …; -1 when there is none. */
int fields_name(const struct fields *f);

#endif
