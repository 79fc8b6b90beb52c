#!/usr/bin/env python3
"""The shipped papers, made from examples/college and from changes of it, and read back by other programs.

usage: papers.py PROGRAM [KIND …]      KIND: a function of KINDS, to run it alone

A function of KINDS checks one kind of paper: the words that its reader relies on, in each format, and what becomes of it when data are
one, many or missing. The college's tables are lists of rows, {caption: text}; a check copies them, changes what it wants, and makes:

    def consent_parent(program):
        tables = college()
        tables["Наставляемые"] = [r for r in tables["Наставляемые"] if r["Код"] == "С-01"]
        made = make(program, "one-child", tables, {"Документ": "Согласие", "Шаблон": "consent-parent", "Для каждого": "Наставляемые"})
        expect("consent-parent: nothing is said", made.problems, [])
        expect_words("consent-parent: the child is named", made.words("Согласие-1.pdf"), "Яровой Ксении Витальевны", without=["{{"])
"""
import copy
import csv
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

OUT = os.path.join(ROOT, "build/test/papers")
failed = False
kept = {}


# ---- what a check says ----

def report(ok, name, details=""):
    global failed
    failed |= not ok
    print(("ok" if ok else "not ok") + " - papers: " + name)
    if not ok:
        print("\n".join("#   " + line for line in str(details).rstrip().split("\n")[:40]))


def expect(name, got, wanted):
    report(got == wanted, name, f"expected {wanted!r}\ngot      {got!r}")


def expect_words(name, words, *wanted, without=()):
    """The wanted pieces stand in the words in that order; those of `without` stand nowhere."""
    at, faults = 0, [f"must not be there: {w}" for w in without if w in words]
    for piece in map(squeeze, wanted):
        found = words.find(piece, at)
        faults += [] if found >= 0 else [f"missing, or not in order: {piece}"]
        at = max(at, found + len(piece))
    report(not faults, name, "\n".join(faults + ["the text: " + words[:2000]]))


def squeeze(text):
    return re.sub(r"\s+", " ", text.replace("\u00ad", "").replace("\u2011", "-")).strip()


# ---- data ----

def college():
    """The tables of examples/college, yours to change: {name: [{caption: text}, …]}."""
    if not kept:
        kept.update(ods_tables.texts(os.path.join(ROOT, "examples/college/season.ods")))
    return copy.deepcopy(kept)


def row_of(rows, **wanted):
    """The first row whose columns are so."""
    return next(r for r in rows if all(r[caption.replace("_", " ")] == text for caption, text in wanted.items()))


def write_table(folder, name, rows):
    captions = list(dict.fromkeys(caption for r in rows for caption in r if caption))
    with open(os.path.join(folder, name + ".csv"), "w", encoding="utf-8", newline="") as f:
        out = csv.DictWriter(f, captions, restval="", extrasaction="ignore", delimiter=";")
        out.writeheader()
        out.writerows(rows)


# ---- making ----

class Made:
    """What a run of `prikaz make` left: its folder, its exit, and its problems but for notes as (severity, code, message)."""

    def __init__(self, folder, code, said):
        self.folder, self.code, self.said = folder, code, said
        listed = json.load(open(folder + ".json", encoding="utf-8"))["problems"] if os.path.exists(folder + ".json") else []
        self.problems = [(p["severity"], p["code"], p["message"]) for p in listed if p["severity"] != "note"]
        self.files = sorted(os.listdir(folder)) if os.path.isdir(folder) else []

    def path(self, name):
        return os.path.join(self.folder, name)

    def words(self, name):
        """The text of a file, its white space squeezed: of a PDF in the order in which it is painted."""
        if not os.path.exists(self.path(name)):
            return f"({name} was not made: {self.said})"
        if not name.endswith(".pdf"):
            return squeeze("\n".join(office.text_of(self.path(name))).replace(" | ", "\n"))
        return squeeze(run("pdftotext", "-raw", self.path(name), "-").stdout)

    def pages(self, name):
        """The text of each page of a PDF, line by line as it lies on paper."""
        return run("pdftotext", "-layout", self.path(name), "-").stdout.split("\f")[:-1]


def run(*args, **kw):
    return subprocess.run(args, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300, text=True, errors="replace", **kw)


def make(program, name, tables, *documents, date="2026-09-14"):
    """Makes the documents, rows of the table «Документы», from the tables; name is the folder's, in build/test/papers."""
    folder, out = os.path.join(OUT, name, "season"), os.path.join(OUT, name, "out")
    shutil.rmtree(os.path.join(OUT, name), ignore_errors=True)
    os.makedirs(folder)
    for table, rows in dict(tables, Документы=list(documents)).items():
        if rows:
            write_table(folder, table, rows)
    r = run(program, "make", folder, "-o", out, "--date", date, "--report", out + ".json", env={**os.environ, "LANG": "ru_RU.UTF-8"})
    return Made(out, r.returncode, r.stdout)


def order(code, template, **more):
    """The row of «Документы» that makes the order of that code."""
    return {"Документ": template, "Шаблон": template, "Для каждого": f"Приказы | где: Код = «{code}»", "Файл": template, "Форматы": "docx odt pdf",
            **more}


# ---- the kinds of papers ----

def pairs_of(count):
    """The college with so many pairs: one for each of its mentors in turn; mentees are made up where it has too few."""
    tables = college()
    mentors, mentees = tables["Наставники"], tables["Наставляемые"]
    while len(mentees) < count:
        n = len(mentees) + 1
        mentees.append(dict(row_of(mentees, Код="С-01"), Код=f"С-{n}", Имя=f"Ксения{'абвгдежзик'[n % 10]}{'лмнопрстуф'[n // 10 % 10]}"))
    forms = [r["Форма"] for r in tables["Формы"]]
    tables["Пары"] = [dict(tables["Пары"][0], **{"№ пары": str(n + 1), "Наставник": mentors[n % len(mentors)]["Код"],
                                                 "Наставляемый": mentees[n]["Код"],
                                                 "Форма": forms[n % len(mentors) % len(forms)]}) for n in range(count)]
    tables.pop("Согласия")
    return tables


def order_pairs(program):
    paper = order("ПР-5", "order-pairs")
    made = make(program, "pairs", college(), paper)
    expect("order-pairs: the college's makes no problem", [p for p in made.problems if p[0] != "note"], [])
    for kind in ("docx", "odt", "pdf"):
        expect_words(f"order-pairs: the college's order in the {kind}", made.words("order-pairs." + kind), "ПРИКАЗ", "14.09.2026", "№ 142-од",
                     "Утвердить 40 (сорок) наставнических пар на 2026/2027 учебный год согласно приложению",
                     "Назначить куратором наставнической работы Самойлову Ирину Олеговну, методиста.",
                     "Наставникам совместно с наставляемыми разработать планы",
                     "заместителя директора по учебно-производственной работе Гордеева О.Д.",
                     "Е.В. Шаповалова", "Ремизова Алла Юрьевна", "Приложение к приказу ГБПОУ «ВКТС» от 14.09.2026 № 142-од",
                     "Форма наставничества: педагог – педагог", "Форма наставничества: студент – студент", "40", "Панина Дарья Степановна",
                     "ЛИСТ ОЗНАКОМЛЕНИЯ", "Юн Раиса Егоровна", "13", "Самойлова Ирина Олеговна", without=["{{", "..", " ,", "8 (000) 968"])
    for count, words in ((2, "2 (две) наставнические пары"), (5, "5 (пять) наставнических пар"), (21, "21 (двадцать одну) наставническую пару"),
                         (22, "22 (двадцать две) наставнические пары"), (111, "111 (сто одиннадцать) наставнических пар"),
                         (105, "105 (сто пять) наставнических пар")):
        made = make(program, f"pairs-{count}", pairs_of(count), dict(paper, Форматы="pdf"))
        expect_words(f"order-pairs: {count} pairs", made.words("order-pairs.pdf"), f"Утвердить {words} на", "Форма наставничества", f" {count} ")
    many_pages(made.pages("order-pairs.pdf"))
    one_pair(make(program, "pairs-1", pairs_of(1), paper))
    none = make(program, "pairs-0", dict(college(), Согласия=[], Пары=[dict(college()["Пары"][0], Приказ="126-од")]), paper)
    expect("order-pairs: an order without pairs is refused, and it is said why",
           (none.code, [p[1] for p in none.problems if p[0] == "error"], "«Пары»" in none.said), (3, ["cell-required"], True))


def as_people_type(program):
    """What the same thing is typed like by different hands comes out as one."""
    tables = college()
    pairs = tables["Пары"]
    mentor = next(r for r in tables["Наставники"] if r["Фамилия"] == "Черных")
    his = [r for r in pairs if r["Наставник"] == full_name(mentor)]
    his[0]["Наставник"] = mentor["Код"]
    his[1]["Форма"] = "педагог - студент"
    row_of(tables["Приказы"], Код="ПР-5").update({"Цель": "Развития наставничества.", "Номер основания": "№ 126-од"})
    made = make(program, "as-typed", tables, order("ПР-5", "order-pairs"))
    words = made.words("order-pairs.docx")
    expect_words("as people type: an aim without «в целях», a number with №", words, "№ 126-од «Об организации",
                 "в целях развития наставничества ПРИКАЗЫВАЮ",
                 without=["№ №", "наставничества."])
    expect("as people type: a mentor by code and by name stands once in the table, once in the sheet", words.count("Черных Пётр Ильич"), 2)
    expect("as people type: a form with a hyphen is the same form", words.count("Форма наставничества: педагог – студент"), 1)


def hidden_words():
    """What no copy for a site may hold: names of the people, telephones, addresses of e-mail."""
    people = [r for table in ("Наставники", "Наставляемые", "Представители") for r in college()[table]]
    return sorted({" ".join((r["Фамилия"], r["Имя"])) for r in people} | {r[c] for r in people for c in ("Телефон", "E-mail") if r.get(c)}
                  | {"8 (000)", "@vkts", "Ремизова Алла"})


def nothing_hidden_left(made, name):
    """The parts of the copies themselves, their properties too: what is not painted would still be there."""
    for kind in ("docx", "odt"):
        book = zipfile.ZipFile(made.path(f"{name}.{kind}"))
        data = " ".join(book.read(n).decode("utf-8", "replace") for n in book.namelist())
        expect(f"{name}: nothing of a person is in the parts of the {kind}", [w for w in hidden_words() if w in data], [])
    info = squeeze(run("pdfinfo", made.path(name + ".pdf")).stdout)
    expect_words(f"{name}: the PDF's properties name the organisation alone", info, "Author: ГБПОУ «ВКТС»", without=hidden_words())


def people_apart(tables):
    """The same tables with everybody in a table «Люди», and codes in the others."""
    own = ("Фамилия", "Имя", "Отчество", "Пол", "Дата рождения", "Категория", "Должность", "Место работы", "Группа", "Телефон", "E-mail")
    people, codes = [], {}
    for name in ("Наставники", "Наставляемые"):
        for r in tables[name]:
            codes[" ".join(r[part] for part in own[:3] if r[part])] = r["Код"]
            people.append({"Код": "Л-" + r["Код"], **{caption: r.pop(caption, "") for caption in own}})
            r["Человек"] = people[-1]["Код"]
    for r in tables["Пары"]:
        r.update(Наставник=codes[r["Наставник"]], Наставляемый=codes[r["Наставляемый"]])
    return {**tables, "Люди": people, "Согласия": [], "Представители": [], "Награды": []}


def order_pairs_of_people(program):
    made = make(program, "pairs-people", people_apart(college()), order("ПР-5", "order-pairs"))
    expect_words("order-pairs: people may stand in a table of their own", made.words("order-pairs.pdf"), "Форма наставничества: педагог – педагог",
                 "Юн Раиса Егоровна, заведующая отделением", "Соболева Дарья Игоревна", "Заяц Игорь Павлович, ведущий инженер-технолог ООО",
                 "Ёлкин Артём Сергеевич, обучающийся группы ИС-21", "ЛИСТ ОЗНАКОМЛЕНИЯ", "Юн Раиса Егоровна")


def order_pairs_site(program):
    paper = order("ПР-5", "order-pairs-site")
    made = make(program, "pairs-site", college(), paper)
    expect("order-pairs-site: the college's makes no problem", made.problems, [])
    for kind in ("docx", "odt", "pdf"):
        expect_words(f"order-pairs-site: no person is named in the {kind}", made.words("order-pairs-site." + kind), "№ 142-од",
                     "Утвердить 40 (сорок)",
                     "Самойлову Ирину Олеговну, методиста", "Копия для официального сайта. Персональные данные скрыты.",
                     "Юн Р., заведующая отделением",
                     "Соболева Д.", "обучающийся МР-11", "обучающийся гр. ИС-21 обучающаяся ИС-11", "40", without=hidden_words() +
                     ["ОЗНАКОМЛЕНИЯ", "{{", " ,", ".."])
    nothing_hidden_left(made, "order-pairs-site")
    for kind in ("docx", "odt", "pdf"):
        expect_words(f"order-pairs-site: nor in the sentence of one pair, in the {kind}",
                     make(program, "pair-site", pairs_of(1), paper).words("order-pairs-site." + kind),
                     "наставник – Юн Р., мастер производственного обучения; наставляемая – обучающаяся гр. ПД-11.", "Наставнику совместно",
                     without=hidden_words())


def acquaintance(program):
    paper = order("ПР-2", "acquaintance")
    made = make(program, "acquaintance", college(), paper)
    expect("acquaintance: the college's makes no problem", made.problems, [])
    for kind in ("docx", "odt", "pdf"):
        expect_words(f"acquaintance: those who are named in the order's row, in the {kind}", made.words("acquaintance." + kind),
                     "ЛИСТ ОЗНАКОМЛЕНИЯ",
                     "с приказом ГБПОУ «ВКТС» от 01.09.2026 № 126-од", "«Об организации наставничества", "1 Гордеев Олег Дмитриевич", "2 Дроздов",
                     "4 Самойлова", without=["{{"])
    expect("acquaintance: one page", len(made.pages("acquaintance.pdf")), 1)
    tables = college()
    row_of(tables["Приказы"], Код="ПР-2")["Ознакомить"] = ""
    none = make(program, "acquaintance-0", tables, paper)
    expect("acquaintance: a sheet for nobody is refused", (none.code, "Ознакомить" in none.said), (3, True))


def many_pages(pages):
    """A long table: its head on each page, no form left alone at a page's foot, numbers through."""
    table = [x for x in pages if "Наставляемый" in x]
    expect("order-pairs: a long table has its head on each page", all("Срок" in x for x in table) and len(table) > 2, True)
    expect("order-pairs: no form stands last on a page", [x for x in table if x.rstrip().split("\n")[-1].strip().startswith("Форма")], [])
    numbers = [int(n) for n in re.findall(r"^ *(\d+) (?!.*учебный)", "\n".join(table), re.M)]
    expect("order-pairs: rows are numbered through", [n for n in range(1, 106) if n not in numbers], [])


def one_pair(made):
    for kind in ("docx", "odt", "pdf"):
        expect_words(f"order-pairs: one pair is told in a sentence, in the {kind}", made.words("order-pairs." + kind),
                     "Утвердить на 2026/2027 учебный год наставническую пару в форме «педагог – педагог»: наставник – Юн Роман Евгеньевич, мастер",
                     "наставляемая – Яровая Ксения Витальевна, обучающаяся группы ПД-11. Срок работы пары: с 15.09.2026 по 28.05.2027.",
                     "Наставнику Юну Р.Е. совместно с наставляемой разработать план индивидуального развития и представить его",
                     "ЛИСТ ОЗНАКОМЛЕНИЯ", without=["Приложение", "приложению", "{{"])


def header_rows(path):
    """How many first rows of the file's longest table are repeated on every page, as its XML says."""
    book = zipfile.ZipFile(path)
    if path.endswith(".docx"):
        tables = re.findall(r"<w:tbl>.*?</w:tbl>", book.read("word/document.xml").decode(), re.S)
        return max(tables, key=len).count("<w:tblHeader")
    tables = re.findall(r"<table:table .*?</table:table>", book.read("content.xml").decode(), re.S)
    return re.sub(r".*<table:table-header-rows>(.*?)</table:table-header-rows>.*", r"\1", max(tables, key=len),
                  flags=re.S).count("<table:table-row")


def registers(program):
    papers = [{"Документ": name, "Шаблон": name, "Форматы": "docx odt pdf", "Дата": "15.09.2026"}
              for name in ("register-mentors", "register-mentees")]
    made = make(program, "registers", college(), *papers)
    expect("registers: the college's make no problem", made.problems, [])
    for kind in ("docx", "odt"):
        expect_words(f"registers: a mentor's row in the {kind}", made.words("register-mentors." + kind), "База наставников",
                     "на 2026/2027 учебный год",
                     "Ссылка на кейс/отзыв наставника, размещенные на сайте организации", "13", "14", "15", "16", "Дюма Жанна Викторовна",
                     "АО «ВХК», главный бухгалтер",
                     "Остапчук Виолетта Андреевна", "Семёнова Алёна Игоревна", "работодатель – студент", "гр. БУ-21", "28.05.2027", "2",
                     "Ёлкин Артём Сергеевич",
                     "12", "Юн Роман Евгеньевич", "Куратор программы наставничества", "И.О. Самойлова", without=["{{", " ,", "{}"])
        expect_words(f"registers: a mentee's row in the {kind}", made.words("register-mentees." + kind), "База наставляемых", "13",
                     "Абросимова Вероника",
                     "гр. ПД-11", "Отец – Абросимов Максим Леонидович, 8 (000)", "2010", "Подготовиться", "Петрова Анна Львовна",
                     "студент – студент",
                     "Зуева", "Мать – Мартынова Инна Олеговна", "Отец – Зуев Павел Андреевич", "40", "Яровая Ксения", without=["{{", " ,"])
        expect_words(f"registers: a long address goes on at its @ in the {kind}", made.words("register-mentors." + kind), "z.dyuma @vkts.example")
        texts = [zipfile.ZipFile(made.path(f"{name}.{kind}")).read("word/document.xml" if kind == "docx" else "content.xml").decode()
                 for name in ("register-mentors", "register-mentees")]
        expect(f"registers: no line begins with the dash of a form in the {kind}", [" – студент" in text for text in texts], [False, False])
        expect(f"registers: captions and column numbers are repeated in the {kind}",
               [header_rows(made.path(f"{name}.{kind}")) for name in ("register-mentors", "register-mentees")], [2, 2])
    for name, columns in (("register-mentors", 16), ("register-mentees", 13)):
        words = made.words(name + ".pdf").split()
        expect(f"{name}: no column is so narrow that it cuts a word's last letter", [w for w in words if w in ("ы", "у", "е", "ь", "ю", ",")], [])
        numbers = r"\b" + r"\s+".join(map(str, range(1, columns + 1))) + r"\b"
        expect(f"{name}: column numbers on each page", [bool(re.search(numbers, page)) for page in made.pages(name + ".pdf")],
               [True] * len(made.pages(name + ".pdf")))
    none = make(program, "registers-0", dict(college(), Пары=[], Согласия=[], Наставники=[dict.fromkeys(college()["Наставники"][0], "")]),
                papers[0])
    expect("registers: a base without mentors is refused", none.code, 3)


def order_mentor_registry(program):
    made = make(program, "registry", college(), order("ПР-4", "order-mentor-registry"), order("ПР-4", "order-mentor-registry-site"))
    expect("order-mentor-registry: the college's makes no problem", made.problems, [])
    for kind in ("docx", "odt", "pdf"):
        words = made.words("order-mentor-registry." + kind)
        expect_words(f"order-mentor-registry: the order in the {kind}", words, "ПРИКАЗ", "09.09.2026", "№ 135-од", "Утвердить базу наставников",
                     "в количестве 12 (двенадцати) человек согласно приложению", "Исполняющий обязанности директора", "О.Д. Гордеев", "Приложение",
                     "от 09.09.2026 № 135-од", "16", "Дюма Жанна", "8 (000)", without=["{{", "..", " ,", "28.05.2027"])
        site = made.words("order-mentor-registry-site." + kind)
        expect_words(f"order-mentor-registry: its copy for the site in the {kind} names no person, telephone or address", site, "№ 135-од",
                     "в количестве 12 (двенадцати) человек", "О.Д. Гордеев", "Копия для официального сайта. Персональные данные скрыты.",
                     "Дюма Ж.", "обучающийся гр. ИС-21", "обучающаяся гр. ПД-41", without=hidden_words() +
                     ["Ёлкин", "Соловьёв", "Константинопольская"])
    nothing_hidden_left(made, "order-mentor-registry-site")


def roadmap(program):
    made = make(program, "roadmap", college(), order("ПР-3", "roadmap"), order("ПР-3", "order-roadmap"))
    expect("roadmap: the college's makes no problem", made.problems, [])
    measures = ["Этап 1. Подготовка условий", "Задача: создать", "Результат: утверждены", "1.1", "До 04.09.2026", "1.5", "3–10 сентября 2026 года",
                "Этап 2. ", "2.3", "Этап 7. Завершение", "7.5"]
    for kind in ("docx", "odt", "pdf"):
        expect_words(f"roadmap: a paper of its own with the stamp, in the {kind}", made.words("roadmap." + kind),
                     "УТВЕРЖДЕНА приказом ГБПОУ «ВКТС» от 03.09.2026 № 131-од",
                     "Дорожная карта реализации целевой модели наставничества в Государственном бюджетном профессиональном",
                     "на 2026/2027 учебный год", *measures,
                     without=["{{", " ,"])
        expect_words(f"roadmap: the order in the {kind}", made.words("order-roadmap." + kind), "Утвердить прилагаемую дорожную карту",
                     "на 2026/2027 учебный год",
                     "Методисту Самойловой И.О. координировать", "Е.В. Шаповалова", "Приложение к приказу ГБПОУ «ВКТС» от 03.09.2026 № 131-од",
                     *measures,
                     without=["{{", " ,"])
    pages = made.pages("roadmap.pdf")
    expect("roadmap: a year is not parted from its word", re.findall(r"20\d\d +года", "\n".join(office.text_of(made.path("roadmap.odt")))), [])
    expect("roadmap: the table's head is on each page", [p for p in pages if "Ответственные" not in p], [])
    expect("roadmap: no stage stands last on a page", [p for p in pages if "Результат:" in p.rstrip().split("\n")[-1]], [])
    tables = college()
    tables["Мероприятия"][1]["Мероприятие"] = "Подробное мероприятие. " * 80
    high = make(program, "roadmap-high", tables, order("ПР-3", "roadmap"))
    expect("roadmap: a measure that has no room on a page goes on on the next", high.words("roadmap.pdf").count("Подробное мероприятие."), 80)
    tables = college()
    tables["Приказы"] = [dict(row_of(tables["Приказы"], Код="ПР-3"), Номер="", Дата="", Основание="", Контроль="", Исполнитель="", Цель="")]
    bare = make(program, "roadmap-bare", {**tables, "Пары": [], "Награды": []}, order("ПР-3", "order-roadmap"))
    expect_words("roadmap: an order by hand has lines for its date and number", bare.words("order-roadmap.pdf"), "«___» __________ 20__ г.",
                 "№ __________",
                 "В целях развития", "оставляю за собой.", "от «___» __________ 20__ г. № __________", without=["{{", "Во исполнение", " ,", ".."])
    tables["Приказы"][0]["Цель"] = "в целях помощи молодым педагогам"
    bare = make(program, "roadmap-aim", {**tables, "Пары": [], "Награды": []}, order("ПР-3", "order-roadmap"))
    expect_words("roadmap: an aim of its own begins the sentence", bare.words("order-roadmap.pdf"), "В целях помощи молодым педагогам ПРИКАЗЫВАЮ:")


# ---- consents ----

CHILD = "чей_представитель"
MINOR = f"{CHILD} && !(({CHILD}.дата_рождения | возраст) >= 18)"
PRINT_DAY = "01.09.2026"
LEARNERS = {
    "Документ": "Согласия", "Шаблон": "consent-learner", "Сводный файл": "да", "Двусторонняя": "да", "Дата": PRINT_DAY,
    "Для каждого": f"Представители | по_одному: {CHILD} | вместе: Наставляемые | вместе: Наставники | где: {MINOR} || !{CHILD} && "
                   "категория = «обучающийся» && "
                   f"(дата_рождения | возраст) >= 18 | порядок: ({CHILD}.группа | иначе_если_пусто: группа), ({CHILD}.ФИО | иначе_если_пусто: ФИО)",
    "Файл": f"{{{{{CHILD}.группа | иначе_если_пусто: группа}}}} {{{{{CHILD}.ФИО | иначе_если_пусто: ФИО}}}} ({{{{ФИО | инициалы}}}})"}


def one(template, table, **wanted):
    """The row of «Документы» that makes a paper for the person whose columns are so, in all formats."""
    where = " && ".join(f"[{caption.replace('_', ' ')}] = «{text}»" for caption, text in wanted.items())
    return {"Документ": template, "Шаблон": template, "Для каждого": f"{table} | где: {where}", "Файл": template, "Форматы": "docx odt pdf",
            "Дата": PRINT_DAY}


def full_name(person):
    return " ".join(filter(None, (person["Фамилия"], person["Имя"], person["Отчество"])))


def people():
    """The college without what consents do not ask for."""
    tables = college()
    tables.pop("Награды")
    return tables


def plain(words):
    """Without what parts cells, and no-break hyphens as people type them."""
    return squeeze(re.sub(r"( \|)+ ", " ", words).replace("\u2011", "-"))


def is_minor(person):
    day, month, year = map(int, person["Дата рождения"].split("."))
    return (year + 18, month, day) > (2026, 9, 1)


def sheets_wanted(tables):
    """(group, learner, who signs) of every sheet, in the order in which people look for them in a list of groups."""
    learners = [r for r in tables["Наставляемые"] + tables["Наставники"] if r["Категория"] == "обучающийся"]
    sheets = []
    for r in learners:
        names = (full_name(r), r["Код"])
        signers = [full_name(x) for x in tables["Представители"] if set(x["Чей представитель"].split("; ")) & set(names)]
        signers = signers if is_minor(r) else [full_name(r)]
        sheets += [(r["Группа"], full_name(r), signer) for signer in signers]
    return sorted(sheets, key=lambda x: [(w.lower().replace("ё", "е"), w) for w in x[:2]])


def print_run(program):
    tables = people()
    mother = [r for r in tables["Представители"] if r["Фамилия"] == "Семёнова"]
    mother[0]["Чей представитель"] = "; ".join(r["Чей представитель"] for r in mother)  # of two children, in one row
    tables["Представители"].remove(mother[1])
    documents = [LEARNERS, {"Документ": "Список", "Шаблон": "consent-list", "Файл": "Список", "Форматы": "docx odt pdf", "Дата": PRINT_DAY}]
    made, wanted = make(program, "print-run", tables, *documents), sheets_wanted(tables)
    expect("consents: the print run makes no problem", made.problems, [])
    pages = made.pages("Согласия.pdf")
    expect("consents: each on one sheet, from an odd page", [("СОГЛАСИЕ" in x, bool(x.strip())) for x in pages],
           ([(True, True), (False, False)] * len(wanted))[:-1])
    texts = [squeeze(x) for x in pages[::2]]
    expect("consents: in the order of the groups and of the alphabet", [n for n, (x, who) in enumerate(zip(texts, wanted))
                                                                         if who[1] not in x or not re.search(r"Я, " + who[2], x)], [])
    for name, form in (("Климов Александр Витальевич", "данных обучающегося"), ("Панина Дарья Степановна", "данных обучающейся"),
                       ("Руденко Вадим Сергеевич", "законного представителя")):
        sheet = texts[[x[1] for x in wanted].index(name)]
        expect_words(f"consents: the right form on the day of coming of age and beside it, {name}", sheet, form, name)
    expect("consents: the child signs too from 14, not at 13",
           [("С условиями обработки моих персональных данных" in x, n[1]) for x, n in zip(texts, wanted) if n[1].split()[0] in ("Белкин", "Орлова")],
           [(True, "Белкин Руслан Эдуардович"), (False, "Орлова Таисия Григорьевна")])
    rows = re.findall(r"^ *(\d+) +([А-ЯЁ]+-\d+) ", "\n".join(made.pages("Список.pdf")), re.M)
    expect("consents: the control list has the sheets in their order", [g for _, g in rows], [g for g, _, _ in wanted])
    for kind in ("docx", "odt", "pdf"):
        expect_words(f"consents: the control list in the {kind}", plain(made.words("Список." + kind)), "КОНТРОЛЬНЫЙ СПИСОК", "№ п/п",
                     "Гаджиева Камила Руслановна", "Гаджиева Зарема Исаевна (мать)", "Остапчук Виолетта Андреевна", "лично", "обучающийся",
                     "Рябинина Ольга Степановна (мать)", "Рябинин Илья Сергеевич (отец)", "Юн Роман Евгеньевич", "работник",
                     "Дюма Жанна Викторовна", "внешний наставник", without=["{{"])


def consents(program):
    made = make(program, "consents", people(), one("consent-parent", "Представители", Фамилия="Ёлкина"),
                one("consent-adult", "Наставляемые", Фамилия="Нго"), one("consent-employee", "Наставники", Код="Н-02"),
                one("consent-outside-mentor", "Наставники", Код="Н-06"),
                one("distribution-self", "Наставники", Код="Н-03"), one("distribution-parent", "Представители", Фамилия="Орлова"))
    expect("consents: one of each makes no problem", made.problems, [])
    for kind in ("docx", "odt", "pdf"):
        expect_words(f"consent-parent: what the law asks for, in the {kind}", plain(made.words("consent-parent." + kind)), "СОГЛАСИЕ",
                     "данных несовершеннолетнего",
                     "Ёлкина Зоя Фёдоровна", "серия и номер 06 04 367754, выдан 19.10.2004 ОВД г. Верхнереченска",
                     "Свидетельство о рождении III-ЗР № 961808",
                     "Ёлкин Артём Сергеевич", "14.02.2010", "06 24 490157", "являясь законным представителем (матерью) несовершеннолетнего "
                     "Ёлкина Артёма Сергеевича, 14.02.2010 года рождения, обучающегося группы ИС-21, в соответствии со статьёй 9",
                     "в его интересах даю Государственному бюджетному профессиональному образовательному учреждению",
                     "799001, Заречный край", "Цель обработки:", "Персональные данные "
                     "несовершеннолетнего:", "Мои персональные данные:", "Действия с данными и способы обработки:", "Кому передаются",
                     "Срок действия и порядок отзыва.", "до 30 июня 2027 года", "подпись", "расшифровка подписи", "ознакомлен и согласен:",
                     "А.С. Ёлкин", without=["{{", "..", " ,", "( "])
        expect_words(f"consent-adult: a foreign passport, no patronymic, in the {kind}", plain(made.words("consent-adult." + kind)),
                     "данных обучающейся", "Нго Тхи Лан", "Паспорт иностранного гражданина", "1234567", "обучающаяся группы ГС-31", "Т.Л. Нго",
                     without=["{{", "код подразделения"])
        expect_words(f"consent-employee, in the {kind}", plain(made.words("consent-employee." + kind)), "Юн Раиса Егоровна", "Заведующая отделением",
                     "Я, Юн Раиса Егоровна, заведующая отделением, в соответствии", "Р.Е. Юн", without=["{{"])
        expect_words(f"consent-outside-mentor, in the {kind}", plain(made.words("consent-outside-mentor." + kind)), "Заяц Игорь Павлович",
                     "ООО «ПЗ „Вектор“»",
                     "ведущий инженер-технолог (ООО «ПЗ „Вектор“»)", without=["{{"])
        expect_words(f"distribution-self, in the {kind}: the answers are empty", plain(made.words("distribution-self." + kind)),
                     "Черных Пётр Ильич", "8 (000)",
                     "ИНН 9801012340, ОГРН 1029800101231", "https://vkts.example/nastavnichestvo/ https://vk.example/vkts_nastavnik", "статьёй 10.1",
                     "Разрешаю (да/нет)", "фамилия, имя, отчество место работы, должность", "фотографии видеозаписи", "без передачи Распространение",
                     without=["{{", "ознакомлен"])
        expect_words(f"distribution-parent, in the {kind}: under 14 the representative alone signs", plain(made.words("distribution-parent." + kind)),
                     "Орлова Евгения Максимовна", "Орлова Таисия Григорьевна", "в её интересах", "Е.М. Орлова",
                     without=["{{", "ознакомлена и согласна"])
    missing(program)
    small_school(program)


def small_school(program):
    """Other captions, one column for series and number, no column that is not needed, defaults of the text."""
    tables = {
        "Организация": [{"Поле": k, "Значение": v} for k, v in (
            ("Полное наименование", "Муниципальное бюджетное общеобразовательное учреждение «Средняя школа № 3»"), ("ИНН", "9801012340"),
            ("ОГРН", "1029800101231"), ("Адрес", "г. Верхнереченск, ул. Садовая, д. 1"), ("Ресурсы для размещения", "https://school3.example/"))],
        "Наставляемые": [{"Код": "1", "ФИО": "Ким Вера", "Дата рождения": "01.02.2011", "Класс": "9А", "Вид документа": "свидетельство о рождении",
                          "Серия и номер": "II-ЗР 123456", "Кем выдан": "отделом ЗАГС", "Дата выдачи": "10.02.2011", "Адрес": "ул. Лесная, д. 1"}],
        "Представители": [{"Ребёнок": "Ким Вера", "ФИО": "Ким Сергей Львович", "Родство": "отец", "Документ о полномочиях": "запись акта",
                           "Вид документа": "паспорт", "Паспорт": "06 01 654321", "Кем выдан": "ОВД г. Верхнереченска", "Дата выдачи": "01.03.2001",
                           "Адрес": "ул. Лесная, д. 1", "Телефон": ""}]}
    papers = [{"Документ": name, "Шаблон": name, "Для каждого": "Представители", "Файл": name, "Форматы": "odt"}
              for name in ("consent-parent", "distribution-parent")]
    made = make(program, "consents-small", tables, *papers)
    expect("consents: a small school's sheets make no problem", made.problems, [])
    expect_words("consents: a small school's parent", plain(made.words("consent-parent.odt")),
                 "Паспорт, серия и номер 06 01 654321, выдан 01.03.2001 ОВД",
                 "Свидетельство о рождении, серия и номер II-ЗР 123456, выдано 10.02.2011 отделом ЗАГС", "являясь законным представителем (отцом) "
                 "несовершеннолетней Ким Веры", "Муниципальному бюджетному общеобразовательному учреждению «Средняя школа № 3»",
                 "до достижения цели обработки", without=["{{", " ,", ".."])
    expect_words("consents: who has no telephone gives an address", plain(made.words("distribution-parent.odt")),
                 "Контактная информация ул. Лесная, д. 1",
                 "https://school3.example/", "до окончания участия в программе наставничества")


def missing(program):
    """What the law asks for and the data lack: refused with the cells named, or printed as a form with lines."""
    tables = people()
    mother = row_of(tables["Представители"], Фамилия="Ёлкина")
    child = row_of(tables["Наставники"], Фамилия="Ёлкин")
    mother["Номер"] = mother["Документ, подтверждающий полномочия"] = child["Адрес регистрации"] = ""
    paper = one("consent-parent", "Представители", Фамилия="Ёлкина")
    refused = make(program, "consents-refused", tables, paper)
    expect("consents: a paper that lacks what the law asks for is refused", (refused.code, [x for x in refused.files if "consent" in x]), (3, []))
    for cell in ("Номер", "Документ, подтверждающий полномочия", "Адрес регистрации"):
        expect_words(f"consents: the refusal names «{cell}»", squeeze(refused.said), f"({cell})")
    unknown = people()
    row_of(unknown["Наставляемые"], Фамилия="Цой")["Дата рождения"] = ""
    refused = make(program, "consents-unknown-age", unknown, LEARNERS)
    expect_words("consents: whose age is unknown is a minor whose day of birth is asked for", squeeze(refused.said), "(Дата рождения)",
                 "не заполнено")
    form = make(program, "consents-form", tables, dict(paper, Бланк="да"))
    expect("consents: as a form it makes no problem", form.problems, [])
    mentor, paper = row_of(tables["Наставники"], Код="Н-06"), dict(one("consent-outside-mentor", "Наставники", Код="Н-06"), Бланк="да")
    whole = make(program, "consents-whole", tables, paper)
    mentor["Кем выдан"] = mentor["Адрес регистрации"] = ""
    by_hand = make(program, "consents-by-hand", tables, paper)
    expect("consents: what a grown-up writes by hand has a line more",
           ["".join(office.text_of(made.path("consent-outside-mentor.odt"))).count("| \n") for made in (whole, by_hand)], [0, 2])
    for kind in ("docx", "odt", "pdf"):
        expect_words(f"consents: a form has lines to write on, in the {kind}", plain(form.words("consent-parent." + kind)),
                     "серия и номер 06 04 ______", "выдан", "Полномочия ______", "Ёлкин Артём", "Адрес регистрации ______", "Я, Ёлкина Зоя Фёдоровна")


def empty_form(program):
    """A form for nobody in particular is made for a row that has a code alone: all data are lines."""
    tables = college()
    tables["Представители"].append({"Код": "П-99"})
    made = make(program, "empty-form", tables, one("consent-parent", "Представители", Код="П-99") | {"Бланк": "да"})
    for kind in ("docx", "odt", "pdf"):
        expect_words(f"consents: an empty form has lines alone, in the {kind}", made.words("consent-parent." + kind), "Законный представитель ______",
                     "серия и номер ______", "Я, ______", "несовершеннолетнего/несовершеннолетней ______", "даю Государственному",
                     without=[" ,", "{{", "Ельцов"])


def nobody_to_sign(program):
    """A minor without a representative, a learner without a day of birth: nothing is printed for them, and the control list says why."""
    tables = college()
    tables["Представители"] = [r for r in tables["Представители"] if "Ельцов" not in r["Чей представитель"]
                               and "Цой" not in r["Чей представитель"]]
    row_of(tables["Наставляемые"], Фамилия="Цой")["Дата рождения"] = ""
    tables.pop("Согласия")
    made = make(program, "nobody-to-sign", tables, {"Документ": "consent-list", "Шаблон": "consent-list", "Форматы": "docx odt pdf",
                                                    "Дата": "01.09.2026"})
    for kind in ("docx", "odt", "pdf"):
        expect_words(f"control list: who has nobody to sign stands there, in the {kind}", made.words("consent-list." + kind),
                     "Ельцов Даниил Романович представитель не записан", "Цой Максим Робертович дата рождения не указана, представитель не записан")
    told = [m for _, _, m in made.problems]
    expect("control list: check tells of them too", (sum("нет ни одного его законного представителя" in m for m in told),
                                                     sum("не указана дата рождения" in m for m in told)), (1, 1))


# ---- letters of thanks, awards, certificates ----

LETTER = "Благодарственное письмо "
LONG_REASON = ("за многолетний добросовестный труд, высокое профессиональное мастерство, большой личный вклад в развитие наставничества в колледже, "
               "сопровождение молодых педагогов и студенческих пар, организацию Школы наставников и подготовку участников регионального этапа "
               "Всероссийского конкурса «Лучшая практика наставничества», а также за неравнодушие, требовательность и доброту, которые помогают "
               "каждому поверить в свои силы")


def awarded(*rows):
    """The college with these awards: (kind, recipient, {more})."""
    tables = college()
    columns = dict.fromkeys(tables["Награды"][0], "")
    common = {"Дата": "28.05.2027", "Подписал": "", "Приказ": "ПР-6"}
    tables["Награды"] = [{**columns, **common, "Код": f"А-{n + 1}", "Вид": kind, "Кому": to, **more} for n, (kind, to, more) in enumerate(rows)]
    return tables


def awards(program, template, tables, **more):
    """Each award's sheet in all formats, А-1.pdf …, and all in one, all.pdf."""
    return make(program, template, tables, {"Документ": template, "Шаблон": template, "Для каждого": "Награды", "Файл": "{{код}}",
                                            "Форматы": "docx odt pdf", "Сводный файл": "all", **more}, date="2027-05-28")


def expect_sheets(name, made, count):
    """One page for each award, on which seal, place and year stand where they stand on all others."""
    pages = run("pdftotext", "-bbox", made.path("all.pdf"), "-").stdout.split("<page ")[1:]
    expect(f"{name}: each stands on one page", len(pages), count)
    places = {tuple(re.findall(r'yMin="([0-9.]+)" xMax="[0-9.]+" yMax="[0-9.]+">(М\.П\.|Верхнереченск,)<', page)) for page in pages}
    expect(f"{name}: seal, place and year keep their places", len(places), 1)
    expect(f"{name}: they are there", [word for _, word in places.pop()], ["М.П.", "Верхнереченск,"])


def expect_sheet(name, made, code, *wanted, without=()):
    for kind in ("docx", "odt", "pdf"):
        expect_words(f"{name}, in the {kind}", made.words(f"{code}.{kind}"), *wanted, without=("{{", "..", " ,", " .", "◊", *without))


def thanks_mentor(program):
    kind = LETTER + "наставнику"
    made = awards(program, "thanks-mentor", awarded(
        (kind, "Юн Роман Евгеньевич", {"За что": "за умение увлечь профессией", "Регистрационный номер": "17"}), (kind, "Н-06", {"Приказ": ""}),
        (kind, "Н-12", {"За что": LONG_REASON}), (kind, "Нго Тхи Лан", {"За что": "за помощь", "Подписал": "Д-3"})))
    expect("thanks-mentor: the letters make no problem", made.problems, [])
    expect_sheet("thanks-mentor: a master", made, "А-1", "Министерство", "БЛАГОДАРСТВЕННОЕ ПИСЬМО", "Мастеру производственного обучения",
                 "Юну Роману Евгеньевичу", "Уважаемый Роман Евгеньевич!",
                 "ГБПОУ «ВКТС» выражает Вам искреннюю благодарность за умение увлечь профессией.",
                 "Директор", "Е.В. Шаповалова", "М.П.", "Приказ от 24.05.2027 № 61-од", "Рег. № 17", "г. Верхнереченск, 2027 год")
    expect_sheet("thanks-mentor: from a partner, with the reason that the template has", made, "А-2", "Ведущему инженеру-технологу ООО «ПЗ „Вектор“»",
                 "Уважаемый Игорь Павлович!", "благодарность за наставнический труд", "Е.В. Шаповалова", without=["Приказ от", "Рег."])
    expect_sheet("thanks-mentor: a long name", made, "А-3", "Обучающейся группы ГС-41", "Константинопольской-Великоустюжской Александре Вячеславовне",
                 "Уважаемая Александра Вячеславовна!", "поверить в свои силы.")
    expect_sheet("thanks-mentor: no patronymic, another signer", made, "А-4", "Нго Тхи Лан", "Уважаемая Тхи Лан!",
                 "Исполняющий обязанности директора", "О.Д. Гордеев", without=["Шаповалова"])
    expect_sheets("thanks-mentor", made, 4)


def thanks_partner(program):
    kind = LETTER + "партнёру"
    made = awards(program, "thanks-partner", awarded(
        (kind, "ПА-1", {"За что": "За содействие в подготовке кадров"}), (kind, "ПА-2", {"Адресат": "коллектив"}), (kind, "ПА-4", {})))
    expect("thanks-partner: the letters make no problem", made.problems, [])
    expect_sheet("thanks-partner: to the head", made, "А-1", "Генеральному директору ООО «ПЗ „Вектор“»", "Гончару Виктору Степановичу",
                 "Уважаемый Виктор Степанович!", "Вам и возглавляемому Вами коллективу искреннюю благодарность за содействие в подготовке кадров.",
                 without=["вашему", "Уважаемые"])
    expect_sheet("thanks-partner: to the collective", made, "А-2", "Коллективу", "АО «ВХК»", "Уважаемые коллеги!",
                 "выражает вам искреннюю благодарность за плодотворное сотрудничество", without=["Вам", "Шевчук"])
    expect_sheet("thanks-partner: an entrepreneur is named once", made, "А-3", "Индивидуальному предпринимателю", "Кравец Нине Павловне",
                 "выражает Вам искреннюю благодарность", "желаем Вам благополучия", without=["ИП", "коллектив"])
    expect_sheets("thanks-partner", made, 3)
    blank = awards(program, "thanks-partner", awarded((kind, "", {})), Бланк="да")
    expect_sheet("thanks-partner: a blank", blank, "А-1", "Коллективу", "_" * 24, "Уважаемые коллеги!")
    expect("thanks-partner: to nobody, and no blank", awards(program, "thanks-partner", awarded((kind, "", {}))).code, 3)


def thanks_parents(program):
    kind = LETTER + "родителям"
    has_addressee = "кому.представители | где: !([степень родства] | строчные | совпадает: «^(руководитель|директор)») | количество"
    tables = awarded(
        (kind, "Петрова Анна Львовна", {}), (kind, "Ёлкин Артём Сергеевич", {"За что": "за воспитание сына, его доброту"}),
        (kind, "Соловьёв Кирилл Денисович", {}), (kind, "Н-12", {}), (kind, "Потапов Семён Аркадьевич", {}))
    row_of(tables["Представители"], Чей_представитель="Соловьёв Кирилл Денисович")["Степень родства"] = "попечитель"
    made = awards(program, "thanks-parents", tables, Условие=has_addressee)
    expect("thanks-parents: the letters make no problem", made.problems, [])
    expect("thanks-parents: two have nobody to write to, a note says so", "ячейки C5, C6 (Кому): замечание: родителей или опекуна" in made.said, True)
    expect_sheet("thanks-parents: to both", made, "А-1", "Сидоровой Ольге Львовне", "и Петрову Льву Ильичу",
                 "родителям обучающейся группы ПД-41 Петровой Анны",
                 "Уважаемые Ольга Львовна и Лев Ильич!", "выражает вам", "за достойное воспитание дочери.", "Желаем вам",
                 "успехами Анны!", without=["Вам"])
    expect_sheet("thanks-parents: to the mother alone", made, "А-2", "Ёлкиной Зое Фёдоровне",
                 "матери обучающегося группы ИС-21 Ёлкина Артёма Сергеевича",
                 "Уважаемая Зоя Фёдоровна!", "выражает Вам", "за воспитание сына, его доброту.", "успехами Артёма!", without=[" вам", "родител"])
    expect_sheet("thanks-parents: to a guardian", made, "А-3", "Соловьёвой Антонине", "попечителю обучающегося", "за достойное воспитание Кирилла.",
                 without=["сына", "родител"])
    expect("thanks-parents: nothing to nobody", [f for f in made.files if f.startswith(("А-4", "А-5"))], [])
    expect_sheets("thanks-parents", made, 3)


def award(program):
    kind = "Почётная грамота"
    made = awards(program, "award", awarded(
        (kind, "Н-06", {"За что": "за победу в конкурсе", "Номинация": "Лучший наставник", "Регистрационный номер": "18"}),
        (kind, "Н-12", {}), (kind, "ПА-2", {})))
    expect("award: the certificates of honour make no problem", made.problems, [])
    expect_sheet("award: a mentor", made, "А-1", "ПОЧЁТНАЯ ГРАМОТА", "НАГРАЖДАЕТСЯ", "Заяц Игорь Павлович",
                 "ведущий инженер-технолог ООО «ПЗ „Вектор“»",
                 "за победу в конкурсе", "в номинации «Лучший наставник»", "Директор", "Е.В. Шаповалова", "М.П.",
                 "Приказ от 24.05.2027 № 61-од", "Рег. № 18", "г. Верхнереченск, 2027 год")
    expect_sheet("award: a student with a long name", made, "А-2", "Константинопольская-Великоустюжская Александра Вячеславовна",
                 "обучающаяся группы ГС-41", "за активное участие", without=["номинации"])
    expect_sheet("award: a partner's people", made, "А-3", "НАГРАЖДАЕТСЯ", "коллектив", "АО «ВХК»")
    expect_sheets("award", made, 3)
    blank = awards(program, "award", awarded((kind, "", {})), Бланк="да")
    expect_sheet("award: a blank", blank, "А-1", "НАГРАЖДАЕТСЯ", "_" * 24, "за активное участие")
    expect_sheets("award, a blank", blank, 1)
    expect("award: to nobody, and no blank", awards(program, "award", awarded((kind, "", {}))).code, 3)


def certificate(program):
    training = {"Мероприятие": "Школа наставников", "Программа": "Наставник в колледже", "Обучение с": "05.10.2026",
                "Обучение по": "29.10.2026", "Часы": "36"}
    made = awards(program, "certificate", awarded(
        ("Сертификат об обучении", "Н-01", {**training, "Регистрационный номер": "С-2027-001", "Ссылка": "https://vkts.example/certificates/001"}),
        ("Сертификат об обучении", "Н-12", {**training, "Программа": "", "Обучение с": "", "Обучение по": "", "Часы": "21"}),
        ("Сертификат участника", "Нго Тхи Лан", {"Мероприятие": "Всероссийский форум «Наставник рядом»"})))
    expect("certificate: the certificates make no problem", made.problems, [])
    expect_sheet("certificate: of a training", made, "А-1", "СЕРТИФИКАТ", "№ С-2027-001", "подтверждает, что", "Юн Роман Евгеньевич",
                 "мастер производственного обучения", "прошёл обучение в Школе наставников", "по программе «Наставник в колледже»",
                 "с 5 по 29 октября 2026 г. в объёме 36 часов", "Е.В. Шаповалова", "г. Верхнереченск, 28 мая 2027 г.")
    expect_sheet("certificate: of hours alone", made, "А-2", "прошла обучение в Школе наставников", "в объёме 21 часа",
                 without=["программе", "№", "проверка"])
    expect_sheet("certificate: of participation", made, "А-3", "Нго Тхи Лан", "приняла участие во Всероссийском форуме «Наставник рядом»",
                 without=["обучение"])
    pictures = run("pdfimages", "-list", made.path("all.pdf")).stdout.split("\n")[2:]
    drawn = [n for n in zipfile.ZipFile(made.path("А-1.docx")).namelist() if n.startswith("word/media/")]
    expect("certificate: the address is a code where there is one", (len(drawn), len([x for x in pictures if x]) <= 1), (1, True))
    expect_sheets("certificate", made, 3)


def rows_to_copy(program):
    """The rows of «Документы» in templates/README.md, copied as they stand: a secretary's first step."""
    with open(os.path.join(ROOT, "templates/README.md"), encoding="utf-8") as f:
        tables = re.findall(r"```\n(Документ;Шаблон.*?)```", f.read(), re.S)
    rows = [{k: v or "" for k, v in r.items()} for table in tables for r in csv.DictReader(table.splitlines(), delimiter=";")]
    shipped = {n[:-5] for n in os.listdir(os.path.join(ROOT, "templates")) if n.endswith(".docx")}
    # made by consent-learner, each for whom it is; the sheet of declensions needs no row
    shipped -= {"consent-adult", "declension-sheet"}
    expect("templates/README.md has a row for each template", {r["Шаблон"] for r in rows}, shipped)
    rows = [r for r in rows if not r.get("Бланк")]  # empty_form makes it
    made = make(program, "rows", college(), *(dict(r, Форматы="docx", **{"Сводный файл": "", "Двусторонняя": ""}) for r in rows))
    expect("templates/README.md: the rows make no problem", (made.code, made.problems), (0, []))
    with open(made.folder + ".json", encoding="utf-8") as f:
        count = {r["Документ"]: 0 for r in rows}
        for d in json.load(f)["documents"]:
            count[d["name"]] += len(d["files"])
    expect("templates/README.md: each row makes its papers", [d for d, files in count.items() if not files], [])


KINDS = (rows_to_copy, order_pairs, as_people_type, order_pairs_of_people, order_pairs_site, acquaintance, registers, order_mentor_registry, roadmap,
         consents, print_run, empty_form, nobody_to_sign, thanks_mentor, thanks_partner, thanks_parents, award, certificate)


def main():
    program, names = os.path.abspath(sys.argv[1]), sys.argv[2:]
    for kind in KINDS:
        if not names or kind.__name__ in names:
            kind(program)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
