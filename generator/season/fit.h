/*
 * fit -- how small a text has to be to stand on one line: what the filter `fit` asks for.
 */
#ifndef PRIKAZ_SEASON_FIT_H
#define PRIKAZ_SEASON_FIT_H

#include "font/font.h"
#include "merge/fit_limit.h"
#include "template/program.h"

struct fits; /* of one template; only read once it is made */

/* Measures the lines of the template's markers with `fit`; NULL when it has none. */
const struct fits *fits_prepare(struct arena *a, const struct program *p, struct catalogue *c);

/* Who measures values for one thread. */
struct fit_gauge {
	const struct fits *fits;
	struct arena *arena;
	struct catalogue *catalogue;
	struct shaper *shaper;
};

/*
 * The size [half-points] in which the value stands on one line where the marker with that filter stands; when it does not
 * even in the least size, the greatest in which it stands on as many lines as it may; 0: in its own, or nobody knows.
 * *fits is false when it does neither: then it is the least.  For merge.h, struct fitter; context is a struct fit_gauge.
 */
int fit_size(void *context, const struct expression *filter, struct text value, struct fit_limit limit, bool *fits);

#endif
