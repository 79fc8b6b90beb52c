/*
 * picture -- pictures amid text, and in the frames of the template.
 *
 * A picture amid text is a character of its line: in a DOCX a w:drawing with wp:inline beside the w:t (ECMA-376 part
 * 1, 20.4.2.8), in an ODT a draw:frame anchored as-char (ODF 1.3 part 3, 10.4.2).  In a frame it keeps its
 * proportions: the frame shrinks in one direction around its middle, or with `cover` the picture loses what hangs over:
 * a:srcRect (20.1.8.55), fo:clip (ODF 20.179).
 */
#include "merge/picture.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "merge/attachment.h"

enum { QR_WIDTH_MM = 25, WIDTH_MOST_MM = 2000, PICTURES_MOST_MIB = 1024 };

#define A_URI  "http://schemas.openxmlformats.org/drawingml/2006/main"
#define PI_URI "http://schemas.openxmlformats.org/drawingml/2006/picture"
#define WP_URI "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
#define R_URI  "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

/* ---- what the marker asks for ---- */

/* The filter that makes a picture of the value. */
static const struct expression *
picture_filter(const struct expression *e)
{
	while (e->kind == EXPRESSION_FILTER && e->filter != FILTER_IMAGE && e->filter != FILTER_QR)
		e = e->left;
	return e->kind == EXPRESSION_FILTER ? e : NULL;
}

static const struct expression *
without_filters(const struct expression *e)
{
	while (e->kind == EXPRESSION_FILTER)
		e = e->left;
	return e;
}

/* "35mm", "3,5 см", "40" (millimetres); false: no width that a page could have. */
static bool
read_width(struct text t, emu *width)
{
	static const struct {
		const char *name;
		double emus;
	} units[] = {
		{"", EMU_PER_MM},   {"mm", EMU_PER_MM}, {"мм", EMU_PER_MM}, {"cm", EMU_PER_CM},
		{"см", EMU_PER_CM}, {"pt", EMU_PER_PT}, {"пт", EMU_PER_PT}, {"in", EMU_PER_INCH},
	};
	char digits[32] = "", *end;
	double n;

	t = text_trim(t);
	if (t.len == 0 || t.len >= sizeof digits)
		return false;
	memcpy(digits, t.at, t.len);
	if (strchr(digits, ','))
		*strchr(digits, ',') = '.';
	n = strtod(digits, &end);
	if (end == digits)
		return false;
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		if (!text_equal(text_trim(text_from(end)), text_from(units[i].name)))
			continue;
		n *= units[i].emus;
		*width = n >= EMU_PER_MM / 10.0 && n <= (double)WIDTH_MOST_MM * EMU_PER_MM ? (emu)lround(n) : 0;
		return *width > 0;
	}
	return false;
}

/* The width of the filter's first argument, *width unchanged when it has none; false when it is wrong (reported). */
static bool
asked_width(struct merging *m, const struct expression *f, emu *width)
{
	struct text t;

	if (!f || f->argument_count == 0)
		return true;
	if (!argument_text(m, f, 0, &t))
		return false;
	return read_width(t, width) ||
	       fail_argument(m, f, 0, text_from(_("write a width such as 35mm, 3.5cm or 1.5in")));
}

/* What is told to who does not see the picture: the second argument, else what the author calls it. */
static bool
description(struct merging *m, const struct expression *e, struct text *t)
{
	const struct expression *f = picture_filter(e), *named = without_filters(e);

	*t = TEXT_NONE;
	if (f && f->filter == FILTER_IMAGE && f->argument_count > 1)
		return argument_text(m, f, 1, t);
	if (named->kind == EXPRESSION_PATH && named->segment_count)
		*t = named->segments[named->segment_count - 1].shown;
	return true;
}

/* ---- the picture that a value names ---- */

/* At the cell that the value is from, when it is from one; false. */
static bool
report_fault(struct merging *m, const struct expression *e, const struct picture_fault *fault)
{
	struct fault told = {e->at, e->len, fault->code, {fault->arguments[0], fault->arguments[1]}};

	if (!m->source || e->origin->is_copy)
		return merging_fault(m, e, told);
	m->failed = true;
	report_add(m->report, fault->code, record_place(m->source, m->source_index),
		   (struct excerpt){TEXT_NONE, 0, 0, 0}, told.arguments);
	return false;
}

/* The picture in a file, read once for a record. */
static bool
read_picture(struct merging *m, struct text path, struct picture *picture, struct picture_fault *fault)
{
	const struct picture *known = *attach_note(m, path);
	struct picture *kept;

	if (known) {
		*picture = *known;
		return true;
	}
	if (!picture_store_read(m->context->pictures, m->arena, path, picture, fault))
		return false;
	if (!picture->digest.len)
		picture->digest = attach_digest(m->arena, picture->bytes);
	kept = NEW(m->arena, struct picture);
	*kept = *picture;
	*attach_note(m, path) = kept;
	return true;
}

/* In a rehearsal the file is only looked for. */
static bool
find_picture(struct merging *m, const struct expression *e, struct text path, struct picture *picture)
{
	struct report *silent = m->report;
	struct picture_fault fault;
	bool ok;

	if (attachments_size(m) > (size_t)PICTURES_MOST_MIB << 20)
		return fail_at(m, e, PROBLEM_MERGE_LIMIT, text_format(m->arena, "%d", PICTURES_MOST_MIB), TEXT_NONE);
	ok = m->rehearsal ? picture_store_check(m->context->pictures, m->arena, path, &fault)
			  : read_picture(m, path, picture, &fault);
	if (ok)
		return true;
	m->report = m->rehearsal ? m->rehearsal : silent;
	m->misses_picture = true;
	report_fault(m, e, &fault);
	m->report = silent;
	return false;
}

/* The picture of one value that is not empty. */
static bool
make_picture(struct merging *m, const struct expression *e, const struct value *v, bool is_qr, struct picture *picture)
{
	struct text t = printed(m, v);

	if (t.len == 0)
		return fail_at(m, e, PROBLEM_VALUE_PRINT,
			       text_slice(e->origin->line, e->origin->at + e->at, e->origin->at + e->at + e->len),
			       TEXT_NONE);
	return is_qr ? qr_picture(m, e, t, picture) : find_picture(m, e, t, picture);
}

static struct text
attach(struct merging *m, const struct picture *picture)
{
	struct text digest = picture->digest.len ? picture->digest : attach_digest(m->arena, picture->bytes);

	return attach_picture(m, picture->bytes, digest, picture->image.extension);
}

static bool
evaluate_picture(struct merging *m, const struct expression *e, struct value *v)
{
	m->source = NULL; /* a literal is from no cell */
	if (!evaluate(m, e, v))
		return false;
	if (v->is_blank) /* a line to write on is no picture's name: the place stays empty */
		*v = (struct value){.kind = VALUE_EMPTY};
	return true;
}

/* ---- amid text ---- */

struct size {
	emu width, height;
};

/* Of that width, or as large as it is by itself but no wider than there is room. */
static struct size
size_of(const struct image *image, emu width, emu width_most)
{
	struct size s = {image->width, image->height};

	if (!width && width_most > 0 && s.width > width_most)
		width = width_most;
	if (width) {
		s.height = emu_from(llround((double)s.height * width / s.width));
		s.width = width;
	}
	s.height = s.height > 0 ? s.height : 1;
	s.width = s.width > 0 ? s.width : 1;
	return s;
}

static void
write_word_picture(struct merging *m, struct text id, struct size s, struct text alt)
{
	bool is_strict = attach_is_strict(m);
	const char *a = is_strict ? "http://purl.oclc.org/ooxml/drawingml/main" : A_URI;
	const char *pic = is_strict ? "http://purl.oclc.org/ooxml/drawingml/picture" : PI_URI;
	const char *wp = is_strict ? "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing" : WP_URI;
	const char *r = is_strict ? "http://purl.oclc.org/ooxml/officeDocument/relationships" : R_URI;
	struct text p = m->prefix;
	uint32_t number = ++m->last_number;

	buffer_printf(m->out,
		      "</%.*st><%.*sdrawing><wp:inline xmlns:wp=\"%s\" distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\">"
		      "<wp:extent cx=\"%d\" cy=\"%d\"/><wp:docPr id=\"%u\" name=\"Picture %u\" descr=\"",
		      TEXT_ARG(p), TEXT_ARG(p), wp, s.width, s.height, number, number);
	buffer_xml_attribute(m->out, alt);
	buffer_printf(
		m->out,
		"\"/><wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a=\"%s\" noChangeAspect=\"1\"/>"
		"</wp:cNvGraphicFramePr><a:graphic xmlns:a=\"%s\"><a:graphicData uri=\"%s\"><pic:pic xmlns:pic=\"%s\">"
		"<pic:nvPicPr><pic:cNvPr id=\"%u\" name=\"Picture %u\"/><pic:cNvPicPr/></pic:nvPicPr>",
		a, a, pic, pic, number, number);
	buffer_printf(
		m->out,
		"<pic:blipFill><a:blip xmlns:r=\"%s\" r:embed=\"%.*s\"/><a:stretch><a:fillRect/></a:stretch>"
		"</pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"%d\" cy=\"%d\"/></a:xfrm>"
		"<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>"
		"</wp:inline></%.*sdrawing><%.*st xml:space=\"preserve\">",
		r, TEXT_ARG(id), s.width, s.height, TEXT_ARG(p), TEXT_ARG(p));
}

/* A length of an ODT, to a thousandth of a millimetre. */
static void
write_cm(struct buffer *b, int64_t emus)
{
	int64_t n = llround((double)emus / (EMU_PER_CM / 10000.0));
	int64_t rest = n < 0 ? -n : n;

	buffer_printf(b, "%s%lld.%04lldcm", n < 0 ? "-" : "", (long long)(rest / 10000), (long long)(rest % 10000));
}

static void
write_writer_picture(struct merging *m, struct text id, struct size s, struct text alt)
{
	struct text style = attach_style(
		m, "graphic", TEXT_NONE,
		TEXT("<style:graphic-properties style:vertical-pos=\"top\" style:vertical-rel=\"baseline\" "
		     "fo:margin-left=\"0cm\" fo:margin-right=\"0cm\" fo:margin-top=\"0cm\" fo:margin-bottom=\"0cm\" "
		     "fo:padding=\"0cm\" fo:border=\"none\"/>"));

	buffer_printf(m->out,
		      "<draw:frame xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" "
		      "xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" "
		      "xmlns:xlink=\"http://www.w3.org/1999/xlink\" draw:style-name=\"%.*s\" draw:name=\"Picture %u\" "
		      "%.*sanchor-type=\"as-char\" svg:width=\"",
		      TEXT_ARG(style), ++m->last_number, TEXT_ARG(m->prefix));
	write_cm(m->out, s.width);
	buffer_string(m->out, "\" svg:height=\"");
	write_cm(m->out, s.height);
	buffer_printf(m->out,
		      "\"><draw:image xlink:href=\"%.*s\" xlink:type=\"simple\" xlink:show=\"embed\" "
		      "xlink:actuate=\"onLoad\"/>",
		      TEXT_ARG(id));
	if (alt.len) {
		buffer_string(m->out, "<svg:desc>");
		buffer_xml(m->out, alt);
		buffer_string(m->out, "</svg:desc>");
	}
	buffer_string(m->out, "</draw:frame>");
}

/* Puts it into the package and where m->out is. */
static void
place_picture(struct merging *m, enum escape escape, const struct picture *picture, struct size s, struct text alt)
{
	struct text id = attach(m, picture);

	if (escape == ESCAPE_DOCX_TEXT)
		write_word_picture(m, id, s, alt);
	else
		write_writer_picture(m, id, s, alt);
}

bool
picture_write(struct merging *m, const struct expression *e, enum escape escape, struct text path, struct text alt,
	      emu width_most)
{
	struct picture picture;

	if (!find_picture(m, e, path, &picture))
		return false;
	m->shown++;
	if (!m->rehearsal)
		place_picture(m, escape, &picture, size_of(&picture.image, 0, width_most), alt);
	return true;
}

static bool
write_picture(struct merging *m, const struct op *op, const struct value *v, emu width, struct text alt)
{
	const struct picture_op *p = op->as.picture;
	bool is_qr = p->kind == PICTURE_QR;
	struct picture picture;

	if (value_is_empty(v))
		return true;
	if (!make_picture(m, op->expression, v, is_qr, &picture))
		return false;
	m->shown++;
	if (m->rehearsal)
		return true;
	if (is_qr)
		alt = printed(m, v);
	place_picture(m, op->escape, &picture, size_of(&picture.image, width, p->width_most), alt);
	return true;
}

/* Of a list, all its pictures. */
static void
run_inline(struct merging *m, const struct op *op)
{
	const struct expression *e = op->expression, *f = picture_filter(e);
	emu width = op->as.picture->kind == PICTURE_QR ? QR_WIDTH_MM * EMU_PER_MM : 0;
	struct text alt;
	struct value v;

	if (!asked_width(m, f, &width) || !description(m, e, &alt) || !evaluate_picture(m, e, &v))
		return;
	if (v.kind != VALUE_LIST) {
		write_picture(m, op, &v, width, alt);
		return;
	}
	for (size_t i = 0; v.as.list && i < v.as.list->count; i++) {
		struct value item = list_at(v.as.list, i);

		if (!write_picture(m, op, &item, width, alt))
			return;
	}
}

/* ---- in a frame ---- */

static void
fit(struct picture_run *run, const struct picture_op *p)
{
	double of_box = p->height > 0 ? (double)p->width / p->height : 0;
	double own = (double)run->picture.image.width / run->picture.image.height;

	run->width = run->height = 1;
	run->across = run->down = 0;
	if (!(of_box > 0) || !(own > 0))
		return;
	if (p->covers && own > of_box)
		run->across = (1 - of_box / own) / 2;
	else if (p->covers)
		run->down = (1 - own / of_box) / 2;
	else if (own > of_box)
		run->height = of_box / own;
	else
		run->width = own / of_box;
}

static void
run_frame(struct merging *m, const struct op *op)
{
	struct picture_run run, *outer = m->picture;
	struct value v;

	if (!evaluate_picture(m, op->expression, &v) || value_is_empty(&v) ||
	    !make_picture(m, op->expression, &v, op->as.picture->is_qr, &run.picture))
		return;
	if (!m->rehearsal) {
		fit(&run, op->as.picture);
		run.id = attach(m, &run.picture);
	}
	m->picture = &run;
	if (m->rehearsal)
		m->shown++;
	else
		run_ops(m, op->body);
	m->picture = outer;
}

static void
write_length(struct merging *m, double emus, enum picture_unit unit)
{
	if (unit == UNIT_EMU)
		buffer_printf(m->out, "%lld", llround(emus));
	else if (unit == UNIT_CM)
		write_cm(m->out, llround(emus));
	else
		buffer_printf(m->out, "%.2fpt", emus / EMU_PER_PT);
}

static void
write_crop(struct merging *m, enum picture_unit unit)
{
	const struct picture_run *run = m->picture;
	long across = lround(run->across * 100000), down = lround(run->down * 100000);

	if (!across && !down)
		return;
	if (unit == UNIT_PT)
		buffer_printf(m->out, "\" croptop=\"%ldf\" cropbottom=\"%ldf\" cropleft=\"%ldf\" cropright=\"%ldf",
			      lround(run->down * 65536), lround(run->down * 65536), lround(run->across * 65536),
			      lround(run->across * 65536));
	else
		buffer_printf(m->out, "<a:srcRect xmlns:a=\"%s\" l=\"%ld\" t=\"%ld\" r=\"%ld\" b=\"%ld\"/>",
			      attach_is_strict(m) ? "http://purl.oclc.org/ooxml/drawingml/main" : A_URI, across, down,
			      across, down);
}

/* The frame's own style when it needs no clip, else one like it with the clip. */
static void
write_style(struct merging *m, const struct picture_op *p)
{
	const struct picture_run *run = m->picture;
	double across = run->across * run->picture.image.width, down = run->down * run->picture.image.height;
	struct buffer b = {0};

	if (across == 0 && down == 0 && p->name.len) {
		buffer_xml_attribute(m->out, p->name);
		return;
	}
	buffer_text(&b, text_slice(p->properties, 0, p->clip_at));
	if (across > 0 || down > 0) {
		const double sides[] = {down, across, down, across};

		buffer_string(&b, " fo:clip=\"rect(");
		for (int i = 0; i < 4; i++) {
			buffer_string(&b, i ? ", " : "");
			write_cm(&b, llround(sides[i]));
		}
		buffer_string(&b, ")\"");
	}
	buffer_text(&b, text_from_offset(p->properties, p->clip_at));
	buffer_text(m->out, attach_style(m, "graphic", p->parent, buffer_view(&b)));
	buffer_free(&b);
}

void
run_picture(struct merging *m, const struct op *op)
{
	const struct picture_op *p = op->as.picture;

	switch (p->kind) {
	case PICTURE_INLINE:
	case PICTURE_QR:
		run_inline(m, op);
		break;
	case PICTURE_FRAME:
		run_frame(m, op);
		break;
	case PICTURE_ID:
		buffer_text(m->out, m->picture->id);
		break;
	case PICTURE_WIDTH:
		write_length(m, (double)p->original * m->picture->width, p->unit);
		break;
	case PICTURE_HEIGHT:
		write_length(m, (double)p->original * m->picture->height, p->unit);
		break;
	case PICTURE_X:
		write_length(m, (double)p->original + p->side * (1 - m->picture->width) / 2, p->unit);
		break;
	case PICTURE_Y:
		write_length(m, (double)p->original + p->side * (1 - m->picture->height) / 2, p->unit);
		break;
	case PICTURE_CROP:
		write_crop(m, p->unit);
		break;
	case PICTURE_STYLE:
		write_style(m, p);
		break;
	}
}
