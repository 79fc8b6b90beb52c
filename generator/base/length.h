/*
 * length -- the one unit of the document model and of the layout: the English Metric Unit.
 *
 * 914 400 EMU are an inch, 360 000 a centimetre (ECMA-376 part 1, 20.1.10.16).  Points, twips,
 * half-points, millimetres, hundredths of a millimetre and 1/96 inch are whole numbers of it, and
 * int32_t reaches 59 metres either way.  Multiply in int64_t.  Sums over pages are int64_t as well.
 */
#ifndef PRIKAZ_BASE_LENGTH_H
#define PRIKAZ_BASE_LENGTH_H

#include <stdint.h>

typedef int32_t emu;

enum {
	EMU_PER_INCH = 914400,
	EMU_PER_CM = 360000,
	EMU_PER_MM = 36000,
	EMU_PER_PT = 12700,
	EMU_PER_HALFPT = 6350,
	EMU_PER_EIGHTHPT = 1588, /* 1587.5, rounded */
	EMU_PER_TWIP = 635,
	EMU_PER_PX = 9525 /* CSS and ODF pixel, 1/96 inch */
};

/* The largest length that the model takes: 55 metres; anything beyond is cut to it. */
#define EMU_MAX ((emu)2000000000)

/* x cut to what emu can hold. */
static inline emu
emu_from(int64_t x)
{
	return x > EMU_MAX ? EMU_MAX : x < -EMU_MAX ? -EMU_MAX : (emu)x;
}

/* Points as a floating number: for the PDF and for dumps, nowhere else. */
static inline double
emu_to_pt(int64_t x)
{
	return (double)x / EMU_PER_PT;
}

#endif
