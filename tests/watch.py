"""A process that is looked at while it works: its memory and its open files.

SPDX-License-Identifier: MIT
"""
import os
import re
import subprocess
import time


class Seen:
    """What a run came to. rss (KiB) and fds are those of the moment when `mark` was there, and the most after it."""

    def __init__(self):
        self.status = None
        self.first_rss = self.last_rss = self.first_fds = self.last_fds = None
        self.seconds = self.cpu = 0.0


def look(pid):
    try:
        with open(f"/proc/{pid}/status", encoding="utf-8") as file:
            rss = int(re.search(r"VmRSS:\s*(\d+)", file.read()).group(1))
        return rss, len(os.listdir(f"/proc/{pid}/fd"))
    except (OSError, AttributeError):  # it has just ended
        return None, None


def cpu(pid):
    """Seconds of all its threads, in steps of the kernel's tick."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
            used = file.read().rsplit(")", 1)[1].split()[11:13]
    except OSError:
        return 0.0
    return sum(int(ticks) for ticks in used) / os.sysconf("SC_CLK_TCK")


def watch(command, mark=None, stop=None, pause=0.005, **more):
    """Runs it. mark() says whether the first part is over; stop(pid) whether it is to be killed."""
    seen, begun = Seen(), time.time()
    process = subprocess.Popen(command, **more)
    while True:
        pid, status, used = os.wait4(process.pid, os.WNOHANG)
        if pid:
            break
        if stop and stop(process.pid):
            process.kill()
        elif mark and (seen.first_rss or mark()):
            rss, fds = look(process.pid)
            if rss:
                seen.first_rss, seen.first_fds = seen.first_rss or rss, seen.first_fds or fds
                seen.last_rss, seen.last_fds = max(seen.last_rss or 0, rss), max(seen.last_fds or 0, fds)
        time.sleep(pause)
    process.returncode = seen.status = os.waitstatus_to_exitcode(status)
    seen.cpu, seen.seconds = used.ru_utime + used.ru_stime, time.time() - begun
    return seen
