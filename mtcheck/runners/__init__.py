"""Where a check runs: here, in processes of this machine, or on a cluster. Same work, same result.

A runner knows neither rules nor reports. Only `runners/ray.py` imports ray.
"""

from __future__ import annotations

from mtcheck.errors import UsageError
from mtcheck.runners.base import Runner

ENGINES = ("local", "ray")


def runner(
    engine: str, workers: int | None, address: str | None = None, gpus: float | None = None
) -> Runner:
    """The runner of an engine; `workers` None: one for each core. `gpus` are those of each worker.

    Raises UsageError for an engine that is not known or not installed.
    """
    if engine == "ray":
        from mtcheck.runners.ray import RayRunner

        return RayRunner(workers, address, gpus)
    if gpus is not None:
        hint = "--engine ray gives them out; without it a model takes the GPU that it finds"
        raise UsageError("--gpus is for workers of Ray", hint=hint)
    if engine != "local":
        raise UsageError(f"there is no engine `{engine}`", hint=f"use one of: {', '.join(ENGINES)}")
    from mtcheck.runners.pool import PoolRunner, available_cores
    from mtcheck.runners.serial import SerialRunner

    count = available_cores() if workers is None else workers
    return SerialRunner() if count < 2 else PoolRunner(count)
