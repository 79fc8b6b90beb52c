/*
 * sax -- what reading XML with libxml2 has in common.
 *
 * libxml2 interns every local name, prefix and URI of a document, so equal names come as equal
 * pointers.  What was found for a triple of pointers (our number and the written name) is kept in a
 * small hash table: names.def is asked once for each different name of a part, and all nodes of one
 * name share the bytes of their qname.
 *
 * What Office files never have is refused: declarations of entities and the like.  A DOCTYPE that
 * only names an external DTD is passed over, since OpenOffice 2 wrote one into its manifests;
 * nothing is ever fetched.
 */
#include "package/sax.h"

#include "base/utf8.h"
#include "package/xml_bytes.h"

enum { NAMES_FIRST = 256, REASON_MOST = 200 };

static struct text
text_of_xml(const xmlChar *s)
{
	return text_from((const char *)s);
}

void
sax_fail(struct sax *p, struct text reason)
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

static struct sax_name *
name_slot(struct sax_name *names, size_t room, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	size_t i = pointers_hash(local, prefix, uri) & (room - 1);

	while (names[i].local && !(names[i].local == local && names[i].prefix == prefix && names[i].uri == uri))
		i = (i + 1) & (room - 1);
	return &names[i];
}

static void
names_enlarge(struct sax *p)
{
	size_t room = p->names_room ? p->names_room * 4 : NAMES_FIRST;
	struct sax_name *larger = NEW_ARRAY(p->arena, struct sax_name, room);

	for (size_t i = 0; i < p->names_room; i++) {
		const struct sax_name *n = &p->names[i];

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

const struct sax_name *
sax_name(struct sax *p, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	struct sax_name *n;

	if (p->names_count * 2 >= p->names_room)
		names_enlarge(p);
	n = name_slot(p->names, p->names_room, local, prefix, uri);
	if (!n->local) {
		*n = (struct sax_name){local, prefix, uri, XML_OTHER, TEXT_NONE};
		n->name = xml_name_find(text_of_xml(uri), text_of_xml(local));
		n->qname = join_qname(p->arena, prefix, local);
		p->names_count++;
	}
	return n;
}

/* ---- elements ---- */

bool
sax_enter(struct sax *s, int declarations)
{
	if (++s->depth > SAX_DEPTH_MOST) {
		sax_fail(s, text_format(s->arena, _("its elements stand more than %d deep in each other"),
					SAX_DEPTH_MOST));
		return false;
	}
	s->declared[s->depth] = declarations;
	s->declarations += declarations;
	if (s->declarations <= SAX_DECLARATIONS_MOST)
		return true;
	sax_fail(s, text_format(s->arena, _("it declares more than %d namespaces"), SAX_DECLARATIONS_MOST));
	return false;
}

void
sax_leave(struct sax *s)
{
	if (s->depth <= SAX_DEPTH_MOST)
		s->declarations -= s->declared[s->depth];
	s->depth--;
}

/* ---- what is refused ---- */

static void
refuse_declarations(struct sax *p)
{
	sax_fail(p, text_from(_("it declares entities or elements of its own, which Office files never do")));
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

const char *
sax_reason(int code)
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
	struct sax *p = user;
	const xmlChar *encoding = p->context->encoding;

	if (!encoding && p->context->input)
		encoding = p->context->input->encoding; /* libxml2 keeps it there until it makes a tree */
	if (encoding && !p->is_utf8 && !xml_encoding_keeps_ascii(text_of_xml(encoding)))
		sax_fail(p, text_from(_(sax_reason(XML_ERR_UNSUPPORTED_ENCODING))));
}

static void
on_reference(void *user, const xmlChar *name)
{
	(void)name;
	sax_fail(user, text_from(_(sax_reason(XML_ERR_UNDECLARED_ENTITY))));
}

/* What libxml2 says, where there are no better words. */
static struct text
reason_of_library(struct arena *a, const char *message)
{
	struct text t = utf8_prefix(text_trim(text_from(message)), REASON_MOST);

	return text_copy(a, t.len ? t : text_from(_("it cannot be read")));
}

/* libxml2 may be anywhere when it tells an error, so it runs on to its own end, but tells nothing more. */
void
sax_on_error(void *user, xmlErrorPtr error)
{
	struct sax *p = user;
	const char *reason = sax_reason(error->code);

	if (error->level < XML_ERR_ERROR && error->code != XML_WAR_UNDECLARED_ENTITY)
		return;
	if (!p->reason.len)
		p->reason = reason ? text_from(_(reason)) : reason_of_library(p->arena, error->message);
	if (p->context)
		p->context->disableSAX = 1;
}

/* ---- */

xmlSAXHandler
sax_handler(void)
{
	return (xmlSAXHandler){
		.initialized = XML_SAX2_MAGIC,
		.startDocument = on_document,
		.entityDecl = on_entity,
		.attributeDecl = on_attribute_declaration,
		.elementDecl = on_element_declaration,
		.notationDecl = on_notation,
		.unparsedEntityDecl = on_unparsed_entity,
		.reference = on_reference,
		.serror = sax_on_error,
	};
}

/*
 * Without XML_PARSE_NOENT libxml2 leaves "&amp;" in attributes as "&#38;".  It is safe here: no
 * entity can be declared, so the five predefined ones are all that is ever replaced.
 */
int
sax_options(const struct sax *s)
{
	return XML_PARSE_NONET | XML_PARSE_NOENT | (s->is_utf8 ? XML_PARSE_IGNORE_ENC : 0);
}

struct text
sax_crowded(struct arena *a)
{
	return text_format(a, _("an element has more than %d attributes"), XML_ATTRIBUTES_MOST);
}

void
sax_free(struct sax *s, xmlDocPtr document)
{
	if (!document)
		document = s->context->myDoc; /* libxml2 makes one for declarations, against our handlers */
	s->context->myDoc = NULL;
	xmlFreeDoc(document);
	xmlFreeParserCtxt(s->context);
	s->context = NULL;
}
