/*
 * face -- what the modules of this folder know of a face and the rest of the program does not.
 */
#ifndef PRIKAZ_FONT_FACE_H
#define PRIKAZ_FONT_FACE_H

#include <hb.h>
#include <pthread.h>
#include <stdatomic.h>

#include "base/symbol.h"
#include "font/font.h"

enum { GLYPH_MISSING = 0, CMAP_PAGES = 256, CMAP_PAGE = 256 };

/*
 * One font file (one face of a collection), opened once and shared by the faces made of it.  After
 * opening it is only read, but for the pages of the character map, which are filled at first use.
 */
struct outlines {
	struct face_facts facts; /* without needs_bold and needs_italic */
	int weight, width;       /* as CSS counts: 400 regular, 700 bold; 100 normal width */
	hb_face_t *face;
	hb_font_t *font;          /* scaled to units */
	const uint16_t *advances; /* by glyph */
	hb_set_t *substituted;    /* glyphs that GSUB may begin a change at, for scripts with no shaper of their own */
	hb_set_t *positioned;     /* the same of GPOS and kern, when pairs are kerned or marks placed */
	hb_set_t *marked;         /* the same, without the kerning of pairs */
	bool shows_missing;       /* the sign for what the file lacks has ink */
	bool kerns_space;         /* the space takes part in kerning */

	pthread_mutex_t lock; /* for filling pages */
	struct arena arena;
	_Atomic(const uint16_t *) pages[CMAP_PAGES]; /* glyphs of 256 code points of the BMP each */
	struct outlines *next;
};

struct face {
	struct face_facts facts;
	struct outlines *outlines;
	const struct symbol_font *symbols; /* when the face stands for a symbol font; else NULL */
};

/* NULL when the file is no font that can be drawn; nothing is reported. */
struct outlines *outlines_open(const char *path, int index);
void outlines_close(struct outlines *o);

/* The glyph for a code point, GLYPH_MISSING when there is none. */
unsigned outlines_glyph(const struct outlines *o, uint32_t code_point);

/* The same, after the face's symbol map. */
unsigned face_glyph(const struct face *f, uint32_t code_point);

/* A family's name as compared: folded, without spaces. */
struct text family_fold(struct arena *a, struct text family);

/* fonts/substitutions.txt. */
struct substitution {
	struct text family;        /* folded; "*" and "*serif" are the rows for missing characters */
	const struct text *others; /* as written */
	size_t other_count;
};
struct substitutions {
	VECTOR(struct substitution) rows;
};

/* Reads the table; lines that are none are reported (FONT_TABLE) and passed over. */
void substitutions_read(struct arena *a, struct report *r, const char *path, struct substitutions *s);
const struct substitution *substitution_find(const struct substitutions *s, struct text folded_family);

#endif
