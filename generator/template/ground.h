/*
 * ground -- where in a template something stands, as people point: "footer, paragraph 1", "table 1, row 2, cell 1,
 * table 1, row 3, cell 2, paragraph 1", "text box 2, paragraph 1", "document properties, title".
 *
 * Numbers count from 1 inside what holds them: tables of the body by themselves, those of a cell by themselves.
 */
#ifndef PRIKAZ_TEMPLATE_GROUND_H
#define PRIKAZ_TEMPLATE_GROUND_H

#include "template/tree.h"

/* What numbering goes on in: the part, a cell, a frame, a note. */
struct ground {
	struct place place;
	int tables, paragraphs, rows, cells; /* counted so far */
	bool is_copy;                        /* the second rendition of a text box, for old programs */
	bool is_included;                    /* in another template's body */
};

/* The ground of a part, before its first element. */
struct ground ground_of_part(const struct compiler *c);

/* The ground inside an element that is no paragraph, and, behind it, what the counting goes on with. */
struct ground ground_enter(struct compiler *c, struct ground *g, const struct xml_node *node);
void ground_leave(struct ground *g, const struct ground *inner, const struct xml_node *node);

/* The ground inside a document property. */
struct ground ground_of_property(struct compiler *c, const struct ground *g, const struct xml_node *node);

/* The ground of a link's target, of a <Relationship>: called by the text of the link. */
struct ground ground_of_link(struct compiler *c, const struct ground *g, const struct xml_node *node);

#endif
