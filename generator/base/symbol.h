/*
 * symbol -- what the characters of Symbol, the Wingdings and Webdings mean in Unicode.
 *
 * These fonts have pictures at codes that mean something else everywhere else: code 0xB7 of Symbol is a
 * bullet.  Documents write such characters as the code moved into the private use area (U+F0B7), or, in old
 * files, as the Latin letter of that code.  The machine that makes the PDF has rarely these fonts, and text
 * copied from the PDF should say what is seen.
 */
#ifndef PRIKAZ_BASE_SYMBOL_H
#define PRIKAZ_BASE_SYMBOL_H

#include "base/text.h"

struct symbol_font;

/* The font of that family, in any case; NULL when it is none of those known here. */
const struct symbol_font *symbol_font_find(struct text family);

/*
 * What a font shows at a code of its own, 0x20 … 0xFF, or at that code in the private use area.  0 when nothing
 * is known of it.
 */
uint32_t symbol_meaning(const struct symbol_font *f, uint32_t code);

/* The same for a private use character only; every other one means itself. */
uint32_t symbol_translate(const struct symbol_font *f, uint32_t code_point);

/*
 * The code of OpenSymbol that has a sign of the font as LibreOffice draws it, when that is not the glyph of the sign
 * itself; else 0.
 */
uint32_t symbol_drawn(const struct symbol_font *f, uint32_t sign);

/* The font whose signs symbols_replace finds in a text of that family; never NULL. */
const struct symbol_font *symbol_font_meant(struct text family);

/*
 * t, said in a family, in Unicode: all of a symbol font's own codes, and private ones in any family, where
 * only Symbol's can be meant (its bullet is the one that is met).  t itself when there is nothing to
 * replace; *is_symbol says whether there was.
 */
struct text symbols_replace(struct arena *a, struct text family, struct text t, bool *is_symbol);

#endif
