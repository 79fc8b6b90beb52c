/*
 * typed -- a cell as the type of its field reads it.
 *
 * A value of a known type loses its typing and prints as its type prints, so that one season gives the same documents
 * whether it came as a workbook, as CSV or as JSON: dates dd.MM.yyyy, numbers as short as they can be, да and нет.
 */
#ifndef PRIKAZ_DATA_TYPED_H
#define PRIKAZ_DATA_TYPED_H

#include "data/schema.h"

/* Reads *v, which is not empty, in place; false, and *v as it was, when it is not of that type. */
bool typed_read(struct arena *a, const struct schema_reading *how, struct value *v);

/* Whether a text has the form that the schema's format asks for: email, uri, uuid; any other asks for nothing. */
bool typed_has_form(struct text t, struct text format);

/* The number that bounds are compared with: of a percent cell, when the bound is above 1, the per cents. */
bool typed_number(const struct value *v, double bound, double *number);

#endif
