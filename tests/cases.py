#!/usr/bin/env python3
"""Runs the cases of tests/cases/*.case: a template in plain lines, data, a command, and what comes out.

A case is one text file of sections, each begun by a line "--- NAME":

    --- command            arguments of prikaz; {ext} is docx and odt in turn; default: merge template.{ext} -d data.json
    --- template           lines, see tools/office.py; it becomes template.docx or template.odt
    --- file NAME          any other file, as it stands        --- template NAME   another template, without extension
    --- base64 NAME        a file of bytes
    --- workbook NAME      NAME.xlsx or NAME.ods out of plain lines, see tools/sheets.py
    --- exit               expected exit status; default 0
    --- table              expected tables of the result, with the spans of cells as a template writes them
    --- text               expected text of the result (the result is out.{ext} unless the command says -o)
    --- out                expected standard output              --- messages     expected standard error
    --- messages ru        the same in Russian
    --- files              the names that are there afterwards beside the inputs, one a line
    --- formats            docx, odt, or none (run once, no template)

Every problem code of base/messages.def must be met by some case (tests/cases/untried.txt lists those that
cannot be, with the reason).

usage: cases.py PROGRAM [--accept] [--keep FOLDER] [CASE …]
"""
import base64
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "tools"))
import duplicates  # noqa: E402
import office  # noqa: E402
import sheets  # noqa: E402


def read_case(path):
    sections, name = [], None
    for line in open(path, encoding="utf-8").read().split("\n"):
        if line.startswith("--- "):
            name = line[4:].strip()
            sections.append([name, []])
        elif name is not None:
            sections[-1][1].append(line)
    return [(n, "\n".join(lines).rstrip("\n")) for n, lines in sections]


def write_inputs(folder, sections, ext):
    for name, text in sections:
        kind, _, arg = name.partition(" ")
        if kind == "template":
            data = office.make(text, ext)
            target = f"{arg or 'template'}.{ext}"
        elif kind == "file":
            data, target = (text + "\n").encode(), arg
        elif kind == "base64":
            data, target = base64.b64decode(text), arg
        elif kind == "workbook":
            data, target = sheets.make(text, arg), arg
        else:
            continue
        target = os.path.join(folder, target)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        open(target, "wb").write(data)


def tree(folder):
    return {os.path.relpath(os.path.join(d, f), folder) for d, _, files in os.walk(folder) for f in files}


def run_program(program, command, folder, russian):
    env = {k: v for k, v in os.environ.items() if not k.startswith("LC_") and k not in ("LANG", "LANGUAGE", "NO_COLOR")}
    env.update(LANG="ru_RU.UTF-8" if russian else "C.UTF-8", SOURCE_DATE_EPOCH="1606694400", NO_COLOR="1")
    return subprocess.run(["bash", "-c", f'"{program}" {command}'], cwd=folder, env=env, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)


def keep(folder, name, result, template, kind, expected):
    """The result as NAME.EXT with its template and what is expected of it, a text or tables, for read_back.py."""
    os.makedirs(os.path.join(folder, "templates"), exist_ok=True)
    shutil.copy(result, os.path.join(folder, name))
    if not os.path.exists(template):  # a season's: all that a case makes have the same styles
        template = next(iter(sorted(glob.glob(os.path.join(os.path.dirname(template), "*/templates/*" + os.path.splitext(name)[1])))), None)
    if template:
        shutil.copy(template, os.path.join(folder, "templates", name))
    with open(os.path.join(folder, f"{name}.{kind}"), "w", encoding="utf-8") as f:
        f.write(expected)


class Runner:
    def __init__(self, program, accept, keep):
        self.program, self.accept, self.keep = os.path.abspath(program), accept, keep
        self.passed = self.failed = 0
        self.codes = set()

    def report(self, ok, name, detail=""):
        print(("ok - " if ok else "not ok - ") + "case " + name)
        if ok:
            self.passed += 1
        else:
            self.failed += 1
            for line in detail.split("\n"):
                print("#   " + line)

    def one(self, path, sections, ext):
        name = os.path.basename(path)[:-5] + ("" if ext == "none" else "." + ext)
        wanted = {n: t.replace("{ext}", ext) for n, t in sections}
        faults, new = [], {}
        command = wanted.get("command", f"merge template.{ext} -d data.json -o out.{ext}").strip()
        for russian in ([False] + ([True] if "messages ru" in wanted else [])):
            folder = tempfile.mkdtemp(prefix="prikaz-case-")
            try:
                write_inputs(folder, sections, ext)
                before = tree(folder)
                report = "" if "--report" in command else " --report .report.json"
                with_report = re.match(r"(make|merge|pdf|check|decline|init)\b", command) and "|" not in command
                run = run_program(self.program, command + (report if with_report else ""), folder, russian)
                for key, got in (("messages ru" if russian else "messages", run.stderr), ("out", run.stdout)):
                    got = got.decode("utf-8", "replace").rstrip("\n")
                    if key in wanted and got != wanted[key]:
                        faults.append(f"{key}: expected\n{wanted[key]}\ngot\n{got}")
                        new[key] = got.replace("." + ext, ".{ext}") if ext != "none" else got
                    elif key == "messages" and key not in wanted and "AddressSanitizer" in got + "runtime error":
                        if "Sanitizer" in got or "runtime error" in got:
                            faults.append(got)
                expected = int(wanted.get("exit", "0"))
                if run.returncode != expected:
                    faults.append(f"exit {run.returncode}, expected {expected}\n{run.stderr.decode('utf-8', 'replace')}")
                try:
                    for p in json.load(open(os.path.join(folder, ".report.json"), encoding="utf-8"))["problems"]:
                        self.codes.add(p["code"])
                except (OSError, ValueError, KeyError):
                    pass
                if russian:
                    continue
                after = tree(folder) - before - {".report.json"}
                for made in sorted(f for f in after if f.endswith((".docx", ".odt"))):
                    made = os.path.join(folder, made)
                    faults += duplicates.new_faults(made, os.path.join(folder, "template." + ext)) if zipfile.is_zipfile(made) else []
                if "files" in wanted and sorted(after) != sorted(wanted["files"].split()):
                    faults.append(f"files: expected {sorted(wanted['files'].split())}, got {sorted(after)}")
                if expected == 3 and "files" not in wanted and after:
                    faults.append(f"left behind: {sorted(after)}")
                if "text" in wanted:
                    out = os.path.join(folder, f"out.{ext}")
                    got = "\n".join(office.text_of(out)) if os.path.exists(out) else "(no output)"
                    if got.rstrip("\n") != wanted["text"]:
                        faults.append(f"text: expected\n{wanted['text']}\ngot\n{got}")
                        new["text"] = got
                    elif self.keep:
                        keep(self.keep, name, out, os.path.join(folder, f"template.{ext}"), "expected", wanted["text"])
                if "table" in wanted:
                    out = os.path.join(folder, f"out.{ext}")
                    got = "\n".join(office.tables_of(out)) if os.path.exists(out) else "(no output)"
                    if got.rstrip("\n") != wanted["table"]:
                        faults.append(f"table: expected\n{wanted['table']}\ngot\n{got}")
                        new["table"] = got
                    elif self.keep:
                        keep(self.keep, name, out, os.path.join(folder, f"template.{ext}"), "tables", wanted["table"])
            finally:
                shutil.rmtree(folder)
        self.report(not faults, name, "\n".join(faults))
        return new

    def case(self, path):
        sections = read_case(path)
        has_template = any(n.split()[0] == "template" for n, _ in sections)
        formats = dict(sections).get("formats", "docx odt" if has_template else "none").split()
        for ext in formats:
            new = self.one(path, sections, ext)
            if new and self.accept:
                lines = []
                for n, t in sections:
                    lines += [f"--- {n}", new.get(n, t)]
                open(path, "w", encoding="utf-8").write("\n".join(lines) + "\n")
                print(f"# accepted into {path}: read it")
                sections = read_case(path)

    def coverage(self):
        source = open(os.path.join(HERE, "../generator/base/messages.def"), encoding="utf-8").read()
        known = set(re.findall(r'^MESSAGE\(\w+,\s*"([^"]+)"', source, re.M))
        untried = set(re.findall(r"^([a-z0-9-]+):", open(os.path.join(HERE, "cases/untried.txt"), encoding="utf-8").read(), re.M))
        missing = sorted(known - self.codes - untried)
        self.report(not missing, "every message has a case", "no case meets: " + " ".join(missing))
        stale = sorted(untried - known | (untried & self.codes))
        self.report(not stale, "untried.txt names only what is untried", "not known, or met by a case: " + " ".join(stale))


def main(argv):
    accept = "--accept" in argv
    argv = [a for a in argv if a != "--accept"]
    keep = None
    if "--keep" in argv:
        i = argv.index("--keep")
        keep = argv[i + 1]
        del argv[i:i + 2]
        os.makedirs(keep, exist_ok=True)
    program, names = argv[0], argv[1:]
    runner = Runner(program, accept, keep)
    folder = os.path.join(HERE, "cases")
    for f in sorted(os.listdir(folder)):
        if f.endswith(".case") and (not names or f[:-5] in names):
            runner.case(os.path.join(folder, f))
    if not names:
        runner.coverage()
    return 1 if runner.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
