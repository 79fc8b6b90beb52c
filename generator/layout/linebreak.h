/*
 * linebreak -- where a line may end.
 */
#ifndef PRIKAZ_LAYOUT_LINEBREAK_H
#define PRIKAZ_LAYOUT_LINEBREAK_H

#include "base/text.h"

/*
 * breaks[i] says of byte i of t whether a line may end before it: UC_BREAK_POSSIBLE, _PROHIBITED,
 * _MANDATORY of <unilbrk.h>.  breaks has room for t.len + 1; the last is for who asks behind the end.
 * divides: where there is no room for words they are divided, which lets lines end behind slashes.
 */
void linebreaks_find(struct text t, bool divides, char *breaks);

#endif
