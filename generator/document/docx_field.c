/*
 * docx_field -- fields of a DOCX (ECMA-376 part 1, 17.16) as they stand in a story.
 *
 * A field is a row of runs: begin, instruction, separate, stored result, end; it may reach over paragraphs and
 * hold other fields, in its instruction as well as in its result.  The story keeps a stack of open fields.  What an
 * instruction means says field.c.
 */
#include "document/docx_story.h"

#include "base/file.h"
#include "document/field.h"
#include "document/measure.h"

/* A text that comes in pieces. */
struct gathered {
	VECTOR(char) bytes;
};

struct docx_field {
	bool is_result;    /* behind "separate" */
	bool is_stored;    /* there is a "separate": a result was stored, be it empty */
	bool is_contents;  /* in the stored result of a table of contents, be it an outer field's */
	bool is_swallowed; /* what stands here is not shown: instructions, results that are made anew */
	bool is_checked;
	struct text choice; /* the chosen entry of a drop-down */
	struct gathered instruction, cached;
	struct text link_before;
	struct field what;
	const struct run_style *style;
	struct docx_field *outer;
};

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

bool
docx_field_swallows(const struct docx_story *s)
{
	return s->fields && s->fields->is_swallowed;
}

bool
docx_field_is_contents(const struct docx_story *s)
{
	return s->fields && s->fields->is_contents;
}

/* The entry of a w:ddList that w:result counts to, the first one without it. */
static struct text
choice_of(const struct xml_node *list)
{
	const struct xml_node *entry = xml_child(list, W_listEntry);

	for (int i = integer_or(docx_val(list, W_result), 0); entry && i > 0; i--)
		entry = xml_sibling(entry, W_listEntry);
	return xml_value(entry, W_val, TEXT_NONE);
}

static void
field_begin(struct filling *f, const struct xml_node *node)
{
	struct docx_field *field = NEW(docx_filling_arena(f), struct docx_field);
	const struct xml_node *data = xml_child(node, W_ffData), *box = xml_child(data, W_checkBox);

	field->link_before = f->story->link;
	field->is_swallowed = true;
	field->is_checked = docx_switch(box, W_checked, docx_switch(box, W_default, false));
	field->choice = choice_of(xml_child(data, W_ddList));
	field->outer = f->story->fields;
	field->is_contents = field->outer && field->outer->is_contents;
	f->story->fields = field;
}

static void
field_separate(struct filling *f)
{
	struct docx_field *field = f->story->fields;

	if (!field || field->is_result)
		return;
	field->is_result = true;
	field->what = field_read(docx_filling_arena(f), whole(&field->instruction));
	field->is_contents |= field->what.is_contents;
	field->is_swallowed = (field->outer && field->outer->is_swallowed) ||
			      (field->what.kind != FIELD_STORED && field->what.kind != FIELD_LINK);
	if (field->what.kind == FIELD_LINK || (field->what.kind == FIELD_STORED && !f->story->link.len))
		f->story->link = field->what.target; /* a reference within a link leads where that does */
}

/* The next number of a sequence. */
static int
sequence_next(struct docx *d, const struct field *field)
{
	int **slot = (int **)dictionary_slot(d->arena, &d->sequences, field->target);

	if (!*slot)
		*slot = NEW(d->arena, int);
	if (field->restarts)
		**slot = field->number;
	else if (!field->repeats && **slot < INT32_MAX)
		++**slot;
	return **slot;
}

static struct text
either(struct text first, struct text otherwise)
{
	return first.len ? first : otherwise;
}

static struct text
property_or(struct docx *d, struct text property, struct text stored, const struct field *field)
{
	if (d->lent > LENT_MOST || (field->prefers_stored && stored.len))
		return stored;
	d->lent += property.len;
	return either(property, stored);
}

/* What a field that is made anew says in this document. */
static struct text
value_of(struct docx *d, const struct docx_field *field)
{
	const struct document_properties *p = &d->document->properties;
	struct text stored = whole(&field->cached);

	switch (field->what.kind) {
	case FIELD_CHECKBOX:
		return field->is_checked ? TEXT("☒") : TEXT("☐");
	case FIELD_CHOICE:
		return either(field->choice, stored);
	case FIELD_TEXT:
		return field->what.target;
	case FIELD_FILE_NAME:
		return either(path_base(d->document->file), stored);
	case FIELD_TITLE:
		return property_or(d, p->title, stored, &field->what);
	case FIELD_SUBJECT:
		return property_or(d, p->subject, stored, &field->what);
	case FIELD_KEYWORDS:
		return property_or(d, p->keywords, stored, &field->what);
	case FIELD_AUTHOR:
		return property_or(d, p->author, stored, &field->what);
	case FIELD_SEQUENCE:
		return number_text(d->arena, field->what.format, sequence_next(d, &field->what));
	case FIELD_AUTO_NUMBER:
		return field->is_stored ? TEXT_NONE : text_format(d->arena, "%d", ++d->auto_numbers);
	default:
		return TEXT_NONE;
	}
}

/* In contents a number whose heading is not there is as it is stored; elsewhere the reader is to know. */
static void
reference_show(struct filling *f, const struct docx_field *field, const struct run_style *style)
{
	struct docx *d = f->story->docx;
	const struct field *what = &field->what;
	struct run *run = docx_add_run(f, RUN_REFERENCE, style);
	struct reference *r = reference_add(d->arena, d->document, what->target);

	run->reference = r;
	if (!run->link.len)
		run->link = text_join(d->arena, TEXT("#"), what->target);
	r->keeps_stored = field->is_contents;
	r->format = what->format;
	r->is_said = what->is_direction;
	r->stored = r->is_said ? direction_word(style->language, dictionary_find(&d->bookmarks_met, what->target))
			       : whole(&field->cached);
}

/* A field that is made anew, with the stored result as its text. */
static void
field_show(struct filling *f, const struct docx_field *field, const struct run_style *style)
{
	struct run *r;

	switch (field->what.kind) {
	case FIELD_PAGE:
	case FIELD_PAGE_COUNT:
		r = docx_add_run(f, field->what.kind == FIELD_PAGE ? RUN_PAGE_NUMBER : RUN_PAGE_COUNT, style);
		r->text = whole(&field->cached);
		r->number_format = field->what.format;
		break;
	case FIELD_REFERENCE:
		reference_show(f, field, style);
		break;
	case FIELD_SYMBOL:
		docx_add_symbol(f, style, field->what.font, field->what.target);
		break;
	case FIELD_STORED:
	case FIELD_LINK:
	case FIELD_HIDDEN:
		break;
	default:
		docx_add_text(f, style, value_of(f->story->docx, field));
		break;
	}
}

static void
field_end(struct filling *f, const struct run_style *style)
{
	struct docx_field *field = f->story->fields;

	if (!field)
		return;
	field->is_stored = field->is_result;
	field_separate(f);
	f->story->fields = field->outer;
	f->story->link = field->link_before;
	style = field->style ? field->style : style;
	if (docx_is_visible(f, style))
		field_show(f, field, style);
	else if (field->outer && field->outer->is_result)
		docx_add_text(f, style, whole(&field->cached));
}

void
docx_field_char(struct filling *f, const struct run_style *style, const struct xml_node *node)
{
	struct text type = xml_value(node, W_fldCharType, TEXT_NONE);

	if (text_is(type, "begin"))
		field_begin(f, node);
	else if (text_is(type, "separate"))
		field_separate(f);
	else if (text_is(type, "end"))
		field_end(f, style);
}

void
docx_field_instruction(struct filling *f, const struct xml_node *node)
{
	struct docx_field *field = f->story->fields;
	struct text t = xml_content(docx_filling_arena(f), node);

	if (field && !field->is_result)
		gather(docx_filling_arena(f), &field->instruction, t);
}

/* w:fldSimple is the same with the instruction in an attribute and the result as content. */
void
docx_field_simple(struct filling *f, const struct xml_node *node)
{
	field_begin(f, node);
	gather(docx_filling_arena(f), &f->story->fields->instruction, xml_value(node, W_instr, TEXT_NONE));
	field_separate(f);
	docx_inline_read(f, node);
	field_end(f, f->look->pooled);
}

bool
docx_field_takes(struct filling *f, const struct run_style *style, struct text t)
{
	struct docx_field *field = f->story->fields;

	if (!field || !field->is_result || !field->is_swallowed || field->what.kind == FIELD_HIDDEN)
		return false;
	if (!field->style)
		field->style = style;
	gather(docx_filling_arena(f), &field->cached, t);
	return true;
}
