"""A source's phrase → its source_type.

*porte-parole de l'armée* → military; *chef rebelle* → armed_group; *ancien général* → expert.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from newsextract.actors import country_of_name, country_of_seat, find_mentions, organisation
from newsextract.matchers.attributions.source_bodies import of_united_nations, rebels, resident, state_agency
from newsextract.matchers.attributions.source_countries import country_of_body
from newsextract.matchers.attributions.source_phrases import Phrase, named_actor, parse_phrase
from newsextract.matchers.attributions.source_words import (
    head_type,
    head_types,
    is_agent_noun,
    is_breakaway,
    is_document,
    is_scholar,
    official,
    words_by_line,
    words_of,
)
from newsextract.records import SourceType
from newsextract.text import CAP

_WORD = re.compile(r"[\w-]+")
_INSTITUTIONS = frozenset(
    {
        "government",
        "military",
        "intelligence",
        "state",
        "ngo",
        "media",
        "company",
        "international_organisation",
        "armed_group",
    }
)


def type_of(phrase: Phrase) -> SourceType:
    """The source_type of a phrase: the first rule that knows it decides. Its words alone tell it: it is remembered."""
    return _type_of_words(phrase.text)


@lru_cache(maxsize=4096)
def _type_of_words(text: str) -> SourceType:
    phrase = parse_phrase(text)
    return next((kind for rule in _RULES if (kind := rule(phrase)) is not None), "unknown")


_OF_MINISTRY = re.compile(r"(?:vice-)?porte-parole(?: adjointe?)? d(?:u|'un) ministère\b")


def _university(phrase: Phrase) -> SourceType | None:
    """*L'Université Brown avance*, *selon l'université de Nairobi*: scholars, whatever looks like a person's name."""
    return "expert" if phrase.head in {"université", "universités", "faculté"} else None


# secrétaire du Conseil de sécurité: a state's; that of the Nations unies has none
_OF_COUNCIL = re.compile(
    r"(?:l'|le |la )?(?:vice-)?secrétaire (?:général |adjoint )?du Conseil (?:national )?de (?:sécurité|défense)\b"
)


def _apposed(phrase: Phrase) -> str:
    """The first apposition without its article; nothing if there is none."""
    return _ARTICLE.sub("", phrase.parts[1]) if len(phrase.parts) > 1 else ""


def _ministry(phrase: Phrase) -> SourceType | None:
    """*la Défense*, *la porte-parole de l'Intérieur*: a ministry by its field; and a cabinet called a council."""
    body = _spoken_for(phrase) or _ARTICLE.sub("", phrase.parts[0])
    apposed = _apposed(phrase) if phrase.person == phrase.parts[0] else ""
    if _OF_MINISTRY.match(phrase.parts[0]) or _OF_MINISTRY.match(apposed) or _OF_COUNCIL.match(phrase.parts[0]):
        return "government"  # *Jiang Bin, porte-parole du ministère de la Défense*, whatever his rank
    return "government" if _MINISTRY.fullmatch(body) or body in words_by_line("cabinets") else None


def _official(phrase: Phrase) -> SourceType | None:
    """A leader known by name, unless the phrase says what else the person is: *ancien ministre*, *historien*."""
    found = official(phrase.person or phrase.plain)
    if found is None or (phrase.person != phrase.plain and _told(phrase) not in _OF_POWER):
        return None
    return (_office(phrase) or "military") if found[0] == "military" else found[0]  # a general who is minister now


_OF_POWER = frozenset({None, "state", "government", "military", "intelligence", "armed_group", "unknown"}) | {
    "international_organisation"
}


def _told(phrase: Phrase) -> SourceType | None:
    """What the words beside a person's name say of it."""
    if _FORMER.match(phrase.lowered) or _RETIRED.search(phrase.lowered):
        return "person"
    words = [word for word in _WORD.findall(phrase.plain) if word in head_types()]
    return head_types()[words[0]] if words and words[0] not in words_of("weak_heads") else None


def _organisation(phrase: Phrase) -> SourceType | None:
    return phrase.actor.type if phrase.actor and not _spoken_for(phrase) else None  # type: ignore[return-value]  # the lexicon's types


def _state(phrase: Phrase) -> SourceType | None:
    coordinated = phrase.coordinated
    first = coordinated["one"] if coordinated else phrase.plain if phrase.person else phrase.parts[0]
    if coordinated and (actor := organisation(first)) is not None:
        return actor.type  # type: ignore[return-value]  # the lexicon's types
    return "state" if country_of_name(first) or country_of_seat(first) or is_breakaway(first) else None


# haut responsable · source policière; not *source indépendante*, *sources ouvertes*
_ANONYMOUS = re.compile(
    r"anonymat|haut[es]* (?:responsable|fonctionnaire|gradé)|\bsources?\b(?! indépendante| ouverte)"
)


def _anonymous(phrase: Phrase) -> SourceType | None:
    return "anonymous" if not phrase.person and _ANONYMOUS.search(phrase.lowered) else None


def _armed(phrase: Phrase) -> SourceType | None:
    """*chef rebelle*, *porte-parole séparatiste*, *Mashauri Bahati, « général » d'une coalition d'autodéfense*."""
    for part in phrase.parts:
        words = _WORD.findall(part.lower())
        if words and words[0] in words_of("armed", "heads") and not words_of("armed", "words").isdisjoint(words):
            return "armed_group"
    return None


# 16e BC · 101e division
_NUMBERED = re.compile(r"\d+(?:e|er|re|ère|ème)\s(?:[A-Z]{2,}|[a-zà-ÿ]+)")


def _ombudsman(phrase: Phrase) -> SourceType | None:
    """*le médiateur ukrainien, Dmytro Loubinets*: who bears the title with a name holds an office."""
    return "government" if phrase.person and phrase.head in {"médiateur", "médiatrice", "ombudsman"} else None


def _numbered_unit(phrase: Phrase) -> SourceType | None:
    return "military" if _NUMBERED.match(phrase.plain) else None


def _office(phrase: Phrase) -> SourceType | None:
    """A minister or head of state speaks for the government, whatever his rank: *l'amiral Dong Jun, ministre*."""
    heads = (_ARTICLE.sub("", part).split(" ", 1)[0].lower() for part in phrase.parts)
    return "government" if any(head in words_of("offices") for head in heads) else None


# ex-général · ancien patron de la marine
_FORMER = re.compile(r"(?:ex-|anciens? |anciennes? )(?P<post>.+)")


# [ambassadeur] honoraire
_HONORARY = re.compile(r"(?P<post>[\w-]+) (?:honoraire|émérite)s?\b")
# ancien[ de la maison] · ancienne[ du service]
_ONE_OF_THE = re.compile(r"(?:de la|de l'|du|des)\b")


def _former(phrase: Phrase) -> SourceType | None:
    """A retired soldier or agent speaks as an expert, a former minister as a person."""
    former = _FORMER.match(phrase.lowered) or _HONORARY.match(phrase.lowered)
    if former is None:
        return None
    if _ONE_OF_THE.match(former["post"]):
        return "anonymous" if not phrase.person else "person"  # *un ancien de la maison*
    kinds = [head_types()[word] for word in _WORD.findall(former["post"])[:3] if word in head_types()]
    knowing = set(kinds) & _KNOWING or "agent" in former["post"] or former["post"].split()[0] in words_of("retired")
    return "expert" if knowing else "person"


_KNOWING = frozenset({"military", "intelligence", "expert"})


# en retraite · à la retraite · général (2S)
_RETIRED = re.compile(r"\b(?:retraite|retraité|retraitée)\b|\(2s\)")


def _retired(phrase: Phrase) -> SourceType | None:
    """*le général indien à la retraite*; *le général Bhandari, ancien chef du 14e corps* commands no more."""
    ranks = [head_types().get(_ARTICLE.sub("", part).split(" ", 1)[0].lower()) for part in phrase.parts]
    former = any(part.lower().startswith("ancien chef") for part in phrase.parts[1:])
    return "expert" if "military" in ranks and (former or _RETIRED.search(phrase.lowered)) else None


def _names(part: str, person: str) -> bool:
    """*Amina Selemane*, *Allemand Rolf Steiner*: nothing but a name, and whose countryman it is."""
    return part == person or (part.endswith(" " + person) and part[0].isupper() and part.count(" ") < 4)


_OF_SCHOOL = re.compile(
    r"(?:de l'|de la |du |de )(?:[Uu]niversité|[Ii]nstitut|[ÉéEe]cole|[Ff]aculté|[Cc]entre de recherche|[Aa]cadémie)\b"
)


def _bystander(phrase: Phrase) -> SourceType | None:
    """*Artak, ancien artilleur*, *Amina Selemane, commerçante*: the apposition tells what a named person is."""
    if phrase.person is None or len(phrase.parts) < 2 or not _names(phrase.parts[0], phrase.person):
        return None
    if _OF_SCHOOL.match(phrase.parts[1]):
        return "expert"  # *Keiko Murase, de l'université Keio*
    apposed = parse_phrase(_apposed(phrase))
    if is_scholar(apposed.head):
        return "expert"  # *Khalid Benmansour, chercheur à l'université de Rabat*
    if apposed.lowered.startswith("ancien"):
        post = apposed.lowered.split()[1:2]
        knowing = post and (head_types().get(post[0]) == "expert" or post[0] in words_of("retired"))
        return "expert" if knowing else "person"
    if apposed.person:
        return None
    return "person" if apposed.head in words_of("trades") else type_of(apposed)  # who is named is no nameless resident


_ARTICLE = re.compile(r"^(?:alors )?(?:le |la |les |l'|un |une |son |sa |notre )?")


# porte-parole du gouvernement, le général Issa Coulibaly
_OF_GOVERNMENT = re.compile(r"porte-parole (?:du gouvernement|de la (?:présidence|diplomatie|junte|transition))\b")


def _ranked(phrase: Phrase) -> SourceType | None:
    """An apposition with a rank: *porte-parole du secteur opérationnel, le lieutenant Fidèle Amani*."""
    if _OF_GOVERNMENT.match(phrase.lowered):
        return "government"
    for part in phrase.parts[1:]:
        head = _ARTICLE.sub("", part).split()
        if head and head_types().get(head[0].lower()) == "military":
            return "military"
    return None


# le renseignement militaire · le 2e Bureau
_SECRET = re.compile(r"renseignement|\b(?:2e|deuxième) bureau\b")


def _intelligence(phrase: Phrase) -> SourceType | None:
    if not _SECRET.search(phrase.lowered) or head_types().get(phrase.head) == "military":
        return None
    return "intelligence" if phrase.head in {"chef", "patron", "porte-parole"} or not phrase.person else None


def _spoken_for(phrase: Phrase) -> str | None:
    """For whom a spokesperson, director or member speaks: *porte-parole du* **M23**."""
    if phrase.head not in words_of("speaks_for"):
        return None
    found = _COMPLEMENT.search(phrase.parts[0])
    return found["body"] if found else None


# porte-parole[ militaire] du [M23] · directeur général de l'[AIEA]
_COMPLEMENT = re.compile(r"\s(?:de la |de l'|du |des |de |d')(?P<body>.+)$")


def _spokesperson(phrase: Phrase) -> SourceType | None:
    body = _spoken_for(phrase)
    if body is not None:
        inner = type_of(parse_phrase(body))
        if inner in _INSTITUTIONS:
            if inner in {"state", "government"} and head_types().get(phrase.head) == "military":
                return "military"  # *un commandant de la junte*
            in_power = inner == "state" and (country_of_name(body) or phrase.head in words_of("presidents"))
            return "government" if in_power else inner
    if phrase.head not in {"porte-parole", "portes-parole", "porte-voix"}:
        return None
    adjectives = [head_types()[word] for word in _WORD.findall(phrase.parts[0].lower())[1:] if word in head_types()]
    if adjectives:
        return adjectives[0]
    actor = named_actor(phrase)
    return actor.type if actor else "government"  # type: ignore[return-value]  # the lexicon's types


# canal Telegram[ du groupe] · compte X[ de l'armée]
_CHANNEL = re.compile(r"(?:canal|chaîne|compte|page|blog) (?:Telegram|X|Facebook|YouTube|Twitter|WhatsApp|TikTok)\b")


def _channel(phrase: Phrase) -> SourceType | None:
    """Whose channel it is, else a medium: *canal Telegram de l'armée*, *canal Telegram DeepState*."""
    if not _CHANNEL.match(phrase.plain):
        return None
    owner = _COMPLEMENT.search(phrase.parts[0])
    return type_of(parse_phrase(owner["body"])) if owner else "media"


def _document(phrase: Phrase) -> SourceType | None:
    if not is_document(phrase.head):
        return None
    if phrase.owner is not None:
        return type_of(parse_phrase(phrase.owner))
    if "parlement" in phrase.lowered:
        return "state"
    return "military" if re.search(r"militaire|armée|interne", phrase.lowered) else "unknown"


# cellule communication · service de presse: of whom, the complement tells
_PRESS_OFFICE = re.compile(
    r"(?:cellule|service|bureau|direction) (?:de (?:la )?|des |d')?"
    r"(?:communication|presse|informations?|relations publiques)\b"
)


def _press_office(phrase: Phrase) -> SourceType | None:
    """*le service de presse du gouvernement* speaks for it; *la cellule communication* alone for a regiment."""
    office = _PRESS_OFFICE.match(phrase.lowered)
    owner = _COMPLEMENT.search(phrase.parts[0], office.end()) if office else None
    inner = type_of(parse_phrase(owner["body"])) if owner else None
    return inner if inner in _INSTITUTIONS | {"state"} else None


def _head(phrase: Phrase) -> SourceType | None:
    """The type of the first source noun; a weak one (*directeur*) gives way to an institution after it."""
    words = [word for word in _WORD.findall(phrase.lowered) if word in head_types()]
    if not words:
        return head_type(phrase.parts[0])
    first = head_type(_ARTICLE.sub("", phrase.parts[0])) or head_types()[words[0]]
    later = [head_types()[word] for word in words[1:] if word not in words_of("areas")]
    institutions = [kind for kind in later if kind in _INSTITUTIONS - {"armed_group"}]
    if phrase.head in words_of("relatives"):
        return first  # *le père d'un conscrit*, *l'avocat du général*
    apposed = _apposed(phrase).split(" ", 1)[0]
    if apposed in words_of("relatives") and phrase.head not in head_types():
        return head_types().get(apposed, "person")  # *Me Palencia, avocat de l'ancien colonel*
    own_name = phrase.person == phrase.parts[0]
    return institutions[0] if first in {"person", "unknown"} and institutions and not own_name else first


def _by_name(phrase: Phrase) -> SourceType | None:
    mentions = [mention for mention in find_mentions(phrase.plain) if mention.actor.kind == "organisation"]
    if mentions and mentions[0].start == 0:
        return mentions[0].actor.type  # type: ignore[return-value]  # the lexicon's types
    if (country_of_body(phrase.plain) or _MINISTRY.fullmatch(phrase.plain)) and not phrase.person:
        return "government"
    if not words_of("media_names", "words").isdisjoint(phrase.plain.split()):
        return "media"
    if is_scholar(phrase.head):
        return "expert"
    pair = phrase.coordinated
    if phrase.person or is_agent_noun(phrase.head) or (pair and all(" " in name for name in pair.groups())):
        return "person"
    if " " not in phrase.plain and phrase.plain.isupper() and len(phrase.plain) > 1:
        return None  # an acronym that no lexicon knows
    return "person" if _CAPITALISED.fullmatch(phrase.plain) else None


# la [Défense] confirme · à l'[Intérieur]: a ministry by its field
_MINISTRY = re.compile(r"Défense(?: nationale)?|Intérieur|Affaires étrangères")
# Óscar Muriel · Georgette
_CAPITALISED = re.compile(rf"{CAP}[\w'-]+(?:\s(?:de\s|du\s|le\s|la\s|al-)?{CAP}[\w'-]+){{0,3}}")


_RULES: tuple[Callable[[Phrase], SourceType | None], ...] = (
    _university,
    _ministry,
    _official,
    _organisation,
    _state,
    _former,
    _retired,
    of_united_nations,
    rebels,
    _anonymous,
    _armed,
    _intelligence,
    _numbered_unit,
    _ombudsman,
    _office,
    _ranked,
    state_agency,
    resident,
    _spokesperson,
    _bystander,
    _channel,
    _document,
    _press_office,
    _head,
    _by_name,
)
