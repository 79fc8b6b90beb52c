/*
 * numbering -- lists that begin anew where their section is repeated.
 *
 * A list begins anew when the section that decides (see struct numbering_op) has begun another run since the list was
 * used last.  In a DOCX that takes a new w:num of the same w:abstractNum whose levels start anew (ECMA-376 part 1,
 * 17.9.15, 17.9.26); in an ODT nothing, for there a text:list has to say when it does not begin anew.
 *
 * What came out empty is taken back, and so is then what it did to its lists: nothing may go on from a list that is
 * not there.
 *
 * New lists are put into word/numbering.xml at the end, as bytes: the abstract ones before the first w:num, the others
 * before the end (17.9.17).
 */
#include <string.h>

#include "base/file.h"
#include "merge/attachment.h"
#include "template/op_rich.h"

/* What a list was when it was used last. */
struct list_state {
	bool is_used;
	bool is_begun;            /* ODT: its text:list has just begun: it need not begin anew once more */
	uint32_t section, serial; /* the run that decided */
	int num;                  /* DOCX */
	struct text id;           /* ODT: of the text:list with which it began */
};

struct list_change {
	uint32_t list;
	struct list_state before;
};

/* A new w:num, or a new w:abstractNum. */
struct new_list {
	int number;
	struct text inside;
	struct new_list *next;
};

struct numbering_run {
	struct list_state *lists;
	int open; /* how many things that may be taken back are being written; their changes, the oldest first: */
	VECTOR(struct list_change) changes;
	struct text part; /* of the numbering; empty: the template has none, see `bytes` */
	struct text bytes;
	bool is_read;
	int last_num, last_abstract; /* the highest that are taken */
	struct new_list *nums, **last_of_nums;
	struct new_list *abstracts, **last_of_abstracts;
	int bullets, numbers, parentheses; /* the abstract lists for values; -1: there are none yet */
	int bullet_num;                    /* the list of bullets; 0: there is none yet */
};

static struct numbering_run *
numbering_run(struct merging *m)
{
	struct numbering_run *n = m->numbering;

	if (n)
		return n;
	m->numbering = n = NEW(m->arena, struct numbering_run);
	n->lists = NEW_ARRAY(m->arena, struct list_state, m->program->lists + 1);
	n->last_of_nums = &n->nums;
	n->last_of_abstracts = &n->abstracts;
	n->bullets = n->numbers = n->parentheses = -1;
	return n;
}

/* ---- the part ---- */

/* The highest number that an attribute has among the bytes. */
static int
highest(struct text bytes, struct text attribute)
{
	ptrdiff_t at = 0;
	int most = 0;

	while ((at = text_find(bytes, attribute, (size_t)at)) != TEXT_NOWHERE) {
		int number = 0;

		at += (ptrdiff_t)attribute.len;
		for (; (size_t)at < bytes.len && bytes.at[at] >= '0' && bytes.at[at] <= '9' && number < 100000000; at++)
			number = number * 10 + (bytes.at[at] - '0');
		most = number > most ? number : most;
	}
	return most;
}

static void
read_part(struct merging *m, struct numbering_run *n)
{
	const struct package *p;
	const struct relationship *to;
	struct part *part;

	if (n->is_read)
		return;
	n->is_read = true;
	/* a part keeps its bytes: not those of this record's arena in the template, which all records share */
	p = package_copy(m->arena, m->program->package);
	to = relationship_of_type(relationships_read(m->arena, m->report, p, p->main_part), TEXT("numbering"));
	part = to && !to->is_external ? package_part(p, to->target) : NULL;
	if (!part)
		return;
	n->part = part->name;
	if (!package_bytes(m->arena, m->report, p, part, &n->bytes)) {
		m->failed = true;
		return;
	}
	n->last_num = highest(n->bytes, TEXT("numId=\""));
	n->last_abstract = highest(n->bytes, TEXT("abstractNumId=\""));
}

static int
add_num(struct merging *m, struct text inside)
{
	struct numbering_run *n = numbering_run(m);
	struct new_list *one = NEW(m->arena, struct new_list);

	read_part(m, n);
	one->number = ++n->last_num;
	one->inside = inside;
	*n->last_of_nums = one;
	n->last_of_nums = &one->next;
	return one->number;
}

/* ---- lists of the template ---- */

static const struct instance *
run_of(const struct merging *m, uint32_t section)
{
	const struct instance *i = m->instance;

	while (i && i->section != section)
		i = i->outer;
	return i;
}

/* The run of the section that decides, or NULL: nothing does. */
static const struct instance *
deciding_run(const struct merging *m, const struct numbering_op *op)
{
	bool passes = op->is_single;

	for (size_t i = 0; i < op->section_count; i++) {
		const struct instance *run;

		if (!m->are_loops[op->sections[i]])
			continue;
		run = passes ? NULL : run_of(m, op->sections[i]);
		passes = false;
		if (run)
			return run;
	}
	return NULL;
}

/* Whether the list was used in this run of what decides already; from now on it was. */
static bool
goes_on(struct merging *m, const struct numbering_op *op, struct list_state *s)
{
	const struct instance *run = deciding_run(m, op);
	uint32_t section = run ? run->section : 0, serial = run ? run->serial : 0;
	bool same = s->is_used && s->section == section && s->serial == serial;

	s->section = section;
	s->serial = serial;
	return same;
}

static void
run_word(struct merging *m, const struct numbering_op *op, struct list_state *s)
{
	if (op->is_indent) {
		if (s->num != op->num)
			buffer_text(m->out, op->before);
		return;
	}
	if (!s->is_used)
		s->num = op->num;
	if (!goes_on(m, op, s) && s->is_used)
		s->num = add_num(m, op->restart);
	s->is_used = true;
	if (op->is_inserted && s->num == op->num)
		return;
	buffer_text(m->out, op->before);
	buffer_printf(m->out, "%d", s->num);
	buffer_text(m->out, op->after);
}

static void
write_attribute(struct merging *m, struct text prefix, const char *name, struct text value)
{
	buffer_byte(m->out, ' ');
	buffer_text(m->out, prefix);
	buffer_printf(m->out, "%s=\"%.*s\"", name, TEXT_ARG(value));
}

static void
run_list_start(struct merging *m, const struct op *op, struct list_state *s)
{
	const struct numbering_op *n = op->as.numbering;
	struct text id = n->id ? unique_name(m, n->id) : TEXT_NONE;
	bool same = goes_on(m, n, s), continues = same || (n->continues && !n->section_count && s->is_used);

	if (id.len)
		write_attribute(m, TEXT("xml:"), "id", id);
	/* not what the template says it continues: that may stand in a section that came out empty */
	if (continues && s->id.len)
		write_attribute(m, n->prefix, "continue-list", s->id);
	else if (continues && n->continues)
		run_ops(m, op->body);
	if (!same || !s->id.len)
		s->id = id;
	s->is_begun = !same;
	s->is_used = true;
}

static void
run_item_start(struct merging *m, const struct numbering_op *op, struct list_state *s)
{
	bool same = goes_on(m, op, s);

	if (s->is_used && !same && !s->is_begun)
		write_attribute(m, op->prefix, "start-value", op->start);
	s->is_used = true;
	s->is_begun = false;
}

void
run_numbering(struct merging *m, const struct op *op)
{
	const struct numbering_op *n = op->as.numbering;
	struct numbering_run *run = numbering_run(m);
	struct list_state *s = &run->lists[n->list];

	if (run->open)
		*VECTOR_PUSH(m->arena, &run->changes) = (struct list_change){n->list, *s};
	switch (n->kind) {
	case NUMBERING_WORD:
		run_word(m, n, s);
		break;
	case NUMBERING_LIST:
		run_list_start(m, op, s);
		break;
	case NUMBERING_ITEM:
		run_item_start(m, n, s);
		break;
	}
}

size_t
numbering_open(struct merging *m)
{
	if (!m->program->lists)
		return 0;
	numbering_run(m)->open++;
	return m->numbering->changes.count;
}

void
numbering_close(struct merging *m, size_t opened, bool is_taken_back)
{
	struct numbering_run *n = m->numbering;

	if (!m->program->lists)
		return;
	while (is_taken_back && n->changes.count > opened) {
		const struct list_change *change = &n->changes.at[--n->changes.count];

		n->lists[change->list] = change->before;
	}
	if (--n->open == 0)
		n->changes.count = 0;
}

/* ---- lists of values ---- */

static int
add_abstract(struct merging *m, struct text inside)
{
	struct numbering_run *n = numbering_run(m);
	struct new_list *one = NEW(m->arena, struct new_list);

	read_part(m, n);
	one->number = ++n->last_abstract;
	one->inside = inside;
	*n->last_of_abstracts = one;
	n->last_of_abstracts = &one->next;
	return one->number;
}

enum { LEVELS = 9 };

/*
 * The levels of a list of bullets (sign '\0'), or of numbers with that sign behind.  Elements and attributes are
 * without prefix ("\1").
 */
static struct text
levels_of(struct merging *m, char sign)
{
	static const char *const bullets[] = {"\342\200\242", "\342\200\223", "\342\226\252"}; /* • – ▪ */
	struct buffer b = {0};

	buffer_string(&b, "<\1multiLevelType \1val=\"hybridMultilevel\"/>");
	for (int i = 0; i < LEVELS; i++) {
		buffer_printf(&b, "<\1lvl \1ilvl=\"%d\"><\1start \1val=\"1\"/><\1numFmt \1val=\"%s\"/>", i,
			      sign ? "decimal" : "bullet");
		if (sign)
			buffer_printf(&b, "<\1lvlText \1val=\"%%%d%c\"/>", i + 1, sign);
		else
			buffer_printf(&b, "<\1lvlText \1val=\"%s\"/>", bullets[i % 3]);
		buffer_printf(&b,
			      "<\1lvlJc \1val=\"left\"/><\1pPr><\1ind \1left=\"%d\" \1hanging=\"%d\"/></\1pPr></\1lvl>",
			      (i + 1) * RICH_INDENT, RICH_HANGING);
	}
	return buffer_take(m->arena, &b);
}

/* Lists of one w:abstractNum count on one after the other, at every level, unless they say where they start. */
static struct text
starts_of(struct merging *m, int start)
{
	struct buffer b = {0};

	for (int i = 0; i < LEVELS; i++)
		buffer_printf(&b, "<\1lvlOverride \1ilvl=\"%d\"><\1startOverride \1val=\"%d\"/></\1lvlOverride>", i,
			      start);
	return buffer_take(m->arena, &b);
}

/* Bullets do not count: all lists of them are one. */
int
attach_numbering_list(struct merging *m, char sign, int start)
{
	struct numbering_run *n = numbering_run(m);
	int *abstract = !sign ? &n->bullets : sign == ')' ? &n->parentheses : &n->numbers, num;

	if (!sign && n->bullet_num)
		return n->bullet_num;
	if (*abstract < 0)
		*abstract = add_abstract(m, levels_of(m, sign));
	num = add_num(m, text_format(m->arena, "<\1abstractNumId \1val=\"%d\"/>%.*s", *abstract,
				     TEXT_ARG(sign ? starts_of(m, start) : TEXT_NONE)));
	n->bullet_num = sign ? n->bullet_num : num;
	return num;
}

/* ---- into the part ---- */

static void
write_prefixed(struct buffer *b, struct text t, struct text prefix)
{
	for (size_t i = 0; i < t.len; i++) {
		if (t.at[i] == '\1')
			buffer_text(b, prefix);
		else
			buffer_byte(b, t.at[i]);
	}
}

static void
write_lists(struct buffer *b, const struct new_list *list, struct text prefix, const char *element, const char *id)
{
	for (; list; list = list->next) {
		buffer_printf(b, "<%.*s%s %.*s%s=\"%d\">", TEXT_ARG(prefix), element, TEXT_ARG(prefix), id,
			      list->number);
		write_prefixed(b, list->inside, prefix);
		buffer_printf(b, "</%.*s%s>", TEXT_ARG(prefix), element);
	}
}

static struct text
folder_of(struct text part)
{
	return text_slice(part, 0, part.len - path_base(part).len);
}

/* The prefix of the root w:numbering, with its colon. */
static struct text
root_prefix(struct text bytes)
{
	ptrdiff_t end = text_find(bytes, TEXT("numbering"), 0), from = end;

	while (from > 0 && bytes.at[from - 1] != '<')
		from--;
	return end < 0 ? TEXT_NONE : text_slice(bytes, (size_t)from, (size_t)end);
}

static size_t
find_or(struct merging *m, struct text bytes, const char *begin, struct text prefix, const char *name, size_t otherwise)
{
	struct text tag = text_format(m->arena, "%s%.*s%s", begin, TEXT_ARG(prefix), name);
	ptrdiff_t at = text_find(bytes, tag, 0);

	return at == TEXT_NOWHERE ? otherwise : (size_t)at;
}

#define NUMBERING_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:numbering xmlns:w=\""
#define NUMBERING_TAIL "\"></w:numbering>"

static struct text
new_part(struct merging *m)
{
	return text_format(m->arena, "%s%s%s", NUMBERING_HEAD,
			   attach_is_strict(m) ? "http://purl.oclc.org/ooxml/wordprocessingml/main"
					       : "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
			   NUMBERING_TAIL);
}

/* "<w:numbering …/>" without an end tag gets one. */
static struct text
with_end(struct merging *m, struct text bytes, struct text prefix)
{
	size_t end = find_or(m, bytes, "</", prefix, "numbering>", bytes.len);

	if (end < bytes.len)
		return bytes;
	bytes = text_trim(bytes);
	if (!text_ends(bytes, TEXT("/>")))
		return bytes;
	return text_format(m->arena, "%.*s></%.*snumbering>", (int)bytes.len - 2, bytes.at, TEXT_ARG(prefix));
}

static struct text
with_lists(struct merging *m, const struct numbering_run *n, struct text bytes, struct text prefix)
{
	size_t end = find_or(m, bytes, "</", prefix, "numbering>", bytes.len);
	size_t nums_end = find_or(m, bytes, "<", prefix, "numIdMacAtCleanup", end);
	size_t nums = find_or(m, bytes, "<", prefix, "num ", nums_end);
	struct buffer b = {0};

	buffer_text(&b, text_slice(bytes, 0, nums));
	write_lists(&b, n->abstracts, prefix, "abstractNum", "abstractNumId");
	buffer_text(&b, text_slice(bytes, nums, nums_end));
	write_lists(&b, n->nums, prefix, "num", "numId");
	buffer_text(&b, text_from_offset(bytes, nums_end));
	return buffer_take(m->arena, &b);
}

void
numbering_finish(struct merging *m, struct package *merged)
{
	struct numbering_run *n = m->numbering;
	struct text bytes, prefix, name;

	if (!n || (!n->nums && !n->abstracts) || m->failed)
		return;
	bytes = n->part.len ? n->bytes : new_part(m);
	prefix = root_prefix(bytes);
	bytes = with_lists(m, n, with_end(m, bytes, prefix), prefix);
	if (n->part.len) {
		package_replace(m->arena, merged, n->part, bytes);
		return;
	}
	name = text_join(m->arena, folder_of(m->program->package->main_part), TEXT("numbering.xml"));
	while (package_part(merged, name))
		name = text_format(m->arena, "%.*s-new.xml", (int)name.len - 4, name.at);
	attach_part(m, name, bytes, "numbering");
}
