#include "data/target.h"

#include "base/buffer.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "value/record.h"

enum {
	MOST_CANDIDATES = 5,
	MOST_GUESSED_FROM = 20000, /* of the nearest names: each is compared with the text */
	MOST_ADVISED = 3,
	MOST_WORDS = 6 /* of a person's name */
};

static struct text
field_key(struct arena *a, const struct record *r, int field)
{
	struct value v = record_at(r, (size_t)field);

	return value_key(a, &v);
}

struct text
target_key(struct arena *a, const struct record *r, const int *fields, size_t count)
{
	struct buffer b = {0};

	if (count == 1)
		return field_key(a, r, fields[0]);
	for (size_t i = 0; i < count; i++) {
		struct text part = field_key(a, r, fields[i]);

		if (!part.len) {
			buffer_clear(&b);
			break;
		}
		buffer_string(&b, i ? "\x1f" : "");
		buffer_text(&b, part);
	}
	return buffer_take(a, &b);
}

/* ---- by code, by name ---- */

void
target_index(struct arena *a, struct target *t)
{
	lookup_reserve(a, &t->codes, t->table->all.count);
	for (size_t i = 0; i < t->table->all.count; i++) {
		const struct record *r = list_record(&t->table->all, i);
		struct text code = r ? target_key(a, r, t->fields.at, t->fields.count) : TEXT_NONE;

		if (code.len)
			lookup_add(a, &t->codes, code, (int)i);
	}
}

/* Only once a cell is no code: most tables are linked by codes alone. */
static void
index_names(struct arena *a, struct target *t)
{
	int field = fields_name(t->table->fields);

	t->has_names = true;
	lookup_reserve(a, &t->names, t->table->all.count);
	for (size_t i = 0; i < t->table->all.count; i++) {
		const struct record *r = list_record(&t->table->all, i);
		struct text name = r && field >= 0 ? utf8_fold_name(a, field_key(a, r, field)) : TEXT_NONE;
		struct text code = r ? utf8_fold_name(a, field_key(a, r, t->fields.at[0])) : TEXT_NONE;

		if (name.len)
			lookup_add(a, &t->names, name, (int)i);
		if (code.len && !text_equal(code, name))
			lookup_add(a, &t->names, code, (int)i);
	}
}

/* ---- by a shortened name ---- */

struct words {
	struct text at[MOST_WORDS];
	size_t count;
};

/* The words of a folded name; points part words as well: "И.И.Иванов". */
static struct words
words_of(struct arena *a, struct text name)
{
	struct words w = {.count = 0};
	struct buffer b = {0};
	struct text t;
	size_t at = 0;

	for (size_t i = 0; i < name.len; i++)
		buffer_byte(&b, name.at[i] == '.' ? ' ' : name.at[i]);
	t = utf8_fold_name(a, buffer_view(&b));
	buffer_free(&b);
	while (at < t.len && w.count < MOST_WORDS) {
		ptrdiff_t space = text_find(t, TEXT(" "), at);
		size_t end = space < 0 ? t.len : (size_t)space;

		w.at[w.count++] = text_slice(t, at, end);
		at = end + 1;
	}
	return w;
}

static struct text
initial(struct text word)
{
	size_t at = 0;

	if (word.len)
		utf8_next(word, &at);
	return text_slice(word, 0, at);
}

static bool
is_initial(struct text word)
{
	return initial(word).len == word.len;
}

/* "иванов ии" of "И.И. Иванов" and "Иванов И. И."; empty when it is no surname with initials. */
static struct text
key_of_initials(struct arena *a, const struct words *w)
{
	struct text surname = TEXT_NONE, initials = TEXT_NONE;

	for (size_t i = 0; i < w->count; i++) {
		if (is_initial(w->at[i])) {
			initials = text_join(a, initials, w->at[i]);
		} else if (surname.len) {
			return TEXT_NONE;
		} else {
			surname = w->at[i];
		}
	}
	if (!surname.len || !initials.len)
		return TEXT_NONE;
	return text_format(a, "%.*s %.*s", TEXT_ARG(surname), TEXT_ARG(initials));
}

/* Of a full name: with one initial, with all of them, without the patronymic. */
static void
add_partial(struct arena *a, struct target *t, struct text name, int number)
{
	struct words w = words_of(a, name);
	struct text one, all;

	if (w.count < 2 || is_initial(w.at[0]) || is_initial(w.at[1]))
		return;
	one = all = text_format(a, "%.*s %.*s", TEXT_ARG(w.at[0]), TEXT_ARG(initial(w.at[1])));
	for (size_t i = 2; i < w.count; i++)
		all = text_join(a, all, initial(w.at[i]));
	lookup_add(a, &t->partial, one, number);
	if (w.count == 2)
		return;
	lookup_add(a, &t->partial, all, number);
	lookup_add(a, &t->partial, text_format(a, "%.*s %.*s", TEXT_ARG(w.at[0]), TEXT_ARG(w.at[1])), number);
}

static void
index_partial(struct arena *a, struct target *t)
{
	int field = fields_name(t->table->fields);

	t->has_partial = true;
	for (size_t i = 0; field >= 0 && i < t->table->all.count; i++) {
		const struct record *r = list_record(&t->table->all, i);

		if (r)
			add_partial(a, t, field_key(a, r, field), (int)i);
	}
}

static const struct lookup_entry *
find_partial(struct arena *a, struct target *t, struct text text)
{
	struct words w = words_of(a, text);
	struct text key = key_of_initials(a, &w);

	if (!key.len && w.count == 2)
		key = text_format(a, "%.*s %.*s", TEXT_ARG(w.at[0]), TEXT_ARG(w.at[1]));
	if (!key.len)
		return NULL;
	if (!t->has_partial)
		index_partial(a, t);
	return lookup_find(&t->partial, key);
}

/* ---- by name and birthday ---- */

static bool
is_born(const struct record *r, date day)
{
	static const char *const names[] = {"дата рождения", "birth date", "birth_date"};
	struct value v;
	date d;

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (record_find(r, text_from(names[i]), &v) && value_date(&v, &d))
			return d == day;
	}
	return false;
}

/* "Юн Роман, 12.03.2006", "Юн Роман (12.03.2006)": the name, and the day. */
static bool
split_birthday(struct text text, struct text *name, date *day)
{
	size_t from = text.len;

	while (from > 0 && text.at[from - 1] != ' ' && text.at[from - 1] != '(' && text.at[from - 1] != ',')
		from--;
	*name = text_slice(text, 0, from);
	text = text_from_offset(text, from);
	if (text_ends(text, TEXT(")")))
		text.len--;
	while (name->len &&
	       (name->at[name->len - 1] == ' ' || name->at[name->len - 1] == '(' || name->at[name->len - 1] == ','))
		name->len--;
	return name->len && date_parse(text, day);
}

static const struct record *
find_born(struct arena *a, struct target *t, struct text text)
{
	const struct record *found = NULL;
	const struct lookup_entry *e;
	struct text name;
	date day;

	if (!split_birthday(text, &name, &day))
		return NULL;
	e = lookup_find(&t->names, utf8_fold_name(a, name));
	for (int i = e ? e->first : -1; i >= 0; i = t->names.links.at[i].next) {
		const struct record *r = list_record(&t->table->all, (size_t)t->names.links.at[i].number);

		if (!is_born(r, day))
			continue;
		if (found)
			return NULL;
		found = r;
	}
	return found;
}

/* ---- all ways ---- */

static bool
take(const struct target *t, const struct lookup *in, const struct lookup_entry *e, struct found *f)
{
	if (!e)
		return false;
	*f = (struct found){.in = in};
	if (e->count == 1)
		f->record = list_record(&t->table->all, (size_t)in->links.at[e->first].number);
	else
		f->several = e;
	return true;
}

bool
target_find(struct arena *a, struct target *t, struct text text, struct found *f)
{
	*f = (struct found){.record = NULL};
	if (take(t, &t->codes, lookup_find(&t->codes, text), f))
		return true;
	if (t->fields.count != 1)
		return false;
	if (!t->has_names)
		index_names(a, t);
	if (take(t, &t->names, lookup_find(&t->names, utf8_fold_name(a, text)), f))
		return true;
	f->record = find_born(a, t, text);
	return f->record || take(t, &t->partial, find_partial(a, t, text), f);
}

/* ---- hints ---- */

/* "М-01 (A2)": a record that the cell may have meant. */
static void
add_candidate(struct arena *a, struct buffer *b, const struct target *t, int number)
{
	const struct record *r = list_record(&t->table->all, (size_t)number);
	struct text code = target_key(a, r, t->fields.at, t->fields.count);
	struct text cell = cell_name(a, record_place(r, t->fields.at[0]));

	buffer_string(b, b->len ? ", " : "");
	buffer_printf(b, "%.*s (%.*s)", TEXT_ARG(code.len ? code : TEXT("–")), TEXT_ARG(cell));
}

/* "Иванов Иван (2, A3)": one that is called nearly as the cell says. */
static void
add_named(struct arena *a, struct buffer *b, const struct target *t, int number)
{
	const struct record *r = list_record(&t->table->all, (size_t)number);
	int field = fields_name(t->table->fields);
	struct text name = field < 0 ? TEXT_NONE : field_key(a, r, field);
	struct text code = target_key(a, r, t->fields.at, t->fields.count);
	struct text cell = cell_name(a, record_place(r, t->fields.at[0]));

	if (!name.len || !code.len || text_equal(name, code)) {
		add_candidate(a, b, t, number);
		return;
	}
	buffer_string(b, b->len ? ", " : "");
	buffer_printf(b, "%.*s (%.*s, %.*s)", TEXT_ARG(name), TEXT_ARG(code), TEXT_ARG(cell));
}

struct text
target_candidates(struct arena *a, const struct target *t, const struct found *f)
{
	struct buffer b = {0};
	int shown = 0;

	for (int i = f->several->first; i >= 0 && shown < MOST_CANDIDATES; i = f->in->links.at[i].next, shown++)
		add_candidate(a, &b, t, f->in->links.at[i].number);
	if (f->several->count > shown)
		buffer_string(&b, " …");
	return buffer_take(a, &b);
}

/* The entries that a misspelt one may have meant: those that are nearest, and equally near. */
struct guesses {
	int at[MOST_ADVISED]; /* positions in the table */
	bool by_name;         /* of the names, not of the codes */
	int count;
	size_t distance;
};

static void
guess(struct guesses *g, int position, size_t distance, bool by_name)
{
	if (distance > g->distance || distance == SIZE_MAX)
		return;
	if (distance < g->distance)
		g->count = 0;
	g->distance = distance;
	for (int i = 0; i < g->count; i++) {
		if (g->at[i] == position)
			return;
	}
	g->by_name = by_name;
	if (g->count < MOST_ADVISED)
		g->at[g->count++] = position;
}

static void
guess_among(struct guesses *g, const struct lookup *in, struct text text, bool by_name)
{
	for (size_t i = 0; i < in->entries.count && i < MOST_GUESSED_FROM; i++) {
		const struct lookup_entry *e = &in->entries.at[i];

		guess(g, in->links.at[e->first].number, nearest_distance(text, e->text), by_name);
	}
}

struct text
target_nearest(struct arena *a, struct target *t, struct text text)
{
	struct guesses g = {.distance = SIZE_MAX};
	struct buffer b = {0};

	guess_among(&g, &t->codes, text, false);
	guess_among(&g, &t->names, utf8_fold_name(a, text), true);
	for (int i = 0; i < g.count; i++) {
		if (g.by_name)
			add_named(a, &b, t, g.at[i]);
		else
			add_candidate(a, &b, t, g.at[i]);
	}
	return buffer_take(a, &b);
}
