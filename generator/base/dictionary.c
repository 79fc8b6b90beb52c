#include "base/dictionary.h"

struct dictionary_entry {
	struct text key;
	uint32_t hash;
	void *value;
	struct dictionary_entry *next;
};

enum { DICTIONARY_FIRST = 64 };

static void
dictionary_grow(struct arena *a, struct dictionary *d)
{
	size_t count = d->bucket_count ? d->bucket_count * 4 : DICTIONARY_FIRST;
	struct dictionary_entry **buckets = NEW_ARRAY(a, struct dictionary_entry *, count);

	for (size_t i = 0; i < d->bucket_count; i++)
		for (struct dictionary_entry *e = d->buckets[i], *next; e; e = next) {
			next = e->next;
			e->next = buckets[e->hash % count];
			buckets[e->hash % count] = e;
		}
	d->buckets = buckets;
	d->bucket_count = count;
}

static struct dictionary_entry *
entry_find(const struct dictionary *d, struct text key, uint32_t hash)
{
	struct dictionary_entry *e = d->bucket_count ? d->buckets[hash % d->bucket_count] : NULL;

	while (e && !(e->hash == hash && text_equal(e->key, key)))
		e = e->next;
	return e;
}

void *
dictionary_find(const struct dictionary *d, struct text key)
{
	struct dictionary_entry *e = entry_find(d, key, text_hash(key));

	return e ? e->value : NULL;
}

static struct dictionary_entry *
entry_of(struct arena *a, struct dictionary *d, struct text key)
{
	uint32_t hash = text_hash(key);
	struct dictionary_entry *e = entry_find(d, key, hash);

	if (e)
		return e;
	if (d->count >= d->bucket_count)
		dictionary_grow(a, d);
	e = NEW(a, struct dictionary_entry);
	*e = (struct dictionary_entry){text_copy(a, key), hash, NULL, d->buckets[hash % d->bucket_count]};
	d->buckets[hash % d->bucket_count] = e;
	d->count++;
	return e;
}

void **
dictionary_slot(struct arena *a, struct dictionary *d, struct text key)
{
	return &entry_of(a, d, key)->value;
}

struct text
dictionary_key(struct arena *a, struct dictionary *d, struct text key)
{
	return entry_of(a, d, key)->key;
}
