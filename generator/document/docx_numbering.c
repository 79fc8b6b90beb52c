/*
 * docx_numbering -- numbering.xml (ECMA-376 part 1, 17.9).
 *
 *     w:abstractNum   the levels: format, text "%1.%2", indents
 *     w:num           a list: an abstract one, with levels replaced or restarted by w:lvlOverride
 *
 * Paragraphs name a w:num and a level.  All w:num of one w:abstractNum count on together; a
 * w:startOverride makes its list begin anew when the list is met first.  An abstract list may be a mere
 * reference (w:numStyleLink) to a numbering style that names the real one.
 */
#include "document/docx.h"

#include "base/symbol.h"
#include "base/utf8.h"
#include "document/measure.h"

/* Bytes of w:lvlText that count; Word's limit is 31 characters. */
enum { PATTERN_MOST = 255 };

enum number_format
docx_number_format(struct text name)
{
	static const struct {
		const char *name;
		enum number_format format;
	} formats[] = {
		{"decimal", NUMBER_DECIMAL},
		{"lowerRoman", NUMBER_LOWER_ROMAN},
		{"upperRoman", NUMBER_UPPER_ROMAN},
		{"lowerLetter", NUMBER_LOWER_LETTER},
		{"upperLetter", NUMBER_UPPER_LETTER},
		{"none", NUMBER_NONE},
		{"bullet", NUMBER_BULLET},
		{"russianLower", NUMBER_LOWER_RUSSIAN},
		{"russianUpper", NUMBER_UPPER_RUSSIAN},
		{"decimalZero", NUMBER_DECIMAL_ZERO},
		{"ordinal", NUMBER_ORDINAL},
		{"chicago", NUMBER_SYMBOLS},
		{"cardinalText", NUMBER_CARDINAL},
		{"ordinalText", NUMBER_ORDINAL_WORD},
		{"decimalEnclosedCircle", NUMBER_CIRCLED},
		{"decimalEnclosedCircleChinese", NUMBER_CIRCLED},
		{"ideographEnclosedCircle", NUMBER_CIRCLED},
		{"decimalFullWidth", NUMBER_FULL_WIDTH},
		{"decimalFullWidth2", NUMBER_FULL_WIDTH},
		{"aiueo", NUMBER_KATAKANA},
		{"aiueoFullWidth", NUMBER_KATAKANA_WIDE},
		{"iroha", NUMBER_IROHA},
		{"irohaFullWidth", NUMBER_IROHA_WIDE},
		{"ideographTraditional", NUMBER_STEMS},
		{"ideographZodiac", NUMBER_BRANCHES},
		{"ideographDigital", NUMBER_CHINESE},
		{"chineseCounting", NUMBER_CHINESE},
		{"chineseCountingThousand", NUMBER_CHINESE},
		{"japaneseCounting", NUMBER_CHINESE},
		{"taiwaneseCounting", NUMBER_CHINESE},
		{"taiwaneseCountingThousand", NUMBER_CHINESE},
		{"chineseLegalSimplified", NUMBER_CHINESE_LEGAL},
		{"ideographLegalTraditional", NUMBER_CHINESE_LEGAL_OLD},
		{"japaneseLegal", NUMBER_JAPANESE_LEGAL},
		{"koreanCounting", NUMBER_KOREAN},
		{"koreanDigital", NUMBER_KOREAN_DIGITS},
		{"koreanDigital2", NUMBER_KOREAN_IDEOGRAPHS},
		{"koreanLegal", NUMBER_KOREAN_NATIVE},
		{"ganada", NUMBER_KOREAN_SYLLABLES},
		{"chosung", NUMBER_KOREAN_CONSONANTS},
		{"hebrew1", NUMBER_HEBREW},
		{"hebrew2", NUMBER_HEBREW_LETTERS},
		{"arabicAlpha", NUMBER_ARABIC_LETTERS},
		{"arabicAbjad", NUMBER_ARABIC_ABJAD},
		{"thaiLetters", NUMBER_THAI_LETTERS},
		{"hindiVowels", NUMBER_NEPALI_LETTERS},
	};

	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (text_is(name, formats[i].name))
			return formats[i].format;
	return NUMBER_DECIMAL;
}

static int
node_id(const struct xml_node *node, enum xml_name name)
{
	return integer_or(xml_value(node, name, TEXT_NONE), -1);
}

static void **
by_number(struct docx *d, struct dictionary *all, int id)
{
	return dictionary_slot(d->arena, all, (struct text){(const char *)&id, sizeof id});
}

static struct docx_list *
list_find(const struct docx *d, int num_id)
{
	return dictionary_find(&d->lists, (struct text){(const char *)&num_id, sizeof num_id});
}

static struct docx_abstract *
abstract_find(const struct docx *d, int id)
{
	return dictionary_find(&d->abstracts, (struct text){(const char *)&id, sizeof id});
}

/* ---- levels ---- */

/* "%1.%2)" with a sign for each number (numbering.h). */
static struct text
pattern_read(struct arena *a, struct text text)
{
	struct text t = text_copy(a, text);
	char *bytes = (char *)t.at;
	size_t len = 0;

	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] == '%' && i + 1 < text.len && text.at[i + 1] >= '1' && text.at[i + 1] <= '9')
			bytes[len++] = (char)(LEVEL_SIGN + text.at[++i] - '1');
		else
			bytes[len++] = text.at[i];
	return text_slice(t, 0, len);
}

/* A format shown by examples; Word 2010 and later have zeros before numbers so. */
static enum number_format
custom_format(struct text format)
{
	if (text_is(format, "001, 002, 003, ..."))
		return NUMBER_DECIMAL_ZERO_3;
	if (text_is(format, "0001, 0002, 0003, ..."))
		return NUMBER_DECIMAL_ZERO_4;
	return text_is(format, "00001, 00002, 00003, ...") ? NUMBER_DECIMAL_ZERO_5 : NUMBER_DECIMAL;
}

static enum number_format
level_format(const struct xml_node *node)
{
	const struct xml_node *format = xml_child(node, W_numFmt);

	if (!format) /* a format that is newer than the standard stands in an alternative */
		format = xml_child(xml_child(xml_child(node, MC_AlternateContent), MC_Choice), W_numFmt);
	if (xml_value_is(format, W_val, "custom"))
		return custom_format(xml_value(format, W_format, TEXT_NONE));
	return docx_number_format(xml_value(format, W_val, TEXT_NONE));
}

static enum align
level_align(struct text val)
{
	if (text_is(val, "center"))
		return ALIGN_CENTER;
	return text_is(val, "right") || text_is(val, "end") ? ALIGN_RIGHT : ALIGN_LEFT;
}

static enum label_end
level_end(struct text suffix)
{
	if (text_is(suffix, "space"))
		return LABEL_SPACE;
	return text_is(suffix, "nothing") ? LABEL_NOTHING : LABEL_TAB;
}

static struct text
bullet_text(struct docx *d, const struct xml_node *level, struct text text)
{
	struct text font = xml_value(xml_child(xml_child(level, W_rPr), W_rFonts), W_ascii, TEXT_NONE);
	size_t end = 0;
	bool is_symbol;

	if (text.len)
		utf8_next(text, &end); /* LibreOffice takes one character for a bullet, whatever follows */
	return symbols_replace(d->arena, font, text_slice(text, 0, end), &is_symbol);
}

static void
level_read(struct docx *d, struct list_level *l, const struct xml_node *node, int index)
{
	struct text suffix = docx_val(node, W_suff), text = docx_val(node, W_lvlText);
	int restart = integer_or(docx_val(node, W_lvlRestart), index);

	l->format = level_format(node);
	l->start = integer_or(docx_val(node, W_start), 0);
	l->restarts = restart > 0;
	l->restart_level = restart - 1 < index ? restart - 1 : index - 1;
	l->is_legal = docx_switch(node, W_isLgl, false);
	l->end = level_end(suffix);
	l->align = level_align(docx_val(node, W_lvlJc));
	if (l->format == NUMBER_BULLET)
		l->pattern = bullet_text(d, node, text);
	else
		l->pattern = pattern_read(d->arena, text_slice(text, 0, PATTERN_MOST));
}

static void
level_set(struct docx *d, struct docx_list *list, const struct xml_node *node)
{
	int i = node_id(node, W_ilvl);

	if (i < 0 || i >= LIST_LEVELS)
		return;
	list->levels[i].node = node;
	list->levels[i].style_id = docx_val(node, W_pStyle);
	level_read(d, &list->counted[i], node, i);
}

/*
 * A level laid over the abstract list's: what it does not say, that one says.  Children are lent, not copied, so that
 * many overrides of one large level take no room.
 */
static const struct xml_node *
level_over(struct docx *d, const struct xml_node *base, const struct xml_node *level)
{
	static const enum xml_name names[] = {W_start,   W_numFmt, W_lvlRestart, W_isLgl, W_suff,
					      W_lvlText, W_lvlJc,  W_pPr,        W_rPr};
	struct xml_node *both = base ? xml_copy(d->arena, level, false) : NULL;

	if (!both)
		return level;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const struct xml_node *child = xml_child(level, names[i]);
		struct xml_node *lent;

		if (!child)
			child = xml_child(base, names[i]);
		if (!child)
			continue;
		lent = xml_copy(d->arena, child, false);
		lent->first = child->first;
		lent->last = child->last;
		xml_append(both, lent);
	}
	return both;
}

static void
overrides_read(struct docx *d, struct docx_list *list, const struct xml_node *num)
{
	const struct xml_node *node = xml_child(num, W_lvlOverride);

	for (; node; node = xml_sibling(node, W_lvlOverride)) {
		const struct xml_node *start = xml_child(node, W_startOverride), *level = xml_child(node, W_lvl);
		int i = node_id(node, W_ilvl);

		if (i < 0 || i >= LIST_LEVELS)
			continue;
		if (level)
			level_set(d, list, level_over(d, list->levels[i].node, level));
		if (!start)
			continue;
		list->restarts[i] = integer_or(xml_value(start, W_val, TEXT_NONE), 0);
		list->counted[i].start = list->restarts[i];
	}
}

/* The abstract list that has the levels: through numbering styles, at most as deep as there are kinds of them. */
static struct docx_abstract *
abstract_resolve(struct docx *d, struct docx_abstract *abstract, const struct xml_node *root)
{
	for (int steps = 0; abstract && abstract->style_link.len && steps < 8; steps++) {
		const struct docx_style *style = dictionary_find(&d->styles[DOCX_LIST_STYLE], abstract->style_link);
		const struct xml_node *properties = style ? xml_child(style->node, W_pPr) : NULL;
		struct text id = docx_val(xml_child(properties, W_numPr), W_numId);
		const struct xml_node *num = id.len ? xml_child(root, W_num) : NULL;

		while (num && !text_equal(xml_value(num, W_numId, TEXT_NONE), id))
			num = xml_sibling(num, W_num);
		if (!num)
			break;
		abstract = abstract_find(d, integer_or(docx_val(num, W_abstractNumId), -1));
	}
	return abstract;
}

static void
list_read(struct docx *d, const struct xml_node *num, const struct xml_node *root)
{
	struct docx_abstract *abstract = abstract_find(d, integer_or(docx_val(num, W_abstractNumId), -1));
	struct docx_list *list;
	void **slot;

	abstract = abstract_resolve(d, abstract, root);
	slot = by_number(d, &d->lists, node_id(num, W_numId));
	if (!abstract || *slot)
		return;
	*slot = list = NEW(d->arena, struct docx_list);
	list->abstract = abstract;
	for (int i = 0; i < LIST_LEVELS; i++) {
		list->restarts[i] = -1;
		list->counted[i] = (struct list_level){.format = NUMBER_NONE, .start = 1, .pattern = TEXT_NONE};
	}
	for (const struct xml_node *l = xml_child(abstract->node, W_lvl); l; l = xml_sibling(l, W_lvl))
		level_set(d, list, l);
	overrides_read(d, list, num);
}

void
docx_numbering_read(struct docx *d, const struct xml_node *root)
{
	const struct xml_node *node = xml_child(root, W_abstractNum);

	for (; node; node = xml_sibling(node, W_abstractNum)) {
		void **slot = by_number(d, &d->abstracts, node_id(node, W_abstractNumId));
		struct docx_abstract *abstract = NEW(d->arena, struct docx_abstract);

		abstract->node = node;
		abstract->style_link = docx_val(node, W_numStyleLink);
		if (!*slot)
			*slot = abstract;
	}
	for (node = xml_child(root, W_num); node; node = xml_sibling(node, W_num))
		list_read(d, node, root);
}

bool
docx_has_list(const struct docx *d, int num_id)
{
	return list_find(d, num_id) != NULL;
}

const struct xml_node *
docx_list_level(const struct docx *d, int num_id, int level)
{
	const struct docx_list *list = list_find(d, num_id);

	return list && level >= 0 && level < LIST_LEVELS ? list->levels[level].node : NULL;
}

int
docx_list_level_of_style(const struct docx *d, int num_id, struct text style_id, int otherwise)
{
	const struct docx_list *list = list_find(d, num_id);

	for (int i = 0; list && i < LIST_LEVELS; i++)
		if (list->levels[i].style_id.len && text_equal(list->levels[i].style_id, style_id))
			return i;
	return otherwise;
}

/* ---- labels ---- */

static void
list_begin(struct docx_list *list)
{
	list->is_begun = true;
	for (int i = 0; i < LIST_LEVELS; i++)
		if (list->restarts[i] >= 0)
			list_stop(&list->abstract->counters, i);
}

/* The look of a label: what the paragraph mark leaves, with the level's own properties over it. */
static const struct run_style *
label_style(struct docx *d, const struct run_style *mark, const struct xml_node *level, bool is_bullet)
{
	struct run_style s = *mark;
	struct text font = xml_value(xml_child(xml_child(level, W_rPr), W_rFonts), W_ascii, TEXT_NONE);
	bool is_symbol = false;

	run_style_for_label(&s, is_bullet);
	docx_run_apply(d, &s, xml_child(level, W_rPr));
	if (is_bullet)
		symbols_replace(d->arena, font, docx_val(level, W_lvlText), &is_symbol);
	if (is_symbol)
		run_style_of_signs(&s, font);
	return pool_run_style(&d->pool, &s);
}

const struct label *
docx_label(struct docx *d, const struct docx_shape *shape, const struct run_style *mark)
{
	struct docx_list *list = shape->num_id > 0 ? list_find(d, shape->num_id) : NULL;
	int level = shape->level < 0 ? 0 : shape->level >= LIST_LEVELS ? LIST_LEVELS - 1 : shape->level;
	struct label *label;
	struct text text;

	if (!list)
		return NULL;
	if (!list->is_begun)
		list_begin(list);
	list_count(&list->abstract->counters, list->counted, level);
	text = list_label(d->arena, &list->abstract->counters, list->counted, level);
	/* what stands between number and text stands there without a number too, but for bullets */
	if (!text.len && (list->counted[level].end == LABEL_NOTHING || list->counted[level].format == NUMBER_BULLET))
		return NULL;
	label = NEW(d->arena, struct label);
	label->text = text;
	label->style = label_style(d, mark, list->levels[level].node, list->counted[level].format == NUMBER_BULLET);
	label->align = list->counted[level].align;
	label->end = list->counted[level].end;
	return label;
}
