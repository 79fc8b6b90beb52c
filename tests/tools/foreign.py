"""Workbooks byte by byte as other programs write them (Excel, Google Sheets, Apache POI, the .NET libraries, Numbers …), each
with what must be read of it: for workbooks.py.

A sheet's expectation is a list of (row, [values]); a value is a str (a text), a pair (kind, text) or None (empty).
"""
import os
import re

from workbook import fods, ods_of, package

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_REL = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE_REL = "http://schemas.openxmlformats.org/package/2006/relationships"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
DATE = ("date", "30.11.2020")


def number(text):
    return ("number", text)


def parts_of(sheets, strings=None, styles=None, main=MAIN, rel=REL, prefix="", book_extra="", absolute=False, states=()):
    """The parts of an XLSX: sheets [(name, XML inside worksheet)], each prefixed by `prefix` as the writer does."""
    p = prefix + ":" if prefix else ""
    ns = f'xmlns{":" + prefix if prefix else ""}="{main}" xmlns:r="{rel}"'
    base = "/xl/" if absolute else ""
    listed = "".join(f'<{p}sheet name="{name}" sheetId="{n}"{f""" state="{states[n - 1]}" """ if len(states) >= n and states[n - 1] else ""} r:id="rId{n}"/>'
                     for n, (name, _) in enumerate(sheets, 1))
    parts = {
        "[Content_Types].xml": f'{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{SHEET_TYPE}sheet.main+xml"/>'
        + "".join(f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{SHEET_TYPE}worksheet+xml"/>' for n in range(1, len(sheets) + 1)) + "</Types>",
        "_rels/.rels": f'{XML}<Relationships xmlns="{PACKAGE_REL}"><Relationship Id="rId1" Type="{rel}/officeDocument" Target="{"/" if absolute else ""}xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f"{XML}<{p}workbook {ns}>{book_extra}<{p}sheets>{listed}</{p}sheets></{p}workbook>",
    }
    links = [(f"rId{n}", "worksheet", f"{base}worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)]
    for n, (_, xml) in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{n}.xml"] = f"{XML}<{p}worksheet {ns}>{xml}</{p}worksheet>"
    if strings is not None:
        parts["xl/sharedStrings.xml"] = f"{XML}<{p}sst {ns}>{strings}</{p}sst>"
        links.append(("rId100", "sharedStrings", f"{base}sharedStrings.xml"))
    if styles is not None:
        parts["xl/styles.xml"] = f"{XML}<{p}styleSheet {ns}>{styles}</{p}styleSheet>"
        links.append(("rId101", "styles", f"{base}styles.xml"))
    parts["xl/_rels/workbook.xml.rels"] = (f'{XML}<Relationships xmlns="{PACKAGE_REL}">' + "".join(
        f'<Relationship Id="{i}" Type="{rel}/{t}" Target="{target}"/>' for i, t, target in links) + "</Relationships>")
    return parts


def styles_of(formats, prefix=""):
    """Cell formats 0… of number formats: an int is a built-in id, a str a code of its own."""
    p = prefix + ":" if prefix else ""
    own = [f for f in formats if isinstance(f, str)]
    codes = "".join(f'<{p}numFmt numFmtId="{164 + n}" formatCode="{code.replace("&", "&amp;").replace(chr(34), "&quot;")}"/>' for n, code in enumerate(own))
    xfs = "".join(f'<{p}xf numFmtId="{f if isinstance(f, int) else 164 + own.index(f)}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' for f in formats)
    return ((f'<{p}numFmts count="{len(own)}">{codes}</{p}numFmts>' if own else "")
            + f'<{p}cellStyleXfs count="1"><{p}xf numFmtId="0"/></{p}cellStyleXfs><{p}cellXfs count="{len(formats)}">{xfs}</{p}cellXfs>')


def exactly(sheets, told=()):
    """Asks for these tables and no others: {name: [(row, values)]}, None: whatever could be read; `told`: ["slug Sheet!C5"] of all that is no note."""
    def asked(tables, problems):
        faults, others = [], []
        for p in problems:
            m = re.match(r"(\w+) ([\w-]+)\|(.*?)\|(\w+)\|", p)
            if m and (m[1] != "note" and m[2] not in ("data-spaces", "data-record-twice")):
                others.append(f"{m[2]} {m[3]}!{m[4]}" if m[4] != "0" else f"{m[2]} {m[3]}".strip())
            elif not m:
                others.append(p)
        if sorted(others) != sorted(told):
            faults.append(f"told {sorted(others)}, expected {sorted(told)}: {problems}")
        if sheets is not None and set(tables) != set(sheets):
            faults.append(f"tables {sorted(tables)}, expected {sorted(sheets)}")
        for name, rows in (sheets or {}).items():
            wanted = [(row, [("text", v) if isinstance(v, str) else v or ("empty", None) for v in values]) for row, values in rows]
            got = [(row, list(values.values())) for row, values in tables.get(name, [])]
            faults += [f"{name}: expected {w}, got {g}" for w, g in zip(wanted, got) if w != g]
            if len(wanted) != len(got):
                faults.append(f"{name}: {len(got)} records, expected {len(wanted)}: {got[:4]}")
        return faults
    return asked


class Maker:
    def __init__(self, shelf):
        self.shelf, self.folder = shelf, os.path.join(shelf.path("foreign"))
        os.makedirs(self.folder, exist_ok=True)

    def xlsx(self, name, parts, sheets, told=(), extension="xlsx", stored=()):
        path = os.path.join(self.folder, re.sub(r"\W+", "-", name) + "." + extension)
        package(path, parts, stored)
        self.shelf.add("as " + name, path, exactly(sheets, told))

    def ods(self, name, tables, sheets, told=(), extension="ods", **kw):
        path = os.path.join(self.folder, re.sub(r"\W+", "-", name) + "." + extension)
        if extension == "fods":
            flat = fods(tables, **kw).replace("office:document-content", "office:document").replace(
                ' office:version="1.3"', ' office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet"')
            open(path, "w", encoding="utf-8").write(flat)
        else:
            ods_of(path, fods(tables, **kw))
        self.shelf.add("as " + name, path, exactly(sheets, told))


def texts(*words):
    return "".join(f"<si><t>{w}</t></si>" for w in words)


def row(number_, *cells):
    return f'<row r="{number_}">{"".join(cells)}</row>'


def s(ref, index, style=0):
    return f'<c r="{ref}" s="{style}" t="s"><v>{index}</v></c>'


def excel(m):
    strings = ('<si><t>Код</t></si><si><t>Имя</t></si><si><t>Дата</t></si>'
               '<si><r><t>Ива</t></r><r><rPr><b/><sz val="11"/></rPr><t xml:space="preserve">нов </t></r><r><t>Иван</t></r></si>'
               '<si><t>課きく</t><rPh sb="0" eb="1"><t>カ</t></rPh><phoneticPr fontId="1"/></si>'
               '<si><t xml:space="preserve">раз_x000D_\nдва</t></si><si><t/></si><si><t>_x005F_x0041_</t></si><si/>')
    sheet = ('<sheetPr codeName="Лист1"/><dimension ref="A1:C9"/><sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
             'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols><col min="1" max="1" width="9" customWidth="1"/></cols>'
             "<sheetData>"
             + row(1, s("A1", 0, 1), s("B1", 1, 1), s("C1", 2, 1))
             + row(2, '<c r="A2"><v>1</v></c>', s("B2", 3), '<c r="C2" s="2"><v>44165</v></c>')
             + '<row r="3" hidden="1"><c r="A3"><v>2</v></c><c r="B3" t="s"><v>4</v></c><c r="C3" s="2"/></row>'
             + row(4, '<c r="A4"><v>3</v></c>', s("B4", 5), '<c r="C4" s="2"><f>TODAY()-1</f><v>44165</v></c>')
             + row(6, '<c r="A6"><v>4</v></c>', '<c r="B6" t="str"><f>IF(A6=4,"","x")</f><v></v></c>', '<c r="C6" t="b"><v>1</v></c>')
             + row(7, '<c r="A7"><f t="shared" ref="A7:A8" si="0">A6+1</f><v>5</v></c>', s("B7", 6), '<c r="C7" s="3"><v>0.5</v></c>')
             + row(8, '<c r="A8"><f t="shared" si="0"/><v>6</v></c>', s("B8", 7), '<c r="C8" s="4"><v>0.125</v></c>')
             + row(9, '<c r="A9"><f t="array" ref="A9" ca="1">SUM(A2:A4)</f><v>1.0000000000000001E-7</v></c>', s("B9", 8), '<c r="C9" s="5"><v>44165.520833333336</v></c>')
             + '<row r="10" spans="1:3"><c r="A10" s="2"/><c r="B10" s="1"/></row>'
             '</sheetData><sheetProtection sheet="1"/><autoFilter ref="A1:C9"/><mergeCells count="1"><mergeCell ref="A20:B21"/></mergeCells>'
             '<dataValidations count="1"><dataValidation type="list" sqref="A2"><formula1>"раз,два"</formula1></dataValidation></dataValidations>'
             '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/><headerFooter><oddHeader>&amp;C1</oddHeader></headerFooter>'
             '<extLst><ext uri="{x}"><x14:id xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><v>9</v></x14:id></ext></extLst>')
    styles = styles_of([0, 0, 14, 20, 10, 22])
    wanted = [(2, [number("1"), "Иванов Иван", DATE]), (3, [number("2"), "課きく", None]), (4, [number("3"), "раз\nдва", DATE]), (6, [number("4"), None, ("bool", "да")]),
              (7, [number("5"), None, "12:00"]), (8, [number("6"), "_x0041_", ("number", "12,5%")]), (9, [number("0.0000001"), None, ("date", "30.11.2020 12:30")])]
    extra = '<fileVersion appName="xl" lastEdited="7"/><workbookPr defaultThemeVersion="166925"/><bookViews><workbookView activeTab="1"/></bookViews>'
    parts = parts_of([("Люди", sheet), ("Скрытый", "<sheetData>" + row(1, s("A1", 0)) + "</sheetData>"), ("Совсем", "<sheetData/>"), ("Пусто", "<sheetData/>")],
                     strings, styles, book_extra=extra, states=("", "hidden", "veryHidden"))
    m.xlsx("Excel", parts, {"Люди": wanted})
    plain = [("Люди", "<sheetData>" + row(1, s("A1", 0), s("B1", 1), s("C1", 2)) + row(2, '<c r="A2"><v>1</v></c>', s("B2", 3), '<c r="C2" s="1"><v>{}</v></c>') + "</sheetData>")]
    small = [(2, [number("1"), "Иванов Иван", DATE])]

    def book(serial, **kw):
        return parts_of([(n, x.replace("{}", serial)) for n, x in plain], strings, styles_of([0, 14]), **kw)

    m.xlsx("Excel of a Mac, days from 1904", book("42703", book_extra='<workbookPr date1904="1"/>'), {"Люди": small})
    m.xlsx("Excel, days from 1904 said by a word", book("42703", book_extra='<workbookPr date1904="true"/>'), {"Люди": small})
    m.xlsx("Excel with macros", book("44165"), {"Люди": small}, extension="xlsm")
    m.xlsx("Excel's template", book("44165"), {"Люди": small}, extension="xltx")
    m.xlsx("Excel, a wrong extension", book("44165"), {"Люди": small}, extension="ods")
    moved = book("44165")
    moved["xl/workbook22.xml"] = moved.pop("xl/workbook.xml")
    moved["xl/_rels/workbook22.xml.rels"] = moved.pop("xl/_rels/workbook.xml.rels")
    moved["_rels/.rels"] = moved["_rels/.rels"].replace("workbook.xml", "workbook22.xml")
    moved["[Content_Types].xml"] = moved["[Content_Types].xml"].replace("/xl/workbook.xml", "/xl/workbook22.xml")
    m.xlsx("Excel on the web, a workbook of another name", moved, {"Люди": small})
    order = parts_of([("Второй", plain[0][1].replace("{}", "44165")), ("Первый", "<sheetData>" + row(1, s("A1", 0)) + row(2, s("A2", 3)) + "</sheetData>")], strings, styles_of([0, 14]))
    order["xl/workbook.xml"] = re.sub(r'(<sheet name="Второй".*?/>)(<sheet .*?/>)', r"\2\1", order["xl/workbook.xml"])
    m.xlsx("Excel, sheets that were moved", order, {"Первый": [(2, ["Иванов Иван"])], "Второй": small})
    chart = book("44165")
    chart["xl/workbook.xml"] = chart["xl/workbook.xml"].replace("</sheets>", '<sheet name="График" sheetId="9" r:id="rId9"/></sheets>')
    chart["xl/_rels/workbook.xml.rels"] = chart["xl/_rels/workbook.xml.rels"].replace("</Rel", f'<Relationship Id="rId9" Type="{REL}/chartsheet" Target="chartsheets/sheet1.xml"/></Rel')
    chart["xl/chartsheets/sheet1.xml"] = f'{XML}<chartsheet xmlns="{MAIN}"/>'
    m.xlsx("Excel with a chart on a sheet of its own", chart, {"Люди": small})
    mc = book("44165")
    mc["xl/worksheets/sheet1.xml"] = mc["xl/worksheets/sheet1.xml"].replace(
        "<sheetData>", '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="xr"><x/></mc:Choice></mc:AlternateContent><sheetData>')
    m.xlsx("Excel with alternate content", mc, {"Люди": small})


def leap_year(m):
    """18.17.4.1: serial 60 is 29 February 1900, which was no day; below it the days are one less than true."""
    cells = [("1", ("date", "01.01.1900")), ("59", ("date", "28.02.1900")), ("61", ("date", "01.03.1900")), ("2958465", ("date", "31.12.9999"))]
    sheet = "<sheetData>" + row(1, s("A1", 0), s("B1", 1)) + "".join(
        row(n, s(f"A{n}", 2), f'<c r="B{n}" s="1"><v>{v}</v></c>') for n, (v, _) in enumerate(cells, 2)) + "</sheetData>"
    m.xlsx("Excel, days about the leap year that was none", parts_of([("Дни", sheet)], texts("Слово", "День", "да"), styles_of([0, 14])),
           {"Дни": [(n, ["да", e]) for n, (_, e) in enumerate(cells, 2)]})


def strict(m):
    sheet = ("<sheetData>" + row(1, s("A1", 0), s("B1", 1), s("C1", 2))
             + row(2, s("A2", 3), '<c r="B2" s="1" t="d"><v>2020-11-30</v></c>', '<c r="C2"><v>0.5</v></c>')
             + row(3, s("A3", 3), '<c r="B3" s="1" t="d"><v>2020-11-30T12:30:00.000</v></c>', '<c r="C3" t="b"><v>0</v></c>')
             + row(4, s("A4", 3), '<c r="B4" s="1" t="d"><v>12:30:00</v></c>', '<c r="C4" t="d"><v>T08:05:15</v></c>') + "</sheetData>")
    m.xlsx("Excel, strict", parts_of([("Люди", sheet)], texts("Имя", "Дата", "Доля", "Юн"), styles_of([0, 14]), main=STRICT, rel=STRICT_REL),
           {"Люди": [(2, ["Юн", DATE, number("0.5")]), (3, ["Юн", ("date", "30.11.2020 12:30"), ("bool", "нет")]),
                     (4, ["Юн", "12:30", "08:05:15"])]})


def google(m):
    """Numbers have a point, formulas Google's own functions around the result, a thousand styled rows stand below."""
    sheet = ('<sheetPr><outlinePr summaryBelow="0" summaryRight="0"/></sheetPr><sheetViews><sheetView workbookViewId="0"/></sheetViews>'
             '<sheetFormatPr customHeight="1" defaultColWidth="12.63" defaultRowHeight="15.75"/><sheetData>'
             + row(1, s("A1", 0, 1), s("B1", 1, 1), s("C1", 2, 1))
             + row(2, '<c r="A2" s="1"><v>1.0</v></c>', s("B2", 3, 1), '<c r="C2" s="2"><v>44165.0</v></c>')
             + row(3, '<c r="A3" s="1"><f>IFERROR(__xludf.DUMMYFUNCTION("ARRAYFORMULA(A2+1)"),2.0)</f><v>2.0</v></c>', '<c r="B3" s="1" t="str"><f>A2&amp;"й"</f><v>1й</v></c>',
                   '<c r="C3" s="3"><v>44165.0</v></c>')
             + row(4, '<c r="A4" s="1"><v>3.0</v></c>', '<c r="B4" s="1" t="b"><v>1</v></c>', '<c r="C4" s="4"><v>44165.520833333336</v></c>')
             + "".join(f'<row r="{n}"><c r="A{n}" s="1"/><c r="B{n}" s="1"/><c r="C{n}" s="2"/></row>' for n in range(5, 1001))
             + "</sheetData><drawing r:id=\"rId1\"/>")
    styles = styles_of([0, 0, "dd.MM.yyyy", "d mmmm yyyy", "dd.MM.yyyy H:mm:ss"])
    wanted = [(2, [number("1"), "Юн", DATE]), (3, [number("2"), "1й", DATE]), (4, [number("3"), ("bool", "да"), ("date", "30.11.2020 12:30")])]
    parts = parts_of([("Ответы на форму (1)", sheet)], texts("№", "Имя", "Отметка времени", "Юн"), styles)
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = f'{XML}<Relationships xmlns="{PACKAGE_REL}"><Relationship Id="rId1" Type="{REL}/drawing" Target="../drawings/drawing1.xml"/></Relationships>'
    parts["xl/drawings/drawing1.xml"] = '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"/>'
    m.xlsx("Google Sheets", parts, {"Ответы на форму (1)": wanted})


def libraries(m):
    """Apache POI, Open XML SDK and ClosedXML, EPPlus, SheetJS, writers in a stream: what each leaves out or says otherwise."""
    people = {"Люди": [(2, ["Юн Р.", number("1.5"), DATE])]}
    inline = ('<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Имя</t></is></c><c r="B1" t="inlineStr"><is><t>Стаж</t></is></c><c r="C1" t="inlineStr"><is><t>Дата</t></is></c></row>'
              '<row r="2"><c r="A2" t="inlineStr"><is><r><t>Юн</t></r><r><t xml:space="preserve"> Р.</t></r></is></c><c r="B2" t="n"><v>1.5</v></c><c r="C2" s="1" t="n"><v>44165.0</v></c></row></sheetData>')
    m.xlsx("Apache POI in a stream", parts_of([("Люди", inline)], None, styles_of([0, 14])), people)
    m.xlsx("a writer without styles", parts_of([("Люди", inline.replace(' s="1"', "").replace("44165.0", "7"))]), {"Люди": [(2, ["Юн Р.", number("1.5"), number("7")])]})
    nowhere = re.sub(r' r="\w+"', "", inline)
    m.xlsx("a writer that numbers neither rows nor cells", parts_of([("Люди", nowhere)], None, styles_of([0, 14])), people)
    m.xlsx("EPPlus", parts_of([("Люди", inline)], None, styles_of([0, 14]), absolute=True), people)
    prefixed = re.sub(r"<(/?)(?=\w)", r"<\1x:", inline)
    m.xlsx("ClosedXML", parts_of([("Люди", prefixed)], None, styles_of([0, 14], "x"), prefix="x", absolute=True), people)
    plain = ('<sheetData><row><c t="str"><v>Имя</v></c><c t="str"><v>Стаж</v></c><c t="str"><v>Дата</v></c></row><row><c t="str"><v>Юн Р.</v></c><c><v>1.5</v></c>'
             '<c t="d"><v>2020-11-30T00:00:00.000Z</v></c></row></sheetData>')
    m.xlsx("Open XML SDK and SheetJS", parts_of([("Люди", plain)]), people)
    back = parts_of([("Люди", inline)], None, styles_of([0, 14]))
    m.xlsx("an old .NET zip, backslashes in names", {k.replace("/", "\\") if k.startswith("xl/") else k: v for k, v in back.items()}, people)
    cased = parts_of([("Люди", inline.replace('<c r="A1" t="inlineStr"><is><t>Имя</t></is></c>', s("A1", 0)))], texts("Имя"), styles_of([0, 14]))
    cased["xl/SharedStrings.xml"] = cased.pop("xl/sharedStrings.xml")
    cased["xl/Worksheets/sheet1.xml"] = cased.pop("xl/worksheets/sheet1.xml")
    m.xlsx("names that differ in case from their relationships", cased, people)
    boms = parts_of([("Люди", inline)], None, styles_of([0, 14]))
    boms = {k: ("\ufeff" + v.replace(XML, '<?xml version="1.0" encoding="utf-8"?>')).encode() for k, v in boms.items()}
    m.xlsx("parts with a byte order mark", boms, people)
    wide = dict(parts_of([("Люди", inline)], None, styles_of([0, 14])))
    wide["xl/worksheets/sheet1.xml"] = wide["xl/worksheets/sheet1.xml"].replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
    m.xlsx("parts in UTF-16", wide, people)
    m.xlsx("a zip that packs nothing", parts_of([("Люди", inline)], None, styles_of([0, 14])), people, stored=tuple(back))
    away = parts_of([("Люди", inline)], None, styles_of([0, 14]))
    away["xl/_rels/workbook.xml.rels"] = away["xl/_rels/workbook.xml.rels"].replace("worksheets/", "../xl/./worksheets/")
    m.xlsx("targets with dots", away, people)
    gaps = inline.replace('<row r="2">', '<row r="5">').replace('r="A2"', 'r="A5"').replace('r="B2"', 'r="B5"').replace('r="C2"', 'r="C5"')
    m.xlsx("rows left out, a wrong dimension", parts_of([("Люди", '<dimension ref="A1"/>' + gaps)], None, styles_of([0, 14])), {"Люди": [(5, people["Люди"][0][1])]})
    lost = inline.replace('<c r="B2" t="n"><v>1.5</v></c>', '<c r="B2" t="s"><v>99</v></c>')
    m.xlsx("a shared string that is not there", parts_of([("Люди", lost)], texts("x"), styles_of([0, 14])), {"Люди": [(2, ["Юн Р.", None, DATE])]}, ["workbook-broken Люди!B2"])
    plenty = inline.replace('s="1"', 's="77"').replace("Дата", "Сумма")
    m.xlsx("a style that is not there", parts_of([("Люди", plenty)], None, styles_of([0, 14])), {"Люди": [(2, ["Юн Р.", number("1.5"), number("44165")])]})
    m.xlsx("line ends and comments between the tags", parts_of([("Люди", re.sub(r"(</?(row|c|is|v|sheetData)\b[^>]*>)", "\\1\r\n  <!-- x -->", inline.replace("<t>", "<t><![CDATA[").replace(
        "</t>", "]]></t>").replace('<t xml:space="preserve"> Р.]]></t>', '<t xml:space="preserve"> Р.</t>')).replace("<v>\r\n  <!-- x -->", "<v>"))], None, styles_of([0, 14])), people)


def numbers_app(m):
    """Apple Numbers puts the table's name above the captions, over all columns."""
    sheet = ("<sheetData>" + row(1, s("A1", 0, 1), '<c r="B1" s="1"/>', '<c r="C1" s="1"/>') + row(2, s("A2", 1), s("B2", 2), s("C2", 3))
             + row(3, s("A3", 4), '<c r="B3" s="2"><v>44165</v></c>', '<c r="C3" s="3"><v>1500</v></c>')
             + row(4, s("A4", 4), '<c r="B4" s="2"/>', '<c r="C4" s="3"/>') + '</sheetData><mergeCells count="1"><mergeCell ref="A1:C1"/></mergeCells>')
    m.xlsx("Numbers", parts_of([("Лист 1 - Наставники", sheet)], texts("Наставники", "Имя", "Дата", "Сумма", "Юн"), styles_of([0, 0, "m/d/yyyy", '"₽"#,##0.00'])),
           {"Лист 1 - Наставники": [(3, ["Юн", DATE, number("1500")]), (4, ["Юн", None, None])]})


def merged(m):
    """The value belongs to the first cell, whatever a writer left in the others (Excel shows only the first)."""
    sheet = ("<sheetData>" + row(1, s("A1", 0), s("B1", 1)) + row(2, s("A2", 2), '<c r="B2"><v>1</v></c>') + row(3, s("A3", 3), '<c r="B3"><v>2</v></c>')
             + row(4, '<c r="A4"/>', '<c r="B4"><v>3</v></c>') + '</sheetData><mergeCells count="1"><mergeCell ref="A2:A4"/></mergeCells>')
    m.xlsx("merged cells with something left below", parts_of([("Меры", sheet)], texts("Этап", "№", "Первый", "остаток")),
           {"Меры": [(2, ["Первый", number("1")]), (3, [None, number("2")]), (4, [None, number("3")])]})


def builtin_formats(m):
    """18.8.30: ids without a code of their own, also those that East Asian Excel uses."""
    dates, times, moments = (14, 15, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58), (18, 19, 20, 21), (22,)
    others = (0, 1, 2, 3, 4, 11, 12, 13, 37, 38, 39, 40, 41, 42, 43, 44, 48, 49)
    formats, wanted, cells = [0], [], []
    for kind, ids in (("date", dates), ("time", times), ("moment", moments), ("number", others)):
        for i in ids:
            n = len(formats) + 1
            formats.append(i)
            cells.append(row(n, f'<c r="A{n}" t="inlineStr"><is><t>{i}</t></is></c>', f'<c r="B{n}" s="{n - 1}"><v>{"0.5" if kind == "time" else "44165.5" if kind == "moment" else "44165"}</v></c>'))
            wanted.append((n, [str(i), {"date": DATE, "time": "12:00", "moment": ("date", "30.11.2020 12:00"), "number": number("44165")}[kind]]))
    sheet = "<sheetData>" + row(1, '<c r="A1" t="inlineStr"><is><t>Вид</t></is></c>', '<c r="B1" t="inlineStr"><is><t>Значение</t></is></c>') + "".join(cells) + "</sheetData>"
    m.xlsx("Excel, every built-in format", parts_of([("Виды", sheet)], None, styles_of(formats)), {"Виды": wanted})


def far_away(m):
    sheet = ("<sheetData>" + row(1, s("A1", 0), s("B1", 1)) + row(2, s("A2", 2), s("B2", 2)) + '<row r="1048576"><c r="A1048576" t="s"><v>2</v></c><c r="B1048576" s="1"/><c r="XFD1048576" s="1"/></row></sheetData>')
    m.xlsx("a cell in the last row", parts_of([("Меры", sheet)], texts("Этап", "№", "да"), styles_of([0, 14])), {"Меры": [(2, ["да", "да"]), (1048576, ["да", None])]})


def c(content, **attributes):
    return "<table:table-cell" + "".join(f' {k.replace("__", "-").replace("_", ":", 1)}="{v}"' for k, v in attributes.items()) + f">{content}</table:table-cell>"


def text_cell(text, **attributes):
    return c(f"<text:p>{text}</text:p>", office_value__type="string", **attributes)


def line(*cells, **attributes):
    return "<table:table-row" + "".join(f' {k.replace("__", "-").replace("_", ":", 1)}="{v}"' for k, v in attributes.items()) + f">{''.join(cells)}</table:table-row>"


def table(name, *rows, **attributes):
    return f'<table:table table:name="{name}"' + "".join(f' {k.replace("__", "-").replace("_", ":", 1)}="{v}"' for k, v in attributes.items()) + f">{''.join(rows)}</table:table>"


def open_document(m):
    head = line(text_cell("Имя"), text_cell("Значение"))
    for extension in ("ods", "ots", "fods"):
        m.ods("an ODS, the least of all, ." + extension, table("Люди", head, line(text_cell("Юн"), c("<text:p>1,50</text:p>", office_value__type="float", office_value="1.5"))),
              {"Люди": [(2, ["Юн", number("1.5")])]}, extension=extension)
    typed = [
        ('office:value-type="float" office:value="1.0E-7"', "0,00", number("0.0000001")),
        ('office:value-type="percentage" office:value="0.25"', "25%", ("number", "25%")),
        ('office:value-type="currency" office:currency="RUB" office:value="1500"', "1 500,00 ₽", number("1500")),
        ('office:value-type="date" office:date-value="2020-11-30"', "30 ноября", DATE),
        ('office:value-type="date" office:date-value="2020-11-30T00:00:00"', "30.11.20", DATE),
        ('office:value-type="date" office:date-value="2020-11-30T12:30:00"', "30.11.20", ("date", "30.11.2020 12:30")),
        ('office:value-type="date" office:date-value="2020-11-30T12:30:00.000000000"', "30.11.20", ("date", "30.11.2020 12:30")),
        ('office:value-type="date" office:date-value="1899-12-31"', "31.12.1899", ("date", "31.12.1899")),
        ('office:value-type="time" office:time-value="PT12H30M00S"', "12:30", "12:30"),
        ('office:value-type="time" office:time-value="PT12H30M00.000000000S"', "12:30", "12:30"),
        ('office:value-type="time" office:time-value="PT26H30M"', "26:30", "26:30"),
        ('office:value-type="boolean" office:boolean-value="true"', "ИСТИНА", ("bool", "да")),
        ('office:value-type="string" office:string-value="так"', "", "так"),
        ('office:value-type="string"', "", None),
        ('office:value-type="void"', "", None),
        ("", "", None),
        ('table:formula="of:=1+1" office:value-type="float" office:value="2"', "2", number("2")),
        ('table:formula="of:=&quot;&quot;" office:value-type="string" office:string-value=""', "", None),
    ]
    rows = [line(text_cell(f"{n}"), f"<table:table-cell {a}>" + (f"<text:p>{shown}</text:p>" if shown else "") + "</table:table-cell>") for n, (a, shown, _) in enumerate(typed)]
    m.ods("an ODS, every type", table("Типы", head, *rows), {"Типы": [(n + 2, [str(n), e]) for n, (_, _, e) in enumerate(typed)]})
    pieces = [
        ("<text:p>раз</text:p><text:p>два</text:p>", "раз\nдва"), ("<text:p>раз<text:line-break/>два</text:p>", "раз\nдва"),
        ('<text:p>а<text:s text:c="3"/>б<text:s/>в</text:p>', "а   б в"), ("<text:p>а<text:tab/>б</text:p>", "а\tб"),
        ('<text:p><text:span text:style-name="T1">полу</text:span>жирный <text:a xlink:href="http://x">сайт</text:a></text:p>', "полужирный сайт"),
        ("<text:p>а  \n   б</text:p>", "а б"),
        ("<office:annotation><dc:creator>Кто-то</dc:creator><text:p>примечание</text:p></office:annotation><text:p>текст</text:p>", "текст"),
        ('<draw:frame><draw:text-box><text:p>в рамке</text:p></draw:text-box></draw:frame><text:p>текст</text:p>', "текст"),
        ("<text:p><text:ruby><text:ruby-base>слово</text:ruby-base><text:ruby-text>чтение</text:ruby-text></text:ruby></text:p>", "слово"),
        ("<text:p>&lt;b&gt; &amp;amp;</text:p>", "<b> &amp;"), ("<text:p>нет<text:bookmark text:name='x'/>закладки</text:p>", "нетзакладки"),
        ("<text:p><text:sheet-name>Лист</text:sheet-name> и <text:date>30.11.2020</text:date></text:p>", "Лист и 30.11.2020"),
    ]
    rows = [line(text_cell(f"{n}"), c(x, office_value__type="string")) for n, (x, _) in enumerate(pieces)]
    m.ods("an ODS, texts of every make", table("Тексты", head, *rows), {"Тексты": [(n + 2, [str(n), e]) for n, (_, e) in enumerate(pieces)]})


def repeated(m):
    empty, far = "<table:table-cell/>", '<table:table-cell table:number-columns-repeated="16382"/>'
    body = (f'<table:table-column table:number-columns-repeated="16384"/><table:table-header-rows>{line(text_cell("Имя"), text_cell("Класс"), text_cell("Балл"), far)}</table:table-header-rows>'
            + line(text_cell("Юн"), c("<text:p>5</text:p>", office_value__type="float", office_value="5", table_number__columns__repeated="2"), far)
            + line(c("", table_number__columns__repeated="16384"), table_number__rows__repeated="1000")
            + line(text_cell("Ли"), empty, text_cell("б"), far, table_number__rows__repeated="2")
            + "<table:table-row-group><table:table-row-group>" + line(text_cell("Ким"), empty, empty, table_visibility="collapse") + "</table:table-row-group></table:table-row-group>"
            + line(text_cell("Пак"), table_visibility="filter")
            + line('<table:table-cell table:style-name="ce1" table:number-columns-repeated="16384"/>', table_number__rows__repeated="1047570") + line(far, empty, empty))
    m.ods("LibreOffice, repeated cells and rows to the last of a million", table("Люди", body),
          {"Люди": [(2, ["Юн", number("5"), number("5")]), (1003, ["Ли", None, "б"]), (1004, ["Ли", None, "б"]), (1005, ["Ким", None, None]), (1006, ["Пак", None, None])]})
    spans = table("Меры", line(text_cell("Этап"), text_cell("Мера"), text_cell("Срок")),
                  line(text_cell("Первый", table_number__rows__spanned="2", table_number__columns__spanned="1"), text_cell("а"), text_cell("май")),
                  line("<table:covered-table-cell office:value-type=\"string\"><text:p>остаток</text:p></table:covered-table-cell>", text_cell("б"), "<table:covered-table-cell/>"),
                  line(text_cell("Второй", table_number__columns__spanned="2", table_number__rows__spanned="1"), '<table:covered-table-cell table:number-columns-repeated="1"/>', text_cell("июнь")))
    m.ods("LibreOffice, merged cells", spans, {"Меры": [(2, ["Первый", "а", "май"]), (3, [None, "б", None]), (4, ["Второй", None, "июнь"])]})
    hidden = '<style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style>' \
             '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>'
    sheets = (table("Люди", line(text_cell("Имя")), line(text_cell("Юн")), table_style__name="ta1") + table("Тайна", line(text_cell("Имя")), line(text_cell("Ли")), table_style__name="ta2")
              + table("Пусто", '<table:table-column table:number-columns-repeated="16384"/>' + line(far, table_number__rows__repeated="1048576")))
    changes = ('<table:tracked-changes><table:cell-content-change table:id="ct1"><table:cell-address table:column="0" table:row="0" table:table="0"/><table:previous>'
               '<table:change-track-table-cell office:value-type="string"><text:p>прежнее</text:p></table:change-track-table-cell></table:previous></table:cell-content-change>'
               '<table:deletion table:id="ct2" table:type="row" table:position="1"/></table:tracked-changes><table:content-validations><table:content-validation table:name="v"/></table:content-validations>')
    cache = table("'file:///дом/другая.ods'#$Лист1", f'<table:table-source table:table-name="Лист1"/>{line(text_cell("чужое"))}', table_style__name="ta2")
    m.ods("LibreOffice, hidden sheets, recorded changes, another file's cells", sheets + cache, {"Люди": [(2, ["Юн"])]}, automatic=hidden, before=changes)
    errors = table("Ошибки", line(text_cell("Имя"), text_cell("Б")),
                   line(text_cell("а"), '<table:table-cell table:formula="of:=NA()" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'),
                   line(text_cell("б"), '<table:table-cell table:formula="of:=1/0" office:value-type="float" office:value="0"><text:p>#ДЕЛ/0!</text:p></table:table-cell>'),
                   line(text_cell("в"), '<table:table-cell table:formula="of:=X()" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>Err:508</text:p></table:table-cell>'),
                   line(text_cell("г"), '<table:table-cell table:formula="of:=1+1"/>'))
    m.ods("LibreOffice, error values and a formula without result", errors, {"Ошибки": [(n, [x, None]) for n, x in enumerate("абвг", 2)]},
          ["data-cell-error Ошибки!B2", "data-cell-error Ошибки!B3", "data-cell-error Ошибки!B4", "data-formula-unsaved Ошибки!B5"])
    looks = ('<number:number-style style:name="N1"><number:number number:decimal-places="0" number:min-integer-digits="5"/></number:number-style>'
             '<number:number-style style:name="N2"><number:text>+7 (</number:text><number:number number:decimal-places="0" number:min-integer-digits="10">'
             '<number:embedded-text number:position="2">-</number:embedded-text><number:embedded-text number:position="4">-</number:embedded-text>'
             '<number:embedded-text number:position="7">) </number:embedded-text></number:number></number:number-style>'
             '<number:time-style style:name="N3" number:truncate-on-overflow="false"><number:minutes number:style="long"/><number:text>:</number:text><number:seconds number:style="long"/></number:time-style>'
             '<style:style style:name="ce3" style:family="table-cell" style:data-style-name="N3"/>'
             '<style:style style:name="ce1" style:family="table-cell" style:data-style-name="N1"/><style:style style:name="ce2" style:family="table-cell" style:data-style-name="N2"/>')
    codes = table("Коды", '<table:table-column table:default-cell-style-name="Default"/><table:table-column table:default-cell-style-name="ce1"/>' + line(text_cell("Имя"), text_cell("Код")),
                  line(text_cell("столбца"), c("<text:p>00042</text:p>", office_value__type="float", office_value="42")),
                  line(text_cell("своё"), c("<text:p>+7 (999) 123-45-67</text:p>", office_value__type="float", office_value="9991234567", table_style__name="ce2")),
                  line(text_cell("минут"), c("<text:p>1500:00</text:p>", office_value__type="time", office_time__value="PT25H00M00S", table_style__name="ce3")))
    m.ods("LibreOffice, numbers shown as codes", codes, {"Коды": [(2, ["столбца", "00042"]), (3, ["своё", "+7 (999) 123-45-67"]), (4, ["минут", "25:00"])]}, automatic=looks)


def titles(m):
    strings = texts("Наставники техникума", "Код", "ФИО", "М-1", "Юн", "Класс")
    sheet = "<sheetData>" + row(3, s("B3", 0)) + row(5, s("B5", 1), s("C5", 2), s("D5", 5)) + row(6, s("B6", 3), s("C6", 4), '<c r="D6"><v>7</v></c>') + row(
        7, s("B7", 3), s("C7", 4)) + "</sheetData>"
    m.xlsx("a title above, an empty column before", parts_of([("Наставники", sheet)], strings), {"Наставники": [(6, ["М-1", "Юн", number("7")]), (7, ["М-1", "Юн", None])]})
    years = "<sheetData>" + row(1, s("A1", 2), '<c r="B1"><v>2023</v></c>', '<c r="C1"><v>2024</v></c>') + row(2, s("A2", 4), '<c r="B2"><v>5</v></c>', '<c r="C2"><v>7</v></c>') + "</sheetData>"
    m.xlsx("years as captions", parts_of([("Показатели", years)], strings), {"Показатели": [(2, ["Юн", number("5"), number("7")])]})
    record = "<sheetData>" + row(1, s("A1", 0), s("B1", 1)) + row(2, s("A2", 2), '<c r="B2"><v>105</v></c>') + row(3, s("A3", 3), '<c r="B3" s="1"><v>44165</v></c>') + "</sheetData>"
    m.xlsx("a sheet that is one record", parts_of([("Приказ", record)], texts("Поле", "Значение", "Номер", "Дата"), styles_of([0, 14])), {"Приказ": [(0, [number("105"), DATE])]})


def shelve(shelf):
    m = Maker(shelf)
    for make in (excel, leap_year, strict, google, libraries, numbers_app, merged, builtin_formats, far_away, open_document, repeated, titles):
        make(m)
