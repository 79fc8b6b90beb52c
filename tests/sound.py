#!/usr/bin/env python3
"""Whether other programs find anything to say of our PDF files.

Lays out each DOCX and ODT of the folders and looks at the PDF, and at every PDF that lies there already: `qpdf --check`
and `mutool info` have to be silent; each font file stands in it once; each note's mark leads to its text and back.

usage: sound.py PROGRAM FOLDER …
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

NOTE = {".docx": ("word/document.xml", rb"<w:(?:foot|end)noteReference\b"), ".odt": ("content.xml", rb"<text:note[ >]")}


def says(*command):
    run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return run.returncode, run.stdout.decode(errors="replace")


def faults(path):
    code, text = says("qpdf", "--check", path)
    found = [f"qpdf: {text.strip()}"] if code or "WARNING" in text else []
    code, text = says("mutool", "info", path)
    if code or re.search("warning|error", text):
        found.append(f"mutool: {text.strip()[:300]}")
    code, text = says("pdffonts", path)
    names = [line.split()[0] for line in text.splitlines()[2:]]
    twice = sorted({n.partition("+")[2] for n in names if sum(m.partition("+")[2] == n.partition("+")[2] for m in names) > 1})
    # one name may be of two files; the subsets of one file would have one tag as well
    if len(set(names)) != len(names):
        found.append(f"fonts twice: {twice}")
    return found


def notes_lead_on(document, pdf):
    part, mark = NOTE[os.path.splitext(document)[1]]
    with zipfile.ZipFile(document) as z:
        notes = len(re.findall(mark, z.read(part))) if part in z.namelist() else 0
    text = says("mutool", "show", "-g", pdf, "grep")[1] if notes else ""
    return not notes or len(re.findall("/Subtype/Link", text)) > 0


def main():
    program, folders = sys.argv[1], sys.argv[2:]
    if not all(shutil.which(p) for p in ("qpdf", "mutool", "pdffonts")):
        print("skip - sound: qpdf, mutool or pdffonts is missing")
        return 0
    bad, count = [], 0
    with tempfile.TemporaryDirectory() as scratch:
        for folder in folders:
            for base, _, names in sorted(os.walk(folder)):
                for name in sorted(names):
                    path = os.path.join(base, name)
                    pdf, is_ours = path, name.endswith(".pdf") and "corpus" not in base and "theirs" not in base
                    if name.endswith((".docx", ".odt")) and "corpus" in base:
                        pdf = os.path.join(scratch, "made.pdf")
                        if says(program, "pdf", path, "-q", "-o", pdf)[0] not in (0, 2):
                            continue
                        is_ours = os.path.exists(pdf)
                        if is_ours and not notes_lead_on(path, pdf):
                            bad.append(f"{path}: its notes have no links")
                    if not is_ours:
                        continue
                    count += 1
                    bad += [f"{path}: {fault}" for fault in faults(pdf)]
    for line in bad:
        print(f"not ok - sound: {line}")
    if not bad:
        print(f"ok - sound: {count} PDF files")
    return 1 if bad else 0


sys.exit(main())
