#!/usr/bin/python3
"""Workbooks of many writers with known contents, read by prikaz and compared cell by cell.

usage: workbooks.py DUMP [WRITER …]      DUMP: build/asan/dump; WRITER: the tests of these alone

The contents are below: sheets of three columns, Что (what is tried), Значение, Слово.  They are written by
python3-openpyxl, python3-xlsxwriter and python3-odf, saved again by LibreOffice (started once for each format) and
gnumeric, both as XLSX and as ODS; foreign.py adds what other programs write, byte by byte as they do.  Runs
with Debian's own python3, which has the packages; what is not installed is skipped.
"""
import csv
import datetime
import glob
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
import foreign  # noqa: E402
import workbook  # noqa: E402
from workbook import Cell  # noqa: E402

OUT = os.path.join(ROOT, "build/test/workbooks")
DAY, NOON = datetime.date(2020, 11, 30), datetime.datetime(2020, 11, 30, 12, 30)
HEADER = ["Что", "Значение", "Слово"]
failed = False


def check(name, faults):
    global failed
    print(("not ok - " if faults else "ok - ") + "workbooks: " + name)
    for f in faults[:30]:
        print("#   " + str(f))
    failed |= bool(faults)


# --- the contents: (what, cell, (kind, as printed)); a set of pairs where programs may differ

def same(text):
    return ("text", text)


TEXTS = [
    ("слово", "Иванов Иван Иванович", same("Иванов Иван Иванович")),
    ("перевод строки", "Ф.И.О.\nнаставника", same("Ф.И.О.\nнаставника")),
    ("пустая строка внутри", "раз\n\nтри", same("раз\n\nтри")),
    ("края", "  с краями  ", same("  с краями  ")),
    ("неразрывные края", "\u00a0край\u00a0", same("\u00a0край\u00a0")),
    ("табуляция по краям", "\tкрай\t", {same("\tкрай\t"), same("край")}),
    ("внутри два пробела", "два  пробела и   три", same("два  пробела и   три")),
    ("внутри табуляция", "до\tпосле", same("до\tпосле")),
    ("внутри неразрывный", "№\u00a0105", same("№\u00a0105")),
    ("знаки XML", "<b>&amp; \"x\" 'y' ]]>", same("<b>&amp; \"x\" 'y' ]]>")),
    ("эмодзи", "👍🏽 𝔸 e\u0301", same("👍🏽 𝔸 e\u0301")),
    ("32 767 букв", "д" * 32767, same("д" * 32767)),
    ("число буквами", "12,5", same("12,5")),
    ("ведущие нули", "007", same("007")),
    ("пункт", "1.1", same("1.1")),
    ("пункт 1.10", "1.10", same("1.10")),
    ("дата буквами", "2020-11-30", same("2020-11-30")),
    ("не формула", "=1+1", same("=1+1")),
    ("телефон", "+7 999 123-45-67", same("+7 999 123-45-67")),
    ("истина буквами", "ИСТИНА", same("ИСТИНА")),
    ("ошибка буквами", "#Н/Д", same("#Н/Д")),
    ("апостроф", "'так", same("'так")),
    ("мягкий перенос", "на\u00adставник", same("на\u00adставник")),
    ("одни пробелы", "   ", ("empty", None)),
    ("ё и кавычки", "Семёнов «„Росток“»", same("Семёнов «„Росток“»")),
    ("много цифр", "40817810099910004312", same("40817810099910004312")),
]

PLAIN_NUMBERS = [
    (0.1, "0.1"), (0.1 + 0.2, "0.3"), (1e-7, "0.0000001"), (1e15, "1000000000000000"), (123456789012345, "123456789012345"),
    (-5, "-5"), (-0.25, "-0.25"), (5.0, "5"), (0, "0"), (1 / 3, "0.333333333333333"), (44165, "44165"), (12345678901.5, "12345678901.5"),
    (1e100, None), (2020, "2020"), (1.1, "1.1"), (1.10, "1.1"), (100, "100"),
]
# what such a number means, never a date
NUMBER_FORMATS = ["0", "0.00", "#,##0", "#,##0.00", "0.00E+00", "##0.0E+0", "# ?/?", "# ??/??", "@", '#,##0.00\\ "₽"', '#,##0.00\\ [$₽-419]',
                  '0" дн."', '0" day"', "0\\d", "[Red]0.0", "[Magenta]0", "[Color10]0.0", "[Blue][>=1000]0.0;[Red]0", '_-* #,##0.00_-;-* #,##0.00_-',
                  '[$$-409]#,##0.00', '#,##0,"K"', 'General', 'General" шт."', '0;-0;"нет"', "#,##0.00;[Red]-#,##0.00", "_(* #,##0_);_(* (#,##0)", '"д" 0', "0_m", "* 0"]
CODES = [(5, "00000", "00005"), (123456, "000\\-000", "123-456"), (4567, "000\\-000", "004-567"), (9991234567, '"+7 ("000") "000\\-00\\-00', "+7 (999) 123-45-67"),
         (12, "00\\ 00", "00 12"), (7, '"№ "000', "№ 007")]
DATE_FORMATS = ["dd.mm.yyyy", "dd/mm/yyyy", "yyyy-mm-dd", "mm-dd-yy", "d-mmm-yy", "mmm-yy", "m/d/yyyy", "d mmmm yyyy", 'd mmmm yyyy "г."', "[$-419]d mmmm yyyy;@",
                "[$-FC19]dd\\ mmmm\\ yyyy\\ \\г\\.;@", "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "dd/mm/yy;@", "d.m.yy", "yyyy", "mmmm yyyy", "[$-419]mmmm\\ yyyy;@", "ddd dd.mm.yyyy",
                '"от "dd.mm.yyyy', "[Red]dd.mm.yyyy", "DD.MM.YYYY", "yyyy\\-mm\\-dd", "[$-409]d\\-mmm\\-yyyy;@", "dd.mm.yyyy;@"]
MOMENT_FORMATS = ["dd.mm.yyyy hh:mm", "m/d/yy h:mm", "yyyy-mm-dd hh:mm:ss", "[$-419]dd.mm.yyyy\\ h:mm;@", "[$-409]m/d/yy h:mm AM/PM;@", "yyyy-mm-dd\"T\"hh:mm"]
TIME_FORMATS = ["h:mm", "hh:mm", "h:mm AM/PM", "[$-F400]h:mm:ss\\ AM/PM", "h:mm:ss"]


def number_expected(text):
    return ("number", text) if text else None


NUMBERS = ([(f"число {x!r}", Cell("number", x), number_expected(text)) for x, text in PLAIN_NUMBERS]
           + [(f"вид {f}", Cell("number", 1234.5, f), ("number", "1234.5")) for f in NUMBER_FORMATS]
           + [(f"код {f} {x}", Cell("number", x, f), same(shown)) for x, f, shown in CODES])
PERCENTS = [("25 %", Cell("percent", 0.25, "0%"), ("number", "25%")), ("100 %", Cell("percent", 1, "0%"), ("number", "100%")),
            ("−5 %", Cell("percent", -0.05, "0%"), ("number", "-5%")), ("0 %", Cell("percent", 0, "0%"), ("number", "0%"))]
DATES = ([(f"вид {f}", Cell("date", DAY, f), ("date", "30.11.2020")) for f in DATE_FORMATS]
         + [(f"день {d}", Cell("date", d, "dd.mm.yyyy"), ("date", f"{d.day:02}.{d.month:02}.{d.year}"))
            for d in (datetime.date(1900, 3, 1), datetime.date(1904, 1, 2), datetime.date(1961, 4, 12), datetime.date(2000, 2, 29), datetime.date(2099, 12, 31))]
         + [(f"миг {f}", Cell("datetime", NOON, f), ("date", "30.11.2020 12:30")) for f in MOMENT_FORMATS]
         + [("полночь", Cell("datetime", datetime.datetime(2020, 11, 30), "dd.mm.yyyy hh:mm"), ("date", "30.11.2020"))])
EARLY_DATES = [(f"день {d}", Cell("date", d, "dd.mm.yyyy"), ("date", f"{d.day:02}.{d.month:02}.{d.year}"))
               for d in (datetime.date(1900, 1, 1), datetime.date(1900, 2, 28), datetime.date(1900, 3, 1))]
TIMES = ([(f"время {f}", Cell("time", datetime.time(12, 30), f), same("12:30")) for f in TIME_FORMATS]
         + [("утро", Cell("time", datetime.time(8, 5), "hh:mm"), {same("8:05"), same("08:05")}),
            ("длительность", Cell("time", datetime.timedelta(hours=26, minutes=30), "[h]:mm"), same("26:30"))])
TRUTHS = [("да", Cell("bool", True), ("bool", "да")), ("нет", Cell("bool", False), ("bool", "нет"))]
# (what, cell, expected or the slug of the message)
FORMULAS = [
    ("число", Cell("formula", ("1+1.5", 2.5)), ("number", "2.5")),
    ("текст", Cell("formula", ('"а"&"б"', "аб")), same("аб")),
    ("дата", Cell("formula", ("DATE(2020,11,30)", 44165), "dd.mm.yyyy"), ("date", "30.11.2020")),
    ("проценты", Cell("formula", ("1/4", 0.25), "0%"), ("number", "25%")),
]
ERRORS = ["#N/A", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!"]


def rows_of(content):
    return [HEADER] + [[what, cell, "слово"] for what, cell, _ in content]


def book_of(*contents):
    return [(name, rows_of(content)) for name, content in contents]


# --- reading back

def read(dump, paths):
    """-> {path: ({table: [(row, {caption: (kind, text)})]}, [problem])}"""
    env = {k: v for k, v in os.environ.items() if not k.startswith("LC_") and k not in ("LANG", "LANGUAGE")}
    run = subprocess.run([dump, *paths], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=300, env=dict(env, LANG="C.UTF-8"))
    if run.returncode:
        sys.stderr.write(run.stderr.decode("utf-8", "replace"))
    out, table = {}, None
    for line in run.stdout.decode("utf-8", "replace").split("\n"):
        if line.startswith("= "):
            tables, problems = out[line[2:]] = {}, []
        elif line.startswith("! "):
            problems.append(line[2:])
        elif m := re.match(r'(table|record|value) "(.*)" \(', line):
            table = tables[m[2]] = []
        elif m := re.match(r"  record(?: row (\d+))?$", line):
            table.append((int(m[1] or 0), {}))
        elif m := re.match(r'    (.*?) = (\w+)(?: (".*"))?$', line):
            table[-1][1][m[1]] = (m[2], json.loads(m[3]) if m[3] else None)
    if run.returncode and not out.get(paths[-1]):
        out.setdefault(paths[-1], ({}, []))[1].append(f"fatal dump ended with status {run.returncode}")
    return out


def short(value):
    return repr(value) if len(repr(value)) < 80 else repr(value)[:70] + "…"


# warnings that these contents earn: two spaces, blanks at the ends, signs that nobody sees, 1.1 and 1.10, a day without the format of one
EARNED = ("data-spaces", "data-blank-before", "data-blank-behind", "data-invisible", "data-record-twice", "data-serial-date")


def compare(tables, problems, contents, leave=()):
    """Faults of what was read against the contents; `leave`: tried but not asked, (sheet, what)."""
    faults = [p for p in problems if not p.startswith("note") and not p.split("|")[0].endswith(EARNED)]
    for name, content in contents:
        got = tables.get(name)
        if got is None:
            faults.append(f"no table {name}: {sorted(tables)}")
            continue
        by_row = dict(got)
        if len(got) != len(content):
            faults.append(f"{name}: {len(got)} rows, expected {len(content)}")
        for row, (what, _, expected) in enumerate(content, 2):
            values = by_row.get(row, {})
            value = values.get("Значение")
            allowed = expected if isinstance(expected, set) else {expected}
            if values.get("Что") != ("text", what) or values.get("Слово") != ("text", "слово"):
                faults.append(f"{name}, row {row}: {values}"[:200])
            elif expected and (name, what) not in leave and value not in allowed:
                faults.append(f"{name}, {what}: expected {' or '.join(map(short, allowed))}, got {short(value)}")
    return faults


class Shelf:
    """Files that were written, with what is asked of each; read all at once at the end."""

    def __init__(self, dump, only):
        self.dump, self.only, self.wanted, self.paths = dump, only, [], []

    def path(self, name):
        return os.path.join(OUT, name)

    def add(self, name, path, asked):
        """asked(tables, problems) -> faults"""
        if not self.only or any(o in name for o in self.only):
            self.wanted.append((name, path, asked))

    def compared(self, name, path, contents, leave=()):
        self.add(name, path, lambda tables, problems: compare(tables, problems, contents, leave))

    def run(self):
        got = read(self.dump, [path for _, path, _ in self.wanted]) if self.wanted else {}
        for name, path, asked in self.wanted:
            if not os.path.exists(path):
                check(name, [f"{path} was not written"])
            else:
                check(name, asked(*got.get(path, ({}, ["fatal not read"]))))


def missing(module):
    if importlib.util.find_spec(module):
        return False
    print(f"skip - workbooks: python3 has no {module}")
    return True


def problems_at(problems, slug):
    """-> {"Sheet!C5": "what"}"""
    out = {}
    for p in problems:
        m = re.match(r'\w+ ([\w-]+)\|(.*?)\|(\w+)\|(.*)$', p)
        if m and m[1] == slug:
            out[f"{m[2]}!{m[3]}"] = json.loads(m[4])
    return out


def errors_are_told(sheet, slug, count, first=2):
    """Each row's Значение is empty and told with this slug at its cell, and nothing else is wrong."""
    def asked(tables, problems):
        told = problems_at(problems, slug)
        wanted = {f"{sheet}!B{row}" for row in range(first, first + count)}
        others = [p for p in problems if f" {slug}|" not in p and not p.startswith("note")]
        faults = [f"not told: {sorted(wanted - set(told))}"] if wanted - set(told) else []
        faults += [f"told needlessly: {sorted(set(told) - wanted)}"] if set(told) - wanted else []
        faults += [f"{row}: {r}" for row, r in tables.get(sheet, []) if r["Значение"][0] != "empty"]
        return faults + others
    return asked


# --- the writers

EVERYTHING = (("Тексты", TEXTS), ("Числа", NUMBERS), ("Проценты", PERCENTS), ("Даты", DATES), ("Времена", TIMES), ("Истины", TRUTHS))
UNSAVED = (("Формулы", FORMULAS),)
ERROR_SHEET = (("Ошибки", [(e, Cell("error", e), None) for e in ERRORS]),)


def write_openpyxl(shelf):
    if missing("openpyxl"):
        return []
    book = book_of(*EVERYTHING)
    everything, epoch, early = shelf.path("openpyxl.xlsx"), shelf.path("openpyxl-1904.xlsx"), shelf.path("openpyxl-early.xlsx")
    workbook.openpyxl_book(everything, book)
    workbook.openpyxl_book(epoch, book_of(("Даты", [c for c in DATES if "1900" not in c[0]]), ("Времена", TIMES)), epoch_1904=True)
    workbook.openpyxl_book(early, book_of(("Ранние", EARLY_DATES)))
    workbook.openpyxl_book(shelf.path("openpyxl-stream.xlsx"), book, write_only=True)
    workbook.openpyxl_book(shelf.path("openpyxl-formulas.xlsx"), book_of(*UNSAVED))
    workbook.openpyxl_book(shelf.path("openpyxl-errors.xlsx"), book_of(*ERROR_SHEET))
    shelf.compared("openpyxl", everything, EVERYTHING)
    shelf.compared("openpyxl, written in a stream", shelf.path("openpyxl-stream.xlsx"), EVERYTHING)
    shelf.compared("openpyxl, days from 1904", epoch, (("Даты", [c for c in DATES if "1900" not in c[0]]), ("Времена", TIMES)))
    shelf.compared("openpyxl, the leap year that was none", early, (("Ранние", EARLY_DATES),))
    shelf.add("openpyxl, formulas never computed", shelf.path("openpyxl-formulas.xlsx"), errors_are_told("Формулы", "data-formula-unsaved", len(FORMULAS)))
    shelf.add("openpyxl, error values", shelf.path("openpyxl-errors.xlsx"), errors_are_told("Ошибки", "data-cell-error", len(ERRORS)))
    return [everything, epoch, shelf.path("openpyxl-formulas.xlsx"), shelf.path("openpyxl-errors.xlsx")]


def write_laid_out(shelf):
    """Titles, merged and hidden things, empty sheets, numbers as captions: what people make of sheets."""
    if missing("openpyxl"):
        return []
    day = Cell("date", DAY, "dd.mm.yyyy")
    book = [
        ("Меры", [["План мероприятий на 2020 год"], [None], ["Этап", "Мера", "Срок"], ["Первый", "а", day], [None, "б", day], [None, "в", None], ["Второй", "г", "май"]]),
        ("Пустой", []),
        ("Скрытый", [["Имя"], ["тайна"]]),
        ("Совсем скрытый", [["Имя"], ["тайна"]]),
        ("Показатели", [["Показатель", Cell("number", 2020), Cell("number", 2021)], ["Пары", Cell("number", 5), Cell("number", 7.5)]]),
        ("Организация", [["Поле", "Значение"], ["Краткое имя", "ГПОУ «ЧТОТиБ»"], ["Основана", day], ["Мест", Cell("number", 1500, "#,##0")], ["Сайт", None]]),
        ("Наставники и К°", [[None, None, None], [None, "ФИО", "Класс"], [None, "Юн", Cell("number", 7)], [None, "Ли", Cell("number", 8)], [None, "Ким", Cell("number", 9)]]),
    ]

    def change(wb):
        wb["Меры"].merge_cells("A1:C1")
        wb["Меры"].merge_cells("A4:A6")
        wb["Скрытый"].sheet_state, wb["Совсем скрытый"].sheet_state = "hidden", "veryHidden"
        wb["Наставники и К°"].row_dimensions[4].hidden = True
        wb["Наставники и К°"].column_dimensions["C"].hidden = True

    path = shelf.path("openpyxl-laid-out.xlsx")
    workbook.openpyxl_book(path, book, change=change)
    when = ("date", "30.11.2020")
    asked = foreign.exactly({
        "Меры": [(4, ["Первый", "а", when]), (5, [None, "б", when]), (6, [None, "в", None]), (7, ["Второй", "г", "май"])],
        "Показатели": [(2, ["Пары", ("number", "5"), ("number", "7.5")])],
        "Организация": [(0, ["ГПОУ «ЧТОТиБ»", when, ("number", "1500"), None])],
        "Наставники и К°": [(3, ["Юн", ("number", "7")]), (4, ["Ли", ("number", "8")]), (5, ["Ким", ("number", "9")])]})

    def with_notes(tables, problems):
        hidden = {p.split("|")[1] for p in problems if "workbook-sheet-hidden" in p}
        rows = [p for p in problems if "workbook-rows-hidden|Наставники и К°" in p and "4" in p]
        faults = [] if hidden == {"Скрытый", "Совсем скрытый"} else [f"hidden sheets told: {sorted(hidden)}"]
        return asked(tables, problems) + faults + ([] if rows else ["the hidden row is not told"])

    shelf.add("openpyxl, titles, merged and hidden cells", path, with_notes)
    return [(path, with_notes)]


RICH = [("из кусков", Cell("rich", [("полу", True), ("жирный ", False), ("текст", True)]), same("полужирный текст")),
        ("с пробелами на стыках", Cell("rich", [("один ", True), (" два", False)]), same("один  два")),
        ("вид как у управляющего знака", Cell("text", "_x0041_ и _x000D_"), same("_x0041_ и _x000D_"))]


def write_xlsxwriter(shelf):
    if missing("xlsxwriter"):
        return []
    contents = EVERYTHING + (("Формулы", FORMULAS), ("Куски", RICH))
    path, epoch, rows = shelf.path("xlsxwriter.xlsx"), shelf.path("xlsxwriter-1904.xlsx"), shelf.path("xlsxwriter-rows.xlsx")
    later = [c for c in DATES if "1900" not in c[0]]
    workbook.xlsxwriter_book(path, book_of(*contents))
    workbook.xlsxwriter_book(epoch, book_of(("Даты", later), ("Времена", TIMES)), epoch_1904=True)
    workbook.xlsxwriter_book(rows, book_of(*EVERYTHING), in_rows=True)
    workbook.xlsxwriter_book(shelf.path("xlsxwriter-errors.xlsx"), book_of(*ERROR_SHEET))
    shelf.compared("xlsxwriter", path, contents)
    shelf.compared("xlsxwriter, days from 1904", epoch, (("Даты", later), ("Времена", TIMES)))
    shelf.compared("xlsxwriter, texts inside the cells", rows, EVERYTHING)
    shelf.add("xlsxwriter, error values", shelf.path("xlsxwriter-errors.xlsx"), errors_are_told("Ошибки", "data-cell-error", len(ERRORS)))
    return [path]


def write_odfpy(shelf):
    if missing("odf"):
        return []
    texts = [c for c in TEXTS if c[0] != "одни пробелы"]
    numbers = [(w, c, e) for w, c, e in NUMBERS if not c.format] + [("код 00000 5", Cell("number", 5, "00000"), same("00005"))]
    dates = [(w, c, e) for w, c, e in DATES if c.format in ("dd.mm.yyyy", "dd.mm.yyyy hh:mm")]
    contents = (("Тексты", texts), ("Числа", numbers), ("Проценты", PERCENTS), ("Даты", dates), ("Времена", TIMES), ("Истины", TRUTHS), ("Формулы", [
        (w, c, e) for w, c, e in FORMULAS if w in ("число", "текст")]))
    path = shelf.path("odfpy.ods")
    workbook.odfpy_book(path, book_of(*contents))
    workbook.odfpy_book(shelf.path("odfpy-formulas.ods"), book_of(("Формулы", [("без", Cell("formula", ("1+1", None)), None)])))
    shelf.compared("odfpy", path, contents)
    shelf.add("odfpy, formulas never computed", shelf.path("odfpy-formulas.ods"), errors_are_told("Формулы", "data-formula-unsaved", 1))
    return [path]


# --- the seeds

def seed_rows(path):
    return list(csv.reader(open(path, encoding="utf-8-sig", newline="")))


def seed_asked(name, rows):
    """A table of these rows of texts, cell by cell."""
    def asked(tables, problems):
        got = tables.get(name, [])
        faults = [p for p in problems if not p.startswith("note") and not p.split("|")[0].endswith(EARNED)]
        wanted = [(n, {k: ("text", v) if v.strip() else ("empty", None) for k, v in zip(rows[0], row)}) for n, row in enumerate(rows[1:], 2)]
        faults += [f"row {n}: expected {short(w)}, got {short(dict(got).get(n))}" for n, w in wanted if dict(got).get(n) != w]
        return faults + ([] if len(got) == len(wanted) else [f"{len(got)} records, expected {len(wanted)}"])
    return asked


def write_seeds(shelf):
    """The seeds' tables as workbooks of texts: equal to their CSV."""
    paths = []
    for path in sorted(glob.glob(os.path.join(ROOT, "../shared/seeds-data/*.csv"))):
        name, rows = os.path.splitext(os.path.basename(path))[0], seed_rows(path)
        book = shelf.path(name + ".xlsx")
        sheet = name[:31]  # the longest name of a sheet
        workbook.openpyxl_book(book, [(sheet, [[v or None for v in row] for row in rows])])
        shelf.add(f"seed {name}", book, seed_asked(sheet, rows))
        workbook.odfpy_book(shelf.path(name + ".ods"), [(sheet, [[v or None for v in row] for row in rows])])
        shelf.add(f"seed {name}, odfpy", shelf.path(name + ".ods"), seed_asked(sheet, rows))
        paths.append((book, seed_asked(sheet, rows)))
    if not paths:
        print("skip - workbooks: the seeds are not there")
    return paths


def write_spoilt_seed(shelf):
    """What a spreadsheet makes of «1.1», «1.2» …: dates, shown as 01.янв; each is told at its cell."""
    found = glob.glob(os.path.join(ROOT, "../shared/seeds-data/000*.csv"))
    rows = seed_rows(found[0])
    at = rows[0].index("row_no")
    for row in rows[1:]:
        stage, number = row[at].strip(".").split(".")
        row[at] = Cell("date", datetime.date(2020, int(number), int(stage)), "dd.mmm")

    def asked(tables, problems):
        told = {k.split("!")[1] for p in problems for k in problems_at([p], p.split(" ")[1].split("|")[0])}
        missed = {f"{chr(65 + at)}{n}" for n in range(2, len(rows) + 1)} - told
        return [f"not told: {sorted(missed)}"] if missed else []

    for name, write in (("seed 000, numbers that became dates", workbook.openpyxl_book), ("seed 000, numbers that became dates, odfpy", workbook.odfpy_book)):
        path = shelf.path("spoilt-seed" + (".ods" if "odfpy" in name else ".xlsx"))
        write(path, [("Мероприятия", [[v or None for v in row] for row in rows])])
        shelf.add(name, path, asked)
    return [(shelf.path("spoilt-seed.xlsx"), asked)]


def saved_again(shelf, paths, others):
    """LibreOffice and gnumeric open what the others wrote and save it in both formats."""
    formulas = (("Формулы", [(w, c, e) for w, c, e in FORMULAS]),)
    later = [c for c in DATES if "1900" not in c[0]]
    asked = {"openpyxl": lambda t, p: compare(t, p, EVERYTHING), "xlsxwriter": lambda t, p: compare(t, p, EVERYTHING + formulas + (("Куски", RICH),)),
             "openpyxl-1904": lambda t, p: compare(t, p, (("Даты", later), ("Времена", TIMES))),
             "openpyxl-formulas": lambda t, p: compare(t, p, formulas), "openpyxl-errors": errors_are_told("Ошибки", "data-cell-error", len(ERRORS)),
             "odfpy": lambda t, p: compare(t, p, (("Тексты", [c for c in TEXTS if c[0] != "одни пробелы"]),), {("Тексты", "внутри табуляция")})}
    asked.update((os.path.splitext(os.path.basename(path))[0], wanted) for path, wanted in others)
    theirs, paths = paths + [path for path, _ in others if "laid-out" in path], paths + [path for path, _ in others]
    for extension in ("xlsx", "ods"):
        folder = os.path.join(OUT, "libreoffice")
        if not workbook.soffice(paths, extension, folder):
            print("skip - workbooks: LibreOffice Calc is not there")
            break
        for path in paths:
            name = os.path.splitext(os.path.basename(path))[0]
            shelf.add(f"LibreOffice, {extension} from {name}", os.path.join(folder, f"{name}.{extension}"), asked[name])
    os.makedirs(os.path.join(OUT, "gnumeric"), exist_ok=True)
    for path in theirs:
        name = os.path.splitext(os.path.basename(path))[0]
        for extension in ("xlsx", "ods"):
            target = os.path.join(OUT, "gnumeric", f"{name}.{extension}")
            if not shutil.which("ssconvert"):
                print("skip - workbooks: gnumeric is not there")
                return
            workbook.ssconvert(path, target)
            if "laid-out" in name and extension == "xlsx":
                continue  # it forgets which sheets are hidden
            if name == "xlsxwriter":  # gnumeric doubles blanks between pieces, and takes _x005F_ as it stands
                asked[name] = lambda t, p: compare(t, p, EVERYTHING + formulas)
            shelf.add(f"gnumeric, {extension} from {name}", target, asked[name])


def main():
    dump, only = os.path.abspath(sys.argv[1]), sys.argv[2:]
    shutil.rmtree(OUT, ignore_errors=True)
    os.makedirs(OUT)
    shelf = Shelf(dump, only)
    written = write_openpyxl(shelf) + write_xlsxwriter(shelf) + write_odfpy(shelf)
    seeds = write_seeds(shelf) if importlib.util.find_spec("openpyxl") and importlib.util.find_spec("odf") else []
    if seeds:
        seeds += write_spoilt_seed(shelf)
    saved_again(shelf, written, seeds + write_laid_out(shelf))
    foreign.shelve(shelf)
    shelf.run()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
