/*
 * extend -- a record that says whose it is has that one's fields as well.
 *
 *     Наставники.csv   Человек = "Л-7"  ------>  Люди.csv   Код = "Л-7", ФИО = "Юн Раиса Егоровна", Телефон = …
 *                      {{наставник.фио}}: the person's, for the mentor has none; his own goes before
 *
 * So people may stand once in a table of their own or in each of the others, and templates need not know which.
 */
#include "data/extend.h"

#include "data/schema.h"
#include "value/record.h"

enum { LENT_MOST = 16 * 1000 * 1000 /* values in all: a wide table and a long one are small files */ };

/* Of a table that another one borrows from: where each of its fields stands there, from 1; 0: it is not lent. */
struct loan {
	const struct table *to;
	size_t *places;
};

static bool
is_nothing(struct value v)
{
	return v.kind == VALUE_EMPTY || (v.kind == VALUE_LIST && v.as.list->count == 0);
}

/* Its key and the list of the records that it lends to are the other record's alone. */
static bool
is_lent(const struct table *to, size_t i, const struct table *from)
{
	const struct field *f = &to->fields->of.at[i];

	for (size_t k = 0; k < to->fields->key_count; k++) {
		if (to->fields->key[k] == (int)i)
			return false;
	}
	return !f->is_absent && !text_equal(f->folded, TEXT("код")) && !text_equal(f->folded, from->folded);
}

/* The place of the lent field among those of the borrower. */
static size_t
place_of(struct arena *a, const struct field *lent, struct fields *fields)
{
	bool is_new;
	size_t position = fields_add(a, fields, lent->caption, &is_new);
	struct field *f = &fields->of.at[position];

	if (is_new || f->is_absent) {
		f->is_absent = false;
		f->is_computed = true;
		f->is_link = lent->is_link;
		f->is_optional_link = lent->is_optional_link;
		for (size_t n = 0; n < lent->leads_to.count; n++)
			*VECTOR_PUSH(a, &f->leads_to) = lent->leads_to.at[n];
	}
	return position;
}

/* The fields of `to` become fields of `from`, where they are found by all of their names. */
static struct loan
loan_of(struct arena *a, const struct table *to, struct table *from)
{
	const struct fields *lent = to->fields;
	struct loan loan = {to, NEW_ARRAY(a, size_t, lent->of.count)};

	for (size_t i = 0; i < lent->of.count; i++) {
		if (is_lent(to, i, from))
			loan.places[i] = place_of(a, &lent->of.at[i], from->fields) + 1;
	}
	for (size_t n = 0; n < lent->names.count; n++) {
		size_t place = loan.places[lent->names.at[n].position];

		if (place)
			fields_add_name(a, from->fields, lent->names.at[n].folded, place - 1);
	}
	return loan;
}

static void
lend(struct record *r, size_t link, const struct loan *loan)
{
	struct value v = record_at(r, link);

	if (v.kind != VALUE_RECORD || record_table(v.as.record) != loan->to)
		return;
	for (size_t i = 0; i < loan->to->fields->of.count; i++) {
		size_t place = loan->places[i];

		if (place && is_nothing(record_at(r, place - 1)))
			record_share(r, place - 1, v.as.record, i);
	}
}

static void
extend_table(struct arena *a, struct table *from, const struct table *to, size_t link)
{
	size_t old_count = from->fields->of.count;
	struct loan loan = loan_of(a, to, from);

	for (size_t i = 0; i < from->all.count; i++) {
		struct record *r = (struct record *)list_record(&from->all, i);

		if (!r)
			continue;
		record_widen(a, r, old_count);
		lend(r, link, &loan);
	}
}

/* The table that the key's field leads to, and which of the fields that is; NULL: to none, or to the table itself. */
static const struct table *
lender_of(const struct table *t, const struct foreign_key *k, size_t *link)
{
	int i = k->extends && k->fields.count == 1 ? fields_find(t->fields, k->fields.at[0].folded) : -1;
	const struct field *f = i >= 0 ? &t->fields->of.at[i] : NULL;
	const struct table *to = f && f->is_link && f->leads_to.count ? f->leads_to.at[0] : NULL;

	*link = (size_t)i;
	return to == t ? NULL : to;
}

bool
records_extend(struct dataset *d, struct report *r)
{
	size_t lent = 0;

	for (size_t i = 0; i < d->tables.count; i++) {
		struct table *t = d->tables.at[i];

		for (size_t j = 0; t->schema && t->fields && j < t->schema->foreign_keys.count; j++) {
			const struct foreign_key *k = &t->schema->foreign_keys.at[j];
			size_t link;
			const struct table *to = lender_of(t, k, &link);

			if (!to)
				continue;
			lent += to->fields->of.count * t->all.count;
			if (lent > LENT_MOST)
				return REPORT(r, DATA_LENT_TOO_MUCH, place_file(to->source.file), to->name, t->name);
			extend_table(d->arena, t, to, link);
		}
	}
	return true;
}
