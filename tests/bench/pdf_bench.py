#!/usr/bin/env python3
"""Speed and memory of `prikaz pdf`, beside what deflating the same bytes costs: one text of 100 to 10,000 pages, 1,000
documents of one page in one thread and in as many as there are processors, the records of a table in one file and in
files of their own, and where the time goes.

The texts are made by prose.py.  "deflate" is zlib alone over the streams of the PDF that was made, in the same run.
The stages are taken by build/stages in the fastest of several rounds, all in one process (stages.c says how).  PAGES,
DOCUMENTS, RECORDS make it smaller.  Figures, not a test.
"""
import glob
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import bench  # noqa: E402
import prose  # noqa: E402

PROGRAM = os.path.join(bench.ROOT, "build/prikaz")
PAGES = int(os.environ.get("PAGES", "10000"))
DOCUMENTS = int(os.environ.get("DOCUMENTS", "1000"))
RECORDS = int(os.environ.get("RECORDS", "10000"))
LONG = min(PAGES, 1000)
AIM_MS, AIM_RATIO = 1.5, 2.0


def deflate_seconds(pdfs, folder):
    paths = [path for i, pdf in enumerate(pdfs) for path in bench.new_bytes(pdf, "pdf", os.path.join(folder, str(i)))]
    return float(subprocess.run([os.path.join(bench.ROOT, "build/deflate"), "1", str(bench.LEVEL), *paths], check=True,
                                stdout=subprocess.PIPE).stdout.split()[0])


def pages_of(pdf):
    out = subprocess.run(["pdfinfo", pdf], check=True, stdout=subprocess.PIPE).stdout.decode()
    return int(next(line.split()[1] for line in out.splitlines() if line.startswith("Pages:")))


def make_text(fmt, pages, path):
    """By another process: what this one holds would count as memory of those that it starts."""
    subprocess.run([sys.executable, os.path.join(HERE, "prose.py"), fmt, str(pages), path], check=True)


def long_texts(folder):
    print(f"one text, one thread; aim: {AIM_RATIO} times deflating\n"
          f"{'':6}{'pages':>7}{'pages/s':>9}{'cpu s':>8}{'µs/page':>9}{'MiB':>6}{'KiB/page':>10}{'deflate s':>11}{'ratio':>7}")
    base = bench.timed(PROGRAM, "--version")[2]
    for fmt in ("docx", "odt"):
        for wanted in (n for n in (100, 1000, 10000) if n <= PAGES):
            source, pdf, parts = (os.path.join(folder, f"{wanted}.{e}") for e in (fmt, fmt + ".pdf", fmt + ".parts"))
            make_text(fmt, wanted, source)
            runs = [bench.timed(PROGRAM, "pdf", source, "-o", pdf, "-q", "-j", "1") for _ in range(5 if wanted < 10000 else 1)]
            cpu, mib = min(r[1] for r in runs), max(r[2] for r in runs)
            pages, floor = pages_of(pdf), deflate_seconds([pdf], parts)
            print(f"{fmt:6}{pages:7}{pages / cpu:9.0f}{cpu:8.2f}{1e6 * cpu / pages:9.0f}{mib:6.0f}{1024 * (mib - base) / pages:10.1f}"
                  f"{floor:11.3f}{cpu / floor:7.2f}", flush=True)


def one_page_documents(folder):
    p = prose.Prose()
    for i in range(DOCUMENTS):
        fmt = ("docx", "odt")[i % 2]
        prose.WRITERS[fmt](p.paragraphs(0.9), os.path.join(folder, f"one{i}.{fmt}"))
    sources, out = sorted(glob.glob(os.path.join(folder, "one*"))), os.path.join(folder, "out")
    print(f"\n{DOCUMENTS} documents of one page, half DOCX, half ODT; aim: {AIM_MS} ms\n"
          f"{'threads':>7}{'docs/s':>9}{'wall ms/doc':>13}{'cpu ms/doc':>12}{'MiB':>6}{'deflate s':>11}{'ratio':>7}")
    for jobs in sorted({1, os.cpu_count()}):
        wall, cpu, mib = bench.timed(PROGRAM, "pdf", *sources, "-o", out + "/", "-q", "-j", str(jobs))
        floor = deflate_seconds(sorted(glob.glob(out + "/*.pdf"))[:100], os.path.join(folder, f"parts{jobs}")) * DOCUMENTS / min(DOCUMENTS, 100)
        print(f"{jobs:7}{DOCUMENTS / wall:9.0f}{1e3 * wall / DOCUMENTS:13.2f}{1e3 * cpu / DOCUMENTS:12.2f}{mib:6.0f}{floor:11.2f}{cpu / floor:7.2f}",
              flush=True)
    return sources


def records_in_one_file(folder):
    """Certificates in one file, beside as many files."""
    template, data, out = (os.path.join(folder, name) for name in ("certificate.docx", "people.csv", "certificates"))
    prose.WRITERS["docx"]([("h", "Сертификат наставника"), ("p", "{{Имя}}, класс {{Класс}}")], template)
    with open(data, "w", encoding="utf-8") as people:
        people.write("Код;Имя;Класс\n" + "".join(f"К-{i};Иванов Пётр {i};{i % 11 + 1}\n" for i in range(RECORDS)))
    os.mkdir(out)
    print(f"\n{RECORDS:,} certificates of one page\n{'':14}{'threads':>7}{'wall s':>9}{'cpu s':>8}{'MiB':>6}{'MB':>7}")
    for title, arguments in (("one file", ["--combine", "-o", os.path.join(folder, "all.pdf")]),
                             ("single files", ["-o", os.path.join(out, "{{Код}}.pdf")])):
        for jobs in sorted({1, os.cpu_count()}):
            wall, cpu, mib = bench.timed(PROGRAM, "merge", template, "-d", data, "--each", "people", "-q", "-j", str(jobs), *arguments)
            made = glob.glob(out + "/*") if title != "one file" else [os.path.join(folder, "all.pdf")]
            size = sum(os.path.getsize(path) for path in made) / 1e6
            print(f"{title:14}{jobs:7}{wall:9.2f}{cpu:8.2f}{mib:6.0f}{size:7.1f}", flush=True)


def stages(title, rounds, files):
    out = subprocess.run([os.path.join(bench.ROOT, "build/stages"), str(rounds), str(bench.LEVEL), os.path.join(bench.ROOT, "fonts"),
                          os.path.join(bench.ROOT, "fonts/substitutions.txt"), *files], check=True, stdout=subprocess.PIPE).stdout.decode()
    spent = {name: float(ms) for name, ms in (line.split() for line in out.splitlines())}
    whole = spent.pop("all")
    shares = "".join(f"{100 * ms / whole:9.1f}" for ms in spent.values())
    if not stages.has_head:
        print("\nwhere the time goes, %\n" + f"{'':22}{'ms':>9}" + "".join(f"{name:>9}" for name in spent))
        stages.has_head = True
    print(f"{title:22}{whole / len(files):9.2f}{shares}", flush=True)


stages.has_head = False


def main():
    with tempfile.TemporaryDirectory() as folder:
        long_texts(folder)
        sources = one_page_documents(folder)
        records_in_one_file(folder)
        for fmt in ("docx", "odt"):
            stages(f"one page {fmt}", 10, [s for s in sources if s.endswith(fmt)][:200])
        for fmt in ("docx", "odt"):
            stages(f"{LONG:,} pages {fmt}", 5, [os.path.join(folder, f"{LONG}.{fmt}")])


if __name__ == "__main__":
    main()
