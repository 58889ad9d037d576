"""A quantity whose noun stands elsewhere in the sentence → that noun's group.

Matches *à* environ 11 000 *le nombre de soldats*, *les effectifs sont passés à* 5 100, *ses soldats seraient* 2 000;
not *le nombre de villages pris à* douze.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from spacy.tokens import Token

from newsextract.amounts import Amount
from newsextract.grammar import SUBJECTS, verb_form
from newsextract.matchers.troops.groups import Group, build_group
from newsextract.matchers.troops.peoples import have_served, people_hit
from newsextract.matchers.troops.phrases import phrase_event, phrases
from newsextract.matchers.troops.setting import is_military
from newsextract.matchers.troops.verbs import STRONG, word_event
from newsextract.matchers.troops.words import Noun, NounHit, civil_words
from newsextract.reading import Reading, remembered
from newsextract.records import Troops, TroopsRole


@dataclass(frozen=True, slots=True)
class Borrowed:
    """A group taken from elsewhere; `fact` is the count it was taken from, None where a noun apart was
    found."""

    group: Group
    rule: str
    role: TroopsRole | None = None
    fact: Troops | None = None
    inherit: bool = False


_NUMBER_OF = re.compile(
    r"\b(?:nombre|total|chiffre|bilan)(?: [a-zà-ÿ]+)?(?: des| de| d')\s*(?:la |l'|(?:ses|ces|leurs|nos|mes|vos) )?"
    r"(?:(?:anciens|ex-|jeunes|nouveaux|autres) ?)?"
)


_WHOLE = re.compile(
    r"\b(?:l'|les |ses |leurs |d')?(?P<noun>effectifs?|pertes|renforts|troupes|contingent|"
    r"forces|rangs)\b"
)


# 5 100 [fin] 2024 · 300 [aujourd'hui]
_WHEN = re.compile(r" (?:fin|début|mi-|à la fin|courant|voici|aujourd'hui)\b")


# trente chez les rebelles et six [côté armée]: no noun, which would be a plural
_ON_SIDE = re.compile(r" côté ")


# au lieu des 15 000 [prévus] · les 3 000 [visées]: participles that the tagger takes for nouns
_PROMISED = frozenset(
    form
    for stem in ("prévu", "attendu", "visé", "promi", "annoncé", "requi", "espéré", "fixé", "escompté", "autorisé")
    for form in (stem + "s", stem + "es", stem + "ses")
)


# dont 1 634 [tués], whatever the tagger takes the word for
FATES: Mapping[str, TroopsRole] = {
    "tués": "killed", "morts": "killed", "blessés": "wounded", "disparus": "missing", "capturés": "captured",
}  # fmt: skip
# dont quatre [grièvement]
_ADVERBS = frozenset({"grièvement", "gravement", "légèrement", "mortellement", "sérieusement"})


@remembered
def takes_noun(reading: Reading, amount: Amount) -> bool:
    """True if the word behind the amount is a noun: the amount counts something that is no troops."""
    if amount.form in {"digits", "words"} and reading.folded.startswith((" de ", " d'"), amount.end):
        return False
    if _WHEN.match(reading.folded, amount.end) or _ON_SIDE.match(reading.folded, amount.end):
        return False
    token = reading.token_at(min(amount.end + 1, len(reading.text) - 1))
    while token.i + 1 < len(reading.doc) and token.lower_ in {"de", "d'", "d’", "des", "autres"}:
        token = reading.doc[token.i + 1]
    if token.idx < amount.end or token.is_space:
        return False
    if token.lower_ in _PROMISED or token.lower_ in _ADVERBS:
        return False
    if token.pos_ not in {"NOUN", "PROPN"}:
        return token.lower_.endswith("s") and _is_civil(reading, token)  # 300 déplacés
    if word_event(token) is not None or token.lower_ in FATES:
        return _is_civil(reading, token)
    fate = phrases().match(reading.lowered, token.idx)
    return fate is None or phrase_event(fate).role not in STRONG  # 3 000 faits prisonniers


def _is_civil(reading: Reading, token: Token) -> bool:
    return bool(civil_words(reading.folded, token.idx, token.idx + len(token.text)))


def noun_apart(reading: Reading, amount: Amount, hits: dict[int, NounHit]) -> Borrowed | None:
    """*à environ 11 000 le nombre de soldats*; *les effectifs sont passés de 4 500 à 5 100*; *des
    soldats au nombre de 300*."""
    if takes_noun(reading, amount):
        return None
    first, last = reading.sentence_at(amount.start)
    for match in _NUMBER_OF.finditer(reading.lowered, first, last):
        hit = hits.get(match.end()) or people_hit(reading, match.end())
        if hit is None or not _may_number(reading, hit):
            continue
        if hit.noun.context == "force" and _OF_REBELS.match(reading.folded, hit.end):
            hit = replace(hit, noun=replace(hit.noun, category="fighter"))
        aside = _is_set_aside(reading, hit.end, amount)
        if (
            aside
            or (match.start() >= amount.end and match.start() - amount.end < 12)
            or _leads_to(reading, hit.end, amount.start)
        ):
            role: TroopsRole | None = "deployed" if have_served(reading, hit) else None
            return Borrowed(build_group(reading, hit), "aside" if aside else "apart", role)
    lead = reading.folded[first : amount.start]
    if lead.rstrip().endswith("au nombre de"):
        hit = last_hit(hits, first, amount.start)
        if hit is None or (hit.noun.context and not (hit.noun.context in {"near", "forces"} and is_military(reading))):
            return None
        return Borrowed(build_group(reading, hit), "apart")
    return (
        _told_next(reading, amount, hits, last)
        or _size_behind(reading, amount, hits)
        or _in_numbers(reading, amount, hits, first)
        or _they_are(reading, amount, hits)
        or _predicated(reading, amount, hits, first)
        or _whole(reading, amount, hits, first)
    )


# un chiffre est brandi : [147 178. C'est le nombre de] militaires · [5 550. Voilà combien de] soldats
_NUMBER_NEXT = re.compile(
    r" ?[.»]{1,2} (?:(?:C'est|Voilà|Tel est) (?:là )?(?:le nombre|le total|l'effectif)|Voilà combien)"
    r" (?:(?:de|des) (?:ses |nos )?|d')"
)


def _told_next(reading: Reading, amount: Amount, hits: dict[int, NounHit], last: int) -> Borrowed | None:
    """*un chiffre :* 147 178. *C'est le nombre de militaires que …*: the next sentence says of whom."""
    match = _NUMBER_NEXT.match(reading.folded, amount.end) if last - amount.end < 4 else None
    hit = hits.get(match.end()) if match is not None else None
    return Borrowed(build_group(reading, hit), "apart") if hit is not None and _may_number(reading, hit) else None


# membres [des groupes armés] · [de la milice] · [du M23]
_OF_ARMED = re.compile(
    r" (?:des |de la |du |de l')(?:groupes? armés?|milices?|gangs?|guérilla|rébellion|"
    r"mouvements? armés?|factions? armées?|"
    r"forces? (?:armées?|de sécurité|de l'ordre)|armée|garde|légion|cartels?|factions?)\b"
)


_OF_REBELS = re.compile(
    r" (?:des |de la |du )(?:groupes? armés?|milices?|gangs?|guérilla|rébellion|mouvements? armés?|"
    r"factions?|cartels?)\b"
)


def _may_number(reading: Reading, hit: NounHit) -> bool:
    """*le nombre de brigades*, *de membres des groupes armés* in an article on armies; not *de membres du club*."""
    if hit.noun.context in {"brigade", "unit"}:
        return is_military(reading)
    if hit.noun.context == "force":
        return is_military(reading) and _OF_ARMED.match(reading.folded, hit.end) is not None
    return hit.noun.context in {None, "special", "near", "forces"}


# évalue à [plus d'un million] ses pertes · porte à 5 000 les effectifs de
_BEHIND = re.compile(r"(?: ?[»\"”])?,? (?:les |le |l'|ses |leurs |sa |son )(?P<noun>\w)")
_MEASURES = re.compile(
    r"\b(?:estim|évalu|chiffr|port|ramen|ramèn|fix|limit|rédui|plafonn|élèv|élev)\w*"
    r"(?: (?!à\b)[\wà-ÿ'-]+){0,3} (?P<to>à )?(?:[«\"“] ?)?$",
    re.IGNORECASE,
)


def _size_behind(reading: Reading, amount: Amount, hits: dict[int, NounHit]) -> Borrowed | None:
    """*Londres évalue à* plus d'un million *ses pertes*: the noun that the verb measures follows."""
    match = _BEHIND.match(reading.folded, amount.end)
    verb = _MEASURES.search(reading.folded, max(0, amount.start - 50), amount.start) if match else None
    if match is None or verb is None or not (verb["to"] or reading.folded.startswith(("entre ", "de "), amount.start)):
        return None
    hit = hits.get(match.start("noun")) or _contingent(reading, match.start("noun"))
    if hit is None or not is_military(reading):
        return None
    if hit.noun.context not in _SIZEABLE and not (hit.noun.context == "force" and _names_armed(reading, hit)):
        return None
    if hit.noun.lemma in {"perte", "effectif"}:
        return Borrowed(build_group(reading, hit), "whole", "casualties" if hit.noun.lemma == "perte" else "strength")
    return Borrowed(build_group(reading, hit), "apart")


def _names_armed(reading: Reading, hit: NounHit) -> bool:
    """*les membres du TTP*, *des groupes armés*."""
    party = next((one for one in reading.parties if hit.end < one.start < hit.end + 8), None)
    return _OF_ARMED.match(reading.folded, hit.end) is not None or (party is not None and party.actor.armed)


def _contingent(reading: Reading, start: int) -> NounHit | None:
    """*chiffre entre 3 000 et 4 000 le contingent rwandais*: the whole that the verb measures."""
    if not reading.folded.startswith("contingent", start):
        return None
    return NounHit(start, start + len("contingent"), Noun("contingent", "soldier", "person", "forces"))


_SIZEABLE = frozenset({None, "near", "forces", "special", "dead"})


# Les Fama sont arrivés à [deux cents] · les rebelles étaient venus à
_CAME = re.compile(
    r" (?:sont|étaient|seraient|furent) (?:[\wà-ÿ'-]+ )?(?:arrivés|venus|partis|descendus|revenus|rentrés|entrés|"
    r"montés|sortis|accourus|repartis|passés) (?:[\wà-ÿ'-]+ )?à $"
)


def _in_numbers(reading: Reading, amount: Amount, hits: dict[int, NounHit], first: int) -> Borrowed | None:
    """*Les rebelles sont arrivés à* deux cents: how many of the subject came."""
    if not reading.folded.endswith(" à ", max(0, amount.start - 3), amount.start):
        return None
    match = _CAME.search(reading.folded, max(first, amount.start - 60), amount.start)
    if match is None or not is_military(reading) or not re.match(r"[,.;»)]| [»(]|$", reading.folded[amount.end :]):
        return None
    hit = last_hit(hits, first, match.start())
    if hit is None or build_group(reading, hit).end != match.start():
        hit = _force_hit(reading, match.start())
    if hit is None or hit.noun.context not in {None, "near"}:
        return None
    return Borrowed(build_group(reading, hit), "apart", "deployed")


def _force_hit(reading: Reading, end: int) -> NounHit | None:
    """*Les Fama sont arrivés à deux cents*: an army or a group by its name, in the plural."""
    named = next((one for one in reading.parties if one.end == end and one.actor.kind == "organisation"), None)
    if named is None or not named.actor.armed or not reading.folded.endswith((" les ", "Les "), 0, named.start):
        return None
    fighters = named.actor.type == "armed_group"
    return NounHit(named.start, named.end, Noun("homme", "fighter" if fighters else "soldier", "person", None))


# « Ils étaient [plus de deux cents] », · Elles seraient 300 à
_THEY_ARE = re.compile(
    r"\bils (?:sont|étaient|seraient|seront|furent|devaient être|auront été|avaient été|ont été|auraient été|"
    r"(?:n'étaient|ne (?:sont|seraient|seront|furent))(?: alors| encore| plus)? (?:que |qu'))"
    r"(?: (?:alors|encore|désormais|environ|bien|peut-être|déjà|donc|[a-zà-ÿ]{5,}ment))?\s*(?:[«\"“] ?)?$",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"\s*(?:[,.;!?»”\"]|il y a |en |au |fin |début |voici |dans |à (?:l'heure|ce jour|l'automne|"
    r"l'été|l'hiver|la fin|la mi-|"
    r"l'époque|présent)|l'an |l'année |pour l'|cette (?:année|fois|nuit|semaine)|ce (?:matin|soir|mois)|sur place|"
    r"autour (?:de |du |d')|face (?:à |aux? )|"
    r"à (?:l'attaque|l'assaut)|à (?:s'|se |en |y |l'|les? )?[a-zà-ÿ]+(?:er|ir|re)\b|$)"
)


# ils étaient trois cents[, conjoints, enfants, grands-parents,] · [, femmes et vieillards]
_FAMILIES = re.compile(
    r"(?:, | \(|, des | : )(?:en majorité |surtout |pour la plupart )?(?:conjoint|femme|enfant|vieillard|famille|"
    r"parent|proche|épou(?:x|se)|grand|veuve|mère|père|habitant|villageois|civil|réfugié|déplacé|bénévole|badaud|curieu|"
    r"fidèle|étudiant|lycéen|écolier|journaliste|ouvrier|paysan|employé|retraité|ancien|élu|manifestant|invité|voisin|"
    r"supporteur)[a-zà-ÿ]*\b"
)


def are_families(reading: Reading, amount: Amount) -> bool:
    """*ils étaient* trois cents*, conjoints, enfants*: an apposition says that they are no soldiers."""
    return _FAMILIES.match(reading.folded, amount.end) is not None


# Quant aux [Casques bleus], leur mandat expire : ils étaient
_AS_FOR = re.compile(r"\b(?:[Qq]uant aux|[Pp]our (?:les|ses|leurs)) (?P<noun>\w)[^.;:!?]{2,60}[,:] ils\b")


def _they_are(reading: Reading, amount: Amount, hits: dict[int, NounHit]) -> Borrowed | None:
    """*les assaillants ont reflué. « Ils étaient* plus de deux cents *»*: the subject of the sentence before."""
    first, _ = reading.sentence_at(amount.start)
    lead = max(first, amount.start - 50)
    if not _THEY_ARE.search(reading.folded, lead, amount.start) or not _ALONE.match(reading.folded, amount.end):
        return None
    if are_families(reading, amount):
        return None
    index = reading.sentence_index(amount.start)
    if not is_military(reading):
        return None
    topic = _AS_FOR.search(reading.folded, first, amount.start)
    hit = hits.get(topic.start("noun")) if topic else None
    if hit is not None and hit.noun.context in {None, "near", "special"} and hit.noun.unit == "person":
        return Borrowed(build_group(reading, hit), "they")
    before, end = _told_before(reading, amount, index)
    if civil_words(reading.folded, before, end):
        return None
    subjects = [
        hit
        for start, hit in hits.items()
        if before <= start < end
        and hit.noun.context in {None, "near"}
        and hit.noun.unit == "person"
        and (
            reading.token_at(start).dep_ in SUBJECTS or _SO_MANY.search(reading.folded, max(before, start - 24), start)
        )
        and reading.folded[hit.start : hit.end].endswith(("s", "x"))
        and not any(0 < hit.start - one.end < 14 and one.of is None for one in reading.amounts)
    ]
    if not subjects:
        return None
    fighting = subjects[-1].noun.lemma in {"assaillant", "attaquant", "agresseur"}
    return Borrowed(build_group(reading, subjects[-1]), "they", "engaged" if fighting else None)


# n'a jamais compté [autant d']hommes en armes. Ils seraient 25 000
_SO_MANY = re.compile(r"\b(?:autant|davantage|plus en plus|tant|assez|combien) (?:de |d')$")
# [Les prisonniers partent à pied vers le nord] : ils étaient
_STOP_THEY = re.compile(r" ?[:;] ils\b", re.IGNORECASE)


# [Quand les volontaires débarquent à Pusan], ils sont 1 017
_WHEN_THEY = re.compile(
    r"\W*(?P<when>(?:[Qq]uand|[Ll]orsque?|[Dd]ès que|[Aa]u moment où|[Aa]lors que)\b"
    r"[^.;:!?]{10,140}), (?:alors )?ils [^,]{3,30}"
)


def _told_before(reading: Reading, amount: Amount, index: int) -> tuple[int, int]:
    """The clause before a colon or semicolon, else the sentence before: where those whom *ils* takes up are told of."""
    first, _ = reading.sentences[index]
    stop = _STOP_THEY.search(reading.folded, max(first, amount.start - 60), amount.start)
    if stop is not None:
        return first, stop.start()
    turn = _WHEN_THEY.match(reading.folded, first, amount.start)
    if turn is not None:
        return first, turn.end("when")
    return reading.sentences[index - 1] if index else (first, first)


# Ses soldats seraient [plus de 2000] · Les militaires américains[, eux, ne sont plus que] 900 · étaient « [300]
_IS = re.compile(
    r"(?:[»”\"] )?(?:, (?:eux|elles|quant à eux|en face|de leur côté|pour leur part|"
    r"en revanche), |, (?:venu|arriv|arm|entraîn|équip|dépêch|envoy|post|déploy|retranch|lourdement|bien|mal|tous)"
    r"[^.;:,]{0,40}, |, qui [^.;:,]{3,70}, )?(?:[\wà-ÿ'-]+ ){0,3}"
    r"(?:sont|étaient|seraient|seront|furent)"
    r"(?: (?:encore|désormais|déjà|alors|aujourd'hui|environ|plus|guère|jamais|à présent|à ce jour|"
    r"pour l'heure|au total|"
    r"en tout|à l'époque|maintenant|actuellement))*(?: que)? (?:[«\"“] ?)?$"
)


def _predicated(reading: Reading, amount: Amount, hits: dict[int, NounHit], first: int) -> Borrowed | None:
    """*Ses soldats seraient* plus de 2 000 *à El Watiya*; in *les volontaires de l'armée seront*, the outer noun."""
    if not _ENDS_IN_IS.search(reading.folded, max(first, amount.start - 40), amount.start) or not is_military(reading):
        return None
    before = sorted((start for start in hits if first <= start < amount.start), reverse=True)
    for hit in (hits[start] for start in before[:3]):
        gap = reading.folded[build_group(reading, hit).end : amount.start].lstrip()
        counted = hit.noun.context in {None, "special", "near"} and _IS.fullmatch(gap) is not None
        plural = reading.folded[hit.start : hit.end].endswith(("s", "x"))
        if counted and (plural or "les " in reading.folded[first : hit.start].lower()):
            return Borrowed(build_group(reading, hit), "apart")
    return None


# cheaper than to build the groups of all nouns before every amount
_ENDS_IN_IS = re.compile(r"\b(?:sont|étaient|seraient|seront|furent)\b[^.;:]{0,30}$")


def _leads_to(reading: Reading, start: int, end: int) -> bool:
    """True if a verb of measure stands between a noun and an amount with no other amount between."""
    between = reading.folded[start:end]
    if (
        any(start < other.start < end - 1 and other.of is None for other in reading.amounts)
        and " à " not in between[-4:]
    ):
        return False
    return bool(
        re.search(
            r"(?:à|de|est|était|serait|dépass\w+|attein\w+|avoisin\w+|s'élèv\w+|frôl\w+|"
            r"approch\w+|:)\s*(?:à |de )?$",
            between,
        )
    )


# le nombre de soldats en Irak[, environ ]2 500[,] · les effectifs de l'armée[ (]180 000[ en 2020)]
_SET_ASIDE = re.compile(r"[^.;:,()]{0,70}(?:,| \(|\()\s?(?:soit |aujourd'hui |désormais |actuellement )?")
_ASIDE_ENDS = re.compile(
    r"(?: (?:[a-zà-ÿ]+ment|à ce jour|aujourd'hui|au total|en tout|à l'époque|à présent|"
    r"(?:en|fin|début) [a-zà-ÿ]* ?\d{4}|l'an dernier|selon [^,.;:()]{2,40}|d'après [^,.;:()]{2,40}))?(?:,|\))"
)


def _is_set_aside(reading: Reading, start: int, amount: Amount) -> bool:
    """*Le nombre de soldats américains en Irak, environ* 2 500, *devrait diminuer*: the number itself, right behind the
    phrase and before its verb."""
    if (
        _SET_ASIDE.fullmatch(reading.folded, start, amount.start) is None
        or " par " in reading.folded[start : amount.start]
    ):
        return False  # le nombre de soldats par char, 3,
    if _ASIDE_ENDS.match(reading.folded, amount.end) is None:
        return False
    return not any(
        token.pos_ in {"VERB", "AUX"} and verb_form(token) == "Fin" for token in reading.span(start, amount.start)
    )


def _whole(reading: Reading, amount: Amount, hits: dict[int, NounHit], first: int) -> Borrowed | None:
    """*Les effectifs de la mission sont passés de 4 500 à 5 100*."""
    for match in _WHOLE.finditer(reading.lowered, first, amount.start):
        between = reading.folded[match.end() : amount.start]
        hit = hits.get(match.start("noun"))
        if hit is None or re.search(r"[;.]", between) or not is_military(reading):
            continue
        aside = _is_set_aside(reading, hit.end, amount)
        if aside or re.search(
            r"(?:pass|port|rédui|ramen|ramèn|tomb|mont|s'élèv|s'élev|élev(?:é|er|a\b)|atteign|attein|fix|chiffr|évalu|"
            r"estim|grimp|chut)\w*(?: [\wà-ÿ'-]+){0,5} (?:de|d'|à)"
            r"(?: (?:plus|près|moins|environ|quelque|au|de|moins))*\s*$",
            between,
        ):
            lost = hit.noun.lemma == "perte"
            return Borrowed(
                build_group(reading, hit), "aside" if aside else "whole", "casualties" if lost else "strength"
            )
    return None


def last_hit(hits: dict[int, NounHit], first: int, before: int) -> NounHit | None:
    inside = [hit for start, hit in hits.items() if first <= start < before]
    return max(inside, key=lambda hit: hit.start, default=None)
