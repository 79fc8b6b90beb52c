/*
 * caption -- what the captions of a table say about the words below them.
 *
 *     ФИО | ФИО (дат.) | Пол | Должность | Должность, род. п. | Наставник | Пол наставника
 *
 * A sister column holds the user's own forms of a column: «X (дат.)», «X дат.», «X (дательный падеж)», «X, дат. п.»,
 * «X (датель.)», «X Д.п.», «X (dat)».  Names are compared folded, so that all signs are gone: "фио дат".  The first
 * word of a caption that is known says whether a name or a phrase stands below.
 */
#include "base/utf8.h"
#include "decline/decline.h"
#include "merge/inflection.h"

enum { CAPTIONS_KEPT = 64 };

/* ---- forms ---- */

/* «родит.», «дательн.»: the whole word cut short anywhere behind what tells it from the others. */
static int
case_of_shortened(struct text word)
{
	static const char *const names[CASES] = {"именительный", "родительный",  "дательный",
						 "винительный",  "творительный", "предложный"};
	enum { LEAST = 3 };

	for (int c = 0; c < CASES; c++) {
		if (utf8_count(word) >= LEAST && text_starts(text_from(names[c]), word))
			return c;
	}
	return CASES;
}

int
case_of_caption(struct text suffix)
{
	static const struct {
		const char *word;
		enum grammatical_case c;
	} words[] = {
		{"им", CASE_NOMINATIVE},
		{"nom", CASE_NOMINATIVE},
		{"nominative", CASE_NOMINATIVE},
		{"родп", CASE_GENITIVE},
		{"рп", CASE_GENITIVE},
		{"родительном", CASE_GENITIVE},
		{"gen", CASE_GENITIVE},
		{"genitive", CASE_GENITIVE},
		{"датп", CASE_DATIVE},
		{"дп", CASE_DATIVE},
		{"дательном", CASE_DATIVE},
		{"dat", CASE_DATIVE},
		{"dative", CASE_DATIVE},
		{"кому", CASE_DATIVE},
		{"винп", CASE_ACCUSATIVE},
		{"вп", CASE_ACCUSATIVE},
		{"винительном", CASE_ACCUSATIVE},
		{"acc", CASE_ACCUSATIVE},
		{"accusative", CASE_ACCUSATIVE},
		{"тв", CASE_INSTRUMENTAL},
		{"твп", CASE_INSTRUMENTAL},
		{"творп", CASE_INSTRUMENTAL},
		{"тп", CASE_INSTRUMENTAL},
		{"творительном", CASE_INSTRUMENTAL},
		{"ins", CASE_INSTRUMENTAL},
		{"instrumental", CASE_INSTRUMENTAL},
		{"кем", CASE_INSTRUMENTAL},
		{"пр", CASE_PREPOSITIONAL},
		{"прп", CASE_PREPOSITIONAL},
		{"предлп", CASE_PREPOSITIONAL},
		{"пп", CASE_PREPOSITIONAL},
		{"предложном", CASE_PREPOSITIONAL},
		{"prep", CASE_PREPOSITIONAL},
		{"prepositional", CASE_PREPOSITIONAL},
		{"о ком", CASE_PREPOSITIONAL},
	};
	static const struct text ends[] = {TEXT_INIT(" падеж"), TEXT_INIT(" падеже"), TEXT_INIT(" п"),
					   TEXT_INIT(" case")};

	if (text_starts(suffix, TEXT("в ")))
		suffix = text_from_offset(suffix, TEXT("в ").len);
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		if (text_ends(suffix, ends[i])) {
			suffix = text_slice(suffix, 0, suffix.len - ends[i].len);
			break;
		}
	}
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (text_is(suffix, words[i].word))
			return (int)words[i].c;
	}
	return case_of_shortened(suffix);
}

/* ---- kinds ---- */

/* Behind an adjective the word that says what it is comes still: «Полное наименование». */
static bool
is_adjective(struct text word)
{
	static const struct text ends[] = {TEXT_INIT("ый"), TEXT_INIT("ий"),   TEXT_INIT("ой"),   TEXT_INIT("ая"),
					   TEXT_INIT("яя"), TEXT_INIT("ое"),   TEXT_INIT("ее"),   TEXT_INIT("ые"),
					   TEXT_INIT("ие"), TEXT_INIT("full"), TEXT_INIT("short")};

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		if (text_ends(word, ends[i]))
			return true;
	}
	return false;
}

static bool
kind_of_word(struct text word, enum decline_kind *kind)
{
	static const struct {
		const char *beginning;
		enum decline_kind kind;
	} words[] = {
		{"фио", DECLINE_NAME},
		{"фамили", DECLINE_LAST_NAME},
		{"отчеств", DECLINE_PATRONYMIC},
		{"имя", DECLINE_FIRST_NAME},
		{"имена", DECLINE_FIRST_NAME},
		{"surname", DECLINE_LAST_NAME},
		{"patronymic", DECLINE_PATRONYMIC},
		{"долж", DECLINE_PHRASE},
		{"наименован", DECLINE_PHRASE},
		{"назван", DECLINE_PHRASE},
		{"организац", DECLINE_PHRASE},
		{"професс", DECLINE_PHRASE},
		{"специальност", DECLINE_PHRASE},
		{"категор", DECLINE_PHRASE},
		{"статус", DECLINE_PHRASE},
		{"учрежден", DECLINE_PHRASE},
		{"предприят", DECLINE_PHRASE},
		{"подразделен", DECLINE_PHRASE},
		{"отдел", DECLINE_PHRASE},
		{"квалификац", DECLINE_PHRASE},
		{"степень", DECLINE_PHRASE},
		{"звани", DECLINE_PHRASE},
		{"вид", DECLINE_PHRASE},
		{"форм", DECLINE_PHRASE},
		{"документ", DECLINE_PHRASE},
		{"position", DECLINE_PHRASE},
		{"title", DECLINE_PHRASE},
		{"occupation", DECLINE_PHRASE},
		{"organization", DECLINE_PHRASE},
		{"organisation", DECLINE_PHRASE},
		{"company", DECLINE_PHRASE},
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (text_starts(word, text_from(words[i].beginning))) {
			*kind = words[i].kind;
			return true;
		}
	}
	return false;
}

static enum decline_kind
kind_of_caption(struct text folded)
{
	enum decline_kind kind = DECLINE_ANY;

	if (text_is(folded, "last name"))
		return DECLINE_LAST_NAME;
	if (text_is(folded, "first name"))
		return DECLINE_FIRST_NAME;
	if (text_is(folded, "full name"))
		return DECLINE_NAME;
	for (size_t at = 0; at < folded.len;) {
		ptrdiff_t end = text_find(folded, TEXT(" "), at);
		struct text word = text_slice(folded, at, end < 0 ? folded.len : (size_t)end);

		if (kind_of_word(word, &kind) || !is_adjective(word))
			return kind;
		at += word.len + 1;
	}
	return DECLINE_ANY;
}

/* ---- a field ---- */

/* A name of another field of the record: what it is to the one that is called so. */
static void
take_sister(struct caption_words *w, struct text name, struct text sister, int position)
{
	struct text suffix;
	int c;

	if (!text_starts(sister, name) || sister.len < name.len + 2 || sister.at[name.len] != ' ')
		return;
	suffix = text_from_offset(sister, name.len + 1);
	c = case_of_caption(suffix);
	if (c < CASES && w->columns[c] < 0)
		w->columns[c] = position;
	else if (c == CASES && w->gender < 0 && (text_is(suffix, "пол") || text_is(suffix, "gender")))
		w->gender = position;
}

/* «Пол наставника» beside «Наставник». */
static int
gender_beside(struct merging *m, const struct fields *fields, struct text name)
{
	struct reading r;

	decline_read(m->arena, merging_grammar(m), name, DECLINE_PHRASE, GENDER_UNKNOWN, &r);
	return fields_find(fields, text_join(m->arena, TEXT("пол "), reading_form(m->arena, &r, CASE_GENITIVE)));
}

static void
learn(struct merging *m, struct caption_words *w)
{
	struct arena_mark mark = arena_mark(m->arena);
	const struct fields *f = w->fields;

	w->kind = kind_of_caption(f->of.at[w->index].folded);
	for (size_t i = 0; i < f->names.count; i++) {
		if (f->names.at[i].position != (size_t)w->index)
			continue;
		if (w->kind == DECLINE_ANY)
			w->kind = kind_of_caption(f->names.at[i].folded);
		for (size_t j = 0; j < f->names.count; j++)
			take_sister(w, f->names.at[i].folded, f->names.at[j].folded, (int)f->names.at[j].position);
	}
	if (w->gender < 0)
		w->gender = gender_beside(m, f, f->of.at[w->index].folded);
	arena_rewind(m->arena, mark);
}

void
captions_open(struct merging *m)
{
	if (!m->captions)
		m->captions = NEW_ARRAY(m->lasting, struct caption_words, CAPTIONS_KEPT);
}

const struct caption_words *
caption_words(struct merging *m, const struct fields *fields, int index)
{
	struct caption_words *w;

	w = &m->captions[(((uintptr_t)fields >> 4) + (uintptr_t)index) % CAPTIONS_KEPT];
	if (w->fields == fields && w->index == index)
		return w;
	*w = (struct caption_words){.fields = fields, .index = index, .gender = -1};
	for (int c = 0; c < CASES; c++)
		w->columns[c] = -1;
	learn(m, w);
	return w;
}

bool
caption_forms(struct merging *m, struct inflection_field field, struct text forms[CASES])
{
	const struct caption_words *w;
	bool has = false;

	if (!field.record || field.index < 0)
		return false;
	w = caption_words(m, field.record->fields, field.index);
	for (int c = 0; c < CASES; c++) {
		struct value v = {.kind = VALUE_EMPTY};

		if (w->columns[c] >= 0)
			v = record_at(field.record, (size_t)w->columns[c]);
		forms[c] = text_trim(value_is_printable(&v) ? value_print(m->arena, &v, true) : TEXT_NONE);
		has |= forms[c].len > 0;
	}
	return has;
}

/* ---- gender ---- */

enum gender
gender_of_text(struct text t)
{
	static const struct {
		const char *word;
		enum gender gender;
	} words[] = {
		{"м", GENDER_MASCULINE},       {"муж", GENDER_MASCULINE},     {"мужской", GENDER_MASCULINE},
		{"мужчина", GENDER_MASCULINE}, {"мальчик", GENDER_MASCULINE}, {"юноша", GENDER_MASCULINE},
		{"m", GENDER_MASCULINE},       {"male", GENDER_MASCULINE},    {"man", GENDER_MASCULINE},
		{"ж", GENDER_FEMININE},        {"жен", GENDER_FEMININE},      {"женский", GENDER_FEMININE},
		{"женщина", GENDER_FEMININE},  {"девочка", GENDER_FEMININE},  {"девушка", GENDER_FEMININE},
		{"f", GENDER_FEMININE},        {"w", GENDER_FEMININE},        {"female", GENDER_FEMININE},
		{"woman", GENDER_FEMININE},    {"мужск", GENDER_MASCULINE},   {"женск", GENDER_FEMININE},
		{"мальч", GENDER_MASCULINE},   {"девоч", GENDER_FEMININE},    {"дев", GENDER_FEMININE},
	};
	char folded[WORD_MOST];

	t = text_trim(t);
	if (t.len > 20)
		return GENDER_UNKNOWN;
	t = word_fold(t, folded);
	if (text_ends(t, TEXT(".")))
		t = text_slice(t, 0, t.len - 1);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (text_is(t, words[i].word))
			return words[i].gender;
	}
	return GENDER_UNKNOWN;
}

enum gender
record_gender(const struct record *r, int *index)
{
	static const char *const names[] = {"пол", "gender", "sex"};

	for (size_t i = 0; r->fields && i < sizeof names / sizeof *names; i++) {
		struct value v;

		*index = fields_find(r->fields, text_from(names[i]));
		if (*index < 0)
			continue;
		v = record_at(r, (size_t)*index);
		return v.kind == VALUE_TEXT ? gender_of_text(v.text) : GENDER_UNKNOWN;
	}
	*index = -1;
	return GENDER_UNKNOWN;
}
