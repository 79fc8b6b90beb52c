/*
 * include_odt -- an ODT template's body in another one: what include_odt.c and include_odt_style.c share.
 */
#ifndef PRIKAZ_TEMPLATE_INCLUDE_ODT_H
#define PRIKAZ_TEMPLATE_INCLUDE_ODT_H

#include "template/include_body.h"

/* Where a tree comes from and goes to. */
struct odt_carriage {
	struct guest *guest;
	struct text into_part; /* whose automatic styles and fonts are used there */
	struct text from_part;
	bool is_common; /* the tree is a style that people see: it names such styles only */
	bool is_first;  /* the first block of the body, which begins no page of its own */
	int depth;
};

/* The names of styles, fonts and files in all attributes of one element, as the host calls them. */
void odt_rename_styles(struct odt_carriage *k, struct xml_node *node);

#endif
