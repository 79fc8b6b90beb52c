#!/usr/bin/python3
"""One season in many forms of data: the documents are the same bytes.

usage: forms.py PROGRAM [FORM …]

The season below has schemas, links, a record Поле/Значение, dates, decimals, shares, truths, codes with leading zeros, ё,
quotes and line breaks in cells.  It is written as JSON, as CSV in every encoding, and as workbooks by
python3-openpyxl, python3-xlsxwriter, python3-odf and LibreOffice; `prikaz make` in each gives documents that are
compared by name and SHA-256.
"""
import csv
import datetime
import hashlib
import importlib.util
import io
import json
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
sys.path.insert(0, os.path.join(HERE, "tools"))
import office  # noqa: E402
import workbook  # noqa: E402
from workbook import Cell  # noqa: E402

OUT = os.path.join(ROOT, "build/test/forms")
Date, Time = datetime.date, datetime.time
failed = False


class Share(float):
    """Shown as per cents in a sheet."""


class Code(str):
    """Digits with leading zeros: a number under a format of zeros in a workbook, a text elsewhere."""


MENTORS = [
    ["Код", "Фамилия", "Имя", "Отчество", "Дата рождения", "Стаж, лет", "Ставка", "Согласие", "Табельный №", "Телефон", "О себе", "Занятость"],
    ["М-01", "Семёнов", "Пётр", "Ильич", Date(1975, 3, 8), 20, 1.25, True, Code("0042"), "+7 914 123-45-67", "Ведёт кружок\n«Росток»", "25%"],
    ["М-02", "Юн", "Раиса", "Егоровна", Date(1984, 11, 30), 7.5, 0.5, False, Code("0007"), None, 'Сказала: "Приду", и пришла', "100%"],
    ["М-03", "Нго Тхи Лан", "Мария", None, Date(1999, 1, 2), 0, 1, True, Code("1205"), "8 (302) 2-35-35-35", "a, b; c\td", "5%"],
    ["М-04", "Ёлкин", "Артём", "Львович", Date(2000, 2, 29), 0.1, 0.333333333333333, False, Code("0100"), "+7 914 000-00-00", "<b>&amp;</b>", "0%"],
]
PUPILS = [
    ["Код", "ФИО", "Дата рождения", "Группа", "Балл", "Доля", "Наставник", "Начало", "Отметка"],
    ["У-1", "Иванов Иван Иванович", Date(2006, 9, 1), "21-П", 4.75, Share(0.25), "М-01", Time(12, 30), "нет"],
    ["У-2", "Петрова Анна", Date(2007, 12, 31), "1.1", 5, Share(1), "Юн Раиса Егоровна", Time(8, 5), "да"],
    ["У-3", "Сидоров-Ёж Лев", Date(2006, 1, 1), "007", 3.1, Share(0.125), "М-01", None, None],
    ["У-4", "О’Нил Ян", Date(2005, 6, 15), "21-П", 1000000, Share(0), "ёлкин  артем львович".replace("  ", " "), Time(23, 59), "12"],
]
ORGANISATION = [["Поле", "Значение"], ["Наименование", "ГПОУ «Читинский техникум»\nг. Чита"], ["ИНН", "7500000000"], ["Основан", Date(1961, 4, 12)], ["Мест", 1500], ["Лицензия", True]]
DOCUMENTS = [
    ["Документ", "Шаблон", "Для каждого", "Файл", "Форматы"],
    ["Список", "list", None, "Список", "docx odt pdf"],
    ["Справка", "note", "Наставники", "Справка {{Код}}", "docx odt pdf"],
]
SEASON = {"Наставники": MENTORS, "Ученики": PUPILS, "Организация": ORGANISATION, "Документы": DOCUMENTS}


def field(name, kind, **more):
    return dict(name=name, type=kind, **more)


SCHEMAS = {
    "Наставники": {"fields": [field("Код", "string", constraints={"required": True, "unique": True}), field("Фамилия", "string"), field("Имя", "string"), field("Отчество", "string"),
                              field("Дата рождения", "date"), field("Стаж, лет", "number"), field("Ставка", "number", constraints={"minimum": 0, "maximum": 2}), field("Согласие", "boolean"),
                              field("Табельный №", "string", constraints={"pattern": "\\d{4}"}), field("Телефон", "string"), field("О себе", "string"), field("Занятость", "string")],
                   "primaryKey": "Код"},
    "Ученики": {"fields": [field("Код", "string"), field("ФИО", "string"), field("Дата рождения", "date"), field("Группа", "string"), field("Балл", "number"), field("Доля", "number"),
                           field("Наставник", "string"), field("Начало", "string"), field("Отметка", "string")],
                "primaryKey": "Код", "foreignKeys": [{"fields": "Наставник", "reference": {"resource": "Наставники", "fields": "Код"}}]},
    "Организация": {"fields": [field("Наименование", "string"), field("ИНН", "string"), field("Основан", "date"), field("Мест", "integer"), field("Лицензия", "boolean")]},
}
TEMPLATES = {
    "list": "# {{Организация.Наименование}}\nИНН {{организация.инн}}, {{организация.основан}}, {{организация.основан | дата: полно}}, мест {{организация.мест}}, {{организация.лицензия}}\n"
            "|# № | ФИО | Родился | Группа | Балл | Доля | Наставник | Начало | Отметка |\n"
            "| {{#Ученики}}{{@number}} | {{ФИО}} | {{дата рождения}} | {{группа}} | {{балл}} | {{доля}}, {{доля * 100 | число: \"0,0 %\"}} | {{наставник.фамилия}} | {{начало}} | {{отметка}}{{/}} |\n"
            "{{#Наставники | порядок: Ставка}}{{Код}} {{ФИО}} {{ставка}} {{стаж лет}} {{согласие}} {{табельный №}} {{телефон}} {{занятость}}; {{/}}\n"
            "Всего {{Ученики | сумма: балл}}, старше {{Ученики | где: ([дата рождения] < \"01.01.2006\") | количество}}, {{Ученики | где: балл > 4 | количество}}",
    "note": "{{ФИО}}, {{дата рождения | дата: кавычки}}, {{#согласие}}согласен{{else}}не согласен{{/}}, ставка {{ставка * 2}}\n{{о себе}}\n"
            "{{#ученики}}{{ФИО}} ({{группа}}, {{балл}}); {{/}}{{^ученики}}Без учеников{{/}}",
}


def check(name, faults):
    global failed
    print(("not ok - " if faults else "ok - ") + "forms: " + name)
    for f in faults[:20]:
        print("#   " + str(f))
    failed |= bool(faults)


# --- the forms: each writes the tables into a folder

def as_json(tables, folder):
    def value(v):
        if isinstance(v, (Date, Time)):
            return v.isoformat() if isinstance(v, Date) else v.strftime("%H:%M")
        return typed(v, ".", True, False) if isinstance(v, Share) else v  # JSON has no sign for per cents

    for name, rows in tables.items():
        if rows[0] == ["Поле", "Значение"]:
            data = {k: value(v) for k, v in rows[1:]}
        else:
            data = [{k: value(v) for k, v in zip(rows[0], row)} for row in rows[1:]]
        with open(os.path.join(folder, name + ".json"), "w", encoding="utf-8") as f:
            json.dump(data, f, ensure_ascii=False, indent=1)


def typed(v, comma, yes, no):
    if v is None:
        return ""
    if isinstance(v, bool):
        return yes if v else no
    if isinstance(v, Date):
        return v.strftime("%d.%m.%Y")
    if isinstance(v, Time):
        return v.strftime("%H:%M")
    if isinstance(v, Share):
        return (f"{v * 100:.10g}%").replace(".", comma)
    if isinstance(v, (int, float)):
        return repr(v).replace(".", comma)
    return v


def as_csv(encoding, separator, comma=",", yes="да", no="нет", mark=b"", ends="\r\n", everything=False):
    def write(tables, folder):
        for name, rows in tables.items():
            out = io.StringIO()
            writer = csv.writer(out, delimiter=separator, lineterminator=ends, quoting=csv.QUOTE_ALL if everything else csv.QUOTE_MINIMAL)
            writer.writerows([[typed(v, comma, yes, no) for v in row] for row in rows])
            with open(os.path.join(folder, name + ".csv"), "wb") as f:
                f.write(mark + out.getvalue().encode(encoding))
    return write


def cells(tables, codes_as_numbers=False):
    """The tables as a book of tools/workbook.py."""
    def cell(v):
        if v is None or isinstance(v, str) and not (isinstance(v, Code) and codes_as_numbers):
            return v if v is None else str(v)
        if isinstance(v, Code):
            return Cell("number", int(v), "0000")
        if isinstance(v, bool):
            return Cell("bool", v)
        if isinstance(v, Share):
            return Cell("percent", float(v), "0.0%" if v * 100 % 1 else "0%")
        if isinstance(v, Date):
            return Cell("date", v, "dd.mm.yyyy")
        if isinstance(v, Time):
            return Cell("time", v, "hh:mm")
        return Cell("number", v)

    return [(name, [[cell(v) for v in row] for row in rows]) for name, rows in tables.items()]


def as_openpyxl(tables, folder):
    workbook.openpyxl_book(os.path.join(folder, "season.xlsx"), cells(tables))


def as_xlsxwriter(tables, folder):
    workbook.xlsxwriter_book(os.path.join(folder, "Данные за год.xlsx"), cells(tables, codes_as_numbers=True), epoch_1904=True)


def as_odfpy(tables, folder):
    workbook.odfpy_book(os.path.join(folder, "season.ods"), cells(tables))


def as_a_book_each(tables, folder):
    for name, sheet in zip(tables, cells(tables)):
        workbook.openpyxl_book(os.path.join(folder, name + ".xlsx"), [("Лист1", sheet[1])])


def as_libreoffice(extension):
    def write(tables, folder):
        os.makedirs(os.path.join(folder, "before"))
        source = os.path.join(folder, "before", "season.xlsx")
        workbook.openpyxl_book(source, cells(tables, codes_as_numbers=True))
        workbook.soffice([source], extension, folder)
        shutil.rmtree(os.path.join(folder, "before"))
    return write


def as_csv_opened(tables, folder):
    """LibreOffice opens the CSV as a Russian user's does and saves each as ODS: it makes dates and numbers of what looks like them."""
    source = os.path.join(folder, "before")
    os.makedirs(source)
    for name, rows in tables.items():
        with open(os.path.join(source, name + ".csv"), "w", encoding="utf-8", newline="") as f:
            for row in rows:
                cells_ = ['"' + v.replace('"', '""') + '"' if isinstance(v, str) else typed(v, ",", "ИСТИНА", "ЛОЖЬ") for v in row]
                f.write(";".join(cells_) + "\n")
    # separator ;, quotes, UTF-8, from line 1, columns as found, Russian, quoted cells are texts, special numbers are found
    workbook.soffice(sorted(os.path.join(source, n) for n in os.listdir(source)), "ods", folder, "--infilter=CSV:59,34,76,1,,1049,true,true")
    shutil.rmtree(source)


def as_gnumeric(tables, folder):
    as_openpyxl(tables, folder)
    workbook.ssconvert(os.path.join(folder, "season.xlsx"), os.path.join(folder, "season.ods"))
    os.remove(os.path.join(folder, "season.xlsx"))


FORMS = {
    "JSON": as_json,
    "CSV, UTF-8, commas": as_csv("utf-8", ",", comma=".", ends="\n"),
    "CSV, UTF-8 with its mark, semicolons": as_csv("utf-8", ";", mark=b"\xef\xbb\xbf"),
    "CSV, Windows-1251, semicolons": as_csv("cp1251", ";"),
    "CSV, Windows-1251, commas": as_csv("cp1251", ",", comma=".", yes="ИСТИНА", no="ЛОЖЬ"),
    "CSV, UTF-16, tabs": as_csv("utf-16-le", "\t", mark=b"\xff\xfe"),
    "CSV, UTF-16 of the other end, semicolons": as_csv("utf-16-be", ";", mark=b"\xfe\xff", everything=True),
    "XLSX of openpyxl": as_openpyxl,
    "XLSX of xlsxwriter": as_xlsxwriter,
    "XLSX, a book for each table": as_a_book_each,
    "ODS of odfpy": as_odfpy,
    "XLSX of LibreOffice": as_libreoffice("xlsx"),
    "ODS of LibreOffice": as_libreoffice("ods"),
    "ODS of LibreOffice, of CSV": as_csv_opened,
    "ODS of gnumeric": as_gnumeric,
}
NEEDS = {as_openpyxl: "openpyxl", as_a_book_each: "openpyxl", as_xlsxwriter: "xlsxwriter", as_odfpy: "odf", as_gnumeric: "openpyxl"}
# KOI8-R has no «», №, ’: the same season without them
KOI8 = {"CSV, UTF-8": as_csv("utf-8", ";"), "CSV, KOI8-R, tabs": as_csv("koi8-r", "\t"), "CSV, KOI8-R, semicolons": as_csv("koi8-r", ";"), "XLSX of openpyxl ": as_openpyxl}


def plainer(v):
    if not isinstance(v, str):
        return v
    return type(v)(v.replace("«", '"').replace("»", '"').replace("№", "номер").replace("’", "'"))


def make(program, form, write, tables):
    """-> {name: sha256} of the season's documents, messages"""
    folder = os.path.join(OUT, form.replace(" ", "-").replace(",", ""))
    os.makedirs(os.path.join(folder, "templates"))
    for name, lines in TEMPLATES.items():
        for ext in ("docx", "odt"):
            with open(os.path.join(folder, "templates", f"{name}.{ext}"), "wb") as f:
                f.write(office.make(plainer(lines) if tables is not SEASON else lines, ext))
    for name, schema in SCHEMAS.items():
        text = json.dumps(schema, ensure_ascii=False)
        with open(os.path.join(folder, name + ".schema.json"), "w", encoding="utf-8") as f:
            f.write(text if tables is SEASON else plainer(text))
    write(tables, folder)
    env = {k: v for k, v in os.environ.items() if not k.startswith("LC_") and k not in ("LANG", "LANGUAGE")}
    env.update(LANG="C.UTF-8", SOURCE_DATE_EPOCH="1606694400", NO_COLOR="1")
    run = subprocess.run([program, "make", folder, "-o", os.path.join(folder, "out")], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120, env=env)
    made = {}
    for name in sorted(os.listdir(os.path.join(folder, "out"))) if os.path.isdir(os.path.join(folder, "out")) else []:
        if name.endswith((".docx", ".odt", ".pdf")):
            made[name] = hashlib.sha256(open(os.path.join(folder, "out", name), "rb").read()).hexdigest()
    return made, run.stderr.decode("utf-8", "replace"), folder


def difference(folder, other, name):
    if not name.endswith((".docx", ".odt")):
        return f"{name} differs"
    a, b = (office.text_of(os.path.join(f, "out", name)) for f in (folder, other))
    return f"{name}: " + "; ".join(f"{x!r} for {y!r}" for x, y in zip(a, b) if x != y)[:600]


def compare(program, forms, tables, only):
    first = None
    for form, write in forms.items():
        if only and first and form not in only:
            continue
        if NEEDS.get(write) and not importlib.util.find_spec(NEEDS[write]):
            print(f"skip - forms: python3 has no {NEEDS[write]}")
            continue
        made, messages, folder = make(program, form, write, tables)
        if first is None:
            first = made, folder
            check(form, [] if len(made) == 15 else [f"made {sorted(made)}", messages])
            continue
        faults = [difference(first[1], folder, name) for name in first[0] if name in made and made[name] != first[0][name]]
        faults += [f"{name} is not made" for name in first[0] if name not in made]
        check(form, faults + messages.split("\n") if faults or "error" in messages or "warning" in messages else [])


def main():
    program, only = os.path.abspath(sys.argv[1]), sys.argv[2:]
    shutil.rmtree(OUT, ignore_errors=True)
    os.makedirs(OUT)
    compare(program, FORMS, SEASON, only)
    compare(program, KOI8, {plainer(name): [[plainer(v) for v in row] for row in rows] for name, rows in SEASON.items()}, only)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
