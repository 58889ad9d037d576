"""A counted group → what happened to it or what it does, and the word that says so.

Matches *ont été* tués, *a perdu* 350 hommes, *l'envoi de* 500 soldats; *a annoncé* says nothing of the
troops.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import cast

from spacy.tokens import Token

from newsextract.alternation import one_of
from newsextract.grammar import is_negated
from newsextract.matchers.troop_forms import forms_of
from newsextract.matchers.troop_idioms import idiom_event
from newsextract.matchers.troop_plans import PLANNED_PARTICIPLE, is_planned
from newsextract.matchers.troop_syntax import before_count, by_position, by_tree, crosses
from newsextract.matchers.troop_verbs import (
    OTHER,
    Event,
    clause_bounds,
    is_passive,
    role_table,
    verb_forms,
    word_event,
)
from newsextract.matchers.troop_words import grammar_words
from newsextract.reading import Reading
from newsextract.records import TroopsRole

_ACTIONS = frozenset({"deployed", "mobilised", "trained", "engaged"})


_STRONG = frozenset({"killed", "wounded", "casualties", "captured", "missing", "deserted"})
_BEFORE_COUNT = grammar_words("before_count")


_SLOT = re.compile(r"\{(?P<verb>\w+)\}")
_GAP = "\x01"  # where an adverb may stand: manquent toujours à l'appel


@cache
def _phrase_roles() -> dict[str, TroopsRole]:
    """Every fixed expression → its role; {perdre} la vie stands for all forms of its verb."""
    roles: dict[str, TroopsRole] = {}
    for phrase, row in role_table("phrase").items():
        slot = _SLOT.search(phrase)
        for form in forms_of(slot["verb"]) if slot else ("",):
            roles.setdefault(_SLOT.sub(form, phrase), cast(TroopsRole, row["object"]))
    return roles


@cache
def _within() -> re.Pattern[str]:
    return re.compile(rf" {one_of(grammar_words('adverbs_within'))}(?= )", re.IGNORECASE)


@cache
def _phrases() -> re.Pattern[str]:
    gapped = {_gapped(phrase) for phrase in role_table("phrase")}
    forms = (_SLOT.sub(form, phrase) for phrase in gapped for form in _slot_forms(phrase))
    source = one_of(forms).replace(re.escape(_GAP), rf"(?:{_within().pattern})? ")
    return re.compile(rf"(?<![\w-]){source}(?![\w-])", re.IGNORECASE)


def _gapped(phrase: str) -> str:
    return phrase.replace("} ", "}" + _GAP)


def _slot_forms(phrase: str) -> frozenset[str]:
    slot = _SLOT.search(phrase)
    return forms_of(slot["verb"]) if slot else frozenset({""})


def role_of(reading: Reading, head: Token, start: int, end: int) -> Event:
    """The event of the group that spans text[start:end] (amount included) and is headed by `head`."""
    head = _syntactic_head(reading, head, start, end)
    event = _placed(reading, _decide(reading, head, start, end), start, end)
    if event.role in _ACTIONS and is_planned(reading, head, event, start, end):
        return Event("planned", event.trigger, event.owner, event.passive, event.near)
    if event.role == "other" and PLANNED_PARTICIPLE.match(reading.folded, end):
        return Event("planned")
    return event


def _syntactic_head(reading: Reading, head: Token, start: int, end: int) -> Token:
    """The word of the group that hangs on something outside it: the parser often takes *cents* for the noun it counts."""
    inside = reading.span(start, end)
    while head.head.i != head.i and inside.start <= head.head.i < inside.end:
        head = head.head
    return head


def _placed(reading: Reading, event: Event, start: int, end: int) -> Event:
    """*aligne 5 500 soldats au Sahel*: a strength that is somewhere is deployed there; *partiront pour Kaboul*."""
    if event.role == "withdrawn" and event.trigger is not None:
        return _returned(reading, event, start)
    if event.role == "engaged" and _MORE.search(reading.folded, start, end + 18) and _crosses_border(event):
        return replace(event, role="deployed")
    if event.role == "strength" and event.trigger is not None and _is_sent(reading, event.trigger, start, end):
        return replace(event, role="deployed")
    return event


_MORE = re.compile(r"\bsupplémentaires?\b|\bde plus\b|\ben renfort\b")


def _crosses_border(event: Event) -> bool:
    """*trois bataillons supplémentaires ont franchi la frontière*: reinforcements arrive, raiders attack."""
    return event.trigger is not None and verb_forms().get(event.trigger.lower_) in {"franchir", "traverser", "passer"}


def _returned(reading: Reading, event: Event, start: int) -> Event:
    """*partiront pour Kaboul* sets out; *ont regagné leur pays contre autant de Russes* is an exchange of prisoners."""
    trigger = cast(Token, event.trigger)
    if verb_forms().get(trigger.lower_) in {"partir", "repartir"}:
        if _DESTINATION.match(reading.folded, trigger.idx + len(trigger.text)):
            return replace(event, role="deployed")
    elif verb_forms().get(trigger.lower_) == "quitter" and _ON_MISSION.match(reading.folded, trigger.idx + len(trigger.text)):
        return replace(event, role="deployed")
    first, last = reading.sentence_at(start)
    return replace(event, role="captured") if _EXCHANGE.search(reading.folded, first, last) else event


# a quitté Nairobi pour participer à une mission
_ON_MISSION = re.compile(
    r"[^.;:,]{0,60} pour (?:y )?(?:participer|rejoindre|renforcer|combattre|prêter|soutenir|aider|sécuriser|épauler|appuyer|relever|servir)\b"
)
_EXCHANGE = re.compile(r"\b(?:échang\w+|contre autant de|captivité|détention|geôles|rançon|libéré?e?s? (?:par|contre))\b", re.IGNORECASE)


def _is_sent(reading: Reading, verb: Token, start: int, end: int) -> bool:
    """True if the verb that counts (*aligner*, *disposer*) says where: troops abroad, on a front, on an exercise."""
    if verb_forms().get(verb.lower_) not in _COUNTERS:
        return False
    first, _ = reading.sentence_at(start)
    before = reading.folded[first : verb.idx]
    if _EXERCISE.search(before) or _PREPOSITION.match(reading.folded, end) or _SPREAD.match(reading.folded, end):
        return True
    if _BODY_SUBJECT.search(before[-120:]):
        return False
    return re.search(r"(?<!il )\by $", before) is not None or _OPENING_PLACE.search(before) is not None


# une armée, un groupe compte tant d'hommes, où qu'ils soient
_BODY_SUBJECT = re.compile(
    r"\b(?:garnison|base militaire|bataillon|régiment|brigade|division|groupe|mouvement|milice|rébellion|organisation|"
    r"réserve|légion|gang|cartel)\b[^;:.]*$",
    re.IGNORECASE,
)
_EXERCISE = re.compile(r"\b(?:exercices?|manœuvres?|manoeuvres?|entraînements?)\b[^;:.]*$", re.IGNORECASE)
_SPREAD = re.compile(
    r"(?: (?:de |d'|du |des )[^.;:,]{1,60})?(?: \([^)]{1,15}\))?,? (?:répartis|stationnés|déployés|disséminés|postés|basés|massés|retranchés|cantonnés|disposés|éparpillés)")
# Au sein de la Finul, la France · Au Mali, · Dans le Donbass,
_OPENING_PLACE = re.compile(
    r"^\W*(?:Au sein d|Au |Aux |En |Dans |À |Sur |Le long d|Autour d)(?:es |u |e )?(?:la |le |les |l')?"
    r"(?:[a-zà-ÿ-]+ (?:de |d'|du |des )?(?:la |l')?){0,2}[A-ZÉÎ][^,;:.]{2,50}, "
)


def _decide(reading: Reading, head: Token, start: int, end: int) -> Event:
    near = _agreeing(_on_group(reading, end), head)
    if near is not None and near.role in _STRONG:
        return near
    return (
        _as_bodies(reading, start)
        or _among(reading, start, end)
        or _of_losses(reading, start, end)
        or _lost(_of_event(reading, start))
        or _lost(_right_before(reading, start))
        or _lost(idiom := _idiom(reading, start, end, near))
        or _by_phrase(reading, head, start, end, strong=True)
        or idiom
        or _presented(reading, start, end)
        or (None if near else _apposed(reading, start, end))
        or _expected(reading, end)
        or (near and (_governing(reading, start) or _outweighs(by_tree(reading, head, start)) or near))
        or _of_event(reading, start)
        or _right_before(reading, start)
        or _in_container(reading, head, start, end)
        or by_tree(reading, head, start)
        or by_position(reading, start, end)
        or _by_phrase(reading, head, start, end, strong=False)
        or _of_size(reading, start, end)
        or _stays(reading, end)
        or _somewhere(reading, end)
        or _detached(reading, start)
        or OTHER
    )


def _agreeing(event: Event | None, head: Token) -> Event | None:
    """*200 éléments de la force constituée de …*: a participle in the singular is not theirs."""
    if event is None or event.trigger is None or not head.lower_.endswith(("s", "x")):
        return event
    return event if event.trigger.lower_.endswith(("s", "x")) else None


def _outweighs(event: Event | None) -> Event | None:
    """*200 soldats envoyés par la SADC ont quitté Goma*: the main verb, unless negated, outweighs a state before it."""
    if event is None or event.trigger is None or event.role not in _STRONG | {"withdrawn"}:
        return None
    return None if is_negated(event.trigger) else event


def _governing(reading: Reading, start: int) -> Event | None:
    """*retire 300 soldats déployés au Mali*: the verb or noun right before says more than where they stand."""
    event = _of_event(reading, start) or _right_before(reading, start)
    return event if event is not None and event.role not in {"strength", "planned", "other"} else None


def _idiom(reading: Reading, start: int, end: int, near: Event | None) -> Event | None:
    """*aucun des 12 000 hommes déployés n'a franchi la frontière*: a participle outweighs what its noun does, losses apart."""
    acts = _may_act(reading, start, end)
    if near is None or not acts:
        return idiom_event(reading, start, end, acts=acts)
    return idiom_event(reading, start, end, acts=False) or _lost(idiom_event(reading, start, end, acts=True))


# ce sont · c'était · ils n'étaient plus que
_PRESENT = re.compile(
    r"\b(?:c'(?:est|était|étaient)|ce (?:sont|furent|seraient)|(?:ils|elles) (?:ne |n')?(?:sont|étaient|seraient|furent)"
    r"(?: (?:plus|pas|alors|désormais|aujourd'hui|encore|déjà|environ))*(?: qu[e'])?) ?$",
    re.IGNORECASE,
)
# les Forces démocratiques ne seraient plus que · ils étaient encore
_ARE = re.compile(r"\bne (?:sont|étaient|seraient|furent|seront|comptent) (?:désormais |aujourd'hui |alors )?(?:plus |guère )?(?:désormais )?qu[e'] ?$", re.IGNORECASE)
_CLEFT = re.compile(r"[^.;:,]{0,30} qu[ie']\b|[^.;:,]{0,12} (?:à [\wà-ÿ]+er\b|debout|vivants?|survivants?|valides?)")


def _presented(reading: Reading, start: int, end: int) -> Event | None:
    """*Le NPFL, ce sont* 168 *hommes partis de Danané*: how many they are; *ce sont 300 hommes qui …* points to a verb."""
    if _CLEFT.match(reading.folded, end):
        return None
    if not (_PRESENT.search(reading.folded, max(0, start - 50), start) or _ARE.search(reading.folded, max(0, start - 50), start)):
        return None
    return Event("strength", None, "own")


def _may_act(reading: Reading, start: int, end: int) -> bool:
    """True unless a verb or noun right before governs the group, whose own relative clause excepted."""
    if re.match(r" qui\b", reading.folded[end : end + 5]):
        return True
    return _right_before(reading, start) is None and _of_event(reading, start) is None


def _lost(event: Event | None) -> Event | None:
    """The event if it tells of dead, wounded, captured …: that outweighs where the troops stood."""
    return event if event is not None and event.role in _STRONG else None


_LOSS_NOUNS: dict[str, TroopsRole] = {
    "morts": "killed",
    "tués": "killed",
    "victimes": "killed",
    "décédés": "killed",
    "blessés": "wounded",
    "prisonniers": "captured",
    "captifs": "captured",
    "otages": "captured",
    "personnes enlevées": "captured",
    "disparus": "missing",
    "déserteurs": "deserted",
    "rescapés": "other",
    "survivants": "other",
}
# parmi les morts · au nombre des blessés · fait partie des victimes
_AMONG = re.compile(
    rf"\b(?:parmi (?:les|ces)|au nombre des|partie des|au rang des|(?:dans|sur) la liste des) (?:\d+ )?"
    rf"(?P<noun>{one_of(_LOSS_NOUNS)})\b",
    re.IGNORECASE,
)


def _among(reading: Reading, start: int, end: int) -> Event | None:
    """*Parmi les morts figurent* huit *militaires*, quatre *policiers figurent parmi les victimes*."""
    first, last = clause_bounds(reading, start, end)
    for match in _AMONG.finditer(reading.folded, first, last):
        between = (match.end(), start) if match.end() <= start else (end, match.start())
        joined = re.match(r" (?:et|ou|ainsi que|,) ", reading.folded[end : end + 12])
        if not crosses(reading, *between) or match.end() <= start or joined:
            return Event(_LOSS_NOUNS[match["noun"].lower()])
    return None


# sont attendus · devraient être annoncés · étaient prévues
_EXPECTED = re.compile(
    r"[^.;:,]{0,60},?[^.;:,]{0,30}\b(?:sont|est|étaient|seront|seraient|être) (?:encore |toujours |également )?"
    r"(?:attendu|prévu|annoncé|espéré|promis|programmé)e?s?\b",
    re.IGNORECASE,
)


def _expected(reading: Reading, end: int) -> Event | None:
    """*deux bataillons formés à Kindu* sont attendus: they are yet to come, whatever was done to them before."""
    match = _EXPECTED.match(reading.folded, end)
    return None if match is None or crosses(reading, end, match.end()) else Event("planned")


# ses pertes à · les pertes de l'armée s'élèvent à · des pertes de l'ordre de · un bilan de … : the losses counted
_LOSSES = re.compile(r"\bpertes?\b(?: humaines| militaires)?[^.;:]{0,90}(?:\bà|\bde|\bd'|\bles|\bcompris|:)\s*$", re.IGNORECASE)


def _of_losses(reading: Reading, start: int, end: int) -> Event | None:
    """*chiffre ses pertes à* quatre *hommes*."""
    first, _ = clause_bounds(reading, start, end)
    match = _LOSSES.search(reading.folded, max(first, start - 130), start)
    if match is None or crosses(reading, match.start(), start):
        return None
    return Event("casualties", reading.token_at(match.start()), "own")


# Partis en 2024, les [2 000 soldats] · Déployés depuis mai, [300 hommes]
_DETACHED = re.compile(r"^\W*(?P<word>[A-ZÉ][\wà-ÿ]+s)\b[^.;:]{0,80}, (?:les |ces |ses |leurs |quelque )?$")


def _detached(reading: Reading, start: int) -> Event | None:
    """The participle that opens the sentence, set off by a comma, where the verb says nothing."""
    first, _ = reading.sentence_at(start)
    match = _DETACHED.match(reading.folded[first:start])
    verb = verb_forms().get(match["word"].lower()) if match else None
    entry = role_table("verb").get(verb) if verb else None
    role = (entry["object"] or entry["subject"]) if entry else None
    return Event(cast(TroopsRole, role)) if role else None


# en mai pour la Jamaïque · vers le front
_DESTINATION = re.compile(r"[^.;:,]{0,40} (?:pour(?! (?:leurs?|la maison|rentrer|chez))|vers|en direction|à destination|au front|combattre)\b")
_COUNTERS = frozenset(
    {"aligner", "compter", "disposer", "avoir", "dénombrer", "recenser", "entretenir", "totaliser", "posséder", "employer"}
    | {"commander", "diriger", "regrouper", "réunir", "rassembler", "impliquer", "associer", "engager", "comprendre"}
)


# un contingent français de · une force de · forts de · réduite à · les effectifs … à
_CONTAINER = re.compile(
    r"\b(?P<noun>contingent|effectifs?|garnison|armée|force|unité|bataillon|brigade|régiment|détachement|"
    r"colonne|corps expéditionnaire|mission|troupe|milice|"
    r"groupement|dispositif|groupe|division|commando|compagnie|section)s?(?: (?:(?:de|du|des) (?:la )?|d')?(?!de\b|"
    r"à\b)[\wà-ÿ'-]+){0,3} (?P<of>de|d'|fort de|forte de|forts de|fortes de|composée? de|comptant|"
    r"réunissant|,? riche de)\s*(?:[\d .]+ à )?$|"
    r"\b(?:forte?s? (?:de|d')|réduite?s? à|composée?s? de|constituée?s? de|limitée?s? à|c'est|riche de)\s*$",
    re.IGNORECASE,
)


# le contingent de 2 500 [à moins de 1 000 soldats]
_TO_SIZE = re.compile(r" à (?=\d|moins|plus|environ|près|quelque|un millier|une)")
_MOVES = frozenset({"deployed", "withdrawn", "mobilised", "trained", "engaged", "killed", "casualties"}) | _STRONG


def _in_container(reading: Reading, head: Token, start: int, end: int) -> Event | None:
    """*un contingent de 2 000 hommes* is strength, unless the contingent itself is sent, withdrawn or
    engaged."""
    first, _ = clause_bounds(reading, start, end)
    sized = _sized(reading, first, start)
    if sized is not None:
        return sized
    match = _CONTAINER.search(reading.folded[first:start])
    if match is None:
        return None
    if match["noun"] and match["of"] in {"de", "d'"} and not _TO_SIZE.match(reading.folded, end):
        noun = reading.token_at(first + match.start("noun"))
        event = by_tree(reading, noun, start) or before_count(reading, first, noun.idx)
        if event is not None and event.role in _MOVES and not _changes(reading, start, end):
            return event
    trigger = reading.token_at(first + match.start("noun")) if match["noun"] else reading.token_at(start - 2)
    return Event("strength", trigger, "own", True)


def _changes(reading: Reading, start: int, end: int) -> bool:
    """*de 2 500 à moins de 1 000 soldats*: a change of size moves no one."""
    return bool(re.match(r"\s*à (?:moins de |plus de |environ )?\d", reading.folded[end:])) or bool(
        re.search(r"\bde [\d .]+ à\s*$", reading.folded[max(0, start - 60) : start])
    )


_SIZE_AFTER = re.compile(
    r"[ »]*(?:hommes |soldats |militaires )?(?:l'|les|ses|leurs|d'|sa|son|la|le)"
    r"\s?(?:effectifs?|présence|contingent|armée|force|garnison)\b",
    re.IGNORECASE,
)


# Avec ses [450 000 hommes], l'armée turque · Avec près de 900 000 soldats, l'Ukraine possède
_WITH = re.compile(r"^\W*Avec (?:ses |leurs |quelque |environ |près de |plus de |un total de )*$")
# une Bundeswehr à [260 000 soldats] · une armée de
_ARMY_OF = re.compile(
    r"\b(?:une?|l'|la|son|sa|leur) ?(?:[A-ZÉ][\w-]+|armées?|force|marine|garde|défense|flotte|légion)(?: [\wà-ÿ'-]+){0,3} à "
    r"(?:plus de |près de |environ )?$"
)
_SIZE_BEFORE = re.compile(
    r"\b(?:effectifs?|emplois|postes|cible|réserve|format|dans ses rangs|"
    r"ordre de bataille)\b|\barmées?\b[^;:]{0,60}\bavec\s*$",
    re.IGNORECASE,
)


def _of_size(reading: Reading, start: int, end: int) -> Event | None:
    """The strength of an army where no verb says so: *à 150 000 hommes les effectifs*, *la réserve, 46
    000 hommes*."""
    first, _ = clause_bounds(reading, start, end)
    if _WITH.match(reading.folded[first:start]) and re.match(r"[^.;:]{0,40}, ", reading.folded[end : end + 44]):
        return Event("strength", None, "own")
    if _SIZE_AFTER.match(reading.folded, end) or _SIZE_BEFORE.search(reading.folded, first, start):
        return Event("strength", None, "own")
    if _ARMY_OF.search(reading.folded, first, start) or _ESTIMATES.search(reading.folded, first, start):
        return Event("strength", None, "own")
    return None


def _apposed(reading: Reading, start: int, end: int) -> Event | None:
    """*Le régiment,* neuf cents *hommes, est caserné à Castres*: the size of the unit, whatever it does."""
    if _APPOSED.search(reading.folded, max(0, start - 90), start) is None:
        return None
    closed = re.match(r"(?:(?! (?:ayant|étant|qui|que|dont|ont|sont|a|est)\b)[^.;:,]){0,40}[,)–—]", reading.folded[end : end + 42])
    return Event("strength", None, "own") if closed else None


# les estimations vont de · une fourchette de · les évaluations oscillent entre
_ESTIMATES = re.compile(
    r"\b(?:estimations?|évaluations?|fourchettes?|décomptes?|chiffres)\b(?: [\wà-ÿ'-]+){0,9} ?(?:de|entre|d'|à|autour de)?\s*$",
    re.IGNORECASE,
)
# Le régiment, [neuf cents hommes], · la milice ([300 combattants])
_APPOSED = re.compile(
    r"\b(?:armée|régiment|bataillon|brigade|division|garnison|milice|contingent|force|groupe|unité|corps|garde|légion)"
    r"(?: (?:de |d'|du |des )?[\wà-ÿ'-]+){0,4} ?[,(–—] ?$",
    re.IGNORECASE,
)


_PREPOSITION = re.compile(
    r"(?: y)?(?: de l'autre côté| en face| sur place| le long| aux portes| à proximité)\b|"
    r"(?: y)? (?:en|à|au|aux|dans|sur|près de|près du|autour de|le long de|le long du|aux abords de|au large de) "
    r"(?:mer |la |le |les |l'|l’|ces |cette |ce |son |sa |ses )?(?=[A-ZÉ]|mer\b|régions?|zones?|nord|"
    r"sud|est\b|ouest|frontières?|front\b|pays|territoire|routes?|collines?|hauteurs|lignes?|îles?|bases?|camps?|villes?|axes?|points?|postes?|quartiers?|côtes?|littoral|"
    r"montagnes?|désert|forêts?|rues?|aéroports?|ports?|enclave|poche|saillant|plateau|vallées?|crêtes?|plaine|théâtres?|continent|"
    r""
    r"capitale|rives?|secteurs?|provinces?|districts?|villages?|archipel|péninsule|détroit|bord)"
)


def _somewhere(reading: Reading, end: int) -> Event | None:
    """Troops that are said to be somewhere are deployed: *5 000 marines en mer des Caraïbes*."""
    return Event("deployed") if _PREPOSITION.match(reading.folded, end) else None


# sont toujours en Somalie · se trouvent aux portes de · sont tous au sud du Litani
_STAYS = re.compile(
    r"[^.;:,]{0,40}? (?:sont|étaient|seraient|furent|est|était|ont été|trouvent|trouvaient|trouveraient)"
    r"(?: (?:tous|toutes|toujours|encore|déjà|actuellement|désormais|aujourd'hui|également|aussi|bien|restés|d'ores et))*"
    r"(?= (?:en|à|au|aux|dans|sur|sous|près|autour|le long|chez|là)\b)"
)


def _stays(reading: Reading, end: int) -> Event | None:
    """*ses dix mille Casques bleus sont tous au sud du Litani*: a place for a predicate."""
    match = _STAYS.match(reading.folded, end)
    return Event("deployed") if match and (_PREPOSITION.match(reading.folded, match.end())) else None


_BODIES = re.compile(
    r"\b(?:corps|dépouilles?|cadavres?|cercueils?|obsèques|"
    r"funérailles)(?: sans vie)? (?:de|d'|des)\s*$",
    re.IGNORECASE,
)


# porter son armée à 300 000 hommes · ramener les effectifs à
_SIZED = re.compile(
    r"\b(?:armées?|effectifs?|contingent|troupes|forces?|mission|présence|garnison|"
    r"réserve)\b[^.;:]{0,40} à\s*$",
    re.IGNORECASE,
)


def _right_before(reading: Reading, start: int) -> Event | None:
    """The verb right before the count: *blessant trois soldats*, *a perdu 350 hommes*."""
    aside = _ASIDE.search(reading.folded, max(0, start - 40), start)
    index = reading.token_at(aside.start() if aside else start).i - (0 if aside else 1)
    restricted = False
    while index > 0 and reading.doc[index].lower_ in _BEFORE_COUNT:
        restricted = restricted or reading.doc[index].lower_ in _QUE
        index -= 1
    token = reading.doc[max(index, 0)]
    if token.lower_ == "par" and index > 0:
        return _by_agent(token.nbor(-1))
    if restricted and not _NE & {one.lower_ for one in reading.doc[max(0, index - 4) : index]}:
        return None  # a ajouté que trois soldats …
    entry = role_table("verb").get(verb_forms().get(token.lower_, ""))
    if entry is None or not entry["object"] or _unlike_verb(token) or is_passive(token):
        return None
    if token.i > 1 and token.nbor(-1).lower_ in {"ou", "et"} and token.nbor(-2).lower_ in verb_forms():
        return None
    return Event(cast(TroopsRole, entry["object"]), token, entry["owner"])


# compte sur le papier [4 500 hommes] · aligne à ce jour
_ASIDE = re.compile(
    r" ,?(?:sur le papier|en théorie|théoriquement|au total|en tout|à ce jour|à l'époque|en permanence|à (?:elle|lui) seule?|"
    r"pour l'heure|pour sa part|à présent|chaque (?:jour|mois|année)|en moyenne|en (?:janvier|février|mars|avril|mai|juin|juillet|"
    r"août|septembre|octobre|novembre|décembre|\d{4})|depuis \w+|sur place|à lui|de son côté|en première ligne),? ?"
    r"(?:quelque |environ |près de |plus de )?$",
    re.IGNORECASE,
)
_QUE = frozenset({"que", "qu'", "qu’"})
_NE = frozenset({"ne", "n'", "n’"})


def _by_agent(participle: Token) -> Event | None:
    """*menée par 100 hommes*, *tenu par 400 policiers*: the troops act."""
    entry = role_table("verb").get(verb_forms().get(participle.lower_, ""))
    role = entry["subject"] if entry is not None else None
    return Event(cast(TroopsRole, role), participle) if role else None


def _unlike_verb(token: Token) -> bool:
    """True where the tagger sees no verb; present participles and *compte* without a determiner it mistakes for nouns."""
    if token.pos_ in {"VERB", "AUX", "ADJ"} or token.lower_.endswith("ant"):
        return False
    return token.pos_ != "NOUN" or token.i == 0 or token.nbor(-1).pos_ in {"DET", "ADP", "NUM"}


# la mort de [34 soldats] · la « neutralisation » d'[une vingtaine de terroristes]
_EVENT_NOUN = re.compile(
    r"(?<![\w-])(?P<noun>[\wà-ÿ-]+)\s?[»\"”]?(?: (?P<last>[\wà-ÿ-]+))?\s(?:(?:de |d'|des )[^.,;:]{3,40} et )?"
    r"(?:de (?:(?:ses|leurs|ces|nos|tous les|toutes les|quelque|près de|plus de|quelques) )?|d'|des )[«\"“]?\s?$",
    re.IGNORECASE,
)
_BODIES_OF_TROOPS = frozenset({"détachement", "garnison", "patrouille", "renfort", "échange", "formation"})


def _of_event(reading: Reading, start: int) -> Event | None:
    """The noun of an event right before its count, which the tree often misses after quotation marks."""
    match = _EVENT_NOUN.search(reading.folded, max(0, start - 40), start)
    if match is None:
        return None
    for part in ("last", "noun"):
        word = (match[part] or "").lower()
        row = None if word in _BODIES_OF_TROOPS else role_table("noun").get(word)
        if row is not None and row["object"] != "strength":
            return Event(cast(TroopsRole, row["object"]), reading.token_at(match.start(part)), row["owner"])
    return None


def _as_bodies(reading: Reading, start: int) -> Event | None:
    """*les corps de 1 200 soldats*: the dead."""
    return Event("killed") if _BODIES.search(reading.folded, max(0, start - 40), start) else None


def _sized(reading: Reading, first: int, start: int) -> Event | None:
    """*porter son armée à 300 000 hommes*: the strength that the verb's subject gives its army."""
    if not re.search(
        r"(?:port|rédui|ramen|ramèn|gonfl|pass|élev|limit|fix|plafonn|"
        r"mont)\w*[^.;]{0,60}$",
        reading.folded[first:start],
    ):
        return None
    if not _SIZED.search(reading.folded[first:start]):
        return None
    verbs = [token for token in reading.span(first, start) if token.pos_ == "VERB"]
    return Event("strength", verbs[-1] if verbs else None, "own")


_SKIPPED = grammar_words("skipped")


def _on_group(reading: Reading, end: int) -> Event | None:
    """The participle or adjective right behind the group, a role joined to it by *et* or *ou* included."""
    index = reading.token_at(end - 1).i + 1
    doc = reading.doc
    while index < len(doc) and doc[index].lower_ in _SKIPPED - {"ont", "été"} and "\n" not in doc[index].text:
        index += 1
    if index >= len(doc):
        return None
    match = _phrases().match(reading.folded, doc[index].idx) if doc[index].lower_ in _PHRASE_STARTS else None
    if match:
        return _phrase_event(match)
    if doc[index].lower_ in _PHRASE_STARTS - _ALONE:
        return None
    if doc[index].text == "," and index + 1 < len(doc):
        return _lost(_joined_event(doc[index + 1]))
    return _joined_event(doc[index])


_ALONE = frozenset({"tombé", "tombés", "tombée", "tombées", "passés", "passé"})
_PHRASE_STARTS = _ALONE | {
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


def _phrase_event(match: re.Match[str]) -> Event:
    words = match[0].lower()
    return Event(_phrase_roles().get(words) or _phrase_roles()[_within().sub("", words, count=1)])


def _by_phrase(reading: Reading, head: Token, start: int, end: int, *, strong: bool) -> Event | None:
    """A fixed expression in the clause: *ont perdu la vie*, *faits prisonniers*, *en poste*."""
    first, last = clause_bounds(reading, start, end)
    for match in _phrases().finditer(reading.folded, end, last):
        event = _phrase_event(match)
        if (event.role in _STRONG) == strong and not crosses(reading, end, match.start()):
            return event
    if strong:
        for match in _phrases().finditer(reading.folded, first, start):
            event = _phrase_event(match)
            if event.role in _STRONG and start - match.end() < 25:
                return event
    else:
        for match in _phrases().finditer(reading.folded, first, start):
            if start - match.end() <= 3 and _phrase_event(match).role not in _STRONG:
                return _phrase_event(match)
    return None

