#include "contents/field.h"

enum { INSTRUCTION_MOST = 4096 }; /* bytes: more than anybody writes */

static struct open_field *
innermost(const struct fields *f)
{
	return f->open.count ? &f->open.at[f->open.count - 1] : NULL;
}

bool
fields_in_result(const struct fields *f)
{
	return f->open.count && innermost(f)->separate;
}

static enum field_event
mark_step(struct fields *f, struct xml_node *mark, struct open_field **field)
{
	*field = innermost(f);
	if (xml_value_is(mark, W_fldCharType, "begin")) {
		*field = VECTOR_PUSH(f->a, &f->open);
		**field = (struct open_field){.instruction = TEXT_NONE};
		return FIELD_BEGINS;
	}
	if (!*field)
		return FIELD_GOES_ON;
	if (xml_value_is(mark, W_fldCharType, "separate")) {
		(*field)->separate = mark;
		return FIELD_SEPARATES;
	}
	f->open.count--;
	return FIELD_ENDS;
}

enum field_event
fields_step(struct fields *f, struct xml_node *at, struct open_field **field)
{
	struct open_field *own = innermost(f);
	struct text words = TEXT_NONE;

	if (at->name == W_fldChar)
		return mark_step(f, at, field);
	if (at->name == W_instrText && own && !own->separate && own->instruction.len < INSTRUCTION_MOST)
		words = xml_content(f->a, at);
	if (words.len) /* there may be millions without any */
		own->instruction = text_join(f->a, own->instruction, words);
	return FIELD_GOES_ON;
}
