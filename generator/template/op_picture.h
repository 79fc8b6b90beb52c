/*
 * op_picture -- operations of pictures: OP_PICTURE.
 *
 * A picture amid text, {{фото | image: 35mm}}, is one operation.  One that takes the place of a picture of the template
 * has that picture's frame as its body: the bytes of the template, and between them, as operations of their own, what
 * depends on the picture (`PICTURE_ID` and those behind it).
 */
#ifndef PRIKAZ_TEMPLATE_OP_PICTURE_H
#define PRIKAZ_TEMPLATE_OP_PICTURE_H

#include "base/length.h"
#include "template/program.h"

enum picture_kind {
	PICTURE_INLINE, /* a character of the line */
	PICTURE_QR,     /* the same: the value as a QR code */
	PICTURE_FRAME,  /* in the frame that the body is */
	/* inside the body of a frame: */
	PICTURE_ID,    /* what names it: r:embed, xlink:href */
	PICTURE_WIDTH, /* original, made smaller as the picture needs it */
	PICTURE_HEIGHT,
	PICTURE_X, /* original, moved so that the middle stays where it was */
	PICTURE_Y,
	PICTURE_CROP, /* DOCX: a:srcRect; VML: more attributes of v:imagedata, behind the value of one */
	PICTURE_STYLE /* ODT: the name of the graphic style */
};

/* How a length is written. */
enum picture_unit { UNIT_EMU, UNIT_PT, UNIT_CM };

struct picture_op {
	enum picture_kind kind;
	emu width_most;         /* INLINE without a width: no wider */
	bool covers;            /* FRAME: fills it and is cropped */
	bool is_qr;             /* FRAME: the value as a QR code */
	emu width, height;      /* FRAME: the box */
	int64_t original;       /* WIDTH … Y [emu] */
	emu side;               /* X, Y: of the box in that direction */
	enum picture_unit unit; /* WIDTH … Y; CROP: PT is VML */
	struct text parent;     /* STYLE: the parent style of the frame's own */
	struct text properties; /* STYLE: what stands in it but for the clip … */
	size_t clip_at;         /* … which goes here */
	struct text name;       /* STYLE: of the frame's own style, when it serves as it is; empty: it does not */
};

#endif
