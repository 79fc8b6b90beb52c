/*
 * docx_section -- a w:sectPr becomes a section with the styles of its pages (ECMA-376 part 1, 17.6).
 *
 * Section properties stand in the last paragraph of their section, the last section's at the end of the
 * body.  So the blocks gather first and the section is made when its end is met.  A header
 * that a section does not name is the one of the section before.
 */
#include "document/docx.h"
#include "document/measure.h"

/* ---- headers and footers ---- */

static struct block *
band_read(struct docx *d, struct text part)
{
	void **slot;
	struct xml_node *root;

	if (!part.len)
		return NULL;
	slot = dictionary_slot(d->arena, &d->bands, part);
	if (*slot)
		return *slot;
	root = part_read(d->arena, d->report, d->package, part);
	if (root)
		*slot = docx_story_read(d, part_relationships(d->arena, d->report, d->package, part), root, NULL);
	return root ? *slot : NULL;
}

static void
band_references(struct docx_story *s, const struct xml_node *section, enum xml_name name, struct text parts[BAND_KINDS])
{
	static const char *const kinds[] = {"default", "first", "even", NULL};

	for (const struct xml_node *node = xml_child(section, name); node; node = xml_sibling(node, name)) {
		int kind = word_index(xml_value(node, W_type, TEXT("default")), kinds);
		const struct relationship *r = relationship_of_id(s->relationships, xml_value(node, R_id, TEXT_NONE));

		if (kind >= 0 && r && !r->is_external)
			parts[kind] = r->target;
	}
}

/* ---- pages ---- */

enum { PAGE_WIDTH = 12240 * EMU_PER_TWIP, PAGE_HEIGHT = 15840 * EMU_PER_TWIP, PAGE_LEAST = EMU_PER_INCH / 10 };

static emu
page_length(const struct xml_node *node, enum xml_name name, emu otherwise)
{
	emu length = twips_or(xml_value(node, name, TEXT_NONE), otherwise);

	return length >= PAGE_LEAST ? length : otherwise;
}

static emu
column_length(const struct xml_node *column, enum xml_name name)
{
	emu length = twips_or(xml_value(column, name, TEXT_NONE), 0);

	return length < 0 ? 0 : length > EMU_MAX / 4 ? EMU_MAX / 4 : length;
}

/* The w:col of columns that are not equal, each with half of the spaces beside it; NULL when their number is wrong. */
static struct column *
own_columns(struct docx *d, const struct xml_node *columns, int count)
{
	struct column *all = NEW_ARRAY(d->arena, struct column, (size_t)count);
	const struct xml_node *node = xml_child(columns, W_col);
	emu space = 0;
	int i = 0;

	for (; node && i < count; node = xml_sibling(node, W_col), i++) {
		all[i].left = space / 2;
		space = i + 1 < count ? column_length(node, W_space) : 0;
		all[i].right = space / 2;
		all[i].width = column_length(node, W_w) + all[i].left + all[i].right;
		if (all[i].width <= 0)
			return NULL;
	}
	return !node && i == count ? all : NULL;
}

static void
page_columns(struct docx *d, struct page_style *page, const struct xml_node *columns)
{
	int count = integer_or(xml_value(columns, W_num, TEXT_NONE), 1);

	page->column_count = count < 1 ? 1 : count > PAGE_COLUMNS_MOST ? PAGE_COLUMNS_MOST : count;
	page->column_gap = twips_or(xml_value(columns, W_space, TEXT_NONE), 720 * EMU_PER_TWIP);
	if (page->column_count > 1 && !switch_is_on(xml_value(columns, W_equalWidth, TEXT("1"))))
		page->columns = own_columns(d, columns, page->column_count);
}

static void
page_borders(struct page_style *page, const struct xml_node *borders)
{
	for (int side = 0; side < SIDES; side++) {
		const struct xml_node *node = docx_side(borders, (enum side)side);

		page->borders[side].color = COLOR_NONE;
		if (node)
			page->borders[side] = docx_border(node, &page->padding[side]);
	}
}

/*
 * Margins and the bands in them.  A negative upper or lower margin means that the body begins there
 * whatever the header's height.
 */
static void
page_margins(struct page_style *page, const struct xml_node *margins)
{
	static const enum xml_name names[SIDES] = {W_top, W_right, W_bottom, W_left};
	emu band[SIDES] = {0};

	for (int side = 0; side < SIDES; side++) {
		emu margin = twips_or(xml_value(margins, names[side], TEXT_NONE), 1440 * EMU_PER_TWIP);

		band[side] = margin < 0 ? -margin : 0;
		page->margin[side] = margin < 0 ? -margin : margin;
	}
	page->margin[SIDE_LEFT] += twips_or(xml_value(margins, W_gutter, TEXT_NONE), 0);
	page->header.offset = twips_or(xml_value(margins, W_header, TEXT_NONE), 720 * EMU_PER_TWIP);
	page->footer.offset = twips_or(xml_value(margins, W_footer, TEXT_NONE), 720 * EMU_PER_TWIP);
	if (band[SIDE_TOP] > page->header.offset)
		page->header.height = band[SIDE_TOP] - page->header.offset;
	if (band[SIDE_BOTTOM] > page->footer.offset)
		page->footer.height = band[SIDE_BOTTOM] - page->footer.offset;
}

static enum section_start
section_start(struct text type)
{
	if (text_is(type, "continuous"))
		return SECTION_CONTINUOUS;
	if (text_is(type, "oddPage"))
		return SECTION_ODD_PAGE;
	return text_is(type, "evenPage") ? SECTION_EVEN_PAGE : SECTION_NEXT_PAGE;
}

/*
 * The line above footnotes is drawn where the part with the notes describes one; LibreOffice finds it there only for
 * the section that has the first footnote, and those that go on on its pages.
 */
static struct note_line
note_line_read(struct docx *d, const struct xml_node *section)
{
	size_t count = d->document->footnotes.count;
	bool is_seen = d->footnotes.has_line && !d->footnotes_before;

	if (d->document->sections && section_start(docx_val(section, W_type)) == SECTION_CONTINUOUS)
		return d->note_line;
	d->note_line = note_line_usual();
	if (count > d->footnotes_before && !is_seen)
		d->note_line.permille = 0;
	return d->note_line;
}

/* w:docGrid (17.6.5): the distance of its lines; a grid without a type is none. */
static emu
line_grid_read(const struct xml_node *grid)
{
	struct text type = xml_value(grid, W_type, TEXT_NONE);
	emu pitch = 0;

	if (!text_is(type, "lines") && !text_is(type, "linesAndChars") && !text_is(type, "snapToChars"))
		return 0;
	twips_read(xml_value(grid, W_linePitch, TEXT_NONE), &pitch);
	return pitch > 0 ? pitch : 0;
}

static struct page_style *
page_read(struct docx *d, const struct xml_node *section)
{
	struct page_style *page = NEW(d->arena, struct page_style);
	const struct xml_node *size = xml_child(section, W_pgSz);

	page->name = TEXT_NONE;
	page->width = page_length(size, W_w, PAGE_WIDTH);
	page->height = page_length(size, W_h, PAGE_HEIGHT);
	page->is_landscape = page->width > page->height;
	page->background = COLOR_NONE;
	page_margins(page, xml_child(section, W_pgMar));
	page_columns(d, page, xml_child(section, W_cols));
	page_borders(page, xml_child(section, W_pgBorders));
	page->note_line = note_line_read(d, section);
	page->line_grid = line_grid_read(xml_child(section, W_docGrid));
	if (d->document->sections == NULL)
		d->document->endnote_page = endnote_page_usual(d->arena, page);
	return page;
}

/* A page like `page` with the bands of one kind. */
static const struct page_style *
page_with(struct docx *d, const struct page_style *page, int kind, bool is_mirrored)
{
	struct page_style *own = NEW(d->arena, struct page_style);

	*own = *page;
	own->header.first = band_read(d, d->headers[kind]);
	own->footer.first = band_read(d, d->footers[kind]);
	if (is_mirrored) {
		own->margin[SIDE_LEFT] = page->margin[SIDE_RIGHT];
		own->margin[SIDE_RIGHT] = page->margin[SIDE_LEFT];
	}
	return own;
}

/* ---- sections ---- */

static void
section_numbers(struct section *section, const struct xml_node *node)
{
	const struct xml_attribute *start = xml_attribute(node, W_start);

	section->number_format = docx_number_format(xml_value(node, W_fmt, TEXT_NONE));
	section->restarts_numbering = start != NULL;
	section->first_number = start ? integer_or(start->value, 1) : 1;
}

/*
 * LibreOffice puts an empty paragraph before a table that begins a section, and takes it away again at the section's
 * end; but not where the section has the first note of all, when the part with the notes is read.
 */
static void
table_push(struct docx_story *s)
{
	const struct docx_look *look =
		docx_look(s->docx, s->base, docx_style_find(s->docx, DOCX_PARAGRAPH_STYLE, TEXT_NONE));
	struct block *empty =
		block_empty(s->docx->arena, pool_paragraph_style(&s->docx->pool, &look->shape.style), look->pooled);

	empty->next = s->blocks->first;
	s->blocks->first = empty;
}

void
docx_section_end(struct docx_story *s, const struct xml_node *properties)
{
	struct docx *d = s->docx;
	struct section *section = NEW(d->arena, struct section);
	const struct page_style *page = page_read(d, properties);

	band_references(s, properties, W_headerReference, d->headers);
	band_references(s, properties, W_footerReference, d->footers);
	section->start = section_start(docx_val(properties, W_type));
	section_numbers(section, xml_child(properties, W_pgNumType));
	section->odd = page_with(d, page, BAND_DEFAULT, false);
	section->even = section->first = section->odd;
	if (d->has_even_pages || d->has_mirrored_margins)
		section->even =
			page_with(d, page, d->has_even_pages ? BAND_EVEN : BAND_DEFAULT, d->has_mirrored_margins);
	if (docx_switch(properties, W_titlePg, false))
		section->first = page_with(d, page, BAND_FIRST, false);
	docx_tables_lift(s, page,
			 section->start == SECTION_NEXT_PAGE && properties && properties->parent->name != W_body);
	docx_story_end(s);
	if (d->has_first_note && s->blocks->first->kind == BLOCK_TABLE)
		table_push(s);
	d->has_first_note = false;
	d->footnotes_before = d->document->footnotes.count;
	section->blocks = s->blocks->first;
	*d->section_end = section;
	d->section_end = &section->next;
	*s->blocks = (struct block_list){NULL, NULL};
}
