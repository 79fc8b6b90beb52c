#include "data/words.h"

#include <stdint.h>
#include <stdlib.h>
#include <unicase.h>

#include "base/utf8.h"

enum { MOST_LETTERS = 64 };

struct text
words_lower(struct text t, char *out)
{
	size_t n = 0;

	for (size_t at = 0; at < t.len;) {
		char c[UTF8_MOST];
		size_t len = utf8_put(uc_tolower(utf8_next(t, &at)), c);

		for (size_t i = 0; i < len; i++)
			out[n++] = c[i];
	}
	return (struct text){out, n};
}

static int
letters_of(struct text t, uint32_t letters[MOST_LETTERS])
{
	int n = 0;

	for (size_t at = 0; at < t.len && n < MOST_LETTERS;)
		letters[n++] = uc_tolower(utf8_next(t, &at));
	return n;
}

static int
least(int x, int y)
{
	return x < y ? x : y;
}

int
words_distance(struct text x, struct text y, int most)
{
	uint32_t from[MOST_LETTERS], to[MOST_LETTERS];
	int row[MOST_LETTERS + 1];
	int from_count = letters_of(x, from), to_count = letters_of(y, to);

	if (abs(from_count - to_count) > most)
		return most + 1;
	for (int j = 0; j <= to_count; j++)
		row[j] = j;
	for (int i = 1; i <= from_count; i++) {
		int diagonal = row[0], best = row[0] = i;

		for (int j = 1; j <= to_count; j++) {
			int changed = diagonal + (from[i - 1] != to[j - 1]);

			diagonal = row[j];
			row[j] = least(changed, least(row[j], row[j - 1]) + 1);
			best = least(best, row[j]);
		}
		if (best > most)
			return most + 1;
	}
	return least(row[to_count], most + 1);
}

int
words_tolerance(struct text t)
{
	size_t letters = utf8_count(t);

	return letters < 3 ? 1 : letters > MOST_LETTERS ? MOST_LETTERS / 3 : (int)(letters / 3);
}
