"""The command ``orggraph``: what has to happen before the command line is built."""

import signal
import sys

from orggraph import __version__, interrupts, language
from orggraph.language import _

INTERRUPTED = 130  # as shells tell of Ctrl-C


def main() -> None:
    """Run the command line.

    The version is told, and the language chosen, before anything heavy is loaded: help texts are
    translated as the commands are defined.
    """
    words = sys.argv[1:]
    if words == ["--version"]:
        sys.stdout.write(f"orggraph {__version__}\n")
        return
    words, chosen = _take_language(words)
    language.use(chosen or language.preferred())
    try:
        with interrupts.as_interrupt():
            from orggraph import cli  # noqa: PLC0415 - only now is the language known
        cli.run(words)
    except KeyboardInterrupt:
        # Where it met code made of text, as imports make some, CPython would remember it, and end
        # by the signal whatever the exit code; to run any such code makes it forget.
        exec("")  # noqa: S102 - nothing
        sys.stderr.write(_("Stopped by Ctrl-C; no file is left half-written.") + "\n")
        sys.exit(INTERRUPTED)
    finally:
        # What is left is to tidy up; to be interrupted in that would only look like a failure.
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _take_language(words: list[str]) -> tuple[list[str], str | None]:
    """Take ``--lang X`` or ``--lang=X`` out of the words, wherever it stands."""
    kept: list[str] = []
    chosen = None
    rest = iter(words)
    for word in rest:
        if word == "--lang":
            chosen = next(rest, None)
        elif word.startswith("--lang="):
            chosen = word.removeprefix("--lang=")
        else:
            kept.append(word)
    return kept, chosen


if __name__ == "__main__":
    main()
