#!/usr/bin/env python3
"""Speed and memory of prikaz on 1,000 orders with their roadmap, beside what deflating the same bytes costs.

For DOCX, ODT and PDF: documents per second, peak memory, and the ratio of processor time to deflating
the bytes that the result holds newly packed (for DOCX and ODT the parts that differ from the template; for
PDF its streams), measured in the same run with zlib alone at the same level.  Figures, not a test.
"""
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
        parts = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.S)
        os.remove(plain)
    else:
        z, t = zipfile.ZipFile(sample), zipfile.ZipFile(os.path.join(ROOT, f"templates/order-roadmap.{fmt}"))
        parts = [z.read(n) for n in z.namelist() if z.getinfo(n).CRC != t.getinfo(n).CRC]
    paths = []
    for i, part in enumerate(parts):
        paths.append(os.path.join(folder, str(i)))
        open(paths[-1], "wb").write(part)
    return paths


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


if __name__ == "__main__":
    main()
