"""The styles of all papers, by the names that people see. ГОСТ Р 7.0.97 says what a реквизит is; its look is ours where the standard leaves it open.

A style names its parent and what differs from it. Only the styles that a paper uses, and their parents, go into its package.
"""
from dataclasses import dataclass, field, replace


@dataclass
class Style:
    id: str                         # of the style in OOXML
    parent: str | None = "Обычный"
    next: str | None = None
    align: str | None = None        # left, center, right, both
    before: float | None = None     # points
    after: float | None = None
    line: float | None = None       # 1.15 = a multiple; with exact, points
    exact: bool | None = None
    left: float | None = None       # millimetres
    right: float | None = None
    first: float | None = None      # of the first line, from left
    tabs: list | None = None        # (position in mm or "edge", kind, leader): kind left, center, right; leader "", "_", "."
    keep_next: bool | None = None
    keep_lines: bool | None = None
    page_break: bool | None = None
    outline: int | None = None      # 1 … 9
    hyphenate: bool | None = None   # for cells in narrow columns; nothing else breaks words
    list: tuple | None = None       # (name of the list, level from 0)
    size: float | None = None       # points
    bold: bool | None = None
    italic: bool | None = None
    spacing: float | None = None    # between letters, points
    color: str | None = None
    line_below: float | None = None  # a rule under the paragraph, points wide
    line_color: str | None = None   # of the rule


@dataclass
class Level:
    """Of a list: the label's text with %1 for the number of level 1 …; lengths as a paragraph's left, first and the tab behind the label."""
    label: str
    left: float
    first: float
    tab: float
    style: str | None = None


@dataclass
class ListStyle:
    levels: list = field(default_factory=list)


EDGE = "edge"  # a tab at the right edge of the text

STYLES = {
    "Обычный": Style("Normal", None),
    "Верхний колонтитул": Style("Header", align="center", size=12),
    # the head of a paper
    "Учредитель": Style("Founder", next="Наименование организации", align="center", after=6),
    "Наименование организации": Style("OrgName", next="Краткое наименование организации", align="center", after=6),
    "Краткое наименование организации": Style("OrgShortName", next="Вид документа", align="center"),
    "Вид документа": Style("DocKind", next="Дата и номер", align="center", before=18, after=12, keep_next=True, bold=True, spacing=2),
    "Дата и номер": Style("DateAndNumber", next="Место составления", after=6, keep_next=True, tabs=[(EDGE, "right", "")]),
    "Место составления": Style("Place", next="Заголовок к тексту", align="center", keep_next=True),
    "Серия приказа": Style("OrderSeries", next="Заголовок к тексту", align="center", keep_next=True),
    "Заголовок к тексту": Style("TextHeading", next="Текст приказа", align="center", before=18, after=24, keep_next=True, keep_lines=True,
                                outline=1, bold=True),
    "Гриф": Style("Approval"),
    # its text
    "Текст": Style("BodyText", first=12.5, align="both"),
    "Текст приказа": Style("OrderText", first=12.5, align="both", line=1.15),
    "Распорядительное слово": Style("OrderingWord", next="Пункт приказа", before=6, after=6, keep_next=True),
    "Пункт приказа": Style("OrderPoint", "Текст приказа", left=0, first=12.5, tabs=[(20, "left", "")], list=("Пункты приказа", 0)),
    "Подпункт приказа": Style("OrderSubpoint", "Текст приказа", left=0, first=12.5, tabs=[(25, "left", "")], list=("Пункты приказа", 1)),
    "Маркированный список": Style("BulletItem", "Текст", left=12.5, first=-6, list=("Маркеры", 0)),
    "Нумерованный список": Style("NumberItem", "Текст", left=12.5, first=-6, list=("Номера", 0)),
    "Подпись": Style("OrderSignature", next="Обычный", before=48, keep_lines=True, tabs=[(EDGE, "right", "")]),
    "Должность подписавшего": Style("SignerPosition", next="Обычный", before=36, keep_next=True, keep_lines=True),
    "Подпись подписавшего": Style("SignerName", next="Обычный", align="right", keep_lines=True),
    "Подстрочная пометка": Style("LineCaption", align="center", size=8),
    "Исполнитель": Style("Executor", before=24, size=10),
    # consents: who signs, what to, the signature
    "Вид согласия": Style("ConsentKind", next="Обычный", align="center", after=8, keep_next=True, keep_lines=True, bold=True),
    "Название сведений": Style("DetailName", next="Сведения"),
    "Сведения": Style("Detail"),
    "Текст согласия": Style("ConsentText", next="Пункт согласия", first=12.5, align="both", before=6, after=3),
    "Пункт согласия": Style("ConsentPoint", first=12.5, left=0, align="both", after=3, tabs=[(19, "left", "")], list=("Пункты согласия", 0)),
    "Примечание к согласию": Style("ConsentNote", align="both", before=6, keep_next=True, keep_lines=True),
    "Отметка несовершеннолетнего": Style("MinorsNote", before=8, keep_next=True),
    "Место подписи": Style("SignaturePlace", align="center", keep_next=True),
    # appendices and tables
    "Отметка о приложении": Style("AppendixMark", next="Заголовок приложения", after=12),
    "Заголовок приложения": Style("AppendixTitle", next="Обычный", align="center", after=12, keep_next=True, keep_lines=True, outline=1, bold=True),
    "Заголовок листа ознакомления": Style("AcquaintanceTitle", next="О чём лист ознакомления", align="center", after=6, keep_next=True, bold=True,
                                          outline=1),
    "О чём лист ознакомления": Style("AcquaintanceOrder", next="Обычный", align="center", after=12, keep_next=True),
    "Дата реестра": Style("RegisterDate", next="Обычный", align="center", after=9, keep_next=True),
    "Ячейка таблицы": Style("TableCell", size=12),
    "Номер строки": Style("RowNumber", "Ячейка таблицы", align="center"),
    "Шапка таблицы": Style("TableHead", "Ячейка таблицы", align="center", keep_next=True, bold=True),
    "Номер графы": Style("ColumnNumber", "Ячейка таблицы", align="center", keep_next=True, size=9),
    "Имя в ячейке": Style("CellName", "Ячейка таблицы", left=2.5, first=-2.5),
    "Текст узкой графы": Style("NarrowText", "Ячейка таблицы", hyphenate=True),
    "Шапка узкой графы": Style("NarrowHead", "Шапка таблицы", hyphenate=True),
    "Этап": Style("Stage", "Ячейка таблицы", keep_next=True, bold=True),
    "О чём этап": Style("StageNote", "Ячейка таблицы", keep_next=True),
    "Номер этапа": Style("StageNumber", "Этап", align="center"),
    "Список в ячейке": Style("CellNumberItem", "Ячейка таблицы", left=5, first=-5, list=("Номера в ячейке", 0)),
    "Маркеры в ячейке": Style("CellBulletItem", "Ячейка таблицы", left=4, first=-4, list=("Маркеры в ячейке", 0)),
    "После таблицы": Style("AfterTable", next="Обычный", line=1, exact=True, size=1),
    "Метка шаблона": Style("TemplateMark", size=10, color="7F7F7F"),
    # framed sheets: letters of thanks, certificates
    "Поле рамки": Style("FrameSpace", line=1, exact=True, size=1),
    "Учредитель на листе": Style("SheetFounder", next="Организация на листе", align="center", before=10, size=12),
    "Организация на листе": Style("SheetOrganisation", align="center", before=4, keep_lines=True, size=12, bold=True),
    "Название листа": Style("SheetTitle", next="Кто награждён", align="center", before=26, keep_next=True, keep_lines=True, size=32, bold=True,
                            spacing=3, color="1F3864"),
    "Черта под названием": Style("SheetRule", align="center", left=52, right=52, line=6, exact=True, size=6, line_below=1, line_color="9C7A3C"),
    "Номер листа": Style("SheetNumber", next="Обычный", align="center", before=6, size=12),
    "Кто награждён": Style("SheetWho", next="Имя на листе", align="center", before=4, keep_next=True),
    "Имя на листе": Style("SheetName", next="Текст листа", align="center", before=6, after=2, keep_lines=True, size=26, bold=True),
    "Вводное слово": Style("SheetOpening", next="Имя на листе", align="center", after=8, keep_next=True, size=16),
    "Обращение": Style("Salutation", next="Текст листа", align="center", before=22, after=10, keep_next=True, bold=True, size=16),
    "Текст листа": Style("SheetText", align="center", after=4, line=1.2, size=15),
    "Слова на листе": Style("SheetWords", align="center", before=10, line=1.15, size=16),
    "Подпись на листе": Style("SheetSigner", size=13),
    "Имя в подписи": Style("SheetSignerName", "Подпись на листе", align="right"),
    "Место печати на листе": Style("SheetSeal", "Подпись на листе", before=12, left=12, size=12),
    "Выходные данные листа": Style("SheetImprint", size=11),
    # the declension sheet
    "Заголовок ведомости": Style("DeclensionTitle", next="Пояснение", align="center", after=6, keep_next=True, bold=True, size=14, outline=1),
    "Пояснение": Style("DeclensionNote", align="both", after=3),
    "Ячейка ведомости": Style("DeclensionCell", size=10),
    "Номер в ведомости": Style("DeclensionNumber", "Ячейка ведомости", align="center"),
    "Шапка ведомости": Style("DeclensionHead", "Ячейка ведомости", align="center", keep_next=True, bold=True),
    "Раздел ведомости": Style("DeclensionSection", "Ячейка ведомости", before=2, after=2, keep_next=True, bold=True, size=12),
    "Подпись проверившего": Style("DeclensionSign", before=24, keep_lines=True,
                                  tabs=[(30, "left", ""), (85, "left", "_"), (160, "left", "_"), (EDGE, "right", "")]),
    # contents
    "Заголовок содержания": Style("ContentsHeading", next="Обычный", align="center", after=12, bold=True),
    "Содержание 1": Style("TOC1", next="Обычный", tabs=[(EDGE, "right", ".")]),
    # a roadmap that is a paper of its own
    "Название дорожной карты": Style("RoadmapTitle", next="Обычный", align="center", before=12, after=12, keep_next=True, keep_lines=True, bold=True,
                                     outline=1),
    "Заголовок этапа": Style("StageHeading", next="Пояснение к этапу", before=12, after=3, keep_next=True, keep_lines=True, bold=True, outline=2,
                             size=12),
    "Пояснение к этапу": Style("StageExplained", after=3, keep_next=True, keep_lines=True, size=12),
    "Мероприятие": Style("Measure", "Ячейка таблицы", keep_next=True),
    "Последнее мероприятие": Style("LastMeasure", "Ячейка таблицы"),
    "Примечание в ячейке": Style("CellNote", "Ячейка таблицы", keep_next=True, italic=True),
    # a programme
    "Название документа": Style("DocTitle", next="Чей документ", align="center", after=12, keep_next=True, keep_lines=True, size=16, bold=True),
    "Чей документ": Style("DocOwner", next="Обычный", align="center", size=13, bold=True),
    "Место и год": Style("PlaceAndYear", align="center"),
    "Заголовок раздела": Style("SectionHeading", next="Текст", align="center", after=12, keep_next=True, keep_lines=True, bold=True, outline=1),
    "Ожидаемый результат": Style("ExpectedResult", "Текст", align="left", left=0, first=12.5, before=6, keep_next=True, list=("Результаты", 0)),
    "Составляющая результата": Style("ExpectedResultPart", "Текст", align="left", left=18.5, first=-6, list=("Результаты", 1)),
    "Направление результата": Style("ResultTopic", "Текст", align="left", left=12.5, first=-6, before=6, keep_next=True,
                                    list=("Направления результатов", 0)),
    "Показатель направления": Style("ResultTopicPart", "Текст", align="left", left=18.5, first=-6, list=("Направления результатов", 1)),
    "Название таблицы": Style("TableTitle", next="Обычный", before=12, after=6, keep_next=True, keep_lines=True, bold=True),
    "Название строки": Style("RowTitle", "Ячейка таблицы", italic=True),
}

# The styles that offices know by other names: (OOXML's w:name, ODF's style:name)
BUILT_IN = {
    "Обычный": ("Normal", "Standard"),
    "Верхний колонтитул": ("header", "Header"),
    "Содержание 1": ("toc 1", "Contents_20_1"),
}

# name: (id in OOXML, style)
CHARACTER_STYLES = {
    "Полужирный": ("Strong", dict(bold=True)),
    "Печатается": ("Printed", dict(bold=True)),
    "Для сверки": ("Shown", dict(color="595959")),
    "Откуда и где": ("Source", dict(size=8)),
}

LISTS = {
    "Пункты приказа": ListStyle([Level("%1.", 0, 12.5, 20, "Пункт приказа"), Level("%1.%2.", 0, 12.5, 25, "Подпункт приказа"),
                                 Level("%1.%2.%3.", 0, 12.5, 30)]),
    "Пункты согласия": ListStyle([Level("%1.", 0, 12.5, 19, "Пункт согласия")]),
    "Маркеры": ListStyle([Level("–", 12.5, -6, 12.5, "Маркированный список")]),
    "Номера": ListStyle([Level("%1.", 12.5, -6, 12.5, "Нумерованный список")]),
    "Результаты": ListStyle([Level("%1.", 0, 12.5, 18.5, "Ожидаемый результат"), Level("–", 18.5, -6, 18.5, "Составляющая результата")]),
    "Направления результатов": ListStyle([Level("•", 12.5, -6, 12.5, "Направление результата"),
                                          Level("–", 18.5, -6, 18.5, "Показатель направления")]),
    "Номера в ячейке": ListStyle([Level("%1.", 5, -5, 5, "Список в ячейке")]),
    "Маркеры в ячейке": ListStyle([Level("–", 4, -4, 4, "Маркеры в ячейке")]),
}


def styles_of(paper):
    """The paper's table of styles, with its own changes; new names are its own styles, whose dict has an id."""
    table = dict(STYLES)
    for name, changes in paper.styles.items():
        table[name] = replace(table[name], **changes) if name in table else Style(**changes)
    return table


def used(table, names):
    """The names with all their parents, in the table's order."""
    needed = set()
    for name in names:
        while name and name not in needed:
            needed.add(name)
            name = table[name].parent
    return [n for n in table if n in needed]


def effective(table, name, changes, key):
    """A paragraph's value: its own, else its style's, else an ancestor's."""
    if key in changes:
        return changes[key]
    while name:
        value = getattr(table[name], key)
        if value is not None:
            return value
        name = table[name].parent
    return None
