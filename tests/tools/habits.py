"""What editors do to the text of a template while people type it, done to a small file of office.py: for tests only.

Word cuts a run wherever the spelling or grammar checker stopped, where the keyboard's language changed, where a file was saved
between two keystrokes (w:rsid…), and wraps what it takes for a name (w:smartTag), a content control (w:sdt) or a tracked
insertion (w:ins); deleted text stays (w:del).  Writer cuts spans by automatic styles, one inside another, and sets marks of
pages and bookmarks.  None of this is seen on the screen.  Where it is cut follows from the text alone: same case, same file.
"""
import io
import re
import zipfile
import zlib

import office

STAMP = 'w:author="Секретарь" w:date="2020-11-30T10:00:00Z"'


def pieces(text, salt):
    """The text cut at places that its own bytes choose, never inside an entity: -> at least one piece, none empty"""
    units = re.findall(r"&[^;]*;|.", text, re.S)
    out, piece = [], ""
    for i, unit in enumerate(units):
        piece += unit
        # Most often around the signs of a marker: that is where editors stop.
        near = "".join(units[max(i - 1, 0):i + 2])
        if zlib.crc32(f"{salt} {i} {text}".encode()) % (3 if re.search(r"[{}|№#./]", near) else 7) == 0:
            out.append(piece)
            piece = ""
    return out + [piece] if piece or not out else out


class Word:
    def __init__(self):
        self.number = 100

    def run(self, piece):
        space = ' xml:space="preserve"' if piece != piece.strip() else ""
        return f'<w:r w:rsidRPr="00A{self.number:05d}"><w:rPr><w:lang w:val="en-US"/></w:rPr><w:t{space}>{piece}</w:t></w:r>'

    def dressed(self, piece):
        self.number += 1
        n, run = self.number, self.run(piece)
        return (
            lambda: f'<w:proofErr w:type="spellStart"/>{run}<w:proofErr w:type="spellEnd"/>',
            lambda: f'<w:smartTag w:uri="urn:schemas-microsoft-com:office:smarttags" w:element="PersonName">{run}</w:smartTag>',
            lambda: f'<w:bookmarkStart w:id="{n}" w:name="_GoBack{n}"/><w:bookmarkEnd w:id="{n}"/>{run}',
            lambda: f'<w:ins w:id="{n}" {STAMP}>{run}</w:ins>',
            lambda: f'<w:del w:id="{n}" {STAMP}><w:r><w:delText>{{{{старое</w:delText></w:r></w:del>{run}',
            lambda: run,
            lambda: f'<w:proofErr w:type="gramStart"/>{run}',
            lambda: run.replace("<w:t", "<w:lastRenderedPageBreak/><w:t", 1),
        )[zlib.crc32(piece.encode()) % 8]()

    def text(self, match):
        return "</w:r>" + "".join(self.dressed(p) for p in pieces(match.group(1), "w")) + "<w:r>" if match.group(1) else match.group(0)

    def part(self, xml):
        xml = re.sub(r'<w:t xml:space="preserve">(.*?)</w:t>', self.text, xml, flags=re.S).replace("<w:r></w:r>", "")
        return xml.replace("<w:p>", '<w:p w:rsidR="00D50A6B" w:rsidRDefault="00D50A6B">')


class Writer:
    def __init__(self):
        self.number = 0

    def text(self, match):
        """One paragraph's inner XML: its texts, outside tags, in spans of T1 and T2 by turns."""
        def cut(t):
            out = []
            for p in pieces(t.group(0), "t"):
                self.number += 1
                style = f"T{1 + self.number % 2}"
                p = f'<text:span text:style-name="{style}">{p}</text:span>'
                out.append((p, f'<text:span text:style-name="T1">{p}</text:span>', p + "<text:soft-page-break/>",
                            f'<text:bookmark text:name="метка{self.number}"/>{p}')[self.number % 4])
            return "".join(out)
        # what is said of a picture is no text of the paragraph
        inner = re.split(r"(<svg:(?:desc|title)>.*?</svg:(?:desc|title)>)", match.group(2), flags=re.S)
        inner[::2] = [re.sub(r"(?<=>)[^<]+(?=<)", cut, ">" + part + "<")[1:-1] for part in inner[::2]]
        return match.group(1) + "".join(inner) + match.group(3)

    def part(self, xml):
        return re.sub(r"(<text:[ph]\b[^>]*>)(.*?)(</text:[ph]>)", self.text, xml, flags=re.S)


def typed(data, extension):
    """The file's bytes as an editor would have left them."""
    editor = Word() if extension == "docx" else Writer()
    parts = []
    with zipfile.ZipFile(io.BytesIO(data)) as z:
        for name in z.namelist():
            body = z.read(name)
            if re.fullmatch(r"word/(document|header1|footer1)\.xml|content\.xml", name):
                body = editor.part(body.decode()).encode()
            parts.append((name, body))
    return office.zipped(parts)
