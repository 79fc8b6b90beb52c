"""Long and short texts as DOCX and ODT, for measuring: Russian prose with headings and lists, in two faces.

The words are the forms in tests/grammar, a few said often and most of them seldom, as in any text: the word that stands
at place n of the list is said about 1/n times as often as the first.  The same size gives the same file.

usage: prose.py docx|odt PAGES FILE
"""
import bisect
import itertools
import os
import random
import sys
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
GRAMMAR = os.path.join(os.path.dirname(HERE), "grammar")
WORDS_MOST = 20000
SMALL = "и в не на что с по а как это к но от из о у за для же то при до или так его".split()
STAMP = (1980, 1, 1, 0, 0, 0)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ODF = "urn:oasis:names:tc:opendocument:xmlns:"
PARAGRAPHS_ON_PAGE = 8.7  # of those made here; A4, 12 points


def words_known():
    known = set()
    for name in sorted(os.listdir(GRAMMAR)):
        if name.endswith(".tsv"):
            with open(os.path.join(GRAMMAR, name), encoding="utf-8") as f:
                known.update(w for line in f if not line.startswith("#") for w in line.split() if w.isalpha() and len(w) > 2)
    words = sorted(known)
    random.Random(7).shuffle(words)
    return SMALL + words[:WORDS_MOST]


class Prose:
    def __init__(self, seed=1):
        self.random = random.Random(seed)
        self.words = words_known()
        self.sums = list(itertools.accumulate(1 / (n + 2) for n in range(len(self.words))))

    def word(self):
        return self.words[bisect.bisect(self.sums, self.random.random() * self.sums[-1])]

    def sentence(self, least=5, most=18):
        said = [self.word() for _ in range(self.random.randint(least, most))]
        for i in range(3, len(said) - 1, 5):
            said[i] += self.random.choice((",", ",", " —", ";"))
        if self.random.random() < 0.1:
            said.append(f"№ {self.random.randint(1, 400)}")
        if self.random.random() < 0.15:
            said[-1] = f"«{said[-1]}»"
        return " ".join(said).capitalize() + "."

    def paragraphs(self, pages):
        """-> (kind, text): kind is h (heading), p (prose) or li (an item of a list)."""
        for i in range(int(pages * PARAGRAPHS_ON_PAGE) or 4):
            if i % 20 == 0:
                yield "h", self.sentence(3, 6)[:-1]
            elif i % 20 in (7, 8, 9, 10):
                yield "li", self.sentence(6, 12)
            else:
                yield "p", " ".join(self.sentence() for _ in range(self.random.randint(4, 9)))


def archive(path, parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, STAMP)
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            z.writestr(info, text)


def write_docx(paragraphs, path):
    look = {"h": '<w:pStyle w:val="Heading1"/>', "p": "",
            "li": '<w:pStyle w:val="ListParagraph"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'}
    body = "".join(f'<w:p><w:pPr>{look[kind]}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>' for kind, text in paragraphs)
    styles = f"""<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Liberation Serif" w:hAnsi="Liberation Serif"
 w:cs="Liberation Serif"/><w:sz w:val="24"/><w:lang w:val="ru-RU"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:pPr><w:ind w:firstLine="709"/><w:jc w:val="both"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="240"
 w:after="120"/><w:ind w:firstLine="0"/><w:jc w:val="center"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:rFonts w:ascii="Liberation Sans"
 w:hAnsi="Liberation Sans"/><w:sz w:val="28"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="ListParagraph"><w:name w:val="List Paragraph"/><w:basedOn w:val="Normal"/><w:pPr><w:ind w:firstLine="0"/></w:pPr></w:style></w:styles>"""
    numbering = f"""<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
<w:lvlText w:val="%1."/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml."
    package, office = "http://schemas.openxmlformats.org/package/2006/", "http://schemas.openxmlformats.org/officeDocument/2006/"
    archive(path, {
        "[Content_Types].xml": f'<Types xmlns="{package}content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
                               'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>' +
                               "".join(f'<Override PartName="/word/{part}.xml" ContentType="{kind}{name}+xml"/>' for part, name in
                                       (("document", "document.main"), ("styles", "styles"), ("numbering", "numbering"))) + "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{package}relationships"><Relationship Id="r1" Type="{office}relationships/officeDocument" '
                       'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="850" '
                             'w:bottom="1134" w:left="1701" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr></w:body></w:document>',
        "word/styles.xml": styles,
        "word/numbering.xml": numbering,
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}relationships">' + "".join(
            f'<Relationship Id="r{i}" Type="{office}relationships/{name}" Target="{name}.xml"/>' for i, name in enumerate(("styles", "numbering"))) +
                                        "</Relationships>",
    })


def write_odt(paragraphs, path):
    body = ""
    for is_list, group in itertools.groupby(paragraphs, lambda p: p[0] == "li"):
        parts = []
        for kind, text in group:
            if kind == "li":
                parts.append(f'<text:list-item><text:p text:style-name="List">{text}</text:p></text:list-item>')
            elif kind == "h":
                parts.append(f'<text:h text:style-name="Heading" text:outline-level="1">{text}</text:h>')
            else:
                parts.append(f'<text:p text:style-name="Body">{text}</text:p>')
        body += f'<text:list text:style-name="L1" text:continue-numbering="true">{"".join(parts)}</text:list>' if is_list else "".join(parts)
    names = " ".join(f'xmlns:{p}="{ODF}{u}:1.0"' for p, u in (("office", "office"), ("text", "text"), ("style", "style"),
                                                              ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible")))
    fonts = "".join(f'<style:font-face style:name="{n}" svg:font-family="\'{n}\'"/>' for n in ("Liberation Serif", "Liberation Sans"))

    def style(name, paragraph, text=""):
        return (f'<style:style style:name="{name}" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties {paragraph}/>'
                f"<style:text-properties {text}/></style:style>")

    styles = ('<style:default-style style:family="paragraph"><style:text-properties style:font-name="Liberation Serif" fo:font-size="12pt" '
              'fo:language="ru" fo:country="RU"/></style:default-style><style:style style:name="Standard" style:family="paragraph"/>' +
              style("Body", 'fo:text-align="justify" fo:text-indent="1.25cm"') + style("List", 'fo:text-align="justify"') +
              style("Heading", 'fo:text-align="center" fo:margin-top="12pt" fo:margin-bottom="6pt" fo:keep-with-next="always"',
                    'style:font-name="Liberation Sans" fo:font-size="14pt"') +
              '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix=".">'
              '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment '
              'text:label-followed-by="listtab" fo:text-indent="-0.635cm" fo:margin-left="1.27cm"/></style:list-level-properties>'
              "</text:list-level-style-number></text:list-style>")
    page = ('<office:automatic-styles><style:page-layout style:name="pm"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" '
            'fo:margin-top="2cm" fo:margin-bottom="2cm" fo:margin-left="3cm" fo:margin-right="1.5cm"/></style:page-layout></office:automatic-styles>'
            '<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="pm"/></office:master-styles>')
    mimetype = "application/vnd.oasis.opendocument.text"
    entries = "".join(f'<manifest:file-entry manifest:full-path="{p}" manifest:media-type="{t}"/>' for p, t in
                      (("/", mimetype), ("content.xml", "text/xml"), ("styles.xml", "text/xml")))
    archive(path, {
        "mimetype": mimetype,
        "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{ODF}manifest:1.0" manifest:version="1.3">{entries}</manifest:manifest>',
        "styles.xml": f'<office:document-styles {names} office:version="1.3"><office:font-face-decls>{fonts}</office:font-face-decls>'
                      f"<office:styles>{styles}</office:styles>{page}</office:document-styles>",
        "content.xml": f'<office:document-content {names} office:version="1.3"><office:font-face-decls>{fonts}</office:font-face-decls>'
                       f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
    })


WRITERS = {"docx": write_docx, "odt": write_odt}


def write(fmt, pages, path, seed=1):
    WRITERS[fmt](Prose(seed).paragraphs(pages), path)


if __name__ == "__main__":
    write(sys.argv[1], float(sys.argv[2]), sys.argv[3])
