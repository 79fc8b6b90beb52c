/* Any bytes as the main part of a DOCX. */
#include "fuzz.h"
#include "package_of.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	package_try(PACKAGE_DOCX, "word/document.xml", data, size);
	return 0;
}
