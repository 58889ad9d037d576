"""A strength in its sentence → whether it is but an aim, or how strong a body is, whatever is planned of it.

Matches *loin du plafond légal de* 247 000 (an aim), *La Minurso, forte de* 240 *Casques bleus, craint* (its size).
"""

from __future__ import annotations

import re

from newsextract.reading import Reading
from newsextract.records import Troops

# ramener le contingent de 2 500[ à moins de 1 000]
TO_NUMBER = re.compile(r"(?: \w+){0,2} à (?:moins|plus|environ|près|quelque|quelques|un|une|\d)", re.IGNORECASE)
# [De] 44 000 volontaires [en 2024, la réserve doit passer à] 80 000
CHANGES_TO = re.compile(
    r"[^.;:]{0,60}, [^.;:,]{3,50} (?:pass|tomb|grimp|mont|descend|fond|chut|rédui|bondi|recul)[a-zà-ÿ]* à (?:\w+ )?"
)
IN_PLACE = r"(?:sur place|présents|déployés|stationnés|là-bas|en poste|en place)"
# les [2 000 soldats] · ses [300 hommes] · 15 % des [40 000 conscrits]: they exist, whatever is said of them
DEFINITE = re.compile(r"\b(?:les|des|ces|ses|leurs|nos|aux)\s*$", re.IGNORECASE)
# douze soldats[, dont deux officiers,] auraient été tués
PART_ASIDE = r", (?:dont|parmi lesquel(?:le)?s|y compris) [^.,;:()]{3,60},"
# un objectif de [dix mille] · loin du plafond légal de [247 000]
AIM_IS = (
    r"(?:objectif|cible|plafond)s?\b[^.;:,]{0,40} (?:est|était|serait|reste|restait|demeure|sera)"
    r"(?: (?:toujours|désormais|encore|aujourd'hui|ainsi|donc))?(?: fixée?)? (?:de|d'|à)"
)
_AIM = re.compile(
    r"\b(?:objectif|cible|plafond|seuil)s?(?: [\wà-ÿ-]+){0,2} (?:de|d'|des|à) ?$"
    # l'objectif fixé par l'Otan est de [20 000] · le plafond de l'armée reste fixé à
    rf"|\b{AIM_IS} ?$",
    re.IGNORECASE,
)
# l'armée estonienne [vise] 10 000 soldats · [ambitionne] 260 000 soldats
_AIMS_AT = re.compile(r"\b(?:vis|ambitionn|escompt)(?:e|ent|ait|aient|ons)(?: désormais| toujours| encore| plutôt)? ?$")
# campe sur sa cible : [260 000 soldats d'active et 200 000] réservistes · L'effectif visé est de · L'ambition, c'est
_AIM_BEFORE = re.compile(
    r"\b(?:objectif|cible|cap|ambition|but|ligne de mire|format visé)s?\b[^.;:\n]{0,36}(?: ?: |, c'est )"
    r"(?:[«\"“] ?)?(?:[^.;:]{3,50} et )?$"
    r"|\b(?:effectif|format|nombre)s? (?:visé|cible|souhaité|recherché|escompté|espéré)s?\b[^.;:]{0,24}$",
    re.IGNORECASE,
)
# a atteint son objectif : 5 000 hommes
_REACHED = re.compile(
    r"\b(?:attein|dépass|rempl|tenu|honor|réalis)[a-zà-ÿ]*(?: [a-zà-ÿ]+)? (?:son |leur |cet |l'|sa |cette |la )$"
)


# [table sur] 29 000 militaires [en 2030] [et] 20 000 réservistes
_COUNTS_ON = re.compile(r"\b(?:tabl|mis)[a-zà-ÿ]* (?:[a-zà-ÿ]+ )?sur [^.;:]{0,70}$")
_BY_YEAR = re.compile(r"[^.;:,]{0,40} en 20\d\d\b")
_BY_YEAR_AND = re.compile(r" en 20\d\d et $")


def is_aim(reading: Reading, fact: Troops) -> bool:
    """*loin du plafond légal de* 247 000: what is aimed at or allowed is not what is."""
    if fact.role != "strength" or TO_NUMBER.match(reading.folded, fact.end):
        return False
    if _AIM.search(reading.folded, max(0, fact.start - 45), fact.start):
        return True
    if _COUNTS_ON.search(reading.folded, max(0, fact.start - 90), fact.start) and (
        _BY_YEAR.match(reading.folded, fact.end)
        or _BY_YEAR_AND.search(reading.folded, max(0, fact.start - 60), fact.start)
    ):
        return True
    if _AIMS_AT.search(reading.folded, max(0, fact.start - 30), fact.start):
        return True
    first, _ = reading.sentence_at(fact.start)
    match = _AIM_BEFORE.search(reading.folded, max(first, fact.start - 100), fact.start)
    return match is not None and not _REACHED.search(reading.folded, max(first, match.start() - 30), match.start())


# La Minurso[, forte de] 240 Casques bleus[,] craint · [Avec] 12 000 soldats, l'armée veut
_FORTE = re.compile(
    r"(?:^|[,(] ?(?:[a-zà-ÿ]+ )?|(?<!est )(?<!serait )(?<!était )(?<!sera ))"
    r"(?:[Ff]orte?s?|[Cc]omposée?s?|[Cc]onstituée?s?|[Rr]iches?)"
    r"(?: sur le papier| en théorie| officiellement| désormais| alors)? (?:de |d')"
    r"(?:[^.;:,]{3,60}(?:,| et) (?:de |d')?)?$|\bAvec (?:ses )?$"  # fort de 1 150 militaires et de [260 réservistes]
)
# la Force mixte[, forte de] 10 000 soldats fournis par quatre pays
_FORTE_ITSELF = re.compile(r", (?:[a-zà-ÿ]+ )?forte?s? (?:de |d')$")
# Ses effectifs[, estimés à] 2 000 en 2025, ne dépasseraient guère
_VALUED_ASIDE = re.compile(
    r", (?:[a-zà-ÿ]+ )?(?:estimée?s?|évaluée?s?|chiffrée?s?) (?:[a-zà-ÿ]+ )?(?:à|entre|autour de) (?:les |quelque )?$"
)
_BODY_ASIDE = re.compile(
    r"\b(?:armée|régiment|bataillon|brigade|division|garnison|milice|contingent|force|corps|garde|légion|"
    r"gendarmerie|marine|"
    r"mission)(?: [\wà-ÿ'-]+){0,4}, (?:soit )?$",
    re.IGNORECASE,
)


def is_size_aside(reading: Reading, fact: Troops) -> bool:
    """*La Minurso, forte de* 240 *Casques bleus, craint que …*: how strong a body is, whatever is feared or planned;
    *le nombre de soldats en Irak, environ* 2 500, *devrait diminuer*."""
    if fact.rule == "troops.aside":
        return True
    first, _ = reading.sentence_at(fact.start)
    lead = max(first, fact.start - 70)
    if fact.role == "strength" and _VALUED_ASIDE.search(reading.folded, lead, fact.start):
        return True
    if fact.role in {"deployed", "engaged", "mobilised"}:
        aside = _FORTE_ITSELF.search(reading.folded, lead, fact.start)
        return aside is not None and _NEW_BODY.search(reading.folded, lead, fact.start) is None
    if fact.role != "strength":
        return False
    aside = _FORTE.search(reading.folded, lead, fact.start) or _BODY_ASIDE.search(reading.folded, lead, fact.start)
    return aside is not None and _NEW_BODY.search(reading.folded, lead, fact.start) is None


# Les observateurs dépêchés par la Malaisie[, ]une trentaine d'officiers[ en tout,] n'ont pas rendu leurs conclusions
_IN_ALL = re.compile(r"[^.;:,()]{0,40} (?:en tout|au total)(?=,| –|\))")


def is_sum_aside(reading: Reading, fact: Troops) -> bool:
    """*Les observateurs dépêchés, une* trentaine *d'officiers en tout, n'ont pas rendu leurs conclusions*: how many
    those are of whom the sentence tells, whatever it denies of them; not of those yet to come."""
    opens = reading.folded.endswith((", ", " – ", "("), 0, fact.start)
    return opens and fact.role in {"deployed", "other"} and _IN_ALL.match(reading.folded, fact.end) is not None


def body_wished_for(reading: Reading, fact: Troops) -> int | None:
    """*veut une force de paix, composée de* 300 *soldats*: where the body stands that is yet to be, if its size is set
    behind it."""
    if fact.role != "strength":
        return None
    first, _ = reading.sentence_at(fact.start)
    body = _NEW_BODY.search(reading.folded, max(first, fact.start - 70), fact.start)
    return body.start() + len("une ") if body is not None and "," in body[0] else None


# installera [une brigade blindée complète, forte de] 4 800 militaires: the body itself is yet to be
_NEW_BODY = re.compile(
    r"\b(?:[Uu]n (?:[\wà-ÿ'-]+ ){0,5}[\wà-ÿ'-]+,? (?:[a-zà-ÿ]+ )?(?:fort|composé|constitué|riche) (?:de |d')"
    r"|[Uu]ne (?:[\wà-ÿ'-]+ ){0,5}[\wà-ÿ'-]+,? (?:[a-zà-ÿ]+ )?(?:forte|composée|constituée|riche) (?:de |d')"
    r"|[Uu]ne? (?:[\wà-ÿ'-]+ ){0,5}[\wà-ÿ'-]+,? (?:soit )?)$"
)


# 7 500 conscrits par an, [contre] 5 000 [aujourd'hui] · 4 800, contre 1 700 [actuellement] · [l'an dernier]
_AGAINST = re.compile(r"\b(?:contre|au lieu (?:de|des)|après) (?:les |seulement |environ |quelque |à peine )?$")
_UP_TO_NOW = re.compile(
    r"(?: [a-zà-ÿ]+s)? (?:aujourd'hui|actuellement|à (?:l'heure actuelle|présent|ce jour)|jusqu'(?:ici|alors|"
    r"à présent)|"
    r"pour l'(?:heure|instant)|l'an (?:dernier|passé)|l'année (?:dernière|passée|précédente)|cette année|auparavant|"
    r"il y a (?:un|deux|trois|cinq|dix)|l'été dernier|déjà|en temps normal|précédemment|"
    r"(?:en|fin|début|au début de|à la fin de) (?:[12]\d{3}|[a-z]+ [12]\d{3})|avant (?:la|l'|le)|du temps d|"
    r"(?:une?|deux|trois|quatre|cinq|six|dix|vingt|\d+) (?:ans?|mois|semaines?|jours?) (?:plus tôt|auparavant)|"
    r"au (?:début|milieu|tournant|lendemain) d|dans les années|à l'époque|à l'origine|naguère|jadis|autrefois|"
    r"la veille|au plus fort|sous l)\b"
)


def is_for_comparison(reading: Reading, start: int, end: int) -> bool:
    """*appellera 7 500 conscrits, contre* 5 000 *aujourd'hui*: a figure that what is planned is set against."""
    lead = _AGAINST.search(reading.folded, max(0, start - 30), start)
    return lead is not None and _UP_TO_NOW.match(reading.folded, end) is not None


# viendront [s'ajouter aux] 40 000 militaires · [épauleront les] 300 soldats · [rejoindre les] 300 Français
_JOINS = re.compile(
    r"\b(?:ajout|rejoi|joi(?:gn|nd)|complét|compl[eè]t|épaul|appu[iy]|second)[a-zà-ÿ]* "
    r"(?:aux|les|à ses|à leurs|à nos|ses|leurs|nos) (?:quelque |environ |près de |plus de )?$"
)
# promet une riposte [contre les] 2 500 soldats américains du pays · menace [de frapper les] 300
_THREATENS = re.compile(
    r"\b(?:(?:riposte|représailles|attaques?|frappes?|attentats?|menaces?|guerre) (?:[a-zà-ÿ]+ )?contre|visant|viser|"
    r"frapper|attaquer|cibler|bombarder|chasser|expulser|protéger|soutenir|ravitailler|évacuer) "
    r"(?:les|ses|leurs|nos|ces) (?:quelque |environ |près de |plus de )?$"
)
# , que Paris enverra · qui seront formés
_YET_TO_COME = re.compile(r"[^.;:,]{0,40},? qu(?:i|e|') ?[^.;:,]{0,40}\b[a-zà-ÿ]+(?:ra|ront|rait|raient)\b")


def joins_those_there(reading: Reading, start: int, end: int) -> bool:
    """True for *5 000 hommes s'ajouteront aux* 40 000 *militaires*: those whom others join are there already."""
    lead = max(0, start - 50)
    if _JOINS.search(reading.folded, lead, start) is None and _THREATENS.search(reading.folded, lead, start) is None:
        return False
    return _YET_TO_COME.match(reading.folded, end) is None


# enverra 600 hommes en Lettonie, où le Canada [en commande déjà] 2 200
_HAS_ALREADY = re.compile(
    r"\b(?:en|y) (?:a|ont|compte(?:nt)?|commande(?:nt)?|déploie(?:nt)?|stationne(?:nt)?|entretien(?:t|nent)|"
    r"maintien(?:t|nent)|aligne(?:nt)?|possède(?:nt)?|dispose(?:nt)?|héberge(?:nt)?) déjà $"
)


def are_there(reading: Reading, start: int, end: int) -> bool:
    """True for those whom others join or threaten, and for *où le Canada en commande déjà* 2 200."""
    there = _HAS_ALREADY.search(reading.folded, max(0, start - 40), start) is not None
    return there or joins_those_there(reading, start, end)


# la mission perdra [800 de ses] 11 826 soldats: so many it has
_OUT_OF_ITS = re.compile(
    r"(?:\d|aines?|cents?|mille|milliers?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|vingt|trente)"
    r" (?:de|sur) (?:ses|leurs|nos) (?:quelque )?$"
)


def is_whole(reading: Reading, start: int) -> bool:
    """*la mission perdra 800 de ses* 11 826 *soldats*: the size of which a part is planned."""
    return _OUT_OF_ITS.search(reading.folded, max(0, start - 24), start) is not None
