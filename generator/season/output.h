/*
 * output -- one entry's files: what stands in the folder already, what may be replaced, and the writing.
 */
#ifndef PRIKAZ_SEASON_OUTPUT_H
#define PRIKAZ_SEASON_OUTPUT_H

#include "base/file.h"
#include "season/batch.h"

/* What stands at an output's path before anything is made; from STANDS_EDITED on it is somebody's work. */
enum standing {
	STANDS_NOT,     /* no such file, or none that anybody minds */
	STANDS_CURRENT, /* as we made it, from the same inputs */
	STANDS_OLD,     /* as we made it, from other inputs */
	STANDS_EDITED,  /* we made it, and it was changed since */
	STANDS_OTHERS,  /* we made it for another document or record, which is left out of this run */
	STANDS_FOREIGN  /* not ours, or not to be read */
};

struct output {
	enum standing standing;
	const struct manifest_file *known; /* by the manifest; NULL: unknown */
	struct checksum found;             /* of the file that stands there */
	uint64_t size;                     /* its bytes */
	struct checksum inputs;            /* of what this output is made from */
};

/* Looks at one output of an entry; without a manifest everything STANDS_NOT. */
struct output output_look(struct arena *a, const struct batch *b, const struct plan *p, const struct plan_entry *e,
			  enum format f);

/* An output on its way into its place. */
struct staged_output {
	struct text shown;          /* path below the folder */
	struct staged_file staged;  /* temporary NULL: nothing is to be moved */
	bool is_theirs;             /* what stands there is somebody's work and goes aside first */
	struct outcome_file file;   /* what becomes of it */
	struct manifest_file noted; /* for the manifest; path empty: it is not to know of it */
};

/*
 * Writes the bytes made for one output beside its place (or to the capture), unless what stands there is
 * equal, or is somebody's work and must be kept; reports that.  pages: of a PDF.  false when it cannot be written.  The
 * texts in *staged live as long as the plan; the paths in a.
 */
bool output_stage(struct arena *a, struct report *r, const struct batch *b, const struct plan_entry *e, enum format f,
		  const struct output *o, struct text bytes, int pages, struct staged_output *staged);

/* Whether the outputs of an entry, some of which may not be there, wait for anything to be written. */
bool output_is_waiting(const struct staged_output outputs[FORMATS]);

/* Moves a staged output into its place; false when it cannot (reported; it is discarded then). */
bool output_publish(struct arena *a, struct report *r, struct staged_output *staged);
void output_discard(struct staged_output *staged);

/* Says that an output is kept; for an entry that is not made because nothing changed but the output itself. */
void output_keep(struct arena *a, struct report *r, const struct plan_entry *e, enum format f, const struct output *o);

#endif
