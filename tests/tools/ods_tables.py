"""The sheets of an ODS workbook as Python sees them, read without any of our code: for tests only.

    tables = read("season.ods")         {sheet: [{caption: value}]}; a date is a datetime.date, a number a float, else text
    tables["Пары"][0]["Наставник"]      an empty cell is ""
A sheet headed Поле, Значение is one record: {"Сайт": "https://…"}.
"""
import datetime
import xml.etree.ElementTree as ET
import zipfile

ODF = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
TABLE, TEXT, OFFICE = (ODF % n for n in ("table", "text", "office"))


def value_of(cell):
    if cell.get(OFFICE + "value-type") == "date":
        return datetime.date.fromisoformat(cell.get(OFFICE + "date-value")[:10])
    if cell.get(OFFICE + "value-type") in ("float", "percentage"):
        return float(cell.get(OFFICE + "value"))
    return "\n".join("".join(p.itertext()) for p in cell.findall(TEXT + "p"))


def rows_of(sheet):
    for row in sheet.iter(TABLE + "table-row"):
        cells = []
        for c in row:
            if c.tag in (TABLE + "table-cell", TABLE + "covered-table-cell"):
                cells += [value_of(c)] * int(c.get(TABLE + "number-columns-repeated", "1"))
        while cells and cells[-1] == "":
            cells.pop()
        if cells:
            yield cells


def read(path):
    tables = {}
    body = ET.fromstring(zipfile.ZipFile(path).read("content.xml"))
    for sheet in body.iter(TABLE + "table"):
        captions, *rows = rows_of(sheet)
        name = sheet.get(TABLE + "name")
        if captions == ["Поле", "Значение"]:
            tables[name] = {r[0]: r[1] if len(r) > 1 else "" for r in rows}
        else:
            tables[name] = [dict(zip(captions, r + [""] * (len(captions) - len(r)))) for r in rows]
    return tables
