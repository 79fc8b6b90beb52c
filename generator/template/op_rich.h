/*
 * op_rich -- what the operations of rich values know of the paragraph and the run that they stand in.
 *
 * A value of several paragraphs closes the paragraph at hand and begins others, in its look or in one of their own
 * (headings, items of lists).  So the template's paragraph and run are kept taken apart: their properties one by one,
 * so that a single one can be changed, and what stands between the two as bytes that close it and operations that open
 * it anew.
 */
#ifndef PRIKAZ_TEMPLATE_OP_RICH_H
#define PRIKAZ_TEMPLATE_OP_RICH_H

#include "base/length.h"
#include "template/program.h"

/* The properties of a run and of a paragraph in the order of the schema (ECMA-376 part 1, 17.3.2.28, 17.3.1.26). */
#define RUN_PROPERTIES(X)                                                                                              \
	X(rStyle)                                                                                                      \
	X(rFonts)                                                                                                      \
	X(b)                                                                                                           \
	X(bCs)                                                                                                         \
	X(i)                                                                                                           \
	X(iCs)                                                                                                         \
	X(caps)                                                                                                        \
	X(smallCaps) X(strike) X(dstrike) X(outline) X(shadow) X(emboss) X(imprint) X(noProof) X(snapToGrid) X(vanish) \
		X(webHidden) X(color) X(spacing) X(w) X(kern) X(position) X(sz) X(szCs) X(highlight) X(u) X(effect)    \
			X(bdr) X(shd) X(fitText) X(vertAlign) X(rtl) X(cs) X(em) X(lang) X(eastAsianLayout)            \
				X(specVanish) X(oMath)

#define PARAGRAPH_PROPERTIES(X)                                                                                        \
	X(pStyle)                                                                                                      \
	X(keepNext)                                                                                                    \
	X(keepLines)                                                                                                   \
	X(pageBreakBefore)                                                                                             \
	X(framePr)                                                                                                     \
	X(widowControl)                                                                                                \
	X(numPr) X(suppressLineNumbers) X(pBdr) X(shd) X(tabs) X(suppressAutoHyphens) X(kinsoku) X(wordWrap)           \
		X(overflowPunct) X(topLinePunct) X(autoSpaceDE) X(autoSpaceDN) X(bidi) X(adjustRightInd) X(snapToGrid) \
			X(spacing) X(ind) X(contextualSpacing) X(mirrorIndents) X(suppressOverlap) X(jc)               \
				X(textDirection) X(textAlignment) X(textboxTightWrap) X(outlineLvl) X(divId)           \
					X(cnfStyle) X(rPr)

#define RUN_ENUMERATOR(name)       RUN_##name,
#define PARAGRAPH_ENUMERATOR(name) PARAGRAPH_##name,
enum { RUN_PROPERTIES(RUN_ENUMERATOR) RUN_PROPERTIES_KNOWN };
enum { PARAGRAPH_PROPERTIES(PARAGRAPH_ENUMERATOR) PARAGRAPH_PROPERTIES_KNOWN };
#undef RUN_ENUMERATOR
#undef PARAGRAPH_ENUMERATOR

/*
 * DOCX: a child of w:rPr or w:pPr, its number in the order above (an unknown one comes last) and its bytes.
 * ODT: an attribute of style:paragraph-properties; bytes are `fo:margin-left="1cm"`.
 */
struct rich_property {
	int order;
	struct text qname, bytes;
};

struct rich_properties {
	const struct rich_property *at;
	size_t count;
};

/* How far each level of a list is indented, and how far before its label stands, as Word does it [twips]. */
enum { HEADING_LEVELS = 6, RICH_INDENT = 720, RICH_HANGING = 360, RICH_CELL_INDENT = RICH_HANGING };

/* What the template's styles have for rich values: ids of a DOCX, names of an ODT; empty where there is none. */
struct rich_styles {
	struct text heading[HEADING_LEVELS];
	struct text hyperlink;
	const struct xml_node *root; /* of the part of styles; NULL */
};

/* OP_RICH_PARAGRAPH.  body: its start tag and properties; otherwise: its content. */
struct rich_paragraph_op {
	const struct rich_styles *styles;
	/*
	 * DOCX: opens the same paragraph again, without what belongs to one only (ids, a page break before it).  There
	 * are no names in it.
	 */
	const struct op *again;
	struct text head_end;              /* DOCX: behind either head: "</w:pPr>", or nothing */
	struct text end;                   /* "</w:p>" */
	struct text section;               /* DOCX: w:sectPr: goes to the last of the paragraphs */
	struct rich_properties properties; /* of the paragraph, without its number, section and page break */
	int left;                          /* DOCX: its own left indent, ODT: of the lists around it [twips] */
	int step;                          /* how far each level of its lists is indented: less in the cells of a table [twips] */
	struct text element, attributes;   /* ODT: "text:p", what else its start tag has but style and ids */
	struct text style;                 /* ODT: as the paragraph names it */
	struct text parent;                /* ODT: the common style below it */
	struct text inside;                /* ODT: elements in its style:paragraph-properties, tab stops and such */
	struct text text_properties;       /* ODT: style:text-properties of its automatic style */
	struct text table;                 /* ODT: the prefix of tables, "table:", and its declaration if need be */
	struct text table_declaration;
	bool breaks_page;       /* its style begins a page: its next ones must not */
	struct text page_break; /* it begins a page: what says so, a property or an attribute; else empty */
	bool is_fixed;          /* ODT: with it begins another layout of pages: it stays the first */
	bool is_optional;       /* vanishes when nothing is shown in it */
	bool has_marks;         /* bookmarks and such: its first paragraph stays, and the last of them */
	bool is_band;           /* in a header or footer: headings do not count for the outline there */
	bool is_item;           /* ODT: in an item of a list: no table can stand there */
	struct text next_item;  /* ODT: it has the item's number: ends the item and begins one more; else empty */
	bool is_before_paragraph, is_behind_paragraph; /* DOCX: a paragraph that stays is its neighbour */
};

/* OP_RICH.  body: opens what stands between the paragraph and the text at the marker but the run itself. */
struct rich_op {
	const struct expression *filter;           /* the one that makes the value rich */
	const struct rich_paragraph_op *paragraph; /* around it; NULL: none of its values begins others */
	struct text wrap_end;                      /* closes what body opens */
	struct text run_start, run_end; /* DOCX: `<w:r><w:rPr>…</w:rPr><w:t xml:space="preserve">`, `</w:t></w:r>` */
	struct rich_properties look;    /* DOCX: of the run */
	struct text link_start;         /* up to the address: `<w:hyperlink r:id="`, `<text:a … xlink:href="` */
	emu width_most;                 /* of a picture */
	bool is_linked;                 /* it stands in a link already */
	const struct rich_styles *styles;
};

#endif
