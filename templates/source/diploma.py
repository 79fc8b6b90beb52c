"""Framed sheets: letters of thanks, certificates, what hangs on a wall. No picture is needed for them.

The frame is one table that fills the sheet: a line around it, a tinted band, an inner line that steps inwards around a square in each corner; and
in the middle the rows of the text, each of a height of its own. So heading, name and signature keep their places whatever the text is, in every
office and in the PDF. A row grows with its text; the heights leave room for the longest that is usual.
"""
from dataclasses import dataclass

from paper import NBSP, Border, Cell, Page, Row, Section, Table, p

BAND = 3.5      # mm: how wide the band is
DOT = 2.5       # the ornament's square; it stands in the middle of a corner as wide as two bands and itself
STEP = DOT + BAND  # how far the inner line steps inwards in the corners
EDGE = 10       # from the paper's edge to the frame
BELOW = 6       # under the frame less, for the paragraph that every table must be followed by


@dataclass
class Colors:
    """Of a sheet: the outer line and the heading; the inner line, the rule and the squares; the band."""
    main: str
    second: str
    band: str


BLUE = Colors("1F3864", "9C7A3C", "F7F3EA")
RED = Colors("7A1F2B", "9C7A3C", "F8F3E8")


def space():
    return [p("Поле рамки")]


def framed(name, inset, columns, rows, colors, landscape=False):
    """A section with the frame around rows of (height in mm, cells); inset is the room between the inner line's step and the text at both
    sides, columns the text's, in parts of their sum. The heights add up to room(landscape)."""
    assert sum(height for height, _ in rows) == room(landscape), f"{name}: rows of {sum(height for height, _ in rows)} mm"
    page = Page(landscape=landscape, left=EDGE, right=EDGE, top=EDGE, bottom=BELOW, number=None)
    width = page.text_width - 2 * (BAND + STEP + inset)
    widths = [BAND, DOT, BAND, inset] + [width * c / sum(columns) for c in columns] + [inset, BAND, DOT, BAND]
    thick, thin = Border(2.25, colors.main), Border(0.75, colors.second)

    def band(across=1, down=1, **sides):
        return Cell(space(), across=across, down=down, borders=sides, shade=colors.band)

    def middle(**sides):
        return Cell(space(), across=len(widths) - 6, borders=dict(left=thin, right=thin, **sides))

    def edge(side, other):
        dot = Cell(space(), shade=colors.second)
        rows = [Row([band(len(widths), left=thick, right=thick, **{side: thick})], height=BAND, exact=True),
                Row([band(left=thick), dot, band(right=thin), middle(**{side: thin}), band(left=thin), dot, band(right=thick)],
                    height=DOT, exact=True),
                Row([band(left=thick), band(2, right=thin, **{other: thin}), middle(), band(2, left=thin, **{other: thin}), band(right=thick)],
                    height=BAND, exact=True)]
        return rows if side == "top" else rows[::-1]

    body = []
    for n, (height, cells) in enumerate(rows):
        cells = [Cell(space(), across=3, borders=dict(left=thin))] + cells + [Cell(space(), across=3, borders=dict(right=thin))]
        if n == 0:
            cells = [band(down=len(rows), left=thick, right=thin)] + cells + [band(down=len(rows), left=thin, right=thick)]
        body.append(Row(cells, height=height))
    rows = edge("top", "bottom") + body + edge("bottom", "top")
    return Section(page, [Table(name, widths, rows, grid=False, padding=(0, 0)), p("После таблицы")])


def room(landscape=False):
    """The height in mm that is left for the rows of the text."""
    return (210 if landscape else 297) - 2 * (EDGE + BAND + STEP)


def head(*title, across, below=()):
    """The organisation at the top of the sheet, the heading under it with a rule, and what stands below that."""
    return Cell([p("Учредитель на листе", "{{#организация.учредитель}}{{организация.учредитель}}{{/}}"),
                 p("Организация на листе", "{{организация.полное_наименование}}"), *title, p("Черта под названием"), *below], across=across)


def signature():
    """Three cells: the position, room for the signature over a line, the name."""
    return [Cell([p("Подпись на листе", "{{подписал.должность | иначе_если_пусто: организация.должность_руководителя | обязательно | с_большой}}")],
                 valign="bottom"),
            Cell([p("Подпись на листе")], valign="bottom", borders={"bottom": Border(0.5)}),
            Cell([p("Имя в подписи", "{{подписал | инициалы_вперёд | иначе_если_пусто: (организация.руководитель | инициалы_вперёд) | "
                                     "обязательно}}")],
                 valign="bottom")]


def seal(across):
    """Under the position and beside the signature, so that the seal covers neither."""
    return Cell([p("Место печати на листе", "М.П.")], across=across)


def imprint(words, align="left", across=1):
    """What stands at the foot of the sheet."""
    return Cell([p("Выходные данные листа", words, align=align)], across=across, valign="bottom")


def place(when, across=1):
    return imprint(f"{{{{организация.город}}}}, {when}", "center", across)


def foot():
    """Three cells, the order at the left and the registration number at the right."""
    return [imprint("{{#приказ.номер}}Приказ от {{приказ.дата | дата: кратко}} №" + NBSP + "{{приказ.номер}}{{/}}"),
            imprint(""),
            imprint("{{#регистрационный_номер}}Рег. №" + NBSP + "{{регистрационный_номер}}{{/}}", "right")]
