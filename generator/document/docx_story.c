/*
 * docx_story -- paragraphs and runs of one flow of text (ECMA-376 part 1, 17.3, 17.16).
 *
 * A paragraph is w:pPr and then runs, which may stand inside hyperlinks, content controls, insertions
 * and the like; those are walked through.  Deletions are not entered.  Two things cut across the tree:
 *
 * - a field is a row of runs: begin, instruction, separate, stored result, end; it may reach over
 *   paragraphs and hold other fields.  The story keeps a stack of open fields;
 * - a page break stands inside a run.  LibreOffice puts it off until something is shown: at
 *   the start of a paragraph, the paragraph begins the page; inside, the paragraph is cut in two; at its
 *   end, the next paragraph begins the page.  So the model needs page_break_before alone.
 */
#include "document/docx.h"

#include "base/symbol.h"
#include "base/utf8.h"
#include "document/field.h"
#include "document/measure.h"

enum { AUTO_SPACE = 280 * EMU_PER_TWIP, AUTO_SPACE_OLD = 100 * EMU_PER_TWIP };

/* A text that comes in pieces. */
struct gathered {
	VECTOR(char) bytes;
};

struct docx_field {
	bool is_result;    /* behind "separate" */
	bool is_swallowed; /* what stands here is not shown: instructions, results that are made anew */
	bool is_checked;
	struct gathered instruction, cached;
	struct text link_before;
	struct field what;
	const struct run_style *style;
	struct docx_field *outer;
};

/* The paragraph that is being filled. */
struct filling {
	struct docx_story *story;
	const struct docx_look *look;
	struct docx_shape shape;
	const struct run_style *mark;
	struct run_list runs;
	bool is_shown;     /* something visible is in runs */
	bool is_continued; /* the second part of a paragraph that a page break has cut */
};

static void inline_read(struct filling *f, const struct xml_node *parent);
static void filling_end(struct filling *f);

static struct arena *
arena_of(const struct filling *f)
{
	return f->story->docx->arena;
}

static void
gather(struct arena *a, struct gathered *g, struct text t)
{
	for (size_t i = 0; i < t.len; i++)
		*VECTOR_PUSH(a, &g->bytes) = t.at[i];
}

static struct text
whole(const struct gathered *g)
{
	return g->bytes.count ? (struct text){g->bytes.at, g->bytes.count} : TEXT_NONE;
}

/* ---- what is shown ---- */

static bool
is_visible(const struct filling *f, const struct run_style *style)
{
	return !style->is_hidden && !(f->story->fields && f->story->fields->is_swallowed);
}

/* Something is about to be shown: a break that was put off comes now. */
static void
shown(struct filling *f)
{
	struct docx_story *s = f->story;

	if (s->breaks_page || s->breaks_column) {
		bool is_page = s->breaks_page;

		s->breaks_page = s->breaks_column = false;
		if (f->is_shown)
			filling_end(f);
		f->shape.style.page_break_before |= is_page;
		f->shape.style.column_break_before |= !is_page;
	}
	f->is_shown = true;
}

static struct run *
add(struct filling *f, enum run_kind kind, const struct run_style *style)
{
	struct run *r;

	shown(f);
	r = runs_add(arena_of(f), &f->runs, kind, style);
	r->link = f->story->link;
	return r;
}

static void
add_text(struct filling *f, const struct run_style *style, struct text t)
{
	struct docx_field *field = f->story->fields;

	if (field && field->is_result && field->is_swallowed && field->what.kind != FIELD_HIDDEN) {
		if (!field->style)
			field->style = style;
		gather(arena_of(f), &field->cached, t);
		return;
	}
	if (!t.len || !is_visible(f, style))
		return;
	shown(f);
	runs_add_text(arena_of(f), &f->runs, style, f->story->link, t);
}

/* A run's text with the signs of symbol fonts in Unicode. */
static void
add_run_text(struct filling *f, const struct run_style *style, struct text t)
{
	bool is_symbol;

	t = symbols_replace(arena_of(f), style->family, t, &is_symbol);
	if (is_symbol) {
		struct run_style own = *style;

		own.family = TEXT("OpenSymbol");
		style = pool_run_style(&f->story->docx->pool, &own);
	}
	add_text(f, style, t);
}

static void
add_break(struct filling *f, const struct run_style *style, const struct xml_node *node)
{
	struct text type = xml_value(node, W_type, TEXT_NONE);
	struct docx_story *s = f->story;
	bool is_page = text_is(type, "page");

	if (!is_visible(f, style))
		return;
	if (!is_page && !text_is(type, "column")) {
		add(f, RUN_LINE_BREAK, style);
		return;
	}
	if (!s->is_body || s->table_depth)
		return;
	/* two breaks with nothing between are one, as LibreOffice has it */
	s->breaks_page |= is_page;
	s->breaks_column |= !is_page;
}

/* ---- fields ---- */

static void
field_begin(struct filling *f, const struct xml_node *node)
{
	struct docx_field *field = NEW(arena_of(f), struct docx_field);
	const struct xml_node *box = xml_child(xml_child(node, W_ffData), W_checkBox);

	field->link_before = f->story->link;
	field->is_swallowed = true;
	field->is_checked = docx_switch(box, W_checked, docx_switch(box, W_default, false));
	field->outer = f->story->fields;
	f->story->fields = field;
}

static void
field_separate(struct filling *f)
{
	struct docx_field *field = f->story->fields;

	if (!field || field->is_result)
		return;
	field->is_result = true;
	field->what = field_read(arena_of(f), whole(&field->instruction));
	field->is_swallowed = (field->outer && field->outer->is_swallowed) ||
			      (field->what.kind != FIELD_STORED && field->what.kind != FIELD_LINK);
	if (field->what.kind == FIELD_LINK)
		f->story->link = field->what.target;
}

/* A field that is made anew, with the stored result as its text. */
static void
field_show(struct filling *f, const struct docx_field *field, const struct run_style *style)
{
	struct run *r;

	switch (field->what.kind) {
	case FIELD_PAGE:
	case FIELD_PAGE_COUNT:
		r = add(f, field->what.kind == FIELD_PAGE ? RUN_PAGE_NUMBER : RUN_PAGE_COUNT, style);
		r->text = whole(&field->cached);
		r->number_format = field->what.format;
		break;
	case FIELD_SYMBOL:
		add_run_text(f, style, field->what.target);
		break;
	case FIELD_CHECKBOX:
		add_text(f, style, field->is_checked ? TEXT("☒") : TEXT("☐"));
		break;
	default:
		break;
	}
}

static void
field_end(struct filling *f, const struct run_style *style)
{
	struct docx_field *field = f->story->fields;

	if (!field)
		return;
	field_separate(f);
	f->story->fields = field->outer;
	f->story->link = field->link_before;
	style = field->style ? field->style : style;
	if (is_visible(f, style))
		field_show(f, field, style);
	else if (field->outer && field->outer->is_result)
		add_text(f, style, whole(&field->cached));
}

static void
field_char(struct filling *f, const struct run_style *style, const struct xml_node *node)
{
	struct text type = xml_value(node, W_fldCharType, TEXT_NONE);

	if (text_is(type, "begin"))
		field_begin(f, node);
	else if (text_is(type, "separate"))
		field_separate(f);
	else if (text_is(type, "end"))
		field_end(f, style);
}

static void
field_instruction(struct filling *f, const struct xml_node *node)
{
	struct docx_field *field = f->story->fields;
	struct text t = xml_content(arena_of(f), node);

	if (field && !field->is_result)
		gather(arena_of(f), &field->instruction, t);
}

/* w:fldSimple is the same with the instruction in an attribute and the result as content. */
static void
field_simple(struct filling *f, const struct xml_node *node)
{
	field_begin(f, node);
	gather(arena_of(f), &f->story->fields->instruction, xml_value(node, W_instr, TEXT_NONE));
	field_separate(f);
	inline_read(f, node);
	field_end(f, f->look->pooled);
}

/* ---- runs ---- */

static const struct run_style *
run_style_read(struct filling *f, const struct xml_node *properties)
{
	struct docx *d = f->story->docx;
	struct run_style s;

	if (!properties || !properties->first)
		return f->look->pooled;
	s = f->look->run;
	docx_character_style_apply(d, &s, docx_val(properties, W_rStyle));
	docx_run_apply(d, &s, properties);
	return pool_run_style(&d->pool, &s);
}

static void
symbol_read(struct filling *f, const struct run_style *style, const struct xml_node *node)
{
	struct text font = xml_value(node, W_font, TEXT_NONE), code = xml_value(node, W_char, TEXT_NONE);
	struct run_style own = *style;
	char bytes[UTF8_MOST];
	struct text sign;
	bool is_symbol;
	uint32_t c = 0;

	for (size_t i = 0; i < code.len && i < 6; i++) {
		unsigned char digit = (unsigned char)(code.at[i] | 0x20);

		c = c << 4 | (uint32_t)(digit >= 'a' ? digit - 'a' + 10 : digit - '0');
	}
	if (c <= ' ')
		return;
	sign = text_copy(arena_of(f), (struct text){bytes, utf8_put(c, bytes)});
	sign = symbols_replace(arena_of(f), font, sign, &is_symbol);
	own.family = is_symbol ? TEXT("OpenSymbol") : font.len ? font : own.family;
	add_text(f, pool_run_style(&f->story->docx->pool, &own), sign);
}

static struct docx_notes *
notes_of(struct docx *d, bool is_endnote)
{
	return is_endnote ? &d->endnotes : &d->footnotes;
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

	if (!content || !is_visible(f, style))
		return;
	*slot = NULL; /* each is read once: a note may be asked for by itself, or by everybody */
	note = NEW(d->arena, struct note);
	note->is_endnote = is_endnote;
	note->mark = TEXT_NONE;
	if (!has_own_mark)
		note->mark = number_text(d->arena, notes->format, notes->start + notes->count++);
	note->first = docx_story_read(d, notes->relationships, content, note->mark);
	add(f, RUN_NOTE, style)->note = note;
}

static void
drawing_add(struct filling *f, const struct run_style *style, const struct xml_node *node)
{
	struct drawing *drawing;

	if (!is_visible(f, style))
		return;
	drawing = docx_drawing_read(f->story, node);
	if (drawing)
		add(f, RUN_DRAWING, style)->drawing = drawing;
}

static void
alignment_tab(struct filling *f, const struct run_style *style, const struct xml_node *node)
{
	struct text align = xml_value(node, W_alignment, TEXT_NONE);

	if (is_visible(f, style))
		add(f, RUN_ALIGNMENT_TAB, style)->tab_align = text_is(align, "center")  ? TAB_CENTER
							      : text_is(align, "right") ? TAB_RIGHT
											: TAB_LEFT;
}

/* Without xml:space="preserve" white space at the ends of w:t is not text. */
static void
text_read(struct filling *f, const struct run_style *style, const struct xml_node *node)
{
	struct text t = xml_content(arena_of(f), node);

	if (!xml_value_is(node, XML_space, "preserve")) {
		size_t from = 0, to = t.len;

		while (from < to && (t.at[from] == ' ' || t.at[from] == '\n' || t.at[from] == '\t'))
			from++;
		while (to > from && (t.at[to - 1] == ' ' || t.at[to - 1] == '\n' || t.at[to - 1] == '\t'))
			to--;
		t = text_slice(t, from, to);
	}
	add_run_text(f, style, t);
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
		if (is_visible(f, style))
			add(f, RUN_TAB, style);
		return true;
	case W_ptab:
		alignment_tab(f, style, node);
		return true;
	case W_br:
	case W_cr:
		add_break(f, style, node);
		return true;
	case W_noBreakHyphen:
		add_text(f, style, TEXT("\u2011"));
		return true;
	case W_softHyphen:
		add_text(f, style, TEXT("\u00AD"));
		return true;
	case W_sym:
		symbol_read(f, style, node);
		return true;
	case W_footnoteRef:
	case W_endnoteRef:
		add_text(f, style, f->story->note_mark);
		return true;
	case W_pgNum:
		if (is_visible(f, style))
			add(f, RUN_PAGE_NUMBER, style);
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
			field_char(f, style, node);
			break;
		case W_instrText:
			field_instruction(f, node);
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
			inline_read(f, xml_child(node, W_rubyBase));
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
	inline_read(f, node);
	f->story->link = before;
}

static void
bookmark_read(struct filling *f, const struct xml_node *node)
{
	struct text name = xml_value(node, W_name, TEXT_NONE);

	/* Word marks the last place of the cursor with a bookmark of this name. */
	if (name.len && !text_is(name, "_GoBack"))
		runs_add(arena_of(f), &f->runs, RUN_BOOKMARK, f->look->pooled)->text = name;
}

/* A formula's letters in a row, until formulas are laid out. */
static void
formula_read(struct filling *f, const struct xml_node *root)
{
	struct xml_node *node = (struct xml_node *)root;

	docx_left_out(f->story->docx, LEFT_OUT_FORMULA, _("formulas; they stand as plain text"));
	while ((node = xml_following(root, node, false)))
		if (node->name == M_t)
			add_text(f, f->look->pooled, xml_content(arena_of(f), node));
}

static void
inline_read(struct filling *f, const struct xml_node *parent)
{
	for (const struct xml_node *node = parent ? parent->first : NULL; node; node = node->next)
		switch (node->name) {
		case W_r:
			run_content(f, run_style_read(f, xml_child(node, W_rPr)), node);
			break;
		case W_hyperlink:
			hyperlink_read(f, node);
			break;
		case W_fldSimple:
			field_simple(f, node);
			break;
		case W_sdt:
			inline_read(f, xml_child(node, W_sdtContent));
			break;
		case W_ins:
		case W_moveTo:
		case W_smartTag:
		case W_customXml:
		case W_dir:
		case W_bdo:
			inline_read(f, node);
			break;
		case MC_AlternateContent:
			inline_read(f, docx_alternative(node));
			break;
		case W_bookmarkStart:
			bookmark_read(f, node);
			break;
		case M_oMath:
		case M_oMathPara:
			formula_read(f, node);
			break;
		default:
			break;
		}
}

/* ---- paragraphs ---- */

/*
 * HTML's spacing: 14 pt (5 pt where the file says to add spacing as old Word did), but none at the start of a
 * flow and between items of a list.
 */
static void
auto_spacing(struct filling *f)
{
	struct docx_story *s = f->story;
	emu space = s->docx->adds_spacing ? AUTO_SPACE_OLD : AUTO_SPACE;
	bool is_first = !s->blocks->first && s->previous.paragraph == NULL;
	bool is_same_list = f->shape.num_id > 0 && s->previous.paragraph && s->previous.num_id == f->shape.num_id;

	if (f->shape.auto_before)
		f->shape.style.space_before = is_first || is_same_list ? 0 : space;
	if (f->shape.auto_after)
		f->shape.style.space_after = space;
	if (is_same_list && f->shape.auto_before && s->previous.auto_after) {
		struct paragraph_style before = *s->previous.paragraph->style;

		before.space_after = 0;
		s->previous.paragraph->style = pool_paragraph_style(&s->docx->pool, &before);
	}
}

/* The frames that waited come first in the paragraph they are anchored in. */
static void
anchor_frames(struct filling *f)
{
	struct docx_story *s = f->story;
	struct run_list runs = s->waiting;

	if (!runs.all.count)
		return;
	for (size_t i = 0; i < f->runs.all.count; i++)
		*VECTOR_PUSH(arena_of(f), &runs.all) = f->runs.all.at[i];
	f->runs = runs;
	s->waiting = (struct run_list){{0}};
}

static bool
is_in_frame(const struct filling *f)
{
	/* a dropped capital stands in the paragraph itself, until it is laid out */
	return f->shape.frame && !xml_attribute(f->shape.frame, W_dropCap);
}

/* Moves the paragraph, as far as it has been filled, into the story; what comes next continues it. */
static void
filling_end(struct filling *f)
{
	struct docx_story *s = f->story;
	struct paragraph *p = NEW(arena_of(f), struct paragraph);
	struct docx_shape *shape = &f->shape;

	if (!is_in_frame(f))
		anchor_frames(f);
	auto_spacing(f);
	p->link_name = TEXT_NONE;
	p->mark = f->mark;
	p->style = pool_paragraph_style(&s->docx->pool, &shape->style);
	if (!f->is_continued)
		p->label = docx_label(s->docx, shape, f->mark);
	runs_finish(arena_of(f), &f->runs, p);
	blocks_add(arena_of(f), is_in_frame(f) ? &s->frame_blocks : s->blocks, BLOCK_PARAGRAPH)->paragraph = p;
	s->previous.paragraph = p;
	s->previous.num_id = shape->num_id;
	s->previous.auto_after = shape->auto_after;
	shape->style.page_break_before = shape->style.column_break_before = false;
	f->is_continued = true;
	f->is_shown = false;
}

/* The frame before a paragraph that is not in it becomes a text box that waits for that paragraph. */
static void
frame_end(struct docx_story *s)
{
	struct run *r;

	if (!s->frame_blocks.first)
		return;
	r = runs_add(s->docx->arena, &s->waiting, RUN_DRAWING, s->base->pooled);
	r->drawing = docx_frame(s->docx, s->frame, s->frame_blocks.first);
	s->frame_blocks = (struct block_list){NULL, NULL};
	s->frame = NULL;
}

static bool
has_same_frame(const struct xml_node *first, const struct xml_node *second)
{
	static const enum xml_name names[] = {W_w,      W_h,       W_x,       W_y,    W_xAlign,
					      W_yAlign, W_hAnchor, W_vAnchor, W_wrap, W_hRule};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!text_equal(xml_value(first, names[i], TEXT_NONE), xml_value(second, names[i], TEXT_NONE)))
			return false;
	return true;
}

static void
filling_begin(struct filling *f, struct docx_story *s, const struct xml_node *properties)
{
	struct docx *d = s->docx;
	const struct docx_style *style = docx_style_find(d, DOCX_PARAGRAPH_STYLE, docx_val(properties, W_pStyle));

	*f = (struct filling){.story = s, .look = docx_look(d, s->base, style)};
	f->shape = f->look->shape;
	docx_paragraph_apply(d, &f->shape, properties, TEXT_NONE);
	if (!s->is_body || s->table_depth)
		f->shape.style.page_break_before = false;
	f->mark = run_style_read(f, xml_child(properties, W_rPr));
	if (s->frame && !(is_in_frame(f) && has_same_frame(s->frame, f->shape.frame)))
		frame_end(s);
	if (is_in_frame(f))
		s->frame = f->shape.frame;
}

/*
 * A paragraph that only carries the end of a section is not shown, as LibreOffice has it, unless it is
 * all there is of the section.
 */
static bool
is_section_mark_only(const struct filling *f, const struct xml_node *section)
{
	return section && !f->runs.all.count && f->story->blocks->first && !f->story->waiting.all.count;
}

static void
paragraph_read(struct docx_story *s, const struct xml_node *node)
{
	const struct xml_node *properties = xml_child(node, W_pPr);
	const struct xml_node *section = xml_child(properties, W_sectPr);
	bool was_breaking_page = s->breaks_page, was_breaking_column = s->breaks_column;
	struct filling f;

	if (!s->is_body || s->table_depth)
		section = NULL;
	filling_begin(&f, s, properties);
	s->breaks_page = s->breaks_column = false;
	f.shape.style.page_break_before |= was_breaking_page;
	f.shape.style.column_break_before |= was_breaking_column;
	inline_read(&f, node);
	if (f.is_shown || !(f.mark->is_hidden || is_section_mark_only(&f, section)))
		filling_end(&f);
	if (section)
		docx_section_end(s, section);
}

/* ---- blocks ---- */

void
docx_blocks_read(struct docx_story *s, const struct xml_node *parent)
{
	for (const struct xml_node *node = parent ? parent->first : NULL; node; node = node->next)
		switch (node->name) {
		case W_p:
			paragraph_read(s, node);
			break;
		case W_tbl:
			frame_end(s);
			docx_table_read(s, node);
			s->previous.paragraph = NULL;
			break;
		case W_sdt:
			docx_blocks_read(s, xml_child(node, W_sdtContent));
			break;
		case W_customXml:
		case W_smartTag:
		case W_ins:
		case W_moveTo:
			docx_blocks_read(s, node);
			break;
		case MC_AlternateContent:
			docx_blocks_read(s, docx_alternative(node));
			break;
		case W_altChunk:
			docx_left_out(s->docx, LEFT_OUT_EMBEDDED, _("another document put into it"));
			break;
		default:
			break;
		}
}

/* A frame at the end of a flow has no paragraph to be anchored in: its paragraphs stand there as they are. */
static void
frames_release(struct docx_story *s)
{
	if (s->frame_blocks.first) {
		if (s->blocks->last)
			s->blocks->last->next = s->frame_blocks.first;
		else
			s->blocks->first = s->frame_blocks.first;
		s->blocks->last = s->frame_blocks.last;
		s->frame_blocks = (struct block_list){NULL, NULL};
		s->frame = NULL;
	}
	if (s->waiting.all.count) {
		struct paragraph *p = NEW(s->docx->arena, struct paragraph);

		p->style = pool_paragraph_style(&s->docx->pool, &s->base->shape.style);
		p->mark = s->base->pooled;
		runs_finish(s->docx->arena, &s->waiting, p);
		blocks_add(s->docx->arena, s->blocks, BLOCK_PARAGRAPH)->paragraph = p;
	}
}

/* At the end of a cell HTML's spacing falls away. */
static void
last_spacing(struct docx_story *s)
{
	struct paragraph_style style;

	if (!s->previous.paragraph || !s->previous.auto_after)
		return;
	style = *s->previous.paragraph->style;
	style.space_after = 0;
	s->previous.paragraph->style = pool_paragraph_style(&s->docx->pool, &style);
}

void
docx_story_end(struct docx_story *s)
{
	frames_release(s);
	if (!s->is_body || s->table_depth)
		last_spacing(s);
	if (!s->blocks->first) {
		const struct docx_style *style = s->docx->defaults[DOCX_PARAGRAPH_STYLE];
		const struct docx_look *look = docx_look(s->docx, s->base, style);

		s->blocks->first = s->blocks->last = block_empty(
			s->docx->arena, pool_paragraph_style(&s->docx->pool, &look->shape.style), look->pooled);
	}
}

struct block *
docx_story_read(struct docx *d, struct relationship *relationships, const struct xml_node *parent,
		struct text note_mark)
{
	struct block_list blocks = {NULL, NULL};
	struct docx_story s = {.docx = d, .relationships = relationships, .base = &d->base, .blocks = &blocks};

	s.note_mark = note_mark;
	s.link = TEXT_NONE;
	if (d->nesting >= NESTING_MOST) {
		REPORT(d->report, DOCUMENT_TOO_DEEP, place_file(d->document->file),
		       text_format(d->arena, "%d", NESTING_MOST));
	} else {
		d->nesting++;
		docx_blocks_read(&s, parent);
		d->nesting--;
	}
	docx_story_end(&s);
	return blocks.first;
}
