/*
 * odt_settings -- how settings.xml changes the layout (ODF 1.3 part 3, 3.10; the names are LibreOffice's own).
 *
 * The settings stand in the set "ooo:configuration-settings".  Each of them came in with some version of the program,
 * and a file that lacks it is from before: it is laid out as then.  So an absent item means one thing where the set is
 * there, and another where the file has no such set at all; then it is laid out as a new document is.  Measured with
 * LibreOffice 7.4:
 *
 *     item                              absent in the set    no set
 *     AddParaTableSpacing               true                 true      spaces between paragraphs add up
 *     AddParaTableSpacingAtStart        true                 true      space above counts at a page's top
 *     AddExternalLeading                false                true      the faces' line gap counts
 *     UnxForceZeroExtLeading            see below            false     ... and is 0 after all
 *     UseFormerLineSpacing              true                 false     the larger line spacing between paragraphs
 *     PropLineSpacingShrinksFirstLine   false                true      less than 100 % of a first line
 *     SmallCapsPercentage66             true                 false     small capitals of 66, not 80 %
 *     TabsRelativeToIndent              true                 true
 *     AddVerticalFrameOffsets           false                false     space above counts below a drawing in the way
 *     SurroundTextWrapSmall             false                false     15 points beside a drawing are room for text
 *     AddParaSpacingToTableCells        false                true      a cell ends with its last paragraph's space
 *     AddParaLineSpacingToTableCells    false                true      ... and then with its line spacing too
 *     HeaderSpacingBelowLastPara        false                false     a header, a footer too, and its cells once more
 *     CollapseEmptyCellPara             false                true      nothing for a last empty one behind a table
 *     TableRowKeep                      false                false     rows keep by their first paragraph
 *     AlignTabStopPosition              true                 true      a decimal tab ends numbers without a sign
 *     DoNotJustifyLinesWithManualBreak  see below            false
 *     IgnoreFirstLineIndentInNumbering  see below            false     a numbered paragraph hangs as its list says
 *
 * The last two are true where ConsiderTextWrapOnObjPos is absent too: such a file is from before that item.
 *
 * UnxForceZeroExtLeading counts as it stood when LibreOffice made the device it measures with, and it makes that at the
 * first PrinterIndependentLayout which is not "high-resolution".  An absent PrinterIndependentLayout comes at the end
 * of the set as another, an absent UnxForceZeroExtLeading behind that as true.
 */
#include "document/odt.h"

enum item {
	ADD_SPACING,
	ADD_SPACING_AT_START,
	ADD_LEADING,
	FORMER_SPACING,
	SHRINKS_FIRST_LINE,
	SMALL_CAPS_66,
	TABS_FROM_INDENT,
	TABS_OVER_INDENT,
	TABS_OVER_MARGIN,
	ALIGNS_TABS,
	LEAVES_BROKEN_LINES,
	IGNORES_FIRST_INDENT,
	CONSIDERS_WRAP,
	IGNORES_BLANKS,
	BARES_LAST_BLANKS,
	WRAPS_IN_SMALL_ROOM,
	REPEATS_SPACE_BESIDE,
	CELLS_END_WITH_SPACE,
	CELLS_END_WITH_LINE_SPACING,
	BANDS_END_WITH_SPACE,
	COLLAPSES_CELL_ENDS,
	ROWS_KEEP,
	ITEMS
};

/* What an item means where the set lacks it, and where there is no set. */
static const struct {
	const char *name;
	bool absent, without_set;
} items[ITEMS] = {
	[ADD_SPACING] = {"AddParaTableSpacing", true, true},
	[ADD_SPACING_AT_START] = {"AddParaTableSpacingAtStart", true, true},
	[ADD_LEADING] = {"AddExternalLeading", false, true},
	[FORMER_SPACING] = {"UseFormerLineSpacing", true, false},
	[SHRINKS_FIRST_LINE] = {"PropLineSpacingShrinksFirstLine", false, true},
	[SMALL_CAPS_66] = {"SmallCapsPercentage66", true, false},
	[TABS_FROM_INDENT] = {"TabsRelativeToIndent", true, true},
	[TABS_OVER_INDENT] = {"TabOverSpacing", false, false},
	[TABS_OVER_MARGIN] = {"TabOverMargin", false, false},
	[ALIGNS_TABS] = {"AlignTabStopPosition", true, true},
	[LEAVES_BROKEN_LINES] = {"DoNotJustifyLinesWithManualBreak", false, false},
	[IGNORES_FIRST_INDENT] = {"IgnoreFirstLineIndentInNumbering", false, false},
	[CONSIDERS_WRAP] = {"ConsiderTextWrapOnObjPos", false, false},
	[IGNORES_BLANKS] = {"IgnoreTabsAndBlanksForLineCalculation", false, false},
	[BARES_LAST_BLANKS] = {"MsWordCompTrailingBlanks", false, false},
	[REPEATS_SPACE_BESIDE] = {"AddVerticalFrameOffsets", false, false},
	[WRAPS_IN_SMALL_ROOM] = {"SurroundTextWrapSmall", false, false},
	[CELLS_END_WITH_SPACE] = {"AddParaSpacingToTableCells", false, true},
	[CELLS_END_WITH_LINE_SPACING] = {"AddParaLineSpacingToTableCells", false, true},
	[BANDS_END_WITH_SPACE] = {"HeaderSpacingBelowLastPara", false, false},
	[COLLAPSES_CELL_ENDS] = {"CollapseEmptyCellPara", false, true},
	[ROWS_KEEP] = {"TableRowKeep", false, false},
};

/* What the file says of each item. */
struct settings {
	bool is_on[ITEMS], is_said[ITEMS];
	bool has_zero_leading; /* as far as the set was read */
	bool says_zero_leading, says_device;
	bool is_device_made, device_has_zero_leading;
};

static void
device_make(struct settings *s)
{
	if (!s->is_device_made)
		s->device_has_zero_leading = s->has_zero_leading;
	s->is_device_made = true;
}

static void
leading_read(struct settings *s, struct text name, struct text value)
{
	if (text_is(name, "UnxForceZeroExtLeading")) {
		s->has_zero_leading = text_is(value, "true");
		s->says_zero_leading = true;
	} else if (text_is(name, "PrinterIndependentLayout")) {
		s->says_device = true;
		if (!text_is(value, "high-resolution"))
			device_make(s);
	}
}

static void
leading_settle(struct settings *s)
{
	if (!s->says_device)
		device_make(s);
	if (!s->says_zero_leading)
		s->has_zero_leading = true;
	device_make(s);
}

static void
item_read(struct odt *o, struct settings *s, const struct xml_node *node)
{
	struct text name = xml_value(node, CONFIG_name, TEXT_NONE);
	struct text value = text_trim(xml_content(o->arena, node));

	leading_read(s, name, value);
	for (int i = 0; i < ITEMS; i++)
		if (text_is(name, items[i].name)) {
			s->is_on[i] = text_is(value, "true");
			s->is_said[i] = true;
		}
}

/* The set of settings that count for the layout; its name has the prefix of a namespace of LibreOffice's. */
static const struct xml_node *
set_find(const struct xml_node *root)
{
	const struct xml_node *set = xml_child(xml_child(root, OFFICE_settings), CONFIG_config_item_set);

	for (; set; set = xml_sibling(set, CONFIG_config_item_set))
		if (text_ends(xml_value(set, CONFIG_name, TEXT_NONE), TEXT(":configuration-settings")))
			return set;
	return NULL;
}

static void
settings_take(struct odt *o, const struct settings *s)
{
	struct document *d = o->document;

	d->tabs_from_indent = s->is_on[TABS_FROM_INDENT];
	d->tabs_over_indent = s->is_on[TABS_OVER_INDENT];
	d->tabs_over_margin = s->is_on[TABS_OVER_MARGIN];
	d->decimals_end_number = s->is_on[ALIGNS_TABS];
	d->spacing_is_maximum = !s->is_on[ADD_SPACING];
	d->ignores_first_space = !s->is_on[ADD_SPACING_AT_START];
	d->leaves_broken_lines = s->is_on[LEAVES_BROKEN_LINES];
	d->ignores_leading = !s->is_on[ADD_LEADING] || s->device_has_zero_leading;
	d->ignores_blanks = s->is_on[IGNORES_BLANKS];
	d->has_former_spacing = s->is_on[FORMER_SPACING];
	d->bares_last_blanks = s->is_on[BARES_LAST_BLANKS];
	d->repeats_space_beside = s->is_on[REPEATS_SPACE_BESIDE];
	d->wraps_in_small_room = s->is_on[WRAPS_IN_SMALL_ROOM];
	d->cells_end_with_space = s->is_on[CELLS_END_WITH_SPACE];
	d->cells_end_with_line_spacing = s->is_on[CELLS_END_WITH_LINE_SPACING];
	d->bands_end_with_space = s->is_on[BANDS_END_WITH_SPACE];
	d->collapses_cell_ends = s->is_on[COLLAPSES_CELL_ENDS];
	d->rows_keep_with_next = s->is_on[ROWS_KEEP];
	d->keeps_first_line = !s->is_on[SHRINKS_FIRST_LINE];
	d->has_smaller_capitals = s->is_on[SMALL_CAPS_66];
	o->ignores_first_indent = s->is_on[IGNORES_FIRST_INDENT];
}

void
odt_settings_read(struct odt *o, const struct xml_node *root)
{
	const struct xml_node *set = set_find(root);
	struct settings s = {.is_device_made = false};

	for (const struct xml_node *node = set ? set->first : NULL; node; node = node->next)
		if (node->name == CONFIG_config_item)
			item_read(o, &s, node);
	for (int i = 0; i < ITEMS; i++)
		if (!s.is_said[i])
			s.is_on[i] = set ? items[i].absent : items[i].without_set;
	if (set)
		leading_settle(&s);
	if (set && !s.is_said[CONSIDERS_WRAP]) {
		s.is_on[LEAVES_BROKEN_LINES] |= !s.is_said[LEAVES_BROKEN_LINES];
		s.is_on[IGNORES_FIRST_INDENT] |= !s.is_said[IGNORES_FIRST_INDENT];
	}
	settings_take(o, &s);
}
