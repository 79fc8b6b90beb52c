/*
 * docx_drawing -- pictures and text boxes (ECMA-376 part 1, 20.4; part 4, 14 and 19 for VML).
 *
 * Three generations are met, often the newest with an older one for programs that do not know it:
 *
 *     <mc:AlternateContent><mc:Choice Requires="wps"> w:drawing … <mc:Fallback> w:pict …
 *
 * w:drawing holds wp:inline (stands in the line) or wp:anchor (floats) with a graphic; w:pict holds VML, whose
 * geometry is a CSS-like style attribute.
 */
#include "document/docx.h"
#include "document/graphic.h"
#include "document/measure.h"

/* A branch is understood when it needs nothing but namespaces of pictures, shapes and newer Word. */
static bool is_understood(struct text requires)
{
	static const char *const known[] = {"wps", "w14", "w15", "w16se", "wp14", "a14", "pic", "r", "w", NULL};

	for (size_t at = 0, end; at < requires.len; at = end + 1) {
		ptrdiff_t space = text_find(requires, TEXT(" "), at);

		end = space == TEXT_NOWHERE ? requires.len : (size_t)space;
		if (end > at && word_index(text_slice(requires, at, end), known) < 0)
			return false;
	}
	return true;
}

const struct xml_node *
docx_alternative(const struct xml_node *node)
{
	const struct xml_node *choice = xml_child(node, MC_Choice);

	for (; choice; choice = xml_sibling(choice, MC_Choice))
		if (is_understood(xml_value(choice, NONE_Requires, TEXT_NONE)))
			return choice;
	return xml_child(node, MC_Fallback);
}

static emu
number_emu(struct text t, emu otherwise)
{
	return integer_or(t, otherwise);
}

struct drawing *
docx_drawing_new(struct docx *d)
{
	struct drawing *drawing = NEW(d->arena, struct drawing);

	drawing->background = COLOR_NONE;
	drawing->y_align = DRAWING_START;
	for (int side = 0; side < SIDES; side++)
		drawing->borders[side].color = COLOR_NONE;
	return drawing;
}

static struct text
picture_part(const struct docx_story *s, struct text id)
{
	const struct relationship *r = id.len ? relationship_of_id(s->relationships, id) : NULL;

	return r ? r->target : TEXT_NONE;
}

/* ---- w:drawing ---- */

enum drawing_origin
docx_drawing_origin(struct text from)
{
	if (text_is(from, "page"))
		return ORIGIN_PAGE;
	if (text_is(from, "leftMargin") || text_is(from, "topMargin") || text_is(from, "insideMargin"))
		return ORIGIN_START;
	if (text_is(from, "rightMargin") || text_is(from, "bottomMargin") || text_is(from, "outsideMargin"))
		return ORIGIN_END;
	if (text_is(from, "margin"))
		return ORIGIN_MARGIN;
	if (text_is(from, "line"))
		return ORIGIN_LINE;
	if (text_is(from, "character"))
		return ORIGIN_CHARACTER;
	return ORIGIN_PARAGRAPH; /* "paragraph"; "column", "text" are the frame that it stands in */
}

enum drawing_align
docx_drawing_align(struct text align)
{
	if (text_is(align, "center"))
		return DRAWING_CENTER;
	if (text_is(align, "right") || text_is(align, "bottom") || text_is(align, "outside"))
		return DRAWING_END;
	return align.len ? DRAWING_START : DRAWING_AT;
}

static void
position_read(struct docx *d, const struct xml_node *node, enum drawing_origin *from, enum drawing_align *align,
	      emu *at)
{
	const struct xml_node *aligned = xml_child(node, WP_align), *offset = xml_child(node, WP_posOffset);

	*from = docx_drawing_origin(xml_value(node, NONE_relativeFrom, TEXT_NONE));
	*align = aligned ? docx_drawing_align(text_trim(xml_content(d->arena, aligned))) : DRAWING_AT;
	*at = offset ? number_emu(xml_content(d->arena, offset), 0) : 0;
}

/* Contours are not followed: what is around the room as a whole stands for them. */
static enum drawing_wrap
wrap_read(const struct xml_node *anchor)
{
	static const enum xml_name around[] = {WP_wrapSquare, WP_wrapTight, WP_wrapThrough};

	if (xml_child(anchor, WP_wrapTopAndBottom))
		return WRAP_TOP_AND_BOTTOM;
	for (size_t i = 0; i < sizeof around / sizeof *around; i++) {
		const struct xml_node *wrap = xml_child(anchor, around[i]);

		if (!wrap)
			continue;
		if (xml_value_is(wrap, NONE_wrapText, "left"))
			return WRAP_LEFT;
		if (xml_value_is(wrap, NONE_wrapText, "right"))
			return WRAP_RIGHT;
		return xml_value_is(wrap, NONE_wrapText, "largest") ? WRAP_DYNAMIC : WRAP_SQUARE;
	}
	return WRAP_NONE;
}

/* Aligned at an edge of the text it has no distance to that edge, nor at the page's top and bottom. */
static void
distances_adjust(struct drawing *d)
{
	if (d->x_from == ORIGIN_MARGIN || d->x_from == ORIGIN_PARAGRAPH) {
		if (d->x_align == DRAWING_START)
			d->distance[SIDE_LEFT] = 0;
		if (d->x_align == DRAWING_END)
			d->distance[SIDE_RIGHT] = 0;
	}
	if (d->y_from == ORIGIN_MARGIN || d->y_from == ORIGIN_PAGE) {
		if (d->y_align == DRAWING_START)
			d->distance[SIDE_TOP] = 0;
		if (d->y_align == DRAWING_END)
			d->distance[SIDE_BOTTOM] = 0;
	}
}

static void
anchor_read(struct docx *d, struct drawing *drawing, const struct xml_node *anchor)
{
	static const enum xml_name distances[SIDES] = {NONE_distT, NONE_distR, NONE_distB, NONE_distL};

	drawing->place = DRAWING_FLOATING;
	drawing->is_behind = switch_is_on(xml_value(anchor, NONE_behindDoc, TEXT("0")));
	position_read(d, xml_child(anchor, WP_positionH), &drawing->x_from, &drawing->x_align, &drawing->x);
	position_read(d, xml_child(anchor, WP_positionV), &drawing->y_from, &drawing->y_align, &drawing->y);
	for (int side = 0; side < SIDES; side++)
		drawing->distance[side] = number_emu(xml_value(anchor, distances[side], TEXT_NONE), 0);
	drawing->wrap = wrap_read(anchor);
	distances_adjust(drawing);
}

/* Since Word 2013 a drawing always belongs to the cell that it is anchored in; LibreOffice goes by that. */
static bool
is_laid_in_cell(const struct docx *d, const struct xml_node *anchor)
{
	return d->compatibility > 14 || switch_is_on(xml_value(anchor, NONE_layoutInCell, TEXT("1")));
}

static color
fill_color(const struct xml_node *fill)
{
	color c = COLOR_NONE;

	color_read(xml_value(xml_child(fill, A_srgbClr), NONE_val, TEXT_NONE), &c);
	return c;
}

static void
outline_read(struct drawing *drawing, const struct xml_node *properties)
{
	const struct xml_node *line = xml_child(properties, A_ln), *stroke = xml_child(line, A_solidFill);

	for (int side = 0; stroke && side < SIDES; side++) {
		drawing->borders[side].kind = BORDER_SINGLE;
		drawing->borders[side].width = number_emu(xml_value(line, NONE_w, TEXT_NONE), EMU_PER_PT * 3 / 4);
		drawing->borders[side].color = fill_color(stroke);
	}
}

/* The outline and filling of a shape, the room between them and the text. */
static void
shape_read(struct drawing *drawing, const struct xml_node *shape)
{
	static const enum xml_name insets[SIDES] = {NONE_tIns, NONE_rIns, NONE_bIns, NONE_lIns};
	const struct xml_node *body = xml_child(shape, WPS_bodyPr), *properties = xml_child(shape, WPS_spPr);

	drawing->has_least_height = xml_child(body, A_spAutoFit) != NULL;
	drawing->background = fill_color(xml_child(properties, A_solidFill));
	for (int side = 0; side < SIDES; side++) {
		emu otherwise = side == SIDE_TOP || side == SIDE_BOTTOM ? EMU_PER_INCH / 20 : EMU_PER_INCH / 10;

		drawing->padding[side] = number_emu(xml_value(body, insets[side], TEXT_NONE), otherwise);
	}
	outline_read(drawing, properties);
}

/* A part of the picture in thousandths of a percent, or with a percent sign as strict files have it. */
static int
crop_read(struct text t)
{
	int permille = 0;

	return graphic_crop_bound(permille_read(t, &permille) ? (int64_t)permille * (CROP_WHOLE / 1000)
							      : integer_or(t, 0));
}

static void
picture_read(struct docx_story *s, struct drawing *drawing, const struct xml_node *graphic, const struct xml_node *blip,
	     struct text description)
{
	static const enum xml_name crops[SIDES] = {NONE_t, NONE_r, NONE_b, NONE_l};
	const struct xml_node *source = xml_child(blip->parent, A_srcRect), *frame = xml_descendant(graphic, A_xfrm);
	struct text id = xml_value(blip, R_embed, xml_value(blip, R_link, TEXT_NONE));
	struct graphic *g = graphic_new(s->docx->arena, drawing, picture_part(s, id), description);

	outline_read(drawing, xml_descendant(graphic, PIC_spPr));
	for (int side = 0; side < SIDES; side++)
		g->crop[side] = crop_read(xml_value(source, crops[side], TEXT_NONE));
	g->is_mirrored = switch_is_on(xml_value(frame, NONE_flipH, TEXT("0")));
	g->is_upside_down = switch_is_on(xml_value(frame, NONE_flipV, TEXT("0")));
	graphic_turn(drawing, g, integer_or(xml_value(frame, NONE_rot, TEXT_NONE), 0));
	if (drawing->place == DRAWING_INLINE) /* it keeps its width in the line, Writer and Word agree */
		drawing->distance[SIDE_LEFT] = drawing->distance[SIDE_RIGHT] = (g->width - drawing->width) / 2;
}

/* The text of a shape. */
static struct block *
box_read(struct docx_story *s, const struct xml_node *content)
{
	struct block *first;

	s->docx->boxes_open++;
	first = docx_story_read(s->docx, s->relationships, content, NULL);
	s->docx->boxes_open--;
	return first;
}

static struct drawing *
graphic_read(struct docx_story *s, const struct xml_node *node)
{
	struct drawing *drawing = docx_drawing_new(s->docx);
	const struct xml_node *extent = xml_child(node, WP_extent), *graphic = xml_child(node, A_graphic);
	const struct xml_node *blip = xml_descendant(graphic, A_blip);
	const struct xml_node *content = xml_descendant(graphic, W_txbxContent);

	drawing->width = number_emu(xml_value(extent, NONE_cx, TEXT_NONE), 0);
	drawing->height = number_emu(xml_value(extent, NONE_cy, TEXT_NONE), 0);
	if (node->name == WP_anchor) {
		anchor_read(s->docx, drawing, node);
		drawing->stays_within = s->table_depth > 0 && is_laid_in_cell(s->docx, node);
	}
	if (content) {
		drawing->stays_within &= drawing->wrap != WRAP_NONE || drawing->x_from != ORIGIN_PARAGRAPH;
		shape_read(drawing, content->parent ? content->parent->parent : NULL);
		drawing->first = box_read(s, content);
	} else if (blip) {
		picture_read(s, drawing, graphic, blip, xml_value(xml_child(node, WP_docPr), NONE_descr, TEXT_NONE));
	} else {
		docx_left_out(s->docx, LEFT_OUT_SHAPE, _("drawn shapes or charts"));
		return NULL;
	}
	return drawing;
}

/* ---- VML ---- */

/* The value of a property in "width:100pt;height:5cm"; empty when it is not there. */
static struct text
css_value(struct text css, const char *name)
{
	for (size_t at = 0, end; at < css.len; at = end + 1) {
		ptrdiff_t semicolon = text_find(css, TEXT(";"), at), colon;
		struct text pair;

		end = semicolon == TEXT_NOWHERE ? css.len : (size_t)semicolon;
		pair = text_slice(css, at, end);
		colon = text_find(pair, TEXT(":"), 0);
		if (colon != TEXT_NOWHERE && text_is(text_trim(text_slice(pair, 0, (size_t)colon)), name))
			return text_trim(text_from_offset(pair, (size_t)colon + 1));
	}
	return TEXT_NONE;
}

static emu
css_length(struct text css, const char *name)
{
	emu length = 0;

	length_read(css_value(css, name), &length);
	return length;
}

static void
vml_place(struct drawing *drawing, struct text css)
{
	drawing->width = css_length(css, "width");
	drawing->height = css_length(css, "height");
	if (!text_is(css_value(css, "position"), "absolute"))
		return;
	drawing->place = DRAWING_FLOATING;
	drawing->x = css_length(css, "margin-left");
	drawing->y = css_length(css, "margin-top");
	drawing->x_align = docx_drawing_align(css_value(css, "mso-position-horizontal"));
	drawing->y_align = docx_drawing_align(css_value(css, "mso-position-vertical"));
	drawing->x_from = docx_drawing_origin(css_value(css, "mso-position-horizontal-relative"));
	drawing->y_from = docx_drawing_origin(css_value(css, "mso-position-vertical-relative"));
	drawing->wrap = WRAP_NONE;
	drawing->is_behind = text_starts(css_value(css, "z-index"), TEXT("-"));
}

/* "16384f": so many 65 536ths of the picture; or ".25" of it (part 4, 19.1.2.11). */
static int
vml_crop(struct text t)
{
	int64_t millionths = 0;

	if (text_ends(t, TEXT("f")))
		return graphic_crop_bound((int64_t)integer_or(text_slice(t, 0, t.len - 1), 0) * CROP_WHOLE / 65536);
	millionths_read(t, &millionths);
	return graphic_crop_bound(millionths / (1000000 / CROP_WHOLE));
}

static void
vml_picture(struct docx_story *s, struct drawing *drawing, const struct xml_node *image)
{
	static const enum xml_name crops[SIDES] = {NONE_croptop, NONE_cropright, NONE_cropbottom, NONE_cropleft};
	struct graphic *g = graphic_new(s->docx->arena, drawing, picture_part(s, xml_value(image, R_id, TEXT_NONE)),
					xml_value(image->parent, NONE_alt, TEXT_NONE));
	struct text css = xml_value(image->parent, NONE_style, TEXT_NONE), flip = css_value(css, "flip");

	for (int side = 0; side < SIDES; side++)
		g->crop[side] = vml_crop(xml_value(image, crops[side], TEXT_NONE));
	g->is_mirrored = text_find(flip, TEXT("x"), 0) != TEXT_NOWHERE;
	g->is_upside_down = text_find(flip, TEXT("y"), 0) != TEXT_NOWHERE;
	graphic_turn(drawing, g, (int64_t)integer_or(css_value(css, "rotation"), 0) * TURN_DEGREE);
}

static struct drawing *
vml_read(struct docx_story *s, const struct xml_node *node)
{
	const struct xml_node *image = xml_descendant(node, V_imagedata);
	const struct xml_node *content = xml_descendant(node, W_txbxContent);
	const struct xml_node *inner = content ? content->parent : image; /* v:textbox or v:imagedata */
	struct drawing *drawing;

	if (!inner) {
		docx_left_out(s->docx, LEFT_OUT_SHAPE, _("drawn shapes or charts"));
		return NULL;
	}
	drawing = docx_drawing_new(s->docx);
	vml_place(drawing, xml_value(inner->parent, NONE_style, TEXT_NONE));
	if (content) {
		drawing->padding[SIDE_LEFT] = drawing->padding[SIDE_RIGHT] = EMU_PER_INCH / 10;
		drawing->padding[SIDE_TOP] = drawing->padding[SIDE_BOTTOM] = EMU_PER_INCH / 20;
		drawing->first = box_read(s, content);
	} else {
		vml_picture(s, drawing, image);
	}
	return drawing;
}

struct drawing *
docx_drawing_read(struct docx_story *s, const struct xml_node *node)
{
	const struct xml_node *placed = xml_child(node, WP_inline);

	if (!placed)
		placed = xml_child(node, WP_anchor);
	if (placed)
		return graphic_read(s, placed);
	return vml_read(s, node);
}
