/* Any bytes as the sheet, the shared strings, the styles and the workbook of an XLSX, parted by bytes 0x01. */
#include "book_of.h"
#include "fuzz.h"

#define MAIN                   "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define REL                    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define BELOW                  "http://schemas.openxmlformats.org/package/2006/relationships"
#define LINK(id, type, target) "<Relationship Id='" id "' Type='" REL "/" type "' Target='" target "'/>"

static const char links[] = "<Relationships xmlns='" BELOW "'>" LINK("rId1", "worksheet", "sheet.xml")
	LINK("rId2", "sharedStrings", "strings.xml") LINK("rId3", "styles", "styles.xml") "</Relationships>";
static const char workbook[] = "<workbook xmlns='" MAIN "' xmlns:r='" REL
			       "'><sheets><sheet name='S' sheetId='1' r:id='rId1'/></sheets></workbook>";

static const char *const names[] = {"xl/sheet.xml", "xl/strings.xml", "xl/styles.xml", "xl/workbook.xml"};

static struct package
package_of(struct arena *a, struct text bytes)
{
	struct package p = {.kind = PACKAGE_XLSX, .file = TEXT("book"), .main_part = TEXT("xl/workbook.xml")};

	package_replace(a, &p, TEXT("xl/_rels/workbook.xml.rels"), TEXT(links));
	package_replace(a, &p, p.main_part, TEXT(workbook));
	for (size_t i = 0; i < sizeof names / sizeof names[0] && bytes.len; i++) {
		ptrdiff_t cut = text_find(bytes, TEXT("\x01"), 0);
		size_t end = cut < 0 ? bytes.len : (size_t)cut;

		package_replace(a, &p, text_from(names[i]), text_slice(bytes, 0, end));
		bytes = text_from_offset(bytes, end + (cut >= 0));
	}
	return p;
}

static bool
next_sheet(struct sheets *s, struct sheet *sheet)
{
	return s->next(s, sheet);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena texts = {0}, a = {0};
	struct report r;
	struct package p = package_of(&a, (struct text){(const char *)data, size});
	struct sheets with = {.arena = &a, .texts = &texts, .report = &r, .file = p.file}, *s;

	report_open(&r);
	s = xlsx_open(&with, &p);
	if (s) {
		book_take(&texts, &r, s, next_sheet);
		s->close(s);
	}
	report_close(&r);
	arena_free(&a);
	arena_free(&texts);
	return 0;
}
