/*
 * emit_picture -- pictures amid text, and those that take the place of a picture of the template.
 *
 * Of the latter the frame is kept as it is, but for what depends on the picture: what names it, the frame's size, which
 * shrinks in one direction so that the picture keeps its proportions, its offset, which keeps the middle in place, and
 * the crop.  So the frame is written by the usual walk, which asks here at every element and attribute in it.
 */
#include "template/emit.h"

#include <stdlib.h>
#include <string.h>

#include "template/op_picture.h"

enum { USUAL_WIDTH_MM = 165, CELL_MARGINS = 216 /* twips, both sides: as Word has them */ };

/* ---- lengths ---- */

static const struct {
	struct text name;
	double emus;
	enum picture_unit written;
} units[] = {
	{TEXT_INIT("mm"), EMU_PER_MM, UNIT_CM},   {TEXT_INIT("cm"), EMU_PER_CM, UNIT_CM},
	{TEXT_INIT("in"), EMU_PER_INCH, UNIT_CM}, {TEXT_INIT("pt"), EMU_PER_PT, UNIT_PT},
	{TEXT_INIT("px"), EMU_PER_PX, UNIT_PT},   {TEXT_INIT("pc"), EMU_PER_PT * 12, UNIT_PT},
};

/* "12.5cm" of a style or an attribute; false: it is none. */
static bool
read_length(struct text t, int64_t *emus)
{
	char digits[32] = "";
	char *end;
	double n;

	t = text_trim(t);
	if (t.len == 0 || t.len >= sizeof digits)
		return false;
	memcpy(digits, t.at, t.len);
	n = strtod(digits, &end);
	for (size_t i = 0; i < sizeof units / sizeof *units && end != digits; i++) {
		if (text_equal(text_from(end), units[i].name)) {
			*emus = emu_from((int64_t)(n * units[i].emus));
			return n > -1e6 && n < 1e6;
		}
	}
	return false;
}

static bool
read_number(struct text t, int64_t *n)
{
	char digits[24] = "", *end;

	if (t.len == 0 || t.len >= sizeof digits)
		return false;
	memcpy(digits, t.at, t.len);
	*n = emu_from(strtoll(digits, &end, 10));
	return *end == '\0';
}

static int64_t
length_value(const struct xml_node *node, enum xml_name name)
{
	int64_t emus = 0;

	read_length(xml_value(node, name, TEXT_NONE), &emus);
	return emus;
}

/* ---- how wide a picture may be where it stands ---- */

static int64_t
twips_value(const struct xml_node *node, enum xml_name name)
{
	int64_t n = 0;

	return read_number(xml_value(node, name, TEXT_NONE), &n) ? n * EMU_PER_TWIP : 0;
}

static int64_t
section_width(const struct xml_node *section)
{
	return twips_value(xml_child(section, W_pgSz), W_w) - twips_value(xml_child(section, W_pgMar), W_left) -
	       twips_value(xml_child(section, W_pgMar), W_right);
}

/* Of the text between the margins, by the next section properties; of a header, by the document's first. */
static int64_t
word_text_width(struct compiler *c, struct xml_node *from)
{
	struct xml_node *root = from;

	while (root->parent)
		root = root->parent;
	while (from && from->name != W_sectPr)
		from = xml_following(root, from, false);
	if (from)
		return section_width(from);
	root = package_xml(c->arena, c->report, c->package, c->package->main_part, false);
	return root ? section_width(xml_descendant(root, W_sectPr)) : 0;
}

static int64_t
writer_text_width(struct compiler *c)
{
	const struct xml_node *at = package_xml(c->arena, c->report, c->package, TEXT("styles.xml"), false);
	int64_t width, margin;

	at = at ? xml_descendant(at, STYLE_page_layout_properties) : NULL;
	width = length_value(at, FO_page_width);
	margin = length_value(at, FO_margin);
	for (int i = 0; i < 2; i++) {
		enum xml_name side = i ? FO_margin_right : FO_margin_left;

		width -= at && xml_attribute(at, side) ? length_value(at, side) : margin;
	}
	return width;
}

/* The cell around node, or NULL; what stands in a frame has the frame's width, which nobody knows here. */
static const struct xml_node *
cell_of(const struct xml_node *node)
{
	while (node && !is_cell(node->name))
		node = node->parent;
	return node;
}

static int
cells_in(const struct xml_node *row)
{
	int n = 0;

	for (const struct xml_node *at = row->first; at; at = at->next)
		n += is_cell(at->name);
	return n ? n : 1;
}

emu
emit_width_most(struct emitter *e, struct xml_node *node)
{
	const struct xml_node *cell = cell_of(node), *width;
	bool is_word = e->c->package->kind == PACKAGE_DOCX;
	int64_t all;

	width = xml_child(xml_child(cell, W_tcPr), W_tcW);
	all = width && xml_value_is(width, W_type, "dxa") ? twips_value(width, W_w) - CELL_MARGINS * EMU_PER_TWIP : 0;
	if (all > 0)
		return emu_from(all);
	all = is_word ? word_text_width(e->c, node) : writer_text_width(e->c);
	all = all > 0 ? all : USUAL_WIDTH_MM * EMU_PER_MM;
	return emu_from(cell ? all / cells_in(cell->parent) : all);
}

/* ---- pictures amid text ---- */

static struct picture_op *
new_picture(struct emitter *e, const struct expression *expression, enum picture_kind kind, struct op **op)
{
	struct picture_op *p = NEW(e->c->arena, struct picture_op);

	emit_flush(e);
	*op = emit_op(e, OP_PICTURE);
	(*op)->expression = expression;
	(*op)->as.picture = p;
	p->kind = kind;
	e->c->program->has_pictures |= kind <= PICTURE_FRAME;
	return p;
}

static bool
is_asked_width(const struct marker *m)
{
	const struct expression *e = m->expression;

	while (e->kind == EXPRESSION_FILTER && e->filter != FILTER_IMAGE && e->filter != FILTER_QR)
		e = e->left;
	return e->argument_count > 0;
}

bool
emit_inline_picture(struct emitter *e, const struct spot *spot)
{
	const struct marker *m = spot->marker;
	bool is_qr = marker_has(m, FILTER_QR);
	struct picture_op *p;
	struct op *op;

	if (marker_has(m, FILTER_COVER)) {
		compiler_fault(e->c, m->origin,
			       (struct fault){m->at, m->end - m->at, PROBLEM_PICTURE_COVER, {TEXT_NONE}});
		return true;
	}
	if ((spot->escape != ESCAPE_DOCX_TEXT && spot->escape != ESCAPE_ODT_TEXT) ||
	    (!is_qr && !marker_has(m, FILTER_IMAGE)))
		return false;
	p = new_picture(e, m->expression, is_qr ? PICTURE_QR : PICTURE_INLINE, &op);
	op->escape = spot->escape;
	if (!is_asked_width(m))
		p->width_most = emit_width_most(e, spot->node);
	return true;
}

/* ---- frames: what depends on the picture ---- */

/* A frame whose picture is replaced, while it is written. */
struct picture_frame {
	const struct picture_note *note;
	emu width, height;           /* of the box at hand: each rendition has its own */
	const struct xml_node *kept; /* the one draw:image that stays */
};

static void
emit_hole(struct emitter *e, enum picture_kind kind, struct picture_op hole)
{
	struct op *op;

	hole.kind = kind;
	*new_picture(e, NULL, kind, &op) = hole;
}

static void
emit_size(struct emitter *e, bool is_width, int64_t original, enum picture_unit unit)
{
	emit_hole(e, is_width ? PICTURE_WIDTH : PICTURE_HEIGHT,
		  (struct picture_op){.original = original, .unit = unit});
}

static void
emit_offset(struct emitter *e, bool is_x, int64_t original, enum picture_unit unit)
{
	emit_hole(e, is_x ? PICTURE_X : PICTURE_Y,
		  (struct picture_op){
			  .original = original, .side = is_x ? e->picture->width : e->picture->height, .unit = unit});
}

/* The next declaration of a VML style, "width:100pt;height:3cm;…", with its length; false: there is none. */
static bool
next_declaration(struct text style, size_t *at, struct text *one, struct text *name, int64_t *emus)
{
	ptrdiff_t semicolon = text_find(style, TEXT(";"), *at), colon;

	if (*at >= style.len)
		return false;
	*one = text_slice(style, *at, semicolon < 0 ? style.len : (size_t)semicolon);
	*at += one->len + 1;
	colon = text_find(*one, TEXT(":"), 0);
	*name = text_trim(text_slice(*one, 0, colon < 0 ? 0 : (size_t)colon));
	*emus = 0;
	if (!text_is(*name, "width") && !text_is(*name, "height"))
		*name = TEXT_NONE;
	else if (!read_length(text_from_offset(*one, (size_t)colon + 1), emus))
		*name = TEXT_NONE;
	return true;
}

static void
emit_vml_style(struct emitter *e, struct text style)
{
	struct text one, name;
	int64_t emus;
	size_t at = 0;

	while (next_declaration(style, &at, &one, &name, &emus)) {
		if (name.len) {
			buffer_text(&e->bytes, name);
			buffer_byte(&e->bytes, ':');
			emit_size(e, text_is(name, "width"), emus, UNIT_PT);
		} else {
			buffer_xml_attribute(&e->bytes, one);
		}
		if (at <= style.len)
			buffer_byte(&e->bytes, ';');
	}
}

static bool
is_picture_extent(const struct xml_node *node)
{
	return node->name == WP_extent ||
	       (node->name == A_ext && node->parent->name == A_xfrm && node->parent->parent->name == PIC_spPr);
}

static bool
emit_word_attribute(struct emitter *e, const struct xml_node *node, const struct xml_attribute *a)
{
	int64_t n;

	if (is_picture_extent(node) && (a->name == NONE_cx || a->name == NONE_cy) && read_number(a->value, &n)) {
		emit_size(e, a->name == NONE_cx, n, UNIT_EMU);
		return true;
	}
	if ((node->name == A_blip && a->name == R_embed) || (node->name == V_imagedata && a->name == R_id)) {
		emit_hole(e, PICTURE_ID, (struct picture_op){.original = 0});
		if (node->name == V_imagedata)
			emit_hole(e, PICTURE_CROP, (struct picture_op){.unit = UNIT_PT});
		return true;
	}
	if (a->name == NONE_style && xml_child(node, V_imagedata)) {
		emit_vml_style(e, a->value);
		return true;
	}
	return false;
}

/* The automatic style of that name in the part, or NULL. */
static const struct xml_node *
graphic_style(const struct xml_node *node, struct text name)
{
	const struct xml_node *style;

	while (node->parent)
		node = node->parent;
	style = xml_child(xml_child(node, OFFICE_automatic_styles), STYLE_style);
	while (style && !(xml_value_is(style, STYLE_family, "graphic") &&
			  text_equal(xml_value(style, STYLE_name, TEXT_NONE), name)))
		style = xml_sibling(style, STYLE_style);
	return style;
}

/* The style's properties as XML without their clip; *at: where one goes. */
static struct text
properties_without_clip(struct arena *a, const struct xml_node *style, size_t *at)
{
	const struct xml_node *own = xml_child(style, STYLE_graphic_properties);
	struct xml_node *copy =
		own ? xml_copy(a, own, true) : xml_new(a, STYLE_graphic_properties, TEXT("style:graphic-properties"));
	struct buffer b = {0};
	struct text t;

	for (struct xml_attribute **link = &copy->attributes; *link;) {
		if ((*link)->name == FO_clip)
			*link = (*link)->next;
		else
			link = &(*link)->next;
	}
	xml_write(&b, copy);
	t = buffer_take(a, &b);
	*at = copy->qname.len + 1;
	return t;
}

/* The frame's style, with the clip that the new picture needs. */
static void
emit_style_name(struct emitter *e, const struct xml_node *node, struct text name)
{
	const struct xml_node *style = graphic_style(node, name);
	struct text clip = xml_value(xml_child(style, STYLE_graphic_properties), FO_clip, TEXT_NONE);
	struct picture_op hole = {.parent = style ? xml_value(style, STYLE_parent_style_name, TEXT_NONE) : name};

	hole.properties = properties_without_clip(e->c->arena, style, &hole.clip_at);
	hole.name = clip.len == 0 || text_is(clip, "auto") ? name : TEXT_NONE;
	emit_hole(e, PICTURE_STYLE, hole);
}

static bool
emit_writer_attribute(struct emitter *e, const struct xml_node *node, const struct xml_attribute *a)
{
	int64_t n = 0;

	if (node->name == DRAW_image && a->name == XLINK_href) {
		emit_hole(e, PICTURE_ID, (struct picture_op){.original = 0});
		return true;
	}
	if (node->name != DRAW_frame)
		return false;
	if (a->name == DRAW_style_name) {
		emit_style_name(e, node, a->value);
		return true;
	}
	if (!read_length(a->value, &n))
		return false;
	if (a->name == SVG_width || a->name == SVG_height)
		emit_size(e, a->name == SVG_width, n, UNIT_CM);
	else if (a->name == SVG_x || a->name == SVG_y)
		emit_offset(e, a->name == SVG_x, n, UNIT_CM);
	else
		return false;
	return true;
}

bool
emit_picture_attribute(struct emitter *e, const struct xml_node *node, const struct xml_attribute *a)
{
	if (!e->picture)
		return false;
	return e->c->package->kind == PACKAGE_DOCX ? emit_word_attribute(e, node, a)
						   : emit_writer_attribute(e, node, a);
}

/* ---- frames: the elements ---- */

/* Text that stands in a shape: the pictures in it are not the shape's. */
static bool
is_other_story(enum xml_name name)
{
	return name == W_txbxContent || name == DRAW_text_box;
}

/* The size of the rendition that begins at node; false: none does. */
static bool
read_box(struct emitter *e, const struct xml_node *node)
{
	int64_t width = 0, height = 0;

	if (node->name == WP_inline || node->name == WP_anchor) {
		read_number(xml_value(xml_child(node, WP_extent), NONE_cx, TEXT_NONE), &width);
		read_number(xml_value(xml_child(node, WP_extent), NONE_cy, TEXT_NONE), &height);
	} else if (node->name == DRAW_frame) {
		width = length_value(node, SVG_width);
		height = length_value(node, SVG_height);
	} else {
		return false;
	}
	e->picture->width = emu_from(width);
	e->picture->height = emu_from(height);
	return true;
}

/* What would show the old picture, or hold the frame to its old size. */
static bool
is_dropped(const struct emitter *e, const struct xml_node *node)
{
	if (node->name == A_extLst && node->parent->name == A_blip) /* the same as SVG */
		return true;
	if (node->name == DRAW_image && node != e->picture->kept)
		return true;
	return node->name == A_srcRect || node->name == WP14_sizeRelH || node->name == WP14_sizeRelV;
}

static bool
emit_inside(struct emitter *e, const struct xml_node *node)
{
	int64_t n;

	if (is_other_story(node->name)) {
		struct picture_frame *frame = e->picture;

		e->picture = NULL;
		emit_plain(e, node);
		e->picture = frame;
		return true;
	}
	read_box(e, node);
	if (is_dropped(e, node))
		return true;
	if (node->name == A_blip) {
		emit_plain(e, node);
		emit_hole(e, PICTURE_CROP, (struct picture_op){.unit = UNIT_EMU});
		return true;
	}
	if (node->name == WP_posOffset && node->first && read_number(text_trim(node->first->text), &n)) {
		emit_start(e, node);
		emit_offset(e, node->parent->name == WP_positionH, n, UNIT_EMU);
		xml_write_end(&e->bytes, node);
		return true;
	}
	return false;
}

/* Attributes that would name the old picture or hold the frame to its old size. */
static void
drop_attributes(struct xml_node *node)
{
	for (struct xml_attribute **link = &node->attributes; *link;) {
		enum xml_name name = (*link)->name;
		bool is_relative = name == STYLE_rel_width || name == STYLE_rel_height;

		if ((node->name == A_blip && name == R_link) || (node->name == DRAW_image && name == DRAW_mime_type) ||
		    (node->name == DRAW_frame && is_relative))
			*link = (*link)->next;
		else
			link = &(*link)->next;
	}
}

static void
prepare(struct picture_frame *frame, const struct xml_node *root)
{
	struct xml_node *at = (struct xml_node *)(uintptr_t)root;

	for (; at; at = xml_following(root, at, is_other_story(at->name))) {
		drop_attributes(at);
		if (at->name == DRAW_image && !frame->kept)
			frame->kept = at;
	}
}

static void
read_vml_box(struct emitter *e, struct text style)
{
	struct text one, name;
	int64_t emus;
	size_t at = 0;

	while (next_declaration(style, &at, &one, &name, &emus)) {
		if (name.len)
			*(text_is(name, "width") ? &e->picture->width : &e->picture->height) = emu_from(emus);
	}
}

static void
set_box(struct emitter *e, struct xml_node *root)
{
	for (struct xml_node *at = root; at; at = xml_following(root, at, is_other_story(at->name))) {
		if (read_box(e, at))
			return;
		if (at->name != V_imagedata)
			continue;
		read_vml_box(e, xml_value(at->parent, NONE_style, TEXT_NONE));
		return;
	}
}

static void
emit_frame(struct emitter *e, const struct xml_node *node, const struct picture_note *note)
{
	struct picture_frame frame = {.note = note}, *outer = e->picture;
	struct picture_op *p;
	struct op *op, **link;

	prepare(&frame, node);
	p = new_picture(e, note->marker->expression, PICTURE_FRAME, &op);
	link = e->link;
	e->link = &op->body;
	e->picture = &frame;
	set_box(e, (struct xml_node *)(uintptr_t)node);
	p->width = frame.width;
	p->height = frame.height;
	p->covers = marker_has(note->marker, FILTER_COVER);
	p->is_qr = marker_has(note->marker, FILTER_QR);
	e->is_shown = true;
	emit_plain(e, node);
	emit_flush(e);
	e->picture = outer;
	e->link = link;
}

bool
emit_picture(struct emitter *e, const struct xml_node *node)
{
	const struct picture_note *note = picture_of(node);

	if (note)
		emit_frame(e, node, note);
	return note || (e->picture && emit_inside(e, node));
}
