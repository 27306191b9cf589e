"""Runners do all tasks once, in order, whatever happens to a worker."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from mtcheck.errors import UsageError
from mtcheck.runners import runner
from mtcheck.runners.pool import WINDOW, PoolRunner
from mtcheck.runners.serial import SerialRunner
from tests.runners.work import DiesAt, doubled

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("made", [SerialRunner(), PoolRunner(2)])
@pytest.mark.parametrize("count", [0, 1, 30])
def test_all_tasks_are_done_in_order(made, count):
    outcomes = list(made.run(doubled, range(count)))

    assert [(n, 2 * n, None) for n in range(count)] == outcomes


def test_tasks_are_asked_for_when_there_is_room():
    asked = []
    tasks = (asked.append(n) or n for n in range(1000))
    outcomes = PoolRunner(2).run(doubled, tasks)
    next(outcomes)

    assert len(asked) <= 1 + WINDOW * 2
    outcomes.close()


def test_a_task_whose_worker_is_killed_is_done_by_another(tmp_path):
    outcomes = list(PoolRunner(2).run(DiesAt(tmp_path, 3), range(8)))

    assert [2 * n for n in range(8)] == [outcome.result for outcome in outcomes]


def test_a_task_that_kills_every_worker_is_given_up_and_the_others_are_done(tmp_path):
    outcomes = list(PoolRunner(2).run(DiesAt(tmp_path, 3, always=True), range(8)))

    assert [0, 2, 4, None, 8, 10, 12, 14] == [outcome.result for outcome in outcomes]
    assert "the worker died twice (signal 9)" in outcomes[3].fault


def test_workers_end_with_the_process_that_started_them(tmp_path):
    code = f"list(PoolRunner(2).run(Sleeps(Path({str(tmp_path)!r})), range(2)))"
    imports = "from pathlib import Path; from mtcheck.runners.pool import PoolRunner; "
    imports += "from tests.runners.work import Sleeps\n"
    guarded = f"if __name__ == '__main__': {code}\n"
    driver = subprocess.Popen([sys.executable, "-c", imports + guarded], cwd=ROOT)
    wait_until(lambda: len(list(tmp_path.iterdir())) == 2)
    driver.kill()
    driver.wait()

    wait_until(lambda: not any(is_alive(int(path.name)) for path in tmp_path.iterdir()))


def wait_until(holds):
    end = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


def is_alive(pid):
    """Whether a process works: one that ended may still be listed."""
    try:
        return " Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


def test_an_error_of_the_work_ends_the_run():
    with pytest.raises(ValueError, match="no number"):
        list(PoolRunner(2).run(doubled, [1, 2, -1, 3]))


def test_an_engine_that_is_not_known():
    with pytest.raises(UsageError, match="no engine `spark`"):
        runner("spark", None)
