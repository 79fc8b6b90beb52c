#!/usr/bin/env python3
"""Lists identifiers that come twice in a DOCX or ODT, and references to what is not there.

usage: duplicates.py FILE [TEMPLATE]      what the template has already is not told
"""
import collections
import re
import sys
import xml.etree.ElementTree as ET
import zipfile

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
V = "{urn:schemas-microsoft-com:vml}"
ODF = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
TEXT, TABLE, DRAW = ODF % "text", ODF % "table", ODF % "drawing"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# of these a mark stands for what is in another part, or at the beginning of the text
ONCE = {W + n for n in ("commentRangeStart", "commentRangeEnd", "commentReference")}


def story_roots(z):
    for name in z.namelist():
        if re.fullmatch(r"(word/(document|header\d*|footer\d*|footnotes|endnotes|numbering)|content|styles)\.xml", name):
            yield name, ET.fromstring(z.read(name))


def word_ids(name, e, found):
    w_id = e.get(W + "id")
    if e.tag in (W + "bookmarkStart", W + "moveFromRangeStart", W + "moveToRangeStart"):
        found["name of " + e.tag[len(W):]].append(e.get(W + "name", "").lower())
    if e.tag in ONCE or e.tag in (W + "bookmarkStart", W + "bookmarkEnd", W + "permStart", W + "permEnd",
                                  W + "footnoteReference", W + "endnoteReference"):
        found[e.tag[len(W):]].append(w_id)
    elif e.tag in (W + "ins", W + "del", W + "moveFrom", W + "moveTo"):
        found["change"].append(w_id)
    elif e.tag in (W + "footnote", W + "endnote"):
        found[e.tag[len(W):] + " in " + name].append(w_id)
    elif e.tag == W + "num":
        found["list"].append(e.get(W + "numId"))
    elif e.tag == W + "abstractNum":
        found["abstract list"].append(e.get(W + "abstractNumId"))
    elif e.tag == W + "sdtPr" and e.find(W + "id") is not None:
        found["content control"].append(e.find(W + "id").get(W + "val"))
    elif e.tag == WP + "docPr":
        found["docPr"].append(e.get("id"))
    elif e.tag.startswith(V) and e.tag != V + "shapetype" and e.get("id"):
        found["VML shape"].append(e.get("id"))
    if e.get(W14 + "paraId"):
        found["paraId"].append(e.get(W14 + "paraId"))


def odf_ids(e, found):
    if e.get(XML_ID):
        found["xml:id"].append(e.get(XML_ID))
    for tag, attribute in ((TEXT + "bookmark", TEXT + "name"), (TEXT + "bookmark-start", TEXT + "name"),
                           (TEXT + "bookmark-end", TEXT + "name"), (TEXT + "reference-mark", TEXT + "name"),
                           (TEXT + "reference-mark-start", TEXT + "name"), (TEXT + "section", TEXT + "name"),
                           (TEXT + "note", TEXT + "id"), (TEXT + "sequence", TEXT + "ref-name"),
                           (TABLE + "table", TABLE + "name"), (TEXT + "change", TEXT + "change-id"),
                           (TEXT + "change-start", TEXT + "change-id"), (ODF % "office" + "annotation", ODF % "office" + "name")):
        if e.tag == tag and e.get(attribute):
            found[tag.split("}")[1].replace("bookmark-start", "bookmark")].append(e.get(attribute))
    if e.tag.startswith(DRAW) and e.get(DRAW + "name"):
        found["frame"].append(e.get(DRAW + "name"))


def faults(path):
    z, found, lines = zipfile.ZipFile(path), collections.defaultdict(list), []
    references = []
    for name, root in story_roots(z):
        stack = [root]
        while stack:  # the older rendition of a drawing repeats what is in the newer one
            e = stack.pop()
            if not isinstance(e.tag, str) or e.tag == MC + "Fallback":
                continue
            word_ids(name, e, found)
            odf_ids(e, found)
            for tag, kind in ((W + "footnoteReference", "footnote in word/footnotes.xml"),
                              (W + "endnoteReference", "endnote in word/endnotes.xml"), (W + "numId", "list")):
                if e.tag == tag:
                    references.append((kind, e.get(W + "id") or e.get(W + "val")))
            if e.get(TEXT + "continue-list"):
                references.append(("xml:id", e.get(TEXT + "continue-list")))
            stack.extend(e)
    for kind, ids in sorted(found.items()):
        for one, count in sorted(collections.Counter(ids).items(), key=str):
            if count > 1:
                lines.append(f"{kind} {one}: {count} times")
    for kind, one in references:
        if one not in found[kind] and not (kind == "list" and one == "0"):
            lines.append(f"there is no {kind} {one}")
    starts, ends = found["bookmarkStart"], found["bookmarkEnd"]
    lines += [f"bookmark {one} has but one end" for one in sorted(set(starts) ^ set(ends), key=str)]
    for start, end in (("commentRangeStart", "commentRangeEnd"), ("permStart", "permEnd")):
        lines += [f"{start} {one} has but one end" for one in sorted(set(found[start]) ^ set(found[end]), key=str)]
    return lines


def new_faults(path, template):
    try:
        known = faults(template) if template else []
    except (zipfile.BadZipFile, ET.ParseError, OSError, KeyError):
        known = []
    return [line for line in faults(path) if line not in known]


if __name__ == "__main__":
    found = new_faults(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None)
    print("\n".join(found))
    sys.exit(1 if found else 0)
