#!/usr/bin/env python3
"""The example seasons, made and read back by other programs: values in order, valid packages, right PDF.

usage: seasons.py PROGRAM [--accept]      --accept: take the texts of examples/language and examples/mentors over, then read them

Values are taken from the example's own files with Python's readers.  LibreOffice is started once for each
target format.  With ../shared beside the project its checks run as well.
"""
import csv
import difflib
import filecmp
import glob
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
sys.path.insert(0, os.path.join(HERE, "tools"))
import office  # noqa: E402
import places  # noqa: E402
import suite  # noqa: E402

OUT = os.path.join(ROOT, "build/test/seasons")
SHARED = os.path.join(ROOT, "../shared")
SUITE = suite.Suite("seasons")
check = SUITE.check


def run(*args, **kw):
    return subprocess.run(args, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=600, text=True, errors="replace", **kw)


def squeeze(text):
    return re.sub(r"\s+", " ", text.replace("\u00ad", "")).strip()


def rows(path):
    data = open(path, encoding="utf-8-sig", newline="").read()
    return list(csv.DictReader(data.splitlines(True), delimiter=";" if data.split("\n")[0].count(";") else ","))


def chita_values():
    """Every value of the season in the order in which the paper has them."""
    folder = os.path.join(ROOT, "examples/chita/")
    org = json.load(open(folder + "Организация.json", encoding="utf-8"))
    order = json.load(open(folder + "Приказ.json", encoding="utf-8"))
    values = [line for key in ("Учредитель", "Наименование") for line in org[key].split("\n")]
    values += [org["Краткое наименование"], "ПРИКАЗ", order["Дата"], "№ " + order["Номер"], order["Серия"]]
    values += order["Заголовок"].split("\n")
    values.append("Во исполнение приказа ГПОУ «ЧТОТиБ» от 20 октября 2020 года № 78, в целях развития системы наставничества в техникуме,")
    values.append("ПРИКАЗЫВАЮ:")
    values += [f"{n}. {point}" for n, point in enumerate(order["Пункты"], 1)]
    values += [order["Подписал"]["Должность"], order["Подписал"]["ФИО"]]
    values += order["Заголовок приложения"].split("\n")
    measures = rows(folder + "Мероприятия.csv")
    for stage in rows(folder + "Этапы.csv"):
        values += [stage["№ п/п"], stage["Наименование этапа"]]
        for m in measures:
            if m["Этап"] == stage["Код"]:
                values += [m[k] for k in ("№ п/п", "Мероприятие", "Срок", "Ответственные", "Результат")]
    return [squeeze(v) for v in values if v]


def out_of_order(values, text, numbers_are_text=True):
    """The values that do not follow each other in the text."""
    text, at, missing = squeeze(text), 0, []
    for v in values:
        if not numbers_are_text:
            v = re.sub(r"^\d+\. (?=[А-Я])", "", v)
        found = text.find(v, at)
        if found < 0:
            missing.append(f"not found in order: {v}")
        else:
            at = found + len(v)
    return missing


def cells_text(pdf):
    """The PDF's text by table cell: pdftotext's raw order is the order in which we paint."""
    return re.sub(r"(?<=[а-яё])-\n(?=[а-яё])", "-", run("pdftotext", "-raw", pdf, "-").stdout)


def sha(path):
    return hashlib.sha256(open(path, "rb").read()).hexdigest()


def well_formed(path):
    z = zipfile.ZipFile(path)
    faults = []
    for n in z.namelist():
        if n.endswith((".xml", ".rels")):
            r = subprocess.run(["xmllint", "--noout", "-"], input=z.read(n), stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            if r.returncode:
                faults.append(f"{n}: {r.stdout.decode()[:200]}")
    return faults


def untouched_parts_are_copied(out, template):
    a, b = zipfile.ZipFile(out), zipfile.ZipFile(template)
    faults = []
    if a.namelist() != b.namelist():
        faults.append(f"other parts: {a.namelist()} {b.namelist()}")
        return faults
    for x, y in zip(a.infolist(), b.infolist()):
        if "{{" not in office_text(b, y.filename) and (x.CRC != y.CRC or x.compress_size != y.compress_size):
            faults.append(f"{x.filename} was packed anew")
    return faults


def office_text(z, name):
    return re.sub(r"<[^>]*>", "", z.read(name).decode("utf-8", "replace"))


def libreoffice(target, paths, folder):
    os.makedirs(folder, exist_ok=True)
    return run("soffice", "-env:UserInstallation=file://" + os.path.join(ROOT, "build/test/office-profile"), "--headless",
               "--convert-to", target, "--outdir", folder, *paths)


def chita(program):
    first, second = os.path.join(OUT, "first"), os.path.join(OUT, "second")
    runs = [run(program, "make", os.path.join(ROOT, "examples/chita"), "-o", o, env={**os.environ, "LANG": "C.UTF-8"}) for o in (first, second)]
    check("chita: two runs end well", [r.stdout for r in runs if r.returncode])
    made = sorted(os.listdir(first)) if os.path.isdir(first) else []
    check("chita: order and roadmap in DOCX, ODT and PDF", [] if [os.path.splitext(m)[1] for m in made] == [".docx", ".odt", ".pdf", ".json"]
          or sorted(os.path.splitext(m)[1] for m in made) == [".docx", ".json", ".odt", ".pdf"] else [made])
    check("chita: two runs give the same bytes", [m for m in made if not filecmp.cmp(os.path.join(first, m), os.path.join(second, m), False)])
    manifest = open(os.path.join(first, "manifest.json"), encoding="utf-8").read()
    check("chita: the manifest lists each file with its hash", [m for m in made if m != "manifest.json" and sha(os.path.join(first, m)) not in manifest])
    again = run(program, "make", os.path.join(ROOT, "examples/chita"), "-o", first, "--report", os.path.join(OUT, "again.json"))
    report = json.load(open(os.path.join(OUT, "again.json"), encoding="utf-8"))
    check("chita: a run without changes remakes nothing", [] if (report["made"], report["unchanged"]) == (0, 1) else [again.stdout, report])

    values = chita_values()
    check("chita: the season holds 7 stages and 27 measures", [] if len(values) > 150 else [len(values)])
    files = {e: next(glob.glob(os.path.join(glob.escape(first), "*." + e)).__iter__()) for e in ("docx", "odt", "pdf")}
    for e in ("docx", "odt"):
        check(f"chita: every value stands in order in the {e}", out_of_order(values, "\n".join(office.text_of(files[e])).replace(" | ", "\n"), False))
        check(f"chita: the {e} is well-formed", well_formed(files[e]))
        check(f"chita: parts without markers are the template's bytes in the {e}",
              untouched_parts_are_copied(files[e], os.path.join(ROOT, f"examples/chita/templates/order-roadmap.{e}")))
        validator = os.path.join(SHARED, "tools/validate-office")
        if os.path.exists(validator):
            r = run(validator, files[e], os.path.join(ROOT, f"examples/chita/templates/order-roadmap.{e}"))
            check(f"chita: the {e} is as valid as its template", [r.stdout] if r.returncode else [])
        else:
            print(f"skip - seasons: chita: validity of the {e} (no ../shared)")
    pdf_checks(files["pdf"], values)

    docs = []
    for e in ("docx", "odt"):
        docs.append(os.path.join(OUT, f"order-{e}.{e}"))
        shutil.copy(files[e], docs[-1])
    said = libreoffice("pdf", docs, OUT).stdout + libreoffice("txt:Text (encoded):UTF8", docs, OUT).stdout
    for e in ("docx", "odt"):
        theirs = os.path.join(OUT, f"order-{e}.pdf")
        text = os.path.join(OUT, f"order-{e}.txt")
        if not (os.path.exists(theirs) and os.path.exists(text)):
            check(f"chita: LibreOffice opens the {e}", [said])
            continue
        check(f"chita: LibreOffice reads every value in order in the {e}", out_of_order(values, open(text, encoding="utf-8-sig").read()))
        ours = os.path.join(OUT, f"ours-{e}.pdf")
        r = run(program, "pdf", files[e], "-o", ours)
        check(f"chita: prikaz pdf lays the {e} out", [r.stdout] if r.returncode else [])
        place, our_pages, pages, astray = places.compare(ours, theirs)
        check(f"chita: the PDF of the {e} is LibreOffice's (place {place:.1f}, pages {our_pages}/{pages})",
              [] if place >= 98 and our_pages == pages else [str(a) for a in astray])


def pdf_checks(pdf, values):
    check("chita: every value stands in order in the PDF", out_of_order(values, cells_text(pdf)))
    r = run("qpdf", "--check", pdf)
    check("chita: qpdf finds no fault in the PDF", [r.stdout] if r.returncode or "WARNING" in r.stdout else [])
    r = run("mutool", "info", pdf)
    check("chita: mutool finds no fault in the PDF", [line for line in r.stdout.split("\n") if "warning" in line.lower() or "error" in line.lower()])
    fonts = run("pdffonts", pdf).stdout.split("\n")[2:]
    # columns from the right: emb sub uni object generation
    check("chita: fonts are embedded subsets with Unicode", [f for f in fonts if f and f.split()[-5:-2] != ["yes", "yes", "yes"]])
    info = run("pdfinfo", pdf).stdout
    check("chita: the PDF has its title and pages of two orientations", [] if re.search(r"Title: +Об утверждении Дорожной карты", info) else [info])
    marks = run("mutool", "show", pdf, "outline").stdout
    check("chita: headings are the PDF's bookmarks", [] if "Об утверждении Дорожной карты" in marks and "План «Дорожная карта»" in marks else [marks])


ACCEPTED = os.path.join(HERE, "accepted/language.txt")


def language_text(path):
    """What LibreOffice made of a result: empty lines, wide spaces, page numbers, the space behind a note's are not of the language."""
    lines = [re.sub("  +", " ", line) for line in "\n".join(office.text_of(path)).split("\n") if line.strip()]
    lines = [re.sub(r"(?<=\.\d) (?=[А-Я])", "", line) for line in lines]
    return [re.sub(r"Страница \d+ из \d+", "Страница N из N", line) for line in lines]


def language_made(program, season, out):
    """The season made in the folder out -> {extension: path}, or {} when it was not"""
    r = run(program, "make", season, "-o", out, "--date", "2024-05-29", env={**os.environ, "LANG": "C.UTF-8"})
    check(f"language: {os.path.basename(out)} ends well", [r.stdout] if r.returncode else [])
    return {os.path.splitext(f)[1][1:]: os.path.join(out, f) for f in os.listdir(out) if f != "manifest.json"} if not r.returncode else {}


def language(program, accept):
    """The page that shows every construct: its text as accepted, from each format, also when an editor saved the template anew."""
    season, out = os.path.join(ROOT, "examples/language"), os.path.join(OUT, "language")
    made = language_made(program, season, os.path.join(out, "made"))
    saved = os.path.join(out, "season")
    shutil.copytree(season, saved, ignore=shutil.ignore_patterns("out", "templates"))
    for e in ("docx", "odt"):
        libreoffice(e, glob.glob(os.path.join(season, "templates", "*." + e)), os.path.join(saved, "templates"))
    anew = language_made(program, saved, os.path.join(out, "made from saved templates"))
    copies = {}
    for name, files in (("made", made), ("saved", anew)):
        for e in ("docx", "odt"):
            if e in files:
                copies[name, e] = os.path.join(out, f"{name}-{e}.{e}")
                shutil.copy(files[e], copies[name, e])
    libreoffice("odt", list(copies.values()), os.path.join(out, "read"))
    expected = open(ACCEPTED, encoding="utf-8").read().split("\n") if os.path.exists(ACCEPTED) else []
    for (name, e), path in copies.items():
        read = os.path.join(out, "read", f"{name}-{e}.odt")
        got = language_text(read) if os.path.exists(read) else ["LibreOffice does not open it"]
        if accept and (name, e) == ("made", "odt"):
            os.makedirs(os.path.dirname(ACCEPTED), exist_ok=True)
            open(ACCEPTED, "w", encoding="utf-8").write("\n".join(got))
            print(f"# accepted into {ACCEPTED}: read it, and run without --accept")
        check(f"language: the text of the {e} {name} is as accepted", [d for d in difflib.unified_diff(expected, got, lineterm="", n=0)][2:])
        check(f"language: the {e} {name} is well-formed, names are there once", well_formed(path) + [
            f"{n}: {f}" for n in zipfile.ZipFile(path).namelist() if n.endswith(".xml")
            for f in office.repeated_names(zipfile.ZipFile(path).read(n).decode("utf-8", "replace"))])
    validator = os.path.join(SHARED, "tools/validate-office")
    if os.path.exists(validator):
        for e in ("docx", "odt"):
            r = run(validator, os.path.join(season, "templates/language." + e))
            check(f"language: the template {e} is valid", [r.stdout] if r.returncode else [])
            if e in made:
                r = run(validator, made[e], os.path.join(season, "templates/language." + e))
                check(f"language: the {e} is as valid as its template", [r.stdout] if r.returncode else [])
    else:
        print("skip - seasons: language: validity (no ../shared)")
    if "pdf" in made:
        # what the layout warns of: text boxes, texts of notes, pictures
        said = [re.sub(r"⟨.*?⟩|(?<=\.1)Метки работают и в сносках.*|^Надпись:.*", "", line) for line in expected if not line.startswith("@")]
        bare = [re.sub(r"\s+", "", v) for line in said for v in re.split(r" ?\| ?|\\n", line)]
        text = re.sub(r"\s+", "", run("pdftotext", "-raw", made["pdf"], "-").stdout)
        check("language: the PDF says the same, in order", out_of_order([v for v in bare if v], text))
        r = run("qpdf", "--check", made["pdf"])
        check("language: qpdf finds no fault in the PDF", [r.stdout] if r.returncode or "WARNING" in r.stdout else [])


def mentors_made(program, out, *options):
    return run(program, "make", os.path.join(ROOT, "examples/mentors"), "-o", out, "--date", "2024-09-02", *options,
               env={**os.environ, "LANG": "C.UTF-8"})


def mentors(program, accept):
    """Names and positions in their cases, numbers and periods in words; and the sheet of all that is declined."""
    out, again, alone = (os.path.join(OUT, "mentors", name) for name in ("made", "again", "alone"))
    runs = [mentors_made(program, out, "-j", "1"), mentors_made(program, again, "-j", "3", "--format", "docx,odt,pdf"),
            mentors_made(program, alone, "--only", "declension-sheet")]
    check("mentors: the season is made", [r.stdout for r in runs if r.returncode])
    made = sorted(f for f in os.listdir(out) if f != "manifest.json")
    check("mentors: order and sheet in DOCX, ODT and PDF", [] if len(made) == 6 else [made])
    check("mentors: the same bytes with several threads", [f for f in made if not filecmp.cmp(os.path.join(out, f), os.path.join(again, f), False)])
    sheet = "Ведомость склонений.pdf"
    check("mentors: the sheet made alone is that of the whole season", [] if os.listdir(alone) and filecmp.cmp(os.path.join(out, sheet), os.path.join(alone, sheet), False)
          else [sorted(os.listdir(alone))])
    r = mentors_made(program, out)
    check("mentors: a run without changes remakes nothing", [] if "2 unchanged" in r.stdout else [r.stdout])
    for document, template in (("Приказ о наставниках", "examples/mentors/templates/order-mentors"), ("Ведомость склонений", "templates/declension-sheet")):
        mentors_document(program, document, template, out, accept)


def mentors_document(program, document, template, out, accept):
    accepted = os.path.join(HERE, f"accepted/{os.path.basename(template)}.txt")
    expected = open(accepted, encoding="utf-8").read().split("\n") if os.path.exists(accepted) else []
    copies = {}
    for e in ("docx", "odt"):
        path = os.path.join(out, f"{document}.{e}")
        # headers hold page numbers alone, in as many parts as the format needs
        got = [re.sub("  +", " ", line) for line in "\n".join(office.text_of(path)).split("\n") if line.strip() and not line.startswith("@header")]
        if accept and e == "docx":
            open(accepted, "w", encoding="utf-8").write("\n".join(got))
            print(f"# accepted into {accepted}: read it, and run without --accept")
        check(f"mentors: the text of {document}.{e} is as accepted", [d for d in difflib.unified_diff(expected, got, lineterm="", n=0)][2:])
        check(f"mentors: {document}.{e} is well-formed", well_formed(path))
        copies[e] = os.path.join(OUT, "mentors", f"{os.path.basename(template)}-{e}.{e}")
        shutil.copy(path, copies[e])
        validator = os.path.join(SHARED, "tools/validate-office")
        if os.path.exists(validator):
            r = run(validator, path, os.path.join(ROOT, f"{template}.{e}"))
            check(f"mentors: {document}.{e} is as valid as its template", [r.stdout] if r.returncode else [])
    theirs = os.path.join(OUT, "mentors", "theirs")
    said = libreoffice("pdf", list(copies.values()), theirs).stdout
    for e, path in copies.items():
        ours, their = path[:-len(e)] + "pdf", os.path.join(theirs, os.path.basename(path)[:-len(e)] + "pdf")
        r = run(program, "pdf", path, "-o", ours)
        if r.returncode or not os.path.exists(their):
            check(f"mentors: {document}.{e} is laid out", [r.stdout, said])
            continue
        place, our_pages, pages, astray = places.compare(ours, their)
        check(f"mentors: the PDF of {document}.{e} is LibreOffice's (place {place:.1f}, pages {our_pages}/{pages})",
              [] if place >= 98 and our_pages == pages else [str(a) for a in astray])
    r = run("qpdf", "--check", os.path.join(out, f"{document}.pdf"))
    check(f"mentors: qpdf finds no fault in {document}.pdf", [r.stdout] if r.returncode or "WARNING" in r.stdout else [])


def main(argv):
    shutil.rmtree(OUT, ignore_errors=True)
    os.makedirs(OUT)
    chita(os.path.abspath(argv[0]))
    language(os.path.abspath(argv[0]), "--accept" in argv)
    mentors(os.path.abspath(argv[0]), "--accept" in argv)
    return 1 if SUITE.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
