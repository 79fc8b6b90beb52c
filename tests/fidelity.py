#!/usr/bin/env python3
"""Our PDFs of the documents of tests/fidelity/ beside LibreOffice's, word by word.

NAME.docx.txt and NAME.odt.txt are documents as text (tools/sources.py), each for one thing that a document may ask for;
NAME.docx.places says where LibreOffice 7.4 puts each word of it (page, baseline, left edge, font, size, colour) and each
border, shading and underline (tools/marks.py); where the source's head asks for it, NAME.docx.navigation has the links and
bookmarks too (tools/navigation.py).  All are packed into build/fidelity/, laid out by PROGRAM in one call, and every word must stand within 1 pt of its place, in the same
order of painting and with the same looks, or within what the source's head allows and gives a reason for.

Both programs see one set of fonts: those of the packages that generator/packages.txt asks for, and none besides.

usage: fidelity.py PROGRAM [--remake] [NAME …]
  --remake   the places anew, from the LibreOffice that is installed here; then compare
  NAME       only these, such as tabs.docx or tabs
"""
import collections
import difflib
import glob
import os
import pathlib
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
sys.path.insert(0, os.path.join(HERE, "tools"))
import marks  # noqa: E402
import navigation  # noqa: E402
import places  # noqa: E402
import sources  # noqa: E402

FOLDER = os.path.join(HERE, "fidelity")
OUT = os.path.join(ROOT, "build/fidelity")
TOLERANCE = 1.0  # pt; sizes of type and of pages, thickness of lines below
SIZE_TOLERANCE = 0.3
THICKNESS_TOLERANCE = 0.3
SHOWN = 6        # faults of one document
failed = False


def check(name, faults):
    global failed
    print(("not ok - " if faults else "ok - ") + "fidelity: " + name)
    of_marks = [f for f in faults if " mark at " in f]
    of_words = [f for f in faults if " mark at " not in f]
    for some in (of_words, of_marks):
        for line in some[:SHOWN]:
            print("#   " + line)
        if len(some) > SHOWN:
            print(f"#   and {len(some) - SHOWN} more")
    failed |= bool(faults)


def run(args, **more):
    return subprocess.run(args, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=600, text=True, errors="replace", **more)


# ---- fonts

def font_files():
    """The files of the packages of fonts."""
    listed = [line.split()[0] for line in open(os.path.join(ROOT, "generator/packages.txt"), encoding="utf-8") if line.startswith("fonts-")]
    found = []
    for package in sorted(listed):
        files = [f for f in run(["dpkg", "-L", package]).stdout.split("\n") if f.endswith((".ttf", ".otf")) and os.path.isfile(f)]
        if not files:
            sys.exit(f"fidelity: the package {package} of generator/packages.txt is not installed")
        found += files
    return found


def environment():
    """With a configuration of fontconfig that knows these fonts alone, and nothing of the user's."""
    folder = os.path.join(OUT, "fonts")
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    for path in font_files():
        os.symlink(path, os.path.join(folder, os.path.basename(path)))
    config = os.path.join(OUT, "fonts.conf")
    with open(config, "w", encoding="utf-8") as f:
        f.write('<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n'
                f'<reset-dirs/>\n<dir>{folder}</dir>\n<include ignore_missing="yes">/etc/fonts/conf.d</include>\n'
                f'<reset-dirs/>\n<dir>{folder}</dir>\n<cachedir>{OUT}/font-cache</cachedir>\n</fontconfig>\n')
    leaks = os.path.join(HERE, "leaks.txt")
    return dict(os.environ, FONTCONFIG_FILE=config, XDG_CONFIG_HOME=os.path.join(OUT, "no-user"), SOURCE_DATE_EPOCH="1768471200",
                LANG="C.UTF-8", LC_ALL="C.UTF-8", LSAN_OPTIONS=f"suppressions={leaks}:print_suppressions=0")


# ---- documents

def packed_name(source):
    return f"{source.stem}-{source.extension}"


def pack(source, program, env):
    """The document's file in build/fidelity."""
    path = os.path.join(OUT, f"{packed_name(source)}.{source.extension}")
    made_of = source.options.get("made of")
    if made_of:
        season, pattern = made_of.split(None, 1)
        folder = os.path.join(OUT, "made", season)
        if not os.path.isdir(folder):
            run([program, "make", os.path.join(ROOT, season), "-o", folder, "-q"], env=env)
        found = glob.glob(os.path.join(folder, pattern))
        if len(found) != 1:
            raise ValueError(f"{season} made {len(found)} files {pattern}")
        shutil.copy(found[0], path)
    else:
        with open(path, "wb") as f:
            f.write(source.package())
    return path


def chosen(names):
    """-> the sources, by name"""
    every = [sources.Source(p) for p in sorted(glob.glob(os.path.join(FOLDER, "*.txt")))]
    unknown = [n for n in names if n not in {s.name for s in every} | {s.stem for s in every}]
    if unknown:
        sys.exit(f"fidelity: there is no {', '.join(unknown)} in {FOLDER}")
    return [s for s in every if not names or s.name in names or s.stem in names]


def libreoffice(paths, folder, env):
    os.makedirs(folder, exist_ok=True)
    for _ in range(2):  # it may be too busy to start
        paths = [p for p in paths if not os.path.exists(pdf_of(p, folder))]
        if paths:
            run(["soffice", f"-env:UserInstallation=file://{OUT}/office-profile", "--headless", "--convert-to", "pdf", "--outdir", folder, *paths], env=env)


def pdf_of(path, folder):
    return os.path.join(folder, os.path.splitext(os.path.basename(path))[0] + ".pdf")


# ---- places as text

def number(value):
    return f"{value:.1f}".removesuffix(".0")


def write_places(path, words, sizes, painted_marks):
    """"page WIDTH HEIGHT", then "font NAME SIZE COLOUR" where it changes, then a line of words at one baseline: "Y  WORD@X WORD@X";
    then "mark LEFT TOP RIGHT BOTTOM COLOUR"."""
    lines = []
    for page, size in enumerate(sizes, 1):
        lines.append(f"page {number(size[0])} {number(size[1])}")
        looks, y = None, None
        for w in (w for w in words if w.page == page):
            if (w.font, number(w.size), w.color) != looks:
                looks, y = (w.font, number(w.size), w.color), None
                lines.append("font " + " ".join(looks))
            if number(w.y) != y:
                y = number(w.y)
                lines.append(f"{y} ")
            lines[-1] += f" {w.text}@{number(w.x)}"
        for m in (m for m in painted_marks if m.page == page):
            lines.append("mark " + " ".join(number(v) for v in m[1:5]) + " " + m.color)
    with open(path, "w", encoding="utf-8") as f:
        f.write("\n".join(lines) + "\n")


def read_places(path):
    """-> [Word], [(width, height)], [Mark]"""
    words, sizes, painted_marks, looks = [], [], [], ("", 0.0, "")
    for line in open(path, encoding="utf-8"):
        first, rest = line.rstrip("\n").split(" ", 1)
        if first == "page":
            sizes.append(tuple(float(n) for n in rest.split(" ")))
        elif first == "mark":
            *edges, color = rest.split(" ")
            painted_marks.append(marks.Mark(len(sizes), *(float(e) for e in edges), color))
        elif first == "font":
            name, size, color = rest.rsplit(" ", 2)
            looks = (name, float(size), color)
        else:
            for word in rest.split(" ")[1:]:
                text, x = word.rsplit("@", 1)
                words.append(places.Word(text, len(sizes), float(x), float(first), *looks))
    return words, sizes, painted_marks


def places_of(pdf):
    return (*places.painted(pdf), marks.marks(pdf))


# ---- links and bookmarks as text

LINK_END_TOLERANCE = 8.0  # the space that hangs at a line's end is in LibreOffice's link and not in ours


def navigation_lines(pdf):
    """"link PAGE LEFT TOP RIGHT BOTTOM TARGET Y TEXT" and "bookmark LEVEL PAGE Y TITLE", fields with tabs between"""
    reader = navigation.Reader(pdf)
    for kind, rows in (("link", reader.links()), ("bookmark", reader.bookmarks())):
        for row in rows:
            yield [kind] + [str(v).replace("\t", " ") if isinstance(v, str) else number(v) for v in row]


def write_navigation(path, pdf):
    with open(path, "w", encoding="utf-8") as f:
        f.writelines("\t".join(fields) + "\n" for fields in navigation_lines(pdf))


def is_number(field):
    return field.replace(".", "", 1).replace("-", "", 1).isdigit()


def same_navigation(ours, theirs):
    if ours[0] != theirs[0] or len(ours) != len(theirs):
        return False
    for i, (o, t) in enumerate(zip(ours, theirs)):
        within = LINK_END_TOLERANCE if ours[0] == "link" and i == 4 else TOLERANCE
        if o != t and not (is_number(o) and is_number(t) and abs(float(o) - float(t)) <= within + 0.05):
            return False
    return True


def navigation_faults(path, pdf):
    theirs = [line.rstrip("\n").split("\t") for line in open(path, encoding="utf-8")]
    ours = list(navigation_lines(pdf))
    yield from (f"there is no {' '.join(t)}" for t in theirs if not any(same_navigation(o, t) for o in ours))
    yield from (f"ours has {' '.join(o)}" for o in ours if not any(same_navigation(o, t) for t in theirs))
    kinds = [[line[-1] for line in lines if line[0] == "bookmark"] for lines in (ours, theirs)]
    if sorted(kinds[0]) == sorted(kinds[1]) and kinds[0] != kinds[1]:
        yield "the bookmarks are in another order"


# ---- comparing

def paired(ours, theirs, any_order):
    """-> [(ours, theirs)] in one order, or where they stand; words of ours, of theirs that have no partner"""
    matcher = difflib.SequenceMatcher(None, [w.text for w in ours], [w.text for w in theirs], False)
    pairs = [(ours[i + k], theirs[j + k]) for i, j, n in matcher.get_matching_blocks() for k in range(n)]
    lone_ours, lone_theirs = ([w for w in words if w in counted] for words, counted in (
        (ours, collections.Counter(ours) - collections.Counter(o for o, _ in pairs)),
        (theirs, collections.Counter(theirs) - collections.Counter(t for _, t in pairs))))
    for t in list(lone_theirs):
        twin = next((o for o in lone_ours if o.text == t.text and near(o, t)), None)
        if twin and (any_order or any(near(w, t) and w is not t for w in theirs)):  # embossed letters, for one, are painted twice
            pairs.append((twin, t))
            lone_ours.remove(twin)
            lone_theirs.remove(t)
    return pairs, lone_ours, lone_theirs


def near(a, b):
    return a.page == b.page and abs(a.x - b.x) < 2 and abs(a.y - b.y) < 2


def same_color(a, b):
    """Up to how colours are rounded in a PDF."""
    return all(abs(int(a[i:i + 2], 16) - int(b[i:i + 2], 16)) <= 2 for i in (1, 3, 5))


def word_faults(o, t, tolerance):
    dx, dy = o.x - t.x, o.y - t.y
    if o.page != t.page:
        yield f"stands on page {o.page}"
    elif max(abs(dx), abs(dy)) > tolerance + 0.05:
        yield f"dx {dx:+.1f} dy {dy:+.1f}"
    if o.font != t.font or abs(o.size - t.size) > SIZE_TOLERANCE:
        yield f"is in {o.font} {number(o.size)}, not {t.font} {number(t.size)}"
    if not same_color(o.color, t.color):
        yield f"is {o.color}, not {t.color}"


def same_mark(o, t, tolerance):
    thick = [min(m.right - m.left, m.bottom - m.top) for m in (o, t)]
    return (o.page == t.page and same_color(o.color, t.color) and all(abs(a - b) <= tolerance + 0.05 for a, b in zip(o[1:5], t[1:5]))
            and abs(thick[0] - thick[1]) <= (THICKNESS_TOLERANCE if max(thick) <= marks.LINE else 2 * tolerance))


def mark_faults(ours, theirs, tolerance):
    left = list(ours)
    for t in theirs:
        like = [o for o in left if same_mark(o, t, tolerance)]
        if like:
            left.remove(min(like, key=lambda o: sum(abs(a - b) for a, b in zip(o[1:5], t[1:5]))))
        else:
            yield f"page {t.page}: no mark at {edges(t)}"
    for o in left:
        yield f"page {o.page}: ours has a mark at {edges(o)}"


def edges(mark):
    return f"{' '.join(number(v) for v in mark[1:5])} {mark.color}"


def faults_of(ours, theirs, tolerance, any_order):
    (our_words, our_sizes, our_marks), (their_words, their_sizes, their_marks) = ours, theirs
    faults = []
    if len(our_sizes) != len(their_sizes):
        faults.append(f"{len(our_sizes)} pages, not {len(their_sizes)}")
    for n, (a, b) in enumerate(zip(our_sizes, their_sizes), 1):
        if max(abs(a[0] - b[0]), abs(a[1] - b[1])) > SIZE_TOLERANCE:
            faults.append(f"page {n} is {a[0]:.1f} x {a[1]:.1f}, not {b[0]:.1f} x {b[1]:.1f}")
    pairs, more, missing = paired(our_words, their_words, any_order)
    for o, t in pairs:
        faults += [f"page {t.page}, {number(t.x)}, {number(t.y)}: '{t.text}' {fault}" for fault in word_faults(o, t, tolerance)]
    faults += [f"page {w.page}, {number(w.x)}, {number(w.y)}: '{w.text}' is not there, or not in this order" for w in missing]
    faults += [f"page {w.page}, {number(w.x)}, {number(w.y)}: '{w.text}' of ours is not LibreOffice's, or not in this order" for w in more]
    return faults + list(mark_faults(our_marks, their_marks, tolerance))


def main(argv):
    remake = "--remake" in argv
    argv = [a for a in argv if a != "--remake"]
    if not argv:
        print(__doc__)
        return 2
    program, documents = os.path.abspath(argv[0]), chosen(argv[1:])
    shutil.rmtree(os.path.join(OUT, "made"), ignore_errors=True)
    os.makedirs(os.path.join(OUT, "ours"), exist_ok=True)
    env = environment()
    paths = {}
    for source in documents:
        try:
            paths[source.name] = pack(source, program, env)
            for stale in ("ours", "theirs")[:1 + remake]:
                pathlib.Path(pdf_of(paths[source.name], os.path.join(OUT, stale))).unlink(missing_ok=True)
        except (ValueError, KeyError) as e:
            check(f"{source.name} can be packed", [str(e)])
    documents = [s for s in documents if s.name in paths]
    if remake:
        theirs = os.path.join(OUT, "theirs")
        libreoffice(list(paths.values()), theirs, env)
        for source in documents:
            pdf = pdf_of(paths[source.name], theirs)
            if os.path.exists(pdf):
                write_places(source.path.removesuffix(".txt") + ".places", *places_of(pdf))
                if "navigation" in source.options:
                    write_navigation(source.path.removesuffix(".txt") + ".navigation", pdf)
            else:
                check(f"LibreOffice lays {source.name} out", ["it made no PDF"])
    said = run([program, "pdf", *paths.values(), "-o", os.path.join(OUT, "ours") + "/", "-q"], env=env)
    check("all documents are laid out in one call", said.stdout.strip().split("\n") if said.returncode else [])
    for source in documents:
        stored = source.path.removesuffix(".txt") + ".places"
        pdf = pdf_of(paths[source.name], os.path.join(OUT, "ours"))
        if not os.path.exists(stored) or not os.path.exists(pdf):
            check(source.name, [f"there is no {os.path.relpath(stored if os.path.exists(pdf) else pdf, ROOT)}"])
            continue
        tolerance = float(source.options.get("tolerance", str(TOLERANCE)).split()[0].rstrip(":,"))
        faults = faults_of(places_of(pdf), read_places(stored), tolerance, "order" in source.options)
        if "navigation" in source.options:
            faults += navigation_faults(source.path.removesuffix(".txt") + ".navigation", pdf)
        check(source.name, faults)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
