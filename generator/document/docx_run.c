/*
 * docx_run -- what stands in a paragraph of a DOCX (ECMA-376 part 1, 17.3.2, 17.3.3).
 *
 * Runs may stand inside hyperlinks, content controls, insertions and the like; those are walked through.
 * Deletions are not entered.
 */
#include "document/docx_story.h"

#include "base/hexadecimal.h"
#include "base/symbol.h"
#include "base/utf8.h"
#include "document/measure.h"

/* ---- what is shown ---- */

bool
docx_is_visible(const struct filling *f, const struct run_style *style)
{
	return !style->is_hidden && !docx_field_swallows(f->story);
}

/* Something is about to be shown: a break that was put off comes now. */
static void
shown(struct filling *f)
{
	struct docx_story *s = f->story;

	if (s->breaks_page || s->breaks_column) {
		bool is_page = s->breaks_page;

		s->breaks_page = s->breaks_column = false;
		if (f->is_shown && is_page)
			docx_filling_end(f);
		else if (f->is_shown)
			docx_filling_column(f);
		f->shape.style.page_break_before |= is_page;
		f->shape.style.column_break_before |= !is_page;
	}
	f->is_shown = true;
}

struct run *
docx_add_run(struct filling *f, enum run_kind kind, const struct run_style *style)
{
	struct run *r;

	shown(f);
	r = runs_add(docx_filling_arena(f), &f->runs, kind, style);
	r->link = f->story->link;
	return r;
}

static struct docx_notes *
notes_of(struct docx *d, bool is_endnote)
{
	return is_endnote ? &d->endnotes : &d->footnotes;
}

/* The text behind the reference to a note that has a mark of its own is this mark; false when none waits. */
static bool
custom_mark_takes(struct filling *f, struct text t)
{
	struct docx_story *s = f->story;
	struct note *note = s->custom;

	if (!note)
		return false;
	s->custom = NULL;
	note->mark = t;
	note->first =
		docx_story_read(s->docx, notes_of(s->docx, note->is_endnote)->relationships, s->custom_content, note);
	return true;
}

void
docx_add_text(struct filling *f, const struct run_style *style, struct text t)
{
	if (docx_field_takes(f, style, t) || docx_control_takes(f->story, t) || !t.len)
		return;
	f->has_hidden = f->has_hidden || (style->is_hidden && !docx_field_swallows(f->story));
	if (!docx_is_visible(f, style))
		return;
	if (custom_mark_takes(f, t))
		return;
	shown(f);
	runs_add_text(docx_filling_arena(f), &f->runs, style, f->story->link, t);
}

/* A run's text with the signs of symbol fonts in Unicode. */
void
docx_add_signs(struct filling *f, const struct run_style *style, struct text t)
{
	bool is_symbol;

	t = symbols_replace(docx_filling_arena(f), style->family, t, &is_symbol);
	if (is_symbol) {
		struct run_style own = *style;

		run_style_of_signs(&own, style->family);
		run_style_for_all_writings(&own);
		style = pool_run_style(&f->story->docx->pool, &own);
	}
	docx_add_text(f, style, t);
}

static void
add_break(struct filling *f, const struct run_style *style, const struct xml_node *node)
{
	struct text type = xml_value(node, W_type, TEXT_NONE);
	struct docx_story *s = f->story;
	bool is_page = text_is(type, "page");

	if (!docx_is_visible(f, style))
		return;
	if (!is_page && !text_is(type, "column")) {
		docx_add_run(f, RUN_LINE_BREAK, style);
		return;
	}
	if (!s->is_body || s->table_depth)
		return;
	/* two breaks with nothing between are one, as LibreOffice has it */
	s->breaks_page |= is_page;
	s->breaks_column |= !is_page;
}

/* ---- runs ---- */

const struct run_style *
docx_run_style(struct filling *f, const struct xml_node *properties)
{
	struct docx *d = f->story->docx;
	struct run_style s;

	if (!properties || !properties->first)
		return f->look->pooled;
	s = f->look->run;
	/* in a table of contents LibreOffice passes character styles over: its links are not blue there */
	if (!docx_field_is_contents(f->story))
		docx_character_style_apply(d, &s, docx_val(properties, W_rStyle));
	docx_run_apply(d, &s, properties);
	/* page numbers of contents, which Web pages do without */
	if (docx_switch(properties, W_webHidden, false) && docx_field_is_contents(f->story))
		s.is_hidden = false;
	return pool_run_style(&d->pool, &s);
}

void
docx_add_symbol(struct filling *f, const struct run_style *style, struct text font, struct text sign)
{
	struct run_style own = *style;
	bool is_symbol;

	sign = symbols_replace(docx_filling_arena(f), font, sign, &is_symbol);
	own.family = font.len ? font : own.family;
	if (is_symbol)
		run_style_of_signs(&own, font);
	run_style_for_all_writings(&own);
	docx_add_text(f, pool_run_style(&f->story->docx->pool, &own), sign);
}

static void
symbol_read(struct filling *f, const struct run_style *style, const struct xml_node *node)
{
	struct text font = xml_value(node, W_font, TEXT_NONE);
	uint32_t c = hexadecimal(text_slice(xml_value(node, W_char, TEXT_NONE), 0, 6));
	char bytes[UTF8_MOST];

	if (c > ' ')
		docx_add_symbol(f, style, font,
				text_copy(docx_filling_arena(f), (struct text){bytes, utf8_put(c, bytes)}));
}

/* The look of a note's mark: whatever the run says, it is that of the style for it, or raised where there is none. */
static const struct run_style *
note_style(struct filling *f, const struct docx_notes *notes, const struct run_style *style)
{
	struct docx *d = f->story->docx;
	struct run_style s = *style;

	if (notes->mark_style)
		docx_character_style_apply(d, &s, notes->mark_style->id);
	else
		run_style_raise(&s, SCRIPT_SUPER);
	return pool_run_style(&d->pool, &s);
}

static void
note_read(struct filling *f, const struct run_style *style, const struct xml_node *node)
{
	struct docx *d = f->story->docx;
	bool is_endnote = node->name == W_endnoteReference;
	bool has_own_mark = switch_is_on(xml_value(node, W_customMarkFollows, TEXT("0")));
	struct docx_notes *notes = notes_of(d, is_endnote);
	void **slot = dictionary_slot(d->arena, &notes->by_id, xml_value(node, W_id, TEXT_NONE));
	const struct xml_node *content = *slot;
	struct note *note;

	if (!content || !docx_is_visible(f, style))
		return;
	*slot = NULL; /* each is read once: a note may be asked for by itself, or by everybody */
	note = notes_add(d->arena, d->document, is_endnote);
	d->has_first_note |= note->index == 0;
	docx_add_run(f, RUN_NOTE, note_style(f, notes, style))->note = note;
	if (has_own_mark) {
		f->story->custom = note; /* its text waits for the mark */
		f->story->custom_content = content;
		return;
	}
	note_count(d->arena, note, notes->format, notes->start, &notes->count);
	note->first = docx_story_read(d, notes->relationships, content, note);
}

static void
drawing_add(struct filling *f, const struct run_style *style, const struct xml_node *node)
{
	struct drawing *drawing;

	if (!docx_is_visible(f, style))
		return;
	drawing = docx_drawing_read(f->story, node);
	if (drawing)
		docx_add_run(f, RUN_DRAWING, style)->drawing = drawing;
}

/*
 * w:ptab goes to the left end, the middle or the right end of a line.  LibreOffice 7.4 takes it for a tab like any
 * other, with the paragraph's stops; one to the left, behind something, for a break.
 */
static void
alignment_tab(struct filling *f, const struct run_style *style, const struct xml_node *node)
{
	bool is_break = xml_value_is(node, W_alignment, "left") && f->is_shown;

	if (docx_is_visible(f, style))
		docx_add_run(f, is_break ? RUN_LINE_BREAK : RUN_TAB, style);
}

/* The first tab of a note is there for Word alone when the first line hangs: the number is as wide as that. */
static void
tab_add(struct filling *f, const struct run_style *style)
{
	bool is_dropped = f->story->drops_tab && f->shape.style.indent_first < 0;

	f->story->drops_tab = false;
	if (is_dropped)
		return;
	if (!docx_is_visible(f, style) || docx_control_takes_tab(f->story))
		return;
	docx_add_run(f, RUN_TAB, style);
	f->is_entry = docx_field_is_contents(f->story);
}

/* Text whose white space is preserved: a tab is one as w:tab is.  Elsewhere it is a space. */
static void
preserved_add(struct filling *f, const struct run_style *style, struct text t)
{
	size_t start = 0;

	for (size_t i = 0; i < t.len; i++) {
		if (t.at[i] != '\t')
			continue;
		docx_add_signs(f, style, text_slice(t, start, i));
		tab_add(f, style);
		start = i + 1;
	}
	docx_add_signs(f, style, text_from_offset(t, start));
}

/* Without xml:space="preserve" white space at the ends of w:t is not text. */
static void
text_read(struct filling *f, const struct run_style *style, const struct xml_node *node)
{
	struct text t = xml_content(docx_filling_arena(f), node);

	if (!xml_value_is(node, XML_space, "preserve")) {
		size_t from = 0, to = t.len;

		while (from < to && (t.at[from] == ' ' || t.at[from] == '\n' || t.at[from] == '\t'))
			from++;
		while (to > from && (t.at[to - 1] == ' ' || t.at[to - 1] == '\n' || t.at[to - 1] == '\t'))
			to--;
		docx_add_signs(f, style, text_slice(t, from, to));
		return;
	}
	preserved_add(f, style, t);
}

/* Characters that are elements; false for other elements. */
static bool
character_read(struct filling *f, const struct run_style *style, const struct xml_node *node)
{
	switch (node->name) {
	case W_t:
		text_read(f, style, node);
		return true;
	case W_tab:
		tab_add(f, style);
		return true;
	case W_ptab:
		alignment_tab(f, style, node);
		return true;
	case W_br:
	case W_cr:
		add_break(f, style, node);
		return true;
	case W_noBreakHyphen:
		docx_add_text(f, style, TEXT("\u2011"));
		return true;
	case W_softHyphen:
		docx_add_text(f, style, TEXT("\u00AD"));
		return true;
	case W_sym:
		symbol_read(f, style, node);
		return true;
	case W_footnoteRef: /* the number stands before the note anyway */
	case W_endnoteRef:
		return true;
	default:
		return false;
	}
}

static void
run_content(struct filling *f, const struct run_style *style, const struct xml_node *parent)
{
	for (const struct xml_node *node = parent ? parent->first : NULL; node; node = node->next) {
		if (character_read(f, style, node))
			continue;
		switch (node->name) {
		case W_fldChar:
			docx_field_char(f, style, node);
			break;
		case W_instrText:
			docx_field_instruction(f, node);
			break;
		case W_footnoteReference:
		case W_endnoteReference:
			note_read(f, style, node);
			break;
		case W_drawing:
		case W_pict:
		case W_object:
			drawing_add(f, style, node);
			break;
		case MC_AlternateContent:
			run_content(f, style, docx_alternative(node));
			break;
		case W_ruby:
			docx_inline_read(f, xml_child(node, W_rubyBase));
			break;
		default:
			break;
		}
	}
}

/* Where a w:hyperlink leads: its relationship's target, "#…" for w:anchor. */
static struct text
link_of(const struct docx_story *s, const struct xml_node *hyperlink)
{
	struct text anchor = xml_value(hyperlink, W_anchor, TEXT_NONE), id = xml_value(hyperlink, R_id, TEXT_NONE);
	const struct relationship *target = id.len ? relationship_of_id(s->relationships, id) : NULL;

	if (!anchor.len)
		return target ? target->target : TEXT_NONE;
	return text_format(s->docx->arena, "%.*s#%.*s", target ? (int)target->target.len : 0,
			   target ? target->target.at : "", TEXT_ARG(anchor));
}

static void
hyperlink_read(struct filling *f, const struct xml_node *node)
{
	struct text before = f->story->link, link = link_of(f->story, node);

	f->story->link = link.len ? link : before;
	docx_inline_read(f, node);
	f->story->link = before;
}

void
docx_bookmark_add(struct docx_story *s, struct run_list *runs, const struct xml_node *node,
		  const struct run_style *style)
{
	struct text name = xml_value(node, W_name, TEXT_NONE);

	/* Word marks the last place of the cursor with a bookmark of this name. */
	if (!name.len || text_is(name, "_GoBack"))
		return;
	*dictionary_slot(s->docx->arena, &s->docx->bookmarks_met, name) = (void *)node;
	runs_add(s->docx->arena, runs, RUN_BOOKMARK, style)->text = name;
}

/* A formula's letters in a row, until formulas are laid out. */
static void
formula_read(struct filling *f, const struct xml_node *root)
{
	struct xml_node *node = (struct xml_node *)root;

	docx_left_out(f->story->docx, LEFT_OUT_FORMULA, _("formulas; they stand as plain text"));
	while ((node = xml_following(root, node, false)))
		if (node->name == M_t)
			docx_add_text(f, f->look->pooled, xml_content(docx_filling_arena(f), node));
}

void
docx_inline_read(struct filling *f, const struct xml_node *parent)
{
	struct docx_control *control;

	for (const struct xml_node *node = parent ? parent->first : NULL; node; node = node->next)
		switch (node->name) {
		case W_r:
			run_content(f, docx_run_style(f, xml_child(node, W_rPr)), node);
			break;
		case W_hyperlink:
			hyperlink_read(f, node);
			break;
		case W_fldSimple:
			docx_field_simple(f, node);
			break;
		case W_sdt:
			control = docx_control_begin(f, node);
			docx_inline_read(f, xml_child(node, W_sdtContent));
			if (f->story->control != control)
				docx_control_show(f);
			f->story->control = control;
			break;
		case W_ins:
		case W_moveTo:
		case W_smartTag:
		case W_customXml:
		case W_dir:
		case W_bdo:
			docx_inline_read(f, node);
			break;
		case MC_AlternateContent:
			docx_inline_read(f, docx_alternative(node));
			break;
		case W_bookmarkStart:
			docx_bookmark_add(f->story, &f->runs, node, f->look->pooled);
			break;
		case M_oMath:
		case M_oMathPara:
			formula_read(f, node);
			break;
		default:
			break;
		}
}
