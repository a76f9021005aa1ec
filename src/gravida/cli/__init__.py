"""The terminal: one door for everything. ``gravida --help`` lists the commands.

Whatever goes wrong is one sentence on the error stream, never a traceback (``--debug`` shows it). Exit codes: 0 done;
1 Gravida itself is at fault; 2 a wrong call or a wrong file; 3 done, and some rows were kept aside.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from gravida.errors import GravidaError, SelfCheckError

DONE, FAULT_OF_OURS, WRONG_CALL, ROWS_KEPT_ASIDE = 0, 1, 2, 3
INTERRUPTED, PIPE_CLOSED = 130, 141

REPORT = (
    "Please report it in the issues of the project, with the command and without anybody's data; a wrong answer goes "
    "the way of SECURITY.md. `--debug` shows where it happened."
)


def main(tokens: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    given = list(sys.argv[1:] if tokens is None else tokens)
    debug = "--debug" in given
    given = [token for token in given if token != "--debug"]
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal that lacks a letter still gets the rest
    try:
        code = _run(given)
        sys.stdout.flush()
    except BrokenPipeError:
        return _quietly_closed()
    except KeyboardInterrupt:
        return INTERRUPTED
    except (GravidaError, RecursionError, MemoryError) as error:
        if debug:
            raise
        return _one_sentence(error)
    except Exception as error:
        if debug:
            raise
        return _our_fault(error)
    except BaseException as error:
        if debug or isinstance(error, SystemExit | GeneratorExit) or type(error).__name__ != "PanicException":
            raise
        return _our_fault(error)
    return code


def _run(tokens: list[str]) -> int:
    if tokens == ["--version"]:
        from gravida import __version__

        print(f"gravida {__version__}")
        return DONE
    from gravida.cli.commands import run

    return run(tokens)


def _one_sentence(error: BaseException) -> int:
    if isinstance(error, MemoryError):
        _say("there is not enough memory for this file. Give it in parts, with whole pregnancies in each.")
        return WRONG_CALL
    if isinstance(error, RecursionError):
        return _our_fault(error)
    _say(str(error))
    return FAULT_OF_OURS if isinstance(error, SelfCheckError) else WRONG_CALL


def _our_fault(error: BaseException) -> int:
    _say(f"something is wrong in Gravida itself ({type(error).__name__}), so there is no answer. {REPORT}")
    return FAULT_OF_OURS


def _say(sentence: str) -> None:
    from gravida.cli.say import printable

    print(f"gravida: {printable(sentence)}", file=sys.stderr)


def _quietly_closed() -> int:
    """Whoever read our output has enough of it, ``| head`` for one: leave without a word, also at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return PIPE_CLOSED
