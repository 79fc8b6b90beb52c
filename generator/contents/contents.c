#include "contents/contents.h"

#include "contents/survey.h"

bool
contents_renew(struct arena *a, struct report *r, struct package *p)
{
	struct survey s;

	if (!survey_open(&s, a, r, p))
		return false;
	if (p->kind == PACKAGE_DOCX ? word_renew(&s) : odf_renew(&s))
		survey_close(&s);
	return true;
}
