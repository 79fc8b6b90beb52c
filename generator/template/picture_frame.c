/*
 * picture_frame -- pictures of the template that give their place to others: their alternative text is a marker.
 *
 *     DOCX  w:drawing > wp:inline or wp:anchor > wp:docPr descr="{{фото}}", … a:blip r:embed="…"
 *           (ECMA-376 part 1, 20.4); older: w:pict > v:shape alt="{{фото}}" > v:imagedata; both renditions of one
 *           picture stand in mc:AlternateContent, and go together
 *     ODT   draw:frame > draw:image, svg:title, svg:desc (ODF 1.3 part 3, 10.4.2, 10.3.16, 10.3.17)
 *
 * Which of title and description the author takes does not matter.  A text that says more than the marker is no order
 * to replace anything: it stays a text, with values in it.
 */
#include "template/tree.h"

#include "expression/lexer.h"

static bool
is_frame(enum xml_name name)
{
	return name == MC_AlternateContent || name == W_drawing || name == W_pict || name == W_object ||
	       name == DRAW_frame;
}

/* What stands in a frame is not the frame's. */
static bool
is_foreign(enum xml_name name)
{
	return name == W_txbxContent || name == DRAW_text_box;
}

static bool
is_alternative(const struct xml_attribute *a)
{
	return a->name == NONE_descr || a->name == NONE_title || a->name == NONE_alt || a->name == O_title;
}

static bool
is_whole_marker(struct text t)
{
	size_t from, to;
	bool is_open = false;

	return marker_find(t, 0, &from, &to, &is_open) && from == 0 && to == t.len && !is_open;
}

/* ---- what is in the frame ---- */

struct contents {
	int pictures, most_in_one; /* most_in_one: of the renditions */
	bool has_object;
};

static void
count_contents(const struct xml_node *frame, struct contents *k)
{
	struct xml_node *at = frame->first;
	int in_one = 0;

	while (at) {
		struct text uri = at->name == A_graphicData ? xml_value(at, NONE_uri, TEXT_NONE) : TEXT_NONE;

		if (at->name == W_drawing || at->name == W_pict)
			in_one = 0;
		if (at->name == A_blip || at->name == V_imagedata || (at->name == DRAW_image && !in_one)) {
			k->pictures++;
			in_one++;
		}
		k->most_in_one = in_one > k->most_in_one ? in_one : k->most_in_one;
		k->has_object |= text_ends(uri, TEXT("/chart")) || text_ends(uri, TEXT("/diagram"));
		k->has_object |= at->name == O_OLEObject || at->name == DRAW_object || at->name == DRAW_object_ole;
		at = xml_following(frame, at, is_foreign(at->name) || at->name == DRAW_frame);
	}
	k->has_object |= frame->name == W_object;
}

static struct text
find_marker_text(struct arena *a, const struct xml_node *node)
{
	struct xml_node *at = node->first;

	while (at) {
		struct text t = TEXT_NONE;

		for (const struct xml_attribute *x = at->attributes; x; x = x->next) {
			if (is_alternative(x) && is_whole_marker(blank_trim(x->value)))
				return blank_trim(x->value);
		}
		if ((at->name == SVG_title || at->name == SVG_desc) && at->first)
			t = blank_trim(xml_content(a, at));
		if (t.len && is_whole_marker(t))
			return t;
		at = xml_following(node, at, is_foreign(at->name) || at->name == DRAW_frame);
	}
	return TEXT_NONE;
}

struct text
picture_marker_text(struct arena *a, const struct xml_node *node)
{
	struct text t = is_frame(node->name) ? find_marker_text(a, node) : TEXT_NONE;
	struct contents k = {0};

	if (!t.len)
		return t;
	count_contents(node, &k);
	return k.pictures || k.has_object ? t : TEXT_NONE; /* of a text box it is but a text */
}

/* Why a picture cannot take the place of what is there; NULL: it can. */
static const char *
obstacle(const struct xml_node *frame)
{
	struct contents k = {0};

	count_contents(frame, &k);
	if (k.has_object)
		return _("a chart, a diagram or another embedded object");
	return k.most_in_one > 1 ? _("a group of several pictures") : NULL;
}

/* ---- the alternative text of the pictures to come ---- */

/* What a reader who does not see the picture is told: what the author calls it, "фото наставника". */
static struct text
description_of(const struct expression *e)
{
	while (e && e->kind == EXPRESSION_FILTER)
		e = e->left;
	if (!e || e->kind != EXPRESSION_PATH || !e->segment_count)
		return TEXT_NONE;
	return e->segments[e->segment_count - 1].shown;
}

static void
set_description(struct arena *a, struct xml_node *node, struct text description)
{
	for (struct xml_attribute *x = node->attributes; x; x = x->next) {
		if (is_alternative(x) && is_whole_marker(blank_trim(x->value)))
			x->value = description;
	}
	if ((node->name != SVG_title && node->name != SVG_desc) || !is_whole_marker(blank_trim(xml_content(a, node))))
		return;
	while (node->first)
		xml_remove(node->first);
	xml_append(node, xml_new_text(a, description));
}

void
picture_mark(struct compiler *c, struct xml_node *node, const struct marker *m)
{
	const char *other = obstacle(node);
	struct picture_note *note = NEW(c->arena, struct picture_note);

	note->note.kind = NOTE_PICTURE;
	note->marker = m;
	node->extra = note;
	c->has_markers = true;
	for (struct xml_node *at = node->first; at; at = xml_following(node, at, is_foreign(at->name)))
		set_description(c->arena, at, description_of(m->expression));
	if (m->kind != MARKER_VALUE && m->kind != MARKER_WRONG)
		compiler_fault(c, m->origin,
			       (struct fault){m->at, m->end - m->at, PROBLEM_PICTURE_MARKER, {TEXT_NONE}});
	else if (other)
		compiler_fault(c, m->origin,
			       (struct fault){m->at, m->end - m->at, PROBLEM_PICTURE_FRAME, {text_from(other)}});
}
