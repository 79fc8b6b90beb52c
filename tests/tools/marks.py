"""What a PDF paints besides text and pictures, as upright rectangles: borders, shading, underlines.

mutool's trace gives the paths.  A stroked line is the rectangle it covers, a filled path its bounding box, a wave or a slanting line
its bounding box too.  Producers cut a line at every word or cell or paint it twice: pieces of one colour that go on each other are
one mark here, dots and dashes of a line as well.  White is paper.
"""
import collections
import re
import subprocess
import sys

# page from 1; edges from the page's upper left corner, pt
Mark = collections.namedtuple("Mark", "page left top right bottom color")
TAG = re.compile(r"<(/?)(page|fill_path|stroke_path|moveto|lineto|curveto|closepath)\b([^>]*)>")
ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
SAME = 0.2      # edges this close are one
DASH_GAP = 3.5  # between pieces of one line; thin: at most LINE thick
LINE = 3.0
TEXTURE = 2000  # pieces on a page above which nothing is joined


def color_of(attributes):
    parts = [float(v) for v in attributes.get("color", "0").split()]
    if len(parts) == 1:
        parts *= 3
    if len(parts) == 4:
        parts = [(1 - c) * (1 - parts[3]) for c in parts[:3]]
    return "#" + "".join(f"{min(255, max(0, round(p * 255))):02x}" for p in parts)


def boxes(subpaths, attributes, is_stroke, page):
    a, b, c, d, e, f = (float(v) for v in attributes["transform"].split())
    half = float(attributes.get("linewidth", 0)) / 2 * abs(a * d - b * c) ** 0.5 if is_stroke else 0.0
    color = color_of(attributes)
    for points in subpaths:
        placed = [(a * x + c * y + e, b * x + d * y + f) for x, y in points]
        pairs = list(zip(placed, placed[1:])) if is_stroke else []
        if is_stroke and pairs and all(abs(p[0] - q[0]) < 0.05 or abs(p[1] - q[1]) < 0.05 for p, q in pairs):
            for p, q in pairs:  # butt caps: a line is wider than its points across it alone
                upright = abs(p[0] - q[0]) < 0.05
                across, along = (half, 0.0) if upright else (0.0, half)
                yield Mark(page, min(p[0], q[0]) - across, min(p[1], q[1]) - along, max(p[0], q[0]) + across, max(p[1], q[1]) + along, color)
        elif placed:
            xs, ys = [p[0] for p in placed], [p[1] for p in placed]
            yield Mark(page, min(xs) - half, min(ys) - half, max(xs) + half, max(ys) + half, color)


def raw(pdf):
    trace = subprocess.run(["mutool", "trace", pdf], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.decode("utf-8", "replace")
    page, path, subpaths = 0, None, []
    for m in TAG.finditer(trace):
        closing, name, attributes = m[1], m[2], dict(ATTRIBUTE.findall(m[3]))
        if name == "page":
            page += not closing
        elif name.endswith("_path"):
            if closing and path:
                yield from boxes(subpaths, *path, page)
            path, subpaths = None if closing else (attributes, name == "stroke_path"), []
        elif path and name == "moveto":
            subpaths.append([(float(attributes["x"]), float(attributes["y"]))])
        elif path and subpaths and name == "closepath":
            subpaths[-1].append(subpaths[-1][0])
        elif path and subpaths:
            keys = ("x", "y") if name == "lineto" else ("x3", "y3")
            if name == "curveto":
                subpaths[-1] += [(float(attributes[f"x{i}"]), float(attributes[f"y{i}"])) for i in (1, 2)]
            subpaths[-1].append(tuple(float(attributes[k]) for k in keys))


def joined(marks, along, across):
    """Those with the same edges across, where one goes on the other; along is ("left", "right") or ("top", "bottom")."""
    out = []
    marks = sorted(marks, key=lambda m: (m.page, m.color, round(getattr(m, across[0]), 1), getattr(m, along[0])))
    for m in marks:
        for i in range(len(out) - 1, max(-1, len(out) - 40), -1):
            o = out[i]
            near = o.page == m.page and o.color == m.color and all(abs(getattr(o, k) - getattr(m, k)) <= SAME for k in across)
            thin = getattr(m, across[1]) - getattr(m, across[0]) <= LINE
            if near and getattr(m, along[0]) - getattr(o, along[1]) <= (DASH_GAP if thin else SAME):
                first, last = min(getattr(o, along[0]), getattr(m, along[0])), max(getattr(o, along[1]), getattr(m, along[1]))
                out[i] = o._replace(**{along[0]: first, along[1]: last})
                break
        else:
            out.append(m)
    return out


def marks(pdf):
    """-> [Mark], by page, from above"""
    found = {m for m in raw(pdf) if min(m.color[1:3], m.color[3:5], m.color[5:7]) < "fd" and m.right - m.left + m.bottom - m.top > 0.1}
    if len(found) <= TEXTURE:
        found = joined(joined(found, ("left", "right"), ("top", "bottom")), ("top", "bottom"), ("left", "right"))
    return sorted(found, key=lambda m: (m.page, round(m.top), m.left, m.bottom, m.right, m.color))


if __name__ == "__main__":
    for mark in marks(sys.argv[1]):
        print(f"page {mark.page}: {mark.left:.1f} {mark.top:.1f} {mark.right:.1f} {mark.bottom:.1f} {mark.color}")
