#!/usr/bin/env python3
"""The season of examples/college, made whole and read back by other programs: what its users rely on.

usage: college.py PROGRAM

The workbook is read by Python (tools/ods_tables.py), who gets which paper is found out here from birthdays and
categories, and compared with what stands in the files made.
"""
import datetime
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
import ods_tables  # noqa: E402
import office  # noqa: E402
import suite  # noqa: E402

OUT = os.path.join(ROOT, "build/test/college")
SEASON = os.path.join(ROOT, "examples/college")
AFTER = "2026-11-30"  # a day when all that the autumn's papers name has come
SUITE = suite.Suite("college")
check = SUITE.check


def run(*args, **kw):
    return subprocess.run(args, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=600, text=True, errors="replace", **kw)


def prikaz(program, *args, language="ru_RU.UTF-8"):
    """-> (status, what it said, its report)"""
    found = os.path.join(OUT, "report.json")
    env = {k: v for k, v in os.environ.items() if not k.startswith("LC_") and k not in ("LANG", "LANGUAGE", "SOURCE_DATE_EPOCH")}
    leaks = f"suppressions={os.path.join(HERE, 'leaks.txt')}:print_suppressions=0"
    r = run(program, *args, "--report", found, env={**env, "LANG": language, "NO_COLOR": "1", "LSAN_OPTIONS": leaks})
    with open(found, encoding="utf-8") as f:
        return r.returncode, "\n".join(line for line in r.stdout.split("\n") if not line.startswith("/")), json.load(f)


# ---- who is who ----

def full_name(person):
    return " ".join(person[k] for k in ("Фамилия", "Имя", "Отчество") if person[k])


def age(person, day):
    born = person["Дата рождения"]
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def check_cases(t):
    """What the README says of the season, so that an edit does not lose it."""
    day = datetime.date(2026, 9, 1)
    mentees, mentors, parents = t["Наставляемые"], t["Наставники"], t["Представители"]
    learners = [m for m in mentees if m["Категория"] == "обучающийся"]
    minors = [m for m in learners + mentors if age(m, day) < 18]
    of = {full_name(m): [p for p in parents if p["Чей представитель"] == full_name(m)] for m in mentees + mentors}
    count = {form["Форма"]: sum(p["Форма"] == form["Форма"] for p in t["Пары"]) for form in t["Формы"]}
    born = [m["Дата рождения"] for m in mentees]
    for what, found, wanted in (
            ("12 mentors: 5 employees, 3 from outside, 4 learners", [sum(m["Категория"] == k for m in mentors)
             for k in ("работник", "внешний", "обучающийся")], [5, 3, 4]),
            ("40 mentees, one of them a teacher", [len(mentees), len(learners)], [40, 39]),
            ("a pair for each mentee, in four forms", [len(t["Пары"]), sorted(count.values())], [40, sorted([1, 18, 11, 10])]),
            ("one turns 18 on the print day, one the day before, one the day after", [born.count(datetime.date(2008, *d))
             for d in ((9, 1), (8, 31), (9, 2))], [1, 1, 1]),
            ("one is 13, one 14", [sum(age(m, day) == n for m in learners) for n in (13, 14)], [1, 1]),
            ("one mentor is a minor", [full_name(m) for m in mentors if age(m, day) < 18], ["Ёлкин Артём Сергеевич"]),
            ("each minor has a representative, two of them two", sorted(len(of[full_name(m)]) for m in minors), [1] * (len(minors) - 2) + [2, 2]),
            ("one mother stands there for two children", sum(a["Чей представитель"] != b["Чей представитель"] and full_name(a) == full_name(b)
                                                           for a in parents for b in parents), 2),
            ("a guardian and the head of an institution stand for minors",
             sorted({p["Степень родства"].split()[0] for m in minors for p in of[full_name(m)]}), ["директор", "мать", "отец", "попечитель"])):
        check(f"the workbook: {what}", [] if found == wanted else [f"{found} is not {wanted}"])


# ---- the whole run ----

def sha(path):
    with open(path, "rb") as f:
        return hashlib.sha256(f.read()).hexdigest()


def files_of(folder):
    return sorted(os.path.relpath(p, folder) for p in glob.glob(os.path.join(folder, "**/*"), recursive=True)
                  if os.path.isfile(p) and not p.endswith("manifest.json"))


def undated(path):
    """The bytes of a file without the day on which a PDF says that it was made."""
    with open(path, "rb") as f:
        return re.sub(rb"/CreationDate \(D:\d+", b"", f.read())


# what a run tells on purpose: the font that this machine lacks, letters that have nobody to go to
INTENDED = {"font-replaced": "", "data-check": "письмо не печатается"}


def unexpected(report):
    return [f"{p['severity']}: {p['code']}: {p['message']}" for p in report["problems"]
            if p["severity"] != "note" or INTENDED.get(p["code"], "?") not in p["message"]]


def make(program):
    """The season made in a copy, as a user has it -> the folder of its papers."""
    shutil.rmtree(OUT, ignore_errors=True)
    season = os.path.join(OUT, "season")
    shutil.copytree(SEASON, season, ignore=shutil.ignore_patterns("out"))
    status, said, report = prikaz(program, "check", season, "--date", AFTER)
    check("check has nothing to say", unexpected(report) + [said] * (status != 0))
    status, said, report = prikaz(program, "make", season, "--date", AFTER)
    check("make makes all of it", [] if status == 0 and not report["failed"] and report["made"] else [said])
    check("make tells nothing but the intended notes", unexpected(report))
    folder = os.path.join(season, "out")
    told = {f["path"]: f["sha256"] for d in report["documents"] for f in d["files"]}
    check("the report names every file", [f for f in files_of(folder) if told.get(f) != sha(os.path.join(folder, f))]
          + sorted(told.keys() - set(files_of(folder))))
    _, said, again = prikaz(program, "make", season, "--date", AFTER)
    check("a second run remakes nothing", [] if not again["made"] and again["unchanged"] else [said])
    later = os.path.join(OUT, "later")
    prikaz(program, "make", season, "--date", "2027-07-01", "-o", later)
    check("the papers do not depend on the day of the run", [f for f in files_of(folder) if not os.path.exists(os.path.join(later, f))
                                                             or undated(os.path.join(later, f)) != undated(os.path.join(folder, f))])
    return folder


def check_saved_again(program, folder):
    """Somebody edits the workbook in LibreOffice: saved by it, also for Excel, it says the same."""
    saved = os.path.join(OUT, "saved")
    for kind in ("ods", "xlsx"):
        book = os.path.join(saved, kind)
        os.makedirs(book)
        said = run("soffice", "-env:UserInstallation=file://" + os.path.join(ROOT, "build/test/office-profile"), "--headless", "--convert-to", kind,
                   "--outdir", book, os.path.join(SEASON, "season.ods")).stdout
        if not os.listdir(book):
            check(f"LibreOffice saves the workbook as {kind}", [said])
            continue
        status, said, report = prikaz(program, "check", book, "--date", AFTER)
        check(f"saved again as {kind}, it has nothing to check", unexpected(report) + [said] * (status != 0))
        _, said, _ = prikaz(program, "make", book, "--date", AFTER, "--format", "odt,docx")
        made = os.path.join(book, "out")
        check(f"saved again as {kind}, it makes the same papers",
              [f for f in files_of(folder) if f.endswith((".docx", ".odt")) and (not os.path.exists(os.path.join(made, f))
               or office.text_of(os.path.join(made, f)) != office.text_of(os.path.join(folder, f)) and "склонений" not in f)])


# ---- what must not be made ----

def changed(name, sheet, change):
    """A season whose workbook has that sheet changed as text -> its folder."""
    folder = os.path.join(OUT, name)
    os.makedirs(folder)
    with zipfile.ZipFile(os.path.join(SEASON, "season.ods")) as book, zipfile.ZipFile(os.path.join(folder, "season.ods"), "w") as out:
        for part in book.namelist():
            words = book.read(part)
            if part == "content.xml":
                before, table, after = re.split(f'(<table:table table:name="{sheet}".*?</table:table>)', words.decode(), maxsplit=1, flags=re.S)
                words = (before + change(table) + after).encode()
            out.writestr(part, words)
    return folder


def without_row(*words):
    """A change: the row that holds all these is taken out."""
    def change(table):
        rows = re.findall(r"<table:table-row .*?</table:table-row>", table, re.S)
        return table.replace(next(r for r in rows if all(f"<text:p>{w}</text:p>" in r for w in words)), "")
    return change


def without_text(words):
    """A change: the cell that holds this is emptied."""
    return lambda table: table.replace(f"<text:p>{words}</text:p>", "")


def check_refused(program, t):
    """A paper that lacks something is not made, and the cell is named."""
    folder = changed("no-consent", "Согласия", without_row("Ёлкин Артём Сергеевич", "обработка"))
    status, said, report = prikaz(program, "make", folder, "--date", AFTER)
    row = next(i for i, p in enumerate(t["Пары"]) if p["Наставник"].startswith("Ёлкин Артём")) + 2
    found = [p["place"].get("cell") for p in report["problems"] if p["severity"] == "error" and p["code"] == "data-check"]
    made = files_of(os.path.join(folder, "out"))
    check("a minor mentor without consent: no order of his pair, all else is made, his pair is named",
          [] if (status, found) == (2, [f"B{row}"]) and "нет согласия наставника" in said and not any("142-од о наставн" in f for f in made)
          and "Согласия/Согласия обучающихся.pdf" in made else [status, found, made, said])
    mentee = next(m for m in t["Наставляемые"] if m["Код"] == "С-20")
    folder = changed("no-passport", "Наставляемые", without_text(mentee["Номер"]))
    status, said, report = prikaz(program, "make", folder, "--date", AFTER)
    lacks = [p["place"].get("cell") for p in report["problems"] if "С-20: не заполнено «Номер»" in p["message"]]
    made = files_of(os.path.join(folder, "out"))
    check("no number of a passport: the print run is not made, all else is, the cell is named", [] if status == 2 and len(lacks) == 1
          and "Согласия/Согласия обучающихся.pdf" not in made and "Согласия/Согласия работников.pdf" in made else [status, lacks, said])


def check_pdfs(folder):
    for name in files_of(folder):
        if name.endswith(".pdf"):
            path = os.path.join(folder, name)
            r = run("qpdf", "--check", path)
            check(f"{name}: qpdf finds no fault", [r.stdout] if r.returncode or "WARNING" in r.stdout else [])
            text = run("pdftotext", path, "-").stdout
            check(f"{name}: no marker, no gap of a missing datum", re.findall(r".*(?:\{\{|\}\}|« *»|  ,| \. |,,).*", text))


# ---- orders ----

def check_orders(folder, t):
    """Who had the right to sign on the day; and nothing of a person on the site."""
    folder = os.path.join(folder, "Приказы")
    for name in [f for f in files_of(folder) if f.startswith("Приказ") and f.endswith(".pdf")]:
        words = " ".join(pages_of(os.path.join(folder, name)))
        signer = ("Исполняющий обязанности директора О.Д. Гордеев" if "135-од" in name else "Директор Е.В. Шаповалова")
        check(f"{name}: {signer}", [] if signer in words.replace("\u00a0", " ") else [words[:1500]])
        if "сайта" in name:
            words += run("pdfinfo", os.path.join(folder, name)).stdout + run("mutool", "show", os.path.join(folder, name), "outline").stdout
            people = t["Наставники"] + t["Наставляемые"] + t["Представители"]
            private = [p[k] for p in people for k in ("Телефон", "E-mail", "Адрес регистрации", "Номер") if p[k]]
            private += [full_name(p) for p in people if p.get("Категория") == "обучающийся"]
            check(f"{name}: nothing of a person that the site must not show", [w for w in private if w in words])


def check_roadmap(folder, t):
    """Every stage and measure, numbered as in the workbook; a head on every page, no stage left alone at the foot of one."""
    for name in ("Дорожная карта.pdf", os.path.join("Приказы", "Приказ № 131-од о дорожной карте.pdf")):
        path = os.path.join(folder, name)
        pages = [p for p in run("pdftotext", "-layout", path, "-").stdout.split("\f")[:-1] if re.search(r"^ *\d\.\d ", p, re.M)]
        check(f"{name}: the head stands on each of {len(pages)} pages", [p[:300] for p in pages if not re.search("Мероприятие .*Ответственные", p)])
        last = [p.rstrip().split("\n")[-1] for p in pages]
        check(f"{name}: no stage stands last on a page", [line for line in last if re.match(r" *(Этап|Задача|Результат)\b", line)])
        numbers = [m["№ п/п"] for m in t["Мероприятия"]]
        found = re.findall(r"^ *(\d\.\d) ", "\n".join(pages), re.M)
        check(f"{name}: {len(numbers)} measures in their order", [] if found == numbers else [found])
        words = " ".join(pages_of(path))
        check(f"{name}: 7 stages", [s["Название"] for s in t["Этапы"] if s["Название"] not in words])


# ---- consents ----

PRINTED = datetime.date(2026, 9, 1)


def in_list(person):
    """Where somebody stands in a class list: ё is е, and comes behind it where all else is equal."""
    name = full_name(person).lower()
    return name.replace("ё", "е"), name


def learners_run(t):
    """Who signs for whom, in the order of the groups: (learner, representative or None)."""
    learners = [m for m in t["Наставляемые"] + t["Наставники"] if m["Категория"] == "обучающийся"]
    for m in sorted(learners, key=lambda m: (m["Группа"], in_list(m))):
        if age(m, PRINTED) >= 18:
            yield m, None
        else:
            yield from ((m, p) for p in t["Представители"] if p["Чей представитель"] == full_name(m))


def sheets_of(pages):
    """[(number of its first page, its words)] of consents one behind the other; a page that does not begin one goes on with the one before."""
    sheets = []
    for i, page in enumerate(pages):
        if page.replace(" ", "").startswith("СОГЛАСИЕ"):  # its letters stand apart
            sheets.append((i + 1, page))
        elif page.strip():
            sheets[-1] = (sheets[-1][0], sheets[-1][1] + page)
    return sheets


def faults_of_learner(sheet, m, p):
    """What is wrong on the sheet of a learner m, signed by p or by himself."""
    born = m["Дата рождения"].strftime("%d.%m.%Y")
    if p:
        wanted = [f"Законный представитель {full_name(p)} Документ", f"{full_name(m)}, {born} года рождения", p["Номер"], m["Номер"],
                  m["Адрес регистрации"], p["Документ, подтверждающий полномочия"][1:]]
        refused = ["своём интересе"] + ["С условиями обработки моих"] * (age(m, PRINTED) < 14)
        wanted += ["С условиями обработки моих персональных данных"] * (age(m, PRINTED) >= 14)
    else:
        wanted, refused = [f"{full_name(m)}, {born} года рождения", "своём интересе", m["Номер"], m["Кем выдан"]], ["редставител", "несовершеннолетн"]
    return [f"{full_name(m)}: no {w}" for w in wanted if w not in sheet] + [f"{full_name(m)}: {w}" for w in refused if w in sheet]


def check_consents(folder, t):
    folder = os.path.join(folder, "Согласия")
    run_of = {name: sheets_of(pages_of(os.path.join(folder, name + ".pdf"))) for name in (
        "Согласия обучающихся", "Согласия работников", "Согласия внешних наставников", "Согласия представителей на распространение",
        "Согласия на распространение")}
    for name, sheets in run_of.items():
        check(f"{name}: each of {len(sheets)} begins on the front of a sheet", [n for n, _ in sheets if n % 2 == 0])
    expected, sheets = list(learners_run(t)), run_of["Согласия обучающихся"]
    counts = [sum(1 for _, p in expected if p), len(expected)]
    check("Согласия обучающихся: 35 of representatives, 10 of adults", [] if counts == [35, 45] else counts)
    check("Согласия обучающихся: the right form with its data for each, in the order of the lists", [f for (_, sheet), (m, p) in zip(sheets, expected)
          for f in faults_of_learner(sheet, m, p)] + [f"{len(sheets)} sheets"] * (len(sheets) != len(expected)))
    marks = re.findall(r'"([^"]*)"', run("mutool", "show", os.path.join(folder, "Согласия обучающихся.pdf"), "outline").stdout)
    check("Согласия обучающихся: a bookmark for each", [f"{mark} is not of {full_name(m)}" for mark, (m, p) in zip(marks, expected)
          if mark != f"{m['Группа']} {full_name(m)}, {(p or m)['Код']}"] + [f"{len(marks)}"] * (len(marks) != len(expected)))
    group = [full_name(m) for m, _ in expected if m["Группа"] == "МР-11"]
    check("Согласия обучающихся: Елин, Ёлкин, Ельцов", [] if [n.split()[0] for n in group][:3] == ["Елин", "Ёлкин", "Ельцов"] else group)
    everybody = t["Наставники"] + t["Наставляемые"]
    for name, category in (("Согласия работников", "работник"), ("Согласия внешних наставников", "внешний")):
        whom = sorted((m for m in everybody if m["Категория"] == category), key=in_list)
        check(f"{name}: one for each, with position and address", named_in_order([s for _, s in run_of[name]], [f"{full_name(m)} " for m in whom])
              + [f"{full_name(m)}: no {m[k]}" for m, (_, s) in zip(whom, run_of[name]) for k in ("Адрес регистрации", "Номер", "Кем выдан")
                 if m[k] not in s])
    check("Согласия представителей на распространение: one for each representative", named_in_order(
        [s for _, s in run_of["Согласия представителей на распространение"]],
        [f"Я, {full_name(p)}, являясь законным представителем" for _, p in expected if p]))
    grown = {full_name(m) for m in everybody if age(m, PRINTED) >= 18}
    named = [re.search(r"Я, ([^,]+),", s).group(1) for _, s in run_of["Согласия на распространение"]]
    check("Согласия на распространение: each adult once, and no minor", sorted(set(named) ^ grown) + [len(named)] * (len(named) != len(grown)))
    site = t["Организация"]["Ресурсы для размещения"].split("\n")
    check("consents to distribution name the pages in full", [s[:100] for name in list(run_of)[3:] for _, s in run_of[name]
                                                              if not all(u in s for u in site)])
    check_control_list(os.path.join(folder, "Контрольный список согласий.odt"), t, expected)


def check_control_list(path, t, expected):
    rows = [[c.strip() for c in line.split(" | ")] for line in office.text_of(path) if re.match(r"\|? ?\d+ \|", line)]
    listed = [" | ".join(r) for r in rows]
    others = [m for m in t["Наставники"] + t["Наставляемые"] if m["Категория"] != "обучающийся"]
    check("Контрольный список: a row for each consent", [f"{len(rows)} rows"] * (len(rows) != len(expected) + len(others)) + listed[:2] * (not rows))
    learners = [row for row in listed if re.search(r"\b[А-Я]{2}-\d", row)]
    check("Контрольный список: in the order of the print run", [f"{full_name(m)}: {row}" for row, (m, p) in zip(learners, expected)
          if full_name(m) not in row or (full_name(p) if p else "лично") not in row])


# ---- awards ----

def pages_of(path):
    """The words of each page."""
    return [re.sub(r"\s+", " ", page) for page in run("pdftotext", "-raw", path, "-").stdout.split("\f")[:-1]]


def named_in_order(pages, names):
    return [f"page {i + 1}: no {name}: {page[:200]}" for i, (page, name) in enumerate(zip(pages, names)) if name not in page] \
        + [f"{len(pages)} pages for {len(names)}"] * (len(pages) != len(names))


def check_awards(folder, t):
    """A page for each award, in the order of the sheet, in the right case."""
    awards, folder = t["Награды"], os.path.join(folder, "Награды")
    for document, kinds in (("Почётные грамоты", ("Почётная грамота",)), ("Сертификаты", ("Сертификат об обучении", "Сертификат участника"))):
        whom = [a["Кому"] for a in awards if a["Вид"] in kinds]
        check(f"{document}: a page for each of {len(whom)}", named_in_order(pages_of(os.path.join(folder, document + ".pdf")), whom))
    certificates = pages_of(os.path.join(folder, "Сертификаты.pdf"))
    numbers = [a["Регистрационный номер"] for a in awards if a["Вид"].startswith("Сертификат")]
    check("Сертификаты: registration numbers run on", [] if numbers == [f"С-2027-{n:03}" for n in range(1, 19)] else numbers)
    check("Сертификаты: each bears its own number", named_in_order(certificates, numbers))
    hours = [f"в объёме {a['Часы']:.0f} часов" if a["Часы"] else "участие" for a in awards if a["Вид"].startswith("Сертификат")]
    check("Сертификаты: hours of the training, or the part taken", named_in_order(certificates, hours))
    check("Благодарственные письма наставникам: in the dative", named_in_order(
        pages_of(os.path.join(folder, "Благодарственные письма наставникам.pdf")),
        ["Юну Роману Евгеньевичу Уважаемый Роман Евгеньевич!", "Юн Раисе Егоровне Уважаемая Раиса Егоровна!",
         "Черных Петру Ильичу Уважаемый Пётр Ильич!",
         "Косьяненко Льву Витальевичу Уважаемый Лев Витальевич!", "Заяцу Игорю Павловичу Уважаемый Игорь Павлович!",
         "Мамедову Али Гасан оглы Уважаемый Али Гасан оглы!", "Дюма Жанне Викторовне Уважаемая Жанна Викторовна!"]))
    check("Благодарственные письма партнёрам: to the head, or to all", named_in_order(
        pages_of(os.path.join(folder, "Благодарственные письма партнёрам.pdf")),
        ["Гончару Виктору Степановичу", "Коллективу АО «ВХК» Уважаемые коллеги!", "Глобе Инне Сергеевне", "Кравец Нине Павловне",
         "Лончакову Сергею Юрьевичу"]))
    check("Благодарственные письма родителям: one parent, two, a foster mother, and none for who has nobody", named_in_order(
        pages_of(os.path.join(folder, "Благодарственные письма родителям.pdf")),
        ["Ёлкиной Зое Фёдоровне матери обучающегося группы ИС-21 Ёлкина Артёма Сергеевича",
         "Сидоровой Ольге Львовне и Петрову Льву Ильичу родителям обучающейся группы ПД-41 Петровой Анны Львовны",
         "Соловьёвой Антонине Кузьминичне приёмной матери обучающегося группы ТП-31 Соловьёва Кирилла Денисовича"]))


if __name__ == "__main__":
    PROGRAM = os.path.abspath(sys.argv[1])
    TABLES = ods_tables.read(os.path.join(SEASON, "season.ods"))
    check_cases(TABLES)
    MADE = make(PROGRAM)
    check_orders(MADE, TABLES)
    check_roadmap(MADE, TABLES)
    check_consents(MADE, TABLES)
    check_awards(MADE, TABLES)
    check_pdfs(MADE)
    check_saved_again(PROGRAM, MADE)
    check_refused(PROGRAM, TABLES)
    sys.exit(SUITE.failed)
