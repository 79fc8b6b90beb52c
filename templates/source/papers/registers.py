"""The bases of mentors and of mentees, forms of 16 and 13 columns; the first is also the appendix of the order that approves it."""
from paper import NBSP, Page, Paper, Row, Section, Table, cell, mark, p, row
from pieces import SHORT_NAME, column_numbers, on_site, signature

LANDSCAPE = dict(landscape=True, left=20, right=10, top=20, bottom=15)
SMALL = {"Ячейка таблицы": dict(size=8), "Шапка таблицы": dict(size=8, bold=False), "Номер графы": dict(size=8)}

MENTOR_CAPTIONS = (
    "№", "ФИО наставника", "Контактные данные для связи", "Место работы/учебы наставника", "Основные компетенции наставника",
    "Важные для программы достижения наставника", "Интересы наставника", "Желаемый возраст наставляемых",
    "Ресурс времени на программу наставничества",
    "Дата вхождения в программу", "ФИО наставляемого (наставляемых)", "Форма наставничества", "Место работы/учебы наставляемого",
    "Дата завершения программы", "Результаты программы", "Ссылка на кейс/отзыв наставника, размещенные на сайте организации")
MENTOR_WIDTHS = [5.5, 19.6, 22.8, 16.8, 19.4, 18.3, 16.8, 13.5, 15.3, 15.3, 22, 20.8, 14.8, 15.5, 15.5, 15.1]

MENTEE_CAPTIONS = (
    "№", "ФИО наставляемого", "Контактные данные для связи (данные представителя)", "Год рождения наставляемого", "Основной запрос наставляемого",
    "Дата вхождения в программу", "ФИО наставника", "Форма наставничества", "Место работы/учебы наставника", "Дата завершения программы",
    "Результаты программы", "Ссылка на кейс/отзыв наставляемого, размещенные на сайте организации", "Отметка о прохождении программы")
MENTEE_WIDTHS = [6, 26.5, 38.5, 14.5, 31, 16.5, 24, 21, 25.5, 16, 16.5, 15.5, 15.5]

# captions of numbers and dates; how captions begin of what people write sentences in
CENTRED = ("№", "Год рождения наставляемого", "Желаемый возраст наставляемых")
PROSE = ("Основн", "Важные", "Интересы", "Ресурс", "Место", "Результаты", "Ссылка", "Отметка")
HERE = "@data.организация.краткое_наименование"
PLACE = (f"{{{{место_работы | иначе_если_пусто: {HERE}}}}}{{{{#должность}}}}, {{{{должность}}}}{{{{/}}}}"
         f"{{{{#группа}}}}, гр.{NBSP}{{{{группа | неразрывно}}}}{{{{/}}}}")
CONTACTS = "{{телефон | неразрывно}}{{#[e-mail]}}\n{{[e-mail]}}{{/}}"
# in a narrow column a long address goes on at its @, and is not cut at any letter
NARROW_CONTACTS = ("{{телефон | неразрывно}}{{#[e-mail] | совпадает: «.{17}»}}\n{{[e-mail] | заменить: «@.*», «»}}\n"
                   "{{[e-mail] | заменить: «^[^@]*», «»}}{{иначе}}{{#[e-mail]}}\n{{[e-mail]}}{{/}}{{/}}")


def mentors_table(opening, closing, pairs="пары", hidden=False):
    """A row for each mentor: his mentees stand in it one under another. Hidden: without what must not stand on a site."""
    mentee = on_site("наставляемый") if hidden else "{{наставляемый.фио | обязательно}}"
    mentees = [mark(f"{{{{#{pairs} | порядок: наставляемый.фио}}}}"), p("Имя в ячейке", mentee), mark("{{/}}")]
    places = (f"{{{{#{pairs} | группы: (наставляемый.место_работы | иначе_если_пусто: {HERE})}}}}{{{{@key}}}}"
              "{{#. | без_повторов: (наставляемый.группа + наставляемый.должность) | порядок: наставляемый.группа}}"
              "{{#наставляемый}}, {{#группа}}гр. {{группа | неразрывно}}{{иначе}}{{должность}}{{/}}{{/}}{{/}}{{^@last}}; {{/}}{{/}}")

    def of_pairs(field, last=""):
        return f"{{{{{pairs} | без_повторов: {field} | через: «; », {field}{last}}}}}"

    return register("База наставников", MENTOR_WIDTHS, MENTOR_CAPTIONS, opening, [
        "{{№}}", on_site() if hidden else "{{фио | обязательно}}", "–" if hidden else NARROW_CONTACTS, PLACE, "{{основные_компетенции}}",
        "{{достижения}}", "{{интересы}}", "{{желаемый_возраст_наставляемых}}", "{{ресурс_времени}}", "{{дата_включения_в_базу}}",
        mentees, of_pairs("форма", " | типограф"), places, of_pairs("окончание"), of_pairs("результаты"), of_pairs("отзыв_наставника") + closing])


def register(name, widths, captions, opening, markers):
    """opening begins the section, in a row of its own: the first column has no room for it. Numbers and dates are centred; words are
    parted at line ends where people write sentences, and in captions that do not fit else."""
    def head(width, caption):
        longest = max(len(word.strip("()")) for word in caption.split())
        return cell(caption, "Шапка узкой графы" if longest * 1.5 + 1 > width else "Шапка таблицы", valign="middle")

    def style(caption):
        if caption in CENTRED or caption.startswith("Дата"):
            return "Номер строки"
        return "Текст узкой графы" if caption.startswith(PROSE) else "Ячейка таблицы"

    cells = [cell(m, style(c)) for c, m in zip(captions, markers)]
    return Table(name, widths, [Row([head(w, c) for w, c in zip(widths, captions)]), column_numbers(len(captions)),
                                row(cell(opening, "Метка шаблона", across=len(captions))), row(*cells)], header=2, padding=(0.35, 0.9))


def title(what):
    return [p("Заголовок приложения", f"{what}\n{SHORT_NAME} на {{{{@document.дата | учебный_год}}}} учебный год", after=3),
            p("Дата реестра", "по состоянию на {{@document.дата}}")]


def curator():
    """The curator answers for the bases."""
    return signature(267, "Куратор программы наставничества", "{{должностные_лица | где: роль = «куратор» | через: «, », (фио | инициалы_вперёд)}}")


def papers():
    mentors = mentors_table("{{#наставники | обязательно | порядок: фио}}", "{{/наставники}}")
    mentee_cells = [
        "{{№}}", "{{фио | обязательно}}{{#группа}}, гр." + NBSP + "{{группа | неразрывно}}{{/}}",
        CONTACTS + "{{#представители}}\n{{степень_родства | с_большой}} – {{фио}}{{#телефон}}, {{телефон | неразрывно}}{{/}}{{/}}",
        "{{дата_рождения | дата: «y»}}", "{{основной_запрос}}", "{{дата_вхождения}}", "{{#пары}}{{наставник.фио | обязательно}}",
        "{{форма | типограф}}", "{{#наставник}}" + PLACE + "{{/}}", "{{окончание}}", "{{результаты}}", "{{отзыв_наставляемого}}",
        "{{отметка_о_прохождении}}{{/пары}}{{/наставляемые}}"]
    mentees = register("База наставляемых", MENTEE_WIDTHS, MENTEE_CAPTIONS, "{{#наставляемые | обязательно | порядок: фио}}", mentee_cells)
    for name, heading, table in (("register-mentors", "База наставников", mentors), ("register-mentees", "База наставляемых", mentees)):
        yield Paper(name, heading + " " + SHORT_NAME, [Section(Page(**LANDSCAPE), title(heading) +
                                                               [table, p("После таблицы"), curator(), p("После таблицы")])],
                    size=12, styles=SMALL)
