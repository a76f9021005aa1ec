"""Every example in the docstring of a dating, growth or heart-rate module prints what it says it prints."""

from __future__ import annotations

import doctest
from importlib import import_module
from pkgutil import walk_packages

import pytest

from gravida.engine import dating, growth, heart_rate

MODULES = [
    found.name
    for package in (dating, growth, heart_rate)
    for found in walk_packages(package.__path__, f"{package.__name__}.")
    if not found.ispkg
] + [dating.__name__, growth.__name__, "gravida.arrays", "gravida.engine.normal"]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    said: list[str] = []
    runner = doctest.DocTestRunner()
    for examples in doctest.DocTestFinder().find(import_module(name), name):
        runner.run(examples, out=said.append)
    assert not runner.failures, "".join(said)
