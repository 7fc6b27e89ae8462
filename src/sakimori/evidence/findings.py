"""The report of a verification, filled while a bundle is read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from sakimori.evidence.problems import Finding

_ACTION: Final = re.compile(rb'^\{"action":"([a-z0-9._:-]{1,100})"')
_TIME: Final = re.compile(rb'"time":"(\d{4}-\d\d-\d\dT[0-9:.]{8,15}Z)"\}$')


@dataclass(slots=True)
class Report:
    """What was found. `problems` empty means that everything the bundle claims is proven.

    `entries` counts the entries present, `size` those of the log at the checkpoint; `root` is hexadecimal.
    """

    problems: list[Finding] = field(default_factory=list)
    notices: list[Finding] = field(default_factory=list)
    origin: str | None = None
    size: int | None = None
    root: str | None = None
    time: str | None = None
    entries: int = 0
    whole: bool = False

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems

    @property
    def usable(self) -> bool:
        """Whether the file is a bundle at all."""
        return all(problem.code != "not_a_bundle" for problem in self.problems)

    def problem(self, code: str, **params: object) -> None:
        """Adds a problem that concerns no single entry."""
        self.problems.append(Finding(code, params=_texts(params)))

    def entry_problem(self, code: str, sequence: int, line: bytes | None, **params: object) -> None:
        """Adds a problem of one entry; its action and time are read from the line as far as it still holds them."""
        self.problems.append(_named(code, sequence, line, _texts(params)))

    def notice(self, code: str, **params: object) -> None:
        """Adds something worth knowing that is not wrong."""
        self.notices.append(Finding(code, params=_texts(params)))

    def entry_notice(self, code: str, sequence: int, line: bytes | None) -> None:
        """The same about one entry."""
        self.notices.append(_named(code, sequence, line, ()))


def _named(code: str, sequence: int, line: bytes | None, params: tuple[tuple[str, str], ...]) -> Finding:
    action, time = _ACTION.search(line or b""), _TIME.search(line or b"")
    return Finding(code, sequence, action[1].decode() if action else None, time[1].decode() if time else None, params)


def _texts(params: dict[str, object]) -> tuple[tuple[str, str], ...]:
    return tuple((key, str(value)) for key, value in params.items())
