/*
 * docx_control -- content controls (ECMA-376 part 1, 17.5.2) that are more than a frame around their content.
 *
 * A control for plain text (w:text among its properties) is one text without looks of its own: LibreOffice shows
 * the words of its runs in the look of the paragraph's style, behind the line breaks and tabs in it.  When it is bound
 * to an element of the file's XML, the core or extended properties or a custom part, that element's text, if it has
 * any, is shown in place of what the runs say (17.5.2.6, w:dataBinding):
 *
 *     w:xpath="/ns0:coreProperties[1]/ns1:title[1]"
 *
 * Around paragraphs or cells LibreOffice 7.4 takes every control for plain text that is no date, part of a gallery,
 * picture, box to check or citation, a list to choose from too, but only as far as its first paragraph goes or another
 * control begins in it; behind one of the others those that say no kind are not, until a text or a control in a line
 * comes (measured, tests/fidelity/content-controls).
 *
 * Steps are compared by local names, for trees keep no namespaces of elements that nobody else reads.
 */
#include "document/docx_story.h"

#include "document/measure.h"

/* ---- the XML that controls are bound to ---- */

enum { STEPS_MOST = 64, LOOKED_AT_MOST = 10 * 1000 * 1000 /* elements, by all controls of a file */ };

static struct text
local_name(struct text qname)
{
	size_t start = qname.len;

	while (start > 0 && qname.at[start - 1] != ':')
		start--;
	return text_from_offset(qname, start);
}

/* The next "ns0:title[2]" of a path behind *at, as name and index; false at the end. */
static bool
step_next(struct text path, size_t *at, struct text *name, int *index)
{
	size_t start = *at, end, bracket;

	while (start < path.len && path.at[start] == '/')
		start++;
	for (end = start; end < path.len && path.at[end] != '/';)
		end++;
	for (bracket = start; bracket < end && path.at[bracket] != '[';)
		bracket++;
	*at = end;
	*name = local_name(text_slice(path, start, bracket));
	*index = 1;
	if (bracket + 2 < end)
		*index = integer_or(text_slice(path, bracket + 1, end - 1), 1);
	return end > start;
}

/* The index-th of a node and its following siblings that has this name; NULL when there is none. */
static const struct xml_node *
named(struct docx *d, const struct xml_node *node, struct text name, int index)
{
	for (; node && d->looked_at < LOOKED_AT_MOST; node = node->next, d->looked_at++)
		if (node->qname.len && text_equal(local_name(node->qname), name) && --index == 0)
			return node;
	return NULL;
}

static struct text
attribute_named(const struct xml_node *node, struct text name)
{
	for (const struct xml_attribute *a = node->attributes; a; a = a->next)
		if (text_equal(local_name(a->qname), name))
			return a->value;
	return TEXT_NONE;
}

static struct text
path_follow(struct docx *d, const struct xml_node *root, struct text path)
{
	const struct xml_node *from = root, *node = NULL;
	struct text name;
	size_t at = 0;
	int index;

	for (int steps = 0; steps < STEPS_MOST && step_next(path, &at, &name, &index); steps++) {
		if (node && text_starts(name, TEXT("@")))
			return attribute_named(node, text_from_offset(name, 1));
		node = named(d, from, name, index);
		if (!node)
			return TEXT_NONE;
		from = node->first;
	}
	return node ? text_trim(xml_content(d->arena, node)) : TEXT_NONE;
}

static bool
is_store(struct text part)
{
	return text_is(part, "docProps/core.xml") || text_is(part, "docProps/app.xml") ||
	       (text_starts(part, TEXT("customXml/item")) && !text_starts(part, TEXT("customXml/itemProps")));
}

static void
stores_read(struct docx *d)
{
	const struct package *p = d->package;

	d->has_stores = true;
	for (size_t i = 0; i < p->parts.count; i++) {
		const struct xml_node *root = NULL;

		if (is_store(p->parts.at[i].name))
			root = part_read(d->arena, d->report, p, p->parts.at[i].name);
		if (root)
			*VECTOR_PUSH(d->arena, &d->stores) = root;
	}
}

/* What a w:dataBinding leads to; empty when there is no such thing. */
static struct text
bound_text(struct docx *d, const struct xml_node *binding)
{
	struct text path = xml_value(binding, W_xpath, TEXT_NONE), found = TEXT_NONE;

	if (!path.len || d->lent > LENT_MOST)
		return TEXT_NONE;
	if (!d->has_stores)
		stores_read(d);
	for (size_t i = 0; i < d->stores.count && !found.len; i++)
		found = path_follow(d, d->stores.at[i], path);
	d->lent += found.len;
	return found;
}

/* ---- controls in a story ---- */

struct docx_control {
	struct text bound; /* shown in place of the content; empty for none */
	bool has_text;     /* something of the content has come */
	bool is_around;    /* of paragraphs: ends with the first of them */
	bool is_over;
	VECTOR(char) gathered; /* of this paragraph */
};

static struct docx_control *
control_new(struct docx_story *s, const struct xml_node *properties, bool is_around)
{
	struct docx_control *control = NEW(s->docx->arena, struct docx_control);

	control->bound = bound_text(s->docx, xml_child(properties, W_dataBinding));
	control->is_around = is_around;
	return control;
}

struct docx_control *
docx_control_begin(struct filling *f, const struct xml_node *sdt)
{
	const struct xml_node *properties = xml_child(sdt, W_sdtPr);
	struct docx_control *outer = f->story->control;

	if (outer && outer->is_around) {
		docx_control_show(f);
		outer->is_over = true;
	}
	f->story->docx->keeps_looks = false;
	if (xml_child(properties, W_text))
		f->story->control = control_new(f->story, properties, false);
	return outer;
}

static bool
has_any(const struct xml_node *properties, const enum xml_name *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (xml_child(properties, names[i]))
			return true;
	return false;
}

struct docx_control *
docx_control_around(struct docx_story *s, const struct xml_node *sdt)
{
	static const enum xml_name others[] = {
		W_docPartObj, W_docPartList, W_picture, W_checkbox, W14_checkbox, W_citation,
	};
	static const enum xml_name texts[] = {W_text, W_dropDownList, W_comboBox};
	const struct xml_node *properties = xml_child(sdt, W_sdtPr);
	struct docx_control *outer = s->control;

	if (outer)
		outer->is_over = true;
	s->control = NULL;
	s->docx->keeps_looks |= has_any(properties, others, sizeof others / sizeof *others);
	if (has_any(properties, texts, sizeof texts / sizeof *texts))
		s->docx->keeps_looks = false;
	if (!s->docx->keeps_looks && !xml_child(properties, W_date))
		s->control = control_new(s, properties, true);
	return outer;
}

bool
docx_control_takes(struct docx_story *s, struct text t)
{
	struct docx_control *control = s->control;

	if (!control || control->is_over)
		return false;
	if (control->bound.len && !control->has_text && t.len)
		t = control->bound;
	else if (control->bound.len)
		t = TEXT_NONE;
	control->has_text |= t.len > 0;
	for (size_t i = 0; i < t.len; i++)
		*VECTOR_PUSH(s->docx->arena, &control->gathered) = t.at[i];
	return true;
}

/* Text with its tabs and line ends, in the look of the paragraph's style. */
static void
text_show(struct filling *f, struct text t)
{
	size_t start = 0;

	for (size_t i = 0; i <= t.len; i++) {
		if (i < t.len && t.at[i] != '\t' && t.at[i] != '\n')
			continue;
		docx_add_text(f, f->look->pooled, text_slice(t, start, i));
		if (i < t.len)
			docx_add_run(f, t.at[i] == '\t' ? RUN_TAB : RUN_LINE_BREAK, f->look->pooled);
		start = i + 1;
	}
}

void
docx_control_show(struct filling *f)
{
	struct docx_control *control = f->story->control;
	struct text gathered;

	if (!control || !control->gathered.count)
		return;
	f->story->control = NULL;
	gathered = text_copy(docx_filling_arena(f), (struct text){control->gathered.at, control->gathered.count});
	text_show(f, gathered);
	f->story->control = control;
	control->gathered.count = 0;
}

bool
docx_control_takes_tab(struct docx_story *s)
{
	return s->control && s->control->is_around && docx_control_takes(s, TEXT("\t"));
}

void
docx_control_paragraph_end(struct filling *f)
{
	struct docx_control *control = f->story->control;

	docx_control_show(f);
	if (control && control->is_around)
		control->is_over = true;
}
