/*
 * json -- values out of JSON text (RFC 8259), read by jansson (data/json_text.h).
 *
 * A template asks for names before it sees a record, so it matters what a list *may* hold:
 *
 *     [ {"код": 1, "срок": "май"}, {"код": 2} ]        the second record has a "срок" too: an empty one
 *
 * Therefore we walk twice.  First the shapes are collected: one shape for each path, whatever the index
 * ("этапы[].мероприятия[]"), with the union of the keys met there.  Then the values are built, each record with one
 * value per field of its shape.
 *
 * jansson gives no positions of values, so each record remembers its path and those of its fields; a message
 * then says "Приказ.json (основание.номер)".  It gives no typed text of numbers either: whole ones get their
 * digits back, for a code must stay what it was; others print as numbers, with a decimal comma in Russian.
 */
#include "data/json.h"

#include <string.h>

#include "base/utf8.h"
#include "data/json_text.h"
#include "reader/ledger.h"
#include "value/record.h"

enum {
	LONGEST_PATH = 120, /* longer ones lose their beginning, lest keys of a megabyte are repeated in every path */
	FEW_VALUES = 1000000,
	SPARSEST = 64 /* values made for one that is there */
};

/* What stands at one path. */
struct shape {
	struct fields *fields;     /* NULL: no object was met here */
	VECTOR(struct shape *) of; /* of each field's value */
	VECTOR(size_t) seen;       /* of each field: the number of the object that had it last */
	size_t objects, keys;      /* met here: how many, and how many keys they had together */
	struct shape *inner;       /* of the lists inside a list, which are no records of it */
};

struct reader {
	struct arena *arena;
	struct ledger ledger;
	const struct source *source;
	size_t object_count;
	bool ok;
};

/* The way down to where collect stands; written out only for a message. */
struct trail {
	const struct trail *up; /* NULL: the whole file */
	struct text key;        /* empty: the item below */
	size_t index;
};

static struct place
path_place(const struct reader *r, struct text path)
{
	return (struct place){.kind = path.len ? AT_CELL : AT_FILE, .file = r->source->file, .caption = path};
}

/* The last letters of a long path, or the whole of it. */
static struct text
path_end(struct text path, const char **before)
{
	size_t from = path.len > LONGEST_PATH ? path.len - LONGEST_PATH : 0;

	*before = from ? "…" : "";
	while (from < path.len && ((unsigned char)path.at[from] & 0xC0) == 0x80)
		from++;
	return text_from_offset(path, from);
}

static struct text
path_key(struct arena *a, struct text path, struct text key)
{
	const char *before, *before_key;

	path = path_end(path, &before);
	key = path_end(key, &before_key);
	return text_format(a, "%s%.*s%s%s%.*s", before, TEXT_ARG(path), path.len ? "." : "", before_key, TEXT_ARG(key));
}

static struct text
path_item(struct arena *a, struct text path, size_t index)
{
	const char *before;

	path = path_end(path, &before);
	return text_format(a, "%s%.*s[%zu]", before, TEXT_ARG(path), index + 1);
}

static struct text
path_of_trail(struct arena *a, const struct trail *trail)
{
	struct text path;

	if (!trail)
		return TEXT_NONE;
	path = path_of_trail(a, trail->up);
	return trail->key.len ? path_key(a, path, trail->key) : path_item(a, path, trail->index);
}

static size_t
shape_key(struct reader *r, struct shape *s, struct text key)
{
	bool is_new;
	size_t position;

	position = fields_add(r->arena, s->fields, text_copy(r->arena, key), &is_new);
	if (is_new) {
		*VECTOR_PUSH(r->arena, &s->of) = NEW(r->arena, struct shape);
		*VECTOR_PUSH(r->arena, &s->seen) = 0;
	}
	return position;
}

static void collect(struct reader *r, struct shape *s, const json_t *j, const struct trail *trail, int depth);

static void
report_alike(struct reader *r, const struct trail *trail, struct text key, struct text other)
{
	r->ok = LEDGER(&r->ledger, JSON_KEYS_ALIKE, path_place(r, path_of_trail(r->arena, trail)), key, other);
}

static void
collect_object(struct reader *r, struct shape *s, const json_t *j, const struct trail *trail, int depth)
{
	size_t object = ++r->object_count;
	const char *name;
	json_t *child;

	if (!s->fields) {
		s->fields = NEW(r->arena, struct fields);
		s->fields->have_origins = true;
	}
	s->objects++;
	s->keys += json_object_size(j);
	json_object_foreach((json_t *)j, name, child)
	{
		struct trail below = {trail, text_from(name), 0};
		size_t position = shape_key(r, s, below.key);

		if (s->seen.at[position] == object)
			report_alike(r, trail, below.key, s->fields->of.at[position].caption);
		s->seen.at[position] = object;
		if (json_is_object(child) || json_is_array(child))
			collect(r, s->of.at[position], child, &below, depth + 1);
	}
}

static void
collect_list(struct reader *r, struct shape *s, const json_t *j, const struct trail *trail, int depth)
{
	size_t i;
	json_t *item;

	json_array_foreach(j, i, item)
	{
		struct trail below = {trail, TEXT_NONE, i};

		if (json_is_array(item) && !s->inner)
			s->inner = NEW(r->arena, struct shape);
		if (json_is_object(item) || json_is_array(item))
			collect(r, json_is_array(item) ? s->inner : s, item, &below, depth + 1);
	}
}

static void
collect(struct reader *r, struct shape *s, const json_t *j, const struct trail *trail, int depth)
{
	if (depth > JSON_DEEPEST)
		r->ok = LEDGER(&r->ledger, JSON_TOO_DEEP, place_file(r->source->file),
			       text_format(r->arena, "%d", JSON_DEEPEST));
	else if (json_is_object(j))
		collect_object(r, s, j, trail, depth);
	else if (json_is_array(j))
		collect_list(r, s, j, trail, depth);
}

/*
 * Once all keys are known: the fields that are not in the file.  A list whose every record has keys of its own
 * would make the square of its length of values, so it is refused.
 */
static void
complete(struct reader *r, struct shape *s)
{
	for (size_t i = 0; i < s->of.count; i++)
		complete(r, s->of.at[i]);
	if (s->inner)
		complete(r, s->inner);
	if (!s->fields)
		return;
	if (s->objects > 1 && s->fields->of.count > FEW_VALUES / s->objects &&
	    s->fields->of.count > (s->keys + s->objects) * SPARSEST / s->objects)
		r->ok = LEDGER(&r->ledger, JSON_TOO_SPARSE, place_file(r->source->file), s->fields->of.at[0].caption,
			       text_format(r->arena, "%zu", s->fields->of.count));
	full_name_add(r->arena, s->fields);
}

static struct value build(struct reader *r, const struct shape *s, const json_t *j, struct text path);

static struct value
build_record(struct reader *r, const struct shape *s, const json_t *j, struct text path)
{
	size_t count = s->fields->of.count;
	struct text *paths = NEW_ARRAY(r->arena, struct text, count);
	struct record *record;
	const char *name;
	json_t *child;

	for (size_t i = 0; i < count; i++)
		paths[i] = path_key(r->arena, path, s->fields->of.at[i].caption);
	record = record_new_in_json(r->arena, s->fields, r->source, path, paths);
	json_object_foreach((json_t *)j, name, child)
	{
		struct arena_mark mark = arena_mark(r->arena);
		int position = fields_find(s->fields, utf8_fold_name(r->arena, text_from(name)));

		arena_rewind(r->arena, mark);
		if (position >= 0 && (size_t)position < s->of.count)
			record_set(r->arena, record, (size_t)position,
				   build(r, s->of.at[position], child, paths[position]));
	}
	full_name_fill(r->arena, record);
	return value_of_record(record);
}

static struct value
build_list(struct reader *r, const struct shape *s, const json_t *j, struct text path)
{
	struct value *at = NEW_ARRAY(r->arena, struct value, json_array_size(j));
	size_t i;
	json_t *item;

	json_array_foreach(j, i, item)
	{
		struct value *v = &at[i];
		bool is_container = json_is_object(item) || json_is_array(item);

		*v = build(r, json_is_array(item) ? s->inner : s, item,
			   is_container ? path_item(r->arena, path, i) : path);
		if (v->kind == VALUE_RECORD)
			((struct record *)v->as.record)->position = (int)i;
	}
	return value_of_list(list_of(r->arena, at, json_array_size(j), s->fields));
}

/* As every reader does: nothing but blanks is an empty value. */
static struct value
build_text(struct reader *r, const json_t *j)
{
	struct text t = {json_string_value(j), json_string_length(j)};

	return !text_is_blank(t) ? value_of_text(text_copy(r->arena, t)) : (struct value){.kind = VALUE_EMPTY};
}

static struct value
build_number(struct reader *r, const json_t *j)
{
	struct value v = value_of_number(json_number_value(j));

	if (json_is_integer(j))
		v.text = text_format(r->arena, "%" JSON_INTEGER_FORMAT, json_integer_value(j));
	return v;
}

static struct value
build(struct reader *r, const struct shape *s, const json_t *j, struct text path)
{
	switch (json_typeof(j)) {
	case JSON_OBJECT:
		return build_record(r, s, j, path);
	case JSON_ARRAY:
		return build_list(r, s, j, path);
	case JSON_STRING:
		return build_text(r, j);
	case JSON_INTEGER:
	case JSON_REAL:
		return build_number(r, j);
	case JSON_TRUE:
	case JSON_FALSE:
		return value_of_bool(json_is_true(j));
	case JSON_NULL:
		break;
	}
	return (struct value){.kind = VALUE_EMPTY};
}

/* Makes the value of jansson's tree, which is given back. */
static bool
read_tree(struct arena *a, struct report *r, json_t *j, const struct source *source, struct value *v)
{
	struct reader reader = {.arena = a, .ledger = {.report = r}, .source = source, .ok = true};
	struct shape shape = {0};

	if (!j)
		return false;
	collect(&reader, &shape, j, NULL, 1);
	if (reader.ok)
		complete(&reader, &shape);
	if (reader.ok)
		*v = build(&reader, &shape, j, TEXT_NONE);
	json_decref(j);
	return reader.ok;
}

bool
json_read(struct arena *a, struct report *r, struct text bytes, const struct source *source, struct value *v)
{
	return read_tree(a, r, json_text_parse(a, r, bytes, source->file), source, v);
}

bool
json_read_lines(struct arena *a, struct report *r, struct text bytes, const struct source *source, struct value *v)
{
	return read_tree(a, r, json_text_lines(a, r, bytes, source->file), source, v);
}
