"""Cue → its source: the noun phrase that speaks, before or after the verb, or named by the preposition.

*Moscou, de son côté, affirme que …* → *Moscou*; *» , a déclaré mardi à l'AFP le général* → *général*; *des nuages
annoncent* has a subject that cannot speak (see `may_speak` in speakers.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from newsextract.grammar import lower, subject_of
from newsextract.matchers.attributions.circumstances import skip_circumstances
from newsextract.matchers.attributions.clauses import has_finite_verb, part_at, skip_dateline
from newsextract.matchers.attributions.complements import complement_of, has_clear_complement
from newsextract.matchers.attributions.cue import Cue, Stretch
from newsextract.matchers.attributions.cue_phrases import phrases, words
from newsextract.matchers.attributions.relatives import RELATIVE, before_relative, voice_before_relative
from newsextract.matchers.attributions.source_words import is_person_noun, is_thing, words_of
from newsextract.matchers.attributions.sources import LONGEST, PRONOUNS, noun_phrase_from
from newsextract.matchers.attributions.speakers import disagrees, holds_count, may_speak
from newsextract.reading import Reading

_CLITIC = re.compile(r"-(?:t-)?(?P<pronoun>il|elle|ils|elles)\b")


def find_source(reading: Reading, cue: Cue, quotes: Sequence[Stretch]) -> Stretch | None:
    """Where the source of a cue stands; None if nobody is named."""
    first, last = reading.sentence_at(cue.start)
    if cue.position == "relative":
        return voice_before_relative(reading, first, cue.start)
    if cue.cue_class == "noun":
        return _of_noun(reading, cue, last)
    if cue.cue_class == "preposition" or (cue.frames in {"c", "q"} and cue.position == "after"):
        start = cue.source_start if cue.source_start is not None else cue.end
        return noun_phrase_from(reading, start, last, coordinated=True)
    if cue.cue_class == "impersonal" or cue.verb is None:
        return None
    if cue.position == "inverted":
        clitic = _CLITIC.search(reading.folded, cue.start, cue.end)
        return clitic.span("pronoun") if clitic else None
    if cue.position == "agent":
        return _agent(reading, cue, last)
    return _of_active_verb(reading, cue, first, last, quotes)


_AGENT = re.compile(r"\s(?:\w+\s){0,3}?par\s|\sde\s(?=sources?)")


def _agent(reading: Reading, cue: Cue, last: int) -> Stretch | None:
    agent = _AGENT.match(reading.folded, cue.end, last)
    return noun_phrase_from(reading, agent.end(), last, coordinated=True) if agent else None


# Kiev[ de la prise] · ministre[ sur l'envoi]
_NAME_ENDS = re.compile(r"\s(?:de\s|du\s|des\s|d'|sur\s|concernant\s|quant\s|selon\s|que\s)")
_PHRASE_ENDS = re.compile(r"\s(?:sur|concernant|quant|à propos|selon)\s")


@cache
def _of_claim() -> re.Pattern[str]:
    """l'annonce par l'armée[ de la mort]: what is announced is no part of who announces it."""
    nouns = "|".join(words("claimable", "nouns"))
    return re.compile(rf"\s(?:de la |de l'|du |des |de |d')(?={nouns})(?=\w+\b)")


def _of_noun(reading: Reading, cue: Cue, last: int) -> Stretch | None:
    """Who announces, after *l'annonce par*, *les déclarations de*; what is announced is left out."""
    found = noun_phrase_from(reading, cue.source_start or cue.end, last, coordinated=True)
    if found is None:
        return None
    ends = _NAME_ENDS if reading.text[found[0]].isupper() else _PHRASE_ENDS
    stop = ends.search(reading.folded, *found) or _of_claim().search(reading.folded, *found)
    return (found[0], stop.start()) if stop else found


_DETACHED = re.compile(r"se \w+ant (?:à|de|d')", re.IGNORECASE)
_WHAT = re.compile(r"\b(?:que\s|ce\squ')$")
_ASKS = re.compile(r"(?:^|[:.«»?!]\s?)que\s$", re.IGNORECASE)


def _of_active_verb(reading: Reading, cue: Cue, first: int, last: int, quotes: Sequence[Stretch]) -> Stretch | None:
    assert cue.verb is not None
    folded = reading.folded
    if lower(cue.verb) == "citant" or cue.cites:
        return noun_phrase_from(reading, cue.end, last)
    after = skip_circumstances(folded, cue.end, last)
    if _WHAT.search(folded, first, cue.start) and _begins_phrase(folded, after) and "a" not in cue.frames:
        if _ASKS.search(folded, first, cue.start) and "?" in folded[after:last]:
            return None  # que pense Pékin de cette idylle ?
        return noun_phrase_from(reading, after, last)  # ce que soutient Taipei
    if cue.start == first and folded.startswith("Sans ", cue.start):
        return _after_opening(reading, cue, last)
    if _DETACHED.match(folded, cue.start):
        start, _ = part_at(folded, first, cue.start, cue.start)
        return noun_phrase_from(reading, start, cue.start)  # *l'APL n'a rien publié, se bornant à évoquer …*
    if lower(cue.verb).endswith("ant") and _DETACHED_BY.search(folded, max(first, cue.start - 16), cue.start):
        return _of_main_clause(reading, cue, first, last, quotes)
    if not _is_incised(reading, cue, first, last, quotes):
        return _subject(reading, cue, first)
    return _of_incise(reading, cue, first, last)


# salué l'armée[, tout en ]affirmant que · a riposté[, ]assurant avoir
_DETACHED_BY = re.compile(r"(?:,|\btout en|\ben)\s(?:se\s|s')?$")


# annonçant[ la mort de] trois soldats
_TELLS_OF = re.compile(
    r"\s(?:la\s|le\s|l'|les\s|de\s)(?:mort|perte|capture|prise|destruction|envoi|départ|retrait|déploiement|arrivée|pertes)\s(?:de|d')"
)


def _of_main_clause(reading: Reading, cue: Cue, first: int, last: int, quotes: Sequence[Stretch]) -> Stretch | None:
    """*Le ministre a salué l'armée, affirmant que 300 hommes suffisent*: the subject of the clause that it hangs on."""
    clear = has_clear_complement(reading, cue, quotes, last) or _TELLS_OF.match(reading.folded, cue.end) is not None
    if not clear:
        return None
    assert cue.verb is not None
    for head in cue.verb.ancestors:
        subject = subject_of(head)
        if subject is not None and first <= subject.idx < cue.start:
            if lower(subject) == "qui":
                return before_relative(reading, first, subject.idx)
            start = next((token.idx for token in subject.subtree if not token.is_punct), subject.idx)
            found = noun_phrase_from(reading, start, cue.start, coordinated=True)
            return found if found and found[0] <= subject.idx < found[1] else None
    return noun_phrase_from(reading, first, cue.start) if _begins_phrase(reading.folded, first) else None


def _after_opening(reading: Reading, cue: Cue, last: int) -> Stretch | None:
    """*Sans confirmer l'offensive, il reconnaît …*: the subject of the clause that follows."""
    comma = reading.folded.find(", ", cue.end, last)
    return noun_phrase_from(reading, comma + 2, last, coordinated=True) if comma >= 0 else None


# --- incises

_CLITICS_BEFORE = re.compile(r"(?<=[,»\"”])\s(?:y|en|lui|nous|me|m'|leur|l'|le)\s?$")
_NEGATION = re.compile(r"n'|ne\s", re.IGNORECASE)
_CLOSING = (",", "»", '"', "”", "–", "—", "...", "…")


def _is_incised(reading: Reading, cue: Cue, first: int, last: int, quotes: Sequence[Stretch]) -> bool:
    """True for *», a déclaré X* and *…, indique X*: a comma or closing mark before the verb, no complement after it."""
    before = _CLITICS_BEFORE.sub("", reading.folded[max(first - 3, 0) : cue.start]).rstrip()
    if not before.endswith(_CLOSING) and not (before.endswith(("!", "?")) and cue.start > first):
        return False
    if cue.stance == "unconfirmed" or _NEGATION.match(reading.folded, cue.start):
        return False
    if _closes_quotation(reading, cue) and not ("i" in cue.frames and _NOT_TO_HAVE.match(reading.folded, cue.end)):
        return True
    return not _has_complement(reading, cue, first, last, quotes)


# Asmara, qui dénonce « une invasion », assure[ n'avoir ]déplacé personne
_NOT_TO_HAVE = re.compile(r"\s(?:toujours\s|ne\spas\s)?(?:n'|ne\s|l'|en\s|y\s|s')*(?:avoir|être)\s")


# Pas question, prévient l'armée[, d']aller plus loin
_PREPOSITION = re.compile(r",\s(?:d'|de\s|à\s|pour\s|en\s|dans\s)")


def _goes_on(reading: Reading, start: int, last: int) -> bool:
    """True if a comma and the rest of a clause follow: *…, affirme le Yomiuri Shimbun, forment des opérateurs*."""
    if not reading.folded.startswith(",", start):
        return False
    return has_finite_verb(reading, start + 1, last) or bool(_PREPOSITION.match(reading.folded, start))


_RELATIVES = re.compile(r",\s(?:qui|dont|où|que|qu'|auquel|à qui)\b|\bqui\b")


def _completes_clause(reading: Reading, first: int, end: int) -> bool:
    """True if a main clause stands before the comma: then an incise follows."""
    return not _RELATIVES.search(reading.folded, first, end) and has_finite_verb(reading, first, end)


def _has_complement(reading: Reading, cue: Cue, first: int, last: int, quotes: Sequence[Stretch]) -> bool:
    """True if what follows the verb is what is said, not who says it: *…, affirme avoir tué*, *…, évoque 300 morts*."""
    start = skip_circumstances(reading.folded, cue.end, last)
    postposed = noun_phrase_from(reading, start, last) if _begins_phrase(reading.folded, start) else None
    if (
        postposed is not None
        and _COLON.match(reading.folded, postposed[1], last)
        and may_speak(reading, cue, postposed)
    ):
        preposed = _by_position(reading, cue, first)
        if preposed is None or not may_speak(reading, cue, preposed):
            return False  # *De la poudre aux yeux, tranche le général : « … »*
    if has_clear_complement(reading, cue, quotes, last) and not _are_several(reading, cue, first, last, postposed):
        return True
    if postposed is not None and may_speak(reading, cue, postposed):
        if is_thing(reading.folded[slice(*postposed)]) and _THIS.match(reading.folded, start):
            return True  # *rejettent ces accusations*
        if _completes_clause(reading, first, cue.start):
            return False  # *Nous avons perdu trente hommes, a admis un officier joint par téléphone*
        preposed = _by_position(reading, cue, first)
        if preposed and holds_count(reading, preposed) and _ENDS_INCISE.match(reading.folded, postposed[1], last):
            return False  # *La Légion compte moins de 800 volontaires, admet un officier*
        if (
            preposed is not None
            and not disagrees(reading, cue, preposed)
            and may_speak(reading, cue, preposed)
            and not _goes_on(reading, postposed[1], last)
        ):
            return True  # *Le ministre, venu les accueillir, a salué des hommes qui …*
        counted = any(start <= amount.start <= start + 4 and amount.low not in {1, 2} for amount in reading.amounts)
        return counted or not _ENDS_INCISE.match(reading.folded, postposed[1], last)
    return complement_of(reading, cue, quotes, last) is not None


def _are_several(reading: Reading, cue: Cue, first: int, last: int, postposed: Stretch | None) -> bool:
    """*La moitié des chars rouille, notent deux officiers*: a plural verb, persons counted, nobody else to speak."""
    if postposed is None or not reading.folded[cue.start : cue.end].endswith("ent"):
        return False
    head = reading.folded[slice(*postposed)].split()[0]
    if not (is_person_noun(head) and _ENDS_INCISE.match(reading.folded, postposed[1], last)):
        return False
    preposed = _by_position(reading, cue, first)
    return preposed is None or not may_speak(reading, cue, preposed)


_COLON = re.compile(r"\s?:\s")
_THIS = re.compile(r"\s?(?:ce|cet|cette|ces)\s")
# …, affirme le Yomiuri Shimbun[,] forment …; not …, accuse Kinshasa[ d'avoir]
_ENDS_INCISE = re.compile(
    r"""\s?(?:[,.;:!?»)(—–]|$)|\s(?:qui|dont|selon|en\s\w+ant|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier|dans|lors|à|au|sur|sous|devant|depuis|le\s\d|cité|après|avant|sans|alors)""",
    re.VERBOSE,
)


_MARKS = {"»": "«", "”": "“", '"': '"'}
_LONG = 18  # characters: a quotation of a word or two may belong to the journalist's sentence


def _closes_quotation(reading: Reading, cue: Cue) -> bool:
    """True if a quotation of some length closes right before the cue: its speaker comes after."""
    folded = reading.folded
    near = _CLITICS_BEFORE.sub("", folded[max(0, cue.start - 12) : cue.start]).rstrip(" ,")
    if not near.endswith(("»", '"', "”")):
        return False
    close = folded.rindex(near[-1], 0, cue.start)
    opening = folded.rfind(_MARKS[near[-1]], 0, close)
    return close - opening >= _LONG or folded[max(0, opening - 2) : opening].strip(" \n.!?»”") == ""


# [ont indiqué] un officier et deux habitants · [affirment]
_PLURAL = re.compile(r"(?:ont|avaient|se sont) |[a-zà-ÿ]+(?:ent|èrent)$")


def _of_incise(reading: Reading, cue: Cue, first: int, last: int) -> Stretch | None:
    """After the verb; before it where only the words before can speak."""
    start = skip_circumstances(reading.folded, cue.end, last)
    several = _PLURAL.match(reading.folded, cue.start, cue.end) is not None  # ont indiqué un élu et une source
    begins = _begins_phrase(reading.folded, start)
    postposed = noun_phrase_from(reading, start, last, coordinated=several) if begins else None
    if postposed is not None and may_speak(reading, cue, postposed):
        ended = _ENDS_INCISE.match(reading.folded, postposed[1], last)
        if ended or _closes_quotation(reading, cue):
            return postposed
        preposed = _by_position(reading, cue, first)
        thing = preposed is not None and is_thing(reading.folded[slice(*preposed)])
        if preposed is None or thing or has_finite_verb(reading, first, cue.start):
            return postposed
        return preposed if may_speak(reading, cue, preposed) else postposed
    if _closes_quotation(reading, cue):
        return postposed
    return _by_position(reading, cue, first) or postposed


_PHRASE = re.compile(
    r"""\s*(?:(?:le|la|les|l'|un|une|des|son|sa|ses|leur|leurs|notre|nos|de|du|ce|cet|cette|ces
    |celui|celle|ceux|deux|trois|quatre|plusieurs|certains|certaines|d'autres|(?:bon\s)?(?:nombre|beaucoup)\s(?:de|d')
    |maints|maintes|divers|diverses|quelques|la\splupart\sdes|M\.|Mme)
    (?:\s|(?<='))|[A-ZÀ-Ý])""",
    re.VERBOSE,
)


def _begins_phrase(folded: str, start: int) -> bool:
    return bool(_PHRASE.match(folded, start))


# --- subjects before the verb


def _subject(reading: Reading, cue: Cue, first: int) -> Stretch | None:
    """The subject before the verb: by position, else by the parse."""
    found = _by_position(reading, cue, first)
    if found is not None:
        return found
    assert cue.verb is not None
    subject = subject_of(cue.verb)
    if subject is None or not first <= subject.idx < cue.start or lower(subject) == "on":
        return None
    if lower(subject) == "qui":
        return before_relative(reading, first, subject.idx)
    start = next((token.idx for token in subject.subtree if not token.is_punct), subject.idx)
    found = noun_phrase_from(reading, start, cue.start, coordinated=True)
    return found if found and found[0] <= subject.idx < found[1] else noun_phrase_from(reading, subject.idx, cue.start)


@cache
def _adverbial() -> re.Pattern[str]:
    """L'état-major[, lui], reconnaît · Séoul[, de son côté,] · Il[ ne] confirme · Kiev[ l']a dit."""
    asides = "|".join(phrase.replace(" ", r"\s") for phrase in phrases("asides", "phrases"))
    return re.compile(
        rf"(?:,?\s(?:{asides})(?:,\s?|\s?)|,\s(?:lui|elle|eux|elles),\s?|\s(?:ne|n'|l'|le|la|les|lui|leur|m'|nous|vous|me|se|s'|en|y)\s?)$"
    )


# …[, jointe par « La Gazette »,] · …[, dont le budget croît de 7,2 %,] · …[ (qui jouent les médiateurs),]
_PARENTHESIS = re.compile(
    r"(?:,\s(?:[^,;«»\n]|,(?=\d)|«[^»]{1,60}»){2,140},|\s\([^()]{2,80}\)|\s[–—]\s[^–—;]{2,80}\s[–—])\s?$"
)


def _by_position(reading: Reading, cue: Cue, first: int) -> Stretch | None:
    """The noun phrase that runs up to the verb from where its clause begins; asides between commas are skipped."""
    before = reading.folded[first : cue.start].rstrip()
    relative = RELATIVE.search(before)
    if relative:
        return before_relative(reading, first, first + relative.start(), relative["lequel"])
    before = _without_adverbials(before)
    found = _ending_at(reading, first, before)
    for _ in range(3):
        if found is not None:
            return found
        shorter = _without_adverbials(_PARENTHESIS.sub("", before + " ").rstrip(" ,"))
        if shorter == before:
            return None
        before = shorter
        found = _ending_at(reading, first, before)
    return found


def _without_adverbials(before: str) -> str:
    for _ in range(3):
        shorter = (
            _adverbial().sub("", before + " ").rstrip()
            if not before.endswith(",")
            else _adverbial().sub("", before).rstrip()
        )
        if shorter == before or not shorter:
            return before
        before = shorter
    return before


# Mais ni Le Caire ni Doha · Toutefois, Moscou
_OPENING = re.compile(
    r"(?:(?:Mais|Et|Or|Car|Toutefois|Cependant|Pourtant|Enfin|Ainsi|Puis|Ensuite|Aussi|Alors|Donc|Bref|DIRECT)\b[,.]?\s)+"
)
_BORDER = re.compile(
    r"[,;:»)]\s(?:(?:et|mais|or|puis)\s)?|\bqu'|\s[–—-]\s|•\s"
    r"|\b(?:que|mais|et|or|car|alors que|tandis que|tant que|toutefois|où|quand|lorsque|dont|auquel|à qui)\s"
)


# [« Kozak »], 45 ans, raconte · [“Efrén”] dit
_NICKNAME = re.compile(r"[«“\"]\s?[A-ZÀ-Ý][\w'-]+(?:\s[\w'-]+){0,2}\s?[»”\"],?\s?$")
_CLOSED = re.compile(r"\s?[»”\"]$")
# une source diplomatique[ à Berne] juge que
_THERE = re.compile(r"\s(?:à|au|aux|en)\s[A-ZÀ-Ý][\w'-]+(?:[\s-][A-ZÀ-Ý][\w'-]+)?\s?")
# [Faute d']accord, avertit X · [Face à] l'ennemi
_NO_SUBJECT = re.compile(
    r"(?:Faute|Face|Grâce|Suite|Quant|Lors|Près|Hors|Forte?s?|Partie?s?|Venue?s?|Afin|Avant|Après)\s(?:d'|de\b|à\b|aux?\b|du\b|des\b)"
)


def _ending_at(reading: Reading, first: int, before: str) -> Stretch | None:
    """The longest noun phrase that begins at a clause's border and ends with `before`."""
    end = first + len(_CLOSED.sub("", before.rstrip(" ,")) if _NICKNAME.search(before) else before.rstrip(" ,"))
    first = skip_dateline(reading.folded, first)
    opening = _OPENING.match(reading.folded, first, end)
    first = opening.end() if opening else first
    borders = _BORDER.finditer(reading.folded, first, end)
    detached = reading.folded.startswith(",", end)  # *dont un millier de Russes, a répété le ministre*
    starts = [first, *(match.end() for match in borders if not (detached and match[0].startswith("dont")))]
    for start in starts:
        near = start < end <= start + LONGEST and not _NO_SUBJECT.match(reading.folded, start)
        found = noun_phrase_from(reading, start, end, coordinated=True) if near else None
        reached = found is not None and (found[1] >= end - 1 or bool(_THERE.fullmatch(reading.folded, found[1], end)))
        if found and reached and _begins_there(reading, start, found) and not _is_emphatic(reading, found):
            return _with_explained(reading, first, found) or found
    return None


# L'institut Rondeli[, un ]centre géorgien, estime
_APPOSED = re.compile(r",\sune?\s$")


def _with_explained(reading: Reading, first: int, apposed: Stretch) -> Stretch | None:
    """The name before a comma that a body explains: *L'institut Rondeli,* un centre de réflexion géorgien*, estime*."""
    comma = _APPOSED.search(reading.folded, max(first, apposed[0] - 6), apposed[0])
    head = reading.folded[apposed[0] : apposed[1]].split()[0].lower()
    if comma is None or head not in words_of("bodies") | words_of("generics") or is_person_noun(head):
        return None
    found = _ending_at(reading, first, reading.folded[first : comma.start()])
    named = found is not None and re.search(r"\b[A-ZÀ-Ý]", reading.folded[slice(*found)]) is not None
    return (found[0], apposed[1]) if found is not None and named else None


_GOVERNING = frozenset({"de", "du", "d'", "au", "aux", "à", "en", "par", "sur"})


def _begins_there(reading: Reading, start: int, found: Stretch) -> bool:
    """Only determiners stand between the border and the phrase, no preposition; a bare common noun is no subject."""
    between = reading.folded[start : found[0]].lower().split()
    if not between and _is_fragment(reading, found):
        return False
    if any("," in word for word in between) or (between and between[0] in _GOVERNING and between[-1] not in _MANY):
        return False
    phrase = reading.folded[slice(*found)]
    return bool(between) or phrase[0].isupper() or phrase.split()[0].lower() in PRONOUNS | _DETERMINING


# [Moins de] 2000, rétorque X · [Pas] question, tranche Y
_NO_NAME = frozenset({"moins", "plus", "près", "environ", "quelque", "au", "pas", "aucun", "aucune", "rien", "jusqu"})


def _is_fragment(reading: Reading, found: Stretch) -> bool:
    """True for a capitalised common noun or a count without article: *Chiffre exagéré, objecte le chercheur*."""
    token = reading.token_at(found[0])
    if token.text.lower() in _NO_NAME:
        return True
    if token.pos_ != "NOUN" or token.ent_type_ in {"PER", "ORG", "LOC"} or "Plur" in token.morph.get("Number", []):
        return False
    named = any(mention.start == found[0] for mention in reading.mentions)
    return not named and not is_person_noun(token.text.lower())


_MANY = frozenset({"nombreux", "nombreuses", "ses", "hauts", "multiples"})
_DETERMINING = frozenset({"ce", "ces", "cette", "l'intéressé", "l'intéressée", "les", "même"})


def _is_emphatic(reading: Reading, found: Stretch) -> bool:
    """*Kiev, lui, …*, *l'APL, elle, …*: a pronoun that only repeats its subject."""
    word = reading.folded[slice(*found)].lower()
    if word not in PRONOUNS:
        return False
    between_commas = reading.folded[found[0] - 2 : found[0]] == ", " and reading.folded.startswith(",", found[1])
    return word in {"lui", "eux"} or between_commas
