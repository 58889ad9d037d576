"""Cue → its source: the noun phrase that speaks, before or after the verb, or named by the preposition.

*Moscou, de son côté, affirme que …* → *Moscou*; *» , a déclaré mardi à l'AFP le général* → *général*; *des nuages annoncent*
has a subject that cannot speak (see `may_speak`).
"""

from __future__ import annotations

import re
from functools import cache

from newsextract.grammar import lower, subject_of
from newsextract.lexicon import read_toml
from newsextract.matchers.clauses import skip_dateline
from newsextract.matchers.cue import Cue
from newsextract.matchers.cues import touches_quotation
from newsextract.matchers.source_words import is_agent_noun, is_source_head, is_thing
from newsextract.matchers.sources import PRONOUNS, Stretch, noun_phrase_from, skip_addressees
from newsextract.reading import Reading


def find_source(reading: Reading, cue: Cue, quotes: list[Stretch]) -> Stretch | None:
    first, last = reading.sentence_at(cue.start)
    if cue.position == "relative":
        return _before_relative(reading, first, cue.start)
    if cue.cue_class == "noun":
        return _of_noun(reading, cue, last)
    if cue.cue_class == "preposition" or cue.frames == "c" and cue.position == "after":
        start = cue.source_start if cue.source_start is not None else cue.end
        return noun_phrase_from(reading, start, last, coordinated=True)
    if cue.cue_class == "impersonal" or cue.verb is None:
        return None
    if cue.position == "inverted":
        clitic = re.search(r"(?:il|elle|ils|elles|on)\b", reading.folded[cue.start : cue.end].split("-", 1)[-1])
        if clitic is None or clitic[0] == "on":
            return None
        start = cue.start + reading.folded[cue.start : cue.end].index("-") + 1
        found = re.search(r"(?:il|elle|ils|elles)\b", reading.folded[start : cue.end])
        return (start + found.start(), start + found.end()) if found else None
    if cue.position == "agent":
        agent = re.match(r"\s(?:\w+\s){0,3}?par\s", reading.folded[cue.end : last]) or re.match(r"\sde\s(?=sources?)", reading.folded[cue.end : last])
        return noun_phrase_from(reading, cue.end + agent.end(), last, coordinated=True) if agent else None
    if lower(cue.verb) == "citant":
        return noun_phrase_from(reading, cue.end, last)
    if re.search(r"\bque\s$", reading.folded[first : cue.start]) and _begins_phrase(reading, start := _skip_manner(reading.folded, cue.end, last)) and not set("a") & set(cue.frames):
        return noun_phrase_from(reading, start, last)  # ce que soutient Taipei
    if cue.start == first and reading.folded[cue.start : cue.end].startswith("Sans "):
        return _after_opening(reading, cue, last)
    incised = _is_incised(reading, cue, first)
    preposed = None if incised and _closes_quote(reading, cue) else _subject(reading, cue, first, incised)
    if not incised:
        return preposed
    start = _skip_manner(reading.folded, skip_addressees(reading.folded, cue.end, last), last)
    postposed = noun_phrase_from(reading, start, last) if _begins_phrase(reading, start) else None
    speaks = postposed is not None and may_speak(reading, cue, postposed)
    if speaks and preposed is not None and is_thing(reading.folded[preposed[0] : preposed[1]]):
        return postposed
    if preposed is not None and may_speak(reading, cue, preposed) and not (speaks and _has_finite_verb(reading, first, cue.start)):
        return preposed
    return postposed or preposed


# Kiev[ de la prise] · ministre[ sur l'envoi]
_NAME_ENDS = re.compile(r"\s(?:de\s|du\s|des\s|d'|sur\s|concernant\s|quant\s|selon\s|que\s)")
_PHRASE_ENDS = re.compile(r"\s(?:sur|concernant|quant|à propos|selon)\s")


def _of_noun(reading: Reading, cue: Cue, last: int) -> Stretch | None:
    """Who announces, after *l'annonce par*, *les déclarations de*; what is announced is left out."""
    found = noun_phrase_from(reading, cue.source_start or cue.end, last, coordinated=True)
    if found is None:
        return None
    ends = _NAME_ENDS if reading.text[found[0]].isupper() else _PHRASE_ENDS
    stop = ends.search(reading.folded, *found)
    return (found[0], stop.start()) if stop else found


def _after_opening(reading: Reading, cue: Cue, last: int) -> Stretch | None:
    """*Sans confirmer l'offensive, il reconnaît …*: the subject of the clause that follows."""
    comma = reading.folded.find(", ", cue.end, last)
    return noun_phrase_from(reading, comma + 2, last, coordinated=True) if comma >= 0 else None


def _has_finite_verb(reading: Reading, start: int, end: int) -> bool:
    return any(token.morph.get("VerbForm") == ["Fin"] for token in reading.span(start, end) if start <= token.idx < end)


# explique[ d'emblée] l'officier · dément[ formellement] l'état-major · souffle[ avec lassitude] Salma
_MANNER = re.compile(
    r"(?:\s(?!(?:le|la|les|un|une|des|son|sa|ses|leur|leurs|ce|cette|que|qui|de|du|mon|notre)\b|l')[a-zà-ÿ][a-zà-ÿ'-]*){1,4}?"
    r"(?=\s(?:(?:le|la|les|un|une|son|sa|ses|leur|leurs)\s|l'|[A-ZÀ-Ý]))"
)
_PREPOSITIONS = frozenset("à au aux en dans sur sous par pour contre vers de avec sans devant chez et ou ni comme depuis entre après avant".split())
_NO_MANNER = re.compile(r"\s(?:à|au|aux|en|contre|vers|par|avec|chez|pour|dans|sur)\s[A-ZÀ-Ý]|[^ ]*\s(?:à|au|aux|dans|sur|contre|vers)\s(?:la|le|les|l')")


def _skip_manner(folded: str, start: int, end: int) -> int:
    """The offset after adverbs of manner or time that stand between an incised verb and its subject."""
    match = _MANNER.match(folded, start, end)
    if match is None or _NO_MANNER.match(folded, start, end) or match[0].split()[-1] in _PREPOSITIONS:
        return start
    return match.end()


def _is_incised(reading: Reading, cue: Cue, first: int) -> bool:
    """True for *», a déclaré X* and *…, indique X*: a comma or closing mark stands right before the cue."""
    before = re.sub(r"(?<=[,»\"”])\s(?:y|en|lui|nous|me|leur)\s$", "", reading.folded[max(first - 3, 0) : cue.start]).rstrip()
    return before.endswith((",", "»", '"', "”", "–", "—", "...", "…")) or before.endswith(("!", "?")) and cue.start > first


def _closes_quote(reading: Reading, cue: Cue) -> bool:
    """True if a quotation of some length closes right before the cue: its speaker comes after."""
    before = reading.folded[: cue.start].rstrip(" ,")
    if not before.endswith(("»", '"', "”")):
        return False
    opening = max(before.rfind("«"), before.rfind("“"), before[:-1].rfind('"'))
    return len(before) - opening > 18


def _begins_phrase(reading: Reading, start: int) -> bool:
    following = reading.folded[start : start + 30].lstrip()
    return bool(re.match(r"(?:le|la|les|l'|un|une|des|son|sa|ses|leur|notre|nos|de|du|ce|cette|deux|trois|plusieurs|certains|M\.|Mme)(?:\s|(?<='))|[A-ZÀ-Ý]", following))


def _subject(reading: Reading, cue: Cue, first: int, incised: bool = False) -> Stretch | None:
    """The subject before the verb: by position, else by the parse."""
    verb = cue.verb
    assert verb is not None
    found = _by_position(reading, cue, first)
    if found is not None or incised:
        return found
    subject = subject_of(verb)
    if subject is None or not first <= subject.idx < cue.start or lower(subject) == "on":
        return None
    if lower(subject) == "qui":
        return _before_relative(reading, first, subject.idx)
    found = noun_phrase_from(reading, subject.left_edge.idx, cue.start, coordinated=True)
    return found if found and found[0] <= subject.idx < found[1] else noun_phrase_from(reading, subject.idx, cue.start)


def _before_relative(reading: Reading, first: int, end: int) -> Stretch | None:
    """*…, ironise le délégué Marc Delvaux[, qui rappelle]*: the longest noun phrase that ends where the relative begins."""
    end = first + len(reading.folded[first:end].rstrip(" ,"))
    for token in reading.span(first, end):
        if token.idx < first:
            continue
        found = noun_phrase_from(reading, token.idx, end, coordinated=True)
        if found and found[1] >= end and (lower(token) in {"le", "la", "l'", "les", "un", "une", "des", "son", "sa"} or token.text[0].isupper()):
            return found
    return None


# de son côté · pour sa part · lui · citant des responsables · jointe par « La Gazette » · qui jouent les médiateurs
_FILLER = re.compile(
    r",\s(?:[^,;«»]{2,90}|[^,;«»]{0,30}«[^»]{1,40}»[^,;«»]{0,20}),\s?$|\s(?:de son côté|de leur côté|pour sa part|pour leur part|elle-même|lui-même|ne|n'|l'|le|les|lui|en|y)\s?$"
)


def _by_position(reading: Reading, cue: Cue, first: int) -> Stretch | None:
    """The noun phrase that runs up to the verb from where its clause begins; fillers between commas are skipped."""
    before = reading.folded[first : cue.start].rstrip()
    relative = re.search(r",?\s(?:qui)(?:\s(?:en|y|l'|le|la|les|ne|lui|leur|avait|a|\w+ment))?$", before)
    if relative:
        return _before_relative(reading, first, first + relative.start())
    found = _ending_at(reading, first, before)
    if found is None:
        shorter = _FILLER.sub("", before + " ")
        if shorter.rstrip() != before:
            found = _ending_at(reading, first, shorter.rstrip(" ,"))
    return found


# Mais ni Le Caire ni Doha · Toutefois, Moscou · • 17h40 - L'armée
_OPENING = re.compile(r"(?:(?:Mais|Et|Or|Car|Toutefois|Cependant|Pourtant|Enfin|Ainsi|Puis|Ensuite|Aussi|Alors|Or|Donc|Bref|DIRECT)\b[,.]?\s)+")


def _ending_at(reading: Reading, first: int, before: str) -> Stretch | None:
    """The longest noun phrase that begins at a clause's border and ends with `before`."""
    end = first + len(before.rstrip(" ,"))
    first = skip_dateline(reading.folded, first)
    opening = _OPENING.match(reading.folded, first, end)
    first = opening.end() if opening else first
    before = reading.folded[first:end]
    starts = [first, *(first + match.end() for match in re.finditer(
        r"[,;:»)]\s|\b(?:que|mais|et|or|car|alors que|tandis que|tant que|toutefois|où)\s|\bqu'|\s[–—-]\s|•\s", before))]
    for start in starts:
        if start >= end:
            continue
        found = noun_phrase_from(reading, start, end, coordinated=True)
        if found and found[1] >= end - 1 and "," not in reading.folded[start : found[0]]:
            return found
    return None



@cache
def _holders() -> frozenset[str]:
    """Plural nouns of those whose opinion the press reports with *pour*: *pour les analystes*."""
    return frozenset(read_toml("source_nouns.toml")["opinion_holders"]["nouns"].split())


@cache
def _no_sources() -> frozenset[str]:
    return frozenset(read_toml("source_nouns.toml")["not_sources"]["nouns"].split())


# selon la direction du vent, selon l'état de la route: things of nature have directions, states and services too
_OF_NATURE = re.compile(r"(?:direction|état|service|cours|organisation|fonction|régime|mission)s? (?:du vent|de la (?:marche|route|mer|neige)|des (?:pistes|lieux|aiguilles|stocks)|du (?:sol|marché|terrain|courant))")


def may_speak(reading: Reading, cue: Cue, source: Stretch) -> bool:
    """True if a source phrase names someone or something that can vouch for a claim."""
    phrase = reading.folded[source[0] : source[1]]
    words = phrase.split()
    if re.search(r"\b(?:nos|notre|mes|mon|ma)\s$", reading.folded[max(0, source[0] - 6) : source[0]], re.IGNORECASE) and source[0] < cue.start:
        return touches_quotation(reading.text, cue.start, cue.end)  # *nos unités ont repoussé l'assaut* tells what happened
    if not words or phrase.lower() in {"que", "ce", "cela", "ça", "rien", "tout", "il y", "ceci", "c'"}:
        return False
    if cue.cue_class == "preposition" and reading.folded[cue.start : cue.end].lower() == "pour":
        return _holds_opinions(reading, source)
    if phrase.lower() in PRONOUNS or phrase[0].isupper():
        return not (cue.cue_class == "preposition" and re.match(r"\d", phrase))
    head = words[0].lower().rstrip(",")
    if head in _no_sources() or _OF_NATURE.match(phrase.lower()):
        return False
    if any(is_source_head(word.strip(",")) for word in words[:3]) or is_agent_noun(head):
        return True
    if any(mention.start < source[1] and mention.end > source[0] for mention in reading.mentions):
        return cue.cue_class != "preposition" or head not in _no_sources()
    if any(ent.label_ in {"PER", "ORG"} and ent.start_char < source[1] and ent.end_char > source[0] for ent in reading.doc.ents):
        return True
    before = reading.folded[max(0, source[0] - 6) : source[0]].lower()
    if cue.cue_class == "verb" and "c" in cue.frames and re.search(r"\b(?:son|sa|ses|leur|leurs|un|une|le|la|l'|les)\s?$", before):
        return touches_quotation(reading.text, cue.start, cue.end) or bool(re.match(r"\s(?:que\b|qu')", reading.folded[cue.end : cue.end + 6]))
    return False






def _holds_opinions(reading: Reading, source: Stretch) -> bool:
    """True after *Pour*, which mostly tells a purpose, where a person, a body or a seat of government follows."""
    phrase = reading.folded[source[0] : source[1]]
    if phrase.lower() in PRONOUNS:
        return True
    head = phrase.split()[0].strip(",")
    if "Plur" in reading.token_at(source[0]).morph.get("Number", []) and head[0].islower():
        return head.lower() in _holders()  # *Pour les groupes, une réservation est nécessaire* names whom it is for
    if any(is_source_head(word.strip(",")) or is_agent_noun(word) for word in phrase.split()[:2]):
        return True
    if any(mention.start == source[0] for mention in reading.mentions):
        return True
    return any(ent.label_ in {"PER", "ORG"} and ent.start_char == source[0] for ent in reading.doc.ents)
