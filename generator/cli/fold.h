/*
 * fold -- problems in the order in which a person goes through the files, those alike told together.
 */
#ifndef PRIKAZ_CLI_FOLD_H
#define PRIKAZ_CLI_FOLD_H

#include "base/report.h"

/* What is printed as one message. */
struct fold {
	VECTOR(const struct problem *) problems; /* from top to bottom; never none */
	int more;                                /* of them are not listed anywhere, but counted */
	bool is_varied;                          /* their texts differ in the arguments that are_varied */
	bool are_varied[PROBLEM_ARGUMENTS];
};

struct folds {
	VECTOR(struct fold *) of;
};

/*
 * All problems of at least this severity: file by file and sheet by sheet in the order in which they were met first, in
 * each from top to bottom.  Those of one column that say the same are one fold; so are those that differ
 * in their values alone, when they are many.
 */
struct folds fold_problems(struct arena *a, const struct report *r, enum severity least);

#endif
