/*
 * stretch -- what stands between two tabs of a line.
 *
 * Writer gives a right, centred or decimal tab no width at first, fills the line, and moves the text to its stop
 * afterwards.  So text behind a centred stop near the margin may reach beyond it, where the document lets tabs do that
 * (document.h, tabs_over_indent), or else ends at the margin.  Letter spacing behind the last letter does not count.
 *
 * In a cell whose paragraph has one stop, a decimal one, each line stands at it though it has no tab: columns of
 * numbers are made so (Writer and Word).  A line with a list label does not.
 */
#include "base/utf8.h"
#include "layout/breaker.h"

/* Beside large letters all lines begin as the first one does. */
emu
line_left(const struct breaker *b)
{
	bool is_first = !b->lines.count || b->lines.count < b->drop_lines;
	int64_t left = (int64_t)b->style->indent_left + (is_first ? b->style->indent_first : 0);

	if (b->lines.count < b->drop_lines)
		left += b->drop_width;
	return emu_from(b->is_narrowed && b->gap.from > left ? b->gap.from : left);
}

emu
line_right(const struct breaker *b)
{
	int64_t right = (int64_t)b->width - b->style->indent_right;

	return emu_from(b->is_narrowed && b->gap.end < right ? b->gap.end : right);
}

/* The least a tab takes whose width is settled late. */
enum { TAB_LEAST = EMU_PER_TWIP };

/* Whether the next line stands at that stop without a tab. */
static bool
begins_at_stop(const struct breaker *b, const struct tab_place *stop, emu left)
{
	bool has_label = b->paragraph->label && !b->lines.count;

	return b->is_in_cell && b->style->tab_count == 1 && !has_label && !stop->is_default &&
	       stop->align == TAB_DECIMAL && (int64_t)left + TAB_LEAST < line_right(b);
}

struct stretch
stretch_first(const struct breaker *b)
{
	emu left = emu_from((int64_t)line_left(b) + label_shift(b));
	struct stretch s = {.from = left, .tab = {left, TAB_LEFT, 0, false, 0}, .decimal = -1};
	struct tab_place stop = tab_next(b->l, b->paragraph, left, line_right(b));

	if (begins_at_stop(b, &stop, left)) {
		s.tab = stop;
		s.tab.leader = 0;
		s.is_late = true;
	}
	return s;
}

/* How far to the right a stop counts. */
static int64_t
tab_limit(const struct breaker *b, const struct stretch *s)
{
	const struct document *d = b->l->document;

	if (d->tabs_over_margin || d->tabs_over_indent || s->tab.position < line_right(b))
		return s->tab.position;
	return line_right(b);
}

/* Without what may hang, with the room of a frame that ends with it. */
static int64_t
shown_width(const struct stretch *s)
{
	return s->width - s->trailing + letter_frame_room(s->frame, SIDE_RIGHT);
}

/* How much of the text stands before a stop that counts at `limit`. */
static int64_t
width_before_stop(const struct breaker *b, const struct stretch *s, int64_t limit)
{
	const struct document *d = b->l->document;
	int64_t width = shown_width(s), room = line_right(b) - limit, before;

	switch (s->tab.align) {
	case TAB_RIGHT:
		return width;
	case TAB_CENTER:
		before = width / 2;
		return !d->tabs_over_margin && !d->tabs_over_indent && before > room ? width - room : before;
	case TAB_DECIMAL:
		before = s->decimal >= 0 ? s->decimal : width;
		return s->decimal > 0 && !d->tabs_over_margin && width - before > room ? width - room : before;
	default:
		return 0;
	}
}

int64_t
stretch_start(const struct breaker *b, const struct stretch *s)
{
	int64_t start = s->tab.position, least = s->from;

	if (s->is_late) {
		int64_t limit = tab_limit(b, s);

		start = limit - width_before_stop(b, s, limit);
		least += TAB_LEAST;
	}
	return start < least ? least : start;
}

int64_t
stretch_end(const struct breaker *b, const struct stretch *s)
{
	return stretch_start(b, s) + shown_width(s);
}

int64_t
stretch_room(const struct breaker *b, const struct stretch *s)
{
	const struct document *d = b->l->document;
	int64_t right = line_right(b), start = s->tab.position;

	if (s->is_late) { /* behind such a tab there is as much room as if it were not there */
		start = (int64_t)s->from + TAB_LEAST;
		if (s->tab.position > right && (d->tabs_over_margin || d->tabs_over_indent)) {
			right = b->width;
			if (!d->tabs_over_margin && s->tab.align == TAB_LEFT)
				start = s->tab.position;
		}
	}
	if (start < s->from)
		start = s->from;
	return right - (start + shown_width(s) + s->hanging);
}

/*
 * Writer takes the sign of the office's language where the document says none, which we have not: the text's own
 * decides.
 */
static uint32_t
decimal_sign(const struct stretch *s, const struct item *it)
{
	if (s->tab.sign)
		return s->tab.sign;
	return text_starts(it->font->style->language, TEXT("ru")) ? ',' : '.';
}

/*
 * Whether what follows is aligned at c: the sign itself, or in most documents the first character behind a number.  To
 * a number belongs what parts thousands, but no space; from a no-break space on it is another number.
 */
static bool
is_decimal_end(const struct breaker *b, struct stretch *s, uint32_t c, uint32_t sign)
{
	bool parts = sign == ',' ? c == '.' : c == ',' || c == '\'';

	if (c == sign)
		return true;
	if (!b->l->document->decimals_end_number)
		return false;
	if (c == 0xa0)
		s->has_number = false;
	else if (c >= '0' && c <= '9')
		s->has_number = true;
	else
		return s->has_number && !parts;
	return false;
}

/* The width of a box before what stands at a decimal tab, -1 when that is not in it. */
static int64_t
decimal_width(const struct breaker *b, struct stretch *s, const struct item *it)
{
	uint32_t sign = decimal_sign(s, it);

	for (size_t i = 0; i < it->glyphs.count; i++) {
		size_t at = it->origin + (size_t)it->glyphs.at[i].cluster;

		if (is_decimal_end(b, s, utf8_next(b->items.text, &at), sign))
			return item_glyphs_width(it, 0, i);
	}
	return -1;
}

void
stretch_add(const struct breaker *b, struct stretch *s, const struct item *it)
{
	bool seeks_sign = s->tab.align == TAB_DECIMAL && s->decimal < 0;

	stretch_frame(s, it);
	if (it->role == ROLE_GLUE) {
		if (seeks_sign && is_decimal_end(b, s, ' ', decimal_sign(s, it)))
			s->decimal = s->width;
		s->hanging += it->width;
		return;
	}
	s->width += s->hanging;
	s->hanging = 0;
	s->trailing = it->role == ROLE_BOX && it->glyphs.count ? it->font->style->letter_spacing : 0;
	if (seeks_sign && it->role == ROLE_BOX) {
		int64_t before = decimal_width(b, s, it);

		if (before >= 0)
			s->decimal = s->width + before;
	}
	s->width += it->width;
}

static struct tab_place
tab_place_of(const struct breaker *b, const struct item *it, emu label_start, emu x)
{
	if (it->is_label) {
		emu shift = label_shift(b);

		return tab_of_label(b->l, b->paragraph, label_start - (shift > 0 ? shift : 0), x, line_right(b));
	}
	return tab_next(b->l, b->paragraph, x, line_right(b));
}

/*
 * Whether the tab that s begins with has room in its line.  A stop of the paragraph's own that is as far away as the
 * frame is wide does not end the line, nor do those behind it, nor one that ends the paragraph.
 */
static void
left_tab_settle(const struct breaker *b, struct stretch *s, bool ends_paragraph)
{
	const struct document *d = b->l->document;
	int64_t right = line_right(b), way = (int64_t)s->tab.position - line_left(b);
	bool is_own = !s->tab.is_default;

	if (s->tab.position > right && ((is_own && (d->tabs_over_margin || d->tabs_over_indent)) ||
					(!d->tabs_over_margin && d->tabs_over_indent && s->from > right))) {
		s->is_late = d->tabs_over_margin || way < b->width;
		s->is_full = !s->is_late;
		return;
	}
	s->is_full = right <= s->tab.position;
	if (s->is_full && way >= b->width && (is_own || s->overflows || ends_paragraph)) {
		s->is_full = false;
		s->overflows |= is_own;
	}
}

/* The stretch behind a tab that follows s. */
struct stretch
stretch_next(const struct breaker *b, const struct stretch *s, const struct item *it)
{
	struct stretch next = {.decimal = -1, .overflows = s->overflows, .frame = item_frame(it)};
	bool begins_line = it == &b->items.at[b->at];
	emu shared = next.frame == s->frame ? letter_frame_room(s->frame, SIDE_RIGHT) : 0;

	next.from = emu_from(stretch_end(b, s) - shared + s->trailing + s->hanging);
	next.tab = tab_place_of(b, it, s->from, next.from);
	if (it->is_label)
		return next;
	next.is_full = line_right(b) <= next.from + TAB_LEAST && next.from <= line_right(b);
	if (!next.is_full && next.tab.align == TAB_LEFT)
		left_tab_settle(b, &next, it == &b->items.at[b->items.count - 1]);
	else
		next.is_late = !next.is_full;
	if (next.is_full && begins_line)
		next.tab.position = line_right(b);
	return next;
}

static int64_t
label_width(const struct breaker *b)
{
	int64_t width = 0;

	for (size_t i = 0; i < b->items.count && b->items.at[i].is_label; i++)
		if (b->items.at[i].role == ROLE_BOX)
			width += b->items.at[i].width;
	return width;
}

/*
 * A right or centred label ends or is centred where a left one begins; one that has a least width, at the end or in the
 * middle of that.
 */
emu
label_shift(const struct breaker *b)
{
	const struct label *label = b->paragraph->label;
	int64_t width;

	if (!label || b->lines.count || (label->align != ALIGN_RIGHT && label->align != ALIGN_CENTER))
		return 0;
	width = label_width(b) - label->min_width;
	if (label->align == ALIGN_CENTER)
		width /= 2;
	if (label->min_width > 0)
		return width < 0 ? emu_from(-width) : 0;
	return emu_from(-width); /* out of the frame, if it comes to that */
}
