"""What a reader of a paper relies on beside its words, read back from the XML of a DOCX or ODT: headings with their levels, positions of lists
with their numbers, header rows, the contents.

    paragraphs(path)   every paragraph of the body in reading order, tables row by row, as a Paragraph
    contents(path)     [(text, page as stored)] of the table of contents
    tables(path)       every table as rows of Cells
"""
import collections
import re
import xml.etree.ElementTree as ET
import zipfile

from office import W, attribute, local, paragraph_text, spanned_tables

# heading: outline level from 1, or None; item: (list, level from 0), or None; label: the number of a position as it is printed, "" of others;
# header: of how many header rows of a table it stands in the first, second …, from 1; 0 elsewhere; table: number of the table, or None
Paragraph = collections.namedtuple("Paragraph", "text heading item label header table is_contents style")


# lines: the texts of its paragraphs; across, down: columns and rows that it covers; down is 0 where the one above goes on
Cell = collections.namedtuple("Cell", "lines across down")


class Numbers:
    """The counters of one list, level by level."""

    def __init__(self):
        self.counts = {}

    def next(self, level, start=None):
        self.counts[level] = self.counts.get(level, 0) + 1 if start is None else start
        for deeper in [n for n in self.counts if n > level]:
            del self.counts[deeper]
        return self.counts[level]

    def label(self, pattern):
        return re.sub(r"%(\d)", lambda m: str(self.counts.get(int(m[1]) - 1, 1)), pattern)


def w(element, name, default=None):
    """w:val of the child element of that name."""
    child = element.find(f"{{{W}}}{name}") if element is not None else None
    return default if child is None else child.get(f"{{{W}}}val", default)


class Word:
    """Styles and lists of a DOCX."""

    def __init__(self, z):
        self.styles = {s.get(f"{{{W}}}styleId"): s for s in ET.fromstring(z.read("word/styles.xml")).iter(f"{{{W}}}style")}
        self.nums, self.levels, self.restarts = {}, {}, {}
        if "word/numbering.xml" in z.namelist():
            self.read_numbering(ET.fromstring(z.read("word/numbering.xml")))
        self.counters = {}

    def read_numbering(self, root):
        for abstract in root.iter(f"{{{W}}}abstractNum"):
            for level in abstract.iter(f"{{{W}}}lvl"):
                key = abstract.get(f"{{{W}}}abstractNumId"), int(level.get(f"{{{W}}}ilvl"))
                self.levels[key] = w(level, "lvlText", "") if w(level, "numFmt") == "decimal" else ""
        for num in root.iter(f"{{{W}}}num"):
            self.nums[num.get(f"{{{W}}}numId")] = w(num, "abstractNumId")
            start = w(num.find(f"{{{W}}}lvlOverride"), "startOverride")
            if start:
                self.restarts[num.get(f"{{{W}}}numId")] = int(start)

    def property(self, p, find):
        """What find gives of the paragraph's own properties, else of its style or of one that this is based on."""
        properties = p.find(f"{{{W}}}pPr")
        value, style = find(properties) if properties is not None else None, w(properties, "pStyle", "Normal")
        while value is None and style in self.styles:
            properties = self.styles[style].find(f"{{{W}}}pPr")
            value = find(properties) if properties is not None else None
            style = w(self.styles[style], "basedOn")
        return value

    def item(self, p):
        num = self.property(p, lambda x: w(x.find(f"{{{W}}}numPr"), "numId"))
        if not num or num == "0":
            return None, ""
        level = int(self.property(p, lambda x: w(x.find(f"{{{W}}}numPr"), "ilvl")) or 0)
        abstract = self.nums[num]
        start = self.restarts.pop(num, None)
        if start is not None:
            self.counters[abstract] = Numbers()
        numbers = self.counters.setdefault(abstract, Numbers())
        numbers.next(level, start)
        return (num, level), numbers.label(self.levels.get((abstract, level), ""))


def word_paragraphs(z):
    word, out, tables = Word(z), [], [0]

    def walk(e, table, header, is_contents):
        name, rows = local(e.tag), 0
        if name == "p":
            level = word.property(e, lambda x: w(x, "outlineLvl"))
            item, label = word.item(e)
            out.append(Paragraph(paragraph_text(e), int(level) + 1 if level else None, item, label, header, table, is_contents,
                                 w(e.find(f"{{{W}}}pPr"), "pStyle")))
            return
        if name == "tbl":
            tables[0] += 1
            table = tables[0]
        is_covered = name == "tc" and e[0].find(f"{{{W}}}vMerge") is not None and w(e[0], "vMerge") != "restart"
        if is_covered or name in ("tcPr", "tblPr", "trPr", "sectPr", "sdtPr"):
            return
        is_contents |= name == "sdt" and any(local(x.tag) == "docPartGallery" for x in e.iter())
        for child in e:
            is_header = local(child.tag) == "tr" and child.find(f"{{{W}}}trPr/{{{W}}}tblHeader") is not None
            rows += is_header
            walk(child, table, rows if is_header else header, is_contents)

    walk(ET.fromstring(z.read("word/document.xml")), None, 0, False)
    return out


class Writer:
    """Lists of an ODT."""

    def __init__(self, roots):
        self.levels, self.numbers, self.last = {}, {}, {}
        for root in roots:
            for style in root.iter():
                for level in style if local(style.tag) == "list-style" else ():
                    self.levels[attribute(style, "name"), int(attribute(level, "level"))] = level

    def label(self, style, level, numbers):
        """level from 0"""
        said = self.levels.get((style, level + 1))
        if said is None or local(said.tag) != "list-level-style-number" or not attribute(said, "num-format"):
            return ""
        shown = int(attribute(said, "display-levels") or 1)
        return ".".join(f"%{n + 1}" for n in range(level - shown + 1, level + 1)) + attribute(said, "num-suffix")


def writer_paragraphs(z):
    content = ET.fromstring(z.read("content.xml"))
    writer, out, tables = Writer([content, ET.fromstring(z.read("styles.xml"))]), [], [0]

    def begin(e, style):
        """The counters of an outermost text:list."""
        continued = attribute(e, "continue-list")
        if continued and continued in writer.numbers:
            numbers = writer.numbers[continued]
        elif attribute(e, "continue-numbering") == "true" and style in writer.last:
            numbers = writer.last[style]
        else:
            numbers = Numbers()
        writer.last[style] = writer.numbers[attribute(e, "id")] = numbers
        return numbers

    def walk(e, table=None, header=0, is_contents=False, place=None):
        """place: of a list: its style, counters, level, whether the paragraph begins an item"""
        name, rows = local(e.tag), 0
        if name in ("p", "h") and ":text:" in e.tag:
            label = ""
            if place and place[3]:
                style, numbers, level, _ = place
                numbers.next(level, int(attribute(e, "start-value")) if attribute(e, "start-value") else place[3] if place[3] is not True else None)
                label = numbers.label(writer.label(style, level, numbers))
            out.append(Paragraph(paragraph_text(e), int(attribute(e, "outline-level") or 1) if name == "h" else None,
                                 place and (place[0], place[2]), label, header, table, is_contents, attribute(e, "style-name")))
            return
        if name == "table" and ":table:" in e.tag:
            tables[0] += 1
            table = tables[0]
        if name in ("covered-table-cell", "table-of-content-source"):
            return
        if name == "list" and ":text:" in e.tag:
            style = attribute(e, "style-name") or (place[0] if place else "")
            place = (style, begin(e, style) if not place else place[1], place[2] + 1 if place else 0, False)
        is_contents |= name == "table-of-content"
        for n, child in enumerate(e):
            inner = place
            if place and name == "list-item":
                start = attribute(e, "start-value")
                inner = (*place[:3], (int(start) if start else True) if n == 0 and local(child.tag) in ("p", "h") else False)
            rows += local(child.tag) == "table-row" and name == "table-header-rows"
            walk(child, table, rows if name == "table-header-rows" else header, is_contents, inner)

    walk(next(e for e in content.iter() if local(e.tag) == "text" and "office" in e.tag))
    return out


def paragraphs(path):
    with zipfile.ZipFile(path) as z:
        return writer_paragraphs(z) if "content.xml" in z.namelist() else word_paragraphs(z)


def contents(path):
    """Of entries "words TAB page"; the paragraph that only ends the field is none."""
    lines = [p.text for p in paragraphs(path) if p.is_contents]
    return [(line.rpartition("\t")[0], line.rpartition("\t")[2]) for line in lines if "\t" in line]


def tables(path):
    return [[[Cell(text.split("\\n"), across, down) for text, across, down in row] for row in rows] for rows in spanned_tables(path)]
