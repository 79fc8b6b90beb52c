/*
 * section -- what the files that place sections share; private to template/.
 *
 *     section.c         pairs the markers, places those in one paragraph, around paragraphs, around whole rows
 *     section_cells.c   those over some cells of a row, and those that repeat columns
 */
#ifndef PRIKAZ_TEMPLATE_SECTION_H
#define PRIKAZ_TEMPLATE_SECTION_H

#include "template/tree.h"

enum { NESTED_MOST = 64 }; /* sections inside each other */

/* Reports a fault at the spot's marker. */
void section_fail(struct compiler *c, const struct spot *at, enum problem_code code, struct text first,
		  struct text second, struct text third);
/* Where the spot's marker stands, as people point. */
struct text section_place_of(struct compiler *c, const struct spot *spot);

/* Both its markers are there and stand where they may. */
bool section_is_sound(const struct spot *open);

struct xml_node *section_ancestor(struct xml_node *x, struct xml_node *y);

/* Puts the spot beside a node, among the spots there in the order in which the author wrote them. */
void section_put_before(struct xml_node *taken, struct spot *spot);
void section_put_after(struct xml_node *taken, struct spot *spot);

/* ---- section_cells.c ---- */

/* The table around a row; NULL in a broken file. */
struct xml_node *section_table(const struct xml_node *row);

/*
 * Before any section is placed: finds those that begin and end in one row (spot->row), those that stand side by side
 * there, and the tables that have to be put together when all their rows are known.  sections in the order of opening.
 */
void cells_survey(struct compiler *c, struct spot *const *sections, size_t count);

/* Whether the section takes cells of its row rather than the row; the sections around it are placed. */
bool cells_are_taken(const struct spot *open);

/* Places such a section: its spots become siblings of the cells. */
void cells_place(struct compiler *c, struct spot *open);

#endif
