"""A counted group → the event of the word that stands right before or behind it.

Matches *blessant* trois soldats, 12 soldats *tués*; not *la garde, 12 soldats*.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from spacy.tokens import Token

from newsextract.matchers.troops.phrases import phrase_event, phrases
from newsextract.matchers.troops.syntax import unit_acts
from newsextract.matchers.troops.verbs import (
    GATHERERS,
    Event,
    is_participle,
    is_passive,
    loss,
    role_table,
    verb_forms,
    word_event,
)
from newsextract.matchers.troops.words import grammar_words
from newsextract.reading import Reading, remembered
from newsextract.records import TroopsRole
from newsextract.verb_senses import told, verbs

_BEFORE_COUNT = grammar_words("before_count")


@remembered
def right_before(reading: Reading, start: int) -> Event | None:
    """The verb right before the count: *blessant trois soldats*, *a perdu 350 hommes*."""
    aside = None
    if reading.folded.rfind(", ", max(0, start - 16), start) >= 0:
        aside = _REPORTED.search(reading.folded, max(0, start - 90), start)
    aside = aside or _ASIDE.search(reading.folded, max(0, start - 64), start)
    if aside is None and any(
        reading.folded.rfind(word, max(0, start - 75), start) >= 0 for word in ("selon ", "d'après ")
    ):
        aside = _SOURCED.search(reading.folded, max(0, start - 75), start)
    index = reading.token_at(aside.start() if aside else start).i - (0 if aside else 1)
    index -= aside is not None and reading.doc[index].text == ","
    restricted = False
    while index > 0 and reading.doc[index].lower_ in _BEFORE_COUNT:
        restricted = restricted or reading.doc[index].lower_ in _QUE
        index -= 1
    token = reading.doc[max(index, 0)]
    if index > 0 and token.nbor(-1).lower_ in _OBJECTS and not is_participle(token):
        return None  # si la droite l'emporte en mai, 10 000 soldats …
    if aside is not None and "," in aside[0] and _OPENS_CLAUSE.search(reading.folded, *_clause_before(reading, token)):
        return None  # quand l'armée attaque à Bria, 300 soldats …
    if token.lower_ in {"compter", "parler"} and index > 0 and token.nbor(-1).lower_ == "sans":
        return None  # sans compter deux bataillons qui …
    if token.lower_ == "par" and index > 3 and token.nbor(-2).lower_ in _ACCORDING:
        return _by_agent(token.nbor(-3))  # menée selon elles par dix combattants
    if token.lower_ == "par" and index > 1:
        return _by_agent(token.nbor(-2) if token.nbor(-1).lower_ in _QUE else token.nbor(-1))
    if restricted and not _NE & {one.lower_ for one in reading.doc[max(0, index - 4) : index]}:
        return None  # a ajouté que trois soldats …
    entry = role_table("verb").get(verb_forms().get(token.lower_, ""))
    if aside is not None and entry is not None and entry["word"] == "interroger":
        return None  # interrogé sur la présence de 200 soldats: asked about them
    if (
        entry is not None
        and entry["word"] == "laisser"
        and token.i
        and token.nbor(-1).lower_ == "y"
        and unit_acts(token)
    ):
        return Event("casualties", token, "own")  # la brigade y laisse huit cents hommes
    if entry is not None and entry["word"] in GATHERERS | {"employer"} and unit_acts(token):
        return Event("strength", token, "own")
    if entry is not None and not entry["object"] and entry["subject"] and _inverted(token):
        return Event(cast(TroopsRole, entry["subject"]), token)
    if entry is None or not entry["object"] or _unlike_verb(token) or (is_passive(token) and is_participle(token)):
        return None
    if token.i > 1 and token.nbor(-1).lower_ in {"ou", "et"} and token.nbor(-2).lower_ in verb_forms():
        return None
    return Event(cast(TroopsRole, entry["object"]), token, entry["owner"])


_ACCORDING = frozenset({"selon", "d'après", "d’après"})
_OBJECTS = frozenset({"l'", "l’", "le", "la", "les"})
# [Si] la droite gagne en mai, 10 000 soldats seront envoyés
_OPENS_CLAUSE = re.compile(
    r"^[\s«“\"–—-]*(?:mais |et |or |car )?(?:si|s'|quand|lorsqu|dès qu|tant qu|alors qu|tandis qu|bien qu|pendant qu|"
    r"après qu|"
    r"depuis qu|puisqu|comme|chaque fois qu|aussitôt qu|sitôt qu|une fois qu)",
    re.IGNORECASE,
)


def _clause_before(reading: Reading, verb: Token) -> tuple[int, int]:
    """The stretch from the start of the sentence to a verb, if no comma parts them; else the one behind the comma."""
    first, _ = reading.sentence_at(verb.idx)
    return max(first, reading.folded.rfind(",", first, verb.idx) + 1), verb.idx


# compte sur le papier [4 500 hommes] · aligne à ce jour
_ASIDE = re.compile(
    r" ,?(?:(?<=, )(?:avec|aux côtés d[eu]s?|grâce à|malgré|à partir d[eu]|lors d[eu]|au cours d[eu]|avant|après|"
    r"pendant|durant|à l'issue d[eu]|au nom d[eu]|au camp d[eu]|à la base d[eu]|de concert avec) "
    r"(?-i:(?!que )[^,;.:]{3,45}),|"
    r"en (?:représailles|riposte|retour|réponse)|dans la foulée|au passage|"
    r"sans (?:combattre|combat|coup férir|résistance|difficulté|tirer|faiblir|encombre)|"
    r"coup sur coup|(?:de|à) nouveau|au bas mot|tout au plus|bon an mal an|peu ou prou|en tout et pour tout|"
    r"à (?:eux|elles) seule?s|(?<=, )(?:quant à )?(?:eux|elles?|lui)(?: aussi)?|en effet|"
    r"d'ici (?:à )?(?:la fin |l'|l[ea] |cinq |dix |deux |trois |quelques )?[a-zà-ÿ\d]+|"
    r"dans (?:ses|leurs|nos) rangs|à (?:peine|lui)|au plus|au mieux|au juste|"
    r"sur le papier|en théorie|théoriquement|au total|en tout|à ce jour|à l'époque|en permanence|"
    r"à (?:elle|lui) seule?|"
    r"malgré tout|quand même|tout de même|pour autant|pour (?:le moment|l'instant)|par ailleurs|en (?:outre|revanche)|"
    r"jusqu'(?:ici|à présent|alors)|à titre (?:provisoire|permanent|temporaire)|bel et bien|à demeure|en réserve|"
    r"pour l'heure|pour (?:sa|leur) part|à présent|chaque (?:jour|mois|année)|en moyenne|en (?:janvier|février|mars|"
    r"avril|mai|juin|juillet|"
    r"août|septembre|octobre|novembre|décembre|\d{4})|"
    r"(?:pendant|durant|depuis) (?:[\wà-ÿ-]+ ){1,3}(?:jours?|mois|semaines?|heures?|ans?|années?|nuits?)|"
    r"depuis (?!\w+é\b)\w+|sur place|à lui|de son côté|en première ligne|"
    r"(?:dans|sur|derrière|devant|autour d[eu]s?|le long d[eu]s?|au bord d[eu]s?) "
    r"(?:la |le |les |l'|ces |cette |ce |ses |son |sa )?"
    r"(?:deux |trois |quatre )?(?-i:[a-zà-ÿ-]+(?: [a-zà-ÿ-]+)?)|"
    r"(?:à|en|au|aux|vers|dans|de|sur|près de|jusqu'à) (?:la |le |les |l')?"
    r"(?-i:(?:(?:al|el|ech|as|ad|an|ar|az|ez)-)?[A-ZÉ][\w'-]+(?: [A-ZÉ][\w'-]+)?)"
    r"(?:, (?:dans|durant|pendant|avant|dès|cette|hier|la nuit|le)\b[^,;.:]{0,25},)?),? ?"
    r"(?:quelque |environ |près de |plus de )?$",
    re.IGNORECASE,
)
# Son unité rassemble[, assure-t-il,] 1 500 combattants · compterait[, selon l'ONU,] 300 hommes
# ne disposait[, dira-t-il à sa décharge, que de] trois divisions
_REPORTED = re.compile(
    r"(?<![»”\"\s]), (?:[a-zà-ÿ]+-(?:t-)?(?:il|elle|on)(?: [^,;.:]{1,30})?|"
    r"(?:selon|d'après|suivant|à en croire|de source|de l'avis|aux dires|au dire|"
    rf"{told(verbs('saying', 'counting') | {'accuser'})}) [^,;.:]{{2,60}}), "
    r"(?:plus )?(?:que |qu')?(?:de |d'|à )?(?:[«\"“] ?)?$"
)
# aligne [selon le dernier rapport du Pentagone] quelque 420 000 soldats
_SOURCED = re.compile(
    r" (?:selon|d'après)(?! que\b)(?! qu')(?:(?!\b(?:qu[ei']|a|ont|est|sont|dont|où)\b)[^,;.:()]){2,55} "
    r"(?:plus )?(?:que |qu')?(?:[«\"“] ?)?$"
)
_QUE = frozenset({"que", "qu'", "qu’"})
_NE = frozenset({"ne", "n'", "n’"})


_LEADS = grammar_words("inverting")


def _inverted(verb: Token) -> bool:
    """*où servent* 700 *Casques bleus*, *que tiennent* deux *compagnies*: a finite plural behind what leads it."""
    if not verb.lower_.endswith("ent") or verb.i == 0:
        return False
    if verb.nbor(-1).lower_ in _LEADS or (
        verb.i > 1 and verb.nbor(-2).lower_ in _LEADS and verb.nbor(-1).lower_ in _SELF
    ):
        return True
    return behind_place(verb)


_PLACE_LEADS = grammar_words("place_leads")
_IN_PLACE = frozenset({"NOUN", "PROPN", "ADP", "DET", "ADJ", "NUM", "SPACE", "PRON"})
_SUBJECT_PRONOUNS = frozenset(
    {"ils", "elles", "nous", "vous", "ceux-ci", "celles-ci", "qui", "beaucoup", "certains", "plusieurs"}
)


def behind_place(verb: Token) -> bool:
    """*Dans la vieille ville patrouillent*, *Par la passe s'engouffrent*: nothing but a place opens the sentence."""
    first = verb.i - 1
    while first > 0 and verb.i - first < 13 and not verb.doc[first].is_sent_start:
        if verb.doc[first].lower_ in {"et", "mais"} and verb.doc[first - 1].text in {",", ";"}:
            break
        first -= 1
    lead = [one for one in verb.doc[first : verb.i] if one.text.strip() and one.text not in {"«", "“", '"', "—"}]
    joined = bool(lead) and lead[0].lower_ in {"et", "mais"}
    lead = lead[1:] if joined else lead
    if not lead or lead[0].lower_ not in _PLACE_LEADS or not (joined or lead[0].text[0].isupper()):
        return False
    if any(
        (one.pos_ not in _IN_PLACE and one.nbor(-1).pos_ != "DET") or one.lower_ in _SUBJECT_PRONOUNS
        for one in lead[1:]
    ):
        return False
    subjects = (one for one in verb.children if one.dep_ in {"nsubj", "nsubj:pass"} and one.i < verb.i)
    return all(any(part.dep_ == "case" for part in one.children) or one.i - 2 == lead[0].i for one in subjects)


_SELF = frozenset({"se", "s'", "s’", "y", "encore", "toujours", "désormais", "alors"})


def _by_agent(participle: Token) -> Event | None:
    """*menée par 100 hommes*, *tenu par 400 policiers*: the troops act."""
    entry = role_table("verb").get(verb_forms().get(participle.lower_, ""))
    role = entry["subject"] if entry is not None else None
    return Event(cast(TroopsRole, role), participle) if role else None


def _unlike_verb(token: Token) -> bool:
    """True where the tagger sees no verb; participles in -ant and bare forms (*compte*) it mistakes for nouns."""
    if token.pos_ in {"VERB", "AUX", "ADJ"} or token.lower_.endswith("ant"):
        return False
    if token.pos_ == "PROPN" and token.is_lower and token.lower_ in verb_forms():
        return token.i == 0 or token.nbor(-1).pos_ in {"DET", "ADP", "NUM"}  # le Kenya stationne à Mandera
    return token.pos_ != "NOUN" or token.i == 0 or token.nbor(-1).pos_ in {"DET", "ADP", "NUM"}


_SKIPPED = grammar_words("skipped")


def on_group(reading: Reading, end: int) -> Event | None:
    """The participle or adjective right behind the group, a role joined to it by *et* or *ou* included."""
    index = reading.token_at(end - 1).i + 1
    doc = reading.doc
    while index < len(doc) and doc[index].lower_ in _SKIPPED - {"ont", "été"} and "\n" not in doc[index].text:
        index += 1
    if index >= len(doc):
        return None
    match = phrases().match(reading.lowered, doc[index].idx) if doc[index].lower_ in _PHRASE_STARTS else None
    if match:
        return phrase_event(match)
    if doc[index].lower_ in _PHRASE_STARTS - _ALONE:
        return None
    if doc[index].text == "," and index + 1 < len(doc):
        return _behind_comma(reading, index + 1)
    return _joined_event(doc[index]) or _set_off(reading, doc[index])


_DEGREES = frozenset(
    {"grièvement", "gravement", "légèrement", "mortellement", "tous", "toutes", "tout", "sérieusement"}
)


def _behind_comma(reading: Reading, index: int) -> Event | None:
    """*quatre camarades, grièvement atteints, ont été conduits …*: a loss set off by a comma."""
    doc = reading.doc
    opens = doc[index].lower_ in _DEGREES or doc[index].lower_ in _PHRASE_STARTS - _ALONE
    match = phrases().match(reading.lowered, doc[index].idx) if opens else None
    if match:
        return loss(phrase_event(match))
    while index + 1 < len(doc) and doc[index].lower_ in _DEGREES:
        index += 1
    event = loss(_joined_event(doc[index]))
    if event is not None and index + 2 < len(doc) and doc[index + 1].text == ",":
        other = loss(word_event(doc[index + 2]))
        if other is not None and other.role != event.role:
            return Event("casualties", event.trigger, event.owner, True, True)  # morts, blessés ou disparus
    return event


# parachutistes [du Drakkar,] fauchés dans leur sommeil
_COMPLEMENT = re.compile(r"(?:du|de|des|d')\b ?[^.;:,]{1,40}, ", re.IGNORECASE)


def _set_off(reading: Reading, token: Token) -> Event | None:
    """A participle of loss behind a complement of the group and a comma."""
    match = _COMPLEMENT.match(reading.folded, token.idx)
    return loss(_joined_event(reading.token_at(match.end()))) if match else None


_ALONE = frozenset({"tombé", "tombés", "tombée", "tombées", "passés", "passé"})
_PHRASE_STARTS = _ALONE | {
    *("s'", "s’"),
    *("fait", "faits", "faites", "mis", "mises", "porté", "portés", "portée", "portées", "pris", "prises"),
    *("sous", "en", "hors", "aux", "derrière"),
}


def _joined_event(token: Token) -> Event | None:
    """*tués ou blessés* are casualties."""
    event = word_event(token)
    if event is not None and token.i + 2 < len(token.doc) and token.nbor().lower_ in {"et", "ou"}:
        other = word_event(token.nbor(2))
        if other is not None and {event.role, other.role} == {"killed", "wounded"}:
            return Event("casualties", event.trigger, event.owner, True, True)
    return event


def inflicted(reading: Reading, start: int, end: int) -> Event | None:
    """*en avoir capturé deux, soignés depuis*: the verb of loss before the count outweighs what a comma sets off."""
    event = right_before(reading, start) if reading.folded.startswith(",", end) else None
    return event if event is not None and event.role in {"killed", "wounded", "captured"} else None


# 300 hommes[, blessés compris]
_INCLUDED = re.compile(
    r",? (?:y compris les |dont les )?(?:tué|mort|blessé|disparu|prisonnier)s compris\b|,? y compris\b"
)


def lost(reading: Reading, near: Event, start: int, end: int) -> Event | None:
    """*les forces russes ont perdu* 300 *hommes, tués ou blessés*: how, and still the subject's own."""
    event = right_before(reading, start)
    verb = verb_forms().get(event.trigger.lower_) if event is not None and event.trigger is not None else None
    if event is None or event.owner != "own" or not (event.role == "casualties" or verb == "laisser"):
        return None
    return event if _INCLUDED.match(reading.folded, end) else replace(event, role=near.role)


# vingt-six gars arrivés la veille[, tous blessés]
_ALL = re.compile(r"[ »]{0,2}[^.;:,()]{0,40}, tou(?:s|tes)(?: [\wà-ÿ]+ment)? (?P<word>[\wà-ÿ]+s)\b")


def all_of_them(reading: Reading, end: int) -> Event | None:
    """*arrivés la veille, tous* blessés: what befell each of them."""
    match = _ALL.match(reading.folded, end)
    return loss(word_event(reading.token_at(match.start("word")))) if match else None
