/*
 * include -- {{> other}}: which template is meant, and its body in place of the marker.
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
#include "template/include.h"

#include <string.h>
#include <strings.h>

#include "template/include_body.h"

enum { DEEPEST = 16, ALTERNATIVES_MOST = 64, ELEMENTS_MOST = 4000000, XML_DEEPEST = 250 };

/* Where the walk is: the template whose markers are looked at, and its part. */
struct level {
	struct host *host;
	struct text part;
	struct xml_node *root;
};

struct includes {
	struct arena *arena;
	struct report *report;
	const struct template_source *source;
	struct level levels[DEEPEST + 1]; /* the template itself, then those that are being opened */
	int depth;
	VECTOR(struct host *) files;
	size_t elements; /* that were copied */
};

/* One template that may stand in the marker's place. */
struct alternative {
	struct text value; /* of the field */
	struct host *file;
};

/* A marker at work. */
struct placing {
	struct includes *of;
	struct compiler *c;
	struct spot *spot;
	bool is_alone;
	VECTOR(struct alternative) alternatives;
	struct host *literal; /* the template of the name itself; NULL */
	bool failed;
};

/* ---- the file ---- */

static bool
fail(struct placing *p, enum problem_code code, struct text first, struct text second)
{
	const struct marker *m = p->spot->marker;

	compiler_fault(p->c, m->origin, (struct fault){m->at, m->end - m->at, code, {first, second}});
	p->failed = true;
	return false;
}

static struct level *
level_at(struct includes *i)
{
	return &i->levels[i->depth];
}

static struct text
host_extension(const struct includes *i)
{
	return i->levels[0].host->package->kind == PACKAGE_DOCX ? TEXT(".docx") : TEXT(".odt");
}

static struct text
other_extension(const struct includes *i)
{
	return i->levels[0].host->package->kind == PACKAGE_DOCX ? TEXT(".odt") : TEXT(".docx");
}

/* Whether the name ends as a template's may, in letters of any case. */
static bool
has_extension(struct text name)
{
	static const char *const all[] = {".docx", ".docm", ".dotx", ".dotm", ".odt", ".ott"};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		size_t len = strlen(all[i]);

		if (name.len > len && strncasecmp(name.at + name.len - len, all[i], len) == 0)
			return true;
	}
	return false;
}

/* Whether the name ends as templates of the other format do. */
static bool
is_foreign(const struct includes *i, struct text name)
{
	bool is_odt = text_ends(name, TEXT(".odt")) || text_ends(name, TEXT(".ott"));

	return is_odt != (i->levels[0].host->package->kind == PACKAGE_ODT);
}

/* "a.docx → b.docx → a.docx" */
static struct text
chain_to(const struct includes *i, struct text last)
{
	enum { SHOWN = 3 };
	struct text chain = TEXT_NONE;

	for (int k = 0; k <= i->depth; k++) {
		bool is_left_out = k >= SHOWN && k <= i->depth - SHOWN;

		if (!is_left_out)
			chain = text_format(i->arena, "%.*s%.*s → ", TEXT_ARG(chain),
					    TEXT_ARG(i->levels[k].host->package->file));
		else if (k == SHOWN)
			chain = text_join(i->arena, chain, TEXT("… → "));
	}
	return text_join(i->arena, chain, last);
}

/* The template in place of its own includes' markers has the bodies of what they name. */
static bool
open_body(struct placing *p, struct host *file)
{
	struct includes *i = p->of;
	struct compiler c = *p->c;
	struct text main = file->package->main_part, bytes;
	struct xml_node *root = host_read(file, main);

	if (!root || !package_bytes(i->arena, i->report, file->package, package_part(file->package, main), &bytes))
		return false;
	if (!includes_are_in(bytes))
		return true;
	c.package = file->package;
	c.part = TEXT("body");
	c.counts = (struct counts){0};
	c.failed = false;
	file->is_open = true;
	i->levels[++i->depth] = (struct level){file, main, root};
	story_include(&c, root, i);
	i->depth--;
	file->is_open = false;
	p->c->failed |= c.failed;
	p->c->faults = c.faults;
	return true;
}

/* The file of a package; NULL when it cannot be put in (told). */
static struct host *
file_of(struct placing *p, const struct package *package)
{
	struct includes *i = p->of;
	struct host *file = i->levels[0].host->origin == package ? i->levels[0].host : NULL;

	for (size_t k = 0; k < i->files.count && !file; k++)
		file = i->files.at[k]->origin == package ? i->files.at[k] : NULL;
	if (file && file->is_open) {
		fail(p, PROBLEM_INCLUDE_CYCLE, chain_to(i, file->package->file), TEXT_NONE);
		return NULL;
	}
	if (file)
		return file;
	if (i->depth == DEEPEST) {
		fail(p, PROBLEM_INCLUDE_DEEP, chain_to(i, package->file), TEXT_NONE);
		return NULL;
	}
	file = host_open(i->arena, i->report, package);
	*VECTOR_PUSH(i->arena, &i->files) = file;
	file->has_failed |= !open_body(p, file);
	return file;
}

/* Outside the folder of templates nobody looks. */
static bool
is_below(struct text name)
{
	size_t from = 0;

	for (size_t i = 0; i <= name.len; i++) {
		struct text step = text_slice(name, from, i);

		if (i < name.len && name.at[i] == '\\')
			return false;
		if (i < name.len && name.at[i] != '/')
			continue;
		if (!step.len || text_is(step, "..") || text_is(step, "."))
			return false;
		from = i + 1;
	}
	return name.len > 0 && name.len < 1000;
}

/* Opens the template of a name; NULL when there is none, or it cannot be put in: then told, and *is_told. */
static struct host *
find_file(struct placing *p, struct text name, bool *is_told)
{
	struct includes *i = p->of;
	const struct package *package;
	bool is_there = false;
	struct host *file;

	*is_told = false;
	if (!is_below(name))
		return NULL;
	if (!has_extension(name))
		name = text_join(i->arena, name, host_extension(i));
	if (is_foreign(i, name)) {
		*is_told = true;
		fail(p, PROBLEM_INCLUDE_FORMAT, name, host_extension(i));
		return NULL;
	}
	package = i->source->open(i->source->context, i->report, name, &is_there);
	if (!is_there)
		return NULL;
	*is_told = true;
	if (package && package->kind != i->levels[0].host->package->kind) {
		fail(p, PROBLEM_INCLUDE_FORMAT, name, host_extension(i));
		return NULL;
	}
	file = package ? file_of(p, package) : NULL;
	if (!p->failed && (!file || file->has_failed))
		fail(p, PROBLEM_INCLUDE_BROKEN, name, TEXT_NONE);
	return p->failed ? NULL : file;
}

/* ---- what the data say ---- */

static bool
add_alternative(struct placing *p, const struct template_value *value)
{
	bool is_told;
	struct host *file;

	for (size_t i = 0; i < p->alternatives.count; i++) {
		if (text_equal(p->alternatives.at[i].value, value->text))
			return true;
	}
	file = find_file(p, value->text, &is_told);
	if (!file)
		return false;
	if (p->alternatives.count == ALTERNATIVES_MOST)
		return fail(p, PROBLEM_INCLUDE_MANY, p->spot->marker->shown,
			    text_format(p->of->arena, "%d", ALTERNATIVES_MOST));
	*VECTOR_PUSH(p->of->arena, &p->alternatives) = (struct alternative){value->text, file};
	return true;
}

static void
report_value(struct placing *p, const struct template_value *value)
{
	const struct template_source *s = p->of->source;

	REPORT(p->of->report, INCLUDE_VALUE, value->place, value->text,
	       s->nearest(s->context, p->of->arena, value->text, host_extension(p->of)));
	p->c->failed = p->failed = true;
}

/*
 * A column one of whose cells names a template is a column of templates: its other cells must name some too.  In
 * columns of the same name elsewhere anything may stand.
 */
static void
find_alternatives(struct placing *p, const struct template_values *values)
{
	for (size_t from = 0, to; from < values->of.count && !p->failed; from = to) {
		size_t missing = 0, found = 0;

		for (to = from; to < values->of.count && values->of.at[to].column == values->of.at[from].column; to++) {
			bool is_there = add_alternative(p, &values->of.at[to]);

			found += is_there;
			missing += !is_there;
		}
		for (size_t i = from; i < to && found && missing && !p->failed; i++) {
			bool is_told;

			if (!find_file(p, values->of.at[i].text, &is_told) && !is_told) {
				report_value(p, &values->of.at[i]);
				p->failed = false; /* for the others to be told */
			}
		}
	}
}

/* A field's values lead to no template at all: the first one tells most. */
static bool
report_field(struct placing *p, const struct template_value *first)
{
	struct arena *a = p->of->arena;
	struct text place = place_describe(a, &first->place);

	return fail(p, PROBLEM_INCLUDE_FIELD, p->spot->marker->shown,
		    text_format(a, _("its first value is \"%.*s\": %.*s"), TEXT_ARG(first->text), TEXT_ARG(place)));
}

static bool
report_missing(struct placing *p)
{
	const struct template_source *s = p->of->source;
	struct text name = p->spot->marker->shown, hint;
	bool is_there = false;

	if (!has_extension(name) && is_below(name)) {
		struct text other = text_join(p->of->arena, name, other_extension(p->of));

		s->open(s->context, p->of->report, other, &is_there);
		if (is_there)
			return fail(p, PROBLEM_INCLUDE_FORMAT, other, host_extension(p->of));
	}
	hint = s->nearest(s->context, p->of->arena, name, host_extension(p->of));
	return fail(p, PROBLEM_INCLUDE_MISSING, name, hint);
}

/* What may stand in the marker's place; false when nothing may: told. */
static bool
find_templates(struct placing *p, bool *is_open)
{
	const struct template_source *s = p->of->source;
	const struct marker *m = p->spot->marker;
	const struct expression *e = m->expression;
	struct template_values values = {.is_field = false};
	bool has_data = false, is_told;

	*is_open = false;
	if (e)
		has_data = s->values(s->context, p->of->arena, e->segments[e->segment_count - 1].folded, &values);
	if (values.of.count)
		find_alternatives(p, &values);
	if (p->failed)
		return false;
	p->literal = find_file(p, m->shown, &is_told);
	if (p->literal || is_told || p->alternatives.count)
		return !p->failed;
	*is_open = e && (!has_data || values.is_field);
	if (values.of.count)
		return report_field(p, &values.of.at[0]);
	return *is_open || report_missing(p);
}

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
		return fail(p, PROBLEM_INCLUDE_LIMIT, p->spot->marker->shown, TEXT_NONE);
	return deepest + depth_of(at) < XML_DEEPEST || fail(p, PROBLEM_INCLUDE_DEEP, p->spot->marker->shown, TEXT_NONE);
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
	    is_bare(last, false) &&
	    !xml_child(xml_child(last, W_pPr), W_sectPr))
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
	const struct level *level = level_at(p->of);
	bool is_word = file->package->kind == PACKAGE_DOCX;
	struct xml_node *main = host_read(file, file->package->main_part),
			*body = is_word ? word_body(main) : odt_body(main);
	struct body b = {.guest = guest_of(level->host, file), .part = level->part, .root = level->root, .at = at};

	if (!body || !is_within_limits(p, body, at))
		return;
	if (!p->is_alone && !only_paragraph(body)) {
		for (const struct xml_node *n = body->first; n; n = n->next) {
			if (is_block(n->name)) {
				fail(p, PROBLEM_INCLUDE_AMID, p->spot->marker->shown, TEXT_NONE);
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

	if (!find_templates(&p, &is_open)) {
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
