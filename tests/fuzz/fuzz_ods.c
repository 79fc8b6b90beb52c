/* Any bytes as a workbook: a flat ODS as it is, or a zip with an XLSX or ODS in it. */
#include "book_of.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {0};
	struct report r;
	struct sheets *s;

	report_open(&r);
	s = workbook_open(&a, &r, (struct text){(const char *)data, size}, TEXT("book"));
	if (s) {
		book_take(&a, &r, s, workbook_next);
		workbook_close(s);
	}
	report_close(&r);
	arena_free(&a);
	return 0;
}
