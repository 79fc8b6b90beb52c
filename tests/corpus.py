#!/usr/bin/env python3
"""How close our PDFs of ../shared/corpus stand to LibreOffice's, by ../shared/tools/pdf-fidelity: a line for each file, the means over
all, and over those that are text alone, which are named.  Prints figures; fails nothing.

usage: corpus.py PROGRAM [FOLDER]
"""
import importlib.machinery
import importlib.util
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "tools"))
sys.path.insert(0, HERE)
import features  # noqa: E402
import fidelity  # noqa: E402

SHARED = os.path.join(HERE, "../../shared")
OUT = os.path.join(fidelity.OUT, "corpus")
KINDS = ("place", "page", "text", "ink")


def judge():
    loader = importlib.machinery.SourceFileLoader("pdf_fidelity", os.path.join(SHARED, "tools/pdf-fidelity"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("pdf_fidelity", loader))
    sys.dont_write_bytecode = True
    loader.exec_module(module)
    return module


def means(title, rows):
    same = sum(1 for r in rows if len(set(r["pages"].split("/"))) == 1)
    if rows:
        print(f"{title}, {len(rows)} files: " + "  ".join(f"{k} {sum(r[k] for r in rows) / len(rows):.1f}" for k in KINDS)
              + f"  same page count {same} ({100 * same / len(rows):.1f} %)")


def main(argv):
    if not argv:
        print(__doc__)
        return 2
    folder = argv[1] if len(argv) > 1 else os.path.join(SHARED, "corpus")
    if not os.path.isdir(folder) or not os.path.exists(os.path.join(SHARED, "tools/pdf-fidelity")):
        print("skip - corpus: no ../shared")
        return 0
    shutil.rmtree(OUT, ignore_errors=True)
    os.makedirs(OUT)
    names = sorted(n for n in os.listdir(folder) if n.endswith((".docx", ".odt")) and os.path.exists(fidelity.pdf_of(n, folder)))
    subprocess.run([os.path.abspath(argv[0]), "pdf", *(os.path.join(folder, n) for n in names), "-o", OUT + "/", "-q"],
                   env=fidelity.environment(), check=False)
    tool, rows, texts = judge(), [], []
    for name in names:
        ours = fidelity.pdf_of(name, OUT)
        has = features.features(os.path.join(folder, name))
        if os.path.exists(ours):
            row = tool.compare(ours, fidelity.pdf_of(name, folder))
        else:
            row = {"words": 0, "pages": "0/1", **dict.fromkeys(KINDS, 0.0)}
        rows.append(row)
        texts += [] if has else [(name, row)]
        print(f"{name}: " + "  ".join(f"{k} {row[k]:.1f}" for k in KINDS) + f"  pages {row['pages']}  words {row['words']}  [{' '.join(has) or 'text'}]")
    print(f"\nText alone: {features.RULE}.")
    for name, _ in texts:
        print(f"  {name}")
    means("Text alone", [row for _, row in texts])
    means("All", rows)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
