#!/usr/bin/env python3
"""The cases of tests/cases once more, with templates as an office program writes them.

Each template of a case is opened and saved by LibreOffice, in its own format and in the other one, and once more cut
up as editors cut what is typed in them (tools/habits.py); the case's command is run on what came of it.  The text of the result must be the case's; of the problems found,
the code, the message, the quoted text and the hint must be those of the template as it was, for only the
paragraph's number may change when LibreOffice sets an empty paragraph behind a table.

What LibreOffice saved is kept in build/resaved under the hash of what it was made from: a later run starts
LibreOffice for new templates only.

usage: resaved.py PROGRAM [--keep FOLDER] [CASE …]      --keep: what is right, for read_back.py
"""
import concurrent.futures
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
sys.path.insert(0, HERE)
sys.path.insert(0, os.path.join(HERE, "tools"))
import cases  # noqa: E402
import habits  # noqa: E402
import office  # noqa: E402

KEPT = os.path.join(ROOT, "build/resaved")
PROFILE = "file://" + os.path.join(ROOT, "build/test/office-profile")
# The command edits the template's bytes, or says something of its package: not of its text.
OF_BYTES = re.compile(r"edit\.py|python3|zipfile|unzip|printf|head -c")
UNTRIED = os.path.join(HERE, "cases/not-resaved.txt")


def resave(templates, target):
    """[(bytes, extension)] -> {hash: path of what LibreOffice saved as target}; one start for all that are new."""
    found, new = {}, []
    for data, ext in templates:
        name = hashlib.sha256(data).hexdigest()[:24]
        folder = os.path.join(KEPT, f"{ext}-to-{target}")
        found[name] = os.path.join(folder, f"{name}.{target}")
        if not os.path.exists(found[name]):
            os.makedirs(os.path.join(KEPT, ext), exist_ok=True)
            path = os.path.join(KEPT, ext, f"{name}.{ext}")
            open(path, "wb").write(data)
            new.append((path, folder))
    for folder in sorted({f for _, f in new}):
        for _ in range(3):  # it may be killed by one file, or be too busy to start: the rest once more
            paths = sorted({p for p, f in new if f == folder and not saved_as(p, folder, target)})
            if paths:
                subprocess.run(["soffice", f"-env:UserInstallation={PROFILE}", "--headless", "--convert-to", target, "--outdir", folder, *paths],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=600)
    return found


def saved_as(path, folder, target):
    return os.path.exists(os.path.join(folder, os.path.splitext(os.path.basename(path))[0] + "." + target))


def untried():
    try:
        return dict(re.findall(r"^([^\s:#]+): *(.*)$", open(UNTRIED, encoding="utf-8").read(), re.M))
    except OSError:
        return {}


def templates_of(sections, ext):
    return [(n.partition(" ")[2] or "template", office.make(t.replace("{ext}", ext), ext)) for n, t in sections if n.split()[0] == "template"]


def same_everywhere(text):
    """LibreOffice sets a paragraph behind a last table, and the anchor of a picture beside the text before that text."""
    text = re.sub(r"(?<=\|)\n+(?=\n@|$)", "", text)
    return re.sub(r"(?m)^(.*?)(⟨=.*?⟩)", r"\2\1", text).rstrip("\n")


def expected_text(sections, ext):
    text = dict(sections).get("text")
    return None if text is None else same_everywhere(text.replace("{ext}", ext))


def tables_of(path):
    try:
        return "\n".join(office.tables_of(path)).rstrip("\n")
    except AssertionError as e:
        return f"(not a table: {e})"


def bare_dump(said):
    """Without white space, as the runs are cut elsewhere, and without the bookmarks that tools/habits.py sets."""
    return re.sub(r"\s|\[(_GoBack|метка)[\w]*\]", "", said)


def run(program, sections, made, ext, keep=None):
    """-> exit status, [(code, message, excerpt, hint)] of the problems, the result's text and tables, what a dump says, or None,
    standard error"""
    folder = tempfile.mkdtemp(prefix="prikaz-resaved-")
    try:
        cases.write_inputs(folder, [s for s in sections if s[0].split()[0] != "template"], ext)
        for name, path in made:
            target = os.path.join(folder, f"{name}.{ext}")
            os.makedirs(os.path.dirname(target), exist_ok=True)
            shutil.copy(path, target)
        command = dict(sections).get("command", "merge template.{ext} -d data.json -o out.{ext}").strip().replace("{ext}", ext)
        report = " --report .report.json" if re.match(r"(make|merge|check)\b", command) and "--report" not in command and "|" not in command else ""
        done = cases.run_program(program, command + report, folder, False)
        problems = []
        try:
            for p in json.load(open(os.path.join(folder, ".report.json"), encoding="utf-8"))["problems"]:
                place = p.get("place") or {}
                problems.append((p["severity"], p["code"], p["message"], place.get("text"), re.sub(r"paragraph \d+", "paragraph N", p.get("hint") or "")))
        except (OSError, ValueError, KeyError):
            pass
        out = os.path.join(folder, f"out.{ext}")
        text = same_everywhere("\n".join(office.text_of(out))) if os.path.exists(out) else None
        tables = tables_of(out) if os.path.exists(out) and "table" in dict(sections) else None
        for kind, got, wanted in (("expected", text, expected_text(sections, ext)), ("tables", tables, dict(sections).get("table"))):
            if keep and got is not None and got == wanted:
                cases.keep(keep[0], keep[1], out, os.path.join(folder, f"template.{ext}"), kind, got)
        said = done.stdout.decode("utf-8", "replace") if "--dump=document" in command else None
        return done.returncode, sorted(problems, key=str), text, tables, said, done.stderr.decode("utf-8", "replace")
    finally:
        shutil.rmtree(folder)


def put(data, ext):
    """-> the path of a file of these bytes, in this run's own folder"""
    path = os.path.join(KEPT, f"run-{os.getpid()}", f"{hashlib.sha256(data).hexdigest()[:24]}.{ext}")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    new = f"{path}.{threading.get_ident()}"
    with open(new, "wb") as f:
        f.write(data)
    os.replace(new, path)
    return path


def one(program, sections, ext, target, kept, keep):
    """The case on its templates of format ext saved as target, or typed in it -> faults"""
    made = []
    for name, data in templates_of(sections, ext):
        if target == "typed":
            path = put(habits.typed(data, ext), ext)
        else:
            path = kept[ext, target][hashlib.sha256(data).hexdigest()[:24]]
        if not os.path.exists(path):
            return [f"LibreOffice saved no {target}"]
        made.append((name, path))
    target = ext if target == "typed" else target
    wanted = dict(sections)
    status, problems, text, tables, out, said = run(program, sections, made, target, keep)
    faults = []
    if status != int(wanted.get("exit", "0")):
        faults.append(f"exit {status}, expected {wanted.get('exit', '0')}\n{said}")
    if "Sanitizer" in said or "runtime error" in said:
        faults.append(said)
    if text != expected_text(sections, target) and "text" in wanted:
        faults.append(f"text: expected\n{wanted['text']}\ngot\n{text}")
    if out is not None and bare_dump(out) != bare_dump(wanted.get("out", "")):
        faults.append(f"dump: expected\n{wanted.get('out')}\ngot\n{out}")
    if tables != wanted.get("table"):
        faults.append(f"tables: expected\n{wanted['table']}\ngot\n{tables}")
    if "messages" in wanted:
        plain = [(n, put(d, target)) for n, d in templates_of(sections, target)]
        expected = run(program, sections, plain, target)[1]
        if problems != expected:
            faults.append("problems: expected\n" + "\n".join(map(str, expected)) + "\ngot\n" + "\n".join(map(str, problems)))
    return faults


def main(argv):
    keep = None
    if "--keep" in argv:
        i = argv.index("--keep")
        keep = argv[i + 1]
        del argv[i:i + 2]
    program, names = os.path.abspath(argv[0]), argv[1:]
    folder = os.path.join(HERE, "cases")
    known, chosen = untried(), []
    for f in sorted(os.listdir(folder)):
        if not f.endswith(".case") or (names and f[:-5] not in names):
            continue
        sections = cases.read_case(os.path.join(folder, f))
        kinds = {n.split()[0] for n, _ in sections}
        both = dict(sections).get("formats", "docx odt").split()
        if "template" in kinds and both == ["docx", "odt"] and not OF_BYTES.search(dict(sections).get("command", "")):
            chosen.append((f[:-5], sections))
    kept = {}
    for ext in ("docx", "odt"):
        templates = [(d, ext) for _, s in chosen for _, d in templates_of(s, ext)]
        for target in ("docx", "odt"):
            kept[ext, target] = resave(templates, target)
    jobs = [(name, sections, ext, target) for name, sections in chosen for ext in ("docx", "odt") for target in ("docx", "odt", "typed")]
    bad = False
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for (name, _, ext, target), faults in zip(jobs, pool.map(lambda j: one(program, *j[1:], kept, keep and j[2] == j[3] and (keep, f"{j[0]}.{j[3]}")), jobs)):
            label = f"{name}.{ext} " + ("typed in an editor" if target == "typed" else f"saved as {target}")
            reason = known.get(f"{name}.{ext}-{target}") or known.get(name)
            if reason is not None and faults:
                print(f"skip - resaved: {label}: {reason}")
                continue
            print(("not ok - " if faults else "ok - ") + "resaved: " + label)
            for line in "\n".join(faults).split("\n") if faults else []:
                print("#   " + line)
            bad |= bool(faults)
    shutil.rmtree(os.path.join(KEPT, f"run-{os.getpid()}"), ignore_errors=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
