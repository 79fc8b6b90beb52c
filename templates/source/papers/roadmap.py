"""The roadmap: a paper of its own with the stamp of its approval, and the order that approves it, whose appendix it is."""
from paper import Page, Paper, Section, Table, cell, header_row, p, row
from pieces import DATE, NUMBER, SHORT_NAME, YEAR, appendix_mark, control, executor, order_head, preamble, signature, to_curator, to_executor

LANDSCAPE = dict(landscape=True, left=20, right=10, top=20, bottom=20)
TABLE = {"Ячейка таблицы": dict(size=11)}
TITLE = ("Дорожная карта\nреализации целевой модели наставничества\nв {{организация.полное_наименование | предл}}\nна " + YEAR + " учебный год")


def title(**changes):
    return p("Заголовок приложения", TITLE, left=35, right=35, **changes)


def stages_table():
    """A row for each stage over the whole width, with its task and result; then its measures."""
    stage = [p("Этап", "{{#этапы | обязательно}}Этап {{[№ этапа]}}. {{название | обязательно}}"
                  "{{#сроки}} ({{сроки | с_маленькой | типограф}}){{/}}"),
             p("О чём этап", "{{#задача}}Задача: {{задача | с_маленькой}}{{/}}"),
             p("О чём этап", "{{#результат}}Результат: {{результат | с_маленькой}}{{/}}")]
    return Table("Дорожная карта", [15, 92, 40, 62, 58], [
        header_row("№\nп/п", "Мероприятие", "Сроки", "Ответственные", "Ожидаемый результат"),
        row(cell(stage, across=5)),
        row(cell("{{#мероприятия}}{{[№ п/п]}}", "Номер строки"), "{{мероприятие | обязательно | с_большой}}", "{{сроки | с_большой | типограф}}",
            "{{ответственные | с_большой}}", "{{[ожидаемый результат] | с_большой}}{{/мероприятия}}{{/этапы}}")], header=1)


def points():
    yield p("Пункт приказа", "Утвердить прилагаемую дорожную карту реализации целевой модели наставничества на " + YEAR +
            " учебный год (далее – дорожная карта).")
    yield p("Пункт приказа", "Ответственным исполнителям обеспечить выполнение мероприятий дорожной карты в установленные сроки.")
    yield p("Пункт приказа", to_curator() + " координировать выполнение дорожной карты{{#срок_исполнения}} и представить отчёт о нём "
            "в срок до {{срок_исполнения}}{{/}}.")
    yield p("Пункт приказа", to_executor("Ответственному за сайт") + " ознакомить с настоящим приказом ответственных исполнителей под подпись "
            "и разместить дорожную карту на официальном сайте " + SHORT_NAME + ".")
    yield control()


def papers():
    stamp = p("Гриф", ["УТВЕРЖДЕНА\nприказом " + SHORT_NAME + "\nот ", DATE, " " + NUMBER], left=185)
    yield Paper("roadmap", TITLE.replace("\n", " "), [Section(Page(**LANDSCAPE), [
        stamp, title(before=12), stages_table(), p("После таблицы")])], styles=TABLE)
    yield Paper("order-roadmap", "{{заголовок}}", [
        Section(Page(), order_head() + preamble("развития наставничества в " + SHORT_NAME) + list(points()) + [signature(), executor()]),
        Section(Page(number="all", **LANDSCAPE), [appendix_mark(left=185), title(), stages_table(), p("После таблицы")])],
        subject="Приказ № {{номер}}", styles=TABLE)
