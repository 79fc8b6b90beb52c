#include "document/build.h"

#include <string.h>

struct block *
blocks_add(struct arena *a, struct block_list *l, enum block_kind kind)
{
	struct block *b = NEW(a, struct block);

	b->kind = kind;
	b->frames_begun = l->frames_begun;
	l->frames_begun = 0;
	if (l->last)
		l->last->next = b;
	else
		l->first = b;
	l->last = b;
	return b;
}

struct run *
runs_add(struct arena *a, struct run_list *l, enum run_kind kind, const struct run_style *style)
{
	struct run *r = VECTOR_PUSH(a, &l->all);

	*r = (struct run){.kind = kind, .style = style, .text = TEXT_NONE, .link = TEXT_NONE};
	r->number_format = NUMBER_AS_SECTION;
	return r;
}

/* t with a space for every control character; t itself when there is none. */
static struct text
without_controls(struct arena *a, struct text t)
{
	size_t i = 0;
	char *bytes;

	while (i < t.len && (unsigned char)t.at[i] >= ' ')
		i++;
	if (i == t.len)
		return t;
	t = text_copy(a, t);
	bytes = (char *)t.at;
	for (; i < t.len; i++)
		if ((unsigned char)bytes[i] < ' ')
			bytes[i] = ' ';
	return t;
}

void
runs_add_text(struct arena *a, struct run_list *l, const struct run_style *style, struct text link, struct text t)
{
	struct run *r;

	if (!t.len)
		return;
	r = runs_add(a, l, RUN_TEXT, style);
	r->text = without_controls(a, t);
	r->link = link;
}

static bool
can_join(const struct run *first, const struct run *second)
{
	return first->kind == RUN_TEXT && second->kind == RUN_TEXT && first->style == second->style &&
	       text_equal(first->link, second->link);
}

/* The texts of runs [from, to) in one. */
static struct text
joined_text(struct arena *a, const struct run *runs, size_t from, size_t to)
{
	size_t len = 0;
	char *bytes;

	if (to - from == 1)
		return runs[from].text;
	for (size_t i = from; i < to; i++)
		len += runs[i].text.len;
	bytes = arena_bytes(a, len);
	len = 0;
	for (size_t i = from; i < to; i++) {
		memcpy(bytes + len, runs[i].text.at, runs[i].text.len);
		len += runs[i].text.len;
	}
	return (struct text){bytes, len};
}

void
runs_finish(struct arena *a, struct run_list *l, struct paragraph *p)
{
	struct run *runs = l->all.at;
	size_t count = 0;

	for (size_t i = 0, end; i < l->all.count; i = end) {
		for (end = i + 1; end < l->all.count && can_join(&runs[i], &runs[end]);)
			end++;
		runs[count] = runs[i];
		if (runs[i].kind == RUN_TEXT)
			runs[count].text = joined_text(a, runs, i, end);
		count++;
	}
	l->all.count = count;
	VECTOR_TRIM(a, &l->all);
	p->runs = runs;
	p->run_count = count;
	memset(l, 0, sizeof *l);
}

struct block *
block_empty(struct arena *a, const struct paragraph_style *style, const struct run_style *mark)
{
	struct paragraph *p = NEW(a, struct paragraph);
	struct block_list l = {.first = NULL};

	p->style = style;
	p->mark = mark;
	blocks_add(a, &l, BLOCK_PARAGRAPH)->paragraph = p;
	return l.first;
}

struct xml_node *
part_read(struct arena *a, struct report *r, const struct package *p, struct text name)
{
	struct report quiet;
	struct xml_node *root;

	if (!package_part(p, name))
		return NULL;
	report_open(&quiet);
	root = package_xml(a, &quiet, p, name, false);
	if (!root)
		REPORT(r, DOCUMENT_PART_BROKEN, place_file(p->file), name,
		       quiet.problems.count ? quiet.problems.at[0].what : TEXT_NONE);
	report_close(&quiet);
	return root;
}

struct relationship *
part_relationships(struct arena *a, struct report *r, const struct package *p, struct text source)
{
	return relationships_of(a, p, source, part_read(a, r, p, relationships_part(a, source)));
}

/* ---- notes ---- */

struct note *
notes_add(struct arena *a, struct document *d, bool is_endnote)
{
	struct note *note = NEW(a, struct note);

	note->is_endnote = is_endnote;
	note->mark = TEXT_NONE;
	note->index = is_endnote ? d->endnotes.count : d->footnotes.count;
	if (is_endnote)
		*VECTOR_PUSH(a, &d->endnotes) = note;
	else
		*VECTOR_PUSH(a, &d->footnotes) = note;
	return note;
}

void
note_count(struct arena *a, struct note *note, enum number_format format, int start, int *count)
{
	note->number_format = format;
	note->number = start + (*count)++;
	note->mark = number_text(a, format, note->number);
}

void
note_mark_plain(struct run_style *s)
{
	s->underline = s->overline = UNDERLINE_NONE;
	s->is_bold = s->asian.is_bold = s->complex.is_bold = false;
	s->is_italic = s->asian.is_italic = s->complex.is_italic = false;
}

struct note_line
note_line_usual(void)
{
	return (struct note_line){.above = 57 * EMU_PER_TWIP,
				  .below = 57 * EMU_PER_TWIP,
				  .thickness = 10 * EMU_PER_TWIP,
				  .permille = 250,
				  .align = ALIGN_LEFT,
				  .color = COLOR_NONE};
}

struct page_master *
page_master_new(struct arena *a, const struct page_style *page)
{
	struct page_master *master = NEW(a, struct page_master);

	master->right = master->left = master->first_right = master->first_left = page;
	master->next = master;
	return master;
}

const struct page_master *
endnote_master_usual(struct arena *a, const struct page_style *size)
{
	struct page_style *page = NEW(a, struct page_style);

	*page = (struct page_style){.name = TEXT_NONE, .columns.count = 1, .background = COLOR_NONE};
	page->header.background = page->footer.background = COLOR_NONE;
	page->width = size->width < size->height ? size->width : size->height;
	page->height = size->width < size->height ? size->height : size->width;
	for (int side = 0; side < SIDES; side++) {
		page->margin[side] = 2 * EMU_PER_CM;
		page->borders[side].color = COLOR_NONE;
	}
	page->note_line = note_line_usual();
	return page_master_new(a, page);
}
