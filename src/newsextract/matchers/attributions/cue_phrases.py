"""Reading → the cues that are no plain verbs: prepositions, relatives, impersonals, nouns and *faire état de*.

Matches *selon le NIS*, *Il a été rapporté que*, *l'annonce par Kiev*; where these are no cues, their source shows it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from newsextract.alternation import longest_first
from newsextract.lexicon import read_toml
from newsextract.matchers.attributions.cue import Cue, Position
from newsextract.matchers.attributions.cue_verbs import verb_forms
from newsextract.matchers.attributions.keywords import Keyword, keywords
from newsextract.matchers.attributions.source_words import head_type, words_of
from newsextract.reading import Reading
from newsextract.records import Stance


def find_phrases(reading: Reading) -> Iterator[Cue]:
    """Every candidate of these classes; find_attributions keeps those with a source and a content that fit."""
    seen: set[tuple[int, int, str]] = set()
    for keyword in keywords(reading):
        for kind in keyword.kinds:
            for cue in _FINDERS[kind](reading, keyword):
                if (cue.start, cue.end, cue.position) not in seen:
                    seen.add((cue.start, cue.end, cue.position))
                    yield cue
        if keyword.lemma is not None:
            yield from _said_by_one(reading, keyword)


def phrases(table: str, key: str) -> tuple[str, ...]:
    """The phrases of a cell of cue_phrases.toml, the longest first."""
    cell = read_toml("cue_phrases.toml")[table][key]
    return tuple(longest_first(" ".join(part.split()) for part in cell.split("|")))


def words(table: str, key: str) -> tuple[str, ...]:
    """The single words of a cell of cue_phrases.toml; a hyphen in them stands for a blank."""
    return tuple(word.replace("-", " ") for word in read_toml("cue_phrases.toml")[table][key].split())


@cache
def _preposition() -> re.Pattern[str]:
    """selon[ le NIS] · aux dires[ des rescapés] · dixit[ le maire]."""
    cues = "|".join(map(re.escape, phrases("prepositions", "phrases")))
    return re.compile(rf"\b(?P<cue>{cues})\b(?=\s(?:de\s|d'|du\s|des\s)?)", re.IGNORECASE)


# de source[ hospitalière] · de sources[ concordantes] · de même source
_FROM_SOURCE = re.compile(r"\b(?P<cue>de sources?|de même source)\b(?=\s[a-zà-ÿ]+|[.,;])", re.IGNORECASE)
# n'a pu être confirmé[ de source indépendante]
_CHECKED = re.compile(r"(?:confirmée?s?|vérifiée?s?|à partir|issue?s?|auprès|provenant|émanant)\s$")
# Pour[ Kiev, …] · …, pour[ les analystes, …]
_OPINION = re.compile(
    r"""(?P<cue>pour)\s
    (?=l'|(?:le|la|les|un|une|des|plusieurs|certains)\s|[A-ZÉ]|(?:lui|elle|eux)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_OPENS = re.compile(r"(?:^|[.;:»?!…]\s+|,\s+)$", re.MULTILINE)


_BACK = 24  # characters: how far before its key a phrase may begin
_ON = 12  # … and how far behind the key what it asks for may stand


def _prepositions(reading: Reading, keyword: Keyword) -> Iterator[Cue]:
    end = keyword.start + len(keyword.word) + _ON
    for match in _preposition().finditer(reading.folded, max(0, keyword.start - _BACK), end):
        if not match.start() <= keyword.start < match.end("cue"):
            continue
        opens = _OPENS.search(reading.folded, max(0, match.start() - _ON), match.start())
        if match["cue"].lower() == "suivant" and not opens:
            continue  # *le jour suivant*
        if match["cue"].lower() == "dixit":
            yield Cue(match.start(), match.end(), "verb", "after", frames="c")
        else:
            yield Cue(match.start(), match.end(), "preposition", "after")


def _from_sources(reading: Reading, keyword: Keyword) -> Iterator[Cue]:
    for match in _FROM_SOURCE.finditer(reading.folded, max(0, keyword.start - _ON), keyword.start + 2 * _ON):
        if not match.start() <= keyword.start < match.end():
            continue
        if not _CHECKED.search(reading.folded, max(0, match.start() - 12), match.start()):
            yield Cue(match.start(), match.end(), "preposition", "after", source_start=match.start() + len("de "))


def _opinions(reading: Reading, keyword: Keyword) -> Iterator[Cue]:
    match = _OPINION.match(reading.folded, keyword.start)
    if match and _OPENS.search(reading.folded, max(0, keyword.start - _ON), keyword.start):
        yield Cue(match.start("cue"), match.end("cue"), "preposition", "after")


# …, selon lequel les troupes ont reculé · …, pour qui les rebelles mentent
_RELATIVE = re.compile(
    r"\b(?P<cue>selon|d'après|pour)\s(?P<pronoun>qui|lequel|laquelle|lesquels|lesquelles)\s(?!que\b)",
    re.IGNORECASE,
)


@cache
def _claim_before(pronoun: str) -> re.Pattern[str]:
    """rejette [l'accusation] selon laquelle; not *les informations du Ledger, selon lequel*, which does not agree."""
    nouns = "|".join(words("claims", "feminine" if "quelle" in pronoun else "masculine"))
    plural = "" if not pronoun.endswith("s") else "s?" if "quels" in pronoun else "s"
    return re.compile(rf"\b(?:{nouns}){plural}(?:\s(?!et\b|ou\b)[\w'’-]+){{0,4}},?\s$", re.IGNORECASE)


def _relatives(reading: Reading, keyword: Keyword) -> Iterator[Cue]:
    first = keyword.start - len("d'") if keyword.word.lower() == "après" else keyword.start
    match = _RELATIVE.match(reading.folded, max(0, first))
    if match is None:
        return
    pronoun = match["pronoun"].lower()
    claimed = pronoun != "qui" and _claim_before(pronoun).search(reading.folded, max(0, first - 4 * _BACK), first)
    if not claimed:
        yield Cue(match.start("cue"), match.end("cue"), "preposition", "relative", source_start=match.end())


# il semblerait [toutefois] que
_ADVERB = (
    r"(?:pourtant|toutefois|aussi|ainsi|également|cependant|donc|alors|même|généralement|désormais|depuis"
    r"|par\ ailleurs|en\ outre|en\ revanche|au\ contraire|(?:à|au|en|chez)\ (?:la\ |l'|le\ )?[\w'-]+|\w+ment)"
)
_QUE = r"\ (?:que\b|qu')"


@cache
def _impersonal() -> re.Pattern[str]:
    """il a été rapporté que · on estime que · des informations font état de · le bruit court que."""

    def any_of(key: str) -> str:
        read = words if key in {"reported", "news"} else phrases
        return "(?:" + "|".join(read("impersonal", key)).replace(" ", r"\ ") + ")"

    one_says = rf"{any_of('said_by_one')}(?:\ {_ADVERB})?{_QUE}"
    return re.compile(
        rf"""\b(?P<cue>
        il\ (?:a\ été|avait\ été|est|était|aurait\ été|fut)\ (?:{_ADVERB}\ )?{any_of("reported")}{_QUE}
        |(?<!ce\ que\ l')(?<!\bque\ l')on\ (?:{one_says}|{any_of("spoken_of_by_one")}\ d(?:e\b|')|évoque|évoquait)
        |on\ {any_of("said_by_one")}(?=\ (?:ne\ pas\ |n'|ne\ |y\ |l'|les\ |en\ )*(?:avoir|être)\b)
        |on\ (?:estime|estimait|évalue|évaluait|chiffre|chiffrait)(?=\ à\ )
        |il\ {any_of("seeming")}(?:\ {_ADVERB})?{_QUE}
        |(?:des|plusieurs|certaines?|certains|d'autres)\ {any_of("news")}
            \ (?:font|faisaient|ont\ fait)\ état\ d(?:e\b|')
        |{any_of("clauses")}\b
        )""",
        re.IGNORECASE | re.VERBOSE,
    )


# …, disait-on,[ toutes les murailles] · …, assure-t-on à Kiev
_ONE_SAYS = re.compile(r"(?P<verb>[a-zà-ÿ]+)(?:-t)?-on(?:\sdire)?\b")
# …, a-t-on précisé[ au ministère]
_ONE_HAS_SAID = re.compile(r"(?:a|avait)-t-on\s(?:[a-zà-ÿ]+ment\s|encore\s|aussi\s|également\s)?$")
_OF_SOURCE = re.compile(r"\sde\s(?:même\s)?sources?\b")
_INCISED = re.compile(r",\s(?P<se>se\s|s')?$")


def _said_by_one(reading: Reading, keyword: Keyword) -> Iterator[Cue]:
    yield from _one_has_said(reading, keyword)
    match = _ONE_SAYS.match(reading.folded, keyword.start)
    if match and _OF_SOURCE.match(reading.folded, match.end()):
        return  # souligne-t-on de source diplomatique: the source speaks
    before = _INCISED.search(reading.folded, max(0, keyword.start - 5), keyword.start) if match else None
    if match and before and match["verb"] in verb_forms():
        token = reading.token_at(match.start())
        start = match.start() - len(before["se"] or "")  # *se réjouit-on*
        where = _AT_BODY.match(reading.folded, match.end())
        if where and _is_body(reading, where.end()):
            yield Cue(start, match.end(), "verb", "after", verb=token, frames="c", source_start=where.end())
        else:
            yield Cue(start, match.end(), "impersonal", "inverted", verb=token, frames="c")


# …, a-t-on appris jeudi auprès de[ la 22e brigade] · …, a appris l'AFP auprès du[ maire] · on a appris auprès de … que
_LEARNT = re.compile(
    r"""(?P<cue>(?:a-t-on|avait-on|a|ont|avait|avaient)\s(?:[a-zà-ÿ]+\s)?appris|(?:apprend|apprenait)(?:-on)?)
    (?:\s[^.;:«»]{1,60}?)??\sauprès\s(?P<of>de\sla\s|de\sl'|de\s|du\s|des\s|d')""",
    re.VERBOSE,
)
_THAT = re.compile(r"\squ(?:e\s|')")
# …, lit-on dans[ un communiqué] · …, peut-on lire dans[ le rapport] · …, ressort-il d'[un rapport]
_READ = re.compile(
    r"(?P<cue>lit-on|lisait-on|peut-on\slire|pouvait-on\slire|ressort-il|(?<![-\w])[Ii]l\s(?:ressort|ressortait|ressortirait))"
    r"(?:\s[^.;:«»,]{1,30}?)??\s(?P<of>dans\s(?:le\s|la\s|les\s|l'|une?\s|des\s|ce\s|cette\s|son\s|sa\s)?|"
    r"d'une?\s|d'|de\sla\s|de\sl'|du\s|des\s|de\s)"
)


def _learnt(reading: Reading, keyword: Keyword) -> Iterator[Cue]:
    """*a-t-on appris auprès de*: who told it stands behind the preposition, in an incise or before a clause."""
    for match in _LEARNT.finditer(reading.folded, max(0, keyword.start - _BACK), keyword.start + 3 * _BACK):
        if not match.start() <= keyword.start < match.end("cue"):
            continue
        yield from _told_by(reading, keyword, match)


def _read(reading: Reading, keyword: Keyword) -> Iterator[Cue]:
    """*lit-on dans un communiqué*, *il ressort d'un rapport que*: what the preposition governs says it."""
    for match in _READ.finditer(reading.folded, max(0, keyword.start - _ON), keyword.start + 3 * _BACK):
        if match.start() <= keyword.start < match.end("cue"):
            yield from _told_by(reading, keyword, match)


def _told_by(reading: Reading, keyword: Keyword, match: re.Match[str]) -> Iterator[Cue]:
    """The cue of a match in an incise, or before a clause that says what is told."""
    incised = _INCISED.search(reading.folded, max(0, match.start() - 5), match.start()) is not None
    _, last = reading.sentence_at(match.start())
    if incised or _THAT.search(reading.folded, match.end(), last):
        yield Cue(
            match.start(),
            match.end("cue"),
            "verb",
            "after",
            verb=reading.token_at(keyword.start),
            frames="c" if incised else "q",
            source_start=match.end(),
        )


def _one_has_said(reading: Reading, keyword: Keyword) -> Iterator[Cue]:
    """*a-t-on précisé au ministère de la Défense*: the body at which one says it."""
    auxiliary = _ONE_HAS_SAID.search(reading.folded, max(0, keyword.start - _BACK), keyword.start)
    where = _AT_BODY.match(reading.folded, keyword.start + len(keyword.word)) if auxiliary else None
    if auxiliary is None or where is None or not _is_body(reading, where.end()):
        return
    if _INCISED.search(reading.folded, max(0, auxiliary.start() - 5), auxiliary.start()):
        token = reading.token_at(keyword.start)
        yield Cue(auxiliary.start(), where.start(), "verb", "after", verb=token, frames="c", source_start=where.end())


# reconnaît-on[ à l']état-major · assure-t-on[ à l']Otan; not *à Nairobi*, *au village*
_AT_BODY = re.compile(r"\s(?:à\s(?:la\s|l')|au\s|aux\s|chez\sles\s)")
_WORDS = re.compile(r"[\w' -]{2,40}")
_BODIES = frozenset({"government", "military", "intelligence", "state", "international_organisation", "armed_group"})


def _is_body(reading: Reading, start: int) -> bool:
    """True if an institution is named at `start`, which then speaks."""
    if any(one.start == start and one.actor.kind == "organisation" for one in reading.mentions):
        return True
    named = _WORDS.match(reading.folded, start)
    return named is not None and named[0].split(" ")[0] in words_of("bodies") and head_type(named[0]) in _BODIES


# des[ informations] · plusieurs[ témoignages]
_SOME = re.compile(r"\b(?:des|plusieurs|certaines?|certains|d'autres) $", re.IGNORECASE)


def _news(reading: Reading, keyword: Keyword) -> Iterator[Cue]:
    some = _SOME.search(reading.folded, max(0, keyword.start - _ON), keyword.start)
    if some:
        yield from _impersonal_at(reading, some.start())


def _impersonals(reading: Reading, keyword: Keyword) -> Iterator[Cue]:
    return _impersonal_at(reading, keyword.start)


def _impersonal_at(reading: Reading, start: int) -> Iterator[Cue]:
    match = _impersonal().match(reading.folded, start)
    if match:
        denied = not set(words("impersonal", "denied_by_one")).isdisjoint(match["cue"].split())
        yield Cue(
            match.start("cue"), match.end("cue"), "impersonal", "none", "denies" if denied else "asserts", frames="q"
        )


@cache
def _noun() -> re.Pattern[str]:
    """l'annonce par[ Kiev] · les déclarations du[ ministre] · les aveux de[ l'ancien chef]."""
    nouns = "|".join(words("nouns", "nouns")).replace(" ", r"\s")
    return re.compile(
        rf"""\b(?P<cue>{nouns})\s
        (?P<by>par\s|de\s(?=la\s|l'|[A-ZÉ])|du\s|des\s|d'(?=[A-ZÉ]))""",
        re.VERBOSE,
    )


def _nouns(reading: Reading, keyword: Keyword) -> Iterator[Cue]:
    denying = words("nouns", "denying")
    match = _noun().match(reading.folded, keyword.start)
    if match:
        stance: Stance = "denies" if match["cue"] in denying else "asserts"
        yield Cue(
            match.start("cue"), match.end("cue"), "noun", "agent", stance, frames="n", source_start=match.end("by")
        )


_LIGHT = ("faire", "laisser", "croire", "mettre", "tenir", "donner")


_WHO = r"(?:-(?:t-)?(?:il|elle|ils|elles)\b)?"  # met[-il] en garde


@cache
def _light_verb() -> re.Pattern[str]:
    """fait état de · ont fait savoir · a de son côté laissé entendre · croit savoir."""
    table = read_toml("cue_phrases.toml")["light_verbs"]
    groups = []
    for lemma in _LIGHT:
        rests = longest_first(rest.rsplit(":", 1)[0] for rest in table[lemma].split("|"))
        groups.append(
            rf"(?:{'|'.join(table['forms_' + lemma].split())}){_WHO}\s{_AMID}(?:{'|'.join(map(re.escape, rests))})"
        )
    amid = r"(?:\w+\s|de\sson\scôté\s|pour\ssa\spart\s){0,2}?"
    auxiliary = rf"(?:(?:n'|l')?(?:a|ont|avait|avaient|aurait|ayant){_WHO}\s{amid}|ne\s(?=\w+\s(?:état)\sque\s))?"
    return re.compile(rf"\b(?P<group>(?P<auxiliary>{auxiliary})(?:{'|'.join(groups)}))(?:(?<=')|(?!\w))", re.IGNORECASE)


_GROUP = 60  # characters: an auxiliary, two adverbs, a light verb and its noun
_AMID = (
    r"(?:(?:toutefois|également|aussi|quant\sà\s\w+|de\sson\scôté|pour\ssa\spart|ainsi|pourtant|notamment|par\sailleurs"
    r"|plutôt|désormais|encore|déjà|même|d'ailleurs|en\soutre|en\srevanche|cependant|néanmoins|au\scontraire|elle|lui)\s)?"
)


@cache
def _light_frames() -> Mapping[str, str]:
    table = read_toml("cue_phrases.toml")["light_verbs"]
    return dict(entry.rsplit(":", 1) for lemma in _LIGHT for entry in table[lemma].split("|"))


# des rumeurs[ font état de]: an impersonal
_NEWS_BEFORE = re.compile(r"(?:informations|rumeurs|témoignages) $", re.IGNORECASE)


# met[-elle] en garde
_INVERTED = re.compile(r"-(?:t-)?(?:il|elle)s?\b", re.IGNORECASE)


def _light_verbs(reading: Reading, keyword: Keyword) -> Iterator[Cue]:
    """*fait état de*, *ont fait savoir*, *laisse entendre*."""
    for match in _light_verb().finditer(reading.folded, max(0, keyword.start - _GROUP), keyword.start + _GROUP):
        if not match.start() <= keyword.start < match.end():
            continue
        if _NEWS_BEFORE.search(reading.folded, max(0, match.start() - 16), match.start()):
            continue
        rest = next(rest for rest in _light_frames() if match["group"].lower().endswith(rest))
        verb = match.end("auxiliary") if match["auxiliary"] else match.start()
        frames = _light_frames()[rest]
        position: Position = "inverted" if _INVERTED.search(match["group"]) else "before"
        yield Cue(match.start(), match.end(), "verb", position, "asserts", reading.token_at(verb), frames)


_FINDERS: dict[str, Callable[[Reading, Keyword], Iterator[Cue]]] = {
    "preposition": _prepositions,
    "source": _from_sources,
    "opinion": _opinions,
    "relative": _relatives,
    "impersonal": _impersonals,
    "clause": _impersonals,
    "news": _news,
    "noun": _nouns,
    "light": _light_verbs,
    "learnt": _learnt,
    "read": _read,
}
