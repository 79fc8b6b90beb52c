#!/usr/bin/env python3
"""Contents and references to pages, read back: each number is the one that the page with the heading prints.

Documents of many chapters are made, in whose contents all numbers are wrong; PROGRAM lays them out as PDF, and pdftotext says where
each heading stands and what the contents say of it.  The contents stand on several pages of their own, with Roman numbers.

usage: contents.py PROGRAM
"""
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "tools"))
import sources  # noqa: E402

CHAPTERS = 90
FILLING = "Наставник помогает ученику найти дорогу к знанию, но не проходит её вместо него. "
failed = False


def check(name, faults):
    global failed
    print(("not ok - " if faults else "ok - ") + "contents: " + name)
    for f in faults[:10]:
        print("#   " + f)
    failed |= bool(faults)


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
                 '<style name="First" family="paragraph" parent-style-name="Standard" master-page-name="Text"><paragraph-properties page-number="1"/></style>')
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
    sys.exit(failed)


main()
