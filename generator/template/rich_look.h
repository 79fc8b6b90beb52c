/*
 * rich_look -- the looks of paragraphs, runs and styles of the template, taken apart for rich values; private to
 * template/.
 */
#ifndef PRIKAZ_TEMPLATE_RICH_LOOK_H
#define PRIKAZ_TEMPLATE_RICH_LOOK_H

#include "template/op_rich.h"
#include "template/tree.h"

/* Read once per template. */
const struct rich_styles *rich_styles_of(struct compiler *c);

/* The properties of a w:rPr (NULL: none). */
struct rich_properties rich_run_look(struct arena *a, const struct xml_node *properties);

/* Fills what the paragraph's properties and style say; DOCX and ODT. */
void rich_paragraph_look(struct compiler *c, const struct xml_node *paragraph, struct rich_paragraph_op *rich);

/* DOCX: a property that takes back the page break that the style of a paragraph says. */
struct text rich_no_page_break(struct arena *a, const struct xml_node *paragraph);

#endif
