"""A counted group → the event of the finite verb right behind it, or of its own relative clause.

Matches *300 soldats* ont été *tués*, *onze brigades* ont pris *Seiyoun*, *les hommes* qu'il avait formés.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from spacy.tokens import Token

from newsextract.matchers.troops.idioms import idiom_event
from newsextract.matchers.troops.syntax import crosses
from newsextract.matchers.troops.verbs import (
    STRONG,
    Event,
    is_active_etre,
    loss,
    role_table,
    subject_role,
    verb_entry,
    verb_forms,
    word_event,
)
from newsextract.reading import Reading
from newsextract.records import TroopsRole

# 500 policiers [de plus] patrouilleront · sept [autres] ont fui · onze brigades [sudistes] ont pris ·
# la brigade mécanisée [1] s'exerce
_MORE = (
    r"(?: \d{1,2}(?=\s)| (?!(?:nous|vous|plus|mais|puis|alors|dans|sans)\b)[a-zà-ÿ-]{3,}[sx]"
    r"(?= (?:ont|avaient|auraient|sont|étaient|seraient|furent)\b))?"
    r"(?: (?:autres|de plus|en plus|supplémentaires|au moins|au total|en tout|seulement|à peine|environ|eux))?"
)
# 450 Belges [pourraient être] déployés · 300 soldats [doivent bientôt être] relevés
_MODAL = re.compile(
    rf"{_MORE} (?:pourr(?:aient|ont)|peuvent|pouvaient|devr(?:aient|ont)|doivent|devaient|vont|allaient)"
    r"(?: [a-zà-ÿ]+)? être (?:[a-zà-ÿ]+ment )?(?P<word>[a-zà-ÿ]+)\b"
)
# quatorze autres [ont été] blessés · 300 soldats [auraient] déserté · douze [sont] morts
_COMPOUND = re.compile(
    rf"{_MORE} (?:n'|ne )?(?P<self>se |s')?(?:y |en )*"
    r"(?P<aux>ont|avaient|auraient|eurent|auront|sont|étaient|seraient|furent|seront)"
    r"(?P<been> été)?(?: (?:déjà|alors|aussi|ensuite|depuis|également|eux-mêmes|elles-mêmes|en outre|toutefois|"
    r"pourtant|cependant|néanmoins|bien|donc|en revanche|d'ailleurs|peu après|toujours|tous|toutes|(?:de|à) nouveau|"
    r"par ailleurs|à leur tour|en effet|d'abord|du coup|ainsi|encore|même|finalement|[a-zà-ÿ]+ment))*"
    r"(?P<been2> été)? (?P<word>[a-zà-ÿ]+)\b"
)


# cent miliciens [ont voulu] reprendre · [avaient tenté de] percer · [ont failli] emporter
_ATTEMPT = re.compile(
    rf"{_MORE} (?:ont|avaient|auraient|eurent) (?:[a-zà-ÿ]+ment |d'abord |alors |ensuite |aussi )?"
    r"(?:voulu|failli|osé|cru pouvoir|(?:tenté|essayé|manqué|accepté) (?:de |d')|(?:cherché|réussi|commencé|échoué) à )"
    r" ?(?:s'|se |y |en |l'|les |la |le )*(?P<word>[a-zà-ÿ]+(?:er|ir|re))\b"
)


def _attempted(verb: Token) -> Event | None:
    """*ont tenté de percer*: what they set about."""
    entry = role_table("verb").get(verb.lower_) or verb_entry(verb)
    role = subject_role(entry, verb) if entry is not None else None
    return Event(role, verb) if role else None


def own_verb(reading: Reading, end: int) -> Event | None:
    """The compound tense right behind the group: *ont été* blessés, *sont* morts, *ont* déserté."""
    modal = _MODAL.match(reading.folded, end)
    if modal is not None:
        undergone = word_event(reading.token_at(modal.start("word")))
        return replace(undergone, near=False) if undergone is not None else None
    attempt = _ATTEMPT.match(reading.folded, end)
    if attempt is not None:
        return _attempted(reading.token_at(attempt.start("word")))
    match = _COMPOUND.match(reading.folded, end)
    if match is None:
        return None
    token = reading.token_at(match.start("word"))
    if match["word"] in {"morts", "mortes"} and match["aux"] not in _HAVE:
        return Event("killed", token)  # y sont morts: the tagger's noun
    entry = verb_entry(token)
    if entry is None or (token.pos_ == "NOUN" and (match["aux"] not in _HAVE or not _PERFECT.search(token.lower_))):
        return None
    passive = match["been"] or match["been2"] or (match["aux"] not in _HAVE and not match["self"])
    if match["self"] and entry["word"] in {"entraîner", "exercer"}:
        return Event("deployed", token)
    if passive and (entry["object"] and not is_active_etre(token)):
        undergone = word_event(token)
        return replace(undergone, near=False) if undergone is not None else None
    role = subject_role(entry, token)
    return Event(role, token) if role and not (passive and entry["object"]) else None


# Mille soldats[, chargés de garder le pont,] ont été tués · 800 hommes [partis combattre en Ukraine] y sont morts
_BETWEEN = re.compile(
    r"(?:, (?!et |ou |dont |qui |mais |puis |contre |que |où )[a-zà-ÿ][^,;.:()]{2,70},"
    r"| [a-zà-ÿ]+(?:és|is|us|rts) [^,;.:()]{3,60}?)"
    r"(?= (?:y )?(?:n'y )?(?:ont|avaient|auraient|sont|étaient|seraient|furent) )"
)
_CLAUSE = re.compile(r" (?:qui|que|dont|où) |[ ,]qu'| (?:ont|sont|a|est|avaient|étaient|avait|était) ")


# trois militaires libanais[, qui gardaient un barrage à l'entrée de Marjayoun,] ont été tués
_WHO = re.compile(r", qui [^,;.:()]{3,90},(?= (?:ont|avaient|auraient|sont|étaient|seraient|furent) )")


def at_last(reading: Reading, end: int) -> Event | None:
    """*Mille soldats, chargés de garder le pont, ont été* tués: what befell them in the end, whatever they came for."""
    aside = _WHO.match(reading.folded, end)
    if aside is not None:
        told = loss(own_verb(reading, aside.end()))
        verb = verb_forms().get(told.trigger.lower_) if told is not None and told.trigger is not None else None
        return None if verb in OF_MANY_SENSES else told
    match = _BETWEEN.match(reading.folded, end)
    if match is None or _CLAUSE.search(reading.folded, *match.span()):
        return None
    event = own_verb(reading, match.end())
    if event is None or event.trigger is None or verb_forms().get(event.trigger.lower_) in OF_MANY_SENSES:
        return None
    return event if event.role in _FATES else None


_FATES = frozenset({"killed", "wounded", "captured", "missing"})
# verbs of loss that mean other things too: tombés du ciel, ont pris la ville, pris au piège, ont rendu les honneurs
OF_MANY_SENSES = frozenset({"tomber", "prendre", "rendre", "perdre"})


# onze brigades sudistes [ont pris] Seiyoun · trois colonnes [prenaient] Bunia · [reprirent] la Jézireh
_TOOK = re.compile(
    rf"(?: (?:du|des|de|d')[^.;:,«]{{1,25}}?)?{_MORE}(?: (?:ont|avaient|auraient|eurent)(?: [a-zà-ÿ]+)?)? "
    r"(?P<verb>(?:re)?(?:pris|prennent|prenaient|prirent|prendront|prendraient)) (?:[Ll]'|la |le |les )?[A-ZÀ-Ý][\w'-]"
)


def took(reading: Reading, end: int) -> Event | None:
    """*ont pris Seiyoun*: a town, where soldiers would be captured."""
    match = _TOOK.match(reading.folded, end)
    return Event("engaged", reading.token_at(match.start("verb"))) if match else None


_PERFECT = re.compile(r"(?:é|i|u|is|it|ert)$")  # auraient en outre transité: the tagger's noun is a participle
_HAVE = frozenset({"ont", "avaient", "auraient", "eurent", "auront"})


# 150 réservistes [patrouilleraient] · 2 000 insurgés [se cachent]
_SIMPLE = re.compile(
    rf"{_MORE} (?:(?P<self>se |s')|(?:ne |n'|y |en |l'|les? |la |lui |leur ))?(?:y |en )?"
    r"(?P<word>[a-zà-ÿ]{3,}(?:ent|ont))\b"
)


def has_verb(reading: Reading, end: int) -> bool:
    """True for *la mission est prolongée :* 1 050 *soldats restent à Gao*, which is no mere figure behind a colon."""
    match = _SIMPLE.match(reading.folded, end)
    return (match is not None and match["word"] in verb_forms()) or _COMPOUND.match(reading.folded, end) is not None


def simple_tense(reading: Reading, end: int) -> Event | None:
    """The finite verb right behind the group, whatever the tagger takes it for."""
    match = _SIMPLE.match(reading.folded, end)
    entry = role_table("verb").get(verb_forms().get(match["word"], "")) if match else None
    if match is None or entry is None or entry["word"] in {"avoir", "être"}:
        return None
    token = reading.token_at(match.start("word"))
    role = subject_role(entry, token) or (entry["object"] if match["self"] else None)
    return Event(cast(TroopsRole, role), token) if role else None


# 30 000 soldats [que la guerre aurait engloutis] · 300 hommes [qu'il avait formés]
_RELATIVE = re.compile(r" qu(?:e |')(?P<clause>[^.,;:()]{3,70})")


def relative_object(reading: Reading, end: int) -> Event | None:
    """*les 30 000 soldats que la bataille aurait* engloutis: what the verb of their own relative does to them."""
    match = _RELATIVE.match(reading.folded, end)
    if match is None or crosses(reading, end, match.end()):
        return None
    for token in reading.span(match.start("clause"), match.end("clause")):
        entry = role_table("verb").get(verb_forms().get(token.lower_, ""))
        if entry is None or entry["word"] in {"avoir", "être"}:
            continue
        if entry["object"] and (
            token.pos_ in {"VERB", "AUX", "ADJ"} or (token.pos_ == "NOUN" and token.nbor(-1).pos_ == "AUX")
        ):
            return Event(cast(TroopsRole, entry["object"]), token, entry["owner"])
    return None


# deux cents hommes[ partis de Goma la veille] ont repris Sake · combattent à Sake
_SET_OUT = re.compile(
    r",? (?:tout juste |tous )?(?:parti|sorti|venu|arrivé|descendu)e?s (?:de |d'|du |des |depuis )[^.;:]{2,45}?,?"
    r"(?= (?:(?:ont|avaient|auraient) [a-zà-ÿ]+(?:é|i|u|is)\b|(?!souvent|présent|récent)[a-zà-ÿ]{3,}ent\b))"
)


def set_out(reading: Reading, start: int, end: int) -> Event | None:
    """*Deux cents hommes partis de Goma ont repris Sake*: what they then did, not that they left."""
    match = _SET_OUT.match(reading.folded, end)
    if match is None:
        return None
    behind = match.end()
    event = idiom_event(reading, start, behind, acts=True) or own_verb(reading, behind) or simple_tense(reading, behind)
    return event if event is not None and event.role in STRONG | {"engaged", "deployed"} else None


# un quart de l'effectif, [« soit ]environ 2 600 Casques bleus[ »,] avait quitté Naqoura
_SHARE_OF = re.compile(
    r"\b(?:moitié|tiers|quarts?|cinquièmes?|dixièmes?|partie|majorité|plupart|essentiel|%|pour cent) "
    r"(?:de |des |du |d')[^.;:]{2,45}?,? ?(?:[(–—] ?)?(?:[«“\"] ?)?soit $"
)
_CLOSES = re.compile(r"(?: (?:de |du |des |d')[^.;:,»]{2,30})?[ »”\"]{0,3}[,)–—]")


# [»,] avait déjà quitté Naqoura · a été retirée du front
_SHARE_DOES = re.compile(
    r" (?:ne |n'|en |y )?(?:a|ont|avai(?:t|ent)|aurai(?:t|ent)|est|sont|étai(?:t|ent)|serai(?:t|ent))(?P<passive> été)?"
    r"(?: (?:déjà|aussi|désormais|depuis|bien|finalement|[a-zà-ÿ]+ment))? (?P<word>[a-zà-ÿ]+)"
)


def as_share(reading: Reading, start: int, end: int) -> Event | None:
    """*un quart de l'effectif, soit* 2 600 *hommes, avait quitté Naqoura*: what the share of which it is the number
    does."""
    closes = _CLOSES.match(reading.folded, end) if _SHARE_OF.search(reading.folded, max(0, start - 90), start) else None
    does = _SHARE_DOES.match(reading.folded, closes.end()) if closes is not None else None
    entry = role_table("verb").get(verb_forms().get(does["word"], "")) if does is not None else None
    if does is None or entry is None:
        return None
    verb = reading.token_at(does.start("word"))
    role = entry["object"] if does["passive"] else subject_role(entry, verb) or entry["object"]
    return Event(cast(TroopsRole, role), verb) if role else None
