"""The roadmap with two stamps side by side and headings of stages of four shapes; paragraphs between the parts of its table."""
from paper import Cell, Page, Paper, Row, Section, Table, cell, header_row, mark, p, row
from typography import no_breaks as nb

TITLE = "Этап {{[№ этапа]}}. {{название}}"
SHAPE = "вид_заголовка == "


def stamps():
    """Agreed at the left, approved at the right."""
    return Table("Грифы", [100, 57, 100], [Row([
        Cell([p("Гриф", "СОГЛАСОВАНО"), p("Гриф", "{{реквизиты.должность_согласовавшего}}"),
              p("Гриф", nb("____________ {{реквизиты.кто_согласовал | инициалы_вперёд}}"), before=12),
              p("Гриф", "{{реквизиты.дата_согласования | дата: кавычки}}", before=6)]),
        cell("", "Гриф"),
        Cell([p("Гриф", "{{реквизиты.гриф_утверждения}}"), p("Гриф", "приказом {{организация.краткое_наименование}}"),
              p("Гриф", nb("от {{реквизиты.дата_приказа | дата: кратко}} № {{реквизиты.номер_приказа}}"))])])], grid=False, padding=(0, 0))


def before_the_table():
    """The heading of a part of the table, of the stage that asks for it."""
    return [mark("{{#. | где: " + SHAPE + "«перед таблицей»}}"),
            p("Заголовок этапа", TITLE), p("Пояснение к этапу", "{{задача_этапа}}"), p("Пояснение к этапу", "{{результат_этапа}}"),
            mark("{{/}}")]


def measure():
    return [p("Ячейка таблицы", "{{#мероприятия}}{{[№ п/п]}} {{мероприятие | абзацы}}"),
            p("Примечание в ячейке", "{{#примечание}}{{примечание}}{{/}}"),
            p("Маркеры в ячейке", "{{#перечень}}{{перечень | абзацы}}{{/}}")]


def part():
    """Stages of one part, each with its heading: in one row, in two, or in three; the captions stand above the first part."""
    head = header_row("{{#@first}}Этап, мероприятия этапа", "Сроки", "Ответственные", "Результат{{/}}")
    return Table("Дорожная карта", [118, 37, 36, 66], [
        head,
        row(Cell([p("Этап", "{{#.}}{{#" + SHAPE + "«одна строка» | строки}}" + TITLE), p("О чём этап", "{{задача_этапа}}"),
                  p("О чём этап", "{{результат_этапа}}{{/}}")], across=4)),
        row(cell("{{#" + SHAPE + "«строка и абзацы» || " + SHAPE + "«три строки» | строки}}" + TITLE + "{{/}}", "Этап", across=4)),
        row(Cell([p("О чём этап", "{{#" + SHAPE + "«строка и абзацы» | строки}}{{задача_этапа}}"),
                  p("О чём этап", "{{результат_этапа}}{{/}}")], across=4)),
        row(cell("{{#" + SHAPE + "«три строки»}}{{задача_этапа}}", "О чём этап", across=4)),
        row(cell("{{результат_этапа}}{{/}}", "О чём этап", across=4)),
        row(Cell(measure()), "{{сроки}}", "{{ответственные}}",
            Cell([p("Ячейка таблицы", "{{результат | абзацы}}"),
                  p("Маркеры в ячейке", "{{#перечень_результатов}}{{перечень_результатов | абзацы}}{{/}}{{/мероприятия}}{{/}}")]))], header=1)


def papers():
    title = nb("Дорожная карта внедрения и реализации целевой модели наставничества в {{организация.краткое_наименование}}\n"
               "на период {{реквизиты.первый_год}} – {{реквизиты.последний_год}} г.г.")
    yield Paper("stamped-roadmap", title.replace("\n", " "), [
        Section(Page(landscape=True, left=20, right=20, top=30, bottom=10, number="rest", header_at=20),
                [stamps(), p("Название дорожной карты", title), mark("{{#этапы | группы: часть_таблицы}}")] + before_the_table()
                + [part(), mark("{{/этапы}}")])],
        folder="examples/khibiny/templates", size=12)
