/*
 * tab -- where a tab leads.
 */
#ifndef PRIKAZ_LAYOUT_TAB_H
#define PRIKAZ_LAYOUT_TAB_H

#include "layout/layout.h"

/* A stop as it is met in a line: position from the frame's left edge. */
struct tab_place {
	emu position;
	enum tab_align align;
	uint32_t leader;
	bool is_default; /* no stop of the paragraph's own */
	uint32_t sign;   /* of a decimal one; 0: the text's language decides */
};

/* The stop that a tab at x [from the frame's left edge] leads to; right: where the line ends. */
struct tab_place tab_next(const struct layout *l, const struct paragraph *p, emu x, emu right);

/* Where the text behind a list label begins; start and end: of the label. */
struct tab_place tab_of_label(const struct layout *l, const struct paragraph *p, emu start, emu end, emu right);

#endif
