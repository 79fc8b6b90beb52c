"""The order that approves the base of mentors, with the form of 16 columns as its appendix; and its copy for the site, which hides persons."""
from paper import Page, Paper, Section, p
from papers.registers import LANDSCAPE, SMALL, mentors_table
from pieces import SHORT_NAME, YEAR, appendix_mark, control, executor, order_head, preamble, signature, site_note, to_curator, to_executor


def points():
    yield p("Пункт приказа", "Утвердить базу наставников " + SHORT_NAME + " на " + YEAR + " учебный год в количестве "
            "{{наставники | обязательно | количество | прописью: «человек», род, с_цифрами}} согласно приложению к настоящему приказу.")
    yield p("Пункт приказа", to_curator() + " вести базу наставников и вносить в неё изменения в течение учебного года.")
    yield p("Пункт приказа", to_executor("Ответственному за сайт") + " разместить на официальном сайте " + SHORT_NAME
            + " копию настоящего приказа без персональных данных"
            "{{#срок_исполнения}} в срок до {{срок_исполнения}}{{/}}.")
    yield control()


def papers():
    for name, hidden in (("order-mentor-registry", False), ("order-mentor-registry-site", True)):
        # on the day of the order nobody is paired but by earlier orders
        table = mentors_table("{{#наставники | порядок: фио}}", "{{/наставники}}", "пары | где: начало <= дата", hidden)
        order = order_head() + preamble("реализации целевой модели наставничества в " + SHORT_NAME) + list(points()) + [signature()]
        yield Paper(name, "{{заголовок}}", [
            Section(Page(), order + [site_note() if hidden else executor()]),
            Section(Page(number="all", **LANDSCAPE), [appendix_mark(left=185, size=12), p("Заголовок приложения", "База наставников\n" + SHORT_NAME),
                                                      table, p("После таблицы")])],
            subject="Приказ № {{номер}}", styles=SMALL)
