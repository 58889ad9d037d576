"""Shared by all tests: where things stand."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHARED_GOLD = ROOT.parent / "shared" / "gold"


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def shared_gold() -> Path:
    """The annotated articles that may not stand in this repository (`seed` among them)."""
    if not (SHARED_GOLD / "dev.jsonl").exists():
        pytest.skip("../shared/gold is absent: the seed article may not be copied into the repository")
    return SHARED_GOLD
