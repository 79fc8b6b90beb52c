/* Any bytes as a text in Markdown, amid a line, in a cell and in an item of a list: the part must stay XML. */
#include <stdlib.h>

#include "data/dataset.h"
#include "fuzz.h"
#include "merge/merge.h"

#define W     "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define ODF   "urn:oasis:names:tc:opendocument:xmlns:"
#define TYPES "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"></Types>"

#define WORD_LINE "<w:p><w:r><w:t>a{{t | markdown}}b</w:t></w:r></w:p>"
#define WORD                                                                                                           \
	"<w:document xmlns:w=\"" W "\"><w:body>" WORD_LINE                                                             \
	"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:p><w:r><w:t>{{t | markdown}}</w:t></w:r></w:p></w:tc></w:tr>"     \
	"</w:tbl></w:body></w:document>"
#define ODT_LINE "<text:p>a<text:span>{{t | markdown}}</text:span>b</text:p>"
#define ODT                                                                                                            \
	"<office:document-content xmlns:office=\"" ODF "office:1.0\" xmlns:text=\"" ODF "text:1.0\"><office:body>"     \
	"<office:text>" ODT_LINE "<text:list><text:list-item><text:p>{{t | markdown}}</text:p></text:list-item>"       \
	"</text:list></office:text></office:body></office:document-content>"

static void
merge(struct arena *a, struct report *r, const struct dataset *d, enum package_kind kind)
{
	bool is_word = kind == PACKAGE_DOCX;
	struct package p = {.kind = kind, .file = TEXT("t")}, *merged;
	struct merge_context context = {.dataset = d};
	struct text bytes;

	p.main_part = is_word ? TEXT("word/document.xml") : TEXT("content.xml");
	package_replace(a, &p, p.main_part, is_word ? TEXT(WORD) : TEXT(ODT));
	if (is_word)
		package_replace(a, &p, TEXT("[Content_Types].xml"), TEXT(TYPES));
	merged = merge_record(a, r, program_compile(a, r, &p), &context);
	if (!merged)
		return;
	if (!package_bytes(a, r, merged, package_part(merged, p.main_part), &bytes) ||
	    !xml_parse(a, r, bytes, TEXT("t"), p.main_part))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {0};
	struct report r;
	struct buffer json = {0};
	struct dataset d;

	report_open(&r);
	dataset_open(&d, &a);
	buffer_string(&json, "{\"t\": ");
	buffer_json(&json, (struct text){(const char *)data, size});
	buffer_byte(&json, '}');
	if (dataset_add_json(&d, &r, buffer_view(&json), TEXT("t.json"), NULL) && dataset_link(&d, &r)) {
		merge(&a, &r, &d, PACKAGE_DOCX);
		merge(&a, &r, &d, PACKAGE_ODT);
	}
	buffer_free(&json);
	report_close(&r);
	arena_free(&a);
	return 0;
}
