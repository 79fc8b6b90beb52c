/*
 * declension_sheet -- the «ведомость склонений»: every form of a name or a phrase that the season's documents print, as
 * a table that a template may show, for proof-reading before the batch.
 *
 *     Слово | Вид | Пол | им род дат вин тв пр | им печатается … | Сомнение | Взято | Где | Ячейка | Раздел
 *
 * What the documents print is only known by merging them.  So before a run that makes a document with this table,
 * all others of the whole plan, also those that --only and --record leave out, are merged once for nothing but
 * their declensions.
 */
#ifndef PRIKAZ_SEASON_DECLENSION_SHEET_H
#define PRIKAZ_SEASON_DECLENSION_SHEET_H

#include "season/batch.h"

/* The document that --only may ask for without a row in the table of documents, and its template's name. */
#define DECLENSION_SHEET_NAME     "Ведомость склонений"
#define DECLENSION_SHEET_TEMPLATE "declension-sheet"

/* Adds the table, still without records, to the data of a season, before they are linked; unless they have one so
 * called. */
void declension_sheet_add(struct dataset *d);

/* Whether an expression (NULL: none) asks for the table: outside templates it is not known yet. */
bool declension_sheet_is_named(const struct dataset *d, const struct expression *e);

/* Whether a document of the plan shows it, whose templates are read here if they are not yet; nothing is reported. */
bool declension_sheet_is_shown(struct stock *s, const struct dataset *d, const struct plan *p);

/*
 * After plan_finish, before anything else reads the data: gives the table its records, when a document shows it that
 * this run has to make.  In silence but for a warning of what could not be merged.
 */
void declension_sheet_fill(struct arena *a, struct report *r, struct stock *s, struct plan *p, const struct batch *b);

#endif
