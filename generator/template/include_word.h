/*
 * include_word -- a DOCX template's body in another one's: what include_word.c and include_word_style.c share.
 */
#ifndef PRIKAZ_TEMPLATE_INCLUDE_WORD_H
#define PRIKAZ_TEMPLATE_INCLUDE_WORD_H

#include "template/include_host.h"

/*
 * The id in the host of a style of the other: the host's own when both define it alike, else a copy under a name of its
 * own.  Empty when the other has no such style.
 */
struct text word_style(struct guest *g, struct text id);

/* The style of paragraphs (or tables, by W_tbl) that name none, when that differs in the host; else empty. */
struct text word_default_style(struct guest *g, enum xml_name of);

/* The w:numId in the host of a list of the other.  A list that stands there again begins anew. */
struct text word_list(struct guest *g, struct text number);

/* Lists that came over name the paragraph styles that came over, and no others. */
void word_settle_lists(struct guest *g);

/* Fonts and colours that the other's theme names, written out, where the host's theme is another. */
void word_resolve_theme(struct guest *g, struct xml_node *node);
void word_resolve_themes(struct guest *g, struct xml_node *tree);

/* The root of a package's styles, or NULL. */
struct xml_node *word_styles(struct host *h);
/* What a list looks like: its levels, without the ids by which it is found. */
struct text word_list_look(struct arena *a, struct host *h, struct text number);
/* The child of that name gets another w:val; an empty one takes it away. */
void word_rename(struct guest *g, struct xml_node *parent, enum xml_name name, struct text value);

/* The part that the main part has a relationship of that type to; empty when there is none. */
struct text word_part(struct host *h, const char *type);
/* The same, with a new part made when there is none. */
struct text word_part_made(struct guest *g, const char *type, const char *name);

#endif
