"""A workbook out of plain lines, for cases: XLSX or ODS, in the plainest form that their standards allow.

    [Пары]                    a sheet; [Пары] hidden: a hidden one
    Код | Наставник | Дата    cells, parted by "|"; an empty line is an empty row
    * П-01 | Ким А. |         a hidden row

A cell that begins with one of these signs is no text:

    #12.5         a number                 %0.25         a number shown as per cents
    @2020-11-30   a date                   ~2020-01-01   a date shown as a day and a month
    !#N/A         an error                 ?             a formula whose result was not saved
    &true         a truth                  =7            a formula with the result 7
"""
import datetime
import io
import re
import zipfile

STAMP = (1980, 1, 1, 0, 0, 0)


def parse(text):
    """[(name, is_hidden, [(is_hidden, [cell])])]"""
    sheets = []
    for line in text.split("\n"):
        head = re.fullmatch(r"\[(.*)\]( hidden)?", line)
        if head:
            sheets.append((head.group(1), bool(head.group(2)), []))
        else:
            hidden = line.startswith("* ")
            cells = [c.strip() for c in line[2 if hidden else 0:].split("|")] if line.strip() else []
            sheets[-1][2].append((hidden, cells))
    return sheets


def esc(s):
    return s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def letters(column):
    return (letters(column // 26 - 1) if column >= 26 else "") + chr(65 + column % 26)


def serial(iso):
    return (datetime.date.fromisoformat(iso) - datetime.date(1899, 12, 30)).days


def xlsx_cell(ref, c):
    sign, rest = c[:1], c[1:]
    if sign in "#%" or sign == "=":
        style = ' s="2"' if sign == "%" else ""
        formula = "<f>A1</f>" if sign == "=" else ""
        return f'<c r="{ref}"{style}>{formula}<v>{rest}</v></c>'
    if sign in "@~":
        return f'<c r="{ref}" s="{1 if sign == "@" else 3}"><v>{serial(rest)}</v></c>'
    if sign == "!":
        return f'<c r="{ref}" t="e"><f>A1</f><v>{esc(rest)}</v></c>'
    if sign == "?":
        return f'<c r="{ref}"><f>A1</f></c>'
    if sign == "&":
        return f'<c r="{ref}" t="b"><v>{int(rest == "true")}</v></c>'
    return f'<c r="{ref}" t="inlineStr"><is><t xml:space="preserve">{esc(c)}</t></is></c>'


def xlsx(sheets):
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {"[Content_Types].xml": head + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
             '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
             '<Default Extension="xml" ContentType="application/xml"/>'
             f'<Override PartName="/xl/workbook.xml" ContentType="{types}.sheet.main+xml"/>'
             f'<Override PartName="/xl/styles.xml" ContentType="{types}.styles+xml"/>'
             + "".join(f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="{types}.worksheet+xml"/>'
                       for i in range(1, len(sheets) + 1)) + "</Types>",
             "_rels/.rels": head + f'<Relationships xmlns="{rels}"><Relationship Id="rId1" Type="{office}/officeDocument" '
             'Target="xl/workbook.xml"/></Relationships>',
             "xl/workbook.xml": head + f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
             + "".join(f'<sheet name="{esc(n)}" sheetId="{i}"{" state=" + chr(34) + "hidden" + chr(34) if h else ""} '
                       f'r:id="rId{i}"/>' for i, (n, h, _) in enumerate(sheets, 1)) + "</sheets></workbook>",
             "xl/_rels/workbook.xml.rels": head + f'<Relationships xmlns="{rels}">'
             + "".join(f'<Relationship Id="rId{i}" Type="{office}/worksheet" Target="worksheets/sheet{i}.xml"/>'
                       for i in range(1, len(sheets) + 1))
             + f'<Relationship Id="rId99" Type="{office}/styles" Target="styles.xml"/></Relationships>',
             "xl/styles.xml": head + f'<styleSheet xmlns="{main}"><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/>'
             '<xf numFmtId="9"/><xf numFmtId="16"/></cellXfs></styleSheet>'}
    for i, (_, _, rows) in enumerate(sheets, 1):
        data = ""
        for r, (hidden, cells) in enumerate(rows, 1):
            mark = ' hidden="1"' if hidden else ""
            data += (f'<row r="{r}"{mark}>' + "".join(xlsx_cell(f"{letters(k)}{r}", c) for k, c in enumerate(cells) if c)
                     + "</row>" if cells else "")
        parts[f"xl/worksheets/sheet{i}.xml"] = head + f'<worksheet xmlns="{main}"><sheetData>{data}</sheetData></worksheet>'
    return parts


def ods_cell(c):
    sign, rest = c[:1], c[1:]

    def cell(attributes, text):
        return f'<table:table-cell {attributes}><text:p>{esc(text)}</text:p></table:table-cell>'
    if not c:
        return "<table:table-cell/>"
    if sign in "#=":
        formula = 'table:formula="of:=[.A1]" ' if sign == "=" else ""
        return cell(f'{formula}office:value-type="float" office:value="{rest}"', rest)
    if sign == "%":
        return cell(f'office:value-type="percentage" office:value="{rest}"', f"{float(rest) * 100:g}%")
    if sign in "@~":
        style = ' table:style-name="daymonth"' if sign == "~" else ""
        return cell(f'office:value-type="date" office:date-value="{rest}"{style}', rest)
    if sign == "!":
        return cell('table:formula="of:=[.A1]" office:value-type="string" office:string-value="" calcext:value-type="error"', rest)
    if sign == "?":
        return '<table:table-cell table:formula="of:=[.A1]"/>'
    if sign == "&":
        return cell(f'office:value-type="boolean" office:boolean-value="{rest}"', rest.upper())
    return cell('office:value-type="string"', c)


def ods(sheets):
    names = "".join(f' xmlns:{p}="{u}"' for p, u in (
        ("calcext", "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"),
        *((p, f"urn:oasis:names:tc:opendocument:xmlns:{u}:1.0") for p, u in (
            ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("number", "datastyle"),
            ("manifest", "manifest")))))
    body = ""
    for name, hidden, rows in sheets:
        look = ' table:style-name="hidden"' if hidden else ""
        body += f'<table:table table:name="{esc(name)}"{look}>'
        for row_hidden, cells in rows or [(False, [])]:
            mark = ' table:visibility="collapse"' if row_hidden else ""
            body += f"<table:table-row{mark}>" + ("".join(map(ods_cell, cells)) or "<table:table-cell/>") + "</table:table-row>"
        body += "</table:table>"
    media = "application/vnd.oasis.opendocument.spreadsheet"
    return {"mimetype": media, "content.xml": f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content{names} '
            'office:version="1.3"><office:automatic-styles><number:date-style style:name="dm"><number:day number:style="long"/>'
            '<number:text>.</number:text><number:month number:textual="true"/></number:date-style><style:style '
            'style:name="daymonth" style:family="table-cell" style:data-style-name="dm"/><style:style style:name="hidden" '
            'style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles>'
            f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>",
            "META-INF/manifest.xml": f'<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest{names} '
            f'manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="{media}"/>'
            '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'}


def make(text, name):
    """The bytes of the workbook; its format is that of the name."""
    parts = (ods if name.endswith(".ods") else xlsx)(parse(text))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        for part, data in parts.items():
            info = zipfile.ZipInfo(part, STAMP)
            info.compress_type = zipfile.ZIP_STORED if part == "mimetype" else zipfile.ZIP_DEFLATED
            z.writestr(info, data)
    return out.getvalue()
