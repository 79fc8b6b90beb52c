#!/usr/bin/env python3
"""The papers of the example seasons beside LibreOffice's rendering of them, and against the schemas of both formats.

usage: looks.py PROGRAM

Every shipped template and every template of an example season stands here with its longest paper, as DOCX and as ODT. LibreOffice renders all of
them in one start; of its words, at least PLACE per cent stand where ours do, on as many pages. With ../shared beside the project, every
part is checked against its schema, and there is nothing to excuse: the templates are valid, so is what is made of them.
"""
import glob
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
sys.path[:0] = [HERE, os.path.join(HERE, "tools")]
import fidelity  # noqa: E402
import office  # noqa: E402
import papers  # noqa: E402
import places  # noqa: E402
import read_back  # noqa: E402
import suite  # noqa: E402

OUT = os.path.join(ROOT, "build/test/looks")
PLACE = 98.0
FORMATS = ("docx", "odt")
# templates that the season's own rows do not name: parts of «consent-learner», sheets of their own elsewhere
BESIDES = [{"Документ": name, "Шаблон": name, "Для каждого": whom, "Файл": "{{код}}"} for name, whom in (
    ("consent-parent", "Представители | где: чей_представитель.группа = «ПД-21»"), ("consent-adult", "Наставляемые | где: Код = «С-34»"))]
SUITE = suite.Suite("looks", None)
check = SUITE.check


# ---- papers ----

def college(program):
    """The season's papers in both formats -> {template: [files]}"""
    tables, found = papers.college(), {}
    rows = tables.pop("Документы") + BESIDES
    for n, row in enumerate(rows):  # each in a folder of its own
        row.update({"Файл": f"{n}/" + (row["Файл"] or "paper"), "Форматы": " ".join(FORMATS), "Сводный файл": "", "Двусторонняя": ""})
    made = papers.make(program, "looks", tables, *rows)
    check("the college's papers are made", [] if made.code in (0, 2) and not [p for p in made.problems if p[0] == "error"] else [made.said])
    for n, row in enumerate(rows):
        found[row["Шаблон"]] = [f for ext in FORMATS for f in glob.glob(os.path.join(made.folder, str(n), "**/*." + ext), recursive=True)]
    return found


def others(program, env):
    """The papers of the other seasons -> {season: [files]}"""
    found = {}
    for season in sorted(glob.glob(os.path.join(ROOT, "examples/*/"))):
        name = os.path.basename(os.path.dirname(season))
        if name != "college" and glob.glob(season + "*.*") and os.path.isdir(season + "templates"):
            folder = os.path.join(OUT, "seasons", name)
            subprocess.run([program, "make", season, "-o", folder, "-q", "--format", ",".join(FORMATS)], env=env, stdout=subprocess.DEVNULL)
            found[name] = sorted(f for ext in FORMATS for f in glob.glob(os.path.join(folder, "*." + ext)))
    return found


def chosen(found):
    """Of each kind and format the paper with the longest text, under a name of its own -> [path]"""
    paths = []
    for kind, files in sorted(found.items()):
        for ext in FORMATS:
            some = [f for f in files if f.endswith(ext)]
            check(f"{kind}.{ext} makes a paper", [] if some else ["none was made"])
            if some:
                paths.append(os.path.join(OUT, f"{kind}-{ext}.{ext}"))
                shutil.copy(max(sorted(some), key=lambda f: len("\n".join(office.text_of(f)))), paths[-1])
    return paths


# ---- the judges ----

def compare(program, paths, env):
    ours, theirs = os.path.join(OUT, "ours"), os.path.join(OUT, "libreoffice")
    subprocess.run([program, "pdf", *paths, "-q", "-o", ours + "/"], env=env, stdout=subprocess.DEVNULL)
    fidelity.libreoffice(paths, theirs, env)
    for path in paths:
        name, pdfs = os.path.basename(path), [fidelity.pdf_of(path, folder) for folder in (ours, theirs)]
        if missing := [p for p in pdfs if not os.path.exists(p)]:
            check(f"{name} looks as in LibreOffice", [f"{p} was not made" for p in missing])
            continue
        place, pages, their_pages, astray = places.compare(*pdfs)
        check(f"{name} looks as in LibreOffice", [f"{place:.1f} per cent in place, {pages} pages for {their_pages}"] + [
            f"«{word}», page {page}: {dx:+.1f} {dy:+.1f} pt" for _, word, page, dx, dy in astray[:5]]
            if place < PLACE or pages != their_pages else [])


def validate(paths):
    module = read_back.validator()
    if module is None:
        print("skip - looks: validity (no ../shared)")
        return
    batch, found = read_back.Batch(module), {}
    for module.lint in (batch.put_aside, batch.answer):
        found = {path: module.problems(path) for path in paths}
        batch.run()
    for path, problems in found.items():
        check(f"{os.path.basename(path)} is valid", sorted(problems))


def main(program):
    shutil.rmtree(OUT, ignore_errors=True)
    os.makedirs(OUT)
    env = fidelity.environment()
    found = college(program)
    shipped = {os.path.splitext(os.path.basename(t))[0] for ext in FORMATS for t in glob.glob(os.path.join(ROOT, "templates/*." + ext))}
    check("every shipped template is looked at", sorted(shipped - found.keys()))
    paths = chosen({**found, **others(program, env)})
    compare(program, paths, env)
    validate(paths)
    return SUITE.failed


if __name__ == "__main__":
    sys.exit(main(os.path.abspath(sys.argv[1])))
