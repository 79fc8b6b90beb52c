#!/usr/bin/env python3
"""Speed and memory of `prikaz decline`: a million full names, last names and positions, in all six cases and in one; at a
tenth and in full, for time must grow with the lines alone and memory not at all.

Beside each, in the same run, what going over the same letters costs (wc -m).  COUNT, in thousands of lines, makes it
smaller.  Figures, not a test.
"""
import os
import random
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import bench  # noqa: E402

PROGRAM = os.path.join(bench.ROOT, "build/prikaz")
LINES = int(os.environ.get("COUNT", "1000")) * 1000

LAST = """Иванов Петров Сидоров Кузнецов Смирнов Васильев Соколов Фёдоров Морозов Лебедев Грецкий Достоевский Чайковский Шевченко
Ткачук Бондарь Гончар Мельник Заяц Черных Долгих Юн Ким Шмидт Рабинович Окуджава Глоба Дюма Циглер Косьяненко""".split()
MEN = "Иван Пётр Александр Сергей Лев Павел Илья Никита Юрий Роман".split()
FATHERS = "Иван Петр Александр Серге Дмитри Роман".split()
WOMEN = "Анна Мария Любовь Елена Наталья Ольга Юлия София Раиса".split()
POSITIONS = """директор|заместитель директора по НМР|старший методист|педагог-психолог|заведующая отделением|классные руководители
мастер производственного обучения|преподаватель высшей категории|и.о. директора|обучающаяся группы 21-П
Государственное профессиональное образовательное учреждение «Читинский техникум»|социальный педагог""".replace("\n", "|").split("|")


def full_name(r):
    last, father = r.choice(LAST), r.choice(FATHERS)
    middle = father + ("е" if father[-1] in "еи" else "о")
    if r.random() < 0.5:
        return f"{last} {r.choice(MEN)} {middle}вич"
    if last.endswith(("ов", "ев", "ин")):
        last += "а"
    elif last.endswith("ий"):
        last = last[:-2] + "ая"
    return f"{last} {r.choice(WOMEN)} {middle}вна"


KINDS = {"full names": full_name, "last names": lambda r: r.choice(LAST).upper() + "\tм", "positions": lambda r: r.choice(POSITIONS)}


def over(path, *command):
    """The command with the file as its standard input."""
    return bench.timed("sh", "-c", 'exec "$@" < "$0"', path, *command)


def main():
    os.environ["LC_ALL"] = "C.UTF-8"
    print(f"{'decline':14}{'lines':>9}{'cases':>7}{'wall s':>9}{'cpu s':>8}{'µs/line':>9}{'MiB':>6}{'wc -m s':>9}{'ratio':>7}")
    for kind, make in KINDS.items():
        for lines in (LINES // 10, LINES):
            with tempfile.TemporaryDirectory() as folder:
                path, r = os.path.join(folder, "lines.txt"), random.Random(1)
                with open(path, "w", encoding="utf-8") as f:
                    f.writelines(make(r) + "\n" for _ in range(lines))
                _, bare, _ = over(path, "wc", "-m")
                for cases, options in (("6", []), ("1", ["--case", "дат"])):
                    wall, cpu, mib = over(path, PROGRAM, "decline", "-q", *options)
                    print(f"{kind:14}{lines:9}{cases:>7}{wall:9.2f}{cpu:8.2f}{1e6 * cpu / lines:9.2f}{mib:6.0f}{bare:9.2f}"
                          f"{cpu / bare:7.1f}", flush=True)
    start = min(bench.timed(PROGRAM, "decline", "-q", "Иванов")[1] for _ in range(5))
    bare = min(bench.timed(PROGRAM, "--version")[1] for _ in range(5))
    print(f"one name: {1e3 * start:.1f} ms, of which the program's own start {1e3 * bare:.1f} ms")


if __name__ == "__main__":
    main()
