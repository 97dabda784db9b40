"""How long processors worked for a process, from /proc."""
import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def seconds(pid):
    """What a process and those of its children that have ended have worked."""
    return sum(map(int, fields(pid)[11:15])) / TICKS


def seconds_below(pid):
    """What a process and all of its children have worked, as a server with a process for each connection."""
    found = seconds(pid)
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if int(fields(entry.name)[1]) == pid:
                    found += seconds(entry.name)
            except OSError:
                pass  # It has just ended.
    return found


def fields(pid):
    """The fields of proc(5)'s stat behind the name of the program, the state first."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
