/* Any bytes as the main part of a DOCX: compiled as a template, and read as a document. */
#include "document/document.h"
#include "fuzz.h"
#include "package_of.h"
#include "template/program.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {0};
	struct report r;
	struct buffer b = {0};
	struct package *p = package_of(&a, PACKAGE_DOCX, data, size);
	struct document *d;
	struct program *program;

	report_open(&r);
	d = document_read(&a, &r, p);
	if (d)
		document_dump(d, &b);
	program = program_compile(&a, &r, p);
	if (!program->is_faulty)
		program_dump(program, &b);
	buffer_free(&b);
	report_close(&r);
	arena_free(&a);
	return 0;
}
