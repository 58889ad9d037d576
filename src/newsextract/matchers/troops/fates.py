"""A counted group → what befell or busies it, told by a turn whose words alone mean other things.

Matches *trois légionnaires* y restent (killed) after an ambush, *300 miliciens* tombés *ici*, *800 Boers* contre
*quatre mille Britanniques* (engaged), *20 rebelles et 3 mercenaires* abattus; not *1 200 Casques bleus y restent*.
"""

from __future__ import annotations

import re

from newsextract.alternation import one_of
from newsextract.matchers.troops.near import right_before
from newsextract.matchers.troops.syntax import is_count
from newsextract.matchers.troops.verbs import Event, loss, word_event
from newsextract.matchers.troops.words import grammar_words
from newsextract.reading import Reading

# Cinquante-six soldats [ne sont pas rentrés] · onze hommes [n'en sont jamais revenus] · [ne reviendront plus]
_NEVER_BACK = re.compile(
    r" n(?:e |'en |'y )(?:(?:sont|étaient|furent|seront) (?:pas|jamais|plus) (?:rentrés|revenus)"
    r"|(?:rentr|revien|revin)[a-zà-ÿ]+(?:nt) (?:jamais|plus|pas))\b"
    r"| y (?:laissent|laissèrent|laisseraient|ont laissé|avaient laissé|auraient laissé) (?:la|leur) (?:vie|peau)"
    r"(?=[.,;:» ]|$)"
)
# dix légionnaires [y restent] · 84 mercenaires [y étaient restés] · sept goumiers [y seraient restés]
_LEFT_THERE = re.compile(
    r"(?: (?!nous\b|vous\b)[a-zà-ÿ-]+s)? y (?:(?P<stay>restent|resteront|restaient|resteraient)|"
    r"restèrent|(?:sont|étaient|seraient|seront|furent) restés)(?: (?:aussi|eux aussi))?(?=[.,;:»”\"]|$)"
)
# La patrouille saute sur une mine : · l'assaut échoua · une embuscade
_DEADLY = re.compile(rf"\b{one_of(grammar_words('deadly_events'))}\b", re.IGNORECASE)
# a quitté la base, fermé deux camps: what one leaves behind lives
_LEAVING = re.compile(
    r"\b(?:quitt|retir|retrait|repli|ferm|départ|part(?:i|ent|ir|it)|évacu|rapatri|mission|camps?\b|base\b|"
    r"garnison|caserne)",
    re.IGNORECASE,
)


# quarante-six soldats [n'ont toujours pas été retrouvés]
_NOT_FOUND = re.compile(
    r" n(?:'ont|'avaient|e sont|'étaient) (?:toujours |encore |à ce jour )?(?:pas|jamais|plus)(?: encore| toujours)? "
    r"(?:été )?(?:retrouvée?s|localisée?s|reparue?s|réapparue?s|identifiée?s)\b"
    r"| n'(?:ont|avaient) (?:toujours |encore )?(?:pas|jamais|plus) (?:reparu|réapparu|donné signe de vie)\b"
)

# « pas loin de 800 » [ne sont plus en état de combattre]
_UNFIT = re.compile(
    r"[ »\"]{0,2} ?(?:ne (?:sont|étaient|seraient)|n'(?:étaient|est)) (?:déjà |désormais )?plus "
    r"(?:en (?:état|mesure|condition) de (?:se )?(?:combattre|battre|tenir|continuer|poursuivre)|aptes? au combat)"
)


# dix-huit autres [restent détenus] · demeurent aux mains des rebelles
_STILL_HELD = re.compile(
    r"(?: d'autres| autres)? (?:y )?(?:(?:rest|demeur)(?:ent|aient|eraient|eront)|(?:sont|seraient|étaient)) "
    r"(?:toujours |encore |eux aussi )?(?:détenus|emprisonnés|prisonniers|captifs|incarcérés|internés|retenus|otages|"
    r"aux mains d|en (?:captivité|détention|prison)|portés? captifs)"
)
# transportait douze soldats[ ; tous sont morts] · 14 militaires[ à bord ; aucun n'a survécu]
_NO_SURVIVOR = re.compile(
    r"[^.;:]{0,50}(?: ;|,|\.) (?:[Aa]ucun(?: d'(?:eux|entre eux))? n'(?:a|en a|y a) (?:survécu|réchappé)|"
    r"[Ii]l n'y a (?:eu )?(?:pas de|aucun) survivants?|"
    r"(?:[Tt]ous|[Tt]ous les occupants) (?:sont|seraient) (?:morts|décédés)|"
    r"[Tt]ous (?:ont|auraient|y ont) (?:péri|été tués))\b"
)
_ABOARD = re.compile(r"(?: [a-zà-ÿ-]+s)? à (?:son |leur )?bord\b")
# un hélicoptère s'est [écrasé] avec
_CRASHED = re.compile(
    r"\b(?:écras|abîm|sombr|coul|disparu|crash|chavir|abattu|accident|naufrag)[a-zà-ÿ]*\b[^.;]{0,60} avec ",
    re.IGNORECASE,
)


def no_more(reading: Reading, end: int) -> Event | None:
    """*n'en sont jamais revenus*, *n'ont pas été retrouvés*, *ne sont plus en état de combattre*, *y restent* where
    something deadly has just been told."""
    if _NEVER_BACK.match(reading.folded, end):
        return Event("killed")
    if _NOT_FOUND.match(reading.folded, end):
        return Event("missing")
    if _UNFIT.match(reading.folded, end):
        return Event("casualties")
    if _STILL_HELD.match(reading.folded, end):
        return Event("captured")
    if _NO_SURVIVOR.match(reading.folded, end):
        return Event("killed")
    if _ABOARD.match(reading.folded, end) and _CRASHED.search(reading.folded, reading.sentence_at(end - 1)[0], end):
        return Event("other")
    match = _LEFT_THERE.match(reading.folded, end)
    if match is None:
        return None
    first, _ = reading.sentence_at(end - 1)
    deadly = _DEADLY.search(reading.folded, first, end) is not None
    if match["stay"] is None and not _LEAVING.search(reading.folded, first, end):
        return Event("killed")
    return Event("killed") if deadly else None


# les 58 soldats [tombés] à Beyrouth · 300 miliciens [tombés] de leur côté; not tombés malades, tombés aux mains de
_FALLEN = re.compile(
    r"(?: [a-zà-ÿ-]+s)? tombée?s(?! (?:malades?|amoureux|amoureuses|d'accord|du ciel|aux (?:mains|griffes)|"
    r"entre (?:les|leurs)|dans (?:une?|l'|le|les|la|des|d'|leurs?) ?(?:embuscades?|piège|guet-apens|filets?|mains|"
    r"oubli|"
    r"pauvreté)|en (?:disgrâce|panne|captivité|embuscade|esclavage)|sous (?:la coupe|le contrôle|le charme)|"
    r"(?:de |d'|du |d'une? )(?:cheval|haut|moto|camion|échelle|toit|hélicoptère)|à (?:l'eau|la mer|terre)|par-dessus|"
    r"pour (?:corruption|trahison|malversation))\b)(?=[ .,;:)»”\"]|$)"
)


def fallen(reading: Reading, end: int) -> Event | None:
    """*le nombre de combattants tombés de leur côté*: the dead of a battle."""
    return Event("killed", near=True) if _FALLEN.match(reading.folded, end) else None


# [800 Boers] contre quatre mille Britanniques · 3 700 hommes face à trois divisions; what a clause with a verb opposes
# (échange 50 soldats contre 50 Russes) is its verb's
_AGAINST = re.compile(r"(?: [a-zà-ÿ][\wà-ÿ-]+)? (?:contre|face à) (?=\S)")
_ALONE = re.compile(r"(?:[:,(–—]|\b(?:étaient|sommes|étions|seront|sont|seraient|furent))(?: [«\"“])? $")
# [trente gendarmes contre] une centaine de mutins
_STOOD_AGAINST = re.compile(r"[^.,;:()]{1,50} (?:contre|face à) (?:les |ces |leurs )?")
# contre 40 000 en 1990 · sur le papier: two sizes of one army, or of two that do not fight
_COMPARED = re.compile(
    r"\ben (?:\d{4}|face|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\b|"
    r"\bil y a\b|\b(?:an|mois|ans|jours?) (?:plus tôt|auparavant|dernier)|\bla veille\b|\baujourd'hui\b|\béchang|"
    r"\btroqu|\bd'active\b|\bsur le papier\b|\brapports? de forces?\b|\bau (?:total|départ)\b|"
    r"\b(?:effectif|format|réserv|budget)",
    re.IGNORECASE,
)


def opposed(reading: Reading, start: int, end: int) -> Event | None:
    """*La bataille est inégale :* 800 *Boers contre* quatre mille *Britanniques*: a ratio of forces without a verb."""
    behind = _AGAINST.match(reading.folded, end)
    before = reading.folded.endswith(("contre ", "face à ", "contre les ", "contre leurs "), 0, start)
    if not (behind or before):
        return None
    for amount in reversed(reading.amounts):
        if not is_count(reading, amount) or amount.start > end + 24:
            continue
        if behind is not None and amount.start == behind.end():
            other, lead = amount.start, start
        elif before and amount.end < start and _STOOD_AGAINST.fullmatch(reading.folded, amount.end, start):
            other, lead = amount.start, amount.start
        else:
            continue
        first, last = reading.sentence_at(start)
        if (
            not _ALONE.search(reading.folded, max(first, lead - 16), lead)
            or reading.folded[other - 9 : other] == ", contre "
        ):
            return None
        return None if _COMPARED.search(reading.folded, first, last) else Event("engaged")
    return None


# vingt rebelles [et trois mercenaires] abattus
_AND = re.compile(r",? (?:et|ainsi que|puis|,) (?:de |d'|à )?|, ")
_INSIDE = frozenset({"NOUN", "ADJ", "PROPN", "ADP", "DET", "NUM"})


def shared_fate(reading: Reading, start: int, end: int) -> Event | None:
    """*revendique* 84 *mercenaires et 47 soldats maliens tués*: the participle behind the last of a row holds of all,
    where no verb says more of the first."""
    joined = _AND.match(reading.folded, end)
    if joined is None:
        return None
    amount = next((one for one in reading.amounts if one.start == joined.end()), None)
    if amount is None or not is_count(reading, amount) or amount.high == 1:
        return None
    told = right_before(reading, start)
    if told is not None and told.role not in {"strength", "planned", "other"}:
        return None
    index = reading.token_at(amount.end - 1).i + 1
    for token in reading.doc[index : index + 7]:
        event = loss(word_event(token)) if token.i > index else None
        if event is not None:
            return Event(event.role) if token.lower_.endswith("s") else None
        if token.pos_ not in _INSIDE or not (token.text[0].isalnum()):
            return None
    return None
