/*
 * rich_odt -- rich values in an ODT: heads of paragraphs, spans, lists and tables.
 *
 * Whatever looks different from the template's styles has an automatic style (ODF 1.3 part 3, 16.2): that of the
 * marker's paragraph with some attributes changed.  A span inside the marker's span adds to its look, so only the
 * difference is said there.  A list is an element around its items (5.3), and lists in it are inside of an item.
 */
#include <string.h>

#include "merge/rich.h"

/* An attribute of style:paragraph-properties that takes the place of the template's. */
struct change {
	const char *name; /* without its prefix */
	struct text bytes;
};

enum { CHANGES_MOST = 12, LIST_LEVELS = 10, TWIPS_PER_CM = 567 };

struct changes {
	struct change at[CHANGES_MOST];
	size_t count;
};

static void
change(struct changes *all, const char *name, struct text bytes)
{
	all->at[all->count++] = (struct change){name, bytes};
}

/* A length of so many twips; hundredths of a millimetre are enough. */
static struct text
length(struct arena *a, const char *attribute, int twips)
{
	return text_format(a, "fo:%s=\"%.3fcm\"", attribute, (double)twips / TWIPS_PER_CM);
}

/* ---- styles ---- */

static bool
is_changed(const struct changes *all, struct text qname)
{
	ptrdiff_t colon = text_find(qname, TEXT(":"), 0);
	struct text local = text_from_offset(qname, (size_t)(colon + 1));

	for (size_t i = 0; i < all->count; i++) {
		if (text_is(local, all->at[i].name))
			return true;
	}
	return false;
}

static struct text
paragraph_style(struct rich *r, const struct changes *all)
{
	const struct rich_paragraph_op *op = r->run->op;
	struct buffer b = {0};
	struct text name;

	buffer_string(&b, "<style:paragraph-properties");
	for (size_t i = 0; i < op->properties.count; i++) {
		if (is_changed(all, op->properties.at[i].qname))
			continue;
		buffer_byte(&b, ' ');
		buffer_text(&b, op->properties.at[i].bytes);
	}
	for (size_t i = 0; i < all->count; i++) {
		buffer_byte(&b, ' ');
		buffer_text(&b, all->at[i].bytes);
	}
	buffer_byte(&b, '>');
	buffer_text(&b, op->inside);
	buffer_string(&b, "</style:paragraph-properties>");
	buffer_text(&b, op->text_properties);
	name = attach_style(r->m, "paragraph", op->parent, text_copy(r->m->arena, buffer_view(&b)));
	buffer_free(&b);
	return name;
}

static void
change_indent(struct rich *r, struct changes *all, const struct rich_head *head)
{
	struct arena *a = r->m->arena;
	bool is_list_own = head->kind == KIND_ITEM && head->left == 0; /* the marker's paragraph may say otherwise */
	int left = is_list_own ? (head->level + 1) * r->run->op->step : head->left;

	change(all, "margin-left", length(a, "margin-left", left + r->run->op->left));
	change(all, "text-indent", length(a, "text-indent", -(is_list_own ? INDENT_HANGING : head->hanging)));
}

static void
change_alignment(struct changes *all, const struct rich_head *head)
{
	static const struct text bytes[] = {
		[ALIGN_NONE] = TEXT_INIT("fo:text-align=\"start\""),
		[ALIGN_LEFT] = TEXT_INIT("fo:text-align=\"start\""),
		[ALIGN_CENTER] = TEXT_INIT("fo:text-align=\"center\""),
		[ALIGN_RIGHT] = TEXT_INIT("fo:text-align=\"end\""),
	};

	change(all, "text-align", bytes[head->alignment]);
}

static void
collect(struct rich *r, struct changes *all, const struct rich_head *head)
{
	if (head->begins_page)
		change(all, "break-before", r->run->op->page_break);
	else if (r->run->op->breaks_page)
		change(all, "break-before", TEXT("fo:break-before=\"auto\""));
	if (head->kind == KIND_PLAIN)
		return;
	if (head->kind == KIND_HEADING)
		change(all, "keep-with-next", TEXT("fo:keep-with-next=\"always\""));
	else
		change_indent(r, all, head);
	if (head->kind == KIND_RULE) {
		change(all, "border-bottom", TEXT("fo:border-bottom=\"0.75pt solid #000000\""));
		change(all, "padding", TEXT("fo:padding=\"0cm\""));
	}
	if (head->kind == KIND_CELL || head->kind == KIND_CODE)
		change_alignment(all, head);
	if (head->kind == KIND_CELL) {
		change(all, "margin-top", TEXT("fo:margin-top=\"0cm\""));
		change(all, "margin-bottom", TEXT("fo:margin-bottom=\"0cm\""));
	}
	if (head->is_tight)
		change(all, "contextual-spacing", TEXT("style:contextual-spacing=\"true\""));
}

/* A text has many paragraphs of the same look, one behind the other. */
static struct text
style_of(struct rich *r, const struct rich_head *head)
{
	struct rich_run *run = r->run;
	struct changes all = {.count = 0};

	if (head->kind == KIND_PLAIN && !run->op->breaks_page)
		return run->op->style;
	if (run->style.len && memcmp(&run->styled, head, sizeof *head) == 0)
		return run->style;
	collect(r, &all, head);
	run->style = paragraph_style(r, &all);
	memcpy(&run->styled, head, sizeof *head);
	return run->style;
}

/* ---- spans ---- */

static struct text
span_style(struct rich *r, unsigned marks)
{
	struct buffer b = {0};
	struct text name;

	buffer_string(&b, "<style:text-properties");
	if (marks & MARK_BOLD)
		buffer_string(
			&b,
			" fo:font-weight=\"bold\" style:font-weight-asian=\"bold\" style:font-weight-complex=\"bold\"");
	if (marks & MARK_ITALIC)
		buffer_string(&b, " fo:font-style=\"italic\" style:font-style-asian=\"italic\" "
				  "style:font-style-complex=\"italic\"");
	if (marks & MARK_STRIKE)
		buffer_string(&b, " style:text-line-through-style=\"solid\" style:text-line-through-type=\"single\"");
	if (marks & MARK_CODE)
		buffer_string(&b, " fo:font-family=\"'Courier New'\" style:font-family-generic=\"modern\" "
				  "style:font-pitch=\"fixed\"");
	if (marks & MARK_LINK)
		buffer_string(&b, " fo:color=\"#0563c1\" style:text-underline-style=\"solid\" "
				  "style:text-underline-width=\"auto\" style:text-underline-color=\"font-color\"");
	if (r->size) {
		const char *size = r->size % 2 ? "%d.5pt" : "%dpt";
		struct text t = text_format(r->m->arena, size, r->size / 2);

		buffer_printf(&b,
			      " fo:font-size=\"%.*s\" style:font-size-asian=\"%.*s\" style:font-size-complex=\"%.*s\"",
			      TEXT_ARG(t), TEXT_ARG(t), TEXT_ARG(t));
	}
	buffer_string(&b, "/>");
	name = attach_style(r->m, "text", TEXT_NONE, text_copy(r->m->arena, buffer_view(&b)));
	buffer_free(&b);
	return name;
}

/* A link has a style of the template's, if there is one: text:a names it. */
static unsigned
span_marks(const struct rich *r, unsigned marks)
{
	return r->rich->styles->hyperlink.len ? marks & ~(unsigned)MARK_LINK : marks;
}

void
odt_span(struct rich *r, unsigned marks)
{
	struct text name;

	marks = span_marks(r, marks);
	r->has_span = marks != 0 || r->size != 0;
	if (!r->has_span)
		return;
	name = r->run && !r->size ? r->run->spans[marks] : TEXT_NONE;
	if (name.len == 0)
		name = span_style(r, marks);
	if (r->run && !r->size)
		r->run->spans[marks] = name;
	rich_put(r, r->m->out, "<~span ~style-name=\"");
	buffer_text(r->m->out, name);
	buffer_string(r->m->out, "\">");
}

void
odt_span_end(struct rich *r)
{
	if (r->has_span)
		rich_put(r, r->m->out, "</~span>");
}

/* ---- heads of paragraphs ---- */

static void
start_tag(struct rich *r, struct text element, struct text attributes, struct text style)
{
	struct buffer *out = r->m->out, *after = &r->run->after;

	buffer_byte(out, '<');
	buffer_text(out, element);
	buffer_text(out, attributes);
	if (style.len) {
		rich_put(r, out, " ~style-name=\"");
		buffer_xml_attribute(out, style);
		buffer_byte(out, '"');
	}
	buffer_byte(out, '>');
	buffer_clear(after);
	buffer_string(after, "</");
	buffer_text(after, element);
	buffer_byte(after, '>');
}

static void
heading(struct rich *r, const struct rich_head *head)
{
	struct merging *m = r->m;
	struct text style = r->run->op->styles->heading[head->level - 1], level;

	if (style.len && head->begins_page)
		style = attach_style(
			m, "paragraph", style,
			text_format(m->arena, "<style:paragraph-properties %.*s/>", TEXT_ARG(r->run->op->page_break)));
	r->is_bare = style.len > 0;
	r->base = r->is_bare ? 0 : MARK_BOLD;
	level = text_format(m->arena, " %.*soutline-level=\"%d\"", TEXT_ARG(m->prefix), head->level);
	start_tag(r, text_join(m->arena, m->prefix, TEXT("h")), level, r->is_bare ? style : style_of(r, head));
}

void
odt_head(struct rich *r, const struct rich_head *head)
{
	const struct rich_paragraph_op *op = r->run->op;

	r->is_bare = false;
	r->base = (head->kind == KIND_HEADING ? (unsigned)MARK_BOLD : 0U) |
		  (head->kind == KIND_CODE || head->is_code ? (unsigned)MARK_CODE : 0U);
	if (head->kind == KIND_PLAIN) {
		if (r->rich && r->rich->filter->filter == FILTER_PARAGRAPHS) /* Markdown has items of its own */
			buffer_text(r->m->out, op->next_item);
		start_tag(r, op->element, op->attributes, style_of(r, head));
	} else if (head->kind == KIND_HEADING && !op->is_band) {
		heading(r, head);
	} else {
		start_tag(r, text_join(r->m->arena, r->m->prefix, TEXT("p")), TEXT_NONE, style_of(r, head));
	}
}

/* ---- lists ---- */

static void
list_level(struct buffer *b, enum rich_list kind, int level, int step, bool is_parenthesis)
{
	static const char *const signs[] = {"•", "–", "▪"};
	double left = (double)step * (level + 1) / TWIPS_PER_CM, hanging = (double)INDENT_HANGING / TWIPS_PER_CM;

	if (kind == LIST_BULLETS)
		buffer_printf(b, "<text:list-level-style-bullet text:level=\"%d\" text:bullet-char=\"%s\">", level + 1,
			      signs[level % 3]);
	else if (kind == LIST_NUMBERS)
		buffer_printf(b,
			      "<text:list-level-style-number text:level=\"%d\" style:num-suffix=\"%s\" "
			      "style:num-format=\"1\">",
			      level + 1, is_parenthesis ? ")" : ".");
	else
		buffer_printf(b, "<text:list-level-style-number text:level=\"%d\" style:num-format=\"\">", level + 1);
	buffer_string(b, "<style:list-level-properties text:list-level-position-and-space-mode=\"label-alignment\">"
			 "<style:list-level-label-alignment text:label-followed-by=\"listtab\"");
	buffer_printf(b,
		      " text:list-tab-stop-position=\"%.3fcm\" fo:text-indent=\"-%.3fcm\" fo:margin-left=\"%.3fcm\"/>",
		      left, hanging, left);
	buffer_printf(b, "</style:list-level-properties></text:list-level-style-%s>",
		      kind == LIST_BULLETS ? "bullet" : "number");
}

struct text
odt_list_style(struct rich *r, enum rich_list kind, bool is_parenthesis)
{
	struct buffer b = {0};
	struct text name;

	for (int level = 0; level < LIST_LEVELS; level++)
		list_level(&b, kind, level, r->run->op->step, is_parenthesis);
	name = attach_list_style(r->m, text_copy(r->m->arena, buffer_view(&b)));
	buffer_free(&b);
	return name;
}

/* ---- tables ---- */

static void
named(struct rich *r, const char *pattern, struct text style, const char *end)
{
	rich_put(r, &r->pending, pattern);
	buffer_text(&r->pending, style);
	buffer_string(&r->pending, end);
}

void
odt_table(struct rich *r, const struct rich_columns *columns, int left)
{
	struct arena *a = r->m->arena;
	struct text style;

	style = text_format(a,
			    "<style:table-properties fo:margin-left=\"%.3fcm\" table:align=\"margins\" "
			    "table:border-model=\"collapsing\"/>",
			    (double)left / TWIPS_PER_CM);
	rich_put(r, &r->pending, "<^table");
	buffer_text(&r->pending, r->run->op->table_declaration);
	named(r, " ^style-name=\"", attach_style(r->m, "table", TEXT_NONE, style), "\">");
	for (int i = 0; i < columns->count; i++) {
		style = text_format(a, "<style:table-column-properties style:rel-column-width=\"%d*\"/>",
				    columns->widths[i]);
		named(r, "<^table-column ^style-name=\"", attach_style(r->m, "table-column", TEXT_NONE, style), "\"/>");
	}
}

void
odt_row(struct rich *r, bool is_header)
{
	rich_put(r, &r->pending, is_header ? "<^table-header-rows><^table-row>" : "<^table-row>");
}

void
odt_cell(struct rich *r)
{
	struct text style = attach_style(
		r->m, "table-cell", TEXT_NONE,
		TEXT("<style:table-cell-properties fo:padding=\"0.1cm\" fo:border=\"0.5pt solid #000000\"/>"));

	named(r, "<^table-cell ^style-name=\"", style, "\"");
	rich_put(r, &r->pending, ">");
}
