#!/usr/bin/env python3
"""Two processes write to one register, and one of them is killed at any moment: nothing that was finished is lost,
no run is kept by half, and the file is whole. The same for forgetting a case and for bringing a register of the first
schema up to date.
SPDX-License-Identifier: MIT"""
import glob, os, random, signal, sqlite3, subprocess, sys, tempfile, time

root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
itaku = os.path.abspath(os.path.join(root, os.environ.get('BUILD', 'build'), 'itaku'))
rounds = int(os.environ.get('ROUNDS', '40'))
rng = random.Random(20261124)
sample = open(root + '/samples/outside.xml', encoding='utf-8').read()
folder = tempfile.mkdtemp(prefix='itaku-register-')
os.chdir(folder)


def start(*args):
    return subprocess.Popen([itaku, 'register', *args, '--register', 'r.db'], stdout=subprocess.DEVNULL,
                            stderr=subprocess.PIPE)


def write(side, mark, count=12):
    """A folder of cases that all say the same mark."""
    os.makedirs(side, exist_ok=True)
    for i in range(count):
        s = sample.replace('r8-kenshin-jushinken', f'{side}-{i:02}').replace(
            '<purpose>', f'<purpose>印{mark}　', 1)
        open(f'{side}/{i}.xml', 'w', encoding='utf-8').write(s)


def ask(sql, *values):
    db = sqlite3.connect('r.db', timeout=10)
    try:
        return db.execute(sql, values).fetchall()
    finally:
        db.close()


def whole():
    assert ask('PRAGMA integrity_check') == [('ok',)]
    assert ask('PRAGMA foreign_key_check') == []


def marks(side):
    return {v.split('　')[0] for v, in
            ask("SELECT value FROM case_value WHERE field = 'work.purpose' AND case_id LIKE ?", side + '-%')}


def must(process):
    _, err = process.communicate()
    assert process.returncode == 0, err.decode()


def after(seconds, process):
    """Kills it then; true when it had not ended."""
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    return process.returncode == -signal.SIGKILL


began = time.time()
write('a', '0'); write('b', '0')
must(start('import', 'a', 'b'))
limit = time_of_one = time.time() - began
have, killed = {'a': '印0', 'b': '印0'}, 0
for n in range(1, rounds + 1):
    victim, other = rng.sample(['a', 'b'], 2)
    write('a', n); write('b', n)
    processes = {side: start('import', side) for side in rng.sample(['a', 'b'], 2)}
    dead = after(rng.uniform(0, limit), processes[victim])
    limit *= 1.2 if dead else 0.85  # as long as a run takes here
    killed += dead
    must(processes[other])
    whole()
    assert marks(other) == {f'印{n}'}, (n, marks(other))
    got = marks(victim)
    assert got == {f'印{n}'} or (dead and got == {have[victim]}), (n, got, have)
    assert ask('SELECT count(*) FROM cases') == [(24,)]
    have = {other: f'印{n}', victim: got.pop()}
assert killed > rounds // 5, killed

forgot = 0
for n in range(rounds // 4):
    process = start('forget', f'a-{n % 12:02}')
    after(rng.uniform(0, 2 * time_of_one), process)
    whole()
    left = ask('SELECT count(*) FROM cases WHERE id = ?', f'a-{n % 12:02}')[0][0]
    values = ask('SELECT count(*) FROM case_value WHERE case_id = ?', f'a-{n % 12:02}')[0][0]
    assert (left > 0) == (values > 0)
    forgot += not left
    must(start('import', 'a'))
    must(start('forget', f'a-{n % 12:02}'))
    for f in glob.glob('r.db*'):
        assert f'a-{n % 12:02}'.encode() not in open(f, 'rb').read()
    must(start('import', 'a'))

brought, limit = 0, 0.05
for n in range(rounds // 4):
    for f in glob.glob('r.db*'):
        os.remove(f)
    db = sqlite3.connect('r.db')
    db.executescript(open(root + '/tests/data/register/v1.sql', encoding='utf-8').read())
    db.close()
    process = start('list')
    after(rng.uniform(0, limit), process)
    version = ask('PRAGMA user_version')[0][0]
    limit *= 0.7 if version > 1 else 1.3
    brought += version > 1
    whole()
    copies = glob.glob('r.db.v1.bak*')
    assert version == 1 or copies
    for f in copies:
        db = sqlite3.connect(f)
        assert db.execute('PRAGMA integrity_check').fetchall() == [('ok',)]
        assert db.execute('PRAGMA user_version').fetchall() == [(1,)]
        db.close()
    must(start('list'))
    assert ask('SELECT verdict FROM result') == [('approved',)]

subprocess.run(['rm', '-rf', folder], check=True)
print(f'register: {killed} of {rounds} writers killed, {forgot} cases forgotten and {brought} registers brought up to date '
      f'before the kill; nothing lost ({time.time() - began:.0f} s)')
