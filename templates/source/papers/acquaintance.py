"""The sheet on which those sign who have read an order: a paper of its own, and the last page of an order."""
from paper import Page, Paper, Row, Section, Table, cell, header_row, mark, p
from pieces import DATE, NUMBER, SHORT_NAME

# A mentor is one whether a pair names him by code or by name.
MENTOR = "(наставник.код | иначе_если_пусто: наставник.фио)"
MENTORS = "пары | без_повторов: " + MENTOR


def line(opening, number, name, position, closing):
    """A row high enough to write in."""
    return Row([cell(number, "Номер строки", valign="middle"), cell(opening + name, valign="middle"), cell(position + closing, valign="middle"),
                cell(""), cell("")], height=10)


def sheet(**changes):
    """Mentors of the order's pairs, then those named in «Ознакомить»; changes of its heading."""
    mentor = "{{#должность}}{{должность}}{{иначе}}{{^группа}}{{иначе}}{{. | пол: «обучающийся», «обучающаяся»}} группы {{группа}}{{/}}{{/}}"
    return [
        p("Заголовок листа ознакомления", "ЛИСТ ОЗНАКОМЛЕНИЯ", **changes),
        p("О чём лист ознакомления", [f"с приказом {SHORT_NAME} от ", DATE, f" {NUMBER}\n«{{{{заголовок}}}}»"]),
        Table("Лист ознакомления", [11, 62, 52, 22, 23], [
            header_row("№\nп/п", "Фамилия, имя, отчество", "Должность (группа)", "Дата", "Подпись"),
            line("{{#" + MENTORS + "}}", "{{№}}", "{{наставник.фио | обязательно}}", "{{#наставник}}" + mentor + "{{/}}", "{{/пары}}"),
            line("{{#ознакомить | порядок: фио}}", "{{№ + (@outer." + MENTORS + " | количество)}}", "{{фио | обязательно}}", mentor,
                 "{{/ознакомить}}")],
              header=1),
        p("После таблицы")]


def papers():
    yield Paper("acquaintance", "Лист ознакомления с приказом № {{номер}}", [Section(Page(), [
        mark("{{^ознакомить}}{{^пары}}{{ознакомить | обязательно}}{{/}}{{/}}")] + sheet())])
