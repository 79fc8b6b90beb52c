#include "template/tree.h"

#include <string.h>

#include "expression/lexer.h"

/* Of a namespace by its prefix in names.def. */
static bool
is_of(enum xml_name name, const char *prefix)
{
	return strncmp(xml_name_string(name), prefix, strlen(prefix)) == 0;
}

bool
is_paragraph(enum xml_name name)
{
	return name == W_p || name == TEXT_p || name == TEXT_h;
}

bool
is_table(enum xml_name name)
{
	return name == W_tbl || name == TABLE_table;
}

bool
is_row(enum xml_name name)
{
	return name == W_tr || name == TABLE_table_row;
}

bool
is_cell(enum xml_name name)
{
	return name == W_tc || name == TABLE_table_cell || name == TABLE_covered_table_cell;
}

bool
is_block(enum xml_name name)
{
	return is_paragraph(name) || is_table(name) || name == W_sdt || name == W_customXml || name == TEXT_list ||
	       name == TEXT_section || name == W_altChunk;
}

bool
is_wrapper(enum xml_name name)
{
	switch (name) {
	case W_sdt:
	case W_sdtContent:
	case W_customXml:
	case TEXT_list:
	case TEXT_list_item:
	case TEXT_list_header:
	case TEXT_section:
		return true;
	default:
		return false;
	}
}

bool
is_keeper(enum xml_name name)
{
	switch (name) {
	case W_body:
	case W_tc:
	case W_hdr:
	case W_ftr:
	case W_footnote:
	case W_endnote:
	case W_txbxContent:
	case OFFICE_text:
	case TABLE_table_cell:
	case TEXT_note_body:
	case DRAW_text_box:
	case STYLE_header:
	case STYLE_header_first:
	case STYLE_header_left:
	case STYLE_footer:
	case STYLE_footer_first:
	case STYLE_footer_left:
		return true;
	default:
		return false;
	}
}

bool
is_vanisher(enum xml_name name)
{
	switch (name) {
	case W_tbl:
	case TABLE_table:
	case TABLE_table_header_rows:
	case TABLE_table_rows:
	case TABLE_table_row_group:
	case TEXT_list:
	case TEXT_list_item:
	case TEXT_section:
	case W_sdt:
	case W_sdtContent:
	case W_customXml:
		return true;
	default:
		return false;
	}
}

bool
is_property(enum xml_name name)
{
	return name == W_pPr || name == W_rPr || name == W_sdtPr || name == W_sdtEndPr || name == W_tcPr ||
	       name == M_rPr || name == A_rPr;
}

/* In ODF text: a field that shows what was typed for it, or a text of the document's properties. */
static bool
is_typed_field(enum xml_name name)
{
	switch (name) {
	case TEXT_placeholder:
	case TEXT_text_input:
	case TEXT_user_field_get:
	case TEXT_user_field_input:
	case TEXT_variable_set:
	case TEXT_variable_get:
	case TEXT_variable_input:
	case TEXT_conditional_text:
	case TEXT_hidden_text:
	case TEXT_user_defined:
	case TEXT_title:
	case TEXT_subject:
	case TEXT_keywords:
	case TEXT_description:
		return true;
	default:
		return false;
	}
}

bool
is_opaque(enum xml_name name)
{
	switch (name) {
	case W_pPr:
	case W_rPr:
	case W_sdtPr:
	case W_sdtEndPr:
	case W_del:
	case W_moveFrom:
	case W_instrText:
	case W_delText:
	case W_fldData:
	case A_rPr:
	case W_drawing:
	case W_pict:
	case W_object:
	case MC_AlternateContent:
	case M_oMath:
	case M_oMathPara:
	case XML_RAW:
		return true;
	case TEXT_span:
	case TEXT_a:
	case TEXT_meta:
	case TEXT_meta_field:
	case TEXT_ruby:
	case TEXT_ruby_base:
	case LOEXT_content_control:
		return false;
	default:
		/* ODF puts fields, notes and drawings straight into the text: all but the above are foreign */
		return (is_of(name, "TEXT_") && !is_typed_field(name)) || is_of(name, "DRAW_") ||
		       name == OFFICE_annotation;
	}
}

bool
is_blank_piece(enum xml_name name)
{
	return name == W_tab || name == W_br || name == W_cr || name == TEXT_s || name == TEXT_tab ||
	       name == TEXT_line_break || name == A_br;
}

/* In ODF text: neither printed nor a place that anything is printed at. */
static bool
is_unseen_odf(enum xml_name name)
{
	switch (name) {
	case TEXT_span:
	case TEXT_a:
	case TEXT_meta:
	case TEXT_s:
	case TEXT_tab:
	case TEXT_line_break:
	case TEXT_soft_page_break:
	case TEXT_bookmark:
	case TEXT_bookmark_start:
	case TEXT_bookmark_end:
	case TEXT_reference_mark:
	case TEXT_reference_mark_start:
	case TEXT_reference_mark_end:
	case TEXT_change:
	case TEXT_change_start:
	case TEXT_change_end:
	case TEXT_p:
	case TEXT_h:
	case TEXT_list:
	case TEXT_list_item:
	case TEXT_list_header:
		return true;
	default:
		return false;
	}
}

bool
is_shown(const struct xml_node *node)
{
	switch (node->name) {
	case W_drawing:
	case W_pict:
	case W_object:
	case W_sym:
	case W_ptab:
	case W_footnoteReference:
	case W_endnoteReference:
	case W_footnoteRef:
	case W_endnoteRef:
	case W_fldChar:
	case W_fldSimple:
	case W_noBreakHyphen:
	case W_altChunk:
	case MC_AlternateContent:
	case M_oMath:
	case M_oMathPara:
	case W_tbl:
	case TABLE_table:
		return true;
	case W_br:
		return xml_value_is(node, W_type, "page") || xml_value_is(node, W_type, "column");
	default:
		break;
	}
	if (is_of(node->name, "TEXT_"))
		return !is_unseen_odf(node->name) && !is_typed_field(node->name);
	return is_of(node->name, "DRAW_");
}

void
compiler_fault(struct compiler *c, const struct origin *o, struct fault fault)
{
	c->failed |= problem_severity(fault.code) >= SEVERITY_ERROR;
	if (c->faults++ < FAULTS_MOST)
		origin_report(c->arena, c->report, o, &fault);
}

struct spot *
spot_of(const struct xml_node *node)
{
	struct note *note = node->extra;

	return note && note->kind == NOTE_SPOT ? (struct spot *)note : NULL;
}

struct paragraph *
paragraph_of(const struct xml_node *node)
{
	struct note *note = node->extra;

	return note && note->kind == NOTE_PARAGRAPH ? (struct paragraph *)note : NULL;
}

const struct picture_note *
picture_of(const struct xml_node *node)
{
	const struct note *note = node->extra;

	return note && note->kind == NOTE_PICTURE ? (const struct picture_note *)note : NULL;
}

static bool
is_seen(const struct xml_node *node)
{
	const struct spot *spot = spot_of(node);

	if (spot)
		return spot->marker->kind == MARKER_VALUE || spot->marker->kind == MARKER_WRONG;
	if (node->name == XML_TEXT)
		return blank_trim(node->text).len > 0;
	return is_shown(node);
}

bool
is_hollow(const struct xml_node *node)
{
	struct xml_node *at = node->first;

	while (at) {
		if (is_seen(at))
			return false;
		at = xml_following(node, at,
				   is_property(at->name) || at->name == W_trPr || at->name == W_tblPrEx ||
					   at->name == W_del || at->name == W_moveFrom);
	}
	return true;
}

struct text
qname_prefix(struct text qname)
{
	ptrdiff_t colon = text_find(qname, TEXT(":"), 0);

	return colon == TEXT_NOWHERE ? TEXT_NONE : text_slice(qname, 0, (size_t)colon + 1);
}
