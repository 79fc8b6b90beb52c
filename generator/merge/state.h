/*
 * state -- what one record's merging knows while it runs; private to merge/.
 */
#ifndef PRIKAZ_MERGE_STATE_H
#define PRIKAZ_MERGE_STATE_H

#include "base/buffer.h"
#include "grammar/form.h"
#include "merge/merge.h"
#include "template/op_identity.h"

/* An enclosing record, list item or scalar; the outermost is the dataset. */
struct scope {
	const struct scope *outer;
	struct value item;
	const struct record *record; /* of item; NULL when it is no record */
	const struct fields *known;  /* what others of its list have, and it may lack; NULL: nothing more than it has */
	bool is_loop;
	size_t number, count; /* of a loop; number from 1 */
	size_t earlier;       /* how many items the groups before it hold, when the loop is over groups */
};

/* One run of a section's body, for identifiers that must not come twice. */
struct instance {
	const struct instance *outer;
	uint32_t section; /* of the op, from 1 */
	uint32_t serial;  /* how often the section has run in this part, from 1 */
	bool is_first;    /* of its section within the run of the section around it */
};

enum { SLOT_WAYS = 4, REGEXES_KEPT = 8 };

/* Where a segment's name was found last, by the fields it was looked for in: 10,000 rows share them. */
struct slot {
	const struct fields *fields[SLOT_WAYS];
	int index[SLOT_WAYS];
};

/* A pattern that the data gave, for the next item of the list. */
struct kept_regex {
	struct text pattern;
	const struct regex *regex; /* NULL: the place is free */
};

struct merging {
	struct arena *arena;   /* of the record */
	struct arena *lasting; /* the same; of rules, which go through many records: of all of them */
	struct report *report;
	const struct merge_context *context;
	bool is_russian;
	bool is_document;   /* a template is filled in; else an expression of its own: a file's name, a condition */
	bool prints_blanks; /* what is obligatory and missing is a line to write on */
	bool is_choosing;   /* which items of a list, or in which order: nothing of what is read stands in the document */
	bool told_refused;  /* that a record with an error was asked for */
	const struct scope *scope;
	struct scope root, each;
	struct slot *slots;
	struct kept_regex regexes[REGEXES_KEPT];
	const struct instance *instance; /* the innermost; NULL outside all sections */
	uint32_t *serials;               /* of each section, in the part at hand */
	uint32_t *outer_serials;         /* of the section around each, when it ran last */
	bool *are_loops;                 /* of each section: it ran over a list */
	uint32_t *numbers;               /* given anew last, see identity.c */
	uint32_t last_number;            /* the highest number that is taken */
	uint32_t note_count[2];          /* how many foot- and endnotes were written */
	struct buffer notes[2];          /* the foot- and endnotes so far, see notes.c */
	struct numbering_run *numbering; /* see numbering.c; NULL */
	const struct program *program;
	const struct program_part *part; /* at hand */
	struct attachments *attachments; /* what the record adds to its package beside the parts */
	struct picture_run *picture;     /* the one whose frame is being written, see picture.c; NULL */
	struct report *rehearsal; /* pictures are looked for, and only that is reported, here; NULL: in earnest */
	bool misses_picture;      /* in a rehearsal: was reported */
	struct table_run *table;  /* the one that is being put together, see grid.c; NULL */
	struct rich_run *rich;    /* the paragraph at hand, see rich.c; NULL */
	struct buffer *out;
	size_t shown;                /* how often something was printed that a reader sees */
	struct text prefix;          /* of the part's text elements */
	bool failed;                 /* an error was reported: the record is not made */
	int faults;                  /* how many: a list of a million rows may have as many */
	const struct record *source; /* where the last field read stands, for messages */
	int source_index;
	const struct record *owner; /* whose field was read last, be it in a table or not; NULL: none */
	int owner_index;
	const struct record *left_source; /* the same of the left operand of the operation at hand */
	int left_index;
	struct caption_words *captions; /* what captions say of names, see caption.c; NULL until asked for */
	const struct grammar *grammar;  /* see merging_grammar; NULL until asked for */
};

/* The context as the outermost scopes. */
void merging_begin(struct merging *m, uint32_t slots);

/* An expression's value in the scope m->scope; false when it failed and was reported. */
bool evaluate(struct merging *m, const struct expression *e, struct value *v);

/* How many segments the paths of an expression number that stands alone: for merging_begin. */
uint32_t expression_slots(const struct expression *e);

/* The scope of an item, of a list (NULL: of none): fill it, set m->scope to it, run, set m->scope back. */
struct scope scope_of(const struct scope *outer, const struct value *item, const struct list *of);

bool value_is_empty(const struct value *v);

/*
 * Whether a value can be printed in a line: not so a record that came without a key, nor a list with such in it.
 * must_print reports it at e, whose value it is.
 */
bool value_is_printable(const struct value *v);
bool must_print(struct merging *m, const struct expression *e, const struct value *v);

/* The list that a value stands for: its own, or one of the value itself; an empty one of an empty value. */
struct list value_list(struct merging *m, const struct value *v);

/* The field of the items that the filter's argument names; NULL: it is something else. */
const struct segment *named_field(const struct expression *f);
/* What the filter one_by_one makes of a list; the same when no field is named. */
struct list list_one_by_one(struct arena *a, const struct list *list, const struct expression *f);

/* A filter on *v; false when it failed and was reported. */
bool filter_apply(struct merging *m, const struct expression *f, struct value *v);

/* ---- for filters ---- */

typedef bool filter_function(struct merging *m, const struct expression *f, struct value *v);

filter_function filter_date, filter_school_year, filter_month, filter_period, filter_age;
filter_function filter_number, filter_words, filter_ordinal, filter_rubles, filter_plural;
filter_function filter_case, filter_initials, filter_initials_first;
filter_function filter_last_name, filter_first_name, filter_first_and_patronymic, filter_patronymic, filter_gender;
filter_function filter_upper, filter_lower, filter_capitalize, filter_uncapitalize, filter_trim, filter_default;
filter_function filter_required, filter_blank, filter_nbsp, filter_yes_no, filter_checkbox;
filter_function filter_split;
filter_function filter_replace, filter_match, filter_valid, filter_typograph, filter_mask;
filter_function filter_together, filter_sort, filter_where, filter_group, filter_unique, filter_count;
filter_function filter_one_by_one, filter_first, filter_last, filter_sum, filter_join, filter_fields;

/* Argument i (which must be there) as a value, as printed. */
bool argument_value(struct merging *m, const struct expression *f, size_t i, struct value *v);
bool argument_text(struct merging *m, const struct expression *f, size_t i, struct text *t);
struct text printed(struct merging *m, const struct value *v);

/* The document's row says that what is missing is to be written by hand. */
bool blank_is_asked(const struct merge_context *c);
/* How long a line is to be, in characters; false when the value says no length, which the hint explains. */
bool blank_line_length(const struct value *v, int *length);
struct text blank_line_hint(struct arena *a);
/* Both forms of the filter gender, for a person who is not known yet: сына/дочери. */
bool blank_gender(struct merging *m, const struct expression *f, struct value *v);

struct grammar;
/* The grammar of the run; several threads may ask. */
const struct grammar *merging_grammar(struct merging *m);

/* A record's full name, a text as it stands; empty when the record has none. */
struct text name_of(struct merging *m, const struct value *v);

/*
 * The words among the arguments of a filter that say a form, in any order.  Their numbers in filters.def: gender is
 * that of "м", before "ж", "с", "мн"; grammatical_case that of "им"; flag: one that goes with all the others; 0: the
 * filter has none.
 */
struct form_keywords {
	int gender, grammatical_case, flag;
};

struct asked_form {
	enum gender gender;      /* UNKNOWN: none was said */
	enum grammatical_case c; /* NOMINATIVE when none was said */
	bool has_case;
	bool has_flag;
	int own;   /* the filter's other keyword; 0: none */
	int other; /* which argument is no keyword; -1: none */
};

/* False, and reported, when two of a kind were said. */
bool read_forms(struct merging *m, const struct expression *f, struct form_keywords k, struct asked_form *asked);

/* Report what the filter cannot take, or an argument that it cannot use; false. */
bool fail_value(struct merging *m, const struct expression *f, const struct value *v, struct text hint);
bool fail_argument(struct merging *m, const struct expression *f, size_t i, struct text hint);
/* Reports a fault in e's source, unless there were too many; false. */
bool merging_fault(struct merging *m, const struct expression *e, struct fault fault);
/* The same for what is only warned of: the record is made. */
void merging_warn(struct merging *m, const struct expression *e, struct fault fault);
/* A fault at an expression. */
bool fail_at(struct merging *m, const struct expression *e, enum problem_code code, struct text first,
	     struct text second);
/* "the value is from data.csv: cell C17 (caption)", or an empty text. */
struct text source_hint(struct merging *m);
/* How such values are written, and where this one is from. */
struct text form_hint(struct merging *m, const char *form);
/* e as it was typed. */
struct text written(const struct expression *e);

/* A value as it may stand in a message: its first characters. */
struct text shortened(struct merging *m, const struct value *v);

/* ---- operations ---- */

/* A chain of operations, in the scope at hand; one of them. */
void run_ops(struct merging *m, const struct op *op);
void run_op(struct merging *m, const struct op *op);

/* How often the body of a section runs, and for what. */
struct turns {
	const struct list *items; /* NULL: none; `one`, if has_context */
	size_t count;             /* 0: the second part runs instead */
	bool is_loop;
	bool has_context; /* else the context stays as it is */
	struct value one;
	size_t earlier; /* how many items the groups hold whose turns are over */
};

/* The run of a section's body that begins now: to be m->instance while it lasts. */
struct instance instance_next(struct merging *m, const struct op *op, bool is_loop);
/* Evaluates the expression of an OP_SECTION; false when it failed and was reported. */
bool section_turns(struct merging *m, const struct op *op, struct turns *t);
/* The scope of turn i, inside `outer`; it must have a context. To be asked for each turn once, in order. */
struct scope turn_scope(const struct scope *outer, struct turns *t, size_t i);
/* False, and reported at the expression, when the part at hand has grown beyond all measure. */
bool is_within_limit(struct merging *m, const struct expression *e);

/* grid.c: the value of an {{x | merge}} of the cell at hand, as printed. */
void table_key(struct merging *m, const struct value *v, struct text printed);
/* A table at hand has as many cells as one may have. */
bool table_is_full(const struct merging *m);

/* numbering.c, around what may be taken back: its lists are then as they were.  The first gives what the other takes. */
size_t numbering_open(struct merging *m);
void numbering_close(struct merging *m, size_t opened, bool is_taken_back);

/* Those of one file each: grid.c, identity.c, notes.c, numbering.c, picture.c, rich.c. */
void run_table(struct merging *m, const struct op *op);
void run_row(struct merging *m, const struct op *op);
void run_cell(struct merging *m, const struct op *op);
void run_unique(struct merging *m, const struct op *op);
void run_once(struct merging *m, const struct op *op);
void run_note(struct merging *m, const struct op *op);
void run_numbering(struct merging *m, const struct op *op);
void run_picture(struct merging *m, const struct op *op);
void run_rich_paragraph(struct merging *m, const struct op *op);
void run_rich(struct merging *m, const struct op *op);

/* ---- identifiers ---- */

/* A name, made for the repetition at hand; escaped. */
struct text unique_name(struct merging *m, const struct unique_op *u);
/* Writes it, or the number. */
void write_unique(struct merging *m, const struct unique_op *u);
/* A number that no id in the document has yet. */
uint32_t fresh_number(struct merging *m);

/* ---- writing values where they stand ---- */

void write_value(struct merging *m, enum escape escape, struct text t);
void write_page_break(struct merging *m);

#endif
