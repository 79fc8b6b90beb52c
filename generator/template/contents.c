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
 * Out of its section the first entry's marker says nothing.  One whose heading stands by itself is as good as the
 * heading.  An entry whose heading stands in a section that reaches beyond the paragraph is emptied: when the record is
 * merged, contents that list headings are made anew in the looks of these entries (contents/).  From those that list
 * something else it is taken out.
 *
 * In a DOCX the entries are the result of a complex field whose instruction begins with TOC (ECMA-376 part 1,
 * 17.16.5.68); one that lost entries for good is made w:dirty (17.16.18), so that Word makes them anew.  In an ODT they
 * are the paragraphs of text:index-body (ODF 1.3 part 3, 8.2.2); there is no such mark.
 */
#include "template/contents.h"

#include <strings.h>

#include "expression/lexer.h"
#include "template/toc.h"

/* Texts of the paragraphs that a section repeats; open-addressed by text_hash. */
struct repeated {
	struct text *slots;
	size_t slot_count, count;
};

/* A table of contents, or another index. */
struct listing {
	struct xml_node *begin;                 /* mark of the field; NULL in an ODT */
	const struct xml_node *body, *separate; /* text:index-body; mark of the field */
	bool lists_headings;                    /* of a field */
	bool is_renewed;                        /* when a record is merged: the same is asked there, see contents/ */
};

/* A paragraph with entries: whole, or the texts and tabs in it that the field has made. */
struct entry {
	struct listing *listing;
	struct xml_node *paragraph;
	struct xml_node **pieces;
	size_t count; /* of pieces; 0: the paragraph is an entry and nothing else */
};

struct contents {
	struct compiler *c;
	struct repeated repeated;
	struct buffer line, instruction;
	VECTOR(struct entry) entries;
	struct listing *listing; /* that the walk is in, or was in last */
	bool has_marks;          /* places in the text that contents of an ODT list besides headings */
	int sections;            /* that are open where the walk is */

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

/* Whether a section repeats what the piece says; the number of a heading may stand before that. */
static bool
is_repeated(const struct contents *k, struct text piece)
{
	ptrdiff_t marker = text_find(piece, TEXT("{{"), 0);

	for (ptrdiff_t at = 0, blank; at <= marker; at = blank + 1) {
		if (slot_of(&k->repeated, text_from_offset(piece, (size_t)at))->len)
			return true;
		blank = text_find(piece, TEXT(" "), (size_t)at);
		if (blank == TEXT_NOWHERE)
			break;
	}
	return false;
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
		if (is_repeated(k, piece))
			return true;
	}
	return false;
}

/* ---- where entries stand ---- */

static void
listing_begin(struct contents *k, struct listing listing)
{
	k->listing = NEW(k->c->arena, struct listing);
	*k->listing = listing;
}

/* An entry of an index; k->listing is then the one. */
static bool
is_index_entry(struct contents *k, const struct xml_node *paragraph)
{
	const struct xml_node *at = paragraph->parent;

	while (at && at->name != TEXT_index_body && at->name != TEXT_index_title)
		at = at->parent;
	if (!at || at->name != TEXT_index_body)
		return false;
	if (!k->listing || k->listing->body != at)
		listing_begin(k, (struct listing){.body = at, .is_renewed = toc_lists_headings(at->parent)});
	return true;
}

/* Fields that tell numbers of pages, of whatever kind. */
static void
look_for_numbers(struct contents *k, struct text instruction)
{
	struct text t = blank_trim(instruction);

	if ((t.len >= 3 && strncasecmp(t.at, "TOC", 3) == 0) || (t.len >= 7 && strncasecmp(t.at, "PAGEREF", 7) == 0))
		k->c->program->has_page_numbers = true;
}

/* The field at hand, whose result begins, may be a table of contents. */
static void
read_result(struct contents *k, const struct xml_node *mark)
{
	struct toc toc;

	look_for_numbers(k, buffer_view(&k->instruction));
	if (k->own_depth || !k->begin || !toc_read(k->c->arena, buffer_view(&k->instruction), &toc))
		return;
	k->own_depth = k->fields;
	k->has_mark = k->is_entry = true;
	listing_begin(k, (struct listing){k->begin, NULL, mark, toc.lists_headings_alone, false});
}

static void
read_field_mark(struct contents *k, struct xml_node *mark)
{
	if (xml_value_is(mark, W_fldCharType, "begin")) {
		k->fields++;
		buffer_clear(&k->instruction);
		k->begin = k->own_depth ? k->begin : mark;
	} else if (xml_value_is(mark, W_fldCharType, "separate")) {
		read_result(k, mark);
	} else if (k->fields > 0) {
		if (k->fields-- == k->own_depth) {
			k->own_depth = 0;
			k->has_mark = true;
			k->listing->is_renewed = k->listing->lists_headings && toc_is_row(k->listing->separate, mark);
		}
	}
}

static void
leave_paragraph(struct contents *k)
{
	struct entry *entry;

	if (k->paragraph && k->is_entry && (k->pieces.count || !k->has_mark)) {
		entry = VECTOR_PUSH(k->c->arena, &k->entries);
		*entry = (struct entry){.listing = k->listing, .paragraph = k->paragraph};
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
	k->is_entry = k->own_depth || (paragraph->name != W_p && is_index_entry(k, paragraph));
}

/* Of an ODT. */
static bool
is_number_of_page(const struct xml_node *node)
{
	struct text format = xml_value(node, TEXT_reference_format, TEXT("template"));
	bool is_reference =
		node->name == TEXT_bookmark_ref || node->name == TEXT_reference_ref || node->name == TEXT_sequence_ref;

	return node->name == TEXT_table_of_content ||
	       (is_reference && (text_is(format, "page") || text_is(format, "template")));
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
		else if (at->name == W_fldSimple)
			look_for_numbers(k, xml_value(at, W_instr, TEXT_NONE));
		else if (is_number_of_page(at))
			k->c->program->has_page_numbers = true;
		else if (at->name == TEXT_toc_mark || at->name == TEXT_toc_mark_start)
			k->has_marks = true;
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
	if (entry->listing->begin)
		xml_set(k->c->arena, entry->listing->begin, W_dirty, text_join(k->c->arena, prefix, TEXT("dirty")),
			TEXT("true"));
	k->c->has_markers = true;
}

/* Of the entry its looks are left. */
static void
empty(struct contents *k, const struct entry *entry)
{
	struct xml_node *root = entry->paragraph, *next;

	for (size_t i = 0; i < entry->count; i++)
		if (entry->pieces[i]->name == XML_TEXT)
			xml_remove(entry->pieces[i]);
	for (struct xml_node *at = entry->count ? NULL : root->first; at; at = next) {
		next = xml_following(root, at, is_property(at->name));
		if (at->name == XML_TEXT && at->parent->name != W_instrText)
			xml_remove(at);
	}
	k->c->has_markers = true;
}

void
contents_settle(struct compiler *c, struct xml_node *root)
{
	struct contents k = {.c = c};
	bool is_told = false, is_main_part = text_equal(c->path, c->package->main_part);

	find_entries(&k, root);
	for (size_t i = 0; i < k.entries.count; i++) {
		const struct entry *entry = &k.entries.at[i];

		if (!is_stale(&k, entry->paragraph))
			continue;
		if (is_main_part && entry->listing->is_renewed && !(k.has_marks && !entry->listing->begin)) {
			empty(&k, entry);
			continue;
		}
		if (!is_told)
			report_stale(c, text_copy(c->arena, buffer_view(&k.line)));
		is_told = true;
		take_out(&k, entry);
	}
	buffer_free(&k.line);
	buffer_free(&k.instruction);
}
