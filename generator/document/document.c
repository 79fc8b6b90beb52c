#include "document/document.h"

#include "document/build.h"

struct document *
document_read(struct arena *a, struct report *r, const struct package *p)
{
	struct document *d = NEW(a, struct document);
	bool is_read = false;

	d->kind = p->kind;
	d->file = p->file;
	d->package = p;
	d->properties = (struct document_properties){TEXT_NONE, TEXT_NONE, TEXT_NONE, TEXT_NONE, TEXT_NONE};
	if (p->kind == PACKAGE_DOCX)
		is_read = docx_read(a, r, d);
	else if (p->kind == PACKAGE_ODT)
		is_read = odt_read(a, r, d);
	else
		REPORT(r, DOCUMENT_NOT_TEXT, place_file(p->file), TEXT_NONE);
	return is_read ? d : NULL;
}
