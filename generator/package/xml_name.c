/*
 * xml_name -- from a namespace and a local name to a number.
 *
 * names.def becomes two hash tables, both filled once and only read from then on: URI → namespace
 * (a transitional OOXML namespace and its strict twin are one), and namespace + local name → name.
 * Both are open-addressed and at most half full, so a search ends after a step or two.
 */
#include <pthread.h>

#include "package/xml.h"

enum namespace_index {
#define NAMESPACE(prefix, uri, strict_uri) IN_##prefix,
#define NAME(prefix, id, local)
#include "package/names.def"
#undef NAME
#undef NAMESPACE
	NAMESPACES
};

static const struct {
	struct text uri, strict_uri;
} namespaces[NAMESPACES] = {
#define NAMESPACE(prefix, uri, strict_uri) {TEXT_INIT(uri), TEXT_INIT(strict_uri)},
#define NAME(prefix, id, local)
#include "package/names.def"
#undef NAME
#undef NAMESPACE
};

static const struct {
	struct text local;
	uint32_t in; /* index of the namespace */
	const char *string;
} names[XML_NAMES] = {
	[XML_OTHER] = {TEXT_INIT(""), NAMESPACES, "XML_OTHER"},
	[XML_TEXT] = {TEXT_INIT(""), NAMESPACES, "XML_TEXT"},
	[XML_RAW] = {TEXT_INIT(""), NAMESPACES, "XML_RAW"},
#define NAMESPACE(prefix, uri, strict_uri)
#define NAME(prefix, id, local) [prefix##_##id] = {TEXT_INIT(local), IN_##prefix, #prefix "_" #id},
#include "package/names.def"
#undef NAME
#undef NAMESPACE
};

enum { NAME_SLOTS = 8192, NAMESPACE_SLOTS = 256 };
_Static_assert(XML_NAMES * 2 < NAME_SLOTS, "enlarge NAME_SLOTS");
_Static_assert(NAMESPACES * 4 < NAMESPACE_SLOTS, "enlarge NAMESPACE_SLOTS");

static pthread_once_t once = PTHREAD_ONCE_INIT;
static uint16_t name_slots[NAME_SLOTS];           /* enum xml_name; XML_OTHER: free */
static uint16_t namespace_slots[NAMESPACE_SLOTS]; /* index + 1; 0: free */

static bool
is_uri_of(struct text uri, uint32_t in)
{
	return text_equal(uri, namespaces[in].uri) || (uri.len && text_equal(uri, namespaces[in].strict_uri));
}

/* The slot where uri stands or would stand. */
static uint16_t *
namespace_slot(struct text uri)
{
	uint32_t i = text_hash(uri) % NAMESPACE_SLOTS;

	while (namespace_slots[i] && !is_uri_of(uri, namespace_slots[i] - 1u))
		i = (i + 1) % NAMESPACE_SLOTS;
	return &namespace_slots[i];
}

static uint16_t *
name_slot(uint32_t in, struct text local)
{
	uint32_t i = (text_hash(local) ^ in * 2654435761u) % NAME_SLOTS;

	while (name_slots[i] && !(names[name_slots[i]].in == in && text_equal(names[name_slots[i]].local, local)))
		i = (i + 1) % NAME_SLOTS;
	return &name_slots[i];
}

static void
fill_slots(void)
{
	for (uint32_t in = 0; in < NAMESPACES; in++) {
		*namespace_slot(namespaces[in].uri) = (uint16_t)(in + 1);
		if (namespaces[in].strict_uri.len)
			*namespace_slot(namespaces[in].strict_uri) = (uint16_t)(in + 1);
	}
	for (uint16_t name = XML_RAW + 1; name < XML_NAMES; name++)
		*name_slot(names[name].in, names[name].local) = name;
}

enum xml_name
xml_name_find(struct text uri, struct text local)
{
	uint16_t in;

	pthread_once(&once, fill_slots);
	in = *namespace_slot(uri);
	return in ? (enum xml_name) * name_slot(in - 1u, local) : XML_OTHER;
}

bool
xml_namespace_same(struct text uri, struct text other)
{
	uint16_t in;

	pthread_once(&once, fill_slots);
	in = *namespace_slot(uri);
	return text_equal(uri, other) || (in && in == *namespace_slot(other));
}

const char *
xml_name_string(enum xml_name name)
{
	return names[name].string;
}
