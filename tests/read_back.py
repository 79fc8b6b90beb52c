#!/usr/bin/env python3
"""The results of the cases, read by others than us: LibreOffice, and the schemas of both formats.

A folder holds results NAME.docx and NAME.odt, beside each the text or the tables expected of it (NAME.docx.expected,
NAME.docx.tables), and in templates/ the template of the same name.  LibreOffice opens all results and saves them as ODT, one start for each format;
what it understood is compared with the expectation.  With ../shared beside the project, every part is checked against its
schema, one start of xmllint for each schema, and must be as valid as the template's.

usage: read_back.py FOLDER …
"""
import importlib.machinery
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
sys.path.insert(0, os.path.join(HERE, "tools"))
import office  # noqa: E402

SHARED = os.path.join(ROOT, "../shared")
PROFILE = "file://" + os.path.join(ROOT, "build/test/office-profile")
failed = False


def check(name, faults):
    global failed
    print(("not ok - " if faults else "ok - ") + "read back: " + name)
    for line in "\n".join(faults).split("\n")[:60] if faults else []:
        print("#   " + line)
    failed |= bool(faults)


def libreoffice(paths, folder):
    os.makedirs(folder, exist_ok=True)
    for _ in range(3):  # it may be killed by one file, or be too busy to start: the rest once more
        paths = [p for p in paths if not os.path.exists(os.path.join(folder, os.path.splitext(os.path.basename(p))[0] + ".odt"))]
        if paths:
            subprocess.run(["soffice", f"-env:UserInstallation={PROFILE}", "--headless", "--convert-to", "odt", "--outdir", folder, *paths],
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=900)


def plain(text):
    """Without empty lines and wide spaces (in ODF white space runs together): LibreOffice sets a paragraph behind a last table, and makes of a
    break a property of what follows; and the anchor of a picture beside the text comes before that text."""
    text = "\n".join(re.sub("  +", " ", line).lstrip(" ") for line in text.split("\n") if line)
    return re.sub(r"(?m)^(.*?)(⟨=.*?⟩)", r"\2\1", text)


def compact(tables):
    """Without columns of the grid at which no cell begins: LibreOffice drops them."""
    out = []
    for table in re.split(r"\n\n+", tables.strip("\n")):
        rows = office.spans([(False, line.strip().removeprefix("|").removesuffix("|").strip().split(" | ")) for line in table.split("\n")])
        begins = {column for row in rows for _, column, _, _ in row}
        for row in rows:
            widths = [len([b for b in begins if column <= b < column + width]) for _, column, width, _ in row]
            out.append(" | ".join(f"{cell[0].strip()} {w}x{cell[3]}" for cell, w in zip(row, widths)))
    return "\n".join(out)


def texts(folder, results):
    scratch = os.path.join(folder, "libreoffice")
    shutil.rmtree(scratch, ignore_errors=True)
    for ext in ("docx", "odt"):
        libreoffice([os.path.join(folder, r) for r in results if r.endswith(ext)], os.path.join(scratch, ext))
    for r in results:
        stem, ext = os.path.splitext(r)
        path = os.path.join(scratch, ext[1:], stem + ".odt")
        if not os.path.exists(path):
            check(f"LibreOffice opens {r}", ["it saved nothing"])
            continue
        for what, kind, read in (("text", "expected", office.text_of), ("tables", "tables", office.tables_of)):
            if not os.path.exists(os.path.join(folder, f"{r}.{kind}")):
                continue
            expected = open(os.path.join(folder, f"{r}.{kind}"), encoding="utf-8").read()
            try:
                got = "\n".join(read(path))
            except AssertionError as e:
                got = f"(not a table: {e})"
            same = compact if what == "tables" and "not a table" not in got else plain
            check(f"LibreOffice reads the {what} of {r}", [] if same(got) == same(expected) else [f"expected\n{expected}\ngot\n{got}"])


def validator():
    path = os.path.join(SHARED, "tools/validate-office")
    if not os.path.exists(path):
        return None
    loader = importlib.machinery.SourceFileLoader("validate_office", path)
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("validate_office", loader))
    sys.dont_write_bytecode = True
    loader.exec_module(module)
    return module


class Batch:
    """Parts handed to the validator's lint() are put aside and checked together, one start of xmllint for each schema."""

    def __init__(self, module):
        self.module, self.parts, self.folder = module, {}, tempfile.mkdtemp(prefix="prikaz-lint-")
        self.found = {}

    def put_aside(self, data, args):
        self.parts.setdefault(tuple(args), []).append(data)
        return set()

    def answer(self, data, args):
        return self.found.get((tuple(args), data), set())

    def run(self):
        """Nothing the second time: all that was put aside has its answer."""
        waiting, self.parts = self.parts, {}
        for args, parts in waiting.items():
            parts = sorted(set(parts))
            names = []
            for i, data in enumerate(parts):
                names.append(os.path.join(self.folder, f"{i}.xml"))
                open(names[-1], "wb").write(data)
            said = subprocess.run(["xmllint", "--noout", "--nonet", *args, *names], stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, timeout=900, text=True, errors="replace").stdout
            for line in said.splitlines():
                at = re.match(re.escape(self.folder) + r"/(\d+)\.xml", line)
                if at and "error" in line.lower() and "fails to validate" not in line:
                    line = re.sub(r"\{http[^}]*\}", "", line.split(": ", 1)[-1])
                    line = re.sub(r"'[^']{60,}'", "'…'", line)
                    self.found.setdefault((args, parts[int(at.group(1))]), set()).add(re.sub(r"\b\d+\b", "N", line)[:300])
        shutil.rmtree(self.folder, ignore_errors=True)


def validity(folder, results):
    module = validator()
    if module is None:
        print(f"skip - read back: validity of the results in {os.path.basename(folder)} (no ../shared)")
        return
    batch = Batch(module)
    pairs = [(os.path.join(folder, r), os.path.join(folder, "templates", r)) for r in results]
    for module.lint in (batch.put_aside, batch.answer):
        found = {}
        for pair in pairs:
            for path in pair:
                found[path] = module.problems(path) if os.path.exists(path) else set()
        batch.run()
    for out, template in pairs:
        check(f"{os.path.basename(out)} is as valid as its template", sorted(found[out] - found[template]))


def duplicates(folder, results):
    """Names that must be there once in a package: ids of drawings, bookmarks, notes, tables, xml:id."""
    for r in results:
        z = zipfile.ZipFile(os.path.join(folder, r))
        faults = []
        for n in z.namelist():
            if n.endswith(".xml"):
                faults += [f"{n}: {f}" for f in office.repeated_names(z.read(n).decode("utf-8", "replace"))]
        check(f"names are there once in {r}", faults)


def main(argv):
    for folder in argv:
        results = sorted(f for f in os.listdir(folder) if f.endswith((".docx", ".odt")))
        texts(folder, results)
        validity(folder, results)
        duplicates(folder, results)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
