/*
 * value -- what the data consist of: texts, numbers, dates, truths, lists, records; and the tables
 * that they came in, each knowing where it stands.
 *
 * A value keeps its text as typed in the file and prints as that; whether it also counts as a number or a
 * date is asked when it matters (SPEC 3, "Types").  The dataset is read once, is never changed after
 * dataset_link, and may then be read from several threads.
 */
#ifndef PRIKAZ_VALUE_VALUE_H
#define PRIKAZ_VALUE_VALUE_H

#include "base/date.h"
#include "base/report.h"

enum value_kind {
	VALUE_EMPTY, /* an empty cell, JSON null, a missing link */
	VALUE_TEXT,
	VALUE_NUMBER, /* a number cell or JSON number, or a computed one */
	VALUE_DATE,   /* a date cell, or a field whose schema says date, or computed */
	VALUE_BOOL,
	VALUE_LIST,
	VALUE_RECORD
};

struct list;
struct record;
struct table;
struct inflection; /* merge/inflection.h */

struct value {
	enum value_kind kind;
	bool is_string; /* TEXT of a field whose schema says string: what reads as a number or date is none by itself */
	bool is_blank;  /* its text is a line to write on: filters let it pass, see merge/blank.c */
	struct text
		text; /* as typed; of a computed value empty: it has no typing. Of a linked record: the key as typed */
	union {
		double number;
		date date;
		bool truth;
		const struct list *list;
		const struct record *record;
		const struct inflection *inflection; /* TEXT: the name that this is a form of; NULL: none is known */
	} as;
};

/* The columns of a table, or the keys of a JSON object. */
struct field {
	struct text caption;   /* as in the file */
	struct text folded;    /* utf8_fold_name of it: what names are compared by */
	int column;            /* of the sheet, from 1; 0 when not from a sheet, or not a column of the file */
	int row;               /* of the sheet, for a record laid out downwards (Поле/Значение); else 0 */
	bool is_absent;        /* the schema has it, the file has not: empty everywhere */
	bool is_computed;      /* ФИО of its parts, a list of the records that point here */
	bool is_link;          /* a foreign key: its cells name records … */
	bool is_optional_link; /* … or are texts and nothing more */
	VECTOR(const struct table *) leads_to; /* … of these tables; NULL stands for one that is not there */
};

/* One of the names of a field: its caption's, or the schema's name and aliases for it. */
struct field_name {
	struct text folded;
	size_t position; /* in fields.of */
};

struct fields {
	VECTOR(struct field) of;
	VECTOR(struct field_name) names; /* for data/ alone, like the rest of this */
	uint32_t *index;                 /* hash of folded → position in names + 1 */
	size_t index_size;
	const int *key; /* positions of the primary key's fields; NULL when none is said */
	size_t key_count;
	const struct table *table; /* whose records these are; NULL: objects inside JSON, rows made while merging */
	bool have_origins;         /* of its records, for value/record.c alone */
};

struct record {
	const struct fields *fields;
	struct cell *cells; /* one per field; read by record_at, written by record_set */
	int row;            /* of the sheet, as a spreadsheet counts; 0 when not from a sheet */
	int position;       /* in table->all, from 0 */
};

/* Its items are read by list_at and list_record, whichever way they lie. */
struct list {
	union {
		const struct value *values;
		const struct record *const *records; /* each; or blocks of them, as a table grows */
	};
	size_t count;
	const struct fields *fields; /* known to at least one of its records; NULL for a list of scalars or an empty one
					without schema */
	enum list_kind { LIST_OF_VALUES, LIST_OF_RECORDS, LIST_OF_BLOCKS } kind;
};

struct source {
	struct text file, sheet; /* as the user knows them */
};

struct schema; /* data/schema.h */

struct table {
	struct text name, folded;
	struct text alias; /* folded; another name that it is found by, where no table has it; empty: none */
	struct source source;
	struct fields *fields;
	struct list all;             /* VALUE_RECORDs in the file's order */
	const struct schema *schema; /* NULL when it has none */
	bool is_record;              /* one record, not a table: all.at[0] */
	bool is_made;                /* by the program, after the data were read: no file has it */
	bool is_broken;              /* its file could not be read: reported, and nothing more is asked of it */
	bool *refused;               /* by position: a rule refuses the record; NULL: none is */
	struct value single;         /* is_record, or a JSON scalar or array of scalars: the value itself */
};

struct dataset {
	struct arena *arena;
	VECTOR(struct table *) tables;
	/* SPEC: a root record whose fields are the tables, so that {{этапы}} at the top level is found like any name */
	struct record root;
};

/* The table of that folded name, or NULL. */
const struct table *dataset_table(const struct dataset *d, struct text folded);

/* The position of a field by its folded name, or -1. */
int fields_find(const struct fields *f, struct text folded);
/* The value of the field at this position. */
struct value record_at(const struct record *r, size_t i);
/* The value of a field by its folded name; false, and an empty value, when the record's fields have no such name. */
bool record_find(const struct record *r, struct text folded, struct value *v);

/* The item at this position, from 0. */
struct value list_at(const struct list *l, size_t i);
/* The same as a record; NULL when it is none. */
const struct record *list_record(const struct list *l, size_t i);

/* The table that it belongs to; NULL for an object inside JSON or a group. */
const struct table *record_table(const struct record *r);
/* A rule of the record's table has found an error in it: no document may say what stands there. */
bool record_is_refused(const struct record *r);
/* In JSON, where it stands: "основание", "этапы[2]" (from 1, as people count); empty elsewhere. */
struct text record_path(const struct record *r);
/* Where field `index` of the record stands; index -1: the record itself. */
struct place record_place(const struct record *r, int index);
/* What a person knows the record by: primary key, else Код, else ФИО or name, else "row 17". */
struct text record_key(struct arena *a, const struct record *r);

/* Truth as SPEC 3 says: false are empty, "нет", false, 0, an empty list, a missing link. */
bool value_truth(const struct value *v);
/*
 * As a number or a date, when it is one or its text reads wholly as one (value/number.h, base/date.h: with a time
 * too).
 */
bool value_number(const struct value *v, double *number);
bool value_date(const struct value *v, date *d);
/* The same when nobody has asked for a number, as in a comparison: a text that is_string counts as a text. */
bool value_counts(const struct value *v, double *number);
/* As a truth, when it is one or reads да/нет, true/false, истина/ложь (LibreOffice's), yes/no in any case. */
bool value_bool(const struct value *v, bool *truth);
/*
 * As printed without a filter: as typed; numbers with a decimal comma in Russian, true "да", dates dd.MM.yyyy,
 * a linked record as its key was typed, a list of scalars parted by commas; an object of JSON is empty.
 */
struct text value_print(struct arena *a, const struct value *v, bool is_russian);
/*
 * Orders dates, numbers, texts and truths: below 0, 0, above 0.  Two that both read as dates are compared as
 * dates, else as numbers, else as texts by code points.  A text that is_string is compared with texts as a text,
 * with a number or date (a literal, a computed one, another schema's) as that.  A linked record counts as its key; it
 * equals another when it is the same record.  Blanks about a text do not count.  *comparable is false when the two
 * cannot be ordered (an empty one and another, a number and a word); the result then is still a stable order: empty
 * first, then by kind.
 */
int value_compare(const struct value *x, const struct value *y, bool *comparable);

struct value value_of_text(struct text t);
struct value value_of_number(double n);
struct value value_of_bool(bool b);
struct value value_of_date(date d);
/* A day with a time of it, in seconds, that is printed along unless it is midnight: 30.11.2020 12:30. */
struct value value_of_day_time(struct arena *a, date d, int seconds);
struct value value_of_list(const struct list *l);
/* A list of values, which must live as long; of one value, copied into a. */
struct list *list_of(struct arena *a, const struct value *values, size_t count, const struct fields *f);
struct list *list_of_one(struct arena *a, struct value v);
struct list list_of_records(const struct record *const *records, size_t count, const struct fields *f);
struct value value_of_record(const struct record *r);

#endif
