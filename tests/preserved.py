#!/usr/bin/env python3
"""What a merge leaves alone: one marker goes into a copy of each document that Word, LibreOffice and others made; in the
result every other part is the same to the compressed byte, and in the changed part everything but the value is the same:
elements and their attributes in order, namespaces, white space, comments, processing instructions.

The documents are our own templates and the folders that are named.

usage: preserved.py PROGRAM [FOLDER …]
"""
import glob
import io
import os
import re
import subprocess
import sys
import tempfile
import xml.parsers.expat
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "tools"))
import office  # noqa: E402

ROOT = os.path.dirname(HERE)
OWN = ["templates", "examples/language/templates"]
VALUE = "Иванов & <сын>"
STORIES = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml|content\.xml|styles\.xml|meta\.xml|docProps/\w+\.xml|.*\.rels")
# where pages began before the merge: left out
OF_PAGES = ("w:lastRenderedPageBreak", "text:soft-page-break")
# text that is all of what a run or a paragraph begins with
PLACE = {"docx": re.compile(r"<w:t(?: xml:space=\"preserve\")?>([^<{]*\w[^<{]*)</w:t>"),
         "odt": re.compile(r"<text:p(?: [^<>]*)?>([^<{]*\w[^<{]*)<")}


def raw(data):
    """name -> (method, compressed bytes), in the order of the archive"""
    out = {}
    with zipfile.ZipFile(io.BytesIO(data)) as z:
        for info in z.infolist():
            at = info.header_offset
            start = at + 30 + int.from_bytes(data[at + 26:at + 28], "little") + int.from_bytes(data[at + 28:at + 30], "little")
            out[info.filename] = (info.compress_type, data[start:start + info.compress_size])
    return out


def split_attributes(flat):
    """Declarations of namespaces, which have no place among attributes; then these in their order."""
    pairs = [x for x in zip(flat[::2], flat[1::2]) if x[0] != "xmlns:xml"]  # that one is always declared
    return tuple([x for x in pairs if x[0].startswith("xmlns")] + [x for x in pairs if not x[0].startswith("xmlns")])


def events(xml_bytes):
    """What a parser sees: names as written, attributes in their order, all text, comments, processing instructions."""
    out = []
    p = xml.parsers.expat.ParserCreate()
    p.ordered_attributes = True
    p.buffer_text = True
    p.buffer_size = 1 << 20
    p.StartElementHandler = lambda name, flat: name in OF_PAGES or out.append(("<", name, split_attributes(flat)))
    p.EndElementHandler = lambda name: name in OF_PAGES or out.append((">", name))
    p.CharacterDataHandler = lambda text: out.append(("text", text))
    p.CommentHandler = lambda text: out.append(("comment", text))
    p.ProcessingInstructionHandler = lambda target, text: out.append(("pi", target, text))
    p.Parse(xml_bytes, True)
    return out


def without_braces(part):
    """Text that would be markers; of attributes only what links hold."""
    part = re.sub(rb">[^<]*<", lambda m: m[0].replace(b"{", b"(").replace(b"}", b")"), part)
    return re.sub(rb"%7[bB]%7[bB]", b"((", part.replace(b"{{", b"((").replace(b"}}", b"))"))


def with_marker(path, ext):
    """-> the template, the name of its main part, the main part as it has to come out; None when there is no text."""
    out = io.BytesIO()
    main = "content.xml" if ext == "odt" else "word/document.xml"
    with zipfile.ZipFile(path) as source:
        if main not in source.namelist():
            return None
        text = without_braces(source.read(main)).decode()
        m = PLACE[ext].search(text, max(text.find("<w:body>"), text.find("<office:text"), 0))
        if not m:
            return None
        at = m.end(1) - len(m[1]) // 2 if "&" not in m[1] else m.end(1)
        value = VALUE.replace("&", "&amp;").replace("<", "&lt;")
        # level 1: what is packed again differs
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as z:
            for info in source.infolist():
                data = source.read(info)
                if info.filename == main:
                    data = (text[:at] + "{{имя}}" + text[at:]).encode()
                elif STORIES.fullmatch(info.filename):
                    data = without_braces(data)
                z.writestr(info, data, compresslevel=1)
    return out.getvalue(), main, (text[:at] + value + text[at:]).encode()


def space_forgiven(expected, got):
    """The text with the value may keep its white space now."""
    return got[:2] == expected[:2] == ("<", "w:t") and got[2] == expected[2] + (("xml:space", "preserve"),)


def number_forgiven(expected, got):
    """Contents and references tell the pages that things stand on now: only they have numbers that change."""
    return expected[0] == got[0] == "text" and expected[1].strip().isdigit() and got[1].isdigit()


def difference(template, result, main, expected):
    before, after = raw(template), raw(result)
    # of an ODT, mimetype comes first (ODF 1.3 part 2, 3.3)
    if sorted(before, key=lambda name: name != "mimetype") != list(after):
        return f"parts: {sorted(set(before) ^ set(after)) or 'another order'}"
    for name in before:
        if name != main and before[name] != after[name]:
            return f"{name} is not as it was"
    with zipfile.ZipFile(io.BytesIO(result)) as z:
        a, b = events(expected), events(z.read(main))
    forgiven = 0
    for i, (x, y) in enumerate(zip(a, b)):
        if x != y and number_forgiven(x, y):
            continue
        if x != y and not (forgiven == 0 and space_forgiven(x, y) and VALUE in a[i + 1][1]):
            return f"{main}, event {i}: {str(x)[:300]} became {str(y)[:300]}"
        forgiven += x != y
    return "" if len(a) == len(b) else f"{main}: {len(a)} events became {len(b)}"


def merged(program, template, ext, folder):
    """-> the result, or what was said instead"""
    with open(os.path.join(folder, "data.json"), "w", encoding="utf-8") as f:
        f.write('{"имя": "%s"}' % VALUE)
    with open(os.path.join(folder, f"t.{ext}"), "wb") as f:
        f.write(template)
    out = os.path.join(folder, f"out.{ext}")
    if os.path.exists(out):
        os.remove(out)
    done = subprocess.run([program, "merge", f"t.{ext}", "-d", "data.json", "-o", f"out.{ext}"], cwd=folder, capture_output=True, timeout=120,
                          env=dict(os.environ, LC_ALL="C"))
    return (open(out, "rb").read(), "") if done.returncode == 0 else (b"", done.stderr.decode())


def compare(program, template, main, expected, folder):
    result, said = merged(program, template, "odt" if main == "content.xml" else "docx", folder)
    return said or difference(template, result, main, expected)


# ---- files that are right, though no editor writes them so ----

STRICT = [("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main")]
ODD = {
    "prefix": lambda t: re.sub(r"(</?)w:|(\s)w:|xmlns:w=", lambda m: "xmlns:zz=" if m[0] == "xmlns:w=" else (m[1] or m[2]) + "zz:", t),
    "default-namespace": lambda t: re.sub(r"(</?)w:", r"\1", t).replace("xmlns:w=", f'xmlns="{STRICT[0][0]}" xmlns:w='),
    "strict": lambda t: t.replace(*STRICT[0]),
    "cdata": lambda t: t.replace("Слева", "<![CDATA[<Сле]]>ва"),
    "comments-and-instructions": lambda t: t.replace("<w:p>", "<w:p><!-- {{a -->", 1).replace("</w:body>", "<?b }}?></w:body>"),
    "white-space": lambda t: t.replace("<w:p>", "\n  <w:p>\n\t").replace("</w:p>", "\n</w:p>"),
    "unknown-elements": lambda t: t.replace("<w:body>", '<w:body><u:x xmlns:u="urn:u" u:a="&lt;&#9;&#10;&quot;"> <u:y/>&#13;</u:x>'),
    "ignorable": lambda t: t.replace("<w:document ", '<w:document xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
                                     'xmlns:w99="urn:w99" mc:Ignorable="w99" w99:id="1" '),
    "doctype": lambda t: t.replace("?>", "?>\n<!DOCTYPE w:document>", 1),
}
ENCODED = {"utf-16": "utf-16", "utf-8-with-mark": "utf-8-sig", "windows-1251": "windows-1251"}


def odd_package(change, encoding, name):
    """-> the template, the name of its main part, that part as it has to come out"""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(office.make("Слева {{имя}} справа\nИ ещё", "docx"))) as source, \
            zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as z:
        for info in source.infolist():
            data = source.read(info)
            if info.filename == "word/document.xml":
                text = re.sub(r'encoding="[^"]*"', f'encoding="{encoding.replace("-sig", "")}"', change(data.decode()))
                data = text.encode(encoding)
            data = data.replace(b"word/document.xml", name.encode())
            z.writestr(name if info.filename == "word/document.xml" else info.filename, data, compresslevel=1)
    value = VALUE.replace("&", "&amp;").replace("<", "&lt;")
    return out.getvalue(), name, re.sub(r' encoding="[^"]*"', "", text).replace("{{имя}}", value).encode()


def odd_ones():
    for name, change in ODD.items():
        yield name, *odd_package(change, "UTF-8", "word/document.xml")
    for name, encoding in ENCODED.items():
        yield name, *odd_package(lambda t: t, encoding, "word/document.xml")
    yield "another-name", *odd_package(lambda t: t, "UTF-8", "word/document2.xml")


def tell(name, problem):
    print(f"not ok - preserved: {name}\n#   {problem}" if problem else f"ok - preserved: {name}")
    return bool(problem)


def main(argv):
    program = os.path.abspath(argv[1])
    folders = [os.path.join(ROOT, d) for d in OWN] + argv[2:]
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted(p for d in folders for e in ("docx", "odt") for p in glob.glob(os.path.join(d, f"*.{e}"))):
            made = with_marker(path, "odt" if path.endswith("odt") else "docx")
            if made:
                failed |= tell(os.path.basename(path), compare(program, *made, folder))
        for name, template, main_part, expected in odd_ones():
            failed |= tell(name, compare(program, template, main_part, expected, folder))
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv))
