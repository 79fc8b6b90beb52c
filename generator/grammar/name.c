/*
 * name -- the words of a name and what each is.
 */
#include "grammar/name.h"

void
name_read(struct arena *a, const struct grammar *g, struct text t, enum decline_kind kind, enum gender gender,
	  struct reading *out)
{
	(void)g, (void)kind, (void)gender;
	out->kind = READING_NAME;
	reading_add(a, out, PIECE_FIXED, t);
}

bool
is_name(const struct grammar *g, struct text t)
{
	(void)g, (void)t;
	return false;
}
