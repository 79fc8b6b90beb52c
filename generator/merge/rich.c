/*
 * rich -- values that are more than text: paragraphs, Markdown, links.
 *
 * A value of several paragraphs breaks the one that its marker stands in:
 *
 *     <w:p><w:pPr/><w:r><w:t>a {{text | paragraphs}} b</w:t></w:r></w:p>      "first", "last"
 *     <w:p><w:pPr/><w:r><w:t>a first</w:t></w:r></w:p><w:p><w:pPr/><w:r><w:t>last b</w:t></w:r></w:p>
 *
 * Plain paragraphs go on with the line.  One in a look of its own (a heading, an item of a list) does not: it takes the
 * place of the paragraph at hand as long as nothing was seen there, else it begins behind it.  Whether something
 * follows in the line is known only when the line is written: so the value's last paragraph stays open, and is parted
 * from the rest afterwards where the value ended.  All that is moved then is the text of one line.
 */
#include "merge/rich.h"

#include <stdarg.h>
#include <stdlib.h>

#include "merge/picture.h"

void
rich_put(struct rich *r, struct buffer *b, const char *pattern, ...)
{
	va_list numbers;

	va_start(numbers, pattern);
	for (; *pattern; pattern++) {
		if (*pattern == '~')
			buffer_text(b, r->m->prefix);
		else if (*pattern == '^')
			buffer_text(b, r->run->op->table);
		else if (*pattern == '%')
			buffer_printf(b, "%d", va_arg(numbers, int));
		else
			buffer_byte(b, *pattern);
	}
	va_end(numbers);
}

/* ---- the run ---- */

void
rich_leave_text(struct rich *r)
{
	const struct text start = r->rich->run_start;

	if (r->in_text && start.len && text_ends(buffer_view(r->m->out), start))
		r->m->out->len -= start.len; /* there is nothing in it */
	else if (r->in_text)
		buffer_text(r->m->out, r->rich->run_end);
	r->in_text = false;
}

void
rich_leave_line(struct rich *r)
{
	rich_leave_text(r);
	if (r->in_wrap)
		buffer_text(r->m->out, r->rich->wrap_end);
	r->in_wrap = false;
}

static void
enter_wrap(struct rich *r)
{
	if (!r->in_wrap)
		run_ops(r->m, r->op->body);
	r->in_wrap = true;
}

void
rich_enter_text(struct rich *r)
{
	enter_wrap(r);
	if (!r->in_text)
		buffer_text(r->m->out, r->rich->run_start);
	r->in_text = true;
}

static void
write_text(struct rich *r, struct text t, bool verbatim)
{
	if (verbatim || r->is_word)
		write_value(r->m, r->op->escape, t);
	else
		buffer_xml(r->m->out, t);
}

void
rich_text(struct rich *r, struct text t, bool verbatim)
{
	unsigned marks = r->marks | r->base | (r->in_link ? (unsigned)MARK_LINK : 0U);

	if (t.len == 0)
		return;
	r->m->shown++;
	if (!r->is_bare)
		enter_wrap(r);
	if (marks == 0 && r->size == 0 && !r->is_bare) {
		rich_enter_text(r);
		write_text(r, t, verbatim);
	} else if (r->is_word) {
		rich_leave_text(r);
		docx_run(r, marks);
		write_text(r, t, verbatim);
		docx_run_end(r);
	} else {
		odt_span(r, marks);
		write_text(r, t, verbatim);
		odt_span_end(r);
	}
}

void
rich_break(struct rich *r)
{
	rich_text(r, TEXT("\n"), true);
}

void
rich_picture(struct rich *r, struct text path, struct text alt)
{
	if (!r->is_bare)
		enter_wrap(r);
	if (r->is_word) {
		rich_leave_text(r);
		docx_run(r, 0);
	}
	picture_write(r->m, r->op->expression, r->op->escape, path, alt, r->rich->width_most);
	if (r->is_word)
		docx_run_end(r);
}

/* ---- links ---- */

void
rich_link(struct rich *r, struct text address)
{
	struct buffer *out = r->m->out;

	if (r->rich->is_linked && !r->is_bare)
		return;
	rich_leave_text(r);
	if (!r->is_bare)
		enter_wrap(r);
	buffer_text(out, r->rich->link_start);
	if (r->is_word) {
		buffer_text(out, attach_link(r->m, address));
		rich_put(r, out, "\" ~history=\"1\">");
	} else {
		buffer_xml_attribute(out, address);
		if (r->rich->styles->hyperlink.len) {
			rich_put(r, out, "\" ~style-name=\"");
			buffer_xml_attribute(out, r->rich->styles->hyperlink);
		}
		buffer_string(out, "\">");
	}
	r->in_link = true;
}

void
rich_link_end(struct rich *r)
{
	if (r->in_link)
		rich_put(r, r->m->out, r->is_word ? "</~hyperlink>" : "</~a>");
	r->in_link = false;
}

/* ---- the paragraph ---- */

static void
write_after(struct rich *r)
{
	buffer_text(r->m->out, buffer_view(&r->run->after));
	buffer_clear(&r->run->after);
}

/* Opens a paragraph here. */
static void
begin_paragraph(struct rich *r, const struct rich_head *head, size_t shown)
{
	struct rich_run *run = r->run;

	run->begin = r->m->out->len;
	run->is_first = run->is_own = run->is_spare = run->is_behind_table = false;
	run->shown = shown;
	buffer_text(r->m->out, buffer_view(&r->pending));
	buffer_clear(&r->pending);
	if (r->is_word)
		docx_head(r, head);
	else
		odt_head(r, head);
	run->content = r->m->out->len;
}

/* What was written from `from` on, taken out of the buffer. */
static struct text
take_from(struct merging *m, size_t from)
{
	struct text kept = text_copy(m->arena, (struct text){m->out->at + from, m->out->len - from});

	m->out->len = from;
	return kept;
}

/* The open paragraph is the template's, and nothing was seen in it yet. */
static bool
is_untouched(const struct rich *r)
{
	return !r->has_begun && r->run->after.len && !r->run->is_own && r->m->shown == r->run->shown &&
	       !(r->run->is_first && r->run->op->is_fixed);
}

/* The paragraph at hand gets another head; what was written in it, a bookmark perhaps, stays. */
static void
replace_head(struct rich *r, const struct rich_head *head)
{
	struct text kept = take_from(r->m, r->run->content);
	struct rich_head own = *head;

	own.begins_page = r->run->is_first && r->run->op->page_break.len > 0;
	r->m->out->len = r->run->begin;
	buffer_clear(&r->run->after);
	begin_paragraph(r, &own, r->run->shown);
	buffer_text(r->m->out, kept);
}

void
rich_block(struct rich *r, const struct rich_head *head)
{
	bool goes_on = head->kind == KIND_PLAIN && !r->has_begun && r->run->after.len && !r->run->is_own;

	if (!goes_on) {
		rich_leave_line(r);
		if (is_untouched(r)) {
			replace_head(r, head);
		} else {
			write_after(r);
			begin_paragraph(r, head, r->m->shown);
		}
	}
	r->has_begun = true;
	r->head = *head;
}

void
rich_table(struct rich *r)
{
	const struct rich_paragraph_op *op = r->run->op;
	bool may_vanish = !op->has_marks && !(r->run->is_first && op->page_break.len);

	if (r->is_word) /* two tables without a paragraph between are one to Word */
		may_vanish &= op->is_behind_paragraph && !r->run->is_spare;
	rich_leave_line(r);
	if (may_vanish && is_untouched(r)) {
		r->m->out->len = r->run->begin;
		buffer_clear(&r->run->after);
	}
	write_after(r);
	if (r->run->is_behind_table && r->is_word) {
		begin_paragraph(r, &(struct rich_head){.kind = KIND_PLAIN}, r->m->shown);
		write_after(r);
	}
	r->has_begun = r->in_table = true;
}

void
rich_table_end(struct rich *r)
{
	rich_leave_line(r);
	write_after(r);
	r->in_table = false;
	r->run->is_behind_table = true;
	r->run->is_own = false;
}

/* ---- a value ---- */

static struct rich
begin_value(struct merging *m, const struct op *op)
{
	return (struct rich){.m = m,
			     .op = op,
			     .rich = op->as.rich,
			     .run = m->rich && m->rich->op == op->as.rich->paragraph ? m->rich : NULL,
			     .is_word = op->escape == ESCAPE_DOCX_TEXT,
			     .in_wrap = true,
			     .in_text = true};
}

/* The line goes on behind the value, in the marker's run. */
static void
end_value(struct rich *r)
{
	struct rich_run *run = r->run;
	struct merging *m = r->m;

	r->is_bare = false;
	if (run && run->after.len == 0) { /* behind a table */
		begin_paragraph(r, &(struct rich_head){.kind = KIND_PLAIN}, m->shown);
		run->is_spare = true;
	} else if (run && r->has_begun && r->head.kind != KIND_PLAIN) {
		rich_leave_line(r);
		run->is_own = true;
		run->own_end = m->out->len;
		run->own_shown = m->shown;
	}
	rich_enter_text(r);
	buffer_free(&r->pending);
}

/* What follows in the line is seen: it gets a paragraph of its own behind the value's last one. */
static void
part_from_value(struct rich *r)
{
	struct rich_run *run = r->run;
	struct text kept;

	if (!run || !run->is_own || r->m->shown == run->own_shown)
		return;
	kept = take_from(r->m, run->own_end);
	write_after(r);
	begin_paragraph(r, &(struct rich_head){.kind = KIND_PLAIN}, run->own_shown);
	buffer_text(r->m->out, kept);
}

/* ---- the filters ---- */

static bool
is_line_end(char c)
{
	return c == '\n' || c == '\r';
}

static void
write_lines(struct rich *r, struct text t)
{
	for (size_t from = 0, to; from < t.len; from = to + 1) {
		struct text line;

		for (to = from; to < t.len && !is_line_end(t.at[to]);)
			to++;
		line = text_trim(text_slice(t, from, to));
		if (line.len == 0)
			continue;
		rich_block(r, &(struct rich_head){.kind = KIND_PLAIN});
		rich_text(r, line, true);
	}
}

void
rich_refuse(struct rich *r, const struct value *v, const char *why)
{
	struct text hint = text_from(translate(why)), source = source_hint(r->m);

	if (source.len)
		hint = text_format(r->m->arena, "%.*s; %.*s", TEXT_ARG(hint), TEXT_ARG(source));
	fail_value(r->m, r->rich->filter, v, hint);
}

static bool
fail_print(struct rich *r)
{
	const struct expression *e = r->op->expression;

	return fail_at(r->m, e, PROBLEM_VALUE_PRINT,
		       text_slice(e->origin->line, e->origin->at + e->at, e->origin->at + e->at + e->len), TEXT_NONE);
}

static bool
text_of_value(struct rich *r, const struct value *v, struct text *t)
{
	*t = printed(r->m, v);
	return t->len > 0 || value_is_empty(v) || fail_print(r);
}

static void
write_paragraphs(struct rich *r, const struct value *v)
{
	struct text t;

	if (v->kind != VALUE_LIST) {
		if (text_of_value(r, v, &t))
			write_lines(r, t);
		return;
	}
	for (size_t i = 0; i < v->as.list->count; i++) {
		struct value item = list_at(v->as.list, i);

		if (!text_of_value(r, &item, &t))
			return;
		write_lines(r, t);
	}
}

/* The argument of the filter is what is shown; without one, the address as it is written in the data. */
static bool
link_text(struct rich *r, struct text *t)
{
	struct text given;

	if (r->rich->filter->argument_count == 0)
		return true;
	if (!argument_text(r->m, r->rich->filter, 0, &given))
		return false;
	if (!text_is_blank(given))
		*t = given;
	return true;
}

static void
write_link(struct rich *r, const struct value *v)
{
	struct text t, address;

	if (!text_of_value(r, v, &t))
		return;
	address = link_address(r->m->arena, t);
	if (address.len == 0) {
		rich_refuse(r, v, N_("an address is expected here: a site, an e-mail or a telephone number"));
		return;
	}
	t = text_trim(t);
	if (!link_text(r, &t))
		return;
	rich_link(r, address);
	rich_text(r, t, true);
	rich_link_end(r);
}

/* ---- text that is made smaller until it fits ---- */

enum { LEAST_DEFAULT = 2 * 8, LEAST_MOST = 2 * 400 }; /* [half-points] */

/* The first argument: the least size, as 8 or 8pt. */
static bool
least_size(struct rich *r, int *least)
{
	static const char *const units[] = {"", "pt", "пт"};
	struct text t;
	double size;
	char *end;

	*least = LEAST_DEFAULT;
	if (r->rich->filter->argument_count == 0)
		return true;
	if (!argument_text(r->m, r->rich->filter, 0, &t))
		return false;
	size = strtod(text_c(r->m->arena, t), &end);
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		if (text_is(text_trim(text_from(end)), units[i]) && size >= 1 && size * 2 <= LEAST_MOST) {
			*least = (int)(size * 2);
			return true;
		}
	}
	return fail_argument(r->m, r->rich->filter, 0, text_from(_("the least size is expected here, such as 8pt")));
}

/* The second argument: on how many lines it may stand, 1 to 9. */
static bool
most_lines(struct rich *r, int *lines)
{
	struct text t;

	*lines = 1;
	if (r->rich->filter->argument_count < 2)
		return true;
	if (!argument_text(r->m, r->rich->filter, 1, &t))
		return false;
	t = text_trim(t);
	if (t.len == 1 && t.at[0] >= '1' && t.at[0] <= '9') {
		*lines = t.at[0] - '0';
		return true;
	}
	return fail_argument(r->m, r->rich->filter, 1, text_from(_("the number of lines is expected here, 1 to 9")));
}

/* The size of the longest of its lines. */
static int
size_that_fits(struct rich *r, struct text t, struct fit_limit limit, bool *fits)
{
	const struct fitter *fitter = r->m->context->fitter;
	int size = 0;

	*fits = true;
	for (size_t from = 0, to; fitter && from < t.len; from = to + 1) {
		bool line_fits = true;
		int line;

		for (to = from; to < t.len && !is_line_end(t.at[to]);)
			to++;
		line = fitter->size(fitter->context, r->rich->filter, text_slice(t, from, to), limit, &line_fits);
		if (line && (!size || line < size))
			size = line;
		*fits &= line_fits;
	}
	return size;
}

static void
warn_too_long(struct rich *r, const struct value *v, int least)
{
	const struct expression *f = r->rich->filter;
	size_t at = (size_t)(f->text.at - f->origin->line.at) - f->origin->at;
	struct text size = text_format(r->m->arena, least % 2 ? "%d,5" : "%d", least / 2);

	origin_report(r->m->arena, r->m->report, f->origin,
		      &(struct fault){at, f->text.len, PROBLEM_FIT_TOO_LONG, {shortened(r->m, v), size}});
}

static void
write_fit(struct rich *r, const struct value *v)
{
	struct text t;
	struct fit_limit limit;
	bool fits;

	if (!text_of_value(r, v, &t) || !least_size(r, &limit.least) || !most_lines(r, &limit.lines))
		return;
	r->size = size_that_fits(r, t, limit, &fits);
	if (!fits)
		warn_too_long(r, v, limit.least);
	rich_text(r, t, true);
	r->size = 0;
}

static void
write_rich(struct rich *r, const struct value *v)
{
	struct text t;

	if (v->is_blank) { /* a line to write on leads nowhere and has no marks */
		rich_text(r, printed(r->m, v), true);
		return;
	}
	switch (r->rich->filter->filter) {
	case FILTER_PARAGRAPHS:
		write_paragraphs(r, v);
		break;
	case FILTER_LINK:
		write_link(r, v);
		break;
	case FILTER_FIT:
		write_fit(r, v);
		break;
	case FILTER_MARKDOWN:
		if (text_of_value(r, v, &t))
			markdown_write(r, t);
		break;
	default:
		break;
	}
}

void
run_rich(struct merging *m, const struct op *op)
{
	struct rich r = begin_value(m, op);
	struct value v;

	part_from_value(&r);
	m->source = NULL; /* a literal is from no cell */
	if (!evaluate(m, op->expression, &v))
		return;
	if (op->is_key && value_is_printable(&v))
		table_key(m, &v, printed(m, &v));
	if (value_is_empty(&v))
		return;
	write_rich(&r, &v);
	end_value(&r);
}

/* ---- the template's paragraph ---- */

/* Behind a table: whether the paragraph that was opened for the rest of the line may go, for there is no rest. */
static bool
may_go(const struct merging *m, const struct rich_run *run)
{
	const struct rich_paragraph_op *op = run->op;

	if (!run->is_spare || m->shown != run->shown || op->has_marks || op->section.len)
		return false;
	return m->program->package->kind != PACKAGE_DOCX || op->is_before_paragraph;
}

static void
insert(struct merging *m, size_t at, struct text t)
{
	struct text kept = take_from(m, at);

	buffer_text(m->out, t);
	buffer_text(m->out, kept);
}

static void
end_paragraph(struct merging *m, struct rich_run *run)
{
	if (may_go(m, run)) {
		m->out->len = run->begin;
		return;
	}
	buffer_text(m->out, buffer_view(&run->after));
	if (run->op->section.len)
		insert(m, run->section, run->op->section);
}

void
run_rich_paragraph(struct merging *m, const struct op *op)
{
	const struct rich_paragraph_op *paragraph = op->as.rich_paragraph;
	size_t begin = m->out->len, shown = m->shown, lists = numbering_open(m);
	bool is_taken_back;
	struct rich_run run = {.outer = m->rich, .op = paragraph, .begin = begin, .shown = shown, .is_first = true};
	struct rich r = {.m = m, .run = &run, .is_word = m->program->package->kind == PACKAGE_DOCX};

	run_ops(m, op->body);
	run.section = m->out->len;
	buffer_text(m->out, paragraph->head_end);
	buffer_text(&run.after, paragraph->end);
	run.content = m->out->len;
	m->rich = &run;
	run_ops(m, op->otherwise);
	m->rich = run.outer;
	part_from_value(&r);
	is_taken_back = paragraph->is_optional && m->shown == shown && !paragraph->section.len;
	numbering_close(m, lists, is_taken_back);
	if (is_taken_back)
		m->out->len = begin;
	else
		end_paragraph(m, &run);
	buffer_free(&run.after);
}
