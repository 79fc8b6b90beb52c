#include "decline/decline.h"

#include "decline/given.h"
#include "name/name.h"
#include "phrase/phrase.h"

void
decline_read(struct arena *a, const struct grammar *g, struct text t, enum decline_kind kind, enum gender gender,
	     struct reading *out)
{
	*out = (struct reading){.text = t};
	if (gender == GENDER_UNKNOWN && grammar_has_overrides(g))
		gender = grammar_overridden_gender(g, t);
	if (kind == DECLINE_PHRASE || !name_read(a, g, t, kind, gender, out))
		phrase_read(a, g, t, out);
	if (grammar_has_overrides(g))
		given_apply(a, g, out);
}
