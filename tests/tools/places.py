#!/usr/bin/env python3
"""Where the words of two PDFs stand: how many of the reference's words stand at the same place in ours.

usage: places.py OURS.pdf REFERENCE.pdf [--worst N]

Baselines come from mutool's structured text, in points.  A word is in place when it is on the same page
and within TOLERANCE of the reference both ways; words are paired in reading order.
"""
import difflib
import subprocess
import sys
import xml.etree.ElementTree as ET

TOLERANCE = 3.0
BLANK = " \u00a0\u2007\u202f\u00ad\t"


def words_of_line(line, page):
    found, word, start = [], "", None
    for char in list(line.iter("char")) + [None]:
        c = char.get("c", "") if char is not None else " "
        if c in BLANK:
            if word:
                found.append((word, page) + start)
            word, start = "", None
        else:
            start = start or (float(char.get("x")), float(char.get("y")))
            word += c
    return found


def words(pdf):
    """-> [(word, page from 1, x, y)] in reading order, number of pages"""
    xml = subprocess.run(["mutool", "draw", "-q", "-F", "stext", "-o", "-", pdf], check=True, stdout=subprocess.PIPE).stdout
    found, pages = [], 0
    for page in ET.fromstring(xml).iter("page"):
        pages += 1
        of_page = [w for line in page.iter("line") for w in words_of_line(line, pages)]
        found += sorted(of_page, key=lambda w: (round(w[3]), w[2]))
    return found, pages


def compare(ours_pdf, reference_pdf):
    """-> per cent of the reference's words in place, pages of ours, of the reference, [(off by, word, page, dx, dy)]"""
    (ours, our_pages), (reference, pages) = words(ours_pdf), words(reference_pdf)
    pairs = difflib.SequenceMatcher(None, [w[0] for w in ours], [w[0] for w in reference], False)
    in_place, astray = 0, []
    for i, j, n in pairs.get_matching_blocks():
        for k in range(n):
            o, r = ours[i + k], reference[j + k]
            dx, dy = o[2] - r[2], o[3] - r[3]
            if o[1] == r[1] and abs(dx) <= TOLERANCE and abs(dy) <= TOLERANCE:
                in_place += 1
            else:
                astray.append((max(abs(dx), abs(dy)), r[0], r[1], dx, dy))
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
