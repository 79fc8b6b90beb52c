/*
 * story -- finds markers in paragraphs that the editor has cut into runs.
 *
 * The author types {{client.name}}; spelling and change history make of it
 *
 *     <w:r><w:t>{{cli</w:t></w:r> <w:bookmarkStart/> <w:r><w:t>ent.na</w:t></w:r> <w:r><w:t>me}}</w:t></w:r>
 *
 * So the text of all runs of a paragraph is laid end to end, markers are looked for in that one string,
 * and each is mapped back to its pieces.  A spot takes the place where "{{" stood, so that the value
 * takes the look of that run: it is the one the author formatted.  The later pieces are emptied but
 * their runs stay, for a run may also hold a drawing or a footnote mark.
 *
 * On the way the walk knows its ground (ground.h), to tell places as people point.
 */
#include "template/story.h"
#include "base/utf8.h"
#include "expression/lexer.h"
#include "language/alphabet.h"
#include "template/ground.h"
#include "template/include.h"

#include <string.h>

struct piece {
	struct xml_node *node; /* a text, or an element that counts as a blank or as nothing */
	size_t at;             /* in the line */
	bool is_unread;        /* the text is not in the line */
};

/* What places are counted from, around the body of another file. */
struct surroundings {
	struct ground ground;
	struct counts counts;
};

struct reader {
	struct compiler *c;
	VECTOR(struct surroundings) outer;
	struct buffer line;
	VECTOR(struct piece) pieces;
	struct includes *includes; /* the walk is for {{> }} alone; NULL */
	struct xml_node *cut;      /* the paragraph in which a marker of an earlier one ends: that was told */
	bool has_instructions;     /* the paragraph that was laid out: of fields */
	bool has_properties;       /* the part holds document properties: every element's text may be a marker */
};

/* ---- a paragraph's text ---- */

static void
add_piece(struct reader *r, struct xml_node *node, struct text text)
{
	*VECTOR_PUSH(r->c->arena, &r->pieces) = (struct piece){node, r->line.len, false};
	buffer_text(&r->line, text);
}

/* Soft hyphen, zero width space, word joiner, zero width no-break space: the length of one at `at`; 0. */
static size_t
widthless(struct text t, size_t at)
{
	static const char *const of[] = {"\u00AD", "\u200B", "\u2060", "\uFEFF"};
	unsigned char first = (unsigned char)t.at[at];

	if (first != 0xC2 && first != 0xE2 && first != 0xEF)
		return 0;
	for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
		if (text_starts(text_from_offset(t, at), text_from(of[i])))
			return strlen(of[i]);
	}
	return 0;
}

static bool
is_brace(struct text t, size_t at)
{
	return at < t.len && (t.at[at] == '{' || t.at[at] == '}');
}

/* The next such character beside a brace, behind what the line has so far: its length, with *at; 0. */
static size_t
find_widthless(const struct reader *r, struct text t, size_t *at)
{
	struct text line = buffer_view(&r->line);

	for (*at = 0; *at < t.len; ++*at) {
		size_t n = widthless(t, *at);

		if (n &&
		    (is_brace(t, *at + n) || (*at ? is_brace(t, *at - 1) : line.len && is_brace(line, line.len - 1))))
			return n;
	}
	return 0;
}

static struct xml_node *
split_text(struct reader *r, struct xml_node *node, size_t at)
{
	struct xml_node *rest = xml_new_text(r->c->arena, text_from_offset(node->text, at));

	node->text = text_slice(node->text, 0, at);
	xml_insert_after(node, rest);
	return rest;
}

/*
 * What cannot be seen must not part the braces of a marker: such a character beside one becomes a piece without text.
 * The last of the nodes that are then instead of the one.
 */
static struct xml_node *
add_text(struct reader *r, struct xml_node *node)
{
	size_t at, n;

	while ((n = find_widthless(r, node->text, &at)) > 0) {
		struct xml_node *unread = split_text(r, node, at);

		add_piece(r, node, node->text);
		node = split_text(r, unread, n);
		add_piece(r, unread, TEXT_NONE);
		r->pieces.at[r->pieces.count - 1].is_unread = true;
	}
	add_piece(r, node, node->text);
	return node;
}

static void
add_element(struct reader *r, struct xml_node *node)
{
	if (is_blank_piece(node->name))
		add_piece(r, node, TEXT(" "));
	else if (node->name == W_noBreakHyphen)
		add_piece(r, node, TEXT("\u2011"));
	else if (node->name == W_softHyphen)
		add_piece(r, node, TEXT_NONE);
}

/* The element that text stands in, in a paragraph or another one of these; XML_TEXT: in any, as in ODF. */
static enum xml_name
text_holder(const struct xml_node *owner)
{
	switch (owner->name) {
	case W_p:
		return W_t;
	case M_oMath:
		return M_t;
	case A_p:
		return A_t;
	default:
		return XML_TEXT;
	}
}

static void
lay_out(struct reader *r, struct xml_node *paragraph)
{
	enum xml_name holder = text_holder(paragraph);
	struct xml_node *at = paragraph->first;

	buffer_clear(&r->line);
	r->pieces.count = 0;
	r->has_instructions = false;
	while (at) {
		bool skip = is_opaque(at->name) || is_paragraph(at->name);

		r->has_instructions |= at->name == W_instrText;
		/* outside w:t there is nothing but the white space of a pretty-printed file */
		if (at->name == XML_TEXT && (holder == XML_TEXT || at->parent->name == holder))
			at = add_text(r, at);
		else
			add_element(r, at);
		at = xml_following(paragraph, at, skip);
	}
}

static bool
has_cyrillic(struct text t)
{
	for (size_t i = 0; i + 1 < t.len; i++) {
		/* U+0400 … U+04FF */
		if (((unsigned char)t.at[i] & 0xFC) == 0xD0)
			return true;
	}
	return false;
}

/* ---- markers into spots ---- */

/* w:t drops white space at its ends unless told otherwise (XML 1.0, 2.10). */
static void
keep_space(struct compiler *c, struct xml_node *text)
{
	if (text->parent->name == W_t || text->parent->name == M_t)
		xml_set(c->arena, text->parent, XML_space, TEXT("xml:space"), TEXT("preserve"));
}

static struct spot *
new_spot(struct compiler *c, struct marker *m, struct xml_node *paragraph, enum escape escape)
{
	struct spot *spot = NEW(c->arena, struct spot);

	spot->note.kind = NOTE_SPOT;
	spot->marker = m;
	spot->paragraph = paragraph;
	spot->escape = escape;
	spot->node = xml_new(c->arena, XML_RAW, TEXT_NONE);
	spot->node->extra = spot;
	return spot;
}

/* The text node of the piece ends before `from`; what stood behind `to` goes on in a node of its own. */
static void
cut_first(struct compiler *c, const struct piece *piece, size_t from, size_t to, struct spot *spot)
{
	struct xml_node *node = piece->node, *rest;
	struct text text = node->text;

	keep_space(c, node);
	node->text = text_slice(text, 0, from - piece->at);
	xml_insert_after(node, spot->node);
	if (to - piece->at < text.len) {
		rest = xml_new_text(c->arena, text_from_offset(text, to - piece->at));
		xml_insert_after(spot->node, rest);
	}
	if (node->text.len == 0)
		xml_remove(node);
}

/* Takes [piece->at, to) out of a later piece of the marker. */
static void
cut_later(struct compiler *c, const struct piece *piece, size_t to)
{
	struct xml_node *node = piece->node;

	if (node->name != XML_TEXT || piece->is_unread) {
		xml_remove(node);
		return;
	}
	keep_space(c, node);
	node->text = text_from_offset(node->text, to - piece->at);
}

/* Markers are replaced from the last to the first: pieces before one keep their offsets. */
static void
replace(struct reader *r, struct spot *spot)
{
	size_t from = spot->marker->at, to = spot->marker->end, i = r->pieces.count;

	while (i > 0 && r->pieces.at[i - 1].at >= to)
		i--;
	while (i > 0 && r->pieces.at[i - 1].at > from)
		cut_later(r->c, &r->pieces.at[--i], to);
	/* of several pieces at one offset only the last holds text there; the others are soft hyphens before it */
	if (i > 0)
		cut_first(r->c, &r->pieces.at[i - 1], from, to, spot);
	r->pieces.count = i;
}

static struct origin *
origin_of(struct reader *r, const struct ground *g)
{
	struct origin *o = NEW(r->c->arena, struct origin);

	o->place = g->place;
	o->place.paragraph = g->paragraphs;
	o->line = text_copy(r->c->arena, buffer_view(&r->line));
	o->is_copy = g->is_copy;
	o->is_included = g->is_included;
	return o;
}

static void
report_lone_ends(struct compiler *c, const struct origin *o, size_t from, size_t to)
{
	ptrdiff_t at = text_find(text_slice(o->line, 0, to), TEXT("}}"), from);

	if (at != TEXT_NOWHERE)
		compiler_fault(c, o, (struct fault){(size_t)at, 2, PROBLEM_MARKER_LONE_END, {TEXT_NONE}});
}

/* The paragraph behind this one, of the same story. */
static struct xml_node *
next_paragraph(struct xml_node *paragraph)
{
	struct xml_node *root = paragraph, *at;

	while (root->parent && (!is_keeper(root->name) || is_cell(root->name)))
		root = root->parent;
	for (at = paragraph; at; at = xml_following(root, at, at == paragraph || is_opaque(at->name))) {
		if (at != paragraph && is_paragraph(at->name))
			return at;
	}
	return NULL;
}

static struct xml_node *
cell_of(struct xml_node *node)
{
	while (node && !is_cell(node->name))
		node = node->parent;
	return node;
}

/* The marker that opens at `from` is not closed in its paragraph: perhaps the next one goes on with it. */
static void
report_unclosed(struct reader *r, struct xml_node *owner, const struct origin *o, size_t from, size_t to)
{
	struct fault fault = {from, to - from, PROBLEM_MARKER_UNCLOSED, {TEXT_NONE}};
	bool is_last = text_find(o->line, TEXT("{{"), to) == TEXT_NOWHERE;
	struct xml_node *next = is_last && owner && is_paragraph(owner->name) ? next_paragraph(owner) : NULL;
	struct text rest = next ? xml_content(r->c->arena, next) : TEXT_NONE;
	const struct xml_node *cell = cell_of(next);
	ptrdiff_t end = text_find(rest, TEXT("}}"), 0), begin = text_find(rest, TEXT("{{"), 0);
	struct origin there = {.line = text_slice(rest, 0, end == TEXT_NOWHERE ? 0 : (size_t)end + 2)};

	if (end != TEXT_NOWHERE && (begin == TEXT_NOWHERE || begin > end)) {
		fault.code = PROBLEM_MARKER_CUT;
		fault.arguments[0] = origin_excerpt(r->c->arena, &there, (size_t)end, 2).text;
		fault.arguments[1] =
			text_from(cell && cell != cell_of(owner) ? _("in the next cell") : _("in the next paragraph"));
		r->cut = next;
	}
	compiler_fault(r->c, o, fault);
}

/* Where lone "}}" are looked for: behind the one that ends a marker of the paragraph before. */
static size_t
behind_cut(const struct reader *r, const struct xml_node *owner, const struct origin *o)
{
	ptrdiff_t end = owner && owner == r->cut ? text_find(o->line, TEXT("}}"), 0) : TEXT_NOWHERE;

	return end == TEXT_NOWHERE ? 0 : (size_t)end + 2;
}

/* owner: the element whose text it is; NULL for an attribute.  warns: of a lone "}}"; a field's instruction may be full
 * of them. */
static void
find_markers(struct reader *r, struct xml_node *owner, const struct origin *o, bool warns, struct markers *markers)
{
	size_t at = behind_cut(r, owner, o), from, to;
	struct compiler *c = r->c;
	struct marker *m;
	bool is_open;

	while (!(c->failed && c->faults >= FAULTS_MOST) && marker_find(o->line, at, &from, &to, &is_open)) {
		if (warns)
			report_lone_ends(c, o, at, from);
		at = to;
		if (is_open) {
			report_unclosed(r, owner, o, from, to);
			continue;
		}
		m = marker_read(c->arena, c->report, o, from, to, &c->program->slots);
		if (m->kind == MARKER_WRONG || (m->kind == MARKER_SECTION && !m->expression)) {
			c->failed = true;
			c->faults++; /* marker_read told it */
		}
		if (m->kind == MARKER_INCLUDE) { /* those that may stand where they do are gone already */
			compiler_fault(c, o, (struct fault){from, to - from, PROBLEM_INCLUDE_PLACE, {TEXT_NONE}});
			m->kind = MARKER_WRONG;
			m->expression = NULL;
		}
		*VECTOR_PUSH(c->arena, &markers->of) = m;
	}
	if (warns)
		report_lone_ends(c, o, at, o->line.len);
}

void
story_find_markers(struct compiler *c, const struct origin *o, struct markers *markers)
{
	struct reader r = {.c = c};

	find_markers(&r, NULL, o, false, markers);
}

/* Makes page breaks of an ODT part of the paragraph's style; refuses them where they cannot stand. */
static void
place_page_breaks(struct compiler *c, struct xml_node *owner, enum escape escape, struct text line,
		  const struct markers *markers)
{
	for (size_t i = 0; i < markers->of.count; i++) {
		const struct marker *m = markers->of.at[i];

		if (!is_page_break(m) ||
		    (escape != ESCAPE_XML && page_break_before(c, owner, line, markers->of.at, markers->of.count, i)))
			continue;
		compiler_fault(c, m->origin,
			       (struct fault){m->at, m->end - m->at, PROBLEM_PAGE_BREAK_PLACE, {TEXT_NONE}});
	}
}

/* ---- what is around a marker ---- */

/* The day that a date control holds beside its text. */
static void
drop_date(struct xml_node *date)
{
	struct xml_attribute **link = &date->attributes;

	while (*link && !text_ends((*link)->qname, TEXT(":fullDate")))
		link = &(*link)->next;
	if (*link)
		*link = (*link)->next;
}

/*
 * Word fills a content control that is bound to data of the document (ECMA-376 part 1, 17.5.2.6) with them when it
 * opens the file; and text that is marked as a prompt goes when one types.
 * A check box and a date say their value once more beside the text: it would contradict what is merged.
 */
static void
unbind(struct xml_node *properties)
{
	for (struct xml_node *at = properties ? properties->first : NULL, *next; at; at = next) {
		next = at->next;
		if (at->name == W_dataBinding || at->name == W15_dataBinding || at->name == W_showingPlcHdr ||
		    at->name == W14_checkbox)
			xml_remove(at);
		else if (at->name == W_date)
			drop_date(at);
	}
}

/* Writer's placeholder is text between signs: <Name>. */
static void
trim_placeholder(struct xml_node *placeholder)
{
	struct xml_node *first = placeholder->first, *last = placeholder->last;

	if (first && first->name == XML_TEXT && text_starts(first->text, TEXT("<")))
		first->text = text_from_offset(first->text, 1);
	if (last && last->name == XML_TEXT && text_ends(last->text, TEXT(">")))
		last->text = text_slice(last->text, 0, last->text.len - 1);
}

static void
unwrap(struct xml_node *node)
{
	for (struct xml_node *child = node->first, *next; child; child = next) {
		next = child->next;
		xml_remove(child);
		xml_insert_before(node, child);
	}
	xml_remove(node);
}

/* What is around a spot must not keep the value from being shown as any other text. */
static void
take_value(struct xml_node *spot)
{
	for (struct xml_node *at = spot->parent, *outer; at; at = outer) {
		outer = at->parent;
		if (at->name == W_sdt)
			unbind(xml_child(at, W_sdtPr));
		if (at->name == TEXT_placeholder && outer) {
			trim_placeholder(at);
			unwrap(at);
		}
	}
}

/* ---- letters of the other alphabet ---- */

/* Words of [from, to) of the line, which is no marker, with both kinds of letters by mistake. */
static void
tell_mixed_words(struct compiler *c, const struct origin *o, size_t from, size_t to)
{
	struct text t = text_slice(o->line, 0, to);
	struct mixed_word m;

	while (mixed_word_next(t, &from, &m)) {
		char sign[UTF8_MOST];
		struct text letter = {sign, utf8_put(m.sign, sign)}, position = text_format(c->arena, "%d", m.position);
		struct fault f = {(size_t)(m.word.at - t.at),
				  m.word.len,
				  m.is_latin_wrong ? PROBLEM_TEMPLATE_LETTER_LATIN : PROBLEM_TEMPLATE_LETTER_CYRILLIC,
				  {m.word, position, text_copy(c->arena, letter)}};

		origin_report(c->arena, c->report, o, &f);
	}
}

/* What the author typed beside the markers. */
static void
check_letters(struct reader *r, const struct ground *g)
{
	struct text line = buffer_view(&r->line);
	size_t at = 0, from, to, mixed = 0;
	struct mixed_word m;
	struct origin *o;
	bool is_open;

	if (g->is_copy || !mixed_word_next(line, &mixed, &m))
		return;
	o = origin_of(r, g);
	for (; marker_find(o->line, at, &from, &to, &is_open); at = to)
		tell_mixed_words(r->c, o, at, from);
	tell_mixed_words(r->c, o, at, o->line.len);
}

/* ---- spots ---- */

/* The text that was laid out: its markers become spots. */
static void
read_text(struct reader *r, struct xml_node *owner, const struct ground *g, enum escape escape)
{
	struct text line = buffer_view(&r->line);
	struct markers markers = {{0}};
	struct paragraph *paragraph;
	struct origin *origin;
	struct spot **spots;

	if (!r->c->has_cyrillic)
		r->c->has_cyrillic = has_cyrillic(line);
	if (escape == ESCAPE_DOCX_TEXT || escape == ESCAPE_ODT_TEXT)
		check_letters(r, g);
	if (text_find(line, TEXT("{{"), 0) == TEXT_NOWHERE && text_find(line, TEXT("}}"), 0) == TEXT_NOWHERE)
		return;
	origin = origin_of(r, g);
	find_markers(r, owner, origin, escape != ESCAPE_FIELD, &markers);
	if (markers.of.count == 0)
		return;
	place_page_breaks(r->c, owner, escape, origin->line, &markers);
	r->c->has_markers = true;
	paragraph = NEW(r->c->arena, struct paragraph);
	paragraph->note.kind = NOTE_PARAGRAPH;
	paragraph->node = owner;
	owner->extra = paragraph;
	*VECTOR_PUSH(r->c->arena, &r->c->paragraphs) = paragraph;
	spots = arena_alloc(r->c->arena, markers.of.count * sizeof *spots);
	for (size_t i = markers.of.count; i-- > 0;) {
		struct marker *m = markers.of.at[i];

		paragraph->has_section |= m->kind == MARKER_SECTION;
		if ((escape == ESCAPE_XML || escape == ESCAPE_FIELD) && !marker_is_text(r->c->arena, r->c->report, m))
			r->c->failed = true;
		spots[i] = new_spot(r->c, m, owner, escape);
		replace(r, spots[i]);
	}
	for (size_t i = 0; i < markers.of.count; i++)
		take_value(spots[i]->node);
}

/* ---- other templates ---- */

/* Whether nothing is printed in the line beside the includes in it: no text, no values. */
static bool
is_alone(struct text line)
{
	size_t at = 0, from, to;
	bool is_open;

	while (marker_find(line, at, &from, &to, &is_open)) {
		struct text inside = blank_trim(text_slice(line, from + 2, to - 2));

		if (is_open || !inside.len || !strchr("#^/!>", inside.at[0]) ||
		    blank_trim(text_slice(line, at, from)).len)
			return false;
		at = to;
	}
	return blank_trim(text_from_offset(line, at)).len == 0;
}

/* Each {{> }} of a paragraph becomes a spot, and the spot what it names. */
static void
read_includes(struct reader *r, struct xml_node *node, const struct ground *g)
{
	struct markers markers = {{0}};
	VECTOR(struct spot *) spots = {0};
	size_t at = 0, from, to;
	bool is_open, alone;
	struct origin *o;

	lay_out(r, node);
	if (text_find(buffer_view(&r->line), TEXT("{{"), 0) == TEXT_NOWHERE)
		return;
	o = origin_of(r, g);
	for (; marker_find(o->line, at, &from, &to, &is_open); at = to) {
		if (!is_open && marker_is_include(o->line, from, to))
			*VECTOR_PUSH(r->c->arena, &markers.of) =
				marker_read(r->c->arena, r->c->report, o, from, to, &r->c->program->slots);
	}
	alone = is_alone(o->line);
	for (size_t i = markers.of.count; i-- > 0;) {
		struct spot *spot =
			new_spot(r->c, markers.of.at[i], node, node->name == W_p ? ESCAPE_DOCX_TEXT : ESCAPE_ODT_TEXT);

		if (spot->marker->kind == MARKER_INCLUDE) { /* else it is told when the story is read */
			replace(r, spot);
			*VECTOR_PUSH(r->c->arena, &spots) = spot;
		}
	}
	while (spots.count > 0)
		include_put(r->includes, r->c, spots.at[--spots.count], alone);
}

/* From here on places are told in the file that this has come from, or behind it in the one around it again. */
static void
change_file(struct reader *r, const struct file_note *note, struct ground *g)
{
	struct surroundings *outer;

	if (!note->is_end) {
		*VECTOR_PUSH(r->c->arena, &r->outer) = (struct surroundings){*g, r->c->counts};
		*g = (struct ground){.place = {.kind = AT_PARAGRAPH, .file = note->file, .part = TEXT("body")},
				     .is_copy = g->is_copy,
				     .is_included = true};
		r->c->counts = (struct counts){0};
	} else if (r->outer.count > 0) {
		outer = &r->outer.at[--r->outer.count];
		*g = outer->ground;
		r->c->counts = outer->counts;
	}
}

/* A node that an include has left. */
static void
read_left(struct reader *r, struct xml_node *node, struct ground *g)
{
	const struct note *note = node->extra;

	if (note->kind == NOTE_FILE && !r->includes) {
		change_file(r, (const struct file_note *)node->extra, g);
		xml_remove(node);
	}
	r->c->has_markers |= note->kind == NOTE_SPOT;
}

/* ---- attributes ---- */

static void
read_attributes(struct reader *r, struct xml_node *node, const struct ground *g)
{
	for (const struct xml_attribute *a = node->attributes; a; a = a->next) {
		struct text line = attribute_line(r->c->arena, a);
		struct ground at;

		if (!line.len)
			continue;
		buffer_clear(&r->line);
		buffer_text(&r->line, line);
		at = a->name == NONE_Target ? ground_of_link(r->c, g, node) : *g;
		attribute_read(r->c, node, a, origin_of(r, &at));
	}
}

/* ---- pictures that are replaced ---- */

static void
read_picture(struct reader *r, struct xml_node *node, const struct ground *g)
{
	struct text t = node->extra ? TEXT_NONE : picture_marker_text(r->c->arena, node);
	struct markers markers = {{0}};

	if (!t.len)
		return;
	buffer_clear(&r->line);
	buffer_text(&r->line, t);
	find_markers(r, NULL, origin_of(r, g), false, &markers);
	if (markers.of.count)
		picture_mark(r->c, node, markers.of.at[0]);
}

/* ---- the walk ---- */

static void walk_children(struct reader *r, struct xml_node *node, struct ground *g);

/* The next of the paragraph's own fields' elements; NULL. */
static struct xml_node *
next_field_element(struct xml_node *paragraph, struct xml_node *at)
{
	bool skip = at != paragraph && (is_opaque(at->name) || is_paragraph(at->name));

	do {
		at = at == paragraph ? at->first : xml_following(paragraph, at, skip);
		skip = at && (is_opaque(at->name) || is_paragraph(at->name));
	} while (at && at->name != W_instrText && at->name != W_fldChar);
	return at;
}

static void
read_instruction(struct reader *r, struct xml_node *first, const struct ground *g)
{
	if (first)
		read_text(r, first, g, ESCAPE_FIELD);
	buffer_clear(&r->line);
	r->pieces.count = 0;
}

/* Instructions of fields, each cut into as many w:instrText as the editor liked (ECMA-376 part 1, 17.16.23). */
static void
read_instructions(struct reader *r, struct xml_node *paragraph, const struct ground *g)
{
	struct xml_node *first = NULL, *at = paragraph;

	read_instruction(r, NULL, g);
	while ((at = next_field_element(paragraph, at)) != NULL) {
		if (at->name == W_fldChar) {
			read_instruction(r, first, g);
			first = NULL;
			continue;
		}
		first = first ? first : at;
		for (struct xml_node *child = at->first; child; child = child->next) {
			if (child->name == XML_TEXT)
				child = add_text(r, child);
		}
	}
	read_instruction(r, first, g);
}

static void
read_paragraph(struct reader *r, struct xml_node *node, struct ground *g)
{
	g->paragraphs++;
	if (r->c->prefix.len == 0)
		r->c->prefix = qname_prefix(node->qname);
	lay_out(r, node);
	read_text(r, node, g, node->name == W_p ? ESCAPE_DOCX_TEXT : ESCAPE_ODT_TEXT);
	if (r->has_instructions)
		read_instructions(r, node, g);
}

/* An element whose text is no paragraph: a document property, a formula, a line of a drawing or chart. */
static void
read_leaf(struct reader *r, struct xml_node *node, const struct ground *g)
{
	struct ground at = r->has_properties ? ground_of_property(r->c, g, node) : *g;

	lay_out(r, node);
	if (r->line.len)
		read_text(r, node, &at, ESCAPE_XML);
}

static bool
is_leaf(const struct reader *r, const struct xml_node *node)
{
	switch (node->name) {
	case SVG_title:
	case SVG_desc:
	case M_oMath:
	case A_p:
	case C_v:
		return true;
	default:
		return r->has_properties && node->first && node->first->name == XML_TEXT && !node->first->next;
	}
}

static bool
is_property_part(const struct xml_node *root)
{
	return root->name == CP_coreProperties || root->name == OFFICE_document_meta || root->name == XML_OTHER;
}

static void
walk(struct reader *r, struct xml_node *node, struct ground *g)
{
	struct counts counts = r->c->counts;
	struct ground inner;

	if (node->name == TEXT_tracked_changes || node->name == OFFICE_annotation)
		return; /* deleted text, and remarks: nobody's markers */
	if (!r->includes) {
		read_picture(r, node, g);
		read_attributes(r, node, g);
	}
	if (is_paragraph(node->name) && r->includes) {
		g->paragraphs++;
		walk_children(r, node, g);
		read_includes(r, node, g);
		return;
	}
	if (is_paragraph(node->name)) {
		if (paragraph_of(node))
			*VECTOR_PUSH(r->c->arena, &r->c->paragraphs) = paragraph_of(node);
		else
			read_paragraph(r, node, g);
		walk_children(r, node, g);
		return;
	}
	inner = ground_enter(r->c, g, node);
	walk_children(r, node, &inner);
	ground_leave(g, &inner, node);
	if (node->name == MC_Fallback)
		r->c->counts = counts; /* a text box that was counted already */
}

static void
walk_children(struct reader *r, struct xml_node *node, struct ground *g)
{
	for (struct xml_node *child = node->first, *next; child; child = next) {
		next = child->next;
		if (child->name == XML_RAW && child->extra)
			read_left(r, child, g);
		if (child->name == XML_TEXT || child->name == XML_RAW)
			continue;
		if (!is_leaf(r, child))
			walk(r, child, g);
		else if (!r->includes)
			read_leaf(r, child, g);
	}
}

void
story_include(struct compiler *c, struct xml_node *root, struct includes *i)
{
	struct reader r = {.c = c, .includes = i};
	struct ground g = {.place = {.kind = AT_PARAGRAPH, .file = c->package->file, .part = c->part}};

	walk(&r, root, &g);
	buffer_free(&r.line);
}

void
story_read(struct compiler *c, struct xml_node *root)
{
	struct reader r = {.c = c, .has_properties = is_property_part(root)};
	struct ground g = ground_of_part(c);

	walk(&r, root, &g);
	buffer_free(&r.line);
}
