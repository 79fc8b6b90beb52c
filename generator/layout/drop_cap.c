/*
 * drop_cap -- large letters that a paragraph begins with, beside its first lines (ECMA-376 part 1, 17.3.1.11; ODF 1.3
 * part 3, 17.9).
 *
 * As LibreOffice Writer sets them (measured in 7.4): the letters' ink fills the height from the top of the first line
 * to the baseline of the last line beside them, so their size follows from their own outlines; what reaches below their
 * baseline stands above that of the last line.  A paragraph of fewer lines has a smaller drop cap; in one of a single
 * line the letters are letters like others.  The lines beside it are narrower by its width and distance.
 *
 * How many lines there are, and how high, is taken from the paragraph broken with the letters as they are.
 */
#include "layout/breaker.h"

/* What the ink of some letters takes above and below their baseline; below may be negative. */
struct ink {
	int64_t above, below;
	bool is_any;
};

static void
ink_add(struct ink *ink, const struct item *it)
{
	for (size_t i = 0; i < it->glyphs.count; i++) {
		int top, bottom;
		int64_t above, below;

		if (!face_ink(it->face, it->glyphs.at[i].id, &top, &bottom))
			continue;
		above = face_length(it->face, top, it->font->size);
		below = -(int64_t)face_length(it->face, bottom, it->font->size);
		ink->above = ink->is_any && ink->above > above ? ink->above : above;
		ink->below = ink->is_any && ink->below > below ? ink->below : below;
		ink->is_any = true;
	}
}

static struct ink
ink_of(struct layout *l, const struct paragraph *p)
{
	struct arena_mark mark = arena_mark(&l->scratch);
	struct items items = items_of(l, p);
	struct ink ink = {0, 0, false};

	for (size_t i = 0; i < items.count; i++)
		if (items.at[i].role == ROLE_BOX)
			ink_add(&ink, &items.at[i]);
	arena_rewind(&l->scratch, mark);
	return ink;
}

/* From the top of the first line to the baseline of the last of `count`. */
static int64_t
height_of(const struct lines *lines, size_t count)
{
	int64_t height = 0;

	for (size_t i = 0; i < count; i++) {
		const struct line *line = &lines->at[i];

		height += (int64_t)line->ascent + (i ? line->extra : 0);
		if (i + 1 < count)
			height += line->descent;
	}
	return height;
}

static const struct run_style *
style_scaled(struct layout *l, const struct run_style *style, int64_t wanted, int64_t now)
{
	int64_t size = style->size > 0 ? style->size : 12 * EMU_PER_PT;

	return layout_scaled_style(l, style, emu_from(size * wanted / now / EMU_PER_TWIP * EMU_PER_TWIP));
}

/* The letters as a paragraph of their own; scaled so that `now` becomes `wanted`. */
static struct paragraph
letters_of(struct layout *l, const struct paragraph *p, int64_t wanted, int64_t now)
{
	const struct drop_cap *drop = p->drop_cap;
	struct paragraph_style *style = NEW(l->a, struct paragraph_style);
	struct paragraph letters = {.style = style, .mark = p->mark, .run_count = drop->run_count};

	*style = (struct paragraph_style){.name = p->style->name, .line_percent = 100, .background = COLOR_NONE};
	letters.runs = NEW_ARRAY(l->a, struct run, drop->run_count);
	for (size_t i = 0; i < drop->run_count; i++) {
		letters.runs[i] = drop->runs[i];
		letters.runs[i].style = style_scaled(l, drop->runs[i].style, wanted, now);
	}
	return letters;
}

static emu
pieces_width(const struct line *line)
{
	int64_t width = 0;

	for (size_t i = 0; i < line->piece_count; i++) {
		int64_t end = (int64_t)line->pieces[i].x + line->pieces[i].width;

		width = end > width ? end : width;
	}
	return emu_from(width);
}

bool
drop_cap_set(struct layout *l, const struct paragraph *p, const struct lines *plain, struct dropped *d)
{
	const struct paragraph_watch *watch = l->watch;
	size_t count = p->drop_cap->lines < plain->count ? p->drop_cap->lines : plain->count;
	int64_t height = emu_from(height_of(plain, count)), now;
	struct paragraph letters;
	struct lines lines;
	struct ink ink;

	if (count < 2)
		return false;
	letters = letters_of(l, p, 1, 1);
	ink = ink_of(l, &letters);
	now = ink.above + ink.below;
	if (now <= 0 || height <= 0)
		return false;
	letters = letters_of(l, p, height, now);
	l->watch = NULL;
	lines = paragraph_lines(l, &letters, ROOM_ENDLESS / 2, false);
	l->watch = watch;
	d->line = lines.at[0];
	d->width = emu_from((int64_t)pieces_width(&d->line) + p->drop_cap->distance);
	d->lines = count;
	d->base = emu_from(height - ink.below * height / now);
	return true;
}

struct paragraph
drop_cap_undo(struct layout *l, const struct paragraph *p)
{
	struct paragraph plain = *p;
	size_t count = p->drop_cap->run_count;

	plain.drop_cap = NULL;
	plain.run_count += count;
	plain.runs = NEW_ARRAY(l->a, struct run, plain.run_count);
	for (size_t i = 0; i < count; i++)
		plain.runs[i] = p->drop_cap->runs[i];
	for (size_t i = 0; i < p->run_count; i++)
		plain.runs[count + i] = p->runs[i];
	return plain;
}
