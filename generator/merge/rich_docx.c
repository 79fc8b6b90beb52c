/*
 * rich_docx -- rich values in a DOCX: heads of paragraphs, runs and tables.
 *
 * A paragraph of a look of its own keeps the properties of the marker's paragraph but for those that make the look; a
 * run those of the marker's run.  Both have a fixed order (ECMA-376 part 1, 17.3.1.26 and 17.3.2.28), so they are
 * merged as two sorted lists.
 */
#include "merge/rich.h"

/* A property that takes the place of the template's; empty bytes: it is left out. */
struct override {
	int order;
	struct text bytes;
};

enum { OVERRIDES_MOST = 12, LEVELS = 9 /* of a list, 17.9.1 */ };

struct overrides {
	struct override at[OVERRIDES_MOST];
	size_t count;
};

/* In the order of the schema: callers add them so. */
static void
override(struct rich *r, struct overrides *all, int order, const char *pattern, int number)
{
	struct buffer b = {0};

	rich_put(r, &b, pattern, number);
	all->at[all->count++] = (struct override){order, text_copy(r->m->arena, buffer_view(&b))};
	buffer_free(&b);
}

static void
write_properties(struct buffer *out, const struct rich_properties *own, const struct overrides *all)
{
	size_t i = 0, j = 0;

	while (i < own->count || j < all->count) {
		if (j == all->count || (i < own->count && own->at[i].order < all->at[j].order)) {
			buffer_text(out, own->at[i++].bytes);
			continue;
		}
		while (i < own->count && own->at[i].order == all->at[j].order)
			i++;
		buffer_text(out, all->at[j++].bytes);
	}
}

/* ---- runs ---- */

static void
link_look(struct rich *r, struct overrides *all)
{
	bool has_style = r->rich->styles->hyperlink.len > 0;

	override(r, all, RUN_color, has_style ? "" : "<~color ~val=\"0563C1\"/>", 0);
	override(r, all, RUN_u, has_style ? "" : "<~u ~val=\"single\"/>", 0);
}

static void
link_style(struct rich *r, struct overrides *all)
{
	struct buffer b = {0};

	rich_put(r, &b, "<~rStyle ~val=\"");
	buffer_xml_attribute(&b, r->rich->styles->hyperlink);
	buffer_string(&b, "\"/>");
	all->at[all->count++] = (struct override){RUN_rStyle, text_copy(r->m->arena, buffer_view(&b))};
	buffer_free(&b);
}

/* Whether there are any. */
static bool
write_marks(struct rich *r, unsigned marks)
{
	static const struct rich_properties none = {NULL, 0};
	struct overrides all = {.count = 0};
	size_t begin = r->m->out->len;

	if (marks & MARK_LINK && r->rich->styles->hyperlink.len)
		link_style(r, &all);
	if (marks & MARK_CODE)
		override(r, &all, RUN_rFonts,
			 "<~rFonts ~ascii=\"Courier New\" ~hAnsi=\"Courier New\" ~cs=\"Courier New\"/>", 0);
	if (marks & MARK_BOLD) {
		override(r, &all, RUN_b, "<~b/>", 0);
		override(r, &all, RUN_bCs, "<~bCs/>", 0);
	}
	if (marks & MARK_ITALIC) {
		override(r, &all, RUN_i, "<~i/>", 0);
		override(r, &all, RUN_iCs, "<~iCs/>", 0);
	}
	if (marks & MARK_STRIKE)
		override(r, &all, RUN_strike, "<~strike/>", 0);
	if (marks & MARK_CODE)
		override(r, &all, RUN_noProof, "<~noProof/>", 0);
	if (marks & MARK_LINK)
		link_look(r, &all);
	if (r->size) {
		override(r, &all, RUN_sz, "<~sz ~val=\"%\"/>", r->size);
		override(r, &all, RUN_szCs, "<~szCs ~val=\"%\"/>", r->size);
	}
	write_properties(r->m->out, r->is_bare ? &none : &r->rich->look, &all);
	return r->m->out->len > begin;
}

void
docx_run(struct rich *r, unsigned marks)
{
	struct buffer *out = r->m->out;
	size_t begin;

	rich_put(r, out, "<~r>");
	begin = out->len;
	rich_put(r, out, "<~rPr>");
	if (write_marks(r, marks))
		rich_put(r, out, "</~rPr>");
	else
		out->len = begin;
	rich_put(r, out, "<~t xml:space=\"preserve\">");
}

void
docx_run_end(struct rich *r)
{
	rich_put(r, r->m->out, "</~t></~r>");
}

/* ---- heads of paragraphs ---- */

static void
again(struct rich *r)
{
	run_ops(r->m, r->run->op->again);
	r->run->section = r->m->out->len;
	buffer_text(r->m->out, r->run->op->head_end);
}

/* A heading has the look of its style alone. */
static void
heading(struct rich *r, const struct rich_head *head)
{
	struct buffer *out = r->m->out;

	rich_put(r, out, "<~p><~pPr><~pStyle ~val=\"");
	buffer_xml_attribute(out, r->run->op->styles->heading[head->level - 1]);
	buffer_string(out, "\"/>");
	if (head->begins_page)
		buffer_text(out, r->run->op->page_break);
	r->run->section = out->len;
	rich_put(r, out, "</~pPr>");
	r->is_bare = true;
}

static bool
has_style(const struct rich_paragraph_op *op)
{
	return op->properties.count && op->properties.at[0].order == PARAGRAPH_pStyle;
}

/* Where the first line begins is said always: the template's style may indent it. */
static void
override_indent(struct rich *r, struct overrides *all, const struct rich_head *head)
{
	int left = r->run->op->left + head->left;
	struct buffer b = {0};

	if (head->kind == KIND_CELL)
		left = 0;
	rich_put(r, &b, head->hanging ? "<~ind ~left=\"%\" ~hanging=\"%\"/>" : "<~ind ~left=\"%\" ~firstLine=\"%\"/>",
		 left, head->hanging);
	all->at[all->count++] = (struct override){PARAGRAPH_ind, text_copy(r->m->arena, buffer_view(&b))};
	buffer_free(&b);
}

static void
override_number(struct rich *r, struct overrides *all, const struct rich_head *head)
{
	int level = head->level < LEVELS ? head->level : LEVELS - 1;
	struct buffer b = {0};

	if (head->kind == KIND_ITEM)
		rich_put(r, &b, "<~numPr><~ilvl ~val=\"%\"/><~numId ~val=\"%\"/></~numPr>", level, head->list);
	else if (has_style(r->run->op)) /* which may number its paragraphs */
		rich_put(r, &b, "<~numPr><~ilvl ~val=\"0\"/><~numId ~val=\"0\"/></~numPr>");
	all->at[all->count++] = (struct override){PARAGRAPH_numPr, text_copy(r->m->arena, buffer_view(&b))};
	buffer_free(&b);
}

static void
override_alignment(struct rich *r, struct overrides *all, const struct rich_head *head)
{
	static const char *const patterns[] = {
		[ALIGN_NONE] = "<~jc ~val=\"left\"/>",
		[ALIGN_LEFT] = "<~jc ~val=\"left\"/>",
		[ALIGN_CENTER] = "<~jc ~val=\"center\"/>",
		[ALIGN_RIGHT] = "<~jc ~val=\"right\"/>",
	};

	if (head->kind == KIND_CELL || head->kind == KIND_CODE)
		override(r, all, PARAGRAPH_jc, patterns[head->alignment], 0);
}

static void
collect(struct rich *r, struct overrides *all, const struct rich_head *head)
{
	bool is_heading = head->kind == KIND_HEADING;

	if (is_heading)
		override(r, all, PARAGRAPH_keepNext, "<~keepNext/>", 0);
	if (head->begins_page)
		all->at[all->count++] = (struct override){PARAGRAPH_pageBreakBefore, r->run->op->page_break};
	if (head->kind == KIND_CELL)
		override(r, all, PARAGRAPH_framePr, "", 0);
	if (!is_heading)
		override_number(r, all, head);
	if (head->kind == KIND_RULE)
		override(r, all, PARAGRAPH_pBdr,
			 "<~pBdr><~bottom ~val=\"single\" ~sz=\"6\" ~space=\"1\" ~color=\"auto\"/></~pBdr>", 0);
	if (head->kind == KIND_CODE)
		override(r, all, PARAGRAPH_suppressAutoHyphens, "<~suppressAutoHyphens/>", 0);
	if (head->kind == KIND_CELL)
		override(r, all, PARAGRAPH_spacing, "<~spacing ~before=\"0\" ~after=\"0\"/>", 0);
	if (head->kind == KIND_ITEM && head->left == 0)
		override(r, all, PARAGRAPH_ind, "", 0); /* the list's own */
	else if (!is_heading)
		override_indent(r, all, head);
	if (head->is_tight)
		override(r, all, PARAGRAPH_contextualSpacing, "<~contextualSpacing/>", 0);
	override_alignment(r, all, head);
	if (is_heading && !r->run->op->is_band)
		override(r, all, PARAGRAPH_outlineLvl, "<~outlineLvl ~val=\"%\"/>", head->level - 1);
}

static void
own_head(struct rich *r, const struct rich_head *head)
{
	struct buffer *out = r->m->out;
	struct overrides all = {.count = 0};

	collect(r, &all, head);
	rich_put(r, out, "<~p><~pPr>");
	write_properties(out, &r->run->op->properties, &all);
	r->run->section = out->len;
	rich_put(r, out, "</~pPr>");
}

void
docx_head(struct rich *r, const struct rich_head *head)
{
	const struct rich_paragraph_op *op = r->run->op;

	r->is_bare = false;
	r->base = 0;
	if (head->kind == KIND_PLAIN) {
		again(r);
	} else if (head->kind == KIND_HEADING && !op->is_band && op->styles->heading[head->level - 1].len) {
		heading(r, head);
	} else {
		r->base = (head->kind == KIND_HEADING ? (unsigned)MARK_BOLD : 0U) |
			  (head->kind == KIND_CODE || head->is_code ? (unsigned)MARK_CODE : 0U);
		own_head(r, head);
	}
	buffer_clear(&r->run->after);
	rich_put(r, &r->run->after, "</~p>");
}

/* ---- tables ---- */

static void
borders(struct rich *r)
{
	static const char *const sides[] = {"top", "left", "bottom", "right", "insideH", "insideV"};

	rich_put(r, &r->pending, "<~tblBorders>");
	for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
		rich_put(r, &r->pending, "<~");
		buffer_string(&r->pending, sides[i]);
		rich_put(r, &r->pending, " ~val=\"single\" ~sz=\"4\" ~space=\"0\" ~color=\"auto\"/>");
	}
	rich_put(r, &r->pending, "</~tblBorders>");
}

/* 17.18.90: a width in fiftieths of a percent, of the text's or of the cell's. */
void
docx_table(struct rich *r, const struct rich_columns *columns, int left)
{
	struct buffer *b = &r->pending;
	int width = left < TABLE_WIDTH / 2 ? 5000 - left * 5000 / TABLE_WIDTH : 2500;

	rich_put(r, b, "<~tbl><~tblPr><~tblW ~w=\"%\" ~type=\"pct\"/>", width);
	if (left)
		rich_put(r, b, "<~tblInd ~w=\"%\" ~type=\"dxa\"/>", left);
	borders(r);
	rich_put(r, b, "</~tblPr><~tblGrid>");
	for (int i = 0; i < columns->count; i++)
		rich_put(r, b, "<~gridCol ~w=\"%\"/>", columns->widths[i]);
	rich_put(r, b, "</~tblGrid>");
}

void
docx_row(struct rich *r, bool is_header)
{
	rich_put(r, &r->pending, is_header ? "<~tr><~trPr><~cantSplit/><~tblHeader/></~trPr>" : "<~tr>");
}

void
docx_cell(struct rich *r, int width)
{
	rich_put(r, &r->pending, "<~tc><~tcPr><~tcW ~w=\"%\" ~type=\"dxa\"/></~tcPr>", width);
}
