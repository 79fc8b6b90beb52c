/*
 * numbering -- levels of a list, their counters, and the text that a number makes.
 *
 * Private to this folder.  DOCX and ODF describe levels differently; the readers turn both into
 * struct list_level, and from there on a list is counted in one way.
 */
#ifndef PRIKAZ_DOCUMENT_NUMBERING_H
#define PRIKAZ_DOCUMENT_NUMBERING_H

#include "document/document.h"

enum { LIST_LEVELS = 10 };

/*
 * The text of a label with places for numbers: byte LEVEL_SIGN + i stands for the number of level i.
 * Those bytes cannot come from XML, which forbids them.
 */
enum { LEVEL_SIGN = 0x0E };

struct list_level {
	enum number_format format;
	int start;
	bool restarts;       /* when a level above counts on: the rule unless w:lvlRestart says 0 */
	int restart_level;   /* index of the deepest level whose counting restarts this one */
	bool is_legal;       /* all numbers of this label are decimal */
	struct text pattern; /* "\x0E.\x0F)"; of a bullet the sign itself */
	enum label_end end;
	enum align align;
};

/* Where the items of one list have come to. */
struct list_counters {
	int at[LIST_LEVELS];
	bool is_counting[LIST_LEVELS];
};

/* Counts an item of a level (cut to the levels there are); starts what has not been started. */
void list_count(struct list_counters *c, const struct list_level levels[LIST_LEVELS], int level);

/* Makes the next item of the level get this number. */
void list_restart(struct list_counters *c, int level, int number);

/* Makes the level and those below it begin anew at their starts. */
void list_stop(struct list_counters *c, int level);

/* The finished label of the item that was counted last. */
struct text list_label(struct arena *a, const struct list_counters *c, const struct list_level levels[LIST_LEVELS],
		       int level);

#endif
