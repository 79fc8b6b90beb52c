#!/usr/bin/env python3
"""Speed and memory of reading data: a million rows of eight columns as CSV, a hundred thousand as workbooks, and a
season of a hundred thousand pairs with links; each at a tenth and in full, for both must grow with the rows alone.

Beside each, in the same run, what going through the same bytes costs when nothing is kept (parse.c: a scan for the ends
of cells, iconv, libzip with libxml2).  Data bytes are those of the CSV, or of the inflated part.  COUNT, in thousands of
rows, makes it smaller.  Figures, not a test.
"""
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from xml.sax.saxutils import escape

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "tools"))
sys.path.insert(0, HERE)
import bench  # noqa: E402
import office  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(HERE))
PROGRAM, PARSE = os.path.join(ROOT, "build/prikaz"), os.path.join(ROOT, "build/parse")
ROWS = int(os.environ.get("COUNT", "1000")) * 1000

LAST = "Иванов Петрова Сидоров Кузнецова Смирнов Волков Зайцева Соколов".split()
FIRST = "Иван Анна Пётр Мария Ольга Сергей".split()
MIDDLE = "Иванович Петровна Сергеевич Андреевна".split()
STATE = "действует завершена планируется".split()
CAPTIONS = ["Код", "Наставник", "ФИО", "Группа", "Дата начала", "Часы", "Статус", "Примечание"]
TYPES = ["string", "string", "string", "string", "date", "number", "string", "string"]


def row(n):
    return [f"П-{n:07d}", f"М-{n % 1000:04d}", f"{LAST[n % 8]} {FIRST[n % 6]} {MIDDLE[n % 4]}", f"ПК-{n % 40:02d}",
            45292 + n % 365, n % 200 + n % 4 / 4, STATE[n % 3], "" if n % 3 else f"прим. {n}"]


def text_of(cell, column):
    if column == 4:
        return f"{1 + cell % 28:02d}.{1 + cell % 12:02d}.2024"
    return f"{cell:g}".replace(".", ",") if column == 5 else cell


def schema(fields, folder, table, foreign=()):
    with open(os.path.join(folder, table + ".schema.json"), "w", encoding="utf-8") as f:
        json.dump({"fields": fields, "primaryKey": "Код", "foreignKeys": list(foreign)}, f, ensure_ascii=False)


def make_csv(folder, rows, encoding="utf-8", is_typed=False):
    path = os.path.join(folder, "Пары.csv")
    with open(path, "w", encoding=encoding) as f:
        f.write(";".join(CAPTIONS) + "\n")
        for n in range(rows):
            f.write(";".join(text_of(c, i) for i, c in enumerate(row(n))) + "\n")
    if is_typed:
        fields = [{"name": c, "type": t} for c, t in zip(CAPTIONS, TYPES)]
        fields[0]["constraints"] = {"required": True, "unique": True, "pattern": "П-\\d{7}"}
        fields[5]["constraints"] = {"minimum": 0, "maximum": 1000}
        fields[6]["constraints"] = {"enum": STATE}
        schema(fields, folder, "Пары")
    return ["scan", path] if encoding == "utf-8" else ["convert", encoding, path]


def make_typed(folder, rows):
    return make_csv(folder, rows, is_typed=True)


def make_1251(folder, rows):
    return make_csv(folder, rows, "windows-1251")


XLSX = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    '<Override PartName="/xl/styles.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>'
    '<Override PartName="/xl/sharedStrings.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="Пары" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    + "".join(f'<Relationship Id="r{i}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{k}" '
              f'Target="{t}"/>' for i, (k, t) in enumerate([("worksheet", "worksheets/sheet1.xml"),
                                                           ("styles", "styles.xml"),
                                                           ("sharedStrings", "sharedStrings.xml")], 1))
    + "</Relationships>",
    "xl/styles.xml": '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
}
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def xlsx_cell(name, cell, column, shared):
    if cell == "":
        return ""
    if isinstance(cell, str):
        if shared is None:
            return f'<c r="{name}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
        return f'<c r="{name}" t="s"><v>{shared.setdefault(cell, len(shared))}</v></c>'
    return f'<c r="{name}"{" s=" + chr(34) + "1" + chr(34) if column == 4 else ""}><v>{cell:g}</v></c>'


def make_xlsx(folder, rows, is_shared=True):
    path = os.path.join(folder, "Пары.xlsx")
    shared = {} if is_shared else None
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as z:
        for name, part in XLSX.items():
            z.writestr(name, part)
        with z.open("xl/worksheets/sheet1.xml", "w") as f:
            f.write(f'<worksheet xmlns="{MAIN}"><sheetData>'.encode())
            for n in range(-1, rows):
                cells = CAPTIONS if n < 0 else row(n)
                f.write((f'<row r="{n + 2}">' + "".join(xlsx_cell(f"{chr(65 + i)}{n + 2}", c, i, shared)
                                                       for i, c in enumerate(cells)) + "</row>").encode())
            f.write(b"</sheetData></worksheet>")
        with z.open("xl/sharedStrings.xml", "w") as f:
            f.write(f'<sst xmlns="{MAIN}">'.encode())
            for text in shared or {}:
                f.write(f"<si><t>{escape(text)}</t></si>".encode())
            f.write(b"</sst>")
    return ["xml", path, "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"]


def make_inline(folder, rows):
    return make_xlsx(folder, rows, is_shared=False)


def ods_cell(cell, column):
    if cell == "":
        return "<table:table-cell/>"
    if isinstance(cell, str):
        return f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
    if column == 4:
        return (f'<table:table-cell office:value-type="date" office:date-value="2024-{1 + cell % 12:02d}-{1 + cell % 28:02d}">'
                "<text:p>x</text:p></table:table-cell>")
    return f'<table:table-cell office:value-type="float" office:value="{cell:g}"><text:p>x</text:p></table:table-cell>'


def make_ods(folder, rows):
    path = os.path.join(folder, "Пары.ods")
    spaces = "".join(f' xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for p, n in
                     (("office", "office"), ("table", "table"), ("text", "text")))
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as z:
        z.writestr(zipfile.ZipInfo("mimetype"), kind)
        z.writestr("META-INF/manifest.xml",
                   '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
                   f'manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
                   '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
                   "</manifest:manifest>")
        with z.open("content.xml", "w") as f:
            f.write(f'<office:document-content{spaces} office:version="1.3"><office:body><office:spreadsheet>'
                    '<table:table table:name="Пары">'.encode())
            for n in range(-1, rows):
                cells = CAPTIONS if n < 0 else row(n)
                f.write(("<table:table-row>" + "".join(ods_cell(c, i) for i, c in enumerate(cells))
                         + "</table:table-row>").encode())
            f.write(b"</table:table></office:spreadsheet></office:body></office:document-content>")
    return ["xml", path, "content.xml"]


def table(folder, name, captions, rows):
    with open(os.path.join(folder, name + ".csv"), "w", encoding="utf-8") as f:
        f.write(";".join(captions) + "\n")
        f.writelines(";".join(r) + "\n" for r in rows)


def make_season(folder, rows):
    """Pairs with a mentor (ten pairs each) and a mentee, one document a pair: all is checked, nothing written."""
    mentors = max(1, rows // 10)
    name = ["Фамилия", "Имя", "Отчество"]
    table(folder, "Наставники", ["Код", *name], ([f"М-{n}", LAST[n % 8], FIRST[n % 6], MIDDLE[n % 4]] for n in range(mentors)))
    table(folder, "Наставляемые", ["Код", *name], ([f"Н-{n}", LAST[n % 7], FIRST[n % 5], MIDDLE[n % 3]] for n in range(rows)))
    table(folder, "Пары", ["Код", "Наставник", "Наставляемый", "Начало"],
          ([f"П-{n}", f"М-{n % mentors}", f"Н-{n}", f"{1 + n % 28:02d}.09.2024"] for n in range(rows)))
    key = {"name": "Код", "type": "string", "constraints": {"required": True, "unique": True}}
    words = [{"name": c, "type": "string"} for c in name]
    schema([key, *words], folder, "Наставники")
    schema([key, *words], folder, "Наставляемые")
    schema([key, {"name": "Наставник"}, {"name": "Наставляемый"}, {"name": "Начало", "type": "date"}], folder, "Пары",
           [{"fields": f, "reference": {"resource": t, "fields": "Код"}}
            for f, t in (("Наставник", "Наставники"), ("Наставляемый", "Наставляемые"))])
    table(folder, "Документы", ["Документ", "Шаблон", "Для каждого", "Файл", "Форматы"],
          [["Справка", "letter", "Пары", "Справка {{код}}", "docx"]])
    os.makedirs(os.path.join(folder, "templates"))
    with open(os.path.join(folder, "templates/letter.docx"), "wb") as f:
        f.write(office.make("Пара {{код}}: {{наставник.фио}} и {{наставляемый.фио}}, с {{начало}}", "docx"))
    return ["scan", os.path.join(folder, "Пары.csv")]


CASES = [("csv", make_csv, ROWS, "fields"), ("csv, Windows-1251", make_1251, ROWS, "fields"),
         ("csv with schema", make_typed, ROWS, "fields"), ("xlsx, shared", make_xlsx, ROWS // 10, "fields"),
         ("xlsx, inline", make_inline, ROWS // 10, "fields"), ("ods", make_ods, ROWS // 10, "fields"),
         ("season of links", make_season, ROWS // 10, "check")]


def measure(name, number, rows, command):
    with tempfile.TemporaryDirectory() as folder:
        # by another process: what this one holds would count as memory of those that it starts
        made = subprocess.run([sys.executable, __file__, "--make", str(number), str(rows), folder], check=True,
                              stdout=subprocess.PIPE)
        floor, size = map(float, subprocess.run([PARSE, *json.loads(made.stdout)], check=True,
                                                stdout=subprocess.PIPE).stdout.split())
        wall, cpu, mib = bench.timed(PROGRAM, command, folder)
    print(f"{name:20}{rows:9}{size / 2**20:8.1f}{wall:9.2f}{cpu:8.2f}{1e6 * cpu / rows:8.2f}{floor:9.2f}"
          f"{cpu / max(floor, 1e-4):8.1f}{mib:8.0f}{mib * 2**20 / max(size, 1):9.2f}", flush=True)


def main():
    print(f"data read; floor: the same bytes, nothing kept; MiB: at most\n{'':20}{'rows':>9}{'MiB':>8}{'wall s':>9}{'cpu s':>8}"
          f"{'µs/row':>8}{'floor s':>9}{'ratio':>8}{'MiB':>8}{'a byte':>9}")
    for number, (name, _, rows, command) in enumerate(CASES):
        for some in (rows // 10, rows):
            measure(name, number, some, command)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--make"]:
        print(json.dumps(CASES[int(sys.argv[2])][1](sys.argv[4], int(sys.argv[3]))))
    else:
        main()
