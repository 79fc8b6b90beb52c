/*
 * story -- what the files that find markers share; private to template/.
 *
 *     story.c       walks a part: the text of paragraphs, properties, instructions of fields, formulas, drawings
 *     attribute.c   markers in attributes: link targets, what a pointer sees over a link, texts of fields
 */
#ifndef PRIKAZ_TEMPLATE_STORY_H
#define PRIKAZ_TEMPLATE_STORY_H

#include "template/tree.h"

struct markers {
	VECTOR(struct marker *) of;
};

/* All markers of a line that is no element's text. */
void story_find_markers(struct compiler *c, const struct origin *o, struct markers *markers);

/*
 * The value of an attribute that may hold markers and has braces, as its author wrote it; of all others an empty text.
 * a is for what a link had to escape.
 */
struct text attribute_line(struct arena *a, const struct xml_attribute *attribute);

/*
 * Leaves a note at the node of the markers in its attribute, which is then written as o->line with the values in it;
 * see attribute_ops.
 */
void attribute_read(struct compiler *c, struct xml_node *node, const struct xml_attribute *attribute,
		    const struct origin *o);

#endif
