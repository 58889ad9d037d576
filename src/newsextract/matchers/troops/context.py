"""A quantity and its noun → does the text speak of troops? Nouns such as *hommes* or *sections* must be
vouched for.

Matches *un contingent de 2 000* hommes, *l'armée a perdu 40* hommes; not *neuf* hommes *en garde à vue*.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice

from newsextract.amounts import Amount
from newsextract.matchers.troops.arms import aboard_warship, are_men_of_arms, of_airline, of_merchant_ship
from newsextract.matchers.troops.civilians import are_villagers, civil_clause
from newsextract.matchers.troops.exercises import take_part
from newsextract.matchers.troops.fallen import are_bodies, are_fallen
from newsextract.matchers.troops.groups import Group
from newsextract.matchers.troops.setting import (
    is_military,
    is_military_article,
    is_of_peace,
    is_of_war,
    others,
    paragraph_at,
)
from newsextract.matchers.troops.verbs import Event, clause_bounds
from newsextract.matchers.troops.vicinity import REGIMENT, is_near, is_of_armed_group, is_strong
from newsextract.matchers.troops.words import grammar_words, military_words, noun_forms
from newsextract.reading import Reading
from newsextract.verb_senses import forms, told, verbs

# corps d'armée · corps francs
_ARMY_CORPS = re.compile(
    r"corps (?:d'(?:armée|infanterie|élite|artillerie)|de (?:cavalerie|réserve|volontaires|marine)|blindés?|mécanisés?|"
    r"motorisés?|francs?"
    r"|expéditionnaires?|coloniaux|alpins?|aéroportés?|[a-zà-ÿ-]+(?:ais|ois|ains|iens|ands|ards|ques|sses))\b"
)


# [les ]deux armées s'observent · [ces ]trois armées; not: les deux armées allemandes, nos deux armées de réserve
_DEFINITE = re.compile(r"\b(?:[Ll]es|[Cc]es|[Dd]es|[Aa]ux|[Ll]eurs) $")


def _are_powers(reading: Reading, amount: Amount, group: Group) -> bool:
    """*les deux armées s'observent*: those of the states told of, no echelon."""
    bare = group.noun.unit == "army" and " " not in group.text
    return bare and _DEFINITE.search(reading.folded, max(0, amount.start - 5), amount.start) is not None


def is_troops(
    reading: Reading, amount: Amount, group: Group, event: Event, force_found: bool, owned: bool = False
) -> bool:
    """True if the noun counts troops here; `owned` is true where a state or an army loses, sends or calls them up."""
    context = group.noun.context
    if amount.form == "article" and (not _single(group, event) or _is_witness(reading, amount)):
        return False
    if event.role == "other" and _are_witnesses(reading, amount, group):
        return False
    if _OF_BOTH_AGES.match(reading.folded, group.head) or _are_powers(reading, amount, group):
        return False
    if context == "near" and _are_fighters(reading, amount):
        return is_military(reading)
    if are_civilians(reading, amount, group):
        return False
    if context is None or context in {"special", "people"}:
        return not (is_of_peace(reading) and _is_figure(reading, amount, group, event, force_found))
    if is_of_peace(reading) and not _speaks_of_armies(reading, amount, group):
        return False
    if are_men_of_arms(reading, amount, group, event):
        return True
    if context == "marines":
        return (amount.low or amount.high or 0) >= 2
    if context == "plural":
        return (amount.low or amount.high or 0) >= 20
    if force_found and _befits(group, event):
        return True
    if (
        force_found
        and context in {"near", "unit", "marines", "forces", "force"}
        and not civil_clause(reading, amount, group)
        and is_military_article(reading, group, needed=1)
    ):
        return True
    if context in {"near", "marines"} and _moved_by_power(reading, amount, group, event, owned):
        return True
    if context == "held":
        return is_of_armed_group(reading, group)  # 8 500 détenus de l'État islamique
    if context == "young":
        return _enrolled(reading, amount, group, event)
    if context == "wagner":
        return is_of_war(reading)
    if context == "dead":
        return are_fallen(reading, amount, group)
    if context == "bodies":
        return are_bodies(reading, amount, group)
    if context == "exercise":
        return take_part(reading, group)
    if context in {"strong", "force"}:
        return is_strong(reading, amount, group, event, context)
    if context == "corps" and not _ARMY_CORPS.match(reading.folded, group.head):
        return False  # on retrouve dix-huit corps
    if context in {"near", "unit", "brigade", "army", "corps", "marines", "forces"}:
        return is_near(reading, amount, group, event)
    return False


# 300 prisonniers [politiques]
_NOT_OF_WAR = re.compile(r"(?:politiques|d'opinion|de droit commun|civils|de conscience)\b")


def are_civilians(reading: Reading, amount: Amount, group: Group) -> bool:
    """True for a trawler's seamen, an airline's pilots, the men of a village, political prisoners."""
    behind = group.head + len(reading.token_at(group.head)) + 1
    if group.noun.category == "prisoner" and _NOT_OF_WAR.match(reading.folded, behind):
        return True
    if group.noun.lemma == "volontaire" and _HELPING.search(reading.lowered, *reading.sentence_at(group.head)):
        return True
    return of_merchant_ship(reading, group) or of_airline(reading, group) or are_villagers(reading, amount, group)


# 130 volontaires pour la [battue] · [bénévoles] · [don du sang]; not: volontaires soignés par la Croix-Rouge
_HELPING = re.compile(r"\b(?:battues?|bénévol\w+|dons? du sang|essais? cliniques?|vendanges?)\b")


# plus de 8 000 [hommes et adolescents] exécutés
_OF_BOTH_AGES = re.compile(
    r"hommes,? (?:et|ou) (?:de |d'|les |des )?(?:jeunes )?(?:garçons|adolescents|enfants|vieillards|fillettes)\b"
)
# les assaillants, [une centaine d'hommes], s'étaient dissimulés
_FIGHTERS_BEFORE = re.compile(r"\b(?P<noun>[a-zà-ÿ]+s)(?: [a-zà-ÿ-]+)?(?:, | – | \()(?:soit |au total )?$")
_BEHIND_COMMA = re.compile(r"[^.;:,()–]{0,50}[,)–.;]")


def _are_fighters(reading: Reading, amount: Amount) -> bool:
    """*les assaillants,* une centaine *d'hommes,*: men who are set beside fighters are these."""
    match = _FIGHTERS_BEFORE.search(reading.folded, max(0, amount.start - 50), amount.start)
    noun = noun_forms().get(match["noun"]) if match else None
    armed = noun is not None and noun.unit == "person" and noun.category in {"fighter", "mercenary"}
    return armed and _BEHIND_COMMA.match(reading.folded, amount.end) is not None


def _is_figure(reading: Reading, amount: Amount, group: Group, event: Event, force_found: bool) -> bool:
    """True for *trois soldats là où il en faudrait dix* in an article on a hospital: no army is near. Policemen are no
    figure of speech but in fiction, nor are the soldiers of somebody named (*3 000 soldats de Napoléon*)."""
    if group.noun.category == "police" and not _FICTION.search(reading.lowered, *paragraph_at(reading, amount.start)):
        return False
    if _OF_SOMEBODY.search(group.text):
        return False
    paragraph = military_words(reading.folded, *paragraph_at(reading, amount.start), strict=True)
    return event.role == "other" and not force_found and not others(paragraph, group)


# deux policiers que tout oppose, dans un [film], une [série], un [roman]
_FICTION = re.compile(
    r"\b(?:(?:télé)?films?|séries?|romans?|romanci\w+|polars?|épisodes?|réalisa(?:teur|trice)s?|cinéastes?|"
    r"act(?:eur|rice)s?|comédien(?:ne)?s?|intrigue|thriller|bande dessinée)\b"
)
# soldats [de Napoléon] · légionnaires [de la Rome] antique
_OF_SOMEBODY = re.compile(r" (?:de |d'|du |de la |de l')[A-ZÀ-Ý][a-zà-ÿ]")


def _speaks_of_armies(reading: Reading, amount: Amount, group: Group) -> bool:
    """True if the sentence itself names an army, whatever the article is about."""
    first, last = reading.sentence_at(amount.start)
    if group.noun.category == "unit":
        noun = reading.token_at(group.head)
        return _OF_ARM.match(reading.folded, noun.idx + len(noun)) is not None
    if aboard_warship(reading, group):
        return True
    named = _ARMED_FORCES.search(reading.folded, first, last) or REGIMENT.search(reading.folded, first, last)
    return named is not None


# deux compagnies [du génie] · trois sections [d'infanterie]: no companies of trade, whatever the article is about
_OF_ARM = re.compile(
    r" (?:[a-zà-ÿ]+ )?(?:du génie|d'infanterie|d'artillerie|de cavalerie|de parachutistes|de fusiliers|de chasseurs|"
    r"de chars|de tirailleurs|de combat|de reconnaissance|de légionnaires|de grenadiers)\b"
)


# l'armée de terre · les forces armées · la marine nationale · le régiment
_ARMED_FORCES = re.compile(
    r"\b(?:armée de (?:terre|l'air)|forces armées|marine nationale|l'armée|régiments?|bataillons?|garnisons?|"
    r"militaires)\b",
    re.IGNORECASE,
)
_SELDOM = grammar_words("seldom")


def _befits(group: Group, event: Event) -> bool:
    """*35 instructeurs britanniques sont présents*, *10 000 recrues ukrainiennes formées*: nation and
    role vouch for the noun."""
    roles = {"deployed", "trained", "withdrawn", "planned", "mobilised", "captured", "engaged"}
    return (
        group.noun.context == "near"
        and (group.noun.category != "sailor" or event.role == "captured")
        and group.noun.unit == "person"
        and group.noun.lemma not in _SELDOM
        and event.role in roles
    )


_MOVED = frozenset({"casualties", "deployed", "withdrawn", "mobilised", "engaged", "planned"})
_MOVING = grammar_words("moving")
_MOVABLE = grammar_words("movable")


def _moved_by_power(reading: Reading, amount: Amount, group: Group, event: Event, owned: bool) -> bool:
    """*la Russie a perdu* 1 050 *hommes*, *Paris et Londres envisagent l'envoi de* 10 000 *hommes*."""
    if group.noun.lemma not in _MOVABLE:
        return False
    if event.trigger is None:
        return event.role == "casualties" and owned and not civil_clause(reading, amount, group)
    # a [perdu] chaque jour 900 hommes, tués ou blessés: the trigger is *tués*, the parser's head may be *jour*
    lost = any(one.lemma_ == "perdre" for one in islice(reading.token_at(group.head).ancestors, 2))
    moved = event.role in _MOVED and event.trigger.lemma_.lower() in _MOVING
    if not (lost or moved) or civil_clause(reading, amount, group):
        return False
    first, _ = clause_bounds(reading, amount.start, group.end)
    return owned or any(first <= one.start < amount.start and one.actor.armed for one in reading.parties)


# le service national · l'armée · incorporés: who calls the young up is no band
_CALLED_UP = re.compile(
    r"\b(?:régiments?|armée|service (?:national|militaire)|conscription|appelés?|incorpor[a-zà-ÿ]+|recensement)\b"
)


def called_up(reading: Reading, group: Group) -> Group:
    """*3 000 jeunes*: soldiers where their paragraph tells of an army's service, else those whom a band enlists."""
    if group.noun.context != "young" or _CALLED_UP.search(reading.folded, *paragraph_at(reading, group.head)) is None:
        return group
    return replace(group, noun=replace(group.noun, category="soldier"))


_ENROLS = grammar_words("enrolling")


def _enrolled(reading: Reading, amount: Amount, group: Group, event: Event) -> bool:
    """*a enrôlé une centaine de* jeunes: by an army or a group that the sentence names."""
    trigger = event.trigger
    if trigger is None or event.role not in {"mobilised", "planned"} or not is_military(reading):
        return False
    if trigger.lemma_.lower() not in _ENROLS and not re.match(r"enr[ôe]l|recrut|mobilis", trigger.lower_):
        return False
    if re.match(r"enr[ôe]l|enrégim", trigger.lower_) and is_of_war(reading):
        return not civil_clause(reading, amount, group)
    first, last = reading.sentence_at(amount.start)
    armed = any(first <= one.start < last and one.actor.armed for one in reading.parties)
    return (armed or bool(military_words(reading.folded, first, last, strict=True))) and not civil_clause(
        reading, amount, group
    )


def _single(group: Group, event: Event) -> bool:
    """*un soldat* counts only where something befell him."""
    return group.noun.unit == "person" and event.role in {
        "killed",
        "wounded",
        "captured",
        "missing",
        "deserted",
    }


_SPEAKING = verbs("saying") - verbs("counting")  # *…, déplore un soldat tué* counts him
# selon [un officier] · cité par [un colonel] · », souffle [un caporal] · , a précisé à l'AFP [un officier]
_WITNESS = re.compile(
    r"\b(?:selon|d'après|à en croire|aux? dires? d'|(?:l'|qu')on interroge|de l'avis d'|cité par|interrogé par|"
    r"de la part d'|témoignage d'|récit d'|"
    r"auprès d'|avec) ?$"
    rf"|(?:[,»”\"]|\b(?:comme|ainsi que)) ?(?:{told(_SPEAKING)}|{forms(_SPEAKING, ('participle',))} par\b)"
    r"(?:[ -]t[ -](?:il|elle))?(?: [^,.;:«»]{1,28})? $",
    re.IGNORECASE,
)


# Dix soldats sont morts, [ont confirmé à l'AFP] deux officiers.
_HAVE_SAID = re.compile(
    rf"[,»”\"] (?:ont|avaient) (?:(?!pas\b|jamais\b)[a-zà-ÿ]+ )?"
    rf"{forms(_SPEAKING - verbs('equivocal'), ('said',))}(?: [^,.;:«»]{{1,30}})? $"
)


def _are_witnesses(reading: Reading, amount: Amount, group: Group) -> bool:
    """*ont confirmé à l'AFP* deux *officiers*: who speak, at the end of what they say."""
    end = max(amount.end, group.end)
    if not reading.folded.startswith((".", ",", " sous ", " à l", " qui "), end) and end < len(reading.folded):
        return False
    return _HAVE_SAID.search(reading.folded, max(0, amount.start - 70), amount.start) is not None


def _is_witness(reading: Reading, amount: Amount) -> bool:
    """*raconte* un *déserteur*, *selon* un *officier*: who speaks is no count of what befell him."""
    return _WITNESS.search(reading.folded, max(0, amount.start - 60), amount.start) is not None
