/*
 * face -- one font file, opened and measured.
 *
 * HarfBuzz reads the tables and checks them first, so a broken file gives missing glyphs, never a crash.
 * A font's heights stand in three places that seldom agree: hhea, and in OS/2 the "typo" and the
 * "win" values.  LibreOffice takes hhea's; the typo values when fsSelection says so (bit 7); the win
 * values when the others are void.  So do we, or its pages and ours would break elsewhere.
 */
#include "font/face.h"

#include <hb-ot.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

enum {
	OS2_SELECTION = 62,
	OS2_TYPO_ASCENT = 68,
	OS2_TYPO_DESCENT = 70,
	OS2_TYPO_GAP = 72,
	OS2_WIN_ASCENT = 74,
	OS2_WIN_DESCENT = 76,
	OS2_PANOSE = 32,
	OS2_USE_TYPO_METRICS = 1 << 7,
	WEIGHT_BOLD_LEAST = 600
};

/* A table of the font, borrowed until the blob goes; reads beyond its end give 0. */
struct table {
	hb_blob_t *blob;
	const unsigned char *at;
	unsigned len;
};

static struct table
table_open(hb_face_t *face, hb_tag_t tag)
{
	struct table t = {.blob = hb_face_reference_table(face, tag)};

	t.at = (const unsigned char *)hb_blob_get_data(t.blob, &t.len);
	return t;
}

static unsigned
table_u16(const struct table *t, unsigned at)
{
	return at + 2 <= t->len ? (unsigned)t->at[at] << 8 | t->at[at + 1] : 0;
}

static int
table_s16(const struct table *t, unsigned at)
{
	return (int16_t)table_u16(t, at);
}

static void
read_heights(hb_face_t *face, struct face_facts *f)
{
	struct table hhea = table_open(face, HB_TAG('h', 'h', 'e', 'a'));
	struct table os2 = table_open(face, HB_TAG('O', 'S', '/', '2'));
	int ascent = table_s16(&hhea, 4), descent = table_s16(&hhea, 6);
	int typo_ascent = table_s16(&os2, OS2_TYPO_ASCENT), typo_descent = table_s16(&os2, OS2_TYPO_DESCENT);

	if (ascent >= 0 && descent <= 0) {
		f->ascent = ascent;
		f->descent = -descent;
		f->line_gap = table_s16(&hhea, 8);
	}
	if (!f->ascent && !f->descent) {
		f->ascent = (int)table_u16(&os2, OS2_WIN_ASCENT);
		f->descent = (int)table_u16(&os2, OS2_WIN_DESCENT);
		f->line_gap = 0;
	}
	if ((table_u16(&os2, OS2_SELECTION) & OS2_USE_TYPO_METRICS) && typo_ascent >= 0 && typo_descent <= 0 &&
	    (typo_ascent || typo_descent)) {
		f->ascent = typo_ascent;
		f->descent = -typo_descent;
		f->line_gap = table_s16(&os2, OS2_TYPO_GAP);
	}
	if (!f->ascent && !f->descent) {
		f->ascent = f->units_per_em * 4 / 5;
		f->descent = f->units_per_em / 5;
	}
	if (f->line_gap < 0 || text_is(f->family, "OpenSymbol")) /* LibreOffice: a font of bullets has no lines */
		f->line_gap = 0;
	hb_blob_destroy(hhea.blob);
	hb_blob_destroy(os2.blob);
}

/* PANOSE: family 2 is Latin text, serif styles 11 to 15 have none, 2 to 10 have; else the name decides. */
static bool
has_serifs(hb_face_t *face, struct text family)
{
	struct table os2 = table_open(face, HB_TAG('O', 'S', '/', '2'));
	unsigned panose = table_u16(&os2, OS2_PANOSE), style = panose & 0xFF;

	hb_blob_destroy(os2.blob);
	if (panose >> 8 == 2 && style >= 2)
		return style <= 10;
	return text_find(family, TEXT("Serif"), 0) >= 0 || text_find(family, TEXT("Times"), 0) >= 0;
}

static void
read_box(hb_face_t *face, struct face_facts *f)
{
	struct table head = table_open(face, HB_TAG('h', 'e', 'a', 'd'));
	struct table post = table_open(face, HB_TAG('p', 'o', 's', 't'));

	for (unsigned i = 0; i < 4; i++)
		f->bounds[i] = table_s16(&head, 36 + 2 * i);
	f->italic_angle_tenths = table_s16(&post, 4) * 10;
	f->is_fixed_pitch = table_u16(&post, 12) || table_u16(&post, 14);
	hb_blob_destroy(head.blob);
	hb_blob_destroy(post.blob);
}

static int
metric(hb_font_t *font, hb_ot_metrics_tag_t tag)
{
	hb_position_t value = 0;

	hb_ot_metrics_get_position_with_fallback(font, tag, &value);
	return value;
}

static void
read_letter_heights(hb_font_t *font, struct face_facts *f)
{
	f->cap_height = metric(font, HB_OT_METRICS_TAG_CAP_HEIGHT);
	f->x_height = metric(font, HB_OT_METRICS_TAG_X_HEIGHT);
}

/* A name of the font in English, or in any language when it has no English one; empty when it has none. */
static struct text
read_name(struct arena *a, hb_face_t *face, hb_ot_name_id_t id)
{
	char bytes[256];
	unsigned room = sizeof bytes;

	if (!hb_ot_name_get_utf8(face, id, hb_language_from_string("en", -1), &room, bytes)) {
		unsigned count;
		const hb_ot_name_entry_t *all = hb_ot_name_list_names(face, &count);

		for (unsigned i = 0; i < count; i++)
			if (all[i].name_id == id) {
				room = sizeof bytes;
				if (hb_ot_name_get_utf8(face, id, all[i].language, &room, bytes))
					return text_copy(a, text_from(bytes));
			}
		return TEXT_NONE;
	}
	return text_copy(a, text_from(bytes));
}

static void
read_names(struct arena *a, hb_face_t *face, struct face_facts *f)
{
	f->family = read_name(a, face, HB_OT_NAME_ID_TYPOGRAPHIC_FAMILY);
	if (!f->family.len)
		f->family = read_name(a, face, HB_OT_NAME_ID_FONT_FAMILY);
	f->postscript_name = read_name(a, face, HB_OT_NAME_ID_POSTSCRIPT_NAME);
	if (!f->family.len)
		f->family = f->postscript_name;
	if (!f->postscript_name.len)
		f->postscript_name = f->family;
}

static bool
has_ink(hb_font_t *font, hb_codepoint_t glyph)
{
	hb_glyph_extents_t box;

	return hb_font_get_glyph_extents(font, glyph, &box) && box.width && box.height;
}

static void
read_advances(struct outlines *o)
{
	unsigned count = o->facts.glyph_count;
	hb_codepoint_t *glyphs = memory_alloc(count * sizeof *glyphs);
	hb_position_t *advances = memory_alloc(count * sizeof *advances);
	uint16_t *kept = NEW_ARRAY(&o->arena, uint16_t, count);

	for (unsigned i = 0; i < count; i++)
		glyphs[i] = i;
	hb_font_get_glyph_h_advances(o->font, count, glyphs, sizeof *glyphs, advances, sizeof *advances);
	for (unsigned i = 0; i < count; i++)
		kept[i] = (uint16_t)(advances[i] < 0 ? 0 : advances[i] > UINT16_MAX ? UINT16_MAX : advances[i]);
	o->advances = kept;
	free(glyphs);
	free(advances);
}

/* The glyphs that lookups of these features may begin at. */
static hb_set_t *
collect_inputs(hb_face_t *face, hb_tag_t table, const hb_tag_t *features)
{
	hb_set_t *lookups = hb_set_create(), *inputs = hb_set_create();
	hb_codepoint_t lookup = HB_SET_VALUE_INVALID;

	hb_ot_layout_collect_lookups(face, table, NULL, NULL, features, lookups);
	while (hb_set_next(lookups, &lookup))
		hb_ot_layout_lookup_collect_glyphs(face, table, lookup, NULL, inputs, NULL, NULL);
	hb_set_destroy(lookups);
	return inputs;
}

/* The features that HarfBuzz applies to alphabets unasked. */
static void
read_lookups(struct outlines *o)
{
	static const hb_tag_t substituting[] = {
		HB_TAG('r', 'v', 'r', 'n'), HB_TAG('c', 'c', 'm', 'p'), HB_TAG('l', 'o', 'c', 'l'),
		HB_TAG('r', 'l', 'i', 'g'), HB_TAG('c', 'a', 'l', 't'), HB_TAG('c', 'l', 'i', 'g'),
		HB_TAG('l', 'i', 'g', 'a'), HB_TAG('r', 'c', 'l', 't'), HB_TAG_NONE};
	static const hb_tag_t placing[] = {HB_TAG('a', 'b', 'v', 'm'),
					   HB_TAG('b', 'l', 'w', 'm'),
					   HB_TAG('m', 'a', 'r', 'k'),
					   HB_TAG('m', 'k', 'm', 'k'),
					   HB_TAG('c', 'u', 'r', 's'),
					   HB_TAG('d', 'i', 's', 't'),
					   HB_TAG_NONE};
	static const hb_tag_t kerning[] = {HB_TAG('k', 'e', 'r', 'n'), HB_TAG_NONE};
	hb_set_t *kerned = collect_inputs(o->face, HB_OT_TAG_GPOS, kerning);
	struct table kern = table_open(o->face, HB_TAG('k', 'e', 'r', 'n'));
	unsigned space = outlines_glyph(o, ' ');

	o->substituted = collect_inputs(o->face, HB_OT_TAG_GSUB, substituting);
	o->marked = collect_inputs(o->face, HB_OT_TAG_GPOS, placing);
	if (kern.len)
		hb_set_add_range(kerned, 0, o->facts.glyph_count);
	o->kerns_space = hb_set_has(kerned, space);
	hb_set_union(kerned, o->marked);
	o->positioned = kerned;
	hb_blob_destroy(kern.blob);
}

static void
read_facts(struct outlines *o, const char *path, int index)
{
	struct face_facts *f = &o->facts;

	f->path = text_copy(&o->arena, text_from(path));
	f->index = index;
	f->units_per_em = (int)hb_face_get_upem(o->face);
	f->glyph_count = hb_face_get_glyph_count(o->face);
	read_names(&o->arena, o->face, f);
	read_heights(o->face, f);
	read_box(o->face, f);
	read_letter_heights(o->font, f);
	f->is_serif = has_serifs(o->face, f->family);
	o->weight = (int)hb_style_get_value(o->font, HB_STYLE_TAG_WEIGHT);
	o->width = (int)hb_style_get_value(o->font, HB_STYLE_TAG_WIDTH);
	f->is_bold = o->weight >= WEIGHT_BOLD_LEAST;
	f->is_italic = hb_style_get_value(o->font, HB_STYLE_TAG_ITALIC) > 0 || f->italic_angle_tenths != 0;
}

static bool
has_outlines(hb_face_t *face)
{
	struct table glyf = table_open(face, HB_TAG('g', 'l', 'y', 'f'));
	struct table cff = table_open(face, HB_TAG('C', 'F', 'F', ' '));
	bool has = (glyf.len || cff.len) && hb_face_get_glyph_count(face) > 0;

	hb_blob_destroy(glyf.blob);
	hb_blob_destroy(cff.blob);
	return has;
}

struct outlines *
outlines_open(const char *path, int index)
{
	hb_blob_t *blob = hb_blob_create_from_file_or_fail(path);
	hb_face_t *face = blob ? hb_face_create(blob, (unsigned)index) : NULL;
	struct outlines *o;

	hb_blob_destroy(blob);
	if (!face || !has_outlines(face)) {
		hb_face_destroy(face);
		return NULL;
	}
	hb_face_make_immutable(face);
	o = memory_alloc(sizeof *o);
	memset(o, 0, sizeof *o);
	pthread_mutex_init(&o->lock, NULL);
	o->face = face;
	o->font = hb_font_create(face);
	hb_font_make_immutable(o->font);
	read_facts(o, path, index);
	read_advances(o);
	read_lookups(o);
	o->shows_missing = has_ink(o->font, GLYPH_MISSING);
	return o;
}

void
outlines_close(struct outlines *o)
{
	hb_set_destroy(o->substituted);
	hb_set_destroy(o->positioned);
	hb_set_destroy(o->marked);
	hb_font_destroy(o->font);
	hb_face_destroy(o->face);
	pthread_mutex_destroy(&o->lock);
	arena_free(&o->arena);
	free(o);
}

/* The page's glyphs, looked up once; any thread may come first. */
static const uint16_t *
fill_page(struct outlines *o, unsigned page)
{
	const uint16_t *filled;
	uint16_t *glyphs;

	pthread_mutex_lock(&o->lock);
	filled = atomic_load_explicit(&o->pages[page], memory_order_relaxed);
	if (!filled) {
		glyphs = NEW_ARRAY(&o->arena, uint16_t, CMAP_PAGE);
		for (unsigned i = 0; i < CMAP_PAGE; i++) {
			hb_codepoint_t glyph;

			if (hb_font_get_nominal_glyph(o->font, page * CMAP_PAGE + i, &glyph) &&
			    glyph < o->facts.glyph_count)
				glyphs[i] = (uint16_t)glyph;
		}
		filled = glyphs;
		atomic_store_explicit(&o->pages[page], filled, memory_order_release);
	}
	pthread_mutex_unlock(&o->lock);
	return filled;
}

unsigned
outlines_glyph(const struct outlines *o, uint32_t code_point)
{
	struct outlines *fillable = (struct outlines *)o; /* the pages are a cache: the face stays the same */
	const uint16_t *page;
	hb_codepoint_t glyph;

	if (code_point > 0xFFFF)
		return hb_font_get_nominal_glyph(o->font, code_point, &glyph) ? glyph : GLYPH_MISSING;
	page = atomic_load_explicit(&fillable->pages[code_point / CMAP_PAGE], memory_order_acquire);
	if (!page)
		page = fill_page(fillable, code_point / CMAP_PAGE);
	return page[code_point % CMAP_PAGE];
}

uint32_t
face_drawn(const struct face *f, uint32_t code_point)
{
	uint32_t meant = face_meaning(f, code_point), drawn = 0;

	if (f->symbols && text_is(f->facts.family, "OpenSymbol"))
		drawn = symbol_drawn(f->symbols, meant);
	return drawn && outlines_glyph(f->outlines, drawn) ? drawn : meant;
}

unsigned
face_glyph(const struct face *f, uint32_t code_point)
{
	return outlines_glyph(f->outlines, face_drawn(f, code_point));
}

/* As HarfBuzz has them (Unicode's Default_Ignorable_Code_Point but for fillers that take room). */
bool
code_point_is_invisible(uint32_t c)
{
	if (c < 0x034F)
		return c == 0x00AD;
	return c == 0x034F || c == 0x061C || c == 0x17B4 || c == 0x17B5 || (c >= 0x180B && c <= 0x180F) ||
	       (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
	       (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF || (c >= 0xFFF0 && c <= 0xFFF8) ||
	       (c >= 0x1D173 && c <= 0x1D17A) || (c >= 0xE0000 && c <= 0xE0FFF);
}

const struct face_facts *
face_facts(const struct face *f)
{
	return &f->facts;
}

/*
 * Beside what the file maps there is what HarfBuzz makes up: spaces of a known width out of the space,
 * the no-break hyphen out of a hyphen, and nothing at all for what is invisible.
 */
bool
face_has(const struct face *f, uint32_t code_point)
{
	if (face_glyph(f, code_point))
		return true;
	if (code_point == 0x00A0 || code_point == 0x202F || code_point == 0x205F || code_point == 0x3000 ||
	    (code_point >= 0x2000 && code_point <= 0x200A))
		return face_glyph(f, ' ') != GLYPH_MISSING;
	if (code_point == 0x2011)
		return face_glyph(f, '-') != GLYPH_MISSING || face_glyph(f, 0x2010) != GLYPH_MISSING;
	return code_point_is_invisible(code_point);
}

bool
code_point_needs_no_glyph(uint32_t c)
{
	return c <= 0x20 || c == 0xA0 || c == 0x2007 || c == 0x2011 || c == 0x202F || code_point_is_invisible(c);
}

/* Whether a page that has been looked up already maps c, which is no symbol; asked for each letter of a text. */
static bool
is_mapped(const struct face *f, uint32_t c)
{
	const uint16_t *page;

	if (f->symbols || c > 0xFFFF)
		return false;
	page = atomic_load_explicit(&f->outlines->pages[c / CMAP_PAGE], memory_order_acquire);
	return page && page[c % CMAP_PAGE] != GLYPH_MISSING;
}

size_t
face_reach(const struct face *f, struct text t, size_t from, size_t end, size_t most)
{
	size_t at = from;

	while (at < end && at - from < most) {
		size_t before = at;
		uint32_t c = utf8_next(t, &at);

		if (!is_mapped(f, c) && !code_point_needs_no_glyph(c) && !face_has(f, c))
			return before;
	}
	return at;
}

bool
face_shows_missing(const struct face *f)
{
	return f->outlines->shows_missing;
}

int
face_advance(const struct face *f, unsigned glyph)
{
	return glyph < f->facts.glyph_count ? f->outlines->advances[glyph] : 0;
}

bool
face_ink(const struct face *f, unsigned glyph, int *top, int *bottom)
{
	hb_glyph_extents_t extents;

	if (!hb_font_get_glyph_extents(f->outlines->font, glyph, &extents) || !extents.height)
		return false;
	*top = extents.y_bearing;
	*bottom = extents.y_bearing + extents.height;
	return true;
}

uint32_t
face_meaning(const struct face *f, uint32_t code_point)
{
	return f->symbols ? symbol_translate(f->symbols, code_point) : code_point;
}

struct hb_face_t *
face_harfbuzz(const struct face *f)
{
	return f->outlines->face;
}

emu
face_length(const struct face *f, int units, emu size)
{
	int64_t product = (int64_t)units * size, em = f->facts.units_per_em;
	int64_t rounded = (product < 0 ? -product : product) + em / 2;

	/* for most fonts this is a shift, a tenth of a division's time: asked for every letter of every line */
	rounded = (em & (em - 1)) == 0 && em ? rounded >> __builtin_ctzll((unsigned long long)em) : rounded / em;
	return emu_from(product < 0 ? -rounded : rounded);
}

struct line_metrics
face_line(const struct face *f, emu size)
{
	enum { DOTS_PER_TWIP = 6, TWIP_EMU = EMU_PER_TWIP };
	int64_t em = f->facts.units_per_em;
	int64_t dots = ((int64_t)size * DOTS_PER_TWIP + TWIP_EMU / 2) / TWIP_EMU;
	int64_t ascent = (f->facts.ascent * dots + em / 2) / em;
	int64_t descent = (f->facts.descent * dots + em / 2) / em;
	int64_t leading = (f->facts.line_gap * dots + em / 2) / em;
	int64_t above = (ascent + DOTS_PER_TWIP / 2) / DOTS_PER_TWIP;
	int64_t height = (ascent + descent + DOTS_PER_TWIP / 2) / DOTS_PER_TWIP;

	return (struct line_metrics){
		.ascent = emu_from(above * EMU_PER_TWIP),
		.descent = emu_from((height - above) * EMU_PER_TWIP),
		.leading = emu_from((leading + DOTS_PER_TWIP / 2) / DOTS_PER_TWIP * EMU_PER_TWIP),
	};
}
