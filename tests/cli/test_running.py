"""Long runs: what the terminal shows, and how they are stopped."""

import io
import os
import select
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

import mtcheck
from mtcheck.cli import fix
from mtcheck.cli.running import STOPPING, Running
from mtcheck.watch import Interrupted
from tests.cli.test_cases import COMMAND

ROWS = 5000
HEADER, BAD, GOOD = "id\ttarget\n", "They met the the man.", "The two ministers met on Friday."
ARGS = ["--target-lang", "en", "--select", "adjacent-duplicate-word"]

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")


def rows(count, text):
    return HEADER + "".join(f"{number}\t{text}\n" for number in range(count))


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.tsv").write_text(rows(3, BAD), encoding="utf-8")
    os.mkfifo(tmp_path / "b.tsv")
    return tmp_path


def started(folder, *args, command=("check",), options=ARGS, **streams):
    environment = {k: v for k, v in os.environ.items() if k not in {"NO_COLOR", "FORCE_COLOR"}}
    environment |= {
        "PYTHONPATH": str(Path(mtcheck.__file__).parent.parent),
        "COLUMNS": "100",
        "TERM": "xterm",
    }
    return subprocess.Popen(
        [sys.executable, "-c", COMMAND, *command, *args, *options],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams},
    )


def pipe_into(path):
    """The writing end of a named pipe, once the command has opened the other."""
    for _ in range(600):
        with suppress(OSError):
            handle = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
            os.set_blocking(handle, True)
            return os.fdopen(handle, "w", encoding="utf-8")
        time.sleep(0.1)
    raise AssertionError(f"nobody reads {path}")


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_run_reports_what_was_done(folder, sent):
    process = started(folder, "a.tsv", "b.tsv", "c.tsv", "--report", "concise=found.txt")
    with pipe_into(folder / "b.tsv"):  # waits until the run has come so far
        process.send_signal(sent)
        shown, told = (stream.decode() for stream in process.communicate(timeout=60))

    assert 130 == process.returncode
    assert 3 == (folder / "found.txt").read_text(encoding="utf-8").count("duplicate-word")
    assert "3 minor" in shown
    assert "failed: 2 inputs could not be checked" in shown
    assert [STOPPING, "interrupted: 1 of 3 inputs and 3 segments were checked"] == (
        told.splitlines()
    )


def test_inputs_that_were_not_reached_are_skipped_in_the_report(folder):
    process = started(folder, "a.tsv", "b.tsv", "c.tsv", "--format", "concise")
    with pipe_into(folder / "b.tsv"):
        process.send_signal(signal.SIGINT)
        shown = process.communicate(timeout=60)[0].decode()

    assert "b.tsv: not checked: interrupted" in shown
    assert "c.tsv: not checked: interrupted" in shown


def test_a_baseline_of_a_part_is_not_written(folder):
    process = started(folder, "a.tsv", "b.tsv", command=("baseline", "write"), options=())
    with pipe_into(folder / "b.tsv"):
        process.send_signal(signal.SIGINT)
        told = process.communicate(timeout=60)[1].decode()

    assert 130 == process.returncode
    assert "Traceback" not in told
    assert not (folder / "mtcheck-baseline.json").exists()


def test_a_stopped_fix_leaves_the_other_files_alone(folder):
    (folder / "c.tsv").write_text(rows(1, BAD), encoding="utf-8")
    process = started(folder, "a.tsv", "b.tsv", "c.tsv", "--write", "--unsafe", command=("fix",))
    with pipe_into(folder / "b.tsv"):
        process.send_signal(signal.SIGINT)
        told = process.communicate(timeout=60)[1].decode().splitlines()

    assert 130 == process.returncode
    assert [
        "a.tsv: 3 fixes made, score 80.0 -> 100.0",
        fix.STOPPING,
        "interrupted: 1 of 3 files were looked at; the others are as they were",
    ] == told
    assert "the the" not in (folder / "a.tsv").read_text(encoding="utf-8")
    assert (folder / "c.tsv").read_text(encoding="utf-8") == rows(1, BAD)


def test_what_has_no_report_yet_ends_with_a_word(folder):
    process = started(folder, "a.tsv", "--config", "b.tsv")
    with pipe_into(folder / "b.tsv"):
        told = told_to_stop(process)

    assert (130, {"interrupted"}) == (process.returncode, set(told.splitlines()))


def told_to_stop(process):
    """What the command says when it is stopped, told again where Python was deaf at the moment, as
    it is in a callback of its own."""
    for _ in range(4):
        process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            return process.communicate(timeout=15)[1].decode()
    process.kill()
    return process.communicate()[1].decode()


def test_no_terminal_no_progress(folder):
    process = started(folder, "a.tsv", "b.tsv")
    with pipe_into(folder / "b.tsv") as pipe:
        pipe.write(rows(ROWS, GOOD))

    assert b"" == process.communicate(timeout=60)[1]
    assert 0 == process.returncode


def on_terminal(folder, *args, until, **command):
    """What a terminal behind stderr has got when `until` has appeared, or all of it."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    process = started(folder, "b.tsv", *args, stderr=theirs, **command)
    os.close(theirs)
    with pipe_into(folder / "b.tsv") as pipe:
        pipe.write(rows(ROWS, GOOD))
        pipe.flush()
        shown = seen(ours, until)
    process.communicate(timeout=60)
    shown += seen(ours, None)
    os.close(ours)
    return process, shown


def seen(terminal, until):
    text = b""
    with suppress(OSError):  # Linux says so when the other side is closed
        while select.select([terminal], [], [], 30)[0] and (part := os.read(terminal, 65536)):
            text += part
            if until and until in text:
                break
    return text


def test_a_terminal_sees_progress_and_then_nothing_of_it(folder):
    process, shown = on_terminal(folder, until=b"segments")

    assert 0 == process.returncode
    assert b" segments  " in shown
    assert b"/s" in shown
    assert b"b.tsv" in shown
    assert shown.endswith(b"\x1b[2K")  # the line is taken back


def test_a_terminal_sees_how_far_an_alignment_is(folder):
    languages = ("--source-lang", "en", "--target-lang", "en", "--output", "pairs.tsv")
    _, shown = on_terminal(
        folder, "a.tsv", until=b"segments", command=("align",), options=languages
    )

    assert b" segments  " in shown
    assert shown.endswith(b"\x1b[2K")


def test_quiet_shows_no_progress(folder):
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    process = started(folder, "b.tsv", "--quiet", stderr=theirs)
    os.close(theirs)
    with pipe_into(folder / "b.tsv") as pipe:
        pipe.write(rows(ROWS, GOOD))
    process.communicate(timeout=60)

    assert b"" == seen(ours, None)
    os.close(ours)


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def watch(monkeypatch, tmp_path):
    """A progress whose clock ticks once for each look at it, and that starts no display."""
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setenv("TERM", "xterm")
    ticks = iter(range(10_000))
    made = Running(clock=lambda: next(ticks))
    monkeypatch.setattr(made, "_show", lambda: None)
    return made


def file_of(folder, name, size):
    path = folder / name
    path.write_bytes(b"x" * size)
    return str(path)


def test_the_line_tells_files_segments_rate_and_time_left(watch, tmp_path):
    first, second = file_of(tmp_path, "a.txt", 300), file_of(tmp_path, "b.txt", 700)
    watch.begins([first, second])
    for _ in watch.over(first, [range(8)]):
        assert watch.line().plain.startswith("0 of 2 files  reading")
    with Path(second).open("rb") as file:
        batches = watch.over(second, [range(30), range(30)])
        next(batches)
        watch.opens(file)
        file.read(200)
        next(batches)

    # after 3 looks at the clock 38 segments and 500 of 1,000 bytes are read
    assert watch.line().plain == f"1 of 2 files  38 segments  13/s  50%, 0:03 left  {second}"


def test_a_path_cannot_command_the_terminal(watch):
    list(watch.over("\x1b[2Ja\u202e.txt", [range(8)]))

    assert watch.line().plain.endswith("␛[2Ja<U+202E>.txt")


def stopped_while_checking(watch, times):
    """The batches that are checked in a run which is told to stop during its first."""
    with watch.running():
        for batch in watch.over("a.txt", [range(2), range(3)]):
            for _ in range(times):
                os.kill(os.getpid(), signal.SIGINT)
            watch.checked = batch


def test_a_stop_comes_between_batches(watch):
    with pytest.raises(Interrupted, match="interrupted after 2 segments"):
        stopped_while_checking(watch, 1)

    assert watch.checked == range(2)
    assert watch.cut == {"a.txt"}


def test_a_second_stop_ends_the_run_at_once(watch):
    with pytest.raises(KeyboardInterrupt):
        stopped_while_checking(watch, 2)

    assert not hasattr(watch, "checked")


def test_the_second_reading_counts_nothing_twice(watch):
    watch.begins(["a.txt"])
    list(watch.over("a.txt", [range(2)]))
    again = watch.over("a.txt", [range(2)], again=True)
    next(again)

    assert "  2 segments" in "  " + watch.line().plain
    assert "comparing" in watch.line().plain
    list(again)
    assert watch.done == 1


def test_work_behind_the_reading_has_its_own_share(watch):
    watch.begins(["a.txt"])
    list(watch.over("a.txt", [range(10)]))
    parts = watch.works([range(5), range(5)], 20)
    next(parts)
    next(parts)

    assert "25%" in watch.line().plain
    assert list(parts) == []
    list(watch.works([range(10)], 20))
    assert "100%" in watch.line().plain


def test_the_handlers_of_the_caller_come_back(watch):
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    with watch.running():
        assert signal.getsignal(signal.SIGTERM) != before[1]

    assert before == (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM))
