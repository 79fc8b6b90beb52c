/*
 * docx -- from a DOCX package to the document.
 *
 *     word/document.xml      the body: paragraphs and tables; section properties at the sections' ends
 *     word/styles.xml        named styles and defaults            word/theme/theme1.xml  typefaces
 *     word/numbering.xml     lists                                word/settings.xml      switches
 *     word/header1.xml …     by relationship, named by the section properties
 *     word/footnotes.xml …   notes, found by their ids            docProps/core.xml      title, author
 *
 * A document has one body; of several, as some programs write them, LibreOffice begins each on a page of its own.
 *
 * Only the main part is needed; all others are found by the kind of their relationship, not by name.
 */
#include "document/docx.h"
#include "document/measure.h"

/* A part that the main part is related to, parsed; NULL when there is none. */
static struct xml_node *
related_part(struct docx *d, const struct relationship *all, const char *type)
{
	const struct relationship *r = relationship_of_type(all, text_from(type));

	return r && !r->is_external ? part_read(d->arena, d->report, d->package, r->target) : NULL;
}

/* ---- the body ---- */

static void
body_read(struct docx *d, const struct xml_node *body, struct relationship *relationships)
{
	struct block_list blocks = {.first = NULL};
	struct docx_story s = {
		.docx = d,
		.relationships = relationships,
		.base = &d->base,
		.blocks = &blocks,
		.is_body = true,
		.link = TEXT_NONE,
	};
	const struct xml_node *last = xml_child(body, W_sectPr);

	docx_blocks_read(&s, body);
	if (last || blocks.first || !d->document->sections)
		docx_section_end(&s, last);
	docx_columns_fill(d);
}

/* ---- the other parts ---- */

static void
notes_read(struct docx *d, struct docx_notes *notes, const struct relationship *all, const char *type,
	   enum xml_name name)
{
	const struct relationship *r = relationship_of_type(all, text_from(type));

	notes->start = 1;
	if (!r || r->is_external)
		return;
	notes->root = part_read(d->arena, d->report, d->package, r->target);
	if (!notes->root)
		return;
	notes->relationships = part_relationships(d->arena, d->report, d->package, r->target);
	for (const struct xml_node *node = xml_child(notes->root, name); node; node = xml_sibling(node, name)) {
		void **slot = dictionary_slot(d->arena, &notes->by_id, xml_value(node, W_id, TEXT_NONE));

		if (!*slot)
			*slot = (void *)node;
		notes->has_line = notes->has_line || xml_descendant(node, W_separator) != NULL;
	}
}

static void
note_numbers_read(struct docx_notes *notes, const struct xml_node *properties)
{
	struct text format = docx_val(properties, W_numFmt), restart = docx_val(properties, W_numRestart);

	if (format.len)
		notes->format = docx_number_format(format);
	notes->start = integer_or(docx_val(properties, W_numStart), notes->start);
	if (restart.len)
		notes->by_chapter = text_is(restart, "eachSect");
	if (restart.len)
		notes->by_page = text_is(restart, "eachPage");
}

/*
 * How notes are numbered LibreOffice learns from sections alone, not from the settings, and holds for the whole
 * document: what the last section says that says anything.
 */
static void
note_settings_read(struct docx *d, const struct xml_node *body)
{
	const struct xml_node *node = body;

	while ((node = xml_following(body, (struct xml_node *)node, false))) {
		if (node->name != W_sectPr)
			continue;
		note_numbers_read(&d->footnotes, xml_child(node, W_footnotePr));
		note_numbers_read(&d->endnotes, xml_child(node, W_endnotePr));
	}
	d->document->counts_notes_by_page = d->footnotes.by_page;
}

static void
core_properties_read(struct docx *d)
{
	struct document_properties *p = &d->document->properties;
	const struct relationship *all = part_relationships(d->arena, d->report, d->package, TEXT_NONE);
	const struct xml_node *root = related_part(d, all, "core-properties");

	if (!root)
		return;
	p->title = xml_content(d->arena, xml_child(root, DC_title));
	p->author = xml_content(d->arena, xml_child(root, DC_creator));
	p->subject = xml_content(d->arena, xml_child(root, DC_subject));
	p->keywords = xml_content(d->arena, xml_child(root, CP_keywords));
	p->language = xml_content(d->arena, xml_child(root, DC_language));
}

/* The same of a part that says how things look. */
static const struct xml_node *
looks_part(struct docx *d, const struct relationship *all, const char *type)
{
	const struct xml_node *root = related_part(d, all, type);

	for (struct xml_node *node = root ? root->first : NULL; node; node = node->next)
		xml_trim(node, LOOK_CHILDREN_MOST);
	return root;
}

static void
parts_read(struct docx *d, const struct relationship *all)
{
	const struct xml_node *numbering;

	d->endnotes.format = NUMBER_LOWER_ROMAN;
	notes_read(d, &d->footnotes, all, "footnotes", W_footnote);
	notes_read(d, &d->endnotes, all, "endnotes", W_endnote);
	docx_settings_read(d, related_part(d, all, "settings"));
	docx_theme_read(d, looks_part(d, all, "theme"));
	docx_styles_read(d, looks_part(d, all, "styles"));
	numbering = looks_part(d, all, "numbering");
	if (numbering)
		docx_numbering_read(d, numbering);
	core_properties_read(d);
	if (d->base.run.language.len) /* what the core properties say was often said of another document */
		d->document->properties.language = d->base.run.language;
}

void
docx_left_out(struct docx *d, unsigned kind, const char *what)
{
	if (!(d->left_out & kind))
		REPORT(d->report, DOCUMENT_LEFT_OUT, place_file(d->document->file), text_from(what));
	d->left_out |= kind;
}

bool
docx_read(struct arena *a, struct report *r, struct document *document)
{
	struct docx *d = NEW(a, struct docx);
	struct relationship *relationships;
	struct xml_node *root;

	d->arena = d->pool.arena = a;
	d->report = r;
	d->package = document->package;
	d->document = document;
	d->page_color = COLOR_NONE;
	root = package_xml(a, r, d->package, d->package->main_part, true);
	if (!root)
		return false;
	if (!xml_child(root, W_body))
		return REPORT(r, DOCUMENT_EMPTY, place_file(document->file), TEXT_NONE);
	relationships = part_relationships(a, r, d->package, d->package->main_part);
	parts_read(d, relationships);
	note_settings_read(d, xml_child(root, W_body));
	if (d->shows_page_color)
		color_read(xml_value(xml_child(root, W_background), W_color, TEXT_NONE), &d->page_color);
	for (const struct xml_node *body = xml_child(root, W_body); body; body = xml_sibling(body, W_body))
		body_read(d, body, relationships);
	return true;
}
