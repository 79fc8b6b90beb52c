/*
 * filter -- the table of filters (filters.def) as the parser and the manual ask it.
 */
#ifndef PRIKAZ_EXPRESSION_FILTER_H
#define PRIKAZ_EXPRESSION_FILTER_H

#include "base/nearest.h"

enum filter_id {
#define FILTER(id, russian, latin, least, most, group, keywords, description) FILTER_##id,
#include "expression/filters.def"
#undef FILTER
	FILTERS
};

enum filter_group { GROUP_CASES, GROUP_DATES, GROUP_NUMBERS, GROUP_TEXTS, GROUP_LISTS, GROUP_RICH };

struct filter {
	const char *russian, *latin; /* as shown; several parted by "|" */
	int least, most;             /* arguments */
	enum filter_group group;
	const char *keywords;    /* see filters.def */
	const char *description; /* an msgid */
};

const struct filter *filter_row(enum filter_id id);

/* The filter of that folded name, or FILTERS.  `near`, unless NULL, is offered all names then. */
enum filter_id filter_find(struct text folded, struct nearest *near);

/* Whether argument i is an expression over the items of a list, whose fields come first in it. */
bool filter_asks_items(enum filter_id id, size_t i);

/* The number of the keyword, from 1; 0 when the filter has no such one. */
int filter_keyword(enum filter_id id, struct text folded);

/* Offers its keywords to `near`, and returns the Russian ones as a list for a message; empty when it has none. */
struct text filter_keywords(struct arena *a, enum filter_id id, struct nearest *near);

#endif
