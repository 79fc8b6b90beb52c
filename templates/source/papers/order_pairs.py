"""The order that approves the mentoring pairs and groups: their table is its appendix, its last page the sheet that mentors sign.

Its copy for the site is the same order without persons."""
from paper import NBSP, Page, Paper, Section, Table, cell, header_row, mark, p, row
from papers.acquaintance import MENTOR, MENTORS as EACH_MENTOR, sheet
from pieces import SHORT_NAME, appendix_mark, control, executor, on_site, order_head, preamble, signature, site_note, to_executor

# How many pairs, how many groups: rows of one number of pair are a group, a pair without a number stands for itself.
GROUPS = "пары | группы: ([№ пары] | иначе_если_пусто: наставляемый)"
PAIRS = GROUPS + " | где: (. | количество) = 1 | количество"
LARGER = GROUPS + " | где: (. | количество) > 1 | количество"
MENTORS = f"({EACH_MENTOR} | количество)"
YEAR = "{{#пары | первый}}{{начало | учебный_год}}{{/}}"


def person(who, hidden=False):
    """Name, position or group, workplace of one who comes from outside. Hidden: what may stand on a site."""
    if hidden:
        return on_site(who) + f"{{{{#{who}.должность}}}}, {{{{{who}.должность}}}}{{{{/}}}}"
    return (f"{{{{{who}.фио | обязательно}}}}{{{{#{who}.должность}}}}, {{{{{who}.должность}}}}{{{{/}}}}"
            f"{{{{#{who}.категория = «внешний»}}}} {{{{{who}.место_работы}}}}{{{{/}}}}"
            f"{{{{#{who}.группа}}}}, {{{{{who} | пол: «обучающийся», «обучающаяся»}}}} группы{NBSP}{{{{{who}.группа}}}}{{{{/}}}}")


def counted(number, words, before=""):
    """«38 (тридцать восемь) наставнических пар»; nothing for none."""
    return f"{{{{#{number}}}}}{before}{{{{. | прописью: «{words}», вин, с_цифрами}}}}{{{{/}}}}"


def points(hidden):
    by = "{{#срок_исполнения}}в срок до {{срок_исполнения}}{{иначе}}в двухнедельный срок со дня издания настоящего приказа{{/}}"
    mentor = "Наставнику" if hidden else "Наставнику {{наставник | дат | инициалы}}"
    yield mark("{{! Одна пара названа в самом приказе, без приложения }}{{#(пары | обязательно | количество) = 1}}{{#пары}}")
    yield p("Пункт приказа", "Утвердить на {{начало | учебный_год}} учебный год наставническую пару в форме «{{форма | обязательно}}»: наставник – "
            + person("наставник", hidden) + "; {{наставляемый | пол: «наставляемый», «наставляемая»}} – " + person("наставляемый", hidden)
            + ". Срок работы пары: {{начало | период: окончание, цифрами}}.")
    yield mark("{{/пары}}{{иначе}}")
    yield p("Пункт приказа", "Утвердить " + counted(PAIRS, "наставническая пара") +
            counted(LARGER, "наставническая группа", f"{{{{#{PAIRS}}}}} и {{{{/}}}}")
            + " на " + YEAR + " учебный год согласно приложению к настоящему приказу.")
    yield mark("{{/}}")
    yield mark("{{#должностные_лица | где: роль = «куратор»}}")
    yield p("Пункт приказа", "Назначить куратором наставнической работы {{фио | вин}}, {{должность | вин | с_маленькой}}.")
    yield mark("{{/}}")
    yield mark("{{#(пары | количество) = 1}}{{#пары}}")
    yield p("Пункт приказа", mentor + " совместно с {{наставляемый | пол: «наставляемым», «наставляемой»}} "
            "разработать план индивидуального развития и представить его куратору " + by + ".")
    yield mark("{{/пары}}{{иначе}}")
    yield p("Пункт приказа",
            f"{{{{#{MENTORS} = 1}}}}{{{{#пары | первый}}}}{mentor}{{{{/}}}}{{{{иначе}}}}Наставникам{{{{/}}}} совместно с наставляемыми "
            f"разработать планы индивидуального развития и представить их куратору {by}.")
    yield mark("{{/}}")
    yield p("Пункт приказа", to_executor("Куратору") + " ознакомить с настоящим приказом "
            f"{{{{#{MENTORS} = 1}}}}наставника{{{{иначе}}}}наставников{{{{/}}}} под подпись "
            f"и разместить на официальном сайте {SHORT_NAME} копию приказа без персональных данных.")
    yield control()


def pairs_table(hidden):
    """Forms one under another, numbered through; a mentor's cell covers his mentees, as long as their terms are the same."""
    by_mentor = "{{#. | группы: (" + MENTOR + " + начало + окончание)}}"
    mentor, term = "{{#. | первый}}" + person("наставник", hidden) + "{{/}}", "{{#. | первый}}{{начало | период: окончание, цифрами}}{{/}}"
    group = "{{#наставляемый.группа}}{{наставляемый.группа}}{{иначе}}{{наставляемый.должность}}{{/}}"
    # on a site the group stands in the next column alone
    learner = "{{^наставляемый.группа}}" + on_site("наставляемый") + "{{иначе}}{{наставляемый | пол: «обучающийся», «обучающаяся»}}{{/}}"
    return Table("Наставнические пары", [11, 51, 51, 29, 28], [
        header_row("№\nп/п", "Наставник, должность, группа", "Наставляемый", "Группа, должность", "Срок"),
        row(cell("{{#пары | группы: (форма.форма | иначе_если_пусто: форма)}}Форма наставничества: {{@key | иначе_если_пусто: «не указана»}}", "Этап",
                 across=5)),
        row(cell(by_mentor + "{{#. | строки}}{{@running}}{{/.}}", "Номер строки"), mentor, "{{#.}}" +
            (learner if hidden else "{{наставляемый.фио | обязательно}}"),
            cell(group + "{{/.}}", "Номер строки"), cell(term + "{{/.}}{{/пары}}", "Номер строки"))], header=1)


def papers():
    for name, hidden in (("order-pairs", False), ("order-pairs-site", True)):
        order = order_head() + preamble("реализации целевой модели наставничества в " + SHORT_NAME) + list(points(hidden)) + [signature()]
        appendix = [mark("{{#(пары | количество) > 1}}"), appendix_mark(page_break=True),
                    p("Заголовок приложения", f"Наставнические пары{{{{#{LARGER}}}}} и группы{{{{/}}}}\nна " + YEAR + " учебный год"),
                    pairs_table(hidden), p("После таблицы"), mark("{{/}}")]
        yield Paper(name, "{{заголовок}}", [Section(Page(), order + [site_note() if hidden else executor()] + appendix +
                                                    ([] if hidden else sheet(page_break=True)))],
                    subject="Приказ № {{номер}}", styles={"Ячейка таблицы": dict(size=11)})
