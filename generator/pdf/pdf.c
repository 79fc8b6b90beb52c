/*
 * pdf -- one PDF file from finished pages.
 *
 * libharu is used for what is dull about PDF: objects, the table of where they stand, the page tree.
 * Fonts, text and compression are ours (pdf_font.c, content.c).  Its objects are reached through its
 * installed headers; streams are given to it deflated, and a write function adds the /Filter entry.
 *
 * After its first failure libharu refuses everything, with misleading codes; so calls are not checked
 * one by one: the handler keeps the first code, and the end asks for it.
 */
#include "pdf/pdf.h"

#include <hpdf_consts.h>
#include <hpdf_doc.h>
#include <hpdf_pages.h>
#include <hpdf_streams.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "pdf/writer.h"

enum {
	PAGES_FLAT_MOST = 4096, /* libharu: an array has at most 32 767 entries; beyond this the tree gets a level */
	PAGES_PER_NODE = 512,
	SIDE_LEAST = 3, /* points; what libharu and ISO 32000-1, annex C.2, take as a page's side */
	SIDE_MOST = 14400,
	STRING_MOST = 16000 /* characters; libharu's strings end at 65 535 bytes */
};

static void
keep_first_error(HPDF_STATUS error, HPDF_STATUS detail, void *user_data)
{
	struct pdf_writer *w = user_data;

	if (!w->first_error) {
		w->first_error = error;
		w->first_detail = detail;
	}
}

static void *
allocate(HPDF_UINT size)
{
	return memory_alloc(size); /* so that libharu never sees a NULL, which it handles badly */
}

static HPDF_STATUS
append(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT len)
{
	struct pdf_writer *w = stream->attr;

	buffer_add(w->out, bytes, len);
	return HPDF_OK;
}

/* ---- objects ---- */

/* Memory never runs out here (allocate), so libharu always gives an object. */
HPDF_Dict
pdf_dict(struct pdf_writer *w)
{
	HPDF_Dict d = HPDF_Dict_New(w->doc->mmgr);

	HPDF_Xref_Add(w->doc->xref, d);
	return d;
}

static HPDF_STATUS
write_filter(HPDF_Dict d, HPDF_Stream stream)
{
	(void)d;
	return HPDF_Stream_WriteStr(stream, "/Filter /FlateDecode\n");
}

/* zlib's state is kept from stream to stream: setting it up costs more than a page's text. */
static void
deflate_bytes(struct pdf_writer *w, struct text bytes)
{
	z_stream *z = &w->deflate;
	size_t room = deflateBound(z, (uLong)bytes.len);

	buffer_clear(&w->packed);
	deflateReset(z);
	z->next_in = (Bytef *)(uintptr_t)bytes.at; /* zlib's own signature lacks the const */
	z->avail_in = (uInt)bytes.len;
	z->next_out = (Bytef *)buffer_reserve(&w->packed, room);
	z->avail_out = (uInt)room;
	deflate(z, Z_FINISH); /* into deflateBound bytes: cannot fail (zlib.h) */
	buffer_wrote(&w->packed, z->total_out);
}

/* Bytes, deflated, as the content of a stream. */
static void
pack(struct pdf_writer *w, HPDF_Dict stream, struct text bytes)
{
	if (!stream || bytes.len > INT32_MAX)
		return;
	deflate_bytes(w, bytes);
	stream->filter = HPDF_STREAM_FILTER_NONE;
	stream->write_fn = write_filter;
	HPDF_Stream_Write(stream->stream, (const HPDF_BYTE *)w->packed.at, (HPDF_UINT)w->packed.len);
}

HPDF_Dict
pdf_stream(struct pdf_writer *w, struct text bytes)
{
	HPDF_Dict d = HPDF_DictStream_New(w->doc->mmgr, w->doc->xref);

	pack(w, d, bytes);
	return d;
}

static HPDF_STATUS
write_dct(HPDF_Dict d, HPDF_Stream stream)
{
	(void)d;
	return HPDF_Stream_WriteStr(stream, "/Filter /DCTDecode\n");
}

HPDF_Dict
pdf_packed_stream(struct pdf_writer *w, enum pdf_filter filter, struct text packed)
{
	HPDF_Dict d = HPDF_DictStream_New(w->doc->mmgr, w->doc->xref);

	d->filter = HPDF_STREAM_FILTER_NONE;
	d->write_fn = filter == PDF_DCT ? write_dct : write_filter;
	HPDF_Stream_Write(d->stream, (const HPDF_BYTE *)packed.at, (HPDF_UINT)packed.len);
	return d;
}

static bool
is_ascii(struct text t)
{
	for (size_t i = 0; i < t.len; i++)
		if ((unsigned char)t.at[i] < 0x20 || (unsigned char)t.at[i] > 0x7E)
			return false;
	return true;
}

/* Text strings (7.9.2.2) are in PDFDocEncoding, of which ASCII is a part, or in UTF-16BE after a mark. */
void *
pdf_string(struct pdf_writer *w, struct text t)
{
	struct buffer b = {0};
	void *object;

	if (t.len > STRING_MOST)
		t = text_slice(t, 0, utf8_valid_length(text_slice(t, 0, STRING_MOST)));
	if (is_ascii(t))
		return HPDF_String_New(w->doc->mmgr, text_c(w->arena, t), NULL);
	buffer_add(&b, "\xFE\xFF", 2);
	for (size_t at = 0; at < t.len;) {
		uint32_t c = utf8_next(t, &at), high = 0xD7C0 + (c >> 10), low = 0xDC00 + (c & 0x3FF);

		if (c > 0xFFFF)
			buffer_add(&b, (char[]){(char)(high >> 8), (char)high, (char)(low >> 8), (char)low}, 4);
		else
			buffer_add(&b, (char[]){(char)(c >> 8), (char)c}, 2);
	}
	object = HPDF_Binary_New(w->doc->mmgr, (HPDF_BYTE *)b.at, (HPDF_UINT)b.len);
	buffer_free(&b);
	return object;
}

/* [page /XYZ null top null]: the place at the window's top, magnification as it is (12.3.2.2). */
HPDF_Array
pdf_destination(struct pdf_writer *w, int page_index, emu y)
{
	HPDF_Array d = HPDF_Array_New(w->doc->mmgr);
	size_t last = w->pages->count - 1, index = page_index < 0 ? 0 : (size_t)page_index;
	emu height;

	index = index > last ? last : index;
	height = w->pages->at[index].height;
	HPDF_Array_Add(d, w->page_objects[index]);
	HPDF_Array_AddName(d, "XYZ");
	HPDF_Array_Add(d, HPDF_Null_New(w->doc->mmgr));
	HPDF_Array_AddReal(d, (HPDF_REAL)emu_to_pt((int64_t)height - y));
	HPDF_Array_Add(d, HPDF_Null_New(w->doc->mmgr));
	return d;
}

/* ---- pages ---- */

static HPDF_REAL
side(emu length)
{
	double points = emu_to_pt(length);

	return (HPDF_REAL)(points < SIDE_LEAST ? SIDE_LEAST : points > SIDE_MOST ? SIDE_MOST : points);
}

HPDF_Page
pdf_page(struct pdf_writer *w, HPDF_REAL width, HPDF_REAL height)
{
	HPDF_Page page = HPDF_AddPage(w->doc);

	if (!page)
		return NULL;
	HPDF_Page_SetWidth(page, width);
	HPDF_Page_SetHeight(page, height);
	w->last_width = width;
	w->last_height = height;
	w->page_count++;
	return page;
}

static bool
add_pages(struct pdf_writer *w)
{
	size_t count = w->pages->count;

	w->first_page = w->page_count;
	w->page_objects = NEW_ARRAY(w->arena, HPDF_Page, count);
	if (!w->page_count && (count > PAGES_FLAT_MOST || w->options->is_combined))
		HPDF_SetPagesConfiguration(w->doc, PAGES_PER_NODE);
	for (size_t i = 0; i < count; i++) {
		w->page_objects[i] = pdf_page(w, side(w->pages->at[i].width), side(w->pages->at[i].height));
		if (!w->page_objects[i])
			return false;
	}
	return !w->first_error;
}

static void
write_contents(struct pdf_writer *w)
{
	for (size_t i = 0; i < w->pages->count && !w->first_error; i++) {
		HPDF_PageAttr attributes = w->page_objects[i]->attr;

		buffer_clear(&w->content);
		content_write(w, w->page_objects[i], &w->pages->at[i]);
		pack(w, attributes->contents, buffer_view(&w->content));
	}
}

/* ---- the file ---- */

struct pdf_writer *
pdf_open(const struct pdf_options *o)
{
	struct pdf_writer *w = memory_alloc(sizeof *w);
	int level = o->level < 1 ? 1 : o->level > 9 ? 9 : o->level;

	memset(w, 0, sizeof *w);
	w->options = o;
	if (deflateInit(&w->deflate, level) == Z_OK)
		w->doc = HPDF_NewEx(keep_first_error, allocate, free, 0, w);
	if (w->doc)
		w->doc->pdf_version = HPDF_VER_17;
	return w;
}

void
pdf_close(struct pdf_writer *w)
{
	if (w->doc)
		HPDF_Free(w->doc);
	deflateEnd(&w->deflate);
	buffer_free(&w->content);
	buffer_free(&w->packed);
	arena_free(&w->file_arena);
	free(w);
}

size_t
pdf_page_count(const struct pdf_writer *w)
{
	return w->page_count;
}

/* Whether libharu has taken everything; says so, once for the document, when not. */
static bool
is_sound(struct pdf_writer *w, bool ok)
{
	if (w->first_error || !w->doc)
		return REPORT(w->report, PDF_FAILED, place_file(w->file),
			      text_format(w->arena, "libharu 0x%04X, %lu", (unsigned)w->first_error,
					  (unsigned long)w->first_detail));
	return ok;
}

static void
add_blank(struct pdf_writer *w)
{
	if (pdf_page(w, w->last_width, w->last_height))
		page_labels_add_blank(w);
}

static bool
add_document(struct pdf_writer *w, const struct pdf_part *part)
{
	if (!w->doc)
		return false;
	if (part->begins_sheet && w->page_count % 2)
		add_blank(w);
	if (!add_pages(w))
		return false;
	page_labels_add(w);
	write_contents(w);
	if (!w->first_error)
		navigation_add(w, part);
	return !w->first_error;
}

bool
pdf_add(struct pdf_writer *w, struct arena *a, struct report *r, const struct pages *p, const struct pdf_part *part)
{
	w->arena = a;
	w->report = r;
	w->pages = p;
	w->part_images.at = NULL; /* they lived in the arena of the document before */
	w->part_images.count = w->part_images.room = 0;
	if (!w->file.len)
		w->file = text_copy(&w->file_arena, p->file);
	if (!p->count)
		return REPORT(r, PDF_FAILED, place_file(p->file), TEXT("no pages"));
	return is_sound(w, add_document(w, part));
}

static bool
finish_file(struct pdf_writer *w)
{
	if (!w->doc || w->first_error || !pdf_fonts_finish(w))
		return false;
	navigation_finish(w);
	page_labels_write(w);
	w->doc->stream = HPDF_CallbackWriter_New(w->doc->mmgr, append, w);
	if (w->first_error || !w->doc->stream)
		return false;
	HPDF_SaveToStream(w->doc);
	return !w->first_error;
}

bool
pdf_finish(struct pdf_writer *w, struct arena *a, struct report *r, struct buffer *out)
{
	size_t before = out->len;
	bool ok;

	w->arena = a;
	w->report = r;
	w->pages = NULL;
	w->out = out;
	if (!w->page_count)
		return REPORT(r, PDF_FAILED, place_file(w->file), TEXT("no pages"));
	ok = is_sound(w, finish_file(w));
	if (!ok)
		out->len = before;
	return ok;
}

bool
pdf_write(struct arena *a, struct report *r, const struct pages *p, const struct pdf_options *o, struct buffer *out)
{
	struct pdf_writer *w = pdf_open(o);
	const struct pdf_part whole = {.bookmark = TEXT_NONE};
	bool ok = pdf_add(w, a, r, p, &whole) && pdf_finish(w, a, r, out);

	pdf_close(w);
	return ok;
}
