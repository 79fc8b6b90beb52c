/*
 * compile -- a template's parts as a program.
 *
 * Which parts may hold markers:
 *     DOCX  word/document.xml, headers, footers, foot- and endnotes, their relationships (link targets),
 *           docProps/core.xml, app.xml, custom.xml
 *     ODT   content.xml, styles.xml (headers and footers), meta.xml
 * A part without any marker is left as it lies in the archive.
 */
#include "template/contents.h"
#include "template/include.h"
#include "template/note.h"
#include "template/repeat.h"

#include "base/buffer.h"

/* ---- what parts are called ---- */

static const struct {
	struct text type, name;
} headers[] = {
	{TEXT_INIT("header default"), TEXT_INIT("header")},
	{TEXT_INIT("header first"), TEXT_INIT("header of the first page")},
	{TEXT_INIT("header even"), TEXT_INIT("header of even pages")},
	{TEXT_INIT("footer default"), TEXT_INIT("footer")},
	{TEXT_INIT("footer first"), TEXT_INIT("footer of the first page")},
	{TEXT_INIT("footer even"), TEXT_INIT("footer of even pages")},
};

/* That section properties make to a header or footer. */
struct header_reference {
	struct text type; /* as in headers */
	struct text part;
	int section;
};

struct naming {
	struct arena *arena;
	bool is_read;                               /* once a header asked for them */
	VECTOR(struct header_reference) references; /* of the main part */
};

static void
read_references(struct naming *n, const struct relationship *relationships, struct xml_node *document)
{
	int section = 0;

	for (struct xml_node *at = document; at; at = xml_following(document, at, at->name == W_sectPrChange)) {
		const struct relationship *to;
		struct text kind = at->name == W_headerReference ? TEXT("header ") : TEXT("footer ");

		section += at->name == W_sectPr;
		if (at->name != W_headerReference && at->name != W_footerReference)
			continue;
		to = relationship_of_id(relationships, xml_value(at, R_id, TEXT_NONE));
		if (to)
			*VECTOR_PUSH(n->arena, &n->references) = (struct header_reference){
				text_join(n->arena, kind, xml_value(at, W_type, TEXT("default"))), to->target, section};
	}
}

/* With the number of the section, when another one has a header of the same kind. */
static struct text
name_of_reference(const struct naming *n, const struct header_reference *of, struct text name)
{
	for (size_t i = 0; i < n->references.count; i++) {
		const struct header_reference *other = &n->references.at[i];

		if (text_equal(other->type, of->type) && other->section != of->section)
			return text_format(n->arena, "%s, %s %d", translate(name.at), translate(N_("section")),
					   of->section);
	}
	return name;
}

/* What a header or footer is called by the reference that the section properties make to it. */
static struct text
header_name(const struct naming *n, struct text part)
{
	for (size_t i = 0; i < n->references.count; i++) {
		const struct header_reference *of = &n->references.at[i];

		for (size_t k = 0; text_equal(of->part, part) && k < sizeof headers / sizeof *headers; k++) {
			if (text_equal(of->type, headers[k].type))
				return name_of_reference(n, of, headers[k].name);
		}
	}
	return text_find(part, TEXT("footer"), 0) == TEXT_NOWHERE ? TEXT("header") : TEXT("footer");
}

static bool
is_header(struct text part)
{
	return text_starts(part, TEXT("word/header")) || text_starts(part, TEXT("word/footer"));
}

static struct text
part_name(const struct naming *n, const struct package *p, struct text part)
{
	if (text_equal(part, p->main_part))
		return TEXT("body");
	if (text_ends(part, TEXT(".rels")))
		return TEXT("link targets");
	if (is_header(part))
		return header_name(n, part);
	if (text_is(part, "word/footnotes.xml"))
		return TEXT("footnotes");
	if (text_is(part, "word/endnotes.xml"))
		return TEXT("endnotes");
	if (text_is(part, "styles.xml"))
		return TEXT("header");
	return TEXT("document properties");
}

/* Every name above, so that the catalogue of messages has it. */
static const char *const part_names[] __attribute__((unused)) = {
	N_("body"),
	N_("header"),
	N_("header of the first page"),
	N_("header of even pages"),
	N_("footer"),
	N_("footer of the first page"),
	N_("footer of even pages"),
	N_("footnotes"),
	N_("endnotes"),
	N_("footnote separator"),
	N_("link targets"),
	N_("document properties"),
};

/* ---- which parts ---- */

static bool
is_word_story(struct text name)
{
	return is_header(name) || text_is(name, "word/footnotes.xml") || text_is(name, "word/endnotes.xml") ||
	       (text_starts(name, TEXT("word/_rels/")) && text_ends(name, TEXT(".xml.rels"))) ||
	       text_is(name, "docProps/core.xml") || text_is(name, "docProps/app.xml") ||
	       text_is(name, "docProps/custom.xml");
}

static bool
may_hold_markers(const struct package *p, struct text name)
{
	if (text_equal(name, p->main_part))
		return true;
	if (p->kind == PACKAGE_DOCX)
		return is_word_story(name);
	return p->kind == PACKAGE_ODT && (text_is(name, "styles.xml") || text_is(name, "meta.xml"));
}

/* Two opening braces somewhere, perhaps in different runs, or as a link writes them. */
static bool
has_braces(struct text bytes)
{
	ptrdiff_t first = text_find(bytes, TEXT("{"), 0);

	if (first != TEXT_NOWHERE && text_find(bytes, TEXT("{"), (size_t)first + 1) != TEXT_NOWHERE)
		return true;
	return text_find(bytes, TEXT("}}"), 0) != TEXT_NOWHERE || text_find(bytes, TEXT("%7B%7B"), 0) != TEXT_NOWHERE ||
	       text_find(bytes, TEXT("%7b%7b"), 0) != TEXT_NOWHERE;
}

/* Perhaps contents, or numbers of pages: an instruction may be cut into pieces, so fields are looked for. */
static bool
may_have_contents(struct text bytes)
{
	return text_find(bytes, TEXT("fldChar"), 0) != TEXT_NOWHERE ||
	       text_find(bytes, TEXT("fldSimple"), 0) != TEXT_NOWHERE ||
	       text_find(bytes, TEXT("index-body"), 0) != TEXT_NOWHERE ||
	       text_find(bytes, TEXT("ref-name"), 0) != TEXT_NOWHERE;
}

/* ---- a part ---- */

static struct program_part *
compile_tree(struct compiler *c, struct xml_node *root, struct text name, struct text bytes)
{
	struct program_part *part = NEW(c->arena, struct program_part);

	if (may_have_contents(bytes))
		contents_settle(c, root);
	story_read(c, root);
	if (!c->has_markers)
		return NULL;
	notes_read(c, root);
	sections_place(c, root);
	notes_settle(c, root);
	repeats_read(c, root);
	part->name = name;
	part->bytes = bytes;
	part->ops = emit_document(c, root);
	part->prefix = c->prefix;
	if (c->failed)
		part->ops = outline_document(c);
	return part;
}

struct compilation {
	struct compiler shared; /* what one part leaves for the next: program, Cyrillic seen */
	struct naming naming;
	struct program_part **link;
	struct note_part *notes[2]; /* those that the main part has read; NULL */
	bool failed;
};

static struct xml_node *
parse_part(struct compilation *k, struct text name, struct text bytes)
{
	struct compiler *c = &k->shared;
	struct xml_node *root;

	root = includes_tree(k->shared.includes, name);
	if (root)
		return root;
	/* the main part is asked for twice when a header has markers: its tree must be whole then */
	root = xml_parse(c->arena, c->report, bytes, c->package->file, name);
	if (!root)
		k->failed = true;
	return root;
}

static void
prepare_naming(struct compilation *k, struct text name)
{
	const struct package *p = k->shared.package;
	const struct relationship *relationships;
	struct part *main = package_part(p, p->main_part);
	struct xml_node *root = NULL;
	struct text bytes;

	if (k->naming.is_read || !main || !is_header(name))
		return;
	k->naming.is_read = true;
	relationships = relationships_read(k->shared.arena, k->shared.report, p, p->main_part);
	if (package_bytes(k->shared.arena, k->shared.report, p, main, &bytes))
		root = xml_parse(k->shared.arena, k->shared.report, bytes, p->file, p->main_part);
	if (root)
		read_references(&k->naming, relationships, root);
	k->failed |= !root;
}

static void
add_part(struct compilation *k, struct program_part *part)
{
	if (!part)
		return;
	*k->link = part;
	k->link = &part->next;
}

static void
compile_part(struct compilation *k, struct part *part)
{
	struct compiler c = k->shared;
	struct program_part *compiled;
	struct xml_node *root;
	struct text bytes;

	if (!package_bytes(c.arena, c.report, c.package, part, &bytes)) {
		k->failed = true;
		return;
	}
	identity_scan(c.program, bytes);
	if (!has_braces(bytes) && !text_equal(part->name, c.package->main_part) &&
	    !includes_tree(k->shared.includes, part->name))
		return;
	prepare_naming(k, part->name);
	root = parse_part(k, part->name, bytes);
	if (!root)
		return;
	c.path = part->name;
	c.part = part_name(&k->naming, c.package, part->name);
	compiled = compile_tree(&c, root, part->name, bytes);
	k->failed |= c.failed;
	k->shared.faults = c.faults;
	k->shared.has_cyrillic = c.has_cyrillic;
	k->notes[0] = c.notes[0] ? c.notes[0] : k->notes[0];
	k->notes[1] = c.notes[1] ? c.notes[1] : k->notes[1];
	add_part(k, compiled);
}

/* Foot- and endnotes, behind the main part: those that it has not read are parts as others are. */
static void
compile_notes(struct compilation *k, struct part *part)
{
	struct note_part *notes = k->notes[text_is(part->name, "word/endnotes.xml")];
	struct compiler c = k->shared;

	if (!notes) {
		compile_part(k, part);
		return;
	}
	identity_scan(c.program, part->bytes);
	add_part(k, notes_compile(notes, &c));
	k->failed |= c.failed;
	k->shared.faults = c.faults;
	k->shared.has_cyrillic = c.has_cyrillic;
}

static bool
holds_notes(struct text name)
{
	return text_is(name, "word/footnotes.xml") || text_is(name, "word/endnotes.xml");
}

/* ---- other templates ---- */

static void
put_includes(struct compilation *k, struct part *part, const struct template_source *source)
{
	struct compiler c = k->shared;
	struct text bytes;

	if (!package_bytes(c.arena, c.report, c.package, part, &bytes)) {
		k->failed = true;
		return;
	}
	if (!includes_are_in(bytes))
		return;
	if (!k->shared.includes)
		k->shared.includes = includes_open(&c, source);
	prepare_naming(k, part->name);
	c.part = part_name(&k->naming, c.package, part->name);
	includes_put(k->shared.includes, &c, part->name);
	k->failed |= c.failed;
	k->shared.faults = c.faults;
}

/* From here on the package is the one with the others in it. */
static void
put_all_includes(struct compilation *k, const struct template_source *source)
{
	const struct package *p = k->shared.package;

	for (size_t i = 0; i < p->parts.count; i++) {
		if (may_hold_markers(p, p->parts.at[i].name) && !text_ends(p->parts.at[i].name, TEXT(".rels")))
			put_includes(k, &p->parts.at[i], source);
	}
	if (k->shared.includes)
		k->shared.package = k->shared.program->package = includes_finish(k->shared.includes);
}

/* ---- the language of the template ---- */

/* The default language that the styles name: w:lang w:val="ru-RU", fo:language="ru". */
static bool
is_russian_by_style(struct compiler *c)
{
	bool is_word = c->package->kind == PACKAGE_DOCX;
	struct part *styles = package_part(c->package, is_word ? TEXT("word/styles.xml") : TEXT("styles.xml"));
	struct text bytes;
	ptrdiff_t at;

	if (!styles || !package_bytes(c->arena, c->report, c->package, styles, &bytes))
		return false;
	at = text_find(bytes, is_word ? TEXT("<w:lang ") : TEXT("fo:language=\"ru\""), 0);
	if (at == TEXT_NOWHERE || !is_word)
		return at != TEXT_NOWHERE;
	bytes = text_from_offset(bytes, (size_t)at);
	at = text_find(bytes, TEXT(">"), 0);
	return text_find(text_slice(bytes, 0, at < 0 ? 0 : (size_t)at), TEXT("w:val=\"ru"), 0) != TEXT_NOWHERE;
}

struct program *
program_compile(struct arena *a, struct report *r, const struct package *p)
{
	return program_compile_with(a, r, p, NULL);
}

struct program *
program_compile_with(struct arena *a, struct report *r, const struct package *p, const struct template_source *source)
{
	struct program *program = NEW(a, struct program);
	struct compilation k = {.shared = {.arena = a, .report = r, .package = p, .program = program},
				.naming = {.arena = a}};

	program->package = p;
	k.link = &program->parts;
	if (source)
		put_all_includes(&k, source);
	if (k.failed && !k.shared.includes) { /* a part cannot be read, which was told */
		program->is_faulty = true;
		return program;
	}
	p = program->package;
	for (size_t i = 0; i < p->parts.count; i++) {
		if (may_hold_markers(p, p->parts.at[i].name) && !holds_notes(p->parts.at[i].name))
			compile_part(&k, &p->parts.at[i]);
	}
	for (size_t i = 0; i < p->parts.count; i++) {
		if (may_hold_markers(p, p->parts.at[i].name) && holds_notes(p->parts.at[i].name))
			compile_notes(&k, &p->parts.at[i]);
	}
	program->is_russian = k.shared.has_cyrillic || is_russian_by_style(&k.shared);
	program->is_faulty = k.failed;
	return program;
}
