#!/usr/bin/env python3
"""Files that somebody made to hurt: each must end in time with a clear message, nothing written.

usage: hostile.py PROGRAM
"""
import io
import math
import os
import sys
import tempfile
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "tools"))
import bounded  # noqa: E402
import office  # noqa: E402

PLAIN = {e: office.make("Текст {{имя}}", e) for e in ("docx", "odt")}
SMALL_TABLES_MB = 400  # measured 150 with the sanitizers
ONE_HEADER_MB = 1000  # 630
MAIN = {"docx": "word/document.xml", "odt": "content.xml"}


def changed(ext, change=None, add=()):
    """The plain package with its main part changed by a function on its text, and parts added or replaced."""
    out, added = io.BytesIO(), dict(add)
    with zipfile.ZipFile(io.BytesIO(PLAIN[ext])) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for info in source.infolist():
            if info.filename in added:
                continue
            data = source.read(info)
            if change and info.filename == MAIN[ext]:
                data = change(data.decode()).encode()
            z.writestr(info, data)
        for name, data in added.items():
            z.writestr(name, data)
    return out.getvalue()


def entity(xml):
    return xml.replace("?>", '?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>', 1).replace("Текст", "&b;")


def deep(ext):
    open_, close = ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>") if ext == "docx" else ("<text:section>", "</text:section>")
    return lambda xml: xml.replace("<w:body>" if ext == "docx" else "<office:text>", ("<w:body>" if ext == "docx" else "<office:text>") + open_ * 100_000, 1) + close


def nested_paragraphs(ext):
    """A section that begins in the inner and ends in the outer one."""
    if ext == "docx":
        return lambda xml: xml.replace("<w:body>", "<w:body><w:p><w:p><w:r><w:t>{{^имя}}</w:t></w:r></w:p><w:r><w:t>{{/}}</w:t></w:r></w:p>", 1)
    return lambda xml: xml.replace("<office:text>", "<office:text><text:p><text:p>{{^имя}}</text:p><text:span>{{/}}</text:span></text:p>", 1)


def much_shown(ext):
    """A long word of the file's properties, shown by each of many fields."""
    title = "word " * 40_000
    if ext == "docx":
        core = ('<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
                f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></cp:coreProperties>')
        control = ('<w:p><w:sdt><w:sdtPr><w:dataBinding w:xpath="/a:coreProperties[1]/b:title[1]"/><w:text/></w:sdtPr><w:sdtContent>'
                   '<w:r><w:t>x</w:t></w:r></w:sdtContent></w:sdt></w:p>')
        field = '<w:p><w:fldSimple w:instr="TITLE"><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>'
        return changed(ext, lambda xml: xml.replace("<w:body>", "<w:body>" + (control + field) * 10_000, 1), [("docProps/core.xml", core)])
    variable = ('<text:p><text:variable-set text:name="v" office:value-type="string" '
                f'office:string-value="{title}"/></text:p>')
    shown = '<text:p><text:variable-get text:name="v">x</text:variable-get></text:p>'
    return changed(ext, lambda xml: xml.replace("<office:text>", "<office:text>" + variable + shown * 20_000, 1))


def far_elements():
    """Content controls bound to one far element of many, each to another."""
    controls = "".join(f'<w:p><w:sdt><w:sdtPr><w:dataBinding w:xpath="/a[1]/b[{50_000 + i}]"/><w:text/></w:sdtPr><w:sdtContent>'
                       '<w:r><w:t>x</w:t></w:r></w:sdtContent></w:sdt></w:p>' for i in range(10_000))
    return changed("docx", lambda xml: xml.replace("<w:body>", "<w:body>" + controls, 1),
                   [("customXml/item1.xml", "<a>" + "<b>y</b>" * 60_000 + "</a>")])


def many_keywords():
    ns = "urn:oasis:names:tc:opendocument:xmlns:"
    meta = (f'<office:document-meta xmlns:office="{ns}office:1.0" xmlns:meta="{ns}meta:1.0"><office:meta>'
            + "<meta:keyword>abcdefghij</meta:keyword>" * 20_000
            + "".join(f'<meta:user-defined meta:name="name {i}">x</meta:user-defined>' for i in range(20_000))
            + "</office:meta></office:document-meta>")
    fields = '<text:p><text:keywords/><text:user-defined text:name="none"/></text:p>' * 10_000
    return changed("odt", lambda xml: xml.replace("<office:text>", "<office:text>" + fields, 1), [("meta.xml", meta)])


def drop_caps():
    one = ('<w:p><w:pPr><w:framePr w:dropCap="drop" w:lines="3"/></w:pPr><w:r><w:t>A</w:t></w:r></w:p>'
           f'<w:p><w:r><w:t>{"word and " * 60}</w:t></w:r></w:p>')
    return changed("docx", lambda xml: xml.replace("<w:body>", "<w:body>" + one * 10_000, 1))


def small_tables(ext):
    """What one table costs must not depend on how fine the edges of its cells are."""
    if ext == "docx":
        one = ('<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="5000"/></w:tblGrid><w:tr><w:tc>'
               '<w:tcPr><w:tcW w:w="5000" w:type="dxa"/></w:tcPr><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/>')
        return changed(ext, lambda xml: xml.replace("<w:body>", "<w:body>" + one * 5_000, 1))
    one = ('<table:table xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><table:table-column/><table:table-row>'
           '<table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table><text:p/>')
    return changed(ext, lambda xml: xml.replace("<office:text>", "<office:text>" + one * 5_000, 1))


def long_styles(ext):
    """Styles that say one thing thousands of times, each used thousands of times."""
    if ext == "docx":
        said = "".join(f'<w:shd w:val="clear" w:fill="{i * i % 999_983:06}"/>' for i in range(20_000))
        styles = ('<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
                  f'<w:style w:type="table" w:styleId="T"><w:name w:val="T"/><w:tcPr>{said}</w:tcPr></w:style>'
                  f'<w:style w:type="character" w:styleId="C"><w:name w:val="C"/><w:rPr>{said}</w:rPr></w:style></w:styles>')
        one = ('<w:tbl><w:tblPr><w:tblStyle w:val="T"/></w:tblPr><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>'
               '<w:p><w:r><w:rPr><w:rStyle w:val="C"/></w:rPr><w:t>x</w:t></w:r></w:p>')
        return changed(ext, lambda xml: xml.replace("<w:body>", "<w:body>" + one * 5_000, 1), [("word/styles.xml", styles)])
    said = "".join(f'<style:map style:condition="x{i * i % 999_983}"/>' for i in range(200_000))
    style = f'<style:style style:name="C" style:family="table-cell">{said}<style:table-cell-properties fo:padding="1mm"/></style:style>'
    row = "<table:table-row>" + '<table:table-cell table:style-name="C"/>' * 10 + "</table:table-row>"
    table = '<table:table><table:table-column table:number-columns-repeated="10"/>' + row * 5_000 + "</table:table>"
    return changed(ext, lambda xml: xml.replace("<office:automatic-styles>", "<office:automatic-styles>" + style, 1).replace(
        "<office:text>", "<office:text>" + table, 1))


def equal_headers():
    """Many sections that have the same header, each a page."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    one = '<w:p><w:pPr><w:sectPr><w:headerReference w:type="default" r:id="h"/></w:sectPr></w:pPr></w:p>'
    header = ('<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r><w:t>'
              f'{"word and " * 300}</w:t></w:r></w:p></w:hdr>')
    relationships = ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                     f'<Relationship Id="h" Type="{office}/header" Target="header1.xml"/></Relationships>')
    return changed("docx", lambda xml: xml.replace("<w:body>", "<w:body>" + one * 20_000, 1),
                   [("word/header1.xml", header), ("word/_rels/document.xml.rels", relationships)])


def tangled_contents():
    """Contents within contents, and such that end where others begin."""
    begin = ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\u \\h </w:instrText></w:r>'
             '<w:r><w:fldChar w:fldCharType="separate"/></w:r>')
    end, words = '<w:r><w:fldChar w:fldCharType="end"/></w:r>', "<w:r><w:t>а</w:t></w:r>"
    rows = [[begin + words, begin + words, words + end + end], [begin + begin + words, words + end, words + end],
            [begin + words, words + end + begin + words, words + end], [begin + words + end + begin + words + end]]
    heading = '<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>Глава</w:t></w:r></w:p>'
    body = "".join(f"<w:p>{p}</w:p>" for row in rows for p in row) + heading
    return changed("docx", lambda xml: xml.replace("<w:body>", "<w:body>" + body, 1))


def contents_for_a_root():
    """An entry of contents that nothing stands around."""
    number = '<text:bookmark text:name="а"/><text:bookmark-ref text:reference-format="page" text:ref-name="а">7</text:bookmark-ref>'
    return changed("odt", lambda xml: xml.replace("office:document-content", "text:index-body").replace("Текст", number).replace(
        "<office:body>", "<text:p><text:tab/>3</text:p><office:body>", 1))


def far_frames():
    """Frames on pages that are never reached, and many pages before them."""
    frames = "".join(f'<draw:frame text:anchor-type="page" text:anchor-page-number="{100_000 + i * i % 900_001}"><draw:text-box/></draw:frame>'
                     for i in range(200_000))
    style = '<style:style style:name="B" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/></style:style>'
    return changed("odt", lambda xml: xml.replace("<office:automatic-styles>", "<office:automatic-styles>" + style, 1).replace(
        "<office:text>", "<office:text>" + frames + '<text:p text:style-name="B"/>' * 25_000, 1))


def lying_size(ext):
    """The central directory says ten bytes for the main part."""
    data = bytearray(PLAIN[ext])
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        if data[at + 46:at + 46 + len(MAIN[ext])] == MAIN[ext].encode():
            data[at + 24:at + 28] = (10).to_bytes(4, "little")
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


def bomb(ext):
    """Written piece by piece: what this program takes at most is counted with every program that it starts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(PLAIN[ext])) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for info in source.infolist():
            if info.filename != MAIN[ext]:
                z.writestr(info, source.read(info))
                continue
            with z.open(info.filename, "w") as part:
                part.write(b"<x>")
                for _ in range(300):
                    part.write(b" " * (1 << 20))
                part.write(b"</x>")
    return out.getvalue()


def damaged(ext):
    """The packed bytes of the main part are overwritten."""
    data = bytearray(PLAIN[ext])
    at = data.find(MAIN[ext].encode()) + len(MAIN[ext])
    data[at + 20:at + 60] = b"\xff" * 40
    return bytes(data)


def cases(ext):
    plain = PLAIN[ext]
    yield "not a zip", b"hello"
    yield "empty", b""
    yield "truncated", plain[:len(plain) * 2 // 3]
    yield "no central directory", plain[:plain.find(b"PK\x01\x02")]
    yield "damaged main part", damaged(ext)
    yield "entities", changed(ext, entity)
    yield "deep nesting", changed(ext, deep(ext))
    yield "lying size", lying_size(ext)
    yield "bomb", bomb(ext)
    yield "path traversal", changed(ext, add=[("../../evil", "x")])
    yield "absolute name", changed(ext, add=[("/etc/evil", "x")])
    yield "not XML", changed(ext, lambda xml: xml[:-30])
    yield "old Word file", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def patient(ext):
    """Inputs that are odd but right: they may succeed, in time."""
    yield "damaged bytes somewhere", PLAIN[ext][:len(PLAIN[ext]) // 3] + b"\xff" * 40 + PLAIN[ext][len(PLAIN[ext]) // 3 + 40:]
    yield "one word of a megabyte", changed(ext, lambda xml: xml.replace("Текст", "а" * (1 << 20)))
    yield "20 000 unclosed markers", changed(ext, lambda xml: xml.replace("Текст", "{{" * 20_000))
    yield "20 000 sections open", changed(ext, lambda xml: xml.replace("Текст", "{{#имя}}" * 20_000))
    yield "4 000 values to fit", changed(ext, lambda xml: xml.replace("Текст", "{{имя | fit}} " * 4_000))
    yield "a paragraph right in a paragraph", changed(ext, nested_paragraphs(ext))
    yield "a long title in many fields", much_shown(ext)
    yield "20 000 times the same in a style", long_styles(ext)
    yield "5 000 small tables", small_tables(ext), SMALL_TABLES_MB
    if ext == "docx":
        yield "contents in contents", tangled_contents()
        yield "controls bound to far elements", far_elements()
        yield "10 000 drop caps", drop_caps()
        yield "20 000 sections with one header", equal_headers(), ONE_HEADER_MB
    else:
        yield "contents for a root", contents_for_a_root()
        yield "20 000 keywords", many_keywords()
        yield "200 000 frames on far pages", far_frames()
    yield "20 000 brackets", changed(ext, lambda xml: xml.replace("{{имя}}", "{{" + "(" * 20_000 + "имя}}"))


def main(argv):
    program, failed = os.path.abspath(argv[0]), 0
    for ext in ("docx", "odt"):
        listed = [(True, n, d, []) for n, d in cases(ext)] + [(False, n, d, most) for n, d, *most in patient(ext)]
        for must_fail, name, data, most in listed:
            with tempfile.TemporaryDirectory() as folder:
                open(os.path.join(folder, f"x.{ext}"), "wb").write(data)
                open(os.path.join(folder, "data.json"), "w", encoding="utf-8").write('{"имя": "Иван"}')
                for command in (["merge", f"x.{ext}", "-d", "data.json", "-o", f"out.{ext}"], ["pdf", f"x.{ext}", "-o", "out.pdf"]):
                    status, said, megabytes = bounded.run(program, folder, *command)
                    faults = bounded.faults(status, said, megabytes, (2, 3) if must_fail else (0, 2, 3), *(most or [math.inf]))
                    if status == 0 and ": error:" in said:
                        faults.append("an error, yet all was made: " + said)
                    if must_fail and not said.startswith(f"x.{ext}"):
                        faults.append("the message does not begin with the file: " + said[:300])
                    if status and len(os.listdir(folder)) > 2:
                        faults.append(f"left behind: {os.listdir(folder)}")
                    failed += bounded.told(f"hostile: {name}, {command[0]} {ext}", faults)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
