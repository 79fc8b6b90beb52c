/*
 * repeat -- see the header.
 */
#include "template/repeat.h"

const struct ring *
stand_owner(struct stand s)
{
	while (s.ring && s.in_other)
		s = (struct stand){s.ring->outer, s.ring->outer_in_other};
	return s.ring;
}

static void
step(struct compiler *c, struct spot *spot, struct stand *stand)
{
	struct ring *ring;

	switch (spot->marker->kind) {
	case MARKER_SECTION:
		spot->section = ++c->program->sections;
		ring = NEW(c->arena, struct ring);
		*ring = (struct ring){.spot = spot, .outer = stand->ring, .outer_in_other = stand->in_other};
		*stand = (struct stand){ring, false};
		break;
	case MARKER_ELSE:
		stand->in_other = stand->ring != NULL;
		break;
	case MARKER_CLOSE:
		if (stand->ring)
			*stand = (struct stand){stand->ring->outer, stand->ring->outer_in_other};
		break;
	default:
		break;
	}
}

static bool
has_sections(const struct compiler *c)
{
	for (size_t i = 0; i < c->paragraphs.count; i++) {
		if (c->paragraphs.at[i]->has_section)
			return true;
	}
	return false;
}

void
repeats_read(struct compiler *c, struct xml_node *root)
{
	struct stand stand = {NULL, false};

	if (c->failed || !has_sections(c))
		return;
	for (struct xml_node *at = root; at; at = xml_following(root, at, false)) {
		struct spot *spot = spot_of(at);

		if (spot) {
			step(c, spot, &stand);
			numbering_meet_value(c, spot);
		} else if (at->name != XML_TEXT && at->name != XML_RAW) {
			identity_meet(c, at, stand);
			numbering_meet(c, at, stand);
		}
	}
	identity_settle(c);
	numbering_settle(c);
}
