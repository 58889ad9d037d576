"""A count that takes its noun from elsewhere → whose troops they are.

Matches *elle a perdu 60 soldats, lui* 40 (the other side's), *Lisbonne, qui en a encore* 83, *37 hommes, contre* 160
*dans les rangs adverses*.
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from newsextract.amounts import Amount
from newsextract.clue import Found
from newsextract.matchers.troops.apart import Borrowed
from newsextract.matchers.troops.asked import asked_of
from newsextract.matchers.troops.beside import named_before
from newsextract.matchers.troops.count_classifier import LIKELY
from newsextract.matchers.troops.discourse import of_en, told_of
from newsextract.matchers.troops.forces import force_of
from newsextract.matchers.troops.gapping import admitter, beside_stranger, gap_side, loser, owner_of_en, unnamed_subject
from newsextract.matchers.troops.groups import Group
from newsextract.matchers.troops.salience import coreferent, default_force, enemy
from newsextract.matchers.troops.sides import Open, Side, force_value
from newsextract.matchers.troops.verbs import Event
from newsextract.reading import Reading
from newsextract.records import Troops
from newsextract.text import is_quoted
from newsextract.verb_senses import ANY, forms, verbs


def side_of(fact: Troops) -> Side | None:
    clue = fact.clue
    return Open(clue.exclude, clue.foe, clue.voice) if fact.force is None and clue is not None else fact.force


def _unvoiced(side: Side | None) -> Side | None:
    """*« Nous avons perdu onze combattants », dit le M23. Kinshasa en a tué* cent: the same men, another speaker."""
    return Open(side.exclude) if isinstance(side, Open) and side.voice is not None else side


_ELLIPTIC = frozenset({"gapped", "target", "listed", "subject", LIKELY})


def _who_has_them(reading: Reading, amount: Amount, event: Event, head: Token, like: Troops) -> Side | None:
    """*l'EMC, dissidence des Farc, en compterait* 3 200: the subject, not whom its apposition names."""
    explained = owner_of_en(reading, amount, like, explained=True)
    return explained or of_en(reading, event, head) or owner_of_en(reading, amount, like)


# le nombre de brigades[ que ]Moscou[ pourrait masser] · combien de soldats[ la ]FRG[ devra compter]
_WHOM = re.compile(r" (?:qu(?:e |'))?(?:la |le |l'|les )?(?:\d+e )?(?:armée |gouvernement |régime )?")
_MASSES = re.compile(
    r" (?:[a-zà-ÿ]+ ){0,3}"
    + forms(verbs("sending", "stationing", "raising") | {"aligner", "compter", "engager", "rassembler"}, ANY)
)


def _massed_by(reading: Reading, group: Group) -> str | None:
    """The side that a group's relative clause makes its master: *le nombre de brigades que Moscou pourrait masser*."""
    match = _WHOM.match(reading.folded, group.end)
    one = reading.party_at(match.end()) if match else None
    if match is None or one is None or one.form not in {"name", "seat", "demonym_adjective"}:
        return None
    if " qu" not in match[0] and not reading.folded.endswith(("combien de ", "combien d'"), 0, group.start):
        return None
    behind = _ACRONYM.match(reading.folded, one.end)
    return force_value(one.actor) if _MASSES.match(reading.folded, behind.end() if behind else one.end) else None


# 224 hommes ; [l'adversaire,] 80 · et [l'ennemi] le double
_THE_FOE = re.compile(
    r"[;,] (?:et |mais |contre |tandis que )?(?:l'(?:adversaire|ennemi|autre camp|agresseur|envahisseur)|"
    r"le camp (?:adverse|d'en face)),? (?:en |de |d')?(?:a perdu |aurait perdu )?(?:[a-zà-ÿ]+ )?$"
    r"|[;,] (?:et |mais )?(?:lui|elle|eux|elles|celui-ci|celle-ci|ceux-ci) $"  # elle a perdu 60 soldats, lui 40
)
_ACRONYM = re.compile(r" \([^)]{2,12}\)")
# 37 hommes, contre 160 [dans les rangs adverses] · contre 124 300 [chez le voisin]: the other side's, whoever that is
_AMONG_FOES = re.compile(
    r" (?:dans|parmi|chez|du côté de|du côté du|pour|au|à|de|d'un) ?(?:les |le |la |l'|son |leur |sa )?"
    r"(?:(?:rangs|camp|côté) (?:adverses?|ennemis?|d'en face|opposés?)"
    r"|(?:grande? |petite? |puissante? )?(?:ennemie?|adversaire|voisine?|rivale?|autre (?:camp|bord|côté))\b"
    r"(?! (?:de|du|des|d')\b| [a-zà-ÿ-]*(?:ais|ois|ien|ain|and|ard|ol|que)(?:ne|e)?\b))"
    r"| en face(?! d)\b"
)
# membres [des groupes armés]: of several, which the text does not name
_OF_SEVERAL = re.compile(r"membres des (?:groupes|milices|gangs|mouvements|factions|cartels)(?: armés?| armées)?$")


def shared_force(
    reading: Reading, amount: Amount, borrowed: Borrowed, event: Event, head: Token
) -> tuple[Side | None, Found, int | None]:
    """(force, how sure it is, the count that it shares it with) of a count that takes its noun from elsewhere."""
    group = borrowed.group
    if borrowed.fact is not None and _THE_FOE.search(reading.folded, max(0, amount.start - 40), amount.start):
        return (enemy(borrowed.fact.force) if borrowed.fact.force is not None else None), "fixed", None
    if _AMONG_FOES.match(reading.folded, amount.end):
        foe = borrowed.fact.force if borrowed.fact is not None else None
        return (enemy(foe) if foe is not None else None), "fixed", None
    unnamed = unnamed_subject(reading, amount) if borrowed.rule == "gapped" else None
    if unnamed is not None and borrowed.fact is not None:
        if unnamed.foe and borrowed.fact.force is not None:
            return enemy(borrowed.fact.force), "fixed", None
        return coreferent(reading, unnamed.noun.rstrip("s"), amount.start), "fixed", None
    if borrowed.fact is not None:
        named = gap_side(reading, amount, borrowed.fact) if borrowed.rule in _ELLIPTIC else None
        if named is None and borrowed.rule in _ELLIPTIC and beside_stranger(reading, amount):
            return None, "fixed", None
        named = named or loser(reading, amount, borrowed.fact)
        named = named or (admitter(reading, amount) if borrowed.rule == "participle" else None)
        named = named or (named_before(reading, amount) if borrowed.rule == "gapped" else None)
        if named is not None or borrowed.rule == "gapped":
            return named, "fixed" if named else "weak", None if named else borrowed.fact.start
        taken_up = borrowed.rule == "en"
        own = _who_has_them(reading, amount, event, head, borrowed.fact) if taken_up else None
        shared = side_of(borrowed.fact) if is_quoted(reading.text, amount.start) else _unvoiced(side_of(borrowed.fact))
        return own or shared, "fixed", None if own else borrowed.fact.start
    if _OF_SEVERAL.search(group.text) or (
        group.noun.category == "fighter" and reading.folded.endswith(("de leurs ", "de ses "), 0, group.start)
    ):
        return None, "fixed", None
    masser = _massed_by(reading, group) if borrowed.rule in {"apart", "they", LIKELY} else None
    masser = masser or (asked_of(reading, group) if borrowed.rule == "asked" else None)
    if masser is not None:
        return masser, "fixed", None
    anchor = reading.token_at(group.head)
    force, how = force_of(reading, group, event, amount.start, amount.end, anchor)
    if force is not None or how == "group":
        return force, "fixed", None
    told = told_of(reading, group, event, anchor, amount.start)
    if told is not None:
        return told, "told", None
    return default_force(reading, group.noun, amount.start, group.text), "weak", None
