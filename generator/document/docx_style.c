/*
 * docx_style -- styles.xml, the theme and the settings: from chains of styles to looks.
 *
 * What a paragraph looks like comes in layers (ECMA-376 part 1, 17.7.2), each laid over the one before:
 *
 *     document defaults < table style < paragraph style < character style < direct properties
 *
 * and each style is its w:basedOn chain, the farthest first.  A look is the sum up to the paragraph
 * style; it is computed once per pair of what lies below and style, so a long document pays for its styles once.
 */
#include <string.h>

#include "document/docx.h"
#include "document/measure.h"

/* Chains longer than this are cut; Word's own limit is lower. */
enum { CHAIN_MOST = 100 };

static int
style_type(struct text type)
{
	static const char *const words[] = {"paragraph", "character", "table", "numbering", NULL};

	return word_index(type, words);
}

/*
 * Word has one style for a note's mark and for the number before the note, LibreOffice two, by whose names they may be
 * called in files that it has written.
 */
static void
note_style_keep(struct docx *d, const struct docx_style *style)
{
	static const char *const names[] = {"footnote reference", "endnote reference", "Footnote Characters",
					    "Endnote Characters", "Footnote anchor",   "Endnote anchor",
					    "Footnote Reference", "Endnote Reference", NULL};
	int which = word_index(style->name, names);
	struct docx_notes *notes = which % 2 ? &d->endnotes : &d->footnotes;

	if (which < 0)
		return;
	if (which / 2 != 2)
		notes->number_style = style;
	if (which / 2 != 1)
		notes->mark_style = style;
}

/*
 * Adds a w:style.  LibreOffice knows styles by their names: one without a name is none, one of the same id and
 * name replaces the first, one of the same id alone is not found.
 */
static struct docx_style *
style_add(struct docx *d, const struct xml_node *node)
{
	int type = style_type(xml_value(node, W_type, TEXT("paragraph")));
	struct docx_style *style;
	void **slot;

	if (type < 0)
		return NULL;
	style = NEW(d->arena, struct docx_style);
	style->type = (enum docx_style_type)type;
	style->id = xml_value(node, W_styleId, TEXT_NONE);
	style->name = docx_val(node, W_name);
	style->node = node;
	if (!style->name.len)
		return NULL;
	slot = dictionary_slot(d->arena, &d->styles[type], style->id);
	if (!*slot || text_equal(((struct docx_style *)*slot)->name, style->name))
		*slot = style;
	if (xml_attribute(node, W_default) && switch_is_on(xml_value(node, W_default, TEXT_NONE)))
		d->defaults[type] = style;
	if (type == DOCX_PARAGRAPH_STYLE && text_is(style->name, "Normal"))
		d->normal = style;
	if (type == DOCX_PARAGRAPH_STYLE && text_is(style->name, "header"))
		d->header = style;
	if (type == DOCX_PARAGRAPH_STYLE && text_is(style->name, "footer"))
		d->footer = style;
	if (type == DOCX_CHARACTER_STYLE)
		note_style_keep(d, style);
	return style;
}

/* Whether going from base to base comes back to style, or never ends. */
static bool
is_cyclic(const struct docx_style *style)
{
	int steps = 0;

	for (const struct docx_style *base = style->base; base; base = base->base)
		if (base == style || ++steps > CHAIN_MOST)
			return true;
	return false;
}

/* Links a style to its base, all styles being known. */
static void
style_link(struct docx *d, struct docx_style *style)
{
	struct text id = docx_val(style->node, W_basedOn);

	if (!id.len)
		return;
	style->base = dictionary_find(&d->styles[style->type], id);
	if (!style->base || !is_cyclic(style))
		return;
	style->base = NULL;
	REPORT(d->report, DOCUMENT_STYLE_CYCLE, place_file(d->document->file), style->name);
}

/*
 * What lies below all styles.  Without a w:rPrDefault, or without styles at all, LibreOffice writes in Calibri of
 * 11 points, as Word does since 2007; with one, what it does not say is Times New Roman of 10 points.  The
 * faces for other writings are those of its own new documents.
 */
static void
letters_init(struct run_style *s, bool has_defaults)
{
	run_style_init(s);
	s->asian.family = TEXT(DEFAULT_ASIAN_FAMILY);
	s->complex.family = TEXT(DEFAULT_COMPLEX_FAMILY);
	s->asian.size = s->complex.size = 10 * EMU_PER_PT;
	if (has_defaults)
		return;
	s->family = TEXT("Calibri");
	s->size = 11 * EMU_PER_PT;
	s->asian.size = 21 * EMU_PER_PT / 2;
	s->complex.size = 12 * EMU_PER_PT;
}

static void
base_look_read(struct docx *d, const struct xml_node *root)
{
	const struct xml_node *defaults = xml_child(root, W_docDefaults);
	const struct xml_node *of_paragraphs = xml_child(defaults, W_pPrDefault);
	const struct xml_node *paragraph = xml_child(of_paragraphs, W_pPr);

	d->has_own_headings = !of_paragraphs;
	letters_init(&d->base.run, xml_child(defaults, W_rPrDefault) != NULL);
	paragraph_style_init(&d->base.shape.style);
	docx_hyphenation_init(&d->base.shape.style);
	docx_style_run_apply(d, &d->base.run, xml_child(xml_child(defaults, W_rPrDefault), W_rPr), DOCX_STYLE_TYPES);
	docx_paragraph_apply(d, &d->base.shape, paragraph, TEXT_NONE);
	docx_indents_add(&d->base.shape.indents, paragraph);
	docx_indents_settle(d, &d->base.shape, NULL);
	d->hyphenates &= !xml_child(paragraph, W_suppressAutoHyphens);
	d->base.pooled = pool_run_style(&d->pool, &d->base.run);
}

void
docx_styles_read(struct docx *d, const struct xml_node *root)
{
	VECTOR(struct docx_style *) all = {0};

	for (const struct xml_node *node = xml_child(root, W_style); node; node = xml_sibling(node, W_style)) {
		struct docx_style *style = style_add(d, node);

		if (style)
			*VECTOR_PUSH(d->arena, &all) = style;
	}
	for (size_t i = 0; i < all.count; i++)
		style_link(d, all.at[i]);
	base_look_read(d, root);
}

const struct docx_style *
docx_style_find(const struct docx *d, enum docx_style_type type, struct text id)
{
	const struct docx_style *style = id.len ? dictionary_find(&d->styles[type], id) : NULL;

	if (style || type == DOCX_CHARACTER_STYLE)
		return style;
	if (type == DOCX_PARAGRAPH_STYLE && (id.len || !d->defaults[type]))
		return d->normal;
	return d->defaults[type];
}

const struct docx_style **
docx_style_chain(struct docx *d, const struct docx_style *style, size_t *count)
{
	const struct docx_style **chain;
	size_t n = 0;

	for (const struct docx_style *s = style; s && n < CHAIN_MOST; s = s->base)
		n++;
	chain = NEW_ARRAY(d->arena, const struct docx_style *, n);
	*count = n;
	for (const struct docx_style *s = style; n > 0; s = s->base)
		chain[--n] = s;
	return chain;
}

/*
 * w:autoHyphenation means the style Normal, and what is based on it, unless it or the defaults speak of hyphens.
 * w:doNotHyphenateCaps and w:hyphenationZone are of that style, too.
 */
static void
apply_hyphenation(const struct docx *d, struct paragraph_style *s, const struct docx_style *style)
{
	if (style != d->normal)
		return;
	s->hyphenation.spares_capitals = d->spares_capitals;
	s->hyphenation.zone = d->hyphenation_zone;
	if (d->hyphenates && !(style && xml_child(xml_child(style->node, W_pPr), W_suppressAutoHyphens)))
		s->hyphenates = true;
}

static bool
is_heading(struct text name)
{
	static const char *const names[] = {"Title", "Subtitle", "TOC Heading", "Index Heading", NULL};

	if (word_index(name, names) >= 0)
		return true;
	return name.len == 9 && (text_starts(name, TEXT("heading ")) || text_starts(name, TEXT("Heading "))) &&
	       name.at[8] >= '1' && name.at[8] <= '9';
}

/*
 * Headings that are based on no other style are based on LibreOffice's own heading, unless the file has a
 * w:pPrDefault, even an empty one (measured).
 */
static void
apply_own_heading(struct docx_look *look)
{
	look->run.family = TEXT("Liberation Sans");
	look->run.size = look->run.asian.size = look->run.complex.size = 14 * EMU_PER_PT;
	look->shape.style.space_before = 12 * EMU_PER_PT;
	look->shape.style.space_after = 6 * EMU_PER_PT;
	look->shape.style.keep_with_next = true;
}

static struct docx_look *
look_make(struct docx *d, const struct docx_look *base, const struct docx_style *style)
{
	struct docx_look *look = NEW(d->arena, struct docx_look);
	size_t count;
	const struct docx_style **chain = docx_style_chain(d, style, &count);

	*look = *base;
	look->pooled = NULL;
	if (!style)
		apply_hyphenation(d, &look->shape.style, NULL);
	if (style && d->has_own_headings && is_heading(chain[0]->name))
		apply_own_heading(look);
	for (size_t i = 0; i < count; i++) {
		docx_paragraph_apply(d, &look->shape, xml_child(chain[i]->node, W_pPr), chain[i]->id);
		docx_indents_add_style(&look->shape.indents, chain[i]);
		apply_hyphenation(d, &look->shape.style, chain[i]);
		docx_style_run_apply(d, &look->run, xml_child(chain[i]->node, W_rPr), chain[i]->type);
	}
	docx_indents_settle(d, &look->shape, NULL);
	if (style)
		look->shape.style.name = style->name;
	return look;
}

/*
 * The default paragraph style holds against a table's, but for two things that are there in nearly every file: letters
 * of 11 or 12 points, and paragraphs flush left.
 */
static void
default_style_yield(const struct docx *d, struct docx_look *look, const struct docx_look *base,
		    const struct docx_style *style)
{
	emu size = look->run.size;

	if (d->keeps_default_style || !style || style != d->defaults[DOCX_PARAGRAPH_STYLE])
		return;
	if (base->table_says_size && (size == 11 * EMU_PER_PT || size == 12 * EMU_PER_PT))
		look->run.size = base->run.size;
	if (base->table_says_align && look->shape.style.align == ALIGN_LEFT)
		look->shape.style.align = base->shape.style.align;
}

const struct docx_look *
docx_look(struct docx *d, const struct docx_look *base, const struct docx_style *style)
{
	const void *pair[] = {base, style};
	void **slot = dictionary_slot(d->arena, &d->looks, (struct text){(const char *)pair, sizeof pair});

	if (!*slot) {
		struct docx_look *look = look_make(d, base, style);

		default_style_yield(d, look, base, style);
		look->pooled = pool_run_style(&d->pool, &look->run);
		*slot = look;
	}
	return *slot;
}

void
docx_character_style_apply(struct docx *d, struct run_style *s, struct text id)
{
	const struct docx_style *style = docx_style_find(d, DOCX_CHARACTER_STYLE, id);
	size_t count;
	const struct docx_style **chain = docx_style_chain(d, style, &count);

	for (size_t i = 0; i < count; i++)
		docx_style_run_apply(d, s, xml_child(chain[i]->node, W_rPr), DOCX_CHARACTER_STYLE);
}

/* ---- theme ---- */

static struct docx_fonts
theme_fonts(const struct xml_node *font)
{
	return (struct docx_fonts){
		.latin = xml_value(xml_child(font, A_latin), NONE_typeface, TEXT_NONE),
		.asian = xml_value(xml_child(font, A_ea), NONE_typeface, TEXT_NONE),
		.complex = xml_value(xml_child(font, A_cs), NONE_typeface, TEXT_NONE),
	};
}

void
docx_theme_read(struct docx *d, const struct xml_node *root)
{
	const struct xml_node *elements = xml_child(root, A_themeElements);
	const struct xml_node *fonts = xml_child(elements, A_fontScheme);

	d->major_font = theme_fonts(xml_child(fonts, A_majorFont));
	d->minor_font = theme_fonts(xml_child(fonts, A_minorFont));
	d->colors = xml_child(elements, A_clrScheme);
}

/* ---- settings ---- */

enum { COMPATIBILITY_UNSAID = 12 };

static void
compatibility_read(struct docx *d, const struct xml_node *compat)
{
	const struct xml_node *node = xml_child(compat, W_compatSetting);

	d->document->leaves_broken_lines = docx_switch(compat, W_doNotExpandShiftReturn, false);
	d->breaks_before_marks = docx_switch(compat, W_splitPgBreakAndParaMark, false);
	d->fills_columns = docx_switch(compat, W_noColumnBalance, false);
	d->adds_spacing = docx_switch(compat, W_doNotUseHTMLParagraphAutoSpacing, false);
	for (; node; node = xml_sibling(node, W_compatSetting)) {
		struct text val = xml_value(node, W_val, TEXT_NONE);

		if (xml_value_is(node, W_name, "compatibilityMode"))
			d->compatibility = integer_or(val, COMPATIBILITY_UNSAID);
		else if (xml_value_is(node, W_name, "overrideTableStyleFontSizeAndJustification"))
			d->keeps_default_style = switch_is_on(val);
	}
}

/*
 * LibreOffice reads the zone only where words or capitals are spoken of, and w:consecutiveHyphenLimit never.
 */
static void
hyphenation_read(struct docx *d, const struct xml_node *root)
{
	d->hyphenates = docx_switch(root, W_autoHyphenation, false);
	d->spares_capitals = docx_switch(root, W_doNotHyphenateCaps, false);
	if (d->hyphenates || d->spares_capitals)
		d->hyphenation_zone = twips_or(docx_val(root, W_hyphenationZone), 0);
}

void
docx_settings_read(struct docx *d, const struct xml_node *root)
{
	d->compatibility = COMPATIBILITY_UNSAID;
	d->document->default_tab = twips_or(docx_val(root, W_defaultTabStop), 720 * EMU_PER_TWIP);
	/* LibreOffice's own distance stands where there are no settings at all, or they say 0 */
	if (!root || d->document->default_tab <= 0)
		d->document->default_tab = EMU_PER_CM * 5 / 4;
	d->has_even_pages = docx_switch(root, W_evenAndOddHeaders, false);
	d->has_mirrored_margins = docx_switch(root, W_mirrorMargins, false);
	d->has_gutter_at_top = docx_switch(root, W_gutterAtTop, false);
	d->shows_page_color = docx_switch(root, W_displayBackgroundShape, false);
	hyphenation_read(d, root);
	compatibility_read(d, xml_child(root, W_compat));
	d->document->tabs_over_indent = true;
	d->document->decimals_end_number = true;
	d->document->tabs_over_margin = d->compatibility < 15;
	d->document->ignores_blanks = true;
	d->document->bares_last_blanks = true;
	d->document->wraps_in_small_room = true;
	d->document->cells_end_with_space = d->document->cells_end_with_line_spacing = true;
	d->document->bands_end_with_space = true;
	d->document->collapses_cell_ends = true;
	d->document->rows_keep_with_next = true;
	d->document->repeats_space_beside = true;
	/* LibreOffice adds spacing up also where there are no settings at all */
	d->document->spacing_is_maximum = root && !d->adds_spacing;
}
