#!/usr/bin/env python3
"""Contents and references to pages, read back: each number is the one that the page with the heading prints.

Documents of many chapters are made, in whose contents all numbers are wrong; PROGRAM lays them out as PDF, and pdftotext says where
each heading stands and what the contents say of it.  The contents stand on several pages of their own, with Roman numbers.

Then templates with contents of many kinds are merged: the headings of the result are listed, in the DOCX or ODT as in the PDF.

usage: contents.py PROGRAM
"""
import os
import re
import subprocess
import sys
import tempfile
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "tools"))
import office  # noqa: E402
import sources  # noqa: E402
import suite  # noqa: E402

CHAPTERS = 90
FILLING = "Наставник помогает ученику найти дорогу к знанию, но не проходит её вместо него. "
SUITE = suite.Suite("contents", 10)
check = SUITE.check


def chapters():
    """-> [(title, paragraphs)], of lengths that have nothing to do with each other"""
    return [(f"Глава {'о наставниках ' * (n % 3)}номер-{n}", 1 + n * 7 % 13) for n in range(1, CHAPTERS + 1)]


# ---- the documents

SIZE = '<pgSz w="8391" h="11906"/><pgMar top="1134" right="850" bottom="850" left="1134" header="567" footer="567" gutter="0"/>'
TOC_STYLE = ('<style type="paragraph" styleId="TOC1"><name val="toc 1"/><basedOn val="Normal"/>'
             '<pPr><tabs><tab val="right" leader="dot" pos="6400"/></tabs></pPr></style>')
DOCX_NUMBER = {
    "fields": '<r><fldChar fldCharType="begin"/></r><r><instrText> PAGEREF _Toc{n} \\h </instrText></r>'
              '<r><fldChar fldCharType="separate"/></r><r>{stored}</r><r><fldChar fldCharType="end"/></r>',
    "plain numbers": "<r>{stored}</r>",
}


def docx(number, link):
    entries = []
    for n, (title, _) in enumerate(chapters(), 1):
        entry = f"<r>{title}</r><r><tab/></r>" + number.format(n=n, stored="1")
        entries.append(f'<hyperlink anchor="_Toc{n}">{entry}</hyperlink>' if link else entry)
    begin = ('<r><fldChar fldCharType="begin"/></r><r><instrText> TOC \\o "1-3" \\h </instrText></r>'
             '<r><fldChar fldCharType="separate"/></r>')
    body = "".join(f'<p><pPr><pStyle val="TOC1"/></pPr>{begin if not i else ""}{e}</p>' for i, e in enumerate(entries))
    body += '<p><r><fldChar fldCharType="end"/></r></p>'
    body += f'<p><pPr><sectPr><headerReference type="default" r:id="header1"/>{SIZE}<pgNumType fmt="lowerRoman"/></sectPr></pPr></p>'
    for n, (title, paragraphs) in enumerate(chapters(), 1):
        body += f'<p><pPr><keepNext/><outlineLvl val="0"/></pPr><bookmarkStart id="{n}" name="_Toc{n}"/>{title}<bookmarkEnd id="{n}"/></p>'
        body += f"<p>{FILLING * 4}</p>" * paragraphs
    body += f'<sectPr><headerReference type="default" r:id="header1"/>{SIZE}<pgNumType fmt="decimal" start="1"/></sectPr>'
    header = '<p>стр. <fldSimple instr=" PAGE "><r>1</r></fldSimple></p>'
    return sources.docx({"body": body, "styles": TOC_STYLE, "header1": header}, [])


def odt(link):
    entries = ""
    for title, _ in chapters():
        entry = f"{title}<tab/>1"
        entries += "<p style-name=\"Contents_20_1\">" + (
            f'<a xlink:type="simple" xlink:href="#{title}|outline">{entry}</a>' if link else entry) + "</p>"
    body = f'<table-of-content name="C"><table-of-content-source outline-level="3"/><index-body>{entries}</index-body></table-of-content>'
    for n, (title, paragraphs) in enumerate(chapters(), 1):
        style = "First" if n == 1 else "Heading"
        body += f'<h style-name="{style}" outline-level="1">{title}</h>' + f"<p>{FILLING * 4}</p>" * paragraphs
    page = ('<page-layout name="{0}"><page-layout-properties fo:page-width="148mm" fo:page-height="210mm" fo:margin="15mm" num-format="{1}"/>'
            '<header-style><header-footer-properties fo:min-height="8mm" fo:margin-bottom="2mm"/></header-style><footer-style/></page-layout>')
    master = ('<master-page name="{0}" page-layout-name="{1}"><header><text:p>стр. <text:page-number text:select-page="current">0'
              '</text:page-number></text:p></header></master-page>')
    automatic = ('<style name="Heading" family="paragraph" parent-style-name="Standard"><paragraph-properties fo:keep-with-next="always"/></style>'
                 '<style name="First" family="paragraph" parent-style-name="Standard" master-page-name="Text">'
                 '<paragraph-properties page-number="1"/></style>')
    styles = ('<style name="Contents_20_1" family="paragraph" parent-style-name="Standard"><paragraph-properties><tab-stops>'
              '<tab-stop position="112mm" type="right" leader-style="dotted" leader-text="."/></tab-stops></paragraph-properties></style>')
    return sources.odt({"body": body, "automatic styles": automatic, "styles": styles,
                        "page layouts": page.format("a", "i") + page.format("b", "1"),
                        "master pages": master.format("Standard", "a") + master.format("Text", "b")})


# ---- reading back

def read(pdf):
    """-> what the contents say, where the headings stand; by the number in the title"""
    said, stand = {}, {}
    for page in subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, stdout=subprocess.PIPE, text=True).stdout.split("\f"):
        number = re.search(r"^\s*стр\. (\S+)$", page, re.M)
        for chapter, behind in re.findall(r"номер-(\d+)(.*)$", page, re.M):
            (said if behind.strip(" .") else stand)[int(chapter)] = behind.strip(" .") or number[1]
    return said, stand


def compare(said, stand):
    every = range(1, CHAPTERS + 1)
    faults = [f"chapter {n} is not in the contents" for n in every if n not in said]
    faults += [f"chapter {n} is not in the text" for n in every if n not in stand]
    return faults or [f"chapter {n} stands on page {stand[n]}, the contents say {said[n]}" for n in every if said[n] != stand[n]]


# ---- merging: the entries are the headings that there are then

DATA = '{"главы": [{"имя": "Первая", "темы": ["А", "Б"]}, {"имя": "Вторая & «последняя»", "темы": []}], "нет": []}'
ALL = ["Введение|1", "Глава Первая|1", "Тема А|1", "Тема Б|1", "Глава Вторая & «последняя»|1", "Конец|2"]
CHAPTERS_ALONE = [line for line in ALL if not line.startswith("Тема")]
LEVELS = "".join(f'<style type="paragraph" styleId="H{n}"><name val="heading {n}"/><pPr><outlineLvl val="{n - 1}"/></pPr></style>'
                 f'<style type="paragraph" styleId="T{n}"><name val="toc {n}"/>'
                 '<pPr><tabs><tab val="right" leader="dot" pos="9000"/></tabs></pPr></style>'
                 for n in (1, 2)) + '<style type="paragraph" styleId="Own"><name val="Своя глава"/></style>'


def w_heading(text, style="H1", before=""):
    return f'<p><pPr><pStyle val="{style}"/></pPr>{before}<r>{text}</r></p>\n'


def w_entry(text, before="", behind="", style="T1"):
    return f'<p><pPr><pStyle val="{style}"/></pPr>{before}<r>{text}</r><r><tab/></r><r>7</r>{behind}</p>\n'


def w_toc(switches):
    return (f'<r><fldChar fldCharType="begin"/></r><r><instrText xml:space="preserve"> TOC {switches} </instrText></r>'
            '<r><fldChar fldCharType="separate"/></r>')


W_END = '<r><fldChar fldCharType="end"/></r>'
W_BODY = (w_heading("Введение") + "{{#главы}}\n" + w_heading("Глава {{имя}}") + "{{#темы}}\n" + w_heading("Тема {{.}}", "H2") + "{{/}}\n{{/}}\n"
          "{{#нет}}\n" + w_heading("Этого нет") + "{{/}}\n<p><pPr><pStyle val=\"H1\"/></pPr><r><rPr><vanish/></rPr>скрыто</r></p>\n"
          + w_heading("", "H1") + w_heading("Конец", before='<r><br type="page"/></r>') + "<p>Текст</p>\n")


def word(contents, body=W_BODY):
    return sources.docx({"body": contents + "<p>***</p>\n" + body, "styles": LEVELS}, [])


T_STYLES = "".join(f'<style name="Heading_20_{n}" style:display-name="Heading {n}" family="paragraph" style:default-outline-level="{n}"/>'
                   f'<style name="Contents_20_{n}" style:display-name="Contents {n}" family="paragraph"/>' for n in (1, 2)) + (
    '<style name="Index_20_Link" style:display-name="Index Link" family="text"/><style name="Own" family="paragraph"/>')
T_AUTOMATIC = ('<style name="P1" family="paragraph" parent-style-name="Contents_20_1"><paragraph-properties><tab-stops>'
               '<tab-stop position="16cm" type="right"/></tab-stops></paragraph-properties></style>'
               '<style name="Far" family="paragraph" parent-style-name="Heading_20_1"><paragraph-properties fo:break-before="page"/></style>')
T_PIECES = "<index-entry-chapter/><index-entry-text/><index-entry-tab-stop style:type=\"right\"/><index-entry-page-number/>"
T_LINKED = f'<index-entry-link-start style-name="Index_20_Link"/>{T_PIECES}<index-entry-link-end/>'


def t_heading(text, level=1, style=""):
    return f'<h style-name="{style or f"Heading_20_{level}"}" outline-level="{level}">{text}</h>\n'


T_BODY = (t_heading("Введение") + "{{#главы}}\n" + t_heading("Глава {{имя}}") + "{{#темы}}\n" + t_heading("Тема {{.}}", 2) + "{{/}}\n{{/}}\n"
          "{{#нет}}\n" + t_heading("Этого нет") + "{{/}}\n" + t_heading("") + t_heading("Конец", style="Far"))


def writer(pieces, entries, source='outline-level="3"', sources_of_styles="", body=T_BODY):
    templates = "".join(f'<table-of-content-entry-template outline-level="{n}" style-name="Contents_20_{n}">{pieces}'
                        '</table-of-content-entry-template>' for n in (1, 2))
    listed = "".join(f'<p style-name="P1">{e}<tab/>7</p>' for e in entries)
    contents = (f'<table-of-content name="C"><table-of-content-source {source}>{templates}{sources_of_styles}</table-of-content-source>'
                f'<index-body>{listed}</index-body></table-of-content>')
    return sources.odt({"body": contents + "\n<p>***</p>\n" + body, "styles": T_STYLES, "automatic styles": T_AUTOMATIC})


def section_ends(paragraph):
    """The paragraph ends a section; what follows stands on the next page."""
    return paragraph.replace("</pPr>", "<sectPr/></pPr>", 1)


NEXT_PAGE = [f"{line[:-1]}{int(line[-1]) + 1}" for line in ALL]
MERGED = {
    "a section ends with the last entry.docx":
        (word(w_entry("Введение", w_toc(r'\o "1-3"')) + section_ends(w_entry("Этого нет", behind=W_END))), NEXT_PAGE),
    "a section ends with the only entry.docx": (word(section_ends(w_entry("Введение", w_toc(r'\o "1-3"'), W_END))), NEXT_PAGE),
    "one table behind the end of the other.docx":
        (word(w_entry("Введение", w_toc(r'\o "1-1" \h')) + f"<p>{W_END}{w_toc(chr(92) + 'o')}<r>а</r>{W_END}</p>\n"), CHAPTERS_ALONE + ALL),
    "the field ends in a paragraph of its own.docx":
        (word(w_entry("Введение", w_toc(r'\o "1-3" \h')) + w_entry("Глава {{имя}}") + f"<p>{W_END}</p>\n"), ALL + [""]),
    "the field ends in the last entry.docx":
        (word(w_entry("Введение", w_toc(r'\o "1-3"')) + w_entry("Глава {{имя}}") + w_entry("Этого нет", behind=W_END)), ALL),
    "the field is one paragraph.docx":
        (word(f"<p>{w_toc(chr(92) + 'o')}<r>Обновите оглавление.</r>{W_END}</p>\n"), ALL),
    "one level.docx": (word(w_entry("Введение", w_toc(r'\o "1-1" \h \z'), W_END)), CHAPTERS_ALONE),
    "no numbers.docx":
        (word(w_entry("Введение", w_toc(r'\o "1-3" \n'), W_END)), [line.split("|")[0] for line in ALL]),
    "no numbers on one level.docx":
        (word(w_entry("Введение", w_toc(r'\o "1-3" \n 2-2 \h'), W_END)),
         [line.split("|")[0] if line.startswith("Тема") else line for line in ALL]),
    "outline levels, a separator.docx":
        (word(w_entry("Введение", w_toc(r'\u \p " – "'), W_END)), [line.replace("|", " – ") for line in ALL]),
    "styles of the user's own.docx":
        (word(w_entry("Введение", w_toc(r'\t "Своя глава;1"'), W_END), "{{#главы}}\n" + w_heading("{{имя}}", "Own") + "{{/}}\n"),
         ["Первая|1", "Вторая & «последняя»|1"]),
    "nothing to list.docx": (word(w_entry("Введение", w_toc(r'\o'), W_END), "{{#главы}}\nТекст\n{{/}}\n"), [""]),
    "what is right stays.docx":
        (word(w_entry("Введение", w_toc(r'\n \o'), W_END).replace("<r><tab/></r><r>7</r>", ""), "{{#нет}}\n{{/}}\n" + w_heading("Введение")),
         ["Введение"]),
    "two levels.odt": (writer(T_LINKED, ["Введение", "Глава {{имя}}"]), ALL),
    "no links.odt": (writer(T_PIECES, ["Введение"]), ALL),
    "one level.odt": (writer(T_LINKED, ["Введение"], 'outline-level="1"'), CHAPTERS_ALONE),
    "a style of the user's own.odt":
        (writer(T_LINKED, ["Введение"], 'outline-level="3" use-outline-level="false" use-index-source-styles="true"',
                '<index-source-styles outline-level="2"><index-source-style style-name="Own"/></index-source-styles>',
                '{{#главы}}\n<p style-name="Own">{{имя}}</p>\n{{/}}\n' + t_heading("Глава")),
         ["Первая|1", "Вторая & «последняя»|1"]),
    "nothing to list.odt": (writer(T_LINKED, ["Введение"], body="{{#главы}}\nТекст\n{{/}}\n"), []),
}


def merge(program, folder, name, package):
    """-> faults, what the contents of the merged file say, and those of its PDF"""
    extension = name.rsplit(".", 1)[1]
    template, data = os.path.join(folder, "template." + extension), os.path.join(folder, "data.json")
    with open(template, "wb") as f:
        f.write(package)
    with open(data, "w", encoding="utf-8") as f:
        f.write(DATA)
    faults = []
    for out in ("merged." + extension, "merged.pdf"):
        run = subprocess.run([program, "merge", template, "-d", data, "-o", os.path.join(folder, out), "-q"], stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, text=True, timeout=300)
        faults += [run.stdout] if run.returncode or run.stdout.strip() not in ("", os.path.join(folder, out)) else []
    if faults:
        return faults, [], []
    merged = os.path.join(folder, "merged." + extension)
    listed = [line.replace("\t", "|") for line in office.text_of(merged)]
    painted = subprocess.run(["pdftotext", "-layout", os.path.join(folder, "merged.pdf"), "-"], check=True, stdout=subprocess.PIPE,
                             text=True).stdout.split("\n")
    painted = [re.sub(r"(\.{2,}|\s{2,})\s*", "|", line.strip()) for line in painted if line.strip()]
    return faults + merge_again(program, merged), listed[:listed.index("***")], painted[:painted.index("***")]


def merge_again(program, path):
    """Contents that are right stay byte by byte."""
    again = path.replace("merged.", "again.")
    subprocess.run([program, "merge", path, "-o", again, "-q"], stdout=subprocess.DEVNULL, timeout=300)
    with zipfile.ZipFile(path) as one, zipfile.ZipFile(again) as two:
        return [f"merged once more, {name} is another" for name in one.namelist() if one.read(name) != two.read(name)]


def compare_merged(program, folder, name, package, expected):
    faults, listed, painted = merge(program, folder, name, package)
    if not faults and listed != expected:
        faults = [f"expected {expected}", f"got      {listed}"]
    if not faults and painted != [line for line in expected if line]:
        faults = [f"expected {expected}", f"the PDF  {painted}"]
    return faults


def main():
    program = os.path.abspath(sys.argv[1])
    documents = {f"{name}{', links' if link else ''}.docx": docx(number, link)
                 for name, number in DOCX_NUMBER.items() for link in (True, False)}
    documents |= {"links.odt": odt(True), "no links.odt": odt(False)}
    with tempfile.TemporaryDirectory() as folder:
        for name, package in documents.items():
            path = os.path.join(folder, name)
            with open(path, "wb") as f:
                f.write(package)
            run = subprocess.run([program, "pdf", path, "-o", os.path.join(folder, "out.pdf"), "-q"], stdout=subprocess.PIPE,
                                 stderr=subprocess.STDOUT, text=True, timeout=300)
            faults = [run.stdout] if run.returncode or run.stdout else compare(*read(os.path.join(folder, "out.pdf")))
            check(name, faults)
        for name, (package, expected) in MERGED.items():
            check("merged, " + name, compare_merged(program, folder, name, package, expected))
    sys.exit(SUITE.failed)


main()
