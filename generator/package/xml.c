/*
 * xml -- bytes to a tree: libxml2's SAX2 events, kept as nodes in an arena.
 *
 * libxml2 interns every local name, prefix and URI of a document, so equal names come as equal
 * pointers.  The parser keeps what it found for a triple of pointers (our number and the written
 * name) in a small hash table: names.def is asked once for each different name of a part, and all
 * nodes of one name share the bytes of their qname.
 *
 * What Office files never have is refused: declarations of entities and the like.  A DOCTYPE that
 * only names an external DTD is passed over, since OpenOffice 2 wrote one into its manifests;
 * nothing is ever fetched.
 */
#include "package/xml.h"

#include <libxml/parser.h>
#include <limits.h>
#include <string.h>

#include "package/xml_bytes.h"

enum { DEPTH_MOST = 256, DECLARATIONS_MOST = 2000, NAMES_FIRST = 256, REASON_MOST = 200 };

struct known_name {
	const xmlChar *local, *prefix, *uri; /* local NULL: the slot is free */
	enum xml_name name;
	struct text qname;
};

struct parser {
	struct arena *arena;
	xmlParserCtxtPtr context;
	struct xml_node *root, *open; /* open: the element whose end has not come yet */
	int depth;
	int declarations; /* of namespaces, on the open elements; libxml2 looks through all of them for each name */
	struct buffer characters; /* of the text node that is being gathered */
	struct known_name *names;
	size_t names_count, names_room;
	bool is_utf8;       /* whatever the declaration says */
	struct text reason; /* why the parse failed, translated; empty while all is well */
};

static struct text
text_of_xml(const xmlChar *s)
{
	return text_from((const char *)s);
}

/* Keeps the first reason and ends the parse.  For events only: stopping frees what is being read. */
static void
fail(struct parser *p, struct text reason)
{
	if (!p->reason.len)
		p->reason = reason;
	xmlStopParser(p->context);
}

/* ---- names ---- */

static size_t
pointers_hash(const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	uint64_t h = ((uintptr_t)local * 3 + (uintptr_t)prefix * 5 + (uintptr_t)uri * 7) * UINT64_C(0x9E3779B97F4A7C15);

	return (size_t)(h >> 32);
}

static struct known_name *
name_slot(struct known_name *names, size_t room, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	size_t i = pointers_hash(local, prefix, uri) % room;

	while (names[i].local && !(names[i].local == local && names[i].prefix == prefix && names[i].uri == uri))
		i = (i + 1) % room;
	return &names[i];
}

static void
names_enlarge(struct parser *p)
{
	size_t room = p->names_room ? p->names_room * 4 : NAMES_FIRST;
	struct known_name *larger = NEW_ARRAY(p->arena, struct known_name, room);

	for (size_t i = 0; i < p->names_room; i++) {
		const struct known_name *n = &p->names[i];

		if (n->local)
			*name_slot(larger, room, n->local, n->prefix, n->uri) = *n;
	}
	p->names = larger;
	p->names_room = room;
}

static struct text
join_qname(struct arena *a, const xmlChar *prefix, const xmlChar *local)
{
	if (!prefix)
		return text_copy(a, text_of_xml(local));
	return text_format(a, "%s:%s", (const char *)prefix, (const char *)local);
}

/* What is known of a name; the pointer is good until the next call. */
static const struct known_name *
name_know(struct parser *p, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	struct known_name *n;

	if (p->names_count * 2 >= p->names_room)
		names_enlarge(p);
	n = name_slot(p->names, p->names_room, local, prefix, uri);
	if (!n->local) {
		*n = (struct known_name){local, prefix, uri, XML_OTHER, TEXT_NONE};
		n->name = xml_name_find(text_of_xml(uri), text_of_xml(local));
		n->qname = join_qname(p->arena, prefix, local);
		p->names_count++;
	}
	return n;
}

/* ---- events ---- */

static void
on_characters(void *user, const xmlChar *at, int len)
{
	struct parser *p = user;

	buffer_add(&p->characters, at, (size_t)len);
}

/* libxml2 cuts text where it likes; here the pieces become one node. */
static void
flush_characters(struct parser *p)
{
	if (p->characters.len && p->open)
		xml_append(p->open, xml_new_text(p->arena, text_copy(p->arena, buffer_view(&p->characters))));
	buffer_clear(&p->characters);
}

/* A prefix and a URI for each declaration. */
static void
fill_declarations(struct parser *p, struct xml_attribute *to, int count, const xmlChar **pairs)
{
	for (int i = 0; i < count; i++, pairs += 2) {
		to[i].qname = pairs[0] ? text_format(p->arena, "xmlns:%s", (const char *)pairs[0]) : TEXT("xmlns");
		to[i].value = text_copy(p->arena, text_of_xml(pairs[1]));
	}
}

static struct text
value_between(const xmlChar *from, const xmlChar *to)
{
	return (struct text){(const char *)from, (size_t)(to - from)};
}

/* Five pointers for each attribute: local name, prefix, URI, begin and end of the value. */
static void
fill_attributes(struct parser *p, struct xml_attribute *to, int count, const xmlChar **fives)
{
	size_t total = 0;
	char *bytes;

	for (int i = 0; i < count; i++)
		total += (size_t)(fives[i * 5 + 4] - fives[i * 5 + 3]) + 1;
	bytes = count ? arena_alloc(p->arena, total) : NULL;
	for (int i = 0; i < count; i++, fives += 5) {
		const struct known_name *n = name_know(p, fives[0], fives[1], fives[2]);
		struct text value = value_between(fives[3], fives[4]);

		memcpy(bytes, value.at, value.len);
		to[i].name = n->name;
		to[i].qname = n->qname;
		to[i].value = (struct text){bytes, value.len};
		bytes += value.len + 1;
	}
}

static void
on_start(void *user, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri, int declarations,
	 const xmlChar **pairs, int attributes, int defaulted, const xmlChar **fives)
{
	struct parser *p = user;
	const struct known_name *n = name_know(p, local, prefix, uri);
	struct xml_node *node = xml_new(p->arena, n->name, n->qname);
	int count = declarations + attributes;

	(void)defaulted;
	flush_characters(p);
	if (++p->depth > DEPTH_MOST) {
		fail(p, text_format(p->arena, _("its elements stand more than %d deep in each other"), DEPTH_MOST));
		return;
	}
	p->declarations += declarations;
	if (p->declarations > DECLARATIONS_MOST) {
		fail(p, text_format(p->arena, _("it declares more than %d namespaces"), DECLARATIONS_MOST));
		return;
	}
	if (count) {
		node->attributes = NEW_ARRAY(p->arena, struct xml_attribute, (size_t)count);
		fill_declarations(p, node->attributes, declarations, pairs);
		fill_attributes(p, node->attributes + declarations, attributes, fives);
		for (int i = 0; i + 1 < count; i++)
			node->attributes[i].next = &node->attributes[i + 1];
	}
	if (p->open)
		xml_append(p->open, node);
	else
		p->root = node;
	p->open = node;
}

/* How many namespaces an element declares; those come before its attributes. */
static int
declarations_of(const struct xml_node *node)
{
	const struct xml_attribute *attribute = node->attributes;
	int count = 0;

	for (; attribute && text_starts(attribute->qname, TEXT("xmlns")); attribute = attribute->next)
		count++;
	return count;
}

static void
on_end(void *user, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	struct parser *p = user;

	(void)local, (void)prefix, (void)uri;
	flush_characters(p);
	p->depth--;
	if (!p->open)
		return;
	p->declarations -= declarations_of(p->open);
	p->open = p->open->parent;
}

static void
add_raw(struct parser *p, struct text verbatim)
{
	struct xml_node *node;

	flush_characters(p);
	if (!p->open)
		return; /* outside the root: the tree has no place for it */
	node = xml_new(p->arena, XML_RAW, TEXT_NONE);
	node->text = verbatim;
	xml_append(p->open, node);
}

static void
on_comment(void *user, const xmlChar *value)
{
	struct parser *p = user;

	add_raw(p, text_format(p->arena, "<!--%s-->", (const char *)value));
}

static void
on_instruction(void *user, const xmlChar *target, const xmlChar *value)
{
	struct parser *p = user;

	add_raw(p, value ? text_format(p->arena, "<?%s %s?>", (const char *)target, (const char *)value)
			 : text_format(p->arena, "<?%s?>", (const char *)target));
}

/* ---- what is refused ---- */

static void
refuse_declarations(struct parser *p)
{
	fail(p, text_from(_("it declares entities or elements of its own, which Office files never do")));
}

static void
on_entity(void *user, const xmlChar *name, int type, const xmlChar *public_id, const xmlChar *system_id, xmlChar *value)
{
	(void)name, (void)type, (void)public_id, (void)system_id, (void)value;
	refuse_declarations(user);
}

static void
on_attribute_declaration(void *user, const xmlChar *element, const xmlChar *name, int type, int default_kind,
			 const xmlChar *value, xmlEnumerationPtr choices)
{
	(void)element, (void)name, (void)type, (void)default_kind, (void)value;
	xmlFreeEnumeration(choices); /* ours by SAX2's contract */
	refuse_declarations(user);
}

static void
on_element_declaration(void *user, const xmlChar *name, int type, xmlElementContentPtr content)
{
	(void)name, (void)type, (void)content;
	refuse_declarations(user);
}

static void
on_notation(void *user, const xmlChar *name, const xmlChar *public_id, const xmlChar *system_id)
{
	(void)name, (void)public_id, (void)system_id;
	refuse_declarations(user);
}

static void
on_unparsed_entity(void *user, const xmlChar *name, const xmlChar *public_id, const xmlChar *system_id,
		   const xmlChar *notation)
{
	(void)name, (void)public_id, (void)system_id, (void)notation;
	refuse_declarations(user);
}

static const char *
reason_of_code(int code)
{
	switch (code) {
	case XML_ERR_DOCUMENT_EMPTY:
		return N_("it is empty");
	case XML_ERR_DOCUMENT_END:
	case XML_ERR_TAG_NOT_FINISHED:
	case XML_ERR_GT_REQUIRED:
		return N_("it ends too early or holds a broken tag");
	case XML_ERR_TAG_NAME_MISMATCH:
		return N_("an element is closed under another name");
	case XML_ERR_INVALID_CHAR:
		return N_("it holds bytes that are no characters in XML");
	case XML_ERR_INVALID_ENCODING:
	case XML_ERR_UNSUPPORTED_ENCODING:
	case XML_ERR_UNKNOWN_ENCODING:
	case XML_I18N_CONV_FAILED:
	case XML_IO_ENCODER:
		return N_("its bytes are not in the encoding that it names");
	case XML_ERR_UNDECLARED_ENTITY:
	case XML_WAR_UNDECLARED_ENTITY:
		return N_("it uses an entity that is not defined");
	case XML_ERR_ATTRIBUTE_REDEFINED:
		return N_("an element has the same attribute twice");
	case XML_NS_ERR_UNDEFINED_NAMESPACE:
		return N_("it uses a namespace prefix that is not declared");
	}
	return NULL;
}

/* Called behind the XML declaration. */
static void
on_document(void *user)
{
	struct parser *p = user;
	const xmlChar *encoding = p->context->encoding;

	if (!encoding && p->context->input)
		encoding = p->context->input->encoding; /* libxml2 keeps it there until it makes a tree */
	if (encoding && !p->is_utf8 && !xml_encoding_keeps_ascii(text_of_xml(encoding)))
		fail(p, text_from(_(reason_of_code(XML_ERR_UNSUPPORTED_ENCODING))));
}

static void
on_reference(void *user, const xmlChar *name)
{
	(void)name;
	fail(user, text_from(_(reason_of_code(XML_ERR_UNDECLARED_ENTITY))));
}

/* What libxml2 says, where there are no better words. */
static struct text
reason_of_library(struct arena *a, const char *message)
{
	struct text t = text_trim(text_from(message));
	size_t cut = REASON_MOST;

	if (t.len > REASON_MOST) {
		while (cut > 0 && ((unsigned char)t.at[cut] & 0xC0) == 0x80)
			cut--;
		t = text_slice(t, 0, cut);
	}
	return text_copy(a, t.len ? t : text_from(_("it cannot be read")));
}

/* libxml2 may be anywhere when it tells an error, so it runs on to its own end, but tells nothing more. */
static void
on_error(void *user, xmlErrorPtr error)
{
	struct parser *p = user;
	const char *reason = reason_of_code(error->code);

	if (error->level < XML_ERR_ERROR && error->code != XML_WAR_UNDECLARED_ENTITY)
		return;
	if (!p->reason.len)
		p->reason = reason ? text_from(_(reason)) : reason_of_library(p->arena, error->message);
	if (p->context)
		p->context->disableSAX = 1;
}

/* ---- */

static xmlSAXHandler
handler(void)
{
	return (xmlSAXHandler){
		.initialized = XML_SAX2_MAGIC,
		.startDocument = on_document,
		.startElementNs = on_start,
		.endElementNs = on_end,
		.characters = on_characters,
		.ignorableWhitespace = on_characters,
		.cdataBlock = on_characters,
		.comment = on_comment,
		.processingInstruction = on_instruction,
		.entityDecl = on_entity,
		.attributeDecl = on_attribute_declaration,
		.elementDecl = on_element_declaration,
		.notationDecl = on_notation,
		.unparsedEntityDecl = on_unparsed_entity,
		.reference = on_reference,
		.serror = on_error,
	};
}

/*
 * Without XML_PARSE_NOENT libxml2 leaves "&amp;" in attributes as "&#38;".  It is safe here: no
 * entity can be declared, so the five predefined ones are all that is ever replaced.
 */
static void
parse_bytes(struct parser *p, struct text bytes)
{
	int options = XML_PARSE_NONET | XML_PARSE_NOENT | (p->is_utf8 ? XML_PARSE_IGNORE_ENC : 0);
	xmlDocPtr document;

	p->context = xmlNewParserCtxt();
	if (!p->context) {
		p->reason = text_from(_("it cannot be read"));
		return;
	}
	*p->context->sax = handler();
	p->context->userData = p;
	/* errors of decoding go to the thread's handler, not to the document's, and are printed when there is none */
	xmlSetStructuredErrorFunc(p, on_error);
	document = xmlCtxtReadMemory(p->context, bytes.at, (int)bytes.len, NULL, NULL, options);
	xmlSetStructuredErrorFunc(NULL, NULL);
	if (!p->reason.len && (!p->context->wellFormed || !p->root || p->open))
		p->reason = text_from(_(reason_of_code(XML_ERR_DOCUMENT_END)));
	if (!document)
		document = p->context->myDoc; /* libxml2 makes one for declarations, against our handlers */
	p->context->myDoc = NULL;
	xmlFreeDoc(document);
	xmlFreeParserCtxt(p->context);
}

/* Parses bytes unless they can be seen to be bad already. */
static void
check_and_parse(struct parser *p, struct text bytes)
{
	enum xml_encoding encoding = xml_encoding_of(bytes);

	p->is_utf8 = encoding == XML_ENCODING_UTF16;
	if (p->is_utf8)
		bytes = xml_utf8_of_utf16(p->arena, bytes);
	if (!bytes.len)
		p->reason = text_from(_(reason_of_code(XML_ERR_DOCUMENT_EMPTY)));
	else if (encoding == XML_ENCODING_OTHER)
		p->reason = text_from(_(reason_of_code(XML_ERR_UNSUPPORTED_ENCODING)));
	else if (bytes.len > INT_MAX)
		p->reason = text_from(_("it is too large"));
	else if (xml_has_crowded_tag(bytes))
		p->reason = text_format(p->arena, _("an element has more than %d attributes"), XML_ATTRIBUTES_MOST);
	else
		parse_bytes(p, bytes);
}

struct xml_node *
xml_parse(struct arena *a, struct report *r, struct text bytes, struct text file, struct text part)
{
	struct parser p = {.arena = a};

	xmlInitParser();
	check_and_parse(&p, bytes);
	buffer_free(&p.characters);
	if (!p.reason.len)
		return p.root;
	REPORT(r, XML_BROKEN, place_file(file), part, p.reason);
	return NULL;
}
