/*
 * text_line -- lines under, over and through letters: how thick, and where.
 */
#ifndef PRIKAZ_LAYOUT_TEXT_LINE_H
#define PRIKAZ_LAYOUT_TEXT_LINE_H

#include "layout/pages.h"

/* One stroke. */
struct text_line {
	emu y; /* of its middle from the baseline, up is positive */
	emu thickness;
	enum line_pattern pattern;
	emu wave; /* PATTERN_WAVE: a quarter of its length */
};

/* One line of the document is so many strokes at most. */
struct text_lines {
	struct text_line at[2];
	int count;
};

struct text_lines text_line_under(const struct face *f, emu size, enum underline kind, bool is_thick);
struct text_lines text_line_over(const struct face *f, emu size, enum underline kind, bool is_thick);
struct text_lines text_line_through(const struct face *f, emu size, bool is_double, bool is_thick);

#endif
