/*
 * note -- foot- and endnotes of a DOCX stand where they are referred to, while it is compiled; private to template/.
 */
#ifndef PRIKAZ_TEMPLATE_NOTE_H
#define PRIKAZ_TEMPLATE_NOTE_H

#include "template/tree.h"

struct note_part;

/* The extra of the XML_RAW node where the notes are gathered. */
struct gather_note {
	struct note note;
	bool is_end;
};

/* Before the sections of the main part are placed: puts the notes under their references, as c->notes say. */
void notes_read(struct compiler *c, struct xml_node *root);
/* Afterwards: notes that no section repeats go back. */
void notes_settle(struct compiler *c, struct xml_node *root);

/* The part of the notes, the prefix of its elements, and the first id that no note has that stays in it. */
const struct program_part *note_part_of(const struct note_part *n, struct text *prefix, uint32_t *first);

/* What is left of the part, to be compiled behind the main part; NULL when there is nothing to do. */
struct program_part *notes_compile(struct note_part *n, struct compiler *c);

#endif
