/*
 * include_body -- a body on its way from one template into another: what include.c and the two formats share.
 */
#ifndef PRIKAZ_TEMPLATE_INCLUDE_BODY_H
#define PRIKAZ_TEMPLATE_INCLUDE_BODY_H

#include "template/include_host.h"

struct body {
	struct guest *guest;
	struct text part;        /* of the host */
	struct xml_node *root;   /* of that part */
	struct xml_node *holder; /* a copy of the body's blocks hangs below it */
	struct xml_node *at;     /* before which they go */
	bool is_inline;          /* into a paragraph */
	struct text_map names;   /* new names of what must be unique: of bookmarks, notes … */
};

/* The element whose children are a template's body; NULL when it has none. */
struct xml_node *word_body(struct xml_node *root);
struct xml_node *odt_body(struct xml_node *root);

/* Gives everything in the copy the names that it has in the host, and brings over what it refers to. */
void word_translate(struct body *b);
void odt_translate(struct body *b);

/* A mark in the tree that tells whose file is behind it, see struct file_note. */
struct xml_node *file_mark(const struct guest *g, bool is_end);

/* A paragraph without text, of the host's. */
struct xml_node *word_paragraph(const struct body *b);

#endif
