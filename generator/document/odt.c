/*
 * odt -- from an ODT package to the document (ODF 1.3 part 2; part 3, 3.1, 16.5-16.10).
 *
 *     content.xml   the body and its automatic styles      meta.xml      title, author
 *     styles.xml    common styles, master pages            settings.xml  how LibreOffice lays out
 *
 * A page looks as its master page says: the page layout (size, margins) with headers and footers, of all
 * pages, of left ones, of the first.  A master page may name the one for the pages after its first
 * (style:next-style-name).  A paragraph or table whose style names a master page begins new pages with it.
 */
#include "document/odt.h"
#include "document/measure.h"

/* ---- pages ---- */

enum {
	A4_WIDTH = 210 * EMU_PER_MM,
	A4_HEIGHT = 297 * EMU_PER_MM,
	PAGE_LEAST = EMU_PER_MM,
	BAND_HEIGHT = 5 * EMU_PER_MM
};

struct odt_master {
	struct page_master pages;
	struct text next; /* name of the master page behind it; empty: itself */
};

/* What a style:footnote-sep does not say is nothing; without one the line is as usual. */
static void
note_line_read(struct note_line *line, const struct xml_node *node)
{
	static const char *const sides[] = {"left", "center", "right", NULL};
	int align = word_index(xml_value(node, STYLE_adjustment, TEXT("left")), sides);

	*line = note_line_usual();
	if (!node)
		return;
	line->above = line->below = line->thickness = 0;
	line->permille = 0;
	odt_length(node, STYLE_distance_before_sep, &line->above);
	odt_length(node, STYLE_distance_after_sep, &line->below);
	odt_length(node, STYLE_width, &line->thickness);
	permille_read(xml_value(node, STYLE_rel_width, TEXT_NONE), &line->permille);
	color_read(xml_value(node, STYLE_color, TEXT_NONE), &line->color);
	if (xml_value_is(node, STYLE_line_style, "none"))
		line->permille = 0;
	line->align = align == 1 ? ALIGN_CENTER : align == 2 ? ALIGN_RIGHT : ALIGN_LEFT;
	line->above = line->above > 0 ? line->above : 0;
	line->below = line->below > 0 ? line->below : 0;
	line->thickness = line->thickness > 0 ? line->thickness : 0;
}

static void
page_layout_read(struct odt *o, struct page_style *page, const struct xml_node *properties)
{
	static const enum xml_name names[SIDES] = {FO_margin_top, FO_margin_right, FO_margin_bottom, FO_margin_left};

	page->width = A4_WIDTH;
	page->height = A4_HEIGHT;
	odt_length(properties, FO_page_width, &page->width);
	odt_length(properties, FO_page_height, &page->height);
	if (page->width < PAGE_LEAST)
		page->width = A4_WIDTH;
	if (page->height < PAGE_LEAST)
		page->height = A4_HEIGHT;
	for (int side = 0; side < SIDES; side++) {
		page->margin[side] = EMU_PER_CM * 2;
		odt_length(properties, FO_margin, &page->margin[side]);
		odt_length(properties, names[side], &page->margin[side]);
		page->borders[side].color = COLOR_NONE;
	}
	odt_borders_read(properties, page->borders, page->padding);
	for (int side = 0; side < SIDES; side++) /* the margin is outside of the border */
		page->margin[side] =
			emu_from((int64_t)page->margin[side] + page->borders[side].width + page->padding[side]);
	page->background = COLOR_NONE;
	color_read(xml_value(properties, FO_background_color, TEXT_NONE), &page->background);
	page->columns = odt_columns_read(o, xml_child(properties, STYLE_columns));
	note_line_read(&page->note_line, xml_child(properties, STYLE_footnote_sep));
}

static void
band_look_read(struct band *band, const struct xml_node *properties)
{
	odt_length(properties, FO_margin, &band->margin_left);
	band->margin_right = band->margin_left;
	odt_length(properties, FO_margin_left, &band->margin_left);
	odt_length(properties, FO_margin_right, &band->margin_right);
	odt_borders_read(properties, band->borders, band->padding);
	color_read(xml_value(properties, FO_background_color, TEXT_NONE), &band->background);
}

/*
 * Where a header (or footer) stands: at the page's margin.  Its height, as LibreOffice reads it, has the
 * distance to the body in it; the body begins behind that height, further down when the content and the
 * distance need more; it is 5 mm where the file says none.  With dynamic spacing the content may use up the distance
 * first.
 */
static void
band_place(struct band *band, emu *margin, const struct xml_node *style, enum xml_name gap_name)
{
	const struct xml_node *properties = xml_child(style, STYLE_header_footer_properties);
	emu height = BAND_HEIGHT, gap = 0, box;
	bool is_exact = odt_length(properties, SVG_height, &height);

	is_exact &= !odt_length(properties, FO_min_height, &height);
	odt_length(properties, FO_margin, &gap);
	odt_length(properties, gap_name, &gap);
	height = height < 0 ? 0 : height;
	gap = gap < 0 ? 0 : gap;
	box = height > gap ? height - gap : 0;
	band->offset = *margin;
	band->height = is_exact ? box : 0;
	band->min_height = is_exact ? 0 : box;
	band->gap = xml_value_is(properties, STYLE_dynamic_spacing, "true") ? 0 : gap;
	*margin = emu_from((int64_t)*margin + height);
	band_look_read(band, properties);
}

static bool
is_displayed(const struct xml_node *band)
{
	return band && !xml_value_is(band, STYLE_display, "false");
}

static struct block *
band_blocks(struct odt *o, const struct xml_node *band, struct text plain_style)
{
	return is_displayed(band) ? odt_story_read(o, &o->masters, band, plain_style, NULL) : NULL;
}

/* A copy of page with other bands where the master page has them. */
static const struct page_style *
page_variant(struct odt *o, const struct page_style *page, const struct xml_node *header, const struct xml_node *footer,
	     bool is_mirrored)
{
	struct page_style *own = NEW(o->arena, struct page_style);

	*own = *page;
	if (header)
		own->header.first = band_blocks(o, header, TEXT("Header"));
	if (footer)
		own->footer.first = band_blocks(o, footer, TEXT("Footer"));
	if (is_mirrored) {
		own->margin[SIDE_LEFT] = page->margin[SIDE_RIGHT];
		own->margin[SIDE_RIGHT] = page->margin[SIDE_LEFT];
	}
	return own;
}

static struct page_style *
master_page(struct odt *o, const struct xml_node *node, const struct xml_node *layout)
{
	struct page_style *page = NEW(o->arena, struct page_style);
	const struct xml_node *header = xml_child(node, STYLE_header), *footer = xml_child(node, STYLE_footer);

	page->name = xml_value(node, STYLE_display_name, xml_value(node, STYLE_name, TEXT_NONE));
	page->header.background = page->footer.background = COLOR_NONE;
	page_layout_read(o, page, xml_child(layout, STYLE_page_layout_properties));
	if (is_displayed(header))
		band_place(&page->header, &page->margin[SIDE_TOP], xml_child(layout, STYLE_header_style),
			   FO_margin_bottom);
	if (is_displayed(footer))
		band_place(&page->footer, &page->margin[SIDE_BOTTOM], xml_child(layout, STYLE_footer_style),
			   FO_margin_top);
	page->header.first = band_blocks(o, header, TEXT("Header"));
	page->footer.first = band_blocks(o, footer, TEXT("Footer"));
	return page;
}

static enum page_sides
usage_sides(struct text usage)
{
	if (text_is(usage, "right"))
		return PAGES_RIGHT;
	return text_is(usage, "left") ? PAGES_LEFT : PAGES_ALL;
}

/* An element of ODF 1.3, or as LibreOffice named it before. */
static const struct xml_node *
child_of_either(const struct xml_node *node, enum xml_name name, enum xml_name former)
{
	const struct xml_node *child = xml_child(node, name);

	return child ? child : xml_child(node, former);
}

static struct odt_master *
master_make(struct odt *o, const struct xml_node *node)
{
	const struct xml_node *layout =
		dictionary_find(&o->page_layouts, xml_value(node, STYLE_page_layout_name, TEXT_NONE));
	const struct xml_node *properties = xml_child(layout, STYLE_page_layout_properties);
	const struct xml_node *left_header = xml_child(node, STYLE_header_left),
			      *left_footer = xml_child(node, STYLE_footer_left);
	const struct xml_node *first_header = child_of_either(node, STYLE_header_first, LOEXT_header_first);
	const struct xml_node *first_footer = child_of_either(node, STYLE_footer_first, LOEXT_footer_first);
	struct text usage = xml_value(layout, STYLE_page_usage, TEXT("all"));
	bool is_mirrored = text_is(usage, "mirrored");
	struct odt_master *master = NEW(o->arena, struct odt_master);
	const struct page_style *page = master_page(o, node, layout);

	master->next = xml_value(node, STYLE_next_style_name, TEXT_NONE);
	master->pages = *page_master_new(o->arena, page);
	master->pages.next = NULL;
	if (left_header || left_footer || is_mirrored)
		master->pages.left = page_variant(o, page, left_header, left_footer, is_mirrored);
	master->pages.first_left = master->pages.left;
	if (first_header || first_footer) {
		master->pages.first_right = page_variant(o, page, first_header, first_footer, false);
		master->pages.first_left = master->pages.first_right;
		if (is_mirrored)
			master->pages.first_left = page_variant(o, master->pages.first_right, NULL, NULL, true);
	}
	master->pages.sides = usage_sides(usage);
	master->pages.number_format = odt_number_format(xml_value(properties, STYLE_num_format, TEXT("1")),
							xml_value_is(properties, STYLE_num_letter_sync, "true"));
	return master;
}

/* The master page of that name, without what follows it; the first one for names that do not exist. */
static struct odt_master *
master_read(struct odt *o, struct text name)
{
	const struct xml_node *node = dictionary_find(&o->master_pages, name);
	void **slot = dictionary_slot(o->arena, &o->pages, node ? name : o->first_master);

	if (!*slot)
		*slot = master_make(o, node ? node : dictionary_find(&o->master_pages, o->first_master));
	return *slot;
}

/* The same, and those that follow, until one leads back. */
static const struct page_master *
master_find(struct odt *o, struct text name)
{
	struct odt_master *first = master_read(o, name), *master = first;

	while (!master->pages.next) {
		struct odt_master *next = master->next.len ? master_read(o, master->next) : master;

		master->pages.next = &next->pages;
		master = next;
	}
	return &first->pages;
}

static void
masters_read(struct odt *o, const struct xml_node *root)
{
	const struct xml_node *node = xml_child(xml_child(root, OFFICE_master_styles), STYLE_master_page);

	o->first_master = xml_value(node, STYLE_name, TEXT_NONE);
	for (; node; node = xml_sibling(node, STYLE_master_page)) {
		void **slot = dictionary_slot(o->arena, &o->master_pages, xml_value(node, STYLE_name, TEXT_NONE));

		if (!*slot)
			*slot = (void *)node;
	}
	if (dictionary_find(&o->master_pages, TEXT("Standard")))
		o->first_master = TEXT("Standard");
}

/* ---- sections ---- */

static void
section_close(struct odt_story *s)
{
	struct odt *o = s->odt;

	odt_story_end(s);
	o->section->blocks = s->blocks->first;
	s->blocks->first = s->blocks->last = NULL;
}

static void
section_add(struct odt *o, struct section *section)
{
	*o->section_end = section;
	o->section_end = &section->next;
	o->section = section;
}

void
odt_section_begin(struct odt_story *s, struct text name, int page_number)
{
	struct odt *o = s->odt;
	struct section *section = NEW(o->arena, struct section);

	if (o->section)
		section_close(s);
	s->breaks_page = false;
	section->master = master_find(o, name.len ? name : o->first_master);
	section->restarts_numbering = page_number > 0;
	section->first_number = page_number > 0 ? page_number : 1;
	section->region = s->region;
	section_add(o, section);
}

void
odt_section_continue(struct odt_story *s)
{
	struct odt *o = s->odt;
	struct section *section = NEW(o->arena, struct section);

	section_close(s);
	section->start = SECTION_CONTINUOUS;
	section->master = o->section->master;
	section->region = s->region;
	section_add(o, section);
}

static void
body_read(struct odt *o, const struct xml_node *body)
{
	struct block_list blocks = {.first = NULL};
	struct odt_story s = {.odt = o, .scope = &o->content, .blocks = &blocks, .is_body = true};

	odt_blocks_read(&s, body);
	if (!o->section)
		odt_section_begin(&s, TEXT_NONE, 0);
	section_close(&s);
}

/* ---- the other parts ---- */

/* OpenOffice.org's versions 2 have "680" where they name their build. */
static enum odt_maker
maker_read(struct text generator)
{
	if (text_starts(generator, TEXT("MicrosoftOffice")))
		return MAKER_WORD;
	return text_find(generator, TEXT("_project/680"), 0) != TEXT_NOWHERE ? MAKER_OPENOFFICE_2 : MAKER_OTHER;
}

static void
properties_read(struct odt *o, const struct xml_node *content)
{
	struct document_properties *p = &o->document->properties;
	const struct xml_node *part = part_read(o->arena, o->report, o->package, TEXT("meta.xml"));
	const struct xml_node *root = part ? part : content;
	const struct xml_node *meta = o->meta = xml_child(root, OFFICE_meta);

	o->maker = maker_read(xml_content(o->arena, xml_child(meta, META_generator)));
	p->title = xml_content(o->arena, xml_child(meta, DC_title));
	p->author = xml_content(o->arena, xml_child(meta, META_initial_creator)); /* dc:creator changed it last */
	p->subject = xml_content(o->arena, xml_child(meta, DC_subject));
	p->language = o->base.run.language;
	if (!p->language.len)
		p->language = xml_content(o->arena, xml_child(meta, DC_language));
}

static void
notes_read(struct odt *o, const struct xml_node *styles)
{
	const struct xml_node *node = xml_child(styles, TEXT_notes_configuration);

	for (int i = 0; i < 2; i++) {
		o->notes[i].format = i ? NUMBER_LOWER_ROMAN : NUMBER_DECIMAL;
		o->notes[i].start = 1;
		o->notes[i].body_style = o->notes[i].mark_style = o->notes[i].master = TEXT_NONE;
		o->notes[i].prefix = o->notes[i].suffix = TEXT_NONE;
	}
	for (; node; node = xml_sibling(node, TEXT_notes_configuration)) {
		int i = xml_value_is(node, TEXT_note_class, "endnote");
		struct text format = xml_value(node, STYLE_num_format, TEXT_NONE);

		if (format.len)
			o->notes[i].format = odt_number_format(format, false);
		/* counts from 0 in files, whatever the standard's example says */
		o->notes[i].start = integer_or(xml_value(node, TEXT_start_value, TEXT_NONE), 0) + 1;
		o->notes[i].body_style = xml_value(node, TEXT_citation_body_style_name, TEXT_NONE);
		o->notes[i].mark_style = xml_value(node, TEXT_citation_style_name, TEXT_NONE);
		o->notes[i].prefix = xml_value(node, STYLE_num_prefix, TEXT_NONE);
		o->notes[i].suffix = xml_value(node, STYLE_num_suffix, TEXT_NONE);
		o->notes[i].by_chapter = !i && xml_value_is(node, TEXT_start_numbering_at, "chapter");
		if (!i)
			o->document->counts_notes_by_page = xml_value_is(node, TEXT_start_numbering_at, "page");
		o->notes[i].master = xml_value(node, TEXT_master_page_name, TEXT_NONE);
	}
}

/* The pages behind the text that endnotes stand on. */
static void
endnote_page_read(struct odt *o)
{
	struct text name = o->notes[1].master.len ? o->notes[1].master : TEXT("Endnote");

	if (!o->document->endnotes.count)
		return;
	if (dictionary_find(&o->master_pages, name))
		o->document->endnote_master = master_find(o, name);
	else
		o->document->endnote_master = endnote_master_usual(o->arena, master_find(o, TEXT("Standard"))->right);
}

bool
odt_read(struct arena *a, struct report *r, struct document *document)
{
	struct odt *o = NEW(a, struct odt);
	struct xml_node *content, *styles;
	const struct xml_node *body;

	o->arena = o->pool.arena = a;
	o->report = r;
	o->package = document->package;
	o->document = document;
	o->section_end = &document->sections;
	content = package_xml(a, r, o->package, o->package->main_part, true);
	if (!content)
		return false;
	body = xml_child(xml_child(content, OFFICE_body), OFFICE_text);
	if (!body)
		return REPORT(r, DOCUMENT_EMPTY, place_file(document->file), TEXT_NONE);
	styles = part_read(a, r, o->package, TEXT("styles.xml"));
	if (!styles) /* of one piece: all that stands in other parts is in this one */
		styles = content;
	odt_settings_read(o, part_read(a, r, o->package, TEXT("settings.xml")));
	odt_styles_read(o, styles, content);
	notes_read(o, xml_child(styles, OFFICE_styles));
	masters_read(o, styles);
	properties_read(o, content);
	odt_fields_begin(o, body, xml_child(styles, OFFICE_master_styles));
	body_read(o, body);
	endnote_page_read(o);
	return true;
}
