#!/usr/bin/env python3
"""A print run of 248 consents in one PDF, read back: who has one, in which order, each on a sheet of its own.

The class list holds what a real one does: children with two parents, a mother of two who is entered once, a child who comes of age on
the day of printing and one who did the day before, names that differ by ё alone, forms of one page and of two. A control list beside
it is made of the same list expression. With --keep FOLDER the season and what became of it stay there.

usage: print_run.py PROGRAM [--keep FOLDER]
"""
import json
import os
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "tools"))
import office  # noqa: E402

MINORS, LETTERS, SECONDS = 245, 248, 30
DAY = "2026-09-01"
LAST = ("Елин Ёлкин Ельцов Елкин Ёлкина Иванов Петров Сидоров Черных Юн Заяц Дюма Соловьёв Соловьев Цой Яровой Абросимов Жук "
        "Иванова-Петрова Иванов").split()
FIRST = "Лев Фёдор Федор Глеб Артём Марк Ян Роман Илья Захар Егор Тимофей Степан".split()
PARENTS = "Представители | по_одному: [чей представитель] | где: (чей_представитель.[дата рождения] | возраст: @document.дата) < 18"
SORTED = " | порядок: чей_представитель.группа, чей_представитель.фамилия, чей_представитель.имя, код"
CONSENT = """Я, {{фио | обязательно}}, {{[степень родства]}}, согласие на обработку данных {{чей_представитель | род}}
Группа {{чей_представитель.группа}}, запись {{№}} из {{@count}}
{{#[степень родства] = "опекун"}}
{{@page_break}}
Действую на основании акта органа опеки
{{/}}"""
ADULT = "Я, {{фио | обязательно}}, {{[дата рождения] | возраст: @document.дата | мн: \"год\", \"года\", \"лет\"}}"
CONTROL = "| {{#@data." + PARENTS.replace("@document.дата", "«01.09.2026»") + SORTED + """}}{{№}} | {{чей_представитель.группа}} | \
{{чей_представитель.фио}} | {{фио}}{{/}} |"""

failed = False


def report(ok, name, details=""):
    global failed
    failed |= not ok
    print(("ok" if ok else "not ok") + " - print run: " + name)
    if not ok:
        print("\n".join("#   " + line for line in str(details).split("\n")[:30]))


# ---- the class list ----

def children():
    """[code, last, first, patronymic, birth, group]; the last two are of age on DAY."""
    out = []
    for i in range(MINORS + 2):
        birth = f"{10 + i % 18:02d}.{1 + i % 12:02d}.{2009 + i % 4}"
        out.append([f"С-{i + 1}", LAST[i % len(LAST)], FIRST[i % len(FIRST)], "Ильич", birth, f"{8 + i % 4}{'АБВ'[i % 3]}"])
    out[-2][4], out[-1][4] = "01.09.2008", "31.08.2008"
    return out


def parents(people):
    """[code, whose, kin, last, first, patronymic]: С-1, С-2 and С-3 have two, С-4 and С-5 one mother, who is entered once."""
    out = []
    for i, child in enumerate(people):
        if i == 4:
            continue
        whose = "С-4; С-5" if i == 3 else child[0]
        kin = "опекун" if i % 10 == 7 else "мать"
        out.append([f"П-{i + 1}", whose, kin, child[1], "Нина", "Ильинична"])
        if i < 3:
            out.append([f"П-{i + 1}а", whose, "отец", child[1], "Илья", "Львович"])
    return out


def table(captions, rows):
    lines = [";".join(captions)] + [";".join(f'"{c}"' for c in row) for row in rows]
    return "\n".join(lines) + "\n"


def write_season(folder, people, kin):
    os.makedirs(os.path.join(folder, "templates"))
    tables = {
        "Наставляемые": (["Код", "Фамилия", "Имя", "Отчество", "Дата рождения", "Группа", "Категория"], [p + ["обучающийся"] for p in people]),
        "Представители": (["Код", "Чей представитель", "Степень родства", "Фамилия", "Имя", "Отчество"], kin),
        "Документы": (["Документ", "Шаблон", "Для каждого", "Файл", "Форматы", "Сводный файл", "Двусторонняя", "Дата"], [
            ["Согласия родителей", "consent", PARENTS + SORTED, "{{чей_представитель.группа}} {{чей_представитель.фио}} – {{код}}", "",
             "Согласия родителей", "да", "01.09.2026"],
            ["Согласия взрослых", "adult", "Наставляемые | где: ([дата рождения] | возраст: @document.дата) >= 18", "", "docx", "", "",
             "01.09.2026"],
            ["Контрольный список", "control", "", "", "odt", "", "", "01.09.2026"]]),
    }
    for name, (captions, rows) in tables.items():
        with open(os.path.join(folder, name + ".csv"), "w", encoding="utf-8") as f:
            f.write(table(captions, [[c.replace('"', '""') for c in r] for r in rows]))
    for name, text, ext in ("consent", CONSENT, "docx"), ("adult", ADULT, "docx"), ("control", CONTROL, "odt"):
        with open(os.path.join(folder, "templates", f"{name}.{ext}"), "wb") as f:
            f.write(office.make(text, ext))


# ---- what is to come out ----

def letters(text):
    """е and ё are one letter; the hyphen counts less than any letter."""
    return text.lower().replace("ё", "е").replace("-", "")


def ties(text):
    """ё stands behind е."""
    return text.lower().replace("ё", "е\U0010FFFF")


def wanted(people, kin):
    """(child, parent) of each letter; the order is checked by itself."""
    of = {p[0]: p for p in people}
    minors = {p[0] for p in people[:MINORS]}
    return [(of[code], k) for k in kin for code in k[1].split("; ") if code in minors]


def is_sorted(pairs):
    """Whether the pairs of (child, parent) are in order: groups, then names by letters, then ё behind е."""
    def key(pair):
        child, parent = pair
        group = int(child[5][:-1]), child[5][-1]
        return group, letters(child[1]), ties(child[1]), letters(child[2]), ties(child[2]), natural(parent[0])
    keys = [key(p) for p in pairs]
    return [f"{pairs[i][0][1:3]} {pairs[i][1][0]} before {pairs[i + 1][0][1:3]} {pairs[i + 1][1][0]}"
            for i in range(len(keys) - 1) if keys[i] > keys[i + 1]]


def natural(code):
    digits = "".join(c for c in code if c.isdigit())
    return int(digits), code


# ---- what came out ----

def pages_of(pdf):
    out = subprocess.run(["pdftotext", "-layout", pdf, "-"], stdout=subprocess.PIPE, check=True).stdout.decode()
    return [" ".join(p.split()) for p in out.split("\f")[:-1]]


def bookmarks_of(pdf):
    """[(title, page)] of the outline."""
    told = json.loads(subprocess.run(["qpdf", "--json", "--json-key=outlines", pdf], stdout=subprocess.PIPE, check=True).stdout)
    return [(o["title"], o["destpageposfrom1"]) for o in told["outlines"]]


def check_consents(pdf, people, kin):
    pages, marks = pages_of(pdf), bookmarks_of(pdf)
    pairs = wanted(people, kin)
    by_title = {f"{c[5]} {' '.join(c[1:4])} – {k[0]}": (c, k) for c, k in pairs}
    report(len(pairs) == LETTERS and len(by_title) == LETTERS, "the class list is what it should be", (len(pairs), len(by_title)))
    report(sorted(t for t, _ in marks) == sorted(by_title), "a bookmark for each letter, and no other",
           set(by_title) ^ {t for t, _ in marks})
    faults = is_sorted([by_title[t] for t, _ in marks if t in by_title])
    report(not faults, "letters are in the order of groups and names, ё beside е", "\n".join(faults))
    report(all(page % 2 for _, page in marks), "each begins on an odd page", [m for m in marks if m[1] % 2 == 0][:5])
    check_pages(pages, marks, by_title)


def check_pages(pages, marks, by_title):
    """What stands on the pages from each bookmark to the next: the letter of that child by that parent, and its number."""
    faults = []
    ends = [page for _, page in marks[1:]] + [len(pages) + 1]
    for number, ((title, begin), end) in enumerate(zip(marks, ends), 1):
        child, parent = by_title[title]
        own = pages[begin - 1:end - 1]
        first = f"Я, {' '.join(parent[3:6])}, {parent[2]}"
        has_two = parent[2] == "опекун"
        if not own[0].startswith(first) or f"Группа {child[5]}, запись {number} из {LETTERS}" not in own[0]:
            faults.append(f"page {begin} is not {title}: {own[0]}")
        if has_two != own[-1].startswith("Действую") or len(own) > 2 or (not has_two and any(own[1:])):
            faults.append(f"{title}: pages {own}")
        if end <= len(pages) and len(own) != 2:
            faults.append(f"{title}: {len(own)} pages, its back is missing")
    report(not faults, "each is the letter of that child by that parent, with a blank back where there is no second page", "\n".join(faults))


def check_others(out, people, kin):
    adults = sorted(f for f in os.listdir(out) if f.startswith("Согласия взрослых"))
    texts = [office.text_of(os.path.join(out, f))[0] for f in adults]
    names = [" ".join(p[1:4]) for p in people[-2:]]
    report(texts == [f"Я, {n}, лет" for n in names], "who comes of age on the day of printing, or did before, signs for himself", texts)
    rows = [line for line in office.text_of(os.path.join(out, "Контрольный список.odt")) if line.startswith("|")]
    marks = bookmarks_of(os.path.join(out, "Согласия родителей.pdf"))
    listed = [[c.strip() for c in row.strip("|").split("|")] for row in rows]
    told = [f"{group} {child}" for _, group, child, _ in listed]
    report(told == [t.split(" – ")[0] for t, _ in marks], "the control list names the same children in the same order",
           (len(told), told[:3], marks[:3]))


def main():
    program = os.path.abspath(sys.argv[1])
    keep = sys.argv[sys.argv.index("--keep") + 1] if "--keep" in sys.argv else None
    with tempfile.TemporaryDirectory() as scratch:
        folder = os.path.join(keep or scratch, "season")
        people = children()
        kin = parents(people)
        write_season(folder, people, kin)
        out = os.path.join(folder, "out")
        begun = time.monotonic()
        run = subprocess.run([program, "make", folder, "--date", DAY, "-q"], stderr=subprocess.PIPE, timeout=600)
        seconds = time.monotonic() - begun
        report(run.returncode == 0 and not run.stderr, "all is made without a word", run.stderr.decode())
        if run.returncode:
            return 1
        report(seconds < SECONDS, "in time", f"{seconds:.1f} s")
        check_consents(os.path.join(out, "Согласия родителей.pdf"), people, kin)
        check_others(out, people, kin)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
