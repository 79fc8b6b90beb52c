/*
 * value -- what a value is as a truth, a number, a date, a printed text; and which of two comes first.
 *
 * Cells come as text.  A text that reads wholly as a number or a date counts as one and still prints as it
 * was typed, so nothing of what the user wrote is lost on the way into a document.
 */
#include "value/value.h"

#include "base/buffer.h"
#include "base/utf8.h"
#include "value/number.h"

struct value
value_of_text(struct text t)
{
	return (struct value){.kind = t.len ? VALUE_TEXT : VALUE_EMPTY, .text = t};
}

struct value
value_of_number(double n)
{
	return (struct value){.kind = VALUE_NUMBER, .as.number = n};
}

struct value
value_of_bool(bool b)
{
	return (struct value){.kind = VALUE_BOOL, .as.truth = b};
}

struct value
value_of_date(date d)
{
	return (struct value){.kind = VALUE_DATE, .as.date = d};
}

struct value
value_of_day_time(struct arena *a, date d, int seconds)
{
	struct value v = value_of_date(d);
	struct civil c = date_to_civil(d);

	if (seconds)
		v.text = text_format(a, seconds % 60 ? "%02d.%02d.%04d %02d:%02d:%02d" : "%02d.%02d.%04d %02d:%02d",
				     c.day, c.month, c.year, seconds / 3600, seconds / 60 % 60, seconds % 60);
	return v;
}

struct value
value_of_list(const struct list *l)
{
	return (struct value){.kind = VALUE_LIST, .as.list = l};
}

struct value
value_of_record(const struct record *r)
{
	return (struct value){.kind = VALUE_RECORD, .as.record = r};
}

struct list *
list_of(struct arena *a, const struct value *values, size_t count, const struct fields *f)
{
	struct list *l = NEW(a, struct list);

	*l = (struct list){.values = values, .count = count, .fields = f};
	return l;
}

struct list *
list_of_one(struct arena *a, struct value v)
{
	struct value *own = NEW(a, struct value);

	*own = v;
	return list_of(a, own, 1, v.kind == VALUE_RECORD && v.as.record ? v.as.record->fields : NULL);
}

struct list
list_of_records(const struct record *const *records, size_t count, const struct fields *f)
{
	return (struct list){.records = records, .count = count, .fields = f, .kind = LIST_OF_RECORDS};
}

/* In bytes; no word of text_truth is longer. */
enum { LONGEST_TRUTH = 16 };

static bool
text_truth(struct text t, bool *truth)
{
	static const struct {
		const char *word;
		bool truth;
	} words[] = {{"да", true},     {"нет", false},  {"true", true}, {"false", false},
		     {"истина", true}, {"ложь", false}, {"yes", true},  {"no", false}};
	char lower[LONGEST_TRUTH * 3];

	t = text_trim(t);
	if (t.len > LONGEST_TRUTH)
		return false;
	t = utf8_lower(t, lower);
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		if (text_is(t, words[i].word)) {
			*truth = words[i].truth;
			return true;
		}
	}
	return false;
}

bool
value_bool(const struct value *v, bool *truth)
{
	if (v->kind == VALUE_BOOL) {
		*truth = v->as.truth;
		return true;
	}
	return v->kind == VALUE_TEXT && text_truth(v->text, truth);
}

bool
value_truth(const struct value *v)
{
	double number;
	bool truth;

	switch (v->kind) {
	case VALUE_EMPTY:
		return false;
	case VALUE_LIST:
		return v->as.list && v->as.list->count > 0;
	case VALUE_RECORD:
		return v->as.record != NULL;
	case VALUE_DATE:
		return true;
	case VALUE_TEXT:
		if (text_is_blank(v->text))
			return false;
		break;
	case VALUE_NUMBER:
	case VALUE_BOOL:
		break;
	}
	if (value_bool(v, &truth))
		return truth;
	return !value_number(v, &number) || number != 0;
}

bool
value_number(const struct value *v, double *number)
{
	if (v->kind == VALUE_NUMBER) {
		*number = v->as.number;
		return true;
	}
	return v->kind == VALUE_TEXT && number_parse(v->text, number);
}

bool
value_counts(const struct value *v, double *number)
{
	return !v->is_string && value_number(v, number);
}

bool
value_date(const struct value *v, date *d)
{
	if (v->kind == VALUE_DATE) {
		*d = v->as.date;
		return true;
	}
	return v->kind == VALUE_TEXT && date_parse_timed(v->text, d);
}

static struct text
print_list(struct arena *a, const struct list *l, bool is_russian)
{
	struct buffer b = {0};

	for (size_t i = 0; i < l->count; i++) {
		struct value item = list_at(l, i);

		if (item.kind == VALUE_LIST)
			continue; /* a list of lists has no line to print; and so there is no depth */
		buffer_string(&b, b.len ? ", " : "");
		buffer_text(&b, value_print(a, &item, is_russian));
	}
	return buffer_take(a, &b);
}

struct text
value_print(struct arena *a, const struct value *v, bool is_russian)
{
	struct civil c;

	if (v->text.len)
		return v->text;
	switch (v->kind) {
	case VALUE_NUMBER:
		return number_print(a, v->as.number, is_russian ? ',' : '.');
	case VALUE_BOOL:
		return v->as.truth ? TEXT("да") : TEXT("нет");
	case VALUE_DATE:
		c = date_to_civil(v->as.date);
		return text_format(a, "%02d.%02d.%04d", c.day, c.month, c.year);
	case VALUE_LIST:
		return print_list(a, v->as.list, is_russian);
	case VALUE_EMPTY:
	case VALUE_TEXT:
	case VALUE_RECORD:
		break;
	}
	return TEXT_NONE;
}

static int
order(double x, double y)
{
	return (x > y) - (x < y);
}

static bool
is_empty(const struct value *v)
{
	return v->kind == VALUE_EMPTY || (v->kind == VALUE_TEXT && v->text.len == 0);
}

/* Texts, and linked records by the key as typed. */
static bool
has_text(const struct value *v)
{
	return v->kind == VALUE_TEXT || (v->kind == VALUE_RECORD && v->text.len);
}

int
value_compare(const struct value *x, const struct value *y, bool *comparable)
{
	double number_x, number_y;
	bool truth_x, truth_y;
	date date_x, date_y;

	*comparable = true;
	if (is_empty(x) && is_empty(y))
		return 0;
	if (x->kind == VALUE_RECORD && y->kind == VALUE_RECORD && x->as.record == y->as.record)
		return 0;
	if (x->kind == VALUE_TEXT && y->kind == VALUE_TEXT && (x->is_string || y->is_string))
		return text_compare(text_trim(x->text), text_trim(y->text));
	if (value_date(x, &date_x) && value_date(y, &date_y))
		return order(date_x, date_y);
	if (value_number(x, &number_x) && value_number(y, &number_y))
		return order(number_x, number_y);
	if (has_text(x) && has_text(y) && !(x->kind == VALUE_RECORD && y->kind == VALUE_RECORD))
		return text_compare(text_trim(x->text), text_trim(y->text));
	if (value_bool(x, &truth_x) && value_bool(y, &truth_y))
		return (int)truth_x - (int)truth_y;
	*comparable = false;
	return is_empty(x) ? -1 : is_empty(y) ? 1 : (x->kind > y->kind) - (x->kind < y->kind);
}
