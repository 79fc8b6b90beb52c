/* Any bytes as an XML part: parsed, written, parsed again. */
#include "fuzz.h"
#include "package/xml.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {0};
	struct report r;
	struct buffer b = {0};
	struct xml_node *root;

	report_open(&r);
	root = xml_parse(&a, &r, (struct text){(const char *)data, size}, TEXT("fuzz.xml"), TEXT("part"));
	if (root) {
		xml_write_document(&b, root);
		if (!xml_parse(&a, &r, buffer_view(&b), TEXT("again.xml"), TEXT("part")))
			__builtin_trap(); /* what we write we must be able to read */
	}
	buffer_free(&b);
	report_close(&r);
	arena_free(&a);
	return 0;
}
