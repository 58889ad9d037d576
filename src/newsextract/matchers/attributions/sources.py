"""Where a source may begin → its noun phrase, without determiner, with acronym, complement and naming apposition.

*le Service national de renseignement (NIS) de la Corée du Sud* → *Service … Sud*; it ends before *, qui …* and *mardi*.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import compress

from spacy.attrs import IS_SPACE
from spacy.tokens import Token

from newsextract.grammar import lower
from newsextract.lexicon import function_words
from newsextract.matchers.attributions.appositions import with_appositions
from newsextract.matchers.attributions.cue import Stretch
from newsextract.matchers.attributions.noun_heads import head_of, without_determiners
from newsextract.matchers.attributions.source_phrases import ISSUED_BY
from newsextract.matchers.attributions.source_words import is_document
from newsextract.reading import Reading, remembered

PRONOUNS = function_words("subject_pronouns") | {"ce dernier", "cette dernière", "ces derniers", "ces dernières"}
# ce dernier · l'intéressée; not *le premier ministre*, *le premier bilan*
_PHRASAL_PRONOUN = re.compile(
    r"""(?:ce\sdernier|cette\sdernière|ces\sderniers|ces\sdernières|l'intéressée?|les\sintéressée?s
    |le\spremier|le\ssecond|la\spremière|la\sseconde|l'une?\sd'(?:eux|elles|entre\s(?:eux|elles)))(?=\s|,|\.|$)
    (?!\s(?:ministre|lieutenant|bilan|maître|magistrat|secrétaire|ministère|sergent|adjointe?|conseill\w+|vice-\w+
    |président\w*))""",
    re.IGNORECASE | re.VERBOSE,
)
_OPENERS = function_words("no_subjects")


# l'officier[ de 37 ans]
_AGE = re.compile(r"\s(?:de|âgée?\sde)\s\d{1,3}\sans$")
# Jérôme H.
_INITIAL = re.compile(r"\s[A-Z]\.$")
# une source sécuritaire[ à Sikasso]
_WHERE = re.compile(r"\s(?:à|au|aux|en)\s[A-ZÀ-Ý][\w'-]+$")


# Castries[ à la radio] · le ministère de la Défense[ sur Telegram] · Galtieri[ du balcon de la Casa Rosada]
_CHANNEL = re.compile(
    r"""\s(?:sur\s(?:Telegram|X|Twitter|Facebook|WhatsApp|Instagram|TikTok|Truth\sSocial|YouTube|Weibo|le\sréseau(?:\ssocial)?\sX|son\scompte|sa\schaîne|sa\spage|les\sréseaux|les\sondes)
    |à\s(?:la\s(?:radio|télévision|télé|presse|tribune|barre)|l'(?:antenne|AFP|agence))|à\s(?:la\s(?:sortie|fin|veille)|l'(?:issue|ouverture|arrivée|entrée)|son\s(?:arrivée|retour|départ))\sd|au\s(?:téléphone|micro)|du\s(?:balcon|haut)\sd[eu])\b.*$""",
    re.VERBOSE,
)


# Kwon Tae[-il]
_HYPHENATED = re.compile(r"(?:-[a-zà-ÿ]{2,})+(?![\w-])")
LONGEST = 300  # characters: no source's phrase is longer, appositions included


def noun_phrase_from(reading: Reading, start: int, end: int, coordinated: bool = False) -> Stretch | None:
    """The noun phrase that begins at `start` (after its determiner) and ends before `end`."""
    return _noun_phrase(reading, start, end, coordinated) if start < end else None


@remembered
def _noun_phrase(reading: Reading, start: int, end: int, coordinated: bool) -> Stretch | None:
    words, starts = _words(reading)
    tokens = words[bisect_left(starts, start) : bisect_left(starts, min(end, start + LONGEST))]
    pronoun = _PHRASAL_PRONOUN.match(reading.folded, tokens[0].idx, end) if tokens else None
    if pronoun:
        return pronoun.span()
    tokens = without_determiners(tokens)
    if not tokens:
        return None
    if lower(tokens[0]) in PRONOUNS:
        return tokens[0].idx, tokens[0].idx + len(tokens[0])
    latest = len(tokens) > 2 and lower(tokens[0]) == "plus" and tokens[1].pos_ == "ADJ"  # *le plus récent rapport*
    if latest:
        taken = [tokens[0], *head_of(tokens[1:], coordinated)]
    else:
        taken = head_of(tokens, coordinated) if lower(tokens[0]) not in _OPENERS else []
    if not taken:
        return None
    last = with_appositions(tokens, taken, closed_by_comma=reading.folded.startswith(",", end))
    return _with_issuer(reading, _stretch(reading, tokens[0], last, end), end)


_ISSUED = re.compile(ISSUED_BY)


def _with_issuer(reading: Reading, phrase: Stretch, end: int) -> Stretch:
    """*rapport publié* par l'ONU: the issuer of a text belongs to its phrase."""
    head = reading.folded[slice(*phrase)].split(" ", 1)[0]
    issued = _ISSUED.search(reading.folded, phrase[0], min(end, phrase[1] + 40)) if is_document(head) else None
    if issued is None or not issued.start() <= phrase[1] < issued.end():
        return phrase
    issuer = noun_phrase_from(reading, issued.end(), end)
    return (phrase[0], issuer[1]) if issuer else phrase


@remembered
def _words(reading: Reading) -> tuple[list[Token], list[int]]:
    """The tokens that are no blanks, and their offsets."""
    is_word = (reading.doc.to_array(IS_SPACE) == 0).tolist()
    return list(compress(reading.tokens, is_word)), list(compress(reading.token_starts, is_word))


def _stretch(reading: Reading, head: Token, last: Token, end: int) -> Stretch:
    """The phrase's offsets: a name is taken whole; an age, and where a nameless source was met, are left out."""
    first, close = head.idx, last.idx + len(last)
    longer = (mention.end for mention in reading.mentions if first <= mention.start < close < mention.end <= end)
    named = next(longer, close)
    if last.text[:1].isupper() and (rest := _HYPHENATED.match(reading.folded, named, end)):
        named = rest.end()  # *Kwon Tae-il*, where the tokenizer sees a pronoun
    words = reading.folded[first:named]
    words = _AGE.sub("", words if _INITIAL.search(words) else words.rstrip(" ,.;:"))
    if lower(head) in {"source", "sources"}:
        words = _WHERE.sub("", words)
    where = _WHERE.search(words)
    if where and reading.token_at(first + where.start() - 1).ent_type_ == "PER":
        words = words[: where.start()]  # *a déclaré Boris Pistorius à Bruxelles*
    channel = _CHANNEL.search(words)
    if channel and "," not in words[channel.end() :]:
        words = words[: channel.start()]
    return first, first + len(words)
