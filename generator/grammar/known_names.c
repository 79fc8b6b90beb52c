/*
 * known_names -- a table of hashes over the names as they stand in the program: every run begins with making it, so
 * that nothing is copied.  ё, which stands in the lists, counts as the е that word_fold makes of it: both have two
 * bytes.
 */
#include "grammar/known_names.h"

struct known_name {
	struct text text;
	unsigned genders; /* 0: a free slot */
};

struct known_names {
	struct known_name *slots;
	size_t slot_count; /* more than the names by half at least: a name is met in a step or two */
};

static const struct {
	enum gender gender;
	const char *names;
} rows[] = {
#define NAMES(gender, names) {GENDER_##gender, names},
#include "grammar/men_names.def"
#include "grammar/women_names.def"
#undef NAMES
};

/* The next byte, and that of е for each of ё's. */
static unsigned char
folded_byte(struct text t, size_t at)
{
	unsigned char byte = (unsigned char)t.at[at];

	if (byte == 0xD1 && at + 1 < t.len && (unsigned char)t.at[at + 1] == 0x91)
		return 0xD0;
	if (byte == 0x91 && at > 0 && (unsigned char)t.at[at - 1] == 0xD1)
		return 0xB5;
	return byte;
}

static bool
is_same(struct text name, struct text folded)
{
	if (name.len != folded.len)
		return false;
	for (size_t i = 0; i < name.len; i++) {
		if (folded_byte(name, i) != folded_byte(folded, i))
			return false;
	}
	return true;
}

static uint32_t
hash_of(struct text name)
{
	uint32_t hash = 2166136261u;

	for (size_t i = 0; i < name.len; i++)
		hash = (hash ^ folded_byte(name, i)) * 16777619u;
	return hash ^ hash >> 15;
}

/* Where the name is, or is to be. */
static size_t
slot_of(const struct known_names *k, struct text name)
{
	size_t i = hash_of(name) & (k->slot_count - 1);

	while (k->slots[i].genders && !is_same(k->slots[i].text, name))
		i = (i + 1) & (k->slot_count - 1);
	return i;
}

static void
add_row(struct known_names *k, enum gender gender, struct text names)
{
	struct text name;

	while ((name = text_next_word(&names)).len) {
		struct known_name *slot = &k->slots[slot_of(k, name)];

		slot->text = name;
		slot->genders |= 1u << gender;
	}
}

static size_t
names_in_rows(void)
{
	size_t count = 0;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		count++;
		for (const char *c = rows[i].names; *c; c++)
			count += *c == ' ';
	}
	return count;
}

struct known_names *
known_names_new(struct arena *a)
{
	struct known_names *k = NEW(a, struct known_names);
	size_t count = names_in_rows();

	for (k->slot_count = 16; k->slot_count < count + count / 2; k->slot_count *= 2)
		;
	k->slots = NEW_ARRAY(a, struct known_name, k->slot_count);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		add_row(k, rows[i].gender, text_from(rows[i].names));
	return k;
}

unsigned
known_names_find(const struct known_names *k, struct text folded)
{
	return k->slots[slot_of(k, folded)].genders;
}
