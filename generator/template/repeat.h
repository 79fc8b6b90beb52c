/*
 * repeat -- what stands in which section: read before a part is written, for all that must not be repeated as it
 * stands.  Private to template/.
 *
 *     repeat.c      the walk
 *     identity.c    names and numbers that are unique in a document
 *     numbering.c   lists that begin anew or go on
 */
#ifndef PRIKAZ_TEMPLATE_REPEAT_H
#define PRIKAZ_TEMPLATE_REPEAT_H

#include "template/op_identity.h"
#include "template/texts.h"
#include "template/tree.h"

/* A section, as the walk meets it. */
struct ring {
	struct spot *spot;
	struct ring *outer;  /* NULL: none */
	bool outer_in_other; /* it stands behind the {{else}} of that one */
	unsigned counts[2];  /* for numbering.c: positions of a list in its first and second part */
	uint32_t counted;    /* of which list */
};

/* Where something stands: in the first or second part of the innermost section around it. */
struct stand {
	struct ring *ring; /* NULL: outside all sections */
	bool in_other;
};

/* The section whose runs repeat what stands there: behind {{else}} it is not the innermost one. */
const struct ring *stand_owner(struct stand s);

/* Reads the part, whose sections have their places; does nothing when it has none, or when there were faults. */
void repeats_read(struct compiler *c, struct xml_node *root);

/* ---- identity.c ---- */

/* Something with a name or number that others may refer to. */
struct identity {
	struct text name;         /* in the template */
	const struct ring *owner; /* the section that repeats it; NULL: none does */
	bool is_name;             /* else a number */
	bool is_short;            /* a bookmark of a DOCX: 40 characters at most */
	size_t number;            /* from 0 */
	struct text stem;         /* of its other names, when it was asked for */
	uint32_t slot;            /* of its numbers, see program.numbers; 0: not given yet */
};

enum identity_role { IDENTITY_NONE, IDENTITY_NAME, IDENTITY_NUMBER, IDENTITY_REFERENCE };

/* What the attribute says: *kind is then the kind of thing that it names, as names of one kind must differ. */
enum identity_role identity_role(const struct xml_node *node, const struct xml_attribute *a, struct text *kind);
/* The identity of that kind and name that the part defines in it first, or NULL. */
struct identity *identity_find(const struct compiler *c, struct text kind, struct text name);
/* A name for the copies, to which the number of the repetition is added. */
struct text identity_stem(struct compiler *c, struct identity *identity);
/* A name that no other thing has, made of `begin` and the number, or one beyond. */
struct text identity_new_name(struct compiler *c, const char *begin, size_t number);
/* Adds one that the template has not. */
struct identity *identity_add(struct compiler *c, struct text kind, struct text name, const struct ring *owner);

void identity_meet(struct compiler *c, struct xml_node *node, struct stand stand);
/* When all were met: ranges that begin in one section and end in another are cut to where they hold in every copy. */
void identity_settle(struct compiler *c);

/* Keeps the highest id among the bytes of a part in p->highest. */
void identity_scan(struct program *p, struct text bytes);

/* ---- numbering.c ---- */

/* The extra of what has a numbering: w:numId, text:list, text:list-item, or an XML_RAW node that stands for w:numPr. */
struct numbering_note {
	struct note note;
	struct numbering_op op;     /* but for the sections */
	const struct ring *ring;    /* the innermost of its sections */
	struct identity *identity;  /* LIST: its xml:id */
	const struct xml_node *own; /* LIST: an element with the attributes that say what it continues; NULL */
};

void numbering_meet(struct compiler *c, struct xml_node *node, struct stand stand);
/* A marker of a value, behind the paragraph or item that it stands in. */
void numbering_meet_value(struct compiler *c, const struct spot *spot);
void numbering_settle(struct compiler *c);

/* ---- word_list.c ---- */

/* What numbers a paragraph of a DOCX. */
struct word_number {
	int num, level;
	struct xml_node *num_id;       /* its own w:numId; NULL: its style says it */
	const struct xml_node *indent; /* w:ind of the style */
};

/* False: nothing does. */
bool word_number_of(struct compiler *c, const struct xml_node *paragraph, struct word_number *out);
/* The level is one of bullets, or of nothing. */
bool word_level_is_bullet(struct compiler *c, int num, int level);
/* What a w:num holds whose levels begin anew; an empty text when there is no such w:num. */
struct text word_restart(struct compiler *c, int num);

#endif
