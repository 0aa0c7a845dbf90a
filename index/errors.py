"""Errors that a person reads: what was seen, what was expected, what to do next."""


class QuweiError(Exception):
    """Tell the owner or developer about a mistake they can mend.

    `seen` and `expected` describe the mistake, `next_step` is the next command or edit. The command line prints all
    three without a traceback; the model behind a brain never sees them.
    """

    def __init__(self, seen: str, expected: str, next_step: str) -> None:
        super().__init__(f"{seen} {expected} {next_step}")
        self.seen = seen
        self.expected = expected
        self.next_step = next_step


class CatalogueError(QuweiError):
    """Report a catalogue that cannot be read; `problems` lists every bad row, not only the first."""

    def __init__(self, seen: str, expected: str, next_step: str, problems: tuple["RowProblem", ...] = ()) -> None:
        super().__init__(seen, expected, next_step)
        self.problems = problems


class RowProblem:
    """One bad row: where it is, what was seen there and what was expected."""

    def __init__(self, line: int, field: str, seen: object, expected: str) -> None:
        self.line = line
        self.field = field
        self.seen = seen
        self.expected = expected

    def __str__(self) -> str:
        return f"line {self.line}, field {self.field!r}: saw {self.seen!r}, expected {self.expected}"


class EncoderError(QuweiError):
    """Report weights that are missing, damaged or not of the BERT family."""


class BrokenIndexError(QuweiError):
    """Report an index that is missing, damaged, or made by another encoder."""


class StorageError(QuweiError):
    """Report a disk or database that refused a write; what was stored before is still there."""
