#include "expression/filter.h"

#include <string.h>

#include "base/report.h"

static const struct filter filters[] = {
#define FILTER(id, russian, latin, least, most, group, keywords, description)                                \
	[FILTER_##id] = {russian, latin, least, most, GROUP_##group, keywords, description},
#include "expression/filters.def"
#undef FILTER
};

const struct filter *
filter_row(enum filter_id id)
{
	return &filters[id];
}

/* A name of the table is folded but for "_" and ё: compares it so with a folded one. */
static bool
is_same_name(struct text folded, struct text name)
{
	if (folded.len != name.len)
		return false;
	for (size_t i = 0; i < name.len; i++) {
		if (i + 1 < name.len && memcmp(name.at + i, "ё", 2) == 0) {
			if (memcmp(folded.at + i, "е", 2) != 0)
				return false;
			i++;
		} else if (folded.at[i] != (name.at[i] == '_' ? ' ' : name.at[i])) {
			return false;
		}
	}
	return true;
}

/* The next of the names parted by one of the separators; *rest moves behind it. */
static bool
next_name(const char **rest, const char *separators, struct text *name)
{
	size_t len = strcspn(*rest, separators);

	if (**rest == '\0')
		return false;
	*name = (struct text){*rest, len};
	*rest += len + ((*rest)[len] != '\0');
	return true;
}

static bool
has_name(const char *names, struct text folded, struct nearest *near)
{
	struct text name;

	while (next_name(&names, "|", &name)) {
		if (is_same_name(folded, name))
			return true;
		if (near)
			nearest_offer(near, name, name);
	}
	return false;
}

enum filter_id
filter_find(struct text folded, struct nearest *near)
{
	for (int id = 0; id < FILTERS; id++) {
		if (has_name(filters[id].russian, folded, near) || has_name(filters[id].latin, folded, near))
			return (enum filter_id)id;
	}
	return FILTERS;
}

struct text
filter_keywords(struct arena *a, enum filter_id id, struct nearest *near)
{
	const char *rest = filters[id].keywords;
	struct text group, list = TEXT_NONE;

	while (next_name(&rest, "|", &group)) {
		const char *end = group.at + group.len;

		for (const char *at = group.at; at < end;) {
			const char *equals = memchr(at, '=', (size_t)(end - at));
			struct text name = {at, (size_t)((equals ? equals : end) - at)};

			nearest_offer(near, name, name);
			if (at == group.at)
				list = text_format(a, "%.*s%s%.*s", TEXT_ARG(list), list.len ? ", " : "",
						   TEXT_ARG(name));
			at += name.len + 1;
		}
	}
	return list;
}

/* The separator of join is none, nor are the pattern that captions are compared with and the list that is put behind. */
bool
filter_asks_items(enum filter_id id, size_t i)
{
	return filter_row(id)->group == GROUP_LISTS && !(id == FILTER_JOIN && i == 0) && id != FILTER_FIELDS &&
	       id != FILTER_TOGETHER;
}

int
filter_keyword(enum filter_id id, struct text folded)
{
	const char *rest = filters[id].keywords;
	struct text group, name;

	for (int number = 1; next_name(&rest, "|", &group); number++) {
		const char *end = group.at + group.len;

		for (const char *at = group.at; at < end; at += name.len + 1) {
			const char *equals = memchr(at, '=', (size_t)(end - at));

			name = (struct text){at, (size_t)((equals ? equals : end) - at)};
			if (is_same_name(folded, name))
				return number;
		}
	}
	return 0;
}
