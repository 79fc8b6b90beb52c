/*
 * merge -- a program and a record make a package.
 */
#ifndef PRIKAZ_MERGE_MERGE_H
#define PRIKAZ_MERGE_MERGE_H

#include "data/dataset.h"
#include "merge/fit_limit.h"
#include "merge/picture_store.h"
#include "template/program.h"

struct grammar_store; /* merge/grammar_store.h */

/* Who knows how small a value has to be to fit its line; see season/fit.h. */
struct fitter {
	int (*size)(void *context, const struct expression *filter, struct text value, struct fit_limit limit,
		    bool *fits);
	void *context;
};

struct declension_book; /* merge/declensions.h */

/* What merge_check makes of a name that the table's schema knows, but of whose column the table has none. */
enum absent_columns { ABSENT_UNKNOWN, ABSENT_TOLD, ABSENT_EMPTY };

struct merge_context {
	const struct dataset *dataset;
	const struct record *record;   /* the item of --each or for_each: its fields are at the top level; NULL: none */
	const struct value *item;      /* the same as a value when it is a scalar; NULL otherwise */
	const struct list *items;      /* the records that the document is made for, one of them; NULL: not known */
	const struct record *document; /* the row of the documents table, {{@document.…}}; NULL: none */
	date today;                    /* {{@today}} */
	int number;                    /* @number of the record in the whole plan, 0 outside one */
	int count;                     /* @count */
	struct picture_store *pictures;            /* the folder of pictures; NULL: there is none */
	struct grammar_store *grammar;             /* how names and positions are declined; NULL: by the rules alone */
	const struct fitter *fitter;               /* NULL: nobody; values with `fit` keep their size */
	const struct declension_book *declensions; /* the forms that are printed are told here; NULL: nobody asks */
	enum absent_columns absent;                /* what merge_check makes of them: … */
	bool is_tolerant; /* of names before the filter default that the data have not: merge_check */
};

/*
 * Merges one record with a program that is not faulty: a package in a whose changed parts are replaced.  Reports what
 * fails that record (a filter that cannot take its value …) and returns NULL.
 */
struct package *merge_record(struct arena *a, struct report *r, const struct program *p, const struct merge_context *c);

/*
 * Before the first record: every name of the program, which may be faulty, against the data.  `item_fields` are the
 * fields of the records that will be merged, NULL when there is none.  Reports all; false on errors.
 */
bool merge_check(struct arena *a, struct report *r, const struct program *p, const struct merge_context *c,
		 const struct fields *item_fields);

/*
 * Whether the files are there of all pictures that one record shows, for a program that has_pictures and is not faulty;
 * reports those that are not, and nothing else.  Writes nothing.
 */
bool merge_check_pictures(struct arena *a, struct report *r, const struct program *p, const struct merge_context *c);

/*
 * As merge_check for an expression outside a template: for_each, when.  Once is enough for all records of one list.
 */
bool merge_check_expression(struct arena *a, struct report *r, const struct expression *e,
			    const struct merge_context *c, const struct fields *item_fields);

/* Its value; the names in it have been checked.  Reports what fails. */
bool merge_evaluate(struct arena *a, struct report *r, const struct expression *e, const struct merge_context *c,
		    struct value *v);

/* Text with markers outside a template: "{{Код}}-{{фамилия}}". */
struct pattern;

/* Parses it, in a.  Reports all that is wrong at place; NULL then. */
const struct pattern *merge_pattern_read(struct arena *a, struct report *r, struct text text, struct place place);

/* As merge_check_expression. */
bool merge_pattern_check(struct arena *a, struct report *r, const struct pattern *p, const struct merge_context *c,
			 const struct fields *item_fields);

/* The text for one record.  Reports what fails. */
bool merge_pattern_fill(struct arena *a, struct report *r, const struct pattern *p, const struct merge_context *c,
			struct text *out);

/*
 * Tells of every path that begins with a name where the data have it: `of` is the expression of the section, or what
 * stands before the list filter, whose items they are; NULL: the data as a whole, or the record of --each.
 */
typedef void merge_bound(void *user, const struct expression *path, const struct expression *of);
void merge_bindings(const struct program *p, const struct merge_context *c, merge_bound *bound, void *user);

/*
 * What a template asks for, as a tree of names, each with its kind and its uses: `prikaz fields`.  Text lines, or JSON.
 * c, unless NULL, holds data by which the names are put where they bind.
 */
void merge_fields(const struct program *p, const struct merge_context *c, bool as_json, struct buffer *out);

#endif
