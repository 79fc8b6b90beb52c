#!/usr/bin/python3
"""The shipped schemas (templates/schemas): well formed, described in their README, silent about two good seasons, and
of each of their rules one spoilt cell that it finds, alone and at that cell.

usage: schemas.py PROGRAM [--accept]     --accept writes the tables of the README anew
"""
import csv
import glob
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "tools"))
import office  # noqa: E402
from schemas_spoilt import SPOILT  # noqa: E402

SCHEMAS = os.path.join(HERE, "..", "templates", "schemas")
README = os.path.join(SCHEMAS, "README.md")
DATE = "2024-09-10"
TYPES = {"string", "number", "integer", "date", "boolean", "any"}
CONSTRAINTS = {"required", "unique", "minimum", "maximum", "pattern", "enum", "minLength", "maxLength"}
TABLE_KEYS = {"title", "description", "aliases", "fields", "missingValues", "primaryKey", "foreignKeys", "checks", "lenient"}
FIELD_KEYS = {"name", "title", "type", "format", "description", "aliases", "constraints", "fillDown", "missingValues"}
CHECK_KEYS = {"when", "unique", "severity", "field", "message", "message_en"}

failed = False


def report(ok, what, details=""):
    global failed
    failed |= not ok
    print(("ok" if ok else "not ok") + f" - schemas: {what}")
    if not ok and details:
        print("\n".join("#   " + line for line in details.rstrip().split("\n")))


def fold(name):
    """As the program folds names (base/utf8.c): case, ё, dots; signs part words, a hyphen between letters does not."""
    name = unicodedata.normalize("NFC", name).lower().replace("ё", "е").replace(".", "").replace("\u00ad", "")
    name = re.sub(r"(?<=[^\W\d_])[-\u2010\u2011](?=[^\W\d_])", "-", name)
    name = re.sub(r"(?<![^\W\d_])-|-(?![^\W\d_])", " ", name)
    return " ".join(re.sub(r"[^\w№-]|_", " ", name).split())


def load():
    return {os.path.basename(p)[:-len(".schema.json")]: json.load(open(p, encoding="utf-8"))
            for p in sorted(glob.glob(os.path.join(SCHEMAS, "*.schema.json")))}


# ---- what stands in the files ----

def names_of(schema, position):
    field = schema["fields"][position]
    return [field["name"]] + field.get("aliases", [])


def faults_of(table, s):
    fields = {f["name"] for f in s["fields"]}
    seen = {}
    for key in s.keys() - TABLE_KEYS:
        yield f"unknown key {key}"
    for i, f in enumerate(s["fields"]):
        for key in f.keys() - FIELD_KEYS:
            yield f"{f['name']}: unknown key {key}"
        if f["type"] not in TYPES:
            yield f"{f['name']}: type {f['type']}"
        for key in f.get("constraints", {}).keys() - CONSTRAINTS:
            yield f"{f['name']}: constraint {key}"
        for folded in {fold(n) for n in names_of(s, i)}:
            if folded in seen:
                yield f"{f['name']}: {folded} is a name of {seen[folded]} as well"
            seen[folded] = f["name"]
    for key in s.get("primaryKey", []):
        if key not in fields:
            yield f"primaryKey {key}"
    for k in s.get("foreignKeys", []):
        if k["fields"] not in fields:
            yield f"foreignKeys {k['fields']}"
    for c in s.get("checks", []):
        for key in c.keys() ^ CHECK_KEYS - {"when", "unique"}:
            if key not in ("when", "unique"):
                yield f"check {c.get('message')}: key {key}"
        if not ("when" in c or "unique" in c) or c["severity"] not in ("error", "warning", "note"):
            yield f"check {c.get('message')}: nothing to look at, or no severity"
        if c["field"] not in fields:
            yield f"check {c.get('message')}: field {c['field']}"


def check_files(schemas):
    names = {}
    for table, s in schemas.items():
        faults = list(faults_of(table, s))
        for folded in {fold(n) for n in [table] + s.get("aliases", [])}:
            if folded in names:
                faults.append(f"the table name {folded} is {names[folded]}'s as well")
            names[folded] = table
        for k in s.get("foreignKeys", []):
            reference = k["reference"]
            target = schemas.get(reference["resource"])
            if not target or reference["fields"] not in {f["name"] for f in target["fields"]} | {"Код"}:
                faults.append(f"foreignKeys {k['fields']}: {reference}")
        report(not faults, f"{table}: well formed", "\n".join(faults))


# ---- the README ----

def describe(table, s):
    out = [f"## {table}", "", s["title"] + "."]
    if s.get("aliases"):
        out.append("Другие имена таблицы: " + ", ".join(f"`{a}`" for a in s["aliases"]) + ".")
    out += ["", "| столбец | другие заголовки | тип | примечание |", "|---|---|---|---|"]
    kinds = {"string": "текст", "number": "число", "integer": "целое", "date": "дата", "boolean": "да/нет", "any": ""}
    for f in s["fields"]:
        notes = []
        if f.get("constraints", {}).get("required"):
            notes.append("нужен")
        if f.get("constraints", {}).get("unique"):
            notes.append("не повторяется")
        links = [k["reference"]["resource"] for k in s.get("foreignKeys", []) if k["fields"] == f["name"]]
        if links:
            notes.append("ссылка: " + ", ".join(dict.fromkeys(links)))
        if f.get("fillDown"):
            notes.append("пустая ячейка повторяет верхнюю")
        note = "; ".join(notes) + (". " if notes and f.get("description") else "") + f.get("description", "")
        out.append(f"| {f['name']} | {', '.join(f.get('aliases', []))} | {kinds[f['type']]} | {note} |".replace("|  |", "| |"))
    marks = {"error": "ошибка", "warning": "предупреждение", "note": "замечание"}
    rules = dict.fromkeys(f"- {c['field']}: {c['message']} ({marks[c['severity']]})" for c in s.get("checks", []))
    if rules:
        out += ["", "Что проверяется:", ""] + list(rules)
    return out


def check_readme(schemas, accept):
    mark = "<!-- ниже – из самих схем: tests/schemas.py PROGRAM --accept -->"
    text = open(README, encoding="utf-8").read() if os.path.exists(README) else mark
    lines = [text.split(mark)[0] + mark]
    for table, s in schemas.items():
        lines += [""] + describe(table, s)
    wanted = "\n".join(lines) + "\n"
    if accept and wanted != text:
        open(README, "w", encoding="utf-8").write(wanted)
        print(f"# {README} written anew")
    else:
        report(wanted == text, "README.md says what is in them", "run tests/schemas.py PROGRAM --accept")


# ---- seasons ----

class Season:
    """Tables of CSV by their names, that a spoiling changes in a copy."""

    def __init__(self, folder):
        self.tables = {}
        for path in sorted(glob.glob(os.path.join(HERE, "schemas", folder, "*.csv"))):
            with open(path, encoding="utf-8", newline="") as f:
                self.tables[os.path.basename(path)[:-4]] = list(csv.reader(f, delimiter=";"))

    def copy(self):
        other = Season.__new__(Season)
        other.tables = {name: [list(row) for row in rows] for name, rows in self.tables.items()}
        return other

    def row(self, table, key):
        """By number in the sheet, or by what a cell is, begins with or holds."""
        rows = self.tables[table]
        if isinstance(key, int):
            return key - 1
        for fits in (str.__eq__, str.startswith, str.__contains__):
            for i, row in enumerate(rows):
                if i and any(fits(cell, key) for cell in row):
                    return i
        raise KeyError(key)

    def column(self, table, caption):
        rows = self.tables[table]
        if rows[0] == ["Поле", "Значение"]:
            return 1
        if caption not in rows[0]:
            for row in rows:
                row.append("")
            rows[0][-1] = caption
        return rows[0].index(caption)

    def set(self, table, key, caption, value):
        if self.tables[table][0] == ["Поле", "Значение"]:
            key = caption
        at = self.column(table, caption)
        i = self.row(table, key)
        self.tables[table][i][at] = value
        return f"{chr(ord('A') + at)}{i + 1}"

    def cell(self, table, key, caption):
        if self.tables[table][0] == ["Поле", "Значение"]:
            key = caption
        return f"{chr(ord('A') + self.column(table, caption))}{self.row(table, key) + 1}"

    def add(self, table, like, **cells):
        rows = self.tables[table]
        rows.append(list(rows[self.row(table, like)]))
        for caption, value in cells.items():
            self.set(table, len(rows), caption.replace("_", " "), value)
        return len(rows)

    def write(self, folder):
        for name, rows in self.tables.items():
            out = io.StringIO()
            csv.writer(out, delimiter=";", lineterminator="\n").writerows(rows)
            open(os.path.join(folder, name + ".csv"), "w", encoding="utf-8").write(out.getvalue())
        open(os.path.join(folder, "Документы.csv"), "w", encoding="utf-8").write("Документ;Шаблон;Форматы\nПустой;пустой;docx\n")
        os.makedirs(os.path.join(folder, "templates"))
        open(os.path.join(folder, "templates", "пустой.docx"), "wb").write(office.make("Текст", "docx"))

    def problems(self, program, language="ru_RU.UTF-8"):
        with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as other:
            found = os.path.join(other, "report.json")
            self.write(folder)
            env = {k: v for k, v in os.environ.items() if not k.startswith("LC_") and k not in ("LANG", "LANGUAGE")}
            env.update(LANG=language, NO_COLOR="1")
            run = subprocess.run([program, "check", folder, "--date", DATE, "--report", found], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
            try:
                return json.load(open(found, encoding="utf-8"))["problems"]
            except (OSError, ValueError):
                return [{"severity": "fatal", "message": run.stderr.decode(), "place": {}}]


def line(p):
    place = p.get("place") or {}
    return f"{place.get('file', '')} {place.get('cell', '')}: {p['severity']}: {p['message']}"


def check_good(program, folder, intended=()):
    problems = [p for p in Season(folder).problems(program) if not any(i in p["message"] for i in intended)]
    report(not problems, f"the season {folder} has no problems", "\n".join(map(line, problems)))


def spoil(entry):
    """The spoilt season, and (table, cell, what the message holds) of each problem that it must have."""
    season = Season(entry[0]).copy()
    expected = list(entry[-1]) if isinstance(entry[-1], list) else [entry[-1]]
    if callable(entry[1]):
        table, cell = entry[1](season)
    else:
        _, table, row, caption, value, _ = entry
        cell = season.set(table, row, caption, value)
    return season, [e if isinstance(e, tuple) else (table, cell, e) for e in expected]


def is_expected(problem, expected):
    table, cell, message = expected
    place = problem.get("place") or {}
    return message in problem["message"] and place.get("cell") == cell and place.get("file") == table + ".csv"


def check_spoilt(program, schemas):
    rules = {(t, c["message"].split("{{")[0]) for t, s in schemas.items() for c in s.get("checks", [])}
    met = set()
    for entry in SPOILT:
        season, expected = spoil(entry)
        problems = season.problems(program)
        left = [p for p in problems if not any(is_expected(p, e) for e in expected)]
        missing = [e for e in expected if not any(is_expected(p, e) for p in problems)]
        met |= {(t, m) for p in problems for t, m in rules if (p["place"].get("file") or "") == t + ".csv" and m in p["message"]}
        report(not left and not missing, " ".join(expected[0]), "\n".join(map(line, problems)) or "no problem was found")
    # a rule that several tables have in common is tried in one of them
    shared = {m for t, m in met}
    untried = sorted((t, m) for t, m in rules if m not in shared)
    report(not untried, "every rule has a spoilt cell", "\n".join(map(str, untried)))


def main():
    program, accept = os.path.abspath(sys.argv[1]), "--accept" in sys.argv
    schemas = load()
    check_files(schemas)
    check_readme(schemas, accept)
    check_good(program, "small")
    check_good(program, "full")
    check_spoilt(program, schemas)
    return failed


if __name__ == "__main__":
    sys.exit(main())
