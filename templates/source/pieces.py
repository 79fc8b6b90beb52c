"""What many papers share: the letterhead, an order's head and foot, the mark of an appendix, a table's row of column numbers.

In an order the context is its row of the table «Приказы»: {{дата}}, {{номер}}, {{заголовок}}, {{подписал.должность}} are that row's. A date or a
number that is empty prints as a line: many orders get both by hand when they are registered.
"""
from paper import NBSP, Row, Table, cell, mark, p, row

# Of an order: the school year it is about. Orders of the summer's second half are about the next one.
YEAR = "{{#дата}}{{дата + 45 | учебный_год}}{{иначе}}{{@today + 45 | учебный_год}}{{/}}"
DATE_LINE = f"«___»{NBSP}__________{NBSP}20__{NBSP}г."
DATE = "{{#дата}}{{дата}}{{иначе}}" + DATE_LINE + "{{/}}"
NUMBER = f"№{NBSP}" + "{{номер | бланк: 10}}"
SHORT_NAME = "{{организация.краткое_наименование}}"


def letterhead():
    """The head of a paper in the middle of the page: founder, organisation, its short name in brackets."""
    return [p("Учредитель", "{{#организация.учредитель}}{{организация.учредитель}}{{/}}"),
            p("Наименование организации", "{{организация.полное_наименование | обязательно}}"),
            p("Краткое наименование организации", "{{#организация.краткое_наименование}}(" + SHORT_NAME + "){{/}}")]


def order_head(kind="ПРИКАЗ"):
    return letterhead() + [
        p("Вид документа", kind),
        p("Дата и номер", [DATE, "\t" + NUMBER]),
        p("Место составления", "{{#организация.город}}{{организация.город}}{{/}}"),
        p("Заголовок к тексту", "{{заголовок | обязательно}}")]


def preamble(aim):
    """«Во исполнение приказа … от … № … «О …», в целях …» with what the order rests on, «В целях …» without.
    The order's «Цель», if it has one, instead of aim: «развития …», or with a word of its own («в связи с …», «для …»)."""
    def goal(small, words):
        own = f"{{{{цель | {small} | заменить: «[.]+$», «»}}}}"
        return ("{{#цель}}{{#цель | строчные | совпадает: «^(в|во|для|на|по|с|со|из)\\s»}}" + own + "{{иначе}}" + words
                + "{{цель | с_маленькой | заменить: «[.]+$», «»}}{{/}}{{иначе}}" + words + aim + "{{/}}")
    basis = (f"Во исполнение {{{{основание | род}}}}{{{{#дата_основания}}}} от{NBSP}{{{{дата_основания}}}}{{{{/}}}}"
             f"{{{{#номер_основания}}}} №{NBSP}{{{{номер_основания | заменить: «^№\\s*», «»}}}}{{{{/}}}}"
             f"{{{{#заголовок_основания}}}} «{{{{заголовок_основания}}}}»{{{{/}}}}")
    return [mark("{{#основание}}"),
            p("Текст приказа", basis + ", " + goal("с_маленькой", "в целях ")),
            mark("{{иначе}}"),
            p("Текст приказа", goal("с_большой", "В целях ")),
            mark("{{/основание}}"),
            p("Распорядительное слово", "ПРИКАЗЫВАЮ:")]


def to_curator():
    """«Методисту Самойловой И.О.»: whom a point charges, the first who has the role of a curator."""
    return ("{{#должностные_лица | где: роль = «куратор» | первый}}{{должность | дат | с_большой}} {{фио | дат | инициалы}}"
            "{{иначе}}Куратору программы наставничества{{/}}")


def to_executor(otherwise):
    """The same of the order's executor."""
    return ("{{#исполнитель}}{{исполнитель.должность | дат | с_большой}} {{исполнитель | дат | инициалы}}{{иначе}}" + otherwise + "{{/}}")


def control():
    """The last point; it stays with the signature."""
    return p("Пункт приказа", "Контроль за исполнением настоящего приказа "
             "{{#контроль && контроль != подписал && !(контроль | совпадает: «собой»)}}возложить на "
             "{{контроль.должность | вин | с_маленькой}} {{контроль | вин | инициалы}}.{{иначе}}оставляю за собой.{{/}}", keep_next=True)


def signature(width=170, position="{{подписал.должность | с_большой}}", name="{{подписал | обязательно | инициалы_вперёд}}"):
    """Position at the left, the name at the right on the level of its last line, room for the signature between."""
    return Table("Подпись", [88, width - 158, 70], [Row([
        cell(position, "Должность подписавшего"), cell("", "Подпись подписавшего", valign="bottom"),
        cell(name, "Подпись подписавшего", valign="bottom")])], grid=False, padding=(0, 0))


def executor():
    return p("Исполнитель", "{{#исполнитель}}{{исполнитель.фио}}{{#исполнитель.телефон}}\n{{исполнитель.телефон}}{{/}}{{/}}")


def site_note():
    """Where the executor stands else: whose telephone it is is nobody's business there."""
    return p("Исполнитель", "Копия для официального сайта. Персональные данные скрыты.")


def on_site(who="."):
    """A person in a copy for the site: one who learns by the group, another by the surname with an initial."""
    field = "" if who == "." else who + "."
    return (f"{{{{^{field}группа}}}}{{{{{field}фио | обязательно | скрыть: имя}}}}{{{{иначе}}}}"
            f"{{{{{who} | пол: «обучающийся», «обучающаяся»}}}} гр.{NBSP}{{{{{field}группа | неразрывно}}}}{{{{/}}}}")


def appendix_mark(number="", left=110, **changes):
    return p("Отметка о приложении", [f"Приложение{number}\nк приказу {SHORT_NAME}\nот{NBSP}", DATE, f" {NUMBER}"], left=left, **changes)


def column_numbers(count):
    """1 | 2 | 3 … below the captions; repeated with them."""
    return row(*(cell(str(n + 1), "Номер графы") for n in range(count)))
