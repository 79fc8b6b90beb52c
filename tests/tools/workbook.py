"""Workbooks as other programs write them, from plain cells: for tests only.

A book is [(sheet name, rows)], a row a list of cells, a cell a str, None or

    Cell(kind, value, format)    kind: text number date datetime time percent bool error formula rich
                                 a formula's value is (formula, saved result or None)

The writers take only what their program can say; `can` tells which kinds these are.
"""
import collections
import datetime
import os
import re
import shutil
import subprocess
import zipfile

Cell = collections.namedtuple("Cell", "kind value format", defaults=(None,))
STAMP = (1980, 1, 1, 0, 0, 0)
ODF = "urn:oasis:names:tc:opendocument:xmlns:"


def esc(s):
    return s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def package(path, parts, stored=()):
    """A zip of parts {name: text or bytes}; the names in `stored` are not packed."""
    with zipfile.ZipFile(path, "w") as z:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, STAMP)
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            z.writestr(info, data)


# --- python3-openpyxl

def openpyxl_book(path, book, epoch_1904=False, change=None, write_only=False):
    import openpyxl
    import openpyxl.cell
    import openpyxl.utils.datetime

    wb = openpyxl.Workbook(write_only=write_only)
    if epoch_1904:
        wb.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    if not write_only:
        wb.remove(wb.active)
    for name, rows in book:
        ws = wb.create_sheet(name)
        for r, row in enumerate(rows, 1):
            cells = [openpyxl_cell(ws, r, c, cell, write_only) for c, cell in enumerate(row, 1)]
            if write_only:
                ws.append(cells)
    if change:
        change(wb)
    wb.save(path)


def openpyxl_cell(ws, row, column, cell, write_only):
    import openpyxl.cell

    if cell is None:
        return None
    if isinstance(cell, str):
        cell = Cell("text", cell)
    if write_only:
        target = openpyxl.cell.WriteOnlyCell(ws)
    else:
        target = ws.cell(row, column)
    value = cell.value
    if cell.kind == "formula":
        value = "=" + value[0]
    elif cell.kind == "rich":
        value = "".join(text for text, _ in value)
    target.value = value
    if cell.kind in ("text", "rich"):
        target.data_type = "s"  # a text that begins with "=" is one
    if cell.format:
        target.number_format = cell.format
    return target


# --- python3-xlsxwriter

def xlsxwriter_book(path, book, epoch_1904=False, change=None, in_rows=False):
    """in_rows: its mode of constant memory, in which texts stand inside the cells."""
    import xlsxwriter

    wb = xlsxwriter.Workbook(path, {"date_1904": epoch_1904, "constant_memory": in_rows, "remove_timezone": True})
    formats = {}
    for name, rows in book:
        ws = wb.add_worksheet(name)
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                if cell is not None:
                    xlsxwriter_cell(wb, ws, r, c, Cell("text", cell) if isinstance(cell, str) else cell, formats)
        if change:
            change(wb, ws)
    wb.close()


def xlsxwriter_cell(wb, ws, row, column, cell, formats):
    look = None
    if cell.format:
        look = formats.setdefault(cell.format, None) or wb.add_format({"num_format": cell.format})
        formats[cell.format] = look
    if cell.kind == "text":
        ws.write_string(row, column, cell.value, look)
    elif cell.kind in ("number", "percent"):
        ws.write_number(row, column, cell.value, look)
    elif cell.kind in ("date", "datetime", "time"):
        ws.write_datetime(row, column, cell.value, look)
    elif cell.kind == "bool":
        ws.write_boolean(row, column, cell.value, look)
    elif cell.kind == "formula":
        ws.write_formula(row, column, "=" + cell.value[0], look, cell.value[1] if cell.value[1] is not None else "")
    elif cell.kind == "rich":
        pieces = []
        for text, is_bold in cell.value:
            pieces += [wb.add_format({"bold": True}), text] if is_bold else [text]
        ws.write_rich_string(row, column, *pieces)
    elif cell.kind == "error":
        ws.write_formula(row, column, "=" + cell.value, look, cell.value)


# --- python3-odf

def odfpy_book(path, book, change=None):
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow

    document = OpenDocumentSpreadsheet()
    styles = odfpy_styles(document)
    for name, rows in book:
        table = Table(name=name)
        for row in rows:
            line = TableRow()
            for cell in row:
                line.addElement(odfpy_cell(cell, styles) if cell is not None else TableCell())
            table.addElement(line)
        document.spreadsheet.addElement(table)
    if change:
        change(document)
    document.save(path)


def odfpy_styles(document):
    """The looks that have a name of their own: {our format: style name}."""
    from odf import number
    from odf.style import Style

    day_month = number.DateStyle(name="day-month")
    day_month.addElement(number.Day(style="long"))
    day_month.addElement(number.Text(text="."))
    day_month.addElement(number.Month(textual="true"))
    full = number.DateStyle(name="full-date")
    for part in (number.Day(style="long"), number.Text(text="."), number.Month(style="long"), number.Text(text="."), number.Year(style="long")):
        full.addElement(part)
    code = number.NumberStyle(name="code")
    code.addElement(number.Number(minintegerdigits="5", decimalplaces="0"))
    out = {}
    for wanted, look in (("dd.mmm", day_month), ("dd.mm.yyyy", full), ("00000", code)):
        document.automaticstyles.addElement(look)
        style = Style(name="cell-" + look.getAttribute("name"), family="table-cell", datastylename=look.getAttribute("name"))
        document.automaticstyles.addElement(style)
        out[wanted] = style
    return out


def odfpy_cell(cell, styles):
    from odf.table import TableCell
    from odf.text import P

    cell = Cell("text", cell) if isinstance(cell, str) else cell
    value, attributes, shown = cell.value, {}, str(cell.value)
    if cell.format in styles:
        attributes["stylename"] = styles[cell.format]
    if cell.kind == "error":  # as LibreOffice wrote them at first: only what is shown tells
        return odfpy_error(value)
    if cell.kind == "formula":
        attributes["formula"] = "of:=" + value[0]
        value = value[1]
        if value is None:
            return TableCell(**attributes)
        kind, shown = "float" if isinstance(value, (int, float)) else "string", str(value)
    else:
        kind = {"text": "string", "number": "float", "percent": "percentage", "date": "date", "datetime": "date", "time": "time",
                "bool": "boolean"}[cell.kind]
    attributes["valuetype"] = kind
    if kind in ("float", "percentage"):
        attributes["value"] = repr(value)
        shown = "такой вид"  # what is shown is not what is there
    elif kind == "date":
        attributes["datevalue"] = value.isoformat()
    elif kind == "time":
        seconds = int(value.total_seconds()) if isinstance(value, datetime.timedelta) else value.hour * 3600 + value.minute * 60 + value.second
        attributes["timevalue"] = f"PT{seconds // 3600:02d}H{seconds // 60 % 60:02d}M{seconds % 60:02d}S"
    elif kind == "boolean":
        attributes["booleanvalue"] = "true" if value else "false"
    out = TableCell(**attributes)
    if kind == "string":
        odfpy_text(out, value)
    else:
        out.addElement(P(text=shown))
    return out


def odfpy_error(shown):
    from odf.table import TableCell
    from odf.text import P

    out = TableCell(formula="of:=1/0", valuetype="float", value="0")
    out.addElement(P(text=shown))
    return out


def odfpy_text(cell, text):
    """Paragraphs for lines; runs of spaces and tabs in their elements, as ODF 1.3 part 3, 6.1.2 asks."""
    from odf.text import P, S, Tab

    for line in text.split("\n"):
        p = P()
        for piece in re.findall(r"\t| {2,}|^ | $|(?:(?!\t| {2,}|^ | $).)+", line):
            if piece == "\t":
                p.addElement(Tab())
            elif not piece.strip(" "):
                p.addElement(S(c=len(piece)))
            else:
                p.addText(piece)
        cell.addElement(p)


# --- by hand

def fods(sheets, before="", automatic="", inside_after=""):
    """A flat ODS around the XML of its tables."""
    names = {"office": ODF + "office:1.0", "table": ODF + "table:1.0", "text": ODF + "text:1.0", "style": ODF + "style:1.0",
             "number": ODF + "datastyle:1.0", "fo": ODF + "xsl-fo-compatible:1.0", "draw": ODF + "drawing:1.0", "dc": "http://purl.org/dc/elements/1.1/",
             "xlink": "http://www.w3.org/1999/xlink", "svg": ODF + "svg-compatible:1.0", "of": ODF + "of:1.2",
             "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"}
    spaces = " ".join(f'xmlns:{k}="{v}"' for k, v in names.items())
    return (f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {spaces} office:version="1.3">'
            f"<office:automatic-styles>{automatic}</office:automatic-styles>"
            f"<office:body><office:spreadsheet>{before}{sheets}{inside_after}</office:spreadsheet></office:body></office:document-content>")


def ods_of(path, content, styles=None):
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    parts = {"mimetype": kind, "content.xml": content}
    if styles:
        parts["styles.xml"] = styles
    parts["META-INF/manifest.xml"] = (
        f'<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="{ODF}manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>')
    package(path, parts, stored=("mimetype",))


# --- programs

def soffice(paths, extension, folder, *options):
    """LibreOffice saves them all as xlsx or ods into the folder; False when it is not there."""
    program = shutil.which("soffice")
    if not program or not paths:
        return False
    os.makedirs(folder, exist_ok=True)
    profile = os.path.abspath(os.path.join(folder, "..", "lo-profile"))
    subprocess.run([program, f"-env:UserInstallation=file://{profile}", "--headless", *options, "--convert-to", extension, "--outdir", folder, *paths],
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300)
    return all(os.path.exists(os.path.join(folder, os.path.splitext(os.path.basename(p))[0] + "." + extension)) for p in paths)


def ssconvert(path, target):
    program = shutil.which("ssconvert")
    if not program:
        return False
    subprocess.run([program, path, target], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)
    return os.path.exists(target)
