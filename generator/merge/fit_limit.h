/*
 * fit_limit -- what the filter `fit` may do to a value: told by merge, heeded by who measures (season/fit.h).
 * A header of its own, for who measures knows documents, whose names are not those of data.
 */
#ifndef PRIKAZ_MERGE_FIT_LIMIT_H
#define PRIKAZ_MERGE_FIT_LIMIT_H

struct fit_limit {
	int least; /* size [half-points] */
	int lines; /* on so many it may stand where it does not fit one in the least size */
};

#endif
