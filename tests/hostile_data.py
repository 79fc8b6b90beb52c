#!/usr/bin/env python3
"""Seasons whose tables, JSON and schemas somebody made to hurt: each is checked in time and in little memory.

What is no fault by itself may be let be; what is one is told.  Most of these took the square of their size once.

usage: hostile_data.py PROGRAM [NAME …]
"""
import json
import os
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "tools")]
import bounded  # noqa: E402
import hostile_books  # noqa: E402

MEGABYTES = 1000  # under AddressSanitizer, which takes several times the program's own
HEAD = "Имя;Балл\n"
KEYED = json.dumps({"fields": [{"name": "код", "constraints": {"unique": True, "required": True}}], "primaryKey": "код",
                    "foreignKeys": [{"fields": "код", "reference": {"resource": "", "fields": "код"}}]})
LINKED = json.dumps({"fields": [{"name": "Код"}, {"name": "Кто"}], "foreignKeys": [{"fields": "Кто", "reference": {"resource": "т", "fields": "Код"}}]})
LENDING = LINKED.replace('}}]}', '}, "extends": true}]}')


def wide_row():
    """A record of forty thousand fields."""
    return "Код;" + ";".join(f"к{n}" for n in range(40_000)) + "\nл1" + ";5" * 40_000 + "\n"


def tall_ranges():
    """Merged ranges over all rows of thousands of columns, and one more in every row."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    tall = "".join(f'<mergeCell ref="{a}{b}{c}1:{a}{b}{c}1048576"/>' for a in letters[:20] for b in letters for c in letters)
    short = "".join(f'<mergeCell ref="XA{n}:XB{n}"/>' for n in range(2, 100_000))
    return hostile_books.xlsx(hostile_books.HEAD + "<row><c><v>1</v></c></row>" * 100_000, after=f"<mergeCells>{tall}{short}</mergeCells>")


def seasons():
    """-> name, {file: data}, whether an error is to be told"""
    yield "letters and digits by turns", {"т.csv": HEAD + "1Оа" * 100_000 + ";5\n"}, False
    yield "no-break spaces", {"т.csv": HEAD + "а\u00a0б" * 300_000 + ";5\n"}, False
    yield "both alphabets by turns", {"т.csv": HEAD + "Иvа" * 200_000 + ";5\n"}, False
    yield "quotes that do not close", {"т.csv": HEAD + '"а;\n' * 100_000}, True
    yield "quotes amid cells", {"т.csv": HEAD + '"а"б;' * 50_000 + "\n"}, True
    yield "equals and quotes", {"т.csv": HEAD + '="' * 1_000_000 + "\n"}, False
    yield "a row of separators", {"т.csv": HEAD + "а;5\n" + ";" * 20_000_000 + "\n"}, False
    yield "a million captions", {"т.csv": ";".join(f"к{n}" for n in range(1_000_000)) + "\n"}, True
    yield "keys that repeat", {"т.csv": "Код;Имя\n" + "".join(f"{n // 2};а\n" for n in range(100_000)), "т.schema.json": '{"fields":[{"name":"Код"},{"name":"Имя"}],"primaryKey":"Код"}'}, True
    yield "links to nothing", {"т.csv": "Код;Имя\n" + "".join(f"{n};Иванов {n}\n" for n in range(30_000)), "п.csv": "Код;Кто\n" + "".join(f"{n};Иваноф {n}\n" for n in range(30_000)),
                               "п.schema.json": LINKED}, True
    yield "links to thousands", {"т.csv": "Код;Имя\n" + "".join(f"{n};Иванов Иван\n" for n in range(50_000)), "п.csv": "Код;Кто\n" + "".join(f"{n};Иванов Иван\n" for n in range(50_000)),
                                 "п.schema.json": LINKED}, True
    yield "a list of links", {"т.csv": "Код;Имя\n1;а\n2;б\n", "п.csv": 'Код;Кто\n1;"' + "1;" * 200_000 + '"\n', "п.schema.json": LINKED}, False
    yield "wide records for thousands of rows", {"т.csv": wide_row(), "п.csv": "Имя;Кто\n" + "а;л1\n" * 30_000, "п.schema.json": LENDING}, True
    yield "a pattern that explodes", {"т.csv": HEAD + ("а" * 5000 + "!;5\n") * 20, "т.schema.json": '{"fields":[{"name":"Имя","constraints":{"pattern":"(а+)+"}},{"name":"Балл"}]}'}, True
    yield "thousands of columns misspelt", {"т.csv": ";".join(f"поле{n}" for n in range(2000)) + "\n1;2\n", "т.schema.json": json.dumps({"fields": [{"name": f"полк{n}"} for n in range(2000)]})}, False
    yield "lines that are no JSON", {"т.jsonl": "{x}\n" * 30_000}, True
    yield "a list of everything", {"т.json": '[5,{"код":1},{"код":1},"x",null,[1,2],[{"код":3}],true]', "т.schema.json": KEYED}, True
    yield "a number behind the last object", {"т.json": '[{"код":1},5]', "т.schema.json": KEYED}, False
    yield "lists of objects in a list", {"т.json": '[[{"код":1}],[{"код":1}]]', "т.schema.json": KEYED}, False
    yield "brackets", {"т.json": "[" * 500_000}, True
    yield "wide rows of one cell", {"т.xlsx": hostile_books.xlsx('<row><c t="s"><v>0</v></c></row>' + "".join(f'<row><c r="XFD{n}"><v>1</v></c></row>' for n in range(2, 1500)))}, True
    yield "tall merged ranges", {"т.xlsx": tall_ranges()}, False


def main(argv):
    program, failed = os.path.abspath(argv[0]), 0
    for name, files, has_error in seasons():
        if argv[1:] and name not in argv[1:]:
            continue
        with tempfile.TemporaryDirectory() as folder:
            for file, data in files.items():
                open(os.path.join(folder, file), "wb").write(data if isinstance(data, bytes) else data.encode())
            status, said, megabytes = bounded.run(program, folder, "check", ".")
        faults = bounded.faults(status, said, megabytes, (3,), MEGABYTES)  # such a season says not what to make
        if any(line.startswith(("т.", "п.")) and ": error:" in line for line in said.split("\n")) != has_error:
            faults.append(("no error is told: " if has_error else "an error is told: ") + said[:500])
        failed += bounded.told(f"hostile data: {name}", faults)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
