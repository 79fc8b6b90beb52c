/*
 * xml -- parts as light trees of nodes, in an arena.
 *
 * libxml2 parses (SAX2, no network, no entity expansion, bounded depth); what it sees becomes a tree
 * of our own: names are numbers, so that readers can switch over them; the order of attributes, the
 * prefixes and namespace declarations are kept, so that a tree can be written back.  Which prefix a
 * file uses for a namespace does not matter: names are known by namespace and local name, and
 * the strict OOXML namespaces count as the transitional ones.
 *
 * LibreOffice and Word write a part as one line: a line number would help nobody, so nodes keep none.
 */
#ifndef PRIKAZ_PACKAGE_XML_H
#define PRIKAZ_PACKAGE_XML_H

#include "base/buffer.h"
#include "base/report.h"

/* All names that any reader asks for: W_p, TABLE_table_row, FO_margin_left …; see names.def. */
enum xml_name {
	XML_OTHER, /* an element or attribute that is not in names.def */
	XML_TEXT,  /* not an element: character data, in text */
	XML_RAW,   /* a comment or processing instruction, written back as it was, in text */
#define NAME(prefix, id, local) prefix##_##id,
#define NAMESPACE(prefix, uri, other_uri)
#include "package/names.def"
#undef NAME
#undef NAMESPACE
	XML_NAMES
};

struct xml_attribute {
	enum xml_name name;
	struct text qname; /* "w:val", as written; "xmlns:w" for a namespace declaration */
	struct text value; /* unescaped */
	struct xml_attribute *next;
};

struct xml_node {
	enum xml_name name;
	struct text qname; /* of an element, as written */
	struct text text;  /* of XML_TEXT (unescaped) and XML_RAW (verbatim) */
	struct xml_attribute *attributes;
	struct xml_node *parent, *first, *last, *previous, *next;
	void *extra; /* for whoever works on the tree; NULL at first */
};

/*
 * The root element of a part, in a; bytes may go.  `file` and `part` name it in messages.  Reports
 * malformed XML, declarations of entities, and what exists only to exhaust a computer: elements
 * over 256 deep, over 2000 attributes on one, over 2000 namespaces in scope; returns NULL then.
 */
struct xml_node *xml_parse(struct arena *a, struct report *r, struct text bytes, struct text file, struct text part);

/* Writes the node with all below it; for a root, xml_write_document puts the XML declaration first. */
void xml_write(struct buffer *b, const struct xml_node *node);
void xml_write_document(struct buffer *b, const struct xml_node *root);

/* The pieces of xml_write, for who writes in between: "<w:r a="…">" and "</w:r>". */
void xml_write_start(struct buffer *b, const struct xml_node *node, bool is_empty);
void xml_write_end(struct buffer *b, const struct xml_node *node);

/* The first child of that name, or NULL; the next sibling of that name, or NULL.  node may be NULL. */
struct xml_node *xml_child(const struct xml_node *node, enum xml_name name);
struct xml_node *xml_sibling(const struct xml_node *node, enum xml_name name);
/* The first descendant of that name in document order, or NULL. */
struct xml_node *xml_descendant(const struct xml_node *node, enum xml_name name);
/* The next node of the tree below root in document order behind node; skip: do not go into node. */
struct xml_node *xml_following(const struct xml_node *root, struct xml_node *node, bool skip);

/* An attribute's value; xml_attribute: NULL when absent; xml_value: `otherwise` when absent or node is NULL. */
const struct xml_attribute *xml_attribute(const struct xml_node *node, enum xml_name name);
struct text xml_value(const struct xml_node *node, enum xml_name name, struct text otherwise);
bool xml_value_is(const struct xml_node *node, enum xml_name name, const char *value);

/* All character data below node, joined. */
struct text xml_content(struct arena *a, const struct xml_node *node);

/* Changing a tree; children given are not linked anywhere before. */
struct xml_node *xml_new(struct arena *a, enum xml_name name, struct text qname);
struct xml_node *xml_new_text(struct arena *a, struct text text);
void xml_append(struct xml_node *parent, struct xml_node *child);
void xml_insert_before(struct xml_node *sibling, struct xml_node *node);
void xml_insert_after(struct xml_node *sibling, struct xml_node *node);
void xml_remove(struct xml_node *node);
/* Cuts off the children behind the first `most` of root, and of each element below it. */
void xml_trim(struct xml_node *root, size_t most);
void xml_set(struct arena *a, struct xml_node *node, enum xml_name name, struct text qname, struct text value);
/* A copy without siblings and parent; deep: with all below it. */
struct xml_node *xml_copy(struct arena *a, const struct xml_node *node, bool deep);

/* "W_p" … for dumps; the name that names.def knows a namespace and a local name by, or XML_OTHER. */
const char *xml_name_string(enum xml_name name);
enum xml_name xml_name_find(struct text uri, struct text local);
/* Whether two URIs name one namespace: the same, or the strict and the transitional form of one. */
bool xml_namespace_same(struct text uri, struct text other);

#endif
