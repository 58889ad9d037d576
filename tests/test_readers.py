"""Every format gives its articles; every fault gives one reject with a reason, and the rest is read."""

from __future__ import annotations

import datetime
import gzip
import io
import json
import os
import re
import zipfile
from pathlib import Path

import docx
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from newsextract.articles import Article, ReadError, Reject, read_articles
from newsextract.errors import InputError
from newsextract.readers import READERS, read, tabular
from newsextract.readers.dates import date_of, parse_date
from newsextract.readers.decoding import printed
from newsextract.readers.source import Columns, Source

TEXT = "Trois cents soldats ont été déployés près de la frontière, selon le ministère de la Défense."
HTML = f"""<html><head><title>Déploiement à la frontière</title>
<meta property="article:published_time" content="2024-05-03T08:00:00Z"></head>
<body><nav>Accueil</nav><article><h1>Déploiement à la frontière</h1>{"<p>" + TEXT + "</p>"}<p>{TEXT[::-1]}</p>
</article></body></html>"""
NITF = f"""<?xml version="1.0" encoding="UTF-8"?><nitf>
<head><docdata><date.issue norm="20240503T080000Z"/></docdata></head>
<body><body.head><hedline><hl1>Déploiement</hl1></hedline></body.head><body.content><p>{TEXT}</p><p>Fin.</p></body.content></body></nitf>"""
NEWSML = f"""<?xml version="1.0" encoding="UTF-8"?><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"><itemMeta>
<versionCreated>2024-05-03T08:00:00Z</versionCreated></itemMeta><contentMeta><headline>Déploiement</headline></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body><p>{TEXT}</p></body></html>
</inlineXML></contentSet></newsItem>"""
BOMB = (
    """<?xml version="1.0"?><!DOCTYPE nitf [<!ENTITY a "aaaaaaaaaaaaaaaa">"""
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 30}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]><nitf><body><body.content><p>&i;</p></body.content></body></nitf>"
)


def items(name: str, data: bytes, columns: Columns | None = None) -> list[Article | Reject]:
    return list(read(Source(name, lambda: io.BytesIO(data), columns or Columns())))


def only(name: str, data: bytes) -> Article:
    (article,) = items(name, data)
    assert isinstance(article, Article)
    return article


def packed(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def word(text: str) -> bytes:
    buffer = io.BytesIO()
    document = docx.Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    document.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_text_in_any_encoding(encoding: str) -> None:
    assert only("a.txt", TEXT.encode(encoding)).text == TEXT


def test_mojibake_is_mended() -> None:
    assert only("a.txt", TEXT.encode().decode("cp1252").encode()).text == TEXT


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_text_is_kept_as_decoded(newline: str) -> None:
    text = f"Titre{newline}{newline}11\u202f000 soldats.{newline}"
    assert only("a.txt", text.encode()).text == text


@pytest.mark.parametrize(
    ("name", "data"), [("a.html", HTML.encode()), ("a.xml", NITF.encode()), ("b.xml", NEWSML.encode())]
)
def test_title_date_and_text_of_markup(name: str, data: bytes) -> None:
    article = only(name, data)
    assert TEXT in article.text
    assert article.title is not None
    assert article.title.startswith("Déploiement")
    assert article.published == datetime.date(2024, 5, 3)


def test_markdown_loses_its_markup() -> None:
    article = only(
        "a.md",
        f"---\ntitle: Un titre\ndate: 2024-05-03\n---\n# Titre\n\n**Trois** [mots](http://x).\n\n{TEXT}".encode(),
    )
    assert article.text == f"Titre\n\nTrois mots.\n\n{TEXT}"
    assert (article.title, article.published) == ("Un titre", datetime.date(2024, 5, 3))


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("300 soldats<br>ukrainiens et 12<br/>chars", "300 soldats\nukrainiens et 12\nchars"),
        ("Quelque 12<b>5</b> soldats, la 10<sup>e</sup> brigade, 30 km<sup>2</sup>",
         "Quelque 125 soldats, la 10e brigade, 30 km²"),
        ("<div>\nQuelque 12<b>5</b>\nsoldats<br>tués à <em>K</em>oursk</div>", "Quelque 125 soldats\ntués à Koursk"),
        ("<p>300 soldats</p><p>40 chars &amp; 5 drones</p>", "300 soldats\n40 chars & 5 drones"),
        ("<script>var n = 300;</script>\n\n40 chars<!-- 500 tués --> là", "40 chars là"),
        ("~~12~~ 125 soldats et <s>30</s>40 chars", "125 soldats et 40 chars"),
        ("Moins de <40 chars, 5 &lt; 7 et 5\\*6", "Moins de <40 chars, 5 < 7 et 5*6"),
        ("| Pertes | Kiev |\n|---|--:|\n| Chars | **40** |\n| Obus<br>de 152 mm | 5 |\n\nFin.",
         "Pertes\tKiev\nChars\t40\nObus ; de 152 mm\t5\n\nFin."),
        ("![500 morts](a.jpg) Quelque 300 soldats.", "Quelque 300 soldats."),
        ("- Koursk :\n  - 300 soldats\n- Soumy\n\n> Cité\n> > 5 drones",
         "Koursk :\n\n300 soldats\n\nSoumy\n\nCité\n\n5 drones"),
        ("Quelque 300[^1] soldats.\n\n[^1]: Selon Kiev, 40.", "Quelque 300 soldats.\n\n[^1]: Selon Kiev, 40."),
        ("12 000\nsol&shy;dats", "12 000 soldats"),
    ],
)  # fmt: skip
def test_markdown_loses_and_glues_no_word(markdown: str, text: str) -> None:
    assert only("a.md", markdown.encode()).text == text


def test_word_file() -> None:
    assert only("a.docx", word(f"Titre\n{TEXT}")).text == f"Titre\n{TEXT}"


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def word_xml(body: str) -> bytes:
    """A Word file with this body, `w:` and `mc:` declared; `[mots]` stands for a run of text."""
    runs = re.sub(r"\[([^]]*)\]", r'<w:r><w:t xml:space="preserve">\1</w:t></w:r>', body)
    parsed = etree.fromstring(f'<w:body xmlns:w="{W}" xmlns:mc="{MC}">{runs}</w:body>')
    document = docx.Document()
    for block in reversed(parsed):
        document.element.body.insert(0, block)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def cell(words: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>[{words}]</w:p></w:tc>"


WORD_BOX = "<w:txbxContent><w:p>[Encadré : 40 blessés]</w:p></w:txbxContent>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<w:p>[Un obus de ]<w:smartTag>[155 mm]</w:smartTag>[ a touché le pont.]</w:p>",
         "Un obus de 155 mm a touché le pont."),
        ("<w:p>[Un obus de ]<w:smartTag><w:smartTag>[155]</w:smartTag>[ mm]</w:smartTag>[.]</w:p>",
         "Un obus de 155 mm."),
        ("<w:p>[12]<w:ins>[5]</w:ins>[ soldats]</w:p>", "125 soldats"),
        ("<w:p>[12]<w:del><w:r><w:delText>7</w:delText></w:r></w:del><w:ins>[5]</w:ins>[ soldats]</w:p>",
         "125 soldats"),
        ("<w:p><w:moveFrom>[hier ]</w:moveFrom>[300 soldats ]<w:moveTo>[hier]</w:moveTo></w:p>", "300 soldats hier"),
        ("<w:p>[Quelque ]<w:sdt><w:sdtPr/><w:sdtContent>[300]</w:sdtContent></w:sdt>[ soldats]</w:p>",
         "Quelque 300 soldats"),
        ("<w:p>[Le ]<w:fldSimple>[3 mai 2024]</w:fldSimple>[, 300 soldats]</w:p>", "Le 3 mai 2024, 300 soldats"),
        ('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>NUMPAGES 12</w:instrText></w:r>'
         '<w:r><w:fldChar w:fldCharType="separate"/></w:r>[300]<w:r><w:fldChar w:fldCharType="end"/></w:r>'
         "[ soldats]</w:p>", "300 soldats"),
        ("<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>12 </w:t></w:r>[125 soldats]</w:p>", "125 soldats"),
        ('<w:p><w:r><w:rPr><w:strike w:val="0"/></w:rPr><w:t>12</w:t></w:r>[5 soldats]</w:p>', "125 soldats"),
        ('<w:p>[10]<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>3</w:t></w:r>[ obus]</w:p>', "10³ obus"),
        ("<w:p>[Des sol\u00addats]</w:p>", "Des soldats"),
        ("<w:p>[12][ ][000][ soldats]</w:p>", "12 000 soldats"),
        ("<w:p>[Le T]<w:r><w:noBreakHyphen/></w:r>[72 est dé]<w:r><w:softHyphen/></w:r>[truit]</w:p>",
         "Le T-72 est détruit"),
        ("<w:p>[300 soldats]<w:r><w:br/></w:r>[40 chars]<w:r><w:cr/></w:r>[5]<w:r><w:tab/></w:r>[drones]</w:p>",
         "300 soldats\n40 chars\n5\tdrones"),
        ("<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>[300 soldats]</w:p>", "300 soldats"),
        ("<w:sdt><w:sdtContent><w:p>[Titre]</w:p><w:sdt><w:sdtContent><w:p>[300 soldats]</w:p></w:sdtContent></w:sdt>"
         "<w:tbl><w:tr>" + cell("Chars") + cell("40") + "</w:tr></w:tbl></w:sdtContent></w:sdt><w:p>[Fin]</w:p>",
         "Titre\n300 soldats\nChars\t40\nFin"),
        (f"<w:p>[Quelque 300 ]<w:r><mc:AlternateContent><mc:Choice>{WORD_BOX}</mc:Choice><mc:Fallback><w:pict>"
         f"{WORD_BOX}</w:pict></mc:Fallback></mc:AlternateContent></w:r>[soldats]</w:p><w:p>[Fin]</w:p>",
         "Quelque 300 soldats\nEncadré : 40 blessés\nFin"),
        (f"<w:p>[300 soldats]<w:r><w:pict>{WORD_BOX}</w:pict></w:r></w:p>", "300 soldats\nEncadré : 40 blessés"),
    ],
)  # fmt: skip
def test_word_files_lose_and_add_no_word(body: str, text: str) -> None:
    assert only("a.docx", word_xml(body)).text == text


def test_a_merged_cell_of_a_word_table_comes_once() -> None:
    wide, top, under = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    inner = f"<w:tc><w:tcPr/><w:tbl><w:tr>{cell('dont 30')}{cell('T-72')}</w:tr></w:tbl><w:p/></w:tc>"
    rows = [
        cell("Pertes : 300 soldats", wide),
        cell("Koursk", top) + cell("40 chars"),
        cell("", under) + inner,
        f"{cell('Soumy')}<w:sdt><w:sdtContent>{cell('5 drones')}</w:sdtContent></w:sdt>",
    ]
    body = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    assert only("a.docx", word_xml(body)).text.split("\n") == [
        "Pertes : 300 soldats",
        "Koursk\t40 chars",
        "\tdont 30\tT-72",
        "Soumy\t5 drones",
    ]


OPENING = "Le gouverneur a confirmé mardi que les combats se poursuivent dans la région, malgré le mauvais temps."
MIDDLE = "Les habitants de Sudja racontent une nuit de bombardements et de fuites sur les routes enneigées du nord."
ENDING = "À Kiev, le président a réuni son état-major et promis des renforts avant la fin de la semaine prochaine."


def newspaper(body: str) -> bytes:
    """A page as newspapers make them: the body stands in an article, among menus."""
    menu = "<nav><ul><li><a href='/'>Accueil</a></li><li><a href='/monde'>Monde</a></li></ul></nav>"
    aside = "<aside><h3>Les plus lus</h3><ul><li><a href='/1'>500 soldats envoyés au Mali</a></li></ul></aside>"
    cookies = "<div id='cookie-banner'><p>Nos 842 partenaires utilisent des cookies.</p><button>Accepter</button></div>"
    article = f"<article><h1>Titre</h1><p>{OPENING}</p>{body}<p>{MIDDLE}</p><p>{ENDING}</p></article>"
    page = f"<body>{cookies}<header>{menu}</header><main>{article}</main>{aside}<footer><p>© 2024</p></footer></body>"
    return f"<!DOCTYPE html><html lang='fr'><head><meta charset='utf-8'><title>T</title></head>{page}</html>".encode()


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>Quelque 12<b>5</b> soldats, <span>12</span> <span>000</span> obus, <i>3</i><i>00</i> chars.</p>",
         "Quelque 125 soldats, 12 000 obus, 300 chars."),
        ("<p>12&nbsp;500 obus, 1&#8239;200 drones, des sol&shy;dats, des com&#8203;bat<wbr>tants.</p>",
         "12 500 obus, 1 200 drones, des soldats, des combattants."),
        ("<p>Quelque <s>12</s> 125 soldats, <del>30</del><ins>40</ins> chars.</p>", "Quelque 125 soldats, 40 chars."),
        ("<p>Quelque 300<sup>2</sup> soldats<sup><a href='#n1'>1</a></sup> sur 30 km<sup>2</sup>, 10<sup>-3</sup>.</p>",
         "Quelque 300² soldats sur 30 km², 10⁻³."),
        ("<p>Bilan :<br>300 soldats<br/>40 chars<br><br>5 drones</p>", "Bilan :\n300 soldats\n40 chars\n5 drones"),
        ("<p>Il dit <q>40 obus</q> à <cite>Radio Nord</cite>.</p>", "Il dit « 40 obus » à Radio Nord."),
        ("<p>Mardi <time datetime='2024-05-03'>3 <b>mai</b></time>, 300 soldats.</p>", "Mardi 3 mai, 300 soldats."),
        ("<p><a id='bilan'></a>300 soldats tués.</p>", "300 soldats tués."),
        ("<center>300 soldats</center>", "300 soldats"),
        ("<div>Il parle.<div>Il compte 40 chars.</div>Il rit.</div>", "Il parle.\nIl compte 40 chars.\nIl rit."),
        ("<ul><li>125 tués à Koursk</li><li>40 blessés</li></ul>", "- 125 tués à Koursk\n- 40 blessés"),
        ("<ul><li>Koursk<ul><li>300 soldats</li></ul></li><li>Fin</li></ul>", "- Koursk\n  - 300 soldats\n- Fin"),
        ("<ul><li><p>Tués : 40</p><p>125 blessés</p></li><li>Fin</li></ul>", "- Tués : 40\n125 blessés\n- Fin"),
        ("<ul><li><div>40 chars</div><div>dont 5</div></li><li>Fin</li></ul>", "- 40 chars\ndont 5\n- Fin"),
        ("<blockquote><p>300 soldats</p><p>125 blessés</p></blockquote>", "300 soldats\n125 blessés"),
        ("<div class='direct'><time>10h01</time><h3>Bilan</h3><p>300 soldats sont morts.</p></div>"
         "<div class='direct'><time>10h02</time><h3>Renforts</h3><p>125 soldats arrivent.</p></div>",
         "Bilan\n300 soldats sont morts.\nRenforts\n125 soldats arrivent."),
        ("<figure><img alt='500 morts'></figure><p>300 soldats.</p><aside>À lire : <a href='/x'>12 tués</a></aside>",
         "300 soldats."),
        ("<table><caption>Pertes</caption><tr><th>Pertes</th><th>Kiev</th></tr><tr><td>Chars</td><td>40</td></tr>"
         "<tr><td>Obus de 152 mm</td><td><p>12</p><p>125</p></td></tr></table>",
         "Pertes\nPertes | Kiev\nChars | 40\nObus de 152 mm | 12 ; 125"),
        ("<figure><table><tr><td>Chars</td><td>40</td></tr><tr><td>Obus</td><td>5</td></tr></table></figure>",
         "Chars | 40\nObus | 5"),
        ("<table><tr><td><a href='/s'>Sports</a></td><td><a href='/m'>Météo</a></td></tr>"
         "<tr><td><a href='/c'>Culture</a></td><td><a href='/e'>Économie</a></td></tr></table>", ""),
    ],
)  # fmt: skip
def test_pages_lose_glue_and_double_no_word(body: str, text: str) -> None:
    expected = "\n".join(filter(None, ("Titre", OPENING, text, MIDDLE, ENDING)))
    assert only("a.html", newspaper(body)).text == expected


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>Quelque 12<b>5</b> soldats<br>40 chars</p><ul><li>5 drones</li></ul>",
         "Quelque 125 soldats\n40 chars\n5 drones"),
        ("<div>Quelque 12<span class='x'>5</span> soldats<br>40 chars</div>", "Quelque 125 soldats\n40 chars"),
        ("<h2>Bilan</h2><ul><li>5 drones</li><li>300 soldats</li></ul>", "Bilan\n5 drones\n300 soldats"),
        ("<p>300 soldats</p><ul><li>5 drones</li></ul><p>40 chars</p>", "300 soldats\n5 drones\n40 chars"),
        ("300 sol&shy;dats &amp; 40 chars", "300 soldats & 40 chars"),
    ],
)  # fmt: skip
def test_briefs_keep_their_numbers_whole(page: str, text: str) -> None:
    assert only("a.html", page.encode()).text.strip() == text


@pytest.mark.parametrize("sign", ["\x01", "\x1b", "\ufffe", "&#1;", "&#x1F;", "&#65535;", "&#9999999;"])
@pytest.mark.parametrize(
    "page", ["<p>Quelque 12{}5 soldats<br>40{} chars</p>{}", "<div>Quelque 12{}5 soldats<br>40 chars</div>{}"]
)
def test_control_characters_are_nothing_to_see(page: str, sign: str) -> None:
    assert only("a.html", page.replace("{}", sign).encode()).text.strip() == "Quelque 125 soldats\n40 chars"
    data = newspaper(f"<p>Quelque 12{sign}5 soldats <b>de</b>{sign} la force<br>{sign}40 chars</p>")
    assert "\nQuelque 125 soldats de la force\n40 chars\n" in only("a.html", data).text


def test_a_control_character_beside_the_tags_costs_no_page() -> None:
    page = b"<nitf><body><body.content><p>300 soldats<div>5 drones</div>40\x01 chars</p></body.content></body></nitf>"
    assert only("a.html", page).text == "300 soldats"


def test_feeds_in_a_page_part_words() -> None:
    assert only("a.html", b"<p>300\x0csoldats&#11;de la force</p>").text.strip() == "300 soldats de la force"


def test_a_lead_without_a_paragraph_of_its_own_is_kept() -> None:
    body = f"<div><b>Goma</b> – {OPENING}<p>{MIDDLE}</p><p>300 soldats.</p><a href='/k'>Kiev</a> : {ENDING}</div>"
    text = only("a.html", f"<html><body>{body}</body></html>".encode()).text
    assert text.split("\n") == [f"Goma – {OPENING}", MIDDLE, "300 soldats.", f"Kiev : {ENDING}"]


def test_a_date_within_a_sentence_may_be_the_page_s() -> None:
    data = newspaper(
        "<p>Publié <time datetime='2024-05-03T10:00:00Z' itemprop='datePublished'>vendredi</time> ici.</p>"
    )
    assert only("a.html", data).published == datetime.date(2024, 5, 3)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("300 sol\u00addats\u200b à l\u2060’est", "300 soldats à l’est"),
        ("300 soldats¹ tués.² (selon Kiev)³, OTAN¹²", "300 soldats tués. (selon Kiev), OTAN"),
        ("30 km², 12 m³, 40 cm², 10³ et 300¹ chars", "30 km², 12 m³, 40 cm², 10³ et 300¹ chars"),
    ],
)
def test_what_no_reader_sees_is_no_text(text: str, shown: str) -> None:
    assert printed(text) == shown


def nitf(content: str) -> bytes:
    return f"<nitf><body><body.content>{content}</body.content></body></nitf>".encode()


def newsml(*renditions: str) -> bytes:
    """A news item whose content set holds these: plain text, or XHTML if they begin with a tag."""
    contents = (
        f"<inlineXML><html><head><title>T</title></head><body>{words}</body></html></inlineXML>"
        if words.startswith("<")
        else f"<inlineData>{words}</inlineData>"
        for words in renditions
    )
    return f"<newsItem><contentSet>{''.join(contents)}</contentSet></newsItem>".encode()


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (nitf("<p>Quelque <num>12<em>5</em></num> soldats à <location>Kour<em>sk</em></location>.</p>"),
         "Quelque 125 soldats à Koursk."),
        (nitf("<p>Quelque 300<!-- note --> soldats<?pi x?> russes</p>"), "Quelque 300 soldats russes"),
        (nitf("<p>300 soldats<br/>ukrainiens</p>suite<p>40 chars</p>"), "300 soldats\nukrainiens\nsuite\n40 chars"),
        (nitf("<p>10<sup>3</sup> obus sur 30 km<sup>2</sup>, la 10<sup>e</sup></p>"), "10³ obus sur 30 km², la 10e"),
        (nitf("<p>Quelque <s>12</s> 125 soldats</p>"), "Quelque 125 soldats"),
        (nitf("<p>Des sol&#173;dats, 1&#8239;200 obus</p>"), "Des soldats, 1\u202f200 obus"),
        (nitf("<hedline><hl1>Bilan</hl1></hedline><p>300 soldats</p>"), "Bilan\n300 soldats"),
        (nitf("<nitf-table><nitf-table-title>Pertes</nitf-table-title><table><tr><th>Chars</th><th>40</th><td>125</td></tr>"
              "<tr><td><p>Obus</p><p>de 152 mm</p></td><td/><td>5</td></tr></table></nitf-table>"),
         "Pertes\nChars\t40\t125\nObus ; de 152 mm\t\t5"),
        (nitf("<![CDATA[<p>Quelque 12<b>5</b> soldats</p><p>40&nbsp;chars</p>]]>"), "Quelque 125 soldats\n40\xa0chars"),
        (nitf("<p>Quelque <num>12</num><![CDATA[<b>5</b> soldats<br>russes]]></p>"), "Quelque 125 soldats\nrusses"),
        (nitf("<p>Moins de &lt; 40 chars &lt;b</p>"), "Moins de < 40 chars <b"),
        (newsml("&lt;p&gt;Quelque 12&lt;b&gt;5&lt;/b&gt;\nsoldats&lt;script&gt;var a = 7&lt;/script&gt;&lt;/p&gt;"),
         "Quelque 125 soldats"),
        (newsml("300 soldats\n40 chars"), "300 soldats\n40 chars"),
        (newsml("<section>300 soldats</section><article>40 chars</article><h5>Fin</h5>"), "300 soldats\n40 chars\nFin"),
        (newsml("300 soldats\n40 chars", "<p>300 soldats</p><p>40 chars</p>"), "300 soldats\n40 chars"),
        (newsml("<p>300 soldats</p>", "<p>300 soldats</p><p>40 chars</p>", "<p>5 drones</p>"),
         "300 soldats\n40 chars\n5 drones"),
        (newsml("<p>12 soldats</p>", "<p>Quelque 112 soldats</p>"), "12 soldats\nQuelque 112 soldats"),
        (newsml("300 soldats", "<p> </p>"), "300 soldats"),
        (b"<NewsML><NewsItem><ContentItem><DataContent>Ils sont 12\n\n125 soldats\nrusses</DataContent></ContentItem>"
         b"<ContentItem><DataContent><p>Ils sont 12</p><p>125 soldats russes</p></DataContent></ContentItem></NewsItem>"
         b"</NewsML>", "Ils sont 12\n125 soldats russes"),
    ],
)  # fmt: skip
def test_dispatches_lose_glue_and_double_no_word(data: bytes, text: str) -> None:
    assert only("a.xml", data).text == text


def test_json_lines_lose_only_the_broken_line() -> None:
    lines = [
        json.dumps({"id": "x", "text": TEXT}),
        "{broken",
        json.dumps({"text": TEXT}),
        json.dumps({"texte": 1}),
        "[]",
    ]
    read_items = items("a.jsonl", "\n".join(lines).encode())
    assert [type(item) for item in read_items] == [Article, Reject, Article, Reject, Reject]
    assert [item.id for item in read_items if isinstance(item, Article)] == ["a.jsonl#x", "a.jsonl#3"]


def test_lone_surrogates_are_replaced() -> None:
    assert only("a.jsonl", b'{"text": "Trois \\ud800 soldats"}').text == "Trois \ufffd soldats"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_with_named_columns(delimiter: str) -> None:
    data = f'corps{delimiter}cle\n"{TEXT}"{delimiter}7\n'.encode()
    (article,) = items("a.csv", data, Columns(text="corps", id="cle"))
    assert article == Article("a.csv#7", TEXT)


def test_parquet_with_dates() -> None:
    buffer = io.BytesIO()
    pq.write_table(pa.table({"text": [TEXT], "date": [datetime.date(2024, 5, 3)], "title": ["T"]}), buffer)
    assert only("a.parquet", buffer.getvalue()) == Article("a.parquet#1", TEXT, "T", datetime.date(2024, 5, 3))


def test_gzip_and_zip_nest() -> None:
    inner = packed({"b.txt": TEXT.encode(), "../x.txt": b"x", "c.bin": b"x", "d.txt.gz": gzip.compress(TEXT.encode())})
    read_items = items("a.zip", inner)
    assert {item.id for item in read_items if isinstance(item, Article)} == {"a.zip/b.txt", "a.zip/d.txt.gz"}
    assert {item.path: item.reason for item in read_items if isinstance(item, Reject)} == {
        "a.zip/../x.txt": "parse_error",
        "a.zip/c.bin": "unsupported",
    }


@pytest.mark.parametrize(
    ("phrase", "date"),
    [
        ("2024-05-03T23:30:00+02:00", "2024-05-03"),
        ("20240503", "2024-05-03"),
        ("vendredi 3 mai 2024 à 10 h", "2024-05-03"),
        ("1er févr. 2024", "2024-02-01"),
        ("03/05/2024", "2024-05-03"),
        ("Fri, 03 May 2024 08:00:00 GMT", "2024-05-03"),
        ("13/25/2024", None),
        ("mai 2024", None),
        ("lundi", None),
    ],
)
def test_dates_as_metadata_give_them(phrase: str, date: str | None) -> None:
    assert parse_date(phrase) == (datetime.date.fromisoformat(date) if date else None)


@pytest.mark.parametrize(
    ("name", "text", "date"),
    [
        ("a.txt", "KIEV, 12 mars 2024 (AFP) – Trois soldats", "2024-03-12"),
        ("a.txt", "Titre\n\nGOMA (RDC), le 3 mai 2025 — Trois", "2025-05-03"),
        ("a.txt", "Titre\nPar Jean Dupont\nPublié le 3 mai 2024 à 10h\n", "2024-05-03"),
        ("2024-05-03-goma.txt", "Trois soldats", "2024-05-03"),
        ("2024/05/03/goma.txt", "Trois soldats", "2024-05-03"),
        ("a.txt", "Dans la ville de Boutcha, le 3 mars 2022, des soldats", None),
        ("a.txt", "Le 24 février 2022, des soldats", None),
        ("rapport-2022/123456789.txt", "Trois soldats", None),
    ],
)
def test_a_date_stands_in_the_dateline_or_the_path(name: str, text: str, date: str | None) -> None:
    assert date_of(name, text) == (datetime.date.fromisoformat(date) if date else None)


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850", "utf-16", "utf-16-le", "utf-32"])
def test_tables_in_any_encoding(encoding: str) -> None:
    data = f"texte;id\n{TEXT} L’été à Nîmes;7\n".replace("’", "'").encode(encoding)
    assert items("a.csv", data, Columns(text="texte")) == [Article("a.csv#7", TEXT + " L'été à Nîmes")]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ("sep=;\r\ntext;id\r\nTrois, quatre ou 300 soldats;7\r\n", "Trois, quatre ou 300 soldats"),
        ('"sep=;"\r\ntext;id\r\n300 soldats, 40 chars;7\r\n', "300 soldats, 40 chars"),
        ("sep=\t\ntext\tid\n300 soldats; 40 chars\t7\n", "300 soldats; 40 chars"),
        ("\ufeff Text ;ID\n300 soldats;7\n", "300 soldats"),
        ("Id;Text;text\n7;40 chars;300 soldats\n", "300 soldats"),
        ('\ufeff"text";"id"\n"300 soldats, à l’été";7\n', "300 soldats, à l’été"),
        ('"Titre, sous-titre, chapô";text;id\nx;300 soldats;7\n', "300 soldats"),
        ('"Titre\net chapô";text;id\nx;300 soldats;7\n', "300 soldats"),
        ('id;part;text\n7;12,5;"300 soldats\r\ntués, hier"\n', "300 soldats\r\ntués, hier"),
    ],
)
def test_tables_as_excel_writes_them(data: str, found: str) -> None:
    article = only("a.csv", data.encode())
    assert (article.id, article.text) == ("a.csv#7", found)


def test_decimal_commas_and_line_breaks_in_windows_1252() -> None:
    data = 'id;part;text\r\n1;12,5;"L\'été à Nîmes :\r\n300 soldats,\r\n40 chars."\r\n2;3,4;« 125 » blessés\r\n'
    texts = ["L'été à Nîmes :\r\n300 soldats,\r\n40 chars.", "« 125 » blessés"]
    assert [item.text for item in items("a.csv", data.encode("cp1252")) if isinstance(item, Article)] == texts


def test_a_table_of_one_column_keeps_its_commas() -> None:
    assert only("a.csv", b"text\n300 soldats, 40 chars; 5 drones\n").text == "300 soldats, 40 chars; 5 drones"


def test_a_row_with_too_many_fields_is_no_article() -> None:
    """Its text may be cut, or stand in another column."""
    data = "id,part,text\n1,12,5,300 soldats\n2,12,300 soldats, 40 chars\n3,12,300 soldats,,\n"
    found = items("a.csv", data.encode())
    assert [item.reason for item in found if isinstance(item, Reject)] == ["parse_error", "parse_error"]
    assert found[2] == Article("a.csv#3", "300 soldats")


def test_a_column_of_a_parquet_file_may_be_spelled_otherwise() -> None:
    buffer = io.BytesIO()
    pq.write_table(pa.table({"ID": ["7"], "Text": [TEXT]}), buffer)
    assert only("a.parquet", buffer.getvalue()) == Article("a.parquet#7", TEXT)


@pytest.mark.parametrize("ending", [".csv", ".csv.gz", ".jsonl", ".jsonl.gz"])
def test_the_limit_is_for_a_row_not_for_the_table(ending: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tabular, "MAX_BYTES", 2_000)
    texts = [f"{number} {TEXT}" * (100 if number == 7 else 3) for number in range(50)]
    if ending.startswith(".csv"):
        data = "text\n" + "".join(f'"{text}"\n' for text in texts)
    else:
        data = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    packed_data = gzip.compress(data.encode()) if ending.endswith(".gz") else data.encode()
    read_items = items(f"a{ending}", packed_data)
    assert [item.text for item in read_items if isinstance(item, Article)] == texts[:7] + texts[8:]
    assert len(read_items) == 50


HOSTILE: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\t\xc2\xa0\n", "empty"),
    "binary.txt": (bytes(range(256)) * 40, "binary"),
    "image.txt": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x10" + bytes(200), "binary"),
    "odd.txt": (b"\xff\xfe" + TEXT.encode("utf-16-le") + b"\x00\xd8", "encoding"),
    "lost.txt": (("Le r\ufffdgiment d\ufffdploy\ufffd \ufffd Goma " * 3).encode(), "encoding"),
    "asked.txt": (("Le r?giment d?ploy? ? Goma a r?ussi. " * 3).encode(), "encoding"),
    "empty.html": (b"<html><body></body></html>", "empty"),
    "deep.html": (b"<div>" * 100_000 + TEXT.encode(), "parse_error"),
    "bomb.xml": (BOMB.encode(), "parse_error"),
    "feed.xml": (b"<rss><channel/></rss>", "unsupported"),
    "broken.xml": (b"<nitf><body>", "parse_error"),
    "cut.parquet": (b"PAR1\x15\x04\x15", "parse_error"),
    "column.csv": (b"titre,corps\na,b\n", "parse_error"),
    "fake.docx": (b"PK\x03\x04 no zip", "parse_error"),
    "other.docx": (packed({"a.txt": b"x"}), "parse_error"),
    "fake.zip": (b"PK\x03\x04 no zip", "parse_error"),
    "empty.zip": (packed({}), "empty"),
    "cut.txt.gz": (gzip.compress(TEXT.encode())[:-12], "parse_error"),
    "fake.txt.gz": (b"no gzip", "parse_error"),
    "bomb.txt.gz": (gzip.compress(b"a" * 60_000_000, 1), "too_long"),
    "photo.jpg": (b"\xff\xd8\xff", "unsupported"),
    "noending": (b"text", "unsupported"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_give_their_reason(tmp_path: Path, name: str) -> None:
    data, reason = HOSTILE[name]
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text(TEXT)
    found = list(read_articles(tmp_path))
    assert [item.reason for item in found if isinstance(item, Reject)] == [reason]
    assert [item.id for item in found if isinstance(item, Article)] == ["good.txt"]


def test_zip_bomb_is_not_unpacked() -> None:
    (reject,) = items("a.zip", packed({"b.txt": b"a" * 30_000_000}))
    assert isinstance(reject, Reject)
    assert reject.reason == "too_long"


def test_walk_survives_links_pipes_and_names(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(TEXT)
    (tmp_path / "two\nlines.txt").write_text(TEXT)
    with open(os.fsencode(tmp_path) + b"/caf\xe9.txt", "w") as file:
        file.write(TEXT)
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "nowhere.txt").symlink_to(tmp_path / "gone.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    found = list(read_articles(tmp_path))
    assert {item.id for item in found if isinstance(item, Article)} == {"good.txt", "two\nlines.txt", "caf\\xe9.txt"}
    assert {item.path: item.reason for item in found if isinstance(item, Reject)} == {
        "loop": "unreadable",
        "nowhere.txt": "unreadable",
        "pipe.txt": "unreadable",
    }


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is not a folder"):
        list(read_articles(tmp_path / "gone"))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(READERS)), st.binary(max_size=400))
def test_readers_never_crash(ending: str, data: bytes) -> None:
    try:
        for item in read(Source(f"a{ending}", lambda: io.BytesIO(data))):
            assert isinstance(item, Article | Reject)
    except ReadError:
        pass


def test_html_in_a_column_gives_its_words() -> None:
    """As databases of web sites hold it: tags and character references."""
    html = "<p>L&rsquo;arm&eacute;e a perdu <b>12</b>0&nbsp;soldats.</p>\n<p>Elle<br/>se retire &amp; attend.</p>"
    expected = "L’armée a perdu 120\u00a0soldats.\nElle\nse retire & attend."
    data = json.dumps({"text": html, "title": "L&#39;arm&eacute;e"}).encode()
    assert items("a.jsonl", data) == [Article("a.jsonl#1", expected, title="L'armée")]
    assert only("a.csv", f'text\n"{html}"\n'.encode()).text == expected


def test_character_references_in_plain_text() -> None:
    assert only("a.txt", b"L&#39;arm&eacute;e d&#233;ploie 11&#x202F;000 hommes & R&D, AT&T; &inconnu;").text == (
        "L'armée déploie 11\u202f000 hommes & R&D, AT&T; &inconnu;"
    )


def test_questions_and_addresses_are_no_lost_accents() -> None:
    text = "Qui ?Lui?Vraiment ? Voir http://a.fr/watch?v=abc ou page?id=3, b.php?q=1, c?utm_source=x. " * 3
    assert only("a.txt", text.encode()).text == text
