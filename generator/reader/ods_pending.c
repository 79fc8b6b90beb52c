/* ods_pending -- until the reader of ODS comes. */
#include "reader/sheets.h"

struct sheets *
ods_open(const struct sheets *with, const struct package *p)
{
	(void)p;
	REPORT(with->report, DATA_FORMAT_LATER, place_file(with->file), TEXT_NONE);
	return NULL;
}

struct sheets *
ods_open_flat(const struct sheets *with, struct text bytes)
{
	(void)bytes;
	REPORT(with->report, DATA_FORMAT_LATER, place_file(with->file), TEXT_NONE);
	return NULL;
}
