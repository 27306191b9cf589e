"""Ray does the same work with the same result."""

import pytest

from mtcheck.errors import UsageError
from mtcheck.runners.ray import RayRunner
from tests.runners.work import DiesAt, doubled, visible_gpus
from tests.shards.made import check, contents, jsonl, pairs

ray = pytest.importorskip("ray")


@pytest.fixture(scope="module")
def local_ray():
    """One Ray for all tests here: it takes seconds to start."""
    ray.init(
        num_cpus=2,
        num_gpus=2,  # Ray believes it
        include_dashboard=False,
        log_to_driver=False,
        logging_level="ERROR",
        _skip_env_hook=True,
    )
    yield
    ray.shutdown()


@pytest.mark.filterwarnings("ignore")
def test_all_tasks_are_done_in_order_and_a_lost_worker_is_replaced(local_ray, tmp_path):
    assert [2 * n for n in range(20)] == [
        outcome.result for outcome in RayRunner(2).run(doubled, range(20))
    ]
    assert [2 * n for n in range(8)] == [
        outcome.result for outcome in RayRunner(2).run(DiesAt(tmp_path, 3), range(8))
    ]
    outcomes = list(RayRunner(2).run(DiesAt(tmp_path, 5, always=True), range(8)))
    assert [5] == [outcome.task for outcome in outcomes if outcome.fault]
    with pytest.raises(ValueError, match="no number"):
        list(RayRunner(2).run(doubled, [1, -1]))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("gpus", "seen"), [(1, {"0", "1"}), (2, {"0,1"})])
def test_each_worker_has_its_gpus(local_ray, gpus, seen):
    outcomes = list(RayRunner(None, gpus=gpus).run(visible_gpus, range(20)))

    assert seen == {outcome.result for outcome in outcomes}


@pytest.mark.filterwarnings("ignore")
def test_more_gpus_than_there_are(local_ray):
    with pytest.raises(UsageError, match="no worker of Ray can have 3 GPUs"):
        list(RayRunner(None, gpus=3).run(doubled, [1]))
    with pytest.raises(UsageError, match="--gpus 0 is not above 0"):
        RayRunner(None, gpus=0)


@pytest.mark.filterwarnings("ignore")
def test_ray_writes_the_same_bytes(local_ray, tmp_path):
    paths = [jsonl(tmp_path / "a.jsonl", pairs(90)), jsonl(tmp_path / "b.jsonl.gz", pairs(50))]
    check(tmp_path / "serial", *paths, shard_rows=20)
    check(tmp_path / "ray", *paths, shard_rows=20, engine="ray", workers=2)

    assert contents(tmp_path / "serial") == contents(tmp_path / "ray")
