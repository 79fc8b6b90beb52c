/*
 * strip -- the blocks of a flow, each laid out once when it is first reached, and the spaces between them.
 */
#ifndef PRIKAZ_LAYOUT_STRIP_H
#define PRIKAZ_LAYOUT_STRIP_H

#include "layout/flow.h"

/* The flow's first strip; NULL when it has no block. */
struct strip *strip_first(struct flow *f);

/* The one behind s; NULL when s is the last. */
struct strip *strip_next(struct flow *f, struct strip *s);

/* The strip at a cursor for a flow of another width. */
struct strip *strip_take_over(struct flow *f, const struct cursor *at);

/* Lays the lines of a paragraph out; a page's number in them is that of the page being filled. */
void strip_lines_make(struct flow *f, struct strip *s);

/* Of a paragraph; NULL: it is a table. */
const struct paragraph_style *strip_style(const struct strip *s);

/* Its own spaces, and the one between two neighbours. */
emu strip_space_before(const struct strip *s);
emu strip_space_after(const struct strip *s);
/* What the sections that begin with it have above it besides its space. */
emu strip_frames_above(const struct strip *s);
emu strips_space_between(const struct flow *f, const struct strip *upper, const struct strip *lower);

/* What it has below it as the last one of its flow: in a cell the document says what of it counts. */
emu strip_space_at_end(const struct flow *f, const struct strip *s);

/* Of `count` lines from `first` on, as they stand in a room that begins with it. */
int64_t strip_lines_height(const struct strip *s, size_t first, size_t count);

/* Room of the borders above the first line in a room, and below a last one: each room closes its box. */
emu strip_room_above(const struct strip *s, bool is_open);
emu strip_room_below(const struct strip *s, bool ends);

/* Lines that stay together at a paragraph's beginning; all of them when it may not be split there. */
size_t strip_least_first(const struct strip *s);
size_t strip_orphans(const struct strip *s);

/*
 * The height that a strip needs at least to begin, and all of its height; no more than a little over `most` is
 * sought.
 */
emu strip_first_height(struct strip *s, emu most);
emu strip_height(struct strip *s, emu most);

/* Whether it stays with the next one, begins a page, begins a column. */
bool strip_keeps(const struct flow *f, const struct strip *s);
bool strip_breaks_page(const struct flow *f, const struct strip *s);
bool strip_breaks_column(const struct flow *f, const struct strip *s);

#endif
