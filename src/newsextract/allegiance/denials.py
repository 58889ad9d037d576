"""Rule: whose a count is by who denies it in the words right behind.

Matches *Trois bataillons auraient franchi la frontière. Kigali dément*, *dix-sept marins y ont été blessés ; le
Pentagone nie*; not *deux soldats ont été tués par un drone. Israël dément l'avoir lancé*.
"""

from __future__ import annotations

import re

from newsextract.allegiance.telling import Asked, Telling
from newsextract.matchers.troops.belligerents import peacekeepers, references
from newsextract.matchers.troops.salience import paragraph_start, sovereign
from newsextract.matchers.troops.sides import force_value, mentions_in
from newsextract.matchers.troops.verbs import STRONG

# Kigali [dément, comme à l'accoutumée,] · Asmara [n'a jamais reconnu leur présence] · Alger [a démenti]
_DENIES = re.compile(
    r"""
    (?: [ ]?\([\w-]+\) )? (?: ,[ ][^,.;]{2,30}, )? [ ]
    (?: le[ ]|les[ ]|l'|la[ ] )?
    (?: (?:a|ont|avait)[ ](?:toujours[ ]|aussitôt[ ]|déjà[ ]|vivement[ ]|formellement[ ])?
        (?:démenti|nié|(?P<told>réfuté|rejeté|contesté|récusé|balayé))
      | démen(?:t|tent)|nie(?:nt)?|(?P<tells>réfute|rejette|conteste|récuse|balaie)(?:nt)?
      | (?:n'a|n'ont|n'avait)[ ]jamais[ ](?:reconnu|confirmé|admis|avoué)
      | (?P<losses>n'a|n'ont|ne)[ ](?:pas[ ])?(?:confirmé?e?|reconnu|reconnaît|admis)
        (?=[ ]?[.,;]|[ ](?:ce|ces|la|les)[ ])
    )\b
    """,
    re.VERBOSE,
)
# dément [l'avoir tué] · nie [les armer] · rejette [ces accusations]
_OWN_DEED = re.compile(
    r" (?:avoir|l'avoir|les avoir|être|en être|(?:toute? |les? |l'|ces |cette |en |y )?"
    r"(?:implications?|liens?|responsabilité|accusations?|ingérences?|soutien|volonté|intention|[a-zà-ÿ]{2,}(?:er|ir|oir|ndre|ttre)))\b"
)
# a démenti[.] · nie [ce bilan] · dément [toute perte]
_LOSSES = re.compile(
    r" ?[.,;»\"]| (?:ce|ces|cette|le|les|la|un tel|toute?|son|leur|de telles|l')[ ]?"
    r"(?:bilan|pertes?|chiffres?|morts?|version|affirmations?|annonces?|informations?|déclarations?|total|décompte|revers|défaite|capture|désertions?)\b"
)
# rejette [ces affirmations] · récuse[.]
_CLAIM = re.compile(
    r" ?[.,;»\"]| (?:ce|ces|cette|les|la|l'|de telles|toute?)[ ]?(?:affirmations?|accusations?|allégations?|"
    r"informations?|présence|chiffres?|version|assertions?|estimations?|décompte|calcul)\b"
)
# ce que [Kigali] dément · ; le [Pentagone] nie
_BEHIND = re.compile(r"[^.!?\n]{0,120}?(?:, ce que |, (?:mais )?|; (?:mais )?)(?:l'|le |la |les )?")
# La [junte] dément · L'[armée]
_HOME = re.compile(r"\W*(?:La |Le |L'|Les )(?P<noun>junte|armée|gouvernement|régime|état-major|autorités|pouvoir)(?= )")
_OPENS = re.compile(r"\W*(?:[Mm]ais |[Oo]r )?(?:[Ll]'|[Ll]e |[Ll]a |[Ll]es )?(?:armée |gouvernement |ministère )?")


def denied_by(telling: Telling, asked: Asked) -> str | None:
    """The side that denies the troops or the losses told of right before."""
    if asked.fact.category in {"mercenary", "peacekeeper"} or asked.clue.voice:
        return None
    if asked.clue.found == "told" and asked.fact.role in STRONG and asked.fact.force is not None:
        return None  # Bakou reconnaît la mort de 2 906 militaires. Erevan n'a jamais confirmé la sienne
    if not _is_near_denial(telling, asked) or _are_of_named(telling, asked):
        return None
    side = _denier(telling, asked)
    claims = asked.speaker if asked.said is None or asked.said.stance != "denies" else None
    if side is None or side in asked.clue.exclude | peacekeepers(telling.reading) | {claims}:
        return None
    first, _ = telling.reading.sentence_at(asked.start)
    told = {one.side for one in references(telling.reading) if first <= one.offset < asked.fact.end + 90}
    if asked.fact.role in STRONG and side in told and not _only_behind(telling, asked, side):
        return None
    return side if telling.suits(side, asked) else None


def _are_of_named(telling: Telling, asked: Asked) -> bool:
    """*Wagner compte 2 000 hommes au Mali et* une centaine *au Niger. Niamey dément leur présence*: still Wagner's."""
    like = asked.clue.like
    while like is not None:
        if any(one.start == like and one.force is not None for one in telling.named):
            return True
        like = next((one.clue.like for one in telling.before if one.start == like and one.clue is not None), None)
    return False


def _is_near_denial(telling: Telling, asked: Asked) -> bool:
    """A quick look whether a word of denial follows, in the sentence or the next one."""
    if not telling.denials:
        return False
    sentences = telling.reading.sentences
    _, last = sentences[min(telling.reading.sentence_index(asked.start) + 1, len(sentences) - 1)]
    return any(asked.fact.end <= offset < last for offset in telling.denials)


def _only_behind(telling: Telling, asked: Asked, side: str) -> bool:
    """True if the sentence names the side in the denial alone."""
    _, last = telling.reading.sentence_at(asked.start)
    first, _ = telling.reading.sentence_at(asked.start)
    named = [one.offset for one in references(telling.reading) if one.side == side and first <= one.offset < last]
    return not named or (len(named) == 1 and _DENIES.match(telling.text, _end(telling, named[0])) is not None)


def _end(telling: Telling, offset: int) -> int:
    return next((one.end for one in telling.reading.parties if one.start == offset), offset)


def _denier(telling: Telling, asked: Asked) -> str | None:
    """Who denies it: later in the sentence, or at the head of the next one."""
    reading, text = telling.reading, telling.text
    _, last = reading.sentence_at(asked.start)
    after = reading.sentences[reading.sentence_index(asked.start) + 1 :][:1]
    if after and paragraph_start(reading, after[0][0]) == paragraph_start(reading, asked.start):
        first, end = after[0]
        for one in mentions_in(reading, first, min(first + 50, end)):
            if _OPENS.fullmatch(text, first, one.start) and _is_denial(telling, asked, one.end):
                return sovereign(reading.cast.named(force_value(one.actor)) or "")
        home = _HOME.match(text, first, end)
        if home is not None and _is_denial(telling, asked, home.end()):
            return telling.home
    for one in mentions_in(reading, asked.fact.end, last):
        if _BEHIND.fullmatch(text, asked.fact.end, one.start) and _is_denial(telling, asked, one.end):
            return sovereign(reading.cast.named(force_value(one.actor)) or "")
    return None


def _is_denial(telling: Telling, asked: Asked, end: int) -> bool:
    """True for *dément*; not *dément l'avoir tué*, the striker's, nor a receiver who *n'a pas confirmé* an arrival."""
    match = _DENIES.match(telling.text, end)
    if match is None or _OWN_DEED.match(telling.text, match.end()) is not None:
        return False
    if asked.fact.role in STRONG:
        return match["losses"] is not None or _LOSSES.match(telling.text, match.end()) is not None
    rejects = match["told"] or match["tells"]
    if rejects and _CLAIM.match(telling.text, match.end()) is None:
        return False  # Moscou rejette l'idée
    return match["losses"] is None and asked.fact.role != "planned"
