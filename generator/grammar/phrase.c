/*
 * phrase -- the head of a phrase, what agrees with it, what depends on it.
 */
#include "grammar/phrase.h"

void
phrase_read(struct arena *a, const struct grammar *g, struct text t, struct reading *out)
{
	(void)g;
	out->kind = READING_PHRASE;
	reading_add(a, out, PIECE_FIXED, t);
}
