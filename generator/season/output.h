/*
 * output -- one entry's files: what stands in the folder already, what may be replaced, and the writing.
 */
#ifndef PRIKAZ_SEASON_OUTPUT_H
#define PRIKAZ_SEASON_OUTPUT_H

#include "season/batch.h"

/* What stands at an output's path before anything is made; from STANDS_EDITED on it is somebody's work. */
enum standing {
	STANDS_NOT,     /* no such file, or none that anybody minds */
	STANDS_CURRENT, /* as we made it, from the same inputs */
	STANDS_OLD,     /* as we made it, from other inputs */
	STANDS_EDITED,  /* we made it, and it was changed since */
	STANDS_FOREIGN  /* not ours */
};

struct output {
	enum standing standing;
	const struct manifest_file *known; /* by the manifest; NULL: unknown */
	struct checksum found;             /* of the file that stands there */
	uint64_t size;                     /* its bytes */
	struct checksum inputs;            /* of what this output is made from */
};

/* Looks at one output of an entry; without a manifest everything STANDS_NOT. */
struct output output_look(struct arena *a, const struct batch *b, const struct plan_entry *e, enum format f);

/*
 * Puts the bytes made for one output into its place, unless what stands there is equal, or is somebody's
 * work and must be kept; reports that.  Fills *file, and *noted when the manifest is to know of it (path
 * empty otherwise).  false when it cannot be written.
 */
bool output_write(struct arena *a, struct report *r, const struct batch *b, const struct plan_entry *e, enum format f,
		  const struct output *o, struct text bytes, struct outcome_file *file, struct manifest_file *noted);

/* Says that an output is kept; for an entry that is not made because nothing changed but the output itself. */
void output_keep(struct report *r, const struct plan_entry *e, enum format f, const struct output *o);

#endif
