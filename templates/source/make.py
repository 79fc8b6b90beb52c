#!/usr/bin/env python3
"""Writes the templates that papers/*.py describe, both formats of each; paper.py says how.

usage: make.py [--check] [NAME …]      NAME: order-pairs …, to write it alone; --check writes nothing and names what differs
"""
import importlib
import io
import os
import sys
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..")
sys.path.insert(0, HERE)
import docx_writer  # noqa: E402
import odt_writer  # noqa: E402

WRITERS = {"docx": docx_writer.package, "odt": odt_writer.package}


def papers():
    """Every Paper of every module."""
    for file in sorted(os.listdir(os.path.join(HERE, "papers"))):
        if file.endswith(".py"):
            yield from importlib.import_module("papers." + file[:-3]).papers()


def parts(data):
    """What is in a package: its parts, uncompressed, for another zlib deflates otherwise."""
    with zipfile.ZipFile(io.BytesIO(data)) as z:
        return [(i.filename, z.read(i)) for i in z.infolist()]


def main(argv):
    check, names, differ = "--check" in argv, [a for a in argv if not a.startswith("--")], 0
    for paper in papers():
        for kind in paper.formats:
            path = os.path.join(ROOT, paper.folder, f"{paper.name}.{kind}")
            if names and paper.name not in names:
                continue
            data = WRITERS[kind](paper)
            if not os.path.exists(path) or parts(open(path, "rb").read()) != parts(data):
                differ += 1
                print(f"{os.path.relpath(path, ROOT)}: " + ("differs from its source: make templates" if check else "written"))
                if not check:
                    open(path, "wb").write(data)
    return 1 if check and differ else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
