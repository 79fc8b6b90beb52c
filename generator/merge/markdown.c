/*
 * markdown -- a text in Markdown as paragraphs, lists and tables of the document.
 *
 * cmark-gfm parses (CommonMark 0.29 with the tables, struck-out text and task lists of GitHub); what it found is walked
 * once and written straight away.  Decisions:
 *     HTML          is text, for a document has no use for it; <br> is a line break, remarks are left out
 *     ~~x~~         strikes out, ~x~ does not: "~5 км" is no mark
 *     addresses     that stand in the text as they are become links (link.c): cmark's own extension for that
 *                   reads outside its memory in the version that Debian 12 has (CVE-2023-22485)
 *     task lists    ☐ and ☑ in place of bullets
 *
 * The library has weak spots that take it a time quadratic in the text, and a table's missing cells cost memory that
 * nobody typed.  Texts that could be made for that are refused before they are parsed: LIMITS below.
 */
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <pthread.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "merge/rich.h"

/* LIMITS */
enum {
	TEXT_MOST = 1 << 20,   /* bytes */
	BRACKETS_MOST = 20000, /* "[" */
	CELLS_MOST = 500000,   /* lines times the bars of the line that has most */
	RESCAN_MOST = 8 << 20, /* bytes of paragraphs before lines that could make a table of them */
	DEPTH_MOST = 100,      /* elements in one another */
	LISTS_MOST = 50,       /* of them, lists */
	WORD_MOST = 30,        /* characters: no column is made wider for a longer word … */
	COLUMN_MOST = 60,      /* … and none wider than for so long a text */
	COLUMN_PADDING = 4
};

/* ---- parsing ---- */

/*
 * The library marks the characters that its extensions look for in a table of its own while it parses: only one
 * thread at a time may.
 */
static pthread_mutex_t parsing = PTHREAD_MUTEX_INITIALIZER;

static cmark_node *
parse(struct text t)
{
	static const char *const extensions[] = {"table", "strikethrough", "tasklist"};
	cmark_parser *parser;
	cmark_node *document;

	pthread_mutex_lock(&parsing);
	cmark_gfm_core_extensions_ensure_registered();
	parser = cmark_parser_new(CMARK_OPT_VALIDATE_UTF8 | CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE);
	for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
		cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(extensions[i]));
	cmark_parser_feed(parser, t.at, t.len);
	document = cmark_parser_finish(parser);
	cmark_parser_free(parser);
	pthread_mutex_unlock(&parsing);
	cmark_consolidate_text_nodes(document);
	return document;
}

struct measure {
	size_t lines, bars_most, brackets, paragraph, rescan;
};

/* The line under the heads of a table: nothing but bars, hyphens, colons and blanks. */
static bool
is_ruler(struct text line)
{
	bool has_hyphen = false;

	for (size_t i = 0; i < line.len; i++) {
		if (!strchr("|-: \t>\r", line.at[i]))
			return false;
		has_hyphen |= line.at[i] == '-';
	}
	return has_hyphen;
}

static void
measure_line(struct measure *s, struct text line)
{
	size_t bars = 0;

	for (size_t i = 0; i < line.len; i++) {
		bars += line.at[i] == '|';
		s->brackets += line.at[i] == '[';
	}
	s->lines++;
	s->bars_most = bars > s->bars_most ? bars : s->bars_most;
	s->paragraph = text_is_blank(line) ? 0 : s->paragraph + line.len;
	if (is_ruler(line))
		s->rescan += s->paragraph;
}

/* Why the text is not taken; NULL: it is. */
static const char *
refusal(struct text t)
{
	struct measure s = {.lines = 0};

	if (t.len > TEXT_MOST)
		return N_("the text is longer than a megabyte");
	for (size_t from = 0, to; from < t.len; from = to + 1) {
		const char *end = memchr(t.at + from, '\n', t.len - from);

		to = end ? (size_t)(end - t.at) : t.len;
		measure_line(&s, text_slice(t, from, to));
	}
	if (s.bars_most > 4 * COLUMNS_MOST)
		return N_("a line of it has too many bars for a table");
	if (s.lines * s.bars_most > CELLS_MOST || s.rescan > RESCAN_MOST)
		return N_("its tables are too large");
	return s.brackets > BRACKETS_MOST ? N_("it has too many square brackets") : NULL;
}

/* ---- the walk ---- */

struct nested_list {
	int id;            /* DOCX: its w:numId */
	struct text style; /* ODT */
	int start;         /* ODT: the first item's number when it is not 1, else 0 */
	bool is_task, is_tight;
	bool is_waiting;  /* its item has had no paragraph yet */
	const char *sign; /* of the item of a task list */
};

struct walk {
	struct rich *r;
	cmark_iter *iter;
	struct nested_list lists[LISTS_MOST];
	int depth; /* of lists */
	int quotes, bold, italic, strike;
	bool in_link;
	struct rich_columns columns;
	const uint8_t *alignments;
	int column;
	bool is_flat; /* the table at hand is written as lines with tabs */
	bool in_header;
};

/* What the extensions add has no number that is known before they are registered. */
enum extra { EXTRA_NONE, EXTRA_TABLE, EXTRA_ROW, EXTRA_HEADER, EXTRA_CELL, EXTRA_STRIKE };

static enum extra
extra_of(cmark_node *node)
{
	static const char *const names[] = {[EXTRA_TABLE] = "table",
					    [EXTRA_ROW] = "table_row",
					    [EXTRA_HEADER] = "table_header",
					    [EXTRA_CELL] = "table_cell",
					    [EXTRA_STRIKE] = "strikethrough"};
	const char *name = cmark_node_get_type_string(node);

	for (int i = EXTRA_TABLE; i <= EXTRA_STRIKE; i++) {
		if (strcmp(name, names[i]) == 0)
			return (enum extra)i;
	}
	return EXTRA_NONE;
}

static struct text
literal_of(cmark_node *node)
{
	return text_from(cmark_node_get_literal(node));
}

/* ---- paragraphs ---- */

static struct nested_list *
innermost(struct walk *w)
{
	return w->depth ? &w->lists[w->depth - 1] : NULL;
}

static void
set_marks(struct walk *w)
{
	w->r->marks = (w->bold || w->in_header ? (unsigned)MARK_BOLD : 0U) | (w->italic ? (unsigned)MARK_ITALIC : 0U) |
		      (w->strike ? (unsigned)MARK_STRIKE : 0U);
}

/* Of the text in the quotations and lists that are open [twips]. */
static int
indent(const struct walk *w)
{
	return w->quotes * QUOTE_STEP + w->depth * w->r->run->op->step;
}

/* The first paragraph of an item carries its number. */
static void
begin_item_text(struct walk *w, struct nested_list *list, struct rich_head *head)
{
	bool is_heading = head->kind == KIND_HEADING;

	list->is_waiting = false;
	head->is_code = head->kind == KIND_CODE;
	head->is_tight = list->is_tight;
	head->level = w->depth - 1;
	head->list = list->id;
	head->kind = list->is_task ? KIND_INSET : KIND_ITEM;
	if (w->quotes || list->is_task || w->r->run->op->step != INDENT_STEP) {
		head->left = indent(w);
		head->hanging = INDENT_HANGING;
	}
	rich_block(w->r, head);
	if (list->sign) {
		rich_text(w->r, text_from(list->sign), true);
		rich_text(w->r, TEXT("\t"), true);
	}
	w->r->base |= is_heading ? (unsigned)MARK_BOLD : 0U;
}

static void
begin_paragraph(struct walk *w, enum rich_kind kind, int level)
{
	struct nested_list *list = innermost(w);
	struct rich_head head = {.kind = kind, .level = level};

	set_marks(w);
	if (list && list->is_waiting && kind != KIND_RULE) {
		begin_item_text(w, list, &head);
		return;
	}
	if (kind == KIND_PLAIN && (list || w->quotes))
		head.kind = KIND_INSET;
	if (kind != KIND_HEADING)
		head.left = indent(w);
	rich_block(w->r, &head);
}

/* An item that begins with a list or table has its number on a line of its own. */
static void
end_waiting(struct walk *w)
{
	struct nested_list *list = innermost(w);

	if (list && list->is_waiting)
		begin_paragraph(w, KIND_PLAIN, 0);
}

/* ---- texts ---- */

/* Several spaces are one, as in every reader of Markdown. */
static struct text
squeeze(struct arena *a, struct text t)
{
	struct buffer b = {0};

	if (text_find(t, TEXT("  "), 0) == TEXT_NOWHERE && text_find(t, TEXT("\t"), 0) == TEXT_NOWHERE)
		return t;
	for (size_t i = 0; i < t.len; i++) {
		char c = t.at[i] == '\t' ? ' ' : t.at[i];

		if (c != ' ' || b.len == 0 || b.at[b.len - 1] != ' ')
			buffer_byte(&b, c);
	}
	return buffer_take(a, &b);
}

static void
write_words(struct walk *w, struct text t)
{
	struct arena *a = w->r->m->arena;
	size_t at = 0, from, to;

	t = squeeze(a, t);
	while (!w->in_link && link_find(t, at, &from, &to)) {
		rich_text(w->r, text_slice(t, at, from), false);
		rich_link(w->r, link_address(a, text_slice(t, from, to)));
		rich_text(w->r, text_slice(t, from, to), false);
		rich_link_end(w->r);
		at = to;
	}
	rich_text(w->r, text_from_offset(t, at), false);
}

static void
write_code(struct walk *w, struct text t)
{
	unsigned marks = w->r->marks;

	w->r->marks |= MARK_CODE;
	rich_text(w->r, t, true);
	w->r->marks = marks;
}

static bool
is_remark(struct text t)
{
	t = text_trim(t);
	return text_starts(t, TEXT("<!--")) && text_ends(t, TEXT("-->"));
}

static bool
is_line_break(struct text t)
{
	return t.len >= 4 && t.len <= 6 && strncasecmp(t.at, "<br", 3) == 0 &&
	       (t.at[3] == '>' || t.at[3] == '/' || t.at[3] == ' ');
}

static void
write_html(struct walk *w, struct text t)
{
	if (is_line_break(t))
		rich_break(w->r);
	else if (!is_remark(t))
		rich_text(w->r, t, true);
}

static void
write_block(struct walk *w, enum rich_kind kind, struct text t)
{
	while (t.len && (t.at[t.len - 1] == '\n' || t.at[t.len - 1] == '\r'))
		t.len--;
	begin_paragraph(w, kind, 0);
	rich_text(w->r, t, true);
}

/* Behind a link that leads nowhere safe its text stands alone. */
static void
begin_link(struct walk *w, cmark_node *node)
{
	struct text address = link_address(w->r->m->arena, text_from(cmark_node_get_url(node)));

	w->in_link = true;
	if (address.len)
		rich_link(w->r, address);
}

static void
end_link(struct walk *w)
{
	rich_link_end(w->r);
	w->in_link = false;
}

/* ---- pictures ---- */

static struct text
alternative_text(struct walk *w, cmark_node *picture)
{
	cmark_iter *iter = cmark_iter_new(picture);
	struct buffer b = {0};
	struct text alt;

	while (cmark_iter_next(iter) != CMARK_EVENT_DONE) {
		cmark_node *at = cmark_iter_get_node(iter);

		buffer_text(&b, cmark_node_get_type(at) == CMARK_NODE_SOFTBREAK ? TEXT(" ") : literal_of(at));
	}
	alt = buffer_take(w->r->m->arena, &b);
	cmark_iter_free(iter);
	return alt;
}

/* Nothing is fetched from the net: a picture there becomes a link to it. */
static void
write_picture(struct walk *w, cmark_node *node)
{
	struct text path = text_copy(w->r->m->arena, text_from(cmark_node_get_url(node)));
	struct text alt = alternative_text(w, node);

	cmark_iter_reset(w->iter, node, CMARK_EVENT_EXIT);
	if (!text_starts(path, TEXT("http://")) && !text_starts(path, TEXT("https://"))) {
		rich_picture(w->r, path, alt);
		return;
	}
	begin_link(w, node);
	rich_text(w->r, alt.len ? alt : path, true);
	end_link(w);
}

/* ---- lists ---- */

static bool
is_task(cmark_node *item)
{
	return item && strcmp(cmark_node_get_type_string(item), "tasklist") == 0;
}

static void
begin_list(struct walk *w, cmark_node *node)
{
	bool is_numbered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
	bool is_parenthesis = cmark_node_get_list_delim(node) == CMARK_PAREN_DELIM;
	int start = is_numbered ? cmark_node_get_list_start(node) : 0;
	char sign = !is_numbered ? '\0' : is_parenthesis ? ')' : '.';
	struct nested_list *list;

	end_waiting(w);
	list = &w->lists[w->depth++];
	*list = (struct nested_list){.is_task = is_task(cmark_node_first_child(node)),
				     .is_tight = cmark_node_get_list_tight(node) != 0};
	if (w->r->is_word) {
		list->id = list->is_task ? 0 : attach_numbering_list(w->r->m, sign, start);
		return;
	}
	list->start = is_numbered && start != 1 ? start : 0;
	list->style = odt_list_style(w->r,
				     list->is_task ? LIST_SIGNLESS
				     : is_numbered ? LIST_NUMBERS
						   : LIST_BULLETS,
				     is_parenthesis);
	rich_put(w->r, &w->r->pending, "<~list ~style-name=\"");
	buffer_text(&w->r->pending, list->style);
	buffer_string(&w->r->pending, "\">");
}

static void
end_list(struct walk *w)
{
	w->depth--;
	if (!w->r->is_word)
		rich_put(w->r, &w->r->run->after, "</~list>");
}

static void
begin_item(struct walk *w, cmark_node *node)
{
	struct nested_list *list = innermost(w);

	list->is_waiting = true;
	list->sign = !is_task(node) ? NULL : cmark_gfm_extensions_get_tasklist_item_checked(node) ? "☑" : "☐";
	if (w->r->is_word)
		return;
	if (list->start)
		rich_put(w->r, &w->r->pending, "<~list-item ~start-value=\"%\">", list->start);
	else
		rich_put(w->r, &w->r->pending, "<~list-item>");
	list->start = 0;
}

static void
end_item(struct walk *w)
{
	end_waiting(w);
	if (!w->r->is_word)
		rich_put(w->r, &w->r->run->after, "</~list-item>");
}

/* ---- tables ---- */

struct column_measure {
	int word, text; /* characters: of the longest word, of the longest cell */
};

static void
measure_text(struct column_measure *c, struct text t, int *length)
{
	int word = 0;

	for (size_t at = 0; at < t.len; ++*length) {
		word = utf8_next(t, &at) == ' ' ? 0 : word + 1;
		c->word = word > c->word ? word : c->word;
	}
	c->text = *length > c->text ? *length : c->text;
}

/* As wide as its longest word asks for, and wider for long texts. */
static int
weight_of(const struct column_measure *c)
{
	int word = c->word < WORD_MOST ? c->word : WORD_MOST;
	int text = c->text < COLUMN_MOST * 2 ? c->text / 2 : COLUMN_MOST;

	return (word > text ? word : text) + COLUMN_PADDING;
}

static void
measure_columns(struct walk *w, cmark_node *table)
{
	struct column_measure measures[COLUMNS_MOST + 1] = {{0, 0}};
	int total = 0, count = w->columns.count, index, length;

	for (cmark_node *row = cmark_node_first_child(table); row; row = cmark_node_next(row)) {
		index = 0;
		for (cmark_node *cell = cmark_node_first_child(row); cell && index < count;
		     cell = cmark_node_next(cell)) {
			length = 0;
			for (cmark_node *at = cmark_node_first_child(cell); at; at = cmark_node_next(at)) {
				cmark_node *leaf = cmark_node_first_child(at) ? cmark_node_first_child(at) : at;

				measure_text(&measures[index], literal_of(leaf), &length);
			}
			index++;
		}
	}
	for (int i = 0; i < count; i++)
		total += weight_of(&measures[i]);
	for (int i = 0; i < count; i++)
		w->columns.widths[i] = weight_of(&measures[i]) * TABLE_WIDTH / total;
}

/* ODF 1.3 part 3, 5.3.3: an item of a list holds no table. */
static bool
must_be_flat(const struct walk *w)
{
	return !w->r->is_word && (w->depth > 0 || w->r->run->op->is_item);
}

static void
begin_table(struct walk *w, cmark_node *node)
{
	int left = indent(w);

	w->columns.count = cmark_gfm_extensions_get_table_columns(node);
	w->alignments = cmark_gfm_extensions_get_table_alignments(node);
	w->is_flat = must_be_flat(w) || w->columns.count > COLUMNS_MOST;
	end_waiting(w);
	if (w->is_flat)
		return;
	measure_columns(w, node);
	rich_table(w->r);
	if (w->r->is_word)
		docx_table(w->r, &w->columns, left);
	else
		odt_table(w->r, &w->columns, left);
}

static void
end_table(struct walk *w)
{
	if (w->is_flat)
		return;
	rich_put(w->r, &w->r->run->after, w->r->is_word ? "</~tbl>" : "</^table>");
	rich_table_end(w->r);
}

static void
begin_row(struct walk *w, bool is_header)
{
	w->column = 0;
	w->in_header = is_header;
	if (w->is_flat)
		begin_paragraph(w, KIND_PLAIN, 0);
	else if (w->r->is_word)
		docx_row(w->r, is_header);
	else
		odt_row(w->r, is_header);
}

static void
end_row(struct walk *w)
{
	if (!w->is_flat && w->r->is_word)
		rich_put(w->r, &w->r->run->after, "</~tr>");
	else if (!w->is_flat)
		rich_put(w->r, &w->r->run->after,
			 w->in_header ? "</^table-row></^table-header-rows>" : "</^table-row>");
	w->in_header = false;
}

static enum rich_alignment
alignment_of(uint8_t letter)
{
	return letter == 'c' ? ALIGN_CENTER : letter == 'r' ? ALIGN_RIGHT : ALIGN_LEFT;
}

static void
begin_cell(struct walk *w)
{
	struct rich_head head = {.kind = KIND_CELL, .alignment = alignment_of(w->alignments[w->column])};

	set_marks(w);
	if (w->is_flat) {
		rich_text(w->r, w->column ? TEXT("\t") : TEXT_NONE, true);
	} else {
		if (w->r->is_word)
			docx_cell(w->r, w->columns.widths[w->column]);
		else
			odt_cell(w->r);
		rich_block(w->r, &head);
	}
	w->column++;
}

static void
end_cell(struct walk *w)
{
	if (w->is_flat)
		return;
	rich_leave_line(w->r);
	rich_put(w->r, &w->r->run->after, w->r->is_word ? "</~tc>" : "</^table-cell>");
}

/* ---- events ---- */

static void
enter_extra(struct walk *w, cmark_node *node)
{
	switch (extra_of(node)) {
	case EXTRA_TABLE:
		begin_table(w, node);
		break;
	case EXTRA_ROW:
	case EXTRA_HEADER:
		begin_row(w, cmark_gfm_extensions_get_table_row_is_header(node) != 0);
		break;
	case EXTRA_CELL:
		begin_cell(w);
		break;
	case EXTRA_STRIKE:
		w->strike++;
		set_marks(w);
		break;
	case EXTRA_NONE:
		break;
	}
}

static void
leave_extra(struct walk *w, cmark_node *node)
{
	switch (extra_of(node)) {
	case EXTRA_TABLE:
		end_table(w);
		break;
	case EXTRA_ROW:
	case EXTRA_HEADER:
		end_row(w);
		break;
	case EXTRA_CELL:
		end_cell(w);
		break;
	case EXTRA_STRIKE:
		w->strike--;
		set_marks(w);
		break;
	case EXTRA_NONE:
		break;
	}
}

static void
enter_inline(struct walk *w, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT:
		write_words(w, literal_of(node));
		break;
	case CMARK_NODE_SOFTBREAK:
		rich_text(w->r, TEXT(" "), false);
		break;
	case CMARK_NODE_LINEBREAK:
		rich_break(w->r);
		break;
	case CMARK_NODE_CODE:
		write_code(w, literal_of(node));
		break;
	case CMARK_NODE_HTML_INLINE:
		write_html(w, literal_of(node));
		break;
	case CMARK_NODE_EMPH:
		w->italic++;
		set_marks(w);
		break;
	case CMARK_NODE_STRONG:
		w->bold++;
		set_marks(w);
		break;
	case CMARK_NODE_LINK:
		begin_link(w, node);
		break;
	case CMARK_NODE_IMAGE:
		write_picture(w, node);
		break;
	default:
		enter_extra(w, node);
		break;
	}
}

static void
enter(struct walk *w, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_DOCUMENT:
		break;
	case CMARK_NODE_BLOCK_QUOTE:
		w->quotes++;
		break;
	case CMARK_NODE_LIST:
		begin_list(w, node);
		break;
	case CMARK_NODE_ITEM:
		begin_item(w, node);
		break;
	case CMARK_NODE_CODE_BLOCK:
		write_block(w, KIND_CODE, literal_of(node));
		break;
	case CMARK_NODE_HTML_BLOCK:
		if (!is_remark(literal_of(node)))
			write_block(w, KIND_PLAIN, literal_of(node));
		break;
	case CMARK_NODE_PARAGRAPH:
		begin_paragraph(w, KIND_PLAIN, 0);
		break;
	case CMARK_NODE_HEADING:
		begin_paragraph(w, KIND_HEADING, cmark_node_get_heading_level(node));
		break;
	case CMARK_NODE_THEMATIC_BREAK:
		end_waiting(w);
		begin_paragraph(w, KIND_RULE, 0);
		w->r->m->shown++;
		break;
	default:
		enter_inline(w, node);
		break;
	}
}

static void
leave(struct walk *w, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_BLOCK_QUOTE:
		w->quotes--;
		break;
	case CMARK_NODE_LIST:
		end_list(w);
		break;
	case CMARK_NODE_ITEM:
		end_item(w);
		break;
	case CMARK_NODE_EMPH:
		w->italic--;
		set_marks(w);
		break;
	case CMARK_NODE_STRONG:
		w->bold--;
		set_marks(w);
		break;
	case CMARK_NODE_LINK:
		end_link(w);
		break;
	default:
		leave_extra(w, node);
		break;
	}
}

/* Whether elements stand in one another no deeper than is taken. */
static bool
is_shallow(cmark_node *document)
{
	cmark_iter *iter = cmark_iter_new(document);
	int depth = 0, lists = 0, deepest = 0, most = 0;
	cmark_event_type event;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		int step = event == CMARK_EVENT_ENTER ? 1 : -1;

		if (!cmark_node_first_child(node))
			continue;
		depth += step;
		lists += cmark_node_get_type(node) == CMARK_NODE_LIST ? step : 0;
		deepest = depth > deepest ? depth : deepest;
		most = lists > most ? lists : most;
	}
	cmark_iter_free(iter);
	return deepest <= DEPTH_MOST && most < LISTS_MOST;
}

static void
walk(struct rich *r, cmark_node *document)
{
	struct walk w = {.r = r, .iter = cmark_iter_new(document)};
	cmark_event_type event;

	while ((event = cmark_iter_next(w.iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(w.iter);

		if (event == CMARK_EVENT_ENTER)
			enter(&w, node);
		else
			leave(&w, node);
	}
	cmark_iter_free(w.iter);
}

static void
refuse(struct rich *r, struct text t, const char *why)
{
	struct value v = value_of_text(t);

	rich_refuse(r, &v, why);
}

void
markdown_write(struct rich *r, struct text t)
{
	const char *why = refusal(t);
	cmark_node *document;

	if (why) {
		refuse(r, t, why);
		return;
	}
	if (r->m->rehearsal && text_find(t, TEXT("!["), 0) == TEXT_NOWHERE)
		return;
	document = parse(t);
	if (is_shallow(document))
		walk(r, document);
	else
		refuse(r, t, N_("its lists and quotations stand in one another too deeply"));
	cmark_node_free(document);
}
