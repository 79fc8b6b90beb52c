#!/usr/bin/python3
"""A season whose workbook was spoilt in forty ways: forty messages, each at its cell, in one run.

usage: spoilt.py PROGRAM [--show]      --show: prints what a secretary reads

The season is built clean (which must give no message), then spoilt cell by cell as people and programs spoil tables;
CSV, XLSX by python3-openpyxl, ODS by python3-odf.  --report must hold exactly one problem for each fault with its
sheet, cell and caption, and the text on the screen must name them, in English and in Russian.
"""
import csv
import datetime
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
sys.path.insert(0, os.path.join(HERE, "tools"))
import office  # noqa: E402
import workbook  # noqa: E402
from workbook import Cell  # noqa: E402

OUT = os.path.join(ROOT, "build/test/spoilt")
Date = datetime.date
failed = False


def check(name, faults):
    global failed
    print(("not ok - " if faults else "ok - ") + "spoilt: " + name)
    for f in faults:
        print("#   " + str(f))
    failed |= bool(faults)


# --- the clean season

def taxpayer(n):
    """A number (ИНН) of a person with its two check digits."""
    digits = f"75{n:08}"
    for weights in ((7, 2, 4, 10, 3, 5, 9, 4, 6, 8), (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)):
        digits += str(sum(w * int(d) for w, d in zip(weights, digits)) % 11 % 10)
    return digits


def insurance(n):
    """A number (СНИЛС) with its check digits."""
    digits = f"{n:09}"
    rest = sum((9 - i) * int(d) for i, d in enumerate(digits)) % 101 % 100
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:]} {rest:02}"


NAMES = ("Алексеев Андреева Борисов Власова Григорьев Денисова Егоров Жукова Захаров Исаева Киселёв Лаптева Макаров Никитина Орлов Павлова Романов Савельева Тарасов Ушакова "
         "Фролов Харитонова Цветков Чернова").split()
GIVEN = (("Олег", "Петрович"), ("Анна", "Львовна"))
FORMS = ["педагог – педагог", "педагог – студент", "студент – студент"]


def mentors():
    rows = [["Код", "Фамилия", "Имя", "Отчество", "Дата рождения", "Стаж", "ИНН", "СНИЛС", "Телефон", "E-mail", "Серия паспорта", "Категория", "Согласие", "Ставка"]]
    for n, name in enumerate(NAMES, 1):
        first, patronymic = GIVEN[(n + 1) % 2]
        rows.append([f"М-{n:02}", name, first, patronymic, Date(1960 + n, 1 + n % 12, n), 5 + n, taxpayer(1000 + 37 * n), insurance(87654000 + 91 * n), f"+7 914 555-{n:02}-{n + 40}",
                     f"mentor{n}@school.ru", f"{7600 + n}", ("работник", "внешний")[n % 2], bool(n % 3), (1, 0.5, 1.25)[n % 3]])
    return rows


def pupils():
    rows = [["Код", "ФИО", "Дата рождения", "Курс", "Группа", "Представитель"]]
    for n in range(1, 13):
        rows.append([f"У-{n:02}", f"{NAMES[n + 8]} {GIVEN[n % 2][0]} {('Ильич', 'Ильинична')[n % 2]}", Date(2003 + n % 3, 1 + n % 12, 2 + n), 1 + n % 4, f"{10 + n % 3}-П", None])
    return rows


def pairs():
    rows = [["№ пары", "Наставник", "Наставляемый", "Форма", "Начало", "Окончание", "Пункт"]]
    for n in range(1, 12):
        rows.append([f"{n}", f"М-{n + 11:02}", f"У-{n:02}", FORMS[n % 3], Date(2024, 9, 1 + n), Date(2025, 5, 31), f"1.{n}"])
    return rows


def forms():
    return [["Форма", "Куратор", "Телефон куратора"]] + [[form, f"{NAMES[n]} А.Б.", f"2-35-3{n}"] for n, form in enumerate(FORMS)]


def clean():
    return {"Наставники": mentors(), "Ученики": pupils(), "Пары": pairs(), "Формы": forms(),
            "Документы": [["Документ", "Шаблон", "Форматы"], ["Список", "list", "docx"]]}


def field(name, kind="string", **constraints):
    return {"name": name, "type": kind, **({"constraints": constraints} if constraints else {})}


SCHEMAS = {
    "Наставники": {
        "fields": [field("Код", required=True, unique=True, pattern="М-\\d{2}"), field("Фамилия", required=True), field("Имя", required=True), field("Отчество", minLength=3),
                   field("Дата рождения", "date", minimum="1930-01-01", maximum="2008-01-01"), field("Стаж", "integer", minimum=0, maximum=60), field("ИНН", pattern="\\d{12}"), field("СНИЛС"),
                   field("Телефон", pattern="\\+7 \\d{3} \\d{3}-\\d\\d-\\d\\d"), {"name": "E-mail", "type": "string", "format": "email"}, field("Серия паспорта", pattern="\\d{4}"),
                   field("Категория", enum=["работник", "внешний", "обучающийся"]), field("Согласие", "boolean"), field("Ставка", "number", minimum=0, maximum=2)],
        "primaryKey": "Код",
        "checks": [{"when": "!([ИНН] | верно: инн)", "severity": "error", "message": "контрольные цифры ИНН не сходятся: в номере опечатка", "field": "ИНН"},
                   {"when": "!([СНИЛС] | верно: снилс)", "severity": "error", "message": "контрольное число СНИЛС не сходится: в номере опечатка", "field": "СНИЛС"}]},
    "Ученики": {
        "fields": [field("Код", required=True, unique=True), field("ФИО", required=True), field("Дата рождения", "date", required=True), field("Курс", "integer", minimum=1, maximum=5),
                   field("Группа"), field("Представитель")],
        "primaryKey": "Код",
        "checks": [{"when": "([дата рождения] | возраст) < 18 && !представитель", "severity": "error", "message": "{{ФИО}} младше 18 лет: нужен законный представитель",
                    "field": "Представитель"},
                   {"when": "[дата рождения] > @today", "severity": "error", "message": "день рождения ещё не наступил", "field": "Дата рождения"}]},
    "Пары": {
        "fields": [field("№ пары", required=True, unique=True), field("Наставник", required=True), field("Наставляемый", required=True), field("Форма", required=True),
                   field("Начало", "date"), field("Окончание", "date"), field("Пункт")],
        "primaryKey": "№ пары",
        "foreignKeys": [{"fields": "Наставник", "reference": {"resource": "Наставники", "fields": "Код"}}, {"fields": "Наставляемый", "reference": {"resource": "Ученики", "fields": "Код"}},
                        {"fields": "Форма", "reference": {"resource": "Формы", "fields": "Форма"}}],
        "checks": [{"when": "окончание < начало", "severity": "error", "message": "пара кончается раньше, чем начинается", "field": "Окончание"},
                   {"unique": "наставляемый.код + \"/\" + форма.форма", "severity": "error", "message": "в этой форме у наставляемого уже есть пара", "field": "Наставляемый"}]},
}

# --- the faults: (sheet, cell, caption, what is put there); caption None: the column has none

MANY = [
    ("Наставники", "E3", "Дата рождения", "35.13.1975"),  # no such day
    ("Наставники", "F4", "Стаж", "семь"),
    ("Наставники", "F5", "Стаж", -3),
    ("Наставники", "F6", "Стаж", 99),
    ("Наставники", "C7", "Имя", None),
    ("Наставники", "A8", "Код", "М-02"),  # stands in A3 already
    ("Наставники", "A9", "Код", "М9"),
    ("Наставники", "G10", "ИНН", "750000137012"),  # check digits
    ("Наставники", "H11", "СНИЛС", "112-233-445 96"),
    ("Наставники", "J12", "E-mail", "ivanov(at)mail.ru"),
    ("Наставники", "L13", "Категория", "учитель"),
    ("Наставники", "M14", "Согласие", "возможно"),
    ("Наставники", "K15", "Серия паспорта", 412),  # 0412 before Excel took it for a number
    ("Наставники", "E16", "Дата рождения", 27654),  # a date as Excel counts days
    ("Наставники", "B17", "Фамилия", "Орлoв"),  # a Latin o
    ("Наставники", "B18", "Фамилия", "Павлова  Ланская"),  # two spaces
    ("Наставники", "F19", "Стаж", Cell("formula", ("2024-E19", None))),
    ("Наставники", "N20", "Ставка", Cell("error", "#DIV/0!")),
    ("Наставники", "N21", "Ставка", "1,5,0"),
    ("Наставники", "E22", "Дата рождения", Date(1920, 5, 1)),
    ("Наставники", "D23", "Отчество", "И"),
    ("Наставники", "E24", "Дата рождения", "1.9.85"),  # a year of two digits
    ("Наставники", "I25", "Телефон", "8-914-555-2O-65"),  # the letter O for a nought
    ("Пары", "B3", "Наставник", "Сидорова Клара Карловна"),  # nobody
    ("Пары", "B4", "Наставник", "Захаров Олег Петрович"),  # two of them, see below
    ("Пары", "F5", "Окончание", Date(2023, 5, 31)),  # before its beginning
    ("Пары", "C6", "Наставляемый", None),
    ("Пары", "A7", "№ пары", "2"),
    ("Пары", "G8", "Пункт", Cell("date", Date(2024, 7, 1), "dd.mmm")),  # 1.7 before Excel took it for a date
    ("Пары", "D9", "Форма", "педагог - ученик"),
    ("Пары", "C10", "Наставляемый", "У-77"),
    ("Пары", "C12", "Наставляемый", "У-02"),  # in one form with the pair of row 3
    ("Пары", "A14", "№ пары", "Итого"),  # a total below the table
    ("Формы", "D1", None, "форма"),  # the caption of A1 again
    ("Формы", "E3", None, "позвонить до пятницы"),  # no caption above
    ("Ученики", "F9", "Представитель", None),  # of a minor
    ("Ученики", "C4", "Дата рождения", Date(2030, 1, 1)),
    ("Ученики", "D5", "Курс", 15),
    ("Ученики", "B7", "ФИО", "Киселев Олег Ильич"),  # there already with ё
    ("Ученики", "C8", "Дата рождения", "07.2006"),
]


def put(tables, sheet, cell, value):
    column, row = ord(cell[0]) - 64, int(cell[1:])
    rows = tables[sheet]
    while len(rows) < row:
        rows.append([])
    rows[row - 1] += [None] * (column - len(rows[row - 1]))
    rows[row - 1][column - 1] = value


def spoilt():
    tables = clean()
    for sheet, cell, _, value in MANY:
        put(tables, sheet, cell, value)
    # what the faults need around them to be the ones that are meant, and the only ones
    tables["Наставники"].append(tables["Наставники"][9][:])  # a namesake of Захаров, with numbers of his own
    for cell, value in (("A26", "М-25"), ("G26", taxpayer(99)), ("H26", insurance(87659999)), ("I26", "+7 914 555-77-77"), ("J26", "other@school.ru"), ("K26", "7777")):
        put(tables, "Наставники", cell, value)
    put(tables, "Ученики", "C9", Date(2009, 3, 4))
    put(tables, "Ученики", "C7", tables["Ученики"][2][2])  # born on one day
    return tables


def cell_of(v):
    if isinstance(v, bool):
        return Cell("bool", v)
    if isinstance(v, Date):
        return Cell("date", v, "dd.mm.yyyy")
    return Cell("number", v) if isinstance(v, (int, float)) else v


def typed(cell):
    """What a spreadsheet puts into a CSV for this cell."""
    if not isinstance(cell, Cell):
        return cell
    if cell.kind == "bool":
        return "ИСТИНА" if cell.value else "ЛОЖЬ"
    if cell.kind == "date":
        return cell.value.strftime("%d.%m.%Y") if cell.format != "dd.mmm" else f"{cell.value.day:02}.июл"
    return None if cell.kind == "formula" else str(cell.value).replace(".", ",")


def csv_files(path, book):
    for name, rows in book:
        with open(os.path.join(os.path.dirname(path), name + ".csv"), "w", encoding="utf-8-sig", newline="") as f:
            csv.writer(f, delimiter=";").writerows([[typed(cell) for cell in row] for row in rows])


NOT_IN_CSV = ("F19",)  # a formula
WRITERS = {"csv": ("csv", csv_files), "xlsx": ("openpyxl", workbook.openpyxl_book), "ods": ("odf", workbook.odfpy_book)}


def season(folder, extension, tables):
    os.makedirs(os.path.join(folder, "templates"))
    with open(os.path.join(folder, "templates/list.docx"), "wb") as f:
        f.write(office.make("{{#Наставники}}{{ФИО}}; {{/}}{{#Пары}}{{[№ пары]}} {{наставник.фамилия}} {{/}}", "docx"))
    for name, schema in SCHEMAS.items():
        with open(os.path.join(folder, name + ".schema.json"), "w", encoding="utf-8") as f:
            json.dump(schema, f, ensure_ascii=False, indent=1)
    WRITERS[extension][1](os.path.join(folder, "Сезон." + extension), [(name, [[cell_of(v) for v in row] for row in rows]) for name, rows in tables.items()])


def run(program, folder, russian):
    env = {k: v for k, v in os.environ.items() if not k.startswith("LC_") and k not in ("LANG", "LANGUAGE")}
    env.update(LANG="ru_RU.UTF-8" if russian else "C.UTF-8", NO_COLOR="1")
    report = folder + ".report.json"
    done = subprocess.run([program, "check", folder, "--date", "2024-11-30", "--report", report], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60, env=env)
    return done.returncode, done.stderr.decode("utf-8", "replace") + done.stdout.decode("utf-8", "replace"), json.load(open(report, encoding="utf-8"))["problems"]


def where(problem):
    place = problem.get("place") or {}
    return place.get("sheet") or (place.get("file") or "").replace(".csv", ""), place.get("cell") or ""


def each_once(problems, many):
    """Exactly one problem for each fault, at its sheet and cell, and no other."""
    wanted = [(sheet, cell) for sheet, cell, _, _ in many]
    got = [where(p) for p in problems if p["severity"] != "note"]
    faults = [f"not told: {w[0]} {w[1]}" for w in wanted if w not in got]
    faults += [f"told {got.count(w)} times: {w[0]} {w[1]}: " + " / ".join(p["message"] for p in problems if where(p) == w) for w in wanted if got.count(w) > 1]
    return faults + [f"told needlessly: {' '.join(where(p))}: {p['message']}" for p in problems if p["severity"] != "note" and where(p) not in wanted]


def named(text, many, russian):
    """The words on the screen name file, sheet, cell and caption of each fault, in as many messages."""
    sheet_word = "лист" if russian else "sheet"
    heads = [line for line in text.split("\n") if re.search(rf": {sheet_word}\b|\.csv: ", line)]
    faults = []
    for sheet, cell, caption, _ in many:
        found = [line for line in heads if sheet in line and re.search(rf"\b{cell}\b", line) and (caption is None or f"({caption})" in line)]
        faults += [] if found else [f"no message names {sheet}, {cell} ({caption})"]
    words = re.compile(r"\b(?:the|is|not|cell|sheet|column|was|must|write)\b")
    for line in heads if russian else []:
        faults += [f"English in: {line}"] if words.search(line) else []
    return faults


# --- a table from another school (DOMAIN 7, scenario 19)

FOREIGN = """№;"Ф.И.О.
наставника";Дата рождения;Класс;Кабинет;Примечание\r
1;Иванов Иван;12.03.1981;7;214;\r
2;Ивановa Анна;38353;8;;на замену\r
3;Юн  Роман;1.9.05;8;;\r
4;Ёлкин Пётр;30 ноября 2004 г.;9;101;"да;
нет"\r
;;;;;\r
;;;;;\r
"""
FOREIGN_SCHEMA = {"fields": [field("ФИО наставника", required=True), field("Дата рождения", "date"), field("Класс", "integer")]}


def from_another_school(program):
    """Windows-1251, semicolons, a caption of two lines, columns too many, empty rows below, what Excel and hasty hands made of values."""
    folder = os.path.join(OUT, "another-school")
    os.makedirs(folder)
    with open(os.path.join(folder, "Наставники.csv"), "wb") as f:
        f.write(FOREIGN.encode("cp1251"))
    with open(os.path.join(folder, "Наставники.schema.json"), "w", encoding="utf-8") as f:
        json.dump(FOREIGN_SCHEMA, f, ensure_ascii=False)
    with open(os.path.join(folder, "t.docx"), "wb") as f:
        f.write(office.make("{{#Наставники}}{{ФИО наставника}} {{дата рождения}} {{класс}}; {{/}}", "docx"))
    report = os.path.join(folder, "report.json")
    env = dict(os.environ, LANG="C.UTF-8", NO_COLOR="1")
    done = subprocess.run([program, "merge", "t.docx", "-d", "Наставники.csv", "-o", "out.docx", "--report", "report.json"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          timeout=60, env=env)
    problems = json.load(open(report, encoding="utf-8"))["problems"]
    told = sorted((p["place"].get("cell"), p["severity"]) for p in problems if p["severity"] != "note")
    wanted = [("B3", "warning"), ("B4", "warning"), ("C3", "warning"), ("C4", "warning"), ("C5", "error")]
    check("a table from another school, each cell told", [] if told == wanted else [f"told {told}, expected {wanted}", done.stderr.decode("utf-8", "replace")])
    with open(os.path.join(folder, "Наставники.csv"), "wb") as f:
        f.write(FOREIGN.replace("30 ноября 2004 г.", "30.11.2004").encode("cp1251"))
    subprocess.run([program, "merge", "t.docx", "-d", "Наставники.csv", "-o", "out.docx"], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60, env=env)
    text = "\n".join(office.text_of(os.path.join(folder, "out.docx"))) if os.path.exists(os.path.join(folder, "out.docx")) else "(nothing)"
    expected = "Иванов Иван 12.03.1981 7; Ивановa Анна 01.01.2005 8; Юн  Роман 01.09.2005 8; Ёлкин Пётр 30.11.2004 9; "
    check("a table from another school, its dates", [] if text.strip() == expected.strip() else [f"expected {expected}, got {text}"])


def main():
    program, show = os.path.abspath(sys.argv[1]), "--show" in sys.argv
    shutil.rmtree(OUT, ignore_errors=True)
    assert len(MANY) == 40 and len({m[:2] for m in MANY}) == 40
    for extension, (module, _) in WRITERS.items():
        if not importlib.util.find_spec(module):
            print(f"skip - spoilt: python3 has no {module}")
            continue
        folder = os.path.join(OUT, extension + "-clean")
        season(folder, extension, clean())
        status, text, problems = run(program, folder, False)
        check(f"{extension}, clean", [text] if status or [p for p in problems if p["severity"] != "note"] else [])
        folder = os.path.join(OUT, extension)
        season(folder, extension, spoilt())
        many = [m for m in MANY if extension != "csv" or m[1] not in NOT_IN_CSV]
        for russian in (False, True):
            status, text, problems = run(program, folder, russian)
            language = "Russian" if russian else "English"
            check(f"{extension}, all faults told once each, {language}", each_once(problems, many) + ([f"exit {status}"] if status != 3 else []))
            check(f"{extension}, all cells named on the screen, {language}", named(text, many, russian))
            if show:
                print(text)
    from_another_school(program)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
