/*
 * dump -- a program as text: one line for each operation, sections indented.
 *
 *     part word/document.xml
 *       bytes 120 shown
 *       section этапы
 *         value наименование этапа  docx
 */
#include "base/buffer.h"
#include "template/op_identity.h"

static void dump_ops(const struct op *op, int depth, struct buffer *out);

static void
indent(struct buffer *out, int depth)
{
	for (int i = 0; i < depth; i++)
		buffer_string(out, "  ");
}

static void
dump_section(const struct op *op, int depth, struct buffer *out)
{
	buffer_string(out, op->is_negative ? "section not " : "section ");
	if (op->expression) /* none: of a template with faults, the section was not understood */
		expression_dump(op->expression, out);
	buffer_byte(out, '\n');
	dump_ops(op->body, depth + 1, out);
	if (op->otherwise) {
		indent(out, depth);
		buffer_string(out, "else\n");
		dump_ops(op->otherwise, depth + 1, out);
	}
}

static void
dump_optional(const struct op *op, int depth, struct buffer *out)
{
	buffer_printf(out, "optional %s\n", op->asks == ASKS_TEXT ? "text" : "bytes");
	dump_ops(op->body, depth + 1, out);
	if (op->otherwise) {
		indent(out, depth);
		buffer_string(out, "otherwise\n");
		dump_ops(op->otherwise, depth + 1, out);
	}
}

/* The operations that have a struct of their own, see program.h. */
static void
dump_other(const struct op *op, int depth, struct buffer *out)
{
	static const char *const names[] = {
		[OP_CORE] = "core",       [OP_APART] = "apart",
		[OP_TABLE] = "table",     [OP_ROW] = "row",
		[OP_CELL] = "cell",       [OP_UNIQUE] = "unique",
		[OP_ONCE] = "once",       [OP_NOTE] = "note",
		[OP_PICTURE] = "picture", [OP_NUMBERING] = "numbering",
		[OP_RICH] = "rich",       [OP_RICH_PARAGRAPH] = "rich paragraph",
		[OP_INCLUDE] = "include",
	};

	buffer_printf(out, "%s ", names[op->kind]);
	if (op->expression)
		expression_dump(op->expression, out);
	if (op->kind == OP_UNIQUE && op->as.unique->name.len)
		buffer_text(out, op->as.unique->name);
	buffer_byte(out, '\n');
	dump_ops(op->body, depth + 1, out);
	if (op->otherwise) {
		indent(out, depth);
		buffer_string(out, op->kind == OP_RICH_PARAGRAPH ? "content\n" : "otherwise\n");
		dump_ops(op->otherwise, depth + 1, out);
	}
}

static void
dump_ops(const struct op *op, int depth, struct buffer *out)
{
	static const char *const escapes[] = {"docx", "odt", "xml", "link", "field"};

	for (; op; op = op->next) {
		indent(out, depth);
		switch (op->kind) {
		case OP_BYTES:
			buffer_string(out, op->is_shown ? "shown " : "bytes ");
			buffer_json(out, op->bytes);
			buffer_byte(out, '\n');
			break;
		case OP_VALUE:
			buffer_printf(out, "value %s ", escapes[op->escape]);
			expression_dump(op->expression, out);
			buffer_byte(out, '\n');
			break;
		case OP_SECTION:
			dump_section(op, depth, out);
			break;
		case OP_OPTIONAL:
			dump_optional(op, depth, out);
			break;
		case OP_PAGE_BREAK:
			buffer_string(out, "page break\n");
			break;
		default:
			dump_other(op, depth, out);
			break;
		}
	}
}

void
program_dump(const struct program *p, struct buffer *out)
{
	buffer_printf(out, "program %s, %u segments\n", p->is_russian ? "Russian" : "not Russian", p->slots);
	for (const struct program_part *part = p->parts; part; part = part->next) {
		buffer_printf(out, "part %.*s\n", TEXT_ARG(part->name));
		dump_ops(part->ops, 1, out);
	}
}
