/* Any bytes as JSON data. */
#include "data/dataset.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {0};
	struct report r;
	struct dataset d;
	struct buffer b = {0};

	report_open(&r);
	dataset_open(&d, &a);
	if (dataset_add_json(&d, &r, (struct text){(const char *)data, size}, TEXT("-"), NULL) && dataset_link(&d, &r))
		dataset_dump(&d, &b);
	buffer_free(&b);
	report_close(&r);
	arena_free(&a);
	return 0;
}
