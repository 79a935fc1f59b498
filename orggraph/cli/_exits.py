"""The codes that commands end with, beside 0."""

FOUND = 1  # findings, problems, or figures that differ
COULD_NOT_RUN = 2
INTERRUPTED = 130  # as typer leaves after Ctrl-C
