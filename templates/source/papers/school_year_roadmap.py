"""The roadmap of a school year: numbers and names of stages merged over their activities, what is done as numbered lists in cells."""
from paper import Page, Paper, Section, Table, cell, header_row, p, row


def roadmap(widths):
    """An activity of several rows has its name merged over them, and its list goes on: the numbers are typed in the data."""
    return Table("Дорожная карта", widths, [
        header_row("№", "Наименование этапа", "Мероприятия", "Содержание деятельности", "Сроки", "Ответственные"),
        row(cell("{{#этапы}}{{[№ этапа]}}", "Номер строки"), "{{наименование_этапа}}", "{{#мероприятия}}{{мероприятие | merge}}",
            "{{содержание_деятельности | markdown}}", "{{сроки}}", "{{ответственные}}{{/мероприятия}}{{/этапы}}")], header=1)


def papers():
    title = ("Дорожная карта реализации целевой модели наставничества\nв {{организация.краткое_наименование}}\n"
             "в {{@document.дата | учебный_год}} учебном году")
    yield Paper("school-year-roadmap", title.replace("\n", " "), [
        Section(Page(landscape=True, left=20, right=20, top=30, bottom=10, number="rest", header_at=20),
                [p("Название дорожной карты", title), roadmap([10, 43, 45, 95, 30, 34]), p("После таблицы")])],
        folder="examples/sevmed/templates", styles={"Ячейка таблицы": dict(size=11)})
