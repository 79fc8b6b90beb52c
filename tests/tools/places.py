#!/usr/bin/env python3
"""Where the words of two PDFs stand: how many of the reference's words stand at the same place in ours.

usage: places.py OURS.pdf REFERENCE.pdf [--worst N]

Baselines come from mutool's structured text, in points.  A word is in place when it is on the same page
and within TOLERANCE of the reference both ways; words are paired in reading order.
"""
import collections
import difflib
import math
import re
import subprocess
import sys
import xml.etree.ElementTree as ET

TOLERANCE = 3.0
BLANK = " \u00a0\u2007\u202f\u00ad\t"
LEADERS = "._-\u2013\u00b7\u2026"

# page from 1; x and y of the first glyph's origin from the page's upper left corner; font by its PostScript name,
# behind it the degrees to the left by which the letters are turned
Word = collections.namedtuple("Word", "text page x y font size color")


def is_leader(text, i):
    """One of three or more like signs, as a tab is filled with."""
    return text[i] in LEADERS and text[i] * 3 in text[max(i - 2, 0):i + 3]


def sign(char, font):
    """The character; a sign of the font of signs is a bullet whichever it stands for, as producers give it a name or a private number."""
    return "\u2022" if "OpenSymbol" in font.get("name") and char.get("c") not in BLANK else char.get("c")


def turned(direction):
    """"/90" of a line whose direction from left to right and downwards is 0 -1; nothing when it runs to the right."""
    x, y = (float(part) for part in direction.split())
    degrees = round(math.degrees(math.atan2(-y, x))) % 360
    return f"/{degrees}" if degrees else ""


# a word, where it ends, and whether a line of mutool's begins and ends with it
Piece = collections.namedtuple("Piece", "word right opens closes")


def words_of_line(line, page):
    """-> [Piece]
    A word ends at a blank, and where a leader begins or ends: whether it is painted with the word is the producer's choice."""
    found, word, start, end, opens = [], "", None, 0.0, True
    turn = turned(line.get("dir", "1 0"))
    chars = [(font, c) for font in line.iter("font") for c in font.iter("char")]
    text = "".join((c.get("c") or " ")[0] for _, c in chars)
    leads = [is_leader(text, i) for i in range(len(text))]
    for i, (font, char) in enumerate(chars):
        if word and (text[i] in BLANK or leads[i] != leads[i - 1]):
            found.append(Piece(Word(word, page, *start), end, opens, False))
            word, opens = "", False
        if text[i] in BLANK:
            opens = False
            continue
        if not word:
            name = re.sub(r"^[A-Z]{6}\+", "", font.get("name")) + turn
            start = (float(char.get("x")), float(char.get("y")), name, float(font.get("size")), char.get("color"))
        word += sign(char, font)
        end = float(char.get("quad").split()[2])
    if word:
        found.append(Piece(Word(word, page, *start), end, opens, True))
    return found


def joined(stretch):
    """The words of a stretch painted at one baseline, from the left.  Producers paint what comes from another font before or after the
    rest, and set the position anew inside of a word, where mutool then cuts it."""
    out, last = [], None
    for piece in sorted(stretch, key=lambda p: p.word.x):
        word = piece.word
        if (last and last.closes and piece.opens and abs(last.right - word.x) < 0.06 * word.size
                and is_leader(out[-1].text, len(out[-1].text) - 1) == is_leader(word.text, 0)):
            out[-1] = out[-1]._replace(text=out[-1].text + word.text)
        else:
            out.append(word)
        last = piece
    return out


def painted(pdf):
    """-> [Word] in the order of painting, line by line, which is that of copying and searching; [(width, height)] of the pages"""
    xml = subprocess.run(["mutool", "draw", "-q", "-F", "stext", "-o", "-", pdf],
                         check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
    xml = re.sub(rb"&#x?[0-9a-fA-F]+;", as_xml_allows, xml)
    found, sizes = [], []
    for page in ET.fromstring(xml).iter("page"):
        sizes.append((float(page.get("width")), float(page.get("height"))))
        stretch = []
        for line in page.iter("line"):
            for piece in words_of_line(line, len(sizes)):
                if stretch and abs(stretch[-1].word.y - piece.word.y) > 0.3:
                    found += joined(stretch)
                    stretch = []
                stretch.append(piece)
        found += joined(stretch)
    return found, sizes


def as_xml_allows(m):
    """mutool writes any character as a reference, also those that no XML may hold."""
    digits = m[0][2:-1]
    n = int(digits[1:], 16) if digits[:1] in b"xX" else int(digits)
    return m[0] if n in (9, 10, 13) or 32 <= n < 0xd800 or 0xe000 <= n < 0xfffe or 0x10000 <= n < 0x110000 else b"&#xfffd;"


def words(pdf):
    """-> [Word] in reading order, number of pages"""
    found, sizes = painted(pdf)
    return sorted(found, key=lambda w: (w.page, round(w.y), w.x)), len(sizes)


def compare(ours_pdf, reference_pdf):
    """-> per cent of the reference's words in place, pages of ours, of the reference, [(off by, word, page, dx, dy)]"""
    (ours, our_pages), (reference, pages) = words(ours_pdf), words(reference_pdf)
    our_texts, texts = [w.text for w in ours], [w.text for w in reference]
    alike = [(0, 0, len(texts))] if our_texts == texts else difflib.SequenceMatcher(None, our_texts, texts, False).get_matching_blocks()
    in_place, astray = 0, []
    for i, j, n in alike:
        for k in range(n):
            o, r = ours[i + k], reference[j + k]
            dx, dy = o.x - r.x, o.y - r.y
            if o.page == r.page and abs(dx) <= TOLERANCE and abs(dy) <= TOLERANCE:
                in_place += 1
            else:
                astray.append((max(abs(dx), abs(dy)), r.text, r.page, dx, dy))
    return 100.0 * in_place / max(len(reference), 1), our_pages, pages, astray


def main(argv):
    worst = 0
    if "--worst" in argv:
        i = argv.index("--worst")
        worst = int(argv[i + 1])
        del argv[i:i + 2]
    if len(argv) != 2:
        print(__doc__)
        return 2
    place, our_pages, pages, astray = compare(*argv)
    print(f"{argv[0]}: place {place:.1f}  pages {our_pages}/{pages}")
    for _, word, page, dx, dy in astray[:worst]:
        print(f"    '{word}' page {page}  dx {dx:+.1f}  dy {dy:+.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
