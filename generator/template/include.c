/*
 * include -- {{> other}}: the body of another template in place of the marker.
 *
 * A name in quotes is a file's.  One without may also be a field's: then every value that the field has anywhere in
 * the data and that names a template is put in, each in a section of its own,
 *
 *     {{# field == "value" }} body {{/}} …  {{^ field == "value" || … }} the literal name, or a refusal {{/}}
 *
 * and so each record gets its own and nothing is opened while records are merged.
 *
 * A body goes where the marker's paragraph was, which is cut in two around it when sections begin or end in it.  A body
 * of one paragraph may also stand amid text; it then becomes part of the host's paragraph.
 *
 * Each other template is opened once, and what it includes itself is put into it once.
 */
#include "template/include_place.h"

enum { ELEMENTS_MOST = 4000000, XML_DEEPEST = 250 };

/* ---- spots ---- */

static struct spot *
new_spot(struct placing *p, enum marker_kind kind, const struct expression *e, struct xml_node *paragraph)
{
	struct arena *a = p->of->arena;
	struct spot *spot = NEW(a, struct spot);
	struct marker *m = NEW(a, struct marker);

	*m = *p->spot->marker;
	m->kind = kind;
	m->expression = e;
	m->folded = kind == MARKER_SECTION ? m->shown : TEXT_NONE;
	spot->note.kind = NOTE_SPOT;
	spot->marker = m;
	spot->paragraph = paragraph;
	spot->escape = p->spot->escape;
	spot->node = xml_new(a, XML_RAW, TEXT_NONE);
	spot->node->extra = spot;
	return spot;
}

/* A paragraph that holds nothing but the spot, and so will vanish. */
static struct xml_node *
carrier(struct placing *p, struct text qname)
{
	enum xml_name name = p->spot->paragraph->name;
	struct xml_node *node = xml_new(p->of->arena, name == W_p ? W_p : TEXT_p, qname);
	struct paragraph *note = NEW(p->of->arena, struct paragraph);

	note->note.kind = NOTE_PARAGRAPH;
	note->node = node;
	note->is_hollow = true;
	node->extra = note;
	return node;
}

/* A spot before the marker's: amid text as it is, else in a paragraph of its own. */
static void
put_spot(struct placing *p, struct xml_node *at, enum marker_kind kind, bool is_negative, const struct expression *e)
{
	struct text prefix = qname_prefix(p->spot->paragraph->qname);
	struct xml_node *paragraph =
		p->is_alone ? carrier(p, text_join(p->of->arena, prefix, TEXT("p"))) : p->spot->paragraph;
	struct spot *spot = new_spot(p, kind, e, paragraph);

	spot->marker->is_negative = is_negative;
	if (p->is_alone) {
		((struct paragraph *)paragraph->extra)->has_section = kind == MARKER_SECTION;
		xml_append(paragraph, spot->node);
		xml_insert_before(at, paragraph);
	} else {
		xml_insert_before(at, spot->node);
	}
}

/* The spots of a body that is copied need to know the copies. */
static void
renew_spots(struct includes *i, struct xml_node *tree)
{
	for (struct xml_node *at = tree; at; at = xml_following(tree, at, false)) {
		struct note *note = at->extra;
		struct spot *spot;
		struct paragraph *paragraph;

		if (note && note->kind == NOTE_PARAGRAPH) {
			paragraph = NEW(i->arena, struct paragraph);
			*paragraph = *(struct paragraph *)note;
			paragraph->node = at;
			at->extra = paragraph;
		} else if (note && note->kind == NOTE_SPOT) {
			spot = NEW(i->arena, struct spot);
			*spot = *(struct spot *)note;
			spot->node = at;
			spot->paragraph = at->parent;
			while (spot->paragraph->parent && !is_paragraph(spot->paragraph->name))
				spot->paragraph = spot->paragraph->parent;
			at->extra = spot;
		}
	}
}

/* ---- one body ---- */

static bool
is_piece(const struct xml_node *node)
{
	return node->name == XML_RAW || is_block(node->name) ||
	       (node->name != XML_TEXT && node->name != W_sectPr && !is_property(node->name));
}

/* The one paragraph that the body consists of, or NULL. */
static struct xml_node *
only_paragraph(const struct xml_node *body)
{
	struct xml_node *only = NULL;

	for (struct xml_node *n = body->first; n; n = n->next) {
		if (!is_block(n->name))
			continue;
		if (only || !is_paragraph(n->name))
			return NULL;
		only = n;
	}
	return only;
}

struct xml_node *
file_mark(const struct guest *g, bool is_end)
{
	struct xml_node *node = xml_new(g->into->arena, XML_RAW, TEXT_NONE);
	struct file_note *note = NEW(g->into->arena, struct file_note);

	note->note.kind = NOTE_FILE;
	note->file = g->from->package->file;
	note->is_end = is_end;
	node->extra = note;
	return node;
}

static int
depth_of(const struct xml_node *node)
{
	int depth = 0;

	while ((node = node->parent) != NULL)
		depth++;
	return depth;
}

/* Elements of a tree and how deep they go. */
static size_t
measure(const struct xml_node *tree, int *deepest)
{
	struct xml_node *top = (struct xml_node *)(uintptr_t)tree;
	size_t count = 0;
	int own = depth_of(tree);

	*deepest = 0;
	for (struct xml_node *at = top; at; at = xml_following(tree, at, false)) {
		int depth = at->first ? 0 : depth_of(at) - own;

		*deepest = depth > *deepest ? depth : *deepest;
		count++;
	}
	return count;
}

static bool
is_within_limits(struct placing *p, const struct xml_node *body, const struct xml_node *at)
{
	int deepest;

	p->of->elements += measure(body, &deepest);
	if (p->of->elements > ELEMENTS_MOST)
		return placing_fail(p, PROBLEM_INCLUDE_LIMIT, p->spot->marker->shown, TEXT_NONE);
	return deepest + depth_of(at) < XML_DEEPEST ||
	       placing_fail(p, PROBLEM_INCLUDE_DEEP, p->spot->marker->shown, TEXT_NONE);
}

static void
move_children(struct xml_node *from, struct xml_node *to, bool takes_properties)
{
	for (struct xml_node *n = from->first, *next; n; n = next) {
		next = n->next;
		if (!takes_properties && is_property(n->name))
			continue;
		xml_remove(n);
		xml_append(to, n);
	}
}

/* A copy of what is to be put in, below a node of its own. */
static struct xml_node *
copy_body(struct placing *p, const struct xml_node *body)
{
	struct xml_node *holder = xml_copy(p->of->arena, body, true), *only;

	holder->extra = NULL;
	renew_spots(p->of, holder);
	if (p->is_alone)
		return holder;
	only = only_paragraph(holder);
	holder->first = holder->last = NULL;
	if (only)
		move_children(only, holder, false);
	return holder;
}

static bool
is_table_beside(const struct xml_node *node)
{
	return node && is_table(node->name);
}

static struct xml_node *
block_before(const struct xml_node *node)
{
	struct xml_node *at = node->previous;

	while (at && !is_block(at->name))
		at = at->previous;
	return at;
}

static struct xml_node *
block_after(const struct xml_node *node)
{
	struct xml_node *at = node->next;

	while (at && !is_block(at->name))
		at = at->next;
	return at;
}

static bool
is_range_end(enum xml_name name)
{
	return name == W_bookmarkStart || name == TEXT_bookmark_start || name == W_bookmarkEnd ||
	       name == TEXT_bookmark_end;
}

/* Nothing that a reader sees, nor a marker; bookmarks: but perhaps ends of these. */
static bool
is_bare(const struct xml_node *paragraph, bool bookmarks)
{
	bool skip = false;

	for (struct xml_node *at = paragraph->first; at; at = xml_following(paragraph, at, skip)) {
		skip = is_property(at->name) || at->name == W_del || at->name == W_moveFrom;
		if (skip)
			continue;
		if (spot_of(at) || (at->name == XML_TEXT && !text_is_blank(at->text)) || is_shown(at) ||
		    (!bookmarks && is_range_end(at->name)))
			return false;
	}
	return true;
}

/* Takes half a paragraph out in which nothing is left; in a DOCX bookmarks may stand beside paragraphs. */
static void
drop_bare(struct xml_node *half)
{
	if (!is_bare(half, half->name == W_p))
		return;
	for (struct xml_node *at = half->first, *next; at; at = next) {
		next = xml_following(half, at, false);
		if (!is_range_end(at->name))
			continue;
		xml_remove(at);
		xml_insert_before(half, at);
	}
	xml_remove(half);
}

/* A table that ends a document has an empty paragraph behind it, whether its author wants that or not. */
static void
drop_last_paragraph(struct xml_node *holder)
{
	struct xml_node *section = xml_child(holder, W_sectPr), *last = section ? block_before(section) : holder->last;

	while (last && !is_block(last->name))
		last = last->previous;
	if (last && (last->name == W_p || last->name == TEXT_p) && is_table_beside(block_before(last)) &&
	    is_bare(last, false) && !xml_child(xml_child(last, W_pPr), W_sectPr))
		xml_remove(last);
}

static bool
must_hold_paragraph(enum xml_name name)
{
	return is_keeper(name) || name == W_sdtContent;
}

/* Word takes two tables without a paragraph between them for one, and wants a paragraph at the end of a cell and of
 * all. */
static void
part_tables(const struct body *b)
{
	const struct xml_node *first = b->holder->first, *last = b->holder->last, *after = block_after(b->at);
	bool is_last = !after && must_hold_paragraph(b->at->parent->name);

	while (first && !is_block(first->name))
		first = first->next;
	while (last && !is_block(last->name))
		last = last->previous;
	if (b->root->name == OFFICE_document_content || b->root->name == OFFICE_document_styles)
		return;
	if (is_table_beside(first) && is_table_beside(block_before(b->at)))
		xml_insert_before(b->at, word_paragraph(b));
	if (is_table_beside(last) && (is_table_beside(after) || is_last))
		xml_append(b->holder, word_paragraph(b));
}

/* The body of a file before the node `at`. */
static void
put_body(struct placing *p, struct host *file, struct xml_node *at)
{
	const struct level *level = includes_level(p->of);
	bool is_word = file->package->kind == PACKAGE_DOCX;
	struct xml_node *main = host_read(file, file->package->main_part),
			*body = is_word ? word_body(main) : odt_body(main);
	struct body b = {.guest = guest_of(level->host, file), .part = level->part, .root = level->root, .at = at};

	if (!body || !is_within_limits(p, body, at))
		return;
	if (!p->is_alone && !only_paragraph(body)) {
		for (const struct xml_node *n = body->first; n; n = n->next) {
			if (is_block(n->name)) {
				placing_fail(p, PROBLEM_INCLUDE_AMID, p->spot->marker->shown, TEXT_NONE);
				return;
			}
		}
		return;
	}
	b.guest->occurrence++;
	b.is_inline = !p->is_alone;
	b.holder = copy_body(p, body);
	if (p->is_alone)
		drop_last_paragraph(b.holder);
	if (is_word)
		word_translate(&b);
	else
		odt_translate(&b);
	p->c->failed |= level->host->has_failed || file->has_failed;
	if (p->is_alone)
		part_tables(&b);
	if (p->is_alone)
		xml_insert_before(at, file_mark(b.guest, false));
	for (struct xml_node *n = b.holder->first, *next; n; n = next) {
		next = n->next;
		if (p->is_alone && !is_piece(n))
			continue;
		xml_remove(n);
		xml_insert_before(at, n);
	}
	if (p->is_alone)
		xml_insert_before(at, file_mark(b.guest, true));
}

/* ---- several ---- */

static const struct expression *
binary(struct placing *p, enum operation operation, const struct expression *left, const struct expression *right)
{
	struct expression *e = NEW(p->of->arena, struct expression);
	const struct expression *path = p->spot->marker->expression;

	*e = (struct expression){.kind = EXPRESSION_BINARY,
				 .at = path->at,
				 .len = path->len,
				 .origin = path->origin,
				 .text = TEXT_NONE,
				 .operation = operation,
				 .left = left,
				 .right = right};
	return e;
}

static const struct expression *
is_value(struct placing *p, struct text value)
{
	const struct expression *path = p->spot->marker->expression;
	struct expression *text = NEW(p->of->arena, struct expression);

	*text = (struct expression){
		.kind = EXPRESSION_TEXT, .at = path->at, .len = path->len, .origin = path->origin, .text = value};
	return binary(p, OPERATION_EQUAL, path, text);
}

/* What stands there when the field's value is none of those that were found. */
static void
put_rest(struct placing *p, struct xml_node *at)
{
	if (p->literal)
		put_body(p, p->literal, at);
	else
		xml_insert_before(at,
				  new_spot(p, MARKER_INCLUDE, p->spot->marker->expression, p->spot->paragraph)->node);
}

static void
put_alternatives(struct placing *p, struct xml_node *at)
{
	const struct expression *any = NULL;

	for (size_t i = 0; i < p->alternatives.count && !p->failed; i++) {
		const struct expression *is = is_value(p, p->alternatives.at[i].value);

		put_spot(p, at, MARKER_SECTION, false, is);
		put_body(p, p->alternatives.at[i].file, at);
		put_spot(p, at, MARKER_CLOSE, false, NULL);
		any = any ? binary(p, OPERATION_OR, any, is) : is;
	}
	put_spot(p, at, MARKER_SECTION, true, any);
	put_rest(p, at);
	put_spot(p, at, MARKER_CLOSE, false, NULL);
}

/* ---- where ---- */

/* Takes the properties of a section out of the half before the body: they belong behind it (17.6.18). */
static struct xml_node *
take_section(struct xml_node *paragraph)
{
	struct xml_node *section = xml_child(xml_child(paragraph, W_pPr), W_sectPr);

	if (section)
		xml_remove(section);
	return section;
}

static void
give_section(struct placing *p, struct xml_node *at, struct xml_node *section)
{
	struct xml_node *paragraph = at->next;
	struct text prefix = qname_prefix(section->qname);
	struct xml_node *properties;

	if (!paragraph || paragraph->name != W_p) {
		paragraph = xml_new(p->of->arena, W_p, text_join(p->of->arena, prefix, TEXT("p")));
		xml_insert_after(at, paragraph);
	}
	properties = xml_child(paragraph, W_pPr);
	if (!properties) {
		properties = xml_new(p->of->arena, W_pPr, text_join(p->of->arena, prefix, TEXT("pPr")));
		if (paragraph->first)
			xml_insert_before(paragraph->first, properties);
		else
			xml_append(paragraph, properties);
	}
	xml_append(properties, section);
}

/* Lists of an ODT hold paragraphs and lists alone (ODF 1.3 part 3, 5.3.4). */
static bool
fits_in_list(const struct placing *p)
{
	for (size_t i = 0; i <= p->alternatives.count; i++) {
		struct host *file = i < p->alternatives.count ? p->alternatives.at[i].file : p->literal;
		struct xml_node *body = file ? odt_body(host_read(file, file->package->main_part)) : NULL;

		for (const struct xml_node *n = body ? body->first : NULL; n; n = n->next) {
			if (is_block(n->name) && !is_paragraph(n->name) && n->name != TEXT_list)
				return false;
		}
	}
	return true;
}

static struct xml_node *
container_of(const struct placing *p)
{
	struct xml_node *at = p->spot->paragraph->parent;

	if (at->name != TEXT_list_item && at->name != TEXT_list_header)
		return at;
	if (fits_in_list(p))
		return at;
	while (at->name == TEXT_list || at->name == TEXT_list_item || at->name == TEXT_list_header)
		at = at->parent;
	return at;
}

/* Cuts the paragraph in two around the spot; a half in which nothing is left goes. */
static void
part_paragraph(struct placing *p, struct xml_node *container)
{
	struct xml_node *paragraph = p->spot->paragraph, *at = p->spot->node, *after = paragraph->next, *half;
	struct xml_node *section = take_section(paragraph);
	struct xml_node *parent = paragraph->parent;

	lift(p->of->arena, at, parent);
	half = at->next != after ? at->next : NULL;
	if (half)
		drop_bare(half);
	if (paragraph->parent == parent)
		drop_bare(paragraph);
	if (section)
		give_section(p, at, section);
	lift(p->of->arena, at, container);
}

/* Amid text: out of the run in a DOCX, where only text may stand. */
static void
part_run(struct placing *p)
{
	struct xml_node *run = p->spot->node->parent;

	while (run && run->name != W_r && run != p->spot->paragraph)
		run = run->parent;
	if (run && run->name == W_r)
		lift(p->of->arena, p->spot->node, run->parent);
}

/* A cell, note or frame that got nothing keeps a paragraph. */
static void
keep_paragraph(struct placing *p, struct xml_node *at)
{
	struct xml_node *parent = at->parent;

	for (const struct xml_node *n = parent->first; n; n = n->next) {
		if (is_block(n->name) && !(paragraph_of(n) && paragraph_of(n)->is_hollow))
			return;
	}
	if (must_hold_paragraph(parent->name) && p->spot->paragraph->name == W_p)
		xml_insert_before(at, xml_new(p->of->arena, W_p, p->spot->paragraph->qname));
}

void
include_put(struct includes *i, struct compiler *c, struct spot *spot, bool is_alone)
{
	struct placing p = {.of = i, .c = c, .spot = spot, .is_alone = is_alone};
	bool is_open;

	if (!placing_find(&p, &is_open)) {
		xml_remove(spot->node);
		return;
	}
	if (is_alone) {
		part_paragraph(&p, container_of(&p));
	} else {
		part_run(&p);
	}
	if (p.alternatives.count)
		put_alternatives(&p, spot->node);
	else
		put_rest(&p, spot->node);
	if (is_alone)
		keep_paragraph(&p, spot->node);
	xml_remove(spot->node);
}

/* ---- parts ---- */

/*
 * "{{" and ">" behind it in the text, however the editor has cut that into runs: tags are passed over.  The sign is
 * mostly written "&gt;" there.
 */
bool
includes_are_in(struct text bytes)
{
	int braces = 0;
	bool in_tag = false;

	for (size_t i = 0; i < bytes.len; i++) {
		char c = bytes.at[i];

		if (c == '<')
			in_tag = true;
		else if (in_tag)
			in_tag = c != '>';
		else if (c == '{')
			braces++;
		else if (braces >= 2 &&
			 (c == '>' || (c == '&' && (text_starts(text_from_offset(bytes, i), TEXT("&gt;")) ||
						    text_starts(text_from_offset(bytes, i), TEXT("&#"))))))
			return true;
		else if (braces < 2 || ((unsigned char)c < 0x80 && c != ' ' && c != '\n' && c != '\t' && c != '\r'))
			braces = 0;
	}
	return false;
}

struct includes *
includes_open(struct compiler *c, const struct template_source *source)
{
	struct includes *i = NEW(c->arena, struct includes);

	i->arena = c->arena;
	i->report = c->report;
	i->source = source;
	i->levels[0].host = host_open(c->arena, c->report, c->package);
	i->levels[0].host->is_open = true;
	return i;
}

void
includes_put(struct includes *i, struct compiler *c, struct text part)
{
	struct xml_node *root = host_change(i->levels[0].host, part);

	i->levels[0].part = part;
	i->levels[0].root = root;
	if (root)
		story_include(c, root, i);
	else
		c->failed = true;
}

const struct package *
includes_finish(struct includes *i)
{
	host_write(i->levels[0].host);
	return i->levels[0].host->package;
}

struct xml_node *
includes_tree(const struct includes *i, struct text part)
{
	return i ? host_changed(i->levels[0].host, part) : NULL;
}
