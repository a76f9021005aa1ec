"""Every command of ``docs/terminal.md`` prints what the page says it prints."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.door import Terminal

PAGE = Path(__file__).parents[2] / "docs" / "terminal.md"
ENDS_WITH = re.compile(r"^# exit code (\d+)$")
LEFT_OUT = "..."


def commands() -> Iterator[tuple[list[str], list[str]]]:
    """Yield each command of the page and the lines it prints."""
    text = PAGE.read_text(encoding="utf-8")
    for block in re.findall(r"^```console\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
        parts = re.split(r"^\$ ", block, flags=re.MULTILINE)
        for part in parts[1:]:
            line, *printed = part.splitlines()
            yield shlex.split(line), [text.rstrip() for text in printed]


def agrees(shown: list[str], said: list[str]) -> bool:
    """Say whether the lines are the same; ``...`` on the page stands for any number of lines."""
    pattern = "".join("(?:.*\n)*" if line == LEFT_OUT else re.escape(line) + "\n" for line in shown)
    return re.fullmatch(pattern, "".join(line.rstrip() + "\n" for line in said)) is not None


def test_the_page(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gravida.cli.assess.on_a_terminal", lambda: True)
    run = 0
    for (program, *tokens), printed in commands():
        shown, code = printed, 0
        if printed and (ends := ENDS_WITH.match(printed[-1])):
            shown, code = printed[:-1], int(ends[1])
        if program == "cat":
            path = terminal.folder / tokens[0]
            if not path.exists():
                path.write_text("\n".join(shown) + "\n", encoding="utf-8")
            assert agrees(shown, path.read_text(encoding="utf-8").splitlines())
            continue
        said = terminal(*tokens)
        assert said.code == code, said.err
        assert agrees(shown, [*said.out.splitlines(), *said.err.splitlines()]), "\n".join(
            ["the command now prints:", said.out, said.err]
        )
        run += 1
    assert run > 5
