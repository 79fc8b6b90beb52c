/*
 * odt_list -- list styles and lists (ODF 1.3 part 3, 5.3, 16.30-16.33, 17.19-17.20).
 *
 * A text:list is items that hold paragraphs and further lists, one level deeper each.  The first
 * paragraph of an item has the label, the others stand beside it.  What a level looks like is in a list
 * style, which the list, the paragraph's style or the outline (for headings) names.
 *
 * There are two ways to say where label and text stand.  Label-alignment: the level gives the
 * paragraph's indents, the label begins at the first line's, and is followed by a tab, a space or
 * nothing.  Label-width-and-position, of files before ODF 1.2: space-before and min-label-width are added
 * to the paragraph's own margin, the label hangs in that width and keeps min-label-distance from the text.
 */
#include "document/measure.h"
#include "document/odt.h"

/* Bytes of a label's format that count. */
enum { PATTERN_MOST = 255 };

/* ---- list styles ---- */

static void
level_position(struct odt_level *l, const struct xml_node *properties)
{
	static const char *const ends[] = {"listtab", "space", "nothing", NULL};
	const struct xml_node *alignment = xml_child(properties, STYLE_list_level_label_alignment);
	int end;

	l->aligns_label = xml_value_is(properties, TEXT_list_level_position_and_space_mode, "label-alignment");
	odt_length(properties, TEXT_space_before, &l->space_before);
	odt_length(properties, TEXT_min_label_width, &l->min_width);
	odt_length(properties, TEXT_min_label_distance, &l->gap);
	if (xml_value_is(properties, FO_text_align, "center"))
		l->counted.align = ALIGN_CENTER;
	else if (xml_value_is(properties, FO_text_align, "end"))
		l->counted.align = ALIGN_RIGHT;
	l->counted.end = LABEL_NOTHING;
	if (!l->aligns_label)
		return;
	end = word_index(xml_value(alignment, TEXT_label_followed_by, TEXT_NONE), ends);
	l->counted.end = end == 1 ? LABEL_SPACE : end == 2 ? LABEL_NOTHING : LABEL_TAB;
	odt_length(alignment, FO_margin_left, &l->margin_left);
	odt_length(alignment, FO_text_indent, &l->indent_first);
	l->has_tab_position = odt_length(alignment, TEXT_list_tab_stop_position, &l->tab_position);
}

/* LibreOffice's "%1%.%2%)", which says more than prefix and suffix can. */
static struct text
pattern_of_format(struct odt *o, struct text format)
{
	struct text t = text_copy(o->arena, format);
	char *bytes = (char *)t.at;
	size_t len = 0;

	for (size_t i = 0; i < format.len; i++) {
		size_t end = i + 1;
		int number = 0;

		while (end < format.len && format.at[end] >= '0' && format.at[end] <= '9' && number <= LIST_LEVELS)
			number = number * 10 + format.at[end++] - '0';
		if (format.at[i] == '%' && end < format.len && format.at[end] == '%' && number >= 1 &&
		    number <= LIST_LEVELS) {
			bytes[len++] = (char)(LEVEL_SIGN + number - 1);
			i = end;
		} else {
			bytes[len++] = format.at[i];
		}
	}
	return text_slice(t, 0, len);
}

static void
level_read(struct odt_level *l, const struct xml_node *node)
{
	/* a picture as a bullet is drawn as the usual one */
	bool is_bullet = node->name == TEXT_list_level_style_bullet || node->name == TEXT_list_level_style_image;

	*l = (struct odt_level){.is_given = true};
	l->properties = xml_child(node, STYLE_text_properties);
	l->style_name = xml_value(node, TEXT_style_name, TEXT_NONE);
	l->family = TEXT_NONE;
	l->counted = (struct list_level){.pattern = TEXT_NONE, .restarts = true};
	l->counted.start = integer_or(xml_value(node, TEXT_start_value, TEXT_NONE), 1);
	l->relative_permille = 1000;
	permille_read(xml_value(node, TEXT_bullet_relative_size, TEXT_NONE), &l->relative_permille);
	level_position(l, xml_child(node, STYLE_list_level_properties));
	if (is_bullet) {
		l->counted.format = NUMBER_BULLET;
		l->counted.pattern = xml_value(node, TEXT_bullet_char, TEXT("•"));
	} else {
		l->counted.format = odt_number_format(xml_value(node, STYLE_num_format, TEXT_NONE),
						      xml_value_is(node, STYLE_num_letter_sync, "true"));
	}
}

/* How many levels stand in a label: its own and those above it, as far as there are. */
static int
levels_shown(const struct xml_node *node, int index)
{
	int shown = integer_or(xml_value(node, TEXT_display_levels, TEXT_NONE), 1);

	return shown < 1 ? 1 : shown > index + 1 ? index + 1 : shown;
}

/* prefix, the numbers of so many levels with dots between, suffix; levels without a number are left out. */
static struct text
pattern_read(struct odt *o, const struct odt_list_style *style, const struct xml_node *node, int index)
{
	struct text format = xml_value(node, STYLE_num_list_format, xml_value(node, LOEXT_num_list_format, TEXT_NONE));
	int shown = levels_shown(node, index);
	struct text numbers = TEXT_NONE;

	if (style->levels[index].counted.format == NUMBER_NONE)
		return text_join(o->arena, xml_value(node, STYLE_num_prefix, TEXT_NONE),
				 xml_value(node, STYLE_num_suffix, TEXT_NONE));
	if (format.len)
		return pattern_of_format(o, text_slice(format, 0, PATTERN_MOST));
	for (int i = index + 1 - shown; i <= index; i++) {
		char sign = (char)(LEVEL_SIGN + i);

		if (style->levels[i].counted.format == NUMBER_NONE || style->levels[i].counted.format == NUMBER_BULLET)
			continue;
		if (numbers.len)
			numbers = text_join(o->arena, numbers, TEXT("."));
		numbers = text_join(o->arena, numbers, (struct text){&sign, 1});
	}
	return text_format(o->arena, "%.*s%.*s%.*s", TEXT_ARG(xml_value(node, STYLE_num_prefix, TEXT_NONE)),
			   TEXT_ARG(numbers), TEXT_ARG(xml_value(node, STYLE_num_suffix, TEXT_NONE)));
}

static bool
is_level(const struct xml_node *node)
{
	return node->name == TEXT_list_level_style_number || node->name == TEXT_list_level_style_bullet ||
	       node->name == TEXT_list_level_style_image || node->name == TEXT_outline_level_style;
}

static int
level_index(const struct xml_node *node)
{
	return integer_or(xml_value(node, TEXT_level, TEXT_NONE), 0) - 1;
}

/* Each level a quarter of an inch further in, where no style says it otherwise. */
enum { DEFAULT_STEP = EMU_PER_INCH / 4 };

static void
level_place(struct odt_level *l, int index)
{
	l->is_given = l->aligns_label = l->has_tab_position = true;
	l->margin_left = l->tab_position = (index + 2) * DEFAULT_STEP;
	l->indent_first = -DEFAULT_STEP;
	l->counted.end = LABEL_TAB;
	l->relative_permille = 1000;
}

/* A level that the style does not describe: 1., 2., 3. in a list, nothing in the outline. */
static void
level_default(struct odt *o, struct odt_level *l, int index, bool is_outline)
{
	const char pattern[] = {(char)(LEVEL_SIGN + index), '.'};

	l->style_name = l->family = TEXT_NONE;
	l->counted = (struct list_level){
		.format = NUMBER_NONE, .start = 1, .pattern = TEXT_NONE, .end = LABEL_NOTHING, .restarts = true};
	if (is_outline)
		return;
	l->counted.format = NUMBER_DECIMAL;
	l->counted.pattern = text_copy(o->arena, (struct text){pattern, sizeof pattern});
	level_place(l, index);
}

static struct odt_list_style *
list_style_make(struct odt *o, const struct xml_node *parent)
{
	struct odt_list_style *style = NEW(o->arena, struct odt_list_style);

	style->node = parent;
	for (int i = 0; i < LIST_LEVELS; i++)
		level_default(o, &style->levels[i], i, parent->name == TEXT_outline_style);
	for (const struct xml_node *node = parent->first; node; node = node->next)
		if (is_level(node) && level_index(node) >= 0 && level_index(node) < LIST_LEVELS)
			level_read(&style->levels[level_index(node)], node);
	for (const struct xml_node *node = parent->first; node; node = node->next)
		if (is_level(node) && level_index(node) >= 0 && level_index(node) < LIST_LEVELS &&
		    style->levels[level_index(node)].counted.format != NUMBER_BULLET)
			style->levels[level_index(node)].counted.pattern =
				pattern_read(o, style, node, level_index(node));
	for (int i = 0; i < LIST_LEVELS; i++) {
		style->levels[i].counted.restart_level = i - 1;
		style->counted[i] = style->levels[i].counted;
	}
	return style;
}

void
odt_list_style_read(struct odt *o, struct odt_scope *scope, const struct xml_node *node)
{
	void **slot = dictionary_slot(o->arena, &scope->lists, xml_value(node, STYLE_name, TEXT_NONE));

	if (!*slot)
		*slot = list_style_make(o, node);
}

void
odt_outline_read(struct odt *o, const struct xml_node *node)
{
	o->outline = list_style_make(o, node);
	o->outline_name = xml_value(node, STYLE_name, TEXT("Outline"));
}

static bool
is_outline_name(const struct odt *o, struct text name)
{
	return o->outline && name.len && text_equal(name, o->outline_name);
}

/* Files of OpenOffice.org have their headings in lists, of the outline's style. */
const struct odt_list_style *
odt_list_style_find(const struct odt *o, const struct odt_scope *scope, struct text name)
{
	const struct odt_list_style *style = name.len ? dictionary_find(&scope->lists, name) : NULL;

	if (!style && name.len)
		style = dictionary_find(&o->common.lists, name);
	return !style && is_outline_name(o, name) ? o->outline : style;
}

/* Lists that name no style, or one that is not there, have bullets in LibreOffice. */
static const struct odt_list_style *
plain_list(struct odt *o)
{
	struct odt_list_style *style = o->plain_list;

	if (style)
		return style;
	style = o->plain_list = NEW(o->arena, struct odt_list_style);
	for (int i = 0; i < LIST_LEVELS; i++) {
		struct odt_level *l = &style->levels[i];

		l->counted = (struct list_level){.format = NUMBER_BULLET, .start = 1, .pattern = TEXT("•")};
		l->style_name = TEXT_NONE;
		l->family = TEXT("OpenSymbol");
		level_place(l, i);
		style->counted[i] = l->counted;
	}
	return style;
}

/* ---- lists ---- */

static bool
continues(const struct xml_node *node)
{
	return xml_value_is(node, TEXT_continue_numbering, "true");
}

/*
 * The list that a text:list at the top goes on with; NULL when it begins anew.  Without a list's id continue-numbering
 * goes on with the list just before, if that is of the same style.  Word's files mean the last one of the style, and
 * so does OpenOffice.org 2, for which all lists of a style were one.
 */
static struct odt_list *
list_continued(struct odt *o, const struct xml_node *node, struct text style_name)
{
	struct text id = xml_value(node, TEXT_continue_list, TEXT_NONE);

	if (id.len)
		return dictionary_find(&o->lists_by_id, id);
	if (!continues(node))
		return NULL;
	if (o->maker != MAKER_OTHER)
		return dictionary_find(&o->last_lists, style_name);
	return text_equal(o->last_list_style, style_name) ? o->last_list : NULL;
}

/* A new list; the first one of the outline's style is the outline itself, as LibreOffice has it. */
static struct odt_list *
list_new(struct odt *o, struct text style_name)
{
	if (is_outline_name(o, style_name) && !dictionary_find(&o->last_lists, style_name))
		return &o->outline_list;
	return NEW(o->arena, struct odt_list);
}

static struct odt_list *
list_at_top(struct odt *o, const struct xml_node *node, struct text style_name)
{
	struct text id = xml_value(node, XML_id, TEXT_NONE);
	struct odt_list *list = list_continued(o, node, style_name);

	if (!list)
		list = list_new(o, style_name);
	if (id.len)
		*dictionary_slot(o->arena, &o->lists_by_id, id) = list;
	*dictionary_slot(o->arena, &o->last_lists, style_name) = o->last_list = list;
	o->last_list_style = style_name;
	return list;
}

/* The style that a list names; of a nested one the outer's, where it names none that is there. */
static const struct odt_list_style *
style_of_list(struct odt_story *s, const struct odt_list_context *outer, struct text name)
{
	const struct odt_list_style *style = odt_list_style_find(s->odt, s->scope, name);

	if (!style && outer)
		style = outer->style;
	return style ? style : plain_list(s->odt);
}

struct odt_list_context
odt_list_begin(struct odt_story *s, struct odt_list_context *outer, const struct xml_node *node)
{
	struct text name = xml_value(node, TEXT_style_name, TEXT_NONE);
	struct odt_list_context own = {.style_name = name.len || !outer ? name : outer->style_name};

	own.style = style_of_list(s, outer, name);
	if (!outer) {
		own.list = list_at_top(s->odt, node, own.style_name);
		return own;
	}
	/* nested lists are counted with the outer one, of whatever style they are */
	own.list = outer->list;
	own.level = outer->level + 1;
	/* the second list inside an item counts anew, as LibreOffice has it */
	if (xml_attribute(node, TEXT_continue_numbering) ? !continues(node) : outer->sublists++ > 0)
		list_stop(&own.list->counters, own.level);
	return own;
}

/* ---- labels ---- */

static const struct run_style *
label_style(struct odt_story *s, const struct odt_look *look, const struct odt_level *level)
{
	struct run_style run = look->run;

	run_style_for_label(&run, level->counted.format == NUMBER_BULLET);
	if (level->family.len)
		run.family = level->family;
	odt_text_style_apply(s->odt, s->scope, &run, level->style_name);
	odt_text_apply(s->odt, &run, level->properties);
	if (level->counted.format == NUMBER_BULLET && level->relative_permille > 0 && level->relative_permille <= 4000)
		run.size = emu_from((int64_t)run.size * level->relative_permille / 1000);
	return pool_run_style(&s->odt->pool, &run);
}

/* The level's indents, where they are stronger than the paragraph's. */
static void
level_indent(const struct odt *o, struct paragraph_style *style, const struct odt_level *level, bool list_is_stronger)
{
	if (!level->is_given)
		return;
	if (!level->aligns_label) {
		style->indent_left = emu_from((int64_t)style->indent_left + level->space_before + level->min_width);
		style->indent_first =
			emu_from((int64_t)(o->ignores_first_indent ? 0 : style->indent_first) - level->min_width);
	} else if (list_is_stronger) {
		style->indent_left = level->margin_left;
		style->indent_first = level->indent_first;
	}
}

static const struct label *
label_make(struct odt_story *s, const struct odt_list_style *style, const struct list_counters *counters, int index,
	   const struct odt_look *look)
{
	const struct odt_level *level = &style->levels[index];
	struct text text = list_label(s->odt->arena, counters, style->counted, index);
	struct label *label;

	if (!text.len)
		return NULL;
	label = NEW(s->odt->arena, struct label);
	label->text = text;
	label->style = label_style(s, look, level);
	label->align = level->counted.align;
	label->end = level->counted.end;
	label->has_tab_position = level->aligns_label && level->has_tab_position;
	label->tab_position = level->tab_position;
	if (!level->aligns_label) {
		label->min_width = level->min_width;
		label->gap = level->gap;
	}
	return label;
}

/*
 * Whether the list's indents are stronger than the paragraph style's: where a text:list brings the list to the
 * paragraph they are, unless the automatic style has some; where the named style has brought it before, the nearer ones
 * count.
 */
static bool
list_is_stronger(const struct odt *o, const struct odt_list_context *context, const struct odt_look *look)
{
	bool is_named = look->heading_level > 0 ? is_outline_name(o, context->style_name)
						: text_equal(context->style_name, look->list_style);
	bool is_by_style = !look->has_own_list && !context->override && context->style_name.len && is_named;

	return !look->has_own_indent && (!is_by_style || !look->indent_beats_list);
}

const struct label *
odt_label(struct odt_story *s, const struct odt_list_context *context, const struct odt_look *look,
	  struct paragraph_style *paragraph)
{
	struct odt_list *list = context->list;
	const struct odt_list_style *style = context->override ? context->override : context->style;
	int index = context->level < LIST_LEVELS ? context->level : LIST_LEVELS - 1;
	bool is_stronger = list_is_stronger(s->odt, context, look);

	level_indent(s->odt, paragraph, &style->levels[index], is_stronger);
	if (!context->has_label) {
		/* the later paragraphs of an item stand beside the label; nothing hangs */
		if (style->levels[index].is_given && (is_stronger || !style->levels[index].aligns_label))
			paragraph->indent_first = 0;
		return NULL;
	}
	if (context->start_value >= 0)
		list_restart(&list->counters, index, context->start_value);
	list_count(&list->counters, style->counted, index);
	return label_make(s, style, &list->counters, index, look);
}

/* A heading's level in the outline, from 1; 0: it is not in it. */
static int
outline_level(const struct xml_node *paragraph, const struct odt_look *look)
{
	if (look->has_own_list || look->has_list)
		return 0;
	if (paragraph->name == TEXT_h)
		return integer_or(xml_value(paragraph, TEXT_outline_level, TEXT_NONE), 1);
	return look->heading_level;
}

const struct label *
odt_outline_label(struct odt_story *s, const struct xml_node *paragraph, const struct odt_look *look,
		  struct paragraph_style *style)
{
	struct odt *o = s->odt;
	int level = outline_level(paragraph, look), index = (level < LIST_LEVELS ? level : LIST_LEVELS) - 1;
	struct text start = xml_value(paragraph, TEXT_start_value, TEXT_NONE);

	if (!o->outline || index < 0)
		return NULL;
	/* the outline comes from the style where that has an outline level, else to the paragraph itself */
	level_indent(o, style, &o->outline->levels[index],
		     !look->has_own_indent && (!look->heading_level || !look->indent_beats_list));
	if (xml_value_is(paragraph, TEXT_is_list_header, "true")) {
		style->indent_first = 0;
		return NULL;
	}
	if (xml_value_is(paragraph, TEXT_restart_numbering, "true"))
		list_restart(&o->outline_list.counters, index,
			     integer_or(start, o->outline->levels[index].counted.start));
	list_count(&o->outline_list.counters, o->outline->counted, index);
	return label_make(s, o->outline, &o->outline_list.counters, index, look);
}
