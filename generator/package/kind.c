/*
 * kind -- is this a DOCX, an ODT, an XLSX or an ODS, and if not, what is it?
 *
 * Office Open XML (ECMA-376 part 2): "_rels/.rels" has a relationship of type officeDocument, its
 * target is the main part, and "[Content_Types].xml" gives that part's type, by an Override for its
 * name or a Default for its extension.  Templates and files with macros have types of their own.
 *
 * OpenDocument (part 2, 3.3 and 4.3): the part "mimetype" is the type; where it is missing, the entry
 * "/" of META-INF/manifest.xml.  Every encrypted part has an encryption-data there.
 *
 * An encrypted DOCX is not a zip but an OLE compound file ([MS-OFFCRYPTO] 2.3.4) like the old .doc;
 * the two differ in the names of the streams inside, which stand there in UTF-16LE.
 */
#include "package/kind.h"

#define WORD         "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define EXCEL        "application/vnd.openxmlformats-officedocument.spreadsheetml."
#define MACROS_WORD  "application/vnd.ms-word."
#define MACROS_EXCEL "application/vnd.ms-excel."
#define ODF          "application/vnd.oasis.opendocument."

static const struct {
	struct text type;
	enum package_kind kind;
	const char *document; /* of a template: the type of a document made from it */
} types[] = {
	{TEXT_INIT(WORD "document.main+xml"), PACKAGE_DOCX, NULL},
	{TEXT_INIT(WORD "template.main+xml"), PACKAGE_DOCX, WORD "document.main+xml"},
	{TEXT_INIT(MACROS_WORD "document.macroEnabled.main+xml"), PACKAGE_DOCX, NULL},
	{TEXT_INIT(MACROS_WORD "template.macroEnabledTemplate.main+xml"), PACKAGE_DOCX,
	 MACROS_WORD "document.macroEnabled.main+xml"},
	{TEXT_INIT(EXCEL "sheet.main+xml"), PACKAGE_XLSX, NULL},
	{TEXT_INIT(EXCEL "template.main+xml"), PACKAGE_XLSX, EXCEL "sheet.main+xml"},
	{TEXT_INIT(MACROS_EXCEL "sheet.macroEnabled.main+xml"), PACKAGE_XLSX, NULL},
	{TEXT_INIT(MACROS_EXCEL "template.macroEnabled.main+xml"), PACKAGE_XLSX,
	 MACROS_EXCEL "sheet.macroEnabled.main+xml"},
	{TEXT_INIT(ODF "text"), PACKAGE_ODT, NULL},
	{TEXT_INIT(ODF "text-template"), PACKAGE_ODT, ODF "text"},
	{TEXT_INIT(ODF "text-master"), PACKAGE_ODT, NULL},
	{TEXT_INIT(ODF "spreadsheet"), PACKAGE_ODS, NULL},
	{TEXT_INIT(ODF "spreadsheet-template"), PACKAGE_ODS, ODF "spreadsheet"},
};
enum { TYPES = sizeof types / sizeof types[0] };

/* What people give instead, by its first bytes. */
static const struct {
	struct text start;
	const char *is;
} strangers[] = {
	{TEXT_INIT("%PDF"), N_("it is a PDF")},
	{TEXT_INIT("{\\rtf"), N_("it is an RTF file")},
	{TEXT_INIT("<?xml"), N_("it is a bare XML file")},
	{TEXT_INIT("<html"), N_("it is a web page")},
	{TEXT_INIT("<!DOCTYPE"), N_("it is a web page")},
	{TEXT_INIT("\x89PNG"), N_("it is a picture")},
	{TEXT_INIT("\xFF\xD8\xFF"), N_("it is a picture")},
	{TEXT_INIT("Rar!"), N_("it is a RAR archive")},
	{TEXT_INIT("7z\xBC\xAF"), N_("it is a 7-Zip archive")},
};

static bool
report_stranger(struct report *r, const struct package *p, const char *is)
{
	return REPORT(r, PACKAGE_NOT_ZIP, place_file(p->file), text_from(_(is)));
}

/* ---- the first bytes ---- */

/* Whether an OLE file has a stream of that name. */
static bool
has_stream(struct arena *a, struct text bytes, struct text name)
{
	char *wide = arena_alloc(a, name.len * 2);

	for (size_t i = 0; i < name.len; i++)
		wide[i * 2] = name.at[i];
	return text_find(bytes, (struct text){wide, name.len * 2}, 0) != TEXT_NOWHERE;
}

static bool
report_ole(struct arena *a, struct report *r, const struct package *p, struct text bytes)
{
	struct place place = place_file(p->file);

	if (has_stream(a, bytes, TEXT("EncryptedPackage")))
		return REPORT(r, PACKAGE_ENCRYPTED, place, TEXT_NONE);
	if (has_stream(a, bytes, TEXT("WordDocument")))
		return REPORT(r, PACKAGE_OLD_FORMAT, place, TEXT("Word (.doc)"), TEXT("Word"), TEXT("docx"));
	if (has_stream(a, bytes, TEXT("Workbook")) || has_stream(a, bytes, TEXT("Book")))
		return REPORT(r, PACKAGE_OLD_FORMAT, place, TEXT("Excel (.xls)"), TEXT("Excel"), TEXT("xlsx"));
	return report_stranger(r, p, N_("it is a file of an old Windows program"));
}

bool
kind_is_zip(struct arena *a, struct report *r, const struct package *p, struct text bytes)
{
	if (text_starts(bytes, TEXT("PK\x03\x04")) || text_starts(bytes, TEXT("PK\x05\x06")))
		return true;
	if (text_starts(bytes, TEXT("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")))
		return report_ole(a, r, p, bytes);
	if (!bytes.len)
		return report_stranger(r, p, N_("it is empty"));
	for (size_t i = 0; i < sizeof strangers / sizeof strangers[0]; i++) {
		if (text_starts(bytes, strangers[i].start))
			return report_stranger(r, p, strangers[i].is);
	}
	return report_stranger(r, p, N_("it is of an unknown kind"));
}

/* ---- an opened archive ---- */

/* The row of a type; TYPES when it is none of ours. */
static size_t
type_row(struct text type)
{
	size_t row = 0;

	while (row < TYPES && !text_equal(type, types[row].type))
		row++;
	return row;
}

static bool
kind_of_type(struct package *p, struct text type)
{
	size_t row = type_row(type);

	if (row == TYPES)
		return false;
	p->kind = types[row].kind;
	p->type = types[row].type;
	return true;
}

static bool
report_type(struct arena *a, struct report *r, const struct package *p, struct text type)
{
	struct text shown = text_slice(type, 0, 100);

	if (text_is(type, MACROS_EXCEL "sheet.binary.macroEnabled.main"))
		return REPORT(r, PACKAGE_BINARY_EXCEL, place_file(p->file), TEXT_NONE);
	return REPORT(r, PACKAGE_NOT_ZIP, place_file(p->file),
		      text_format(a, _("it calls itself \"%.*s\""), TEXT_ARG(shown)));
}

/* Whether the PartName of an Override, which begins with "/", names part; case does not count. */
static bool
is_override_of(const struct package *p, struct text part_name, const struct part *part)
{
	return text_starts(part_name, TEXT("/")) && package_part(p, text_from_offset(part_name, 1)) == part;
}

static struct text
content_type(const struct package *p, const struct xml_node *types_root, const struct part *part)
{
	struct text extension = TEXT_NONE, type = TEXT_NONE;

	for (size_t i = part->name.len; i > 0 && !extension.len && part->name.at[i - 1] != '/'; i--) {
		if (part->name.at[i - 1] == '.')
			extension = text_from_offset(part->name, i);
	}
	for (struct xml_node *n = types_root->first; n; n = n->next) {
		if (n->name == CT_Override && is_override_of(p, xml_value(n, NONE_PartName, TEXT_NONE), part))
			return xml_value(n, NONE_ContentType, TEXT_NONE);
		if (n->name == CT_Default && text_equal(xml_value(n, NONE_Extension, TEXT_NONE), extension))
			type = xml_value(n, NONE_ContentType, TEXT_NONE);
	}
	return type;
}

static bool
find_ooxml(struct arena *a, struct report *r, struct package *p)
{
	struct xml_node *root;
	struct relationship *all;
	const struct relationship *main;
	struct part *part;
	struct text type;

	p->kind = PACKAGE_DOCX; /* for package_part, until it is known better */
	root = package_xml(a, r, p, TEXT("[Content_Types].xml"), true);
	if (!root)
		return false;
	if (!package_xml(a, r, p, TEXT("_rels/.rels"), true))
		return false; /* missing or broken, which relationships_read could not tell from empty */
	all = relationships_read(a, r, p, TEXT_NONE);
	main = relationship_of_type(all, TEXT("officeDocument"));
	if (!main)
		return report_stranger(r, p, N_("it is a package without a main document"));
	part = package_part(p, main->target);
	if (!part)
		return REPORT(r, PACKAGE_PART_MISSING, place_file(p->file), main->target);
	p->main_part = part->name;
	type = content_type(p, root, part);
	return kind_of_type(p, type) || report_type(a, r, p, type);
}

/* The type that the manifest gives the package, and whether any part is encrypted. */
static struct text
read_manifest(const struct xml_node *root, bool *is_encrypted)
{
	struct text type = TEXT_NONE;

	for (struct xml_node *n = xml_child(root, MANIFEST_file_entry); n; n = xml_sibling(n, MANIFEST_file_entry)) {
		if (xml_child(n, MANIFEST_encryption_data))
			*is_encrypted = true;
		if (xml_value_is(n, MANIFEST_full_path, "/"))
			type = xml_value(n, MANIFEST_media_type, TEXT_NONE);
	}
	return type;
}

/* ODF part 2, 3.3: "mimetype" is the first entry and not compressed, so that file(1) finds the type at byte 38. */
static bool
mend_mimetype(struct arena *a, struct report *r, struct package *p)
{
	struct part *part = package_part(p, TEXT("mimetype")), moved;
	struct text bytes;

	if (!part || (part == p->parts.at && part->method == 0))
		return true;
	if (!package_bytes(a, r, p, part, &bytes))
		return false;
	part->stored = bytes;
	part->method = 0;
	moved = *part;
	for (; part > p->parts.at; part--)
		*part = part[-1];
	*part = moved;
	package_reindex(a, p);
	return true;
}

static bool
find_odf(struct arena *a, struct report *r, struct package *p, struct part *mimetype)
{
	struct text type = TEXT_NONE, declared = TEXT_NONE;
	struct xml_node *manifest;
	bool is_encrypted = false;

	p->kind = PACKAGE_ODT;
	if (mimetype && !package_bytes(a, r, p, mimetype, &type))
		return false;
	if (package_part(p, TEXT("META-INF/manifest.xml"))) {
		manifest = package_xml(a, r, p, TEXT("META-INF/manifest.xml"), true);
		if (!manifest)
			return false;
		declared = read_manifest(manifest, &is_encrypted);
	}
	if (is_encrypted)
		return REPORT(r, PACKAGE_ENCRYPTED, place_file(p->file), TEXT_NONE);
	type = text_trim(type);
	if (!kind_of_type(p, type) && !kind_of_type(p, declared))
		return report_type(a, r, p, type.len ? type : declared);
	p->main_part = TEXT("content.xml");
	if (!package_part(p, p->main_part))
		return REPORT(r, PACKAGE_PART_MISSING, place_file(p->file), p->main_part);
	return mend_mimetype(a, r, p);
}

bool
kind_find(struct arena *a, struct report *r, struct package *p)
{
	struct part *mimetype = package_part(p, TEXT("mimetype"));

	if (mimetype || package_part(p, TEXT("META-INF/manifest.xml"))) {
		if (!package_part(p, TEXT("[Content_Types].xml")))
			return find_odf(a, r, p, mimetype);
	}
	if (package_part(p, TEXT("[Content_Types].xml")))
		return find_ooxml(a, r, p);
	if (p->parts.count == 0)
		return report_stranger(r, p, N_("it is an empty archive"));
	return report_stranger(r, p, N_("it is an archive of other files"));
}

/* ---- templates ---- */

static void
replace_with_tree(struct arena *a, struct package *p, struct text name, const struct xml_node *root)
{
	struct buffer b = {0};

	xml_write_document(&b, root);
	package_replace(a, p, name, text_copy(a, buffer_view(&b)));
	buffer_free(&b);
}

/* Gives type to every element below root whose attribute `name` says the package's old type. */
static void
change_types(struct arena *a, struct xml_node *root, enum xml_name name, struct text old, struct text type)
{
	for (struct xml_node *n = root->first; n; n = n->next) {
		const struct xml_attribute *attribute = xml_attribute(n, name);

		if (attribute && text_equal(attribute->value, old))
			xml_set(a, n, name, attribute->qname, type);
	}
}

bool
package_set_type(struct arena *a, struct report *r, struct package *p, struct text type)
{
	bool is_odf = p->kind == PACKAGE_ODT || p->kind == PACKAGE_ODS;
	struct text list = is_odf ? TEXT("META-INF/manifest.xml") : TEXT("[Content_Types].xml");
	struct xml_node *root;

	if (package_part(p, list)) {
		root = package_xml(a, r, p, list, true);
		if (!root)
			return false;
		change_types(a, root, is_odf ? MANIFEST_media_type : NONE_ContentType, p->type, type);
		replace_with_tree(a, p, list, root);
	}
	p->type = type;
	if (package_part(p, TEXT("mimetype")))
		package_replace(a, p, TEXT("mimetype"), p->type);
	return true;
}

bool
package_become_document(struct arena *a, struct report *r, struct package *p)
{
	size_t row = type_row(p->type);

	if (row == TYPES || !types[row].document)
		return true;
	return package_set_type(a, r, p, text_from(types[row].document));
}
