"""A count and the words before it → whose the body is that is so many men strong.

Matches *la 5e division malienne, forte de* 6 000 *hommes*, *Entrée au Kosovo avec* 50 000 *soldats, la Kfor …*, *Avec
ses* 230 *militaires, la Minurso …*; not *avec 300 hommes, il a pris la ville*, whose subject is nobody's name.
"""

from __future__ import annotations

import re

from newsextract.actors import Mention
from newsextract.matchers.troops.actors import actor_of
from newsextract.matchers.troops.salience import coreferent, is_subject, paragraph_start
from newsextract.matchers.troops.sides import Side, force_value, mentions_in
from newsextract.matchers.troops.words import grammar_words
from newsextract.reading import Reading

# une infanterie de marine forte d'au moins [35 000 hommes]
_STRONG = re.compile(
    r"\b(?P<word>(?:[Ff]ort|[Cc]omposé|[Rr]éduit)e?s?)(?: (?:selon|d'après) [\w-]+| [\wà-ÿ-]+)?? "
    r"(?:d'|de |à )(?:[\wà-ÿ]+ ){0,3}$"
)
# la Force multinationale mixte, forte [jusque-là] d'une dizaine
# porte-parole de la mission, [forte de 10 058 militaires] · le 36e front, [fort d'une centaine d'hommes]
_NOUN_OF_STRONG = re.compile(r"\b(?:la|cette|le|ce) (?P<noun>[a-zà-ÿ]+),? $")


def strong(reading: Reading, start: int) -> Side | None:
    """Whose the body is that is so many men strong: *la 5e division malienne, forte de* 6 000 *hommes*."""
    first, _ = reading.sentence_at(start)
    if OPENING.fullmatch(reading.folded, first, start) is not None:
        return subject_of_head(reading, first, start)
    match = _STRONG.search(reading.folded, max(first, start - 40), start)
    if match is None:
        return _of_so_many(reading, first, start)
    body = _NOUN_OF_STRONG.search(reading.folded, max(first, match.start() - 25), match.start())
    if body is not None and body["noun"] in _BODIES:
        return coreferent(reading, body["noun"], match.start())
    if _AT_HEAD.fullmatch(reading.folded, first, match.start("word")) is not None:
        return subject_of_head(reading, first, start)
    named = [
        one
        for one in mentions_in(reading, first, match.start())
        if one.end in {match.start() - 2, match.start() - 1}
        and not _WHERE.search(reading.folded, max(first, one.start - 14), one.start)
    ]
    if named:
        return force_value(named[-1].actor)  # la mission de l'UA, l'Atmis, forte de
    noun = reading.token_at(match.start("word")).head
    return actor_of(reading, noun) if noun.pos_ in {"NOUN", "PROPN"} else None


def _of_so_many(reading: Reading, first: int, start: int) -> Side | None:
    """*l'Armée de défense de l'Artsakh, de* quatre à cinq mille *hommes*: a body right before its size."""
    end = start - 2 if reading.folded.startswith("de ", start) else start - 5
    if not reading.folded.startswith(", de ", end):
        return None
    one = next((one for one in mentions_in(reading, first, end) if one.end == end), None)
    return force_value(one.actor) if one is not None and one.actor.kind == "organisation" else None


# une brigade [en] Lituanie, forte de: where it stands
_WHERE = re.compile(r"\b(?:en|au|aux|à|dans|vers|sur|près de|depuis) (?:la |le |l'|les )?$")
# Entrée au Kosovo en 1999 avec [50 000 soldats], la Kfor · De [10 500 soldats] il y a un an, la Finul · Avec ses [230]
OPENING = re.compile(
    r"\W*(?:(?!Ils?\b|Elles?\b|On\b|Nous\b|Parmi\b)[A-ZÀ-Ý]\w+(?:é|i|u|is|rt)e?s? (?:à|en|au|aux|sur|dans|de) "
    r"[^.,;:]{2,50} (?:avec|à)|Avec|Fort(?:e|s|es)? de|Malgré|De) "
    r"(?:ses |leurs |les |seulement |à peine |plus de |près de |quelque )?$"
)
# [Forte] de 1 900 soldats, elle aura perdu · Aujourd'hui [réduite] à
_AT_HEAD = re.compile(r"\W*(?:(?:Désormais|Aujourd'hui|Jadis|Autrefois|Alors|Encore|À peine),? )?")
_MAIN_SUBJECT = re.compile(r"[^.;:]{0,80}?, (?P<subject>elle|il|(?:la|le|l'|cette|ce) ?(?P<noun>[a-zà-ÿ]+))\b")


def subject_of_head(reading: Reading, first: int, start: int) -> Side | None:
    """*La SAMIM a plié bagage. Forte de* 1 900 *soldats, elle …*: the main clause's subject, or the one that it takes
    up from the sentence before."""
    _, last = reading.sentence_at(start)
    named = [one for one in mentions_in(reading, start, last) if is_subject(reading, one.start)]
    match = _MAIN_SUBJECT.match(reading.folded, start, last)
    if match is None:
        return force_value(named[0].actor) if named else None
    if match["noun"] is not None:
        own = mentions_in(reading, match.start("subject"), match.end() + 2)
        if own:
            return force_value(own[0].actor)
        return coreferent(reading, match["noun"], start)
    index = reading.sentence_index(first)
    if index == 0 or reading.sentences[index - 1][0] < paragraph_start(reading, start):
        return None
    before = mentions_in(reading, reading.sentences[index - 1][0], first)
    acting = [one for one in before if _is_apposed(reading, one)]
    acting = acting or [one for one in before if is_subject(reading, one.start)]
    forces = {force_value(one.actor) for one in acting if one.form != "demonym_adjective"}
    return forces.pop() if len(forces) == 1 else None


def _is_apposed(reading: Reading, one: Mention) -> bool:
    """*La mission de la SADC, la SAMIM, a plié bagage*: a name between commas, which says who the subject is."""
    lead = reading.folded[max(0, one.start - 5) : one.start]
    return re.search(r", (?:la |le |l'|les )$", lead) is not None and reading.folded.startswith(",", one.end)


_BODIES = grammar_words("mission_nouns") | grammar_words("group_nouns")
