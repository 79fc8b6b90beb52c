"""A Paper as DOCX (ISO/IEC 29500): document, styles, numbering, headers, settings. The order of elements is the schema's."""
import re

from package import archive, element as e, escape, twips
from paper import Paragraph, Table, styles_used
from styles import BUILT_IN, CHARACTER_STYLES, EDGE, LISTS, Style, effective, styles_of

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
FOOTER_AT = 10  # mm from the paper's edge to where a footer would stand


def border(name, line):
    if line is None:
        return e(f"w:{name}", w_val="nil")
    return e(f"w:{name}", w_val="single", w_sz=round(line.width * 8), w_space=0, w_color=line.color)


def run_properties(style=None, **d):
    """d holds keys of Style."""
    out = e("w:rStyle", w_val=style) if style else ""
    if d.get("bold") is not None:
        out += e("w:b", w_val=None if d["bold"] else "0") + e("w:bCs", w_val=None if d["bold"] else "0")
    if d.get("italic") is not None:
        out += e("w:i", w_val=None if d["italic"] else "0") + e("w:iCs", w_val=None if d["italic"] else "0")
    if d.get("color"):
        out += e("w:color", w_val=d["color"])
    if d.get("spacing") is not None:
        out += e("w:spacing", w_val=round(d["spacing"] * 20))
    if d.get("size"):
        out += e("w:sz", w_val=round(d["size"] * 2)) + e("w:szCs", w_val=round(d["size"] * 2))
    return e("w:rPr", out) if out else ""


def cell_margins(name, padding):
    above, side = padding
    return e(f"w:{name}", "".join(e(f"w:{s}", w_w=twips(v), w_type="dxa")
                                  for s, v in (("top", above), ("left", side), ("bottom", above), ("right", side))))


def flag(name, value):
    return "" if value is None else e(f"w:{name}", w_val=None if value else "0")


class Writer:
    def __init__(self, paper):
        self.paper = paper
        self.table = styles_of(paper)
        self.width = paper.sections[0].page.text_width
        self.relationships = []     # (type, target)
        self.bookmarks = 0
        self.restarts = []          # (list, num id)
        self.styles, self.lists = styles_used(paper, self.table)
        self.runs_used = set()

    def relationship(self, kind, target):
        if (kind, target) not in self.relationships:
            self.relationships.append((kind, target))
        return f"rId{self.relationships.index((kind, target)) + 1}"

    # ---- paragraphs ----

    def paragraph_properties(self, d, style=None, section="", num=None, base=None):
        """d: keys of Style that differ; base: what the style says, for values that OOXML keeps in one element."""
        def both(*keys):
            return {k: d[k] if d.get(k) is not None else (base or {}).get(k) for k in keys} if any(d.get(k) is not None for k in keys) else {}
        out = e("w:pStyle", w_val=style) if style else ""
        out += flag("keepNext", d.get("keep_next")) + flag("keepLines", d.get("keep_lines")) + flag("pageBreakBefore", d.get("page_break"))
        if num is not None:
            out += e("w:numPr", e("w:ilvl", w_val=num[0]) + e("w:numId", w_val=num[1]))
        if d.get("line_below"):
            out += e("w:pBdr", e("w:bottom", w_val="single", w_sz=round(d["line_below"] * 8), w_space=1, w_color=d.get("line_color") or "auto"))
        if d.get("hyphenate") is not None or d.get("outline") or d.get("keep_lines") and d.get("align") == "center":
            out += e("w:suppressAutoHyphens", w_val="0" if d.get("hyphenate") else None)
        if d.get("tabs"):
            out += e("w:tabs", "".join(e("w:tab", w_val=k, w_leader={"_": "underscore", ".": "dot"}.get(leader),
                                         w_pos=twips(self.width if at == EDGE else at)) for at, k, leader in d["tabs"]))
        space = both("before", "after", "line", "exact")
        if space:
            line = space.get("line")
            out += e("w:spacing", w_before=None if space["before"] is None else round(space["before"] * 20),
                     w_after=None if space["after"] is None else round(space["after"] * 20),
                     w_line=None if line is None else round(line * (20 if space["exact"] else 240)),
                     w_lineRule=None if line is None else "exact" if space["exact"] else "auto")
        indent = both("left", "right", "first")
        if indent:
            first = indent["first"]
            out += e("w:ind", w_left=None if indent["left"] is None else twips(indent["left"]),
                     w_right=None if indent["right"] is None else twips(indent["right"]),
                     w_hanging=twips(-first) if first is not None and first < 0 else None,
                     w_firstLine=twips(first) if first is not None and first >= 0 else None)
        if d.get("align"):
            out += e("w:jc", w_val=d["align"])
        if d.get("outline"):
            out += e("w:outlineLvl", w_val=d["outline"] - 1)
        out += section
        return e("w:pPr", out) if out else ""

    def run(self, r, direct):
        look = run_properties(CHARACTER_STYLES[r.style][0] if r.style else None, **direct)
        if r.style:
            self.runs_used.add(r.style)
        out = ""
        for n, line in enumerate(r.text.split("\n")):
            out += e("w:br") if n else ""
            for m, piece in enumerate(line.split("\t")):
                out += (e("w:tab") if m else "") + (self.plain(piece) if piece else "")
        return e("w:r", look + out)

    @staticmethod
    def plain(piece):
        keep = "preserve" if piece != piece.strip() else None
        return e("w:t", escape(piece), xml_space=keep)

    @staticmethod
    def field(code, shown):
        mark = lambda kind: e("w:r", e("w:fldChar", w_fldCharType=kind))  # noqa: E731
        return (mark("begin") + e("w:r", e("w:instrText", f" {code} ", xml_space="preserve")) + mark("separate")
                + e("w:r", e("w:t", shown)) + mark("end"))

    def paragraph(self, x, section=""):
        style = self.table[x.style]
        base = {k: effective(self.table, x.style, {}, k) for k in Style.__dataclass_fields__}
        num = None
        if x.restart and base["list"]:
            self.restarts.append(base["list"][0])
            num = (base["list"][1], len(self.lists) + len(self.restarts))
        changes = dict(x.changes)
        look = {k: changes.pop(k) for k in ("bold", "italic", "size", "spacing", "color") if k in changes}
        content = "".join(self.run(r, look) for r in x.content)
        if x.bookmark:
            content = e("w:bookmarkStart", w_id=self.bookmarks, w_name=x.bookmark) + content + e("w:bookmarkEnd", w_id=self.bookmarks)
            self.bookmarks += 1
        return e("w:p", self.paragraph_properties(changes, style.id if x.style != "Обычный" else None, section, num, base) + content)

    # ---- tables ----

    def cell(self, c, width, covered=False):
        own = e("w:tcW", w_w=width, w_type="dxa")
        own += e("w:gridSpan", w_val=c.across) if c.across > 1 else ""
        own += (e("w:vMerge") if covered else e("w:vMerge", w_val="restart")) if c.down > 1 else ""
        if c.borders is not None:
            own += e("w:tcBorders", "".join(border(side, c.borders[side]) for side in ("top", "left", "bottom", "right") if side in c.borders))
        own += e("w:shd", w_val="clear", w_color="auto", w_fill=c.shade) if c.shade else ""
        own += e("w:vAlign", w_val="center" if c.valign == "middle" else c.valign) if c.valign else ""
        blocks = [Paragraph(c.blocks[0].style if isinstance(c.blocks[0], Paragraph) else "Ячейка таблицы", [])] if covered else c.blocks
        content = "".join(self.block(x) for x in blocks)
        return e("w:tc", e("w:tcPr", own) + content)

    def rows(self, t):
        """Cells that are merged downwards stand in every row they cover."""
        edges = [twips(sum(t.widths[:n])) for n in range(len(t.widths) + 1)]
        hanging = {}                # first column to (cell, rows left)
        for n, r in enumerate(t.rows):
            own = "" if r.split else e("w:cantSplit")
            own += e("w:trHeight", w_val=twips(r.height), w_hRule="exact" if r.exact else "atLeast") if r.height else ""
            own += e("w:tblHeader") if n < t.header else ""
            cells, column, source = "", 0, iter(r.cells)
            while column < len(t.widths):
                covered = column in hanging
                c = hanging[column][0] if covered else next(source)
                cells += self.cell(c, edges[column + c.across] - edges[column], covered)
                left = (hanging[column][1] if covered else c.down) - 1
                hanging.pop(column, None)
                if left:
                    hanging[column] = (c, left)
                column += c.across
            yield e("w:tr", (e("w:trPr", own) if own else "") + cells)

    def write_table(self, t):
        own = e("w:tblStyle", w_val="TableLines" if t.grid else "TableForm") + e("w:tblW", w_w=twips(sum(t.widths)), w_type="dxa")
        own += e("w:tblLayout", w_type="fixed")
        if t.padding != (0.35, 1.5):
            own += cell_margins("tblCellMar", t.padding)
        own += e("w:tblLook", w_val="0420" if t.header else "0400", w_firstRow=int(t.header > 0), w_lastRow=0, w_firstColumn=0, w_lastColumn=0,
                 w_noHBand=0, w_noVBand=1)
        grid = "".join(e("w:gridCol", w_w=twips(sum(t.widths[:n + 1])) - twips(sum(t.widths[:n]))) for n in range(len(t.widths)))
        return e("w:tbl", e("w:tblPr", own) + e("w:tblGrid", grid) + "".join(self.rows(t)))

    # ---- blocks ----

    def contents(self, c):
        """The field that makes the contents begins in the first entry's paragraph and ends in a paragraph of its own."""
        begin = (e("w:r", e("w:fldChar", w_fldCharType="begin")) +
                 e("w:r", e("w:instrText", f' TOC \\o "1-{c.levels}" \\h \\z \\u ', xml_space="preserve")) +
                 e("w:r", e("w:fldChar", w_fldCharType="separate")))
        out = ""
        for n, (level, words, target, page) in enumerate(c.entries):
            link = e("w:hyperlink", e("w:r", e("w:t", escape(words))) + e("w:r", e("w:tab")) + self.field(f"PAGEREF {target} \\h", str(page)),
                     w_anchor=target, w_history=1)
            out += e("w:p", e("w:pPr", e("w:pStyle", w_val=self.table[f"Содержание {level}"].id)) + ("" if n else begin) + link)
        end = e("w:p", e("w:r", e("w:fldChar", w_fldCharType="end")))
        entry = e("w:docPartObj", e("w:docPartGallery", w_val="Table of Contents") + e("w:docPartUnique"))
        return e("w:sdt", e("w:sdtPr", entry) + e("w:sdtContent", out + end))

    def block(self, x):
        if isinstance(x, Paragraph):
            return self.paragraph(x)
        if isinstance(x, Table):
            return self.write_table(x)
        return self.contents(x)

    # ---- sections ----

    def header(self, shown):
        content = self.field("PAGE", "2") if shown else ""
        return XML + e("w:hdr", e("w:p", e("w:pPr", e("w:pStyle", w_val="Header")) + content), xmlns_w=W)

    def section(self, s):
        page = s.page
        out = ""
        if page.number:
            out += e("w:headerReference", w_type="default", r_id=self.relationship("header", "header2.xml"))
            if page.number == "rest":
                out += e("w:headerReference", w_type="first", r_id=self.relationship("header", "header1.xml"))
        out += e("w:type", w_val="nextPage") if s is not self.paper.sections[0] else ""
        width, height = (twips(v) for v in page.size)
        out += e("w:pgSz", w_w=width, w_h=height, w_orient="landscape" if page.landscape else None)
        out += e("w:pgMar", w_top=twips(page.top), w_right=twips(page.right), w_bottom=twips(page.bottom), w_left=twips(page.left),
                 w_header=twips(page.header_at), w_footer=twips(FOOTER_AT), w_gutter=0)
        out += e("w:titlePg") if page.number == "rest" else ""
        return e("w:sectPr", out)

    def document(self):
        body = ""
        for s in self.paper.sections:
            *blocks, tail = s.blocks
            assert isinstance(tail, Paragraph), f"{self.paper.name}: a section ends with a paragraph"
            properties = self.section(s)
            body += "".join(map(self.block, blocks))
            body += self.paragraph(tail) + properties if s is self.paper.sections[-1] else self.paragraph(tail, properties)
        return XML + e("w:document", e("w:body", body), xmlns_w=W, xmlns_r=R)

    # ---- other parts ----

    def style(self, name):
        s = self.table[name]
        d = {k: getattr(s, k) for k in Style.__dataclass_fields__ if k not in ("id", "parent", "next", "list")}
        if name == "Обычный" and self.hyphenates():
            d["hyphenate"] = False
        built_in = BUILT_IN.get(name)
        num = None
        if s.list:
            num = (s.list[1], self.lists.index(s.list[0]) + 1)
        base = {k: effective(self.table, name, {}, k) for k in Style.__dataclass_fields__}
        # the number's level is said by the list's pStyle, but LibreOffice reads the style's own
        out = e("w:name", w_val=built_in[0] if built_in else name)
        out += e("w:basedOn", w_val=self.table[s.parent].id) if s.parent else ""
        if s.next and s.next in self.styles:
            out += e("w:next", w_val=self.table[s.next].id)
        out += e("w:uiPriority", w_val=self.styles.index(name)) + e("w:qFormat")
        out += self.paragraph_properties(d, None, "", num, base) + run_properties(**d)
        return e("w:style", out, w_type="paragraph", w_default="1" if name == "Обычный" else None,
                 w_customStyle=None if built_in else "1", w_styleId=s.id)

    def style_part(self):
        half = round(self.paper.size * 2)
        fonts = e("w:rFonts", w_ascii="Times New Roman", w_eastAsia="Times New Roman", w_hAnsi="Times New Roman", w_cs="Times New Roman")
        defaults = (e("w:rPrDefault", e("w:rPr", fonts + e("w:sz", w_val=half) + e("w:szCs", w_val=half)
                                        + e("w:lang", w_val="ru-RU", w_eastAsia="ru-RU", w_bidi="ar-SA")))
                    + e("w:pPrDefault", e("w:pPr", e("w:spacing", w_before=0, w_after=0, w_line=240, w_lineRule="auto"))))
        out = e("w:docDefaults", defaults) + "".join(self.style(n) for n in self.styles)
        hidden = e("w:semiHidden") + e("w:unhideWhenUsed")
        out += e("w:style", e("w:name", w_val="Default Paragraph Font") + e("w:uiPriority", w_val=1) + hidden,
                 w_type="character", w_default=1, w_styleId="DefaultParagraphFont")
        for name in sorted(self.runs_used):
            ident, look = CHARACTER_STYLES[name]
            out += e("w:style", e("w:name", w_val=name) + e("w:uiPriority", w_val=20) + e("w:qFormat") + run_properties(**look),
                     w_type="character", w_customStyle=1, w_styleId=ident)
        sides = ("top", "left", "bottom", "right")
        margins = lambda up, side: e("w:tblCellMar", "".join(  # noqa: E731
            e(f"w:{s}", w_w=side if s in ("left", "right") else up, w_type="dxa") for s in sides))
        out += e("w:style", e("w:name", w_val="Normal Table") + e("w:uiPriority", w_val=99) + hidden
                 + e("w:tblPr", e("w:tblInd", w_w=0, w_type="dxa") + margins(0, 108)), w_type="table", w_default=1, w_styleId="TableNormal")
        lines = e("w:tblBorders", "".join(e(f"w:{s}", w_val="single", w_sz=4, w_space=0, w_color="auto") for s in sides + ("insideH", "insideV")))
        for ident, name, borders in (("TableLines", "Таблица с линиями", lines), ("TableForm", "Таблица без линий", "")):
            out += e("w:style", e("w:name", w_val=name) + e("w:basedOn", w_val="TableNormal") + e("w:uiPriority", w_val=59) + e("w:qFormat")
                     + e("w:tblPr", borders + margins(20, 85)), w_type="table", w_customStyle=1, w_styleId=ident)
        out += e("w:style", e("w:name", w_val="No List") + e("w:uiPriority", w_val=99) + hidden, w_type="numbering", w_default=1,
                 w_styleId="NoList")
        return XML + e("w:styles", out, xmlns_w=W)

    def numbering(self):
        out = ""
        for n, name in enumerate(self.lists):
            levels = ""
            for k, lv in enumerate(LISTS[name].levels):
                bullet = "%" not in lv.label
                levels += e("w:lvl", e("w:start", w_val=1) + e("w:numFmt", w_val="bullet" if bullet else "decimal")
                            + (e("w:pStyle", w_val=self.table[lv.style].id) if lv.style else "") + e("w:suff", w_val="tab")
                            + e("w:lvlText", w_val=lv.label) + e("w:lvlJc", w_val="left")
                            + e("w:pPr", e("w:tabs", e("w:tab", w_val="num", w_pos=twips(lv.tab)))
                                + e("w:ind", w_left=twips(lv.left), w_hanging=twips(-lv.first) if lv.first < 0 else None,
                                    w_firstLine=twips(lv.first) if lv.first >= 0 else None)), w_ilvl=k)
            out += e("w:abstractNum", e("w:nsid", w_val=f"3A6E1C{0x50 + n:02X}")
                     + e("w:multiLevelType", w_val="multilevel" if len(LISTS[name].levels) > 1 else "singleLevel")
                     + e("w:tmpl", w_val=f"5D20B7{0xF4 - n:02X}") + e("w:name", w_val=name) + levels, w_abstractNumId=n)
        for n in range(len(self.lists)):
            out += e("w:num", e("w:abstractNumId", w_val=n), w_numId=n + 1)
        for n, name in enumerate(self.restarts):
            start = e("w:lvlOverride", e("w:startOverride", w_val=1), w_ilvl=0)
            out += e("w:num", e("w:abstractNumId", w_val=self.lists.index(name)) + start, w_numId=len(self.lists) + n + 1)
        return XML + e("w:numbering", out, xmlns_w=W)

    def hyphenates(self):
        return any(self.table[n].hyphenate for n in self.styles)

    def settings(self):
        compat = e("w:doNotExpandShiftReturn") + "".join(
            e("w:compatSetting", w_name=n, w_uri="http://schemas.microsoft.com/office/word", w_val=v)
            for n, v in (("compatibilityMode", 15), ("overrideTableStyleFontSizeAndJustification", 1), ("enableOpenTypeFeatures", 1),
                         ("doNotFlipMirrorIndents", 1), ("differentiateMultirowTableHeaders", 1), ("useWord2013TrackBottomHyphenation", 0)))
        return XML + e("w:settings", e("w:zoom", w_percent=100) + e("w:defaultTabStop", w_val=709) +
                       e("w:autoHyphenation", w_val=str(self.hyphenates()).lower())
                       + e("w:characterSpacingControl", w_val="doNotCompress") + e("w:compat", compat) + e("w:themeFontLang", w_val="ru-RU")
                       + e("w:decimalSymbol", w_val=",") + e("w:listSeparator", w_val=";"), xmlns_w=W)

    @staticmethod
    def fonts():
        return XML + e("w:fonts", e("w:font", e("w:altName", w_val="Liberation Serif") + e("w:panose1", w_val="02020603050405020304")
                                    + e("w:charset", w_val="CC") + e("w:family", w_val="roman") + e("w:pitch", w_val="variable"),
                                    w_name="Times New Roman"), xmlns_w=W)

    def properties(self):
        paper = self.paper
        out = e("dc:title", escape(paper.title)) + (e("dc:subject", escape(paper.subject)) if paper.subject else "")
        out += (e("dc:creator", escape(paper.author)) if paper.author else "") + e("dc:language", "ru-RU")
        return XML + e("cp:coreProperties", out, xmlns_cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
                       xmlns_dc="http://purl.org/dc/elements/1.1/")

    def parts(self):
        document = self.document()
        parts = {"word/document.xml": document, "word/styles.xml": self.style_part(), "word/settings.xml": self.settings(),
                 "word/fontTable.xml": self.fonts()}
        kinds = ["styles", "settings", "fontTable"]
        if self.lists:
            parts["word/numbering.xml"] = self.numbering()
            kinds.append("numbering")
        for target, shown in (("header1.xml", False), ("header2.xml", True)):
            if ("header", target) in self.relationships:
                parts["word/" + target] = self.header(shown)
        for kind in kinds:
            self.relationship(kind, kind + ".xml")
        types = {n: re.match(r"word/([A-Za-z]+)", n)[1] for n in parts} | {"word/document.xml": "document.main"}
        overrides = "".join(e("Override", PartName="/" + n, ContentType=OFFICE + types[n] + "+xml") for n in parts)
        overrides += e("Override", PartName="/docProps/core.xml", ContentType="application/vnd.openxmlformats-package.core-properties+xml")
        content_types = XML + e("Types", e("Default", Extension="rels", ContentType="application/vnd.openxmlformats-package.relationships+xml")
                                + e("Default", Extension="xml", ContentType="application/xml") + overrides,
                                xmlns="http://schemas.openxmlformats.org/package/2006/content-types")
        ns = "http://schemas.openxmlformats.org/package/2006/relationships"
        top = XML + e("Relationships", e("Relationship", Id="rId1", Type=R + "/officeDocument", Target="word/document.xml")
                      + e("Relationship", Id="rId2", Type=ns + "/metadata/core-properties", Target="docProps/core.xml"), xmlns=ns)
        own = XML + e("Relationships", "".join(
            e("Relationship", Id=f"rId{n + 1}", Type=f"{R}/{kind}", Target=target)
            for n, (kind, target) in enumerate(self.relationships)), xmlns=ns)
        return {"[Content_Types].xml": content_types, "_rels/.rels": top, "docProps/core.xml": self.properties(),
                "word/_rels/document.xml.rels": own, **parts}


def package(paper):
    return archive(Writer(paper).parts())
