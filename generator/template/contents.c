/*
 * contents -- the entries of a table of contents that are copies of headings with markers.
 *
 * An editor has made the entries of the template's own headings, and copied their markers along:
 *
 *     {{#статьи}}                              Содержание
 *     {{заголовок}}          Heading 1             {{заголовок}} ........ 3
 *     …                                            {{организация}} ...... 5
 *     {{/}}
 *     {{организация}}        Heading 1
 *
 * Out of its section the first entry's marker says nothing.  So an entry whose heading stands in a section that
 * reaches beyond the paragraph is taken out; one whose heading stands by itself is as good as the heading.
 *
 * In a DOCX the entries are the result of a complex field whose instruction begins with TOC (ECMA-376 part 1,
 * 17.16.5.68); it is made w:dirty (17.16.18), so that Word makes the entries anew.  In an ODT they are the paragraphs
 * of text:index-body (ODF 1.3 part 3, 8.2.2); there is no such mark.
 */
#include "template/contents.h"

#include "expression/lexer.h"

/* Texts of the paragraphs that a section repeats; open-addressed by text_hash. */
struct repeated {
	struct text *slots;
	size_t slot_count, count;
};

/* A paragraph with entries: whole, or the texts and tabs in it that the field has made. */
struct entry {
	struct xml_node *paragraph;
	struct xml_node **pieces;
	size_t count;           /* of pieces; 0: the paragraph is an entry and nothing else */
	struct xml_node *begin; /* of the field; NULL in an ODT */
};

struct contents {
	struct compiler *c;
	struct repeated repeated;
	struct buffer line, instruction;
	VECTOR(struct entry) entries;
	int sections; /* that are open where the walk is */

	int fields;             /* that are open */
	int own_depth;          /* how many of them when the result of a table of contents began; 0: we are in none */
	struct xml_node *begin; /* of the outermost field that may be one */

	struct xml_node *paragraph;       /* at hand; NULL */
	VECTOR(struct xml_node *) pieces; /* of it, in the field's result */
	bool is_entry, has_mark;          /* of it: some of it is the field's result; the field begins or ends in it */
};

/* ---- the texts that sections repeat ---- */

static struct text *
slot_of(const struct repeated *r, struct text t)
{
	size_t i = text_hash(t) & (r->slot_count - 1);

	while (r->slots[i].len && !text_equal(r->slots[i], t))
		i = (i + 1) & (r->slot_count - 1);
	return &r->slots[i];
}

static void
enlarge(struct arena *a, struct repeated *r)
{
	struct repeated larger = {.slot_count = r->slot_count ? r->slot_count * 4 : 64, .count = r->count};

	larger.slots = NEW_ARRAY(a, struct text, larger.slot_count);
	for (size_t i = 0; i < r->slot_count; i++) {
		if (r->slots[i].len)
			*slot_of(&larger, r->slots[i]) = r->slots[i];
	}
	*r = larger;
}

static void
remember(struct contents *k, struct text t)
{
	struct text *slot;

	if (k->repeated.count * 2 >= k->repeated.slot_count)
		enlarge(k->c->arena, &k->repeated);
	slot = slot_of(&k->repeated, t);
	if (slot->len)
		return;
	*slot = text_copy(k->c->arena, t);
	k->repeated.count++;
}

/* ---- paragraphs ---- */

static void
read_line(struct contents *k, const struct xml_node *paragraph)
{
	struct xml_node *at = paragraph->first;
	bool is_word = paragraph->name == W_p;

	buffer_clear(&k->line);
	while (at) {
		if (at->name == XML_TEXT && (!is_word || at->parent->name == W_t))
			buffer_text(&k->line, at->text);
		else if (at->name == W_tab || at->name == TEXT_tab)
			buffer_byte(&k->line, '\t');
		else if (is_blank_piece(at->name))
			buffer_byte(&k->line, ' ');
		at = xml_following(paragraph, at, is_opaque(at->name) || is_paragraph(at->name));
	}
}

/* +1 for a marker that opens a section, -1 for one that closes it. */
static int
step_of(struct text marker)
{
	struct text inside = blank_trim(text_slice(marker, 2, marker.len - 2));

	if (inside.len == 0)
		return 0;
	return (inside.at[0] == '#' || inside.at[0] == '^') - (inside.at[0] == '/');
}

/*
 * Counts the sections on; whether one reaches over the line's ends at any of its markers but those that open or
 * close.
 */
static bool
is_in_section(struct text line, int *depth)
{
	size_t at = 0, from, to;
	int lowest = *depth;
	bool is_open, reaches;

	for (; marker_find(line, at, &from, &to, &is_open); at = to) {
		*depth += is_open ? 0 : step_of(text_slice(line, from, to));
		lowest = *depth < lowest ? *depth : lowest;
	}
	reaches = lowest > 0 || lowest < *depth;
	*depth = *depth < 0 ? 0 : *depth;
	return reaches;
}

/* The part of a heading or an entry that the other has as well: numbers and pages stand behind tabs. */
static bool
next_piece(struct text line, size_t *at, struct text *piece)
{
	while (*at < line.len) {
		ptrdiff_t tab = text_find(line, TEXT("\t"), *at);
		size_t end = tab == TEXT_NOWHERE ? line.len : (size_t)tab;

		*piece = blank_trim(text_slice(line, *at, end));
		*at = end + 1;
		if (text_find(*piece, TEXT("{{"), 0) != TEXT_NOWHERE)
			return true;
	}
	return false;
}

static void
read_heading(struct contents *k, const struct xml_node *paragraph)
{
	struct text piece;
	size_t at = 0;

	read_line(k, paragraph);
	if (!is_in_section(buffer_view(&k->line), &k->sections))
		return;
	while (next_piece(buffer_view(&k->line), &at, &piece))
		remember(k, piece);
}

/* The entry cannot be merged: its heading is repeated, or it holds one end of a section only. */
static bool
is_stale(struct contents *k, const struct xml_node *paragraph)
{
	struct text piece;
	size_t at = 0;
	int depth = 0;

	read_line(k, paragraph);
	if (is_in_section(buffer_view(&k->line), &depth) || depth != 0)
		return true;
	while (k->repeated.count && next_piece(buffer_view(&k->line), &at, &piece)) {
		if (slot_of(&k->repeated, piece)->len)
			return true;
	}
	return false;
}

/* ---- where entries stand ---- */

static bool
is_contents(struct text instruction)
{
	struct text t = blank_trim(instruction);

	return t.len >= 3 && (t.at[0] | 32) == 't' && (t.at[1] | 32) == 'o' && (t.at[2] | 32) == 'c' &&
	       (t.len == 3 || blank_length(t, 3) > 0);
}

static bool
is_index_entry(const struct xml_node *paragraph)
{
	const struct xml_node *at = paragraph->parent;

	while (at && at->name != TEXT_index_body && at->name != TEXT_index_title)
		at = at->parent;
	return at && at->name == TEXT_index_body;
}

static void
read_field_mark(struct contents *k, struct xml_node *mark)
{
	if (xml_value_is(mark, W_fldCharType, "begin")) {
		k->fields++;
		buffer_clear(&k->instruction);
		k->begin = k->own_depth ? k->begin : mark;
	} else if (xml_value_is(mark, W_fldCharType, "separate")) {
		if (!k->own_depth && k->begin && is_contents(buffer_view(&k->instruction))) {
			k->own_depth = k->fields;
			k->has_mark = k->is_entry = true;
		}
	} else if (k->fields > 0) {
		if (k->fields-- == k->own_depth) {
			k->own_depth = 0;
			k->has_mark = true;
		}
	}
}

static void
leave_paragraph(struct contents *k)
{
	struct entry *entry;

	if (k->paragraph && k->is_entry && (k->pieces.count || !k->has_mark)) {
		entry = VECTOR_PUSH(k->c->arena, &k->entries);
		*entry = (struct entry){.paragraph = k->paragraph, .begin = k->begin};
		if (k->has_mark) {
			entry->count = k->pieces.count;
			entry->pieces = k->pieces.at;
			k->pieces.at = NULL;
			k->pieces.count = k->pieces.room = 0;
		}
	} else if (k->paragraph && !k->is_entry) {
		read_heading(k, k->paragraph);
	}
	k->pieces.count = 0;
}

static void
enter_paragraph(struct contents *k, struct xml_node *paragraph)
{
	leave_paragraph(k);
	k->paragraph = paragraph;
	k->has_mark = false;
	k->is_entry = k->own_depth || (paragraph->name != W_p && is_index_entry(paragraph));
}

static void
find_entries(struct contents *k, struct xml_node *root)
{
	for (struct xml_node *at = root; at; at = xml_following(root, at, is_property(at->name))) {
		if (is_paragraph(at->name))
			enter_paragraph(k, at);
		else if (at->name == W_fldChar)
			read_field_mark(k, at);
		else if (at->name == XML_TEXT && at->parent->name == W_instrText)
			buffer_text(&k->instruction, at->text);
		else if (k->own_depth && ((at->name == XML_TEXT && at->parent->name == W_t) || at->name == W_tab))
			*VECTOR_PUSH(k->c->arena, &k->pieces) = at;
	}
	leave_paragraph(k);
}

/* ---- taking out ---- */

static void
report_stale(struct compiler *c, struct text line)
{
	struct origin o = {.place = {.kind = AT_PARAGRAPH, .file = c->package->file, .part = c->part}, .line = line};

	compiler_fault(c, &o, (struct fault){0, line.len, PROBLEM_CONTENTS_STALE, {TEXT_NONE}});
}

static void
take_out(struct contents *k, const struct entry *entry)
{
	struct text prefix = qname_prefix(entry->paragraph->qname);

	for (size_t i = 0; i < entry->count; i++)
		xml_remove(entry->pieces[i]);
	if (!entry->count)
		xml_remove(entry->paragraph);
	if (entry->begin)
		xml_set(k->c->arena, entry->begin, W_dirty, text_join(k->c->arena, prefix, TEXT("dirty")),
			TEXT("true"));
	k->c->has_markers = true;
}

void
contents_settle(struct compiler *c, struct xml_node *root)
{
	struct contents k = {.c = c};
	bool is_told = false;

	find_entries(&k, root);
	for (size_t i = 0; i < k.entries.count; i++) {
		if (!is_stale(&k, k.entries.at[i].paragraph))
			continue;
		if (!is_told)
			report_stale(c, text_copy(c->arena, buffer_view(&k.line)));
		is_told = true;
		take_out(&k, &k.entries.at[i]);
	}
	buffer_free(&k.line);
	buffer_free(&k.instruction);
}
