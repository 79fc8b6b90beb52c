/*
 * catalogue -- from a family's name and a style to a face.
 *
 * A document names fonts that its author's computer had.  The file is looked for among the
 * organisation's own, then among the system's; failing that the table of substitutions says who stands
 * in, which prefers fonts whose letters are as wide (Liberation for Times New Roman and Arial, Carlito for
 * Calibri), so that lines break where they did; failing that fontconfig chooses, as it does for
 * LibreOffice.  A character that a face lacks is lent by the one that fontconfig names for it, again as
 * for LibreOffice, unless the table says otherwise.
 *
 * A font that an ODT declares as one of fixed pitch is no matter for the table: LibreOffice asks fontconfig for letters
 * of one width then, which gives "Courier" DejaVu Sans Mono, but "Courier New" Liberation Mono.
 *
 * Own files are read here through HarfBuzz, for fontconfig would need a cache to be quick with them.
 */
#include <hb-ot.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "font/face.h"
#include "font/system.h"

enum {
	WEIGHT_REGULAR = 400,
	WEIGHT_BOLD = 700,
	FOLDER_DEPTH_MOST = 8,
	OWN_MOST = 4096, /* files in own folders; more is no fonts folder */
	TABLE_FIRST = 64
};

/* A font of the own folders, known by name, not opened yet. */
struct own_font {
	const char *path;
	int index;
	struct text families[2]; /* folded: typographic and plain (name IDs 16 and 1) */
	int weight, width;
	bool is_italic;
};

struct style {
	bool is_bold, is_italic;
	bool is_fixed; /* declared as one whose letters are all as wide; counts where the family is not installed */
};

/* A file that could do, the lower the penalty the better. */
struct choice {
	const char *path;
	int index, penalty;
};

/* What has been asked before: by family and style, or by face and code point. */
struct answer {
	uint32_t hash;
	bool is_taken;
	struct text family; /* with face NULL */
	struct style style;
	const struct face *face;
	uint32_t code_point;
	const struct face *found; /* NULL: nothing */
};

struct answers {
	struct answer *at;
	size_t count, room; /* room is a power of two */
};

struct catalogue {
	struct report *report;
	struct arena arena;
	pthread_mutex_t lock; /* everything below */
	VECTOR(struct own_font) own;
	struct substitutions substitutions;
	struct system_fonts system;
	bool reported_none;
	struct outlines *outlines;
	VECTOR(struct face *) faces;
	VECTOR(struct text) replaced; /* families reported, folded */
	struct answers by_family, by_character;
};

/* ---- the own folders ---- */

static struct text
folded_name(struct arena *a, hb_face_t *face, hb_ot_name_id_t id)
{
	char bytes[256];
	unsigned room = sizeof bytes;

	if (!hb_ot_name_get_utf8(face, id, hb_language_from_string("en", -1), &room, bytes))
		return TEXT_NONE;
	return family_fold(a, text_from(bytes));
}

static void
own_add(struct catalogue *c, const char *path, hb_blob_t *blob, unsigned index)
{
	hb_face_t *face = hb_face_create(blob, index);
	hb_font_t *font = hb_font_create(face);
	struct own_font own = {.path = path, .index = (int)index};

	own.families[0] = folded_name(&c->arena, face, HB_OT_NAME_ID_TYPOGRAPHIC_FAMILY);
	own.families[1] = folded_name(&c->arena, face, HB_OT_NAME_ID_FONT_FAMILY);
	own.weight = (int)hb_style_get_value(font, HB_STYLE_TAG_WEIGHT);
	own.width = (int)hb_style_get_value(font, HB_STYLE_TAG_WIDTH);
	own.is_italic = hb_style_get_value(font, HB_STYLE_TAG_ITALIC) > 0;
	if (hb_face_get_glyph_count(face) && (own.families[0].len || own.families[1].len))
		*VECTOR_PUSH(&c->arena, &c->own) = own;
	else
		REPORT(c->report, FONT_BROKEN, place_file(text_from(path)), TEXT_NONE);
	hb_font_destroy(font);
	hb_face_destroy(face);
}

static bool
is_font_name(struct text name)
{
	static const char *const known[] = {"ttf", "otf", "ttc", "otc", "TTF", "OTF", "TTC", "OTC"};
	struct text extension = path_extension(name);

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (text_is(extension, known[i]))
			return true;
	return false;
}

static void
own_file(struct catalogue *c, const char *path)
{
	hb_blob_t *blob = hb_blob_create_from_file_or_fail(path);
	unsigned count = blob ? hb_face_count(blob) : 0;

	if (!count)
		REPORT(c->report, FONT_BROKEN, place_file(text_from(path)), TEXT_NONE);
	for (unsigned i = 0; i < count && c->own.count < OWN_MOST; i++)
		own_add(c, path, blob, i);
	hb_blob_destroy(blob);
}

static void
own_folder(struct catalogue *c, const char *folder, int depth)
{
	size_t count;
	const char **names = folder_list(&c->arena, folder, &count);

	for (size_t i = 0; i < count && c->own.count < OWN_MOST; i++) {
		const char *path = path_join(&c->arena, folder, names[i]);

		if (is_font_name(text_from(names[i])) && file_exists(path))
			own_file(c, path);
		else if (depth < FOLDER_DEPTH_MOST && folder_exists(path))
			own_folder(c, path, depth + 1);
	}
}

/* ---- choosing a file ---- */

static int
style_penalty(struct style wanted, int weight, int width, bool is_italic)
{
	int target = wanted.is_bold ? WEIGHT_BOLD : WEIGHT_REGULAR;

	return abs(weight - target) + 10 * abs(width - 100) + (is_italic != wanted.is_italic ? 2000 : 0);
}

/* The better one; of equal ones the first by path, so that the order of folders on disk does not matter. */
static void
choose(struct choice *best, struct choice other)
{
	if (!best->path || other.penalty < best->penalty ||
	    (other.penalty == best->penalty && strcmp(other.path, best->path) < 0))
		*best = other;
}

static struct choice
own_choice(const struct catalogue *c, struct text folded, struct style style)
{
	struct choice best = {0};

	for (size_t i = 0; i < c->own.count; i++) {
		const struct own_font *own = &c->own.at[i];

		if (text_equal(own->families[0], folded) || text_equal(own->families[1], folded))
			choose(&best, (struct choice){own->path, own->index,
						      style_penalty(style, own->weight, own->width, own->is_italic)});
	}
	return best;
}

/* Where a pattern's file is and how far it is from the style; false when it is no outline font. */
static bool
pattern_choice(FcPattern *p, struct style style, struct choice *choice)
{
	FcChar8 *path, *format;
	FcBool is_scalable = FcFalse;
	double weight = FC_WEIGHT_REGULAR, width = FC_WIDTH_NORMAL;
	int index = 0, slant = FC_SLANT_ROMAN;

	if (FcPatternGetString(p, FC_FILE, 0, &path) != FcResultMatch ||
	    FcPatternGetBool(p, FC_SCALABLE, 0, &is_scalable) != FcResultMatch || !is_scalable)
		return false;
	if (FcPatternGetString(p, FC_FONTFORMAT, 0, &format) == FcResultMatch &&
	    strcmp((char *)format, "TrueType") != 0 && strcmp((char *)format, "CFF") != 0)
		return false;
	FcPatternGetInteger(p, FC_INDEX, 0, &index);
	if (index >> 16)
		return false; /* a named instance of a variable font; the default one has 0 there */
	FcPatternGetDouble(p, FC_WEIGHT, 0, &weight);
	FcPatternGetDouble(p, FC_WIDTH, 0, &width);
	FcPatternGetInteger(p, FC_SLANT, 0, &slant);
	choice->path = (const char *)path;
	choice->index = index;
	choice->penalty =
		style_penalty(style, (int)FcWeightToOpenTypeDouble(weight), (int)width, slant != FC_SLANT_ROMAN);
	return true;
}

/* Most families differ in the first letter; the rest is folded and compared. */
static bool
is_family(struct text folded, const char *name)
{
	unsigned char mine = (unsigned char)folded.at[0], other = (unsigned char)name[0];
	struct arena scratch = {0};
	bool same;

	if (other >= 'A' && other <= 'Z')
		other = (unsigned char)(other | 0x20);
	if (mine < 0x80 && other < 0x80 && mine != other)
		return false;
	same = text_equal(folded, family_fold(&scratch, text_from(name)));
	arena_free(&scratch);
	return same;
}

static bool
pattern_has_family(FcPattern *p, struct text folded)
{
	FcChar8 *name;

	for (int i = 0; FcPatternGetString(p, FC_FAMILY, i, &name) == FcResultMatch; i++)
		if (is_family(folded, (const char *)name))
			return true;
	return false;
}

static struct choice
system_choice(struct catalogue *c, struct text folded, struct style style)
{
	FcFontSet *fonts = system_fonts(&c->system);
	struct choice best = {0}, other;

	for (int i = 0; fonts && i < fonts->nfont; i++)
		if (pattern_has_family(fonts->fonts[i], folded) && pattern_choice(fonts->fonts[i], style, &other))
			choose(&best, other);
	return best;
}

/* ---- faces ---- */

static struct outlines *
outlines_for(struct catalogue *c, struct choice choice)
{
	struct outlines *o;

	for (o = c->outlines; o; o = o->next)
		if (o->facts.index == choice.index && text_is(o->facts.path, choice.path))
			return o;
	o = outlines_open(choice.path, choice.index);
	if (!o) {
		REPORT(c->report, FONT_BROKEN, place_file(text_from(choice.path)), TEXT_NONE);
		return NULL;
	}
	o->next = c->outlines;
	c->outlines = o;
	return o;
}

static const struct face *
face_for(struct catalogue *c, struct choice choice, struct style style, const struct symbol_font *symbols)
{
	struct outlines *o = choice.path ? outlines_for(c, choice) : NULL;
	struct face *f;
	bool needs_bold, needs_italic;

	if (!o)
		return NULL;
	needs_bold = style.is_bold && !o->facts.is_bold;
	needs_italic = style.is_italic && !o->facts.is_italic;
	for (size_t i = 0; i < c->faces.count; i++) {
		f = c->faces.at[i];
		if (f->outlines == o && f->facts.needs_bold == needs_bold && f->facts.needs_italic == needs_italic &&
		    f->symbols == symbols)
			return f;
	}
	f = NEW(&c->arena, struct face);
	f->outlines = o;
	f->facts = o->facts;
	f->facts.needs_bold = needs_bold;
	f->facts.needs_italic = needs_italic;
	f->symbols = symbols;
	*VECTOR_PUSH(&c->arena, &c->faces) = f;
	return f;
}

/* The family itself, if it is installed. */
static const struct face *
installed_face(struct catalogue *c, struct text folded, struct style style, const struct symbol_font *symbols)
{
	const struct face *f;

	if (!folded.len)
		return NULL;
	f = face_for(c, own_choice(c, folded, style), style, symbols);
	return f ? f : face_for(c, system_choice(c, folded, style), style, symbols);
}

static void
report_replaced(struct catalogue *c, struct text family, struct text folded, const struct face *f)
{
	for (size_t i = 0; i < c->replaced.count; i++)
		if (text_equal(c->replaced.at[i], folded))
			return;
	*VECTOR_PUSH(&c->arena, &c->replaced) = folded;
	REPORT(c->report, FONT_REPLACED, (struct place){0}, family, f->facts.family);
}

/* Windows shows the code pages of one font as families of their own: "Times New Roman CYR". */
static struct text
without_code_page(struct text folded)
{
	static const char *const endings[] = {"cyr", "ce", "tur", "greek", "baltic"};

	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		struct text ending = text_from(endings[i]);

		if (folded.len > ending.len + 3 && text_ends(folded, ending))
			return text_slice(folded, 0, folded.len - ending.len);
	}
	return folded;
}

static const struct face *
substitute_face(struct catalogue *c, struct text folded, struct style style)
{
	const struct symbol_font *symbols = symbol_font_find(folded);
	const struct substitution *row = substitution_find(&c->substitutions, folded);
	struct text plain = without_code_page(folded);
	const struct face *f = NULL;

	if (!row && plain.len < folded.len) {
		f = installed_face(c, plain, style, symbols);
		row = substitution_find(&c->substitutions, plain);
	}
	for (size_t i = 0; row && !f && i < row->other_count; i++)
		f = installed_face(c, family_fold(&c->arena, row->others[i]), style, symbols);
	return f;
}

/* What is asked of fontconfig for a family and a style; its rules know aliases and always give something. */
static FcPattern *
question_of(struct catalogue *c, struct text family, struct style style)
{
	FcPattern *asked = FcPatternCreate();

	FcPatternAddString(asked, FC_FAMILY, (const FcChar8 *)text_c(&c->arena, family));
	FcPatternAddInteger(asked, FC_WEIGHT, style.is_bold ? FC_WEIGHT_BOLD : FC_WEIGHT_REGULAR);
	FcPatternAddInteger(asked, FC_SLANT, style.is_italic ? FC_SLANT_ITALIC : FC_SLANT_ROMAN);
	FcPatternAddBool(asked, FC_OUTLINE, FcTrue);
	if (style.is_fixed)
		FcPatternAddInteger(asked, FC_SPACING, FC_MONO);
	/* else fontconfig would take the language of whoever runs us */
	FcPatternAddString(asked, FC_LANG, (const FcChar8 *)"en");
	return asked;
}

/* The file that fontconfig takes by its rules; the pattern is done with. */
static const struct face *
matched_face(struct catalogue *c, FcPattern *asked, struct style style, const struct symbol_font *symbols)
{
	const struct face *f = NULL;
	FcConfig *rules = system_rules(&c->system);
	FcPattern *found = NULL;
	FcResult result;
	struct choice choice;

	if (rules) {
		FcConfigSubstitute(rules, asked, FcMatchPattern);
		FcDefaultSubstitute(asked);
		found = FcFontMatch(rules, asked, &result);
	}
	if (found && pattern_choice(found, style, &choice))
		f = face_for(c, choice, style, symbols);
	if (found)
		FcPatternDestroy(found);
	FcPatternDestroy(asked);
	return f;
}

static const struct face *
any_face(struct catalogue *c, struct style style)
{
	const struct face *f = NULL;
	FcFontSet *fonts = system_fonts(&c->system);
	struct choice choice;

	for (size_t i = 0; !f && i < c->own.count; i++)
		f = face_for(c, (struct choice){c->own.at[i].path, c->own.at[i].index, 0}, style, NULL);
	for (int i = 0; !f && fonts && i < fonts->nfont; i++)
		if (pattern_choice(fonts->fonts[i], style, &choice))
			f = face_for(c, choice, style, NULL);
	return f;
}

/* The next name of a list as CSS and LibreOffice write it, "'PT Serif', Times; serif"; moves *at behind it. */
static struct text
next_family(struct text list, size_t *at)
{
	size_t from = *at, to = from;

	while (to < list.len && list.at[to] != ',' && list.at[to] != ';')
		to++;
	*at = to + 1;
	list = text_trim(text_slice(list, from, to));
	if (list.len >= 2 && (list.at[0] == '\'' || list.at[0] == '"') && list.at[list.len - 1] == list.at[0])
		list = text_slice(list, 1, list.len - 1);
	return list;
}

/*
 * Of a list LibreOffice asks for the first name alone: fontconfig always has an answer, and the others are not
 * reached.
 */
static const struct face *
find_face(struct catalogue *c, struct text list, struct style style)
{
	struct text first = TEXT_NONE, folded;
	const struct face *f;

	for (size_t at = 0; at < list.len && !first.len;)
		first = next_family(list, &at);
	folded = family_fold(&c->arena, first);
	f = installed_face(c, folded, style, NULL);
	if (f)
		return f;
	f = style.is_fixed ? NULL : substitute_face(c, folded, style);
	if (!f)
		f = matched_face(c, question_of(c, first, style), style, symbol_font_find(folded));
	if (!f)
		f = any_face(c, style);
	if (f && first.len)
		report_replaced(c, first, folded, f);
	return f;
}

/* ---- what was asked before ---- */

static bool
same_question(const struct answer *x, const struct answer *y)
{
	return x->hash == y->hash && x->face == y->face && x->code_point == y->code_point &&
	       x->style.is_bold == y->style.is_bold && x->style.is_italic == y->style.is_italic &&
	       x->style.is_fixed == y->style.is_fixed && text_equal(x->family, y->family);
}

/* The place of the question in the table: taken by it, or free. */
static struct answer *
answer_place(const struct answers *all, const struct answer *question)
{
	size_t i = question->hash & (all->room - 1);

	while (all->at[i].is_taken && !same_question(&all->at[i], question))
		i = (i + 1) & (all->room - 1);
	return &all->at[i];
}

static void
answers_grow(struct arena *a, struct answers *all)
{
	struct answers larger = {.room = all->room ? all->room * 2 : TABLE_FIRST, .count = all->count};

	larger.at = NEW_ARRAY(a, struct answer, larger.room);
	for (size_t i = 0; i < all->room; i++)
		if (all->at[i].is_taken)
			*answer_place(&larger, &all->at[i]) = all->at[i];
	*all = larger;
}

static struct answer *
answer_find(struct arena *a, struct answers *all, const struct answer *question)
{
	if (all->count * 2 >= all->room)
		answers_grow(a, all);
	return answer_place(all, question);
}

static void
answer_keep(struct arena *a, struct answers *all, struct answer *place, struct answer answer)
{
	answer.is_taken = true;
	answer.family = text_copy(a, answer.family);
	*place = answer;
	all->count++;
}

/* ---- the border ---- */

struct catalogue *
catalogue_open(struct report *r, const char *const *folders, const char *substitutions)
{
	struct catalogue *c = memory_alloc(sizeof *c);

	memset(c, 0, sizeof *c);
	c->report = r;
	pthread_mutex_init(&c->lock, NULL);
	for (; folders && *folders; folders++)
		own_folder(c, *folders, 0);
	if (substitutions && !file_exists(substitutions))
		REPORT(r, FONT_TABLE_MISSING, place_file(text_from(substitutions)), TEXT_NONE);
	else if (substitutions)
		substitutions_read(&c->arena, r, substitutions, &c->substitutions);
	return c;
}

void
catalogue_close(struct catalogue *c)
{
	struct outlines *next;

	if (!c)
		return;
	for (struct outlines *o = c->outlines; o; o = next) {
		next = o->next;
		outlines_close(o);
	}
	system_close(&c->system);
	pthread_mutex_destroy(&c->lock);
	arena_free(&c->arena);
	free(c);
}

static const struct face *
face_of_style(struct catalogue *c, struct text family, struct style style)
{
	struct answer question = {.family = family, .style = style};
	struct answer *place;

	question.hash = text_hash(family) * 8 + style.is_fixed * 4u + style.is_bold * 2u + style.is_italic;
	pthread_mutex_lock(&c->lock);
	place = answer_find(&c->arena, &c->by_family, &question);
	if (!place->is_taken) {
		question.found = find_face(c, family, question.style);
		if (!question.found && !c->reported_none) {
			REPORT(c->report, FONT_NONE, (struct place){0}, TEXT_NONE);
			c->reported_none = true;
		}
		answer_keep(&c->arena, &c->by_family, place, question);
	}
	question.found = place->found;
	pthread_mutex_unlock(&c->lock);
	return question.found;
}

const struct face *
catalogue_face(struct catalogue *c, struct text family, bool is_bold, bool is_italic)
{
	return face_of_style(c, family, (struct style){is_bold, is_italic, false});
}

const struct face *
catalogue_fixed_face(struct catalogue *c, struct text family, bool is_bold, bool is_italic)
{
	return face_of_style(c, family, (struct style){is_bold, is_italic, true});
}

const struct face *
catalogue_face_of_signs(struct catalogue *c, struct text family, bool is_bold, bool is_italic,
			const struct symbol_font *signs)
{
	const struct face *f = catalogue_face(c, family, is_bold, is_italic), *own;

	if (!f || !text_is(f->facts.family, "OpenSymbol"))
		return f;
	pthread_mutex_lock(&c->lock);
	own = installed_face(c, family_fold(&c->arena, family), (struct style){is_bold, is_italic, false}, signs);
	pthread_mutex_unlock(&c->lock);
	return own ? own : f;
}

/* Any own or system font that has the character; those without the wanted style come last. */
static const struct face *
covering_face(struct catalogue *c, const struct face *like, struct style style, uint32_t meant)
{
	FcFontSet *fonts = system_fonts(&c->system);
	struct choice best = {0}, other;
	FcCharSet *characters;
	const struct face *f;

	for (size_t i = 0; i < c->own.count; i++) {
		f = face_for(c, (struct choice){c->own.at[i].path, c->own.at[i].index, 0}, style, like->symbols);
		if (f && outlines_glyph(f->outlines, meant))
			return f;
	}
	for (int i = 0; fonts && i < fonts->nfont; i++)
		if (FcPatternGetCharSet(fonts->fonts[i], FC_CHARSET, 0, &characters) == FcResultMatch &&
		    FcCharSetHasChar(characters, meant) && pattern_choice(fonts->fonts[i], style, &other))
			choose(&best, other);
	return face_for(c, best, style, like->symbols);
}

/* What the rows "*serif" and "*" of the table give. */
static const struct face *
listed_face(struct catalogue *c, const struct face *like, struct style style, uint32_t meant)
{
	const char *names[] = {like->facts.is_serif ? "*serif" : "*", "*"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const struct substitution *row = substitution_find(&c->substitutions, text_from(names[i]));

		for (size_t j = 0; row && j < row->other_count; j++) {
			const struct face *f =
				installed_face(c, family_fold(&c->arena, row->others[j]), style, like->symbols);

			if (f && outlines_glyph(f->outlines, meant))
				return f;
		}
	}
	return NULL;
}

/* fontconfig puts a font that has the character before all else, then what its rules say of the family. */
static const struct face *
matched_fallback(struct catalogue *c, const struct face *like, struct style style, uint32_t meant)
{
	FcPattern *asked = question_of(c, like->facts.family, style);
	FcCharSet *wanted = FcCharSetCreate();
	const struct face *f;

	FcCharSetAddChar(wanted, meant);
	FcPatternAddCharSet(asked, FC_CHARSET, wanted);
	FcCharSetDestroy(wanted);
	f = matched_face(c, asked, style, like->symbols);
	return f && outlines_glyph(f->outlines, meant) ? f : NULL;
}

static const struct face *
find_fallback(struct catalogue *c, const struct face *like, uint32_t code_point)
{
	struct style style = {like->facts.is_bold || like->facts.needs_bold,
			      like->facts.is_italic || like->facts.needs_italic, false};
	uint32_t meant = like->symbols ? symbol_translate(like->symbols, code_point) : code_point;
	const struct face *f = listed_face(c, like, style, meant);

	if (!f)
		f = matched_fallback(c, like, style, meant);
	return f ? f : covering_face(c, like, style, meant);
}

const struct face *
catalogue_fallback(struct catalogue *c, const struct face *face, uint32_t code_point)
{
	struct answer question = {.family = TEXT_NONE, .face = face, .code_point = code_point};
	struct answer *place;

	question.hash = (code_point ^ (uint32_t)((uintptr_t)face >> 4)) * 2654435761u;
	pthread_mutex_lock(&c->lock);
	place = answer_find(&c->arena, &c->by_character, &question);
	if (!place->is_taken) {
		question.found = find_fallback(c, face, code_point);
		answer_keep(&c->arena, &c->by_character, place, question);
	}
	question.found = place->found;
	pthread_mutex_unlock(&c->lock);
	return question.found;
}
