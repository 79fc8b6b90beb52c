/*
 * odt_drawing -- draw:frame: a picture or a text box (ODF 1.3 part 3, 10.4, 20.286 and 20.391-398).
 *
 * A frame may hold the same thing in several forms, the best first (an object and its picture); the first one that
 * is known counts.  Where it stands: text:anchor-type "as-char" is a letter in its line; otherwise it
 * floats, and its graphic style says from what its place counts and how the text runs around.  One with the anchor
 * type "page" belongs to the page of that number; it may stand outside of all paragraphs.
 */
#include <math.h>
#include <string.h>

#include "document/graphic.h"
#include "document/measure.h"
#include "document/odt.h"

static enum drawing_origin
origin_read(struct text relation)
{
	if (text_ends(relation, TEXT("-start-margin")))
		return text_starts(relation, TEXT("page")) ? ORIGIN_START : ORIGIN_PARAGRAPH;
	if (text_is(relation, "page-end-margin"))
		return ORIGIN_END;
	if (text_starts(relation, TEXT("page-content")))
		return ORIGIN_MARGIN;
	if (text_is(relation, "paragraph-content"))
		return ORIGIN_TEXT;
	if (text_starts(relation, TEXT("page")))
		return ORIGIN_PAGE;
	if (text_is(relation, "line"))
		return ORIGIN_LINE;
	return text_is(relation, "char") ? ORIGIN_CHARACTER : ORIGIN_PARAGRAPH;
}

static enum drawing_align
align_read(struct text position)
{
	if (text_is(position, "center") || text_is(position, "middle"))
		return DRAWING_CENTER;
	if (text_is(position, "right") || text_is(position, "bottom") || text_is(position, "outside"))
		return DRAWING_END;
	if (text_is(position, "left") || text_is(position, "top") || text_is(position, "inside"))
		return DRAWING_START;
	return DRAWING_AT;
}

static enum drawing_wrap
wrap_read(struct text wrap)
{
	if (text_is(wrap, "none"))
		return WRAP_TOP_AND_BOTTOM;
	if (text_is(wrap, "left"))
		return WRAP_LEFT;
	if (text_is(wrap, "right"))
		return WRAP_RIGHT;
	if (text_is(wrap, "dynamic") || text_is(wrap, "biggest"))
		return WRAP_DYNAMIC;
	return text_is(wrap, "run-through") ? WRAP_NONE : WRAP_SQUARE;
}

/* "rect(0cm, 1cm, 0cm, 1cm)", with commas (XSL) or blanks (CSS): top, right, bottom, left. */
static void
clip_read(struct text t, emu clip[SIDES])
{
	size_t at = text_starts(t, TEXT("rect(")) ? 5 : t.len;

	for (int side = 0; side < SIDES; side++) {
		size_t end;

		while (at < t.len && (t.at[at] == ' ' || t.at[at] == ','))
			at++;
		for (end = at; end < t.len && !strchr(" ,)", t.at[end]);)
			end++;
		clip[side] = 0;
		length_read(text_slice(t, at, end), &clip[side]);
		at = end;
	}
}

/* One style:graphic-properties, of the frame's style or a parent, as it bears upon the picture. */
static void
picture_apply(struct graphic *g, emu clip[SIDES], const struct xml_node *properties)
{
	struct text mirror = xml_value(properties, STYLE_mirror, TEXT_NONE);

	if (xml_attribute(properties, FO_clip))
		clip_read(text_trim(xml_value(properties, FO_clip, TEXT_NONE)), clip);
	if (!mirror.len)
		return;
	g->is_upside_down = text_find(mirror, TEXT("vertical"), 0) != TEXT_NOWHERE;
	g->is_mirrored = text_find(mirror, TEXT("horizontal"), 0) != TEXT_NOWHERE;
}

/* One style:graphic-properties, of the frame's style or a parent. */
static void
graphic_apply(struct drawing *d, const struct xml_node *properties)
{
	static const enum xml_name margins[SIDES] = {FO_margin_top, FO_margin_right, FO_margin_bottom, FO_margin_left};
	struct text wrap = xml_value(properties, STYLE_wrap, TEXT_NONE);
	struct text x_pos = xml_value(properties, STYLE_horizontal_pos, TEXT_NONE);
	struct text y_pos = xml_value(properties, STYLE_vertical_pos, TEXT_NONE);
	struct text x_rel = xml_value(properties, STYLE_horizontal_rel, TEXT_NONE);
	struct text y_rel = xml_value(properties, STYLE_vertical_rel, TEXT_NONE);

	if (x_pos.len)
		d->x_align = align_read(x_pos);
	if (y_pos.len)
		d->y_align = align_read(y_pos);
	if (x_rel.len)
		d->x_from = origin_read(x_rel);
	if (y_rel.len)
		d->y_from = origin_read(y_rel);
	if (wrap.len)
		d->wrap = wrap_read(wrap);
	if (xml_attribute(properties, STYLE_flow_with_text))
		d->stays_within = xml_value_is(properties, STYLE_flow_with_text, "true");
	if (xml_attribute(properties, STYLE_run_through))
		d->is_behind = xml_value_is(properties, STYLE_run_through, "background");
	for (int side = 0; side < SIDES; side++) {
		odt_length(properties, FO_margin, &d->distance[side]);
		odt_length(properties, margins[side], &d->distance[side]);
	}
	color_read(xml_value(properties, FO_background_color, TEXT_NONE), &d->background);
	odt_borders_read(properties, d->borders, d->padding);
}

static void
size_read(struct drawing *d, const struct xml_node *frame, const struct xml_node *box)
{
	odt_length(frame, SVG_width, &d->width);
	odt_length(frame, SVG_height, &d->height);
	if (permille_read(xml_value(frame, STYLE_rel_width, TEXT_NONE), &d->width_permille))
		d->scales_height = xml_value_is(frame, STYLE_rel_height, "scale");
	if (!d->width)
		odt_length(box, FO_min_width, &d->width);
	if (odt_length(box, FO_min_height, &d->height) || !d->height)
		d->has_least_height = box != NULL;
}

/* Pictures inside the package are named relative to its root. */
static struct text
picture_part(const struct xml_node *image)
{
	struct text href = xml_value(image, XLINK_href, TEXT_NONE);

	return text_starts(href, TEXT("./")) ? text_from_offset(href, 2) : href;
}

/*
 * draw:transform turns the frame (19.228): "rotate (0.5) translate (…)", counter-clockwise in radians.  What else it
 * may say is not met in a text.
 */
static int64_t
turn_read(struct text transform)
{
	ptrdiff_t found = text_find(transform, TEXT("rotate"), 0);
	size_t at = found == TEXT_NOWHERE ? transform.len : (size_t)found + 6, end;
	int64_t millionths = 0;

	while (at < transform.len && strchr(" (", transform.at[at]))
		at++;
	for (end = at; end < transform.len && transform.at[end] != ')';)
		end++;
	millionths_read(text_slice(transform, at, end), &millionths);
	return -llround((double)millionths / 1e6 * (TURN_WHOLE / 2) / acos(-1));
}

/* In the line other words count: "text" and "line" are its letters, whatever else Writer takes for the baseline. */
static void
line_place_read(struct drawing *d, bool has_y, const struct xml_node **chain, size_t count)
{
	struct text from = TEXT_NONE, align = TEXT_NONE;

	for (size_t i = 0; i < count; i++) {
		from = xml_value(chain[i], STYLE_vertical_rel, from);
		align = xml_value(chain[i], STYLE_vertical_pos, align);
	}
	d->y_from = text_is(from, "text") || text_is(from, "line") ? ORIGIN_CHARACTER : ORIGIN_PARAGRAPH;
	d->y_align = align.len ? align_read(align) : has_y ? DRAWING_AT : DRAWING_START;
}

static void
place_read(struct drawing *d, const struct xml_node *frame, const struct xml_node **chain, size_t count)
{
	for (size_t i = 0; i < count; i++)
		graphic_apply(d, chain[i]);
	if (!xml_value_is(frame, TEXT_anchor_type, "as-char"))
		d->place = DRAWING_FLOATING;
	else
		line_place_read(d, xml_attribute(frame, SVG_y) != NULL, chain, count);
	odt_length(frame, SVG_x, &d->x);
	odt_length(frame, SVG_y, &d->y);
}

static void
picture_read(struct odt *o, struct drawing *d, const struct xml_node *frame, const struct xml_node **chain,
	     size_t count)
{
	struct text description = xml_content(o->arena, xml_child(frame, SVG_desc));
	emu clip[SIDES] = {0};
	struct graphic *g;

	if (!description.len)
		description = xml_content(o->arena, xml_child(frame, SVG_title));
	g = graphic_new(o->arena, d, picture_part(xml_child(frame, DRAW_image)), description);
	for (size_t i = 0; i < count; i++)
		picture_apply(g, clip, chain[i]);
	graphic_crop(o->arena, o->package, g, clip);
	graphic_turn(d, g, turn_read(xml_value(frame, DRAW_transform, TEXT_NONE)));
}

struct drawing *
odt_frame_read(struct odt_story *s, const struct xml_node *frame)
{
	struct odt *o = s->odt;
	const struct xml_node *image = xml_child(frame, DRAW_image), *box = xml_child(frame, DRAW_text_box);
	const struct xml_node **chain;
	struct drawing *d;
	size_t count;

	if (!box && !image) {
		odt_left_out(o, ODT_LEFT_OBJECT, _("embedded objects"));
		return NULL;
	}
	d = NEW(o->arena, struct drawing);
	d->background = COLOR_NONE;
	for (int side = 0; side < SIDES; side++)
		d->borders[side].color = COLOR_NONE;
	chain = odt_properties_chain(
		o, FAMILY_GRAPHIC,
		odt_style_find(o, s->scope, FAMILY_GRAPHIC, xml_value(frame, DRAW_style_name, TEXT_NONE)),
		STYLE_graphic_properties, &count);
	size_read(d, frame, box);
	place_read(d, frame, chain, count);
	if (box)
		d->first = odt_story_read(o, s->scope, box, TEXT_NONE, NULL);
	else
		picture_read(o, d, frame, chain, count);
	return d;
}

/* Without a paragraph its areas are the page's. */
static enum drawing_origin
page_origin(enum drawing_origin from)
{
	bool is_text = from == ORIGIN_PARAGRAPH || from == ORIGIN_TEXT;

	return is_text || from == ORIGIN_CHARACTER || from == ORIGIN_LINE ? ORIGIN_PAGE : from;
}

void
odt_page_frame_read(struct odt_story *s, const struct xml_node *frame)
{
	struct drawing *d = odt_frame_read(s, frame);
	struct page_drawing *on;

	if (!d)
		return;
	d->place = DRAWING_FLOATING;
	d->x_from = page_origin(d->x_from);
	d->y_from = page_origin(d->y_from);
	on = VECTOR_PUSH(s->odt->arena, &s->odt->document->page_drawings);
	on->drawing = d;
	on->page = integer_or(xml_value(frame, TEXT_anchor_page_number, TEXT_NONE), 1);
}
