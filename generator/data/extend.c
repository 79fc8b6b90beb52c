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

/* Where a field of the other table is to stand in this one. */
struct loan {
	size_t from, to;
};

typedef VECTOR(struct loan) loans;

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

/* The place of field i of `to` among the fields of `from`, where it is found by all of its names. */
static size_t
place_of(struct arena *a, const struct table *to, size_t i, struct table *from)
{
	const struct field *lent = &to->fields->of.at[i];
	bool is_new;
	size_t position = fields_add(a, from->fields, lent->caption, &is_new);
	struct field *f = &from->fields->of.at[position];

	if (is_new || f->is_absent) {
		f->is_absent = false;
		f->is_computed = true;
		f->is_link = lent->is_link;
		f->is_optional_link = lent->is_optional_link;
		for (size_t n = 0; n < lent->leads_to.count; n++)
			*VECTOR_PUSH(a, &f->leads_to) = lent->leads_to.at[n];
	}
	for (size_t n = 0; n < to->fields->names.count; n++) {
		if (to->fields->names.at[n].position == i)
			fields_add_name(a, from->fields, to->fields->names.at[n].folded, position);
	}
	return position;
}

static void
lend(struct record *r, size_t link, const struct table *to, const loans *all)
{
	struct value v = record_at(r, link);

	if (v.kind != VALUE_RECORD || record_table(v.as.record) != to)
		return;
	for (size_t i = 0; i < all->count; i++) {
		if (is_nothing(record_at(r, all->at[i].to)))
			record_share(r, all->at[i].to, v.as.record, all->at[i].from);
	}
}

static void
extend_table(struct arena *a, struct table *from, size_t link)
{
	const struct field *f = &from->fields->of.at[link];
	const struct table *to = f->is_link && f->leads_to.count ? f->leads_to.at[0] : NULL;
	size_t old_count = from->fields->of.count;
	loans all = {0};

	if (!to || to == from)
		return;
	for (size_t i = 0; i < to->fields->of.count; i++) {
		if (is_lent(to, i, from))
			*VECTOR_PUSH(a, &all) = (struct loan){i, place_of(a, to, i, from)};
	}
	for (size_t i = 0; i < from->all.count; i++) {
		struct record *r = (struct record *)list_record(&from->all, i);

		if (!r)
			continue;
		record_widen(a, r, old_count);
		lend(r, link, to, &all);
	}
}

void
records_extend(struct dataset *d)
{
	for (size_t i = 0; i < d->tables.count; i++) {
		struct table *t = d->tables.at[i];

		for (size_t j = 0; t->schema && t->fields && j < t->schema->foreign_keys.count; j++) {
			const struct foreign_key *k = &t->schema->foreign_keys.at[j];
			int link = k->extends && k->fields.count == 1 ? fields_find(t->fields, k->fields.at[0].folded)
								      : -1;

			if (link >= 0)
				extend_table(d->arena, t, (size_t)link);
		}
	}
}
