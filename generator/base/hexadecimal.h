/*
 * hexadecimal -- numbers in digits of sixteen, and the bytes that a URI writes so.
 */
#ifndef PRIKAZ_BASE_HEXADECIMAL_H
#define PRIKAZ_BASE_HEXADECIMAL_H

#include "base/text.h"

/* What a digit counts, in capitals and small letters alike; -1: it is none. */
int hex_digit(char c);

/* "F0B7" as a number; 0 for what is none, or has over six digits. */
uint32_t hexadecimal(struct text t);

/* "image%201.png" → "image 1.png" (RFC 3986, 2.1), in a.  A "%" without two digits stays, and so does a NUL's code. */
struct text percent_decode(struct arena *a, struct text t);

#endif
