#include "base/hexadecimal.h"

int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

uint32_t
hexadecimal(struct text t)
{
	uint32_t number = 0;

	if (t.len > 6)
		return 0;
	for (size_t i = 0; i < t.len; i++) {
		int digit = hex_digit(t.at[i]);

		if (digit < 0)
			return 0;
		number = number << 4 | (uint32_t)digit;
	}
	return number;
}

struct text
percent_decode(struct arena *a, struct text t)
{
	char *out = arena_alloc(a, t.len + 1);
	size_t n = 0;

	for (size_t i = 0; i < t.len; i++) {
		uint32_t byte = 0;

		if (t.at[i] == '%' && i + 2 < t.len)
			byte = hexadecimal(text_slice(t, i + 1, i + 3));
		out[n++] = byte ? (char)byte : t.at[i];
		i += byte ? 2 : 0;
	}
	return (struct text){out, n};
}
