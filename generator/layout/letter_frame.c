/*
 * letter_frame -- boxes around letters (ECMA-376 part 1, 17.3.2.4; ODF 1.3 part 3, 20.183 and 20.217 in text
 * properties).
 *
 * What LibreOffice does, measured in 7.4: letters side by side whose frames are equal stand in one box, whatever else
 * they look like; tabs between them stand in it too.  The box takes its lines and its padding off the line before its
 * first and behind its last letters, unless that is a tab; each end of a line closes it, and the next line begins
 * with a new one.  Above and below, the letters are that much higher, for line spacing as well.  Padding without a
 * line is none.
 */
#include "layout/breaker.h"

const struct letter_frame *
letters_frame(enum item_role role, const struct run *run, const struct font *font)
{
	if (!run || !font || (role != ROLE_BOX && role != ROLE_GLUE && role != ROLE_TAB))
		return NULL;
	return font->style->frame;
}

emu
letter_frame_room(const struct letter_frame *frame, enum side side)
{
	if (!frame || frame->borders[side].kind == BORDER_NONE)
		return 0;
	return emu_from((int64_t)frame->borders[side].width + frame->padding[side]);
}

const struct letter_frame *
item_frame(const struct item *it)
{
	return letters_frame(it->role, it->run, it->font);
}

void
stretch_frame(struct stretch *s, const struct item *it)
{
	const struct letter_frame *frame = item_frame(it);
	int64_t *end = s->hanging ? &s->hanging : &s->width;

	if (frame == s->frame || it->role == ROLE_BOOKMARK)
		return;
	*end += letter_frame_room(s->frame, SIDE_RIGHT);
	if (it->role == ROLE_GLUE)
		end = &s->hanging;
	*end += letter_frame_room(frame, SIDE_LEFT);
	s->frame = frame;
}
