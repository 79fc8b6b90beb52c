/*
 * emit_identity -- bookmarks, ids of drawings, notes and lists in what is repeated.
 *
 * What a section repeats gets names and numbers of its own in each repetition (identity.c knows which there are).  What
 * refers to one of them means that of the same repetition, as far as both stand in the same section:
 *
 *     {{#acts}} [bookmark a] … see a {{/}} … see a      in each act its own; behind them that of the first
 *
 * Remarks and tracked changes of an ODT stand in another part or at the beginning of the text, once: their marks are
 * written with the first repetition only.
 */
#include "template/emit.h"
#include "template/note.h"
#include "template/repeat.h"

/* ---- which section ---- */

static bool
holds(const struct frame *frame, const struct ring *ring)
{
	while (ring && ring->spot != frame->open)
		ring = ring->outer;
	return ring != NULL;
}

/* The innermost open section whose runs tell apart what `owner` repeats (NULL: the innermost of all), or 0. */
static uint32_t
section_of(const struct emitter *e, const struct ring *owner)
{
	for (size_t i = e->frames.count; i-- > 0;) {
		const struct frame *frame = &e->frames.at[i];

		if (!frame->in_other && (!owner || holds(frame, owner)))
			return frame->op->section;
	}
	return 0;
}

/* ---- identifiers ---- */

static struct text
escaped(struct arena *a, struct text t)
{
	struct buffer b = {0};

	buffer_xml_attribute(&b, t);
	return buffer_take(a, &b);
}

static const struct unique_op *
unique_of(struct emitter *e, struct identity *identity, bool is_reference, uint32_t section)
{
	struct unique_op *u = NEW(e->c->arena, struct unique_op);

	u->section = section;
	u->name = escaped(e->c->arena, identity->name);
	if (identity->is_name) {
		u->kind = UNIQUE_NAME;
		u->stem = escaped(e->c->arena, identity_stem(e->c, identity));
		return u;
	}
	if (!identity->slot)
		identity->slot = ++e->c->program->numbers;
	u->kind = is_reference ? UNIQUE_NUMBER_AGAIN : UNIQUE_NUMBER;
	u->slot = identity->slot;
	return u;
}

/* The section that tells it apart where it is written, 0: it is as in the template. */
static uint32_t
section_for(const struct emitter *e, const struct identity *identity, bool is_reference)
{
	if (!identity || (!identity->owner && is_reference && identity->is_name))
		return 0;
	return section_of(e, is_reference && identity->is_name ? identity->owner : NULL);
}

static bool
emit_unique(struct emitter *e, struct identity *identity, bool is_reference)
{
	uint32_t section = section_for(e, identity, is_reference);

	if (!section)
		return false;
	emit_flush(e);
	emit_op(e, OP_UNIQUE)->as.unique = unique_of(e, identity, is_reference, section);
	return true;
}

static bool
is_note(const struct xml_node *node)
{
	return node && (node->name == W_footnote || node->name == W_endnote);
}

/* ---- links within an ODT: "#name" of a bookmark, "#name|table" ---- */

static struct text
link_kind(struct text sort)
{
	if (!sort.len)
		return TEXT("bookmark");
	if (text_is(sort, "table"))
		return sort;
	if (text_is(sort, "region"))
		return TEXT("section");
	return text_is(sort, "frame") || text_is(sort, "graphic") || text_is(sort, "ole") ? TEXT("frame") : TEXT_NONE;
}

static bool
emit_link(struct emitter *e, struct text value)
{
	size_t bar = value.len;
	struct identity *identity;

	while (bar > 0 && value.at[bar - 1] != '|')
		bar--;
	if (bar)
		identity = identity_find(e->c, link_kind(text_from_offset(value, bar)), text_slice(value, 1, bar - 1));
	else
		identity = identity_find(e->c, TEXT("bookmark"), text_from_offset(value, 1));
	if (!section_for(e, identity, true))
		return false;
	buffer_byte(&e->bytes, '#');
	emit_unique(e, identity, true);
	if (bar)
		buffer_xml_attribute(&e->bytes, text_from_offset(value, bar - 1));
	return true;
}

/* ---- fields of a DOCX: " REF name \h " ---- */

static bool
is_word_end(char c)
{
	return c == ' ' || c == '"' || c == '\t';
}

static struct text
next_word(struct text t, size_t *at)
{
	size_t from;

	while (*at < t.len && is_word_end(t.at[*at]))
		(*at)++;
	from = *at;
	while (*at < t.len && !is_word_end(t.at[*at]))
		(*at)++;
	return text_slice(t, from, *at);
}

/* Fields whose arguments are bookmarks; a field without any of the known names is a REF (ECMA-376 part 1, 17.16.5). */
static bool
names_bookmarks(struct text word)
{
	static const char *const fields[] = {"REF", "PAGEREF", "NOTEREF", "FTNREF", "HYPERLINK", "TOC", "GOTOBUTTON"};
	char upper[16];
	size_t n = 0;

	for (; n < word.len && n < sizeof upper - 1; n++)
		upper[n] = (char)(word.at[n] >= 'a' && word.at[n] <= 'z' ? word.at[n] - 0x20 : word.at[n]);
	upper[n] = '\0';
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		if (text_is(text_from(upper), fields[i]))
			return true;
	}
	return false;
}

/* A field's instruction with the bookmarks in it; write: how the rest is escaped. */
static bool
emit_instruction(struct emitter *e, struct text t, void (*write)(struct buffer *b, struct text t))
{
	size_t at = 0, from = 0;
	struct text word = next_word(t, &at);
	bool any = false, is_lone = false;

	if (names_bookmarks(word))
		word = next_word(t, &at);
	else
		is_lone = true;
	for (; word.len; word = is_lone ? TEXT_NONE : next_word(t, &at)) {
		struct identity *identity = identity_find(e->c, TEXT("name"), word);

		if (section_for(e, identity, true)) {
			write(&e->bytes, text_slice(t, from, (size_t)(word.at - t.at)));
			from = at;
			any = emit_unique(e, identity, true);
		}
	}
	if (any)
		write(&e->bytes, text_from_offset(t, from));
	return any;
}

static struct numbering_note *numbering_of(const struct xml_node *node);
static void emit_numbering_op(struct emitter *e, const struct numbering_note *note);

bool
emit_identity_attribute(struct emitter *e, const struct xml_node *node, const struct xml_attribute *attribute)
{
	struct text kind;
	enum identity_role role;

	if (e->note_id && attribute->name == W_id && is_note(node)) {
		emit_flush(e);
		emit_op(e, OP_UNIQUE)->as.unique = e->note_id;
		return true;
	}
	if (!e->frames.count || !e->c->identities)
		return false;
	if (attribute->name == W_val && numbering_of(node)) {
		emit_numbering_op(e, numbering_of(node));
		return true;
	}
	if (attribute->name == XLINK_href && text_starts(attribute->value, TEXT("#")))
		return emit_link(e, attribute->value);
	if (attribute->name == W_instr)
		return emit_instruction(e, attribute->value, buffer_xml_attribute);
	role = identity_role(node, attribute, &kind);
	if (role == IDENTITY_NONE)
		return false;
	return emit_unique(e, identity_find(e->c, kind, attribute->value), role == IDENTITY_REFERENCE);
}

/* ---- elements ---- */

static bool
is_once(enum xml_name name)
{
	switch (name) {
	case W_commentRangeStart:
	case W_commentRangeEnd:
	case W_commentReference:
	case OFFICE_annotation:
	case OFFICE_annotation_end:
	case TEXT_change:
	case TEXT_change_start:
	case TEXT_change_end:
		return true;
	default:
		return false;
	}
}

static void
emit_once(struct emitter *e, const struct xml_node *node, uint32_t section)
{
	struct op *op, **link;

	emit_flush(e);
	op = emit_op(e, OP_ONCE);
	op->section = section;
	link = e->link;
	e->link = &op->body;
	emit_plain(e, node);
	emit_flush(e);
	e->link = link;
}

/* w:instrText with nothing but text in it. */
static bool
emit_instruction_text(struct emitter *e, const struct xml_node *node)
{
	const struct xml_node *text = node->first;

	if (!text || text->name != XML_TEXT || text->next)
		return false;
	emit_start(e, node);
	if (!emit_instruction(e, text->text, buffer_xml))
		buffer_xml(&e->bytes, text->text);
	xml_write_end(&e->bytes, node);
	return true;
}

/* ---- notes of a DOCX, see note.c ---- */

/* The note under its reference, as the body of the op that stands in the reference's id. */
static void
emit_note_op(struct emitter *e, const struct xml_node *reference)
{
	struct unique_op *id = NEW(e->c->arena, struct unique_op);
	struct note_op *n = NEW(e->c->arena, struct note_op);
	struct text prefix = e->c->prefix;
	struct op *op, **link;

	emit_flush(e);
	op = emit_op(e, OP_NOTE);
	op->as.note = n;
	n->is_end = reference->name == W_endnoteReference;
	n->slot = ++e->c->program->numbers;
	n->part = note_part_of(e->c->notes[n->is_end], &e->c->prefix, &n->first);
	*id = (struct unique_op){.kind = UNIQUE_NUMBER_AGAIN, .slot = n->slot};
	e->note_id = id;
	link = e->link;
	e->link = &op->body;
	emit_node(e, reference->first);
	emit_flush(e);
	e->link = link;
	e->note_id = NULL;
	e->c->prefix = prefix;
}

static void
emit_reference(struct emitter *e, const struct xml_node *node)
{
	buffer_byte(&e->bytes, '<');
	buffer_text(&e->bytes, node->qname);
	for (const struct xml_attribute *a = node->attributes; a; a = a->next) {
		buffer_byte(&e->bytes, ' ');
		buffer_text(&e->bytes, a->qname);
		buffer_string(&e->bytes, "=\"");
		if (a->name == W_id)
			emit_note_op(e, node);
		else
			buffer_xml_attribute(&e->bytes, a->value);
		buffer_byte(&e->bytes, '"');
	}
	buffer_string(&e->bytes, "/>");
}

static bool
emit_gathered(struct emitter *e, const struct xml_node *node)
{
	const struct gather_note *gather = node->extra;
	struct note_op *n;

	if (!gather || gather->note.kind != NOTE_GATHER)
		return false;
	n = NEW(e->c->arena, struct note_op);
	n->gathers = true;
	n->is_end = gather->is_end;
	emit_flush(e);
	emit_op(e, OP_NOTE)->as.note = n;
	return true;
}

bool
emit_identity(struct emitter *e, const struct xml_node *node)
{
	uint32_t section;

	if ((node->name == W_footnoteReference || node->name == W_endnoteReference) && is_note(node->first)) {
		emit_reference(e, node);
		return true;
	}
	if (!e->frames.count || !e->c->identities)
		return false;
	section = section_of(e, NULL);
	if (section && is_once(node->name)) {
		emit_once(e, node, section);
		return true;
	}
	return node->name == W_instrText && emit_instruction_text(e, node);
}

/* ---- lists, see numbering.c ---- */

static struct numbering_note *
numbering_of(const struct xml_node *node)
{
	struct note *note = node->extra;

	return note && note->kind == NOTE_NUMBERING ? (struct numbering_note *)note : NULL;
}

static void
set_sections(struct emitter *e, struct numbering_op *op, const struct ring *innermost)
{
	uint32_t *sections;
	size_t count = 0;

	for (const struct ring *ring = innermost; ring; ring = ring->outer)
		count++;
	op->sections = sections = NEW_ARRAY(e->c->arena, uint32_t, count);
	op->section_count = count;
	for (const struct ring *ring = innermost; ring; ring = ring->outer)
		*sections++ = ring->spot->section;
}

/* What the element says of the list that it continues, in the template. */
static void
emit_continued(struct emitter *e, const struct xml_node *own, struct op *op)
{
	struct op **link = e->link;

	e->link = &op->body;
	for (const struct xml_attribute *a = own->attributes; a; a = a->next) {
		buffer_byte(&e->bytes, ' ');
		buffer_text(&e->bytes, a->qname);
		buffer_string(&e->bytes, "=\"");
		if (!emit_identity_attribute(e, own, a))
			buffer_xml_attribute(&e->bytes, a->value);
		buffer_byte(&e->bytes, '"');
	}
	emit_flush(e);
	e->link = link;
}

static void
emit_numbering_op(struct emitter *e, const struct numbering_note *note)
{
	struct numbering_op *n = NEW(e->c->arena, struct numbering_op);
	struct op *op;

	emit_flush(e);
	op = emit_op(e, OP_NUMBERING);
	*n = note->op;
	set_sections(e, n, note->ring);
	if (note->identity)
		n->id = unique_of(e, note->identity, false, section_of(e, NULL));
	if (note->own)
		emit_continued(e, note->own, op);
	op->as.numbering = n;
}

void
emit_identity_tag(struct emitter *e, const struct xml_node *node)
{
	const struct numbering_note *note = numbering_of(node);

	if (note && note->op.kind != NUMBERING_WORD)
		emit_numbering_op(e, note);
}

bool
emit_mark(struct emitter *e, const struct xml_node *node)
{
	const struct numbering_note *note = numbering_of(node);

	if (note)
		emit_numbering_op(e, note);
	return note != NULL || emit_gathered(e, node);
}
