"""The ``refexport`` command: errors as one line each, exit codes as promised, no traceback for what can happen."""

import contextlib
import io
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click

try:
    from collections.abc import Sequence
    from typing import NoReturn

    from refexport import __version__, process
    from refexport.errors import EXIT_FINDINGS, EXIT_INPUT, EXIT_SIGNAL, InputError, RefexportError, Stopped
except KeyboardInterrupt:  # half of the start is in these lines
    sys.exit(130)


def program() -> NoReturn:
    """Runs the command line as a process of its own: with its signals, its streams and its exit code."""
    try:
        process.end_by_signals()
        stdout = process.guard_streams()
        code = main()
        if code < EXIT_SIGNAL:
            sys.stdout.flush()
            process.done()
    except KeyboardInterrupt as stop:  # between two statements of `main`
        code = _stopped(stop)
    if code > EXIT_SIGNAL:
        process.end(code)
    if stdout.failure and not isinstance(stdout.failure, BrokenPipeError):  # who reads no further has what he wants
        _report_system(f"cannot write to standard output: {stdout.failure.strerror}")
        code = code if code > EXIT_FINDINGS else EXIT_INPUT
    sys.exit(code)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; gives the exit code (docs/reference/exit-codes.md)."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if list(arguments) == ["--version"]:
        sys.stdout.write(f"refexport {__version__}\n")
        return 0
    process.start()
    try:
        with process.stopped_by_signals():
            return _run(arguments)
    except RefexportError as error:
        _report(error)
        return error.exit_code
    except KeyboardInterrupt as stop:
        return _stopped(stop)
    except (OSError, MemoryError, RecursionError) as error:
        if isinstance(error, OSError) and error.errno is None:
            raise  # not the system's
        _report_system(_reason(error))
        return EXIT_INPUT


def _run(arguments: Sequence[str]) -> int:
    from refexport.store import stamps  # noqa: PLC0415 - after --version, which needs none of it

    if (code := stamps.replayed(arguments)) is not None:
        return code
    import click  # noqa: PLC0415 - only if something is to be done

    from refexport.cli import refexport  # noqa: PLC0415
    from refexport.cli.console import interrupt_of  # noqa: PLC0415

    try:
        if stamps.current and stamps.is_help(arguments):
            code = _helped(refexport, arguments)
        else:
            code = refexport.main(list(arguments), prog_name="refexport", standalone_mode=False)
        sys.stdout.flush()
        if stamps.current:
            from refexport.store.stamping import remember  # noqa: PLC0415 - only after a run

            remember(code if isinstance(code, int) else 0)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort as abort:
        raise interrupt_of(abort) from None
    return code if isinstance(code, int) else 0


def _helped(program: "click.Group", arguments: Sequence[str]) -> int:
    """Prints a command's help, which is remembered: half of the time it takes is to import what the command does."""
    from refexport.store import stamps  # noqa: PLC0415 - as in `_run`

    text = io.StringIO()
    with contextlib.redirect_stdout(text):
        code: object = program.main(list(arguments), prog_name="refexport", standalone_mode=False)
    sys.stdout.write(text.getvalue())
    if stamps.current:
        stamps.current.has_said("stdout", text.getvalue())
    return code if isinstance(code, int) else 0


def _report(error: RefexportError) -> None:
    from refexport.report.screen import screen_for  # noqa: PLC0415 - only when there is something to tell
    from refexport.report.text import finding_lines, printable  # noqa: PLC0415 - as above

    screen = screen_for(sys.stderr)
    if isinstance(error, InputError):
        lines = finding_lines(error.problems, screen=screen)
    else:
        hint = [screen.line([(printable(f"  hint: {error.hint}"), "hint")])] if error.hint else []
        lines = [screen.line([("error:", "error"), (printable(f" {error.message}"), "")]), *hint]
    sys.stderr.write("\n".join(lines) + "\n")


def _report_system(reason: str) -> None:
    """Says why the system cannot go on, with nothing to import: there may be no memory or no descriptor for it."""
    sys.stderr.write(f"error: {_shown(reason)}\n")


def _shown(text: str) -> str:
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)


def _stopped(stop: KeyboardInterrupt) -> int:
    """The exit code of a run that a signal ended; says which files it had changed by then, whatever the command."""
    signal = stop if isinstance(stop, Stopped) else Stopped()
    files = ", ".join(map(_shown, process.changes()))
    became = f"changed before: {files}, no other file" if files else "no file was changed"
    sys.stderr.write("; ".join([signal.word, *map(str, stop.args), became]) + "\n")
    return signal.exit_code


def _reason(error: OSError | MemoryError | RecursionError) -> str:
    """What the system could not do, and with which file."""
    if isinstance(error, OSError):
        return f"{error.filename}: {error.strerror}" if error.filename else str(error.strerror)
    return "out of memory" if isinstance(error, MemoryError) else "something is nested too deeply"


if __name__ == "__main__":
    program()
