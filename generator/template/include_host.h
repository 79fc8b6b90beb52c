/*
 * include_host -- a template's package while the bodies of others are put into it; private to template/include*.c.
 *
 * Parts that change are kept as trees until all is put in.  What comes from another package is brought over piece by
 * piece, as it is referred to: the prefixes of namespaces, other parts with what they refer to themselves, their
 * content types.
 */
#ifndef PRIKAZ_TEMPLATE_INCLUDE_HOST_H
#define PRIKAZ_TEMPLATE_INCLUDE_HOST_H

#include "base/text_map.h"
#include "template/tree.h"

struct open_part {
	struct text name;
	struct xml_node *root;
	bool is_changed;
};

struct host {
	struct arena *arena;
	struct report *report;
	const struct package *origin;     /* as it was opened */
	struct package *package;          /* a copy, which changes */
	VECTOR(struct open_part *) parts; /* those that were asked for */
	struct text_map names;            /* those that are taken: of bookmarks, styles, relationships … */
	VECTOR(struct guest *) guests;
	int next_id;  /* of bookmarks and drawings */
	bool is_open; /* its own includes are being put in: naming it again would never end */
	const struct host *outer;
	bool has_failed; /* one of its parts cannot be read, which was reported */
};

/* Another template in a host: what its names are there. */
struct guest {
	struct host *into;
	struct host *from;
	struct text_map map;              /* old name → new one */
	int occurrence;                   /* how often it stands in the host by now */
	bool has_same_theme;              /* DOCX */
	VECTOR(struct xml_node *) levels; /* DOCX: w:lvl that name paragraph styles, see include_word_style.c */
	int depth;
};

struct host *host_open(struct arena *a, struct report *r, const struct package *p);
struct guest *guest_of(struct host *into, struct host *from);

/* The root of a part; NULL when it is missing or broken (has_failed). */
struct xml_node *host_read(struct host *h, struct text part);
/* The same for a tree that will be changed. */
struct xml_node *host_change(struct host *h, struct text part);
/* A new part. */
struct xml_node *host_add(struct host *h, struct text part, struct xml_node *root);
/* The tree of a part that was changed; NULL for others. */
struct xml_node *host_changed(struct host *h, struct text part);
/* Writes what has changed into the package. */
void host_write(struct host *h);

/*
 * Makes the prefixes that `from`'s root declares known to `into`'s.  Where one means something else there the names
 * get another: put_prefixes renames a tree that comes over.
 */
struct prefixes;
const struct prefixes *host_prefixes(struct guest *g, struct text into_part, struct xml_node *into,
				     struct text from_part, const struct xml_node *from);
void put_prefixes(struct arena *a, const struct prefixes *p, struct xml_node *tree);
/* The prefix, with its colon, that root gives a namespace; empty when none. */
struct text prefix_of(const struct xml_node *root, const char *uri);

/* ---- DOCX: relationships ---- */

/*
 * The id in the host's part for a relationship that the other's part has; what it leads to comes over too.  Empty when
 * the other has none of that id.
 */
struct text host_relationship(struct guest *g, struct text into_part, struct text from_part, struct text id);
/* A relationship of the host's part to one of its own parts; its id. */
struct text host_relate(struct host *h, struct text part, struct text type, struct text target, bool is_external);
/* Gives a part a content type. */
void host_set_type(struct host *h, struct text part, struct text type);
/* The full type of relationships of that last component, as the host writes them: transitional or strict. */
struct text host_relationship_type(struct host *h, const char *last);

/* ---- ODT: files in the package ---- */

/* The name in the host of a file ("Pictures/a.png") or folder ("Object 1") of the other; empty when it has none. */
struct text host_file(struct guest *g, struct text name);

/* ---- trees ---- */

/* A tree as text for comparing: attributes in one order, identifiers of editing sessions left out. */
struct text canonical(struct arena *a, const struct xml_node *tree);
bool trees_same(struct arena *a, const struct xml_node *x, const struct xml_node *y);
/* The part of a qname behind the colon. */
struct text local_name(struct text qname);
/* Gives the attribute a value; one that is not there yet gets the prefix of the element. */
void xml_change(struct arena *a, struct xml_node *node, enum xml_name name, const char *local, struct text value);
/* Removes the attribute of that name. */
void xml_drop(struct xml_node *node, enum xml_name name);

#endif
