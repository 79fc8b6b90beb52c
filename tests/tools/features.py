"""What a DOCX or ODT has in it besides text: for tests only."""
import re
import zipfile

RULE = ("its body, headers and footers have no table, picture or other drawing, text frame, foot- or endnote and no formula; "
        "a drop cap is text, and so are columns, lists, fields, tables of contents, tracked changes, comments")
DOCX = (("table", rb"<w:tbl[ >]"), ("drawing", rb"<w:(drawing|pict|object)[ />]"), ("note", rb"<w:(footnote|endnote)Reference[ />]"),
        ("formula", rb"<m:oMath"), ("frame", rb'<w:framePr(?![^>]*w:dropCap="(?:drop|margin)")'))
ODT = (("table", rb"<table:table[ >]"), ("drawing", rb"<draw:"), ("note", rb"<text:note[ >]"))


def content(z):
    """The bytes of what is on the pages; strict OOXML and what other prefixes are in use for are the same to a reader, not to this."""
    names = z.namelist()
    if "content.xml" in names:
        styles = z.read("styles.xml") if "styles.xml" in names else b""
        pages = re.search(rb"<office:master-styles.*", styles, re.S)
        body = z.read("content.xml")
        return body[max(body.find(b"<office:body"), 0):] + (pages[0] if pages else b"")
    return b"".join(z.read(n) for n in names if re.fullmatch(r"word/(document|header|footer)\d*\.xml", n))


def features(path):
    """-> names of what it has, none for a text"""
    with zipfile.ZipFile(path) as z:
        data, kinds = content(z), ODT if "content.xml" in z.namelist() else DOCX
    return [name for name, pattern in kinds if re.search(pattern, data)]
