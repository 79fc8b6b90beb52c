"""What a suite of tests says, for tests/run.sh to count."""


class Suite:
    """Each check is a line "ok - SUITE: WHAT", or "not ok - …" with its first faults, `most` of them
    (None: all), below it; failed tells whether any had one."""

    def __init__(self, name, most=20):
        self.name, self.most, self.failed = name, most, False

    def check(self, what, faults):
        """faults: all that is wrong, or one fault, empty when there is none."""
        if not isinstance(faults, list):
            faults = [faults] if faults else []
        print(("not ok - " if faults else "ok - ") + f"{self.name}: {what}")
        for fault in faults[:self.most]:
            print("#   " + str(fault))
        self.failed |= bool(faults)
