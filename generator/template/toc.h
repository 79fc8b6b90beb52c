/*
 * toc -- which tables of contents can be made anew when a record is merged (contents/): those that list headings.
 *
 * The template's own entries are emptied when it is compiled and made when a record is merged, so both ask here.
 */
#ifndef PRIKAZ_TEMPLATE_TOC_H
#define PRIKAZ_TEMPLATE_TOC_H

#include "package/xml.h"

enum { TOC_LEVELS = 9 };

/* A style of the user's own whose paragraphs are listed. */
struct toc_style {
	struct text name;
	int level;
};

/* What a field TOC of a DOCX lists (ECMA-376 part 1, 17.16.5.68). */
struct toc {
	bool lists_headings_alone; /* false: captions, marks, or a part of the document; it is nobody's but Word's */
	int first, last;           /* \o: levels of the styles "heading 1" …; last 0: not by them */
	bool by_outline;           /* \u: paragraphs of an outline level */
	bool has_links;            /* \h */
	int bare_first, bare_last; /* \n: levels without a number; bare_last 0: none */
	struct text separator;     /* \p: between entry and number; empty: a tab */
	VECTOR(struct toc_style) styles; /* \t */
};

/* False when the instruction is no TOC. */
bool toc_read(struct arena *a, struct text instruction, struct toc *toc);

/*
 * Whether the field's result, from one of its marks to the other (w:fldChar), is a row of paragraphs side by side, in
 * the text and not in a box.
 */
bool toc_is_row(const struct xml_node *separate, const struct xml_node *end);

/* Whether a text:table-of-content is of that kind, and lists headings in ways that it says. */
bool toc_lists_headings(const struct xml_node *table_of_content);

#endif
