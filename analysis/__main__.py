"""The command as a program: what Ctrl-C does, before and after everything is loaded.

A run may end at any moment without harm (`storage` writes all or nothing), so an interruption that is not
obeyed in time ends the process.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import warnings

INTERRUPTED = 130
# Cleaning up takes far less; libraries that swallow the interruption would go on for ever.
_PATIENCE = 5.0


def run() -> None:
    """Run the command ``sidelight`` with the arguments of this process."""
    # Whoever ignores interruptions (nohup, a job in the background) goes on doing so.
    is_ours = signal.getsignal(signal.SIGINT) is not signal.SIG_IGN
    if is_ours:
        signal.signal(signal.SIGINT, _leave)
    from analysis.cli import main

    warnings.formatwarning = _in_one_line
    if is_ours:
        signal.signal(signal.SIGINT, _interrupt)
        sys.unraisablehook = _report_unraisable
    try:
        main(prog_name="sidelight")
    except SystemExit as end:
        is_interrupted = is_ours and signal.getsignal(signal.SIGINT) is not _interrupt
        if is_ours:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # all is done
        if is_interrupted and end.code:
            # At once: shutting down waits for threads, and Python may end by a signal instead.
            sys.stdout.flush()
            os._exit(INTERRUPTED)
        raise


def _interrupt(*_: object) -> None:
    """Interrupt what is running; the second time, or when that does not help, leave at once."""
    signal.signal(signal.SIGINT, _leave)
    patience = threading.Timer(_PATIENCE, _leave)
    patience.daemon = True
    patience.start()
    raise KeyboardInterrupt


def _in_one_line(message: Warning | str, *_: object, **__: object) -> str:
    return f"sidelight: {message}\n"


def _report_unraisable(error: sys.UnraisableHookArgs) -> None:
    """Say nothing of an interruption that came while an object was cleared away, where it goes unheard."""
    if not issubclass(error.exc_type, KeyboardInterrupt):
        sys.__unraisablehook__(error)


def _leave(*_: object) -> None:
    os.write(2, b"sidelight: interrupted\n")
    os._exit(INTERRUPTED)


if __name__ == "__main__":
    run()
