"""A source's noun phrase → its parts: person, organisation, owner of a document, the name to file it under.

*le général Kyrylo Boudanov* → person *Kyrylo Boudanov*; *le site libyen Al Wasat* → name *Al Wasat*; *ministre de la
Défense* holds no person: *Défense* is what *de la* governs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from newsextract.actors import Actor, country_of_demonym, country_of_name, country_of_seat, find_mentions, organisation
from newsextract.lexicon import function_words
from newsextract.matchers.attributions.source_words import (
    city_demonyms,
    is_document,
    is_person_noun,
    is_source_head,
    without_party,
    words_of,
)
from newsextract.text import CAP, fold

# Observatoire syrien des droits de l'homme[ (OSDH)] · Agence nationale d'information[ (Ani, officielle)]
ACRONYM = re.compile(r"\s*[(\[](?P<acronym>[A-ZÉ][\w./-]{1,18})(?:, [^)]{1,40})?[)\]]")
_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]?")
_COMMA = re.compile(r",\s")
# Pyongyang ni Moscou · Paris et Berlin
COORDINATED = re.compile(r"(?:[Nn]i )?(?P<one>[A-ZÀ-Ý][\w' -]+?) (?:ni|et) (?P<other>[A-ZÀ-Ý][\w' -]+)")
_FRESH = frozenset(
    {"dernier", "dernière", "derniers", "dernières", "nouveau", "nouvelle", "récent", "récente", "premier", "première"}
)
# rapport[ des experts de l'ONU] · communiqué[ de l'armée pakistanaise]
_OF = re.compile(r"\s(?:[\w-]+\s)?(?:de la |de l'|du |des |de |d')(?P<owner>.+)$")
# rapport[ publié par ]l'ONU · bilan provisoire[ communiqué par l']armée: who issues a text stands behind it
ISSUED_BY = (
    r"\s(?:publié|diffusé|communiqué|transmis|établi|dressé|fourni|donné|livré|avancé|arrêté|rédigé|réalisé|présenté|remis|signé|émis|"
    r"rendu public|rendue publique|élaboré|compilé|mené)e?s?\s(?:[a-zà-ÿ]+\s)?par\s(?:la\s|le\s|l'|les\s|des\s|une?\s)?"
)
_ISSUED = re.compile(rf"(?:\s[\w-]+){{0,3}}?{ISSUED_BY}(?P<owner>.+)$")
_GOVERNORS = function_words("governors")
_PARTICLES = function_words("name_particles")
# l'Intérieur → l' Intérieur; N'Djamena, D'Souza stay
_ELISION = re.compile(r"\b(?P<article>[ld]'(?=\w)|[LD]'(?=[a-zà-ÿ]))")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A source phrase taken apart. `plain` is folded; `parts` are its appositions; `head` is its first noun."""

    text: str
    plain: str
    parts: tuple[str, ...]
    head: str
    person: str | None
    actor: Actor | None
    owner: str | None
    lowered: str = field(compare=False)  # this and the next are asked again and again of phrases remembered
    # *Moscou ni Pékin[, ses créanciers]*: what is apposed to the two is left out
    coordinated: re.Match[str] | None = field(compare=False)


@lru_cache(maxsize=4096)
def parse_phrase(text: str) -> Phrase:
    """Take a source phrase apart. Depends on nothing but its words, so that it can be remembered."""
    plain = fold(text)
    parts = tuple(_COMMA.split(_BRACKETS.sub("", plain)))
    words = parts[0].split()
    head = words[0].lower() if words else ""
    if len(words) > 2 and head == "plus" and words[1] in _FRESH:
        return parse_phrase(text[len("plus ") :])  # *plus récent rapport de l'équipe*
    if len(words) > 1 and head in _FRESH and is_document(words[1]):
        return parse_phrase(text[len(words[0]) :].lstrip())  # *dernier rapport des experts*
    document = (_ISSUED.match(plain, len(head)) or _OF.match(parts[0], len(head))) if is_document(head) else None
    if document is not None and _is_purpose(document["owner"]):
        document = None
    owner = document["owner"] if document else None
    coordinated = COORDINATED.fullmatch(plain) or COORDINATED.fullmatch(parts[0])
    return Phrase(text, plain, parts, head, _person_of(parts), _actor(plain), owner, plain.lower(), coordinated)


def _is_purpose(owner: str) -> bool:
    """True for what a document is for, not whose it is: *document de* **travail**, *note de* **synthèse**."""
    return " " not in owner and owner.islower() and not is_source_head(owner)


def _actor(plain: str) -> Actor | None:
    """The organisation that a phrase names, with or without acronym, apposition or a generic noun before its name."""
    bare = ACRONYM.split(plain)[0].strip()
    found = organisation(plain) or organisation(bare) or organisation(bare.split(", ")[0])
    acronym = ACRONYM.search(plain)
    if found is None and acronym and plain.startswith(bare):
        # *Haut-Commissariat aux réfugiés (HCR)*, *Alliance fleuve Congo (AFC/M23)*
        found = next(filter(None, map(organisation, acronym["acronym"].split("/"))), None)
    if found is not None:
        return found
    head, *apposed = bare.split(", ")
    if apposed and not is_person_noun(head.split(" ", 1)[0]):
        # *branche armée du Hamas, les Brigades Ezzedine al-Qassam*
        found = next(filter(None, (organisation(_without_article(part)) for part in apposed)), None)
    if found is not None and found.type == "armed_group":
        return found
    named = _name_after_generic(head)
    return organisation(named) if named else None


def _person_of(parts: tuple[str, ...]) -> str | None:
    """The person's name in a source phrase: in its last apposition that holds one, else in its first part."""
    if len(parts) > 1 and _is_bare_name(parts[0]) and not _is_bare_name(parts[1].split(" ", 1)[-1]):
        return _person_in(parts[0], alone=False) or parts[0]
    for part in reversed(parts):
        found = _person_in(_without_article(part), alone=len(parts) == 1)
        if found:
            return found
    named = len(parts) > 1 and is_person_noun(parts[0].split(" ", 1)[0]) and _is_bare_name(parts[-1])
    return parts[-1] if named else None  # *chef de pièce, Vadym*


_ARTICLE = re.compile(r"^(?:le |la |les |l'|un |une )", re.IGNORECASE)


def _without_article(part: str) -> str:
    return _ARTICLE.sub("", part) if part[:1].islower() else part


def _person_in(part: str, alone: bool) -> str | None:
    words = _ELISION.sub(lambda match: match["article"] + " ", part).split()
    if not words:
        return None
    capital_title = len(words) > 1 and (words[0] in words_of("titles") or words[0].lower() in {"premier", "première"})
    if not words[0][0].isupper() or capital_title:
        return _titled(words)
    if len(words) > 2 and _is_people(words[0]):
        return _person_in(" ".join(words[1:]), alone)  # *Allemand Rolf Steiner*
    if _is_bare_name(part) and (len(words) > 1 or not alone) and not _names_organisation(part):
        return part if len(words) > 1 else None
    return None


@lru_cache(maxsize=4096)
def _is_people(word: str) -> bool:
    """True for the name of a people or of a town's inhabitants: *Allemand*, *Vaudoise*."""
    return bool(country_of_demonym(word.lower()) or city_demonyms().get(word.lower()))


def _titled(words: list[str]) -> str | None:
    """The name after a title and what it governs: *ministre de la Défense* **Andri Hrytsak**."""
    if not any(is_person_noun(word) for word in words[:3] if word[0].islower() or word in words_of("titles")):
        return None
    start = len(words)
    while start > 1 and (_is_name_word(words[start - 1]) or (words[start - 1] in _PARTICLES and start < len(words))):
        start -= 1
    run = words[start:]
    while run and (run[0] in _PARTICLES or (run[0] in words_of("titles") and len(run) > 1)):
        start, run = start + 1, run[1:]
    before = words[start - 1] if start else ""
    if before in {"à", "au", "aux"} or _is_complement(words, start):
        return None  # *professeur à Sciences Po Lyon*, *avocate du général Dumont*
    if before.lower() in _GOVERNORS and before not in words_of("titles"):
        run = _after_complement(run)
    run = _without_acronyms(without_party(run) if run else run)
    if len(run) == 1 and _names_a_thing(words[:start]):
        return None  # *officier de la mission Irini*
    if not run or not _may_name_person(" ".join(run)):
        return None
    return " ".join(run)


def _is_complement(words: list[str], start: int) -> bool:
    """True where the title before the name depends on a noun for another person: *conseiller du président Zelensky*."""
    title = start - 1
    if title < 2 or not (is_person_noun(words[title]) and is_person_noun(words[0])):
        return False
    lead = words[1:title]
    return lead[-1] == "du" or lead[-2:] in (["de", "la"], ["de", "l'"], ["d'", "un"], ["d'", "une"])


def _names_a_thing(before: list[str]) -> bool:
    """True if the words before a name end with a noun for no person, which a preposition governs."""
    governed = len(before) > 2 and bool(_GOVERNORS & set(before[1:-1]))
    return governed and before[-1] not in _GOVERNORS and before[-1] in words_of("bodies") | _OPERATIONS


_OPERATIONS = frozenset({"opération", "base", "camp", "navire", "frégate", "secteur"})
# al-Awlaqi · el-Béchir · ould-Ahmed
_ARABIC = re.compile(r"(?:a[ldrsntz]|el|ben|ibn|ould)-[A-ZÀ-Ý]")


def _is_name_word(word: str) -> bool:
    return word[0].isupper() or bool(_ARABIC.match(word))


def _after_complement(run: list[str]) -> list[str]:
    """*[ministre de la] Défense Andri Hrytsak* → *Andri Hrytsak*; nothing if no full name is left."""
    for length in (3, 2):
        if len(run) >= length + 2 and _is_known(" ".join(run[:length])):
            return run[length:]
    if len(run) < 3:
        return []
    rest = run[1:]
    while rest and rest[0] in _GOVERNORS:
        rest = rest[2:] if len(rest) > 3 else []
    return rest if sum(word[0].isupper() for word in rest) >= 2 else []


def _is_known(words: str) -> bool:
    return bool(organisation(words) or country_of_name(words) or country_of_seat(words))


def _without_acronyms(run: list[str]) -> list[str]:
    """*FGTB Marc Delvaux* → *Marc Delvaux*."""
    while len(run) > 1 and run[0].isupper() and len(run[0]) > 1 and not run[0].endswith("."):
        run = run[1:]
    return run


# Kyrylo Boudanov · Jean-Marc de La Tour · Abou Bakr al-Souri · Ahmad el-Chareh
_NAME = re.compile(
    rf"{CAP}[\w'-]+(?:(?:\s(?:de|du|von|van|ben|bin|el|al|le|la|di|da|dos|ould|der|den))*\s(?:{CAP}|a|e[lnsr]-|ech-|ould-)[\w'-]+){{0,3}}"
)


def _is_bare_name(part: str) -> bool:
    """True if a part is nothing but a name that no state, seat or organisation bears."""
    acronym = any(word.isupper() and len(word) > 2 for word in part.split())  # *KNDS Deutschland*
    return bool(_NAME.fullmatch(part)) and not acronym and _may_name_person(part)


def _may_name_person(name: str) -> bool:
    return not _is_known(name) and not (name.isupper() and len(name) > 1 and " " not in name)


def _names_organisation(words: str) -> bool:
    """*ONG Control Ciudadano*, *Lahore Herald*: an acronym or a word of newspapers' names stands in it."""
    return any((word.isupper() and len(word) > 1) or word in words_of("media_names", "words") for word in words.split())


def _name_after_generic(plain: str) -> str | None:
    """The proper name after a generic noun and its adjectives: *site libyen* **Al Wasat**, *institut* **IFOP**."""
    words = plain.replace(" en ligne ", " ").split()  # *journal en ligne Daily NK*
    start = next((index for index, word in enumerate(words) if index and word[0].isupper()), None)
    if start is None or words[start - 1] in _GOVERNORS or words[0] not in words_of("generics"):
        return None
    if any(word in _GOVERNORS and word not in {"de", "d'"} for word in words[:start]):
        return None
    rest = words[start:]
    if len(rest) > 1 and rest[0] in function_words("channels"):
        rest = rest[1:]  # *canal Telegram DeepState*
    named = all(_is_name_word(word) or word[0].isdigit() or word in _GOVERNORS | _PARTICLES for word in rest)
    return " ".join(rest) if named or organisation(" ".join(rest)) else None


# Service national de renseignement[ sud-coréen] (NIS)
_OF_STATE = re.compile(r"(?P<name>(?:Service|Agence|Office|Bureau)\s.*)\s(?P<state>[a-zà-ÿ-]+)")


def file_name(phrase: Phrase, acronyms: dict[str, str]) -> str:
    """The name under which a source is filed; of a service with an acronym, without its state's adjective."""
    name = _file_name(phrase, acronyms)
    bears = _OF_STATE.fullmatch(name) if ACRONYM.search(phrase.plain) else None
    return name[: bears.end("name")] if bears and country_of_demonym(bears["state"]) else name


def _file_name(phrase: Phrase, acronyms: dict[str, str]) -> str:
    """The source as one would file it: without function, complement, acronym and generic noun."""
    coordinated = phrase.coordinated
    if coordinated:
        return f"{_as_written(phrase, coordinated['one'])} et {_as_written(phrase, coordinated['other'])}"
    if phrase.person:
        return _as_written(phrase, phrase.person)
    if phrase.plain in acronyms:
        return acronyms[phrase.plain]
    if phrase.owner is not None:
        return _owner_name(phrase, acronyms)
    group = named_actor(phrase) if phrase.head in words_of("fighters") else None
    if group is not None and group.type == "armed_group":
        return group.name  # *les paramilitaires des FSR*
    kept = _ARCHIVES.match(phrase.plain)
    if kept and (keeper := organisation(kept["keeper"])):
        return keeper.name
    if phrase.actor is not None:
        return _organisation_name(phrase, phrase.actor)
    medium = next((part for part in phrase.parts[1:] if (known := organisation(part)) and known.type == "media"), None)
    if medium is not None:
        return _as_written(phrase, medium)  # *un journal australien, The Klaxon*
    led = _LED_BY.match(phrase.plain)
    if led and organisation(led["name"]):
        return _as_written(phrase, led["name"])  # *Unita de Jonas Savimbi*
    generic = _name_after_generic(ACRONYM.sub("", phrase.parts[0]))
    if generic:
        return _as_written(phrase, generic)
    bare = ACRONYM.sub("", phrase.text)
    named = _COMMA.split(fold(bare))[0].rstrip()
    standing = _STANDING.search(named)
    return bare[: standing.start() if standing else len(named)]


# colonel malien[ réfugié à Dakar] · diplomate européen[ en poste à Tunis]: where somebody lives is not filed
_STANDING = re.compile(
    r"\s(?:basé|réfugié|installé|exilé|établi|stationné|posté|retranché|domicilié)e?s?\s(?:à|au|aux|en|dans|près)\b"
    r"|(?<=[a-zà-ÿ])(?<!^diplomate)(?<!^diplomates)\sen\sposte\b"
)
_LED_BY = re.compile(r"(?P<name>[A-Z0-9ÀÉ][\w.'-]+) (?:de |d')[A-ZÀ-Ý][\w'-]+ [A-ZÀ-Ý]")


# archives [du Pentagone] · registres [de la Croix-Rouge]
_ARCHIVES = re.compile(r"(?:archives|registres?) (?:du |de la |de l'|des )(?P<keeper>[A-ZÀ-Ý].*)")


def _as_written(phrase: Phrase, name: str) -> str:
    """The name in the text's own typography."""
    start = phrase.plain.rfind(name)
    return phrase.text[start : start + len(name)] if start >= 0 else name


def _organisation_name(phrase: Phrase, actor: Actor) -> str:
    """The lexicon's name; but the article's own full name beats a lexicon's acronym."""
    written = ACRONYM.search(phrase.plain)
    if written is None:
        plain = _COMMA.split(phrase.plain)[0]
        spelled_out = plain.count(" ") > 1 and " " not in actor.name and organisation(plain)
        return phrase.text[: len(plain)] if spelled_out else actor.name  # *Groupe de soutien à l'islam …*, not JNIM
    by_acronym = written["acronym"].casefold() == actor.name.casefold()
    spelled_out = ACRONYM.split(phrase.plain)[0].count(" ") > 1 and " " not in actor.name
    if by_acronym or spelled_out or not organisation(ACRONYM.split(phrase.plain)[0].strip()):
        return _COMMA.split(ACRONYM.sub("", phrase.text))[0]  # *(AFPO), l'une des coalitions* is filed without that
    return actor.name


def owner_actor(phrase: Phrase) -> Actor | None:
    """The organisation behind a document: *les informations du* **Monde**."""
    if phrase.owner is None:
        return None
    names = (f"{article} {phrase.owner}".strip() for article in ("", "Le", "La", "Les"))
    return next((actor for name in names if (actor := organisation(name))), None)


def _owner_name(phrase: Phrase, acronyms: dict[str, str]) -> str:
    """Who stands behind a document: *rapport des experts de l'ONU* → *experts de l'ONU*."""
    assert phrase.owner is not None
    known = owner_actor(phrase)
    if known is not None:
        return _as_written(phrase, phrase.owner) if " " in phrase.owner else known.name
    if phrase.owner in acronyms:
        return acronyms[phrase.owner]
    return file_name(parse_phrase(_as_written(phrase, phrase.owner)), acronyms)


def named_actor(phrase: Phrase) -> Actor | None:
    """The organisation that a phrase names anywhere: *porte-parole du* **M23**."""
    actors = (mention.actor for mention in find_mentions(phrase.plain))
    return next((actor for actor in actors if actor.kind == "organisation"), None)
