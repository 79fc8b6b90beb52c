/*
 * identity -- names and numbers that are unique in a document.
 *
 * A section that is repeated would repeat them too.  Word calls a document with two bookmarks of one number damaged
 * or drops one of them; LibreOffice renames tables and frames as it likes, and what referred to them goes to the
 * first.  So before a part is written all of them are known:
 *
 *     DOCX  w:bookmarkStart w:name and w:id, w:id of tracked changes, permissions and content controls, wp:docPr id,
 *           VML shapes (ECMA-376 part 1, 17.13; 20.4.2.5; part 4, 19.1.2)
 *     ODT   bookmarks, reference marks, notes, sequences, sections, tables, frames, xml:id (ODF 1.3 part 3, 7.4, 19)
 *
 * and of each in which section it stands.  emit_identity.c writes them, and what refers to them, as operations.
 *
 * Ranges have two ends.  When these stand in different sections no copy would have both; so each end moves out to the
 * innermost section that holds both.  In an ODT ends stand amid text only, and the range shrinks to a point.
 */
#include "template/repeat.h"

#include <string.h>

#include "base/utf8.h"

/* ---- what an attribute says ---- */

static struct text
local_name(struct text qname)
{
	return text_from_offset(qname, qname_prefix(qname).len);
}

/* Ranges and changes: all have ids of one sort, but for comments, which are not repeated at all. */
static enum identity_role
word_id_role(const struct xml_node *node, struct text *kind)
{
	switch (node->name) {
	case W_footnoteReference:
	case W_endnoteReference:
	case W_footnote:
	case W_endnote:
	case W_comment:
	case W_commentRangeStart:
	case W_commentRangeEnd:
	case W_commentReference:
		return IDENTITY_NONE;
	default:
		break;
	}
	*kind = local_name(node->qname);
	if (text_ends(*kind, TEXT("End"))) {
		kind->len -= 3;
		return IDENTITY_REFERENCE;
	}
	kind->len -= text_ends(*kind, TEXT("Start")) ? 5 : 0;
	return IDENTITY_NUMBER;
}

static bool
is_vml_shape(enum xml_name name)
{
	switch (name) {
	case V_shape:
	case V_rect:
	case V_roundrect:
	case V_oval:
	case V_line:
	case V_polyline:
	case V_arc:
	case V_curve:
	case V_image:
	case V_group:
		return true;
	default:
		return false;
	}
}

static enum identity_role
word_role(const struct xml_node *node, const struct xml_attribute *a, struct text *kind)
{
	switch (a->name) {
	case W_id:
		return word_id_role(node, kind);
	case W_name:
		*kind = node->name == W_bookmarkStart ? TEXT("name") : TEXT("move");
		return node->name == W_bookmarkStart || node->name == W_moveFromRangeStart ||
				       node->name == W_moveToRangeStart
			       ? IDENTITY_NAME
			       : IDENTITY_NONE;
	case W_anchor:
		*kind = TEXT("name");
		return node->name == W_hyperlink ? IDENTITY_REFERENCE : IDENTITY_NONE;
	case W_val: /* a content control's id; a form field's bookmark */
		*kind = node->name == W_id ? TEXT("sdt") : TEXT("name");
		if (node->name == W_name && node->parent && node->parent->name == W_ffData)
			return IDENTITY_REFERENCE;
		return node->name == W_id ? IDENTITY_NUMBER : IDENTITY_NONE;
	case NONE_id:
		*kind = is_vml_shape(node->name) ? TEXT("shape")
			: node->name == WP_docPr ? TEXT("docPr")
						 : TEXT("txbx");
		if (node->name == WPS_linkedTxbx)
			return IDENTITY_REFERENCE;
		return is_vml_shape(node->name)                           ? IDENTITY_NAME
		       : node->name == WP_docPr || node->name == WPS_txbx ? IDENTITY_NUMBER
									  : IDENTITY_NONE;
	case O_spid:
		*kind = TEXT("shape");
		return is_vml_shape(node->name) ? IDENTITY_NAME : IDENTITY_NONE;
	case W_shapeid:
	case NONE_ShapeID:
		*kind = TEXT("shape");
		return IDENTITY_REFERENCE;
	default:
		return IDENTITY_NONE;
	}
}

/* text:name: of bookmarks and marks, whose ends repeat it, and of sections; elsewhere it is a variable's. */
static enum identity_role
text_name_role(const struct xml_node *node, struct text *kind)
{
	switch (node->name) {
	case TEXT_bookmark:
	case TEXT_bookmark_start:
		*kind = TEXT("bookmark");
		return IDENTITY_NAME;
	case TEXT_bookmark_end:
		*kind = TEXT("bookmark");
		return IDENTITY_REFERENCE;
	case TEXT_reference_mark:
	case TEXT_reference_mark_start:
		*kind = TEXT("mark");
		return IDENTITY_NAME;
	case TEXT_reference_mark_end:
		*kind = TEXT("mark");
		return IDENTITY_REFERENCE;
	case TEXT_section:
	case TEXT_table_of_content:
	case TEXT_index_title:
	case TEXT_alphabetical_index:
	case TEXT_illustration_index:
	case TEXT_table_index:
	case TEXT_object_index:
	case TEXT_user_index:
	case TEXT_bibliography:
		*kind = TEXT("section");
		return IDENTITY_NAME;
	default:
		return IDENTITY_NONE;
	}
}

static enum identity_role
ref_name_role(const struct xml_node *node, struct text *kind)
{
	switch (node->name) {
	case TEXT_sequence:
		*kind = TEXT("sequence");
		return IDENTITY_NAME;
	case TEXT_sequence_ref:
		*kind = TEXT("sequence");
		return IDENTITY_REFERENCE;
	case TEXT_bookmark_ref:
		*kind = TEXT("bookmark");
		return IDENTITY_REFERENCE;
	case TEXT_reference_ref:
		*kind = TEXT("mark");
		return IDENTITY_REFERENCE;
	case TEXT_note_ref:
		*kind = TEXT("note");
		return IDENTITY_REFERENCE;
	default:
		return IDENTITY_NONE;
	}
}

static enum identity_role
text_id_role(const struct xml_node *node, struct text *kind)
{
	*kind = node->name == TEXT_note ? TEXT("note") : TEXT("index");
	switch (node->name) {
	case TEXT_note:
	case TEXT_toc_mark_start:
	case TEXT_user_index_mark_start:
	case TEXT_alphabetical_index_mark_start:
		return IDENTITY_NAME;
	case TEXT_toc_mark_end:
	case TEXT_user_index_mark_end:
	case TEXT_alphabetical_index_mark_end:
		return IDENTITY_REFERENCE;
	default: /* what xml:id was called before ODF 1.2 */
		*kind = TEXT("id");
		return IDENTITY_NAME;
	}
}

static enum identity_role
odf_role(const struct xml_node *node, const struct xml_attribute *a, struct text *kind)
{
	switch (a->name) {
	case TEXT_name:
		return text_name_role(node, kind);
	case TEXT_ref_name:
		return ref_name_role(node, kind);
	case TEXT_id:
		return text_id_role(node, kind);
	case XML_id:
	case DRAW_id:
		*kind = TEXT("id");
		return IDENTITY_NAME;
	case TEXT_continue_list:
	case DRAW_start_shape:
	case DRAW_end_shape:
		*kind = TEXT("id");
		return IDENTITY_REFERENCE;
	case DRAW_name:
		*kind = TEXT("frame");
		return IDENTITY_NAME;
	case DRAW_chain_next_name:
		*kind = TEXT("frame");
		return IDENTITY_REFERENCE;
	case TABLE_name:
		*kind = TEXT("table");
		return node->name == TABLE_table ? IDENTITY_NAME : IDENTITY_NONE;
	default:
		return IDENTITY_NONE;
	}
}

enum identity_role
identity_role(const struct xml_node *node, const struct xml_attribute *a, struct text *kind)
{
	enum identity_role role = word_role(node, a, kind);

	return role != IDENTITY_NONE ? role : odf_role(node, a, kind);
}

/* ---- all of a part ---- */

/* A range: both its ends, or one that has no other. */
struct range {
	struct xml_node *start, *end;
	struct stand start_stand, end_stand;
};

struct identities {
	struct texts keys; /* "kind\nname" */
	VECTOR(struct identity *) of;
	struct texts range_keys;
	VECTOR(struct range) ranges;
};

static struct text
key_of(struct arena *a, struct text kind, struct text name)
{
	return text_format(a, "%.*s\n%.*s", TEXT_ARG(kind), TEXT_ARG(name));
}

struct identity *
identity_find(const struct compiler *c, struct text kind, struct text name)
{
	ptrdiff_t index = -1;

	if (c->identities)
		index = texts_find(&c->identities->keys, key_of(c->arena, kind, name));
	return index < 0 ? NULL : c->identities->of.at[index];
}

struct identity *
identity_add(struct compiler *c, struct text kind, struct text name, const struct ring *owner)
{
	struct identity *identity = NEW(c->arena, struct identity);
	size_t index = texts_add(c->arena, &c->identities->keys, key_of(c->arena, kind, name));

	*identity = (struct identity){.name = name, .owner = owner, .number = index};
	*VECTOR_PUSH(c->arena, &c->identities->of) = identity;
	return identity;
}

/* ---- names that are not taken ---- */

/* What a copy's name begins with, if name could be one: without the number and up to two letters behind "_". */
static struct text
without_number(struct text name)
{
	size_t n = name.len;

	while (n > 0 && name.at[n - 1] >= '0' && name.at[n - 1] <= '9')
		n--;
	if (n == name.len)
		return TEXT_NONE;
	for (int i = 0; i < 2 && n > 0 && name.at[n - 1] >= 'a' && name.at[n - 1] <= 'z'; i++)
		n--;
	return n > 0 && name.at[n - 1] == '_' ? text_slice(name, 0, n) : TEXT_NONE;
}

/* Word does not tell capitals from small letters in names of bookmarks. */
static struct text
folded(struct arena *a, struct text t)
{
	return t.len ? utf8_lower(t, arena_alloc(a, t.len * 3)) : t;
}

static bool
take(struct compiler *c, struct text stem)
{
	struct text key = folded(c->arena, stem);

	if (!c->program->stems)
		c->program->stems = NEW(c->arena, struct texts);
	if (texts_find(c->program->stems, key) >= 0)
		return false;
	texts_add(c->arena, c->program->stems, key);
	return true;
}

/* So many characters of a bookmark's name stay, for the number behind it. */
enum { SHORT_MOST = 27, SHORT_BASE = 16 };

struct text
identity_stem(struct compiler *c, struct identity *identity)
{
	struct text base = identity->name;
	bool is_cut = identity->is_short && utf8_count(base) > SHORT_MOST;
	size_t at = 0;

	if (identity->stem.len)
		return identity->stem;
	for (int i = 0; is_cut && i < SHORT_BASE; i++)
		utf8_next(base, &at);
	if (is_cut)
		base = text_format(c->arena, "%.*s_%zu", (int)at, base.at, identity->number);
	do
		base = text_join(c->arena, base, TEXT("_"));
	while (!take(c, base));
	return identity->stem = base;
}

struct text
identity_new_name(struct compiler *c, const char *begin, size_t number)
{
	struct text name = text_format(c->arena, "%s_%zu_", begin, number);

	while (!take(c, name))
		name = text_format(c->arena, "%s_%zu_", begin, ++number);
	return name;
}

/* ---- meeting them ---- */

static bool
is_stale_id(enum xml_name name)
{
	return name == W14_paraId || name == W14_textId || name == WP14_anchorId || name == WP14_editId;
}

/* Those that the editor gives anew by itself. */
static void
drop_stale(struct xml_node *node)
{
	struct xml_attribute **link = &node->attributes;

	while (*link) {
		if (is_stale_id((*link)->name))
			*link = (*link)->next;
		else
			link = &(*link)->next;
	}
}

static void
define(struct compiler *c, const struct xml_node *node, const struct xml_attribute *a, struct stand stand)
{
	struct text kind, stem;
	enum identity_role role = identity_role(node, a, &kind);
	struct identity *identity;

	if (role != IDENTITY_NAME && (role != IDENTITY_NUMBER || !stand.ring))
		return;
	stem = without_number(a->value);
	if (role == IDENTITY_NAME && stem.len)
		take(c, stem);
	if (identity_find(c, kind, a->value))
		return;
	identity = identity_add(c, kind, a->value, stand_owner(stand));
	identity->is_name = role == IDENTITY_NAME;
	identity->is_short = a->name == W_name;
}

/* By what the ends of a range know each other, or an empty text: the element is no end. */
static struct text
range_name(const struct xml_node *node)
{
	switch (node->name) {
	case TEXT_bookmark_start:
	case TEXT_bookmark_end:
	case TEXT_reference_mark_start:
	case TEXT_reference_mark_end:
		return xml_value(node, TEXT_name, TEXT_NONE);
	case TEXT_toc_mark_start:
	case TEXT_toc_mark_end:
	case TEXT_user_index_mark_start:
	case TEXT_user_index_mark_end:
	case TEXT_alphabetical_index_mark_start:
	case TEXT_alphabetical_index_mark_end:
		return xml_value(node, TEXT_id, TEXT_NONE);
	case W_commentRangeStart:
	case W_commentRangeEnd:
		return TEXT_NONE;
	default:
		return xml_value(node, W_id, TEXT_NONE);
	}
}

static void
add_range_end(struct compiler *c, struct text local, size_t cut, struct text name, struct range end)
{
	struct identities *all = c->identities;
	struct text key = key_of(c->arena, text_slice(local, 0, local.len - cut), name);
	ptrdiff_t index = texts_find(&all->range_keys, key);
	struct range *range = index < 0 ? NULL : &all->ranges.at[index];

	if (!range) {
		texts_add(c->arena, &all->range_keys, key);
		range = VECTOR_PUSH(c->arena, &all->ranges);
		*range = (struct range){NULL, NULL, {NULL, false}, {NULL, false}};
	}
	if (end.start && !range->start) {
		range->start = end.start;
		range->start_stand = end.start_stand;
	} else if (end.end && range->start && !range->end) {
		range->end = end.end;
		range->end_stand = end.end_stand;
	}
}

static void
meet_range(struct compiler *c, struct xml_node *node, struct stand stand)
{
	struct text local = local_name(node->qname), name;
	bool is_start = text_ends(local, TEXT("Start")) || text_ends(local, TEXT("-start"));
	bool is_end = text_ends(local, TEXT("End")) || text_ends(local, TEXT("-end"));

	if (!is_start && !is_end)
		return;
	name = range_name(node);
	if (!name.len)
		return;
	if (is_start)
		add_range_end(c, local, text_ends(local, TEXT("-start")) ? 6 : 5, name,
			      (struct range){node, NULL, stand, {NULL, false}});
	else
		add_range_end(c, local, text_ends(local, TEXT("-end")) ? 4 : 3, name,
			      (struct range){NULL, node, {NULL, false}, stand});
}

void
identity_meet(struct compiler *c, struct xml_node *node, struct stand stand)
{
	if (!c->identities)
		c->identities = NEW(c->arena, struct identities);
	if (stand.ring)
		drop_stale(node);
	for (const struct xml_attribute *a = node->attributes; a; a = a->next)
		define(c, node, a, stand);
	meet_range(c, node, stand);
}

/* ---- ranges over the ends of sections ---- */

static int
depth_of(const struct ring *ring)
{
	int depth = 0;

	for (; ring; ring = ring->outer)
		depth++;
	return depth;
}

static struct stand
outer_stand(struct stand s)
{
	return (struct stand){s.ring->outer, s.ring->outer_in_other};
}

static bool
is_same_stand(struct stand x, struct stand y)
{
	return x.ring == y.ring && x.in_other == y.in_other;
}

/* The innermost section, or part of one, that holds both. */
static struct stand
common_stand(struct stand x, struct stand y)
{
	int dx = depth_of(x.ring), dy = depth_of(y.ring);

	for (; dx > dy; dx--)
		x = outer_stand(x);
	for (; dy > dx; dy--)
		y = outer_stand(y);
	while (!is_same_stand(x, y)) {
		x = outer_stand(x);
		y = outer_stand(y);
	}
	return x;
}

/* The outermost section around s that common is outside of; s must be inside of it. */
static const struct spot *
section_towards(struct stand s, struct stand common)
{
	while (!is_same_stand(outer_stand(s), common))
		s = outer_stand(s);
	return s.ring->spot;
}

static bool
is_word_range(const struct range *r)
{
	return xml_attribute(r->start, W_id) != NULL;
}

/* Whether a marker of an ODT stands amid text. */
static bool
is_amid_text(const struct spot *spot)
{
	const struct xml_node *parent = spot->node->parent;

	return parent && (is_paragraph(parent->name) || parent->name == TEXT_span || parent->name == TEXT_a);
}

/* A range of an ODT without its end. */
static void
make_point(struct compiler *c, struct range *r)
{
	struct text prefix = qname_prefix(r->start->qname);

	xml_remove(r->end);
	if (r->start->name == TEXT_bookmark_start) {
		r->start->name = TEXT_bookmark;
		r->start->qname = text_join(c->arena, prefix, TEXT("bookmark"));
	} else if (r->start->name == TEXT_reference_mark_start) {
		r->start->name = TEXT_reference_mark;
		r->start->qname = text_join(c->arena, prefix, TEXT("reference-mark"));
	} else {
		xml_remove(r->start);
	}
}

/* The identifiers of a range that moved out are told apart by the section that it is in now. */
static void
set_owner(struct compiler *c, const struct xml_node *node, struct stand stand)
{
	for (const struct xml_attribute *a = node->attributes; a; a = a->next) {
		struct text kind;
		enum identity_role role = identity_role(node, a, &kind);
		struct identity *identity = role == IDENTITY_NONE ? NULL : identity_find(c, kind, a->value);

		if (identity && role != IDENTITY_REFERENCE)
			identity->owner = stand_owner(stand);
	}
}

static void
move_ends(struct compiler *c, struct range *r, struct stand common)
{
	const struct spot *from = NULL, *to = NULL;

	if (!is_same_stand(r->start_stand, common))
		from = section_towards(r->start_stand, common);
	if (!is_same_stand(r->end_stand, common))
		to = section_towards(r->end_stand, common);
	if (!is_word_range(r) && ((from && !is_amid_text(from)) || (to && !is_amid_text(to)))) {
		make_point(c, r);
		return;
	}
	if (from) {
		xml_remove(r->start);
		xml_insert_before(from->node, r->start);
	}
	if (to) {
		xml_remove(r->end);
		xml_insert_after(to->close->node, r->end);
	}
	set_owner(c, r->start, common);
}

static struct xml_node *
paragraph_around(struct xml_node *node)
{
	while (node && !is_paragraph(node->name))
		node = node->parent;
	return node;
}

/* A paragraph that may vanish must not take one end of a range with it. */
static void
leave_paragraphs(const struct range *r)
{
	struct xml_node *from = paragraph_around(r->start), *to = paragraph_around(r->end);
	const struct paragraph *first = from ? paragraph_of(from) : NULL, *last = to ? paragraph_of(to) : NULL;

	if (from == to)
		return;
	if (first && first->has_section) {
		xml_remove(r->start);
		xml_insert_before(from, r->start);
	}
	if (last && last->has_section) {
		xml_remove(r->end);
		xml_insert_after(to, r->end);
	}
}

static void
settle_range(struct compiler *c, struct range *r)
{
	struct stand common;

	if (!r->start || !r->end) /* its other end was lost long ago, or stands before it */
		return;
	common = common_stand(r->start_stand, r->end_stand);
	if (common.ring && xml_value_is(r->start, W_name, "_GoBack")) { /* where Word's author stopped */
		xml_remove(r->start);
		xml_remove(r->end);
		return;
	}
	if (!is_same_stand(r->start_stand, r->end_stand))
		move_ends(c, r, common);
	if (is_word_range(r) && r->end->parent)
		leave_paragraphs(r);
}

void
identity_settle(struct compiler *c)
{
	for (size_t i = 0; i < c->identities->ranges.count; i++)
		settle_range(c, &c->identities->ranges.at[i]);
}

/* ---- the highest number ---- */

/* Ids of content controls are random and may be any number: beyond this they are not counted. */
enum { HIGHEST_MOST = 1 << 30 };

void
identity_scan(struct program *p, struct text bytes)
{
	ptrdiff_t at = 0;

	while ((at = text_find(bytes, TEXT("id=\""), (size_t)at)) != TEXT_NOWHERE) {
		uint32_t number = 0;

		at += 4;
		for (; (size_t)at < bytes.len && bytes.at[at] >= '0' && bytes.at[at] <= '9'; at++)
			number = number < HIGHEST_MOST / 10 ? number * 10 + (uint32_t)(bytes.at[at] - '0')
							    : HIGHEST_MOST;
		if (number < HIGHEST_MOST && number > p->highest)
			p->highest = number;
	}
}
