"""One room touches ciphers, by kept libraries; no hash that is broken, no chance that can be foretold."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.contracts.test_her_pages import APP

CIPHERS = {"argon2", "cryptography", "pyrage", "nacl", "Crypto"}
BROKEN = {"md5", "sha1", "ARC4", "DES", "TripleDES", "ECB", "Blowfish"}


def modules() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(APP.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def test_only_the_vault_imports_ciphers() -> None:
    using = {path for path, tree in modules() if imported(tree) & CIPHERS}
    assert using, "the search itself works"
    assert {path.parent.name for path in using} == {"vault"}
    said = "".join(path.read_text(encoding="utf-8") for path in using)
    assert "ChaCha20Poly1305" in said
    assert "AESGCM" not in said


def test_no_broken_hash() -> None:
    for path, tree in modules():
        named = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        named |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        assert not named & BROKEN, path


def test_only_secure_chance_in_the_app() -> None:
    drawing = [path for path, tree in modules() if "secrets" in imported(tree)]
    assert drawing, "the search itself works"
    assert [path for path, tree in modules() if "random" in imported(tree)] == []
