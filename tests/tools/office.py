"""Small DOCX and ODT files from plain lines, and their text back: for tests only.

A line is a paragraph; lines "| a | b |" that follow each other are a table, "|# a | b |" its header
row; "@header TEXT" and "@footer TEXT" go into the page's header and footer; "# TEXT" is a heading.
A cell that begins with "@2x3 " spans two columns and three rows ("@2 ": columns alone); "@^" stands below it, where it
goes on.  Inside a line "¦" cuts the run, as editors do; "\\t" is a tab; "\\n" inside a table cell parts paragraphs;
"⟨40x30 TEXT⟩" is a picture in the line of so many millimetres with that alternative text, "⟨=40x30 TEXT⟩" one that
stands beside it, wrapped by the text, "⟨~40x30 TEXT⟩" a chart (DOCX) or an embedded object (ODT).  Read back, a picture
is "⟨WxH TEXT⟩", with the "=", and with the sides that are cropped: "⟨40x30 -lr TEXT⟩".
"1# TEXT" is a position of list 1, "1## TEXT" one on its second level; "⁅TEXT⁆" in a line is a footnote there, "⟪NAME TEXT⟫" a
bookmark over the text, "⟪→NAME⟫" a reference to it.  Lines "@contents TEXT" that follow each other are a table of contents,
"@captions TEXT" an index of tables.
"""
import io
import itertools
import re
import xml.etree.ElementTree as ET
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ODF = "urn:oasis:names:tc:opendocument:xmlns:"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/"
LISTED = re.compile(r"(\d)(#{1,2}) (.*)")
NOTE = re.compile(r"⁅(.*?)⁆")
MARK = re.compile(r"⟪([^\s⟫]+)(?: (.*?))?⟫")
PICTURE = re.compile(r"⟨([=~]?)([\d.]+)x([\d.]+) (.*?)⟩")
LISTING = re.compile(r"^@(contents|captions) ", re.M)
# the style of entries of contents
W_ENTRY = ('<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/><w:basedOn w:val="Normal"/>'
           '<w:pPr><w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9345"/></w:tabs></w:pPr></w:style>')
T_ENTRY = ('<style:style style:name="Contents_20_1" style:display-name="Contents 1" style:family="paragraph" '
           'style:parent-style-name="Standard"><style:paragraph-properties><style:tab-stops><style:tab-stop style:position="16.5cm" '
           'style:type="right" style:leader-style="dotted" style:leader-text="."/></style:tab-stops></style:paragraph-properties></style:style>')
# a grey dot
PLACEHOLDER = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010800000000 3a7e9b55 0000000a 49444154 789c"
                            "6368000000820081 77cd72b6 00000000 49454e44 ae426082".replace(" ", ""))
STAMP = (1980, 1, 1, 0, 0, 0)


def esc(s):
    return s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def blocks(text):
    """-> [("p", line) | ("h", line) | ("table", [(is_header, [cell, …])])], header line, footer line"""
    out, header, footer = [], None, None
    for line in text.split("\n"):
        if line.startswith("@header "):
            header = line[8:]
        elif line.startswith("@footer "):
            footer = line[8:]
        elif line.startswith(("@contents ", "@captions ")):
            kind, entry = line[1:].split(" ", 1)
            if not out or out[-1][0] != kind:
                out.append((kind, []))
            out[-1][1].append(entry)
        elif line.startswith("|"):
            is_header = line.startswith("|#")
            cells = [c.strip() for c in re.split(r" \| (?![^{}]*}})", line.strip().lstrip("|").lstrip("#").rstrip("|"))]
            if not out or out[-1][0] != "table":
                out.append(("table", []))
            out[-1][1].append((is_header, cells))
        elif LISTED.match(line):
            out.append(("n", LISTED.match(line).groups()))
        elif line.startswith("# "):
            out.append(("h", line[2:]))
        else:
            out.append(("p", line))
    return out, header, footer


def spans(rows):
    """Rows of cells -> rows of (text, column, columns, rows); rows is 0 where a cell goes on the one above."""
    out, above = [], {}
    for _, cells in rows:
        column, row = 0, []
        for cell in cells:
            m = re.match(r"@(\d+)(?:x(\d+))?(?: |$)", cell)
            if cell == "@^":
                text, width, height = "", above[column], 0
            elif m:
                text, width, height = cell[m.end():], int(m[1]), int(m[2] or 1)
            else:
                text, width, height = cell, 1, 1
            above[column] = width
            row.append((text, column, width, height))
            column += width
        out.append(row)
    return out


def w_listed(number, signs, line):
    numbering = f'<w:numPr><w:ilvl w:val="{len(signs) - 1}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{numbering}</w:pPr>{w_runs(line)}</w:p>"


def w_numbering(names):
    """Lists 1 to 9, each with two levels: 1. and 1.1."""
    level = ('<w:lvl w:ilvl="{0}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="{1}"/><w:lvlJc w:val="left"/>'
             '<w:pPr><w:ind w:left="{2}" w:hanging="360"/></w:pPr></w:lvl>')
    levels = level.format(0, "%1.", 720) + level.format(1, "%1.%2.", 1080)
    lists = "".join(f'<w:abstractNum w:abstractNumId="{n}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>' for n in range(1, 10))
    nums = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(1, 10))
    return f"<w:numbering {names}>{lists}{nums}</w:numbering>"


def w_marks(body, notes):
    """Footnotes, bookmarks and references of a body whose runs hold them as they were typed."""
    def note(m):
        notes.append(m[1])
        return w_around(f'<w:r><w:footnoteReference w:id="{len(notes)}"/></w:r>')

    def bookmark(m):
        if m[1].startswith("→"):
            return w_around(f'<w:fldSimple w:instr=" REF {m[1][1:]} \\h "><w:r><w:t>{m[1][1:]}</w:t></w:r></w:fldSimple>')
        number = m.start() + 100
        return w_around(f'<w:bookmarkStart w:id="{number}" w:name="{m[1]}"/><w:r><w:t xml:space="preserve">{m[2]}</w:t></w:r>'
                        f'<w:bookmarkEnd w:id="{number}"/>')

    return MARK.sub(bookmark, NOTE.sub(note, body))


def w_around(xml):
    return f'</w:t></w:r>{xml}<w:r><w:t xml:space="preserve">'


def w_footnotes(notes, names):
    separators = "".join(f'<w:footnote w:type="{kind}" w:id="{n}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
                         for n, kind in ((-1, "separator"), (0, "continuationSeparator")))
    bodies = "".join(f'<w:footnote w:id="{i + 1}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:footnote>'
                     for i, text in enumerate(notes))
    return f"<w:footnotes {names}>{separators}{bodies}</w:footnotes>"


def t_listed(items):
    """Positions that follow each other, as Writer has them: one list, of the second level inside items of the first."""
    out, was = [], 0
    for signs, line in items:
        level = len(signs)
        out.append("</text:list-item><text:list-item>" if level == was else
                   "<text:list><text:list-item>" if level > was and was else
                   "</text:list-item></text:list></text:list-item><text:list-item>" if level < was else "<text:list-item>")
        out.append("<text:list><text:list-item>" if level == 2 and was == 0 else "")
        out.append(t_par(line))
        was = level
    return "".join(out) + ("</text:list-item></text:list>" if was == 2 else "") + "</text:list-item>"


def t_list(number, items, serial):
    goes_on = f' text:continue-list="list{number}"' if serial else ""
    ident = f"list{number}" + (f".{serial}" if serial else "")
    return f'<text:list xml:id="{ident}" text:style-name="N{number}"{goes_on}>{t_listed(items)}</text:list>'


def t_list_styles():
    level = ('<text:list-level-style-number text:level="{0}" style:num-format="1" style:num-suffix="." text:display-levels="{0}">'
             '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment '
             'text:label-followed-by="listtab" fo:text-indent="-0.6cm" fo:margin-left="{1}cm"/></style:list-level-properties>'
             '</text:list-level-style-number>')
    return "".join(f'<text:list-style style:name="N{n}">{level.format(1, 1.2)}{level.format(2, 1.9)}</text:list-style>' for n in range(1, 10))


def t_marks(body):
    count = [0]

    def note(m):
        count[0] += 1
        return (f'<text:note text:id="ftn{count[0]}" text:note-class="footnote"><text:note-citation>{count[0]}</text:note-citation>'
                f'<text:note-body><text:p>{m[1]}</text:p></text:note-body></text:note>')

    def bookmark(m):
        if m[1].startswith("→"):
            return f'<text:bookmark-ref text:reference-format="text" text:ref-name="{m[1][1:]}">{m[1][1:]}</text:bookmark-ref>'
        return f'<text:bookmark-start text:name="{m[1]}"/>{m[2]}<text:bookmark-end text:name="{m[1]}"/>'

    return MARK.sub(bookmark, NOTE.sub(note, body))


def zipped(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        for name, data in parts:
            info = zipfile.ZipInfo(name, STAMP)
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            z.writestr(info, data)
    return out.getvalue()


def numbered(xml):
    """Pictures get numbers of their own, as an editor gives them."""
    numbers = iter(range(1, 1000))
    xml = re.sub(r'docPr id="1" name="Picture 1"', lambda m: 'docPr id="{0}" name="Picture {0}"'.format(next(numbers)), xml)
    return re.sub(r'draw:name="Picture1"', lambda m: f'draw:name="Picture{next(numbers)}"', xml)


def w_picture(kind, width, height, alt):
    cx, cy = round(float(width) * 36000), round(float(height) * 36000)
    if kind == "~":
        what, inner = "chart", '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="rChart"/>'
    else:
        what = "picture"
        inner = (f'<pic:pic xmlns:pic="{DRAWING}picture"><pic:nvPicPr><pic:cNvPr id="1" name="image"/><pic:cNvPicPr/></pic:nvPicPr>'
                 '<pic:blipFill><a:blip r:embed="rPicture"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
                 f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>'
                 '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>')
    graphic = (f'<wp:docPr id="1" name="Picture 1" descr="{esc(alt)}"/><wp:cNvGraphicFramePr/>'
               f'<a:graphic xmlns:a="{DRAWING}main"><a:graphicData uri="{DRAWING}{what}">{inner}</a:graphicData></a:graphic>')
    space = f'xmlns:wp="{DRAWING}wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0"'
    extent = f'<wp:extent cx="{cx}" cy="{cy}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
    if kind != "=":
        return f"<w:r><w:drawing><wp:inline {space}>{extent}{graphic}</wp:inline></w:drawing></w:r>"
    return (f'<w:r><w:drawing><wp:anchor {space} simplePos="0" relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" '
            'allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>360000</wp:posOffset>'
            '</wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
            f'{extent}<wp:wrapSquare wrapText="bothSides"/>{graphic}</wp:anchor></w:drawing></w:r>')


def t_picture(kind, width, height, alt):
    anchor = "paragraph" if kind == "=" else "as-char"
    offset = 'svg:x="1cm" svg:y="0cm" ' if kind == "=" else ""
    inner = ('<draw:object xlink:href="./Object 1" xlink:type="simple"/>' if kind == "~" else
             '<draw:image xlink:href="Pictures/placeholder.png" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/>')
    return (f'<draw:frame draw:style-name="fr1" draw:name="Picture1" text:anchor-type="{anchor}" {offset}svg:width="{float(width) / 10}cm" '
            f'svg:height="{float(height) / 10}cm">{inner}<svg:desc>{esc(alt)}</svg:desc></draw:frame>')


def w_runs(line):
    at, runs = 0, []
    for m in PICTURE.finditer(line):
        runs += [w_text_runs(line[at:m.start()]) if m.start() > at else "", w_picture(*m.groups())]
        at = m.end()
    return "".join(runs) + (w_text_runs(line[at:]) if at < len(line) or not runs else "")


def w_text_runs(line):
    runs = []
    for piece in line.split("¦"):
        inner = "<w:tab/>".join(f'<w:t xml:space="preserve">{esc(t)}</w:t>' if t else "" for t in piece.split("\\t"))
        runs.append(f"<w:r>{inner}</w:r>")
    return "".join(runs)


def w_par(line, style=None):
    ppr = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{ppr}{w_runs(line)}</w:p>"


def w_table(rows):
    grid = spans(rows)
    n = max(sum(w for _, _, w, _ in row) for row in grid)
    columns = "".join(f'<w:gridCol w:w="{9000 // n}"/>' for _ in range(n))
    edges = "".join(f'<w:{s} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
                    for s in ("top", "left", "bottom", "right", "insideH", "insideV"))
    out = [f'<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders></w:tblPr><w:tblGrid>{columns}</w:tblGrid>']
    for (is_header, _), cells in zip(rows, grid):
        out.append("<w:tr>" + ("<w:trPr><w:tblHeader/></w:trPr>" if is_header else ""))
        for text, _, width, height in cells:
            body = "".join(w_par(line) for line in text.split("\\n"))
            span = f'<w:gridSpan w:val="{width}"/>' if width > 1 else ""
            span += "" if height == 1 else '<w:vMerge w:val="restart"/>' if height else "<w:vMerge/>"
            out.append(f'<w:tc><w:tcPr><w:tcW w:w="{9000 // n * width}" w:type="dxa"/>{span}</w:tcPr>{body}</w:tc>')
        out.append("</w:tr>")
    return "".join(out) + "</w:tbl>"


def w_contents(kind, entries):
    def mark(kind):
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
    pars = [w_runs(e) for e in entries]
    listed = r'\o "1-3" \h' if kind == "contents" else r'\c "Таблица"'
    pars[0] = mark("begin") + rf'<w:r><w:instrText xml:space="preserve"> TOC {listed} </w:instrText></w:r>' + mark("separate") + pars[0]
    pars[-1] += mark("end")
    return "".join(f'<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr>{p}</w:p>' for p in pars)


def docx(text):
    content, header, footer = blocks(text)
    body = []
    for i, (kind, what) in enumerate(content):
        if kind in ("contents", "captions"):
            body.append(w_contents(kind, what))
            continue
        body.append(w_table(what) if kind == "table" else w_listed(*what) if kind == "n" else w_par(what, "Heading1" if kind == "h" else None))
        if kind == "table" and i == len(content) - 1:
            body.append("<w:p/>")
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    names = f'xmlns:w="{W}" xmlns:r="{R}"'
    rels, types, refs, extra, notes = [], [], [], [], []
    body = w_marks("".join(body), notes)
    for part, xml in (("numbering", w_numbering(names) if any(k == "n" for k, _ in content) else ""),
                      ("footnotes", w_footnotes(notes, names) if notes else "")):
        if xml:
            extra.append((f"word/{part}.xml", head + xml))
            rels.append(f'<Relationship Id="r{part}" Type="{R}/{part}" Target="{part}.xml"/>')
            types.append(f'<Override PartName="/word/{part}.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{part}+xml"/>')
    for kind, line in (("header", header), ("footer", footer)):
        if line is None:
            continue
        tag = "hdr" if kind == "header" else "ftr"
        extra.append((f"word/{kind}1.xml", f"{head}<w:{tag} {names}>{w_par(line)}</w:{tag}>"))
        if "⟨" in line:
            extra.append((f"word/_rels/{kind}1.xml.rels", f'{head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                          f'<Relationship Id="rPicture" Type="{R}/image" Target="media/image1.png"/></Relationships>'))
        rels.append(f'<Relationship Id="r{kind}" Type="{R}/{kind}" Target="{kind}1.xml"/>')
        types.append(f'<Override PartName="/word/{kind}1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>')
        refs.append(f'<w:{kind}Reference w:type="default" r:id="r{kind}"/>')
    if "⟨" in text:
        rels.append(f'<Relationship Id="rPicture" Type="{R}/image" Target="media/image1.png"/>')
        types.append('<Default Extension="png" ContentType="image/png"/>')
        extra.append(("word/media/image1.png", PLACEHOLDER))
    sect = ("<w:sectPr>" + "".join(refs) + '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="567" w:bottom="1134" '
            'w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>')
    return zipped([
        ("[Content_Types].xml", f'{head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
         '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
         '<Default Extension="xml" ContentType="application/xml"/>'
         '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
         '<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>'
         + "".join(types) + "</Types>"),
        ("_rels/.rels", f'{head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
         f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>'),
        ("word/_rels/document.xml.rels", f'{head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
         f'<Relationship Id="rStyles" Type="{R}/styles" Target="styles.xml"/>' + "".join(rels) + "</Relationships>"),
        ("word/styles.xml", f'{head}<w:styles {names}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" '
         'w:hAnsi="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="24"/><w:lang w:val="ru-RU"/></w:rPr></w:rPrDefault></w:docDefaults>'
         '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
         '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>'
         '<w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
         + (W_ENTRY if LISTING.search(text) else "")
         + "</w:styles>"),
        ("word/document.xml", f"{head}<w:document {names}><w:body>{numbered(body)}{sect}</w:body></w:document>"),
        *extra])


def t_text(line):
    at, out = 0, []
    for m in PICTURE.finditer(line):
        out += [t_plain(line[at:m.start()]), t_picture(*m.groups())]
        at = m.end()
    return "".join(out) + t_plain(line[at:])


def t_plain(line):
    out = []
    pieces = line.split("¦")
    for i, piece in enumerate(pieces):
        inner = "<text:tab/>".join(esc(t) for t in piece.split("\\t"))
        inner = re.sub("  +", lambda m: f' <text:s text:c="{len(m.group()) - 1}"/>', inner)
        out.append(inner if len(pieces) == 1 else f'<text:span text:style-name="T{i % 2 + 1}">{inner}</text:span>')
    return "".join(out)


def t_par(line):
    return f'<text:p text:style-name="Standard">{t_text(line)}</text:p>'


def t_table(rows, number):
    grid = spans(rows)
    n = max(sum(w for _, _, w, _ in row) for row in grid)
    out = [f'<table:table table:name="T{number}"><table:table-column table:style-name="T.{n}" table:number-columns-repeated="{n}"/>']
    for (is_header, _), cells in zip(rows, grid):
        row = ""
        for text, _, width, height in cells:
            span = f' table:number-columns-spanned="{width}" table:number-rows-spanned="{max(height, 1)}"' if width > 1 or height > 1 else ""
            if height:
                body = "".join(t_par(line) for line in text.split("\\n"))
                row += f'<table:table-cell{span} table:style-name="T.cell" office:value-type="string">{body}</table:table-cell>'
            row += "<table:covered-table-cell/>" * (width - (height > 0))
        row = f"<table:table-row>{row}</table:table-row>"
        out.append(f"<table:table-header-rows>{row}</table:table-header-rows>" if is_header else row)
    return "".join(out) + "</table:table>"


def t_table_styles(content):
    """Automatic styles: the columns of tables of n columns, of a page 180 mm wide; cells with lines around."""
    counts = {max(sum(w for _, _, w, _ in row) for row in spans(what)) for kind, what in content if kind == "table"}
    columns = "".join(f'<style:style style:name="T.{n}" style:family="table-column"><style:table-column-properties '
                      f'style:column-width="{18 / n:.4f}cm" style:rel-column-width="{65535 // n}*"/></style:style>' for n in sorted(counts))
    return columns and columns + ('<style:style style:name="T.cell" style:family="table-cell"><style:table-cell-properties '
                                  'fo:border="0.5pt solid #000000" fo:padding="1mm"/></style:style>')


def t_contents(kind, entries):
    index = "table-of-content" if kind == "contents" else "table-index"
    template = (f'<text:{index}-entry-template text:outline-level="1" text:style-name="Contents_20_1"><text:index-entry-link-start/>'
                '<text:index-entry-chapter/><text:index-entry-text/><text:index-entry-tab-stop style:type="right"/>'
                f'<text:index-entry-page-number/><text:index-entry-link-end/></text:{index}-entry-template>')
    levels = ' text:outline-level="3"' if kind == "contents" else ""
    source = f"<text:{index}-source{levels}>{template}</text:{index}-source>"
    pars = "".join(f'<text:p text:style-name="Contents_20_1">{t_text(e)}</text:p>' for e in entries)
    return f'<text:{index} text:name="Contents">{source}<text:index-body>{pars}</text:index-body></text:{index}>'


def odt(text):
    content, header, footer = blocks(text)
    body, serials = [], {}
    for i, (kind, what) in enumerate(content):
        if kind == "table":
            body.append(t_table(what, i))
        elif kind in ("contents", "captions"):
            body.append(t_contents(kind, what))
        elif kind == "n":
            if i and content[i - 1][0] == "n" and content[i - 1][1][0] == what[0]:
                continue  # it is in the list already
            items = itertools.takewhile(lambda c: c[0] == "n" and c[1][0] == what[0], content[i:])
            serials[what[0]] = serials.get(what[0], -1) + 1
            body.append(t_list(what[0], [c[1][1:] for c in items], serials[what[0]]))
        elif kind == "h":
            body.append(f'<text:h text:style-name="Heading_20_1" text:outline-level="1">{t_text(what)}</text:h>')
        else:
            body.append(t_par(what))
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    names = " ".join(f'xmlns:{p}="{ODF}{u}"' for p, u in (
        ("office", "office:1.0"), ("style", "style:1.0"), ("text", "text:1.0"), ("table", "table:1.0"),
        ("fo", "xsl-fo-compatible:1.0"), ("svg", "svg-compatible:1.0"), ("draw", "drawing:1.0"))) + (
        ' xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.3"')
    frames = '<style:style style:name="fr1" style:family="graphic"><style:graphic-properties style:wrap="parallel"/></style:style>' if "⟨" in text else ""
    bands = "".join(f"<style:{k}>{t_par(v)}</style:{k}>" for k, v in (("header", header), ("footer", footer)) if v is not None)
    return zipped([
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", f'{head}<office:document-content {names}><office:automatic-styles>'
         '<style:style style:name="T1" style:family="text"/><style:style style:name="T2" style:family="text"/>'
         f'{frames}{t_table_styles(content)}{t_list_styles() if serials else ""}</office:automatic-styles><office:body><office:text>{numbered(t_marks("".join(body)))}</office:text></office:body></office:document-content>'),
        ("styles.xml", f'{head}<office:document-styles {names}><office:font-face-decls>'
         '<style:font-face style:name="TNR" svg:font-family="\'Times New Roman\'"/></office:font-face-decls><office:styles>'
         '<style:default-style style:family="paragraph"><style:text-properties style:font-name="TNR" fo:font-size="12pt" '
         'fo:language="ru" fo:country="RU"/></style:default-style>'
         '<style:style style:name="Standard" style:family="paragraph"/>'
         '<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" '
         'style:parent-style-name="Standard" style:default-outline-level="1"><style:text-properties fo:font-weight="bold"/></style:style>'
         + (T_ENTRY if LISTING.search(text) else "") +
         '</office:styles><office:automatic-styles><style:page-layout style:name="pm1"><style:page-layout-properties fo:page-width="21cm" '
         'fo:page-height="29.7cm" fo:margin-top="2cm" fo:margin-bottom="2cm" fo:margin-left="2cm" fo:margin-right="1cm"/></style:page-layout>'
         f'</office:automatic-styles><office:master-styles><style:master-page style:name="Standard" style:page-layout-name="pm1">{bands}'
         '</style:master-page></office:master-styles></office:document-styles>'),
        *([("Pictures/placeholder.png", PLACEHOLDER)] if "⟨" in text else []),
        ("META-INF/manifest.xml", f'{head}<manifest:manifest xmlns:manifest="{ODF}manifest:1.0" manifest:version="1.3">'
         '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
         + ('<manifest:file-entry manifest:full-path="Pictures/placeholder.png" manifest:media-type="image/png"/>' if "⟨" in text else "") +
         '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
         '<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/></manifest:manifest>')])


def make(text, extension):
    return docx(text) if extension == "docx" else odt(text)


# ---- reading back ----
def local(tag):
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def attribute(e, name):
    return next((v for k, v in e.attrib.items() if local(k) == name), "")


def emus(length):
    """An ODF length: cm from us, mm, in or pt from others"""
    number, unit = re.fullmatch(r"([\d.]+)(cm|mm|in|pt)", length).groups()
    return float(number) * {"cm": 360000, "mm": 36000, "in": 914400, "pt": 12700}[unit]


def millimetres(emus):
    return f"{emus / 36000:.1f}".removesuffix(".0")


def w_picture_text(e):
    """-> "⟨WxH alt⟩" of a w:drawing with a picture, or None"""
    parts = {local(x.tag): x for x in e.iter()}
    if "blip" not in parts:
        return None
    size, crop = parts["extent"].attrib, parts.get("srcRect")
    sides = "".join(sorted(k for k, v in crop.attrib.items() if int(v))) if crop is not None else ""
    sides = f"-{sides} " if sides else ""
    sign = "=" if "anchor" in parts else ""
    return f'⟨{sign}{millimetres(int(size["cx"]))}x{millimetres(int(size["cy"]))} {sides}{parts["docPr"].get("descr", "")}⟩'


def t_picture_text(e, clips):
    """The same of a draw:frame"""
    if not any(local(x.tag) == "image" for x in e):
        return None
    size = [millimetres(emus(attribute(e, k))) for k in ("width", "height")]
    alt = "".join(x.text or "" for x in e if local(x.tag) in ("title", "desc"))
    sides = clips.get(attribute(e, "style-name"), "")
    sign = "=" if attribute(e, "anchor-type") != "as-char" else ""
    return f"⟨{sign}{size[0]}x{size[1]} {sides}{alt}⟩"


def clips_of(root):
    """The crop of each graphic style: {name: "-lr "}"""
    clips = {}
    for style in root.iter():
        for properties in style if local(style.tag) == "style" else ():
            clip = re.findall(r"[\d.]+(?=cm|in|mm|pt)", attribute(properties, "clip"))
            if len(clip) == 4:
                sides = "".join(side for side, i in (("b", 2), ("l", 3), ("r", 1), ("t", 0)) if float(clip[i]))
                clips[attribute(style, "name")] = f"-{sides} " if sides else ""
    return clips


def paragraph_text(p, clips=None):
    out = []

    def walk(e):
        name = local(e.tag)
        if name in ("pPr", "rPr", "instrText", "delText", "annotation", "tracked-changes", "Fallback"):
            return
        if name == "drawing" or name == "frame":
            picture = w_picture_text(e) if name == "drawing" else t_picture_text(e, clips or {})
            if picture:
                out.append(picture)
                return
        if name == "s":
            out.append(" " * int(next((v for k, v in e.attrib.items() if local(k) == "c"), "1")))
        elif name == "tab" and not e.attrib:
            out.append("\t")
        elif name in ("br", "line-break", "cr"):
            out.append("\n")
        odf = "opendocument" in str(e.tag)
        if e.text and (odf or name == "t"):
            out.append(e.text)
        for child in e:
            walk(child)
            if child.tail and odf:
                out.append(child.tail)

    walk(p)
    return "".join(out)


def is_tiny(p):
    """The paragraph that keeps two tables of a DOCX apart."""
    spacing = p.find(f"{{{W}}}pPr/{{{W}}}spacing")
    return spacing is not None and spacing.get(f"{{{W}}}line") == "20" and not paragraph_text(p)


def part_lines(root, clips=None):
    """Paragraphs a line each; a table row is "a | b"; paragraphs of a cell are joined by "\\n"."""
    out = []

    def walk(e):
        name = local(e.tag)
        if name == "p" and is_tiny(e):
            return
        if name in ("p", "h") and ("wordprocessingml" in e.tag or ":text:" in e.tag):
            out.append(paragraph_text(e, clips))
            return
        if name in ("tr", "table-row"):
            cells = []
            for cell in e:
                if local(cell.tag) in ("tc", "table-cell"):
                    cells.append("\\n".join(part_lines(cell, clips)))
            out.append("| " + " | ".join(cells) + " |")
            return
        for child in e:
            walk(child)

    walk(root)
    return out


def number_of(element, name, default=1):
    return int(next((v for k, v in element.attrib.items() if local(k) == name), default))


def table_rows(table):
    """A table as rows of [text, columns, rows] with what it says itself; rows is 0 where a cell goes on the one above."""
    out, above = [], {}
    for row in table.iter():
        if local(row.tag) not in ("tr", "table-row") or next(t for t in nested_tables(table, row)) is not table:
            continue
        cells, column, skip = [], 0, 0
        for cell in row.iter():
            name = local(cell.tag)
            if name not in ("tc", "table-cell", "covered-table-cell") or next(nested_tables(table, cell)) is not table:
                continue
            text = "\\n".join(part_lines(cell))
            if name == "tc":
                width = next((number_of(e, "val") for e in cell[0] if local(e.tag) == "gridSpan"), 1)
                merge = next((e.attrib.get(f"{{{W}}}val", "continue") for e in cell[0] if local(e.tag) == "vMerge"), None)
                cells.append([text, width, 0 if merge == "continue" else 1])
            elif name == "table-cell":
                width, height = number_of(cell, "number-columns-spanned"), number_of(cell, "number-rows-spanned")
                above.update({c: (height - 1, width if c == column else 0) for c in range(column, column + width)})
                cells.append([text, width, 1])
                skip = width
            else:
                width = number_of(cell, "number-columns-repeated")
                for c in range(column + max(skip, 0), column + width):
                    rows, of = above.get(c, (0, 0))
                    assert rows > 0, f"covered by nothing: row {len(out) + 1}, column {c + 1}"
                    above[c] = (rows - 1, of)
                    if of:
                        cells.append(["", of, 0])
            for _ in range(number_of(cell, "number-columns-repeated") if "table" in name else width):
                column, skip = column + 1, skip - 1
        out.append(cells)
    assert all(rows == 0 for rows, _ in above.values()), "a cell spans more rows than there are"
    widths = {sum(c[1] for c in cells) for cells in out}
    assert len(widths) == 1, f"rows of different widths: {sorted(widths)}"
    grid = sum(number_of(e, "number-columns-repeated") for e in table.iter() if local(e.tag) in ("gridCol", "table-column")
               and next(nested_tables(table, e)) is table)
    assert grid in widths, f"{grid} columns defined, rows have {widths}"
    return out


def nested_tables(root, element):
    """The tables around an element, innermost first."""
    parents = PARENTS.setdefault(root, {c: p for p in root.iter() for c in p})
    while element is not root:
        element = parents[element]
        if local(element.tag) in ("tbl", "table"):
            yield element


PARENTS = {}


def spanned_tables(path):
    """Of each table of the body its rows of [text, columns, rows]; rows is 0 where a cell goes on the one above."""
    with zipfile.ZipFile(path) as z:
        root = ET.fromstring(z.read("content.xml" if "content.xml" in z.namelist() else "word/document.xml"))
    for table in root.iter():
        if local(table.tag) not in ("tbl", "table"):
            continue
        rows, begins = table_rows(table), {}
        for row in rows:
            column = 0
            for cell in row:
                if cell[2]:
                    begins[column] = cell
                else:
                    assert begins[column][1] == cell[1], "a cell goes on one of another width"
                    begins[column][2] += 1
                column += cell[1]
        yield rows


def tables_of(path):
    """All tables of the body with spans, as they are written in templates: "@2x3 text", "@^"."""
    lines = []
    for rows in spanned_tables(path):
        for row in rows:
            shown = []
            for text, width, height in row:
                sign = "" if width == 1 == height else f"@{width} " if height == 1 else f"@{width}x{height} "
                shown.append("@^" if height == 0 else (sign + text).strip())
            lines.append("| " + " | ".join(shown) + " |")
        lines.append("")
    return lines[:-1]


def text_of(path):
    """The document's own text: body lines, then "@header …" and "@footer …"."""
    z = zipfile.ZipFile(path)
    names = z.namelist()
    if "content.xml" in names:
        root = ET.fromstring(z.read("content.xml"))
        text = next(e for e in root.iter() if local(e.tag) == "text" and "office" in e.tag)
        lines = part_lines(text, clips_of(root))
        styles = ET.fromstring(z.read("styles.xml"))
        for kind in ("header", "footer"):
            for e in styles.iter():
                if local(e.tag) == kind and "style:1.0" in e.tag:
                    lines += [f"@{kind} " + line for line in part_lines(e, clips_of(styles))]
        return lines
    body = ET.fromstring(z.read("word/document.xml"))[0]
    lines = part_lines(body)
    if lines and lines[-1] == "" and len(body) >= 3 and local(body[-3].tag) == "tbl":
        lines.pop()  # the paragraph that Word needs behind a table
    for kind in ("header", "footer"):
        for n in sorted(n for n in names if re.fullmatch(rf"word/{kind}\d*\.xml", n)):
            lines += [f"@{kind} " + line for line in part_lines(ET.fromstring(z.read(n)))]
    return lines


# ---- names that must be there once in a part ----
ONCE = (
    ("drawing", r'<wp:docPr\b[^>]*?\bid="([^"]*)"'),
    ("bookmark", r'<w:bookmarkStart\b[^>]*?\bw:name="([^"]*)"'),
    ("bookmark number", r'<w:bookmarkStart\b[^>]*?\bw:id="([^"]*)"'),
    ("content control", r'<w:sdtPr>(?:(?!</w:sdtPr>).)*?<w:id w:val="([^"]*)"'),
    ("footnote mark", r'<w:footnoteReference\b[^>]*?\bw:id="([^"]*)"'),
    ("endnote mark", r'<w:endnoteReference\b[^>]*?\bw:id="([^"]*)"'),
    ("note", r'<w:(?:footnote|endnote)\b[^>]*?\bw:id="([^"]*)"'),
    ("paragraph", r'\bw14:paraId="([^"]*)"'),
    ("table", r'<table:table\b[^>]*?\btable:name="([^"]*)"'),
    ("frame", r'<draw:frame\b[^>]*?\bdraw:name="([^"]*)"'),
    ("bookmark", r'<text:bookmark(?:-start)?\b[^>]*?\btext:name="([^"]*)"'),
    ("reference mark", r'<text:reference-mark(?:-start)?\b[^>]*?\btext:name="([^"]*)"'),
    ("note", r'<text:note\b[^>]*?\btext:id="([^"]*)"'),
    ("section", r'<text:section\b[^>]*?\btext:name="([^"]*)"'),
    ("id", r'\bxml:id="([^"]*)"'),
    ("style", r'<style:style\b[^>]*?\bstyle:name="([^"]*)"[^>]*?style:family="paragraph"'),
    ("style", r'<w:style\b[^>]*?\bw:styleId="([^"]*)"'),
    ("list", r'<w:num\b [^>]*?w:numId="([^"]*)"'),
    ("list definition", r'<w:abstractNum\b [^>]*?w:abstractNumId="([^"]*)"'),
)


def repeated_names(xml):
    """What an office program would call damaged or mix up: -> ["bookmark X is there twice", …]"""
    faults = []
    for what, pattern in ONCE:
        seen = set()
        for name in re.findall(pattern, xml, re.S):
            if name in seen:
                faults.append(f"{what} {name} is there twice")
            seen.add(name)
    return sorted(set(faults))
