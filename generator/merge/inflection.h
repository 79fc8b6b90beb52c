/*
 * inflection -- a name, a position or another phrase on its way through a chain of filters.
 *
 * {{наставник | дат | инициалы}} and {{наставник | инициалы | дат}} both print «Зайцу П.И.», for the text between the
 * two filters carries the whole name with it: what stands in the data, whose it is, which case and part were asked for.
 * Each filter changes one of these and prints anew.  So it holds through lists, sections and loops too.
 */
#ifndef PRIKAZ_MERGE_INFLECTION_H
#define PRIKAZ_MERGE_INFLECTION_H

#include "grammar/grammar.h"
#include "merge/state.h"

enum inflection_part {
	PART_WHOLE,
	PART_INITIALS,
	PART_INITIALS_FIRST,
	PART_LAST_NAME,
	PART_FIRST_NAME,
	PART_PATRONYMIC,
	PART_FIRST_AND_PATRONYMIC
};

/* A field of a record; record NULL: none. */
struct inflection_field {
	const struct record *record;
	int index; /* -1: made of several fields, or none has it alone */
};

struct inflection {
	struct text text; /* as in the data: the first form of the whole */
	enum decline_kind kind;
	enum gender gender;           /* that the data say; UNKNOWN */
	struct inflection_field own;  /* where the text stands: its column's sisters may override its forms */
	struct inflection_field link; /* the cell that led to the record: so may that one's */
	struct inflection_field said; /* where the gender stands */
	bool is_said;                 /* the gender, there */
	bool is_contradicted;         /* the patronymic tells the other one, which is followed */
	const struct record *person;  /* whose own name it is; NULL */
	enum grammatical_case form;
	enum inflection_part part;
};

/* What a filter changes. */
struct inflection_change {
	enum decline_kind kind; /* ANY: it stays */
	bool has_form, has_part;
	enum grammatical_case form;
	enum inflection_part part;
};

/*
 * Changes a value and prints it anew: a text, a record by its name, each item of a list.  False when it is none of
 * these, and reported.  What is doubtful about the form is warned of.
 */
bool inflect(struct merging *m, const struct expression *f, struct value *v, const struct inflection_change *change);

/*
 * What a value is, before any change; captions_open comes first.  False when it is neither a text nor a record with a
 * name, and reported.
 */
bool inflection_begin(struct merging *m, const struct expression *f, const struct value *v, struct inflection *n);

/* The reading of the whole, with the user's own forms put over it; in m->arena. */
void inflection_read(struct merging *m, const struct inflection *n, struct reading *r);

/* The cell that it stands in; AT_NOTHING: none. */
struct place inflection_place(const struct inflection *n);

/* "м", "жен.", "female" …; UNKNOWN: it says neither. */
enum gender gender_of_text(struct text t);

/* ---- captions ---- */

/* What the captions of a record say about one of its fields. */
struct caption_words {
	const struct fields *fields; /* NULL: the place is free */
	int index;
	enum decline_kind kind;
	int columns[CASES]; /* of the user's own forms, «X (дат.)»; -1: there is none */
	int gender;         /* «X (пол)», «Пол наставника»; -1 */
};

/* What is learnt is kept in m->lasting: to be called before what follows. */
void captions_open(struct merging *m);

const struct caption_words *caption_words(struct merging *m, const struct fields *fields, int index);

/* The user's own forms of the field; false: there are none.  Empty ones are left to the rules. */
bool caption_forms(struct merging *m, struct inflection_field field, struct text forms[CASES]);

/* The case that a folded caption names, or what follows the other column's caption in it; CASES: none. */
int case_of_caption(struct text folded);

/* The record's own gender, said in Пол; *index is that field. */
enum gender record_gender(const struct record *r, int *index);

/* ---- doubts ---- */

/* "a woman's": what a name is declined as, in messages. */
struct text gender_words(enum gender gender);

/* Warns of what is doubtful in the form at hand, at the cell that the text stands in. */
void doubts_tell(struct merging *m, const struct expression *f, const struct inflection *n, const struct reading *r);

/* Warns that a name has no first name, which is all that is to be printed of it. */
void doubts_tell_nameless(struct merging *m, const struct expression *f, const struct inflection *n);

/* How the data can say the gender. */
struct text gender_hint(struct merging *m, const struct inflection *n);

#endif
