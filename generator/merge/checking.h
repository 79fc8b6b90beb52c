/*
 * checking -- what is known while the names of a program are compared with the data; private to check.c, check_names.c.
 */
#ifndef PRIKAZ_MERGE_CHECKING_H
#define PRIKAZ_MERGE_CHECKING_H

#include "merge/state.h"

enum { CHECK_FAULTS_MOST = 500 };

enum shape_kind {
	SHAPE_UNKNOWN, /* could be anything: names in it are not checked */
	SHAPE_SCALAR,  /* has no fields */
	SHAPE_RECORD,
	SHAPE_LIST /* its items have the fields */
};

struct shape {
	enum shape_kind kind;
	int groups;                           /* LIST: how many levels of lists stand around the records */
	VECTOR(const struct fields *) fields; /* of any of its records */
	VECTOR(struct list) examples;         /* some of its records */
};

struct static_scope {
	const struct static_scope *outer;
	const struct shape *shape;
	bool is_loop;
	const struct expression *of; /* what the section, or the filter, is over; NULL: the whole */
};

struct checking {
	struct arena *arena;
	struct report *report;
	const struct merge_context *context;
	const struct static_scope *scope, *outermost; /* outermost: outside all sections */
	const struct shape *root;
	const struct expression *argument_of; /* the filter whose argument is being looked at; NULL */
	bool is_tolerant;                     /* here unknown names are let be */
	bool is_alone;                        /* no template but an expression, where no section can stand */
	bool names_only; /* nobody asks what the expression's fields lead to: a scan of all records is saved */
	VECTOR(struct text) unlinked; /* the tables that were warned of */
	VECTOR(struct text) absent;   /* tables with columns that were told to be absent */
	bool failed;
	int faults;
	merge_bound *bound; /* is told where each name binds; NULL */
	void *bound_user;
};

/* A record of the shape may have the field. */
bool shape_has_field(const struct shape *s, struct text folded);
/* A record, or what stands for one item of a list. */
bool shape_has_names(const struct shape *s);

/* Reports a fault in e's source, unless there were too many. */
void check_fault(struct checking *k, const struct expression *e, struct fault fault);

/* Reports that the first name of a path is unknown in `scope` and all around it, with the best hint. */
void unknown_first(struct checking *k, const struct expression *e, const struct static_scope *scope);
/* The same of name i of a path, which a record of the shape should have. */
void unknown_in(struct checking *k, const struct expression *e, size_t i, const struct shape *s);

/*
 * A name that no record has, but a schema knows as a column of one of the tables: it is empty everywhere, and *out is
 * what is known of it.  So people may leave out of their sheets what they have no use for.  To be asked only where the
 * name is found nowhere, for a column that is there, if around, is meant before one that might be.
 */
bool is_absent_column(struct checking *k, const struct expression *e, const struct segment *s,
		      const struct shape *shape, struct shape *out);

#endif
