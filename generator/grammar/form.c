#include "grammar/form.h"

const char *
case_name(enum grammatical_case c)
{
	static const char *const names[CASES] = {"им", "род", "дат", "вин", "тв", "пр"};

	return names[c];
}
