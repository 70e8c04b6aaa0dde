"""The command `findingsgraph`: one module a command, each imports what it needs when it runs."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from findingsgraph.errors import FindingsGraphError

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; give its exit status: 0 done, 1 done with failures listed, 2 wrong use."""
    from findingsgraph.cli.parser import parse
    from findingsgraph.errors import FindingsGraphError

    _use_utf8()
    try:
        arguments = parse(sys.argv[1:] if argv is None else argv)
        status: int = arguments.run(arguments)
        sys.stdout.flush()
        return status
    except FindingsGraphError as error:
        return _fail(error)
    except KeyboardInterrupt:
        print("findingsgraph: stopped", file=sys.stderr)
        return 130
    except BrokenPipeError:
        _abandon_stdout()
        return 0
    except OSError as error:
        return _fail(_explain(error))


def _fail(error: FindingsGraphError) -> int:
    print(error.line(), file=sys.stderr)
    return error.exit_status


def _explain(error: OSError) -> FindingsGraphError:
    import errno

    from findingsgraph.errors import CannotWrite, SystemRefused

    where = str(error.filename or "the output")
    why = error.strerror or str(error)
    full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    return (
        CannotWrite(where, f"{why}; what was there before is untouched")
        if full
        else SystemRefused(where, why)
    )


def _use_utf8() -> None:
    """Write the same bytes on every system, also names that are no valid text."""
    import io

    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="surrogateescape", newline="\n")


def _abandon_stdout() -> None:
    """Let go of a pipe that nobody reads, so that the interpreter's last flush says nothing."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
