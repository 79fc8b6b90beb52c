/* Any bytes as the main part of an ODT. */
#include "fuzz.h"
#include "package_of.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	package_try(PACKAGE_ODT, "content.xml", data, size);
	return 0;
}
