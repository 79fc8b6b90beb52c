/*
 * template_bench -- small templates made of a string, compiled and merged with JSON, and the result as a
 * line of text: ¶ ends a paragraph, | a cell, ⏎ a row; ↵ is a line break, → a tab, ⤓ a page break.
 */
#ifndef PRIKAZ_TESTS_TEMPLATE_BENCH_H
#define PRIKAZ_TESTS_TEMPLATE_BENCH_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "merge/merge.h"

struct bench {
	struct arena arena;
	struct report report;
	struct dataset dataset;
	struct merge_context context;
	struct package *template, *merged;
};

static inline void
bench_open(struct bench *b)
{
	struct civil today = {2024, 3, 8};

	*b = (struct bench){0};
	report_open(&b->report);
	dataset_open(&b->dataset, &b->arena);
	b->context.dataset = &b->dataset;
	date_from_civil(today, &b->context.today);
}

static inline void
bench_close(struct bench *b)
{
	report_close(&b->report);
	arena_free(&b->arena);
}

static inline void
bench_data(struct bench *b, const char *json)
{
	assert_true(dataset_add_json(&b->dataset, &b->report, text_from(json), TEXT("data.json"), NULL));
	assert_true(dataset_link(&b->dataset, &b->report));
}

static inline struct package *
bench_package(struct bench *b, enum package_kind kind)
{
	struct package *p = NEW(&b->arena, struct package);

	p->kind = kind;
	p->file = kind == PACKAGE_DOCX ? TEXT("t.docx") : TEXT("t.odt");
	p->main_part = kind == PACKAGE_DOCX ? TEXT("word/document.xml") : TEXT("content.xml");
	return p;
}

#define W_HEAD "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>"
#define W_TAIL "</w:body></w:document>"
#define O_HEAD                                                                                                         \
	"<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""                   \
	" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\""                                               \
	" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\""                                             \
	" xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\""                                            \
	" xmlns:xlink=\"http://www.w3.org/1999/xlink\"><office:body><office:text>"
#define O_TAIL "</office:text></office:body></office:document-content>"

/* A template whose main part has this body. */
static inline void
bench_template(struct bench *b, enum package_kind kind, const char *body)
{
	bool is_word = kind == PACKAGE_DOCX;
	struct text t = text_format(&b->arena, "%s%s%s", is_word ? W_HEAD : O_HEAD, body, is_word ? W_TAIL : O_TAIL);

	b->template = bench_package(b, kind);
	package_replace(&b->arena, b->template, b->template->main_part, t);
	if (is_word)
		package_replace(&b->arena, b->template, TEXT("[Content_Types].xml"),
				TEXT("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/"
				     "content-types\"></Types>"));
}

static inline const char *
first_what(const struct bench *b)
{
	return b->report.problems.count ? b->report.problems.at[0].what.at : "";
}

/* The bytes of a part of the merged package; NULL when compiling, checking or merging failed. */
static inline const char *
bench_part(struct bench *b, const char *part)
{
	struct program *p = program_compile(&b->arena, &b->report, b->template);
	struct text bytes;

	if (!merge_check(&b->arena, &b->report, p, &b->context, NULL) || p->is_faulty)
		return NULL;
	b->merged = merge_record(&b->arena, &b->report, p, &b->context);
	if (!b->merged)
		return NULL;
	assert_true(package_bytes(&b->arena, &b->report, b->merged, package_part(b->merged, text_from(part)), &bytes));
	return text_c(&b->arena, bytes);
}

static inline const char *
bench_sign(const char *tag)
{
	static const char *const signs[][2] = {
		{"</w:p>", "¶"},
		{"</text:p>", "¶"},
		{"</text:h>", "¶"},
		{"</w:tc>", "|"},
		{"</w:tr>", "⏎"},
		{"<w:br/>", "↵"},
		{"<w:tab/>", "→"},
		{"</table:table-cell>", "|"},
		{"<text:tab/>", "→"},
		{"</table:table-row>", "⏎"},
		{"<text:line-break/>", "↵"},
		{"<w:br w:type=\"page\"/>", "⤓"},
		{"<text:s ", "·"},
		{"</w:tbl>", "#"},
		{"</table:table>", "#"},
		{"<w:p/>", "¶"},
		{"</text:list-item>", "*"},
	};

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		if (strncmp(tag, signs[i][0], strlen(signs[i][0])) == 0)
			return signs[i][1];
	}
	return "";
}

/* XML as the line of text described above. */
static inline const char *
bench_line(struct bench *b, const char *xml)
{
	struct buffer out = {0};
	struct text t;

	assert_non_null(xml);
	xml = strstr(xml, "?>") ? strstr(xml, "?>") + 3 : xml;
	for (; *xml; xml++) {
		if (*xml != '<') {
			buffer_byte(&out, *xml);
			continue;
		}
		buffer_string(&out, bench_sign(xml));
		xml = strchr(xml, '>');
	}
	t = text_copy(&b->arena, buffer_view(&out));
	buffer_free(&out);
	return t.at;
}

/* A template, data, and what comes out. */
static inline void
bench_expect(enum package_kind kind, const char *body, const char *json, const char *expected)
{
	struct bench b;
	const char *xml;

	bench_open(&b);
	bench_data(&b, json);
	bench_template(&b, kind, body);
	xml = bench_part(&b, kind == PACKAGE_DOCX ? "word/document.xml" : "content.xml");
	if (!xml)
		fail_msg("not merged: %s", first_what(&b));
	assert_string_equal(bench_line(&b, xml), expected);
	bench_close(&b);
}

/* A template that is refused, with the slugs of its problems in order. */
static inline void
bench_refuse(enum package_kind kind, const char *body, const char *json, const char *slugs)
{
	struct bench b;
	struct buffer seen = {0};

	bench_open(&b);
	bench_data(&b, json);
	bench_template(&b, kind, body);
	if (bench_part(&b, kind == PACKAGE_DOCX ? "word/document.xml" : "content.xml"))
		fail_msg("not refused: %s", body);
	for (size_t i = 0; i < b.report.problems.count; i++)
		buffer_printf(&seen, "%s%s", i ? " " : "", problem_slug(b.report.problems.at[i].code));
	buffer_byte(&seen, '\0');
	assert_string_equal(seen.at, slugs);
	buffer_free(&seen);
	bench_close(&b);
}

#define P(text)   "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"
#define TC(text)  "<w:tc>" P(text) "</w:tc>"
#define TR(cells) "<w:tr>" cells "</w:tr>"
#define TBL(rows) "<w:tbl><w:tblPr/><w:tblGrid/>" rows "</w:tbl>"

#define OP(text)  "<text:p text:style-name=\"S\">" text "</text:p>"
#define OC(text)  "<table:table-cell>" OP(text) "</table:table-cell>"
#define OR(cells) "<table:table-row>" cells "</table:table-row>"
#define OT(rows)  "<table:table table:name=\"T\"><table:table-column/>" rows "</table:table>"

#endif
