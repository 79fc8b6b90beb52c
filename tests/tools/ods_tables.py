"""The sheets of an ODS workbook as Python sees them, read without any of our code: for tests only.

    tables = read("season.ods")         {sheet: [{caption: value}]}; a date is a datetime.date, a number a float, else text
    tables["Пары"][0]["Наставник"]      an empty cell is ""
    tables = texts("season.ods")        the same as people see it: each cell its text
A sheet headed Поле, Значение is one record, {"Сайт": "https://…"}; of texts() it is rows as the others.
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
    return text_of(cell)


def text_of(cell):
    return "\n".join("".join(p.itertext()) for p in cell.findall(TEXT + "p"))


def rows_of(sheet, value):
    for row in sheet.iter(TABLE + "table-row"):
        cells = []
        for c in row:
            if c.tag in (TABLE + "table-cell", TABLE + "covered-table-cell"):
                cells += [value(c)] * int(c.get(TABLE + "number-columns-repeated", "1"))
        while cells and cells[-1] == "":
            cells.pop()
        if cells:
            yield cells


def sheets(path, value):
    """Each sheet's name, captions and records."""
    with zipfile.ZipFile(path) as z:
        body = ET.fromstring(z.read("content.xml"))
    for sheet in body.iter(TABLE + "table"):
        captions, *rows = rows_of(sheet, value)
        yield sheet.get(TABLE + "name"), captions, [dict(zip(captions, r + [""] * (len(captions) - len(r)))) for r in rows]


def read(path):
    return {name: {r["Поле"]: r["Значение"] for r in records} if captions == ["Поле", "Значение"] else records
            for name, captions, records in sheets(path, value_of)}


def texts(path):
    return {name: records for name, _, records in sheets(path, text_of)}
