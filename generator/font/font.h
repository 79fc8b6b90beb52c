/*
 * font -- faces: files of outlines, found by family and style, measured and shaped by HarfBuzz.
 *
 * A catalogue is made once per run and may be used by several threads: faces are opened once and
 * then only read.  Shaping needs a struct shaper per thread (HarfBuzz buffer and word cache).
 */
#ifndef PRIKAZ_FONT_FONT_H
#define PRIKAZ_FONT_FONT_H

#include "base/length.h"
#include "base/report.h"

struct face;
struct catalogue;
struct symbol_font;
struct shaper;

/*
 * A catalogue over, in this order: the given folders of .ttf/.otf files (an organisation's own fonts: NULL-
 * terminated array, may be NULL), then fontconfig's.  `substitutions` is the path of fonts/substitutions.txt
 * (lines "Times New Roman = Liberation Serif, PT Serif"), or NULL.
 */
struct catalogue *catalogue_open(struct report *r, const char *const *folders, const char *substitutions);
void catalogue_close(struct catalogue *c);

/*
 * The face for a family and a style: the family itself, else by the substitution table, else by
 * fontconfig, else any.  A replacement is reported once per family and catalogue (FONT_REPLACED, a note).
 * Never NULL once any font is there; NULL with FONT_NONE reported when the machine has none.
 */
const struct face *catalogue_face(struct catalogue *c, struct text family, bool is_bold, bool is_italic);

/*
 * The same for a family that is said to have letters of one width: where it is missing, fontconfig alone chooses
 * such.
 */
const struct face *catalogue_fixed_face(struct catalogue *c, struct text family, bool is_bold, bool is_italic);

/*
 * The same for signs of a symbol font, in Unicode, that are to look as LibreOffice draws them: OpenSymbol, of which
 * it takes glyphs of its own choice.  That of the family where OpenSymbol is not installed.
 */
const struct face *catalogue_face_of_signs(struct catalogue *c, struct text family, bool is_bold, bool is_italic,
					   const struct symbol_font *signs);

/* A face that has the code point, when `face` lacks it: same style first; NULL when no font has it. */
const struct face *catalogue_fallback(struct catalogue *c, const struct face *face, uint32_t code_point);

/* Facts of a face, in its own units unless said. */
struct face_facts {
	struct text path, family, postscript_name;
	int index; /* in a collection */
	int units_per_em;
	int ascent, descent, line_gap; /* as LibreOffice takes them for line heights; descent positive */
	int cap_height, x_height, italic_angle_tenths;
	int bounds[4]; /* x0 y0 x1 y1 of head */
	bool is_fixed_pitch, is_serif, is_bold, is_italic;
	bool needs_bold, needs_italic; /* the style was asked for and the file has it not: draw it synthetic */
	unsigned glyph_count;
};
const struct face_facts *face_facts(const struct face *f);
/* Soft hyphen, joiners, marks of direction, selectors: default-ignorable characters, without ink and width. */
bool code_point_is_invisible(uint32_t c);
/* Whether text with the code point can be shaped in this face without a box; true for the invisible ones. */
bool face_has(const struct face *f, uint32_t code_point);
/*
 * Where the stretch of t ends that begins at `from`, goes no further than `end`, and needs no other face: each
 * character is in this one, or needs no glyph.  Behind a stretch of `most` bytes it ends as well, whole characters.
 */
size_t face_reach(const struct face *f, struct text t, size_t from, size_t end, size_t most);
/* Characters that need no glyph, or that are drawn by one that every face has. */
bool code_point_needs_no_glyph(uint32_t c);
/* How far a glyph's ink reaches, up from the baseline, in units; false when it has none. */
bool face_ink(const struct face *f, unsigned glyph, int *top, int *bottom);
/*
 * Whether the face's own sign for what it lacks, glyph 0, has ink.  It is drawn for characters that no font has, as
 * LibreOffice does; Liberation's is blank.
 */
bool face_shows_missing(const struct face *f);
int face_advance(const struct face *f, unsigned glyph); /* units */
/* What a code point means in this face: itself, or what a missing symbol font would show for it ("•" for U+F0B7). */
uint32_t face_meaning(const struct face *f, uint32_t code_point);

/* The code whose glyph is drawn for it: OpenSymbol has some signs more than once. */
uint32_t face_drawn(const struct face *f, uint32_t code_point);
struct hb_face_t *face_harfbuzz(const struct face *f); /* borrowed; for the PDF's subsetter */

/* size * units / units_per_em, in EMU, rounded. */
emu face_length(const struct face *f, int units, emu size);

/*
 * What one line of text of that size takes, to the twip as Writer does it: it measures in its reference
 * device of 8640 dots per inch, a sixth of a twip, and rounds ascent, ascent + descent and leading apart.
 * Writer puts the leading above the line, also above the first.
 */
struct line_metrics {
	emu ascent, descent, leading;
};
struct line_metrics face_line(const struct face *f, emu size);

/* One glyph of shaped text. */
struct glyph {
	unsigned id;
	int cluster;            /* byte offset in the text of the first character it stands for */
	int advance;            /* units, kerning included */
	int x_offset, y_offset; /* units */
};

struct glyphs {
	struct glyph *at;
	size_t count;
	int64_t advance; /* units, sum */
};

struct shaper *shaper_open(struct catalogue *c);
void shaper_close(struct shaper *s);

/*
 * The glyphs of text in one face, in visual order of the direction given by the text itself; they live in a.
 * Words are cached in the shaper.  kerning false switches the kern feature off.
 */
struct glyphs shaper_shape(struct shaper *s, struct arena *a, const struct face *f, struct text t, bool kerning);

/* The same for a word that runs to the left, also one without letters: its brackets are mirrored. */
struct glyphs shaper_shape_leftwards(struct shaper *s, struct arena *a, const struct face *f, struct text t,
				     bool kerning);

#endif
