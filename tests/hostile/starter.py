"""Starts a program from a small process of its own, since a child counts the
memory of whoever started it as its own. One for each thread.

SPDX-License-Identifier: MIT
"""
import json
import subprocess
import sys
import threading

STARTER = """
import json, os, resource, subprocess, sys
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
resource.setrlimit(resource.RLIMIT_CPU, (300, 300))
for line in sys.stdin:
    folder, command, out, err, env, most = json.loads(line)
    if most:
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    with open(out, 'wb') as out, open(err, 'wb') as err:
        child = subprocess.Popen(command, cwd=folder, stdout=out, stderr=err,
                                 stdin=subprocess.DEVNULL, env=env)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = 0
    print(json.dumps([os.waitstatus_to_exitcode(status),
                      usage.ru_utime + usage.ru_stime,
                      usage.ru_maxrss / 1024]), flush=True)
"""
LOCAL = threading.local()


def started(folder, command, out, err, env=None, most=0):
    """Status (negative: a signal), seconds of CPU time and MiB of the command,
    whose streams go to the files; `most` bytes of address space, if any."""
    if not hasattr(LOCAL, 'starter'):
        LOCAL.starter = subprocess.Popen(
            [sys.executable, '-ISc', STARTER], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE)
    line = json.dumps([folder, command, out, err, env, most]) + '\n'
    LOCAL.starter.stdin.write(line.encode())
    LOCAL.starter.stdin.flush()
    return json.loads(LOCAL.starter.stdout.readline())
