/*
 * docx_story -- what the four files share that read a flow of text: docx_story.c (paragraphs), docx_run.c (what
 * stands in them), docx_field.c and docx_control.c.
 *
 * Private to them.
 */
#ifndef PRIKAZ_DOCUMENT_DOCX_STORY_H
#define PRIKAZ_DOCUMENT_DOCX_STORY_H

#include "document/docx.h"

/* The paragraph that is being filled. */
struct filling {
	struct docx_story *story;
	const struct xml_node *properties; /* w:pPr */
	const struct docx_look *look;
	struct docx_shape shape;
	const struct run_style *mark;
	struct run_list runs;
	bool is_shown;     /* something visible is in runs */
	bool has_hidden;   /* some of its text is left out, as hidden */
	bool is_entry;     /* its last tab stands in a table of contents */
	bool is_continued; /* the second part of a paragraph that a page break has cut */
};

/* ---- docx_story.c ---- */

struct arena *docx_filling_arena(const struct filling *f);

/* Moves the paragraph, as far as it has been filled, into the story; what comes next continues it. */
void docx_filling_end(struct filling *f);

/* The same; what comes next stands in another column, and LibreOffice has lost the style there. */
void docx_filling_column(struct filling *f);

/* ---- docx_run.c ---- */

/* Reads what a w:p, w:hyperlink, w:ins … holds. */
void docx_inline_read(struct filling *f, const struct xml_node *parent);

/* A w:bookmarkStart as one more of the runs. */
void docx_bookmark_add(struct docx_story *s, struct run_list *runs, const struct xml_node *node,
		       const struct run_style *style);

/* The look that a w:rPr (NULL: none) makes in this paragraph; pooled. */
const struct run_style *docx_run_style(struct filling *f, const struct xml_node *properties);

/* Whether what comes next in that look is shown: it is not hidden, nor in a field that hides it. */
bool docx_is_visible(const struct filling *f, const struct run_style *style);

/* A new run, with breaks that were put off before it; the caller fills the rest. */
struct run *docx_add_run(struct filling *f, enum run_kind kind, const struct run_style *style);

/* A run of text; nothing when it is empty or not shown. */
void docx_add_text(struct filling *f, const struct run_style *style, struct text t);

/* The same, with the signs of symbol fonts in Unicode. */
void docx_add_signs(struct filling *f, const struct run_style *style, struct text t);

/* A character of a font as w:sym and SYMBOL have it, in Unicode; font: empty for the style's own. */
void docx_add_symbol(struct filling *f, const struct run_style *style, struct text font, struct text sign);

/* ---- docx_field.c ---- */

/* w:fldChar, w:instrText, w:fldSimple. */
void docx_field_char(struct filling *f, const struct run_style *style, const struct xml_node *node);
void docx_field_instruction(struct filling *f, const struct xml_node *node);
void docx_field_simple(struct filling *f, const struct xml_node *node);

/* Whether the innermost open field shows nothing of what stands here. */
bool docx_field_swallows(const struct docx_story *s);

/* Whether what stands here is in the stored result of a table of contents. */
bool docx_field_is_contents(const struct docx_story *s);

/* Takes t as a part of the stored result of a field that is made anew; false when there is no such field open. */
bool docx_field_takes(struct filling *f, const struct run_style *style, struct text t);

/* ---- docx_control.c ---- */

/* Begins a w:sdt in a paragraph; returns the control that is to be the story's again behind it. */
struct docx_control *docx_control_begin(struct filling *f, const struct xml_node *sdt);

/* Takes t as a part of a plain text, to be shown later; false when the story is in no such control. */
bool docx_control_takes(struct docx_story *s, struct text t);

/* The same of a tab, which those around paragraphs keep in its place. */
bool docx_control_takes_tab(struct docx_story *s);

/* Shows what the control has taken. */
void docx_control_show(struct filling *f);
/* The same at the end of a paragraph, which is that of a control around it. */
void docx_control_paragraph_end(struct filling *f);

#endif
