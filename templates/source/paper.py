"""A paper as its template says it once: pages, styles, paragraphs, tables, markers; written as DOCX and as ODT.

Each module of papers/ has a function papers() that yields Papers: sections, each a Page and its blocks. `make templates` writes
consent-parent.docx and consent-parent.odt of the Paper "consent-parent", and so on; both come from the one description, so that they
say and show the same. What a secretary sees in the list of styles is the table STYLES of styles.py, in Russian, for both.

    paper.py    the words of a description: Paper, Section, Page, Table, p(), cell(), row()
    styles.py   all styles and lists; how a paragraph looks is changed there, never in a paper
    pieces.py   what several papers share: letterhead, an order's head and signature, the mark of an appendix
    diploma.py  the frame of letters, certificates of honour and certificates; typography.py  no-break spaces in long prose
    docx_writer.py, odt_writer.py over package.py: a Paper in the one format and the other; make.py writes the files

Lengths are millimetres, type sizes and spaces between paragraphs points. Text is a string or a list of strings and runs; in a
string "\t" is a tab and "\n" a line break. Markers are plain text, as a person would type them. How a paper is added:
generator/README.md, "A shipped template".
"""
from dataclasses import dataclass, field

from styles import LISTS, used

A4 = (210, 297)
NBSP = "\u00a0"


@dataclass
class Border:
    """A line on one side of a cell: its width in points, a colour of the web."""
    width: float = 0.5
    color: str = "000000"


@dataclass
class Page:
    """One kind of page. The number stands at the top centre: number is None, "rest" (not on the section's first page) or "all"."""
    landscape: bool = False
    left: float = 30
    right: float = 10
    top: float = 20
    bottom: float = 20
    number: str | None = "rest"
    header_at: float = 10           # from the paper's edge to the number

    @property
    def size(self):
        return A4[::-1] if self.landscape else A4

    @property
    def text_width(self):
        return self.size[0] - self.left - self.right


@dataclass
class Run:
    """A piece of text, in a named character style or in its paragraph's letters."""
    text: str
    style: str | None = None        # a key of CHARACTER_STYLES


@dataclass
class Paragraph:
    style: str
    content: list
    changes: dict = field(default_factory=dict)  # what differs from the style: keys of styles.Style
    bookmark: str | None = None
    restart: bool = False           # a numbered paragraph begins at 1 again


@dataclass
class Cell:
    blocks: list
    across: int = 1                 # columns it covers
    down: int = 1                   # rows it covers; the covered cells are not written
    valign: str | None = None       # top, middle, bottom
    borders: dict | None = None     # sides "top", "left", "bottom", "right" to a Border or None; over the table's own
    shade: str | None = None        # a colour of the web


@dataclass
class Row:
    cells: list
    height: float | None = None     # at least
    exact: bool = False             # exactly the height
    split: bool = False             # may go on over the page


@dataclass
class Table:
    """Widths are the columns'; header is how many first rows are repeated on every page; grid says whether cells have borders."""
    name: str
    widths: list
    rows: list
    header: int = 0
    grid: bool = True
    padding: tuple = (0.35, 1.5)    # above and below, at the sides


@dataclass
class Contents:
    """A table of contents made from the headings of outline levels 1 to `levels`: entries are (level, text, bookmark, page), as stored."""
    levels: int
    entries: list


@dataclass
class Section:
    page: Page
    blocks: list


@dataclass
class Paper:
    """subject, title and author go to the document's properties; they may hold markers, or be empty but for the title."""
    name: str
    title: str
    sections: list
    subject: str = ""
    author: str = "{{организация.краткое_наименование}}"
    size: float = 14                # of the plain text, points
    folder: str = "templates"       # where it goes, from the root of the project
    formats: tuple = ("docx", "odt")
    styles: dict = field(default_factory=dict)  # changes of STYLES in this paper: name to a dict


def text(content):
    """Content as a list of runs."""
    pieces = content if isinstance(content, list) else [content]
    return [x if isinstance(x, Run) else Run(x) for x in pieces if x != ""]


def p(style, content="", bookmark=None, restart=False, **changes):
    return Paragraph(style, text(content), changes, bookmark, restart)


def b(content):
    return Run(content, "Полужирный")


def mark(content):
    """A line that holds nothing but markers: it vanishes."""
    return p("Метка шаблона", content)


def cell(content, style="Ячейка таблицы", **more):
    """A cell of text, of one block or of several."""
    if isinstance(content, (str, Run)) or isinstance(content, list) and all(isinstance(x, (str, Run)) for x in content):
        content = p(style, content)
    return Cell(content if isinstance(content, list) else [content], **more)


def row(*cells, **more):
    return Row([c if isinstance(c, Cell) else cell(c) for c in cells], **more)


def header_row(*captions, style="Шапка таблицы"):
    return Row([c if isinstance(c, Cell) else cell(c, style, valign="middle") for c in captions])


def walk(blocks):
    """Every paragraph of the blocks, those in cells too."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, Table):
            for r in block.rows:
                for c in r.cells:
                    yield from walk(c.blocks)


def styles_used(paper, table):
    """The names of the styles that go into the package, and of the lists: a list brings the styles of all its levels, for Word numbers by them."""
    names = {x.style for s in paper.sections for x in walk(s.blocks)} | {"Обычный"}
    for section in paper.sections:
        if section.page.number:
            names.add("Верхний колонтитул")
        for block in section.blocks:
            if isinstance(block, Contents):
                names |= {f"Содержание {n + 1}" for n in range(block.levels)}
    names = used(table, names)
    lists = [n for n in LISTS if any(table[s].list and table[s].list[0] == n for s in names)]
    return used(table, set(names) | {lv.style for n in lists for lv in LISTS[n].levels if lv.style}), lists
