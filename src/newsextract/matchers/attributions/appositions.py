"""A source's noun phrase and what follows it → the appositions that name it or tell who it is.

*porte-parole*, **le colonel Amit Regev** · *Naw Mu*, **infirmière** · *Mesfin Alemu*, **politologue à l'université**.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import attrgetter

from spacy.tokens import Token

from newsextract.actors import country_of_name, country_of_seat, organisation
from newsextract.grammar import lower, verb_form
from newsextract.matchers.attributions.noun_heads import (
    DETERMINERS,
    JOINERS,
    RELATIVES,
    TIMES,
    head_of,
    is_past_participle,
    without_determiners,
)
from newsextract.matchers.attributions.source_words import head_types, is_person_noun, words_of

_GOVERN_NAMES = frozenset({"de", "du", "d'", "des", "à", "au", "aux", "en"})


def with_appositions(tokens: list[Token], taken: list[Token], closed_by_comma: bool) -> Token:
    """The last token of the phrase, or of the appositions that name it or tell who it is.

    *porte-parole*, **le colonel Amit Regev** · *Naw Mu*, **infirmière** · *les Brigades*, **branche du Hamas**.
    """
    last = taken[-1]
    named = _holds_person(taken)
    while True:
        apposed = _apposition(tokens, last, named, _is_name(taken), closed_by_comma)
        if not apposed:
            return last
        named = named or _holds_person(apposed)
        taken, last = apposed if named else taken, apposed[-1]


def _is_name(taken: list[Token]) -> bool:
    """True for a phrase that opens with a name: *Naw Mu*; not *Premier ministre*, *Défenseure du peuple*."""
    if not taken[0].text[0].isupper():
        return False
    determined = taken[0].i > 0 and lower(taken[0].nbor(-1)) in DETERMINERS
    named = any(token.text[0].isupper() or token.text == "(" for token in taken[1:])  # *Brigades al-Qods*
    return named or not (determined and len(taken) > 1 and is_person_noun(lower(taken[0])))


# *la voix du maquis*, not *la voix brisée*; *son bras armé*, not *le bras en écharpe*
_OF_WHOM = {"voix": ("du", "de", "d'", "des", "officielle"), "bras": ("armé",)}
_NO_APPOSITION = frozenset({"ce", "cet", "cette", "ces", "de", "d'", "du", "des", "au", "aux", "ni", "et"})
_ONCE = frozenset({"alors", "longtemps", "aujourd'hui", "jadis", "naguère", "désormais", "auparavant"})
_MARKS = frozenset('«»"“”')
_ENDS = frozenset(",.;)!?»:") | {"–", "—"}


_INDEX = attrgetter("i")


def _apposition(tokens: list[Token], last: Token, named: bool, is_name: bool, closed_by_comma: bool) -> list[Token]:
    """The tokens of the apposition after `last`; none if what follows the comma is something else."""
    after = tokens[bisect_right(tokens, last.i, key=_INDEX) :]
    if len(after) < 2 or after[0].text != ",":
        return []
    if lower(after[1]) in _NO_APPOSITION:
        return _employer(after[1:], closed_by_comma) if named or is_name else []
    if lower(after[1]) == "alors" or (lower(after[1]) in _ONCE and len(after) > 2 and _holds_office(after[2])):
        after = [after[0], *after[2:]]  # *Guy Marchetti, alors capitaine*, *longtemps patron*
        if len(after) < 2:
            return []
    if (after[1].like_num and lower(after[1]) not in {"un", "une"}) or _goes_on_with(after[1:], is_name):
        return []  # *Selon le Centcom, quatre missiles ont été tirés*
    one_of = _is_one_of(after[1:3])
    bare = after[1:] if one_of else without_determiners(after[1:])
    if after[1].text in _MARKS:
        bare = [token for token in bare if token.text not in _MARKS]
    apposed = _head_of_apposition(bare)
    if not apposed or (apposed[0].like_num and not one_of) or lower(apposed[0]) in TIMES:
        return []
    if len(apposed) == 1 and organisation(apposed[0].text):
        return []  # *Selon un responsable, Wagner est parti*
    closed = next((token for token in after if token.i > apposed[-1].i), None)
    relative = closed is not None and lower(closed) in RELATIVES and any(token.text == "," for token in after[1:])
    ends = closed is None or closed.text in _ENDS or relative or one_of
    if lower(apposed[0]) in words_of("vessels") or lower(apposed[0]).rstrip("s") in words_of("vessels"):
        return []  # *D'après une source de la mission, la frégate italienne Schergat a tiré*
    several = "Plur" in tokens[0].morph.get("Number", [])
    titled = not is_name and (is_person_noun(tokens[0].text) or lower(tokens[0]) in words_of("generics"))
    if several and not is_name and apposed[0].text[0].isupper():
        return []  # *Citant des témoins, Radio Dabanga affirme*
    if closed is not None and verb_form(closed) == "Fin" and not (named or is_name):
        return []  # *Selon les estimations de l'ONU, la coalition Viv Ansanm aligne*
    if _holds_person(apposed) or (titled and ends and _is_full_name(apposed)):
        return apposed if not (named or is_name) else []
    common = apposed[0].text[0].islower() or lower(after[1]) in {"un", "une"}  # *Hrana, une ONG basée …*
    tells_who = common and (named or is_name) and _names_role(apposed)
    return apposed if ends and tells_who and (closed_by_comma if closed is None else closed.text != "»") else []


_SOME = frozenset({"plusieurs", "quelques", "quelque", "près", "plus", "moins", "environ"})


def _goes_on_with(tokens: list[Token], is_name: bool) -> bool:
    """*selon l'ONU,* plusieurs milliers d'hommes; *selon le colonel Andrade,* « des tirs …; *selon le Pentagone,* les
    soldats …: the clause goes on."""
    first = lower(tokens[0])
    if tokens[0].text in _MARKS:
        return len(tokens) > 1 and lower(tokens[1]) in {"des", "de", "les"}
    return first in _SOME or (first == "les" and is_name)


# du Horn Security [Institute]
_INSTITUTES = frozenset(
    {"Institute", "Institut", "University", "Center", "Centre", "College", "Foundation", "Fund", "Council"}
)
# de l'[UQAM] · de l'[UCLouvain] · du [CNRS]
_ACRONYM = re.compile(r"[A-ZÉ]{2,}\w*(?:-\w+)?")


def _holds_office(token: Token) -> bool:
    """*longtemps patron du renseignement*, *aujourd'hui ministre*; not *aujourd'hui cuisinier*."""
    posts = {"patron", "patronne", "chef", "cheffe", "numéro"}
    return lower(token) in posts or head_types().get(lower(token), "person") not in {"person", "public"}


def _employer(tokens: list[Token], closed_by_comma: bool) -> list[Token]:
    """*Keiko Murase*, **de l'université Keio**; *s'agit, note l'analyste, d'un repli*: there the clause goes on."""
    if lower(tokens[0]) not in {"de", "du", "d'"}:
        return []
    bare = without_determiners(tokens[1:])
    staff = [token.text for token in bare[:3]] == ["état", "-", "major"]
    known = bool(bare) and (_ACRONYM.fullmatch(bare[0].text) or organisation(bare[0].text) is not None)
    known = known or any(token.text in _INSTITUTES for token in bare[1:5])
    if not bare or not (staff or known or lower(bare[0]) in words_of("bodies") | words_of("workplaces")):
        return []
    body = head_of(bare, False)
    if not body:
        return []
    closed = next((token for token in tokens if token.i > body[-1].i), None)
    ends = closed_by_comma if closed is None else closed.text in _ENDS
    return [token for token in tokens if token.i <= body[-1].i] if ends else []


def _is_one_of(tokens: list[Token]) -> bool:
    """*l'un des …*, *l'une des …*"""
    return [lower(token) for token in tokens] in (["l'", "un"], ["l'", "une"])


def _head_of_apposition(tokens: list[Token]) -> list[Token]:
    """As `head_of`, but *l'un de leurs commandants dans le Gojjam* is one."""
    if _is_one_of(tokens[:2]):
        rest = without_determiners(tokens[2:])
        rest = head_of(rest[1:] if rest and lower(rest[0]) in {"plus", "rares"} else rest, False)
        return [token for token in tokens if token.i <= rest[-1].i] if rest else []
    if len(tokens) > 2 and is_past_participle(tokens[1]) and lower(tokens[2]) in JOINERS:
        return [*tokens[:2], *head_of(tokens[2:], False)]  # *« général » autoproclamé d'une coalition*
    taken = head_of(tokens, False)
    if not taken and tokens and is_person_noun(lower(tokens[0])):
        taken = tokens[:1]  # *Moussa Diop, enseignant*, which the tagger takes for a participle
    return _with_workplace(tokens, taken) if taken and is_person_noun(lower(taken[0])) else taken


_WORK_IN = frozenset({"à", "au", "aux", "dans", "de", "d'", "du", "en", "pour", "auprès"})


def _with_workplace(tokens: list[Token], taken: list[Token]) -> list[Token]:
    """*chercheuse* **associée à l'université Laval**, *sergent de réserve* **dans le génie**."""
    rest = tokens[len(taken) :]
    participle = rest[:1] if rest and is_past_participle(rest[0]) and lower(rest[0]) in words_of("at_work") else []
    place = rest[len(participle) :]
    if len(place) < 2 or lower(place[0]) not in _WORK_IN:
        return taken
    determiners = place[1 : 1 + (lower(place[1]) in DETERMINERS)]
    body = head_of(place[1 + len(determiners) :], False)
    if not body or lower(body[0]) == "civil":
        return taken  # *mouleur dans le civil*
    return [*taken, *participle, place[0], *determiners, *body]


def _names_role(apposed: list[Token]) -> bool:
    """True unless a participle opens the apposition: *installé à Chiang Mai* tells where he is, not who."""
    if lower(apposed[0]) in words_of("not_roles"):
        return len(apposed) > 1 and lower(apposed[1]) in _OF_WHOM.get(lower(apposed[0]), ())
    if apposed[0].pos_ in {"NOUN", "PROPN"} or len(apposed[0].text) < 3:
        return True
    return lower(apposed[0]) in head_types() or is_person_noun(apposed[0].text)


# Khaled [al-]Sghaïer · Mohammed [ben] Salmane
_PARTICLES = frozenset({"al", "el", "ben", "bin", "ibn", "ould", "-"})


def _is_full_name(tokens: list[Token]) -> bool:
    """Up to three capitals, nothing else: after *le chef de pièce*, a name that the model takes for a place."""
    tokens = [token for token in tokens if lower(token) not in _PARTICLES]
    name = " ".join(token.text for token in tokens)
    if not 0 < len(tokens) <= 3 or not all(token.text[0].isupper() for token in tokens) or country_of_seat(name):
        return False
    return len(tokens) > 1 or not (len(name) < 3 or name.isupper() or organisation(name) or country_of_name(name))


def _is_governed(tokens: list[Token], index: int) -> bool:
    """True for a name behind *de*, *du*, *de la*: *ministre de la Défense* is not called so."""
    before = [lower(token) for token in tokens[max(0, index - 2) : index]]
    if not before:
        return False
    return before[-1] in _GOVERN_NAMES or (before[-1] in {"la", "l'"} and before[0] in {"de", "à"})


# le général [de brigade] Assem Idriss
_OF_RANK = frozenset({"de", "d'", "brigade", "division", "corps", "armée", "corps-d'armée", "escadron", "réserve"})


def _behind_rank(tokens: list[Token], index: int) -> bool:
    """True for a name that the model takes for a body, right behind a rank: *le général de brigade* Assem Idriss."""
    between = [lower(token) for token in tokens[1:index]]
    ranked = index > 0 and head_types().get(lower(tokens[0])) == "military"
    return ranked and all(word in _OF_RANK for word in between)


def _holds_person(tokens: list[Token]) -> bool:
    """True if a phrase holds a person's name: two capitalised words in a row, or one that the model calls a person."""
    governed = False
    for index, token in enumerate(tokens):
        following = next((one for one in tokens[index + 1 :] if lower(one) not in _PARTICLES), None)
        governed = token.text[0].isupper() and (governed or _is_governed(tokens, index))
        if not token.text[0].isupper() or governed:
            continue  # *porte-parole du Twirwaneho*, *politologue à Bahir Dar*
        if token.ent_type_ == "PER":
            return True
        if following is None or not following.text[0].isupper():
            continue
        if token.ent_type_ in {"ORG", "LOC"} and not _behind_rank(tokens, index):
            continue
        if (
            token.pos_ in {"PROPN", "X"}
            and following.pos_ in {"PROPN", "X", "ADJ", "NOUN"}
            and not token.text.isupper()
        ):
            return True
    return False
