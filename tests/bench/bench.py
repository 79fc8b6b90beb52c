#!/usr/bin/env python3
"""Speed and memory of prikaz on 1,000 orders with their roadmap, beside what deflating the same bytes costs; then of
one table of 1,000 to 100,000 rows.

For DOCX, ODT and PDF: documents per second, peak memory, and the ratio of processor time to deflating
the bytes that the result holds newly packed (for DOCX and ODT the parts that differ from the template; for
PDF its streams), measured in the same run with zlib alone at the same level.  Figures, not a test.
"""
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "tools"))
import office  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(HERE))
COUNT = int(os.environ.get("COUNT", "1000"))
LEVEL = 6


def timed(*command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    p = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _, status, usage = os.wait4(p.pid, 0)
    if status:
        sys.exit(f"{' '.join(command)}: {p.stderr.read().decode()}")
    del before
    return time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def season(folder, fmt):
    shutil.copytree(os.path.join(ROOT, "examples/chita"), folder)
    with open(os.path.join(folder, "Филиалы.csv"), "w", encoding="utf-8") as f:
        f.write("Код,Название\n" + "".join(f"{n},Филиал {n}\n" for n in range(1, COUNT + 1)))
    with open(os.path.join(folder, "Документы.csv"), "w", encoding="utf-8") as f:
        f.write(f"Документ,Шаблон,Для каждого,Файл,Форматы\nПриказ,order-roadmap,Филиалы,Приказ {{{{код}}}},{fmt}\n")


def new_bytes(sample, fmt, folder):
    """The files whose deflating is the floor: what the program had to pack for one document."""
    os.makedirs(folder)
    if fmt == "pdf":
        plain = os.path.join(folder, "plain.pdf")
        subprocess.run(["qpdf", "--stream-data=uncompress", sample, plain], check=True)
        data = open(plain, "rb").read()
        parts = re.findall(rb"stream\r?\n(.*?)\r?\n?endstream", data, re.S)
        os.remove(plain)
    else:
        z, t = zipfile.ZipFile(sample), zipfile.ZipFile(os.path.join(ROOT, f"examples/chita/templates/order-roadmap.{fmt}"))
        parts = [z.read(n) for n in z.namelist() if z.getinfo(n).CRC != t.getinfo(n).CRC]
    paths = []
    for i, part in enumerate(parts):
        paths.append(os.path.join(folder, str(i)))
        open(paths[-1], "wb").write(part)
    return paths


TABLES = {
    "plain": "| {{#дела}}{{№}} | {{что}} | {{срок}} | {{кто}}{{/дела}} |",
    "merged": "| {{#этапы}}{{№}} | {{имя}} | {{#дела}}{{что}} | {{срок}}{{/дела}} | {{кто}}{{/этапы}} |",
    "none": "{{#дела}}{{/дела}}{{#этапы}}{{/этапы}}",
}


def write_table_data(kind, rows, path):
    task = [{"что": f"Мероприятие {i}", "срок": "сентябрь", "кто": "Иванов И.И."} for i in range(rows)]
    stages = [{"имя": f"Этап {i}", "кто": "Петров П.П.", "дела": task[i:i + 5]} for i in range(0, rows, 5)]
    data = {"дела": task, "этапы": []} if kind == "plain" else {"дела": [], "этапы": stages}
    with open(path, "w", encoding="utf-8") as f:
        json.dump(data, f, ensure_ascii=False)


def tables(program):
    """One record's table of many rows: time, and memory beyond what the data alone take, must grow with the rows."""
    print(f"\none table; MiB: of the run, of one that prints nothing of the same data, of the part\n"
          f"{'':20}{'rows':>8}{'wall s':>9}{'µs/row':>9}{'MiB':>7}{'data':>7}{'part':>7}")
    with tempfile.TemporaryDirectory() as folder:
        for kind in ("plain", "merged"):
            for rows in (1000, 10000, 100000):
                data = os.path.join(folder, "data.json")
                # by another process: what this one holds would count as memory of those that it starts
                subprocess.run([sys.executable, __file__, "--data", kind, str(rows), data], check=True)
                for fmt, part in (("docx", "word/document.xml"), ("odt", "content.xml")):
                    run = {}
                    for name in (kind, "none"):
                        template, out = (os.path.join(folder, f"{n}.{fmt}") for n in (name, name + "-out"))
                        with open(template, "wb") as f:
                            f.write(office.make("Таблица\n" + TABLES[name], fmt))
                        run[name] = timed(program, "merge", template, "-d", data, "-o", out, "-q")
                    size = zipfile.ZipFile(os.path.join(folder, f"{kind}-out.{fmt}")).getinfo(part).file_size / 2**20
                    wall, _, mib = run[kind]
                    print(f"{kind + ' ' + fmt:20}{rows:8}{wall:9.2f}{1e6 * wall / rows:9.1f}{mib:7.0f}{run['none'][2]:7.0f}{size:7.1f}",
                          flush=True)


def main():
    program = os.path.join(ROOT, "build/prikaz")
    print(f"{COUNT} orders of one page with a roadmap of 7 stages and 27 rows; one thread; zlib level {LEVEL}")
    print(f"{'':6}{'docs/s':>9}{'ms/doc':>9}{'cpu s':>8}{'MiB':>7}{'KiB/doc':>9}{'deflate s':>11}{'ratio':>7}")
    with tempfile.TemporaryDirectory() as folder:
        for fmt in ("docx", "odt", "pdf"):
            where, out = os.path.join(folder, fmt), os.path.join(folder, fmt + "-out")
            season(where, fmt)
            wall, cpu, mib = timed(program, "make", where, "-o", out, "-q", "-j", "1")
            made = sorted(f for f in os.listdir(out) if f.endswith("." + fmt))
            if len(made) != COUNT:
                sys.exit(f"{len(made)} documents made instead of {COUNT}")
            sample = os.path.join(out, made[0])
            parts = new_bytes(sample, fmt, os.path.join(folder, fmt + "-parts"))
            floor = float(subprocess.run([os.path.join(ROOT, "build/deflate"), str(COUNT), str(LEVEL), *parts], check=True,
                                         stdout=subprocess.PIPE).stdout.split()[0])
            print(f"{fmt:6}{COUNT / wall:9.0f}{1000 * wall / COUNT:9.2f}{cpu:8.2f}{mib:7.0f}{os.path.getsize(sample) / 1024:9.1f}"
                  f"{floor:11.2f}{cpu / floor:7.2f}", flush=True)
            shutil.rmtree(out)
    tables(program)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--data"]:
        write_table_data(sys.argv[2], int(sys.argv[3]), sys.argv[4])
    else:
        main()
