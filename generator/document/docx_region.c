/*
 * docx_region -- the columns of a section of a DOCX (ECMA-376 part 1, 17.6.4).
 *
 * LibreOffice makes of them a region inside the pages, also where the section begins a page (measured with 7.4).
 * Columns become equally high when a continuous section follows; where a page ends the section, or the document, and
 * under w:noColumnBalance, the first ones are filled before the others.
 *
 * Widths of one's own (w:col) count when they are said, unless w:equalWidth is on; w:num counts only without them.
 */
#include "document/docx.h"
#include "document/measure.h"

enum { COLUMNS_WHOLE = 65535, HUNDREDTH = EMU_PER_MM / 100 };

/* ---- columns ---- */

/* In whole hundredths of a millimetre: a line more or less hangs on that. */
static emu
column_length(const struct xml_node *column, enum xml_name name)
{
	int64_t length = twips_or(xml_value(column, name, TEXT_NONE), 0);

	length = length < 0 ? 0 : length > EMU_MAX / 4 ? EMU_MAX / 4 : length;
	return emu_from((length + HUNDREDTH / 2) / HUNDREDTH * HUNDREDTH);
}

/* Half of the space between two columns. */
static emu
half_of(emu space)
{
	emu half = space / HUNDREDTH / 2 * HUNDREDTH;

	return (half + EMU_PER_TWIP / 2) / EMU_PER_TWIP * EMU_PER_TWIP;
}

static int
column_count(int count)
{
	return count < 1 ? 1 : count > PAGE_COLUMNS_MOST ? PAGE_COLUMNS_MOST : count;
}

/* LibreOffice makes of the widths shares of a whole, which the last one fills; NULL when there is none. */
static struct column *
shares_make(struct column *all, int count, int64_t total)
{
	emu rest = COLUMNS_WHOLE;

	for (int i = 0; total > 0 && i < count; i++) {
		emu share = i + 1 < count ? emu_from(all[i].width * (int64_t)COLUMNS_WHOLE / total) : rest;

		all[i].width = share;
		rest -= share;
	}
	return total > 0 ? all : NULL;
}

/* The w:col, each with half of the spaces beside it; NULL when none has a width. */
static struct column *
own_columns(struct docx *d, const struct xml_node *columns, int count)
{
	struct column *all = NEW_ARRAY(d->arena, struct column, (size_t)count);
	const struct xml_node *node = xml_child(columns, W_col);
	int64_t total = 0;
	emu space = 0;

	for (int i = 0; i < count; i++, node = xml_sibling(node, W_col)) {
		all[i].left = half_of(space);
		space = i + 1 < count ? column_length(node, W_space) : 0;
		all[i].right = half_of(space);
		all[i].width = column_length(node, W_w) + all[i].left + all[i].right;
		total += all[i].width;
	}
	return shares_make(all, count, total);
}

static int
columns_listed(const struct xml_node *columns)
{
	int count = 0;

	for (const struct xml_node *node = xml_child(columns, W_col); node && count < PAGE_COLUMNS_MOST;
	     node = xml_sibling(node, W_col))
		count++;
	return count;
}

/* w:num, or as many as have widths. */
static int
columns_said(const struct xml_node *columns)
{
	bool are_equal = switch_is_on(xml_value(columns, W_equalWidth, TEXT("0")));
	int listed = are_equal ? 0 : columns_listed(columns);

	return listed ? listed : column_count(integer_or(xml_value(columns, W_num, TEXT_NONE), 1));
}

bool
docx_section_has_columns(const struct xml_node *properties)
{
	return columns_said(xml_child(properties, W_cols)) > 1;
}

static struct column_set
columns_read(struct docx *d, const struct xml_node *columns)
{
	bool are_equal = switch_is_on(xml_value(columns, W_equalWidth, TEXT("0")));
	struct column_set set = {.count = columns_said(columns)};

	set.gap = twips_or(xml_value(columns, W_space, TEXT_NONE), 720 * EMU_PER_TWIP);
	if (set.count > 1 && !are_equal && xml_child(columns, W_col))
		set.own = own_columns(d, columns, set.count);
	set.line = (struct border){.color = COLOR_NONE};
	set.line_percent = 100;
	if (switch_is_on(xml_value(columns, W_sep, TEXT("0")))) {
		set.line.kind = BORDER_SINGLE;
		set.line.width = EMU_PER_TWIP;
	}
	return set;
}

/* ---- regions ---- */

/*
 * A w:nextColumn section that is meant as the next column of the one before: LibreOffice gives it none, in documents
 * of a Word before 2013.
 */
static bool
begins_column(const struct docx *d, const struct xml_node *properties, int columns)
{
	return text_is(docx_val(properties, W_type), "nextColumn") && d->compatibility < 15 && d->region &&
	       d->region->columns.count == columns;
}

void
docx_region_begin(struct docx *d, struct section *section, const struct xml_node *properties)
{
	struct column_set columns = columns_read(d, xml_child(properties, W_cols));
	bool is_column = begins_column(d, properties, columns.count);

	if (section->start != SECTION_CONTINUOUS && !is_column)
		docx_columns_fill(d);
	d->region = NULL;
	if (columns.count == 1 || is_column)
		return;
	d->region = NEW(d->arena, struct region);
	d->region->columns = columns;
	d->region->fills_columns = d->fills_columns;
	d->region->background = COLOR_NONE;
	section->region = d->region;
}

void
docx_columns_fill(struct docx *d)
{
	if (d->region)
		d->region->fills_columns = true;
}
