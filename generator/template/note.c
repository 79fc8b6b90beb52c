/*
 * note -- foot- and endnotes of a DOCX stand where they are referred to, while it is compiled.
 *
 * In an ODT a note's body stands inside the text.  In a DOCX there is but a reference, <w:footnoteReference w:id="2"/>,
 * and the note is in word/footnotes.xml (ECMA-376 part 1, 17.11).  Repeated, the reference would name one and the
 * same note again, which Word shows once and calls damaged; and the markers in the note would not see the record
 * that the reference is repeated for.  So:
 *
 *     the notes are read and put under their references, as in an ODT
 *     sections are placed in the whole
 *     when a reference came to stand in a section, all notes of that part stay there: op by op (OP_NOTE) they are
 * written with their references, in the order of these, and the part gathers them behind its separators; otherwise they
 * go back to where they were
 */
#include "template/note.h"
#include "template/include.h"

#include "template/repeat.h"

/* A note under its reference. */
struct grafted {
	struct xml_node *note, *reference;
	struct xml_node *place; /* stands where the note was */
};

struct note_part {
	struct compiler c; /* of the part with the notes */
	struct xml_node *root;
	struct program_part *part;
	bool is_end;
	uint32_t first; /* see note_part_of */
	bool is_taken;  /* the notes stay under their references */
	VECTOR(struct grafted) grafted;
};

static bool
has_section(const struct compiler *c)
{
	for (size_t i = 0; i < c->paragraphs.count; i++) {
		if (c->paragraphs.at[i]->has_section)
			return true;
	}
	return false;
}

static bool
is_under(const struct xml_node *node, const struct xml_node *root)
{
	while (node && node != root)
		node = node->parent;
	return node != NULL;
}

/* ---- under the references ---- */

/* A compiler for the part, that goes on where c is. */
static struct compiler
compiler_for(const struct compiler *c, bool is_end)
{
	return (struct compiler){.arena = c->arena,
				 .report = c->report,
				 .package = c->package,
				 .program = c->program,
				 .part = is_end ? TEXT("endnotes") : TEXT("footnotes"),
				 .faults = c->faults,
				 .has_cyrillic = c->has_cyrillic};
}

static struct note_part *
read_part(struct compiler *c, bool is_end)
{
	struct text name = is_end ? TEXT("word/endnotes.xml") : TEXT("word/footnotes.xml"), bytes;
	struct part *part = package_part(c->package, name);
	struct note_part *n = NEW(c->arena, struct note_part);

	if (!part || !package_bytes(c->arena, c->report, c->package, part, &bytes))
		return NULL;
	n->root = includes_tree(c->includes, name);
	if (!n->root)
		n->root = xml_parse(c->arena, c->report, bytes, c->package->file, name);
	if (!n->root)
		return NULL;
	n->is_end = is_end;
	n->c = compiler_for(c, is_end);
	n->part = NEW(c->arena, struct program_part);
	n->part->name = part->name;
	n->part->bytes = bytes;
	story_read(&n->c, n->root);
	c->faults = n->c.faults;
	c->has_cyrillic = n->c.has_cyrillic;
	c->failed |= n->c.failed;
	return n;
}

static void
graft(struct note_part *n, struct xml_node *note, struct xml_node *reference)
{
	struct xml_node *place = xml_new(n->c.arena, XML_RAW, TEXT_NONE);

	xml_insert_before(note, place);
	xml_remove(note);
	xml_append(reference, note);
	*VECTOR_PUSH(n->c.arena, &n->grafted) = (struct grafted){note, reference, place};
}

static void
graft_all(struct note_part *n, struct xml_node *root)
{
	enum xml_name reference = n->is_end ? W_endnoteReference : W_footnoteReference;
	enum xml_name note = n->is_end ? W_endnote : W_footnote;
	struct texts ids = {0};
	VECTOR(struct xml_node *) notes = {0};

	for (struct xml_node *at = xml_child(n->root, note); at; at = xml_sibling(at, note)) {
		struct text id = xml_value(at, W_id, TEXT_NONE);

		if (xml_attribute(at, W_type) || texts_find(&ids, id) >= 0)
			continue;
		texts_add(n->c.arena, &ids, id);
		*VECTOR_PUSH(n->c.arena, &notes) = at;
	}
	for (struct xml_node *at = root; at; at = xml_following(root, at, at->name == note)) {
		ptrdiff_t index = at->name == reference ? texts_find(&ids, xml_value(at, W_id, TEXT_NONE)) : -1;

		if (index >= 0 && !at->first && notes.at[index]->parent == n->root)
			graft(n, notes.at[index], at);
	}
}

/* The paragraphs of one compiler that stand under root now go to the other. */
static void
move_paragraphs(struct compiler *from, struct compiler *to, const struct xml_node *root)
{
	size_t kept = 0;

	for (size_t i = 0; i < from->paragraphs.count; i++) {
		struct paragraph *p = from->paragraphs.at[i];

		if (is_under(p->node, root))
			*VECTOR_PUSH(to->arena, &to->paragraphs) = p;
		else
			from->paragraphs.at[kept++] = p;
	}
	from->paragraphs.count = kept;
}

static bool
refers_to_notes(struct xml_node *root, bool is_end)
{
	return xml_descendant(root, is_end ? W_endnoteReference : W_footnoteReference) != NULL;
}

void
notes_read(struct compiler *c, struct xml_node *root)
{
	if (c->package->kind != PACKAGE_DOCX || root->name != W_document || !has_section(c))
		return;
	for (int is_end = 0; is_end < 2; is_end++) {
		struct note_part *n = refers_to_notes(root, is_end) ? read_part(c, is_end) : NULL;

		c->notes[is_end] = n;
		if (!n)
			continue;
		graft_all(n, root);
		move_paragraphs(&n->c, c, root);
		sections_place(&n->c, n->root); /* of notes that nothing refers to */
	}
}

/* ---- who stays ---- */

/* Some reference has come to stand in a section. */
static bool
is_any_repeated(struct xml_node *root, enum xml_name reference)
{
	int depth = 0;

	for (struct xml_node *at = root; at; at = xml_following(root, at, at->name == reference)) {
		const struct spot *spot = spot_of(at);

		if (at->name == reference && at->first && depth > 0)
			return true;
		if (spot)
			depth += (spot->marker->kind == MARKER_SECTION) - (spot->marker->kind == MARKER_CLOSE);
	}
	return false;
}

static void
give_back(struct compiler *c, struct note_part *n)
{
	for (size_t i = 0; i < n->grafted.count; i++) {
		xml_remove(n->grafted.at[i].note);
		xml_insert_before(n->grafted.at[i].place, n->grafted.at[i].note);
	}
	move_paragraphs(c, &n->c, n->root);
}

/* Separators have the ids -1 and 0, or 0 and 1. */
static uint32_t
first_id(const struct note_part *n)
{
	uint32_t first = 1;

	for (const struct xml_node *at = n->root->first; at; at = at->next) {
		struct text id = xml_value(at, W_id, TEXT_NONE);
		uint32_t number = 0;

		for (size_t i = 0; i < id.len && id.at[i] >= '0' && id.at[i] <= '9' && number < 100000000; i++)
			number = number * 10 + (uint32_t)(id.at[i] - '0');
		first = number >= first ? number + 1 : first;
	}
	return first;
}

/* Behind the notes that stay in the part: here the others are gathered. */
static void
mark_place(struct note_part *n)
{
	struct xml_node *place = xml_new(n->c.arena, XML_RAW, TEXT_NONE);
	struct gather_note *note = NEW(n->c.arena, struct gather_note);

	note->note.kind = NOTE_GATHER;
	note->is_end = n->is_end;
	place->extra = note;
	xml_append(n->root, place);
	n->first = first_id(n);
}

void
notes_settle(struct compiler *c, struct xml_node *root)
{
	for (int is_end = 0; is_end < 2; is_end++) {
		struct note_part *n = c->notes[is_end];

		if (!n)
			continue;
		n->is_taken = c->failed || is_any_repeated(root, is_end ? W_endnoteReference : W_footnoteReference);
		if (n->is_taken)
			mark_place(n);
		else
			give_back(c, n);
	}
}

const struct program_part *
note_part_of(const struct note_part *n, struct text *prefix, uint32_t *first)
{
	*prefix = n->c.prefix;
	*first = n->first;
	return n->part;
}

struct program_part *
notes_compile(struct note_part *n, struct compiler *c)
{
	struct program_part *part = n->part;

	n->c.faults = c->faults;
	n->c.has_cyrillic = c->has_cyrillic;
	if (!n->is_taken && !n->c.has_markers)
		return NULL;
	repeats_read(&n->c, n->root);
	part->ops = emit_document(&n->c, n->root);
	part->prefix = n->c.prefix;
	if (n->c.failed)
		part->ops = outline_document(&n->c);
	*c = n->c;
	return part;
}
