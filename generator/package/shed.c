/*
 * shed -- what a document cannot take over from its template: digital signatures and, in a .docx, macros.
 *
 * A signature is over the bytes of the parts (ECMA-376 part 2, 10; ODF 1.3 part 2, 5): a document that says something
 * else is not what was signed, and Word and LibreOffice would call it forged.  A main part of the macro-enabled type is
 * refused by Word in a file named .docx ([MS-OFFMACRO2] 2.2.1), and so is a vbaProject under the type without macros.
 */
#include "base/buffer.h"
#include "package/kind.h"

#define MACROS_TYPE   "application/vnd.ms-word.document.macroEnabled.main+xml"
#define DOCUMENT_TYPE "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

typedef bool is_shed(struct text name);

static bool
is_signature(struct text name)
{
	return text_starts(name, TEXT("_xmlsignatures/")) || text_is(name, "META-INF/documentsignatures.xml");
}

static bool
is_macro(struct text name)
{
	return text_ends(name, TEXT("/vbaProject.bin")) || text_ends(name, TEXT("/vbaProject.bin.rels")) ||
	       text_ends(name, TEXT("/vbaData.xml")) || text_ends(name, TEXT("/vbaProjectSignature.bin"));
}

static bool
has_shed(const struct package *p, is_shed *is)
{
	for (size_t i = 0; i < p->parts.count; i++) {
		if (is(p->parts.at[i].name))
			return true;
	}
	return false;
}

static void
remove_parts(struct arena *a, struct package *p, is_shed *is)
{
	size_t kept = 0;

	for (size_t i = 0; i < p->parts.count; i++) {
		if (!is(p->parts.at[i].name))
			p->parts.at[kept++] = p->parts.at[i];
	}
	p->parts.count = kept;
	package_reindex(a, p);
}

static void
write_tree(struct arena *a, struct package *p, struct text name, const struct xml_node *root)
{
	struct buffer b = {0};

	xml_write_document(&b, root);
	package_replace(a, p, name, text_copy(a, buffer_view(&b)));
	buffer_free(&b);
}

/* Takes the children out whose attribute names a part that goes. */
static bool
forget_in_list(struct arena *a, struct report *r, struct package *p, const char *list, enum xml_name attribute,
	       is_shed *is)
{
	struct text name = text_from(list);
	struct xml_node *root;
	bool is_changed = false;

	if (!package_part(p, name))
		return true;
	root = package_xml(a, r, p, name, true);
	if (!root)
		return false;
	for (struct xml_node *n = root->first, *next; n; n = next) {
		struct text part = xml_value(n, attribute, TEXT_NONE);

		next = n->next;
		if (!is(text_starts(part, TEXT("/")) ? text_from_offset(part, 1) : part))
			continue;
		xml_remove(n);
		is_changed = true;
	}
	if (is_changed)
		write_tree(a, p, name, root);
	return true;
}

/* The same for the relationships of one part. */
static bool
forget_relationships(struct arena *a, struct report *r, struct package *p, struct text source, is_shed *is)
{
	struct text name = relationships_part(a, source);
	struct xml_node *root;
	const struct relationship *to;
	bool is_changed = false;

	if (!package_part(p, name))
		return true;
	root = package_xml(a, r, p, name, true);
	if (!root)
		return false;
	to = relationships_of(a, p, source, root);
	for (struct xml_node *n = xml_child(root, REL_Relationship), *next; n && to; n = next, to = to->next) {
		next = xml_sibling(n, REL_Relationship);
		if (to->is_external || !is(to->target))
			continue;
		xml_remove(n);
		is_changed = true;
	}
	if (is_changed)
		write_tree(a, p, name, root);
	return true;
}

static bool
shed(struct arena *a, struct report *r, struct package *p, is_shed *is)
{
	if (p->kind == PACKAGE_DOCX) {
		if (!forget_relationships(a, r, p, TEXT_NONE, is) || !forget_relationships(a, r, p, p->main_part, is) ||
		    !forget_in_list(a, r, p, "[Content_Types].xml", NONE_PartName, is))
			return false;
	} else if (!forget_in_list(a, r, p, "META-INF/manifest.xml", MANIFEST_full_path, is)) {
		return false;
	}
	remove_parts(a, p, is);
	return true;
}

bool
package_drop_signatures(struct arena *a, struct report *r, struct package *p)
{
	if (!has_shed(p, is_signature))
		return true;
	REPORT(r, PACKAGE_SIGNED, place_file(p->file), TEXT_NONE);
	return shed(a, r, p, is_signature);
}

bool
package_has_macros(const struct package *p)
{
	return text_is(p->type, MACROS_TYPE);
}

bool
package_drop_macros(struct arena *a, struct report *r, struct package *p)
{
	if (!package_has_macros(p))
		return true;
	if (has_shed(p, is_macro))
		REPORT(r, PACKAGE_MACROS, place_file(p->file), TEXT_NONE);
	return shed(a, r, p, is_macro) && package_set_type(a, r, p, TEXT(DOCUMENT_TYPE));
}
