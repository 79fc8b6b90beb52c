"""What a reader of a PDF uses beside its pages: links and bookmarks, as qpdf's JSON tells them (ISO 32000-1, 12.3 and 12.5).

Sizes are in pt, counted from a page's upper left corner.  A target is a URI, or "page N" and how far down.
"""
import collections
import json
import subprocess

# page from 1; y: of a target inside, else 0
Link = collections.namedtuple("Link", "page left top right bottom target y contents")
# level from 1; y from the page's upper edge
Bookmark = collections.namedtuple("Bookmark", "level page y title")


def text_of(value):
    """A string of qpdf's JSON."""
    if not isinstance(value, str):
        return ""
    if value.startswith("b:"):
        return bytes.fromhex(value[2:]).decode("utf-8", "replace")
    return value.removeprefix("u:")


class Reader:
    def __init__(self, pdf):
        run = subprocess.run(["qpdf", "--json=2", "--json-key=pages", "--json-key=qpdf", "--json-stream-data=none", pdf],
                             check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        whole = json.loads(run.stdout.decode("utf-8", "replace"))
        self.objects = whole["qpdf"][1]
        self.pages = [p["object"] for p in whole["pages"]]
        self.root = self.get(self.objects["trailer"]["value"]["/Root"])

    def get(self, value):
        if isinstance(value, str) and value.endswith(" R"):
            found = self.objects.get("obj:" + value, {})
            return found.get("value", found.get("stream", {}).get("dict"))
        return value

    def height(self, page):
        page = self.get(page)
        while page and "/MediaBox" not in page:
            page = self.get(page.get("/Parent"))
        return self.get(page["/MediaBox"])[3] if page else 0

    def destination(self, node):
        """-> page, y; page 0: it leads nowhere in the file"""
        place = self.get(node.get("/Dest", (self.get(node.get("/A")) or {}).get("/D")))
        if not isinstance(place, list) or place[0] not in self.pages:
            return 0, 0.0
        y = place[3] if len(place) > 3 and isinstance(place[3], (int, float)) else 0
        return self.pages.index(place[0]) + 1, self.height(place[0]) - y

    def links(self):
        """The links in the order of their places."""
        found = []
        for n, page in enumerate(self.pages, 1):
            height = self.height(page)
            for annotation in self.get(self.get(page).get("/Annots")) or []:
                a = self.get(annotation)
                if a.get("/Subtype") != "/Link":
                    continue
                to, y = self.destination(a)
                uri = text_of((self.get(a.get("/A")) or {}).get("/URI"))
                x0, y0, x1, y1 = self.get(a["/Rect"])
                found.append(Link(n, x0, height - y1, x1, height - y0, f"page {to}" if to else uri, y, text_of(self.get(a.get("/Contents"))).strip()))
        return sorted(found, key=lambda a: (a.page, round(a.top), a.left))

    def bookmarks(self):
        """The bookmarks from the first to the last, parents before children."""
        def below(node, level):
            child = self.get((node or {}).get("/First"))
            while child:
                yield Bookmark(level, *self.destination(child), text_of(self.get(child.get("/Title"))))
                yield from below(child, level + 1)
                child = self.get(child.get("/Next"))
        return list(below(self.get(self.root.get("/Outlines")), 1))
