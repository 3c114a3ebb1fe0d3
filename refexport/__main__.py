"""The ``refexport`` command: errors as one line each, exit codes as promised, no traceback for what can happen."""

import os
import sys
from collections.abc import Sequence

from refexport import __version__
from refexport.errors import EXIT_INTERRUPTED, InputError, RefexportError


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; gives the exit code (docs/reference/exit-codes.md)."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if list(arguments) == ["--version"]:
        sys.stdout.write(f"refexport {__version__}\n")
        return 0
    try:
        return _run(arguments)
    except RefexportError as error:
        _report(error)
        return error.exit_code
    except KeyboardInterrupt as stop:
        sys.stderr.write("; ".join(["interrupted", *map(str, stop.args)]) + "\n")
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody reads on: end quietly
        return 0


def _run(arguments: Sequence[str]) -> int:
    import click  # noqa: PLC0415 - after --version, which needs none of it

    from refexport.cli import refexport  # noqa: PLC0415

    try:
        code = refexport.main(list(arguments), prog_name="refexport", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort as abort:
        cause = abort.__cause__  # click raises its own exception from the interrupt
        raise KeyboardInterrupt(*(cause.args if isinstance(cause, KeyboardInterrupt) else ())) from abort
    return code if isinstance(code, int) else 0


def _report(error: RefexportError) -> None:
    from refexport.report.text import finding_lines, printable  # noqa: PLC0415 - only when there is something to tell

    if isinstance(error, InputError):
        lines = finding_lines(error.problems)
    else:
        lines = [printable(f"error: {error.message}"), *([printable(f"  hint: {error.hint}")] if error.hint else [])]
    sys.stderr.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    sys.exit(main())
