#!/usr/bin/python3
"""What `prikaz decline` prints over the lists of tests/grammar, form by form, and that each rule has its line there.

usage: grammar.py PROGRAM              all lists, and the rules of generator/grammar/*.def
       grammar.py PROGRAM FILE... [-a] these lists, with counts and per cent; -a: every wrong line, not the first twenty

A list is lines of six forms parted by tabs, nominative to prepositional, and м or ж behind them when the gender is to
be given:

    # a comment
    #! kind=first                       the lines after it are first names; name, position, last, first, patronymic
    ПЁТР	ПЕТРА	ПЕТРУ	ПЕТРА	ПЕТРОМ	ПЕТРЕ	м
    #! kind=                            from here on what a line is is found by looking
    #! wrong=2                          at most so many lines are known to come out wrong
    #! alone=5                          the same lines are asked once more without a kind; at most so many are wrong then

Where the norm holds two forms for right, both stand in the cell, parted by |.

Long lists are files of words (*.words), sorted by how they change: below a line "= м ий > ого ому ого им ом" stand words,
parted by blanks, that lose "ий" and take those endings; "–" for none of either, "=" alone for words that do not change.

Names whose gender is to be found are files *.gender: a line is a name, a tab, м or ж; found it is when the forms are the
same with the gender given and without.
"""
import glob
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
LISTS = os.path.join(HERE, "grammar")
KINDS = ("", "name", "position", "last", "first", "patronymic")
# which lists may hold the examples of a table: those of one kind, or whole names and phrases that it is a word of
TABLES = {"surname": "last", "first_name": "first", "patronymic": "patronymic", "noun": "position", "adjective": "position"}
SHOWN = 20


class Line:
    def __init__(self, number, kind, cells):
        self.number, self.kind = number, kind
        self.forms = cells[:6]
        self.gender = cells[6] if len(cells) > 6 else ""

    def asked(self):
        return self.forms[0].split("|")[0]


class Endings:
    """How the words below a line "= м ий > ого ому ого им ом" change."""

    def __init__(self, text):
        match = re.fullmatch(r"= (м|ж|–) (?:(\S+) >((?: \S+){5})|=)", text)
        if not match:
            raise ValueError(f"not a gender, what falls off and five endings: {text}")
        self.gender = "" if match.group(1) == "–" else match.group(1)
        self.taken = "" if match.group(2) in (None, "–") else match.group(2)
        self.added = match.group(3).split() if match.group(3) else None

    def cells(self, word):
        if not word.endswith(self.taken):
            raise ValueError(f"{word} does not end in {self.taken}")
        stem = word[: len(word) - len(self.taken)]
        forms = ["|".join(stem + ("" if e == "–" else e) for e in ending.split("|")) for ending in self.added] if self.added else [word] * 5
        return [word] + forms + ([self.gender] if self.gender else [])


def line_cells(text):
    cells = text.split("\t")
    if len(cells) not in (6, 7) or not all(cells[:6]) or (len(cells) == 7 and cells[6] not in ("м", "ж")):
        raise ValueError(f"not six forms and a gender: {text}")
    return cells


class List:
    """A file of lines or words; faults: what of it is neither."""

    def __init__(self, path):
        self.path, (self.name, extension) = path, os.path.splitext(os.path.basename(path))
        self.lines, self.faults, self.wrong, self.alone, self.kind, self.endings = [], [], 0, None, "", None
        for number, text in enumerate(open(path, encoding="utf-8"), 1):
            text = text.rstrip("\n")
            try:
                if text.startswith("#!"):
                    self.set(text)
                elif text.strip() and not text.startswith("#"):
                    self.lines += [Line(number, self.kind, cells) for cells in (self.words(text) if extension == ".words" else [line_cells(text)])]
            except ValueError as fault:
                self.faults.append(f"line {number}: {fault}")

    def set(self, text):
        for key, value in re.findall(r"(\w+)=(\S*)", text):
            if key == "kind" and value in KINDS:
                self.kind = value
            elif key in ("wrong", "alone") and value.isdigit():
                setattr(self, key, int(value))
            else:
                raise ValueError(f"{key}={value}: no such setting")

    def words(self, text):
        if text.startswith("="):
            self.endings = Endings(text)
            return []
        if not self.endings:
            raise ValueError("words before the line that says how they change")
        return [self.endings.cells(word) for word in text.split()]


def declined(program, lines, kind):
    """The six forms of each of these lines, all of one kind."""
    text = "".join(line.asked() + ("\t" + line.gender if line.gender else "") + "\n" for line in lines)
    command = [program, "decline"] + (["--kind", kind] if kind else [])
    env = dict(os.environ, LC_ALL="C.UTF-8", NO_COLOR="1")
    done = subprocess.run(command, input=text.encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=300, env=env)
    rows = [row.split("\t") for row in done.stdout.decode("utf-8", "replace").split("\n")[1:-1]]
    if len(rows) != len(lines):
        return None, f"{' '.join(command[1:])}: exit {done.returncode}, {len(rows)} lines for {len(lines)}: {done.stderr.decode('utf-8', 'replace')[:200]}"
    return rows, None


def judge(line, row):
    """The forms that differ, as "expected (got)"; the accusative and the like are known by their place."""
    cases = ("им", "род", "дат", "вин", "тв", "пр")
    row = row + [""] * (6 - len(row))
    return [f"{case} {want} (got {got or '–'})" for case, want, got in zip(cases, line.forms, row) if got not in want.split("|")]


def run_list(program, listing, without_kind=False):
    """([(line, its differences)], faults)"""
    wrong, faults = [], []
    for kind in KINDS:
        lines = [line for line in listing.lines if line.kind == kind]
        rows, fault = declined(program, lines, "" if without_kind else kind) if lines else ([], None)
        if fault:
            faults.append(fault)
            continue
        wrong += [(line, found) for line, found in ((line, judge(line, row)) for line, row in zip(lines, rows)) if found]
    return sorted(wrong, key=lambda pair: pair[0].number), faults


def report(program, listing, known, every, counts):
    """known: how many lines are known to be wrong; None: of those that are asked without their kind."""
    without_kind = known is None
    wrong, faults = run_list(program, listing, without_kind)
    known = listing.alone if without_kind else known
    faults += [] if without_kind else listing.faults
    forms, bad = 6 * len(listing.lines), sum(len(found) for _, found in wrong)
    if len(wrong) > known:
        faults.append(f"{len(wrong)} of {len(listing.lines)} lines are wrong, {known} are known to be")
    numbers = f": {len(listing.lines)} lines, {forms} forms" + (f", {bad} wrong, {100 * (forms - bad) / forms:.2f} % right, lines {100 * (1 - len(wrong) / len(listing.lines)):.2f} %"
                                                                 if counts and forms else "")
    print(("not ok - " if faults else "ok - ") + f"grammar: {listing.name}{' without a kind' if without_kind else ''}{numbers}")
    if len(wrong) < known:
        print(f"#   only {len(wrong)} lines are wrong, not {known}: write so into the list")
    for fault in faults:
        print("#   " + fault)
    for line, found in (wrong if every else wrong[:SHOWN]) if faults else []:
        print(f"#   {line.number}: {line.asked()}{' ' + line.gender if line.gender else ''}: " + ", ".join(found))
    if faults and len(wrong) > SHOWN and not every:
        print(f"#   … and {len(wrong) - SHOWN} lines more")
    return bool(faults)


# --- a line for each rule

def folded(text):
    return text.lower().replace("ё", "е").replace("\u0301", "")


def macro_calls(path):
    """(line, name, arguments) of each NAME(...) in a table; a C string is its text, comments are skipped."""
    text = re.sub(r"/\*.*?\*/", lambda m: re.sub(r"[^\n]", " ", m.group()), open(path, encoding="utf-8").read(), flags=re.S)
    string = r'"(?:[^"\\]|\\.)*"'
    for call in re.finditer(rf"^([A-Z_]+)\(((?:{string}|[^()\"])*)\)", text, flags=re.M):
        arguments, at = [], 0
        for part in re.finditer(rf"\s*((?:{string}\s*)+|[^,\"]+?)\s*(?:,|$)", call.group(2)):
            value = part.group(1)
            arguments.append("".join(re.findall(r'"((?:[^"\\]|\\.)*)"', value)) if value.startswith('"') else value.strip())
            at = part.end()
        yield text.count("\n", 0, call.start()) + 1, call.group(1), arguments, at == len(call.group(2))


def examples_stand(lists):
    failed = False
    words = {kind: set() for kind in KINDS}
    for listing in lists:
        for line in listing.lines:
            whole = folded(line.asked())
            words[line.kind].add(whole)
            if line.kind in ("", "name", "position"):
                words[line.kind].update(re.findall(r"[\w’']+", whole))
    for table, kind in TABLES.items():
        known = words[kind] | words[""] | (words["name"] if kind in ("last", "first", "patronymic") else set())
        faults, rows = [], 0
        for line, macro, arguments, is_whole in macro_calls(os.path.join(ROOT, "generator/grammar", table + ".def")):
            rows += 1
            if len(arguments) < 4 or not is_whole:
                faults.append(f"line {line}: {macro} with {len(arguments)} arguments")
            elif folded(arguments[-2]).rstrip("-#") not in known:
                faults.append(f"line {line}: {arguments[-2]}: the example stands in no list of tests/grammar")
        print(("not ok - " if faults else "ok - ") + f"grammar: a line for each of the {rows} rules of {table}.def")
        for fault in faults:
            print("#   " + fault)
        failed |= bool(faults)
    return failed


class Names:
    """A file of names with their genders."""

    def __init__(self, path):
        self.name = os.path.splitext(os.path.basename(path))[0]
        lines = [line.rstrip("\n") for line in open(path, encoding="utf-8")]
        self.wrong = max([int(n) for line in lines for n in re.findall(r"^#! wrong=(\d+)", line)], default=0)
        self.names = [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]


def report_gender(program, path, every):
    listing = Names(path)

    def forms(gender):
        return declined(program, [Line(0, "name", [name] * 6 + ([gender] if gender else [])) for name, _ in listing.names], "name")

    found, fault = forms("")
    men, women = forms("м")[0], forms("ж")[0]
    wrong = [] if fault else [f"{name}: {row[1]}" for (name, gender), row, man, woman in zip(listing.names, found, men, women) if row != (man if gender == "м" else woman)]
    faults = [fault] if fault else [f"{len(wrong)} of {len(listing.names)} are wrong, {listing.wrong} are known to be"] if len(wrong) > listing.wrong else []
    print(("not ok - " if faults else "ok - ") + f"grammar: {listing.name}: the gender of {len(listing.names)} names" + f", {100 * (1 - len(wrong) / len(listing.names)):.2f} % found")
    if len(wrong) < listing.wrong:
        print(f"#   only {len(wrong)} are wrong, not {listing.wrong}: write so into the list")
    for fault in faults + ((wrong if every else wrong[:SHOWN]) if faults else []):
        print("#   " + fault)
    return bool(faults)


def lists():
    return sorted(glob.glob(os.path.join(LISTS, "*.tsv")) + glob.glob(os.path.join(LISTS, "*.words")))


def main():
    arguments = [a for a in sys.argv[1:] if a != "-a"]
    if not arguments:
        sys.exit(__doc__)
    program, files = os.path.abspath(arguments[0]), arguments[1:]
    every = "-a" in sys.argv
    failed = False
    for path in [path for path in files if path.endswith(".gender")] if files else sorted(glob.glob(os.path.join(LISTS, "*.gender"))):
        failed |= report_gender(program, path, every)
    for listing in [List(path) for path in files or lists() if not path.endswith(".gender")]:
        failed |= report(program, listing, listing.wrong, every, bool(files))
        if listing.alone is not None:
            failed |= report(program, listing, None, every, bool(files))
    if not files:
        failed |= examples_stand([List(path) for path in lists()])
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
