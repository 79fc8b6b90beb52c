/* Any bytes as a format code, for numbers of every kind. */
#include "base/arena.h"
#include "fuzz.h"
#include "reader/number_format.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const double numbers[] = {0,   1,    -1,    0.5,    44165,           44165.75,
					 -60, 1e15, 1e300, -1e300, 123456789012345, 1e-300};
	struct arena a = {0};
	struct number_format f = number_format_read((struct text){(const char *)data, size});

	for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
		const struct number_section *s = number_format_section(&f, numbers[i]);

		if (s && s->look == LOOK_CODE)
			number_format_show(&a, s, numbers[i]);
	}
	arena_free(&a);
	return 0;
}
