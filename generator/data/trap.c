/*
 * trap -- what is allowed and yet wrong.
 *
 * A column tells what its cells should be.  So a table is gone through once, and of each column is noted what it has:
 * numbers with points, dates, codes with zeros in front, letters of both alphabets.  Where that gives reason for
 * doubt, and only there, its cells are looked at a second time, and told.
 */
#include "data/trap.h"

#include <math.h>
#include <string.h>

#include "base/utf8.h"
#include "data/schema.h"
#include "data/trap_rows.h"
#include "data/trap_text.h"
#include "value/cell.h"
#include "value/number.h"
#include "value/record.h"

enum {
	MOST_COLUMNS = 16384, /* as spreadsheets have */
	LONGEST_CODE = 20,    /* digits */
	FEW_POINTS = 3,       /* two numbers beside a date make no column of points */
	ALL_FAULTS = FAULT_INVISIBLE * 2 - 1
};

/* What a column is to be looked at for. */
enum doubt {
	DOUBT_DAY_MONTH = 1,
	DOUBT_SERIAL = 2,
	DOUBT_SHORT_YEAR = 4,
	DOUBT_ZERO = 8,
	DOUBT_ALPHABET = 16,
	DOUBT_ROMAN = 32,
	DOUBT_FAULTS = 64,
	DOUBT_EDGES = 128
};

struct column {
	const struct schema_field *described;
	unsigned faults; /* met in it */
	unsigned doubts;
	size_t filled, dates, points, day_months, short_dates, serials;
	size_t codes, lengths[LONGEST_CODE + 1];             /* of digits alone */
	unsigned zero_first;                                 /* bit n: a code of n digits begins with zero */
	size_t latin, cyrillic, latin_alike, cyrillic_alike; /* codes with letters of one alphabet */
	bool is_number, is_date, is_certificate;             /* by its caption */
	bool has_check;                                      /* the schema says itself what a right cell looks like */
	bool has_points;                                     /* most are like 1.2 */
	int expected[2];                                     /* digits that a code has; 0: not known */
};

struct trap {
	struct arena *arena; /* of the table */
	struct arena scratch;
	struct ledger *ledger;
	struct table *table;
	struct column *columns;
	size_t count;
};

/* ---- captions ---- */

static bool
has_token(struct text folded, const char *token)
{
	size_t len = strlen(token);

	for (ptrdiff_t at = text_find(folded, text_from(token), 0); at >= 0;
	     at = text_find(folded, text_from(token), (size_t)at + 1)) {
		size_t end = (size_t)at + len;

		if ((at == 0 || folded.at[at - 1] == ' ') && (end == folded.len || folded.at[end] == ' '))
			return true;
	}
	return false;
}

static bool
has_any_token(struct text folded, const char *const *tokens)
{
	for (; *tokens; tokens++) {
		if (has_token(folded, *tokens))
			return true;
	}
	return false;
}

/* How many digits a code has by what it is called: ИНН of a firm 10, of a person 12. */
static void
expect_digits(struct column *c, struct text folded)
{
	bool is_passport = text_find(folded, TEXT("паспорт"), 0) >= 0;
	const struct {
		bool is;
		int digits[2];
	} known[] = {
		{has_token(folded, "инн"), {10, 12}},
		{has_token(folded, "снилс"), {11, 0}},
		{has_token(folded, "кпп") || has_token(folded, "бик"), {9, 0}},
		{is_passport && has_token(folded, "серия") && !has_token(folded, "номер"), {4, 0}},
		{is_passport && has_token(folded, "номер") && !has_token(folded, "серия"), {6, 0}},
	};

	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
		if (known[i].is)
			memcpy(c->expected, known[i].digits, sizeof c->expected);
	}
	if (c->described && c->described->least_length > 2 && c->described->least_length <= LONGEST_CODE &&
	    c->described->least_length == c->described->most_length)
		c->expected[0] = c->described->least_length;
}

static void
know_by_caption(struct column *c, const struct field *f)
{
	static const char *const numbers[] = {"номер", "пункт", "п п", "no", "number", NULL};
	static const char *const dates[] = {"дата", "даты", "date", NULL};

	c->is_date = has_any_token(f->folded, dates);
	c->is_number =
		!c->is_date && (has_any_token(f->folded, numbers) || text_starts(text_trim(f->caption), TEXT("№")));
	c->is_certificate = text_find(f->folded, TEXT("свидетельств"), 0) >= 0;
	expect_digits(c, f->folded);
}

/* ---- the first look ---- */

static bool
is_all_digits(struct text t)
{
	for (size_t i = 0; i < t.len; i++) {
		if (t.at[i] < '0' || t.at[i] > '9')
			return false;
	}
	return t.len > 0;
}

/* "1.2", "2.10.3", "4.": at most three digits in a piece, and at least one point. */
static bool
has_form_of_points(struct text t)
{
	size_t digits = 0, points = 0;

	for (size_t i = 0; i < t.len; i++) {
		if (t.at[i] >= '0' && t.at[i] <= '9' && digits < 3) {
			digits++;
		} else if (t.at[i] == '.' && digits) {
			points++;
			digits = 0;
		} else {
			return false;
		}
	}
	return points > 0 && points < 6;
}

static void
note_code(struct column *c, struct text t)
{
	if (t.len > LONGEST_CODE)
		return;
	c->codes++;
	c->lengths[t.len]++;
	if (t.at[0] == '0')
		c->zero_first |= 1u << t.len;
}

static void
note_number(struct column *c, double n)
{
	date d;
	int digits = 1;

	c->serials += serial_is_date(n, &d);
	if (n != floor(n)) {
		c->points += fabs(n) < 1000 && fabs(n * 100 - round(n * 100)) < 1e-6;
		return;
	}
	for (double rest = fabs(n); rest >= 10 && digits < LONGEST_CODE; rest /= 10)
		digits++;
	c->codes++;
	c->lengths[digits]++;
}

static void
note_alphabet(struct column *c, struct text t)
{
	struct fault_place first;
	bool is_alike;

	switch (text_code_alphabet(t, &is_alike, &first)) {
	case FAULT_LATIN:
		c->latin++;
		c->latin_alike += is_alike;
		break;
	case FAULT_CYRILLIC:
		c->cyrillic++;
		c->cyrillic_alike += is_alike;
		break;
	default:
		break;
	}
}

static void
note_text(struct trap *trap, struct column *c, struct text t)
{
	bool begins_with_digit = t.at[0] >= '0' && t.at[0] <= '9';
	unsigned seen = text_survey(t);
	bool is_word = (seen & (SURVEY_LATIN | SURVEY_HIGH)) && !(seen & SURVEY_BLANK);
	struct text typed;
	double n;
	date d;

	if (seen == SURVEY_DIGIT) {
		note_code(c, t);
		c->serials += t.len == 5 && number_parse(t, &n) && serial_is_date(n, &d);
		return;
	}
	if (begins_with_digit && t.len <= 10) {
		if (date_parse(t, &d))
			c->dates++;
		else if (text_is_short_date(t, &d)) /* or 1.1.10, among others that are none */
			c->short_dates++;
		else
			c->points += has_form_of_points(t);
	}
	if (t.len <= 16 && is_word && (seen & SURVEY_DIGIT) && (seen & SURVEY_MARK))
		c->day_months += text_is_day_month(&trap->scratch, t, &typed);
	if (t.len <= 40 && is_word)
		note_alphabet(c, t);
	if (c->is_certificate)
		c->doubts |= text_is_roman_wrong(&trap->scratch, t, &typed) ? DOUBT_ROMAN : 0;
	if ((seen & SURVEY_DOUBT) && (c->faults & ALL_FAULTS) != ALL_FAULTS)
		c->faults |= text_faults(t);
}

static void
note_trimmed(struct trap *trap, struct column *c, struct text whole)
{
	struct text t = text_trim(whole);

	if (t.len != whole.len)
		c->doubts |= DOUBT_EDGES;
	if (t.len)
		note_text(trap, c, t);
}

static void
note_value(struct trap *trap, struct column *c, const struct value *v)
{
	struct text typed;

	if (v->kind == VALUE_TEXT) {
		note_trimmed(trap, c, v->text);
	} else if (v->kind == VALUE_NUMBER) {
		note_number(c, v->as.number);
	} else if (v->kind == VALUE_DATE) {
		c->dates++;
		c->day_months += v->text.len && text_is_day_month(&trap->scratch, v->text, &typed);
	}
}

static void
note_cell(struct trap *trap, struct column *c, struct cell cell)
{
	struct value v;
	struct text t;

	c->filled++;
	if (cell_text(cell, &t)) {
		note_trimmed(trap, c, t);
		return;
	}
	v = cell_value(cell);
	note_value(trap, c, &v);
}

/* ---- what is doubtful ---- */

static bool
has_other_type(const struct column *c)
{
	return c->described && c->described->reading.type != TYPE_ANY && c->described->reading.type != TYPE_STRING;
}

/* The length that codes of this column have when some begin with zero and most are of it; 0: none. */
static size_t
usual_length(const struct column *c)
{
	for (size_t n = 3; n <= LONGEST_CODE; n++) {
		if ((c->zero_first >> n & 1) && c->lengths[n] * 2 >= c->codes)
			return n;
	}
	return 0;
}

static bool
may_have_lost_zeros(struct column *c)
{
	size_t usual = usual_length(c);

	if (!c->expected[0] && usual)
		c->expected[0] = (int)usual;
	for (int i = 0; i < 2; i++) {
		int n = c->expected[i];

		if (n > 2 && (c->lengths[n - 1] || c->lengths[n - 2]))
			return true;
	}
	return false;
}

/* One alphabet is the column's, and a few codes have the other's letters, that look the same. */
static bool
has_codes_of_other_alphabet(const struct column *c)
{
	enum { TIMES = 3 };

	if (c->cyrillic >= c->latin * TIMES)
		return c->latin && c->latin == c->latin_alike && c->cyrillic >= TIMES;
	return c->cyrillic && c->cyrillic == c->cyrillic_alike && c->latin >= c->cyrillic * TIMES;
}

static void
doubt(struct column *c)
{
	size_t plain_dates = c->dates > c->day_months ? c->dates - c->day_months : 0;

	c->has_points = c->is_number || (!c->is_date && c->points >= FEW_POINTS && c->points > plain_dates &&
					 c->points * 5 >= c->filled - c->day_months);
	if (c->faults)
		c->doubts |= DOUBT_FAULTS;
	if (has_codes_of_other_alphabet(c))
		c->doubts |= DOUBT_ALPHABET;
	if (has_other_type(c))
		return;
	if (!c->has_check && may_have_lost_zeros(c))
		c->doubts |= DOUBT_ZERO;
	if (c->has_points) {
		if (c->day_months || c->dates)
			c->doubts |= DOUBT_DAY_MONTH;
		return;
	}
	if (c->day_months)
		c->doubts |= DOUBT_DAY_MONTH;
	if (c->described && c->described->reading.type == TYPE_STRING)
		return;
	if (c->is_date || (plain_dates >= 2 && plain_dates * 2 >= c->filled))
		c->doubts |= (c->serials ? DOUBT_SERIAL : 0) | (c->short_dates ? DOUBT_SHORT_YEAR : 0);
}

/* ---- the second look ---- */

static struct text
sign_text(struct arena *a, uint32_t c)
{
	char bytes[UTF8_MOST];

	return text_copy(a, (struct text){bytes, utf8_put(c, bytes)});
}

/* "soft hyphen", "U+200B" */
static struct text
sign_name(struct arena *a, uint32_t c)
{
	if (c == 0xAD)
		return text_from(_("a soft hyphen"));
	return text_format(a, "U+%04X", c);
}

static bool
tell_fault(struct trap *trap, enum text_fault fault, const struct fault_place *p, struct place place)
{
	struct arena *a = &trap->scratch;
	struct text position = text_format(a, "%d", p->position), sign = sign_text(a, p->sign);

	switch (fault) {
	case FAULT_LATIN:
		return LEDGER(trap->ledger, DATA_LETTER_LATIN, place, p->word, position, sign);
	case FAULT_CYRILLIC:
		return LEDGER(trap->ledger, DATA_LETTER_CYRILLIC, place, p->word, position, sign);
	case FAULT_DIGIT:
		return LEDGER(trap->ledger, DATA_DIGIT_IN_WORD, place, p->word, position, sign);
	case FAULT_LETTER:
		return LEDGER(trap->ledger, DATA_LETTER_IN_NUMBER, place, p->word, position, sign);
	case FAULT_SPACES:
		return LEDGER(trap->ledger, DATA_SPACES, place, p->word);
	case FAULT_SPACE_BEFORE:
		return LEDGER(trap->ledger, DATA_SPACE_BEFORE, place, p->word, sign);
	case FAULT_NO_BREAK:
		return LEDGER(trap->ledger, DATA_NO_BREAK_SPACE, place, p->word);
	case FAULT_INVISIBLE:
		return LEDGER(trap->ledger, DATA_INVISIBLE, place, text_mended(a, p->word), position,
			      sign_name(a, p->sign));
	case FAULT_NONE:
		break;
	}
	return true;
}

static void
look_for_faults(struct trap *trap, struct text t, struct place place)
{
	struct fault_place p;

	for (unsigned fault = 1; fault <= FAULT_INVISIBLE; fault <<= 1) {
		if (text_fault_find(t, (enum text_fault)fault, &p))
			tell_fault(trap, (enum text_fault)fault, &p, place);
	}
}

/* Blanks about a short text; those about prose do no harm. */
static void
look_for_edges(struct trap *trap, struct text t, struct place place)
{
	struct text inner = text_trim(t);
	bool is_before = t.len && inner.at != t.at;

	if (inner.len == t.len || !inner.len || utf8_count(inner) > SHORT_TEXT)
		return;
	if (is_before)
		LEDGER(trap->ledger, DATA_BLANK_BEFORE, place, inner);
	else
		LEDGER(trap->ledger, DATA_BLANK_BEHIND, place, inner);
}

static bool
look_for_alphabet(struct trap *trap, const struct column *c, struct text t, struct place place)
{
	struct fault_place p;
	bool is_alike;
	enum text_fault alphabet = text_code_alphabet(t, &is_alike, &p);
	enum text_fault wrong = c->cyrillic > c->latin ? FAULT_LATIN : FAULT_CYRILLIC;

	if (alphabet == wrong)
		tell_fault(trap, alphabet, &p, place);
	return alphabet == wrong;
}

/* What was typed that became this date or shows as one; false when the value is no such date. */
static bool
was_day_month(struct trap *trap, const struct column *c, const struct value *v, struct text *typed)
{
	struct civil day;
	date d;

	if ((v->kind == VALUE_TEXT || v->kind == VALUE_DATE) && text_is_day_month(&trap->scratch, v->text, typed))
		return true;
	if (!c->has_points || !value_date(v, &d))
		return false;
	day = date_to_civil(d);
	*typed = text_format(&trap->scratch, "%d.%d", day.day, day.month);
	return true;
}

static bool
look_for_day_month(struct trap *trap, const struct column *c, const struct value *v, struct place place)
{
	struct text typed, shown = value_key(&trap->scratch, v);

	if (!was_day_month(trap, c, v, &typed))
		return false;
	if (c->has_points || (c->described && (c->described->reading.type == TYPE_STRING || c->described->pattern.len)))
		LEDGER(trap->ledger, DATA_DAY_MONTH, place, shown, typed);
	else
		LEDGER(trap->ledger, DATA_DAY_MONTH_PERHAPS, place, shown, typed);
	return true;
}

/* "305" where others have four digits. */
static bool
look_for_lost_zero(struct trap *trap, const struct column *c, const struct value *v, struct place place)
{
	struct text t = value_key(&trap->scratch, v);

	if (!is_all_digits(t) || t.at[0] == '0')
		return false;
	for (int i = 0; i < 2; i++) {
		if ((int)t.len == c->expected[i])
			return false;
	}
	for (int i = 0; i < 2; i++) {
		int lost = c->expected[i] - (int)t.len;

		if (lost == 1 || lost == 2) {
			LEDGER(trap->ledger, DATA_LOST_ZERO, place, t,
			       text_format(&trap->scratch, "%d", c->expected[i]),
			       text_format(&trap->scratch, "%s%.*s", lost == 1 ? "0" : "00", TEXT_ARG(t)));
			return true;
		}
	}
	return false;
}

static bool
look_for_roman(struct trap *trap, struct text t, struct place place)
{
	struct text mended;

	if (text_is_roman_wrong(&trap->scratch, t, &mended))
		return LEDGER(trap->ledger, DATA_ROMAN, place, t, mended);
	return false;
}

bool
trap_date(struct arena *a, struct ledger *l, struct value *v, struct place place)
{
	struct text shown = value_key(a, v);
	struct text iso;
	double n;
	date d;

	if (value_number(v, &n) && serial_is_date(n, &d)) {
		*v = value_of_date(d);
		iso = value_print(a, v, true);
		LEDGER(l, DATA_SERIAL, place, shown, iso);
		return true;
	}
	if (v->kind != VALUE_TEXT || !text_is_short_date(shown, &d))
		return false;
	*v = value_of_date(d);
	iso = value_print(a, v, true);
	LEDGER(l, DATA_SHORT_YEAR, place, shown, iso);
	return true;
}

/* Without a schema the text stays as typed, and counts as the date that it means. */
static bool
look_for_date(struct trap *trap, const struct column *c, struct record *r, size_t i, struct value v)
{
	struct text typed = v.text;
	bool is_number = v.kind == VALUE_NUMBER || is_all_digits(text_trim(v.text));

	if (!(c->doubts & (is_number ? DOUBT_SERIAL : DOUBT_SHORT_YEAR)) ||
	    !trap_date(trap->arena, trap->ledger, &v, record_place(r, (int)i)))
		return false;
	if (!is_number)
		v.text = typed;
	record_set(trap->arena, r, i, v);
	return true;
}

static void
look_at_text(struct trap *trap, const struct column *c, struct text t, struct place place)
{
	if ((c->doubts & DOUBT_ROMAN) && look_for_roman(trap, t, place))
		return;
	if ((c->doubts & DOUBT_ALPHABET) && look_for_alphabet(trap, c, t, place))
		return;
	if (c->doubts & DOUBT_FAULTS)
		look_for_faults(trap, t, place);
}

static void
look_at_cell(struct trap *trap, const struct column *c, struct record *r, size_t i)
{
	struct value v = record_at(r, i);
	struct place place;

	if (v.kind == VALUE_EMPTY || v.kind == VALUE_LIST || v.kind == VALUE_RECORD)
		return;
	place = record_place(r, (int)i);
	if (report_is_wrong(trap->ledger->report, place))
		return;
	if ((c->doubts & DOUBT_DAY_MONTH) && look_for_day_month(trap, c, &v, place))
		return;
	if ((c->doubts & (DOUBT_SERIAL | DOUBT_SHORT_YEAR)) && look_for_date(trap, c, r, i, v))
		return;
	if ((c->doubts & DOUBT_ZERO) && look_for_lost_zero(trap, c, &v, place))
		return;
	if (v.kind == VALUE_TEXT && (c->doubts & DOUBT_EDGES))
		look_for_edges(trap, v.text, place);
	if (v.kind == VALUE_TEXT && (c->doubts & (DOUBT_ROMAN | DOUBT_ALPHABET | DOUBT_FAULTS)))
		look_at_text(trap, c, text_trim(v.text), place);
}

/* ---- the table ---- */

static void
describe_columns(struct trap *trap)
{
	const struct schema *s = trap->table->schema;
	const struct fields *f = trap->table->fields;

	for (size_t i = 0; s && i < s->fields.count; i++) {
		int field = fields_find(f, s->fields.at[i].name.folded);

		if (field >= 0 && (size_t)field < trap->count)
			trap->columns[field].described = &s->fields.at[i];
	}
	for (size_t i = 0; s && i < s->checks.count; i++) {
		int field = fields_find(f, s->checks.at[i].field.folded);

		if (!s->checks.at[i].unique.len && field >= 0 && (size_t)field < trap->count)
			trap->columns[field].has_check = true;
	}
	for (size_t i = 0; i < trap->count; i++)
		know_by_caption(&trap->columns[i], &f->of.at[i]);
}

static void
look_once(struct trap *trap)
{
	const struct list *all = &trap->table->all;
	const struct fields *f = trap->table->fields;

	for (size_t i = 0; i < all->count; i++) {
		struct arena_mark mark = arena_mark(&trap->scratch);
		const struct record *r = list_record(all, i);

		for (size_t j = 0; r && r->fields == f && j < trap->count; j++) {
			if (!cell_is_empty(r->cells[j]) && !f->of.at[j].is_computed)
				note_cell(trap, &trap->columns[j], r->cells[j]);
		}
		arena_rewind(&trap->scratch, mark);
	}
}

/* The doubtful columns, row by row, so that problems come as they stand in the sheet. */
static void
look_again(struct trap *trap)
{
	const struct list *all = &trap->table->all;
	VECTOR(size_t) doubtful = {0};

	for (size_t i = 0; i < trap->count; i++) {
		doubt(&trap->columns[i]);
		if (trap->columns[i].doubts)
			*VECTOR_PUSH(&trap->scratch, &doubtful) = i;
	}
	for (size_t i = 0; doubtful.count && i < all->count; i++) {
		struct arena_mark mark = arena_mark(&trap->scratch);
		/* the reader's own record, not yet seen by anyone else */
		struct record *r = (struct record *)list_record(all, i);

		for (size_t j = 0; r && r->fields == trap->table->fields && j < doubtful.count; j++)
			look_at_cell(trap, &trap->columns[doubtful.at[j]], r, doubtful.at[j]);
		arena_rewind(&trap->scratch, mark);
	}
}

void
trap_table(struct arena *a, struct ledger *l, struct table *t)
{
	struct trap trap = {.arena = a, .ledger = l, .table = t};

	if (!t->fields)
		return;
	trap.count = t->fields->of.count < MOST_COLUMNS ? t->fields->of.count : MOST_COLUMNS;
	trap.columns = NEW_ARRAY(&trap.scratch, struct column, trap.count);
	describe_columns(&trap);
	look_once(&trap);
	look_again(&trap);
	if (!t->is_record)
		trap_records_twice(l, t);
	arena_free(&trap.scratch);
}

struct value
trap_day_month_cell(struct arena *a, struct value v)
{
	if (v.kind == VALUE_DATE)
		v.text = day_month_shown(a, v.as.date);
	return v;
}

struct text
trap_hint(struct arena *a, struct text t, bool (*passes)(void *self, struct text t), void *self)
{
	struct text typed, tries[] = {text_mended(a, t), text_join(a, TEXT("0"), t), text_join(a, TEXT("00"), t)};

	if (text_is_day_month(a, t, &typed))
		return text_format(
			a,
			_("Excel or LibreOffice made a date of what was typed, perhaps %.*s: give the column the "
			  "format \"text\" and type it again"),
			TEXT_ARG(typed));
	if (passes(self, tries[0]))
		return text_format(a, _("spaces or letters that only look right are in the way: type it anew, as %.*s"),
				   TEXT_ARG(tries[0]));
	for (size_t i = 1; i < 3 && is_all_digits(t); i++) {
		if (passes(self, tries[i]))
			return text_format(a,
					   _("a zero at the beginning was lost: give the column the format \"text\" "
					     "and type %.*s"),
					   TEXT_ARG(tries[i]));
	}
	return TEXT_NONE;
}
