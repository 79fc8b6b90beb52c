#!/usr/bin/env python3
"""The real papers of ../shared/seeds and what the example seasons made of their data print: word for word the same, and built alike.

usage: seeds.py PROGRAM [--glued]      --glued: name the words that the seeds have glued together

Words are compared in reading order, tables row by row, of the DOCX, the ODT and the PDF; the numbers of lists are words too. No words are
dashes, quotation marks and blanks of all kinds, for the templates set them by the rules (an en dash, « »), and bullets, which the seeds type.
What differs beyond that is listed with each seed, with the reason; a listed difference that is none any more is a fault as well. Then what a
reader relies on, and words do not tell, is read back from the XML: headings, spans, header rows, lists, contents.
The seeds lie outside the project: without them their words are not compared.
"""
import collections
import difflib
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
sys.path.insert(0, os.path.join(HERE, "tools"))
import office  # noqa: E402
import structure  # noqa: E402

NO_WORDS = r"[\s\u00ad\u200b–—−‐‑•·▪\-\"«»„“”_*]+"
FORMATS = ("docx", "odt", "pdf")
ROW_MOST = 400  # words of a row that goes over a page

# folder: of examples; paper: the name of its files; cuts: how lines begin with which a page of the seed goes on with the row that the page
# before began; changes: (what the seed has, what stands for it, why); built: checks of what was made; glued: how many places of the seed
# differ in nothing but the blanks between words, which its extraction lost (None: none may)
Seed = collections.namedtuple("Seed", "number folder paper cuts changes built glued", defaults=(None,))


def report(name, faults):
    print(("not ok - " if faults else "ok - ") + "seeds: " + name)
    for fault in faults[:20]:
        print("#   " + fault.replace("\n", "\n#   "))
    return not faults


# ---- words ----

def words(text):
    return re.findall(r"\w+|[^\w\s]", re.sub(NO_WORDS, " ", text))


def mended(text, cuts):
    """The seed's text with the rows whole that its pages cut; and the cuts that are not there."""
    lines, missing = re.sub(r"<[^>]+>", " ", text.replace("**", "")).split("\n"), []
    for cut in cuts:
        at = next((n for n, line in enumerate(lines) if re.match(r" *" + cut, line)), None)
        if at is None:
            missing.append(f"no row of the seed goes on with {cut!r}")
            continue
        above = next(n for n in range(at - 1, -1, -1) if "\t" in lines[n] and not re.fullmatch(r"[-\t]+", lines[n]))
        head, tail = lines[above].split("\t"), lines.pop(at).split("\t")
        tail += [""] * (len(head) - len(tail))
        lines[above] = "\t".join(f"{x} {y}" for x, y in zip(head, tail))
    return "\n".join(lines), missing


def seed_words(seed, text):
    """The seed's words as they are to come out, and the cuts and changes that have nothing to mend."""
    text, missing = mended(text, seed.cuts)
    text, idle = re.sub(r"\s+", " ", text), missing
    for what, instead, why in seed.changes:
        text, count = re.subn(what, instead, text)
        if not count:
            idle.append(f"the seed has no {what!r} any more ({why})")
    return words(text), idle


def office_words(path):
    """With the numbers of lists, and of the contents no more than their heading."""
    lines = [f"{p.label} {p.text}" for p in structure.paragraphs(path) if not p.is_contents]
    return words("\n".join(lines))


def header_words(path):
    """Of each table the words of the rows that are repeated."""
    found = collections.defaultdict(list)
    for p in structure.paragraphs(path):
        if p.header:
            found[p.table] += words(p.text)
    return [x for x in found.values() if x]


def pdf_pages(path):
    return subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, text=True, check=True).stdout.split("\f")[:-1]


def pdf_words(path, headers, entries):
    """Without the furniture of pages: their numbers, header rows but for the first time; and without the entries of contents.
    Then where each page begins."""
    out, known, begins = [], [], []
    for page in pdf_pages(path):
        page = words(re.sub(r"\A\d+\n", "", page))
        for header in headers:
            if page[:len(header)] == header and header in known:
                page = page[len(header):]
                break
        known += [h for h in headers if any(page[n:n + len(h)] == h for n in range(len(page)))]
        for entry in entries:
            at = next((n for n in range(len(page)) if page[n:n + len(entry)] == entry and "." in page[n + len(entry):][:1]), None)
            if at is not None:
                end = at + len(entry)
                while page[end] == ".":
                    end += 1
                page[at:end + 1] = []
        begins.append(len(out))
        out += page
    return out, begins


def differences(wanted, got, begins=()):
    """A row that goes over a page is read there part by part: cells of the one page, cells of the other; begins: where pages do."""
    places = [x for x in difflib.SequenceMatcher(None, wanted, got, autojunk=False).get_opcodes() if x[0] != "equal"]
    faults = []
    while places:
        _, i1, i2, j1, j2 = places[0]
        for last in range(len(places), 0, -1):      # the longest run of places that one page's end explains
            end_i, end_j = places[last - 1][2], places[last - 1][4]
            is_one_row = end_i - i1 < ROW_MOST and any(j1 <= b <= end_j for b in begins)
            if is_one_row and collections.Counter(wanted[i1:end_i]) == collections.Counter(got[j1:end_j]):
                break
        else:
            last = 1
            faults.append(f"after «{' '.join(wanted[max(i1 - 6, 0):i1])}»: seed «{' '.join(wanted[i1:i2])}», ours «{' '.join(got[j1:j2])}»")
        del places[:last]
    return faults


def unglued(wanted, got):
    """The seed's words, parted as ours are, up to where letters differ; and what it has for those that its extraction glued or cut."""
    out, glued, i, j = [], [], 0, 0
    while i < len(wanted) and j < len(got):
        seeds, ours, k, m = wanted[i], got[j], i + 1, j + 1
        while seeds != ours:
            if seeds.startswith(ours) and m < len(got):
                ours, m = ours + got[m], m + 1
            elif ours.startswith(seeds) and k < len(wanted):
                seeds, k = seeds + wanted[k], k + 1
            else:
                return out + wanted[i:], glued
        if (k - i, m - j) != (1, 1):
            glued.append(f"«{' '.join(wanted[i:k])}» = «{' '.join(got[j:m])}»")
        out, i, j = out + got[j:m], k, m
    return out + wanted[i:], glued


def compare(seed, files):
    """Prints of each format whether its words are the seed's; true when all are."""
    found = glob.glob(os.path.join(ROOT, "..", "shared", "seeds", seed.number + "*.txt"))
    if not found:
        print(f"skip - seeds: words of {seed.folder}: the seed is not here")
        return True
    wanted, idle = seed_words(seed, open(found[0], encoding="utf-8").read())
    good = report(f"{seed.folder}: listed differences are there", idle)
    entries = [words(text) for text, _ in structure.contents(files["docx"])]
    for kind in FORMATS:
        got, begins = pdf_words(files[kind], header_words(files["docx"]), entries) if kind == "pdf" else (office_words(files[kind]), ())
        parted, glued = (wanted, []) if seed.glued is None else unglued(wanted, got)
        faults = differences(parted, got, begins)
        if not faults and seed.glued is not None:
            faults = expect("places that differ in blanks between words", len(glued), seed.glued)
        good &= report(f"{seed.folder}: words of the {kind.upper()} ({len(parted)}, {len(glued)} glued in the seed)", faults)
        if "--glued" in sys.argv and kind == "docx":
            print("\n".join("#   " + x for x in glued))
    return good


# ---- how it is built ----

def expect(what, got, wanted):
    return [] if got == wanted else [f"{what}: {got!r}, expected {wanted!r}"]


def page_of(pages, heading):
    """The pages, from 1, that show the heading as lines of their own."""
    wanted = words(heading)
    return [n + 1 for n, page in enumerate(pages) if any(
        words("\n".join(page.split("\n")[i:i + k])) == wanted for i in range(page.count("\n")) for k in (1, 2, 3))]


def contents_are_right(files):
    """The entries are the headings of level 1, and their numbers those of the pages in the PDF where the headings stand."""
    faults, pages = [], pdf_pages(files["pdf"])
    for kind in ("docx", "odt"):
        entries = structure.contents(files[kind])
        headings = [p.text for p in structure.paragraphs(files[kind]) if p.heading == 1]
        faults += expect(f"{kind}: entries of the contents", [text for text, _ in entries], headings)
        faults += [f"{kind}: {text}: page {page}, stands on {page_of(pages, text)}" for text, page in entries
                   if int(page) not in page_of(pages, text)]
    for text, page in structure.contents(files["docx"]):
        line = next((x for x in re.sub(r"\n(?=[а-я])", " ", pages[1]).split("\n") if words(x)[:len(words(text))] == words(text)), "")
        faults += expect(f"pdf: number of {text}", re.sub(r".*\D", "", line), page)
    return faults


def spans(row):
    return [(c.across, c.down) for c in row]


def programme(path):
    """The tables in their order, then what the words do not tell."""
    faults, one = [], (1, 1)
    title, passport, parts, forms, targets, plan, indicators, effect = structure.tables(path)
    faults += expect("blocks of the title page", len(title), 4)
    faults += expect("rows of the passport", [spans(r) for r in passport], [[one, one]] * 5)
    faults += expect("legal grounds", len(passport[0][1].lines), 10)
    faults += expect("components", [spans(r) for r in parts], [[one] * 4] * 3)
    faults += expect("forms", [spans(r) for r in forms], [[one] * 3] + [[(3, 1)], [one] * 3] * 4)
    faults += expect("their activities", [len(r[1].lines) - 1 for r in forms[2::2]], [9, 9, 9, 5])
    faults += expect("indicators of tasks", [len(r[1].lines) for r in targets[1:]], [5, 4, 2, 4, 3])
    stages = [n for n, r in enumerate(plan) if spans(r) == [(5, 1)]]
    faults += expect("measures of the stages", [b - a - 1 for a, b in zip(stages, stages[1:] + [len(plan)])], [8, 4, 3, 4, 6])
    merged = [(r[0].lines, r[4].down) for r in plan if len(r) == 5 and r[4].down != 1]
    faults += expect("measures of one result", merged, [(["3.1"], 2), (["3.2"], 0)])
    faults += expect("header of the indicators", [spans(r) for r in indicators[:2]], [[(1, 2)] * 3 + [one, (4, 1)], [(1, 0)] * 3 + [one] * 5])
    faults += expect("years", [c.lines for c in indicators[1][3:]], [[str(y)] for y in range(2020, 2025)])
    faults += expect("indicators", (len(indicators), len(effect), len(effect[0])), (2 + 13, 1 + 6, 7))
    read = structure.paragraphs(path)
    headers = collections.Counter(t for t, _ in {(p.table, p.header) for p in read if p.header})
    faults += expect("header rows", [headers[n] for n in range(1, 9)], [0, 0, 1, 1, 1, 1, 2, 1])
    labels = "1. 2. 3. 4. 5. | 1. 2. 3. 4. 5. | 1. 2. 3. 4. | 1. 2. | 1. 2. 3. 4. | 1. 2. 3. | 1. 2."
    faults += expect("numbers of lists", " ".join(p.label for p in read if p.label), labels.replace(" |", ""))
    nested = [p.item[1] for p in read if p.item and not p.table][5:]
    faults += expect("expected results", nested, [0, 1, 1, 1, 1, 0, 1, 1, 1, 1])
    return faults


def programme_is_built(files):
    return [f"{kind}: {x}" for kind in ("docx", "odt") for x in programme(files[kind])] + contents_are_right(files)


def order(path):
    """Stages are a number and a title over the other four columns; the order's points are a numbered list."""
    table, = structure.tables(path)
    stages = [n for n, r in enumerate(table) if spans(r) == [(1, 1), (4, 1)]]
    faults = expect("rows that are none", [r for r in table if spans(r) not in ([(1, 1), (4, 1)], [(1, 1)] * 5)], [])
    faults += expect("measures of the stages", [b - a - 1 for a, b in zip(stages, stages[1:] + [len(table)])], [4, 5, 2, 5, 3, 3, 5])
    read = structure.paragraphs(path)
    faults += expect("header rows", {p.header for p in read if p.table}, {0, 1})
    faults += expect("points of the order", [p.label for p in read if p.item], ["1.", "2."])
    return faults + expect("headings", [p.heading for p in read if p.heading], [1, 1])


def measures(path):
    """Stages over four columns, their tasks below in the same cell but for the last; terms merged downwards over the stage."""
    table, = structure.tables(path)
    stages = [n for n, r in enumerate(table) if spans(r) == [(4, 1)]]
    blocks = [table[a + 1:b] for a, b in zip(stages, stages[1:] + [len(table)])]
    faults = expect("paragraphs of the stages", [len(table[n][0].lines) for n in stages], [2] * 6 + [1])
    faults += expect("measures of the stages", [len(x) for x in blocks], [6, 4, 5, 4, 4, 6, 2])
    faults += expect("rows that the terms cover", [[r[1].down for r in x] for x in blocks],
                     [[len(x)] + [0] * (len(x) - 1) for x in blocks[:6]] + [[1, 1]])
    faults += expect("other cells", {r[n].down for x in blocks for r in x for n in (0, 2, 3)}, {1})
    read = structure.paragraphs(path)
    faults += expect("header rows", [p.text for p in read if p.header], ["Этап, мероприятия этапа", "Примерные сроки", "Ответственные", "Результат"])
    faults += expect("tasks, bullets in a cell, expected results", [(p.table, p.item[1]) for p in read if p.item],
                     [(None, 0)] * 5 + [(1, 0)] * 2 + [(None, n) for n in (0, 0, 1, 1, 1, 1)])
    return faults + expect("headings", [p.heading for p in read if p.heading], [1, 2, 1, 1])


def measures_are_built(files):
    """Also that no stage is cut by a page, where its term would be out of sight: each page of the table begins with one."""
    pages = [page for page in pdf_pages(files["pdf"]) if "Примерные сроки" in page]
    begin = [(re.search(r"Результат\n(Этап \d)", page) or ["", page[:200]])[1] for page in pages]
    return both(measures)(files) + expect("pages", begin, [f"Этап {n}" for n in range(1, 8)])


def stamped(path):
    """Two stamps side by side; stages of one row, of two, of three, and before the table, which begins anew behind them."""
    stamps, *parts = structure.tables(path)
    faults = expect("stamps", [[c.lines[0] for c in r] for r in stamps], [["СОГЛАСОВАНО", "", "УТВЕРЖЕНО"]])
    over = [[len(r[0].lines) if spans(r) == [(4, 1)] else 0 for r in part] for part in parts]
    one, two, three = [3], [1, 2], [1, 1, 1]
    faults += expect("rows of the first part", over[0], [0] + one + [0] * 6 + two + [0] * 4 + three + [0] * 6 + one + [0] * 3)
    faults += expect("rows of the other parts", over[1:], [[0] * 4, [0] * 3 + one + [0] * 6])
    faults += expect("rows that are none", {len(r) for part in parts for r in part}, {1, 4})
    read = structure.paragraphs(path)
    faults += expect("stages before the table", [p.text for p in read if p.heading == 2],
                     ["Этап 5. Формирование наставнических пар/групп", "Этап 6. Организация работы наставнических пар / групп"])
    faults += expect("header rows", {p.table for p in read if p.header}, {2})
    return faults + expect("bullets in cells", [p.table for p in read if p.item], [2] * (6 + 4) + [4] * (5 + 3))


def school_year(path):
    """Numbers and names of stages merged over their activities; the list of the last one goes on in a row of its own."""
    (head, *rows), = structure.tables(path)
    faults = expect("columns", spans(head), [(1, 1)] * 6)
    faults += expect("numbers", [r[0].lines[0] for r in rows if r[0].down], ["2.", "3.", "4.", "5.", "6."])
    for column in (0, 1):
        faults += expect("rows of the stages", [r[column].down for r in rows], [2, 0, 2, 0, 2, 0, 2, 0, 3, 0, 0])
    faults += expect("rows of the activities", [r[2].down for r in rows], [1] * 9 + [2, 0])
    read = structure.paragraphs(path)
    counts = [[p.label for p in read if p.item][n:n + k] for n, k in ((0, 4), (4, 1), (25, 5))]
    faults += expect("lists", counts, [["1.", "2.", "3.", "4."], ["1."], ["1.", "2.", "3.", "4.", "5."]])
    return faults + expect("header rows", len([p for p in read if p.header]), 6)


def both(check):
    """The check of a path as one of the files."""
    return lambda files: [f"{kind}: {x}" for kind in ("docx", "odt") for x in check(files[kind])]


ORDER = [
    (r"(?<=Косьяненко) (?=План)", " Приложение к приказу ГПОУ «ЧТОТ и Б» от 30.11.2020 года № 105 ",
     "the mark of an appendix, which the order left out"),
]

CUT = "a page cut the row: its cells go on behind all of them"
TERM = "the term of all the stage's rows stands in the first of them, not in their middle"

MEASURES = [
    (r" \( \) ", " ", "the extraction left a pair of brackets between two pages"),
    (r"\[bookmark: _GoBack\]", "", "a mark of Word's, which nobody sees"),
    (r"(3\.2\.Провестипервичное) (.*?) (Формирование.*?#тегам) (анкетирование .*?участников\.) Январьежегодно (\S+)", r"\1 \4 \2 \5 \3", CUT),
    (r"(?<=программы, ее принципах ипланируемыхрезультатах)", " Январьежегодно ", TERM),
    (r"(4\.2\.Провести.*?Заполнить) (Кураторпроекта) (.*?егоопытеи) (анкеты в .*?сведения\.) Февраль-апрельежегодно", r"\1 \4 \2 \3", CUT),
    (r"(?<=утвердитьреестрнаставников)", " Февраль-апрельежегодно ", TERM),
]

PROGRAMME = [
    (r"(?<=СОДЕРЖАНИЕ).*?(?=Паспорт Программы Формальные)", " ", "entries come from the headings, which the seed's do not repeat word for word"),
    ("Ценностносмысловой", "Ценностно-смысловой", "the extraction lost a hyphen at a line's end"),
    ("Ответственн ые", "Ответственные", "the extraction parted a word of a narrow column"),
]

PROGRAMME_CUTS = [
    "Объект наставничества", "способного на комплексную", "\tчисле сбор", "\t\t\t\tее результатов", r"\t[- ]*объявление благодарности",
    "\tспециалиста:", "\tТехникума с участием", "\tспециалистов Техникума",
]

SEEDS = [
    Seed("000", "chita", "Приказ № 105", [], ORDER, both(order)),
    Seed("001", "safonovo", "Программа наставничества", [], MEASURES, measures_are_built, 315),
    Seed("002", "khibiny", "Дорожная карта", [], [], both(stamped), 2),
    Seed("003", "sevmed", "Дорожная карта 2023-2024", [], [], both(school_year)),
    Seed("004", "prokopyevsk", "Программа наставничества 2020-2024", PROGRAMME_CUTS, PROGRAMME, programme_is_built),
]


def book_of_other_years(path):
    """The workbook of the programme with the years 2025 to 2030 in place of 2020 to 2024."""
    with zipfile.ZipFile(path) as z:
        parts = [(i, z.read(i)) for i in z.infolist()]
    with zipfile.ZipFile(path, "w") as z:
        for i, data in parts:
            if i.filename == "content.xml":
                before, *sheets = re.split(r'(?=<table:table table:name="Показатели)', data.decode())
                for n, sheet in enumerate(sheets):
                    sheet = re.sub(r"(<table:table-cell(?:(?!<table:table-cell).)*)</table:table-row>", r"\1\1</table:table-row>", sheet)
                    for year in range(2024, 2019, -1):
                        sheet = sheet.replace(f"<text:p>{year}</text:p>", f"<text:p>{year + 5}</text:p>")
                    sheets[n] = sheet.replace("<text:p>2029</text:p></table:table-cell></table:table-row>",
                                              "<text:p>2030</text:p></table:table-cell></table:table-row>")
                data = "".join([before] + sheets).encode()
            z.writestr(i, data)


def other_years(program, folder):
    """Other years, and one more, without a touch to the template."""
    season, faults, years = os.path.join(folder, "years"), [], [[str(y)] for y in range(2025, 2031)]
    shutil.copytree(os.path.join(ROOT, "examples", "prokopyevsk"), season, ignore=shutil.ignore_patterns("out"))
    book_of_other_years(os.path.join(season, "Программа.ods"))
    run = subprocess.run([program, "make", season, "--format", "docx,odt", "-q"], capture_output=True, text=True)
    for kind in ("docx", "odt") if run.returncode == 0 else ():
        *_, indicators, effect = structure.tables(os.path.join(season, "out", f"Программа наставничества 2020-2024.{kind}"))
        faults += expect(f"{kind}: years", [c.lines for c in indicators[1][3:]], years)
        faults += expect(f"{kind}: what spans them", spans(indicators[0])[3:], [(1, 1), (5, 1)])
        faults += expect(f"{kind}: years of the second table", [c.lines for c in effect[0][2:]], years)
        faults += expect(f"{kind}: last values", [r[-1].lines[0] for r in effect[1:]], ["70", "10", "70", "30", "85", "85"])
    return report("prokopyevsk: other years, and one more", faults if run.returncode == 0 else [run.stderr])


def main(program):
    good = True
    with tempfile.TemporaryDirectory() as folder:
        for seed in SEEDS:
            out = os.path.join(folder, seed.folder)
            season = os.path.join(ROOT, "examples", seed.folder)
            run = subprocess.run([program, "make", season, "-o", out, "-q"], capture_output=True, text=True)
            files = {kind: os.path.join(out, f"{seed.paper}.{kind}") for kind in FORMATS}
            is_made = run.returncode == 0 and all(map(os.path.exists, files.values()))
            if not report(f"{seed.folder}: made", [] if is_made else [run.stderr]):
                good = False
                continue
            good &= compare(seed, files)
            good &= report(f"{seed.folder}: headings, tables, lists", seed.built(files))
        good &= other_years(program, folder)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(os.path.abspath(sys.argv[1])))
