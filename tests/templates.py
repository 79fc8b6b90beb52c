#!/usr/bin/env python3
"""The shipped templates, and those of the example seasons that templates/source describes: they are what their sources make, DOCX and
ODT say the same in the same order, a person who edits them meets named styles, and templates/README.md tells of each.

usage: templates.py PROGRAM
"""
import glob
import os
import re
import subprocess
import sys
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
SOURCE = os.path.join(ROOT, "templates", "source")
sys.dont_write_bytecode = True
sys.path[:1] = [os.path.join(HERE, "tools"), SOURCE]  # in place of this folder, whose papers.py is another
import make  # noqa: E402
import styles  # noqa: E402
from paper import styles_used  # noqa: E402
from structure import contents, paragraphs, tables  # noqa: E402
import suite  # noqa: E402

PAPERS = list(make.papers())
SUITE = suite.Suite("templates")
check = SUITE.check


def path(paper, kind):
    return os.path.join(ROOT, paper.folder, f"{paper.name}.{kind}")


def part(file, name):
    with zipfile.ZipFile(file) as z:
        return z.read(name).decode() if name in z.namelist() else ""


def from_source():
    """A template that somebody edited would lose it with the next `make templates`."""
    run = subprocess.run([sys.executable, os.path.join(SOURCE, "make.py"), "--check"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    check("they are what templates/source makes", run.stdout.split("\n") if run.returncode else [])


def first_difference(a, b):
    """What is not the same in two lists, told from where they part."""
    at = next((n for n, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
    return [] if a == b else [f"DOCX {a[at:at + 1]}, ODT {b[at:at + 1]}"]


def read(file):
    """What a person who has the file before him would tell of each paragraph: words and markers, heading, number, header row, table."""
    return [(p.text, p.heading, p.item and p.item[1], p.label, p.header, p.table) for p in paragraphs(file) if not p.is_contents]


def spans(file):
    return [[[(c.across, c.down) for c in row] for row in table] for table in tables(file)]


def numbers_pages(file):
    if file.endswith(".docx"):
        return " PAGE " in part(file, "word/header2.xml")
    return "<text:page-number" in part(file, "styles.xml")


def twins():
    """Read by another reader than the one that wrote them."""
    for paper in PAPERS:
        docx, odt = (path(paper, kind) for kind in ("docx", "odt"))
        faults = first_difference(read(docx), read(odt)) + first_difference(spans(docx), spans(odt))
        faults += first_difference(contents(docx), contents(odt))
        wanted = any(section.page.number for section in paper.sections)
        faults += [f"{f}: page numbers: {not wanted}" for f in (docx, odt) if numbers_pages(f) != wanted]
        check(f"{paper.name}: DOCX and ODT have the same words, markers, headings, numbers and tables", faults)


def style_table():
    """Each style and list is one that some paper uses, under a name and an id of its own, and leads to others that there are."""
    used, lists = set(), set()
    for paper in PAPERS:
        names, own = styles_used(paper, styles.styles_of(paper))
        used |= set(names)
        lists |= set(own)
    table = styles.STYLES
    ids = [s.id for s in table.values()]
    check("no style or list that no paper uses", sorted(set(table) - used) + sorted(set(styles.LISTS) - lists))
    check("each style has an id of its own", sorted({i for i in ids if ids.count(i) > 1}))
    check("what follows a style is a style", [n for n, s in table.items() if s.next and s.next not in table])


def named_styles():
    """No paragraph stands in a style that the list of styles does not show."""
    for paper in PAPERS:
        known = set(re.findall(r'w:styleId="([^"]*)"', part(path(paper, "docx"), "word/styles.xml"))) | {None}
        faults = [f"{p.style}: {p.text}" for p in paragraphs(path(paper, "docx")) if p.style not in known]
        empty = [n for n, p in enumerate(paragraphs(path(paper, "docx"))) if not p.text and p.style is None and not p.table and not p.is_contents]
        check(f"{paper.name}: every paragraph has a named style, none is empty to make room", faults + [f"paragraph {n + 1} is empty" for n in empty])


def described(program):
    """The README tells of each template; the program reads each and finds no fault in its markers."""
    with open(os.path.join(ROOT, "templates", "README.md"), encoding="utf-8") as f:
        readme = f.read()
    shipped = sorted(glob.glob(os.path.join(ROOT, "templates", "*.docx")) + glob.glob(os.path.join(ROOT, "templates", "*.odt")))
    names = sorted({os.path.splitext(os.path.basename(file))[0] for file in shipped})
    check("each comes from a source", [name for name in names if name not in [p.name for p in PAPERS]])
    check("templates/README.md has each in its table", [name for name in names if f"[`{name}`]({name}.docx)" not in readme])
    check("and tells of none that there is not", sorted(set(re.findall(r"\(([a-z-]+)\.docx\)", readme)) - set(names)))
    for file in shipped:
        run = subprocess.run([program, "fields", file], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        check(f"{os.path.basename(file)}: its fields are listed", [run.stdout] if run.returncode or "error" in run.stdout else [])


def main():
    from_source()
    twins()
    style_table()
    named_styles()
    described(os.path.abspath(sys.argv[1]))
    return 1 if SUITE.failed else 0


if __name__ == "__main__":
    sys.exit(main())
