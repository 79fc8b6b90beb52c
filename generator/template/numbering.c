/*
 * numbering -- lists that begin anew where their section is repeated, or go on.
 *
 * In a DOCX all paragraphs with one w:numId are one list, wherever they stand (ECMA-376 part 1, 17.9.18): repeated,
 * they count on.  In an ODT each text:list is one of its own unless it says what it continues (ODF 1.3 part 3,
 * 5.3.3): repeated, it begins anew.  A person expects of both the same: the numbers of {{#items}}1. {{name}}{{/}} go
 * on, those of a list with several positions, or with a section of its own, in each repeated act begin anew.
 *
 * So for each list the part is asked where it has positions, on the lowest of its levels:
 *
 *     all in one section, several of them      begins anew with each run of the innermost such section
 *     all in one section, a single one         goes on in the innermost loop, begins anew with the one around it
 *     some outside all sections                goes on
 *
 * A position whose text is {{text | paragraphs}} is as many as there are lines.
 *
 * Which sections are loops, and which mere conditions, is known only while merging: see struct numbering_op.
 */
#include "expression/finish.h"
#include "template/repeat.h"

/* A paragraph or item with a number. */
struct position {
	struct xml_node *node;
	struct stand stand;
	int level;
	bool is_many;             /* each line of a value in it is one more */
	struct word_number word;  /* DOCX */
	struct xml_node *element; /* ODT: the outermost text:list around it */
};

struct list {
	VECTOR(struct position) positions;
	const struct ring *common; /* the innermost section that holds all; NULL: none does */
	int lowest;
	bool is_single;
	bool is_uncertain; /* ODT: some of it may come out empty */
	bool is_bullet;    /* DOCX: nobody sees whether it begins anew */
	uint32_t number;   /* in the program */
	struct text style; /* ODT */
};

/* ODT: an outermost text:list. */
struct element {
	struct xml_node *node;
	struct stand stand;
	size_t list;
	size_t first; /* of its positions in the list: they follow each other */
	struct text id;
};

struct lists {
	VECTOR(struct list) of;
	struct texts keys; /* DOCX: the w:numIds of the lists; ODT: of all elements, how they are referred to */
	VECTOR(struct element) elements;
	size_t last; /* in `of`: the list of the position that was met last */
};

static struct list *
add_list(struct compiler *c)
{
	struct list *list = VECTOR_PUSH(c->arena, &c->lists->of);

	*list = (struct list){.is_bullet = true};
	return list;
}

static void
add_position(struct compiler *c, size_t list, const struct position *position)
{
	*VECTOR_PUSH(c->arena, &c->lists->of.at[list].positions) = *position;
	c->lists->last = list;
}

/* ---- a DOCX ---- */

static void
meet_paragraph(struct compiler *c, struct xml_node *node, struct stand stand)
{
	struct position position = {.node = node, .stand = stand};
	struct lists *l = c->lists;
	struct text key;
	ptrdiff_t index;

	if (!word_number_of(c, node, &position.word))
		return;
	key = text_format(c->arena, "%d", position.word.num);
	index = texts_find(&l->keys, key);
	if (index < 0) {
		index = (ptrdiff_t)texts_add(c->arena, &l->keys, key);
		add_list(c);
	}
	position.level = position.word.level;
	l->of.at[index].is_bullet &= word_level_is_bullet(c, position.word.num, position.level);
	add_position(c, (size_t)index, &position);
}

/* ---- an ODT ---- */

static bool
is_item(const struct xml_node *node)
{
	return node && (node->name == TEXT_list_item || node->name == TEXT_list_header);
}

/* The outermost list that a list belongs to; *level: how many stand around it. */
static struct xml_node *
outermost_list(struct xml_node *list, int *level)
{
	for (*level = 0; is_item(list->parent) && list->parent->parent; ++*level)
		list = list->parent->parent;
	return list;
}

/* The list that an element continues, or a new one. */
static size_t
list_of(struct compiler *c, const struct xml_node *node)
{
	struct lists *l = c->lists;
	const struct xml_attribute *continued = xml_attribute(node, TEXT_continue_list);
	struct text style = xml_value(node, TEXT_style_name, TEXT_NONE);
	ptrdiff_t index;

	if (continued) {
		index = texts_find(&l->keys, continued->value);
		if (index >= 0)
			return l->elements.at[index].list;
	} else if (xml_value_is(node, TEXT_continue_numbering, "true") && l->elements.count) {
		size_t last = l->elements.at[l->elements.count - 1].list;

		if (!style.len || text_equal(l->of.at[last].style, style))
			return last;
	}
	add_list(c)->style = style;
	return l->of.count - 1;
}

static void
meet_list(struct compiler *c, struct xml_node *node, struct stand stand)
{
	struct lists *l = c->lists;
	struct text id = xml_value(node, XML_id, TEXT_NONE);
	struct element element = {node, stand, 0, 0, id};

	if (is_item(node->parent))
		return;
	if (!id.len || texts_find(&l->keys, id) >= 0)
		id = text_format(c->arena, "\n%zu", l->elements.count);
	element.list = list_of(c, node);
	element.first = l->of.at[element.list].positions.count;
	texts_add(c->arena, &l->keys, id); /* of the same index as the element */
	*VECTOR_PUSH(c->arena, &l->elements) = element;
}

static void
meet_item(struct compiler *c, struct xml_node *node, struct stand stand)
{
	struct lists *l = c->lists;
	struct position position = {.node = node, .stand = stand};
	const struct xml_node *child = node->first;

	while (child && (child->name == XML_TEXT || child->name == XML_RAW))
		child = child->next;
	if (!child || !is_paragraph(child->name) || !node->parent || node->parent->name != TEXT_list ||
	    !l->elements.count)
		return;
	position.element = outermost_list(node->parent, &position.level);
	/* the walk is inside the element that it met last; but for lists of frames within an item, which are rare */
	if (l->elements.at[l->elements.count - 1].node != position.element)
		return;
	add_position(c, l->elements.at[l->elements.count - 1].list, &position);
}

void
numbering_meet(struct compiler *c, struct xml_node *node, struct stand stand)
{
	if (!c->lists)
		c->lists = NEW(c->arena, struct lists);
	if (node->name == W_p)
		meet_paragraph(c, node, stand);
	else if (node->name == TEXT_list)
		meet_list(c, node, stand);
	else if (node->name == TEXT_list_item)
		meet_item(c, node, stand);
}

/* A value of several lines makes positions of them where it stands in one. */
void
numbering_meet_value(struct compiler *c, const struct spot *spot)
{
	const struct expression *f = spot->marker->kind == MARKER_VALUE ? finish_rich(spot->marker->expression) : NULL;
	struct list *list = c->lists && c->lists->of.count ? &c->lists->of.at[c->lists->last] : NULL;
	struct position *p = list && list->positions.count ? &list->positions.at[list->positions.count - 1] : NULL;

	if (p && f && f->filter == FILTER_PARAGRAPHS && spot->paragraph)
		p->is_many |= p->node == spot->paragraph || p->node == spot->paragraph->parent;
}

/* ---- which sections decide ---- */

static int
depth_of(const struct ring *ring)
{
	int depth = 0;

	for (; ring; ring = ring->outer)
		depth++;
	return depth;
}

static const struct ring *
common_ring(const struct ring *x, const struct ring *y)
{
	int dx = depth_of(x), dy = depth_of(y);

	for (; dx > dy; dx--)
		x = x->outer;
	for (; dy > dx; dy--)
		y = y->outer;
	for (; x != y; y = y->outer)
		x = x->outer;
	return x;
}

static unsigned
larger(const unsigned counts[2])
{
	return counts[0] > counts[1] ? counts[0] : counts[1];
}

/* One more position: of the two parts of a section only one is written, so the larger one counts. */
static void
count_position(struct stand s, const struct ring *common, uint32_t list)
{
	unsigned delta = 1, before;

	for (struct ring *ring = s.ring; delta; ring = ring->outer) {
		if (ring->counted != list) {
			ring->counted = list;
			ring->counts[0] = ring->counts[1] = 0;
		}
		before = larger(ring->counts);
		ring->counts[s.in_other] += delta;
		delta = larger(ring->counts) - before;
		s.in_other = ring->outer_in_other;
		if (ring == common)
			return;
	}
}

static void
judge(struct compiler *c, struct list *list)
{
	list->number = c->program->lists++;
	list->common = list->positions.at[0].stand.ring;
	list->lowest = list->positions.at[0].level;
	for (size_t i = 1; i < list->positions.count; i++) {
		const struct position *p = &list->positions.at[i];

		list->common = common_ring(list->common, p->stand.ring);
		list->lowest = p->level < list->lowest ? p->level : list->lowest;
	}
	if (!list->common)
		return;
	for (size_t i = 0; i < list->positions.count; i++) {
		const struct position *p = &list->positions.at[i];

		for (int times = p->is_many ? 2 : 1; p->level == list->lowest && times > 0; times--)
			count_position(p->stand, list->common, list->number + 1);
	}
	list->is_single = list->common->counted != list->number + 1 || larger(list->common->counts) < 2;
}

/* From which section outwards it is decided whether the list begins anew at a position that stands in `ring`. */
static const struct ring *
deciding_ring(const struct list *list, const struct ring *ring)
{
	if (!list->common)
		return NULL;
	return list->is_single ? ring : list->common;
}

static struct numbering_note *
new_note(struct compiler *c, const struct list *list, enum numbering_kind kind, const struct ring *ring)
{
	struct numbering_note *note = NEW(c->arena, struct numbering_note);

	note->note.kind = NOTE_NUMBERING;
	note->op.kind = kind;
	note->op.list = list->number;
	note->op.is_single = list->is_single;
	note->ring = deciding_ring(list, ring);
	return note;
}

/* ---- marks in the tree of a DOCX ---- */

/* What may stand before w:numPr, and before w:ind, in w:pPr (ECMA-376 part 1, 17.3.1.26; the schema has an order). */
static bool
is_before(const struct xml_node *node, bool is_indent)
{
	switch (node->name) {
	case W_pStyle:
	case W_keepNext:
	case W_keepLines:
	case W_pageBreakBefore:
	case W_framePr:
	case W_widowControl:
		return true;
	case W_numPr:
	case W_suppressLineNumbers:
	case W_pBdr:
	case W_shd:
	case W_tabs:
	case W_suppressAutoHyphens:
	case W_kinsoku:
	case W_wordWrap:
	case W_overflowPunct:
	case W_topLinePunct:
	case W_autoSpaceDE:
	case W_autoSpaceDN:
	case W_bidi:
	case W_adjustRightInd:
	case W_snapToGrid:
	case W_spacing:
	case XML_RAW:
		return is_indent;
	default:
		return false;
	}
}

static void
insert_mark(struct compiler *c, struct xml_node *properties, struct numbering_note *note, bool is_indent)
{
	struct xml_node *mark = xml_new(c->arena, XML_RAW, TEXT_NONE), *at = properties->first;

	mark->extra = note;
	while (at && is_before(at, is_indent))
		at = at->next;
	if (at)
		xml_insert_before(at, mark);
	else
		xml_append(properties, mark);
}

static struct xml_node *
properties_of(struct compiler *c, struct xml_node *paragraph)
{
	struct xml_node *properties = xml_child(paragraph, W_pPr);

	if (properties)
		return properties;
	properties = xml_new(c->arena, W_pPr, text_join(c->arena, qname_prefix(paragraph->qname), TEXT("pPr")));
	if (paragraph->first)
		xml_insert_before(paragraph->first, properties);
	else
		xml_append(paragraph, properties);
	return properties;
}

static struct text
xml_text(struct arena *a, const struct xml_node *node)
{
	struct buffer b = {0};

	xml_write(&b, node);
	return buffer_take(a, &b);
}

/*
 * A paragraph that its style numbers: another list must be named by the paragraph itself.  Then that list's indents
 * would go before the style's, so these are said again.
 */
static void
mark_styled(struct compiler *c, const struct position *p, struct numbering_note *note)
{
	struct xml_node *properties = properties_of(c, p->node), *own = xml_child(properties, W_numPr);
	struct text prefix = qname_prefix(p->node->qname);
	struct numbering_note *indent;

	note->op.is_inserted = true;
	if (own)
		xml_remove(own);
	note->op.before =
		text_format(c->arena, "<%.*snumPr><%.*silvl %.*sval=\"%d\"/><%.*snumId %.*sval=\"", TEXT_ARG(prefix),
			    TEXT_ARG(prefix), TEXT_ARG(prefix), p->level, TEXT_ARG(prefix), TEXT_ARG(prefix));
	note->op.after = text_format(c->arena, "\"/></%.*snumPr>", TEXT_ARG(prefix));
	insert_mark(c, properties, note, false);
	if (!p->word.indent || xml_child(properties, W_ind))
		return;
	indent = NEW(c->arena, struct numbering_note);
	*indent = *note;
	indent->op.is_indent = true;
	indent->op.before = xml_text(c->arena, p->word.indent);
	insert_mark(c, properties, indent, true);
}

static void
mark_paragraphs(struct compiler *c, const struct list *list)
{
	struct text restart = word_restart(c, list->positions.at[0].word.num);

	if (!restart.len)
		return;
	for (size_t i = 0; i < list->positions.count; i++) {
		const struct position *p = &list->positions.at[i];
		struct numbering_note *note = new_note(c, list, NUMBERING_WORD, p->stand.ring);

		note->op.num = p->word.num;
		note->op.restart = restart;
		if (p->word.num_id)
			p->word.num_id->extra = note;
		else
			mark_styled(c, p, note);
	}
}

/* ---- marks in the tree of an ODT ---- */

static bool
says_what_it_continues(enum xml_name name)
{
	return name == TEXT_continue_list || name == TEXT_continue_numbering;
}

/* Moves what an element says of the list that it continues, and its id, to where the operation writes them. */
static void
take_attributes(struct compiler *c, struct xml_node *node, struct numbering_note *note)
{
	struct xml_node *own = xml_new(c->arena, node->name, node->qname);
	struct xml_attribute **link = &node->attributes, **to = &own->attributes;

	while (*link) {
		struct xml_attribute *a = *link;

		if (says_what_it_continues(a->name)) {
			*to = a;
			to = &a->next;
			note->op.continues |= !text_is(a->value, "false");
		}
		if (says_what_it_continues(a->name) || a->name == XML_id)
			*link = a->next;
		else
			link = &a->next;
	}
	*to = NULL;
	note->own = own;
}

static bool
is_position_of(const struct list *list, size_t index, const struct element *e)
{
	return index < list->positions.count && list->positions.at[index].element == e->node;
}

/* An element that is repeated: by its id the others can go on from it. */
static void
mark_element(struct compiler *c, const struct list *list, const struct element *e)
{
	const struct ring *ring = e->stand.ring;
	struct numbering_note *note;
	struct text id = e->id;

	for (size_t i = e->first; is_position_of(list, i, e); i++) {
		if (list->positions.at[i].level == list->lowest) {
			ring = list->positions.at[i].stand.ring;
			break;
		}
	}
	note = new_note(c, list, NUMBERING_LIST, ring);
	take_attributes(c, e->node, note);
	note->op.prefix = qname_prefix(e->node->qname);
	if (id.len) {
		note->identity = identity_find(c, TEXT("id"), id);
	} else {
		id = identity_new_name(c, "list", (size_t)(e - c->lists->elements.at) + 1);
		note->identity = identity_add(c, TEXT("id"), id, stand_owner(e->stand));
		note->identity->is_name = true;
	}
	e->node->extra = note;
}

/* What a list of that style starts with on a level, as far as the part says it. */
static struct text
start_of(struct compiler *c, const struct xml_node *node, struct text style, int level)
{
	const struct xml_node *list, *at;
	struct text wanted = text_format(c->arena, "%d", level + 1), start;

	while (node->parent)
		node = node->parent;
	list = xml_child(xml_child(node, OFFICE_automatic_styles), TEXT_list_style);
	while (list && !text_equal(xml_value(list, STYLE_name, TEXT_NONE), style))
		list = xml_sibling(list, TEXT_list_style);
	at = xml_child(list, TEXT_list_level_style_number);
	while (at && !text_equal(xml_value(at, TEXT_level, TEXT_NONE), wanted))
		at = xml_sibling(at, TEXT_list_level_style_number);
	start = xml_value(at, TEXT_start_value, TEXT("1"));
	for (size_t i = 0; i < start.len; i++) {
		if (start.at[i] < '0' || start.at[i] > '9')
			return TEXT("1");
	}
	return start;
}

/* Whether a section that decides begins inside the element, between it and the position. */
static bool
is_decided_inside(const struct list *list, const struct position *p, const struct ring *outside)
{
	const struct ring *ring = deciding_ring(list, p->stand.ring);
	int inside = 0;

	for (; ring && ring != outside; ring = ring->outer)
		inside++;
	return inside > (list->is_single ? 1 : 0);
}

/* Items that a section inside of their text:list repeats: to begin anew they say with what number. */
static void
mark_items(struct compiler *c, const struct list *list, const struct element *e)
{
	for (size_t i = e->first; is_position_of(list, i, e); i++) {
		const struct position *p = &list->positions.at[i];
		struct numbering_note *note;

		if (p->level != list->lowest || p->node->extra || xml_attribute(p->node, TEXT_start_value) ||
		    !is_decided_inside(list, p, e->stand.ring))
			continue;
		note = new_note(c, list, NUMBERING_ITEM, p->stand.ring);
		note->op.prefix = qname_prefix(p->node->qname);
		note->op.start = start_of(c, e->node, xml_value(e->node, TEXT_style_name, TEXT_NONE), p->level);
		p->node->extra = note;
	}
}

/* Whether it stands in a section, or goes on from one that does, and that may come out empty. */
static bool
is_uncertain(struct list *list, const struct element *e)
{
	list->is_uncertain |= e->stand.ring != NULL;
	return e->stand.ring || (list->is_uncertain && (xml_attribute(e->node, TEXT_continue_list) ||
							xml_attribute(e->node, TEXT_continue_numbering)));
}

static void
mark_elements(struct compiler *c)
{
	for (size_t i = 0; i < c->lists->elements.count; i++) {
		const struct element *e = &c->lists->elements.at[i];
		struct list *list = &c->lists->of.at[e->list];

		if (!list->positions.count)
			continue;
		mark_items(c, list, e);
		if (is_uncertain(list, e) && !e->node->extra)
			mark_element(c, list, e);
	}
}

void
numbering_settle(struct compiler *c)
{
	for (size_t i = 0; c->lists && i < c->lists->of.count; i++) {
		struct list *list = &c->lists->of.at[i];

		if (list->positions.count)
			judge(c, list);
		if (list->common && !list->is_bullet && !list->positions.at[0].element)
			mark_paragraphs(c, list);
	}
	if (c->lists)
		mark_elements(c);
}
