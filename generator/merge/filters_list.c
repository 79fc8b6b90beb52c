/*
 * filters_list -- filters on lists.  Their arguments are expressions in which the item's fields come first.
 *
 * A value that is no list counts as a list of itself.  Lists made here live in the record's arena; those of
 * the dataset are never changed.
 */
#include <stdlib.h>
#include <string.h>

#include "language/russian.h"
#include "merge/state.h"
#include "value/record.h"

struct list
value_list(struct merging *m, const struct value *v)
{
	if (v->kind == VALUE_LIST && v->as.list)
		return *v->as.list;
	return value_is_empty(v) ? (struct list){0} : *list_of_one(m->arena, *v);
}

static void
give_list(struct merging *m, struct value *v, const struct value *items, size_t count, const struct fields *fields)
{
	*v = value_of_list(list_of(m->arena, items, count, fields));
}

/* Whether the filter prints what the argument says of an item; the others but choose by it. */
static bool
prints_items(enum filter_id filter)
{
	return filter == FILTER_JOIN || filter == FILTER_SUM;
}

/* Argument i in the scope of item number `index`. */
static bool
item_value(struct merging *m, const struct expression *f, size_t i, const struct list *list, size_t index,
	   struct value *v)
{
	const struct scope *outer = m->scope;
	struct value item = list_at(list, index);
	struct scope scope = scope_of(outer, &item, list);
	bool was_choosing = m->is_choosing, good;

	scope.is_loop = true;
	scope.number = index + 1;
	scope.count = list->count;
	m->scope = &scope;
	m->is_choosing = was_choosing || !prints_items(f->filter);
	good = argument_value(m, f, i, v);
	m->is_choosing = was_choosing;
	m->scope = outer;
	return good;
}

/* An item, or what argument i gave of it, where only what can be printed serves; v is the list. */
static bool
must_print_item(struct merging *m, const struct expression *f, size_t i, const struct value *v,
		const struct value *item)
{
	if (value_is_printable(item))
		return true;
	return i < f->argument_count ? must_print(m, f->arguments[i].expression, item) : must_print(m, f->left, v);
}

/* ---- choosing ---- */

bool
filter_where(struct merging *m, const struct expression *f, struct value *v)
{
	struct list list = value_list(m, v);
	struct value *kept = NEW_ARRAY(m->arena, struct value, list.count), condition;
	size_t count = 0;

	for (size_t i = 0; i < list.count; i++) {
		if (!item_value(m, f, 0, &list, i, &condition))
			return false;
		if (value_truth(&condition))
			kept[count++] = list_at(&list, i);
	}
	give_list(m, v, kept, count, list.fields);
	return true;
}

/* What is known of the records of both; a list of nothing adds nothing. */
static const struct fields *
fields_together(struct arena *a, const struct list *x, const struct list *y)
{
	if (!x->fields && !x->count)
		return y->fields;
	return y->fields || y->count ? fields_of_both(a, x->fields, y->fields) : x->fields;
}

/* Records of both keep their own fields. */
bool
filter_together(struct merging *m, const struct expression *f, struct value *v)
{
	struct list first = value_list(m, v), second;
	struct value other, *items;

	if (!argument_value(m, f, 0, &other))
		return false;
	second = value_list(m, &other);
	items = NEW_ARRAY(m->arena, struct value, first.count + second.count);
	for (size_t i = 0; i < first.count; i++)
		items[i] = list_at(&first, i);
	for (size_t i = 0; i < second.count; i++)
		items[first.count + i] = list_at(&second, i);
	give_list(m, v, items, first.count + second.count, fields_together(m->arena, &first, &second));
	return true;
}

const struct segment *
named_field(const struct expression *f)
{
	const struct expression *e = f->arguments[0].expression;

	return e->kind == EXPRESSION_PATH && e->root == ROOT_NAME && !e->outers && e->segment_count == 1
		       ? &e->segments[0]
		       : NULL;
}

/* The item alone, or once for each value of the list that its field holds. */
static size_t
put_each(struct arena *a, struct value item, struct text folded, struct value *out)
{
	const struct record *r = item.kind == VALUE_RECORD ? item.as.record : NULL;
	int field = r && r->fields ? fields_find(r->fields, folded) : -1;
	struct value held = field < 0 ? (struct value){.kind = VALUE_EMPTY} : record_at(r, (size_t)field);
	size_t count = held.kind == VALUE_LIST && held.as.list ? held.as.list->count : 0;

	if (count == 0) {
		if (out)
			*out = item;
		return 1;
	}
	for (size_t i = 0; out && i < count; i++) {
		struct record *copy = record_copy(a, r);

		record_set(a, copy, (size_t)field, list_at(held.as.list, i));
		out[i] = item;
		out[i].as.record = copy;
	}
	return count;
}

struct list
list_one_by_one(struct arena *a, const struct list *list, const struct expression *f)
{
	const struct segment *named = named_field(f);
	struct value *items;
	size_t count = 0;

	if (!named)
		return *list;
	for (size_t i = 0; i < list->count; i++)
		count += put_each(a, list_at(list, i), named->folded, NULL);
	items = NEW_ARRAY(a, struct value, count);
	count = 0;
	for (size_t i = 0; i < list->count; i++)
		count += put_each(a, list_at(list, i), named->folded, &items[count]);
	return *list_of(a, items, count, list->fields);
}

bool
filter_one_by_one(struct merging *m, const struct expression *f, struct value *v)
{
	struct list list = value_list(m, v), *each = NEW(m->arena, struct list);

	*each = list_one_by_one(m->arena, &list, f);
	*v = value_of_list(each);
	return true;
}

bool
filter_first(struct merging *m, const struct expression *f, struct value *v)
{
	struct list list = value_list(m, v);

	(void)f;
	*v = list_at(&list, 0); /* an empty list does not come here */
	return true;
}

bool
filter_last(struct merging *m, const struct expression *f, struct value *v)
{
	struct list list = value_list(m, v);

	(void)f;
	*v = list_at(&list, list.count - 1);
	return true;
}

bool
filter_count(struct merging *m, const struct expression *f, struct value *v)
{
	(void)f;
	*v = value_of_number((double)value_list(m, v).count);
	return true;
}

/* ---- by equal values ---- */

struct key {
	struct text text;
	size_t group; /* number of the group from 1; 0: the place is free */
};

struct keys {
	struct key *at;
	size_t room; /* a power of two, at least twice the number of items */
};

static struct keys
keys_for(struct merging *m, size_t count)
{
	struct keys k = {.room = 8};

	while (k.room < count * 2)
		k.room *= 2;
	k.at = NEW_ARRAY(m->arena, struct key, k.room);
	return k;
}

static struct key *
key_find(const struct keys *k, struct text text)
{
	size_t i = text_hash(text) & (k->room - 1);

	while (k->at[i].group && !text_equal(k->at[i].text, text))
		i = (i + 1) & (k->room - 1);
	k->at[i].text = text;
	return &k->at[i];
}

/* What makes two items the same: the argument's value as printed, or the item itself. */
static bool
item_key(struct merging *m, const struct expression *f, const struct list *list, size_t index, struct text *key)
{
	struct value v = list_at(list, index);

	if (f->argument_count && !item_value(m, f, 0, list, index, &v))
		return false;
	if (v.kind == VALUE_LIST && !value_is_printable(&v))
		return must_print(m, f->argument_count ? f->arguments[0].expression : f->left, &v);
	if (v.kind == VALUE_RECORD && !v.text.len) /* no key as typed: one record, one place in memory */
		*key = text_copy(m->arena, (struct text){(const char *)&v.as.record, sizeof v.as.record});
	else
		*key = text_trim(printed(m, &v));
	return true;
}

bool
filter_unique(struct merging *m, const struct expression *f, struct value *v)
{
	struct list list = value_list(m, v);
	struct keys keys = keys_for(m, list.count);
	struct value *kept = NEW_ARRAY(m->arena, struct value, list.count);
	size_t count = 0;
	struct text text;

	for (size_t i = 0; i < list.count; i++) {
		struct key *key;

		if (!item_key(m, f, &list, i, &text))
			return false;
		key = key_find(&keys, text);
		if (key->group)
			continue;
		kept[count++] = list_at(&list, i);
		key->group = count;
	}
	give_list(m, v, kept, count, list.fields);
	return true;
}

struct group {
	VECTOR(struct value) items;
	struct text key;
};

/* Sets *groups and *count to the items by their keys, in order of first meeting. */
static bool
collect_groups(struct merging *m, const struct expression *f, const struct list *list, struct group **groups,
	       size_t *count)
{
	struct keys keys = keys_for(m, list->count);
	struct text text;

	*groups = NEW_ARRAY(m->arena, struct group, list->count);
	*count = 0;
	for (size_t i = 0; i < list->count; i++) {
		struct key *key;

		if (!item_key(m, f, list, i, &text))
			return false;
		key = key_find(&keys, text);
		if (!key->group) {
			key->group = ++*count;
			(*groups)[*count - 1].key = text;
		}
		*VECTOR_PUSH(m->arena, &(*groups)[key->group - 1].items) = list_at(list, i);
	}
	return true;
}

bool
filter_group(struct merging *m, const struct expression *f, struct value *v)
{
	struct list list = value_list(m, v);
	struct group *groups;
	struct value *items;
	size_t count;

	if (!collect_groups(m, f, &list, &groups, &count))
		return false;
	items = NEW_ARRAY(m->arena, struct value, count);
	for (size_t i = 0; i < count; i++) {
		give_list(m, &items[i], groups[i].items.at, groups[i].items.count, list.fields);
		items[i].text = groups[i].key; /* {{@key}} */
	}
	give_list(m, v, items, count, NULL);
	return true;
}

/* ---- order ---- */

struct sort_item {
	struct value item;
	struct value *keys;
	size_t index;
};

/* Numbers and dates by their value, texts as a list of names: DOMAIN's rules are russian_compare's. */
static int
compare_keys(const struct value *x, const struct value *y)
{
	bool empty_x = value_is_empty(x), empty_y = value_is_empty(y), comparable = false;
	struct text tx = x->text, ty = y->text;
	bool are_strings = x->is_string || y->is_string;
	date dx, dy;
	int order;

	if (empty_x || empty_y)
		return empty_x - empty_y; /* what is not filled in comes last */
	if (x->kind != VALUE_TEXT || y->kind != VALUE_TEXT ||
	    (!are_strings && value_date(x, &dx) && value_date(y, &dy))) {
		order = value_compare(x, y, &comparable);
		if (comparable && !(x->kind == VALUE_RECORD && tx.len && ty.len))
			return order;
	}
	return russian_compare(tx, ty);
}

static int
compare_items(const void *a, const void *b, void *filter)
{
	const struct sort_item *x = a, *y = b;
	const struct expression *f = filter;

	for (size_t i = 0; i < f->argument_count; i++) {
		int order = compare_keys(&x->keys[i], &y->keys[i]);

		if (order)
			return f->arguments[i].is_descending ? -order : order;
	}
	return x->index < y->index ? -1 : 1;
}

bool
filter_sort(struct merging *m, const struct expression *f, struct value *v)
{
	struct list list = value_list(m, v);
	struct sort_item *items = NEW_ARRAY(m->arena, struct sort_item, list.count);
	struct value *sorted = NEW_ARRAY(m->arena, struct value, list.count);

	for (size_t i = 0; i < list.count; i++) {
		items[i] =
			(struct sort_item){list_at(&list, i), NEW_ARRAY(m->arena, struct value, f->argument_count), i};
		for (size_t k = 0; k < f->argument_count; k++) {
			if (!item_value(m, f, k, &list, i, &items[i].keys[k]) ||
			    !must_print_item(m, f, k, v, &items[i].keys[k]))
				return false;
		}
	}
	qsort_r(items, list.count, sizeof *items, compare_items, (void *)(uintptr_t)f);
	for (size_t i = 0; i < list.count; i++)
		sorted[i] = items[i].item;
	give_list(m, v, sorted, list.count, list.fields);
	return true;
}

/* ---- one value of many ---- */

static struct text
sum_hint(struct merging *m, const struct expression *f, const struct value *item)
{
	if (item->kind == VALUE_RECORD && f->argument_count == 0)
		return text_from(_("say what of each item is to be added up: {{list | sum: hours}}"));
	return form_hint(m, _("a number is written 1234,5 or 1 234.5"));
}

bool
filter_sum(struct merging *m, const struct expression *f, struct value *v)
{
	struct list list = value_list(m, v);
	double sum = 0, n, scale = 1e6;

	for (size_t i = 0; i < list.count; i++) {
		struct value item = list_at(&list, i);

		if (f->argument_count && !item_value(m, f, 0, &list, i, &item))
			return false;
		if (value_is_empty(&item))
			continue;
		if (!value_number(&item, &n))
			return fail_value(m, f, &item, sum_hint(m, f, &item));
		sum += n;
	}
	/* money and hours have few decimals; 0.1 added ten times is 1 */
	if (sum > -1e9 && sum < 1e9)
		sum = (double)(long long)(sum * scale + (sum < 0 ? -0.5 : 0.5)) / scale;
	*v = value_of_number(sum);
	return true;
}

bool
filter_join(struct merging *m, const struct expression *f, struct value *v)
{
	struct list list = value_list(m, v);
	struct text separator = TEXT(", ");
	struct buffer b = {0};
	bool good = f->argument_count == 0 || argument_text(m, f, 0, &separator);

	for (size_t i = 0; i < list.count && good; i++) {
		struct value item = list_at(&list, i);

		good = f->argument_count < 2 || item_value(m, f, 1, &list, i, &item);
		good = good && must_print_item(m, f, 1, v, &item);
		if (!good || value_is_empty(&item))
			continue;
		if (b.len)
			buffer_text(&b, separator);
		buffer_text(&b, printed(m, &item));
	}
	if (good)
		*v = value_of_text(text_copy(m->arena, buffer_view(&b)));
	buffer_free(&b);
	return good;
}
