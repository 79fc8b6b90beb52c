/*
 * docx_story -- paragraphs of one flow of text (ECMA-376 part 1, 17.3.1).
 *
 * A paragraph is w:pPr and then what docx_run.c reads.  A page break stands inside a run.  LibreOffice puts it
 * off until something is shown: at the start of a paragraph, the paragraph begins the page; inside, the
 * paragraph is cut in two; at its end, the next paragraph begins the page.  So the model needs
 * page_break_before alone.
 */
#include "document/docx_story.h"
#include "document/measure.h"

struct arena *
docx_filling_arena(const struct filling *f)
{
	return f->story->docx->arena;
}

/* ---- paragraphs ---- */

/*
 * HTML's spacing, but none at the start of a flow and between items of a list.
 */
static void
auto_spacing(struct filling *f)
{
	struct docx_story *s = f->story;
	emu space = docx_html_space(s->docx);
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

/* What waited for the paragraph comes first in it: frames that are anchored there, bookmarks that stood before it. */
static void
put_first(struct filling *f, struct run_list *waiting)
{
	struct run_list runs = *waiting;

	if (!runs.all.count)
		return;
	for (size_t i = 0; i < f->runs.all.count; i++)
		*VECTOR_PUSH(docx_filling_arena(f), &runs.all) = f->runs.all.at[i];
	f->runs = runs;
	*waiting = (struct run_list){{0}};
}

static bool
is_drop_cap(const struct filling *f)
{
	struct text kind = xml_value(f->shape.frame, W_dropCap, TEXT_NONE);

	return f->shape.frame && kind.len && !text_is(kind, "none");
}

static bool
is_in_frame(const struct filling *f)
{
	return f->shape.frame && !is_drop_cap(f);
}

/*
 * A paragraph in a frame with w:dropCap is the drop cap of the next one, in its text or in its margin; LibreOffice puts
 * either into the text, and finds the size itself.
 */
static void
drop_cap_keep(struct filling *f)
{
	struct docx_story *s = f->story;
	struct drop_cap *drop = NEW(docx_filling_arena(f), struct drop_cap);
	struct paragraph letters;
	int lines = integer_or(xml_value(f->shape.frame, W_lines, TEXT_NONE), 0);

	runs_finish(docx_filling_arena(f), &f->runs, &letters);
	drop->lines = lines > 0 && lines < 127 ? (size_t)lines : 2;
	twips_read(xml_value(f->shape.frame, W_hSpace, TEXT_NONE), &drop->distance);
	drop->runs = letters.runs;
	drop->run_count = letters.run_count;
	if (drop->run_count)
		s->drop_cap = drop;
}

/* The drop cap that waited is this paragraph's; as letters like others it would have the paragraph's size. */
static const struct drop_cap *
drop_cap_take(struct filling *f)
{
	struct docx_story *s = f->story;
	struct drop_cap *drop = s->drop_cap;

	s->drop_cap = NULL;
	for (size_t i = 0; drop && i < drop->run_count; i++) {
		struct run_style style = *drop->runs[i].style;

		style.size = f->look->run.size;
		style.raise = 0;
		run_style_raise(&style, SCRIPT_NORMAL);
		drop->runs[i].style = pool_run_style(&s->docx->pool, &style);
	}
	return drop;
}

/*
 * w:between (17.3.1.5) between two paragraphs that both have it: the border above of the lower one, and the upper one
 * has none below.
 */
static void
border_between(struct filling *f)
{
	struct docx_story *s = f->story;
	struct paragraph_style upper;

	if (!f->shape.has_between || !s->previous.paragraph || !s->previous.has_between || f->is_continued)
		return;
	f->shape.style.borders[SIDE_TOP] = f->shape.between;
	f->shape.style.padding[SIDE_TOP] = f->shape.padding_between;
	upper = *s->previous.paragraph->style;
	upper.borders[SIDE_BOTTOM] = (struct border){.kind = BORDER_NONE, .color = COLOR_NONE};
	s->previous.paragraph->style = pool_paragraph_style(&s->docx->pool, &upper);
}

/*
 * LibreOffice puts a note's number before its text whether or not a w:footnoteRef stands there, in the style "footnote
 * reference", as wide at least as the first line hangs.
 */
static const struct label *
note_label(struct filling *f)
{
	struct docx_story *s = f->story;
	struct docx *d = s->docx;
	const struct docx_notes *notes = s->note->is_endnote ? &d->endnotes : &d->footnotes;
	struct label *label = NEW(d->arena, struct label);
	struct run_style style = f->look->run;

	note_mark_plain(&style);
	if (notes->number_style)
		docx_character_style_apply(d, &style, notes->number_style->id);
	label->text = s->note->mark;
	label->style = pool_run_style(&d->pool, &style);
	label->end = LABEL_NOTHING;
	label->note = s->note;
	label->prefix = label->suffix = TEXT_NONE;
	label->min_width = f->shape.style.indent_first < 0 ? -f->shape.style.indent_first : 0;
	s->note = NULL;
	return label;
}

/* Moves the paragraph, as far as it has been filled, into the story; what comes next continues it. */
void
docx_filling_end(struct filling *f)
{
	struct docx_story *s = f->story;
	struct docx_shape *shape = &f->shape;
	struct paragraph *p;

	VECTOR_TRIM(docx_filling_arena(f), &f->runs.all);
	p = NEW(docx_filling_arena(f), struct paragraph);
	if (!is_in_frame(f))
		put_first(f, &s->waiting);
	put_first(f, &s->docx->bookmarks);
	auto_spacing(f);
	border_between(f);
	p->link_name = TEXT_NONE;
	p->mark = f->mark;
	p->base = f->look->pooled;
	p->style = pool_paragraph_style(&s->docx->pool, &shape->style);
	if (!f->is_continued)
		p->label = s->note ? note_label(f) : docx_label(s->docx, shape, f->mark);
	if (!is_in_frame(f))
		p->drop_cap = drop_cap_take(f);
	if (f->is_entry)
		runs_find_page_number(docx_filling_arena(f), &f->runs, s->docx->document);
	runs_finish(docx_filling_arena(f), &f->runs, p);
	blocks_add(docx_filling_arena(f), is_in_frame(f) ? &s->frame_blocks : s->blocks, BLOCK_PARAGRAPH)->paragraph =
		p;
	s->previous.paragraph = p;
	s->previous.num_id = shape->num_id;
	s->previous.has_between = shape->has_between;
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
	s->frame_blocks = (struct block_list){.first = NULL};
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

/* The paragraph's looks in that style. */
static void
filling_look(struct filling *f, struct text style)
{
	struct docx *d = f->story->docx;

	f->look = docx_look(d, f->story->base, docx_style_find(d, DOCX_PARAGRAPH_STYLE, style));
	f->shape = f->look->shape;
	f->shape.has_between = false; /* of a style it only ends the box */
	docx_paragraph_apply(d, &f->shape, f->properties, TEXT_NONE);
	docx_indents_settle(d, &f->shape, f->properties);
}

void
docx_filling_column(struct filling *f)
{
	docx_filling_end(f);
	filling_look(f, TEXT_NONE);
	f->shape.style.page_break_before = false;
}

static void
filling_begin(struct filling *f, struct docx_story *s, const struct xml_node *properties)
{
	*f = (struct filling){.story = s, .properties = properties};
	filling_look(f, docx_val(properties, W_pStyle));
	f->shape.style.inherits_keep =
		s->table_depth && f->shape.style.keep_with_next && !xml_child(properties, W_keepNext);
	if (!s->is_body || s->table_depth)
		f->shape.style.page_break_before = false;
	if (s->table_depth) /* LibreOffice lets lines of cells stand alone, whatever they ask */
		f->shape.style.widows = f->shape.style.orphans = 0;
	f->mark = docx_run_style(f, xml_child(properties, W_rPr));
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
is_section_begun(const struct docx_story *s)
{
	return s->blocks->first && !s->waiting.all.count;
}

/*
 * A page break at the paragraph's end comes before what is shown next, which is another paragraph; where the file says
 * so, before the mark of this one: as an empty paragraph of its own if there is anything before the break.
 */
static void
mark_breaks_page(struct filling *f)
{
	struct docx_story *s = f->story;

	if (!s->breaks_page || !s->docx->breaks_before_marks)
		return;
	if (f->is_shown || !s->blocks->first)
		docx_filling_end(f);
	f->shape.style.page_break_before = true;
	s->breaks_page = false;
}

/* "Each section" means a chapter to LibreOffice. */
static void
notes_count_anew(struct docx *d)
{
	if (d->footnotes.by_chapter)
		d->footnotes.count = 0;
}

/*
 * A paragraph whose text is hidden, all of it, takes no line: LibreOffice counts it in its list, and begins the page
 * that it would begin with the next one.
 */
static bool
is_left_out(struct filling *f)
{
	struct docx_story *s = f->story;

	if (f->is_shown || f->is_continued || !f->has_hidden)
		return false;
	docx_label(s->docx, &f->shape, f->mark);
	s->breaks_page |= f->shape.style.page_break_before;
	s->breaks_column |= f->shape.style.column_break_before;
	return true;
}

/* Of a paragraph that is hidden or deleted to its very mark nothing is left, not even an empty line. */
static bool
is_mark_gone(const struct filling *f, const struct xml_node *properties)
{
	return f->mark->is_hidden || xml_child(xml_child(properties, W_rPr), W_del);
}

static void
paragraph_read(struct docx_story *s, const struct xml_node *node)
{
	const struct xml_node *properties = xml_child(node, W_pPr);
	const struct xml_node *section = xml_child(properties, W_sectPr);
	bool was_breaking_page = s->breaks_page, was_breaking_column = s->breaks_column;
	struct filling f;
	bool is_mark_only;

	if (!s->is_body || s->table_depth)
		section = NULL;
	filling_begin(&f, s, properties);
	s->breaks_page = s->breaks_column = false;
	f.shape.style.page_break_before |= was_breaking_page;
	f.shape.style.column_break_before |= was_breaking_column;
	if (s->is_body && f.shape.style.outline_level == 1)
		notes_count_anew(s->docx);
	docx_inline_read(&f, node);
	docx_control_paragraph_end(&f);
	mark_breaks_page(&f);
	is_mark_only = section && !f.runs.all.count;
	if (is_mark_only)
		f.shape.num_id = 0; /* nor does it count in a list */
	if (is_drop_cap(&f) && f.is_shown && !f.is_continued)
		drop_cap_keep(&f);
	else if (!is_left_out(&f) &&
		 (f.is_shown || !(is_mark_gone(&f, properties) || (is_mark_only && is_section_begun(s)))))
		docx_filling_end(&f);
	if (section)
		docx_section_end(s, section);
}

/* ---- blocks ---- */

void
docx_blocks_read(struct docx_story *s, const struct xml_node *parent)
{
	struct docx_control *control;

	for (const struct xml_node *node = parent ? parent->first : NULL; node; node = node->next)
		switch (node->name) {
		case W_p:
			paragraph_read(s, node);
			break;
		case W_tbl:
			frame_end(s);
			node = docx_table_read(s, node);
			s->previous.paragraph = NULL;
			break;
		case W_sdt:
			control = docx_control_around(s, node);
			docx_blocks_read(s, xml_child(node, W_sdtContent));
			s->control = control;
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
		case W_bookmarkStart:
			docx_bookmark_add(s, &s->docx->bookmarks, node, s->base->pooled);
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
		s->frame_blocks = (struct block_list){.first = NULL};
		s->frame = NULL;
	}
	if (s->waiting.all.count || s->drop_cap) {
		struct paragraph *p = NEW(s->docx->arena, struct paragraph);

		p->style = pool_paragraph_style(&s->docx->pool, &s->base->shape.style);
		p->mark = s->base->pooled;
		runs_finish(s->docx->arena, &s->waiting, p);
		p->drop_cap = s->drop_cap;
		s->drop_cap = NULL;
		blocks_add(s->docx->arena, s->blocks, BLOCK_PARAGRAPH)->paragraph = p;
	}
}

/* At the end of a cell HTML's spacing falls away, unless its last paragraph is an item of a list. */
static void
last_spacing(struct docx_story *s)
{
	struct paragraph_style style;

	if (!s->previous.paragraph || !s->previous.auto_after || s->previous.num_id > 0)
		return;
	style = *s->previous.paragraph->style;
	style.space_after = 0;
	s->previous.paragraph->style = pool_paragraph_style(&s->docx->pool, &style);
}

void
docx_story_end(struct docx_story *s)
{
	frames_release(s);
	docx_tables_lift(s, NULL, false, false);
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
docx_band_empty(struct docx *d, bool is_footer)
{
	const struct docx_style *style = is_footer ? d->footer : d->header;
	const struct docx_look *look =
		docx_look(d, &d->base, style ? style : docx_style_find(d, DOCX_PARAGRAPH_STYLE, TEXT_NONE));

	return block_empty(d->arena, pool_paragraph_style(&d->pool, &look->shape.style), look->pooled);
}

struct block *
docx_story_read(struct docx *d, struct relationship *relationships, const struct xml_node *parent,
		const struct note *note)
{
	struct block_list blocks = {.first = NULL};
	struct docx_story s = {.docx = d, .relationships = relationships, .base = &d->base, .blocks = &blocks};

	s.note = note;
	s.drops_tab = s.is_note = note != NULL;
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
