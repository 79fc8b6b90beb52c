#!/usr/bin/python3
"""Workbooks that somebody made to hurt: each must end in time and in little memory, with a clear message or with what can be read.

usage: hostile_books.py PROGRAM
"""
import io
import os
import sys
import tempfile
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "tools"))
import bounded  # noqa: E402
import office  # noqa: E402
from foreign import REL, parts_of, styles_of, table, texts  # noqa: E402
from workbook import fods, package  # noqa: E402

MEGABYTES = 1200  # under AddressSanitizer, which needs several times the program's own
HEAD = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
GOOD = HEAD + '<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2"><v>5</v></c></row>'
STRINGS = texts("Имя", "Балл", "Юн")
ODS_HEAD = '<table:table-row><table:table-cell office:value-type="string"><text:p>Имя</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>Балл</text:p></table:table-cell></table:table-row>'


def xlsx(rows=GOOD, after="", strings=STRINGS, formats=(0, 14), change=None):
    parts = parts_of([("Люди", f"<sheetData>{rows}</sheetData>{after}")], strings, styles_of(list(formats)))
    if change:
        change(parts)
    out = io.BytesIO()
    package(out, parts)
    return out.getvalue()


def ods(rows, prolog=""):
    out = io.BytesIO()
    content = fods(table("Люди", ODS_HEAD, rows)).replace("<office:document-content", prolog + "<office:document-content", 1)
    package(out, {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content}, stored=("mimetype",))
    return out.getvalue()


def text_row(xml, **attributes):
    return '<table:table-row{}><table:table-cell office:value-type="string"{}><text:p>{}</text:p></table:table-cell></table:table-row>'.format(
        attributes.get("row", ""), attributes.get("cell", ""), xml)


def replaced(name, old, new):
    def change(parts):
        parts[name] = parts[name].replace(old, new, 1)
    return change


def with_part(name, data):
    def change(parts):
        parts[name] = data
    return change


def cell(inside, attributes=""):
    return HEAD + f'<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2"{attributes}>{inside}</c></row>'


SHEET = "xl/worksheets/sheet1.xml"
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def bomb(sheet=SHEET, inside=b" ", megabytes=300):
    """A workbook with a part of so much of the same; written in pieces, for a child's memory is counted from its parent's on."""
    out = io.BytesIO(xlsx(change=lambda p: p.pop(sheet, None)))
    piece = inside * ((1 << 20) // len(inside))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as z, z.open(sheet, "w", force_zip64=True) as part:
        part.write(b"<sst>" if "shared" in sheet else b"<worksheet>")
        for _ in range(megabytes):
            part.write(piece)
    return out.getvalue()


def refused():
    """Errors, and nothing is made."""
    good = xlsx()
    yield "not a zip.xlsx", b"PK hello"
    yield "empty.xlsx", b""
    yield "truncated.xlsx", good[:len(good) * 2 // 3]
    yield "no directory.xlsx", good[:good.find(b"PK\x01\x02")]
    yield "no parts.xlsx", b"PK\x05\x06" + b"\0" * 18
    yield "encrypted.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 2000
    yield "binary.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 3000
    yield "bomb of spaces.xlsx", bomb()
    yield "bomb of strings.xlsx", bomb("xl/sharedStrings.xml", b"<si><t>" + b"a" * 50_000 + b"</t></si>")
    yield "bomb that is no part of the workbook.xlsx", bomb("xl/worksheets/sheet1.xml.bak")
    yield "bomb of relationships.xlsx", bomb("xl/_rels/workbook.xml.rels", b" ", 30)
    yield "entities.xlsx", xlsx(change=replaced(SHEET, "<worksheet", ENTITIES + "<worksheet"))
    yield "entities in the strings.xlsx", xlsx(change=replaced("xl/sharedStrings.xml", "<sst", ENTITIES + "<sst"))
    yield "depth.xlsx", xlsx(after="<x>" * 100_000 + "</x>" * 100_000)
    yield "depth in the strings.xlsx", xlsx(strings="<si>" + "<r>" * 100_000 + "</r>" * 100_000 + "</si>")
    yield "not XML.xlsx", xlsx(change=lambda p: p.update({SHEET: p[SHEET][:-30]}))
    yield "no sheet of that name.xlsx", xlsx(change=lambda p: p.pop(SHEET))
    yield "no relationships.xlsx", xlsx(change=lambda p: p.pop("xl/_rels/workbook.xml.rels"))
    yield "a sheet outside.xlsx", xlsx(change=replaced("xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", "../../../../../etc/passwd"))
    yield "a sheet elsewhere.xlsx", xlsx(change=replaced("xl/_rels/workbook.xml.rels", 'Target="worksheets/sheet1.xml"', 'TargetMode="External" Target="http://127.0.0.1:9/x"'))
    yield "path traversal.xlsx", xlsx(change=with_part("../../evil", "x"))
    yield "absolute.xlsx", xlsx(change=with_part("/etc/evil", "x"))
    yield "row below zero.xlsx", xlsx(HEAD + '<row r="-1"><c><v>1</v></c></row>')
    yield "row too far.xlsx", xlsx(HEAD + '<row r="2147483647"><c r="A2147483647"><v>1</v></c></row>')
    yield "column too far.xlsx", xlsx(HEAD + '<row r="2"><c r="ZZZZZZZ2"><v>1</v></c></row>')
    yield "captions to the last column.xlsx", xlsx("<row>" + "".join(f'<c t="str"><v>к{n}</v></c>' for n in range(20_000)) + "</row>" + '<row><c><v>1</v></c></row>')
    yield "entities.ods", ods(text_row("&b;"), prolog=ENTITIES)
    yield "repeated beyond all columns.ods", ods(text_row("а", cell=' table:number-columns-repeated="2000000000"'))
    yield "depth.ods", ods(text_row("<text:span>" * 100_000 + "</text:span>" * 100_000))
    yield "groups in groups.ods", ods("<table:table-row-group>" * 100_000 + "</table:table-row-group>" * 100_000)


def patient():
    """Odd, but something may be read: in time, in little memory."""
    yield "good.xlsx", xlsx()
    yield "row of twenty digits.xlsx", xlsx(HEAD + '<row r="99999999999999999999"><c><v>1</v></c></row>')
    yield "rows backwards.xlsx", xlsx(HEAD + '<row r="5"><c r="A5"><v>1</v></c></row><row r="3"><c r="A3"><v>2</v></c></row>')
    yield "cells backwards and twice.xlsx", xlsx(HEAD + '<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>2</v></c><c r="A2"><v>3</v></c></row>')
    yield "string index below zero.xlsx", xlsx(cell("<v>-1</v>", ' t="s"'))
    yield "string index too large.xlsx", xlsx(cell("<v>4294967296</v>", ' t="s"'))
    yield "style too large.xlsx", xlsx(cell("<v>1</v>", ' s="4294967295"'))
    for value in ("1e999", "-1e999", "nan", "1e-999", "0x10", "", "1 2", "--1", "9" * 5000, "1" + "0" * 400):
        yield f"number {value[:12]}.xlsx", xlsx(cell(f"<v>{value}</v>"))
        yield f"day {value[:12]}.xlsx", xlsx(cell(f"<v>{value}</v>", ' s="1"'))
    for value in ("-1", "0", "60", "2958466", "1e10", "44165.9999999999"):
        yield f"day {value}.xlsx", xlsx(cell(f"<v>{value}</v>", ' s="1"'))
    yield "day of words.xlsx", xlsx(cell("<v>2020-99-99T99:99</v>", ' t="d"'))
    yield "a type of its own.xlsx", xlsx(cell("<v>1</v>", ' t="zzz"'))
    yield "format of a megabyte.xlsx", xlsx(cell("<v>1</v>", ' s="1"'), formats=(0, "[" * 500_000 + '"' * 500_001))
    yield "format of zeros.xlsx", xlsx(cell("<v>1</v>", ' s="1"'), formats=(0, "0" * 100_000))
    yield "format of a code longer than its number.xlsx", xlsx(cell("<v>-1e300</v>", ' s="1"'), formats=(0, "00-00"))
    yield "100 000 merged areas over all.xlsx", xlsx(after="<mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 100_000 + "</mergeCells>")
    yield "merged areas of nonsense.xlsx", xlsx(after='<mergeCells><mergeCell ref="B9:A1"/><mergeCell ref=""/><mergeCell ref="A1:ZZZZZZ99999999999"/><mergeCell/></mergeCells>')
    yield "a million empty rows.xlsx", xlsx(GOOD + "<row/>" * 1_000_000)
    yield "a cell in the last row and column.xlsx", xlsx(GOOD + '<row r="1048576"><c r="A1048576"><v>1</v></c><c r="XFD1048576" s="1"/></row>')
    yield "a string of ten megabytes.xlsx", xlsx(strings=texts("Имя", "Балл", "д" * (5 << 20)))
    yield "300 000 empty strings.xlsx", xlsx(strings=STRINGS + "<si/>" * 300_000)
    yield "1 000 sheets of one part.xlsx", xlsx(change=replaced("xl/workbook.xml", "</sheets>", "".join(f'<sheet name="л{n}" sheetId="{n}" r:id="rId1"/>' for n in range(2, 1000)) + "</sheets>"))
    yield "two sheets of one name.xlsx", xlsx(change=replaced("xl/workbook.xml", "</sheets>", '<sheet name="Люди" sheetId="2" r:id="rId1"/></sheets>'))
    yield "a relationship to itself.xlsx", xlsx(change=replaced("xl/_rels/workbook.xml.rels", "sharedStrings.xml", "workbook.xml"))
    yield "a relationship of no kind.xlsx", xlsx(change=replaced("xl/_rels/workbook.xml.rels", f"{REL}/styles", "x"))
    yield "control characters.xlsx", xlsx(strings=texts("Имя", "Балл", "_x0000_ _x0001_ _xD800_ _xFFFF_ _x1F600_ _x_ _x00"))
    yield "columns repeated.ods", ods(text_row("а", cell=' table:number-columns-repeated="0"') + text_row("б", cell=' table:number-columns-repeated="-5"'))
    yield "rows repeated by nonsense.ods", ods(text_row("а", row=' table:number-rows-repeated="x"'))
    yield "a million rows alike.ods", ods(text_row("а", row=' table:number-rows-repeated="1000000"'))
    yield "columns of a row alike to the last.ods", ods(text_row("а", cell=' table:number-columns-repeated="16384"'))
    yield "spans beyond all.ods", ods(text_row("а", cell=' table:number-columns-spanned="2000000000" table:number-rows-spanned="2000000000"'))
    for kind, name, value in (("date", "date-value", "99999-99-99"), ("date", "date-value", ""), ("time", "time-value", "PT99999999999999H"), ("time", "time-value", "P1Y"),
                              ("float", "value", "1e999"), ("float", "value", "x"), ("percentage", "value", "-1e300"), ("boolean", "boolean-value", "x"), ("zzz", "value", "1")):
        yield f"{kind} {value[:10]}.ods", ods(ODS_HEAD + f'<table:table-row><table:table-cell office:value-type="{kind}" office:{name}="{value}"><text:p>x</text:p></table:table-cell></table:table-row>')
    yield "repeated beyond all rows.ods", ods(text_row("а", row=' table:number-rows-repeated="2147483647"'))
    yield "spaces by the milliard.ods", ods(text_row('а<text:s text:c="2000000000"/>б'))
    yield "tables in cells.ods", ods(text_row("а</text:p>" + table("Внутри", ODS_HEAD) * 2 + "<text:p>"))
    yield "spaces by the ten thousand.ods", ods(text_row('а<text:s text:c="10000"/>' * 50 + "б"))


def main(argv):
    program, failed = os.path.abspath(argv[0]), 0
    template = office.make("Людей {{@data.Люди | количество}}", "docx")
    for must_fail, listed in ((True, refused()), (False, patient())):
        for name, data in listed:
            if argv[1:] and not any(a in name for a in argv[1:]):
                continue
            name = name.replace("/", "_")
            with tempfile.TemporaryDirectory() as folder:
                open(os.path.join(folder, name), "wb").write(data)
                open(os.path.join(folder, "t.docx"), "wb").write(template)
                status, said, megabytes = bounded.run(program, folder, "merge", "t.docx", "-d", name, "-o", "out.docx")
                faults = bounded.faults(status, said, megabytes, (2, 3) if must_fail else (0, 2, 3), MEGABYTES)
                if must_fail and name not in said:
                    faults.append("no message names the file: " + said[:300])
                if not must_fail and status and ": error:" not in said:
                    faults.append("no error is told: " + said[:300])
                if status and os.path.exists(os.path.join(folder, "out.docx")):
                    faults.append("left behind: out.docx")
            failed += bounded.told(f"hostile workbooks: {name}", faults)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
