/*
 * workbook -- a file of sheets, whatever its format: XLSX or ODS.
 */
#ifndef PRIKAZ_READER_WORKBOOK_H
#define PRIKAZ_READER_WORKBOOK_H

#include "reader/sheets.h"

/*
 * Opens bytes, which must outlive the reading, as a workbook: the texts of its cells will live in texts.  NULL after
 * a report of what is wrong with it, or what it is instead.
 */
struct sheets *workbook_open(struct arena *texts, struct report *r, struct text bytes, struct text file);

/*
 * Moves to the next sheet that people see; hidden ones that hold anything are told in a note, empty ones too are
 * given.  What came of the sheet before is told: its hidden rows.  false behind the last, and when the file is broken.
 */
bool workbook_next(struct sheets *s, struct sheet *sheet);

/* Ends the reading; false when something was broken (reported). */
bool workbook_close(struct sheets *s);

/* Whether an office gives new sheets this name by itself: Лист1, Sheet1, Tabelle 1, Worksheet … */
bool workbook_is_default_name(struct text sheet);

#endif
