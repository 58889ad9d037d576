"""A noun that may be of soldiers → does what stands around it say so? *hommes*, *sections*, *membres*, *agents*.

Matches *un contingent de* 2 000 *hommes*, *la garnison est tombée à* 3 000 *hommes*; not *neuf hommes en garde à vue*.
"""

from __future__ import annotations

import re

from newsextract.amounts import Amount
from newsextract.matchers.troops.civilians import civil_clause
from newsextract.matchers.troops.commands import are_under_command
from newsextract.matchers.troops.enlisting import taken_on
from newsextract.matchers.troops.groups import Group
from newsextract.matchers.troops.setting import is_military, is_military_article, is_of_war, others, paragraph_at
from newsextract.matchers.troops.verbs import STRONG, Event, clause_bounds, is_besieged
from newsextract.matchers.troops.words import grammar_words, military_words, noun_forms
from newsextract.reading import Reading

# contingent de · armée de · fort de · force de … behind which persons are troops
_CONTAINER = re.compile(
    r"(?:contingent|armée|force|garnison|bataillon|brigade|régiment|division|compagnie|section|détachement|"
    r"unité|colonne|commando|effectifs?|troupe|milice|"
    r"corps expéditionnaire|garde|escadron|mission|groupement|groupe armé|dispositif|groupe de combat|"
    r"katiba)s?(?: [\wà-ÿ'-]+){0,4}"
    r"[,(]? (?:de|d'|à|fort de|forte de|forts de|fortes de|soit|compte|comptait|comptent|compter|aligne|"
    r"alignait|comprend|rassemble|réunit|totalise|dispose de|disposait de)[ ]?$",
    re.IGNORECASE,
)
# la rébellion comptait · une guérilla forte de
_ARMED_BODY = re.compile(
    r"\b(?:rébellion|guérilla|insurrection|maquis|(?:groupe|mouvement|faction|organisation|milice)s?"
    r" (?:armée?s?|djihadistes?|jihadistes?|rebelles?|terroristes?|islamistes?)|junte|légion|garde nationale)"
    r"(?: [\wà-ÿ'-]+){0,4} (?:compt\w+|align\w+|dispos\w+ de|rassembl\w+|réuni\w+|totalis\w+|forte? de|revendiqu\w+)"
    r"(?: [\wà-ÿ'-]+){0,2} ?$",
    re.IGNORECASE,
)
# une compagnie s'est rendue : [53 hommes]
_UNIT_BEFORE = re.compile(
    r"\b(?:compagnies?|bataillons?|peloton|patrouille|garnison|escouade|contingent|commando)\b[^.;:]{0,40} ?[:(] ?$"
)
# une garnison [a ouvert en 2023 : ]570 hommes, whatever civilians think of it
_OPENED = re.compile(
    r"\b(?:garnison|base|caserne|détachement|contingent|camp militaire)\b[^.;:]{0,30}"
    r"\b(?:ouvert|ouvre|inaugur|instal|implant|stationn|vu le jour|créé|déploy)[a-zà-ÿ]*[^.;:]{0,40} : $"
)
# 961 captifs[, dont quatre-vingts officiers]
_WITH_OFFICERS = re.compile(
    r"[^.;:,]{0,30}, (?:dont|parmi lesquels) [^.;:,]{1,30} (?:officiers|gradés|soldats|généraux)\b"
)
# captives of other sorts, and those told beside the captors' own losses, whose side nothing says
_ABOARD = re.compile(
    r"\b(?:pirates?|cargo|pétrolier|navire marchand|équipage|armateur|otages?|bagne|prison|enfants|morts|tués|"
    r"blessés)\b",
    re.IGNORECASE,
)
# le 2e REP · du 8e RPIMa · le 13e BCA
REGIMENT = re.compile(r"\b\d{1,3}(?:er?|ème) (?:R[A-Z]{1,3}[a-z]?[A-Za-z]?|BCA|BIR|DBLE|GC|base)\b")
_MILITARY_COMPLEMENT = re.compile(
    r"(?:armée|force|troupe|milice|groupe|brigade|bataillon|régiment|commando|garde|police|gendarmerie|"
    r"légion|marine|unité|front|mouvement|guérilla|"
    r"rébellion|jihad|hamas|hezbollah|cartel|gang|m23|wagner|services|état-major|contingent)",
    re.IGNORECASE,
)
# sections du génie · compagnies de CRS · escadrons de gendarmes
_ARM = re.compile(
    r" (?:de la |de l'|du |des |de |d')?(?:génie|infanterie|fusiliers|CRS|gendarm|chars?\b|"
    r"artillerie|parachutist|paras|blindé|mécanisé|motorisé|aéroporté|hélico|drones|"
    r"reconnaissance|légionnaires|commandos|marche|combat|cavalerie|tirailleurs|marines|"
    r"soldats|policiers|police|hussards|cuirassiers|chasseurs|spahis|appui|logistique|renforts?\b|réserve\b|choc\b|"
    r"élite\b|assaut|manœuvre|ligne\b|intervention\b|première ligne)",
    re.IGNORECASE,
)
# hommes du bataillon · éléments des FARDC · membres de la milice
_TROOP_COMPLEMENT = re.compile(
    r" (?:de la |de l'|du |des |de |d')(?:\d+e |[A-Z]\w+ )?(?:armée|bataillon|brigade|régiment|milice|"
    r"garde|légion|contingent|troupe|garnison|forces|état-major|compagnie|rébellion|"
    r"guérilla|junte|division|peloton|FARDC|FAMA|M23|Hamas|Hezbollah|Wagner)",
    re.IGNORECASE,
)
_ENROLS = grammar_words("enrolling")


def _lead(reading: Reading, amount: Amount, first: int) -> str:
    """What stands before an amount, with the *de* that opens its range: *une force de* 3 000 à 5 000 *hommes*."""
    opens = amount.core_start > amount.start and reading.folded.startswith("de ", amount.start)
    return reading.folded[first : amount.start + 3 if opens else amount.start]


# La junte a [gracié] 4 900 prisonniers: of a prison, not of war
_PARDONS = re.compile(
    r"\b(?:graci|amnisti|grâce présidentielle|remises? de peine|surpopulation|pénitenti|carcéra|opinion|politiques?)"
)

_WHO_FOUGHT = re.compile(r"\b(?:rebelles|soldats|militaires|combattants|insurgés|miliciens|guérilleros|officiers)\b")


def is_near(reading: Reading, amount: Amount, group: Group, event: Event) -> bool:
    first, last = reading.sentence_at(amount.start)
    if group.noun.context == "army" and re.search(
        r"\bles\s*$", reading.folded[max(0, amount.start - 5) : amount.start]
    ):
        return False
    if _CONTAINER.search(_lead(reading, amount, first)):
        return True
    pardoned = group.noun.category == "prisoner" and _PARDONS.search(reading.folded, first, last) is not None
    if pardoned and not _WHO_FOUGHT.search(reading.folded, first, last):
        return False
    if group.noun.category == "prisoner" and _WITH_OFFICERS.match(reading.folded, group.end):
        return is_military(reading) and _ABOARD.search(reading.folded, first, last) is None
    if _OPENED.search(reading.folded, first, amount.start) or _is_next_body(reading, amount, first):
        return True
    if civil_clause(reading, amount, group):
        return False
    if _UNIT_BEFORE.search(reading.folded, first, amount.start):
        return True
    if group.noun.lemma in _MEN and are_under_command(reading, amount, group, first):
        return True
    if _ARMED_BODY.search(reading.folded, first, amount.start) or REGIMENT.search(reading.folded, first, last):
        return True
    if re.search(r"\bopérations? (?:[A-ZÉ]|militaire|extérieure)", reading.folded[first:last]):
        return True
    if _TROOP_COMPLEMENT.search(reading.folded[group.head : group.end]) or is_of_armed_group(reading, group):
        return True
    if _SHRINKS_TO.search(reading.folded, first, amount.start):
        return True
    if group.noun.lemma in _MEN and _STANDING.search(reading.folded, first, last):
        return True
    if group.noun.unit != "person" and _is_of_an_arm(reading, group):
        return True
    if (
        group.noun.category == "fighter"
        and group.noun.lemma != "pirate"
        and others(military_words(reading.folded, first, last), group)
    ):
        return True
    if any(
        one.actor.armed and one.actor.kind == "organisation" and first <= one.start < last for one in reading.parties
    ):
        return True
    if others(military_words(reading.folded, first, last, strict=True), group):
        return True
    paragraph = paragraph_at(reading, amount.start)
    inside = others(military_words(reading.folded, *paragraph, strict=True), group)
    told = _SPEAKS_OF.search(reading.folded, max(first, amount.start - 40), amount.start) is not None
    told = told or (
        _QUOTED.search(reading.folded, max(0, amount.start - 3), amount.start) is not None and _many(amount)
    )
    if inside and (event.role != "other" or is_besieged(event) or group.noun.category in {"unit", "fighter"} or told):
        return True
    if _is_size(amount, group, event):
        return is_military_article(reading, group, needed=5)
    if group.noun.lemma == "gars" and (amount.low or amount.high or 0) >= 20:
        return is_military_article(reading, group, needed=3)
    if event.role not in {"killed", "wounded", "other", "strength"}:
        return is_military_article(reading, group, needed=3)
    return _are_many_of_army(reading, amount, group)


# Une garnison a ouvert. [Une seconde, de] 160 personnels
_ANOTHER = re.compile(r"\W*une? (?:autre|seconde?|deuxième|troisième),? (?:forte? )?(?:de |d')$", re.IGNORECASE)
_BODIES = re.compile(r"\b(?:garnison|bataillon|brigade|détachement|compagnie|contingent|régiment|escadron)\b")


def _is_next_body(reading: Reading, amount: Amount, first: int) -> bool:
    """*Une seconde, de* 160 *personnels*: another of the units that the sentence before tells of."""
    index = reading.sentence_index(first)
    if index == 0 or _ANOTHER.match(reading.folded, first, amount.start) is None:
        return False
    return _BODIES.search(reading.folded, *reading.sentences[index - 1]) is not None


# 8 000 hommes [massacrés] · [exécutés]: civilians, as a rule
_MURDERED = re.compile(r"\b(?:massacr|exécut|assassin|charnier|fosses?\b|raflé|déport|interpell|arrêt|incarcér|détenu)")


def _are_many_of_army(reading: Reading, amount: Amount, group: Group) -> bool:
    """*évoque entre 25 000 et 30 000* hommes, 131 *brigades*: what else, in an article that is all of armies?"""
    if group.noun.unit != "person":
        return group.noun.context in {"brigade", "unit"} and is_military_article(reading, group, needed=5)
    if group.noun.lemma != "homme" or not _many(amount) or not is_military_article(reading, group, needed=6):
        return False
    return _MURDERED.search(reading.lowered, *reading.sentence_at(amount.start)) is None


# cavaliers [de la brigade légère] · vétérans [du régiment]
_BY_UNIT = frozenset({"cavalier", "vétéran", "aspirant", "démineur", "territorial", "technicien", "spécialiste"})


# compagnies de [méharistes] · sections d'[askaris]
_OF_MEN = re.compile(r" (?:de |d')(?P<noun>[a-zà-ÿA-ZÀ-Ý-]+)")


def _is_of_an_arm(reading: Reading, group: Group) -> bool:
    """*compagnies de CRS*, *sections de méharistes*: an arm, or men who are soldiers wherever they are named."""
    if _ARM.search(reading.folded, group.head, group.end):
        return True
    men = _OF_MEN.search(reading.folded, group.head, group.end)
    noun = (noun_forms().get(men["noun"]) or noun_forms().get(men["noun"].lower())) if men else None
    return noun is not None and noun.unit == "person" and noun.context is None


_MEN = frozenset({"homme", "effectif", "recrue", "volontaire", "engagé", "gars"})


def _is_size(amount: Amount, group: Group, event: Event) -> bool:
    """*elle aligne* près de 10 000 *hommes*: how many an army has."""
    return group.noun.lemma in _MEN and event.role == "strength" and _many(amount)


# « [Entre 20 000 et 30 000] hommes, mais des dizaines de chefs »
_QUOTED = re.compile(r"[«“\"]\s?$")


def _many(amount: Amount) -> bool:
    return (amount.low or amount.high or 0) >= 100


# L'opposition parle de [4 000 hommes]
_SPEAKS_OF = re.compile(
    r"\b(?:parl|évoqu|avanc|revendiqu|dénombr|recens|tabl|chiffr|fait état d)\w*(?: [\wà-ÿ'-]+){0,2}\s*$"
)


# spécialistes [du génie] · techniciens [militaires] · experts [du déminage]
_CRAFTSMEN = frozenset({"spécialiste", "expert", "technicien", "ingénieur"})
_ARMS_CRAFT = re.compile(
    r"[a-zà-ÿ]+ (?:militaires?|de l'armée|des armées|(?:du |de la |de l'|des |en |de |d')(?:génie|déminage|artillerie|"
    r"transmissions|drones|blindés|guerre|renseignement militaire|commandement|défense antiaérienne|munitions))"
)


def _hires(reading: Reading, amount: Amount) -> bool:
    """True if a state or an army acts in the sentence before the count."""
    first, last = reading.sentence_at(amount.start)
    if military_words(reading.folded, first, last, strict=True):
        return True
    return any(first <= one.start < amount.start and one.actor.armed for one in reading.parties)


def _is_enrolment(event: Event) -> bool:
    """*enrôlerait* 30 000 *contractuels*: who signs on in a war signs on with an army."""
    verb = event.trigger
    return verb is not None and (
        verb.lemma_.lower() in _ENROLS or re.match(r"enr[ôe]l|recrut", verb.lower_) is not None
    )


# 209 personnes[, toutes non armées]
_UNARMED = re.compile(r",? (?:tou(?:te)?s |[a-zà-ÿ]+ )?(?:non[ -]armée?s|désarmée?s|sans armes?|civile?s)\b")


def is_strong(reading: Reading, amount: Amount, group: Group, event: Event, context: str) -> bool:
    if group.noun.lemma in _CRAFTSMEN:
        craft = _ARMS_CRAFT.match(reading.folded, group.head, group.end)
        return craft is not None and is_military(reading)
    first, _ = clause_bounds(reading, amount.start, group.end)
    if _UNARMED.match(reading.folded, group.end):
        return False
    if _CONTAINER.search(_lead(reading, amount, first)):
        return True
    if group.noun.lemma == "agent" and _OF_POLICE.search(reading.folded, first, amount.start):
        return is_military(reading) or _is_of_nation(reading, first, amount.start)
    complement = reading.folded[group.head : group.end]
    if group.noun.lemma in _BY_UNIT and _TROOP_COMPLEMENT.search(complement) and event.role != "other":
        return is_military(reading)
    if is_of_armed_group(reading, group):
        return is_military(reading)
    if group.noun.lemma == "membre" and event.role in STRONG and _of_its_members(reading, amount, group):
        return is_military(reading)
    if context == "force" and _MILITARY_COMPLEMENT.search(complement):
        return bool(military_words(reading.folded, *paragraph_at(reading, amount.start)))
    if group.noun.lemma == "personne" and _IN_THE_ARMY.match(reading.folded, group.end):
        return is_military(reading) or _STANDING.search(reading.folded, group.end, group.end + 40) is not None
    if civil_clause(reading, amount, group):
        return False
    if group.noun.lemma == "personne" and taken_on(reading, amount, event):
        return True
    if group.noun.lemma == "contractuel" and _is_enrolment(event) and (_hires(reading, amount) or is_of_war(reading)):
        return True
    if (
        group.noun.lemma == "membre"
        and _is_counting(reading, amount)
        and (
            _GROUPS.search(reading.folded, first, amount.start)
            or _has_armed_group(reading, first, amount.start)
            or _STANDING.search(reading.folded, max(reading.sentence_at(first)[0], amount.start - 90), amount.start)
        )
    ):
        return is_military(reading)
    if context == "force" or group.noun.lemma in {"individu", "agent"}:
        return bool(_MILITARY_COMPLEMENT.search(complement)) and bool(
            military_words(reading.folded, *paragraph_at(reading, amount.start))
        )
    if group.noun.lemma == "homme et femme" or group.noun.lemma == "femme et homme":
        return is_military_article(reading, group, needed=2)
    before = military_words(reading.folded, first, amount.start, strict=True)
    return (
        bool(before)
        and group.noun.lemma in {"personne", "contractuel"}
        and bool(
            re.search(
                r"(?:compte|effectif|aligne|mobilis|déploy|recrut|"
                r"perdu)\w*[^.;]{0,30}$",
                reading.folded[first : amount.start],
            )
        )
    )


# MSF dénonce la Minusma. Trois de ses membres: not the army's
_OTHER_BODY = re.compile(
    r"\b(?:MSF|CICR|ONG|Amnesty|presse|syndicat|association|parti|club|famille|tribu|communauté|rédaction|équipe|"
    r"organisation|fondation|église|agence)\b"
)


def _of_its_members(reading: Reading, amount: Amount, group: Group) -> bool:
    """*la KFOR, dont* nonante-trois *de ses membres avaient été blessés*: of an army that the sentence or the one
    before names, and nothing else."""
    if not reading.folded.endswith((" de ses ", " de leurs "), amount.end, group.head):
        return False
    first, _ = reading.sentence_at(amount.start)
    before = reading.sentences[max(0, reading.sentence_index(first) - 1)][0]
    named = [one.actor for one in reading.parties if before <= one.start < amount.start]
    bodies = [actor for actor in named if actor.kind == "organisation"]
    others = _OTHER_BODY.search(reading.folded, before, amount.start)
    return bool(bodies) and all(body.armed for body in bodies) and others is None


# La police haïtienne compte [moins de 10 000 agents]
_OF_POLICE = re.compile(
    r"\b(?:police(?! municipale)|gendarmerie|forces de l'ordre)(?: [\wà-ÿ'-]+){0,5} "
    r"(?:compt|emplo|align|dispos|perd|déplo|mobilis|recrut|form|engag|envo|entret|rassembl)\w*"
    r"(?: [\wà-ÿ'-]+){0,3} ?$",
    re.IGNORECASE,
)
# La police [nationale] compte · la police [haïtienne] emploie
_NATIONAL = re.compile(r"\b(?:police|gendarmerie) (?:nationale|fédérale|royale)\b", re.IGNORECASE)
_THE_POLICE = re.compile(r"\b(?:police|gendarmerie) (?:nationale |fédérale |militaire )?", re.IGNORECASE)


def _is_of_nation(reading: Reading, first: int, last: int) -> bool:
    """*La police nationale*, *la police haïtienne*: a state's, whatever else the article is about."""
    if _NATIONAL.search(reading.folded, first, last):
        return True
    police = _THE_POLICE.search(reading.folded, first, last)
    party = reading.party_at(police.end()) if police is not None else None
    return party is not None and party.form == "demonym_adjective"


# la guérilla compterait [6 300 membres]
_GROUPS = re.compile(
    r"\b(?:guérilla|milice|rébellion|groupe armé|faction|mouvement armé|organisation armée|légion|gangs?|cartels?)\b",
    re.IGNORECASE,
)
_COUNTS = re.compile(
    r"\b(?:compt|align|dispos|revendiqu|rassembl|réuni|totalis|plafonn|dépass|atteint|fort)\w*(?: \S+){0,3} ?$",
    re.IGNORECASE,
)
# la Garde nationale, [qui plafonne à] 90 000 membres · la Force régulière · la Réserve opérationnelle
_STANDING = re.compile(
    r"\b(?:garde (?:nationale|territoriale|républicaine|côtière|royale|suisse)|home guard|"
    r"force (?:régulière|terrestre|aérienne|navale|frontalière|d'autodéfense)|"
    r"réserve (?:opérationnelle|militaire|stratégique)|armée (?:de réserve|territoriale|nationale|populaire)|"
    r"forces (?:armées|d'autodéfense|territoriales))\b",
    re.IGNORECASE,
)


def is_of_armed_group(reading: Reading, group: Group) -> bool:
    """*2 000 gamins du M23*, *dix-neuf dissidents des Farc*."""
    return any(
        group.head < one.start < group.end and one.actor.armed and one.actor.kind == "organisation"
        for one in reading.parties
    )


# il manque 14 000 personnes [dans les rangs de l'armée]
_IN_THE_ARMY = re.compile(
    r" (?:dans (?:les rangs|l'armée|les armées|les forces armées|la (?:force|réserve|garde) [a-zà-ÿ]+)|"
    r"sous (?:les drapeaux|l'uniforme|les armes))\b",
    re.IGNORECASE,
)
# La garnison [est tombée de 60 000 à] 3 000 hommes
_SHRINKS_TO = re.compile(
    r"\b(?:garnison|armée|contingent|effectifs?|force|brigade|régiment|bataillon|division|mission|légion)\b"
    r"[^.;:]{0,50} (?:tomb|pass|fond|chut|mont|grimp|rédui)[a-zà-ÿ]* de [^.;:]{2,24} à $"
    r"|\b(?:estim|évalu|chiffr|fix|port)[a-zà-ÿ]* [^.;:]{0,20}\bpertes\b[^.;:]{0,50} à $",
    re.IGNORECASE,
)


def _has_armed_group(reading: Reading, first: int, last: int) -> bool:
    """*la coalition Viv Ansanm aligne* 12 000 *membres*: an armed group that the clause names before."""
    return any(first <= one.start < last and one.actor.type == "armed_group" for one in reading.parties)


def _is_counting(reading: Reading, amount: Amount) -> bool:
    """True right behind a verb of counting: *compterait aujourd'hui* 6 300 *membres*."""
    return _COUNTS.search(reading.folded, max(0, amount.start - 60), amount.start) is not None
