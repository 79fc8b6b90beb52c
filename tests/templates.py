#!/usr/bin/python3
"""The shipped templates: what their sources make, and no problem in them.

usage: templates.py PROGRAM
"""
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.join(HERE, "..", "templates", "source")


def report(ok, what, details=""):
    print(("ok" if ok else "not ok") + f" - templates: {what}")
    if not ok and details:
        print("\n".join("#   " + line for line in details.rstrip().split("\n")))
    return ok


def made_from_source():
    """A template that somebody edited would lose it with the next `make templates`."""
    run = subprocess.run([sys.executable, os.path.join(SOURCE, "make.py"), "--check"], capture_output=True, text=True)
    return report(run.returncode == 0, "they are what templates/source makes", run.stdout + run.stderr)


def main():
    return 0 if made_from_source() else 1


if __name__ == "__main__":
    sys.exit(main())
