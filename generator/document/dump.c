/*
 * dump -- the model as text: for --dump=document, golden files, and whoever asks why a page looks so.
 *
 *     section next-page
 *       page odd 595.3x841.9 margins 56.7 28.35 56.7 85.05
 *         header at 28.35
 *           paragraph center
 *             run page-number "2"
 *       paragraph "heading 1" center before 12 after 6 keep-next
 *         label "1." tab
 *         run bold 14 "Общие положения"
 *
 * One line per thing, indented by two.  Lengths are points with at most two decimals.  What is as in an
 * empty document (run_style_init, paragraph_style_init) is not said; a run's font is said always, so that lines
 * can be compared one by one.
 */
#include <stdio.h>
#include <stdlib.h>

#include "document/style.h"

struct dump {
	struct buffer *out;
	int depth;
	int usual_widows; /* DOCX has control of widows unless told otherwise, ODT has not */
};

static void blocks_dump(struct dump *d, const struct block *first);

static void
begin(struct dump *d, const char *what)
{
	for (int i = 0; i < d->depth; i++)
		buffer_string(d->out, "  ");
	buffer_string(d->out, what);
}

static void
end(struct dump *d)
{
	buffer_byte(d->out, '\n');
}

static void
word(struct dump *d, const char *w)
{
	buffer_byte(d->out, ' ');
	buffer_string(d->out, w);
}

static void
word_if(struct dump *d, bool is, const char *w)
{
	if (is)
		word(d, w);
}

static void
quoted(struct dump *d, struct text t)
{
	buffer_byte(d->out, ' ');
	buffer_json(d->out, t);
}

/* Points in hundredths, rounded; integers, so that every machine writes the same. */
static void
points(struct dump *d, int64_t length)
{
	int64_t hundredths = (llabs(length) * 100 + EMU_PER_PT / 2) / EMU_PER_PT;

	buffer_string(d->out, length < 0 && hundredths ? " -" : " ");
	buffer_printf(d->out, "%lld", (long long)(hundredths / 100));
	if (hundredths % 10)
		buffer_printf(d->out, ".%02lld", (long long)(hundredths % 100));
	else if (hundredths % 100)
		buffer_printf(d->out, ".%lld", (long long)(hundredths % 100 / 10));
}

static void
measure(struct dump *d, const char *name, emu length, emu usual)
{
	if (length == usual)
		return;
	word(d, name);
	points(d, length);
}

static void
number(struct dump *d, const char *name, int n, int usual)
{
	if (n != usual)
		buffer_printf(d->out, " %s %d", name, n);
}

static void
align_dump(struct dump *d, enum align align)
{
	static const char *const names[] = {"left", "center", "right", "justify", "justify-all", "justify-center"};

	word_if(d, align != ALIGN_LEFT, names[align]);
}

static void
color_dump(struct dump *d, const char *name, color c)
{
	if (c != COLOR_NONE)
		buffer_printf(d->out, " %s #%06X", name, c);
}

static void
border_dump(struct dump *d, const char *name, struct border b)
{
	static const char *const kinds[] = {
		"none",        "single",   "double",       "dotted", "dashed",
		"fine-dashed", "dash-dot", "dash-dot-dot", "raised", "sunken",
	};

	if (b.kind == BORDER_NONE)
		return;
	buffer_printf(d->out, " %s %s", name, kinds[b.kind]);
	points(d, b.width);
	if (b.color != COLOR_NONE)
		buffer_printf(d->out, " #%06X", b.color);
}

static const char *const side_names[SIDES] = {"top", "right", "bottom", "left"};

static void
borders_dump(struct dump *d, const struct border borders[SIDES])
{
	for (int side = 0; side < SIDES; side++)
		border_dump(d, side_names[side], borders[side]);
}

static void
sides_dump(struct dump *d, const char *name, const emu sides[SIDES])
{
	if (!(sides[0] || sides[1] || sides[2] || sides[3]))
		return;
	word(d, name);
	for (int side = 0; side < SIDES; side++)
		points(d, sides[side]);
}

/* ---- runs ---- */

/* Letters of another writing, unless they look as the Western ones do or are of the face that nobody chose. */
static void
letters_dump(struct dump *d, const char *name, const struct run_style *s, const struct letters *l,
	     const char *default_family)
{
	if (!l->family.len || text_is(l->family, default_family))
		return;
	if (text_equal(l->family, s->family) && l->size == s->size && l->is_bold == s->is_bold &&
	    l->is_italic == s->is_italic)
		return;
	word(d, name);
	quoted(d, l->family);
	points(d, l->size);
	word_if(d, l->is_bold, "bold");
	word_if(d, l->is_italic, "italic");
}

static void
letter_line_dump(struct dump *d, enum underline kind, bool is_thick, const char *where)
{
	static const char *const kinds[] = {"",           "",          "double-",       "dotted-", "dash-",
					    "long-dash-", "dot-dash-", "dot-dot-dash-", "wave-",   "double-wave-"};

	if (kind != UNDERLINE_NONE)
		buffer_printf(d->out, " %s%s%s", is_thick ? "thick-" : "", kinds[kind], where);
}

/* The lines with a run's letters. */
static void
letter_lines_dump(struct dump *d, const struct run_style *s)
{
	letter_line_dump(d, s->underline, s->is_underline_thick, "underlined");
	color_dump(d, "underline-color", s->underline_color);
	letter_line_dump(d, s->overline, s->is_overline_thick, "overlined");
	color_dump(d, "overline-color", s->overline_color);
	word_if(d, s->words_only_underlined, "words-only");
	word_if(d, s->is_struck, "struck");
	word_if(d, s->is_double_struck, "double-struck");
	word_if(d, s->is_strike_thick, "thick-struck");
}

static void
run_style_dump(struct dump *d, const struct run_style *s)
{
	quoted(d, s->family);
	points(d, s->size);
	word_if(d, s->is_bold, "bold");
	word_if(d, s->is_italic, "italic");
	letter_lines_dump(d, s);
	word_if(d, s->is_caps, "caps");
	word_if(d, s->is_small_caps, "small-caps");
	word_if(d, s->is_hidden, "hidden");
	word_if(d, s->has_kerning, "kerning");
	if (s->script != SCRIPT_NORMAL) {
		buffer_printf(d->out, " %s %d%%", s->script == SCRIPT_SUPER ? "super" : "sub", s->script_percent);
		if (!s->is_raise_automatic)
			buffer_printf(d->out, " at %d%%", s->raise_percent);
	}
	measure(d, "raise", s->raise, 0);
	measure(d, "spacing", s->letter_spacing, 0);
	number(d, "scale", s->scale_percent, 100);
	if (s->color) /* black is not said, nor is automatic */
		color_dump(d, "color", s->color);
	color_dump(d, "background", s->background);
	color_dump(d, "highlight", s->highlight);
	if (s->frame) {
		word(d, "frame");
		borders_dump(d, s->frame->borders);
		sides_dump(d, "padding", s->frame->padding);
	}
	word_if(d, s->is_fixed_pitch, "fixed-pitch");
	word_if(d, s->is_outlined, "outlined");
	word_if(d, s->is_shadowed, "shadowed");
	word_if(d, s->relief == RELIEF_EMBOSSED, "embossed");
	word_if(d, s->relief == RELIEF_ENGRAVED, "engraved");
	if (s->language.len)
		buffer_printf(d->out, " lang %.*s", TEXT_ARG(s->language));
	letters_dump(d, "asian", s, &s->asian, DEFAULT_ASIAN_FAMILY);
	letters_dump(d, "complex", s, &s->complex, DEFAULT_COMPLEX_FAMILY);
}

static void
graphic_dump(struct dump *d, const struct graphic *g)
{
	if (g->crop[SIDE_TOP] || g->crop[SIDE_RIGHT] || g->crop[SIDE_BOTTOM] || g->crop[SIDE_LEFT])
		buffer_printf(d->out, " crop %d %d %d %d", g->crop[SIDE_TOP], g->crop[SIDE_RIGHT], g->crop[SIDE_BOTTOM],
			      g->crop[SIDE_LEFT]);
	word_if(d, g->is_mirrored, "mirrored");
	word_if(d, g->is_upside_down, "upside-down");
	if (g->turn)
		buffer_printf(d->out, " turned %d.%05d", g->turn / TURN_DEGREE, g->turn % TURN_DEGREE * 5 / 3);
	if (g->part.len)
		quoted(d, g->part);
	if (g->description.len) {
		word(d, "description");
		quoted(d, g->description);
	}
}

static void
drawing_dump(struct dump *d, const struct drawing *drawing)
{
	static const char *const origins[] = {"paragraph", "page", "margin", "character",
					      "line",      "text", "start",  "end"};
	static const char *const aligns[] = {"at", "start", "center", "end"};
	static const char *const wraps[] = {"square", "over", "top-and-bottom", "left", "right", "dynamic"};

	word(d, drawing->place == DRAWING_INLINE ? "inline" : "floating");
	points(d, drawing->width);
	points(d, drawing->height);
	if (drawing->width_permille)
		buffer_printf(d->out, " width %d permille%s", drawing->width_permille,
			      drawing->scales_height ? " scaled" : "");
	word_if(d, drawing->has_least_height, "at-least");
	if (drawing->place == DRAWING_FLOATING) {
		buffer_printf(d->out, " x %s %s", origins[drawing->x_from], aligns[drawing->x_align]);
		points(d, drawing->x);
		buffer_printf(d->out, " y %s %s", origins[drawing->y_from], aligns[drawing->y_align]);
		points(d, drawing->y);
		word(d, wraps[drawing->wrap]);
		word_if(d, drawing->is_behind, "behind");
		word_if(d, drawing->stays_within, "within");
		sides_dump(d, "distance", drawing->distance);
	}
	borders_dump(d, drawing->borders);
	sides_dump(d, "padding", drawing->padding);
	color_dump(d, "background", drawing->background);
	if (drawing->graphic)
		graphic_dump(d, drawing->graphic);
}

static const char *
number_format_name(enum number_format format)
{
	static const char *const names[] = {
		"decimal",
		"lower-roman",
		"upper-roman",
		"lower-letter",
		"upper-letter",
		"none",
		"lower-alphabet",
		"upper-alphabet",
		"lower-russian",
		"upper-russian",
		"decimal-zero",
		"decimal-zero-3",
		"decimal-zero-4",
		"decimal-zero-5",
		"ordinal",
		"symbols",
		"cardinal",
		"ordinal-word",
		"circled",
		"full-width",
		"katakana",
		"katakana-wide",
		"iroha",
		"iroha-wide",
		"stems",
		"branches",
		"chinese",
		"chinese-legal",
		"chinese-legal-old",
		"japanese-legal",
		"korean",
		"korean-digits",
		"korean-ideographs",
		"korean-native",
		"korean-syllables",
		"korean-consonants",
		"hebrew",
		"hebrew-letters",
		"arabic-letters",
		"arabic-abjad",
		"thai-letters",
		"nepali-letters",
		"bullet",
		"as-section",
	};

	return names[format];
}

static void
reference_dump(struct dump *d, const struct reference *r)
{
	word(d, r->is_said ? "said-of" : "page-of");
	quoted(d, r->target);
	if (r->format != NUMBER_AS_SECTION)
		word(d, number_format_name(r->format));
	if (r->keeps_stored)
		word(d, "keeps-stored");
	quoted(d, r->stored);
}

static void
run_dump(struct dump *d, const struct run *r)
{
	static const char *const kinds[] = {
		"text",       "tab",       "line-break", "page-break", "column-break", "page-number",
		"page-count", "reference", "bookmark",   "note",       "drawing",
	};

	begin(d, "run ");
	buffer_string(d->out, kinds[r->kind]);
	run_style_dump(d, r->style);
	if (r->number_format != NUMBER_AS_SECTION)
		word(d, number_format_name(r->number_format));
	number(d, "adjust", r->page_adjust, 0);
	if (r->link.len) {
		word(d, "link");
		quoted(d, r->link);
	}
	if (r->drawing)
		drawing_dump(d, r->drawing);
	if (r->note) {
		word(d, r->note->is_endnote ? "endnote" : "footnote");
		quoted(d, r->note->mark);
	}
	if (r->reference)
		reference_dump(d, r->reference);
	if (r->text.len || r->kind == RUN_TEXT)
		quoted(d, r->text);
	end(d);
	d->depth++;
	if (r->note)
		blocks_dump(d, r->note->first);
	if (r->drawing)
		blocks_dump(d, r->drawing->first);
	d->depth--;
}

/* ---- paragraphs ---- */

static void
line_dump(struct dump *d, const struct paragraph_style *s)
{
	static const char *const rules[] = {"", "line-at-least", "line-exact", "leading"};

	if (s->line_rule != LINE_PROPORTIONAL)
		measure(d, rules[s->line_rule], s->line_height, -1);
	else
		number(d, "line-percent", s->line_percent, 100);
}

static void
tabs_dump(struct dump *d, const struct paragraph_style *s)
{
	static const char *const aligns[] = {"", " center", " right", " decimal", " bar"};

	for (size_t i = 0; i < s->tab_count; i++) {
		word(d, "tab");
		points(d, s->tabs[i].position);
		buffer_string(d->out, aligns[s->tabs[i].align]);
		if (s->tabs[i].leader) {
			buffer_string(d->out, " leader ");
			buffer_utf8(d->out, s->tabs[i].leader);
		}
		if (s->tabs[i].sign) {
			buffer_string(d->out, " sign ");
			buffer_utf8(d->out, s->tabs[i].sign);
		}
	}
}

static void
hyphenation_dump(struct dump *d, const struct paragraph_style *s)
{
	const struct hyphenation *h = &s->hyphenation;

	if (!s->hyphenates)
		return;
	word(d, "hyphenates");
	number(d, "letters-before", h->least_before, HYPHENATION_LEAST);
	number(d, "letters-behind", h->least_behind, HYPHENATION_LEAST);
	number(d, "word-letters", h->least_letters, 0);
	number(d, "hyphens", h->lines_most, 0);
	word_if(d, h->spares_capitals, "not-capitals");
	word_if(d, h->spares_last_word, "not-last-word");
	measure(d, "zone", h->zone, 0);
}

static void
paragraph_style_dump(struct dump *d, const struct paragraph_style *s)
{
	align_dump(d, s->align);
	measure(d, "left", s->indent_left, 0);
	measure(d, "right", s->indent_right, 0);
	measure(d, "first", s->indent_first, 0);
	measure(d, "before", s->space_before, 0);
	measure(d, "after", s->space_after, 0);
	word_if(d, s->contextual_spacing, "contextual");
	line_dump(d, s);
	word_if(d, s->keep_with_next, s->inherits_keep ? "keep-next-as-style" : "keep-next");
	word_if(d, s->keep_lines, "keep-lines");
	word_if(d, s->page_break_before, "page-break");
	word_if(d, s->column_break_before, "column-break");
	number(d, "widows", s->widows, d->usual_widows);
	number(d, "orphans", s->orphans, d->usual_widows);
	hyphenation_dump(d, s);
	word_if(d, s->is_right_to_left, "right-to-left");
	word_if(d, !s->snaps_to_grid, "off-grid");
	number(d, "outline", s->outline_level, 0);
	tabs_dump(d, s);
	borders_dump(d, s->borders);
	word_if(d, s->ends_box, "ends-box");
	sides_dump(d, "padding", s->padding);
	color_dump(d, "background", s->background);
}

static void
label_dump(struct dump *d, const struct label *l)
{
	static const char *const ends[] = {"tab", "space", "nothing"};

	begin(d, "label ");
	buffer_json(d->out, l->text);
	word(d, ends[l->end]);
	align_dump(d, l->align);
	if (l->has_tab_position)
		measure(d, "to", l->tab_position, -1);
	measure(d, "min-width", l->min_width, 0);
	measure(d, "gap", l->gap, 0);
	run_style_dump(d, l->style);
	end(d);
}

static void
drop_cap_dump(struct dump *d, const struct drop_cap *drop)
{
	begin(d, "drop-cap");
	number(d, "lines", (int)drop->lines, 0);
	measure(d, "distance", drop->distance, 0);
	end(d);
	d->depth++;
	for (size_t i = 0; i < drop->run_count; i++)
		run_dump(d, &drop->runs[i]);
	d->depth--;
}

static void
paragraph_dump(struct dump *d, const struct paragraph *p, int frames_begun)
{
	begin(d, "paragraph");
	if (p->style->name.len)
		quoted(d, p->style->name);
	paragraph_style_dump(d, p->style);
	number(d, "begins-frames", frames_begun, 0);
	if (!p->run_count) {
		word(d, "empty");
		run_style_dump(d, p->mark);
	}
	end(d);
	d->depth++;
	if (p->label)
		label_dump(d, p->label);
	if (p->drop_cap)
		drop_cap_dump(d, p->drop_cap);
	for (size_t i = 0; i < p->run_count; i++)
		run_dump(d, &p->runs[i]);
	d->depth--;
}

/* ---- tables ---- */

static void
width_dump(struct dump *d, struct width width)
{
	if (width.kind == WIDTH_FIXED)
		measure(d, "width", width.length, -1);
	else if (width.kind == WIDTH_PERCENT)
		buffer_printf(d->out, " width %d.%d%%", width.permille / 10, width.permille % 10);
}

static void
cell_dump(struct dump *d, const struct cell *c)
{
	begin(d, "cell");
	buffer_printf(d->out, " %d", c->column_index);
	number(d, "columns", c->column_span, 1);
	number(d, "rows", c->row_span, 1);
	borders_dump(d, c->borders);
	sides_dump(d, "padding", c->padding);
	color_dump(d, "background", c->background);
	word_if(d, c->align != VERTICAL_TOP, c->align == VERTICAL_MIDDLE ? "middle" : "at-bottom");
	number(d, "rotated", c->rotation, 0);
	end(d);
	d->depth++;
	blocks_dump(d, c->first);
	d->depth--;
}

static void
row_dump(struct dump *d, const struct row *r)
{
	begin(d, "row");
	if (r->height_rule != HEIGHT_AUTO)
		measure(d, r->height_rule == HEIGHT_EXACT ? "height-exact" : "height-at-least", r->height, -1);
	word_if(d, !r->can_split, "cannot-split");
	end(d);
	d->depth++;
	for (size_t i = 0; i < r->cell_count; i++)
		cell_dump(d, &r->cells[i]);
	d->depth--;
}

static void
table_dump(struct dump *d, const struct table *t)
{
	begin(d, "table");
	if (t->name.len)
		quoted(d, t->name);
	width_dump(d, t->width);
	align_dump(d, t->align);
	measure(d, "indent", t->indent, 0);
	measure(d, "margin-right", t->margin_right, 0);
	measure(d, "before", t->space_before, 0);
	measure(d, "after", t->space_after, 0);
	word_if(d, !t->can_split, "cannot-split");
	word_if(d, t->keep_with_next, "keep-next");
	word_if(d, !t->collapses_borders, "separate-borders");
	word_if(d, t->has_outer_lines, "outer-lines");
	word_if(d, t->is_right_to_left, "right-to-left");
	word_if(d, t->page_break_before, "page-break");
	color_dump(d, "background", t->background);
	number(d, "header-rows", (int)t->header_rows, 0);
	word(d, "columns");
	for (size_t i = 0; i < t->column_count; i++)
		points(d, t->columns[i]);
	end(d);
	d->depth++;
	for (size_t i = 0; i < t->row_count; i++)
		row_dump(d, &t->rows[i]);
	d->depth--;
}

static void
blocks_dump(struct dump *d, const struct block *first)
{
	for (const struct block *b = first; b; b = b->next)
		if (b->kind == BLOCK_PARAGRAPH)
			paragraph_dump(d, b->paragraph, b->frames_begun);
		else
			table_dump(d, b->table);
}

/* ---- pages and sections ---- */

static void
band_dump(struct dump *d, const char *name, const struct band *b)
{
	if (!b->first)
		return;
	begin(d, name);
	measure(d, "at", b->offset, -1);
	measure(d, "min-height", b->min_height, 0);
	measure(d, "gap", b->gap, 0);
	measure(d, "height", b->height, 0);
	measure(d, "margin-left", b->margin_left, 0);
	measure(d, "margin-right", b->margin_right, 0);
	borders_dump(d, b->borders);
	sides_dump(d, "padding", b->padding);
	color_dump(d, "background", b->background);
	word_if(d, b->is_box, "box");
	end(d);
	d->depth++;
	blocks_dump(d, b->first);
	d->depth--;
}

static void
columns_dump(struct dump *d, const struct column_set *c)
{
	static const char *const aligns[] = {"at-top", "middle", "at-bottom"};

	number(d, "columns", c->count, 1);
	if (c->count > 1 && !c->own)
		measure(d, "gap", c->gap, -1);
	for (int i = 0; c->own && i < c->count; i++) {
		word(d, "column");
		points(d, c->own[i].width);
		points(d, c->own[i].left);
		points(d, c->own[i].right);
	}
	if (c->count == 1 || c->line.kind == BORDER_NONE)
		return;
	border_dump(d, "line", c->line);
	if (c->line_percent < 100)
		buffer_printf(d->out, " %d%% %s", c->line_percent, aligns[c->line_align]);
}

static void
page_dump(struct dump *d, const char *which, const struct page_style *p)
{
	begin(d, "page ");
	buffer_string(d->out, which);
	if (p->name.len)
		quoted(d, p->name);
	word(d, "size");
	points(d, p->width);
	points(d, p->height);
	sides_dump(d, "margins", p->margin);
	columns_dump(d, &p->columns);
	measure(d, "line-grid", p->line_grid, 0);
	borders_dump(d, p->borders);
	sides_dump(d, "padding", p->padding);
	color_dump(d, "background", p->background);
	end(d);
	d->depth++;
	band_dump(d, "header", &p->header);
	band_dump(d, "footer", &p->footer);
	d->depth--;
}

static void
sides_of_master_dump(struct dump *d, const struct page_style *right, const struct page_style *left, bool is_first)
{
	page_dump(d, left != right ? is_first ? "first-right" : "right" : is_first ? "first" : "all", right);
	if (left != right)
		page_dump(d, is_first ? "first-left" : "left", left);
}

/* Ends the line that it begins in. */
static void
master_dump(struct dump *d, const struct page_master *m)
{
	word_if(d, m->sides != PAGES_ALL, m->sides == PAGES_LEFT ? "left-pages" : "right-pages");
	word_if(d, m->number_format != NUMBER_DECIMAL, number_format_name(m->number_format));
	end(d);
	d->depth++;
	if (m->first_right != m->right || m->first_left != m->left)
		sides_of_master_dump(d, m->first_right, m->first_left, true);
	sides_of_master_dump(d, m->right, m->left, false);
	d->depth--;
}

static void
region_dump(struct dump *d, const struct region *r)
{
	begin(d, "region");
	columns_dump(d, &r->columns);
	word_if(d, r->columns.count > 1, r->fills_columns ? "filled" : "balanced");
	measure(d, "left", r->margin_left, 0);
	measure(d, "right", r->margin_right, 0);
	color_dump(d, "background", r->background);
	end(d);
}

enum { MASTERS_SHOWN = 8 };

static void
section_dump(struct dump *d, const struct section *s)
{
	const struct page_master *m = s->master;

	begin(d, s->start == SECTION_CONTINUOUS ? "section continuous" : "section next-page");
	if (s->restarts_numbering)
		buffer_printf(d->out, " numbers from %d", s->first_number);
	master_dump(d, m);
	d->depth++;
	for (int i = 0; m->next != m && m->next != s->master && i < MASTERS_SHOWN; i++) {
		m = m->next;
		begin(d, "then");
		master_dump(d, m);
	}
	if (m->next == s->master && m != s->master) {
		begin(d, "then again");
		end(d);
	}
	if (s->region)
		region_dump(d, s->region);
	blocks_dump(d, s->blocks);
	d->depth--;
}

static void
page_drawing_dump(struct dump *d, const struct page_drawing *on)
{
	begin(d, "on page");
	buffer_printf(d->out, " %d", on->page);
	drawing_dump(d, on->drawing);
	end(d);
	d->depth++;
	blocks_dump(d, on->drawing->first);
	d->depth--;
}

static void
property_dump(struct dump *d, const char *name, struct text t)
{
	if (!t.len)
		return;
	begin(d, name);
	quoted(d, t);
	end(d);
}

void
document_dump(const struct document *document, struct buffer *out)
{
	struct dump d = {out, 0, document->kind == PACKAGE_DOCX ? 2 : 0};

	begin(&d, document->kind == PACKAGE_DOCX ? "document docx" : "document odt");
	measure(&d, "default-tab", document->default_tab, -1);
	word_if(&d, document->tabs_from_indent, "tabs-from-indent");
	word_if(&d, document->tabs_over_indent, "tabs-over-indent");
	word_if(&d, document->tabs_over_margin, "tabs-over-margin");
	word_if(&d, document->decimals_end_number, "decimals-end-number");
	word_if(&d, document->spacing_is_maximum, "spacing-is-maximum");
	word_if(&d, document->ignores_first_space, "ignores-first-space");
	word_if(&d, document->leaves_broken_lines, "leaves-broken-lines");
	word_if(&d, document->has_former_spacing, "has-former-spacing");
	word_if(&d, document->ignores_leading, "ignores-leading");
	word_if(&d, document->ignores_blanks, "ignores-blanks");
	word_if(&d, document->keeps_first_line, "keeps-first-line");
	word_if(&d, document->has_smaller_capitals, "smaller-capitals");
	word_if(&d, document->bares_last_blanks, "bares-last-blanks");
	word_if(&d, document->repeats_space_beside, "repeats-space-beside");
	word_if(&d, document->wraps_in_small_room, "wraps-in-small-room");
	word_if(&d, document->cells_end_with_space, "cells-end-with-space");
	word_if(&d, document->cells_end_with_line_spacing, "cells-end-with-line-spacing");
	word_if(&d, document->bands_end_with_space, "bands-end-with-space");
	word_if(&d, document->collapses_cell_ends, "collapses-cell-ends");
	word_if(&d, document->rows_keep_with_next, "rows-keep-with-next");
	end(&d);
	d.depth++;
	property_dump(&d, "title", document->properties.title);
	property_dump(&d, "author", document->properties.author);
	property_dump(&d, "subject", document->properties.subject);
	property_dump(&d, "keywords", document->properties.keywords);
	property_dump(&d, "language", document->properties.language);
	for (size_t i = 0; i < document->page_drawings.count; i++)
		page_drawing_dump(&d, &document->page_drawings.at[i]);
	d.depth--;
	for (const struct section *s = document->sections; s; s = s->next)
		section_dump(&d, s);
}
