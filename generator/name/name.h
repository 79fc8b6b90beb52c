/*
 * name -- a person's name: which word is what, of which gender the person is, how each word declines.
 */
#ifndef PRIKAZ_NAME_NAME_H
#define PRIKAZ_NAME_NAME_H

#include "grammar/grammar.h"

/*
 * Reads a name: Иванов Иван Иванович, Иван Иванович Иванов, Иванов И.И., И.И. Иванов, Мамедов Али Гасан оглы,
 * Анна-Мария, Петрова; or several, parted by commas: then the reading's gender is PLURAL.  kind: DECLINE_NAME, or what
 * the one word is known to be; for DECLINE_ANY false, and nothing is read, when it looks like a phrase rather than a
 * name; else true.
 */
bool name_read(struct arena *a, const struct grammar *g, struct text t, enum decline_kind kind, enum gender gender,
	       struct reading *out);

/*
 * Whether the text looks like a person's name rather than a phrase.  gender: the one given with it, which phrases are
 * not; GENDER_UNKNOWN: none was.
 */
bool is_name(const struct grammar *g, struct text t, enum gender gender);

/* The words of that role, in that case (оглы with the patronymic); empty when the name has none. */
struct text name_part(struct arena *a, const struct reading *r, enum piece_role role, enum grammatical_case c);

/* "Иванов И.И.", or "И.И. Иванов" when initials_first, in that case; Анна-Мария: А.-М.; оглы stays behind, whole. */
struct text name_initials(struct arena *a, const struct reading *r, bool initials_first, enum grammatical_case c);

#endif
