/* Any bytes as what stands between {{ and }}. */
#include "base/buffer.h"
#include "expression/expression.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {0};
	struct report r;
	struct buffer b = {0};
	const struct expression *e;

	report_open(&r);
	e = expression_read(&a, &r, (struct text){(const char *)data, size}, place_file(TEXT("fuzz")));
	if (e)
		expression_dump(e, &b);
	buffer_free(&b);
	report_close(&r);
	arena_free(&a);
	return 0;
}
