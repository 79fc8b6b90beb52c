#!/usr/bin/env python3
"""Names and positions of hundreds of thousands of characters, and tables of forms to match: declined in time and in little memory.

Each stands in a cell whose caption makes it a name and in one that makes it a position, with forms in a column and in
the table Склонения; and on a line of `prikaz decline`.

usage: hostile_words.py PROGRAM [NAME …]
"""
import csv
import io
import os
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "tools"))
import bounded  # noqa: E402
import office  # noqa: E402

MEGABYTES = 1500  # under AddressSanitizer, which takes several times the program's own
MANY = 300_000
TEMPLATE = "{{#Люди}}{{фио | дат}} {{должность | род}} {{фио | тв | инициалы}} {{фио | имя | вин}}{{/Люди}}"
FORMS = "Слово,род,дат,вин,тв,пр\nЗаяц,Заяца,Заяцу,Заяца,Заяцем,Заяце\nстарший,старшего,а,б,в,г\n"


def texts():
    yield "blanks between two words", "Иванов" + " " * MANY + "Иван"
    yield "words", "Иванов " * (MANY // 7)
    yield "people", "Иванов И.И., " * (MANY // 13)
    yield "people by и", "Иванов Иван и " * (MANY // 14)
    yield "a word of the table", "Заяц " * (MANY // 5)
    yield "a word of the table in one word", "Заяц-" * (MANY // 5) + "Заяц"
    yield "attributes", "старший " * (MANY // 8)
    yield "heads", "учреждение детский сад " * (MANY // 22)
    yield "abbreviations", "и.о. " * (MANY // 5)
    yield "initials", "И." * (MANY // 2)
    yield "initials with hyphens", "И.-" * (MANY // 3)
    yield "particles", "Людвиг " + "ван " * (MANY // 4) + "Бетховен"
    yield "one letter", "а" * MANY
    yield "accents", "а" + "\u0301" * MANY
    yield "hyphens", "-" * MANY
    yield "brackets", "(" * MANY
    yield "quotes", "«" * MANY
    yield "commas", ", " * (MANY // 2)


def table(rows):
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def season(text):
    return {"Люди.csv": table([["ФИО", "Должность", "ФИО (тв.)"], [text, text, text]]), "Склонения.csv": FORMS + table([[text, "а", "б", "в", "г", "д"]])}


def many_forms():
    """Tens of thousands of rows of forms, and as many people who take them."""
    return {"Люди.csv": table([["ФИО", "Должность", "ФИО (тв.)"]] + [[f"Слово{n} Иван Ильич", f"Слово{n} отдела", ""] for n in range(30_000)]),
            "Склонения.csv": "Слово,род,дат\n" + "".join(f"Слово{n},Слова{n},Слову{n}\n" for n in range(30_000))}


def runs(program):
    for name, text in texts():
        yield name, season(text), [program, "merge", "t.docx", "-d", ".", "-o", "out.docx"]
        yield name + ", a line", {"t.txt": text + "\n"}, ["sh", "-c", f"exec {program} decline < t.txt"]
    yield "many forms", many_forms(), [program, "merge", "t.docx", "-d", ".", "-o", "out.docx"]


def main(argv):
    program, failed = os.path.abspath(argv[0]), 0
    for name, files, command in runs(program):
        if argv[1:] and name not in argv[1:]:
            continue
        with tempfile.TemporaryDirectory() as folder:
            for file, data in files.items():
                open(os.path.join(folder, file), "w", encoding="utf-8").write(data)
            open(os.path.join(folder, "t.docx"), "wb").write(office.make(TEMPLATE, "docx"))
            status, said, megabytes = bounded.run(command[0], folder, *command[1:])
        faults = bounded.faults(status, said, megabytes, (0, 2), MEGABYTES)
        if len(said) > 100_000:
            faults.append(f"{len(said)} characters of messages")
        failed += bounded.told(f"hostile words: {name}", faults)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
