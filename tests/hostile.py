"""A folder of articles as one meets them at worst: good ones among files that are broken, absurd or meant to do harm.

`build(folder)` writes it and returns what a run must make of it. Used by test_hostile.py; `python tests/hostile.py
FOLDER` writes it for trials by hand, with the larger files.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import struct
import sys
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import docx
import pyarrow as pa
import pyarrow.parquet as pq

SPARSE = 500_000_000


@dataclass
class Expected:
    """What a run must make of the folder: the count that each good article gives, and the reason of each reject."""

    counts: dict[str, int] = field(default_factory=dict)
    reasons: dict[str, set[str]] = field(default_factory=dict)


def sentence(count: int) -> str:
    """A good article, told from all others by its count."""
    return f"Quelque {count} soldats russes ont été tués hier à Koursk, selon le ministère ukrainien de la Défense."


def packed(members: dict[str | zipfile.ZipInfo, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def parquet(columns: dict[str, list[object]]) -> bytes:
    """A Parquet file."""
    buffer = io.BytesIO()
    pq.write_table(pa.table(columns), buffer)
    return buffer.getvalue()


def word(text: str) -> bytes:
    """A Word file."""
    buffer = io.BytesIO()
    document = docx.Document()
    document.add_paragraph(text)
    document.save(buffer)
    return buffer.getvalue()


def page(text: str, head: str = "") -> str:
    """A web page."""
    body = f"<article><p>{text}</p><p>{text}</p></article>"
    return f"<html><head><title>Titre</title>{head}</head><body>{body}</body></html>"


def nitf(text: str, declaration: str = '<?xml version="1.0" encoding="UTF-8"?>') -> str:
    """An agency's dispatch."""
    return f"{declaration}<nitf><body><body.content><p>{text}</p></body.content></body></nitf>"


def entity_bomb() -> str:
    """A billion laughs."""
    pairs = zip("abcdefgh", "bcdefghi", strict=True)
    entities = "".join(f'<!ENTITY {b} "{f"&{a};" * 30}">' for a, b in pairs)
    return nitf("&i;", f'<?xml version="1.0"?><!DOCTYPE nitf [<!ENTITY a "aaaaaaaaaaaaaaaa">{entities}]>')


def lying_zip() -> bytes:
    """A zip whose member claims ten bytes and unpacks to more."""
    data = packed({"a.txt": b"Trois soldats " * 1000})
    return data.replace(struct.pack("<I", 14_000), struct.pack("<I", 10))


def locked_zip() -> bytes:
    """A zip whose member says that it needs a password."""
    data = bytearray(packed({"a.txt": b"Trois soldats"}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    return bytes(data)


def nested(depth: int) -> bytes:
    """Zips within zips."""
    data = packed({"a.txt": sentence(1).encode()})
    for _ in range(depth):
        data = packed({"inner.zip": data})
    return data


def link_in_zip() -> bytes:
    """A zip with a symbolic link to a file outside."""
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    return packed({link: b"/etc/passwd"})


class _Builder:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.expected = Expected()
        self._count = 1_000

    def next_count(self) -> int:
        self._count += 7
        return self._count

    def write(self, name: str | bytes, data: bytes) -> None:
        path = os.path.join(os.fsencode(self.folder), os.fsencode(name))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data)

    def good(self, name: str | bytes, shown: str | None = None, *, form: str = "{}", encoding: str = "utf-8") -> None:
        """A file that holds one good article, in a form that a hostile world gave it."""
        count = self.next_count()
        self.write(name, form.replace("{}", sentence(count)).encode(encoding))
        self.expected.counts[shown or str(name)] = count

    def bad(self, name: str, data: bytes, *reasons: str) -> None:
        """A file of which nothing can be read."""
        self.write(name, data)
        self.expected.reasons[name] = set(reasons)

    def mixed(self, name: str, data: bytes, counts: dict[str, int], reasons: dict[str, str]) -> None:
        """A file of several articles, good and bad."""
        self.write(name, data)
        self.expected.counts.update({f"{name}{inner}": count for inner, count in counts.items()})
        self.expected.reasons.update({f"{name}{inner}": {reason} for inner, reason in reasons.items()})


def build(folder: Path, sparse: int = SPARSE) -> Expected:
    """Write the folder; `sparse` is the size of the files of holes."""
    builder = _Builder(folder)
    for part in (_good, _names, _texts, _pages, _agency, _rows, _archives, _office):
        part(builder)
    _holes(builder, sparse)
    _links(builder)
    return builder.expected


def _good(make: _Builder) -> None:
    for number in range(12):
        make.good(f"bons/{number:02}.txt", form="Titre\n\n{}\n")


def _names(make: _Builder) -> None:
    for name in ("-rf.txt", "=cmd.txt", "deux\nlignes.txt", " blanc .txt", "'quote\".txt", "$(touch x).txt", "%00.TXT"):
        make.good(f"noms/{name}")
    make.good("noms/\u202etxt.exe.txt")
    make.good("noms/" + "é" * 120 + ".txt")
    make.good(b"noms/caf\xe9.txt", "noms/caf\\xe9.txt")
    make.good("/".join(["noms", *["profond"] * 60, "a.txt"]))
    for name in ("sansfin", "photo.jpg", "a.pdf", "b.doc", "c.json", "Thumbs.db", "d.txt~"):
        make.bad(f"noms/{name}", b"Trois soldats", "unsupported")


def _texts(make: _Builder) -> None:
    make.good("textes/nul.txt", form="\0{}")
    make.good("textes/droite.txt", form="\u200f\u202b{}\u202c\u200e")
    make.good("textes/blancs.txt", form="{}" + " " * 100_000 + "fin")
    make.good("textes/lignes.txt", form="\n" * 10_000 + "{}" + "\r\n" * 10_000)
    make.good("textes/une_ligne.txt", form="{} " + "Il fait beau. " * 3_000)
    make.good("textes/un_mot.txt", form="{}\n" + "a" * 200_000)
    make.good("textes/chiffres.txt", form="{}\n" + "1 234 567 890 " * 1_000)
    make.good("textes/guillemets.txt", form="{}\n" + "« " * 5_000)
    make.good("textes/parentheses.txt", form="{}\n" + "(" * 20_000)
    make.good("textes/combinants.txt", form="{}\ne" + "\u0301" * 20_000)
    make.good("textes/emoji.txt", form="{}\n" + "👩‍👩‍👧‍👦" * 1_000)
    make.good("textes/bom.txt", form="\ufeff\ufeff{}")
    for encoding in ("cp1252", "latin-1", "mac_roman", "cp850", "utf-16", "utf-16-le", "utf-16-be", "utf-32"):
        make.good(f"textes/{encoding}.txt", form="Été à l'île\n{}\n", encoding=encoding)
    count = make.next_count()
    make.write("textes/mojibake.txt", sentence(count).encode().decode("cp1252").encode())
    make.expected.counts["textes/mojibake.txt"] = count
    make.bad("textes/vide.txt", b"", "empty")
    make.bad("textes/rien.txt", "\ufeff \t\n\u00a0\u200b\u202e".encode(), "empty")
    make.bad("textes/espaces.txt", b" " * 100_000, "empty")
    make.bad("textes/nuls.txt", bytes(10_000), "binary")
    make.bad("textes/octets.txt", bytes(range(256)) * 100, "binary")
    make.bad("textes/image.txt", b"\x89PNG\r\n\x1a\n" + zlib.compress(os.urandom(5_000)), "binary", "encoding")
    make.bad("textes/coupe.txt", b"\xff\xfe" + sentence(1).encode("utf-16-le") + b"\x00\xd8", "encoding")
    make.bad("textes/perdu.txt", ("Le r\ufffdgiment d\ufffdploy\ufffd \ufffd Goma " * 9).encode(), "encoding")
    make.bad("textes/questions.txt", ("Le r?giment d?ploy? ? Goma a r?ussi. " * 9).encode(), "encoding")
    make.bad(
        "textes/sans_accents.txt",
        ("Le regiment deploye a Goma a perdu des blindes. " * 12).encode(),
        "encoding",
    )
    make.good("textes/entites.txt", form="L&#39;arm&eacute;e d&eacute;ploie&nbsp;: {}")
    make.good("textes/decompose.txt", form=unicodedata.normalize("NFD", "Été à l'île : {}"))
    make.good("textes/doubles.txt", form="A  Goma,  {}")
    make.bad("textes/cyrillique.txt", ("Военные заявили о потерях. " * 20).encode("cp1251"), "encoding", "not_french")
    make.bad("textes/russe.txt", ("Военные заявили о потерях. " * 20).encode(), "not_french")
    make.bad(
        "textes/anglais.txt",
        b"Three hundred soldiers were killed near the border, the ministry said." * 3,
        "not_french",
    )


def _pages(make: _Builder) -> None:
    make.good("pages/page.html", form=page("{}"))
    make.good("pages/sans_fin.html", form=page("{}").removesuffix("</p></article></body></html>"))
    make.good("pages/script.html", form=page("{}", "<script>while(true){}</script>".replace("{}", "")))
    make.good("pages/latin.html", form=page("{}", '<meta charset="iso-8859-1">'), encoding="latin-1")
    make.good("pages/faux.html", form=page("{}", '<meta charset="klingon">'))
    make.good("pages/page.txt", form="<!DOCTYPE html>" + page("{}"))
    make.good("pages/texte.html")
    make.good("pages/breve.html", form="<p>{}</p>")
    make.good("agence/depeche.txt", form=nitf("{}"))
    make.good("pages/html.md", form="# Titre\n\n<p>{}</p>\n")
    make.good("pages/indente.md", form="    {}\n")
    make.bad("pages/vide.html", b"<html><body></body></html>", "empty")
    make.bad("pages/zero.html", b"", "empty")
    make.bad("pages/profond.html", b"<div>" * 100_000 + sentence(1).encode(), "parse_error")
    make.bad("pages/police.html", b"<font>" * 60_000 + sentence(1).encode(), "parse_error", "empty")
    make.bad("pages/octets.html", os.urandom(3_000), "empty", "binary", "encoding", "parse_error")
    make.bad("pages/vide.md", b"---\ntitle: x\n---\n", "empty")


def _agency(make: _Builder) -> None:
    make.good("agence/depeche.xml", form=nitf("{}"))
    make.good("agence/latin.xml", form=nitf("{}", '<?xml version="1.0" encoding="ISO-8859-1"?>'), encoding="latin-1")
    outside = nitf("{}&ext;", '<?xml version="1.0"?><!DOCTYPE nitf [<!ENTITY ext SYSTEM "file:///etc/passwd">]>')
    make.good("agence/dehors.xml", form=outside)
    make.bad("agence/bombe.xml", entity_bomb().encode(), "parse_error", "empty")
    make.bad("agence/coupee.xml", nitf("x").encode()[:-20], "parse_error")
    make.bad("agence/profonde.xml", b"<nitf>" + b"<p>" * 50_000, "parse_error")
    make.bad("agence/rss.xml", b"<rss><channel/></rss>", "unsupported")
    make.bad("agence/vide.xml", b"", "parse_error", "empty")
    make.bad("agence/photo.xml", b"<newsItem><contentSet><remoteContent/></contentSet></newsItem>", "empty")
    count = make.next_count()
    item = f"<newsItem><contentSet><inlineData>{sentence(count)}</inlineData></contentSet></newsItem>"
    items = f"<newsMessage><newsItem/>{item}</newsMessage>"
    make.mixed("agence/deux.xml", items.encode(), {"#2": count}, {"#1": "empty"})


def _rows(make: _Builder) -> None:
    one, two = make.next_count(), make.next_count()
    lines = [
        json.dumps({"id": "x", "text": sentence(one), "title": "\ud800", "date": "lundi"}),
        "{broken",
        "[" * 100_000,
        '{"text": ' + "9" * 10_000 + "}",
        '{"text": 3}',
        '{"texte": "x"}',
        '{"text": ""}',
        "null",
        json.dumps({"id": "x", "text": sentence(one + 1)}),
        json.dumps({"text": sentence(two) + " \ud800", "id": {"a": ["\udfff"]}}),
    ]
    reasons = {f"#{number}": "parse_error" for number in (2, 3, 4, 5, 6, 8)} | {"#7": "empty", "#x": "parse_error"}
    make.mixed("lignes/a.jsonl", "\n".join(lines).encode(), {"#x": one, "#{'a': ['\\udfff']}": two}, reasons)
    make.good("lignes/latin.jsonl", "lignes/latin.jsonl#1", form='{"text": "{}"}', encoding="latin-1")
    make.good("lignes/large.jsonl", "lignes/large.jsonl#1", form='{"text": "{}"}\n', encoding="utf-16")
    one, two = make.next_count(), make.next_count()
    table = f'id,text,title\n1,"{sentence(one)}",=1+1\n2,,\n3\n4,"{sentence(two)}",\n5,"jamais fermé, hélas\n'
    make.mixed(
        "lignes/b.csv",
        table.encode(),
        {"#1": one, "#4": two},
        {"#2": "empty", "#3": "parse_error", "#6": "parse_error"},
    )
    one, two = make.next_count(), make.next_count()
    open_quote = f'id,text\n1,"ouvert\n2,"{sentence(one)}"\n3,"{sentence(two)}\n'
    make.mixed("lignes/guillemet.csv", open_quote.encode(), {"#2": one}, {"#2": "parse_error", "#4": "parse_error"})
    make.bad("lignes/colonne.csv", b"titre,corps\na,b\n", "parse_error")
    make.bad("lignes/vide.csv", b"", "empty")
    make.bad("lignes/octets.csv", os.urandom(2_000).replace(b"text", b""), "parse_error", "empty")
    count = make.next_count()
    make.mixed(
        "lignes/c.parquet",
        parquet({"text": [sentence(count), None, ""]}),
        {"#1": count},
        {"#2": "parse_error", "#3": "empty"},
    )
    whole = parquet({"text": [sentence(1)] * 50})
    make.bad("lignes/coupe.parquet", whole[: len(whole) // 2], "parse_error")
    make.bad("lignes/abime.parquet", whole[:20] + os.urandom(60) + whole[80:], "parse_error")
    make.bad("lignes/colonne.parquet", parquet({"corps": ["x"]}), "parse_error")
    make.bad("lignes/vide.parquet", b"", "parse_error")


def _archives(make: _Builder) -> None:
    count = make.next_count()
    members: dict[str | zipfile.ZipInfo, bytes] = {
        "a.txt": sentence(count).encode(),
        "../dehors.txt": b"x",
        "/absolu.txt": b"x",
        "..\\windows.txt": b"x",
        "bombe.txt": bytes(20_000_000),
        "b.bin": b"x",
        "vide.txt": b"",
    }
    bad = dict.fromkeys(("/../dehors.txt", "//absolu.txt", "/..\\windows.txt"), "parse_error")
    bad |= {"/bombe.txt": "too_long", "/b.bin": "unsupported", "/vide.txt": "empty"}
    make.mixed("archives/a.zip", packed(members), {"/a.txt": count}, bad)
    count = make.next_count()
    make.mixed(
        "archives/deux.zip", packed({"b.zip": packed({"c.txt": sentence(count).encode()})}), {"/b.zip/c.txt": count}, {}
    )
    make.mixed("archives/poupees.zip", nested(6), {}, {"/inner.zip/inner.zip/inner.zip": "unsupported"})
    make.mixed("archives/lien.zip", link_in_zip(), {}, {"/link.txt": "unreadable"})
    make.mixed("archives/cle.zip", locked_zip(), {}, {"/a.txt": "unreadable"})
    make.mixed("archives/menteur.zip", lying_zip(), {}, {"/a.txt": "parse_error"})
    make.bad("archives/faux.zip", b"PK\x03\x04 rien", "parse_error")
    make.bad("archives/coupe.zip", packed({"a.txt": os.urandom(999)})[:500], "parse_error")
    make.bad("archives/vide.zip", packed({}), "empty")
    make.bad("archives/zero.zip", b"", "parse_error")
    make.write("archives/bon.txt.gz", gzip.compress(sentence(count + 1).encode()))
    make.expected.counts["archives/bon.txt.gz"] = count + 1
    make.bad("archives/coupe.txt.gz", gzip.compress(sentence(1).encode())[:-12], "parse_error")
    make.bad("archives/faux.txt.gz", b"rien", "parse_error")
    make.bad("archives/bombe.txt.gz", gzip.compress(bytes(60_000_000), 9), "too_long")
    make.bad("archives/bombe.jsonl.gz", gzip.compress(b"a" * 60_000_000, 9), "too_long")
    make.bad("archives/sansnom.gz", gzip.compress(b"x"), "unsupported")
    make.bad("archives/.gz", gzip.compress(b"x"), "unsupported")


def _office(make: _Builder) -> None:
    count = make.next_count()
    make.write("bureau/a.docx", word(sentence(count)))
    make.expected.counts["bureau/a.docx"] = count
    make.bad("bureau/vide.docx", word(""), "empty")
    make.bad("bureau/coupe.docx", word("x")[:3_000], "parse_error")
    make.bad("bureau/autre.docx", packed({"a.txt": b"x"}), "parse_error")
    make.bad("bureau/texte.docx", b"Trois soldats", "parse_error")
    make.bad("bureau/bombe.docx", packed({"word/document.xml": bytes(20_000_000)}), "too_long")


def _holes(make: _Builder, size: int) -> None:
    """Files of holes: their size is real, their bytes are all NUL."""
    for name in ("a.txt", "a.html", "a.md", "a.xml", "a.docx", "a.parquet", "a.zip", "a.txt.gz", "a.jsonl", "a.csv"):
        path = make.folder / "trous" / name
        path.parent.mkdir(exist_ok=True)
        with path.open("wb") as file:
            file.truncate(size)
        make.expected.reasons[f"trous/{name}"] = {"too_long", "parse_error", "binary"}


def _links(make: _Builder) -> None:
    links = make.folder / "liens"
    links.mkdir()
    (links / "boucle").symlink_to(links, target_is_directory=True)
    (links / "un.txt").symlink_to(links / "deux.txt")
    (links / "deux.txt").symlink_to(links / "un.txt")
    (links / "nulle_part.txt").symlink_to(links / "rien.txt")
    os.mkfifo(links / "tube.txt")
    for name in ("boucle", "un.txt", "deux.txt", "nulle_part.txt", "tube.txt"):
        make.expected.reasons[f"liens/{name}"] = {"unreadable"}
    if os.path.exists("/dev/zero"):
        (links / "zero.txt").symlink_to("/dev/zero")
        make.expected.reasons["liens/zero.txt"] = {"unreadable"}
    if os.geteuid() != 0:  # root may read all
        (links / "secret.txt").write_text("x")
        (links / "secret.txt").chmod(0)
        (links / "ferme").mkdir(mode=0)
        make.expected.reasons |= {"liens/secret.txt": {"unreadable"}, "liens/ferme": {"unreadable"}}


def snapshot(folder: Path) -> Iterator[tuple[bytes, int, int]]:
    """(path, size, time of change) of all that stands in a folder."""
    for parent, folders, files in os.walk(os.fsencode(folder)):
        for name in sorted(folders + files):
            status = os.lstat(os.path.join(parent, name))
            yield os.path.join(parent, name), status.st_size, status.st_mtime_ns


if __name__ == "__main__":
    made = build(Path(sys.argv[1]))
    print(f"{len(made.counts)} good articles, {len(made.reasons)} bad inputs")
