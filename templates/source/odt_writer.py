"""A Paper as ODT (ODF 1.3): content, styles, page layouts with their master pages, settings."""
import os

from package import archive, cm, element as e, escape, pt
from paper import Contents, Paragraph, Table, styles_used
from styles import BUILT_IN, CHARACTER_STYLES, EDGE, LISTS, Style, effective, styles_of

OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
NAMES = {"office": OASIS + "office:1.0", "style": OASIS + "style:1.0", "text": OASIS + "text:1.0", "table": OASIS + "table:1.0",
         "fo": OASIS + "xsl-fo-compatible:1.0", "svg": OASIS + "svg-compatible:1.0", "xlink": "http://www.w3.org/1999/xlink",
         "meta": OASIS + "meta:1.0", "dc": "http://purl.org/dc/elements/1.1/"}
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
INDEX_LINK = "Index_20_Link"  # a link in contents, which is to look like text; Writer knows the name


def root(name, content, *prefixes):
    return XML + e(f"office:{name}", content, **{"xmlns_" + p: NAMES[p] for p in ("office", "style", "text") + prefixes}, office_version="1.3")


def coded(name):
    """A style's name as an NCName (ODF 1.3 part 3, 19.502)."""
    return BUILT_IN[name][1] if name in BUILT_IN else "".join(c if c.isalnum() else f"_{ord(c):x}_" for c in name)


def line(border):
    return f"{pt(border.width)} solid #{border.color}" if border else "none"


def font_sizes(points):
    return {"fo_font__size": pt(points), "style_font__size__asian": pt(points), "style_font__size__complex": pt(points)}


def text_properties(d):
    own = {}
    for key, attribute, on in (("bold", "font__weight", "bold"), ("italic", "font__style", "italic")):
        if d.get(key) is not None:
            value = on if d[key] else "normal"
            own.update({f"fo_{attribute}": value, f"style_{attribute}__asian": value, f"style_{attribute}__complex": value})
    if d.get("color"):
        own["fo_color"] = "#" + d["color"].lower()
    if d.get("spacing") is not None:
        own["fo_letter__spacing"] = pt(d["spacing"])
    if d.get("size"):
        own.update(font_sizes(d["size"]))
    if d.get("hyphenate") is not None:
        own.update(fo_hyphenate=str(d["hyphenate"]).lower(), fo_hyphenation__remain__char__count=2, fo_hyphenation__push__char__count=2)
    return e("style:text-properties", **own) if own else ""


class Writer:
    def __init__(self, paper):
        self.paper = paper
        self.table = styles_of(paper)
        self.width = paper.sections[0].page.text_width
        self.styles, self.lists = styles_used(paper, self.table)
        self.runs_used = set()
        self.automatic = {}         # XML without the name to name
        self.begun = set()          # lists that have begun

    def automatic_style(self, letter, family, **d):
        """The name of the automatic style that is so: parent and other attributes, content."""
        content = d.pop("content", "")
        key = (letter, family, tuple(d.items()), content)
        if key not in self.automatic:
            self.automatic[key] = f"{letter}{sum(k[0] == letter for k in self.automatic) + 1}"
        return self.automatic[key]

    def automatic_styles(self):
        return "".join(e("style:style", content or None, style_name=name, style_family=family, **dict(d))
                       for (_, family, d, content), name in self.automatic.items())

    # ---- paragraphs ----

    def paragraph_properties(self, d, left=0):
        own = {}
        for key, attribute in (("left", "fo_margin__left"), ("right", "fo_margin__right"), ("first", "fo_text__indent")):
            if d.get(key) is not None:
                own[attribute] = cm(d[key])
        for key, attribute in (("before", "fo_margin__top"), ("after", "fo_margin__bottom")):
            if d.get(key) is not None:
                own[attribute] = pt(d[key])
        if d.get("line") is not None:
            own["fo_line__height"] = pt(d["line"]) if d.get("exact") else f"{round(d['line'] * 100)}%"
        if d.get("align"):
            own["fo_text__align"] = {"left": "start", "right": "end", "both": "justify", "center": "center"}[d["align"]]
        if d.get("keep_next") is not None:
            own["fo_keep__with__next"] = "always" if d["keep_next"] else "auto"
        if d.get("keep_lines") is not None:
            own["fo_keep__together"] = "always" if d["keep_lines"] else "auto"
        if d.get("page_break"):
            own["fo_break__before"] = "page"
        if d.get("line_below"):
            own.update(fo_border__bottom=f"{pt(d['line_below'])} solid #{d.get('line_color') or '000000'}", fo_padding__bottom="1pt")
        tabs = ""
        if d.get("tabs"):
            for at, kind, leader in d["tabs"]:
                position = (self.width if at == EDGE else at) - left
                tabs += e("style:tab-stop", style_position=cm(position), style_type=None if kind == "left" else kind,
                          style_leader__style={"_": "solid", ".": "dotted"}.get(leader), style_leader__text=leader or None)
            tabs = e("style:tab-stops", tabs)
        return e("style:paragraph-properties", tabs or None, **own) if own or tabs else ""

    def style_of(self, x, master=None):
        """The named style, or an automatic one where the paragraph differs or begins a section."""
        if not x.changes and master is None:
            return coded(x.style)
        left = effective(self.table, x.style, x.changes, "left") or 0
        d = dict(x.changes)
        if d.get("line") is not None or d.get("exact") is not None:
            d = dict(d, line=effective(self.table, x.style, d, "line"), exact=effective(self.table, x.style, d, "exact"))
        if d.get("before") is not None or d.get("after") is not None:  # Writer keeps the two as one: the other would be none
            d = dict(d, before=effective(self.table, x.style, d, "before"), after=effective(self.table, x.style, d, "after"))
        return self.automatic_style("P", "paragraph", style_parent__style__name=coded(x.style), style_master__page__name=master,
                                    content=self.paragraph_properties(d, left) + text_properties(d))

    @staticmethod
    def plain(words):
        out = ""
        for n, part in enumerate(words.split("\n")):
            out += e("text:line-break") if n else ""
            out += e("text:tab").join(escape(piece) for piece in part.split("\t"))
        return out.replace("  ", " " + e("text:s"))

    def run(self, r):
        out = self.plain(r.text)
        if r.style:
            self.runs_used.add(r.style)
            out = e("text:span", out, text_style__name=coded(r.style))
        return out

    def paragraph(self, x, master=None):
        content = "".join(self.run(r) for r in x.content)
        if x.bookmark:
            content = e("text:bookmark-start", text_name=x.bookmark) + content + e("text:bookmark-end", text_name=x.bookmark)
        outline = effective(self.table, x.style, x.changes, "outline")
        return e("text:h" if outline else "text:p", content or None, text_style__name=self.style_of(x, master), text_outline__level=outline)

    def list_of(self, x):
        return effective(self.table, x.style, {}, "list") if isinstance(x, Paragraph) else None

    def write_list(self, items):
        """Consecutive paragraphs of one list, with their levels, as nested lists."""
        name = self.list_of(items[0])[0]
        go_on = name in self.begun and not items[0].restart
        self.begun.add(name)

        def nested(entries, level):
            out, n = "", 0
            while n < len(entries):
                own = self.paragraph(entries[n]) if self.list_of(entries[n])[1] == level else ""
                n += bool(own)
                end = n
                while end < len(entries) and self.list_of(entries[end])[1] > level:
                    end += 1
                out += e("text:list-item", own + (e("text:list", nested(entries[n:end], level + 1)) if end > n else ""))
                n = end
            return out
        return e("text:list", nested(items, 0), text_style__name=coded(name), text_continue__numbering="true" if go_on else None)

    # ---- tables ----

    def cell_style(self, t, c):
        sides = ("top", "left", "bottom", "right")
        drawn = {s: "0.5pt solid #000000" if t.grid else "none" for s in sides}
        drawn.update({s: line(v) for s, v in (c.borders or {}).items()})
        above, side = t.padding
        own = dict(style_vertical__align=c.valign, fo_background__color="#" + c.shade.lower() if c.shade else None,
                   fo_padding__left=cm(side), fo_padding__right=cm(side), fo_padding__top=cm(above), fo_padding__bottom=cm(above))
        if len(set(drawn.values())) == 1:
            own["fo_border"] = drawn["top"]
        else:
            own.update({f"fo_border__{s}": v for s, v in drawn.items()})
        return self.automatic_style("C", "table-cell", content=e("style:table-cell-properties", **own))

    def write_rows(self, t):
        hanging = {}                # first column to (columns, rows left)
        for r in t.rows:
            look = dict(fo_keep__together="auto" if r.split else "always")
            if r.height:
                look["style_row__height" if r.exact else "style_min__row__height"] = cm(r.height)
            style = self.automatic_style("R", "table-row", content=e("style:table-row-properties", **look))
            cells, column, source = "", 0, iter(r.cells)
            while column < len(t.widths):
                if column in hanging:
                    across, left = hanging.pop(column)
                    cells += e("table:covered-table-cell") * across
                else:
                    c = next(source)
                    across, left = c.across, c.down
                    cells += e("table:table-cell", self.blocks(c.blocks), table_style__name=self.cell_style(t, c), office_value__type="string",
                               table_number__columns__spanned=across if across > 1 else None, table_number__rows__spanned=left if left > 1 else None)
                    cells += e("table:covered-table-cell") * (across - 1)
                if left > 1:
                    hanging[column] = (across, left - 1)
                column += across
            yield e("table:table-row", cells, table_style__name=style)

    def write_table(self, t, master=None):
        fits = abs(sum(t.widths) - self.width) < 0.5
        look = e("style:table-properties", style_width=cm(sum(t.widths)), table_align="margins" if fits else "left",
                 table_border__model="collapsing", style_may__break__between__rows="true")
        style = self.automatic_style("T", "table", style_master__page__name=master, content=look)
        columns = "".join(e("table:table-column", table_style__name=self.automatic_style(
            "W", "table-column", content=e("style:table-column-properties", style_column__width=cm(w)))) for w in t.widths)
        rows = list(self.write_rows(t))
        head = e("table:table-header-rows", "".join(rows[:t.header])) if t.header else ""
        return e("table:table", columns + head + "".join(rows[t.header:]), table_name=t.name, table_style__name=style)

    # ---- blocks ----

    def contents(self, c):
        levels = ""
        for n in range(1, c.levels + 1):
            levels += e("text:table-of-content-entry-template",
                        e("text:index-entry-link-start") + e("text:index-entry-text")
                        + e("text:index-entry-tab-stop", style_type="right", style_leader__char=".") + e("text:index-entry-page-number")
                        + e("text:index-entry-link-end"), text_outline__level=n, text_style__name=coded(f"Содержание {n}"))
        source = e("text:table-of-content-source", levels, text_outline__level=c.levels)
        body = "".join(e("text:p", e("text:a", escape(words) + e("text:tab") + str(page), xlink_type="simple", xlink_href="#" + target,
                                        text_style__name=INDEX_LINK, text_visited__style__name=INDEX_LINK),
                         text_style__name=coded(f"Содержание {level}")) for level, words, target, page in c.entries)
        return e("text:table-of-content", source + e("text:index-body", body), text_name="Содержание", text_protected="true")

    def blocks(self, blocks, master=None):
        """The first block begins the page of a master page, if one is named; then it is no item of a list."""
        out, n = "", 0
        while n < len(blocks):
            x, first = blocks[n], master if n == 0 else None
            own, end = self.list_of(x), n + 1
            if own and not first:
                while end < len(blocks) and (self.list_of(blocks[end]) or [None])[0] == own[0] and not blocks[end].restart:
                    end += 1
                out += self.write_list(blocks[n:end])
            elif isinstance(x, Contents):
                out += self.contents(x)
            else:
                out += self.write_table(x, first) if isinstance(x, Table) else self.paragraph(x, first)
            n = end
        return out

    # ---- pages ----

    def masters(self):
        """Of each section: the name of the master page it begins with."""
        return ["Standard" if n == 0 else f"Раздел_20_{n + 1}" for n in range(len(self.paper.sections))]

    def page_layout(self, name, page, header):
        width, height = page.size
        content = e("style:page-layout-properties", fo_page__width=cm(width), fo_page__height=cm(height),
                    style_print__orientation="landscape" if page.landscape else "portrait",
                    fo_margin__top=cm(page.header_at if header else page.top), fo_margin__bottom=cm(page.bottom), fo_margin__left=cm(page.left),
                    fo_margin__right=cm(page.right), style_num__format="1", style_writing__mode="lr-tb")
        room = e("style:header-footer-properties", fo_min__height=cm(page.top - page.header_at), fo_margin__left="0cm", fo_margin__right="0cm",
                 style_dynamic__spacing="false", fo_margin__bottom="0.4cm")
        content += e("style:header-style", room if header else None) + e("style:footer-style")
        return e("style:page-layout", content, style_name=name)

    def pages(self):
        """Page layouts and master pages: a section whose first page has no number has two."""
        layouts = masters = ""
        number_field = e("style:header", e("text:p", e("text:page-number", "2", text_select__page="current"), text_style__name="Header"))
        for n, (s, name) in enumerate(zip(self.paper.sections, self.masters())):
            rest = s.page.number == "rest"
            following = "Последующие_20_страницы" if n == 0 else f"{name}_20_далее"
            for master, header in ((name, s.page.number == "all"),) + (((following, True),) if rest else ()):
                layout = f"PL{layouts.count('<style:page-layout ') + 1}"
                layouts += self.page_layout(layout, s.page, header)
                masters += e("style:master-page", number_field if header else None, style_name=master,
                             style_display__name=master.replace("_20_", " ") if "_20_" in master else None, style_page__layout__name=layout,
                             style_next__style__name=following if rest and master == name else None)
        return layouts, masters

    # ---- parts ----

    def font_faces(self):
        return e("office:font-face-decls", e("style:font-face", style_name="Times New Roman", svg_font__family="'Times New Roman'",
                                             style_font__family__generic="roman", style_font__pitch="variable"))

    def content(self):
        body = ""
        for n, (s, master) in enumerate(zip(self.paper.sections, self.masters())):
            body += self.blocks(s.blocks, master if n else None)
        return root("document-content", self.font_faces() + e("office:automatic-styles", self.automatic_styles() or None)
                    + e("office:body", e("office:text", body)), "table", "fo", "svg", "xlink")

    def style(self, name):
        s = self.table[name]
        d = {k: getattr(s, k) for k in Style.__dataclass_fields__}
        left = effective(self.table, name, {}, "left") or 0
        look = self.paragraph_properties(d, left) + text_properties(d)
        shown = coded(name) != name and name not in BUILT_IN
        return e("style:style", look or None, style_name=coded(name), style_display__name=name if shown else None, style_family="paragraph",
                 style_parent__style__name=coded(s.parent) if s.parent else None,
                 style_next__style__name=coded(s.next) if s.next and s.next in self.styles else None,
                 style_default__outline__level=s.outline, style_list__style__name=coded(s.list[0]) if s.list else "" if s.outline else None,
                 style_class="extra" if "колонтитул" in name else "text")

    def list_style(self, name):
        levels = ""
        for n, lv in enumerate(LISTS[name].levels):
            place = e("style:list-level-properties", e("style:list-level-label-alignment", text_label__followed__by="listtab",
                                                       text_list__tab__stop__position=cm(lv.tab), fo_text__indent=cm(lv.first),
                                                       fo_margin__left=cm(lv.left)),
                      text_list__level__position__and__space__mode="label-alignment")
            if "%" in lv.label:
                levels += e("text:list-level-style-number", place, text_level=n + 1, style_num__format="1",
                            style_num__suffix=lv.label[lv.label.rindex("%") + 2:], text_display__levels=n + 1 if lv.label.count("%") > 1 else None)
            else:
                levels += e("text:list-level-style-bullet", place, text_level=n + 1, text_bullet__char=lv.label)
        return e("text:list-style", levels, style_name=coded(name), style_display__name=name if coded(name) != name else None)

    def style_part(self):
        layouts, masters = self.pages()
        size = self.paper.size
        look = dict(style_font__name="Times New Roman", style_font__name__asian="Times New Roman", style_font__name__complex="Times New Roman",
                    **font_sizes(size), fo_language="ru", fo_country="RU", style_language__asian="none", style_country__asian="none",
                    style_language__complex="none", style_country__complex="none", fo_hyphenate="false", style_use__window__font__color="true")
        default = e("style:default-style", e("style:paragraph-properties", fo_hyphenation__ladder__count="no-limit",
                                             style_tab__stop__distance="1.25cm", style_writing__mode="lr-tb", fo_orphans=2, fo_widows=2)
                    + e("style:text-properties", **look), style_family="paragraph")
        default += e("style:default-style", e("style:table-properties", table_border__model="collapsing"), style_family="table")
        named = "".join(self.style(n) for n in self.styles)
        for name in sorted(self.runs_used):
            named += e("style:style", text_properties(CHARACTER_STYLES[name][1]), style_name=coded(name), style_family="text",
                       style_display__name=name if coded(name) != name else None)
        if any(isinstance(x, Contents) for s in self.paper.sections for x in s.blocks):
            named += e("style:style", style_name=INDEX_LINK, style_display__name="Index Link", style_family="text")
        named += "".join(self.list_style(n) for n in self.lists)
        return root("document-styles", self.font_faces() + e("office:styles", default + named)
                    + e("office:automatic-styles", layouts) + e("office:master-styles", masters), "table", "fo", "svg")

    def meta(self):
        paper = self.paper
        out = e("dc:title", escape(paper.title)) + (e("dc:subject", escape(paper.subject)) if paper.subject else "")
        if paper.author:
            out += e("meta:initial-creator", escape(paper.author)) + e("dc:creator", escape(paper.author))
        out += e("dc:language", "ru-RU")
        return XML + e("office:document-meta", e("office:meta", out), xmlns_office=NAMES["office"], xmlns_meta=NAMES["meta"],
                       xmlns_dc=NAMES["dc"], office_version="1.3")

    def parts(self):
        content = self.content()
        here = os.path.dirname(os.path.abspath(__file__))
        settings = open(os.path.join(here, "odt_settings.xml"), encoding="utf-8").read()
        parts = {"content.xml": content, "styles.xml": self.style_part(), "settings.xml": settings, "meta.xml": self.meta()}
        entry = lambda path, kind, version=None: e("manifest:file-entry", manifest_full__path=path, manifest_version=version,  # noqa: E731
                                                   manifest_media__type=kind)
        kind = "application/vnd.oasis.opendocument.text"
        listed = entry("/", kind, "1.3") + "".join(entry(n, "text/xml") for n in parts)
        manifest = XML + e("manifest:manifest", listed, xmlns_manifest=OASIS + "manifest:1.0", manifest_version="1.3")
        return {"mimetype": kind, **parts, "META-INF/manifest.xml": manifest}


def package(paper):
    return archive(Writer(paper).parts(), stored=("mimetype",))
