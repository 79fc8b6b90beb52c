/*
 * linebreak -- where a line may end.
 */
#ifndef PRIKAZ_LAYOUT_LINEBREAK_H
#define PRIKAZ_LAYOUT_LINEBREAK_H

#include "base/text.h"

/*
 * breaks[i] says of byte i of t whether a line may end before it: UC_BREAK_POSSIBLE, _PROHIBITED,
 * _MANDATORY of <unilbrk.h>.  breaks has room for t.len + 1; the last is for who asks behind the end.
 */
void linebreaks_find(struct text t, char *breaks);

#endif
