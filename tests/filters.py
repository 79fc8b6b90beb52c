#!/usr/bin/env python3
"""The filters of names, dates, numbers and typography, with all that they take, in DOCX, ODT and PDF.

usage: filters.py PROGRAM [--keep FOLDER]

The lists of tests/filters/*.tsv say what is expected; how they are written stands at the head of grammar.tsv.  All lines of all
lists, in every spelling of their filters and keywords, are paragraphs of one template of a season, made once.  DOCX and ODT are read
back by LibreOffice, which is started once, and PDF by pdftotext.  The table of filters itself (generator/expression/filters.def) says
which filters and keywords there are: one that no line tries is a failure.
"""
import csv
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
sys.path.insert(0, os.path.join(HERE, "tools"))
import office  # noqa: E402
import suite  # noqa: E402

CASES = ["NOMINATIVE", "GENITIVE", "DATIVE", "ACCUSATIVE", "INSTRUMENTAL", "PREPOSITIONAL"]
CASE_WORDS = ["им", "род", "дат", "вин", "тв", "пр"]
GROUPS = ("CASES", "DATES", "NUMBERS")
ALSO = ("TYPOGRAPH", "NBSP", "CAPITALIZE", "UNCAPITALIZE", "UPPER", "LOWER")
TABLE = os.path.join(ROOT, "generator/expression/filters.def")
DEFINE = re.compile(r'^#define (\w+_WORDS) "(.*)"$', re.M)
FILTER = re.compile(r'^FILTER\((\w+), "(.*?)", "(.*?)", \d+, \d+, (\w+), (.*?), N_\(', re.M)
SUITE = suite.Suite("filters", 30)
check = SUITE.check


class Filter:
    """A row of the table of filters: its names, and each keyword with its twins."""

    def __init__(self, identifier, russian, latin, group, keywords):
        self.id, self.group = identifier, group
        self.names = russian.split("|") + latin.split("|")
        self.keywords = [k.split("=") for k in keywords.split("|") if k]

    def keyword(self, argument):
        return next((k for k in self.keywords if argument in k), None)


def filters():
    source = open(TABLE, encoding="utf-8").read()
    defines = dict(DEFINE.findall(source))

    def text(expression):
        return "".join(defines[w] if w in defines else w.strip('"') for w in re.findall(r'"[^"]*"|\w+', expression))

    return [Filter(i, russian, latin, group, text(words)) for i, russian, latin, group, words in FILTER.findall(source)]


def cut(text, sign):
    """text at each sign that stands outside quotes"""
    return [p.strip() for p in re.findall(r'(?:"[^"]*"|[^"' + re.escape(sign) + r"])+", text)]


class Lists:
    def __init__(self, table):
        self.by_name = {n: f for f in table for n in f.names}
        self.values, self.lines, self.tried = [], [], set()

    def read(self, path):
        chain = None
        for number, line in enumerate(open(path, encoding="utf-8").read().split("\n"), 1):
            place = f"{os.path.basename(path)}:{number}"
            if line.startswith("@ "):
                chain = line[2:]
            elif line and not line.startswith("#"):
                value, *texts = line.split("\t")
                if len(texts) not in (1, 6):
                    sys.exit(f"{place}: {len(texts)} texts, not one or six")
                self.add(place, chain, value, texts)

    def add(self, place, chain, value, texts):
        try:
            self.values.append(json.loads(value))
        except ValueError:
            self.values.append(value.replace("~", "\u00a0"))
        if len(texts) == 1:
            self.add_spellings(place, chain, texts[0])
            return
        for case, text in zip(CASE_WORDS, texts):
            if chain.startswith("cases"):
                self.add_spellings(place, case + chain[len("cases"):], text)
            else:
                self.add_spellings(place, chain + (", " if ":" in re.sub(r'"[^"]*"', "", chain) else ": ") + case, text)

    def add_spellings(self, place, chain, text):
        steps = []
        for step in cut(chain, "|"):
            name, *arguments = cut(step, ":")
            f = self.by_name[name]
            arguments = cut(arguments[0], ",") if arguments else []
            self.tried |= {(f.id, tuple(f.keyword(a) or [])) for a in arguments} | {(f.id, ())}
            steps.append((f, arguments))
        most = max(len(words) for f, arguments in steps for words in [f.names] + [f.keyword(a) or [] for a in arguments])
        expected = text.replace("~", "\u00a0").replace("=", "\u2011")
        spelled = {" | ".join(spelling(f, arguments, n) for f, arguments in steps) for n in range(most)}
        spelled.add(" | ".join(loud(f, arguments) for f, arguments in steps))
        for s in sorted(spelled):
            self.lines.append((place, f"{{{{Значения.v{len(self.values)} | {s}}}}}", expected))


def spelling(f, arguments, n):
    words = [f.keyword(a) or [a] for a in arguments]
    return f.names[n % len(f.names)] + (": " if words else "") + ", ".join(w[n % len(w)] for w in words)


def loud(f, arguments):
    """Names fold, and keywords may stand in quotes."""
    name = f.names[0].upper().replace("_", " ").replace("Ё", "Е")
    return name + (": " if arguments else "") + ", ".join(f"«{a}»" if f.keyword(a) else a for a in arguments)


def untried(table, lists):
    missing = []
    for f in table:
        if f.group in GROUPS or f.id in ALSO:
            for words in [()] + [tuple(k) for k in f.keywords]:
                if (f.id, words) not in lists.tried:
                    missing.append(f"{f.names[0]}{': ' + words[0] if words else ''}: no line tries it")
    return missing


def write_season(folder, lists):
    os.makedirs(os.path.join(folder, "templates"))
    plain = "\n".join(f"[{n}] {marker} [/]" for n, (_, marker, _) in enumerate(lists.lines))
    for ext in ("docx", "odt"):
        with open(os.path.join(folder, "templates", "filters." + ext), "wb") as out:
            out.write(office.make(plain, ext))
    with open(os.path.join(folder, "Значения.json"), "w", encoding="utf-8") as out:
        json.dump({f"v{n}": v for n, v in enumerate(lists.values, 1)}, out, ensure_ascii=False)
    with open(os.path.join(folder, "Документы.csv"), "w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([["Документ", "Шаблон", "Форматы"], ["word", "filters.docx", "docx pdf"], ["open", "filters.odt", "odt pdf"]])


def run(*args):
    env = {**os.environ, "LANG": "C.UTF-8", "SOURCE_DATE_EPOCH": "1606694400"}
    return subprocess.run(args, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=600, text=True, errors="replace", env=env)


def libreoffice_texts(folder, names):
    run("soffice", "-env:UserInstallation=file://" + os.path.join(folder, "profile"), "--headless", "--convert-to", "txt:Text (encoded):UTF8",
        "--outdir", os.path.join(folder, "texts"), *[os.path.join(folder, "out", n) for n in names])
    texts = []
    for n in names:
        path = os.path.join(folder, "texts", os.path.splitext(n)[0] + ".txt")
        texts.append(open(path, encoding="utf-8-sig").read() if os.path.exists(path) else "")
    return texts


def pdf_text(path):
    """Lines put together again; a hyphen at the end of one is the word's own, for this text is not hyphenated.  No-break blanks and
    hyphens are copied as plain ones, so that a search finds them."""
    text = run("pdftotext", "-raw", path, "-").stdout.replace("\f", "\n")
    return re.sub(r"(?<=[-\u2011–])\n", "", text).replace("\n", " ")


def differences(lists, text, has_no_breaks=True):
    found = {int(n): t for n, t in re.findall(r"\[(\d+)\] (.*?) ?\[/\]", text, re.S)}
    faults = []
    for n, (place, marker, expected) in enumerate(lists.lines):
        if not has_no_breaks:
            expected = expected.replace("\u00a0", " ").replace("\u2011", "-")
        if found.get(n, "").strip(" ") != expected:
            faults.append(f"{place}: {marker}: {shown(found.get(n, ''))}, not {shown(expected)}")
    return faults


def shown(text):
    return "'" + text.replace("\u00a0", "~").replace("\u2011", "=") + "'"


def main(argv):
    program = os.path.abspath(argv[1])
    folder = argv[3] if "--keep" in argv else tempfile.mkdtemp()
    shutil.rmtree(folder, ignore_errors=True)
    table = filters()
    lists = Lists(table)
    for path in sorted(os.listdir(os.path.join(HERE, "filters"))):
        lists.read(os.path.join(HERE, "filters", path))
    check("every filter and keyword is tried", untried(table, lists))
    write_season(folder, lists)
    r = run(program, "make", folder, "-o", os.path.join(folder, "out"), "-q")
    check(f"{len(lists.lines)} markers are made", r.stdout.splitlines() if r.returncode else [])
    word, odt = libreoffice_texts(folder, ["word.docx", "open.odt"])
    for name, text in (("DOCX", word), ("ODT", odt)):
        check("in " + name, differences(lists, text))
    for name in ("word", "open"):
        text = pdf_text(os.path.join(folder, "out", name + ".pdf"))
        check(f"in the PDF of {name}", differences(lists, text, has_no_breaks=False))
    if "--keep" not in argv:
        shutil.rmtree(folder)
    return 1 if SUITE.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
