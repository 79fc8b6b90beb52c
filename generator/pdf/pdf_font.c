/*
 * pdf_font -- a font file in the PDF: a Type 0 font over one CID font (ISO 32000-1, 9.7).
 *
 *     Type 0, Identity-H   two bytes of a string are a CID
 *       CIDFontType2       a CID is the glyph's number in the file; W gives the advances
 *         FontDescriptor   heights and the font file, cut down to the glyphs in use
 *       ToUnicode          from glyphs back to text, for copying and searching
 *
 * hb-subset keeps glyph numbers, so nothing of the content has to be known beforehand.  What the
 * reader does not need is left out: layout tables, names, hints, the character map.
 * OpenType files with CFF outlines go in as the bare CFF table and a CIDFontType0; there a CID is the
 * glyph's number as well, since their CFF is not CID-keyed or is so in order (9.7.4.2).
 */
#include <hb-subset.h>
#include <hb.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "pdf/writer.h"

enum {
	FLAG_FIXED_PITCH = 1 << 0, /* table 123 */
	FLAG_SERIF = 1 << 1,
	FLAG_SYMBOLIC = 1 << 2,
	FLAG_ITALIC = 1 << 6,
	STEM_REGULAR = 80, /* no table of the font says it; viewers use it only to mimic fonts */
	STEM_BOLD = 140,
	BFCHAR_MOST = 100, /* entries of a block in a CMap (Adobe technical note 5014) */
	BLANK = ' ',
	HYPHEN = '-',
	NAME_MOST = 80,
	TAG_LETTERS = 6
};

struct pdf_font *
pdf_font_for(struct pdf_writer *w, const struct face *f)
{
	struct hb_face_t *file = face_harfbuzz(f);
	struct pdf_font *font;

	for (size_t i = 0; i < w->fonts.count; i++)
		if (w->fonts.at[i]->file == file)
			return w->fonts.at[i];
	font = NEW(&w->file_arena, struct pdf_font);
	font->face = f;
	font->file = file;
	font->glyph_count = face_facts(f)->glyph_count;
	font->numbers = NEW_ARRAY(&w->file_arena, uint16_t, font->glyph_count);
	font->object = pdf_dict(w);
	if (font->object)
		font->object->header.obj_class |= HPDF_OSUBCLASS_FONT;
	*VECTOR_PUSH(&w->file_arena, &w->fonts) = font;
	return font;
}

/* No-break spaces and hyphens are copied as plain ones: so LibreOffice has it, and a search finds them. */
static uint32_t
copied_as(const struct face *f, uint32_t c)
{
	if (c == 0xA0)
		return BLANK;
	return c == 0x2011 ? HYPHEN : face_meaning(f, c);
}

struct text
pdf_font_copied(struct pdf_writer *w, const struct face *f, struct text t)
{
	char *out;
	size_t n = 0;
	bool is_plain = true;

	for (size_t at = 0; at < t.len && is_plain;) {
		uint32_t c = utf8_next(t, &at);

		is_plain = !code_point_is_invisible(c) && copied_as(f, c) == c;
	}
	if (is_plain)
		return t;
	out = arena_alloc(w->arena, t.len * UTF8_MOST);
	for (size_t at = 0; at < t.len;) {
		uint32_t c = utf8_next(t, &at);

		if (!code_point_is_invisible(c))
			n += utf8_put(copied_as(f, c), out + n);
	}
	return (struct text){out, n};
}

/* Two bytes of a literal string (7.3.4.2): parentheses, backslash and CR are escaped. */
static void
write_code(unsigned id, struct pdf_glyph *glyph)
{
	const unsigned char bytes[2] = {(unsigned char)(id >> 8), (unsigned char)id};
	size_t n = 0;

	for (int i = 0; i < 2; i++) {
		if (bytes[i] == '(' || bytes[i] == ')' || bytes[i] == '\\' || bytes[i] == '\r')
			glyph->code[n++] = '\\';
		glyph->code[n++] = bytes[i] == '\r' ? 'r' : (char)bytes[i];
	}
	glyph->code_length = (unsigned char)n;
}

struct pdf_glyph *
pdf_font_meet(struct pdf_writer *w, struct pdf_font *font, unsigned id)
{
	int64_t em = face_facts(font->face)->units_per_em;
	struct pdf_glyph *glyph;

	if (id >= font->glyph_count)
		return NULL;
	glyph = VECTOR_PUSH(&w->file_arena, &font->glyphs);
	*glyph = (struct pdf_glyph){.meaning = TEXT_NONE};
	glyph->width = (int)((face_advance(font->face, id) * INT64_C(100000) + em / 2) / em);
	write_code(id, glyph);
	font->numbers[id] = (uint16_t)font->glyphs.count;
	return glyph;
}

/* A used glyph for finishing; NULL when no page shows it. */
static const struct pdf_glyph *
used_glyph(const struct pdf_font *font, unsigned id)
{
	return font->numbers[id] ? &font->glyphs.at[font->numbers[id] - 1] : NULL;
}

/* The plain sign of a family of which copied text has that one: blanks, hyphens; 0: of none. */
static uint32_t
plain_twin(struct text t)
{
	size_t at = 0;
	uint32_t c = t.len ? utf8_next(t, &at) : 0;

	if (at != t.len)
		return 0;
	if (c == BLANK || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F)
		return BLANK;
	return c == HYPHEN || c == 0x2010 || c == 0x2011 ? HYPHEN : 0;
}

/*
 * One glyph may stand for several texts.  The first is kept; but of the space for U+2009 and the hyphen for U+2010 the
 * plain one.
 */
bool
pdf_font_note(struct pdf_writer *w, struct pdf_glyph *glyph, const struct face *f, struct text meaning)
{
	struct text known = glyph->meaning, copied = meaning.len ? pdf_font_copied(w, f, meaning) : TEXT_NONE;
	uint32_t twin;

	if (!known.len) {
		glyph->meaning = text_copy(&w->file_arena, copied);
		return true;
	}
	if (!copied.len || text_equal(known, copied))
		return true;
	twin = plain_twin(copied);
	if (!twin || twin != plain_twin(known))
		return false;
	if (copied.len == 1)
		glyph->meaning = text_copy(&w->file_arena, copied);
	return true;
}

/* ---- finishing ---- */

static int
per_mille(const struct pdf_font *font, int units)
{
	return (int)((int64_t)units * 1000 / face_facts(font->face)->units_per_em);
}

/* Six letters that tell this subset from others of the font (9.6.4): a hash of its glyphs. */
static void
subset_tag(const struct pdf_font *font, char *tag)
{
	uint64_t hash = 14695981039346656037u; /* FNV-1a */

	for (unsigned id = 0; id < font->glyph_count; id++)
		if (font->numbers[id])
			hash = (hash ^ id) * 1099511628211u;
	for (int i = 0; i < TAG_LETTERS; i++, hash /= 26)
		tag[i] = (char)('A' + hash % 26);
}

/* "ABCDEF+Name", of characters that need no escape in a PDF name. */
static const char *
base_name(struct pdf_writer *w, const struct pdf_font *font)
{
	struct text name = face_facts(font->face)->postscript_name;
	char *out = arena_alloc(w->arena, TAG_LETTERS + 1 + NAME_MOST + 1);
	size_t n = TAG_LETTERS;

	subset_tag(font, out);
	out[n++] = '+';
	for (size_t i = 0; i < name.len && n < TAG_LETTERS + 1 + NAME_MOST; i++) {
		char c = name.at[i];

		if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_')
			out[n++] = c;
	}
	if (n == TAG_LETTERS + 1)
		out[n++] = 'F';
	return out;
}

static hb_face_t *
subset(const struct pdf_font *font)
{
	static const char dropped[][5] = {
		"GSUB", "GPOS", "GDEF", "kern", "post", "name", "OS/2", "cmap", "DSIG", "gasp", "hdmx", "VDMX", "LTSH",
		"FFTM", "meta", "STAT", "fvar", "avar", "gvar", "cvar", "HVAR", "MVAR", "VVAR", "vhea", "vmtx", "VORG",
		"BASE", "JSTF", "MATH", "PfEd", "COLR", "CPAL", "SVG ", "CBDT", "CBLC", "EBDT", "EBLC", "EBSC", "sbix"};
	hb_subset_input_t *input = hb_subset_input_create_or_fail();
	hb_set_t *glyphs, *tables;
	hb_face_t *result;

	if (!input)
		return NULL;
	glyphs = hb_subset_input_glyph_set(input);
	tables = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
	hb_set_add(glyphs, 0);
	for (unsigned id = 0; id < font->glyph_count; id++)
		if (font->numbers[id])
			hb_set_add(glyphs, id);
	for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++)
		hb_set_add(tables, HB_TAG(dropped[i][0], dropped[i][1], dropped[i][2], dropped[i][3]));
	hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_RETAIN_GIDS | HB_SUBSET_FLAGS_NOTDEF_OUTLINE |
						 HB_SUBSET_FLAGS_NO_HINTING);
	result = hb_subset_or_fail(font->file, input);
	hb_subset_input_destroy(input);
	return result;
}

static bool
has_cff(const struct pdf_font *font)
{
	hb_blob_t *cff = hb_face_reference_table(font->file, HB_TAG('C', 'F', 'F', ' '));
	bool has = hb_blob_get_length(cff) > 0;

	hb_blob_destroy(cff);
	return has;
}

/* The descriptor's entry for the outlines. */
static bool
embed(struct pdf_writer *w, const struct pdf_font *font, HPDF_Dict descriptor)
{
	hb_face_t *face = subset(font);
	bool is_cff = has_cff(font);
	hb_blob_t *blob = !face    ? hb_blob_get_empty()
			  : is_cff ? hb_face_reference_table(face, HB_TAG('C', 'F', 'F', ' '))
				   : hb_face_reference_blob(face);
	unsigned len;
	const char *bytes = hb_blob_get_data(blob, &len);
	HPDF_Dict file = len ? pdf_stream(w, (struct text){bytes, len}) : NULL;
	bool ok = len > 0;

	if (!ok)
		REPORT(w->report, PDF_FONT_UNUSABLE, place_file(w->file), face_facts(font->face)->family,
		       face_facts(font->face)->path);
	if (file && is_cff)
		HPDF_Dict_AddName(file, "Subtype", "CIDFontType0C");
	else if (file)
		HPDF_Dict_AddNumber(file, "Length1", (HPDF_INT32)len);
	if (file)
		HPDF_Dict_Add(descriptor, is_cff ? "FontFile3" : "FontFile2", file);
	hb_blob_destroy(blob);
	hb_face_destroy(face);
	return ok;
}

static HPDF_Dict
font_descriptor(struct pdf_writer *w, const struct pdf_font *font, const char *name)
{
	const struct face_facts *f = face_facts(font->face);
	HPDF_Dict d = pdf_dict(w);
	HPDF_Array box = HPDF_Array_New(w->doc->mmgr);
	int flags = FLAG_SYMBOLIC;

	HPDF_Dict_Add(d, "FontBBox", box);
	flags |= f->is_fixed_pitch ? FLAG_FIXED_PITCH : 0;
	flags |= f->is_serif ? FLAG_SERIF : 0;
	flags |= f->is_italic ? FLAG_ITALIC : 0;
	HPDF_Dict_AddName(d, "Type", "FontDescriptor");
	HPDF_Dict_AddName(d, "FontName", name);
	HPDF_Dict_AddNumber(d, "Flags", flags);
	for (int i = 0; i < 4; i++)
		HPDF_Array_AddNumber(box, per_mille(font, f->bounds[i]));
	HPDF_Dict_AddReal(d, "ItalicAngle", (HPDF_REAL)f->italic_angle_tenths / 10);
	HPDF_Dict_AddNumber(d, "Ascent", per_mille(font, f->ascent));
	HPDF_Dict_AddNumber(d, "Descent", -per_mille(font, f->descent));
	HPDF_Dict_AddNumber(d, "CapHeight", per_mille(font, f->cap_height));
	HPDF_Dict_AddNumber(d, "XHeight", per_mille(font, f->x_height));
	HPDF_Dict_AddNumber(d, "StemV", f->is_bold ? STEM_BOLD : STEM_REGULAR);
	return d;
}

/* The W array (9.7.4.3): runs of glyphs in use, "first [width width …]". */
static HPDF_STATUS
write_widths(HPDF_Dict d, HPDF_Stream stream)
{
	const struct pdf_font *font = d->attr;
	struct buffer b = {0};
	HPDF_STATUS status;
	bool in_run = false;

	buffer_string(&b, "/W [");
	for (unsigned id = 0; id < font->glyph_count; id++) {
		const struct pdf_glyph *glyph = used_glyph(font, id);

		if (glyph) {
			if (!in_run)
				buffer_printf(&b, "%s%u[", b.len > 4 ? " " : "", id);
			else
				buffer_byte(&b, ' ');
			put_hundredths(&b, glyph->width);
		} else if (in_run) {
			buffer_byte(&b, ']');
		}
		in_run = glyph != NULL;
	}
	buffer_string(&b, in_run ? "]]\n" : "]\n");
	status = HPDF_Stream_Write(stream, (const HPDF_BYTE *)b.at, (HPDF_UINT)b.len);
	buffer_free(&b);
	return status;
}

static HPDF_Dict
cid_font(struct pdf_writer *w, struct pdf_font *font, const char *name, HPDF_Dict descriptor)
{
	HPDF_Dict d = pdf_dict(w), system = HPDF_Dict_New(w->doc->mmgr);

	HPDF_Dict_AddName(d, "Type", "Font");
	HPDF_Dict_AddName(d, "Subtype", has_cff(font) ? "CIDFontType0" : "CIDFontType2");
	HPDF_Dict_AddName(d, "BaseFont", name);
	HPDF_Dict_Add(d, "CIDSystemInfo", system);
	HPDF_Dict_Add(system, "Registry", HPDF_String_New(w->doc->mmgr, "Adobe", NULL));
	HPDF_Dict_Add(system, "Ordering", HPDF_String_New(w->doc->mmgr, "Identity", NULL));
	HPDF_Dict_AddNumber(system, "Supplement", 0);
	HPDF_Dict_Add(d, "FontDescriptor", descriptor);
	if (!has_cff(font))
		HPDF_Dict_AddName(d, "CIDToGIDMap", "Identity");
	d->attr = font;
	d->write_fn = write_widths;
	return d;
}

void
put_utf16(struct buffer *b, struct text t)
{
	for (size_t at = 0; at < t.len;) {
		uint32_t c = utf8_next(t, &at);

		if (c > 0xFFFF)
			buffer_printf(b, "%04X%04X", 0xD7C0 + (c >> 10), 0xDC00 + (c & 0x3FF));
		else
			buffer_printf(b, "%04X", c);
	}
}

static void
put_meaning(struct buffer *b, unsigned id, struct text meaning)
{
	buffer_printf(b, "<%04X><", id);
	put_utf16(b, meaning);
	buffer_string(b, ">\n");
}

static HPDF_Dict
to_unicode(struct pdf_writer *w, const struct pdf_font *font)
{
	struct buffer b = {0};
	unsigned count = 0, done = 0;
	HPDF_Dict stream;

	for (size_t i = 0; i < font->glyphs.count; i++)
		count += font->glyphs.at[i].meaning.len > 0;
	buffer_string(&b, "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
			  "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
			  "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
			  "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
	for (unsigned id = 0; id < font->glyph_count; id++) {
		const struct pdf_glyph *glyph = used_glyph(font, id);

		if (!glyph || !glyph->meaning.len)
			continue;
		if (done % BFCHAR_MOST == 0)
			buffer_printf(&b, "%u beginbfchar\n", count - done < BFCHAR_MOST ? count - done : BFCHAR_MOST);
		put_meaning(&b, id, glyph->meaning);
		if (++done % BFCHAR_MOST == 0 || done == count)
			buffer_string(&b, "endbfchar\n");
	}
	buffer_string(&b, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
	stream = pdf_stream(w, buffer_view(&b));
	buffer_free(&b);
	return stream;
}

static bool
finish(struct pdf_writer *w, struct pdf_font *font)
{
	const char *name = base_name(w, font);
	HPDF_Dict descriptor = font_descriptor(w, font, name);
	HPDF_Array descendants;

	if (!font->object || !descriptor || !embed(w, font, descriptor))
		return false;
	descendants = HPDF_Array_New(w->doc->mmgr);
	HPDF_Dict_AddName(font->object, "Type", "Font");
	HPDF_Dict_AddName(font->object, "Subtype", "Type0");
	HPDF_Dict_AddName(font->object, "BaseFont", name);
	HPDF_Dict_AddName(font->object, "Encoding", "Identity-H");
	HPDF_Dict_Add(font->object, "DescendantFonts", descendants);
	HPDF_Array_Add(descendants, cid_font(w, font, name, descriptor));
	HPDF_Dict_Add(font->object, "ToUnicode", to_unicode(w, font));
	return true;
}

bool
pdf_fonts_finish(struct pdf_writer *w)
{
	for (size_t i = 0; i < w->fonts.count; i++)
		if (!finish(w, w->fonts.at[i]))
			return false;
	return true;
}
