"""A document as one reviewable text, NAME.docx.txt or NAME.odt.txt, and the package made of it: for tests only.

The text begins with lines "# …" that say what the document shows.  "=== PART" begins a part; what stands before the first of
them, after the head, is the body.  What a package needs and the text lacks (content types, relationships, manifest, minimal
styles, the page) is supplied.  tests/fidelity/README.md says which parts there are.

A part is XML with three habits that keep it short:
  - an element without prefix is of the part's own namespace (w: in DOCX, text: in the body of an ODT, style: in its styles),
    and so are its attributes without prefix;
  - a line of the body outside all elements is a paragraph;
  - in DOCX, bare text inside a paragraph is a run, and bare text inside a run is its w:t.
A line's end and the white space round it are one space, as in HTML; where they stand alone between elements they are nothing.
"""
import base64
import os
import re

import office

STAMP = "2026-01-15T10:00:00Z"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
TOKEN = re.compile(r"<!--.*?-->|<[^>]*>|[^<]+", re.S)
W_NAMES = (f'xmlns:w="{office.W}" xmlns:r="{office.R}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
           'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
           'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
           'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"')
ODF_NAMES = " ".join(f'xmlns:{p}="{office.ODF}{u}:1.0"' for p, u in (
    ("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("meta", "meta"),
    ("number", "datastyle"), ("config", "config"), ("svg", "svg-compatible"), ("fo", "xsl-fo-compatible"))) + (
        ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
        ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:ooo="http://openoffice.org/2004/office" office:version="1.3"')
# bare text inside one of these is a run
RUN_PARENTS = {"w:p", "w:hyperlink", "w:ins", "w:moveTo", "w:smartTag", "w:fldSimple", "w:sdtContent", "w:dir", "w:bdo"}


class Source:
    """What stands in one file: its head's words, and its parts by name."""

    def __init__(self, path):
        self.path = path
        self.stem, self.extension = re.fullmatch(r"(.*)\.(docx|odt)\.txt", os.path.basename(path)).groups()
        self.name = f"{self.stem}.{self.extension}"
        self.parts, self.options = {"body": ""}, {}
        part, in_head = "body", True
        for line in open(path, encoding="utf-8"):
            option = re.match(r"# (tolerance|made of|lacks|order|navigation): (.*)", line)
            if in_head and option:
                self.options[option[1]] = option[2].strip()
            in_head = in_head and line.startswith("#")
            if line.startswith("=== "):
                part = line[4:].strip()
                self.parts.setdefault(part, "")
            elif not in_head:
                self.parts[part] += line

    def package(self):
        return docx(self.parts, self.options.get("lacks", "").split()) if self.extension == "docx" else odt(self.parts)


def prefixed(tag, prefix):
    """A tag whose names without prefix get one."""
    m = re.fullmatch(r"<(/?)([\w.:-]+)(.*?)(/?)>", tag, re.S)
    if not m or ":" in m[2]:
        return tag
    attributes = re.sub(r"(\s)([\w.-]+)(\s*=)", rf"\1{prefix}\2\3", m[3])
    return f"<{m[1]}{prefix}{m[2]}{attributes}{m[4]}>"


def w_text(text, parent):
    if parent in RUN_PARENTS or parent == "w:del":
        return f"<w:r>{w_text(text, 'w:r' if parent != 'w:del' else 'deleted')}</w:r>"
    kind = {"w:r": "t", "deleted": "delText"}.get(parent)
    return f'<w:{kind} xml:space="preserve">{text}</w:{kind}>' if kind else text


class Expansion:
    """A part being written in full, tag by tag."""

    def __init__(self, prefix):
        self.prefix, self.out, self.open, self.in_line = prefix, [], [], False

    def text(self, text):
        self.out.append(w_text(text, self.open[-1]) if self.prefix == "w:" else text)

    def tag(self, token):
        tag = prefixed(token, self.prefix)
        name = re.match(r"</?([^\s/>]+)", tag)[1]
        if tag.startswith("</"):
            if not self.open or self.open.pop() != name:
                raise ValueError(f"{tag} closes nothing")
        elif not tag.endswith("/>"):
            self.open.append(name)
        self.out.append(tag)

    def lines(self, token):
        """Text outside all elements, or in the paragraph that such text began."""
        for i, line in enumerate(token.split("\n")):
            if i and self.in_line:
                self.tag("</p>")
                self.in_line = False
            if line.strip() and not self.in_line:
                self.tag("<p>")
                self.in_line = True
            if line and self.in_line:
                self.text(line)

    def token(self, token):
        if token.startswith("<"):
            self.tag(token)
        elif not self.open or self.in_line and len(self.open) == 1:
            self.lines(token)
        elif token.strip() or "\n" not in token:
            self.text(re.sub(r"[ \t]*\n[ \t]*", " ", token))


def expand(part, prefix):
    """The part's XML in full."""
    e = Expansion(prefix)
    for token in TOKEN.findall(part):
        if not token.startswith("<!--"):
            e.token(token)
    e.lines("\n")
    if e.open:
        raise ValueError(f"{e.open[-1]} is not closed")
    return "".join(e.out)


def extra_parts(parts):
    """Parts named by their path in the package."""
    for name, text in parts.items():
        path, _, coding = name.partition(" ")
        if "/" in path:
            yield path, base64.b64decode(text) if coding == "base64" else (HEAD + text.strip()).encode()


# ---- DOCX

W_DEFAULTS = """<docDefaults><rPrDefault><rPr><rFonts ascii="Liberation Serif" hAnsi="Liberation Serif" eastAsia="Liberation Serif"
cs="Liberation Serif"/><sz val="24"/><szCs val="24"/><lang val="ru-RU"/></rPr></rPrDefault><pPrDefault/></docDefaults>"""
W_NORMAL = '<style type="paragraph" default="1" styleId="Normal"><name val="Normal"/></style>'
W_SECTION = '<sectPr><pgSz w="11906" h="16838"/><pgMar top="1134" right="1134" bottom="1134" left="1134" header="567" footer="567" gutter="0"/></sectPr>'
OFFICE_TYPE = "application/vnd.openxmlformats-officedocument."
ELEMENT_OF = {"numbering": "numbering", "settings": "settings", "footnotes": "footnotes", "endnotes": "endnotes", "comments": "comments",
              "header": "hdr", "footer": "ftr", "styles": "styles", "document": "document"}
CORE = ('<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{}</cp:coreProperties>')


def w_styles(text):
    defaults = "" if "<docDefaults" in text or "<w:docDefaults" in text else W_DEFAULTS
    normal = "" if 'default="1" styleId=' in text or 'styleId="Normal"' in text else W_NORMAL
    return defaults + normal + text


def docx(parts, lacking=()):
    body = parts["body"]
    if not re.search(r"</sectPr>\s*$", body):
        body += W_SECTION
    ground, body = re.fullmatch(r"(\s*<background [^>]*/>)?(.*)", body, re.S).groups()
    bodies = "".join(f"<w:body>{expand(b, 'w:')}</w:body>" for b in body.split("</body><body>"))
    w_parts = {"document": expand(ground or "", "w:") + bodies}
    if "styles" not in lacking:
        w_parts["styles"] = expand(w_styles(parts.get("styles", "")), "w:")
    for name, text in parts.items():
        if re.fullmatch(r"numbering|settings|footnotes|endnotes|comments|(header|footer)\d", name):
            w_parts[name] = expand(text, "w:")
    types, relations, out = [], [], []
    for name, text in w_parts.items():
        kind = name.rstrip("0123456789")
        element = ELEMENT_OF[kind]
        type_name = "document.main" if kind == "document" else kind
        types.append(f'<Override PartName="/word/{name}.xml" ContentType="{OFFICE_TYPE}wordprocessingml.{type_name}+xml"/>')
        out.append((f"word/{name}.xml", f"{HEAD}<w:{element} {W_NAMES}>{text}</w:{element}>"))
        if kind != "document":
            relations.append(f'<Relationship Id="{name}" Type="{office.R}/{kind}" Target="{name}.xml"/>')
    if "word/theme/theme1.xml" in parts:
        types.append(f'<Override PartName="/word/theme/theme1.xml" ContentType="{OFFICE_TYPE}theme+xml"/>')
        relations.append(f'<Relationship Id="theme1" Type="{office.R}/theme" Target="theme/theme1.xml"/>')
    package = [f'<Relationship Id="rId1" Type="{office.R}/officeDocument" Target="word/document.xml"/>']
    if "core" in parts:
        types.append('<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>')
        package.append('<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" '
                       'Target="docProps/core.xml"/>')
        out.append(("docProps/core.xml", HEAD + CORE.format(parts["core"].strip())))
    space = 'xmlns="http://schemas.openxmlformats.org/package/2006/'
    default_types = "".join(f'<Default Extension="{e}" ContentType="{t}"/>' for e, t in (
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"), ("xml", "application/xml"), ("png", "image/png"), ("jpeg", "image/jpeg")))
    return office.zipped([
        ("[Content_Types].xml", f'{HEAD}<Types {space}content-types">{default_types}{"".join(types)}</Types>'),
        ("_rels/.rels", f'{HEAD}<Relationships {space}relationships">{"".join(package)}</Relationships>'),
        ("word/_rels/document.xml.rels",
         f'{HEAD}<Relationships {space}relationships">{"".join(relations)}{parts.get("relationships", "")}</Relationships>'),
        *out, *extra_parts(parts)])


# ---- ODT

O_DEFAULTS = """<default-style family="paragraph"><text-properties font-name="Liberation Serif" fo:font-size="12pt"
fo:language="ru" fo:country="RU"/></default-style>"""
O_STANDARD = '<style name="Standard" family="paragraph" class="text"/>'
O_LAYOUT = """<page-layout name="pm1"><page-layout-properties fo:page-width="210mm" fo:page-height="297mm"
fo:margin-top="20mm" fo:margin-bottom="20mm" fo:margin-left="20mm" fo:margin-right="20mm"/></page-layout>"""
O_MASTER = '<master-page name="Standard" page-layout-name="pm1"/>'


def o_faces(parts):
    """A declaration for every font that a style names, its family of the same name, as far as the text has none."""
    given = expand(parts.get("fonts", ""), "style:")
    names = sorted(set(re.findall(r'font-name(?:-asian|-complex)?="([^"]+)"', "".join(parts.values()) + O_DEFAULTS)))
    faces = "".join(f'<style:font-face style:name="{n}" svg:font-family="&apos;{n}&apos;"/>' for n in names if f'style:name="{n}"' not in given)
    return f"<office:font-face-decls>{given}{faces}</office:font-face-decls>"


def o_styles(parts):
    text = parts.get("styles", "")
    defaults = "" if re.search(r'default-style\s+(style:)?family="paragraph"', text) else O_DEFAULTS
    standard = "" if re.search(r'name="Standard"\s+(style:)?family="paragraph"', text) else O_STANDARD
    return (f'{HEAD}<office:document-styles {ODF_NAMES}>{o_faces(parts)}<office:styles>{expand(defaults + standard + text, "style:")}</office:styles>'
            f'<office:automatic-styles>{expand(parts.get("page layouts", O_LAYOUT), "style:")}</office:automatic-styles>'
            f'<office:master-styles>{expand(parts.get("master pages", O_MASTER), "style:")}</office:master-styles></office:document-styles>')


def o_settings(text):
    """Lines "NAME VALUE", as LibreOffice keeps what changes its layout, and "view NAME VALUE" of what is shown."""
    sets = {"configuration": "", "view": ""}
    for line in text.split("\n"):
        if line.strip():
            *view, name, value = line.split()
            kind = "boolean" if value in ("true", "false") else "int" if value.lstrip("-").isdigit() else "string"
            sets["view" if view else "configuration"] += f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'
    items = "".join(f'<config:config-item-set config:name="ooo:{n}-settings">{i}</config:config-item-set>' for n, i in sets.items() if i)
    return f"{HEAD}<office:document-settings {ODF_NAMES}><office:settings>{items}</office:settings></office:document-settings>"


def odt(parts):
    text = expand(parts["body"], "text:")
    content = (f'{HEAD}<office:document-content {ODF_NAMES}>{o_faces(parts)}'
               f'<office:automatic-styles>{expand(parts.get("automatic styles", ""), "style:")}</office:automatic-styles>'
               f"<office:body><office:text>{text}</office:text></office:body></office:document-content>")
    files = [("content.xml", content), ("styles.xml", o_styles(parts))]
    if "settings" in parts:
        files.append(("settings.xml", o_settings(parts["settings"])))
    if "meta" in parts:
        files.append(("meta.xml", f'{HEAD}<office:document-meta {ODF_NAMES}><office:meta>{parts["meta"].strip()}</office:meta></office:document-meta>'))
    files += extra_parts(parts)
    entries = "".join(f'<manifest:file-entry manifest:full-path="{n}" manifest:media-type="{"text/xml" if n.endswith("xml") else ""}"/>' for n, _ in files)
    kind = "application/vnd.oasis.opendocument.text"
    return office.zipped([
        ("mimetype", kind), *files,
        ("META-INF/manifest.xml",
         f'{HEAD}<manifest:manifest xmlns:manifest="{office.ODF}manifest:1.0" manifest:version="1.3">'
         f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{kind}"/>{entries}</manifest:manifest>')])
