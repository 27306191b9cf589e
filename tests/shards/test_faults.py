"""A run that is stopped anywhere goes on, and ends as if nothing had happened."""

import errno
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mtcheck.errors import UsageError
from mtcheck.runners.checkpoint import LOCK, TEMPORARY, Checkpoint, DiskError, written
from mtcheck.runners.pool import PoolRunner
from tests.runners.work import KillsOwnWorker
from tests.shards.made import RULES, check, contents, jsonl, pairs, rows

ROOT = Path(__file__).parent.parent.parent
COUNT, SHARD = 400, 40


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    return jsonl(tmp_path_factory.mktemp("corpus") / "a.jsonl", pairs(COUNT))


@pytest.fixture(scope="module")
def undisturbed(corpus, tmp_path_factory):
    out = tmp_path_factory.mktemp("undisturbed") / "out"
    check(out, corpus, shard_rows=SHARD)
    return contents(out)


def command(corpus, out, workers=2):
    """A run as a process of its own."""
    options = f"--source-lang zh --target-lang en --shard-rows {SHARD} --workers {workers}"
    options += "".join(f" --select {rule}" for rule in RULES)
    return subprocess.Popen(
        [
            sys.executable,
            "-m",
            "mtcheck",
            "corpus",
            "check",
            corpus,
            "--out",
            out,
            *options.split(),
        ],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for_shards(out, count, process):
    """Wait until some shards are done."""
    end = time.monotonic() + 120
    while len(list((out / "shards").glob("*.json"))) < count and process.poll() is None:
        assert time.monotonic() < end
        time.sleep(0.01)


def test_a_worker_that_is_killed(corpus, undisturbed, tmp_path, monkeypatch):
    killed = []

    class Killing(PoolRunner):
        def run(self, work, tasks):
            shards = list(tasks)
            if shards and hasattr(shards[0], "weight") and not killed:
                killed.append(shards[3].id)
                work = KillsOwnWorker(work, tmp_path, shards[3].id)
            return super().run(work, shards)

    monkeypatch.setattr("mtcheck.corpora.runner", lambda *_: Killing(2))
    summary = check(tmp_path / "out", corpus, shard_rows=SHARD)

    assert (tmp_path / "killed").exists()
    assert COUNT == summary["rows"]
    assert undisturbed == contents(tmp_path / "out")


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGTERM])
def test_a_run_that_is_stopped_goes_on(corpus, undisturbed, tmp_path, sent):
    out = tmp_path / "out"
    first = command(corpus, out)
    wait_for_shards(out, 2, first)
    first.send_signal(sent)
    _, told = first.communicate(timeout=60)
    done = len(list((out / "shards").glob("*.json")))
    second = command(corpus, out)
    assert 0 == second.wait(timeout=120)
    second.stderr.close()

    assert 2 <= done < COUNT // SHARD
    if sent != signal.SIGKILL:
        assert 3 == first.returncode
        assert "run the same command again" in told
    assert not list(out.rglob(f"{TEMPORARY}*"))
    assert undisturbed == contents(out)


def test_a_full_disk(corpus, undisturbed, tmp_path, monkeypatch):
    out, left = tmp_path / "out", [12]

    def failing(descriptor):
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("mtcheck.runners.checkpoint.os.fsync", failing)
    with pytest.raises(DiskError, match="No space left on device"):
        check(out, corpus, shard_rows=SHARD)
    assert not list(out.rglob(f"{TEMPORARY}*"))
    monkeypatch.undo()
    steps = []
    summary = check(out, corpus, shard_rows=SHARD, tell=steps.append)

    assert COUNT == summary["rows"]
    assert {True, False} == {step.resumed for step in steps}
    assert undisturbed == contents(out)


def test_what_is_done_is_not_done_again(corpus, undisturbed, tmp_path, monkeypatch):
    check(tmp_path / "out", corpus, shard_rows=SHARD)

    def refuse(*_):
        raise AssertionError("checked again")

    monkeypatch.setattr("mtcheck.shards.work.CheckWork.__call__", refuse)
    steps = []
    check(tmp_path / "out", corpus, shard_rows=SHARD, tell=steps.append)

    assert all(step.resumed for step in steps)
    assert undisturbed == contents(tmp_path / "out")


def test_a_result_that_is_gone_or_cut_short_is_made_again(corpus, undisturbed, tmp_path):
    out = tmp_path / "out"
    check(out, corpus, shard_rows=SHARD)
    first, second, *_ = sorted((out / "results").glob("*"))
    first.unlink()
    second.write_bytes(second.read_bytes()[:-1])
    steps = []
    check(out, corpus, shard_rows=SHARD, tell=steps.append)

    assert 2 == sum(not step.resumed for step in steps)
    assert undisturbed == contents(out)


def test_other_settings_are_refused(corpus, tmp_path):
    check(tmp_path / "out", corpus, shard_rows=SHARD)
    with pytest.raises(UsageError, match="shard was 40, is 50"):
        check(tmp_path / "out", corpus, shard_rows=50)
    summary = check(tmp_path / "out", corpus, shard_rows=50, fresh=True)

    assert COUNT == summary["rows"]
    assert COUNT == len(rows(tmp_path / "out"))


def test_other_inputs_are_refused(corpus, tmp_path):
    other = jsonl(tmp_path / "b.jsonl", pairs(9))
    check(tmp_path / "out", corpus, shard_rows=SHARD)
    with pytest.raises(UsageError, match="also holds results of"):
        check(tmp_path / "out", other, shard_rows=SHARD)
    summary = check(tmp_path / "out", corpus, other, shard_rows=SHARD)

    assert COUNT + 9 == summary["rows"]
    assert 9 == summary["duplicates"]


def test_two_runs_in_one_folder(corpus, undisturbed, tmp_path):
    out = tmp_path / "out"
    first = command(corpus, out)
    wait_for_shards(out, 1, first)
    first.send_signal(signal.SIGSTOP)
    with pytest.raises(UsageError, match=f"a run works in .*: process {first.pid} on "):
        check(out, corpus, shard_rows=SHARD)
    first.send_signal(signal.SIGCONT)
    assert 0 == first.wait(timeout=120)
    first.stderr.close()

    assert undisturbed == contents(out)
    assert not (out / LOCK).exists()


def test_a_folder_of_something_else_is_refused(corpus, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("mine")
    with pytest.raises(UsageError, match="no results of this command"):
        check(tmp_path / "out", corpus)


def test_a_file_that_changed_is_checked_again_and_leaves_no_row_twice(tmp_path):
    path = jsonl(tmp_path / "a.jsonl", pairs(90))
    check(tmp_path / "out", path, shard_rows=SHARD)
    jsonl(path, [*pairs(80), ("新", "New."), *pairs(9)])
    steps = []
    check(tmp_path / "out", path, shard_rows=SHARD, tell=steps.append)

    assert [True, True, False] == [step.resumed for step in steps]
    assert list(range(1, 91)) == [row["row"] for row in rows(tmp_path / "out")]


def test_nothing_stands_where_writing_failed(tmp_path):
    def write_half():
        with written(tmp_path / "a" / "x.json") as stream:
            stream.write(b"half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_half()

    assert [] == list((tmp_path / "a").iterdir())


def test_a_marker_of_another_signature_does_not_count(tmp_path):
    Checkpoint(tmp_path, "a").done("1", {"tally": 1}, [])

    assert Checkpoint(tmp_path, "a").marker("1")["tally"] == 1
    assert Checkpoint(tmp_path, "b").marker("1") is None


def test_the_log_is_one_json_object_a_line(corpus, tmp_path):
    check(tmp_path / "out", corpus, shard_rows=SHARD)
    events = [json.loads(line) for line in (tmp_path / "out/log.jsonl").read_text().splitlines()]

    assert ["begin", *["done"] * (COUNT // SHARD), "end"] == [one["event"] for one in events]
