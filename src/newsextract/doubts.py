"""The words before a count or calibre → that what they tell is doubted, denied or asked, whatever the verb itself says.

Matches *il est possible que Moscou ait envoyé* 300 *soldats* (hypothetical), *a failli perdre* (negated), *Kiev
a-t-elle perdu* 300 *soldats ?* (hypothetical); not *Pourquoi Kiev a-t-elle perdu …?*, which takes it for granted.
"""

from __future__ import annotations

import re
from functools import cache

from newsextract.lexicon import read_toml
from newsextract.reading import Reading
from newsextract.records import Modality
from newsextract.strengths import DEFINITE

# what may stand between such words and the count: their own clause
_ON = r"(?:(?!,? (?:mais|or|et|car|tandis|alors) )[^.;:«»])*$"
_DENIED = re.compile(
    r"\b(?:[Ii]l (?:est|serait|était|paraît) (?:totalement |tout à fait )?"
    r"(?:faux|inexact|mensonger) (?:qu(?:e |')|de |d')"
    r"|[Ii]l n'(?:est|était) (?:pas|nullement|en rien) (?:vrai|exact|question|établi) (?:qu(?:e |')|de |d')"
    r"|[Hh]ors de question (?:qu(?:e |')|de |d')"
    r"|(?:a|ont|avait|avaient|aurait|auraient) (?:bien |encore )?(?:failli |échoué à |manqué de )"
    # a évité [la mort de 300 soldats] · a permis d'empêcher [que 300 soldats ne soient pris]
    r"|(?:(?:a|ont|avait|avaient|aurait|auraient) (?:ainsi |donc |sans doute )?(?:évité|empêché|conjuré)|"
    r"(?:permis|permet|permettait) d'(?:éviter|empêcher)|évit(?:e|ent|ait|aient)) "
    r"(?:que |qu'|de (?:perdre|sacrifier) |(?:la |l'|le )(?:mort|perte|capture|massacre|enlèvement|exécution|"
    r"assassinat|destruction|encerclement|arrestation)s? ))"
    + _ON
    # empêche 300 soldats [de fuir]
    + r"|\b(?<!pas )(?<!pu )(?<!jamais )(?:empêch|dissuad)[a-zé]+ (?:les |ses |ces |leurs |quelque )?$"
)


# 1 850 militaires, [et non] 2 200
_AND_NOT = re.compile(r"(?:,| et| mais) non(?: pas)?(?: de| à| les| des)? $")


# [La rumeur selon laquelle] 300 soldats [ont été tués est infondée] · [L'annonce de la mort de] 300 [était fausse]
@cache
def _rumour() -> re.Pattern[str]:
    nouns = "|".join(read_toml("cue_phrases.toml")["claims"]["feminine"].split())
    told = r"(?:(?: [\w'-]+){0,3} selon (?:laquelle|lesquelles)\b| (?:de |d'|sur |faisant état de ))"
    return re.compile(rf"\b(?:{nouns}|annonce|nouvelle|histoire)s?{told}{_ON}", re.IGNORECASE)


# a qualifié de mensongères [les informations selon lesquelles] 30 soldats ont été tués
_CALLED_FALSE = re.compile(
    r"\b(?:qualifi|jug|tax|trait|tenu|dénonc)[a-zà-ÿ]* (?:de |d'|pour |comme )?(?:totalement |purement )?"
    r"(?:fausses?|faux|infondée?s?|mensong(?:ers?|ères?)|inexacte?s?|erronée?s?|fake news|pure invention|absurdes?) "
    r"[^.;:«»]{0,40}selon l(?:aquelle|esquelles|equel|esquels)\b" + _ON
)
_IS_FALSE = re.compile(
    r"[^.;:«»]*? (?:est|sont|était|étaient|serait|seraient|s'est révélée?) (?:[a-zà-ÿ]+ )?(?:fausses?|infondées?|"
    r"mensongères?|inexactes?|erronées?|sans fondement|dénuées? de|démenties? par)"
)
_OPEN = re.compile(
    r"\b(?:[Ii]l (?:est|serait|était|paraît|semble) (?:[a-zà-ÿ]+ )?(?:possible|probable|plausible|"
    r"improbable|vraisemblable|invraisemblable|concevable|inconcevable|envisageable|douteux) (?:qu(?:e |')|de |d')"
    r"|[Ii]l (?:est|était|serait) (?:[a-zà-ÿ]+ )?(?:prévu|question|envisagé|convenu|proposé|programmé) "
    r"(?:qu(?:e |')|de |d')"
    r"|[Ii]l se (?:peut|pourrait) (?:bien )?qu(?:e |')"
    r"|[Rr]ien ne (?:prouve|indique|démontre|dit|permet (?:d'affirmer|de dire|d'établir)) qu(?:e |')"
    r"|(?:[Pp]ersonne|[Nn]ul) ne (?:sait|peut (?:dire|affirmer|établir|confirmer)) (?:si |s'|qu(?:e |'))"
    r"|[Oo]n (?:ignore|ne sait (?:pas|toujours pas)|se demande) (?:si |s')|[Rr]este à savoir (?:si |s'))" + _ON
)
# l'envoi [éventuel de] 300 soldats · une [éventuelle force de] 300 soldats
_EVENTUAL = re.compile(
    r"\b(?:[a-zà-ÿ]+ (?:éventuel(?:le)?s?|hypothétiques?) (?:de |d'|des )|(?:éventuel(?:le)?s?|hypothétiques?) "
    r"(?:[a-zà-ÿ]+ ){1,2}(?:de |d'|des ))(?:quelque |environ )?$"
)
# [Sans ces] 300 soldats, le Mali serait tombé: they were there
_BUT_FOR = re.compile(r"\b[Ss]ans (?:ces|les|ses|leurs|nos) $")
# Moscou [a-t-elle] envoyé · [est-ce que] Moscou a envoyé; not [pourquoi] Moscou a-t-elle envoyé
_ASKS = re.compile(r"-t-(?:il|elle|on|ils|elles)\b|\b[a-zà-ÿ]{2,}-(?:ils|elles|il|elle|on)\b|\b[Ee]st-ce qu(?:e |')")
_GRANTED = re.compile(
    r"\b(?:où|quand|comment|pourquoi|combien|quoi|qui|quel(?:le)?s?|lequel|laquelle)\b|(?<!-ce )\bqu(?:e\b|')",
    re.IGNORECASE,
)


def doubted(reading: Reading, start: int) -> Modality | None:
    """What the sentence makes of the count that begins at `start`; None where it leaves that to the verb."""
    first, last = reading.sentence_at(start)
    if _BUT_FOR.search(reading.folded, max(first, start - 16), start):
        return "asserted"
    if _DENIED.search(reading.folded, first, start) or _AND_NOT.search(reading.folded, first, start):
        return "negated"
    if _CALLED_FALSE.search(reading.folded, first, start):
        return "negated"
    if _rumour().search(reading.folded, first, start) and _IS_FALSE.match(reading.folded, start, last):
        return "negated"
    if _OPEN.search(reading.folded, first, start) or _EVENTUAL.search(reading.folded, max(first, start - 60), start):
        return "hypothetical"
    return "hypothetical" if _is_asked(reading, first, start, last) else None


def _is_asked(reading: Reading, first: int, start: int, last: int) -> bool:
    """True in a question of yes or no; those that it counts with an article are there, whatever is asked of them."""
    if not reading.folded[start:last].rstrip(' »"”').endswith("?"):
        return False
    asks = _ASKS.search(reading.folded, first, start)
    if asks is None or _GRANTED.search(reading.folded, first, asks.start()):
        return False
    return DEFINITE.search(reading.folded, max(first, start - 8), start) is None
