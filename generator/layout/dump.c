/*
 * dump -- pages as text, in points from the page's left top corner: for looking at, and for golden files.
 *
 *     page 1: WIDTH HEIGHT "LABEL"
 *       header|footer|body|notes|cell X Y WIDTH HEIGHT      what follows stands in this frame
 *         text X BASELINE WIDTH HEIGHT FACE SIZE "TEXT"  one face, one size, one line; HEIGHT is the line's
 *                                                        turned 90: the line runs upwards; 270: downwards
 *         rectangle|image|link X Y WIDTH HEIGHT …
 *         clip X Y WIDTH HEIGHT … clip end               what stands between them is seen in that rectangle only
 *         line X Y DX DY KIND THICKNESS
 *     heading LEVEL page N Y "TEXT", bookmark 0 page N Y "NAME"
 *
 * The manual page says the same to people (cli/man.c).
 */
#include "base/buffer.h"
#include "layout/pages.h"

static void
point(struct buffer *out, emu x)
{
	buffer_printf(out, " %.2f", emu_to_pt(x));
}

static const char *const line_names[] = {
	[BORDER_NONE] = "none",         [BORDER_SINGLE] = "single",
	[BORDER_DOUBLE] = "double",     [BORDER_DOTTED] = "dotted",
	[BORDER_DASHED] = "dashed",     [BORDER_FINE_DASHED] = "fine-dashed",
	[BORDER_DASH_DOT] = "dash-dot", [BORDER_DASH_DOT_DOT] = "dash-dot-dot",
	[BORDER_RAISED] = "raised",     [BORDER_SUNKEN] = "sunken",
};

static const char *const pattern_names[] = {
	[PATTERN_BORDER] = "",
	[PATTERN_DOTS] = "dots",
	[PATTERN_DASHES] = "dashes",
	[PATTERN_LONG_DASHES] = "long-dashes",
	[PATTERN_DOT_DASHES] = "dot-dashes",
	[PATTERN_DOT_DOT_DASHES] = "dot-dot-dashes",
	[PATTERN_WAVE] = "wave",
};

static void
color_dump(struct buffer *out, color c)
{
	if (c)
		buffer_printf(out, " #%06X", (unsigned)c & 0xFFFFFFu);
}

static void
text_dump(struct buffer *out, const struct page_item *it)
{
	const struct face_facts *facts = face_facts(it->face);

	buffer_printf(out, " %.*s%s%s", TEXT_ARG(facts->family), facts->is_bold || facts->needs_bold ? " bold" : "",
		      facts->is_italic || facts->needs_italic ? " italic" : "");
	point(out, it->size);
	if (it->scale_percent != 100)
		buffer_printf(out, " %d%%", it->scale_percent);
	color_dump(out, it->color);
	if (it->fill == FILL_OUTLINED)
		buffer_string(out, " outlined");
	buffer_byte(out, ' ');
	buffer_json(out, it->text);
}

static void
item_dump(struct buffer *out, const struct page_item *it)
{
	static const char *const names[] = {"text", "rectangle", "line", "image", "link", "clip", "clip end"};

	buffer_printf(out, "  %s", names[it->kind]);
	if (it->kind == ITEM_CLIP_END) {
		buffer_byte(out, '\n');
		return;
	}
	point(out, it->x);
	point(out, it->y);
	point(out, it->width);
	point(out, it->height);
	if (it->turn)
		buffer_printf(out, " turned %d", it->turn);
	if (it->kind == ITEM_TEXT) {
		text_dump(out, it);
	} else {
		if (it->kind == ITEM_LINE) {
			buffer_printf(out, " %s", it->pattern ? pattern_names[it->pattern] : line_names[it->line_kind]);
			point(out, it->thickness);
		}
		color_dump(out, it->color);
	}
	if (it->target.len || it->graphic) {
		buffer_byte(out, ' ');
		buffer_json(out, it->graphic ? it->graphic->part : it->target);
	}
	buffer_byte(out, '\n');
}

static void
frame_dump(struct buffer *out, const struct page_frame *f)
{
	static const char *const names[] = {"page", "header", "footer", "body", "notes", "cell", "box"};

	buffer_printf(out, "  %s", names[f->kind]);
	point(out, f->x);
	point(out, f->y);
	point(out, f->width);
	point(out, f->height);
	buffer_byte(out, '\n');
}

static void
items_dump(const struct page *page, struct buffer *out)
{
	size_t frame = 0;

	for (size_t i = 0; i < page->item_count; i++) {
		for (; frame < page->frame_count && page->frames[frame].first_item <= i; frame++)
			frame_dump(out, &page->frames[frame]);
		buffer_string(out, frame ? "  " : "");
		item_dump(out, &page->items[i]);
	}
}

void
pages_dump(const struct pages *p, struct buffer *out)
{
	for (size_t i = 0; i < p->count; i++) {
		const struct page *page = &p->at[i];

		buffer_printf(out, "page %zu:", i + 1);
		point(out, page->width);
		point(out, page->height);
		if (page->label.len) {
			buffer_byte(out, ' ');
			buffer_json(out, page->label);
		}
		buffer_byte(out, '\n');
		items_dump(page, out);
	}
	for (size_t i = 0; i < p->mark_count; i++) {
		const struct mark *m = &p->marks[i];

		if (m->place) /* of notes: has no name to be told */
			continue;
		buffer_printf(out, "%s %d page %d", m->level ? "heading" : "bookmark", m->level, m->page_index + 1);
		point(out, m->y);
		buffer_byte(out, ' ');
		buffer_json(out, m->name);
		buffer_byte(out, '\n');
	}
}
