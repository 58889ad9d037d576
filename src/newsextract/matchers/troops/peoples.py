"""A people's name behind a quantity → its army, where the sentence says so: *aux côtés de 5 000* Philippins.

Matches *six soldats, à savoir* quatre *Nigérians*, un millier *de Burundais retirés*; not *trois Français tués*.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from itertools import islice, takewhile
from operator import attrgetter

from newsextract.actors import Mention
from newsextract.amounts import Amount
from newsextract.matchers.troops.groups import BEFALLEN, Group, build_group
from newsextract.matchers.troops.measures import counts_thing
from newsextract.matchers.troops.peoples_armed import (
    FELL,
    HAVE_SERVED,
    IN_BATTLE,
    UNDER_ARMS,
    are_stationed,
    at_arms,
    in_arms,
)
from newsextract.matchers.troops.setting import is_military, is_of_war
from newsextract.matchers.troops.verbs import Event, clause_bounds, verb_forms
from newsextract.matchers.troops.words import Noun, NounHit, civil_words, grammar_words, military_words, noun_forms
from newsextract.reading import Reading
from newsextract.records import Troops
from newsextract.verb_senses import forms, verbs

PEOPLE = Noun("homme", "soldier", "person", "nation")
_OPPONENT = Noun("homme", "soldier", "person", "people")
# 312 [de ses ressortissants] morts au combat
_NATIONAL = Noun("ressortissant", "soldier", "person", "nation")
_OF_ITS_OWN = re.compile(
    r" de (?:ses|leurs|nos) (?:propres )?(?P<noun>ressortissants|citoyens|compatriotes|nationaux)\b"
)
# face à 2 000 · contre 300 · repoussent 200 · tenaient tête à
_AGAINST = re.compile(
    r"\b(?:face à|face aux|contre|tête à|tête aux|affront\w+|repouss\w+|combatt\w+|"
    r"encercl\w+|assiég\w+|assiégé par|attaqués? par|aux prises avec)\s*$",
    re.IGNORECASE,
)
# un millier [de] Burundais · 300 [autres] Ougandais · 24 000 [de ces] Ukrainiens
_BETWEEN = re.compile(r" (?:(?:de ces |de |d'|des )?(?:autres |jeunes )?)")


def people_group(reading: Reading, amount: Amount) -> Group | None:
    """The people that a quantity of two at least counts; whether they are troops, `are_troops` says."""
    own = _OF_ITS_OWN.match(reading.folded, amount.end) if amount.of is None else None
    if own is not None:
        return build_group(reading, NounHit(*own.span("noun"), _NATIONAL))
    gap = _BETWEEN.match(reading.folded, amount.end)
    if gap is None or amount.of not in {None, "article"} or not reading.folded[gap.end() : gap.end() + 1].isupper():
        return None
    mention = people_at(reading, gap.end())
    if mention is None:
        return None
    plural = reading.text[mention.start : mention.end].endswith(("s", "x"))
    if amount.of is None and not (plural and (amount.low or amount.high or 0) >= 2):
        return None
    against = _AGAINST.search(reading.folded, max(0, amount.start - 24), amount.start) is not None
    return build_group(reading, NounHit(mention.start, mention.end, _OPPONENT if against else PEOPLE))


def people_at(reading: Reading, start: int) -> Mention | None:
    parties = reading.parties
    first = bisect_left(parties, start, key=attrgetter("start"))
    here = takewhile(lambda one: one.start == start, islice(parties, first, None))
    return next((one for one in here if one.form == "demonym_noun"), None)


def people_hit(reading: Reading, start: int) -> NounHit | None:
    """A people as an army, by what befell it: *le nombre de* Nord-Coréens *tués à Koursk*."""
    mention = people_at(reading, start)
    if mention is None:
        return None
    served = HAVE_SERVED.match(reading.folded, mention.end) is not None and is_of_war(reading)
    if not served and not (BEFALLEN.match(reading.folded, mention.end) and _has_army(reading, mention)):
        return None
    return NounHit(mention.start, mention.end, Noun("homme", "soldier", "person", "special"))


def _has_army(reading: Reading, mention: Mention) -> bool:
    """True for *le nombre de Nord-Coréens tués* where the article speaks of their troops; not for *Palestiniens*."""
    return any(
        one.actor == mention.actor and _is_of_troops(reading, one.start, police=False)
        for one in reading.parties
        if one.form == "demonym_adjective"
    )


def have_served(reading: Reading, hit: NounHit) -> bool:
    """True for *Français passés par la Corée*."""
    return HAVE_SERVED.match(reading.folded, hit.end) is not None


_SORTS = frozenset({"peacekeeper", "mercenary", "volunteer", "fighter"})


def of_their_sort(group: Group, whole: Troops | None) -> Group:
    """*200 mercenaires, dont une* trentaine *de Salvadoriens*: a people is of the sort of the whole it is part of."""
    if whole is None or whole.category not in _SORTS or group.noun.context not in {"nation", "people"}:
        return group
    return replace(group, noun=replace(group.noun, category=whole.category))


# six soldats[, à savoir] quatre Nigérians · 1 700 militaires, [parmi lesquels] 192 Belges
_PART = re.compile(
    r"\b(?:dont|à savoir|soit|parmi lesquel(?:le)?s|parmi eux|y compris|notamment|comprenant|composée?s? (?:de|d')|"
    r"réunissant|regroupant|au nombre desquels)[ :]*(?:«\s*)?$|(?:^|[\wà-ÿ]) ?: $",
    re.IGNORECASE,
)
# 9 000 soldats américains … [aux côtés de] 5 000 Philippins
_BESIDE = re.compile(
    r"\b(?:aux côtés d[e']|côte à côte avec|épaulés par|appuyés par|renforcés par|encadrés par|soutenus par|"
    r"rejoints par|relevés par|flanqués d[e']|accompagnés d[e']|suivis d[e']|et avec|avec|"
    r"auxquel(?:le)?s (?:s'ajout[a-zà-ÿ]+|se join[a-zà-ÿ]+|se sont (?:ajoutés|joints)|il faut ajouter)|"
    r"ainsi qu[e']|; (?:la |le |l'|les )?[A-ZÀ-Ý][\w-]+,|"
    r"ainsi que|de même que|et|,)\s*$",
    re.IGNORECASE,
)
# … Italiens[, venus pour la plupart de Turin, et] cinquante Slovènes
_JOINED = re.compile(r"(?:,[^,;.:]{3,80})?(?:et|,|, et|ou|puis|, puis|ainsi que|, ainsi que)\s*", re.IGNORECASE)
# la vie à quatorze Sud-Africains[, à] trois Malawites
_JOINED_AGAIN = re.compile(rf"(?:{_JOINED.pattern})(?:à|de|d'|par)?")
# [Parmi eux,] huit cents Italiens · [Dans leurs rangs figurent] 40 Danois
_AMONG_THEM = re.compile(
    r"\W*(?:Parmi (?:eux|elles|ces \w+|les \w+)|Dans (?:leurs|ses) rangs|Au nombre de ceux-ci|Dans le lot)"
    r"(?:,|,? (?:figur|se trouv|on (?:compt|dénombr|trouv|relèv))\w+)?,? (?:quelque |environ )?"
)
_BEFELL = frozenset({"killed", "wounded", "missing", "casualties"})
_SOLDIERING = grammar_words("soldiering")
_CLAIMED = re.compile(r"\b(?:revendiqu|s'attribu|se targu|se vant)\w*\b[^.;:]{0,60}$", re.IGNORECASE)


def is_part(reading: Reading, amount: Amount, last: Troops | None) -> bool:
    """True for a people in the list of those a count before it adds up: in its sentence, or in the one before
    where this one opens with *Parmi eux*."""
    if last is None:
        return False
    first, _ = reading.sentence_at(amount.start)
    if last.start < first:
        near = reading.sentence_index(first) - reading.sentence_index(last.start) == 1
        return (
            near
            and not civil_words(reading.folded, last.end, first)
            and _AMONG_THEM.fullmatch(reading.folded, first, amount.start) is not None
        )
    between = reading.folded[last.end : amount.start]
    if any(
        last.end < one.start < amount.start and one.of is None and not counts_thing(reading, one)
        for one in reading.amounts
    ):
        return False  # 156 000 hommes débarquent; 4 414 en meurent, dont 2 501 Américains
    if _PART.search(between) or _adds_up(reading, amount, last):
        return True
    listed = last.group is not None and people_at(reading, reading.folded.find(last.group, last.end)) is not None
    behind = between.partition(last.group or "")[2].strip()
    return listed and last.rule == "troops.part" and _JOINED.fullmatch(behind) is not None


# 54 hommes[, ]trente Ougandais et … · quatre morts[ (]trois Togolais
_SET_BESIDE = re.compile(r"(?:, | \()$")
_NEXT_PEOPLE = re.compile(r",? (?:et |ainsi que )?(?:de |d')?")


def _adds_up(reading: Reading, amount: Amount, last: Troops) -> bool:
    """*perd* 54 *hommes,* trente *Ougandais et vingt-quatre Burundais*: right behind the whole, and as many in all."""
    between = reading.folded[last.end : amount.start]
    mark = _SET_BESIDE.search(between)
    if mark is None or last.group is None or between[: mark.start()].strip() != last.group:
        return False
    total, end = 0, amount.start
    for one in reading.amounts:
        if one.start < amount.start or one.of not in {None, "article"}:
            continue
        gap = _NEXT_PEOPLE.fullmatch(reading.folded, end, one.start)
        people = people_at(reading, one.end + 1) if gap or one.start == amount.start else None
        if people is None:
            break
        total, end = total + int(one.low or one.high or 0), people.end
    return total == last.low


_PUT_OUT = re.compile(r" (?:ont été |furent |auraient été )?(?:mis hors de combat|faits prisonniers|neutralisés)\b")


# dit avoir [mis hors de combat] 340 Ukrainiens · a dû [appeler à l'aide] 700 Turcs [et] 600 Britanniques
_PUTS_OUT = re.compile(
    r"\b(?:(?:mis|mettre|met|mettent) hors (?:de combat|d'état de nuire)|neutralis(?:é|er|e|ent)|"
    r"appel(?:er|é|le|lent) (?:à l'aide|en renfort|à la rescousse))(?: (?:d'autres|quelque|encore|au moins|environ))? "
    r"(?:[^.;:,]{3,40} et )?$"
)


def _named_before(reading: Reading, group: Group) -> bool:
    """*Les 400 policiers kényans …* Deux *Kényans ont été tués*: troops of the people, three sentences back at most."""
    mine = next((one.actor for one in reading.parties if one.start == group.head), None)
    index = reading.sentence_index(group.head)
    return any(
        one.actor == mine and one.form == "demonym_adjective" and _is_of_troops(reading, one.start)
        for one in reading.parties
        if one.start < group.head and index - reading.sentence_index(one.start) <= 3
    )


# Washington retire 700 militaires. Un millier d'Américains [resteront sur place]
_STAY = re.compile(
    r" (?:y )?(?:rest|demeur)(?:ent|eront|eraient|aient) (?:sur place|dans (?:le|la) (?:pays|région)|"
    r"en (?:poste|garnison)|stationnés|déployés|cantonnés|(?:en|au|à|sur) )|(?: sont| seront| étaient)? "
    r"(?:encore |toujours |déjà )?(?:stationnés|déployés|cantonnés)\b"
)


def _takes_up(reading: Reading, group: Group, event: Event, last: Troops | None) -> bool:
    """*Une trentaine de marsouins reprennent le poste.* Deux *Français y laissent la vie*: losses of a state's people
    right after its troops went into action."""
    mine = next((one.actor for one in reading.parties if one.start == group.head), None)
    if last is None or mine is None:
        return False
    stays = _STAY.match(reading.folded, group.end) is not None
    if not stays and (event.role not in _BEFELL or last.role not in {"engaged", "deployed"}):
        return False
    near = reading.sentence_index(group.head) - reading.sentence_index(last.start) <= 1
    return near and last.force == mine.country and not civil_words(reading.folded, last.end, group.end)


# 180 Japonais [de la force d'autodéfense] · 300 Tchadiens [du contingent]
_OF_FORCE = re.compile(
    r" (?:de la |de l'|du |des )(?:force|armée|contingent|bataillon|brigade|légion|garnison|régiment|"
    r"corps expéditionnaire|mission|marine|milice)\b"
)


# héberge dix mille Américains [sur ses bases]; not in a camp, where refugees live
_ON_BASES = re.compile(
    r"(?: [a-zà-ÿ]+)? (?:sur|dans) (?:ses|sa|leurs?|la|les|des|deux|trois|plusieurs) "
    r"(?:[a-zà-ÿ]+ )?bases?\b(?! (?:de loisirs|nautique|arrière))|(?: [a-zà-ÿ]+)? en garnison\b"
)


_HOSTS = re.compile(
    r"\b(?:(?:héberg|abrit|log|accueill|entret|maint|stationn|gard|conserv|compt|dispos|déplo|retien|cantonn|basé)"
    r"[a-zà-ÿ]*|a|ont|avait|avaient|sont|reste|restent)(?: [a-zà-ÿ]+){0,3} $"
)
# La base d'Al-Tanf [abrite] deux cents Américains
_BASE_HOLDS = re.compile(
    r"\b(?:base|garnison|avant-poste|fort|fortin)\b[^.;:,]{0,40} (?:abrit|héberg|log|accueill|compt|retien)[a-zà-ÿ]*"
    r"(?: (?:encore|toujours|aussi|alors|déjà|désormais))? $",
    re.IGNORECASE,
)


def _is_of_armed(reading: Reading, group: Group) -> bool:
    """*une trentaine de Russes de l'Africa Corps*: of an army or a group that bears arms."""
    return any(
        group.head < one.start < group.end and one.actor.armed and one.actor.kind == "organisation"
        for one in reading.parties
    )


def _is_of_troops(reading: Reading, adjective: int, *, police: bool = True) -> bool:
    """True if a noun of persons under arms stands right before an adjective of nationality."""
    noun = noun_forms().get(reading.token_at(adjective).nbor(-1).lower_) if adjective else None
    if noun is None or noun.context is not None or noun.unit != "person":
        return False
    return police or noun.category != "police"


def are_troops(reading: Reading, amount: Amount, group: Group, event: Event, last: Troops | None) -> bool:
    """True if a people stands for its army: beside counted troops, or sent, withdrawn, trained or captured in war."""
    if amount.of == "article":
        return False
    if group.noun.context == "people":
        return last is not None
    if group.noun is _NATIONAL:
        return is_military(reading) and in_arms(reading, group)
    if is_of_war(reading) and are_stationed(reading, amount, group):
        return True
    first, end = clause_bounds(reading, amount.start, group.end)
    if civil_words(reading.folded, first, end):
        return False
    if _named_before(reading, group) or _takes_up(reading, group, event, last):
        return True
    if UNDER_ARMS.match(reading.folded, group.end):
        return True
    if not is_military(reading):
        return False
    if _OF_FORCE.search(reading.folded, group.head, group.end) or _is_of_armed(reading, group):
        return True
    if event.role in {"deployed", "strength", "other"} and (
        (_HOSTS.search(reading.folded, first, amount.start) and _ON_BASES.match(reading.folded, group.end))
        or _BASE_HOLDS.search(reading.folded, first, amount.start)
    ):
        return True
    if is_of_war(reading) and at_arms(reading, amount, group):
        return True
    if _PUT_OUT.match(reading.folded, group.end):
        return True
    if _PUTS_OUT.search(reading.folded, max(first, amount.start - 60), amount.start):
        return True
    if last is not None and last.start >= first and last.unit == "person":
        beside = _BESIDE.search(reading.folded[last.end : amount.start])
        if beside and amount.start - last.end < 90 and (event.role not in _BEFELL or last.role == "engaged"):
            return True
    if event.role in _BEFELL | {"captured"} and _CLAIMED.search(reading.folded, first, amount.start):
        return _fields_troops(reading, group)
    paragraph = reading.folded.rfind("\n", 0, amount.start) + 1
    counted = last is not None and last.start >= paragraph
    sent = event.role in {"deployed", "planned"} and is_of_war(reading)
    if event.role in _BEFELL and (_of_war_dead(reading, amount, group) or _beside_people(reading, amount, event, last)):
        return True
    if event.role in _BEFELL and IN_BATTLE.match(reading.folded, group.end, end):
        return True
    if event.role in _BEFELL and FELL.match(reading.folded, group.end, end) and is_of_war(reading):
        return True
    if HAVE_SERVED.match(reading.folded, group.end) and _fields_troops(reading, group):
        return True
    if not counted and not sent and not military_words(reading.folded, paragraph, end, strict=True):
        return False
    if _BACKED.search(reading.folded, max(0, amount.start - 30), amount.start):
        return bool(military_words(reading.folded, first, end, strict=True))
    if _WITH_ARMY.match(reading.folded, group.end, end) and event.role != "trained":
        return True
    if event.role == "captured":
        return _fields_troops(reading, group) or _AT_WAR.search(reading.folded, first, end) is not None
    if event.role == "trained" and _civil_craft(reading, group.end, end):
        return False
    if event.role in {"killed", "wounded", "missing", "other"}:
        return False
    if event.role == "strength" and _ARMY_HAS.search(reading.folded, first, amount.start):
        return True
    return _soldiers_do(event) or (_guards(event) and _AT_WAR.search(reading.folded, first, end) is not None)


# la guerre [aura tué] 649 Argentins · la bataille [a coûté la vie à] 300 Anglais
_WAR_KILLED = re.compile(
    r"\b(?:guerre|bataille|campagne|offensive|siège|combats?)\b[^.;:«»]{0,40} (?:a|ont|aura|avait|avaient|auront) "
    rf"(?:{forms(verbs('striking'), ('said',))}|coûté la vie à)(?: [a-zà-ÿ]+)? $"
)


def _of_war_dead(reading: Reading, amount: Amount, group: Group) -> bool:
    """*la guerre aura tué* 649 *Argentins*: of a people whose troops the article tells of."""
    first, _ = reading.sentence_at(amount.start)
    killed = _WAR_KILLED.search(reading.folded, first, amount.start)
    return killed is not None and is_of_war(reading) and _fields_troops(reading, group)


def _beside_people(reading: Reading, amount: Amount, event: Event, last: Troops | None) -> bool:
    """*649 Argentins et* 255 *Britanniques*: beside another people's dead, who were troops."""
    if (
        last is None
        or last.group is None
        or last.role != event.role
        or last.start < reading.sentence_at(amount.start)[0]
    ):
        return False
    people = reading.folded.find(last.group, last.end)
    behind = reading.folded[people + len(last.group) : amount.start] if people >= 0 else ""
    return people_at(reading, people) is not None and _JOINED_AGAIN.fullmatch(behind.strip()) is not None


# avec l'appui de [3 000 Nord-Coréens] · aux côtés des [1 200 Tchadiens]
_BACKED = re.compile(
    r"\b(?:appui|renforts?|soutien|concours|épaulée?s? par|appuyée?s? par|renforcée?s? par|côtés) ?"
    r"(?:de |d'|des |du )?$"
)
# 3 000 Nord-Coréens se trouvent à Koursk [avec l'armée russe]
_WITH_ARMY = re.compile(
    r"[^.;:]{0,60}\b"
    r"(?:(?:avec|aux côtés de|aux côtés des|dans les rangs de|dans les rangs des|au sein de|au sein des|dans)"
    r" ?(?:l'|la |les |le |leurs? )?|(?:dans les rangs|au sein|aux côtés) (?:du|des) )"
    r"(?:armées?|troupes|forces|soldats|bataillons?|brigades?|contingent|régiments?|légion|rangs)\b"
)
# L'armée de Franco comptait [60 000 Marocains] · la Légion réunit [300 Polonais]
_ARMY_HAS = re.compile(
    r"\b(?:armée|contingent|brigade|bataillon|légion|division|régiment|corps expéditionnaire|milice|troupe|colonne|"
    r"garnison|détachement|expédition)s?\b"
    r"[^.;:,]{0,40} (?:compt|align|rassembl|regroup|réuni|compren|enrôl)\w*(?: [a-zà-ÿ]+){0,2}"
    r"(?:, (?:selon|d'après) [^,;:]{3,40},)? ?$",
    re.IGNORECASE,
)


def _guards(event: Event) -> bool:
    """*trois cents Syriens gardent la base*: what they hold tells what they are."""
    trigger = event.trigger
    return trigger is not None and verb_forms().get(trigger.lower_) in {
        *("garder", "tenir", "défendre", "occuper", "surveiller", "patrouiller", "protéger"),
    }


# formé 300 Maliens [à l'agriculture] · formés [au métier de soudeur]; not à Munster, au déminage, à leur maniement
_CRAFT = re.compile(r" (?:à l'|à la |au |aux )(?P<craft>[a-zà-ÿ-]+(?: (?:de |du |des |d')[a-zà-ÿ-]+)?)")
_SOLDIERS_CRAFT = re.compile(
    r"combat|tir\b|maniement|déminage|désamin|char|drone|guerre|sniper|pilot|antichar|défense|front|camp\b|base|caserne|"
    r"maintien de|assaut|artiller|contre-|renseignement|printemps|total|cours"
)


def _civil_craft(reading: Reading, start: int, end: int) -> bool:
    """True if a people is trained in a craft of peace."""
    match = _CRAFT.match(reading.folded, start, end)
    if match is None or _SOLDIERS_CRAFT.match(match["craft"]):
        return False
    return not military_words(reading.folded, match.start(), match.end())


# civilians are taken hostage; soldiers in a battle, in a camp
_AT_WAR = re.compile(
    r"\b(?:camp militaire|bases?|casernes?|garnisons?|positions?|postes?|combats|bataille|offensive|contre-offensive|"
    r"front|tranchées?|avant-postes?|capitulation|reddition)\b",
    re.IGNORECASE,
)


# la base tenue par des [Ougandais] · le contingent [ougandais] · les soldats [ougandais]
_THEIR_TROOPS = re.compile(
    r"\b(?:base|camp|garnison|poste|position|contingent|soldats?|troupes?|armée|militaires?|casques|bataillons?|"
    r"brigades?|forces|officiers?|détachement)\b[^.;\n]{0,40}$",
    re.IGNORECASE,
)


def _fields_troops(reading: Reading, group: Group) -> bool:
    """True if the article speaks elsewhere of the people's troops, so that its dead are soldiers too."""
    mine = next((one for one in reading.parties if one.start == group.head), None)
    return mine is not None and any(
        one.actor == mine.actor
        and one.start != mine.start
        and _THEIR_TROOPS.search(reading.folded, max(0, one.start - 60), one.start)
        for one in reading.parties
    )


def _soldiers_do(event: Event) -> bool:
    """True for a verb or noun that only troops undergo: *retirés de Jowhar*, *la capture de*, *former*."""
    trigger = event.trigger
    if trigger is None:
        return False
    return verb_forms().get(trigger.lower_) in _SOLDIERING or trigger.lemma_.lower() in _SOLDIERING
