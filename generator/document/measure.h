/*
 * measure -- numbers, lengths, percentages and colours as attributes of DOCX and ODT write them.
 *
 * Nothing is reported: a value that cannot be read leaves what was there, as both Word and LibreOffice
 * do.  Nothing here allocates.
 */
#ifndef PRIKAZ_DOCUMENT_MEASURE_H
#define PRIKAZ_DOCUMENT_MEASURE_H

#include "document/document.h"

/*
 * A whole number with a sign; a fraction is cut off ("240.0").  Cut to INTEGER_MOST either way, so that
 * the sum of two such numbers stays within int.
 */
enum { INTEGER_MOST = 1000000000 };
int integer_or(struct text t, int otherwise);

/* A bare number in millionths: ".25" → 250 000. */
bool millionths_read(struct text t, int64_t *millionths);

/* A length with its unit: "1.25cm", "12pt", "0.5in"; mm, pc, px as well.  false without a unit. */
bool length_read(struct text t, emu *length);

/* OOXML: twips (1/20 pt), or a length with its unit as strict files have. */
bool twips_read(struct text t, emu *length);
emu twips_or(struct text t, emu otherwise);

/* Half-points or eighths of a point, or a length with its unit. */
bool halfpoints_read(struct text t, emu *length);

/* "115%" → 1150.  false when there is no percent sign. */
bool permille_read(struct text t, int *permille);

/* "#1F497D" or "1F497D"; "transparent", "auto" and "none" give COLOR_NONE. */
bool color_read(struct text t, color *c);

/* OOXML's on and off (ECMA-376 part 1, 22.9.2.7); an absent value means on. */
bool switch_is_on(struct text t);

/* Whether t is one of the words in a NULL-terminated list; its index, or -1. */
int word_index(struct text t, const char *const *words);

#endif
