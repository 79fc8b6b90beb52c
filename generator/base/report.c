#include "base/report.h"

#include <libintl.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"

static const struct {
	const char *slug, *what, *hint;
	enum severity severity;
} messages[] = {
#define MESSAGE(id, slug, severity, what, hint) [PROBLEM_##id] = {slug, what, hint, severity},
#include "base/messages.def"
#undef MESSAGE
};

static _Thread_local struct text context_document, context_record;

const char *
translate(const char *msgid)
{
	return msgid[0] ? dgettext("prikaz", msgid) : msgid;
}

void
report_open(struct report *r)
{
	*r = (struct report){0};
	pthread_mutex_init(&r->lock, NULL);
}

void
report_close(struct report *r)
{
	arena_free(&r->arena);
	pthread_mutex_destroy(&r->lock);
}

void
report_context(struct text document, struct text record)
{
	context_document = document;
	context_record = record;
}

struct text
report_document(void)
{
	return context_document;
}

static struct place
place_copy(struct arena *a, struct place p)
{
	p.file = text_copy(a, p.file);
	p.sheet = text_copy(a, p.sheet);
	p.caption = text_copy(a, p.caption);
	p.part = text_copy(a, p.part);
	p.around = text_copy(a, p.around);
	return p;
}

/* Of a JSON value only its path says where it stands. */
static bool
is_path(const struct place *p)
{
	return p->kind == AT_CELL && p->row == 0 && p->column == 0;
}

static bool
place_same(const struct place *p, const struct place *q)
{
	return p->kind == q->kind && p->line == q->line && p->column == q->column && p->row == q->row &&
	       p->table == q->table && p->cell == q->cell && p->paragraph == q->paragraph &&
	       text_equal(p->file, q->file) && text_equal(p->sheet, q->sheet) && text_equal(p->part, q->part) &&
	       text_equal(p->around, q->around) && (!is_path(p) || text_equal(p->caption, q->caption));
}

/* The message with %1 … %4 replaced. */
static struct text
fill_in(struct arena *a, const char *message, const struct text arguments[PROBLEM_ARGUMENTS])
{
	struct buffer b = {0};

	for (const char *p = message; *p; p++) {
		if (p[0] == '%' && p[1] >= '1' && p[1] < '1' + PROBLEM_ARGUMENTS)
			buffer_text(&b, arguments[*++p - '1']);
		else
			buffer_byte(&b, *p);
	}
	return buffer_take(a, &b);
}

static bool
problem_same(const struct problem *p, const struct problem *q)
{
	return p->code == q->code && p->excerpt.caret == q->excerpt.caret && p->excerpt.begin == q->excerpt.begin &&
	       place_same(&p->place, &q->place) && text_equal(p->what, q->what);
}

/* Equal for problems that are the same. */
static size_t
problem_hash(const struct problem *p)
{
	const struct place *at = &p->place;
	const uint32_t pieces[] = {
		p->code,
		(uint32_t)p->excerpt.caret,
		(uint32_t)p->excerpt.begin,
		(uint32_t)at->line,
		(uint32_t)at->column,
		(uint32_t)at->row,
		(uint32_t)at->table,
		(uint32_t)at->cell,
		(uint32_t)at->paragraph,
		text_hash(at->file),
		text_hash(at->sheet),
		text_hash(at->part),
		text_hash(at->around),
		text_hash(p->what),
		is_path(at) ? text_hash(at->caption) : 0,
	};
	uint64_t h = 0;

	for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++)
		h = (h ^ pieces[i]) * UINT64_C(0x9E3779B97F4A7C15);
	return (size_t)(h >> 32);
}

/* The slot of p's equal, or the free one where p belongs. */
static uint32_t *
find_slot(const struct report *r, const struct problem *p)
{
	size_t i = problem_hash(p) & (r->slot_count - 1);

	while (r->slots[i] && !problem_same(&r->problems.at[r->slots[i] - 1], p))
		i = (i + 1) & (r->slot_count - 1);
	return &r->slots[i];
}

static void
slots_enlarge(struct report *r)
{
	r->slot_count = r->slot_count ? r->slot_count * 4 : 64;
	r->slots = NEW_ARRAY(&r->arena, uint32_t, r->slot_count);
	for (size_t i = 0; i < r->problems.count; i++)
		*find_slot(r, &r->problems.at[i]) = (uint32_t)(i + 1);
}

/* ---- how many of one code a column has ---- */

/* Steps over "[12]" in a JSON path, so that all records of a list have one column there. */
static size_t
skip_number(struct text t, size_t at)
{
	size_t end = at + 1;

	if (t.at[at] != '[')
		return at;
	while (end < t.len && t.at[end] >= '0' && t.at[end] <= '9')
		end++;
	return end > at + 1 && end < t.len && t.at[end] == ']' ? end : at;
}

static bool
caption_same(struct text x, struct text y)
{
	size_t i = 0, j = 0;

	for (; i < x.len && j < y.len && x.at[i] == y.at[j]; i++, j++) {
		i = skip_number(x, i);
		j = skip_number(y, j);
		if (x.at[i] != y.at[j])
			return false;
	}
	return i == x.len && j == y.len;
}

static uint32_t
caption_hash(struct text t)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < t.len; i++) {
		h = (h ^ (unsigned char)t.at[i]) * 16777619u;
		i = skip_number(t, i);
	}
	return h;
}

static size_t
tally_hash(enum problem_code code, const struct place *p)
{
	const uint32_t pieces[] = {code, (uint32_t)p->column, text_hash(p->file), text_hash(p->sheet),
				   caption_hash(p->caption)};
	uint64_t h = 0;

	for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++)
		h = (h ^ pieces[i]) * UINT64_C(0x9E3779B97F4A7C15);
	return (size_t)(h >> 32);
}

static bool
tally_is(const struct tally *t, enum problem_code code, const struct place *p)
{
	return t->code == code && t->column == p->column && text_equal(t->file, p->file) &&
	       text_equal(t->sheet, p->sheet) && caption_same(t->caption, p->caption);
}

static uint32_t *
tally_slot(const struct report *r, enum problem_code code, const struct place *p)
{
	size_t i = tally_hash(code, p) & (r->tally_slot_count - 1);

	while (r->tally_slots[i] && !tally_is(&r->tallies.at[r->tally_slots[i] - 1], code, p))
		i = (i + 1) & (r->tally_slot_count - 1);
	return &r->tally_slots[i];
}

static void
tallies_enlarge(struct report *r)
{
	r->tally_slot_count = r->tally_slot_count ? r->tally_slot_count * 4 : 64;
	r->tally_slots = NEW_ARRAY(&r->arena, uint32_t, r->tally_slot_count);
	for (size_t i = 0; i < r->tallies.count; i++) {
		const struct tally *t = &r->tallies.at[i];
		struct place p = r->problems.at[t->last].place;

		*tally_slot(r, t->code, &p) = (uint32_t)(i + 1);
	}
}

/* The problem at that index is there now. */
static void
tally_count(struct report *r, size_t index)
{
	const struct problem *p = &r->problems.at[index];
	uint32_t *slot;

	if (p->place.kind != AT_CELL)
		return;
	if (r->tallies.count * 2 >= r->tally_slot_count)
		tallies_enlarge(r);
	slot = tally_slot(r, p->code, &p->place);
	if (!*slot) {
		*VECTOR_PUSH(&r->arena, &r->tallies) = (struct tally){
			p->code, p->place.file, p->place.sheet, p->place.caption, p->place.column, 0, index};
		*slot = (uint32_t)r->tallies.count;
	}
	r->tallies.at[*slot - 1].listed++;
	r->tallies.at[*slot - 1].last = index;
}

static void
note_severity(struct report *r, enum severity s)
{
	if (!r->any || s > r->worst)
		r->worst = s;
	r->any = true;
}

static enum severity
severity_at_most(enum problem_code code, enum severity most)
{
	return messages[code].severity > most ? most : messages[code].severity;
}

bool
report_room(struct report *r, enum problem_code code, enum severity most, struct place place)
{
	struct tally *t = NULL;
	bool has_room;

	pthread_mutex_lock(&r->lock);
	if (place.kind == AT_CELL && r->tally_slot_count) {
		uint32_t slot = *tally_slot(r, code, &place);

		t = slot ? &r->tallies.at[slot - 1] : NULL;
	}
	has_room = r->problems.count < REPORT_MOST && (!t || t->listed < REPORT_COLUMN_MOST);
	if (!has_room) {
		note_severity(r, severity_at_most(code, most));
		if (t)
			r->problems.at[t->last].more++;
		else
			r->unlisted[severity_at_most(code, most)]++;
	}
	pthread_mutex_unlock(&r->lock);
	return has_room;
}

/* ---- which cells are wrong ---- */

static uint32_t *
wrong_slot(const struct report *r, const struct place *p)
{
	const uint32_t pieces[] = {(uint32_t)p->row, (uint32_t)p->column, text_hash(p->sheet),
				   is_path(p) ? text_hash(p->caption) : 0};
	uint64_t h = 0;
	size_t slot;

	for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++)
		h = (h ^ pieces[i]) * UINT64_C(0x9E3779B97F4A7C15);
	slot = (size_t)(h >> 32) & (r->wrong_slots - 1);
	while (r->wrong[slot] && !place_same(&r->problems.at[r->wrong[slot] - 1].place, p))
		slot = (slot + 1) & (r->wrong_slots - 1);
	return &r->wrong[slot];
}

/* The problem at that index is there now. */
static void
note_wrong(struct report *r, size_t index)
{
	const struct problem *p = &r->problems.at[index];
	uint32_t *slot;

	if (p->place.kind != AT_CELL || messages[p->code].severity < SEVERITY_ERROR)
		return;
	if (r->wrong_count * 2 >= r->wrong_slots) {
		uint32_t *old = r->wrong;
		size_t old_slots = r->wrong_slots;

		r->wrong_slots = old_slots ? old_slots * 4 : 64;
		r->wrong = NEW_ARRAY(&r->arena, uint32_t, r->wrong_slots);
		for (size_t i = 0; i < old_slots; i++) {
			if (old[i])
				*wrong_slot(r, &r->problems.at[old[i] - 1].place) = old[i];
		}
	}
	slot = wrong_slot(r, &p->place);
	r->wrong_count += !*slot;
	*slot = (uint32_t)index + 1;
}

bool
report_is_wrong(struct report *r, struct place cell)
{
	bool is_wrong;

	pthread_mutex_lock(&r->lock);
	is_wrong = r->wrong_slots && *wrong_slot(r, &cell);
	pthread_mutex_unlock(&r->lock);
	return is_wrong;
}

/* ---- adding ---- */

/* Keeps p, whose texts but `what` are still the caller's. */
static void
problem_keep(struct report *r, struct problem p, const struct text arguments[PROBLEM_ARGUMENTS])
{
	p.place = place_copy(&r->arena, p.place);
	p.hint = fill_in(&r->arena, translate(messages[p.code].hint), arguments);
	p.excerpt.text = text_copy(&r->arena, p.excerpt.text);
	p.document = text_copy(&r->arena, context_document);
	p.record = text_copy(&r->arena, context_record);
	for (size_t i = 0; i < PROBLEM_ARGUMENTS && p.place.kind == AT_CELL; i++)
		p.arguments[i] = text_copy(&r->arena, arguments[i]);
	*VECTOR_PUSH(&r->arena, &r->problems) = p;
	tally_count(r, r->problems.count - 1);
	note_wrong(r, r->problems.count - 1);
}

/* The problem came again, for this record. */
static void
problem_again(struct report *r, struct problem *p, struct text record)
{
	p->repeats++;
	if (!record.len || p->others.count >= PROBLEM_OTHERS || text_equal(record, p->record))
		return;
	for (size_t i = 0; i < p->others.count; i++) {
		if (text_equal(record, p->others.at[i]))
			return;
	}
	*VECTOR_PUSH(&r->arena, &p->others) = text_copy(&r->arena, record);
}

static bool
add(struct report *r, enum problem_code code, enum severity most, struct place place, struct excerpt excerpt,
    const struct text arguments[PROBLEM_ARGUMENTS], bool is_counted)
{
	struct problem p = {.code = code, .severity = severity_at_most(code, most), .place = place, .excerpt = excerpt};
	struct arena_mark mark;
	uint32_t *slot;

	pthread_mutex_lock(&r->lock);
	if (r->problems.count * 2 >= r->slot_count)
		slots_enlarge(r);
	mark = arena_mark(&r->arena);
	p.what = fill_in(&r->arena, translate(messages[code].what), arguments);
	slot = find_slot(r, &p);
	if (*slot) {
		arena_rewind(&r->arena, mark); /* a million alike must not fill the memory */
		if (is_counted)
			problem_again(r, &r->problems.at[*slot - 1], context_record);
	} else {
		problem_keep(r, p, arguments);
		*slot = (uint32_t)r->problems.count;
	}
	note_severity(r, p.severity);
	pthread_mutex_unlock(&r->lock);
	return p.severity < SEVERITY_ERROR;
}

bool
report_add_at_most(struct report *r, enum problem_code code, enum severity most, struct place place,
		   struct excerpt excerpt, const struct text arguments[PROBLEM_ARGUMENTS])
{
	return add(r, code, most, place, excerpt, arguments, true);
}

bool
report_add(struct report *r, enum problem_code code, struct place place, struct excerpt excerpt,
	   const struct text arguments[PROBLEM_ARGUMENTS])
{
	return add(r, code, SEVERITY_FATAL, place, excerpt, arguments, true);
}

bool
report_add_once(struct report *r, enum problem_code code, struct place place, struct excerpt excerpt,
		const struct text arguments[PROBLEM_ARGUMENTS])
{
	return add(r, code, SEVERITY_FATAL, place, excerpt, arguments, false);
}

bool
report_has(struct report *r, enum problem_code code, struct excerpt excerpt,
	   const struct text arguments[PROBLEM_ARGUMENTS])
{
	struct arena_mark mark;
	struct text what;
	bool found = false;

	pthread_mutex_lock(&r->lock);
	mark = arena_mark(&r->arena);
	what = fill_in(&r->arena, translate(messages[code].what), arguments);
	for (size_t i = r->problems.count; i-- > 0 && !found;) {
		const struct problem *p = &r->problems.at[i];

		found = p->code == code && p->excerpt.caret == excerpt.caret && p->excerpt.begin == excerpt.begin &&
			text_equal(p->excerpt.text, excerpt.text) && text_equal(p->what, what);
	}
	arena_rewind(&r->arena, mark);
	pthread_mutex_unlock(&r->lock);
	return found;
}

/* What is doubtful in a cell of the data is one thing, in however many documents it is printed. */
static bool
is_of_cell_alone(const struct problem *p)
{
	return p->place.kind == AT_CELL && p->severity == SEVERITY_WARNING && !p->excerpt.text.len;
}

/* Takes over a finished problem of another report, or counts it when it is there already. */
static void
pour_one(struct report *into, const struct problem *p, bool is_counted)
{
	uint32_t *slot;

	if (into->problems.count * 2 >= into->slot_count)
		slots_enlarge(into);
	slot = find_slot(into, p);
	if (*slot && (!is_counted || is_of_cell_alone(p)))
		return;
	if (*slot) {
		struct problem *same = &into->problems.at[*slot - 1];

		problem_again(into, same, p->record);
		for (size_t i = 0; i < p->others.count; i++, same->repeats--)
			problem_again(into, same, p->others.at[i]);
		same->repeats += p->repeats;
		return;
	}
	struct problem copy = *p;
	const struct text *others = p->others.at;

	memset(&copy.others, 0, sizeof copy.others);
	for (size_t i = 0; i < p->others.count; i++)
		*VECTOR_PUSH(&into->arena, &copy.others) = text_copy(&into->arena, others[i]);

	copy.place = place_copy(&into->arena, p->place);
	copy.document = text_copy(&into->arena, p->document);
	copy.record = text_copy(&into->arena, p->record);
	copy.what = text_copy(&into->arena, p->what);
	copy.hint = text_copy(&into->arena, p->hint);
	copy.excerpt.text = text_copy(&into->arena, p->excerpt.text);
	for (size_t i = 0; i < PROBLEM_ARGUMENTS; i++)
		copy.arguments[i] = text_copy(&into->arena, p->arguments[i]);
	*VECTOR_PUSH(&into->arena, &into->problems) = copy;
	*slot = (uint32_t)into->problems.count;
	tally_count(into, into->problems.count - 1);
	note_wrong(into, into->problems.count - 1);
}

void
report_pour(struct report *into, const struct report *from, bool is_counted)
{
	pthread_mutex_lock(&into->lock);
	for (size_t i = 0; i < from->problems.count; i++)
		pour_one(into, &from->problems.at[i], is_counted);
	for (enum severity s = SEVERITY_NOTE; s <= SEVERITY_FATAL; s++)
		into->unlisted[s] += from->unlisted[s];
	if (from->any)
		note_severity(into, from->worst);
	pthread_mutex_unlock(&into->lock);
}

int
report_count(const struct report *r, enum severity least)
{
	int n = 0;

	for (size_t i = 0; i < r->problems.count; i++) {
		if (r->problems.at[i].severity >= least)
			n += 1 + r->problems.at[i].more;
	}
	for (enum severity s = least; s <= SEVERITY_FATAL; s++)
		n += r->unlisted[s];
	return n;
}

static struct text
common(struct arena *a, const char *message, const struct problem *p, const bool are_varied[PROBLEM_ARGUMENTS])
{
	struct text arguments[PROBLEM_ARGUMENTS];

	for (size_t i = 0; i < PROBLEM_ARGUMENTS; i++)
		arguments[i] = are_varied[i] ? TEXT("…") : p->arguments[i];
	return fill_in(a, translate(message), arguments);
}

struct text
problem_common_what(struct arena *a, const struct problem *p, const bool are_varied[PROBLEM_ARGUMENTS])
{
	return common(a, messages[p->code].what, p, are_varied);
}

struct text
problem_common_hint(struct arena *a, const struct problem *p, const bool are_varied[PROBLEM_ARGUMENTS])
{
	return common(a, messages[p->code].hint, p, are_varied);
}

const char *
problem_slug(enum problem_code code)
{
	return messages[code].slug;
}

enum severity
problem_severity(enum problem_code code)
{
	return messages[code].severity;
}

const char *
problem_what(enum problem_code code)
{
	return messages[code].what;
}

const char *
problem_hint(enum problem_code code)
{
	return messages[code].hint;
}

const char *
severity_slug(enum severity s)
{
	static const char *const slugs[] = {"note", "warning", "error", "fatal"};

	return slugs[s];
}

struct place
place_file(struct text file)
{
	return (struct place){.kind = AT_FILE, .file = file};
}

struct text
place_column_letters(struct arena *a, int column)
{
	char letters[8];
	size_t n = sizeof letters;

	for (int left = column; left > 0 && n > 0; left = (left - 1) / 26)
		letters[--n] = (char)('A' + (left - 1) % 26);
	return text_copy(a, (struct text){letters + n, sizeof letters - n});
}

static void
add_piece(struct buffer *b, const char *separator, const char *name, int number)
{
	if (number > 0)
		buffer_printf(b, "%s%s %d", separator, name, number);
}

/* cells: told in place of the place's own; empty: that one */
static void
describe_cell(struct arena *a, struct buffer *b, const struct place *p, struct text cells)
{
	struct text letters = place_column_letters(a, p->column);

	if (p->sheet.len)
		buffer_printf(
			b, ": %.*s",
			TEXT_ARG(fill_in(a, _("sheet \"%1\""), (const struct text[PROBLEM_ARGUMENTS]){p->sheet})));
	if (cells.len)
		buffer_printf(b, "%s %s %.*s", p->sheet.len ? "," : ":", p->column > 0 ? _("cells") : _("rows"),
			      TEXT_ARG(cells));
	else if (p->row > 0 && p->column > 0)
		buffer_printf(b, "%s %s %.*s%d", p->sheet.len ? "," : ":", _("cell"), TEXT_ARG(letters), p->row);
	else if (p->row > 0)
		buffer_printf(b, "%s %s %d", p->sheet.len ? "," : ":", _("row"), p->row);
	else if (p->column > 0)
		buffer_printf(b, "%s %s %.*s", p->sheet.len ? "," : ":", _("column"), TEXT_ARG(letters));
	if (p->caption.len)
		buffer_printf(b, " (%.*s)", TEXT_ARG(p->caption));
}

static void
describe_table(struct buffer *b, const struct place *p)
{
	buffer_text(b, p->around);
	add_piece(b, ", ", _("table"), p->table);
	add_piece(b, ", ", _("row"), p->row);
	add_piece(b, ", ", _("cell"), p->cell);
}

struct text
place_table(struct arena *a, const struct place *p)
{
	struct buffer b = {0};

	describe_table(&b, p);
	return buffer_take(a, &b);
}

bool
place_same_table(const struct place *p, const struct place *q)
{
	return p->table != 0 && p->table == q->table && text_equal(p->part, q->part) &&
	       text_equal(p->around, q->around);
}

static void
describe_paragraph(struct arena *a, struct buffer *b, const struct place *p)
{
	const char *part = p->part.len ? text_c(a, p->part) : "body";

	buffer_printf(b, ": %s", translate(part));
	describe_table(b, p);
	add_piece(b, ", ", _("paragraph"), p->paragraph);
}

struct text
place_common_caption(struct arena *a, struct text caption)
{
	struct buffer b = {0};

	for (size_t i = 0; i < caption.len; i++) {
		size_t end = skip_number(caption, i);

		if (end == i)
			buffer_byte(&b, caption.at[i]);
		else
			buffer_string(&b, "[…]");
		i = end;
	}
	return buffer_take(a, &b);
}

struct text
place_describe_cells(struct arena *a, const struct place *p, struct text cells)
{
	struct buffer b = {0};

	buffer_text(&b, p->file);
	describe_cell(a, &b, p, cells);
	return buffer_take(a, &b);
}

struct text
place_describe(struct arena *a, const struct place *p)
{
	struct buffer b = {0};

	buffer_text(&b, p->file);
	if (p->kind == AT_LINE && p->line > 0) {
		buffer_printf(&b, ":%d", p->line);
		if (p->column > 0)
			buffer_printf(&b, ":%d", p->column);
	} else if (p->kind == AT_CELL) {
		describe_cell(a, &b, p, TEXT_NONE);
	} else if (p->kind == AT_PARAGRAPH) {
		describe_paragraph(a, &b, p);
	}
	return buffer_take(a, &b);
}
