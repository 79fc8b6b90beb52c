/*
 * attribute -- markers in the attributes that a reader meets, and that an author can type into.
 *
 *     links          the target (a relationship's in a DOCX), and what is shown when the pointer rests on it
 *     pictures       the alternative text
 *     simple fields  a DOCX's w:fldSimple has its instruction in an attribute (ECMA-376 part 1, 17.16.19)
 *     ODF's fields   their texts stand in attributes, and in the element as it was shown last: Writer computes the
 *                    shown one anew from the others (ODF 1.3 part 3, 7.4, 7.7)
 *
 * A value with markers is cut into bytes and values, which are written where the attribute's value would be.
 */
#include "base/buffer.h"
#include "template/link.h"
#include "template/story.h"

static bool
is_link(enum xml_name name)
{
	return name == XLINK_href || name == NONE_Target;
}

static bool
may_hold_markers(enum xml_name name)
{
	switch (name) {
	case XLINK_href:
	case NONE_Target:
	case NONE_descr:
	case NONE_tooltip:
	case W_tooltip:
	case W_instr:
	case OFFICE_title:
	case OFFICE_name:
	case OFFICE_string_value:
	case TEXT_string_value:
	case TEXT_string_value_if_true:
	case TEXT_string_value_if_false:
	case TEXT_formula:
		return true;
	default:
		return false;
	}
}

static bool
has_escaped_braces(struct text t)
{
	return text_find(t, TEXT("%7B%7B"), 0) != TEXT_NOWHERE || text_find(t, TEXT("%7b%7b"), 0) != TEXT_NOWHERE;
}

/* A link's target with its markers as they were typed. */
static struct text
unescaped(struct arena *a, struct text target)
{
	struct buffer b = {0};

	link_unescape(&b, target);
	return buffer_take(a, &b);
}

struct text
attribute_line(struct arena *a, const struct xml_attribute *attribute)
{
	struct text value = attribute->value;

	if (!may_hold_markers(attribute->name))
		return TEXT_NONE;
	if (is_link(attribute->name) && has_escaped_braces(value))
		return unescaped(a, value);
	return text_find(value, TEXT("{{"), 0) == TEXT_NOWHERE ? TEXT_NONE : value;
}

/* How values are written there. */
static enum escape
escape_of(enum xml_name attribute)
{
	return is_link(attribute) ? ESCAPE_LINK : attribute == W_instr ? ESCAPE_FIELD : ESCAPE_XML;
}

static struct op *
bytes_op(struct arena *a, struct text bytes)
{
	struct buffer b = {0};
	struct op *op = NEW(a, struct op);

	buffer_xml(&b, bytes);
	op->bytes = buffer_take(a, &b);
	return op;
}

static struct op *
value_op(struct compiler *c, const struct marker *m, enum escape escape)
{
	struct op *op = NEW(c->arena, struct op);

	if (m->kind != MARKER_VALUE && m->kind != MARKER_WRONG && m->kind != MARKER_NOTE) {
		compiler_fault(c, m->origin,
			       (struct fault){m->at, m->end - m->at, PROBLEM_SECTION_ATTRIBUTE, {TEXT_NONE}});
	}
	if (!marker_is_text(c->arena, c->report, m))
		c->failed = true;
	op->kind = m->kind == MARKER_VALUE ? OP_VALUE : OP_BYTES;
	op->escape = escape;
	op->expression = m->expression;
	return op;
}

static struct op *
cut(struct compiler *c, const struct origin *o, enum escape escape)
{
	struct markers markers = {{0}};
	struct op *first = NULL, **link = &first;
	size_t at = 0;

	story_find_markers(c, o, &markers);
	for (size_t i = 0; i < markers.of.count; i++) {
		*link = bytes_op(c->arena, text_slice(o->line, at, markers.of.at[i]->at));
		(*link)->next = value_op(c, markers.of.at[i], escape);
		link = &(*link)->next->next;
		at = markers.of.at[i]->end;
	}
	*link = bytes_op(c->arena, text_from_offset(o->line, at));
	return first;
}

void
attribute_read(struct compiler *c, struct xml_node *node, const struct xml_attribute *attribute, const struct origin *o)
{
	struct attribute_note *note;

	if (node->extra && ((struct note *)node->extra)->kind != NOTE_ATTRIBUTE)
		return;
	note = NEW(c->arena, struct attribute_note);
	note->note.kind = NOTE_ATTRIBUTE;
	note->attribute = attribute;
	note->ops = cut(c, o, escape_of(attribute->name));
	note->next = node->extra;
	node->extra = note;
	c->has_markers = true;
}

const struct op *
attribute_ops(const struct xml_node *node, const struct xml_attribute *attribute)
{
	const struct note *note = node->extra;
	const struct attribute_note *at = (const struct attribute_note *)note;

	if (!note || note->kind != NOTE_ATTRIBUTE)
		return NULL;
	while (at && at->attribute != attribute)
		at = at->next;
	return at ? at->ops : NULL;
}
