/*
 * attachment -- what a merged record adds to its package beside the parts with markers: pictures, the relationships
 * and entries of manifests that name them, automatic styles of an ODT, lists of a DOCX.
 *
 * All is collected while the parts are written and put into the package at the end, so that a picture is stored
 * once however often it stands, and a document without additions keeps these parts as the template has them.
 */
#ifndef PRIKAZ_MERGE_ATTACHMENT_H
#define PRIKAZ_MERGE_ATTACHMENT_H

#include "merge/state.h"

struct attachments;

/*
 * Adds a picture, once per package, and what the part at hand (m->part: whose bytes are being written) needs to show
 * it. digest: attach_digest of the bytes; extension: "png" or "jpeg"; bytes must outlive the merged package.  Returns,
 * as bytes safe in an attribute: DOCX the id of a relationship of the part at hand; ODT "Pictures/….png".
 */
struct text attach_picture(struct merging *m, struct text bytes, struct text digest, const char *extension);
struct text attach_digest(struct arena *a, struct text bytes);

/* What somebody keeps by a key while the record is merged, NULL at first; good until the next note or attachment. */
void **attach_note(struct merging *m, struct text key);

/* Of the pictures that were added [bytes]. */
size_t attachments_size(const struct merging *m);

/*
 * DOCX: the id of a relationship of the part at hand to an external target (a link).  What cannot stand in an address
 * is percent-encoded.
 */
struct text attach_link(struct merging *m, struct text target);

/* DOCX: whether the part at hand is of the strict variant of the format, whose namespaces have other names. */
bool attach_is_strict(const struct merging *m);

/*
 * ODT: the name of an automatic style of that family ("text", "paragraph", "table-column", "graphic" …) in the part at
 * hand; parent: its parent style's name, or an empty text; properties: the elements inside style:style, as XML with
 * the usual prefixes.  The same properties give the same style.
 */
struct text attach_style(struct merging *m, const char *family, struct text parent, struct text properties);

/* ODT: the same for a text:list-style; inside: its levels. */
struct text attach_list_style(struct merging *m, struct text inside);

/* DOCX: a new list of bullets (sign '\0'), or of numbers from start on with '.' or ')' behind, at whatever level. */
int attach_numbering_list(struct merging *m, char sign, int start);

/*
 * DOCX: a new part that belongs to the main one; its content type and relationship are the standard's: "numbering".
 * bytes must outlive the merged package.
 */
void attach_part(struct merging *m, struct text name, struct text bytes, const char *type);

/* The lists that were asked for go into the package's numbering.  Of attachments_finish; see numbering.c. */
void numbering_finish(struct merging *m, struct package *merged);

/*
 * Puts everything into the package, whose parts are all written.  Nothing is touched when nothing was added.  Sets
 * m->failed when a part of the template that has to be changed is damaged (reported).
 */
void attachments_finish(struct merging *m, struct package *merged);

#endif
