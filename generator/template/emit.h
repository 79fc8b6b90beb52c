/*
 * emit -- what the files that write operations share; private to template/.
 *
 *     emit.c            walks the tree: bytes, values, sections, and what may vanish
 *     emit_table.c      tables that are put together only when all their rows are known
 *     emit_identity.c   bookmarks, ids of drawings, notes and lists in what is repeated
 *     emit_rich.c       values that are more than text: paragraphs, pictures, links
 */
#ifndef PRIKAZ_TEMPLATE_EMIT_H
#define PRIKAZ_TEMPLATE_EMIT_H

#include "base/length.h"
#include "template/op_identity.h"
#include "template/tree.h"

/* A section that is open at this point of the part. */
struct frame {
	struct spot *open;
	struct op *op;
	struct op **link; /* of the chain around the section */
	bool in_other;    /* behind {{else}}: what stands there is not of a run of the section's body */
};

struct emitter {
	struct compiler *c;
	struct buffer bytes; /* not yet an op */
	bool is_shown;       /* there is something to see among them */
	struct op **link;    /* where the next op goes */
	VECTOR(struct frame) frames;
	const struct unique_op *note_id; /* of the note that is being written, see emit_identity.c; NULL */
	struct picture_frame *picture;   /* around this point, see emit_picture.c; NULL */
	bool failed;                     /* two sections overlap: what follows would be told wrong */
	struct table_builder *table;     /* the innermost that is put together, see emit_table.c; NULL */
};

/* A new op at the end of the chain; what was written as bytes has to be flushed before. */
struct op *emit_op(struct emitter *e, enum op_kind kind);
/* The same for copies of a chain, which may be written in several places. */
void emit_copies(struct emitter *e, const struct op *ops);
/* Bytes written so far become an OP_BYTES. */
void emit_flush(struct emitter *e);
/* The same, given back instead. */
struct text emit_take(struct emitter *e);

/* A node with all below it; nodes from `from` up to but not including `to` (NULL: all). */
void emit_node(struct emitter *e, const struct xml_node *node);
void emit_children(struct emitter *e, const struct xml_node *from, const struct xml_node *to);
/* A start tag: closed at once when nothing will be written inside. */
void emit_start(struct emitter *e, const struct xml_node *node);
/* A node as it stands, whatever may become of its content. */
void emit_plain(struct emitter *e, const struct xml_node *node);
/* Nothing will be written inside the node. */
bool emit_is_empty(const struct xml_node *node);
/* The content of node behind its properties; something always stands for it: see emit_spare_paragraph. */
void emit_kept(struct emitter *e, const struct xml_node *node, const struct xml_node *from);
/* Nothing is seen in the paragraph outside the sections that it holds: it vanishes when they come out empty. */
bool emit_is_optional(const struct xml_node *paragraph);
/* An empty paragraph like the first one below node, for a cell that would be left without any. */
struct op *emit_spare_paragraph(struct emitter *e, const struct xml_node *node);

/* ---- what takes an element over; false: it is none of theirs ---- */

bool emit_table(struct emitter *e, const struct xml_node *node);
/* A section has begun: says what it means in a table. */
void emit_table_section(struct emitter *e, const struct spot *open, struct op *op);
bool emit_identity(struct emitter *e, const struct xml_node *node);
/* An attribute's value, when it is an identifier or refers to one: between the quotes. */
bool emit_identity_attribute(struct emitter *e, const struct xml_node *node, const struct xml_attribute *attribute);
/* What more there is to say in the start tag of an element: of the lists of an ODT. */
void emit_identity_tag(struct emitter *e, const struct xml_node *node);
/* What an XML_RAW node stands for when it has an extra: numbers (numbering.c), notes (note.c); else false. */
bool emit_mark(struct emitter *e, const struct xml_node *node);
bool emit_picture(struct emitter *e, const struct xml_node *node);
/* The same for what of the frame of a picture that is replaced depends on the new one. */
bool emit_picture_attribute(struct emitter *e, const struct xml_node *node, const struct xml_attribute *attribute);
/* A value that is shown as a picture in the line. */
bool emit_inline_picture(struct emitter *e, const struct spot *spot);
bool emit_rich_paragraph(struct emitter *e, const struct xml_node *node);
/* How wide the text is at most at a node, for a picture there. */
emu emit_width_most(struct emitter *e, struct xml_node *node);
/* A value whose filters make more of it than text. */
bool emit_rich(struct emitter *e, const struct spot *spot);

#endif
