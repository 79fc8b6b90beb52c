/*
 * texts -- a set of texts, each with an index in the order in which they were added.
 */
#ifndef PRIKAZ_TEMPLATE_TEXTS_H
#define PRIKAZ_TEMPLATE_TEXTS_H

#include <stdint.h>

#include "base/text.h"

struct texts {
	VECTOR(struct text) of;
	uint32_t *slots; /* index + 1; open-addressed */
	size_t slot_count;
};

/* The index of key, or TEXT_NOWHERE. */
ptrdiff_t texts_find(const struct texts *t, struct text key);

/* Adds a key that is not there, which must live as long as the set; its index. */
size_t texts_add(struct arena *a, struct texts *t, struct text key);

#endif
