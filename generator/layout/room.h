/*
 * room -- how much room a text has in its line, for who makes it smaller until it fits.
 */
#ifndef PRIKAZ_LAYOUT_ROOM_H
#define PRIKAZ_LAYOUT_ROOM_H

#include "base/report.h"
#include "document/document.h"
#include "font/font.h"

/* A paragraph as it stands in its frame: a page, a column, a cell, a text box. */
struct room {
	const struct document *document;
	const struct paragraph *paragraph;
	struct text text; /* of its runs, one behind the other; what is no text is a blank */
	emu width;        /* of its first line, between the indents */
};

struct rooms {
	VECTOR(struct room) of;
};

/*
 * The rooms of all paragraphs whose text holds `needle`, in the order in which they are laid out.  The whole document
 * is laid out for that, without a message.  Empty when the machine has no font.
 */
struct rooms *rooms_read(struct arena *a, const struct document *d, struct catalogue *c, struct shaper *s,
			 struct text needle);

/* The look of the letters at that byte of the room's text. */
const struct run_style *room_style(const struct room *room, size_t at);

/* The width that bytes [from, to) of the room's text take on one line; nothing is kept in scratch. */
int64_t room_text_width(const struct room *room, struct arena *scratch, struct catalogue *c, struct shaper *s,
			size_t from, size_t to);

/* The width of another text in the look of the letters at that byte. */
int64_t room_value_width(const struct room *room, struct arena *scratch, struct catalogue *c, struct shaper *s,
			 size_t at, struct text value);

#endif
