"""A pronoun that takes up troops told of before, uncounted → what its quantity counts.

Matches *Les soldats ont fui. On en a désarmé* trois cents, *Les femmes ? Elles sont* 2 301 *sous l'uniforme*; not
*Les drones arrivent. On en a abattu* neuf.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

from newsextract.amounts import Amount
from newsextract.matchers.troops.apart import Borrowed, takes_noun
from newsextract.matchers.troops.events import OF_NOUN
from newsextract.matchers.troops.finite import own_verb, simple_tense
from newsextract.matchers.troops.groups import build_group
from newsextract.matchers.troops.others import Previous
from newsextract.matchers.troops.roles import role_of
from newsextract.matchers.troops.setting import is_military, is_of_war, paragraph_at
from newsextract.matchers.troops.verbs import STRONG, role_table, verb_forms
from newsextract.matchers.troops.words import Noun, NounHit, civil_words, is_plural
from newsextract.reading import Reading
from newsextract.records import TroopsRole
from newsextract.verb_senses import forms, verbs

_THEM = frozenset({None, "near"})


# what one of the wordings below must hold: asked first, since few counts do
_MAY = re.compile(r"\b(?:[Ii]ls|[Ee]lles|en|[Qq]uant|[Pp]our ce|[Ss]'agissant|[Nn]ous|[Oo]n|les)\b|(?: de | d'| : )$")


def pronoun_group(
    reading: Reading, amount: Amount, hits: dict[int, NounHit], previous: Previous, *, barred: bool
) -> Borrowed | None:
    """The troops that *ils*, *en* or a wave take up, where no count before is of them."""
    if amount.of is not None or _MAY.search(reading.folded, max(0, amount.start - 60), amount.start) is None:
        return None
    if not is_military(reading) or takes_noun(reading, amount):
        return None
    return (
        _under_arms(reading, amount, hits)
        or _as_for(reading, amount, hits)
        or _of_them(reading, amount, hits)
        or _we_were(reading, amount, hits)
        or _valued(reading, amount, hits)
        or _tally(reading, amount, hits)
        or (None if barred else _wave(reading, amount, hits, previous))
    )


# Il compte sur les [réservistes : la caserne en abrite] 140[, elle en voudrait] 200
_EXPLAINED = re.compile(r"(?P<noun>[a-zà-ÿ-]+s) : [^.;:«»]{0,90}$")


def before_colon(reading: Reading, amount: Amount, hits: Mapping[int, NounHit]) -> Borrowed | None:
    """*Il compte sur les réservistes : la caserne en abrite* 140: those whom the clause before a colon ends with."""
    first, _ = reading.sentence_at(amount.start)
    match = _EXPLAINED.search(reading.folded, max(first, amount.start - 120), amount.start)
    hit = hits.get(match.start("noun")) if match else None
    if hit is None or hit.noun.unit != "person" or hit.noun.context is not None:
        return None
    return Borrowed(build_group(reading, hit), "en")


# Elles sont [2 301] · ils furent [60 000] · ils ne seraient plus que
_THEY_ARE = re.compile(
    r"\b(?P<they>ils|elles) (?:ne |n')?(?:sont|étaient|furent|seront|seraient)(?: [a-zà-ÿ]+){0,2}(?: que)? ?$",
    re.IGNORECASE,
)
_ARMS = r"sous (?:l'uniforme|les drapeaux|les armes|le béret|le képi)"
_IN_UNIFORM = re.compile(rf" (?:[a-zà-ÿ]+ ){{0,2}}{_ARMS}\b")
_UNIFORM_FIRST = re.compile(rf"\b{_ARMS}\b[^.;:]{{0,40}}, (?:ils|elles)\b", re.IGNORECASE)
# [Les femmes ?] Elles sont
_WHO = re.compile(r"\W*(?:Et )?(?:les|des) (?P<noun>[a-zà-ÿ-]{4,}s)\b[^.?!]{0,20}\?\W*$", re.IGNORECASE)


def _under_arms(reading: Reading, amount: Amount, hits: dict[int, NounHit]) -> Borrowed | None:
    """*Les femmes ? Elles sont* 2 301 *sous l'uniforme*: who wears it is counted as a soldier."""
    first, _ = reading.sentence_at(amount.start)
    they = _THEY_ARE.search(reading.folded, max(first, amount.start - 60), amount.start)
    if they is None:
        return None
    if not (
        _IN_UNIFORM.match(reading.folded, amount.end) or _UNIFORM_FIRST.search(reading.folded, first, amount.start)
    ):
        return None
    index = reading.sentence_index(first)
    before, end = reading.sentences[index - 1] if index else (first, first)
    asked = _WHO.match(reading.folded, before, end)
    if asked is not None:
        start, stop = asked.span("noun")
        hit = hits.get(start) or NounHit(start, stop, Noun(asked["noun"][:-1], "soldier", "person", None))
        return Borrowed(build_group(reading, hit), "they", "strength")
    told = _last_plural(reading, hits, reading.sentences[max(0, index - 3)][0], they.start())
    return Borrowed(build_group(reading, told), "they", "strength") if told is not None else None


# Quant aux recrues tibétaines, [un millier environ] · Quant aux réservistes, on en compte
_AS_FOR = re.compile(r"\W*(?:Quant aux|Pour ce qui est des|S'agissant des) (?P<noun>\w)")


def _as_for(reading: Reading, amount: Amount, hits: dict[int, NounHit]) -> Borrowed | None:
    """*Quant aux recrues tibétaines,* un millier *formerait deux bataillons*: the topic that opens the sentence."""
    first, _ = reading.sentence_at(amount.start)
    topic = _AS_FOR.match(reading.folded, first, amount.start)
    hit = hits.get(topic.start("noun")) if topic is not None else None
    if hit is None or hit.noun.context not in _THEM | {"special"} or hit.noun.unit != "person":
        return None
    group = build_group(reading, hit)
    if reading.folded[group.end : amount.start] != ", ":
        return None
    resumed = _RESUMED.match(reading.folded, amount.end)
    told = (own_verb(reading, resumed.end()) or simple_tense(reading, resumed.end())) if resumed is not None else None
    return Borrowed(group, "subject", told.role if told is not None else None)


# Quant aux instructeurs, une soixantaine[, ils] auraient quitté
_RESUMED = re.compile(r"(?: [a-zà-ÿ]+){0,2}, (?:ils|elles)(?= )")


# On [en a abattu] neuf · « Nous [en avons enterré] onze · l'armée [en a capturé] 300
_EN = re.compile(
    r"\b(?:n')?en (?:(?:avoir|ai|as|a|avons|avez|ont|avait|avaient|aurait|auraient) )?"
    r"(?:(?:déjà|encore|aussi|même|bien) )?(?P<verb>[a-zà-ÿ]+)(?: (?:au moins|déjà|encore|environ|que|plus de))? $"
)
# what is shot down, stopped, taken or lost besides men
_MACHINES = re.compile(
    r"\b(?:drones|chars|blindés|avions|hélicoptères|missiles|roquettes|véhicules|camions|navires|bateaux|"
    r"pick-up|motos|canons|obus|pièces|appareils|chevaux|positions|villages|armes)\b"
)
_HARMS = frozenset({"killed", "wounded", "captured"})


def _of_them(reading: Reading, amount: Amount, hits: dict[int, NounHit]) -> Borrowed | None:
    """*Les soldats ont fui vers le Rwanda. « Nous en avons désarmé* trois cents *»*: those told of right before."""
    first, _ = reading.sentence_at(amount.start)
    en = _EN.search(reading.folded, max(first, amount.start - 60), amount.start)
    entry = role_table("verb").get(verb_forms().get(en["verb"], "")) if en is not None else None
    if en is None or entry is None or entry["object"] not in _HARMS:
        return None
    index = reading.sentence_index(first)
    back = 2 if index > 1 and _GOES_ON.match(reading.folded, *reading.sentences[index - 1]) else 1
    start = reading.sentences[max(0, index - back)][0]
    if _MACHINES.search(reading.folded, start, amount.start) or civil_words(reading.folded, start, amount.start):
        return None
    hit = _last_plural(reading, hits, start, en.start())
    role = role_of(reading, reading.token_at(amount.core_end - 1), amount.start, amount.end).role
    if hit is None or role not in STRONG:
        return None
    return Borrowed(build_group(reading, hit), "subject", role)


# « [Nous étions] quinze sur la position · nous ne sommes plus que · on était · nous étions partis à
_WE_WERE = re.compile(
    r"\b(?:nous (?:n'|ne )?(?:étions|sommes|restions|serons)|on (?:n')?était)"
    r"(?: (?:encore|alors|déjà|plus|partis|arrivés|montés|redescendus|descendus|venus|rentrés|revenus))*(?: que| à)? $",
    re.IGNORECASE,
)
# sur la position · dans la compagnie · [, ]
_WE_END = re.compile(
    r"(?! à (?:table|la maison)| dans la (?:famille|classe|salle)) ?"
    r"(?:[.,;»”\"!?]|(?:sur|dans|à|au|aux|en|par|pour|face|contre|ce|le|autour|derrière)\b)"
)
_IN_RANKS = re.compile(
    r"\b(?:soldats?|sergent|caporal|adjudant|lieutenant|capitaine|commandant|colonel|conscrits?|appelés?|combattants?|"
    r"miliciens?|rebelles?|réservistes?|régiment|compagnie|section|brigade|bataillon|peloton|position|tranchées?|"
    r"avant-poste)\b"
)
_QUOTED = re.compile(r"[«“][^»”]*$")
_TOLD_BEFORE = 1200  # characters before a soldier's *nous* within which his kind was named


def _we_were(reading: Reading, amount: Amount, hits: dict[int, NounHit]) -> Borrowed | None:
    """*« Nous étions* quinze *sur la position »*, in a soldier's mouth: of the kind that the article told of last."""
    first, _ = reading.sentence_at(amount.start)
    we_were = _WE_WERE.search(reading.folded, max(first, amount.start - 60), amount.start)
    if we_were is None:
        return None
    if _WE_END.match(reading.folded, amount.end) is None or not is_of_war(reading):
        return None
    paragraph = paragraph_at(reading, amount.start)
    quoted = _QUOTED.search(reading.folded, paragraph[0], amount.start) is not None
    if not quoted or _IN_RANKS.search(reading.lowered, *paragraph) is None or civil_words(reading.folded, *paragraph):
        return None
    told = _last_plural(reading, hits, max(0, amount.start - _TOLD_BEFORE), amount.start)
    told = told or _last_plural(reading, hits, amount.end, paragraph[1])
    left, gone = _ARE_LEFT.search(we_were[0]), _HAVE_GONE.search(we_were[0])
    role: TroopsRole = "other" if left else "deployed" if gone else "strength"
    return Borrowed(build_group(reading, told), "they", role) if told is not None else None


# nous [restions] neuf · nous sommes [redescendus] à quatre · nous étions [partis] à 180
_ARE_LEFT = re.compile(r"\b(?:restions|redescendus|rentrés|revenus|plus)\b")
_HAVE_GONE = re.compile(r"\b(?:partis|arrivés|montés|descendus|venus)\b")


# ces jihadistes ? Le Timbuktu Institute [les évalue entre] 400 et 600 · [les estime à]
_VALUES = re.compile(
    rf"\bles {forms(verbs('counting') | {'estimer', 'situer'}, ('present', 'imperfect'))}"
    r"(?: (?:aujourd'hui|désormais|alors))? (?:à |entre |de )?$"
)


def _valued(reading: Reading, amount: Amount, hits: dict[int, NounHit]) -> Borrowed | None:
    """*Combien sont-ils, ces jihadistes ? Un institut les évalue entre* 400 et 600: those asked after or told of last,
    two sentences back at most."""
    first, _ = reading.sentence_at(amount.start)
    lead = _VALUES.search(reading.folded, max(first, amount.start - 50), amount.start)
    if lead is None:
        return None
    start = reading.sentences[max(0, reading.sentence_index(first) - 2)][0]
    told = _last_plural(reading, hits, start, lead.start())
    if told is None or civil_words(reading.folded, told.end, amount.start):
        return None
    return Borrowed(build_group(reading, told), "they", "strength")


# neuf cents fantassins … [Ils s'infiltrent à pied.] Mardi, on en a abattu
_GOES_ON = re.compile(r"\W*(?:Ils|Elles)\b")


# l'armée compte ses morts : [cent dix]
_TALLY = re.compile(
    r"\b(?:armée|forces|régiment|bataillon|brigade|division|légion|état-major|garnison|contingent|milice|compagnie|"
    r"marine|troupes)\b[^.;:]{0,60} (?:ses|leurs) (?P<noun>morts|tués|blessés|disparus|pertes)(?: [a-zà-ÿ]+)? : $"
)


def _tally(reading: Reading, amount: Amount, hits: dict[int, NounHit]) -> Borrowed | None:
    """*Au soir, l'armée compte ses morts :* cent dix: an army's own dead, told behind the colon."""
    first, _ = reading.sentence_at(amount.start)
    told = _TALLY.search(reading.folded, max(first, amount.start - 120), amount.start)
    hit = hits.get(told.start("noun")) if told is not None else None
    if hit is None or civil_words(reading.folded, first, amount.end):
        return None
    role = OF_NOUN[hit.noun.lemma]
    return Borrowed(build_group(reading, hit), "apart", cast(TroopsRole, role))


# Une première vague de [90] s'est envolée · un second groupe de
_WAVE = re.compile(
    r"\b(?:une|la|un|le) (?:(?:premi(?:er|ère)|deuxième|seconde?|troisième|derni(?:er|ère)|nouvelle|nouveau|autre) )?"
    r"(?:vague|rotation|fournée|cohorte|échelon|détachement|groupe|contingent|escadron|peloton|compagnie) (?:de |d')$",
    re.IGNORECASE,
)
# Les légionnaires [partent] · embarquent · ont été rapatriés
_LEAVE = re.compile(
    r"\b(?:part(?!i\b|is\b|ie)|embarqu|débarqu|arriv|envol|quitt|rejoin|rejoign|gagn|rentr|rapatri|relèv|relev|"
    r"déploi|déploy|envo|achemin|atterri|décoll)"
)
_GOES = re.compile(r" (?:(?:est|sont|a|ont|doit|devrait|devait|sera|seront|partira|arrivera|suivra|s'|se )\b|s')")


def _wave(reading: Reading, amount: Amount, hits: dict[int, NounHit], previous: Previous) -> Borrowed | None:
    """*Les légionnaires partent. Une première vague de* cent vingt *s'est envolée hier*: of those told of before."""
    first, _ = reading.sentence_at(amount.start)
    if not _WAVE.search(reading.folded, max(first, amount.start - 50), amount.start):
        return None
    if _GOES.match(reading.folded, amount.end) is None:
        return None
    index = reading.sentence_index(first)
    start = reading.sentences[max(0, index - 1)][0]
    role = role_of(reading, reading.token_at(amount.core_end - 1), amount.start, amount.end).role
    told = role if role != "other" else "deployed"
    for _, group, fact in reversed(previous):
        if group is None or fact is None or fact.start < start:
            break
        if fact.unit == "person" and not civil_words(reading.folded, start, amount.start):
            return Borrowed(group, "subject", told, fact)
    if _LEAVE.search(reading.folded, start, first) is None:
        return None
    hit = _last_plural(reading, hits, start, first)
    if hit is None or civil_words(reading.folded, start, amount.start):
        return None
    return Borrowed(build_group(reading, hit), "subject", told)


def _last_plural(reading: Reading, hits: dict[int, NounHit], first: int, before: int) -> NounHit | None:
    """The last plural noun of soldiers between two offsets."""
    inside = [
        hit
        for start, hit in hits.items()
        if first <= start < before
        and hit.noun.context in _THEM
        and hit.noun.unit == "person"
        and is_plural(reading.folded, hit)
    ]
    return max(inside, key=lambda hit: hit.start, default=None)
