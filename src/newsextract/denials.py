"""A negated verb near a count → does it deny the count, or only what comes of it?

Matches *Paris n'a pas envoyé* 300 *soldats*, *L'envoi de* 300 *soldats n'a pas eu lieu*; not *L'envoi de* 300 *soldats
n'a pas suffi*, *les* 2 000 *n'ont jamais été remplacés*.
"""

from __future__ import annotations

import re
from itertools import takewhile

from spacy.tokens import Token

from newsextract.grammar import SUBJECTS, is_future, is_negated, lower
from newsextract.matchers.troops.verbs import role_table
from newsextract.prospects import SHUTS_OUT
from newsextract.reading import Reading
from newsextract.records import Calibre, Troops
from newsextract.strengths import DEFINITE
from newsextract.verb_senses import ANY, forms, verbs

_DENYING = frozenset({"nier", "démentir", "contester", "réfuter", "récuser", "cacher", "dissimuler"})
# who does not say, check, comment on or deny a count denies none of it
TELLING = frozenset(
    {
        *("confirmer", "infirmer", "commenter", "vérifier", "préciser", "détailler", "recouper"),
        *("évoquer", "mentionner", "critiquer", "condamner", "regretter", "oublier", "pardonner"),
        *("digérer", "revendiquer", "expliquer", "excuser"),
        *_DENYING,  # n'a ni confirmé ni démenti
    }
)
_PREVENTING = frozenset({"empêcher", "éviter", "prévenir", "conjurer"})
# ne conteste pas [avoir perdu] 300 soldats · n'a jamais caché · n'a pas pu empêcher [la mort de] 300 soldats
_OWNS_UP = re.compile(
    r"\b(?:ne |n')(?:(?:a|ont|avait|avaient) )?(?:pas |jamais |guère )?(?:(?:pu|su|réussi à|permis d[e']) ?)?"
    rf"{forms(_DENYING | _PREVENTING, ANY)}(?: pas| jamais| guère)?\b[^.;:,]{{0,60}}$"
)
# l'envoi n'a pas eu [lieu] · n'est pas [prévu] · n'est pas à l'[ordre] du jour: what says that an event is not
_OCCURS = frozenset(
    {
        *("lieu", "produire", "concrétiser", "réaliser", "matérialiser", "intervenir", "aboutir"),
        *("commencer", "débuter", "prévoir", "envisager", "décider", "acter", "autoriser"),
        *("approuver", "programmer", "planifier", "valider", "entériner", "accepter", "ordonner"),
        *("prévu", "envisagé", "décidé", "autorisé", "effectif", "effective", "possible"),
        *("certain", "imminent", "acquis", "question", "actualité", "ordre", "jour"),
        *("programme", "option"),
    }
)
# 300 soldats n'ont pas [suffi] · n'ont pas [empêché] la chute: they were there
_FALLS_SHORT = frozenset(
    {
        *("suffire", "empêcher", "dissuader", "rassurer", "calmer", "apaiser", "convaincre", "changer", "modifier"),
        *("infléchir", "inverser", "décourager", "résoudre", "compenser", "combler", "endiguer", "enrayer", "juguler"),
    }
)


def leaves_event(anchor: Token, verb: Token) -> bool:
    """*L'envoi de* 300 *soldats n'a pas suffi*, *La mort de dix soldats n'a pas empêché l'assaut*: the event has been,
    whatever it has not brought about."""
    subject = _subject(anchor, verb) if is_negated(verb) else []
    if not subject:
        return False
    return not _says_it_is(verb) if _is_event(subject) else verb.lemma_ in _FALLS_SHORT or lower(verb) == "suffi"


# n'est pas [encore] prévu · n'interviendra pas [avant juin]
_NOT_YET = frozenset({"encore", "avant"})


def is_ruled_out(anchor: Token, verb: Token) -> bool:
    """*L'envoi de* 300 *soldats n'est pas prévu*: the event is not to be; *pas encore prévu* leaves it open."""
    if not is_negated(verb) or not _is_event(_subject(anchor, verb)) or not _says_it_is(verb):
        return False
    return not any(lower(one) in _NOT_YET for one in verb.subtree if one.i > verb.i - 3)


def _subject(anchor: Token, verb: Token) -> list[Token]:
    """The noun counted and what stands over it up to the subject of the verb; nothing where it is no part of one."""
    above = list(takewhile(lambda one: one.i != verb.i, (anchor, *anchor.ancestors)))
    whole = bool(above) and above[-1].dep_ in SUBJECTS and above[-1].head.i == verb.i
    return above if whole else []


def _is_event(subject: list[Token]) -> bool:
    """True if a noun of what troops do or undergo stands over the noun counted."""
    nouns = (role_table("noun").get(one.lemma_) for one in subject[1:] if one.pos_ == "NOUN")
    return any(entry is not None and entry["object"] != "strength" for entry in nouns)  # un contingent is no event


def _says_it_is(verb: Token) -> bool:
    """True for *avoir lieu*, *être prévu*, *être à l'ordre du jour*."""
    said = (verb, *(child for child in verb.children if child.i > verb.i))
    return any(one.lemma_ in _OCCURS or lower(one) in _OCCURS for one in said)


# n'ont plus touché [leur fusil T91 de] 5,56 · [Nos canons de] 23 mm ne portent pas
_OWNED = re.compile(r"\b(?:leurs?|ses|son|sa|nos|notre|vos|mes|mon)(?: [\w'-]+){1,5} (?:de )?$", re.IGNORECASE)


# [Sur les] 1 200 soldats engagés · [des] 600 hommes partis
_OUT_OF = re.compile(r"(?:^|[\s«“\"])(?:[Ss]ur|Des|Parmi) (?:les |ses |leurs |ces |quelque )?$")


# [n'interviendra] pas avant juin · [ne partiront] donc pas avant
_NOT_BEFORE = re.compile(r"[\wà-ÿ]+(?: donc| sans doute)? (?:pas|plus|point)(?: [a-zà-ÿ]+)? avant\b")
# [avaient pas 19 ans] · avait pas encore vingt ans
_YEARS_OLD = re.compile(r"(?:ont|a|avaient|avait)(?: pas| même| encore| tous){1,3} (?:\d+|[a-zà-ÿ-]+) ans\b")
# a perdu [pas moins de] 200 hommes
_NO_LESS = re.compile(r"[Pp]as (?:moins|loin)\b")


# ne fera pas le poids [face à une trentaine d'obusiers de] 155 mm
_FACING = re.compile(r"\b(?:face (?:à|aux?)|malgré|en dépit d[eu]s?|à côté d[eu]s?)\b[^.;:,]{0,50}$")
# le G5, [avec] sept bataillons, n'avait pas fait mieux
_WITH = re.compile(r"\b(?:avec|malgré|grâce à) $")
# what is done with weapons: that denied, they are not there; n'ont pas disparu, ne portent pas loin leave them
_DONE_WITH = verbs("sending") | {
    "livrer", "fournir", "recevoir", "utiliser", "employer", "servir", "exister", "arriver", "entrer", "équiper",
    "acheter", "commander", "produire", "fabriquer", "donner", "céder", "vendre", "prêter", "engager", "participer",
}  # fmt: skip


_BORDER = re.compile(r"(?:,|\bet|\bmais|\bor|\bcar|\bpuis|\balors que|\btandis que) (?:les |ces |ses |quelque )?$")
_ACTS = re.compile(r"(?: [\w'-]+){1,5}? (?:sont|ont|étaient|avaient|furent) (?!pas\b|jamais\b|plus\b)")


def opens_clause(reading: Reading, fact: Calibre | Troops) -> bool:
    """*Le front ne bouge pas, mais* 300 *soldats sont morts*: right behind a conjunction or comma, with a verb of its
    own, which the parse may miss."""
    border = _BORDER.search(reading.folded, max(0, fact.start - 24), fact.start)
    return border is not None and _ACTS.match(reading.folded, fact.end) is not None


# pas plus de 300 · n'a jamais compté [plus de 300]
_MORE = re.compile(r"(?:pas |jamais |non )?(?:plus|davantage) d", re.IGNORECASE)


def _is_bound(fact: Calibre | Troops) -> bool:
    """True where the negation has made *plus de* an upper bound, or *moins de* a lower one."""
    if not isinstance(fact, Troops):
        return False
    most = fact.qualifier == "at_most" and _MORE.match(fact.text) is not None
    return most or (fact.qualifier == "at_least" and fact.text.lower().startswith("moins d"))


def _is_about_them(reading: Reading, fact: Calibre | Troops, verb: Token) -> bool:
    """True where the verb behind only tells what those who are there do not: *900 soldats ne sont pas déployables*,
    *680 n'avaient jamais sauté*, *les canons de 130 mm ne feront pas le poids*."""
    if isinstance(fact, Calibre):
        return verb.lemma_.lower() not in _DONE_WITH
    if _WITH.search(reading.folded, max(0, fact.start - 10), fact.start):
        return True
    return fact.role in {"other", "strength"}


def is_denied(reading: Reading, fact: Calibre | Troops, anchor: Token, verb: Token) -> bool:
    """True if the negation bears on the count: not *ne … que 300*, nor *les 2 000 n'ont jamais été remplacés*."""
    if lower(verb).startswith(("dépass", "excèd", "excéd")) or _is_bound(fact):
        return False  # la garnison n'excède pas 300 soldats, n'a jamais compté plus de 300: so many at most
    if (
        not is_negated(verb)
        or leaves_event(anchor, verb)
        or verb.lemma_ in SHUTS_OUT
        or _NO_LESS.match(reading.folded, fact.start)
    ):
        return False
    if verb.idx > fact.end and _YEARS_OLD.match(reading.folded, verb.idx):
        return False  # deux d'entre eux n'avaient pas 19 ans
    if verb.idx < fact.start and ":" in reading.folded[verb.idx : fact.start]:
        return False
    if is_future(verb) and _NOT_BEFORE.match(reading.folded, verb.idx):
        return False  # n'interviendra pas avant juin
    if verb.idx > fact.end and any(
        child.dep_ == "conj" and child.pos_ == "VERB" and not is_negated(child) for child in verb.children
    ):
        return False  # trois cents n'ont pas pu sortir et ont été capturés
    before = [
        lower(token)
        for token in reading.doc[max(verb.i, reading.token_at(fact.start).i - 4) : reading.token_at(fact.start).i]
    ]
    if "que" in before or "qu'" in before:
        return False
    if _FACING.search(reading.folded, verb.idx if verb.idx < fact.start else fact.start, fact.start):
        return False
    if isinstance(fact, Calibre) and _OWNED.search(reading.folded, max(0, fact.start - 50), fact.start):
        return False
    if isinstance(fact, Troops) and fact.role == "killed" and verb.lemma_ in {"revenir", "rentrer"}:
        return False  # ne sont jamais revenus
    if _OWNS_UP.search(reading.folded, max(0, fact.start - 110), fact.start):
        return False
    if verb.lemma_ in TELLING or any(child.dep_ == "xcomp" and child.lemma_ in TELLING for child in verb.children):
        return False  # n'a pas confirmé, n'a pas souhaité commenter la perte de vingt-deux hommes
    if verb.idx > fact.end and _OUT_OF.search(reading.folded, max(0, fact.start - 14), fact.start):
        return False  # sur 1 200 soldats engagés, 300 ne sont pas revenus
    if verb.idx > fact.end and _is_about_them(reading, fact, verb):
        return False
    known = DEFINITE.search(reading.folded, max(0, fact.start - 8), fact.start) is not None
    return not (known and anchor.i < verb.i)
