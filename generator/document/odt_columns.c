/*
 * odt_columns -- how wide the columns of a table are (ODF 1.3 part 3, 17.16, 20.394 and 20.385).
 *
 * A column has a length (style:column-width), a number of parts (style:rel-column-width, "3277*"), or neither.
 * Files by LibreOffice have both, rounded lengths and exact parts.  What LibreOffice makes of them (measured), in
 * twips, parts being taken as such; a column has 23 at least, and what has neither has these as parts:
 *
 *   - A column that has parts has no length: parts win.
 *   - The table has no length of its own, it fills its room or a percentage of it: all columns are parts.  Lengths
 *     among parts become parts that are to each other as the lengths were; the shortest gets as many
 *     as the column of fewest parts.
 *   - The table has a length: all columns are lengths.  Those with parts share what the others leave, each taking
 *     its part of what those before it have left, and the last all that remains; so of four with equal
 *     parts the second has three quarters of the first's length.  Where there is too little for all of
 *     them, each has 23 twips, and the larger more of what is left over.
 *   - Lengths that are not the table's together are made so: wider in proportion; narrower down to 23 twips and
 *     what remains of the table in proportion.
 */
#include "document/odt_columns.h"

enum { COLUMN_LEAST = 23, COLUMN_MOST = 65535 }; /* twips, or parts */

static int
bounded(int64_t n)
{
	return n < COLUMN_LEAST ? COLUMN_LEAST : n > COLUMN_MOST ? COLUMN_MOST : (int)n;
}

static int
twips_of(emu length)
{
	return bounded(((int64_t)length + EMU_PER_TWIP / 2) / EMU_PER_TWIP);
}

struct odt_column
odt_column_of_length(emu length)
{
	return (struct odt_column){twips_of(length), false};
}

struct odt_column
odt_column_of_parts(int parts)
{
	return (struct odt_column){bounded(parts), true};
}

emu
odt_table_width(emu length, size_t columns)
{
	int64_t least = (int64_t)columns * COLUMN_LEAST, width = twips_of(length);

	least = least > COLUMN_MOST ? COLUMN_MOST : least;
	return emu_from((width < least ? least : width) * EMU_PER_TWIP);
}

/* What the columns of one kind are together, and the least of them. */
struct share {
	int64_t total, least;
	size_t count;
};

static struct share
share_of(const struct odt_column *columns, size_t count, bool is_relative)
{
	struct share s = {0};

	for (size_t i = 0; i < count; i++) {
		if (columns[i].is_relative != is_relative)
			continue;
		s.total += columns[i].width;
		if (!s.count++ || columns[i].width < s.least)
			s.least = columns[i].width;
	}
	return s;
}

static void
make_relative(struct odt_column *columns, size_t count)
{
	struct share parts = share_of(columns, count, true), lengths = share_of(columns, count, false);
	int64_t least = parts.count ? parts.least : lengths.least;

	for (size_t i = 0; i < count; i++) {
		if (columns[i].is_relative)
			continue;
		columns[i].width = columns[i].width * least / lengths.least;
		columns[i].is_relative = true;
	}
}

/* The length of a column of so many parts, of the room that the columns with parts share, `left` of it still. */
static int64_t
length_of_parts(int64_t width, const struct share *parts, int64_t room, int64_t left)
{
	int64_t least = (int64_t)parts->count * COLUMN_LEAST;
	int64_t extra_parts = parts->total - (int64_t)parts->count * parts->least;

	if (room <= least)
		return COLUMN_LEAST;
	if (room <= parts->total * COLUMN_LEAST / parts->least && extra_parts > 0)
		return COLUMN_LEAST + (width - parts->least) * (room - least) / extra_parts;
	return width * left / parts->total;
}

static void
make_absolute(struct odt_column *columns, size_t count, int64_t table)
{
	struct share parts = share_of(columns, count, true), lengths = share_of(columns, count, false);
	int64_t room = table > lengths.total ? table - lengths.total : 0, given = 0;
	size_t columns_left = parts.count;

	if (room < (int64_t)parts.count * COLUMN_LEAST)
		room = (int64_t)parts.count * COLUMN_LEAST;
	for (size_t i = 0; i < count; i++) {
		if (!columns[i].is_relative)
			continue;
		columns[i].width =
			--columns_left ? length_of_parts(columns[i].width, &parts, room, room - given) : room - given;
		columns[i].is_relative = false;
		given += columns[i].width;
	}
}

/* Makes the lengths the table's together; the last column gets what rounding leaves. */
static void
fit(struct odt_column *columns, size_t count, int64_t table)
{
	int64_t total = share_of(columns, count, false).total, left = table;
	bool is_wider = total > table;
	int64_t extra = is_wider ? table - (int64_t)count * COLUMN_LEAST : table - total;

	for (size_t i = 0; i + 1 < count; i++) {
		int64_t width = columns[i].width;

		columns[i].width = (is_wider ? COLUMN_LEAST : width) + width * extra / total;
		left -= columns[i].width;
	}
	columns[count - 1].width = left > COLUMN_LEAST ? left : COLUMN_LEAST;
}

void
odt_columns_settle(struct odt_column *columns, size_t count, emu table_width, emu *widths)
{
	int64_t table = table_width / EMU_PER_TWIP;

	if (!count)
		return;
	if (table <= 0) {
		make_relative(columns, count);
	} else {
		make_absolute(columns, count, table);
		fit(columns, count, table);
	}
	for (size_t i = 0; i < count; i++)
		widths[i] = emu_from(columns[i].width * EMU_PER_TWIP);
}
