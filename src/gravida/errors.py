"""Errors a user can mend: each says what was wrong, where, what was expected and what to do.

Every class is also the built-in a caller would catch (``ValueError``, ``LookupError``), and carries its
parts as fields, so that a form, a rejects file or a log can use them without reading a sentence.
"""

from __future__ import annotations


class GravidaError(Exception):
    """Root of everything Gravida raises on purpose. Shown to a user as one sentence, never as a traceback."""


class InputError(GravidaError, ValueError):
    """Input that cannot be read.

    Fields: ``what`` is wrong, ``mend`` (how), and where known ``column``, ``row`` (1 = first data row) and ``value``.
    """

    def __init__(
        self,
        what: str,
        mend: str,
        *,
        column: str | None = None,
        row: int | None = None,
        value: object = None,
    ) -> None:
        self.what, self.mend, self.column, self.row, self.value = what, mend, column, row, value
        super().__init__(str(self))

    def __str__(self) -> str:
        where = "" if self.row is None else f"row {self.row}: "
        return f"{where}{self.what} {self.mend}".strip()

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild_input_error, (type(self), dict(self.__dict__)))


def _rebuild_input_error(kind: type[InputError], fields: dict[str, object]) -> InputError:
    """Rebuild an error on the other side of a process pool, where keyword arguments would be lost."""
    error = kind.__new__(kind)
    error.__dict__.update(fields)
    return error


class ColumnError(InputError):
    """A column is missing, has no unit, has an unknown unit or cannot be read as its declared type."""


class DuplicateScanError(InputError):
    """Two rows claim to be the same scan of the same sac."""


class FileError(InputError):
    """A file cannot be opened, or is not what its name says."""


class UnknownName(GravidaError, LookupError):
    """A guideline, rule, formula or column that does not exist was asked for."""

    def __init__(self, kind: str, name: str, known: list[str]) -> None:
        import difflib

        self.kind, self.name, self.known = kind, name, known
        near = difflib.get_close_matches(name, known, n=3, cutoff=0.5) or known[:12]
        super().__init__(f"There is no {kind} called {name!r}. Choose one of: {', '.join(near)}.")

    def __reduce__(self) -> tuple[object, ...]:
        return (UnknownName, (self.kind, self.name, self.known))


class NotForAPerson(GravidaError, TypeError):
    """Something for clinics or research only was about to be shown to a person as hers."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(f"{what} It is not shown to a person; show an estimate or counts.")

    def __reduce__(self) -> tuple[object, ...]:
        return (NotForAPerson, (self.what,))


class CoefficientsNotVerified(GravidaError, LookupError):
    """A published model was asked for a number, and its coefficients have not been seen by anyone here."""

    def __init__(self, model: str, missing: str, where: str) -> None:
        self.model, self.missing, self.where = model, missing, where
        super().__init__(
            f"{model} cannot be computed: {missing} could not be verified. They stand in {where}; "
            "nothing is fitted or guessed in their place."
        )

    def __reduce__(self) -> tuple[object, ...]:
        return (CoefficientsNotVerified, (self.model, self.missing, self.where))


class LicenceNotVerified(GravidaError, LookupError):
    """A questionnaire was asked for whose licence does not allow it here, or was not seen."""

    def __init__(self, instrument: str, why: str) -> None:
        self.instrument, self.why = instrument, why
        super().__init__(f"{instrument} is not offered: {why}")

    def __reduce__(self) -> tuple[object, ...]:
        return (LicenceNotVerified, (self.instrument, self.why))


class SelfCheckError(GravidaError, RuntimeError):
    """A golden vector does not come out as published: nothing may be answered until that is mended."""
