/*
 * document -- one model of what a DOCX or an ODT says, with every style resolved.
 *
 * The readers (docx.c, odt.c) follow inheritance, defaults, themes and numbering to the end, so that
 * the layout asks nobody.  Properties are shared: equal ones are one object in the document's arena,
 * so they may be compared by address.  DOCX and ODT names meet only in the readers; where the two
 * formats (or LibreOffice's reading of them) lay out differently, a flag of this model says so.
 *
 * All lengths are EMU (base/length.h).  Everything lives in the arena given to document_read.
 */
#ifndef PRIKAZ_DOCUMENT_DOCUMENT_H
#define PRIKAZ_DOCUMENT_DOCUMENT_H

#include "base/length.h"
#include "package/package.h"

/* 0xRRGGBB, or COLOR_NONE: nothing is painted (background) or automatic: black (text). */
typedef uint32_t color;
#define COLOR_NONE 0xFF000000u

/* A line under or over letters. */
enum underline {
	UNDERLINE_NONE,
	UNDERLINE_SINGLE,
	UNDERLINE_DOUBLE,
	UNDERLINE_DOTTED,
	UNDERLINE_DASH,
	UNDERLINE_LONG_DASH,
	UNDERLINE_DOT_DASH,
	UNDERLINE_DOT_DOT_DASH,
	UNDERLINE_WAVE,
	UNDERLINE_DOUBLE_WAVE
};
enum relief { RELIEF_NONE, RELIEF_EMBOSSED, RELIEF_ENGRAVED };
enum script { SCRIPT_NORMAL, SCRIPT_SUPER, SCRIPT_SUB };

/*
 * How a number is written.  The two kinds of letters differ behind z: aa, bb, cc (DOCX; ODF with
 * num-letter-sync) or aa, ab, ac (ODF).
 */
enum number_format {
	NUMBER_DECIMAL,
	NUMBER_LOWER_ROMAN,
	NUMBER_UPPER_ROMAN,
	NUMBER_LOWER_LETTER, /* aa, bb */
	NUMBER_UPPER_LETTER,
	NUMBER_NONE,
	NUMBER_LOWER_ALPHABET, /* aa, ab */
	NUMBER_UPPER_ALPHABET,
	NUMBER_LOWER_RUSSIAN,
	NUMBER_UPPER_RUSSIAN,
	NUMBER_DECIMAL_ZERO,   /* 01 */
	NUMBER_DECIMAL_ZERO_3, /* 001, and so on */
	NUMBER_DECIMAL_ZERO_4,
	NUMBER_DECIMAL_ZERO_5,
	NUMBER_ORDINAL,  /* 1st */
	NUMBER_SYMBOLS,  /* *, **; footnotes */
	NUMBER_CARDINAL, /* One; in English */
	NUMBER_ORDINAL_WORD,
	NUMBER_CIRCLED,    /* U+2460 */
	NUMBER_FULL_WIDTH, /* U+FF11 */
	NUMBER_KATAKANA,   /* in the order of the syllables, of half width */
	NUMBER_KATAKANA_WIDE,
	NUMBER_IROHA, /* in the order of the poem */
	NUMBER_IROHA_WIDE,
	NUMBER_STEMS,    /* the ten heavenly ones, U+7532 */
	NUMBER_BRANCHES, /* the twelve earthly ones, U+5B50 */
	NUMBER_CHINESE,
	NUMBER_CHINESE_LEGAL,
	NUMBER_CHINESE_LEGAL_OLD, /* in traditional letters */
	NUMBER_JAPANESE_LEGAL,
	NUMBER_KOREAN,
	NUMBER_KOREAN_DIGITS,
	NUMBER_KOREAN_IDEOGRAPHS,
	NUMBER_KOREAN_NATIVE,
	NUMBER_KOREAN_SYLLABLES,
	NUMBER_KOREAN_CONSONANTS,
	NUMBER_HEBREW, /* letters by their values */
	NUMBER_HEBREW_LETTERS,
	NUMBER_ARABIC_LETTERS,
	NUMBER_ARABIC_ABJAD,
	NUMBER_THAI_LETTERS,
	NUMBER_NEPALI_LETTERS,
	NUMBER_BULLET,    /* no number: the list's own sign */
	NUMBER_AS_SECTION /* of a page number field: its page's */
};

/* Kinds of writing that have letters of their own in a run: right to left and Indian ones are complex. */
enum writing { WRITING_WESTERN, WRITING_ASIAN, WRITING_COMPLEX, WRITINGS };

/* What letters of another writing have instead of the run's; an empty family or language, a size 0 mean the run's. */
struct letters {
	struct text family;
	emu size;
	struct text language;
	bool is_bold, is_italic;
};

enum side { SIDE_TOP, SIDE_RIGHT, SIDE_BOTTOM, SIDE_LEFT, SIDES };

enum border_kind {
	BORDER_NONE,
	BORDER_SINGLE,
	BORDER_DOUBLE,
	BORDER_DOTTED,
	BORDER_DASHED,
	BORDER_FINE_DASHED,
	BORDER_DASH_DOT,
	BORDER_DASH_DOT_DOT,
	BORDER_RAISED, /* in three shades, as if it stood out of the paper */
	BORDER_SUNKEN
};

struct border {
	enum border_kind kind;
	emu width; /* of the whole border, both lines and the gap of a double one */
	color color;
	emu outer, inner; /* of a double one: its two lines; both 0: a third of the width each */
};

/* A box around letters.  Those side by side that have equal ones share it; a line's end closes it. */
struct letter_frame {
	struct border borders[SIDES];
	emu padding[SIDES]; /* counts where there is a line */
};

struct symbol_font; /* base/symbol.h */

/* The look of a run: everything is final. */
struct run_style {
	struct text family;              /* as the document names it; font/catalogue.h finds a face */
	const struct symbol_font *signs; /* the letters are signs of that font, in Unicode; NULL: of none */
	bool is_fixed_pitch;             /* the document declares the family so; counts where it is missing */
	emu size;                        /* before super- and subscript */
	struct text language;            /* "ru-RU"; empty when not said */
	color color;                     /* COLOR_NONE: black, white on what is dark */
	color background;                /* shading of the letters */
	color highlight; /* a marker's colour over the shading; letters do not turn white on a dark one */
	enum underline underline, overline;
	color underline_color, overline_color; /* COLOR_NONE: the letters' */
	bool is_underline_thick, is_overline_thick, is_strike_thick;
	bool is_bold, is_italic, is_struck, is_double_struck, is_caps, is_small_caps, is_hidden;
	bool is_lower, is_title; /* of an ODT: the reader has written the runs so already */
	bool is_outlined, is_shadowed;
	enum relief relief;
	bool has_kerning;           /* pair kerning */
	bool words_only_underlined; /* all of these lines leave the spaces out */
	enum script script;
	/*
	 * The shift of SCRIPT_SUPER and SCRIPT_SUB.  LibreOffice's percents are of the face's whole line height
	 * (ascent, descent and gap) at `size`: 33 up, -8 down.  An automatic one depends on the face: what
	 * the smaller letters lack of the ascent with the gap (up) or of the descent (down), that is
	 * (100 - script_percent) % of it; raise_percent is then only near to it.
	 */
	bool is_raise_automatic;
	int raise_percent;
	int script_percent; /* size of raised or lowered letters; 58 */
	emu raise;          /* w:position, up is positive; LibreOffice draws raise / size of the line height */
	emu letter_spacing;
	int scale_percent;                /* horizontal; 100 */
	const struct letter_frame *frame; /* NULL: none; of pooled styles, one object for equal ones */
	struct letters asian, complex;
	/* Of a pooled one: the look that letters of East Asian and complex writing have; NULL: this very one. */
	const struct run_style *asian_style, *complex_style;
};

enum run_kind {
	RUN_TEXT,
	RUN_TAB,
	RUN_LINE_BREAK,
	RUN_PAGE_BREAK,   /* not made: see paragraph_style.page_break_before */
	RUN_COLUMN_BREAK, /* not made either */
	RUN_PAGE_NUMBER,  /* field; text holds the cached value; number_format tells */
	RUN_PAGE_COUNT,   /* field; the same */
	RUN_REFERENCE,    /* field; reference tells */
	RUN_BOOKMARK,     /* text is its name; takes no room */
	RUN_NOTE,         /* footnote or endnote mark; note tells */
	RUN_DRAWING       /* drawing tells */
};

enum tab_align { TAB_LEFT, TAB_CENTER, TAB_RIGHT, TAB_DECIMAL, TAB_BAR };

struct drawing;
struct note;

/* A field that says on what page a bookmark or a heading stands. */
struct reference {
	size_t index;              /* among the document's */
	struct text target;        /* as a link names it, without "#" */
	struct text stored;        /* what it showed when the file was written */
	enum number_format format; /* NUMBER_AS_SECTION: that of the page with the target */
	bool is_said;              /* what is stored is right, if only the target is there: "below" */
	bool keeps_stored;         /* so does what is stored when the target is not there; false: REFERENCE_LOST */
};

/* What LibreOffice shows for one that leads nowhere. */
#define REFERENCE_LOST TEXT("Error: Reference source not found")

struct run {
	enum run_kind kind;
	const struct run_style *style;
	struct text text; /* UTF-8 without control characters; soft hyphens and no-break hyphens are in it */
	struct text link; /* URI or "#bookmark"; empty when none */
	enum number_format number_format; /* of a page's number: NUMBER_AS_SECTION, or the field's own */
	int page_adjust;                  /* added to the page's number: -1 is the previous page */
	const struct note *note;
	const struct drawing *drawing;
	const struct reference *reference;
};

struct tab_stop {
	emu position; /* from the paragraph's left indent or the frame's edge: see tabs_from_indent */
	enum tab_align align;
	uint32_t leader; /* code point to fill with, 0 none */
	uint32_t sign;   /* of TAB_DECIMAL: what stands at the position; 0: the decimal sign of the text's language */
};

enum align {
	ALIGN_LEFT,
	ALIGN_CENTER,
	ALIGN_RIGHT,
	ALIGN_JUSTIFY,
	ALIGN_JUSTIFY_ALL,   /* last line too */
	ALIGN_JUSTIFY_CENTER /* last line centred */
};

enum line_rule {
	LINE_PROPORTIONAL, /* line_percent of the font's own height */
	LINE_AT_LEAST,     /* line_height or the font's, whichever is larger */
	LINE_EXACT,        /* line_height */
	LINE_LEADING       /* the font's height plus line_height (fo: style:line-spacing) */
};

enum { HYPHENATION_LEAST = 2 /* letters before and behind a hyphen where nothing is said */ };

/* Which words of a paragraph are divided at the ends of its lines, and where. */
struct hyphenation {
	int least_before, least_behind; /* letters before and behind the hyphen */
	int least_letters;              /* of a word that is divided; 0: any */
	int lines_most;                 /* so many lines on end with hyphens; 0: any */
	bool spares_capitals;           /* words all in capitals are left whole */
	bool spares_last_word;          /* so is the paragraph's last word */
	emu zone;                       /* a line that has a space so near its end is not filled with part of a word */
};

#define HYPHENATION_USUAL                                                                                              \
	(struct hyphenation)                                                                                           \
	{                                                                                                              \
		.least_before = HYPHENATION_LEAST, .least_behind = HYPHENATION_LEAST                                   \
	}

/* The shape of a paragraph: everything is final. */
struct paragraph_style {
	struct text name; /* of the named style, as people see it */
	enum align align;
	emu indent_left, indent_right, indent_first; /* first: relative to left; negative hangs */
	emu space_before, space_after;
	bool contextual_spacing; /* no space to a neighbour of the same style name */
	enum line_rule line_rule;
	int line_percent; /* LINE_PROPORTIONAL; 100 */
	emu line_height;
	bool keep_with_next, keep_lines;
	bool inherits_keep;     /* keep_with_next is the style's, not its own (DOCX); of rows that keep it counts */
	bool page_break_before; /* the only form of a page break: the readers split paragraphs at breaks */
	bool column_break_before;
	int widows, orphans; /* least lines on the next, on this page; 0: no control */
	bool hyphenates;
	struct hyphenation hyphenation;
	bool is_right_to_left;
	bool snaps_to_grid;
	int outline_level;           /* 1 … 9 heading, 0 body text */
	const struct tab_stop *tabs; /* sorted by position */
	size_t tab_count;
	/*
	 * The text begins at indent_left, also with a border: that one lies further out by its width and the
	 * padding (ODF says it the other way round; the reader has turned it).
	 */
	struct border borders[SIDES];
	emu padding[SIDES]; /* counts also where there is no line */
	color background;
	/*
	 * Borders are one box with those of the next paragraph when they are equal, and so are the indents; unless this
	 * says that the box ends here.
	 */
	bool ends_box;
};

enum label_end { LABEL_TAB, LABEL_SPACE, LABEL_NOTHING };

/* The number or bullet of a list item, finished: "1.", "а)", "•". */
struct label {
	struct text text;
	const struct run_style *style;
	enum align align; /* of the text at its place */
	enum label_end end;
	/*
	 * The label begins at indent_left + indent_first of the paragraph.  With LABEL_TAB the text goes on
	 * at tab_position (from the frame's edge) when has_tab_position, else at the next tab stop or
	 * indent_left.  min_width and gap are ODF's label-width-and-position mode.
	 */
	bool has_tab_position;
	emu tab_position, min_width, gap;
	const struct note *note;    /* whose mark it is; NULL: none's */
	struct text prefix, suffix; /* around the mark */
};

/* Large letters at a paragraph's beginning, beside its first lines; not in its runs. */
struct drop_cap {
	size_t lines;     /* above 1 */
	emu distance;     /* to the text */
	struct run *runs; /* in the size that they would have as letters like others */
	size_t run_count;
};

struct paragraph {
	const struct paragraph_style *style;
	const struct run_style *mark; /* the look of the paragraph mark: height of an empty paragraph */
	const struct run_style *base; /* what its style says of letters: height of a line of blanks; NULL: as mark */
	struct run *runs;
	size_t run_count;
	const struct label *label;       /* NULL when not in a list, or in it without a number */
	const struct drop_cap *drop_cap; /* NULL: none */
	struct text link_name;
};

enum width_kind { WIDTH_AUTO, WIDTH_FIXED, WIDTH_PERCENT };

struct width {
	enum width_kind kind;
	emu length;
	int permille; /* of the room: 500 is a half */
};

enum vertical_align { VERTICAL_TOP, VERTICAL_MIDDLE, VERTICAL_BOTTOM };

struct cell {
	int column_index, column_span, row_span; /* row_span 1 … ; covered cells do not stand in the model */
	struct border borders[SIDES];            /* final for this cell alone; neighbours are settled by the layout */
	emu padding[SIDES];
	color background;
	enum vertical_align align;
	int rotation;        /* of the text, degrees counter-clockwise: 0, 90, 270 */
	struct block *first; /* never NULL: a cell has a paragraph */
};

enum height_rule { HEIGHT_AUTO, HEIGHT_AT_LEAST, HEIGHT_EXACT };

struct row {
	struct cell *cells; /* by column */
	size_t cell_count;  /* 0 when all of its columns are covered from above */
	enum height_rule height_rule;
	emu height;
	bool can_split;
};

struct table {
	struct text name;
	emu *columns; /* grid: widths as the document gives them; 0 when it gives none */
	size_t column_count;
	struct row *rows;
	size_t row_count;
	size_t header_rows; /* the first so many are repeated on each page */
	struct width width;
	enum align align;
	/*
	 * indent: from the frame's left edge to where the first column begins; collapsed borders are
	 * centred there, text begins padding further in.  ALIGN_JUSTIFY: the table fills the frame
	 * between indent and margin_right (ODF's "margins"), columns in proportion; width does not count.  With others
	 * WIDTH_AUTO is what the columns are together.
	 */
	emu indent, margin_right;
	emu space_before, space_after;
	bool can_split; /* between rows */
	bool keep_with_next;
	/*
	 * Neighbours share one line, centred on the edge between them; text begins padding behind that edge.
	 * false (old ODT): every cell draws its own inside its edges; text begins behind border and padding.
	 */
	bool collapses_borders;
	/*
	 * The lines around the whole table are apart from those inside, as Word has them: these end before they meet
	 * one, and of a left or a bottom line of several the first stands on the left, on top; else it stands on the
	 * right, below, as it does inside the table.
	 */
	bool has_outer_lines;
	bool is_right_to_left;
	bool page_break_before;
	color background;
};

enum drawing_place { DRAWING_INLINE, DRAWING_FLOATING };

/* What x and y of a floating drawing count from: the left or top edge of … */
enum drawing_origin {
	ORIGIN_PARAGRAPH, /* x: of the frame that it stands in; y: behind the space of the paragraph before */
	ORIGIN_PAGE,
	ORIGIN_MARGIN, /* page without margins */
	ORIGIN_CHARACTER,
	ORIGIN_LINE,
	ORIGIN_TEXT,  /* the paragraph between its indents, without its spaces */
	ORIGIN_START, /* the margin at the left or top */
	ORIGIN_END    /* the one at the right or bottom */
};
/*
 * For one that stands in the line y says where its top is: DRAWING_AT y, downwards from the baseline, or from the
 * letters' top with ORIGIN_CHARACTER.  DRAWING_START: it stands on the baseline, or hangs from the letters' top;
 * DRAWING_CENTER, DRAWING_END: its middle is on the baseline, its top, or its middle and bottom are the letters'.
 */
enum drawing_align { DRAWING_AT /* x or y */, DRAWING_START, DRAWING_CENTER, DRAWING_END };
enum drawing_wrap {
	WRAP_SQUARE,
	WRAP_NONE, /* over or under the text */
	WRAP_TOP_AND_BOTTOM,
	WRAP_LEFT,   /* text stands only at its left */
	WRAP_RIGHT,  /* only at its right */
	WRAP_DYNAMIC /* at each side that has room enough */
};

enum { CROP_WHOLE = 100000, TURN_DEGREE = 60000, TURN_WHOLE = 360 * TURN_DEGREE };

/*
 * A picture as its frame shows it: cropped first, then mirrored, then stretched over the frame, and turned with it.  It
 * is not opened before the PDF needs it, and may be of any kind.
 */
struct graphic {
	struct text part;    /* its name in the package; of one that is elsewhere, how it is referred to */
	int crop[SIDES];     /* cut off, in parts of the picture of which CROP_WHOLE are all; negative: room around */
	bool is_mirrored;    /* left is right */
	bool is_upside_down; /* top is bottom; both: turned by half */
	int turn;            /* clockwise about the frame's middle: 0 … TURN_WHOLE - 1 */
	emu width, height;   /* of the frame, as it is before it is turned */
	struct text description;
};

/* A picture or a text box.  It stands in the run's place, or floats near the paragraph of its run. */
struct drawing {
	enum drawing_place place;
	emu width, height;  /* the room; 0: as large as the content; a text box grows when has_least_height */
	int width_permille; /* above 0: of the room that it stands in, instead of that width */
	bool scales_height; /* its height follows that */
	bool has_least_height;
	const struct graphic *graphic; /* NULL: a text box */
	struct block *first;           /* content of a text box */
	enum vertical_align align;     /* of that content */

	enum drawing_origin x_from, y_from; /* x only of a floating one */
	enum drawing_align x_align, y_align;
	emu x, y;
	emu distance[SIDES]; /* to the text around; negative: it reaches out of its room in the line */

	/* a floating one */
	enum drawing_wrap wrap;
	bool is_behind;
	bool stays_within; /* in a cell or a text box: that one stands for the page, and its room for the page's text */

	/* inside of the frame; but for `background`, also a picture's, which is the smaller for them */
	struct border borders[SIDES];
	emu padding[SIDES];
	color background;
};

/* One that stands on a page, whatever text comes there; its place counts from nothing but the page. */
struct page_drawing {
	int page; /* 1 …, counted from the document's beginning */
	const struct drawing *drawing;
};

struct note {
	bool is_endnote;
	size_t index;     /* among the notes of its kind, in the order of their marks */
	struct text mark; /* finished number; it stands before the text, too, as the first paragraph's label */
	/* Where numbers begin anew on each page, the layout makes the mark; 0: the mark is the note's own. */
	int number;
	enum number_format number_format;
	struct block *first;
};

/* What parts the footnotes at a page's foot from the text above them. */
struct note_line {
	emu above, below, thickness; /* of the first two there is room also where no line is drawn */
	int permille;                /* its length, of the text's width; 0: none is drawn */
	enum align align;
	color color;
};

enum block_kind { BLOCK_PARAGRAPH, BLOCK_TABLE };

struct block {
	enum block_kind kind;
	struct paragraph *paragraph;
	struct table *table;
	/*
	 * So many stretches of text that are framed as one (sections of Writer) begin with it: above each of them the
	 * room of a paragraph's upper border and padding stands once more; boxes do not go on over their edges.
	 */
	int frames_begun;
	bool ends_frame;
	struct block *next;
};

/* A header or footer. */
struct band {
	const struct block *first; /* NULL: there is none */
	/*
	 * Header: its box begins at `offset` below the page's top edge; is at least min_height high; the
	 * body begins not above margin_top, nor above the box's end plus gap.  Footer: the same, upwards.
	 */
	emu offset, min_height, gap;
	emu height; /* exact, 0 when it grows with its content */
	/* The box stands between the page's margins, in by its own; the heights take in what is around the text. */
	emu margin_left, margin_right;
	struct border borders[SIDES];
	emu padding[SIDES];
	color background;
	bool is_box; /* its text lies over the page: it takes no room, and a footer's stands on the lower edge */
};

enum { PAGE_COLUMNS_MOST = 45 };

/* A column's box: boxes share the body in proportion to their widths; the text stands within the indents. */
struct column {
	emu width; /* 0 for one that has none; not all are 0 */
	emu left, right;
};

struct column_set {
	int count;                /* 1 … PAGE_COLUMNS_MOST */
	const struct column *own; /* as many; NULL: equal ones, gap apart */
	emu gap;
	struct border line;             /* between two of them; BORDER_NONE: there is none */
	int line_percent;               /* of the columns' height */
	enum vertical_align line_align; /* where the line stands when it is shorter */
};

struct page_style {
	struct text name; /* ODF master page; empty in DOCX */
	emu width, height;
	emu margin[SIDES];
	struct band header, footer;
	struct column_set columns;
	struct border borders[SIDES];
	emu padding[SIDES];
	color background;
	struct note_line note_line;
	emu line_grid; /* lines of paragraphs that snap to the grid are so high, or a multiple of it; 0: there is none
			*/
};

/* Which pages may look so: where the other side's turn is, it stays blank. */
enum page_sides { PAGES_ALL, PAGES_RIGHT, PAGES_LEFT };

/* How a row of pages looks.  A document's first page is a right one, unless a blank one stands before it. */
struct page_master {
	const struct page_style *right, *left;             /* never NULL; the same when the sides look alike */
	const struct page_style *first_right, *first_left; /* of the row's first page */
	enum page_sides sides;
	enum number_format number_format;
	const struct page_master *next; /* of the page behind; itself: the row goes on.  Never NULL; may lead back */
};

enum section_start { SECTION_NEXT_PAGE, SECTION_CONTINUOUS };

/* A stretch of text on a page, or over several, that stands in columns, margins or on a background of its own. */
struct region {
	struct column_set columns;
	bool fills_columns; /* one after the other, down to the page's end; false: they become as high as one another */
	emu margin_left, margin_right;
	color background;
};

struct section {
	enum section_start start;
	const struct page_master *master;
	bool restarts_numbering;
	int first_number;            /* when restarts_numbering */
	const struct region *region; /* NULL: its text stands in the columns of the pages */
	struct block *blocks;
	struct section *next;
};

struct document_properties {
	struct text title, author, subject, keywords, language;
};

struct document {
	enum package_kind kind;
	struct text file;
	struct section *sections; /* never NULL */
	struct document_properties properties;
	emu default_tab;       /* distance of default tab stops; 0: there are none */
	bool tabs_from_indent; /* tab stops count from indent_left (ODT, usually); false: from the frame's edge (DOCX)
				*/
	/*
	 * What a tab that leads beyond the right margin may do.  Neither: the stop counts as at the margin.  Over the
	 * indent: text may go on to the frame's edge, stops further on that are not the first act as a right one at
	 * the margin (DOCX).  Over the margin: text may leave the frame (DOCX before Word 2013).
	 */
	bool tabs_over_indent, tabs_over_margin;
	bool decimals_end_number; /* at a decimal tab stands also the end of a number that has no decimal sign */
	/*
	 * Between two blocks stands the larger of space_after and space_before; false: their sum.  Both formats
	 * have both: DOCX the larger one unless its settings say otherwise (or there are none), ODT
	 * the sum as LibreOffice saves it today.
	 */
	bool spacing_is_maximum;
	bool ignores_first_space;  /* space_before at the top of the first page falls away (ODT settings) */
	bool leaves_broken_lines;  /* a justified line before a forced break is not stretched (w:doNotExpandShiftReturn;
				      ODT: DoNotJustifyLinesWithManualBreak) */
	bool ignores_leading;      /* line heights do without the faces' line gap (ODT: AddExternalLeading false) */
	bool has_former_spacing;   /* between paragraphs the larger of the line spacings counts (old ODT) */
	bool keeps_first_line;     /* a paragraph's first line stays whole under a line_percent below 100 (old ODT) */
	bool has_smaller_capitals; /* small capitals are of 66 % of the size, not of 80 (old ODT) */
	bool ignores_blanks; /* spaces and tabs give a line no height (ODT: IgnoreTabsAndBlanksForLineCalculation; a
				DOCX's never do) */
	bool repeats_space_beside; /* see around.h (all DOCX; ODT: AddVerticalFrameOffsets) */
	bool wraps_in_small_room;  /* beside a drawing, text stands in a room of 15 pt, not only of 2 cm (all DOCX) */
	/*
	 * Of tables, as LibreOffice lays out a DOCX; an ODT's settings say whether it wants the same.  A cell is higher
	 * by what its last paragraph has below it: its space_after, and then also its proportional line spacing; an
	 * empty paragraph between a table and the cell's end has no height; a row stays with the next one when the
	 * first paragraph of its first cell does.
	 */
	bool cells_end_with_space, cells_end_with_line_spacing;
	/* a header or footer is higher by both of those of its last paragraph (all DOCX; ODT:
	   HeaderSpacingBelowLastPara), and so is each of its cells, once more */
	bool bands_end_with_space;
	bool collapses_cell_ends;
	bool rows_keep_with_next;
	bool bares_last_blanks; /* spaces at a line's end have no shading (all DOCX; ODT: MsWordCompTrailingBlanks) */
	/* Footnotes stand at the foot of the page that has their mark, endnotes behind all sections on pages of their
	 * own. */
	VECTOR(struct note *) footnotes, endnotes;
	VECTOR(struct page_drawing) page_drawings;
	VECTOR(const struct reference *) references;
	bool counts_notes_by_page;                /* footnotes: what their marks say is only near to it */
	const struct page_master *endnote_master; /* of the pages of the endnotes; NULL: there are none */
	const struct package *package;            /* for pictures */
};

/*
 * Reads a DOCX or ODT package.  Nothing of the package need stay parsed.  Reports what it cannot read
 * as warnings (once each); NULL only when there is no document at all.
 */
struct document *document_read(struct arena *a, struct report *r, const struct package *p);

/*
 * A number as the format writes it: 4 → "iv".  A number that the format has no sign for (0 as a letter or
 * in Roman) is written in decimal; NUMBER_NONE, NUMBER_BULLET give the empty text.
 */
struct text number_text(struct arena *a, enum number_format format, int number);

/* Whether the label is a number, in whatever signs: a bullet is no part of what a heading says. */
bool label_counts(const struct label *label);

/* The text form: sections, blocks, runs with their properties, in points; for --dump=document and golden files. */
void document_dump(const struct document *d, struct buffer *out);

#endif
