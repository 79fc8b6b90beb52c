#include "data/object.h"

struct value
object_key(const struct record *r, const char *folded)
{
	struct value v;

	record_find(r, text_from(folded), &v);
	return v;
}

struct text
object_text(const struct record *r, const char *folded)
{
	struct value v = object_key(r, folded);

	return v.kind == VALUE_TEXT ? v.text : TEXT_NONE;
}

bool
object_truth(const struct record *r, const char *folded)
{
	struct value v = object_key(r, folded);

	return value_truth(&v);
}

struct place
object_place(const struct record *r, const char *folded)
{
	return record_place(r, fields_find(r->fields, text_from(folded)));
}

struct items
object_items(struct report *r, const struct record *source, const char *folded)
{
	struct items i = {.of = object_key(source, folded)};

	i.count = i.of.kind == VALUE_LIST ? i.of.as.list->count : i.of.kind != VALUE_EMPTY;
	if (i.count > OBJECT_ITEMS) {
		i.count = 0;
		REPORT(r, SCHEMA_LIST_TOO_LONG, object_place(source, folded), text_from(folded), TEXT("4096"));
	}
	return i;
}

struct value
item_at(const struct items *items, size_t i)
{
	return items->of.kind == VALUE_LIST ? list_at(items->of.as.list, i) : items->of;
}
