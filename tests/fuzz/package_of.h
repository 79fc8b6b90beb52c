/*
 * package_of -- a DOCX or ODT package around one main part of any bytes.
 */
#ifndef PRIKAZ_FUZZ_PACKAGE_OF_H
#define PRIKAZ_FUZZ_PACKAGE_OF_H

#include "package/package.h"

static inline struct package *
package_of(struct arena *a, enum package_kind kind, const uint8_t *data, size_t size)
{
	struct package *p = NEW(a, struct package);

	p->kind = kind;
	p->file = TEXT("fuzz");
	p->main_part = kind == PACKAGE_DOCX ? TEXT("word/document.xml") : TEXT("content.xml");
	package_replace(a, p, p->main_part, (struct text){(const char *)data, size});
	return p;
}

#endif
