"""A counted group and its event → are the troops somewhere, on their way, or back from captivity?

Matches *aligne 5 500 soldats au Sahel*, *sont toujours en Somalie*; *compte 430 militaires* is strength.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from spacy.tokens import Token

from newsextract.grammar import subject_of
from newsextract.matchers.troops.verbs import Event, verb_forms
from newsextract.matchers.troops.words import grammar_words
from newsextract.reading import Reading
from newsextract.verb_senses import forms, verbs


def placed(reading: Reading, event: Event, start: int, end: int) -> Event:
    """*aligne 5 500 soldats au Sahel*: a strength that is somewhere is deployed there; *partiront pour Kaboul*."""
    if event.role == "planned" and event.trigger is not None and event.trigger.lower_ in {"fallu", "fallut"}:
        return replace(event, role="engaged")  # il a fallu trois compagnies pour reprendre le fort
    if event.role == "withdrawn" and event.trigger is not None:
        return _returned(reading, event, start, end)
    if event.role in {"killed", "captured"} and event.trigger is not None and _carried(reading, event.trigger, end):
        return replace(event, role="deployed")
    if event.role == "mobilised" and event.trigger is not None and _called_home(reading, event.trigger, end):
        return replace(event, role="withdrawn")
    if event.role == "mobilised" and event.trigger is not None and _joins_place(reading, event.trigger):
        return replace(event, role="deployed")
    if event.role == "engaged" and _MORE.search(reading.folded, start, end + 18) and _crosses_border(event):
        return replace(event, role="deployed")
    if event.role == "deployed" and event.trigger is not None and _drops_on_town(reading, event.trigger):
        return replace(event, role="engaged")
    if event.role == "engaged" and event.near and event.trigger is not None and _serves(reading, event.trigger):
        return replace(event, role="deployed")
    if event.role == "deployed" and event.trigger is not None and _is_crew(reading, event.trigger, start):
        return replace(event, role="strength")
    if event.role == "strength" and _ON_THE_SPOT.search(reading.folded, max(0, start - 40), start):
        return replace(event, role="deployed")
    if event.role == "strength" and event.trigger is not None and _is_sent(reading, event.trigger, start, end):
        return replace(event, role="deployed")
    return event


# ses 4 000 soldats [de Somalie] · 300 hommes [du Mali]
_FROM_ABROAD = re.compile(r"(?: (?:stationnés|déployés|basés|postés))? (?:de |d'|du )(?:la |l')?(?-i:[A-ZÉ])(?![A-Z])")


def _called_home(reading: Reading, verb: Token, end: int) -> bool:
    """*a rappelé ses 4 000 soldats de Somalie*: out of it, not to the colours."""
    return verb_forms().get(verb.lower_) == "rappeler" and _FROM_ABROAD.match(reading.folded, end) is not None


# ont rejoint [Port-au-Prince] · [le Groenland]; not l'Armée du Seigneur
_JOINED = re.compile(r" (?:la |le |les |l')?(?P<name>[A-ZÀ-Ý][\w'-]+)")


def _joins_place(reading: Reading, verb: Token) -> bool:
    """*ont rejoint Port-au-Prince*: a place, where an army or a group would take them in."""
    if verb_forms().get(verb.lower_) not in {"rejoindre", "rallier"}:
        return False
    match = _JOINED.match(reading.folded, verb.idx + len(verb.text))
    if match is None:
        return False
    at = match.start("name")
    party = reading.party_at(at)
    if party is not None and party.actor.kind == "organisation":
        return False
    return any(start <= at < stop and label == "LOC" for start, stop, label in reading.entities)


def _carried(reading: Reading, verb: Token, end: int) -> bool:
    """*emportent 28 000 hommes vers l'Atlantique*, *l'hélicoptère qui emportait onze commandos*: transport, not death
    or captivity."""
    if verb_forms().get(verb.lower_) not in {"emporter", "emmener"} or verb.idx > end:
        return False
    return _is_carrier(subject_of(verb)) or (
        re.match(
            r" (?:vers|jusqu'|au front|en direction|à destination|à bord|en renfort|combattre)", reading.folded[end:]
        )
        is not None
    )


_CARRIERS = grammar_words("carriers")


def _is_carrier(subject: Token | None) -> bool:
    """True for what has people aboard, also where *qui* takes it up; a *camion piégé* has none."""
    if subject is not None and subject.lower_ == "qui":
        subject = next((one.head for one in subject.ancestors if one.dep_ == "acl:relcl"), None)
    if subject is None or subject.lemma_.lower() not in _CARRIERS:
        return False
    return not any(child.lower_.startswith(("piégé", "suicide", "kamikaze", "bélier")) for child in subject.children)


# 400 parachutistes sautent[, le 19 mai, sur cette ville]
_ON_TOWN = re.compile(
    r"[^.;:]{0,40} sur (?:(?:cette|la) (?:ville|cité|base)|l'aéroport|l'aérodrome|le (?:camp|fort)|[A-ZÀ-Ý])"
)


def _drops_on_town(reading: Reading, verb: Token) -> bool:
    """*sautent sur Kolwezi*: an assault, where *sautent sur une vallée* or above a drop zone takes them somewhere."""
    if verb_forms().get(verb.lower_) != "sauter":
        return False
    return _ON_TOWN.match(reading.folded, verb.idx + len(verb.text)) is not None


# engagés[ dans la ]KFOR · [au sein de la mission] · not dans les combats, dans la bataille de Verdun
_SERVING = re.compile(
    r" (?:actuellement |aujourd'hui |encore |désormais )?(?:dans|au sein de|au profit de|au titre de|sous|en|au) ?"
    r"(?:la |le |l'|les )?(?:[A-Z]{3,}|Kfor|Finul|Minus\w+|Monusco|Barkhane|Sentinelle|Chammal|Takuba|mission|"
    r"opération|force|dispositif|contingent|exercice|manœuvres)\b"
)


def _serves(reading: Reading, participle: Token) -> bool:
    """*soldats engagés dans la KFOR*: they serve there; *engagés dans la bataille* fight."""
    if verb_forms().get(participle.lower_) != "engager":
        return False
    return _SERVING.match(reading.folded, participle.idx + len(participle.text)) is not None


def _is_crew(reading: Reading, verb: Token, start: int) -> bool:
    """*commande la frégate et ses 145 marins*, *un état-major qui doit commander 5 000 hommes*: how many they are."""
    if verb_forms().get(verb.lower_) != "commander":
        return False
    return verb.lower_ == "commander" or reading.folded[max(0, start - 4) : start].lower() == "ses "


# dispose sur place de
_ON_THE_SPOT = re.compile(r"\bsur (?:place|zone|le terrain)\b")
_MORE = re.compile(r"\bsupplémentaires?\b|\bde plus\b|\ben renfort\b")


def _crosses_border(event: Event) -> bool:
    """*trois bataillons supplémentaires ont franchi la frontière*: reinforcements arrive, raiders attack."""
    return event.trigger is not None and verb_forms().get(event.trigger.lower_) in {"franchir", "traverser", "passer"}


def _returned(reading: Reading, event: Event, start: int, end: int) -> Event:
    """*partiront pour Kaboul* sets out; *ont regagné leur pays contre autant de Russes* is an exchange of prisoners."""
    trigger = cast(Token, event.trigger)
    if trigger.lower_ == "départ":
        if _LEAVES_FOR.search(reading.folded, trigger.idx, start) or _LEAVES_FOR.match(reading.folded, end):
            return replace(event, role="deployed")
    elif verb_forms().get(trigger.lower_) in {"partir", "repartir"}:
        behind = trigger.idx + len(trigger.text)
        if _DESTINATION.match(reading.folded, behind) or _goes_there(reading, trigger, start, end):
            return replace(event, role="deployed")
    elif verb_forms().get(trigger.lower_) == "quitter" and _ON_MISSION.match(
        reading.folded, trigger.idx + len(trigger.text)
    ):
        return replace(event, role="deployed")
    if verb_forms().get(trigger.lower_) in _LEAVING and _TO_FIGHT.match(
        reading.folded, trigger.idx + len(trigger.text)
    ):
        return replace(event, role="engaged")
    first, last = reading.sentence_at(start)
    return replace(event, role="captured") if _EXCHANGE.search(reading.folded, first, last) else event


# a quitté Nairobi pour participer à une mission
_ON_MISSION = re.compile(
    r"[^.;:,]{0,60} pour (?:y )?(?:participer|rejoindre|renforcer|combattre|prêter|soutenir|aider|sécuriser|"
    r"épauler|appuyer|relever|servir)\b"
)
_LEAVING = frozenset({"quitter", "partir", "repartir", "sortir"})
# auraient quitté les monts Nouba [pour marcher sur] la capitale
_TO_FIGHT = re.compile(
    r"[^.;:,]{0,60} (?:pour|afin de|afin d') ?(?:y |aller )?(?:attaquer|assaillir|marcher sur|prendre d'assaut|"
    r"s'emparer|"
    r"lancer (?:l'|un |une )?(?:assaut|attaque|offensive)|fondre sur|assiéger|reprendre|affronter|en découdre)\b"
)
_EXCHANGE = re.compile(
    r"\b(?:échang\w+|contre autant de|captivité|détention|geôles|rançon|libéré?e?s? (?:par|contre))\b", re.IGNORECASE
)


def _is_sent(reading: Reading, verb: Token, start: int, end: int) -> bool:
    """True if the verb that counts (*aligner*, *disposer*) says where: troops abroad, on a front, on an exercise."""
    if verb_forms().get(verb.lower_) not in _COUNTERS:
        return False
    if verb.idx >= end and _PREPOSITION.match(reading.folded, _behind_adverb(reading, verb)):
        return True  # les 40 000 militaires que Washington compte déjà au Moyen-Orient
    first, _ = reading.sentence_at(start)
    before = reading.folded[first : verb.idx]
    if _EXERCISE.search(before) or SPREAD.match(reading.folded, end):
        return True
    if verb_forms().get(verb.lower_) == "compter" and _ITS_OWN.search(reading.folded, start, end + 14):
        return False
    if _PREPOSITION.match(reading.folded, end):
        return True
    employs = verb_forms().get(verb.lower_) == "employer"
    if not employs and _PREPOSITION.match(reading.folded, verb.idx + len(verb.text), start):
        return True
    if _BODY_SUBJECT.search(before[-120:]):
        return False
    return re.search(r"(?<!il )\by $", before) is not None or _OPENING_PLACE.search(before) is not None


# comptent[ déjà] au Moyen-Orient
_STILL = re.compile(r" (?:déjà|encore|toujours|aujourd'hui|actuellement)")


def _behind_adverb(reading: Reading, verb: Token) -> int:
    """The offset behind a verb and its *déjà*, *encore*, *toujours*."""
    end = verb.idx + len(verb.text)
    match = _STILL.match(reading.folded, end)
    return match.end() if match else end


# l'EI compte 700 [combattants] dans le pays · Africa Corps compterait 2 500 hommes [dans le pays]: all that it has
_ITS_OWN = re.compile(
    r"\b(?:combattants|miliciens|d?jihadistes|rebelles|insurgés|guérilleros|maquisards|dans le pays)\b"
)
# une armée, un groupe compte tant d'hommes, où qu'ils soient
_BODY_SUBJECT = re.compile(
    r"\b(?:garnison|base(?! de\b)|caserne|détachement|contingent|escadron|"
    r"bataillon|régiment|brigade|division|groupe|mouvement|milice|rébellion|organisation|"
    r"réserve|légion|gang|cartel)\b[^;:.]*$",
    re.IGNORECASE,
)
_EXERCISE = re.compile(r"\b(?:exercices?|manœuvres?|manoeuvres?|entraînements?)\b[^;:.]*$", re.IGNORECASE)
# not: répartis en trois corps, installés depuis peu; those of places stand in the branch above
SPREAD = re.compile(
    r"(?: (?:de |d'|du |des )[^.;:,]{1,60})?(?: \([^)]{1,15}\))?"
    r"(?: (?:répartis(?! en [a-zà-ÿ\d])|disséminés|disposés|éparpillés)|"
    rf",? {forms((verbs('stationing') - {'répartir', 'installer'}) | {'déployer', 'couper'}, ('participle',))})"
)
# Au sein de la Finul, la France · Au Mali, · Dans le Donbass,
_OPENING_PLACE = re.compile(
    r"^\W*(?:Au sein d|Au |Aux |En |Dans |À |Sur |Le long d|Autour d)(?:es |u |e )?(?:la |le |les |l')?"
    r"(?:[a-zà-ÿ-]+ (?:de |d'|du |des )?(?:la |l')?){0,2}[A-ZÉÎ][^,;:.]{2,50}, "
)


# en mai pour la Jamaïque · vers le front
_DESTINATION = re.compile(
    r"[^.;:,]{0,40} (?:pour(?! (?:leurs?|la maison|rentrer|chez))|vers|en direction|à destination|au front|combattre)\b"
    r"|(?: [a-zà-ÿ]+ment| bientôt| ensuite| eux aussi)? "
    r"(?:en (?:mission|opération|renfort|campagne|patrouille|guerre)\b|"
    r"(?:à|au|aux|en|dans) (?:la |le |les |l')?[A-ZÀ-Ý])"
)
# le départ [pour le Liban] de 350 soldats · le départ de deux bataillons [vers le Donbass]
_LEAVES_FOR = re.compile(
    r"[^.;:,]{0,40}(?:, soit [^.;:,]{1,40},)? (?:vers|à destination d|en direction d|pour (?:la |le |les |l')?"
    r"(?:[A-ZÀ-Ý]|front|théâtre|étranger))"
)
# à Tapa, [où] 80 chasseurs partiront · deux compagnies [y] partiront · deux compagnies [supplémentaires]
_THERE = re.compile(r"\b(?:où|y) (?:plus de |près de |quelque |environ )?$", re.IGNORECASE)


def _goes_there(reading: Reading, verb: Token, start: int, end: int) -> bool:
    """*où 80 chasseurs partiront*, *y partiront*, *deux compagnies de plus partiront*: to a place named before."""
    there = _THERE.search(reading.folded, max(0, start - 18), start) is not None
    return (
        there
        or (verb.i > 0 and verb.nbor(-1).lower_ == "y")
        or _MORE.search(reading.folded, start, verb.idx) is not None
    )


_COUNTERS = frozenset(
    {
        "aligner",
        "compter",
        "disposer",
        "avoir",
        "dénombrer",
        "recenser",
        "entretenir",
        "totaliser",
        "posséder",
        "employer",
    }
    | {"commander", "diriger", "regrouper", "réunir", "rassembler", "impliquer", "associer", "engager", "comprendre"}
)


_PREPOSITION = re.compile(
    r"(?: y)?(?: de l'autre côté| en face| sur place| le long| aux portes| à proximité)\b|"
    r"(?: y)? (?:en|à|au|aux|dans|sur|près de|près du|autour de|le long de|le long du|aux abords de|au large de|"
    r"entre|devant) "
    r"(?:mer |la |le |les |l'|l’|ces |cette |ce |son |sa |ses )?(?:seule? |même )?(?=[A-ZÉ]|mer\b|régions?|zones?|nord|"
    r"sud|est\b|ouest|frontières?|front\b|pays|territoire|routes?|collines?|hauteurs|lignes?|îles?|bases?|"
    r"camps?|villes?|axes?|points?|positions?|postes?|quartiers?|côtes?|littoral|"
    r"montagnes?|désert|forêts?|rues?|aéroports?|ports?|enclave|poche|saillant|plateau|vallées?|crêtes?|plaine|"
    r"théâtres?|continent|"
    r""
    r"fleuves?|rivières?|lacs?|canal|delta|barrages?|terrain|ponts?|zone|capitale|tranchées?|fort\b|fortin|"
    r"citadelle|casemates?|caserne|poche|rives?|secteurs?|provinces?|sol\b|districts?|villages?|archipel|péninsule|"
    r"détroit|bord)"
)


def somewhere(reading: Reading, end: int) -> Event | None:
    """Troops that are said to be somewhere are deployed: *5 000 marines en mer des Caraïbes*."""
    return Event("deployed") if _PREPOSITION.match(reading.folded, end) else None


# sont toujours en Somalie · se trouvent aux portes de · sont tous au sud du Litani
_STAYS = re.compile(
    r"[^.;:,]{0,40}? (?:sont|étaient|seraient|furent|est|était|ont été|trouvent|trouvaient|trouveraient)"
    r"(?: (?:tous|toutes|toujours|encore|déjà|actuellement|désormais|aujourd'hui|également|aussi|bien|restés|"
    r"d'ores et))*"
    r"(?= (?:en|à|au|aux|dans|sur|sous|près|autour|le long|chez|là)\b)"
)


def stays(reading: Reading, end: int) -> Event | None:
    """*ses dix mille Casques bleus sont tous au sud du Litani*: a place for a predicate."""
    match = _STAYS.match(reading.folded, end)
    return Event("deployed") if match and (_PREPOSITION.match(reading.folded, match.end())) else None
