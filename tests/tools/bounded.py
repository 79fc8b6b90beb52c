"""A run of the program within a time, and what any hostile suite says of it."""
import os
import subprocess
import threading

SECONDS = 20  # under AddressSanitizer, which takes several times the program's own


def run(program, folder, *arguments):
    """-> status (-9: it was too slow), messages, megabytes"""
    r = subprocess.Popen([program, *arguments], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                         env={**os.environ, "LANG": "C.UTF-8"})
    timer = threading.Timer(SECONDS, r.kill)
    timer.start()
    said = r.stderr.read().decode("utf-8", "replace")
    _, status, usage = os.wait4(r.pid, 0)
    timer.cancel()
    r.returncode = os.waitstatus_to_exitcode(status)
    return r.returncode, said, usage.ru_maxrss >> 10


def faults(status, said, megabytes, allowed, most):
    """What no run may do: another exit than those allowed, a sanitizer's finding, more than `most` megabytes."""
    found = []
    if status == -9:
        found.append(f"not ended after {SECONDS} s")
    elif status not in allowed:
        found.append(f"exit {status}: {said[-3000:]}")
    if "Sanitizer" in said or "runtime error" in said:
        found.append(said[-3000:])
    if megabytes > most:
        found.append(f"{megabytes} MB")
    return found


def told(title, found):
    """Prints the result; whether it failed."""
    print(("not ok - " if found else "ok - ") + title, flush=True)
    for f in found:
        print("#   " + f.replace("\n", "\n#   "))
    return bool(found)
