/*
 * style -- one object for equal properties, and the pieces that both readers make them of.
 *
 * Private to this folder.  Everything lives in the document's arena.
 */
#ifndef PRIKAZ_DOCUMENT_STYLE_H
#define PRIKAZ_DOCUMENT_STYLE_H

#include "base/dictionary.h"
#include "document/document.h"

/*
 * Of what a style, a list or a theme has in one element so many children count, text between them too.  It is gone
 * over again and again, and real ones have a few dozen.
 */
enum { LOOK_CHILDREN_MOST = 300 };

/* The properties that a document has, each once. */
struct style_pool {
	struct arena *arena;
	struct dictionary texts, runs, paragraphs, tabs, frames;
};

/*
 * The one object equal to *s: so properties can be compared by address.  Texts inside are pooled on
 * the way.
 */
const struct run_style *pool_run_style(struct style_pool *p, const struct run_style *s);
const struct paragraph_style *pool_paragraph_style(struct style_pool *p, const struct paragraph_style *s);

/* The faces of other writings in LibreOffice's own documents: where a file names none. */
#define DEFAULT_ASIAN_FAMILY   "Noto Serif CJK SC"
#define DEFAULT_COMPLEX_FAMILY "Lohit Devanagari"

/* What a file that says nothing means: black, 10 pt, one line, left. */
void run_style_init(struct run_style *s);
void paragraph_style_init(struct paragraph_style *s);

/*
 * Tab stops of a paragraph, by position; each change makes a new array in a, for the old one may be
 * shared with the style it came from.
 */
void tabs_set(struct arena *a, struct paragraph_style *s, struct tab_stop t);
void tabs_clear(struct arena *a, struct paragraph_style *s, emu position);

/* Letters of all writings look alike from now on: signs of a symbol font. */
void run_style_for_all_writings(struct run_style *s);

/* The letters are signs of a symbol font, in Unicode (symbols_replace). */
void run_style_of_signs(struct run_style *s, struct text family);

/* The look of raised and lowered text, as LibreOffice draws it when the file names no numbers. */
void run_style_raise(struct run_style *s, enum script script);

/*
 * Turns a paragraph mark's look into that of the paragraph's label: without lines and shifts, bullets without
 * weight and slant either, as LibreOffice draws them.
 */
void run_style_for_label(struct run_style *s, bool is_bullet);

#endif
