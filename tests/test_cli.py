"""The commands, as a user calls them: what they print, and their exit codes."""

from __future__ import annotations

import gzip
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import hostile
from newsextract import load
from newsextract.readers import READERS

NITF = """<nitf><head><docdata><date.issue norm="20240503T080000Z"/></docdata></head>
<body><body.head><hedline><hl1>Un titre</hl1></hedline></body.head>
<body.content><p>TEXT</p></body.content></body></nitf>"""
NEWSML_G2 = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/">
<itemMeta><versionCreated>2024-05-03T08:00:00Z</versionCreated></itemMeta>
<contentMeta><headline>Un titre</headline></contentMeta>
<contentSet><inlineXML><html><body><p>TEXT</p></body></html></inlineXML></contentSet></newsItem>"""
NEWSML_1 = """<NewsML><NewsItem><Identification><DateId>20240503</DateId></Identification>
<NewsComponent><NewsLines><HeadLine>Un titre</HeadLine></NewsLines>
<ContentItem><DataContent><p>TEXT</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"""
SENTENCE = "Quelque 300 soldats russes ont été tués à Koursk par des obus de 155 mm, selon Kiev."


def newsextract(*arguments: str | Path, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "newsextract", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, timeout=120, check=False)


def test_show_prints_the_facts_of_standard_input() -> None:
    shown = newsextract("show", "-", stdin=SENTENCE)
    assert shown.returncode == 0
    for table in ("calibres", "troops", "locations", "attributions"):
        assert table in shown.stdout


def test_run_then_score(root: Path, tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "c06.txt").write_bytes((root / "corpus" / "articles" / "c06.txt").read_bytes())
    ran = newsextract("run", articles, "--out", tmp_path / "out", "--workers", "1")
    assert ran.returncode == 0
    assert "attributions" in ran.stdout
    gold = tmp_path / "gold.jsonl"
    lines = (root / "corpus" / "gold.jsonl").read_text().splitlines()
    gold.write_text(next(line for line in lines if '"id": "c06"' in line) + "\n")
    scored = newsextract("score", tmp_path / "out", gold, "--errors", "1")
    assert scored.returncode == 0
    assert "F1" in scored.stdout


def test_every_format_is_read(tmp_path: Path) -> None:
    """One file of each format, each with a title and a date where the format has a place for them."""
    files, dated = every_format()
    for name, data in files.items():
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / name).write_bytes(data)
    ran = newsextract("run", tmp_path / "in", "--out", tmp_path / "out", "--workers", "1")
    assert (ran.returncode, ran.stderr) == (0, "")
    tables = load(tmp_path / "out")
    assert list(tables.rejects.itertuples()) == []
    assert {Path(name.partition("#")[0]).suffix for name in files} >= set(READERS)
    facts = {row.article_id.partition("#")[0].partition("/")[0]: row.low for row in tables.troops.itertuples()}
    assert facts == {name: 300 + number for number, name in enumerate(files)}
    found = {row.article_id.partition("#")[0]: row for row in tables.articles.itertuples()}
    for name in dated:
        assert (found[name].title, str(found[name].published.date())) == ("Un titre", "2024-05-03"), name


def every_format() -> tuple[dict[str, bytes], list[str]]:
    """File name → bytes, the article's count 300 and upwards; and the names of those that hold a title and a date."""
    names = [
        "a.txt",
        "2024-05-03.txt",
        "a.md",
        "a.markdown",
        "a.html",
        "a.htm",
        "a.xhtml",
        "nitf.xml",
        "g2.xml",
        "v1.xml",
    ]
    names += ["a.jsonl", "a.ndjson", "a.csv", "a.tsv", "a.parquet", "a.docx", "b.txt.gz", "c.zip"]
    text = dict(zip(names, (hostile.sentence(300 + number) for number in range(len(names))), strict=True))
    front = "---\ntitle: Un titre\ndate: 2024-05-03\n---\n"
    head = '<meta property="article:published_time" content="2024-05-03T08:00:00Z">'
    page = {name: hostile.page(text[name], head).replace("<title>Titre", "<title>Un titre") for name in names}
    files = {
        "a.txt": f"Un titre\n\nKIEV, 3 mai 2024 (AFP) – {text['a.txt']}\n",
        "2024-05-03.txt": f"Un titre\n\n{text['2024-05-03.txt']}\n",
        "a.md": front + text["a.md"],
        "a.markdown": front + text["a.markdown"],
        "a.html": page["a.html"],
        "a.htm": page["a.htm"],
        "a.xhtml": page["a.xhtml"],
        "nitf.xml": NITF.replace("TEXT", text["nitf.xml"]),
        "g2.xml": NEWSML_G2.replace("TEXT", text["g2.xml"]),
        "v1.xml": NEWSML_1.replace("TEXT", text["v1.xml"]),
        **{
            name: json.dumps({"title": "Un titre", "date": "2024-05-03", "text": text[name]})
            for name in ("a.jsonl", "a.ndjson")
        },
        "a.csv": f'title,date,text\nUn titre,03/05/2024,"{text["a.csv"]}"\n',
        "a.tsv": f"title\tdate\ttext\nUn titre\t3 mai 2024\t{text['a.tsv']}\n",
        "a.parquet": hostile.parquet({"title": ["Un titre"], "date": ["2024-05-03"], "text": [text["a.parquet"]]}),
        "a.docx": hostile.word(text["a.docx"]),
        "b.txt.gz": gzip.compress(f"Un titre\n\nPublié le 3 mai 2024\n\n{text['b.txt.gz']}".encode()),
        "c.zip": hostile.packed({"d.txt": text["c.zip"].encode()}),
    }
    encoded = {name: data.encode() if isinstance(data, str) else data for name, data in files.items()}
    return encoded, [name for name in names if name not in {"a.docx", "c.zip"}]


@pytest.mark.parametrize("name", ["gone", "file.txt"])
def test_wrong_folder_exits_2(tmp_path: Path, name: str) -> None:
    (tmp_path / "file.txt").write_text("x")
    ran = newsextract("run", tmp_path / name, "--out", tmp_path / "out")
    assert ran.returncode == 2
    assert "is not a folder" in ran.stderr


def test_ctrl_c_says_how_to_resume(root: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "newsextract", "run", str(root / "corpus" / "articles"), "--out", str(tmp_path)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    while not (tmp_path / ".newsextract.sqlite3").exists():
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 130
    assert "run the same command again" in said


def test_empty_folder_exits_1(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    ran = newsextract("run", tmp_path / "in", "--out", tmp_path / "out")
    assert ran.returncode == 1
    assert "No article" in ran.stderr


def test_show_names_the_missing_file(tmp_path: Path) -> None:
    shown = newsextract("show", tmp_path / "gone.txt")
    assert shown.returncode == 2
    assert "gone.txt" in shown.stderr
