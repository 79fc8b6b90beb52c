/*
 * trap_rows -- rows that are no records, and records that are there twice.
 *
 *     Код  | ФИО          | Часы          Below the records of a sheet people write what belongs to the sheet:
 *     1    | Иванов И.И.  | 40            a row of sums, and, after an empty row, who signs it.
 *     2    | Петрова А.А. | 20
 *     Итого|              | 60            left out: the required ФИО is empty
 *
 *     Директор ____________ Косьяненко    left out likewise
 *
 * Only the end of a table is looked at, and a row goes only where a schema says that a record cannot be like that: what
 * was meant as a record is never lost without being required to be more.
 */
#include "data/trap_rows.h"

#include <string.h>

#include "base/utf8.h"
#include "data/schema.h"
#include "data/trap.h"
#include "value/cell.h"
#include "value/record.h"

/* ---- the end of a table ---- */

enum { LONGEST_TAIL = 12 };

enum tail { TAIL_NONE, TAIL_TOTAL, TAIL_SIGNATURE };

static int
first_filled(const struct record *r, size_t *filled)
{
	int first = -1;

	*filled = 0;
	for (size_t i = 0; i < r->fields->of.count; i++) {
		if (record_at(r, i).kind == VALUE_EMPTY || r->fields->of.at[i].is_computed)
			continue;
		first = first < 0 ? (int)i : first;
		++*filled;
	}
	return first;
}

static bool
begins_with_any(struct text folded, const char *const *words)
{
	for (; *words; words++) {
		size_t len = strlen(*words);

		if (text_starts(folded, text_from(*words)) && (folded.len == len || folded.at[len] == ' '))
			return true;
	}
	return false;
}

/* "____": a line to sign on; or the place of a seal. */
static bool
has_line_to_sign(const struct record *r)
{
	for (size_t i = 0; i < r->fields->of.count; i++) {
		struct value v = record_at(r, i);

		if (v.kind == VALUE_TEXT &&
		    (text_find(v.text, TEXT("___"), 0) >= 0 || text_is(text_trim(v.text), "М.П.")))
			return true;
	}
	return false;
}

static enum tail
tail_of(struct arena *scratch, const struct record *r, const struct record *above)
{
	static const char *const totals[] = {"итого", "всего", "итог", "total", "grand total", NULL};
	static const char *const signers[] = {"директор", "руководитель", "исполнитель", "составил", "составила",
					      "подпись",  "заместитель",  "куратор",     "зам",      NULL};
	size_t filled;
	int first = first_filled(r, &filled);
	bool is_apart = above && r->row > above->row + 1;
	struct value v = first < 0 ? value_of_text(TEXT_NONE) : record_at(r, (size_t)first);
	struct text folded;

	if (v.kind != VALUE_TEXT || v.text.len > 200)
		return TAIL_NONE;
	folded = utf8_fold_name(scratch, v.text);
	if (begins_with_any(folded, totals))
		return TAIL_TOTAL;
	if (has_line_to_sign(r) ||
	    (is_apart && begins_with_any(folded, signers) && filled <= 3 && filled * 2 <= r->fields->of.count))
		return TAIL_SIGNATURE;
	return TAIL_NONE;
}

static bool
is_empty_at(const struct record *r, struct text folded)
{
	int i = fields_find(r->fields, folded);

	return i >= 0 && !r->fields->of.at[i].is_absent && record_at(r, (size_t)i).kind == VALUE_EMPTY;
}

/* A record of this table cannot look like that. */
static bool
lacks_what_is_required(const struct schema *s, const struct record *r)
{
	for (size_t i = 0; s && i < s->fields.count; i++) {
		if (s->fields.at[i].is_required && is_empty_at(r, s->fields.at[i].name.folded))
			return true;
	}
	for (size_t i = 0; s && i < s->primary_key.count; i++) {
		if (is_empty_at(r, s->primary_key.at[i].folded))
			return true;
	}
	return false;
}

static void
tell_tail(struct arena *scratch, struct ledger *l, const struct record *r, enum tail tail, bool is_left_out)
{
	size_t filled;
	int first = first_filled(r, &filled);
	struct value v = record_at(r, (size_t)first);
	struct place place = record_place(r, first);
	struct text shown = value_key(scratch, &v);

	if (tail == TAIL_TOTAL && is_left_out)
		LEDGER(l, DATA_TOTAL_LEFT_OUT, place, shown);
	else if (tail == TAIL_TOTAL)
		LEDGER(l, DATA_TOTAL_KEPT, place, shown);
	else if (is_left_out)
		LEDGER(l, DATA_SIGNATURE_LEFT_OUT, place, shown);
	else
		LEDGER(l, DATA_SIGNATURE_KEPT, place, shown);
}

void
trap_tail(struct arena *a, struct ledger *l, struct table *t)
{
	struct arena_mark mark = arena_mark(a);
	size_t count = t->all.count, kept = count;

	if (!t->fields || t->is_record)
		return;
	for (size_t n = 0; n < LONGEST_TAIL && n < count; n++) {
		const struct record *r = list_record(&t->all, count - 1 - n);
		const struct record *above = n + 1 < count ? list_record(&t->all, count - 2 - n) : NULL;
		enum tail tail = r && r->fields == t->fields && r->row > 0 ? tail_of(a, r, above) : TAIL_NONE;
		bool is_left_out;

		if (tail == TAIL_NONE)
			break;
		/* what stands below a record that is kept is kept */
		is_left_out = kept == count - n && lacks_what_is_required(t->schema, r);
		tell_tail(a, l, r, tail, is_left_out);
		kept -= is_left_out;
	}
	t->all.count = kept;
	arena_rewind(a, mark);
}

/* ---- records that are there twice ---- */

/*
 * A hash → the position of the first record that had it; open addressing.  32 bits of the hash are kept: among a
 * million records two that differ may share them, so what is found is looked at.
 *
 * The slots of a large table lie in no cache, and each record asks for one anywhere among them.  So the hashes of some
 * records are made first, and their slots fetched meanwhile.
 */
struct seen {
	struct {
		uint32_t hash, position; /* position + 1 */
	} * slots;
	size_t count;
	uint64_t secret; /* of the hash: keys that all fall into one slot cannot be thought up beforehand */
};

enum { AT_ONCE = 64 }; /* records */

__extension__ typedef unsigned __int128 product;

static uint64_t
mix(uint64_t h, uint64_t x)
{
	product p = (product)(h ^ x) * UINT64_C(0x9E3779B97F4A7C15);

	return (uint64_t)p ^ (uint64_t)(p >> 64);
}

static struct seen
seen_new(struct arena *a, size_t records)
{
	struct seen s = {.count = 64};

	while (s.count < records * 2)
		s.count *= 2;
	s.slots = arena_alloc(a, s.count * sizeof *s.slots);
	s.secret = mix((uintptr_t)s.slots, 0x243F6A8885A308D3);
	return s;
}

static size_t
seen_slot(const struct seen *s, uint64_t hash)
{
	return (size_t)(hash >> 32) & (s->count - 1);
}

static void
seen_fetch(const struct seen *s, uint64_t hash)
{
	__builtin_prefetch(&s->slots[seen_slot(s, hash)], 1);
}

/* The position of the record that had this hash first, or -1 when it is this one. */
static ptrdiff_t
seen_before(struct seen *s, uint64_t hash, size_t position)
{
	size_t i = seen_slot(s, hash);
	uint32_t kept = (uint32_t)hash;

	while (s->slots[i].position && s->slots[i].hash != kept)
		i = (i + 1) & (s->count - 1);
	if (s->slots[i].position)
		return (ptrdiff_t)s->slots[i].position - 1;
	s->slots[i].hash = kept;
	s->slots[i].position = (uint32_t)position + 1;
	return -1;
}

static uint64_t
hash_text(uint64_t h, struct text t)
{
	uint64_t piece = 0;
	size_t i = 0;

	for (; i + sizeof piece <= t.len; i += sizeof piece) {
		memcpy(&piece, t.at + i, sizeof piece);
		h = mix(h, piece);
	}
	if (t.len >= sizeof piece)
		memcpy(&piece, t.at + t.len - sizeof piece, sizeof piece); /* some bytes once more */
	else if (t.len)
		memcpy(&piece, t.at, t.len);
	return mix(h, piece + t.len * UINT64_C(0x517CC1B727220A95));
}

static uint64_t
hash_value(uint64_t h, const struct value *v)
{
	uint64_t bits = 0;

	h = mix(h, v->kind);
	if (v->kind == VALUE_NUMBER)
		memcpy(&bits, &v->as.number, sizeof bits);
	else if (v->kind == VALUE_DATE)
		bits = (uint64_t)v->as.date;
	else if (v->kind == VALUE_BOOL)
		bits = v->as.truth;
	else if (v->kind == VALUE_LIST || v->kind == VALUE_RECORD)
		memcpy(&bits, &v->as, sizeof(void *));
	return hash_text(mix(h, bits), v->text);
}

/* The same for equal values. */
static uint64_t
hash_cell(uint64_t h, struct cell c)
{
	struct value v;
	struct text t;

	if (cell_is_empty(c))
		return mix(h, VALUE_EMPTY);
	if (cell_text(c, &t))
		return hash_text(h, t);
	v = cell_value(c);
	return v.kind == VALUE_TEXT ? hash_text(h, v.text) : hash_value(h, &v);
}

/* A letter as names are compared: small, ё as е. */
static uint32_t
fold_letter(uint32_t c)
{
	if (c >= 'A' && c <= 'Z')
		return c + ('a' - 'A');
	if (c >= 0x410 && c <= 0x42F)
		return c + 0x20;
	return c == 0x401 || c == 0x451 ? 0x435 : c;
}

/* Whether it only parts the words of a name. */
static bool
parts_names(uint32_t c)
{
	return c == ' ' || c == 0xA0 || c == '\t' || c == '.' || c == '\n';
}

/* Of a name without what tells two spellings apart; *words: how many it has. */
static uint64_t
hash_name(uint64_t h, struct text t, int *words)
{
	uint64_t letters = 0; /* of the word, up to three that were not mixed in yet */
	bool is_in_word = false;

	*words = 0;
	for (size_t at = 0; at < t.len;) {
		uint32_t c = utf8_next(t, &at);
		bool is_letter = !parts_names(c);

		*words += is_letter && !is_in_word;
		if (is_letter)
			letters = letters << 21 | fold_letter(c);
		if (letters >> 42 || (is_in_word && !is_letter)) {
			h = mix(h, letters);
			letters = 0;
		}
		if (is_in_word && !is_letter)
			h = mix(h, ' ');
		is_in_word = is_letter;
	}
	return is_in_word ? mix(mix(h, letters), ' ') : h;
}

struct twice {
	struct arena scratch;
	struct ledger *ledger;
	struct table *table;
	bool *is_number; /* a column that only counts the rows */
	bool has_key;    /* no two records can be the same without an error */
	int name, birth; /* columns; -1: none */
	struct seen records, names;
};

static int
birth_column(const struct fields *f)
{
	for (size_t i = 0; i < f->of.count; i++) {
		if (text_find(f->of.at[i].folded, TEXT("рожден"), 0) >= 0 &&
		    text_find(f->of.at[i].folded, TEXT("дата"), 0) >= 0)
			return (int)i;
	}
	return -1;
}

static bool *
find_numbers(struct arena *a, const struct fields *f)
{
	bool *is_number = NEW_ARRAY(a, bool, f->of.count);

	for (size_t i = 0; i < f->of.count; i++) {
		struct text caption = text_trim(f->of.at[i].caption);

		is_number[i] = f->of.at[i].is_computed || text_is(caption, "№") || text_is(f->of.at[i].folded, "п п");
	}
	return is_number;
}

/* Whether two records are the same in all cells but the number of the row. */
static bool
are_same(const struct twice *w, const struct record *x, const struct record *y)
{
	for (size_t i = 0; i < w->table->fields->of.count; i++) {
		struct value v = record_at(x, i), u = record_at(y, i);

		if (w->is_number[i])
			continue;
		if (v.kind != u.kind || hash_value(0, &v) != hash_value(0, &u) || !text_equal(v.text, u.text))
			return false;
	}
	return true;
}

/* Of all cells but the number of the row; 0 when they are too few to know a record by. */
static uint64_t
hash_record(const struct twice *w, const struct record *r)
{
	uint64_t h = w->records.secret;
	size_t filled = 0, count = w->table->fields->of.count;

	for (size_t i = 0; i < count; i++) {
		if (w->is_number[i])
			continue;
		h = hash_cell(h, r->cells[i]);
		filled += !cell_is_empty(r->cells[i]);
	}
	return filled < 3 && (filled < 2 || w->name < 0) ? 0 : h;
}

static bool
look_for_same(struct twice *w, const struct record *r, size_t position, uint64_t h)
{
	ptrdiff_t first = h ? seen_before(&w->records, h, position) : -1;
	const struct record *other = first < 0 ? NULL : list_record(&w->table->all, (size_t)first);
	size_t filled;
	int column;

	if (!other || !are_same(w, r, other))
		return false;
	column = first_filled(r, &filled);
	LEDGER(w->ledger, DATA_RECORD_TWICE, record_place(r, column),
	       cell_name(&w->scratch, record_place(other, column)));
	return true;
}

static struct text
text_at(const struct record *r, int column, struct value *v)
{
	*v = record_at(r, (size_t)column);
	return v->kind == VALUE_TEXT ? text_trim(v->text) : TEXT_NONE;
}

/* Of the name and the birthday; 0 when they are too little to know a person by. */
static uint64_t
hash_person(const struct twice *w, const struct record *r)
{
	struct value v, birth;
	int words;
	uint64_t h = hash_name(w->names.secret, text_at(r, w->name, &v), &words);
	date d;

	if (words < 2 || (words < 3 && w->birth < 0))
		return 0;
	if (w->birth < 0)
		return h;
	birth = record_at(r, (size_t)w->birth);
	return value_date(&birth, &d) ? mix(h, (uint64_t)d) : 0;
}

/* Where a name stands: one that is put together of its parts stands where the first of them does. */
static int
name_cell(const struct twice *w)
{
	const struct fields *fields = w->table->fields;

	return fields->of.at[w->name].is_computed ? fields_find(fields, TEXT("фамилия")) : w->name;
}

/* The same person under two spellings: of one birthday, or, where none is known, with a patronymic. */
static void
look_for_person(struct twice *w, const struct record *r, size_t position, uint64_t h)
{
	ptrdiff_t first = h ? seen_before(&w->names, h, position) : -1;
	const struct record *other = first < 0 ? NULL : list_record(&w->table->all, (size_t)first);
	struct text name, first_name;
	struct value v;

	if (!other)
		return;
	name = text_at(r, w->name, &v);
	first_name = text_at(other, w->name, &v);
	if (!text_equal(first_name, name) && h == hash_person(w, other))
		LEDGER(w->ledger, DATA_PERSON_TWICE, record_place(r, name_cell(w)), name,
		       cell_name(&w->scratch, record_place(other, name_cell(w))), first_name);
}

/* Whether the table's schema looks itself for what is there twice: by a column that is unique, or by a check. */
static bool
says_what_repeats(const struct table *t)
{
	const struct schema *s = t->schema;

	for (size_t i = 0; s && i < s->fields.count; i++) {
		if (s->fields.at[i].is_unique && fields_find(t->fields, s->fields.at[i].name.folded) >= 0)
			return true;
	}
	for (size_t i = 0; s && i < s->checks.count; i++) {
		if (s->checks.at[i].unique.len)
			return true;
	}
	return s && s->unique_keys.count > 0;
}

/* The records of these positions, at most AT_ONCE. */
static void
look_at_some(struct twice *w, size_t from, size_t to)
{
	struct {
		const struct record *record; /* NULL: none of the table's kind */
		uint64_t whole, person;      /* 0: not to be looked for */
	} hashed[AT_ONCE];

	for (size_t i = from; i < to; i++) {
		const struct record *r = list_record(&w->table->all, i);

		hashed[i - from].record = r = r && r->fields == w->table->fields ? r : NULL;
		hashed[i - from].whole = r && !w->has_key ? hash_record(w, r) : 0;
		hashed[i - from].person = r && w->name >= 0 ? hash_person(w, r) : 0;
		seen_fetch(&w->records, hashed[i - from].whole);
		seen_fetch(&w->names, hashed[i - from].person);
	}
	for (size_t i = from; i < to; i++) {
		const struct record *r = hashed[i - from].record;

		if (r && !look_for_same(w, r, i, hashed[i - from].whole))
			look_for_person(w, r, i, hashed[i - from].person);
	}
}

void
trap_records_twice(struct ledger *l, struct table *t)
{
	struct twice w = {.ledger = l, .table = t, .name = fields_find(t->fields, TEXT("фио")), .birth = -1};

	if (t->all.count < 2 || t->all.count >= UINT32_MAX)
		return;
	if (w.name < 0)
		w.name = fields_name(t->fields);
	w.birth = birth_column(t->fields);
	w.is_number = find_numbers(&w.scratch, t->fields);
	w.has_key = (t->schema && t->schema->primary_key.count) || says_what_repeats(t);
	w.records = seen_new(&w.scratch, w.has_key ? 0 : t->all.count);
	w.names = seen_new(&w.scratch, w.name < 0 ? 0 : t->all.count);
	for (size_t from = 0; from < t->all.count; from += AT_ONCE) {
		struct arena_mark mark = arena_mark(&w.scratch);

		look_at_some(&w, from, from + AT_ONCE < t->all.count ? from + AT_ONCE : t->all.count);
		arena_rewind(&w.scratch, mark);
	}
	arena_free(&w.scratch);
}
