/*
 * docx_section -- a w:sectPr becomes a section with the styles of its pages (ECMA-376 part 1, 17.6).
 *
 * Section properties stand in the last paragraph of their section, the last section's at the end of the
 * body.  So the blocks gather first and the section is made when its end is met.
 *
 * How LibreOffice (7.4, measured) makes rows of pages of them:
 *
 *     - each section has one row, and one of a single page before it with w:titlePg;
 *     - a header that a section does not name is the one of the section before.  With w:evenAndOddHeaders left pages
 *       have their own wherever there is any header, be it empty; without it a header for even pages alone makes
 *       an empty one.  A first page has the one of the section before only if that had a first page of its own, or
 *       named one;
 *     - w:type oddPage and evenPage put a page of its own before the row, which may be only on that side.  There
 *       the body begins right behind the header, which is 5 mm high at least, and margins are not mirrored.  With
 *       w:titlePg that page is a first page, too, and another one follows it;
 *     - a continuous section goes on with the row of the section before.  When it names a header, its own pages
 *       begin with the first page break in it, or else in the last paragraph of the section before; they have no
 *       borders then and no mirrored margins.  It begins a page when it has the other w:orient.  For the first
 *       section the type is nothing.
 */
#include "document/docx.h"
#include "document/measure.h"

/* ---- headers and footers ---- */

/* The content of a part; NULL when it cannot be read. */
static struct block *
band_read(struct docx *d, struct text part)
{
	void **slot = dictionary_slot(d->arena, &d->bands, part);
	struct xml_node *root;

	if (*slot)
		return *slot;
	root = part_read(d->arena, d->report, d->package, part);
	if (root && root->first)
		*slot = docx_story_read(d, part_relationships(d->arena, d->report, d->package, part), root, NULL);
	else if (root)
		*slot = docx_band_empty(d, root->name == W_ftr);
	return *slot;
}

/* The headers or footers that a section names, by kind; NULL: none. */
static void
band_references(struct docx_story *s, const struct xml_node *section, enum xml_name name,
		const struct block *own[BAND_KINDS])
{
	static const char *const kinds[] = {"default", "first", "even", NULL};

	for (int kind = 0; kind < BAND_KINDS; kind++)
		own[kind] = NULL;
	for (const struct xml_node *node = xml_child(section, name); node; node = xml_sibling(node, name)) {
		int kind = word_index(xml_value(node, W_type, TEXT("default")), kinds);
		const struct relationship *r = relationship_of_id(s->relationships, xml_value(node, R_id, TEXT_NONE));

		if (kind >= 0 && r && !r->is_external)
			own[kind] = band_read(s->docx, r->target);
	}
}

/* What a section names takes the place of what was in force. */
static void
band_take(const struct docx *d, struct docx_band *band, const struct block *const own[BAND_KINDS], bool is_box)
{
	if (own[BAND_DEFAULT] || own[BAND_EVEN]) {
		band->is_on = true;
		band->is_box = is_box;
	}
	if (own[BAND_DEFAULT])
		band->right = own[BAND_DEFAULT];
	if (own[BAND_EVEN] && d->has_even_pages)
		band->left = own[BAND_EVEN];
}

/* The same of first pages; where there is none, the section behind has nothing to take over. */
static void
first_band_take(struct docx_band *band, const struct block *own, bool has_first_page, bool is_box)
{
	if (own)
		*band = (struct docx_band){.right = own, .left = own, .is_on = true, .is_box = is_box};
	else if (!has_first_page)
		*band = (struct docx_band){.right = NULL};
}

/* What a section says of both; false when it says nothing. */
static bool
bands_take(struct docx_story *s, const struct xml_node *section, const struct page_style *page, bool is_continuous)
{
	struct docx *d = s->docx;
	const struct block *headers[BAND_KINDS], *footers[BAND_KINDS];
	bool has_first_page = is_continuous || docx_switch(section, W_titlePg, false), is_own = false;

	band_references(s, section, W_headerReference, headers);
	band_references(s, section, W_footerReference, footers);
	for (int kind = 0; kind < BAND_KINDS; kind++)
		is_own = is_own || headers[kind] || footers[kind];
	band_take(d, &d->bands_in_force.header, headers, page->header.height > 0);
	band_take(d, &d->bands_in_force.footer, footers, page->footer.height > 0);
	first_band_take(&d->first_bands.header, headers[BAND_FIRST], has_first_page, page->header.height > 0);
	first_band_take(&d->first_bands.footer, footers[BAND_FIRST], has_first_page, page->footer.height > 0);
	return is_own;
}

/* ---- rows of pages ---- */

/* What all pages of a section have in common. */
struct docx_pages {
	const struct page_style *page;
	const struct xml_node *borders, *first_borders; /* the latter of a first page; NULL: they have none */
	enum number_format number_format;
	bool is_mirrored;
};

static void
band_put(struct docx *d, struct band *band, const struct docx_band *from, bool is_left, bool is_footer)
{
	const struct block *text = is_left && d->has_even_pages ? from->left : from->right;

	band->first = NULL;
	if (!from->is_on)
		return;
	band->first = text ? text : docx_band_empty(d, is_footer);
	band->is_box = from->is_box;
}

static const struct page_style *
page_with(struct docx *d, const struct docx_pages *pages, const struct docx_bands *bands, bool is_left)
{
	struct page_style *own = NEW(d->arena, struct page_style);

	*own = *pages->page;
	band_put(d, &own->header, &bands->header, is_left, false);
	band_put(d, &own->footer, &bands->footer, is_left, true);
	if (is_left && pages->is_mirrored) {
		own->margin[SIDE_LEFT] = pages->page->margin[SIDE_RIGHT];
		own->margin[SIDE_RIGHT] = pages->page->margin[SIDE_LEFT];
	}
	docx_page_borders(own, bands == &d->first_bands ? pages->first_borders : pages->borders);
	return own;
}

/* next: the row behind a single page; NULL: the pages go on. */
static struct page_master *
row_make(struct docx *d, const struct docx_pages *pages, const struct docx_bands *bands, const struct page_master *next)
{
	struct page_master *row = page_master_new(d->arena, page_with(d, pages, bands, false));

	if (d->has_even_pages || pages->is_mirrored)
		row->left = row->first_left = page_with(d, pages, bands, true);
	row->number_format = pages->number_format;
	row->next = next ? next : row;
	return row;
}

enum { SIDED_BAND = 5 * EMU_PER_MM };

static void
band_close_up(struct band *band, emu *margin)
{
	if (!band->first)
		return;
	*margin = band->offset;
	band->min_height = SIDED_BAND;
	band->height = band->gap = 0;
}

/* A page on one side only before a row of pages that look like it. */
static struct page_master *
sided_make(struct docx *d, const struct page_master *row, enum page_sides sides)
{
	const struct page_style *like = sides == PAGES_LEFT ? row->left : row->right;
	struct page_style *page = NEW(d->arena, struct page_style);
	struct page_master *sided = page_master_new(d->arena, page);

	*page = *like;
	page->margin[SIDE_LEFT] = row->right->margin[SIDE_LEFT];
	page->margin[SIDE_RIGHT] = row->right->margin[SIDE_RIGHT];
	band_close_up(&page->header, &page->margin[SIDE_TOP]);
	band_close_up(&page->footer, &page->margin[SIDE_BOTTOM]);
	sided->sides = sides;
	sided->number_format = row->number_format;
	sided->next = row;
	return sided;
}

static bool
is_sided(struct text type)
{
	return text_is(type, "oddPage") || text_is(type, "evenPage");
}

/* The pages of a section that is not continuous. */
static const struct page_master *
master_make(struct docx *d, const struct docx_pages *pages, const struct xml_node *properties)
{
	struct text type = docx_val(properties, W_type);
	struct page_master *master = row_make(d, pages, &d->bands_in_force, NULL);

	if (docx_switch(properties, W_titlePg, false))
		master = row_make(d, pages, &d->first_bands, master);
	if (is_sided(type))
		master = sided_make(d, master, text_is(type, "oddPage") ? PAGES_RIGHT : PAGES_LEFT);
	return master;
}

/* The row that goes on behind the section. */
static const struct page_master *
row_of(const struct page_master *master)
{
	while (master->next != master)
		master = master->next;
	return master;
}

/* ---- sections ---- */

static bool
breaks_page(const struct block *b)
{
	return b->kind == BLOCK_TABLE ? b->table->page_break_before : b->paragraph->style->page_break_before;
}

/* Cuts a section before a block of it; what is behind begins pages of its own. */
static void
section_cut(struct docx *d, struct section *section, struct block *before, const struct page_master *master)
{
	struct section *behind = section;

	if (before) {
		behind = NEW(d->arena, struct section);
		*behind = *section;
		behind->blocks = before->next;
		behind->restarts_numbering = false;
		before->next = NULL;
		section->next = behind;
	}
	behind->start = SECTION_NEXT_PAGE;
	behind->master = master;
}

/* The block before the section's first one that begins a page, in *before; false when there is none. */
static bool
page_break_find(const struct section *section, struct block **before)
{
	struct block *last = NULL;

	for (struct block *b = section->blocks; b; last = b, b = b->next) {
		if (!breaks_page(b))
			continue;
		*before = last;
		return true;
	}
	return false;
}

/* The block before the section's last one; NULL: that is the only one. */
static struct block *
block_before_last(const struct section *section)
{
	struct block *before = NULL;

	for (struct block *b = section->blocks; b->next; b = b->next)
		before = b;
	return before;
}

/* A continuous section that names headers.  last: the last block of the section before, which may be a long one. */
static void
own_pages_begin(struct docx *d, struct section *section, struct section *previous, const struct block *last,
		const struct page_master *master)
{
	struct block *before;

	if (page_break_find(section, &before))
		section_cut(d, section, before, master);
	else if (previous && breaks_page(last))
		section_cut(d, previous, block_before_last(previous), master);
}

static void
section_numbers(struct section *section, const struct xml_node *node)
{
	const struct xml_attribute *start = xml_attribute(node, W_start);

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

/* Whether a section goes on where the one before ended. */
static bool
is_continuous(struct docx *d, const struct xml_node *properties)
{
	bool is_landscape = xml_value_is(xml_child(properties, W_pgSz), W_orient, "landscape");
	bool is_turned = is_landscape != d->is_landscape;

	d->is_landscape = is_landscape;
	return d->document->sections && !is_turned && text_is(docx_val(properties, W_type), "continuous");
}

/* The pages of a section that begins with a page; those behind it go on with their row. */
static void
pages_begin(struct docx_story *s, struct section *section, const struct xml_node *properties,
	    const struct page_style *page)
{
	struct docx *d = s->docx;
	const struct xml_node *numbers = xml_child(properties, W_pgNumType);
	const struct xml_node *borders = xml_child(properties, W_pgBorders);
	struct docx_pages pages = {
		.page = page,
		.number_format = docx_number_format(xml_value(numbers, W_fmt, TEXT_NONE)),
		.is_mirrored = d->has_mirrored_margins,
	};

	if (!xml_value_is(borders, W_display, "firstPage"))
		pages.borders = borders;
	if (!xml_value_is(borders, W_display, "notFirstPage"))
		pages.first_borders = borders;
	bands_take(s, properties, page, false);
	section_numbers(section, numbers);
	section->master = master_make(d, &pages, properties);
	d->row = row_of(section->master);
}

/* The same of a continuous section.  last: the last block of the one before. */
static void
pages_continue(struct docx_story *s, struct section *section, struct section *previous, const struct block *last,
	       const struct xml_node *properties, struct page_style *page)
{
	struct docx *d = s->docx;
	struct docx_pages pages = {.page = page};

	section->start = SECTION_CONTINUOUS;
	section->master = d->row;
	page->line_grid = 0;
	if (!bands_take(s, properties, page, true))
		return;
	d->row = row_make(d, &pages, &d->bands_in_force, NULL);
	own_pages_begin(d, section, previous, last, d->row);
}

/* Puts the section behind the others; returns the one before it, or NULL. */
static struct section *
section_add(struct docx *d, struct section *section)
{
	struct section *previous = d->last_section;

	if (previous)
		previous->next = section;
	else
		d->document->sections = section;
	d->last_section = section;
	return previous;
}

/*
 * A section in one column behind another one goes on in it, so that paragraphs keep together over its beginning.  last:
 * the other one's block.
 */
static void
section_join(struct docx *d, struct section *previous, struct section *section, struct block *last)
{
	if (previous->next != section || previous->region || section->region || section->next)
		return;
	last->next = section->blocks;
	previous->next = NULL;
	d->last_section = previous;
}

/* Takes the story's blocks. */
static void
section_close(struct docx_story *s, struct section *section)
{
	docx_story_end(s);
	if (s->docx->has_first_note && s->blocks->first->kind == BLOCK_TABLE)
		table_push(s);
	s->docx->has_first_note = false;
	s->docx->footnotes_before = s->docx->document->footnotes.count;
	section->blocks = s->blocks->first;
	s->docx->last_block = s->blocks->last;
	*s->blocks = (struct block_list){.first = NULL};
}

void
docx_section_end(struct docx_story *s, const struct xml_node *properties)
{
	struct docx *d = s->docx;
	struct section *section = NEW(d->arena, struct section);
	struct page_style *page = docx_page_read(d, properties);
	struct section *previous;
	struct block *last;
	bool continues = is_continuous(d, properties), is_last = !properties || properties->parent->name == W_body;

	docx_tables_lift(s, page, docx_section_has_columns(properties),
			 !continues && !is_sided(docx_val(properties, W_type)) && !is_last);
	last = d->last_block;
	section_close(s, section);
	section->start = continues ? SECTION_CONTINUOUS : SECTION_NEXT_PAGE;
	docx_region_begin(d, section, properties);
	section->blocks->frames_begun = d->last_block->ends_frame = continues || section->region;
	if (continues) {
		previous = section_add(d, section);
		pages_continue(s, section, previous, last, properties, page);
		if (section->start == SECTION_CONTINUOUS)
			section_join(d, previous, section, last);
	} else {
		pages_begin(s, section, properties, page);
		section_add(d, section);
	}
	if (section->next)
		d->last_section = section->next;
}
