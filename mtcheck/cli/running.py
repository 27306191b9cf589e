"""A long run on the terminal: how far it has come, and how it is stopped."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, BinaryIO

from mtcheck.cli import terminal
from mtcheck.model import Report
from mtcheck.reporters.base import clipped, inert
from mtcheck.watch import B, Interrupted, Watch

if TYPE_CHECKING:
    from rich.live import Live
    from rich.text import Text

DELAY = 0.4
"""Seconds that a run may take without a word."""

LONG = 4_000_000
"""Bytes of input that take longer than that."""

STOPPING = "stopping, the report follows; press Ctrl-C again to stop at once"

Handler = Callable[[int, FrameType | None], Any]


@contextmanager
def handled(handler: Handler) -> Iterator[None]:
    """SIGINT and SIGTERM go to `handler`, unless the caller has them ignored, as nohup does."""
    signals = [signal.SIGINT, signal.SIGTERM]
    if threading.current_thread() is not threading.main_thread():
        signals = []
    before = {one: old for one in signals if (old := signal.getsignal(one)) != signal.SIG_IGN}
    try:
        for one in before:
            signal.signal(one, handler)
        yield
    finally:
        for one, old in before.items():
            signal.signal(one, old)


class Running(Watch):
    """One line on a terminal, which is gone when the run is over.

    Told to stop, it ends the run between two batches, so that the report of what was done is
    right; told twice, it ends it at once, without a report. `again` says what is done where inputs
    are read for a second time, `stopping` what is told to who stops it.
    """

    def __init__(
        self,
        *,
        quiet: bool = False,
        clock: Callable[[], float] = time.monotonic,
        again: str = "comparing",
        stopping: str = STOPPING,
    ) -> None:
        self.again, self.words = again, stopping
        self.shown = not quiet and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self.clock = clock
        self.started = self.seen = clock()
        self.paths: Sequence[str] = ()
        self.sizes: dict[str, int] = {}
        self.path = ""
        self.file: BinaryIO | None = None
        self.done = self.segments = self.read = self.here = self.total = 0
        self.comparing = self.waiting = self.stopping = False
        self.cut: set[str] = set()
        self.live: Live | None = None

    @contextmanager
    def running(self, *, stoppable: bool = True) -> Iterator[Running]:
        """Shows itself while the block runs, and listens to signals if `stoppable`."""
        with ExitStack() as stack:
            stack.callback(self.hide)
            if stoppable:
                stack.enter_context(handled(self._told))
            yield self

    def begins(self, paths: Sequence[str]) -> None:
        self.paths = paths
        if self.shown and "-" not in paths:
            self.sizes = {path: _size(path) for path in paths}
        self._show()

    def opens(self, file: BinaryIO) -> None:
        self.file = file

    def over(self, path: str, batches: Iterable[B], *, again: bool = False) -> Iterator[B]:
        self.path, self.file, self.comparing = path, None, again
        segments, left = 0, iter(batches)
        try:
            while (batch := self._next(path, left, segments)) is not None:
                yield batch
                segments += len(batch)
                self.segments += 0 if again else len(batch)
                self.here, self.seen = self._place(), self.clock()
                self._show()
        finally:
            self.here = 0
            if not again and path not in self.cut:
                self.done += 1
                self.read, self.seen = self.read + self.sizes.get(path, 0), self.clock()

    def works(self, parts: Iterable[B], total: int) -> Iterator[B]:
        if not self.total:
            self.path, self.total, self.read, self.here = "", total, 0, 0
        for part in parts:
            self._show()
            yield part
            self.here, self.seen = self.here + len(part), self.clock()

    def _next(self, path: str, left: Iterator[B], segments: int) -> B | None:
        try:
            self.waiting = True
            if self.stopping:
                raise KeyboardInterrupt
            return next(left, None)
        except KeyboardInterrupt:
            self.cut.add(path)
            raise Interrupted(_interrupted(segments), path=path) from None
        finally:
            self.waiting = False

    def _told(self, number: int, frame: FrameType | None) -> None:
        """A signal came. While an input is read nothing is half done, so that it may end there."""
        if self.stopping:
            raise KeyboardInterrupt
        self.stopping = True
        if self.live is None:
            os.write(2, f"{self.words}\n".encode())
        if self.waiting:
            raise KeyboardInterrupt

    def _show(self) -> None:
        due = self.clock() - self.started > DELAY or sum(self.sizes.values()) > LONG
        if not self.shown or self.live or not due or _typed(self.paths):
            return
        from rich.console import Console
        from rich.live import Live

        self.live = Live(
            console=Console(stderr=True),
            get_renderable=self.line,
            transient=True,
            refresh_per_second=8,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self.live.start()

    def hide(self) -> None:
        """Leave the terminal to others until there is something to show again."""
        if self.live:
            self.live.stop()
            self.live = None

    def line(self) -> Text:
        """What the terminal shows now."""
        from rich.text import Text

        parts = (
            [self.words] if self.stopping else [*self._figures(), clipped(inert(self.path), 200)]
        )
        return Text("  ".join(parts), no_wrap=True, overflow="ellipsis")

    def _figures(self) -> Iterator[str]:
        if len(self.paths) > 1:
            yield f"{self.done:,} of {len(self.paths):,} files"
        if not self.segments:
            yield "reading"
            return
        seconds = max(self.seen - self.started, 1e-3)
        yield f"{self.segments:,} segments"
        yield f"{self.segments / seconds:,.0f}/s"
        if self.comparing:
            yield self.again
        elif part := self._part():
            yield f"{part:.0%}, {_duration(seconds * (1 - part) / part)} left"

    def _part(self) -> float:
        """How much of all bytes is read, or of the work behind that is done, from 0 to 1; 0 where
        nobody can tell."""
        total = self.total or sum(self.sizes.values())
        return min((self.read + self.here) / total, 1.0) if total else 0.0

    def _place(self) -> int:
        """Bytes of the file that are read."""
        if self.file is None or self.file.closed or not self.file.seekable():
            return 0
        return min(self.file.tell(), self.sizes.get(self.path, 0))


def say_skipped(report: Report, running: Running) -> None:
    """Tell on stderr what was not read, and where the run was stopped."""
    for skipped in report.skipped:
        if skipped.path not in running.cut:
            terminal.say_error(skipped.reason)
    if running.stopping:
        files = f"{running.done:,} of {len(running.paths):,} inputs"
        terminal.say(f"interrupted: {files} and {running.segments:,} segments were checked")


def _interrupted(segments: int) -> str:
    return f"interrupted after {segments} segments" if segments else "not checked: interrupted"


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except (OSError, ValueError):
        return 0


def _typed(paths: Sequence[str]) -> bool:
    """Whether somebody types the input at the terminal where the line would be."""
    return "-" in paths and sys.stdin is not None and sys.stdin.isatty()


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
