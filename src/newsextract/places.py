"""Troops and locations of one article → the location the troops are attached to, or None.

*1 500 militaires à Djibouti*, *À Djibouti, 1 500 militaires demeurent*; not *l'armée du Mali compte 20 000 hommes*.
The place is taken from the same sentence, and from the same part of it where a semicolon divides it, unless the pronoun
*y* takes one up (guidelines, section 6).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Token

from newsextract.amounts import Amount
from newsextract.clauses import antecedent, of_ambush, of_own_relative, of_relative
from newsextract.elsewhere import is_elsewhere, is_origin, is_seat_of_power, names_unit, was_founded
from newsextract.grammar import SUBJECTS, clause_of
from newsextract.reading import Reading
from newsextract.records import Attribution, Location, Troops
from newsextract.verb_senses import ANY, forms, verbs

# ; • – and the end of a quotation whose speaker follows: « … », a-t-il dit à Payerne
_MARKS = re.compile(r"[;•]|\s[–—]\s|[»”\"],")
# six cents y ont été formés · deux brigades en ont été retirées
_PRONOUN_Y = re.compile(
    r"\by\b|\bl'y\b|\ben (?:ont|a|sont|avaient|auraient|furent) (?:été )?"
    r"(?:retir|repli|part|rapatri|chass|évacu|expuls|rappel|délog)\w+",
    re.IGNORECASE,
)
# another clause begins
_BREAK = re.compile(r"\b(?:que|qui|dont|où|laquelle|lesquels|lequel|tandis|alors|mais|selon)\b|\bqu'|:")
# À Alep, … · Dans l'Artibonite, … · Masisi : …
_OPENING = re.compile(
    r"""
    \W*
    (?: [\wà-ÿ'-]+[ ][\wà-ÿ'-]+[ ](?:plus[ ]tard|plus[ ]tôt),?[ ]  # Un mois plus tard, à …
      | (?:au[ ]cours|lors|durant|pendant|dans)[ ]  # Au cours d'un accrochage à …
        (?:d'une?[ ]|de[ ]l'|du[ ]|des[ ]|la[ ]|le[ ]|l'|un[ ]|une[ ])[\wà-ÿ'-]+[ ]
      | (?:[\wà-ÿ'-]+,?[ ]){0,3}?
    )
    (?: (?: à|a|au|aux|en|dans|sur|près[ ]de|autour[ ]de|au[ ](?:nord|sud|large|cœur|centre)[ ]d[eu]|autour[ ]d[eu]
          | aux[ ]abords[ ]d[eu]|à[ ]la[ ]lisière[ ]d[eu]|aux[ ]portes[ ]d[eu]|au[ ]bord[ ]d[eu]|au[ ]pied[ ]d[eu]
          | à[ ]l'entrée[ ]d[eu]|à[ ]la[ ]sortie[ ]d[eu]|non[ ]loin[ ]d[eu]|face[ ]à|devant|sous|depuis|vers
          | à[ ]l'(?:est|ouest)[ ]d[eu] ) (?:[ ]|$)
        (?:la[ ]|le[ ]|l'|les[ ])?
        (?: [\wà-ÿ-]+[ ](?:de[ ]|du[ ]|d')(?:la[ ]|l')? )?
    )?
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Argelia[, dans le] Cauca · Cincu[, en] Roumanie · Quiterajo[, dans le district de] Macomia
_WITHIN = re.compile(
    r", dans l[e'] ?(?:nord|sud|centre|est|ouest|nord-est|nord-ouest|sud-est|sud-ouest) (?:de |d'|du )(?:la |l'|le )?"
    r"(?:(?:oblast|province|région|district|gouvernorat|état|département|wilaya|préfecture) (?:de |d'|du )(?:la |"
    r"l')?)?$"
    r"|,? (?:en|au|aux|dans|à) ?(?:(?:le |la |l'|les )?(?:[\wà-ÿ-]+ ){0,2}(?:de |du |d'|des )?(?:la |l'|les )?)?$"
    r"|, (?:la |le |l')?(?:chef-lieu|capitale|ville|bourg|localité|port|village|grande ville|préfecture)"
    r"(?: [\wà-ÿ-]+)? (?:de la |de l'|du |de |des |d'|en |au )$"
)
# the place of those who speak, not of those they speak of
_SPEAKS = (verbs("saying", "promising", "asking") - verbs("equivocal", "counting")).union(
    ("demander", "déplorer", "accuser", "rappeler", "recenser", "dénombrer", "évaluer", "chiffrer")
)


def standing_places(
    reading: Reading, locations: Sequence[Location], attributions: Sequence[Attribution], troops: Sequence[Troops]
) -> list[Location]:
    """The places in the troops' sentences where they may be: not the speakers' (*un sous-officier de* Basse-Saxe), nor
    where they come from, nor those in names of units."""
    sentences = {reading.sentence_index(fact.start) for fact in troops}
    sources = [(one.source_start, one.source_end) for one in attributions if one.source_start and one.source_end]
    return [
        place
        for place in locations
        if place.role == "place"
        and reading.sentence_index(place.start) in sentences
        and not any(start <= place.start < end for start, end in sources)
        and not is_origin(reading, place)
        and not names_unit(reading, place)
    ]


def place_of(reading: Reading, troops: Troops, locations: Sequence[Location]) -> Location | None:
    """The one of the standing places that the group or its verb is attached to, or None if its sentence names none."""
    first, last = reading.sentence_at(troops.start)
    places = [place for place in locations if first <= place.start < last]
    start, end = _part(reading.folded, first, last, troops.start)
    here = [place for place in places if start <= place.start < end]
    if troops.role == "deserted":
        places = [
            place for place in places if not _TO_REACH.search(reading.folded, max(0, place.start - 30), place.start)
        ]
        here = [place for place in here if place in places]
    places = [place for place in places if not is_elsewhere(reading, troops, place, first)]
    places = [place for place in places if not is_seat_of_power(reading, troops, place)]
    if troops.role in {"strength", "planned"}:
        places = [place for place in places if not was_founded(reading, troops, place, first)]
    here = [place for place in here if place in places]
    limits = _own_clause(reading, troops, first, last)
    if limits is not None:
        places = [place for place in places if limits[0] <= place.end and place.start < limits[1]]
        here = [place for place in here if place in places]
    found = (
        of_relative(reading, troops, places)
        or _right_on(reading, troops, places)
        or _right_before(reading, troops, places)
        or _right_behind(reading, troops, places)
        or (_attached(reading, troops, here) if here else None)
        or _framing(reading, troops, places, first)
        or antecedent(reading, troops, places, closed=True)
        or _of_whole(reading, troops, places)
        or of_own_relative(reading, troops, places)
        or of_ambush(reading, troops, places, first)
    )
    if found is not None:
        return _innermost(reading, _moved(reading, troops, _first_listed(reading, found, places), places), places)
    if _PRONOUN_Y.search(reading.folded, max(start, troops.start - 40) if here else start, end):
        before = [place for place in places if place.start < (troops.start if here else start)]
        return _innermost(reading, before[-1] if here else before[0], places) if before else None
    return None


# ont déserté, souvent pour [gagner les] États-Unis: where they hope to be
_TO_REACH = re.compile(r"\b(?:gagner|rejoindre|rallier|atteindre|fuir (?:en|au|aux|vers)) (?:la |le |l'|les )?$")
# La Minusca[, dont l'effectif atteint] 14 000 soldats[,] a dépêché à Bocaranga
_RELATIVE = re.compile(r"[,)] (?:dont|qui|que|qu')\b[^,;:]*$")


def _own_clause(reading: Reading, troops: Troops, first: int, last: int) -> tuple[int, int] | None:
    """The relative set off by commas that a strength stands in: the places of the main clause are not its own."""
    opening = _RELATIVE.search(reading.folded, first, troops.start)
    closing = reading.folded.find(",", troops.end, last)
    if opening is None or closing < 0 or troops.role not in {"strength", "deployed", "mobilised", "other"}:
        return None
    return opening.start(), closing


_PARTICIPLES = f"{forms(verbs('sending', 'stationing'), ('participle',))}|présents|arrivés|engagés|encerclés"
# 15 000 militaires [aux portes du] Venezuela · 300 hommes [stationnés en] Estonie
_BEHIND = re.compile(
    rf" (?:(?:encore|toujours|déjà|actuellement) )?(?:(?:{_PARTICIPLES}) )?"
    r"(?:en|à|au|aux|(?:dans|sur)(?: toute?)?|à travers|sous|près d[eu]|autour d[eu]|le long d[eu]|aux portes d[eu]|"
    r"aux abords d[eu]|au large d[eu])"
    r" ?(?:la |le |l'|les )?(?:(?:région|province|ville|nord|sud|est|ouest|centre|district|camp|base|secteur)"
    r" (?:de la |de l'|de |du |d'))?"
)


def _right_behind(reading: Reading, troops: Troops, places: Sequence[Location]) -> Location | None:
    """*aligne 15 000 militaires aux portes du* Venezuela: the place right behind the group."""
    head = troops.anchor if troops.anchor is not None else troops.start
    if troops.group is None or not troops.end <= head <= troops.end + 40:
        return None
    end = head + len(troops.group) if reading.text.startswith(troops.group, head) else head
    after = next((place for place in places if place.start >= end), None)
    return after if after is not None and _BEHIND.fullmatch(reading.folded, end, after.start) else None


def _right_on(reading: Reading, troops: Troops, places: Sequence[Location]) -> Location | None:
    """*1 500 soldats en Roumanie,* 350 *postés en* Estonie: the place right behind a number without its noun."""
    after = next((place for place in places if place.start >= troops.end), None)
    end = reading.folded.find(" ", troops.end + 1) if reading.folded.startswith(" autres ", troops.end) else troops.end
    return after if after is not None and _STANDS_IN.fullmatch(reading.folded, end, after.start) else None


# l'arrivée [à] Guam[ de] 5 000 marines · il ne reste [à] Abidjan [que] quatre-vingts instructeurs
_PUT = re.compile(
    r"\b(?:arrivée|envoi|départ|déploiement|présence|débarquement|installation|stationnement|transfert|maintien|"
    rf"rest\w+|demeur\w+|subsist\w+|{forms(verbs('sending', 'stationing'), (*ANY, 'participle'))}) "
    r"(?:à|en|au|aux|dans|sur|vers|pour) (?:la |le |l'|les )?(?:région |province |ville |base )?(?:de |du |d')?$"
)
_UP_TO = re.compile(r",? (?:de |d'|des |que |qu'|plus que )?")


def _right_before(reading: Reading, troops: Troops, places: Sequence[Location]) -> Location | None:
    """*l'arrivée à* Guam *de 5 000 marines*, *il ne reste à* Abidjan *que 80 instructeurs*: the place right before."""
    place = next((one for one in reversed(places) if one.end <= troops.start), None)
    if place is None or _UP_TO.fullmatch(reading.folded, place.end, troops.start) is None:
        return None
    return place if _PUT.search(reading.folded, max(0, place.start - 60), place.start) else None


# entre Metoula et [Shlomi] · N'Djamena, puis [Abéché] · Nouméa, Dumbéa et [Bourail]
_LISTED = re.compile(
    r"(?:,|,? (?:et|puis|ou|comme|jusqu'))(?: (?:à|en|au|aux|vers|dans|sur|de|d'|du))? ?(?:la |le |l'|les )?",
    re.IGNORECASE,
)


def _first_listed(reading: Reading, place: Location, places: Sequence[Location]) -> Location:
    """The first of the places in a row: *entre* Metoula *et Shlomi*, *rejoindront* N'Djamena*, puis Abéché*."""
    before = next((one for one in reversed(places) if one.end < place.start <= one.end + 20), None)
    if before is None or _LISTED.fullmatch(reading.folded, before.end, place.start) is None:
        return place
    return _first_listed(reading, before, places)


# transférés de Soumy[ vers le ]Donbass
_TOWARDS = re.compile(r",? (?:vers|pour|jusqu'(?:à|au|en)|à destination d[eu]) ?(?:la |le |l'|les )?")


def _moved(reading: Reading, troops: Troops, place: Location, places: Sequence[Location]) -> Location:
    """The place that troops are moved to, rather than where from: *transférés de Soumy vers le* Donbass."""
    after = next((one for one in places if one.start > place.end), None)
    if (
        after is None
        or troops.role == "withdrawn"
        or _TOWARDS.fullmatch(reading.folded, place.end, after.start) is None
    ):
        return place
    return after


def _part(folded: str, first: int, last: int, offset: int) -> tuple[int, int]:
    """The part of the sentence between semicolons (bullets, dashes) that holds `offset`."""
    start, end = first, last
    for mark in _MARKS.finditer(folded, first, last):
        if mark.end() <= offset:
            start = mark.end()
        else:
            return start, mark.start()
    return start, end


# 25 000 soldats entre Narvik et Bardufoss[, dont] 4 000 Américains
_DONT = re.compile(r",? (?:dont|parmi lesquels|y compris) $")


def _of_whole(reading: Reading, troops: Troops, places: Sequence[Location]) -> Location | None:
    """*25 000 soldats entre* Narvik *et Bardufoss, dont* 4 000 *Américains*, *16 000 soldats, dont* 9 000 *Américains,
    s'entraînent à* Luçon: a part is where the whole is."""
    before = next((one for one in reversed(places) if one.end <= troops.start), None)
    if before is not None and _DONT.fullmatch(reading.folded, before.end, troops.start):
        return before
    part = reading.folded.endswith((" dont ", " parmi lesquels "), 0, troops.start)
    closing = reading.folded.find(",", troops.end, troops.end + 50) if part else -1
    after = next((one for one in places if one.start > closing), None) if closing >= 0 else None
    return after if after is not None and _unbroken(reading, closing, after.start) else None


def _speaks(verb: Token, anchor: Token) -> bool:
    """True for the verb of those who tell of the troops: not *deux sergents auraient été reconnus*."""
    return verb.lemma_ in _SPEAKS and not (anchor.head.i == verb.i and anchor.dep_ in SUBJECTS)


# À Baraka, MSF a indiqué [avoir pris en charge] douze combattants: where it did
_CARED_FOR = re.compile(
    r"\bavoir (?:pris en charge|soigné|accueilli|reçu|admis|opéré|hospitalisé|traité|inhumé|enterré|vu|enregistré)\b"
)


def _framing(reading: Reading, troops: Troops, places: Sequence[Location], first: int) -> Location | None:
    """*À Alep, …, un policier a été tué*: the place that opens the sentence holds for all of it, but for speakers."""
    place = next((one for one in places if one.end <= troops.start), None)
    if place is None or place.text.isupper() or not _OPENING.fullmatch(reading.folded, first, place.start):
        return None
    heading = place.start == first and place.feature != "country" and reading.folded.startswith(" :", place.end)
    if not heading and (place.start == first or reading.folded[place.end : place.end + 1] != ","):
        return None
    anchor = reading.token_at(troops.anchor if troops.anchor is not None else troops.start)
    said = any(_speaks(one, anchor) for one in anchor.ancestors)
    said = said and _CARED_FOR.search(reading.folded, place.end, troops.start) is None
    return None if said and reading.folded[place.end] == "," else place


def _innermost(reading: Reading, place: Location, places: Sequence[Location]) -> Location:
    """*à Cincu, en* Roumanie: the first of two, one within the other."""
    before = [one for one in places if one.end < place.start <= one.end + 40]
    if before and _WITHIN.fullmatch(reading.folded, before[-1].end, place.start):
        return _innermost(reading, before[-1], places)
    return place


def _attached(reading: Reading, troops: Troops, places: Sequence[Location]) -> Location | None:
    """The first place after the troops in their clause, else the nearest before in it."""
    anchor = reading.token_at(troops.anchor if troops.anchor is not None else troops.start)
    clause = clause_of(anchor)
    free = [
        place
        for place in places
        if not _of_another(reading, troops, place)
        and not _set_apart(reading, anchor, troops, place)
        and not _in_clause_of_its_own(reading, troops, place)
    ]
    beneath = [place for place in free if anchor.is_ancestor(reading.token_at(place.start))]
    after = [place for place in free if place.start >= troops.end]
    same = [place for place in free if clause_of(reading.token_at(place.start)) == clause]
    before = [place for place in reversed(same) if place.start < troops.start]
    for candidates in (
        [place for place in beneath if place.start >= troops.end],
        [place for place in after if place in same],
        [place for place in before if not _anew(reading, place, troops)],
        [place for place in after if _unbroken(reading, troops.end, place.start)],
        before,
        [place for place in reversed(free) if place.end <= troops.start and _leads(reading, place, troops)],
    ):
        if candidates:
            return candidates[0]
    return None


# quinze insurgés ont péri[ et leurs camarades se sont repliés vers] Al-Bayda
_JOINED = re.compile(r",? (?:et|mais|puis) ")
# Quand ils franchissent la [Meuse], le 13 mai, l'armée aligne · En Cisjordanie, où 400 hommes … autour de [Jénine], un
_SUBORDINATE = re.compile(
    r"^\W*(?:quand|lorsqu|alors qu|tandis qu|dès qu|pendant qu|après (?:qu|avoir)|si\b(?! bien)|s'il)[^;:]*$"
    r"|, (?:où|qui) [^,;:]*$",
    re.IGNORECASE,
)


def _in_clause_of_its_own(reading: Reading, troops: Troops, place: Location) -> bool:
    """True for the place of a clause beside that of the troops: joined behind theirs with a subject of its own, or
    subordinate and closed before them."""
    if place.end <= troops.start:
        first, _ = reading.sentence_at(troops.start)
        closed = reading.folded.find(",", place.end, troops.start) >= 0
        return closed and _SUBORDINATE.search(reading.folded[first : place.start]) is not None
    joined = _JOINED.search(reading.folded, troops.end, place.start)
    if joined is None:
        return False
    if _INTENDS.match(reading.folded, joined.end(), place.start):
        return True
    verbs = [token for token in reading.span(joined.end(), place.start) if token.pos_ == "VERB"]
    if any(verb.lemma_ in _OTHER_FIGURE and _is_counted(reading, verb.idx, place.start) for verb in verbs):
        return True  # dément que neuf soldats aient péri et parle de deux blessés, soignés à Smara
    subjects = [child for verb in verbs for child in verb.children if child.dep_ in SUBJECTS]
    new = [one for one in subjects if joined.end() <= one.idx and one.lower_ not in {"autres", "qui", "dont"}]
    if joined[0].startswith(","):
        return bool(new)
    return any(not _is_counted(reading, joined.end(), one.idx) for one in new)


# a perdu 300 soldats et [envisage d'ouvrir une base à] Goma; not et prévoit de les installer à Goma
_INTENDS = re.compile(
    r"(?:n'|ne )?(?:envisag|veu|voul|souhait|prévo|étudi|projett|propos|esp[éè]r|réclam|exig|demand|menac|promet|"
    r"négoci|appel|refus|livr|fourni|vend|ach[eè]t|financ|sign)[a-zà-ÿ]*"
    r"(?! (?:de |d'|à )?(?:les |leur |l'|y |en ))\b(?!.*\b(?:les|les y|en|y) [a-zà-ÿ]+(?:er|ir|re)\b)"
)
_OTHER_FIGURE = verbs("counting", "owning_up") | {"annoncer"}


def _is_counted(reading: Reading, first: int, noun: int) -> bool:
    """True for *un Casque bleu a péri et* trois *soldats ont été blessés à Deir Seriane*: the same event's."""
    return any(first <= one.start <= noun for one in reading.amounts if one.of is None)


def _anew(reading: Reading, place: Location, troops: Troops) -> bool:
    """True if a clause joined by *, et* begins between a place and the troops behind it."""
    return ", et " in reading.folded[place.end : troops.start]


def _of_another(reading: Reading, troops: Troops, place: Location) -> bool:
    """True where the place stands right on another count (*quatre à* Gao*, deux à Kidal*) or beyond *dont*."""
    if place.start < troops.end:
        return False
    between = reading.folded[troops.end : place.start]
    if re.search(r"\b(?:dont|parmi lesquels)\b(?:[^,]*$|.*\bau sein\b)", between):
        return True
    return any(
        troops.end <= amount.start
        and amount.of is None
        and (_STANDS_IN.fullmatch(reading.folded, amount.end, place.start) or _is_theirs(reading, amount, place))
        for amount in reading.amounts
        if amount.end <= place.start
    )


_STANDS_IN = re.compile(
    rf" (?:{forms(verbs('stationing'), ('participle',))} )?(?:à|en|dans|près de|au|aux|sur) (?:la |le |l')?"
)
# une trentaine de légionnaires et cent [écoliers de] Calvi · et dix [pompiers de la] Drôme
_FROM_THERE = re.compile(
    r" (?:de |d')?[a-zà-ÿ]{4,}s (?:de la |de l'|de |du |des |d')(?:[A-ZÀ-Ý][\w'-]+ et (?:de |d'))?"
)
_BESIDE = (" et ", " et d'", " et de ", ", ", " ou ", " ainsi que ", " avec ")


def _is_theirs(reading: Reading, amount: Amount, place: Location) -> bool:
    """*trente légionnaires et cent écoliers de* Calvi: where the others are from."""
    joined = reading.folded.endswith(_BESIDE, 0, amount.start)
    return joined and _FROM_THERE.fullmatch(reading.folded, amount.end, place.start) is not None


def _set_apart(reading: Reading, anchor: Token, troops: Troops, place: Location) -> bool:
    """True for a place before the troops that a participle ties to another noun (*basée à Brest*), that a colon closes
    off or that belongs to the speaker."""
    if place.start > troops.start:
        return False
    token = reading.token_at(place.start)
    for one in (token, *token.ancestors):
        if one.dep_ == "acl" and one.head.i != anchor.i and not one.is_ancestor(anchor):
            return True
    if re.search(r"\w\w .*:", reading.folded[place.end : troops.start]):
        return True
    return token.i < anchor.i and _speaks(clause_of(token), anchor) and clause_of(token).is_ancestor(anchor)


def _leads(reading: Reading, place: Location, troops: Troops) -> bool:
    """True if nothing parts a place from the troops behind it: no new clause, no new verb joined by *et*."""
    joined = re.search(r",? et\b", reading.folded[place.end : troops.start])
    same = reading.folded.startswith(" autres", troops.end)
    return _unbroken(reading, place.end, troops.start) and (same or joined is None)


def _unbroken(reading: Reading, start: int, end: int) -> bool:
    """True if no other clause begins between two offsets: no conjunction, no relative, no colon."""
    return _BREAK.search(reading.folded, start, end) is None
