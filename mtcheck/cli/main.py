"""Entry point of the `mtcheck` command."""

from __future__ import annotations

import gc
import os
import signal
import sys
import warnings

from mtcheck import __version__


def main() -> None:
    """Run the command line. Every error that is meant for a user ends with its own exit code."""
    if sys.argv[1:] == ["--version"]:  # without the time to import the commands
        sys.stdout.write(f"mtcheck {__version__}\n")
        return
    for one in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(one) != signal.SIG_IGN:
            signal.signal(one, _stop)
    try:
        _run()
    except KeyboardInterrupt:
        sys.exit(130)


def _stop(*_: object) -> None:
    """Ctrl-C and SIGTERM end every command the same way."""
    os.write(2, b"interrupted\n")
    raise KeyboardInterrupt


def _run() -> None:
    # numpy starts a thread for each core before anything is computed; nothing here needs them
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # pydantic would search all that is installed for plugins; there are none for it here
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # modules, rules and patterns stay: a start would search them for garbage a hundred times
    gc.set_threshold(50_000, 20, 20)
    from mtcheck.cli.app import application
    from mtcheck.cli.terminal import say_error, say_warning
    from mtcheck.errors import ExitCode, MtcheckError

    warnings.showwarning = say_warning
    try:
        application(*sys.argv[1:2])()
    except MtcheckError as error:
        say_error(str(error))
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(ExitCode.UNFINISHED)


if __name__ == "__main__":
    main()
