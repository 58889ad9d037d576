"""A quantity → the noun phrase it counts, where that noun phrase follows it or can be reached from it.

Matches *trente* hommes de la CNDF, *des milliers* de soldats, *12* de ses hommes; not *12* habitants.
"""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Token

from newsextract.actors import Mention
from newsextract.frozen import frozen
from newsextract.matchers.troops.verbs import verb_forms
from newsextract.matchers.troops.words import Noun, NounHit, grammar_words, noun_forms
from newsextract.reading import Reading


@frozen(slots=True)
class Group:
    """The noun phrase counted: its words, its head noun and where it stands (offsets)."""

    text: str
    noun: Noun
    start: int
    end: int
    head: int
    killed: bool = False  # counted as bodies: *les corps de 30 soldats*


_MARKS = re.compile(r"[«»\"“”]")


def build_group(reading: Reading, hit: NounHit, start: int | None = None, *, killed: bool = False) -> Group:
    """The group of a noun with its adjectives and complements, from `start` (its noun by default)."""
    first = hit.start if start is None else start
    end = _phrase_end(reading, hit)
    cut = _CUT_WORD.match(reading.folded, end)
    end = cut.end() if cut else end
    words = " ".join(_MARKS.sub("", reading.text[first:end]).split())
    return Group(words, _by_cause(hit.noun, reading.folded[first:end]), first, end, hit.start, killed)


# combattants [séparatistes] · miliciens [jihadistes] pakistanais
_CAUSE = re.compile(
    r" (?:(?P<holy>d?jihadiste)|(?P<cause>séparatiste|sécessionniste|indépendantiste|islamiste|rebelle|insurgé))s\b"
)


def _by_cause(noun: Noun, words: str) -> Noun:
    """*combattants séparatistes* are separatists: no state's, as their nationality is no allegiance."""
    cause = _CAUSE.search(words) if noun.lemma in {"combattant", "milicien"} else None
    return replace(noun, lemma=cause["cause"] or "djihadiste") if cause is not None else noun


# soldats bosno[-serbes]: a word that the model takes for three
_CUT_WORD = re.compile(r"-[a-zà-ÿ]{3,}(?![\w-])")
BEFALLEN = re.compile(r" (?:tués|morts|blessés|capturés|faits prisonniers|disparus|déployés|mobilisés|engagés)\b")
_PARTICLES = frozenset({"de", "d'", "du", "des", "de l'"})
_NOT_COMPLEMENT = grammar_words("not_complement")
_NOT_ADJECTIVE = grammar_words("not_adjective")


# adjectives of arms that look like participles
_ARMS = frozenset(
    form
    for stem in (
        "blindé",
        "mécanisé",
        "motorisé",
        "aéroporté",
        "héliporté",
        "mobile",
        "cuirassé",
        "spécialisé",
        "antichar",
        "amphibie",
        "aéromobile",
        "territorial",
        "interarmes",
        "logistique",
        "régulier",
        "aguerri",
        "masqué",
        "cagoulé",
        "gradé",
        "armé",
        "allié",
        "coalisé",
        "expérimenté",
        "commando",
        "parachutiste",
    )
    for form in (stem, stem + "s", stem + "e", stem + "es")
)


def _phrase_end(reading: Reading, hit: NounHit) -> int:
    """The offset behind the adjectives and *de* complements of a noun."""
    index = reading.token_at(hit.end - 1).i + 1
    end = hit.end
    while index < len(reading.tokens):
        step = _step(reading, index, end)
        if step is None:
            break
        index, end = step
    return end


def _step(reading: Reading, index: int, end: int) -> tuple[int, int] | None:
    """The next (index, end) of the phrase if the tokens at `index` continue it, else None."""
    doc = reading.tokens
    token = doc[index]
    close = token.idx + len(token)
    word = reading.folded[token.idx : close].lower()
    if reading.text.find("\n", end, close) >= 0:
        return None
    if token.is_space:
        return (index + 1, end) if index + 1 < len(doc) else None
    if word == "-" and end == token.idx and index + 1 < len(doc) and doc[index + 1].idx == end + 1:
        after = doc[index + 1]  # soldats bosno-serbes
        return (index + 2, after.idx + len(after.text)) if after.pos_ in {"ADJ", "NOUN"} else None
    if word in {"»", "”", '"'} and index + 1 < len(doc):
        after = doc[index + 2] if doc[index + 1].is_space and index + 2 < len(doc) else doc[index + 1]
        return (index + 1, end) if _demonym_at(reading, after) else None
    if word.startswith("armé") and reading.folded.startswith((" de ", " d'"), close):
        return None  # assaillants [armés de mitrailleuses], but hommes armés
    if _is_adjective(reading, token) or (token.text.isupper() and token.text.isalpha() and reading.party_at(token.idx)):
        return index + 1, close  # rebelles ADF
    if word in {"et", "ou"} and (joined := _joined_noun(reading, index)) is not None:
        return joined
    if word in {"et", "ou"} and index + 1 < len(doc) and _is_joined_adjective(reading, index):
        return index + 2, doc[index + 1].idx + len(doc[index + 1].text)
    if word in _PARTICLES:
        return _complement(reading, index)
    return _acronym(reading, index, end)


def _is_adjective(reading: Reading, token: Token) -> bool:
    word = token.lower_
    if (word.endswith("ent") and word in verb_forms()) or (word.endswith("ront") and len(word) > 6):
        return False  # combattants des Forces de soutien rapide remontent, policiers patrouilleront
    after_plural = token.i > 0 and token.nbor(-1).lower_.endswith(("s", "x"))
    if after_plural and (word.endswith("ant") or (word.endswith("e") and word in verb_forms() and word not in _ARMS)):
        return False  # deux Chinois combattant pour la Russie, 300 soldats marche sur Goma: an adjective would agree
    if word.startswith(("pro-", "anti-", "ex-")) and word.endswith("s"):
        return True
    if word in _NOT_ADJECTIVE or token.pos_ in {"AUX", "ADP", "DET", "SCONJ", "PRON", "PUNCT"}:
        return False
    noun = noun_forms().get(word)
    if noun is not None and noun.force is not None:
        return True  # combattants shebab, miliciens talibans
    return _demonym_at(reading, token) or word in _ARMS or (token.pos_ == "ADJ" and not token.text[0].isdigit())


def _demonym_at(reading: Reading, token: Token) -> bool:
    """True for an adjective of nationality, whatever the tagger says."""
    mention = reading.party_at(token.idx)
    return mention is not None and mention.form == "demonym_adjective"


def _joined_noun(reading: Reading, index: int) -> tuple[int, int] | None:
    """*soldats et policiers*, *soldats et de policiers*: a second noun that shares the number."""
    doc = reading.doc
    first = index + 2 if index + 1 < len(doc) and doc[index + 1].lower_ in {"de", "d'", "d’"} else index + 1
    if first >= len(doc) or doc[first].lower_ not in noun_forms() or not doc[first].lower_.endswith(("s", "x")):
        return None
    joined = noun_forms().get(doc[index - 1].lower_)
    if BEFALLEN.match(reading.folded, doc[first].idx - 1) and (joined is None or joined.context != "dead"):
        return None  # soldats tués et blessés; but 5 300 tués et blessés
    return first + 1, doc[first].idx + len(doc[first].text)


def _is_joined_adjective(reading: Reading, index: int) -> bool:
    """*belges et français*: an adjective on both sides of the conjunction."""
    before, after = reading.doc[index - 1], reading.doc[index + 1]
    if any(one.start == after.idx for one in reading.amounts):
        return False  # trois sections et nonante pilotes
    return (
        _is_adjective(reading, after)
        and _is_adjective(reading, before)
        and (_demonym_at(reading, after) or not _demonym_at(reading, before))
    )


_IN_BRACKETS = re.compile(r" ?\((?:(?:\d{1,3}(?:e|er|re) )?[A-ZÉ][\w.&-]{1,11})\)")


def _acronym(reading: Reading, index: int, end: int) -> tuple[int, int] | None:
    """*(CNDF)* behind a complement."""
    match = _IN_BRACKETS.match(reading.folded, end)
    if match is None or end == reading.token_at(end).idx:
        return None
    return reading.token_at(match.end() - 1).i + 1, match.end()


def _complement(reading: Reading, index: int) -> tuple[int, int] | None:
    """The end of a *de* complement that begins at `index`; None for a date, a place or *de plus*."""
    doc = reading.doc
    particle = doc[index]
    first = index + 1
    while first < len(doc) and doc[first].lower_ in {"la", "l'", "l’", "les"}:
        first += 1
    if first >= len(doc):
        return None
    while first + 1 < len(doc) and doc[first].lower_ in _RANKED:
        first += 1
    head = doc[first]
    if head.lower_ in _OWNING and first + 1 < len(doc) and _is_unit(doc[first + 1]):
        return first + 2, doc[first + 1].idx + len(doc[first + 1].text)
    if (several := _of_nations(reading, particle.idx)) is not None:
        return several
    if any(amount.start == head.idx for amount in reading.amounts) and not head.text[0].isdigit():
        return None  # soldats de quarante ans
    if head.text in _NOT_COMPLEMENT or head.is_punct or head.is_space:
        return None
    mention = reading.party_at(head.idx)
    if mention is not None:
        return None if _is_place(reading, mention, index) else _after_mention(reading, mention.end)
    if head.text[0].isdigit():
        return _numbered(reading, first)
    if head.text[0].isupper():
        if head.lower_ in _ORDINALS and first + 1 < len(doc) and doc[first + 1].text[0].islower():
            return first + 2, doc[first + 1].idx + len(doc[first + 1].text)
        bare = particle.lower_ in {"de", "d'", "d’"} and first == index + 1
        known = head.lower_ in noun_forms() or head.ent_type_ == "PER"  # bataillons de Marines, soldats d'Erdogan
        place = head.ent_type_ == "LOC" and not head.text.isupper() and head.lower_ not in _INSTITUTIONS
        place = place and particle.lower_ != "des"
        if place or (bare and not head.text.isupper() and not known):
            return None
        return _proper_name(reading, first)
    if head.pos_ in {"NOUN", "ADJ", "PROPN", "X"} and head.lower_ not in _NOT_ADJECTIVE:
        return _named(reading, first) or (first + 1, head.idx + len(head.text))
    return None


# recrues [de trente-cinq pays] africains · volontaires [d'une cinquantaine de nations]
_NATIONS = re.compile(r"(?:de |d')(?:[\w-]+ ){1,2}(?:de |d')?(?:pays|nations|nationalités)\b")


def _of_nations(reading: Reading, start: int) -> tuple[int, int] | None:
    """*recrues de trente-cinq pays*: of how many nations, whose number counts no troops."""
    match = _NATIONS.match(reading.folded, start)
    first = re.match(r"d[e'] ?", reading.folded[start : start + 3])
    if match is None or first is None:
        return None
    number = start + first.end()
    if not any(amount.start == number and amount.of is None for amount in reading.amounts):
        return None
    return reading.token_at(match.end() - 1).i + 1, match.end()


_ORDINALS = frozenset({"première", "premier", "deuxième", "troisième", "quatrième", "cinquième", "sixième"})
_RANKED = frozenset({"derniers", "dernières", "premiers", "premières", "anciens", "anciennes", "nouveaux", "nouvelles"})
_OWNING = frozenset({"sa", "son", "leur", "cette", "ce", "cet", "ma", "mon", "notre", "votre"})


def _is_unit(token: Token) -> bool:
    noun = noun_forms().get(token.lower_)
    return (noun is not None and noun.unit != "person") or token.lower_ in _BODIES


_BODIES = frozenset({"garnison", "contingent", "unité", "colonne", "pays"})  # mercenaires de son pays


_INSTITUTIONS = frozenset(
    {"garde", "armée", "légion", "police", "gendarmerie", "marine", "force", "forces", "brigade", "régiment"}
)
_BEARERS = frozenset(
    {
        "front",
        "unité",
        "cellule",
        "clan",
        "compagnie",
        "division",
        "bloc",
        "katiba",
        "cartel",
        "gang",
        "faction",
        "milice",
        "colonne",
        "brigade",
        "bataillon",
        "régiment",
        "groupe",
    }
)


def _named(reading: Reading, first: int) -> tuple[int, int] | None:
    """*du front Carlos Patiño*, *de la brigade Azov*: the proper name belongs to the noun before it."""
    doc = reading.doc
    if doc[first].lower_ not in _BEARERS or first + 1 >= len(doc):
        return None
    following = doc[first + 1]
    if following.text[0].isupper():
        return _proper_name(reading, first + 1)
    if following.text.isdigit() and _is_unit(doc[first]):  # de la division 312
        return first + 2, following.idx + len(following.text)
    return None


_FROM = re.compile(
    r"\b(?:retour|rappel|rentr|reven|revien|retir|rapatri|évacu|retrait|départ|chass|ramen|ramèn|désengag|repli|"
    r"expuls|quitt|"
    r"part[ie])\w*",
    re.IGNORECASE,
)


def _is_place(reading: Reading, mention: Mention, index: int) -> bool:
    """True where *du Tchad* is where from: behind a nationality, or under a word of withdrawal."""
    if mention.actor.kind != "state" or mention.form not in {"name", "seat"}:
        return False
    first, last = reading.sentence_at(mention.start)
    before = reading.doc[index - 1]
    own = before.lower_ in {"armée", "forces", "état-major", "marine", "police"}
    return _demonym_at(reading, before) or (not own and bool(_FROM.search(reading.folded, first, last)))


def _after_mention(reading: Reading, end: int) -> tuple[int, int]:
    return reading.token_at(end - 1).i + 1, end


def _numbered(reading: Reading, first: int) -> tuple[int, int] | None:
    """*de 78 nationalités*, *du 3e régiment*, *du 2e REP*; not *de 34 ans*, *de 10 à 12*."""
    doc = reading.doc
    if first + 1 >= len(doc):
        return None
    last = first + 2 if doc[first + 1].is_space and first + 2 < len(doc) else first + 1
    following = doc[last]
    ordinal = doc[first].lower_.endswith(("e", "er", "ère", "re"))
    if following.lower_ in noun_forms() and not ordinal:
        return None
    if following.lower_.startswith(("an", "jour", "heure", "mois", "km", "kilom", "m")) and following.lower_ not in {
        "montagne"
    }:
        return None
    if following.pos_ in {"NOUN", "PROPN"} and (following.lower_ not in verb_forms() or _is_unit(following)):
        return last + 1, following.idx + len(following.text)
    if ordinal and doc[first - 1].lower_ == "du":
        return first + 1, doc[first].idx + len(doc[first].text)  # les soldats du 35e tombés en 1916
    return None


# Chin National Defence Force · Front de libération du Québec
_CAPITALS = re.compile(r"[A-ZÀ-Ý][\w'’.-]*(?:(?: (?:de|du|des|d'|l'|la|le|e|al|el)){0,2} [A-ZÀ-Ý][\w'’-]*)*")


def _proper_name(reading: Reading, first: int) -> tuple[int, int]:
    """The end of a run of capitalised words: *Chin National Defence Force*, *Lashkar-e-Taiba*."""
    doc = reading.doc
    match = _CAPITALS.match(reading.folded, doc[first].idx)
    end = match.end() if match else doc[first].idx + len(doc[first].text)
    while reading.folded[end - 1] in ".'-":
        end -= 1
    return reading.token_at(end - 1).i + 1, end
