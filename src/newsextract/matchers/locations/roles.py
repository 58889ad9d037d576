"""A place name in its sentence → actor (it stands for a government or army) or place.

*Séoul affirme*, *l'aide de Washington*, *contre l'Ukraine* act; *à Séoul*, *au nord du Liban*, *frontière de
l'Ukraine* are places.
What leads up to the name decides first, the parse second; only states and the seats of governments act.
"""

from __future__ import annotations

import re
from functools import cache

from newsextract.actors import country_of_demonym, country_of_name, country_of_seat
from newsextract.gazetteer import find_places
from newsextract.grammar import SUBJECTS, is_predicate, lower
from newsextract.lexicon import read_csv
from newsextract.matchers.locations.candidates import Toponym
from newsextract.matchers.locations.leads import Lead, lead_of
from newsextract.matchers.locations.words import is_title_word, words_of
from newsextract.reading import Reading
from newsextract.records import Feature, LocationRole
from newsextract.verb_senses import ANY, forms, verbs

_LOCATIVE = frozenset(
    {
        "en",
        "dans",
        "vers",
        "depuis",
        "sur",
        "sous",
        "jusqu'à",
        "jusqu'en",
        "via",
        "chez",
        "hors de",
        "près de",
        "loin de",
    }
    | {"autour de", "outre", "après", "devant", "derrière", "avant"}
)
_AGENTIVE = frozenset(
    {
        "contre",
        "avec",
        "selon",
        "pour",
        "face à",
        "envers",
        "sauf",
        "hormis",
        "comme",
        "sans",
        "vis-à-vis de",
        "auprès de",
    }
)


def role_of(reading: Reading, name: Toponym, feature: Feature | None, country: str | None, seat: bool) -> LocationRole:
    """place or actor for a toponym; `seat` is true for the seat of a government."""
    first, last = reading.sentence_at(name.start)
    state = feature == "country" and country in _sovereign()
    if not (state or seat):
        return "actor" if _is_subject_at_large(reading, name, feature) or _is_council(reading.folded, name) else "place"
    if _is_heading(reading.folded, first, last, name.start, name.end):
        return "place"
    return _role(reading, name.start, name.end, name.lead, state)


@cache
def _sovereign() -> frozenset[str | None]:
    """States with a government of their own, not overseas territories."""
    rows = read_csv("states.csv", "iso3")
    return frozenset(row["iso3"] for row in rows) - words_of("territories", "dependencies")


def _is_subject_at_large(reading: Reading, name: Toponym, feature: Feature | None) -> bool:
    """*l'Europe n'a déboursé que*, *les pays baltes achètent*: continents and groups of states act as subjects."""
    if (
        (feature != "continent" and not _OF_STATES.match(reading.folded, name.start, name.end))
        or name.lead.preposition is not None
        or not name.lead.article
    ):
        return False
    return _VERB_AFTER.match(reading.folded, name.end) is not None and reading.token_at(name.start).dep_ in SUBJECTS


# Occident · pays baltes · monarchies du Golfe
_OF_STATES = re.compile(r"Occident|[Pp]ays |[ÉE]tats |[Mm]onarchies |Benelux|Maghreb")


def _is_council(folded: str, name: Toponym) -> bool:
    """*la Ville de Paris annonce*: with a capital, the council and not the town."""
    return name.lead.noun in {"ville", "mairie", "région"} and folded[: name.start].endswith(
        ("Ville de ", "Région de ", "airie de ")
    )


def _role(reading: Reading, start: int, end: int, lead: Lead, state: bool) -> LocationRole:
    """The role of a state or seat by what leads up to it."""
    first, _ = reading.sentence_at(start)
    if lead.preposition is None and _is_gapped(reading, start, end):
        return "actor"
    coordinated = _coordinated(reading.folded, first, start, end, lead)
    if coordinated is not None:
        one, other = coordinated
        return _role(reading, one, other, lead_of(reading.folded, one), state)
    preposition = lead.preposition
    if preposition in _LOCATIVE:
        return "place"
    if preposition is None and lead.noun == "(":
        return "place" if state else "actor"  # PORT-SOUDAN (Soudan); les Européens (Paris, Londres, Berlin)
    if preposition in _AGENTIVE:
        return "place" if _is_reached(lead) else "actor"
    if preposition == "par":
        return "place" if _PASSES.match(lead.noun) else "actor"
    if preposition == "entre":
        if not _pairs_with_state(reading.folded, end):
            return "place"
        bordered = any(_BETWEEN_PLACES.fullmatch(word) for word in lead.words[: 6 if lead.noun == "," else 1])
        return "place" if bordered else "actor"
    if preposition in {"à", "grâce à", "quant à"}:
        if preposition == "à" and _speaks_after(reading.folded, end):
            return "place"
        if preposition == "à" and _GAVE_BACK.search(reading.folded, max(0, start - 30), start):
            return "actor"
        return "actor" if preposition != "à" or _gives(lead) else "place"
    if preposition == "de":
        return _of_noun(lead, state)
    return _bare(reading, start, end, lead, state)


# Moscou [a rendu à] Kiev les corps; not: s'est rendu à
_GAVE_BACK = re.compile(
    r"\b(?:a|ont|avait|avaient|aura|aurait|auraient) (?:déjà |enfin )?rendu(?: [a-zà-ÿ]+)? à (?:la |l')?$"
)
# a envoyé 300 soldats à Bangui[, et le ]Rwanda[ ]1 200 · fournit 600 hommes[ ; l']Italie[, ]250
_AND = re.compile(r"(?:[;,]|\bet|\bpuis|\bcontre|\btandis que|\bquand) (?:la |le |les |l')$")
_ITS_NUMBER = re.compile(r"(?:,| en| [–—])? (?:de |d')?(?=\S)")


def _is_gapped(reading: Reading, start: int, end: int) -> bool:
    """*et le* Rwanda *1 200*: a subject whose verb is that of the clause before, right before its number."""
    if _AND.search(reading.folded, max(0, start - 18), start) is None:
        return False
    match = _ITS_NUMBER.match(reading.folded, end)
    at = match.end() if match is not None else -1
    return any(one.start == at and one.of is None for one in reading.amounts) and not reading.folded.startswith(
        "20", at
    )


# entre Nouakchott[ et Ouargla]
_WITH_TOWN = re.compile(r" et (?:la |le |l'|les )?(?P<name>[A-ZÀ-Þ][\w'-]+(?: (?:du |de |d')?[A-ZÀ-Þ][\w'-]+)*)")


def _pairs_with_state(folded: str, end: int) -> bool:
    """True if the second of *entre X et Y* is a state, a seat or none that we know: two governments, not two towns."""
    match = _WITH_TOWN.match(folded, end)
    if match is None or country_of_name(match["name"]) or country_of_seat(match["name"]):
        return True
    return not any(place.feature == "city" for place in find_places(match["name"]))


# [a répliqué à Kampala] le porte-parole
_SPEAKER = re.compile(r" (?:le |la |l'|un |une )(?P<noun>[a-zà-ÿ-]+)")


def _speaks_after(folded: str, end: int) -> bool:
    """True if the subject of a verb of saying stands behind the place: *a répliqué à Kampala le porte-parole*."""
    match = _SPEAKER.match(folded, end)
    return match is not None and is_title_word(match["noun"])


# partir pour la Jamaïque, s'embarquer pour, frontière avec la Libye, limitrophe
_BORDERS = re.compile(r"frontières?|frontali\w+|limites?|limitrophe|terrestre|maritime|commune")
_PASSES = re.compile(r"(?:re)?pass\w+|transit\w+|entr\w+|détour")
_BETWEEN_PLACES = re.compile(
    r"frontières?|routes?|situ\w+|lignes?|zones?|axes?|trajets?|liaisons?|navettes?|mi-chemin|ferroviaire|vols?|corridor"
)


def _is_reached(lead: Lead) -> bool:
    """True where *pour* and *avec* only say where to or beside what: *partir pour la Jamaïque*, *frontière avec la
    Libye*."""
    return lead.is_bound_for or (
        lead.preposition == "avec" and any(_BORDERS.fullmatch(word) for word in lead.words[:2])
    )


# affirme · n'a pas · s'est · aurait
_VERB_AFTER = re.compile(
    r"\s(?:l'|lui\s|leur\s|en\s|y\s|s'|se\s|n'|ne\s|m'|me\s|nous\s)*(?:a|ont|est|sont|[a-zà-ÿ]{2,}(?:e|ent|it|t|ait|aient|era|eront|ra|ront|rait|a|d))\b"
)


# KIEV, 12 mars · GOMA (RDC) –
_DATELINE = re.compile(r"\s?(?:\([^)]*\))?(?:,\s|\s?[–—-]|\.)")
# BIRMANIE[ La junte joue son va-tout]
_HEADED = re.compile(r"\s[A-ZÀ-Þ][a-zà-ÿ']")
# QAMICHLI, [Syrie], 9 janvier
_AFTER_TOWN = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ' -]+, ")
_LABEL = re.compile(r"(?:(?:EN )?DIRECT\W*)?(?:[\w' -]+(?:,| et) )*")
_LABEL_AFTER = re.compile(r"(?:(?:,| et) [\w' -]+)*\s?:\s")


def _is_heading(folded: str, first: int, last: int, start: int, end: int) -> bool:
    """*Liban, Irak : …*, *18 h 20 - Venezuela*, *KIEV, 12 mars*: a name that only says where."""
    before, after = folded[first:start], folded[end:last]
    if not re.search(r"\w", after) and re.fullmatch(r"[\W\dh]*", before):
        return True
    if (start == 0 or folded[start - 1] == "\n") and re.match(r"(?:\s\([^)]{2,25}\))?\s[–—]\s", after):
        return True
    if _AFTER_TOWN.fullmatch(before) and re.match(r",|\s\(|\s[–—-]\s", after):
        return True
    opens = start == 0 or folded[start - 1] == "\n"
    if opens and folded[start:end].isupper() and (_DATELINE.match(after) or _HEADED.match(after)):
        return True
    return len(before) < 40 and bool(_LABEL.fullmatch(before)) and bool(_LABEL_AFTER.match(after))


# [à la Turquie] et à[ Israël]
_TWIN = re.compile(
    r"(?:\bà (?:la |l')?|\baux? )(?P<name>[A-ZÀ-Ý][\w'-]+(?: (?:du |de |d')?[A-ZÀ-Ý][\w-]+)?)"
    r",? (?:et|ou|ni) (?:à (?:la |l')?|aux? )$"
)
_COORDINATED = re.compile(
    r"(?P<name>[A-ZÀ-Ý][\w'-]+(?:\s(?:du|de|d')\s?[A-ZÀ-Ý][\w-]+|\s[A-ZÀ-Ý][\w'-]+)?)(?:,|,?\s(?:et|ou|ni))\s(?:la\s|le\s|les\s|l')?$"
)


def _coordinated(folded: str, first: int, start: int, end: int, lead: Lead) -> tuple[int, int] | None:
    """The name that a following one is coordinated with: *Paris* in *à Paris et Berlin*; not one that begins a
    clause."""
    if lead.preposition == "à" and lead.noun in {"et", "ou", "ni"}:
        twin = _TWIN.search(folded, max(first, start - 60), start)
        return twin.span("name") if twin else None
    if lead.preposition is not None or lead.noun not in {",", "et", "ou", "ni"}:
        return None
    between = lead.noun == "et" and "entre" in lead.words[:5]
    if not between and lead.noun in {",", "et"} and _VERB_AFTER.match(folded, end):
        return None
    match = _COORDINATED.search(folded[first:start])
    return (first + match.start("name"), first + match.end("name")) if match else None


# livrer, céder, répondre à: what one does to a government; forms by their stems
_GIVEN = re.compile(
    r"(?:re)?(?:livr|fourni|vend[ures]|vente|donn[eéa]|cèd|céd|accord[eéa]|prom[ei]|offr|offert|remet|remis|octroy|propos[eéa]|refus[eéa]|demand|répond|répliqu|"
    r"impos[eéa]|permet|permis|reproch|ordonn|restitu|prêt[eéa]|concéd|réclam|appart|profit|bénéfici|nui|coûte|interdi|oppos|obéi|résist|promi|adress|allou|destin|"
    r"achet|command(?:é|er|ai)|emprunt|extorqu|soutir|arrach|alli[eé]|confi[eé]|déclar|rappel)\w*|liée?s?"
)
_SENT = re.compile(
    rf"(?:{forms(verbs('sending') | {'exporter'}, (*ANY, 'participle'))}|envois?|expéditions?|exportations?)"
)
_GOODS = re.compile(
    r"armes?|armements?|missiles?|obus|munitions?|chars?|avions?|aides?|matériels?|équipements?|drones?|canons?|fonds|milliards?|millions?|euros|dollars|systèmes?|"
    r"obusiers?|blindés|véhicules|chasseurs|lettre|message|ultimatum|signal|avertissement|lance-roquettes|roquettes|f-16|mirage|rafale|caesar|patriot|leopard|crédits?"
)
_GIFTS = re.compile(
    r"aides?|soutien|appui|livraisons?|ventes?|fournitures?|réponses?|menaces?|ultimatum|appels?|demandes?|allégeance|armes?|missiles|grâce|opposée?s?|favorables?|"
    r"hostiles?|alliée?s?|liée?s?|transferts?|dons?|prêts?|concessions?|cadeaux?|avertissements?|message|fidèles?|fidélité|assistance|secours|guerre|promesses?|garanties?|"
    r"exportations?|embargo"
)
_PLACED = frozenset(
    {
        "pied",
        "pieds",
        "siège",
        "sommet",
        "paraphé",
        "signé",
        "conclu",
        "négocié",
        "réunis",
        "réunion",
        "rendez-vous",
        "rencontre",
    }
)


def _gives(lead: Lead) -> bool:
    """True after verbs and nouns of giving: *livrer des armes à*, *l'aide militaire à*, *répondre à*; not *envoyer
    des soldats à*."""
    near = lead.words[:6]
    if any(word in _PLACED for word in near[:4]):
        return False
    for position, word in enumerate(near):
        if word in {",", "que", "qu'", "qui", "(", ")"}:
            return False
        if position < 3 and _GIFTS.fullmatch(word):
            return True
        if _GIVEN.fullmatch(word):
            return True
        if _SENT.fullmatch(word):
            return any(_GOODS.fullmatch(other) for other in near)
    return False


# venir, arriver, se retirer de; à dix kilomètres de
_MOVES = re.compile(
    r"(?:(?:re|par|pro)?v(?:ien\w*|en(?:ue?s?|ant|ait|aient|ir|eu)))|arriv\w+|part(?:ie?s?|ir|ies|ant|ait|aient)|(?:re)?tir\w+|retir\w+|sort\w+|quitt\w+|loin|fui\w*|originaires?|"
    r"proven\w+|provien\w+|chass\w+|évacu\w+|kilomètres|km|rentr\w+|expuls\w+|rapatri\w+|décoll\w+|import\w+"
)


_POSSESSIVES = frozenset({"son", "sa", "ses", "leur", "leurs", "notre", "nos"})


# a [rapatrié] cet automne 700 soldats de Roumanie · [retirerait] ses 10 000 hommes d'Irak
_TAKES_AWAY = re.compile(r"(?:retir|rapatri|évacu|ramen|ramèn|rappel|délog|chass|prélev)\w*")


def _takes_away(lead: Lead) -> bool:
    """True behind a verb that takes a number of men from somewhere, in the same clause."""
    for position, word in enumerate(lead.words[:9]):
        if word in {",", "que", "qu'", "qui", "(", ")", ";", "»", "dont"}:
            return False
        if position > 1 and _TAKES_AWAY.fullmatch(word):
            return any(
                other[:1].isdigit() or other in _POSSESSIVES or other in _SEVERAL for other in lead.words[1:position]
            )
    return False


_SEVERAL = frozenset(
    {"deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "cent", "cents", "mille"}
)


_POSTED = frozenset(
    {"soldats", "militaires", "troupes", "forces", "contingent", "contingents", "base", "bases", "marines", "paras"}
    | {"légionnaires", "conseillers", "instructeurs", "mercenaires", "garnison", "garnisons", "bataillon", "bataillons"}
    | {"brigade", "brigades", "aviateurs", "pilotes", "détachement", "détachements", "corps", "policiers"}
    | {"parachutistes", "gendarmes", "fantassins"}
)


# [obtenir] de Varsovie · a [reçu] de Paris; not: la presse de Caracas
_DETERMINERS = frozenset({"la", "le", "l'", "les", "une", "des", "cette", "ces"})
_GETS = re.compile(forms(verbs("asking", "getting"), (*ANY, "participle")))


def _of_noun(lead: Lead, state: bool) -> LocationRole:
    """*armée de X* acts, *nord de X* is a place; by default a country acts and a town does not."""
    if _GETS.fullmatch(lead.noun) and not _DETERMINERS.intersection(lead.words[1:2]):
        return "actor"
    if _MOVES.fullmatch(lead.noun) or lead.words[:2] == ("retour", "de"):
        return "place"
    if lead.article is None and lead.noun in {"retrait", "départ", "repli", "rapatriement", "exfiltration"}:
        return "place"  # le retrait de Syrie; le retrait de la Russie is Russia's own
    if any(word in _POSSESSIVES for word in lead.words[1:3]) or _takes_away(lead):
        return "place"  # retirer ses troupes du Mali, a rapatrié 700 soldats de Roumanie: they are someone else's
    if len(lead.words) > 1 and lead.words[1] in _POSTED and country_of_demonym(lead.words[0]):
        return "place"  # les militaires français de Djibouti
    for noun in lead.words[:3]:
        if noun in {",", "(", "et", "que", "qui", "la", "le", "l'", "les", "un", "une"}:
            break
        if noun in words_of("place_before", "nouns"):
            return "place"
        if noun in words_of("actor_before", "nouns"):
            return "actor"
    return "actor" if state else "place"


# le premier client de l'usine reste la Pologne: what a government alone can be
_PARTNERS = frozenset(
    {"client", "clients", "acheteur", "acquéreur", "importateur", "exportateur", "fournisseur", "vendeur", "donateur"}
    | {"contributeur", "pourvoyeur", "allié", "alliés", "partenaire", "parrain", "soutien", "protecteur", "bailleur"}
    | {"interlocuteur"}
    | {"adversaire", "ennemi", "rival", "concurrent", "agresseur", "médiateur", "arbitre", "créancier", "obligé"}
)
# Damas a été secouée par trois explosions
_STRUCK = re.compile(
    r"\s(?:a|avait|aurait|est|était|serait)(?:\sde\snouveau)?(?:\sété)?\s(?:\w+ment\s)?"
    r"(?:secou|frapp|bombard|touch|vis|attaqu|pilonn|inond|ravag|plong|assiég|encercl|détrui|dévast|priv|pris|tombé)\w*\b"
)
# quitter, traverser, visiter la Syrie: a state is a place to who moves
_LEFT = re.compile(r"(?:quitt|travers|visit|survol|fui|parcour|sillonn|gagn)\w*")


def _bare(reading: Reading, start: int, end: int, lead: Lead, state: bool) -> LocationRole:
    """No preposition: a subject or object acts if it is a state or a seat."""
    if lead.noun in {"reste", "restent", "demeure", "demeurent"}:
        return "actor" if any(word in _PARTNERS for word in lead.words[1:9]) else "place"
    if not state and (lead.is_reached or _STRUCK.match(reading.folded, end)):
        return "place"
    if state and any(_LEFT.fullmatch(word) for word in lead.words[:2]):
        return "place"
    after = reading.folded[end : end + 40]
    head = reading.span(start, end).root
    if head.dep_ in SUBJECTS or _VERB_AFTER.match(after):
        return "actor"
    if re.match(r"\s?[-–/]\s?[A-ZÀ-Ý]", after) or re.search(
        r"[A-ZÀ-Ý][\w]+[-–/]$", reading.folded[max(0, start - 20) : start]
    ):
        return "actor"
    if is_predicate(head.head) or lower(head.head) in {"allié", "alliés"}:
        return "actor"
    return "place" if re.match(r"\s?,\s(?:\d|le\s\d)", after) else "actor"
