"""A noun of soldiers that has a peaceful namesake → is it the soldiers? An article on armies vouches for it.

Matches *Quatre* marsouins *ont été blessés dans un accident*, *250* défenseurs *sont faits prisonniers*; not
*douze* défenseurs *des droits*, *trois* marins *d'un cargo*.
"""

from __future__ import annotations

import re

from newsextract.amounts import Amount
from newsextract.matchers.troops.groups import Group
from newsextract.matchers.troops.setting import is_military_article, paragraph_at
from newsextract.matchers.troops.sides import force_value
from newsextract.matchers.troops.verbs import STRONG, Event, clause_bounds
from newsextract.matchers.troops.words import civil_words, grammar_words
from newsextract.reading import Reading
from newsextract.records import Troops

_MEN_OF_ARMS = grammar_words("men_of_arms")
_CIRCUMSTANCES = grammar_words("circumstances")
# pilotes de [F-16] · formés au [Rafale] · aux commandes d'un [hélicoptère]
_WARPLANE = re.compile(
    r"\b(?:F-\d\d?|MiG|Mig|Mirage|Rafale|Gripen|Eurofighter|Typhoon|Su-\d\d|Sou[kh]+o[iï]|Suk?hoi|Tornado|Spitfire|"
    r"Stuka|"
    r"Tucano|Alphajet|Alpha Jet|L-39|avions? de (?:chasse|combat)|chasseurs?-bombardiers?|"
    r"armée de l'air|force aérienne)\b"
)
# défenseurs [des droits de l'homme] · [de la forêt] · [de l'environnement]
_OF_A_CAUSE = re.compile(
    r"[\wà-ÿ]+ (?:[a-zà-ÿ-]+ )?(?:des |du |de la |de l'|de |d')(?:droits?|libert|environnement|"
    r"nature|forêt|terre|climat|"
    r"causes?|langue|patrimoine|démocrat|laïcité|animaux|peuples?|minorités|traité|accord|réforme|projet|femmes|"
    r"enfants|"
    r"migrants|consommateurs|biodiversité|océans|paix|ours|loup)"
)
# un cargo · le pétrolier
_MERCHANTMAN = re.compile(
    r"\b(?:cargos?|porte-conteneurs|pétroliers?|vraquiers?|chaluti(?:er|ers)|méthaniers?|tankers?|ferr(?:y|ies)|"
    r"paquebots?|"
    r"marine marchande|navires? (?:marchands?|de commerce|commercia(?:l|ux))|bateaux? de pêche|armateurs?|pêche)\b",
    re.IGNORECASE,
)
_SEAMEN = frozenset({"marin", "matelot", "membre d'équipage", "homme d'équipage", "capitaine", "mousse"})
# the navy's own ships, for which the tanker may be a target
_NAVY = re.compile(
    r"\b(?:marine (?:nationale|de guerre|[a-zà-ÿ]+(?:aise|ienne|ine|aine))|frégates?|destroyers?|corvettes?)"
)


_WARSHIP = re.compile(
    r"\b(?:cuirassés?|croiseurs?|destroyers?|frégates?|corvettes?|porte-avions|groupe aéronaval|sous-marins?|"
    r"torpilleurs?|navires? de guerre|bâtiments? de (?:guerre|soutien|projection|débarquement|commandement|"
    r"ravitaillement)|porte-hélicoptères|chasseurs? de mines|patrouilleurs?|garde-côtes|vedettes? lance)\b"
)


def aboard_warship(reading: Reading, group: Group) -> bool:
    """*Une centaine de* marins *embarqués sur le bâtiment de soutien*: whatever the article is about."""
    return group.noun.lemma in _SEAMEN and (
        _WARSHIP.search(reading.lowered, *reading.sentence_at(group.head)) is not None
    )


def of_merchant_ship(reading: Reading, group: Group) -> bool:
    """True for the crew of a merchant ship or a trawler: *trois marins philippins d'un cargo* are no troops."""
    if group.noun.lemma not in _SEAMEN:
        return False
    first, last = reading.sentence_at(group.head)
    if _NAVY.search(reading.folded, first, last) or _of_that_warship(reading, group, first):
        return False
    if _MERCHANTMAN.search(reading.folded, first, last):
        return True
    return _crews_merchantmen(reading, group) and _WARSHIP.search(reading.lowered, first, last) is None


_ITS_CREW = re.compile(r"\b(?:ses|leurs|les)(?: [^.;:,]{1,25})? $", re.IGNORECASE)


def _of_that_warship(reading: Reading, group: Group, first: int) -> bool:
    """*La frégate est rentrée.* Ses 142 *marins ont escorté des cargos*: of the warship that the paragraph names."""
    if _ITS_CREW.search(reading.folded, first, group.head) is None:
        return False
    return _WARSHIP.search(reading.lowered, paragraph_at(reading, group.head)[0], first) is not None


_CREWS = frozenset({"PHL", "IND"})  # most of the world's merchant seamen, UNCTAD/BIMCO Seafarer Workforce Report 2021


def _crews_merchantmen(reading: Reading, group: Group) -> bool:
    """*Aucun des 22 marins philippins n'est blessé*, in a paragraph on a ship: a nation of merchant seamen."""
    begin, end = paragraph_at(reading, group.head)
    if not any(force_value(one.actor) in _CREWS for one in reading.parties if group.head < one.start < group.end):
        return False
    return _MERCHANTMAN.search(reading.folded, begin, end) is not None


def are_men_of_arms(reading: Reading, amount: Amount, group: Group, event: Event) -> bool:
    """True for nouns that mean soldiers wherever armies are spoken of, unless their clause is of a civil trade."""
    lemma = group.noun.lemma
    if lemma == "défenseur":
        return _are_defenders(reading, group, event)
    if aboard_warship(reading, group):
        return not of_merchant_ship(reading, group)
    if lemma == "pilote":
        return _fly_for_army(reading, group, event)
    if group.noun.category == "instructor":
        return _train_soldiers(reading, group)
    if lemma in _SEAMEN and _WARSHIP.search(reading.lowered, *paragraph_at(reading, group.head)):
        return is_military_article(reading, group, needed=2)
    if lemma not in _MEN_OF_ARMS or not is_military_article(reading, group, needed=2):
        return False
    return not _of_trade(reading, amount, group)


def _are_defenders(reading: Reading, group: Group, event: Event) -> bool:
    """*Deux cents* défenseurs *se rendent*: of a town or a fort, in an article of war; not of rights or of nature."""
    if _OF_A_CAUSE.match(reading.folded, group.head):
        return False
    fights = event.role in STRONG | {"engaged", "deployed", "strength", "casualties", "withdrawn"}
    return fights and is_military_article(reading, group, needed=3)


# pilotes de ligne · le licenciement de pilotes · pilotes de course
_AIRLINE = re.compile(
    r"\b(?:compagnies? aériennes?|de la compagnie (?!de |d'|des |du )|avions? de ligne|licenci\w+|grève|syndicat|"
    r"salaires?|embauch\w+|passagers?|vols? commercia\w+|boeing|airbus|air france|course|rallye|circuit|écuries?|"
    r"moto|deltaplane|parapente|planeurs?)\b"
)


def of_airline(reading: Reading, group: Group) -> bool:
    """True for *le licenciement de deux cents pilotes*, *trente pilotes de course*."""
    if group.noun.lemma != "pilote":
        return False
    return _AIRLINE.search(reading.lowered, *reading.sentence_at(group.head)) is not None


def _fly_for_army(reading: Reading, group: Group, event: Event) -> bool:
    """*pilotes* of warplanes; in an article of war those killed, captured or missing."""
    if of_airline(reading, group) or not is_military_article(reading, group, needed=3):
        return False
    first, last = reading.sentence_at(group.head)
    return event.role in STRONG or _WARPLANE.search(reading.folded, first, last) is not None


# formateurs d'une école, d'une entreprise, d'un club
_SCHOOLING = re.compile(
    r"\b(?:écoles? (?:de|d')(?!guerre|tir\b|combat)|élèves?|enseignants?|entreprises?|clubs?|apprentis?|lycées?|"
    r"universités?|salariés?|chômeurs?|ski\b|natation|plongée|yoga|auto-école|municipa\w+|(?:formation|stages?) "
    r"professionnel\w+|conseillers? (?:régiona|départementa|communa|munic|fédéra|d'état|spécia|économ|juridi|techni|"
    r"politi|diplomati|en communication|du (?:président|ministre)|de la présid))"
)
_ADVISERS = frozenset({"conseiller", "expert militaire"})


def _train_soldiers(reading: Reading, group: Group) -> bool:
    """*« au moins cinq cents »* formateurs *à Taichung* in an article on armies; advisers with a nation beside them."""
    first, last = reading.sentence_at(group.head)
    if _SCHOOLING.search(reading.lowered, first, last) or not is_military_article(reading, group, needed=2):
        return False
    if group.noun.lemma not in _ADVISERS:
        return is_military_article(reading, group, needed=3)
    inside = (one for one in reading.parties if group.head < one.start < group.end)
    return any(one.form == "demonym_adjective" for one in inside)


def _of_trade(reading: Reading, amount: Amount, group: Group) -> bool:
    """True if the clause speaks of sport, work or rescue; accidents and civilians beside them make no civilians."""
    first, last = clause_bounds(reading, amount.start, group.end)
    return any(
        reading.folded[start:end].lower() not in _CIRCUMSTANCES
        for start, end in civil_words(reading.folded, first, last)
    )


_BARE_AGENTS = re.compile(r"agents(?: [a-zà-ÿ]+(?:s|x))?$", re.IGNORECASE)


def are_police_agents(reading: Reading, group: Group, last: Troops | None) -> bool:
    """*736 policiers kényans attendent. Trois* agents *ont péri*: agents are the police counted right before."""
    if group.noun.lemma != "agent" or last is None or last.category != "police" or not _BARE_AGENTS.match(group.text):
        return False
    return reading.sentence_index(group.head) - reading.sentence_index(last.start) <= 2
