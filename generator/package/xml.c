/*
 * xml -- bytes to a tree: libxml2's SAX2 events, kept as nodes in an arena.
 *
 * Readers walk the tree as often as they like; parts that are too large for that are read as a stream (stream.h).
 */
#include "package/xml.h"

#include <limits.h>
#include <string.h>

#include "package/sax.h"
#include "package/xml_bytes.h"

struct parser {
	struct sax sax; /* first: the user data of all events */
	struct arena *arena;
	struct xml_node *root, *open; /* open: the element whose end has not come yet */
	struct buffer characters;     /* of the text node that is being gathered */
};

static struct text
text_of_xml(const xmlChar *s)
{
	return text_from((const char *)s);
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
		const struct sax_name *n = sax_name(&p->sax, fives[0], fives[1], fives[2]);
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
	const struct sax_name *n = sax_name(&p->sax, local, prefix, uri);
	struct xml_node *node = xml_new(p->arena, n->name, n->qname);
	int count = declarations + attributes;

	(void)defaulted;
	flush_characters(p);
	if (!sax_enter(&p->sax, declarations))
		return;
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

static void
on_end(void *user, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	struct parser *p = user;

	(void)local, (void)prefix, (void)uri;
	flush_characters(p);
	sax_leave(&p->sax);
	if (p->open)
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

/* ---- */

static xmlSAXHandler
handler(void)
{
	xmlSAXHandler h = sax_handler();

	h.startElementNs = on_start;
	h.endElementNs = on_end;
	h.characters = h.ignorableWhitespace = h.cdataBlock = on_characters;
	h.comment = on_comment;
	h.processingInstruction = on_instruction;
	return h;
}

static void
parse_bytes(struct parser *p, struct text bytes)
{
	struct sax *s = &p->sax;
	xmlDocPtr document;

	s->context = xmlNewParserCtxt();
	if (!s->context) {
		s->reason = text_from(_("it cannot be read"));
		return;
	}
	*s->context->sax = handler();
	s->context->userData = p;
	xmlSetStructuredErrorFunc(s, sax_on_error);
	document = xmlCtxtReadMemory(s->context, bytes.at, (int)bytes.len, NULL, NULL, sax_options(s));
	xmlSetStructuredErrorFunc(NULL, NULL);
	if (!s->reason.len && (!s->context->wellFormed || !p->root || p->open))
		s->reason = text_from(_(sax_reason(XML_ERR_DOCUMENT_END)));
	sax_free(s, document);
}

/* Parses bytes unless they can be seen to be bad already. */
static void
check_and_parse(struct parser *p, struct text bytes)
{
	enum xml_encoding encoding = xml_encoding_of(bytes);
	struct sax *s = &p->sax;

	s->is_utf8 = encoding == XML_ENCODING_UTF16;
	if (s->is_utf8)
		bytes = xml_utf8_of_utf16(p->arena, bytes);
	if (!bytes.len)
		s->reason = text_from(_(sax_reason(XML_ERR_DOCUMENT_EMPTY)));
	else if (encoding == XML_ENCODING_OTHER)
		s->reason = text_from(_(sax_reason(XML_ERR_UNSUPPORTED_ENCODING)));
	else if (bytes.len > INT_MAX)
		s->reason = text_from(_("it is too large"));
	else if (xml_has_crowded_tag(bytes))
		s->reason = sax_crowded(p->arena);
	else
		parse_bytes(p, bytes);
}

struct xml_node *
xml_parse(struct arena *a, struct report *r, struct text bytes, struct text file, struct text part)
{
	struct parser p = {.sax = {.arena = a}, .arena = a};

	xmlInitParser();
	check_and_parse(&p, bytes);
	buffer_free(&p.characters);
	if (!p.sax.reason.len)
		return p.root;
	REPORT(r, XML_BROKEN, place_file(file), part, p.sax.reason);
	return NULL;
}
