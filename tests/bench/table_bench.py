#!/usr/bin/env python3
"""Speed and memory of `prikaz pdf` on one table of five columns and 1,000, 10,000 and 100,000 rows, DOCX and ODT, with a
header row that each page repeats.  The whole command in one thread; rows a second and memory a row must not depend on
how many there are.  ROWS makes it smaller.  Figures, not a test.
"""
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "tools"))
import bench  # noqa: E402

PROGRAM = os.path.join(bench.ROOT, "build/prikaz")
ROWS = int(os.environ.get("ROWS", "100000"))
AIM = 20000  # rows a second
WORDS = "Петров Иванова Сидоров отдел заявка приказ справка учёт договор журнал".split()
WIDTHS = (900, 3600, 1800, 1800, 1500)


def cells(i):
    return (str(i), f"{WORDS[i % 10]} {WORDS[i * 7 % 10]}", f"{i % 28 + 1:02}.{i % 12 + 1:02}.2026", WORDS[i * 3 % 10],
            f"{i * 37 % 100000 / 100:.2f}".replace(".", ","))


def docx(rows):
    def row(i):
        head = "<trPr><tblHeader/></trPr>" if i == 0 else ""
        return f"<tr>{head}" + "".join(f'<tc><tcPr><tcW w="{w}" type="dxa"/></tcPr><p>{c}</p></tc>' for w, c in zip(WIDTHS, cells(i))) + "</tr>"
    lines = "".join(f'<{s} val="single" sz="4" space="0" color="000000"/>' for s in ("top", "left", "bottom", "right", "insideH", "insideV"))
    grid = "".join(f'<gridCol w="{w}"/>' for w in WIDTHS)
    return {"body": f'<tbl><tblPr><tblW w="9600" type="dxa"/><tblBorders>{lines}</tblBorders><tblLayout type="fixed"/></tblPr>'
                    f'<tblGrid>{grid}</tblGrid>' + "".join(map(row, range(rows))) + "</tbl><p/>"}


def odt(rows):
    def row(i):
        text = "".join(f'<table:table-cell table:style-name="c"><p>{c}</p></table:table-cell>' for c in cells(i))
        return f"<table:table-row>{text}</table:table-row>"
    return {"body": '<table:table table:style-name="T"><table:table-column table:style-name="C" table:number-columns-repeated="5"/>'
                    f'<table:table-header-rows>{row(0)}</table:table-header-rows>' + "".join(map(row, range(1, rows))) + "</table:table><p/>",
            "automatic styles": '<style name="T" family="table"><table-properties style:width="17cm" table:border-model="collapsing"/></style>'
                                '<style name="C" family="table-column"><table-column-properties column-width="3.4cm"/></style>'
                                '<style name="c" family="table-cell"><table-cell-properties fo:padding="0.1cm" fo:border="0.5pt solid #000000"/></style>'}


def write(fmt, rows, path):
    import sources
    parts = {"docx": docx, "odt": odt}[fmt](rows)
    with open(path, "wb") as f:
        f.write(getattr(sources, fmt)(parts))


def main():
    print(f"one table, one thread; aim: {AIM} rows/s\n{'':6}{'rows':>8}{'rows/s':>9}{'cpu s':>8}{'MiB':>7}{'KiB/row':>9}")
    base = bench.timed(PROGRAM, "--version")[2]
    with tempfile.TemporaryDirectory() as folder:
        for fmt in ("docx", "odt"):
            for rows in (n for n in (1000, 10000, 100000) if n <= ROWS):
                source = os.path.join(folder, f"{rows}.{fmt}")
                # by another process: what this one holds would count as memory of those that it starts
                subprocess.run([sys.executable, __file__, "--write", fmt, str(rows), source], check=True)
                runs = [bench.timed(PROGRAM, "pdf", source, "-o", source + ".pdf", "-q", "-j", "1") for _ in range(3 if rows < 100000 else 1)]
                cpu, mib = min(r[1] for r in runs), max(r[2] for r in runs)
                print(f"{fmt:6}{rows:8}{rows / cpu:9.0f}{cpu:8.2f}{mib:7.0f}{1024 * (mib - base) / rows:9.1f}", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--write"]:
        write(sys.argv[2], int(sys.argv[3]), sys.argv[4])
    else:
        main()
