/*
 * rules -- the "checks" of schemas: what Table Schema cannot say, in the language of templates.
 *
 *     "checks": [ {"when": "Окончание < Начало", "field": "Окончание",
 *                  "message": "пара заканчивается раньше, чем начинается ({{Начало}})"},
 *                 {"unique": "Серия + \" \" + Номер", "when": "Номер", "severity": "warning"} ]
 */
#ifndef PRIKAZ_MERGE_RULES_H
#define PRIKAZ_MERGE_RULES_H

#include "merge/merge.h"

/*
 * Looks at every record of every table whose schema has checks, once dataset_link is done: a problem at its cell where
 * `when` is true, or where the value of `unique` was met before.  First all checks are read and their names looked up:
 * those wrong in the user's own schema are reported there; those of a shipped one that ask for what the data have not
 * are let be.  A record with an error is refused: documents that say anything of it are not made, all others are.
 * c says the dataset and today.  False when a schema is wrong.
 */
bool merge_rules(struct report *r, const struct merge_context *c);

#endif
