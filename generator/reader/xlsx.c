/*
 * xlsx -- the workbook of an XLSX: its sheets, shared strings and cell formats (ECMA-376 part 1, 18.2, 18.4, 18.8).
 *
 *     xl/workbook.xml                <sheet name="Пары" sheetId="1" r:id="rId1"/>      the tabs, in order
 *     xl/_rels/workbook.xml.rels     rId1 → xl/worksheets/sheet1.xml                    and where the rest lies
 *     xl/sharedStrings.xml           <si><t>Иванов</t></si>                             texts, by number
 *     xl/styles.xml                  <cellXfs><xf numFmtId="14"/>                       what numbers are, by number
 *     xl/worksheets/sheet1.xml       <c r="A2" s="1" t="s"><v>0</v></c>                 cells: see xlsx_sheet.c
 *
 * Every part is read as a stream.  Only the workbook is a must: writers that have no texts to share or no formats
 * leave those parts out.  Parts are found by their relationships alone, never by name.
 */
#include "reader/xlsx.h"

#include <string.h>

#include "base/hexadecimal.h"
#include "base/utf8.h"

enum { FORMATS_MOST = 65536 };

/* ---- texts ---- */

/* The code unit of _xHHHH_ at `at`; -1: there is none. */
static int
escape_at(struct text t, size_t at)
{
	int unit = 0;

	if (at + 7 > t.len || t.at[at] != '_' || t.at[at + 1] != 'x' || t.at[at + 6] != '_')
		return -1;
	for (size_t i = at + 2; i < at + 6; i++) {
		int digit = hex_digit(t.at[i]);

		if (digit < 0)
			return -1;
		unit = unit * 16 + digit;
	}
	return unit;
}

/* What an escape stands for, as one code point; *length of it, and of its second half when it is a surrogate. */
static uint32_t
escaped(struct text t, size_t at, size_t *length)
{
	uint32_t unit = (uint32_t)escape_at(t, at);
	int low = unit >= 0xD800 && unit <= 0xDBFF ? escape_at(t, at + 7) : -1;

	*length = 7;
	if (low < 0xDC00 || low > 0xDFFF)
		return unit;
	*length = 14;
	return 0x10000 + ((unit - 0xD800) << 10) + ((uint32_t)low - 0xDC00);
}

/*
 * ST_Xstring (part 1, 22.9.2.19): what XML cannot hold is written as _xHHHH_, an underscore that would begin such
 * an escape as _x005F_.  Control characters other than line ends and tabs say nothing and are left out.
 */
struct text
xlsx_unescape(struct arena *a, struct text t)
{
	char *out;
	size_t n = 0, length = 1;

	if (!memchr(t.at, '\r', t.len) && text_find(t, TEXT("_x"), 0) == TEXT_NOWHERE)
		return t;
	out = arena_alloc(a, t.len + 1);
	for (size_t at = 0; at < t.len; at += length) {
		bool is_escape = t.at[at] == '_' && escape_at(t, at) >= 0;
		uint32_t c = is_escape ? escaped(t, at, &length) : (unsigned char)t.at[at];

		if (!is_escape)
			length = 1;
		if (c == '\r') {
			bool is_pair = at + length < t.len && t.at[at + length] == '\n';

			if (!is_pair)
				out[n++] = '\n';
		} else if (!is_escape) {
			out[n++] = (char)c;
		} else if (c >= ' ' || c == '\n' || c == '\t') {
			n += utf8_put(c, out + n);
		}
	}
	return (struct text){out, n};
}

/* ---- shared strings ---- */

static void
strings_start(void *self, struct stream *s, enum xml_name name)
{
	struct xlsx *x = self;

	if (name == X_si)
		buffer_clear(&x->text);
	x->is_text_open = name == X_t;
	if (name == X_rPh) /* how a word is pronounced: written above it in small */
		stream_skip(s);
}

void
xlsx_text(void *self, struct stream *s, struct text piece)
{
	struct xlsx *x = self;

	(void)s;
	if (x->is_text_open)
		buffer_text(&x->text, piece);
}

static void
strings_end(void *self, struct stream *s, enum xml_name name)
{
	struct xlsx *x = self;
	struct arena_mark mark = arena_mark(x->sheets.arena);
	struct text t;

	(void)s;
	x->is_text_open = false;
	if (name != X_si)
		return;
	t = xlsx_unescape(x->sheets.arena, buffer_view(&x->text));
	t = text_is_blank(t) ? TEXT_NONE : sheets_keep(&x->sheets, t);
	arena_rewind(x->sheets.arena, mark);
	*VECTOR_PUSH(x->sheets.arena, &x->strings) = t;
}

/* ---- styles ---- */

static void
take_format(struct xlsx *x, struct stream *s)
{
	long id = stream_number(s, NONE_numFmtId, -1);
	struct number_format *f;
	struct text code;

	if (id < 0 || id >= FORMATS_MOST || !stream_attribute(s, NONE_formatCode, &code))
		return;
	while (x->formats.count <= (size_t)id)
		*VECTOR_PUSH(x->sheets.arena, &x->formats) = NULL;
	f = NEW(x->sheets.arena, struct number_format);
	*f = number_format_read(text_copy(x->sheets.arena, code));
	x->formats.at[id] = f;
}

static void
take_look(struct xlsx *x, struct stream *s)
{
	long id = stream_number(s, NONE_numFmtId, 0);
	bool is_known = id >= 0 && (size_t)id < x->formats.count && x->formats.at[id];
	struct number_format *f = is_known ? x->formats.at[id] : NULL;

	if (!f) {
		f = NEW(x->sheets.arena, struct number_format);
		*f = number_format_read(number_format_builtin(id));
	}
	*VECTOR_PUSH(x->sheets.arena, &x->looks) = f;
}

static void
styles_start(void *self, struct stream *s, enum xml_name name)
{
	struct xlsx *x = self;

	if (stream_depth(s) == 2 && name != X_numFmts && name != X_cellXfs)
		stream_skip(s); /* the xf of cellStyleXfs are of named styles, the numFmt of dxfs of conditions */
	else if (name == X_numFmt)
		take_format(x, s);
	else if (name == X_xf)
		take_look(x, s);
}

static void
no_end(void *self, struct stream *s, enum xml_name name)
{
	(void)self, (void)s, (void)name;
}

/* ---- the workbook ---- */

static void
take_entry(struct xlsx *x, struct stream *s)
{
	struct xlsx_entry *e = VECTOR_PUSH(x->sheets.arena, &x->entries);
	struct text name = TEXT_NONE, id = TEXT_NONE, state = TEXT_NONE;

	stream_attribute(s, NONE_name, &name);
	stream_attribute(s, R_id, &id);
	stream_attribute(s, NONE_state, &state);
	e->name = text_copy(x->sheets.texts, text_trim(name));
	e->id = text_copy(x->sheets.arena, id);
	e->is_hidden = text_is(state, "hidden") || text_is(state, "veryHidden");
}

static void
workbook_start(void *self, struct stream *s, enum xml_name name)
{
	struct xlsx *x = self;

	if (name == X_sheet) {
		take_entry(x, s);
	} else if (name == X_workbookPr) {
		x->is_1904 = stream_truth(s, NONE_date1904, false);
		x->is_gregorian = !stream_truth(s, NONE_dateCompatibility, true);
	} else if (name == X_calcPr) {
		x->is_stale = stream_truth(s, NONE_fullCalcOnLoad, false);
	}
}

/* ---- */

static bool
read_part(struct xlsx *x, const struct part *part, const struct stream_events *events)
{
	struct stream *s = stream_open(x->sheets.arena, x->sheets.report, x->package, part, events, x);

	while (stream_feed(s))
		;
	return stream_close(s);
}

/* Reads the part that the workbook's relationship of this type names, if there is one. */
static bool
read_linked(struct xlsx *x, const char *type, const struct stream_events *events)
{
	const struct relationship *link = relationship_of_type(x->links, text_from(type));
	const struct part *part = link && !link->is_external ? package_part(x->package, link->target) : NULL;

	return !part || read_part(x, part, events);
}

static bool
read_workbook(struct xlsx *x)
{
	static const struct stream_events workbook = {workbook_start, NULL, no_end};
	static const struct stream_events strings = {strings_start, xlsx_text, strings_end};
	static const struct stream_events styles = {styles_start, NULL, no_end};
	const struct package *p = x->package;
	struct text links = relationships_part(x->sheets.arena, p->main_part);
	struct xml_node *root = package_xml(x->sheets.arena, x->sheets.report, p, links, true);

	if (!root)
		return false;
	x->links = relationships_of(x->sheets.arena, p, p->main_part, root);
	return read_part(x, package_part(p, p->main_part), &workbook) && read_linked(x, "sharedStrings", &strings) &&
	       read_linked(x, "styles", &styles);
}

/* The part of a sheet of cells; NULL for charts and dialogs, and for one that is missing (reported). */
static const struct part *
part_of_entry(struct xlsx *x, const struct xlsx_entry *e)
{
	const struct relationship *link = relationship_of_id(x->links, e->id);
	const struct part *part;

	if (link && !text_is(link->type, "worksheet"))
		return NULL;
	part = link && !link->is_external ? package_part(x->package, link->target) : NULL;
	if (part && !x->is_read[part - x->package->parts.at]) {
		x->is_read[part - x->package->parts.at] = true;
		return part;
	}
	x->is_bad = true;
	REPORT(x->sheets.report, XLSX_SHEET_MISSING, place_file(x->sheets.file), e->name);
	return NULL;
}

static bool
next_sheet(struct sheets *self, struct sheet *sheet)
{
	struct xlsx *x = (struct xlsx *)self;

	xlsx_end_sheet(x);
	while (x->at < x->entries.count && !x->sheets.is_full) {
		const struct xlsx_entry *e = &x->entries.at[x->at++];
		const struct part *part = part_of_entry(x, e);

		if (!part)
			continue;
		*sheet = (struct sheet){e->name, e->is_hidden};
		xlsx_begin_sheet(x, part);
		return true;
	}
	return false;
}

static bool
close_workbook(struct sheets *self)
{
	struct xlsx *x = (struct xlsx *)self;

	xlsx_end_sheet(x);
	buffer_free(&x->text);
	arena_free(&x->arena);
	return !x->is_bad;
}

struct sheets *
xlsx_open(const struct sheets *with, const struct package *p)
{
	struct xlsx *x = NEW(with->arena, struct xlsx);

	x->sheets = *with;
	x->sheets.next = next_sheet;
	x->sheets.close = close_workbook;
	x->package = p;
	x->is_read = NEW_ARRAY(with->arena, bool, p->parts.count);
	if (read_workbook(x) && !x->sheets.is_full)
		return &x->sheets;
	buffer_free(&x->text);
	return NULL;
}
