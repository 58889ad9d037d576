"""Reading → attributions: cue, source, content.

Matches *selon le NIS* and *« … », a déclaré mardi le général*; not *selon la météo*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from newsextract.grammar import is_conditional, lower, subject_of
from newsextract.lexicon import read_toml
from newsextract.matchers.cues import Cue, find_cues, is_cue_verb
from newsextract.matchers.quotations import find_quotes
from newsextract.matchers.source_names import Registry, is_source_head
from newsextract.matchers.sources import PRONOUNS, Stretch, noun_phrase_from, skip_addressees
from newsextract.reading import Reading
from newsextract.records import Attribution


@dataclass(frozen=True)
class _Claim:
    """A cue with its source's and its content's offsets."""

    cue: Cue
    source: Stretch | None
    content: Stretch | None


def find_attributions(reading: Reading) -> Iterator[Attribution]:
    """Every attribution of an article, see the guidelines, section 4."""
    quotes = list(find_quotes(reading.text))
    claims = _without_overlaps(_claims(reading, quotes))
    claims += [claim for claim in _conditionals(reading, claims, quotes)]
    registry = Registry(reading)
    for claim in sorted(claims, key=lambda claim: claim.cue.start):
        yield _record(reading, registry, claim, quotes)


def _claims(reading: Reading, quotes: list[Stretch]) -> Iterator[_Claim]:
    last: tuple[int, Stretch] | None = None  # sentence and source of the verb before, for coordinated verbs
    for cue in sorted(find_cues(reading), key=lambda cue: cue.start):
        if any(start <= cue.start and cue.end <= end for start, end in quotes) and cue.cue_class != "verb":
            continue
        first, _ = reading.sentence_at(cue.start)
        source = _source(reading, cue, quotes)
        if source is None and last is not None and last[0] == first and _is_coordinated(reading, cue):
            source = last[1]
        if source is None and cue.cue_class != "impersonal":
            continue
        if source is not None and not _may_speak(reading, cue, source):
            continue
        enclosing = next((quote for quote in quotes if quote[0] <= cue.start < quote[1]), None)
        if enclosing and (source is None or not enclosing[0] <= source[0] < enclosing[1]):
            continue
        content = _content(reading, cue, source, quotes)
        if content is None and not _stands_alone(reading, cue):
            continue
        if source is not None and cue.cue_class == "verb":
            last = first, source
        yield _Claim(cue, source, content)


def _is_coordinated(reading: Reading, cue: Cue) -> bool:
    """*a démenti … et promis que*, *dit avoir détecté … et chiffre à*, *…, sans confirmer*."""
    return bool(re.search(r"\b(?:et|ou|puis|mais)\s$", reading.folded[max(0, cue.start - 6) : cue.start]))


def _without_overlaps(claims: Iterator[_Claim]) -> list[_Claim]:
    """The longest cue wins where cues overlap."""
    kept: list[_Claim] = []
    for claim in sorted(claims, key=lambda claim: (claim.cue.start - claim.cue.end, claim.cue.start)):
        if all(claim.cue.end <= other.cue.start or other.cue.end <= claim.cue.start for other in kept):
            kept.append(claim)
    return kept


# ---- the source


def _source(reading: Reading, cue: Cue, quotes: list[Stretch]) -> Stretch | None:
    first, last = reading.sentence_at(cue.start)
    if cue.cue_class in {"preposition", "noun"} or cue.frames == "c" and cue.position == "after":
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
    if re.search(r"\bque\s$", reading.folded[first : cue.start]) and _begins_phrase(reading, cue.end) and not set("a") & set(cue.frames):
        return noun_phrase_from(reading, cue.end, last)  # ce que soutient Taipei
    incised = _is_incised(reading, cue, first)
    preposed = None if incised and _closes_quote(reading, cue) else _subject(reading, cue, first, incised)
    if not incised:
        return preposed
    start = skip_addressees(reading.folded, cue.end, last)
    postposed = noun_phrase_from(reading, start, last) if _begins_phrase(reading, start) else None
    speaks = postposed is not None and _may_speak(reading, cue, postposed)
    if preposed is not None and _may_speak(reading, cue, preposed) and not (speaks and _has_finite_verb(reading, first, cue.start)):
        return preposed
    return postposed or preposed


def _has_finite_verb(reading: Reading, start: int, end: int) -> bool:
    return any(token.morph.get("VerbForm") == ["Fin"] for token in reading.span(start, end) if start <= token.idx < end)


def _is_incised(reading: Reading, cue: Cue, first: int) -> bool:
    """True for *», a déclaré X* and *…, indique X*: a comma or closing mark stands right before the cue."""
    before = re.sub(r",?\s(?:y|en|lui|nous|me|leur)\s$", ",", reading.folded[max(first - 3, 0) : cue.start]).rstrip()
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
    first = _skip_dateline(reading.folded, first)
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


# ---- what may be a source


@cache
def _no_sources() -> frozenset[str]:
    return frozenset(read_toml("source_nouns.toml")["not_sources"]["nouns"].split())


def _may_speak(reading: Reading, cue: Cue, source: Stretch) -> bool:
    """True if a source phrase names someone or something that can vouch for a claim."""
    phrase = reading.folded[source[0] : source[1]]
    words = phrase.split()
    if not words or phrase.lower() in {"que", "ce", "cela", "ça", "rien", "tout", "il y", "ceci", "c'"}:
        return False
    if phrase.lower() in PRONOUNS or phrase[0].isupper():
        return not (cue.cue_class == "preposition" and re.match(r"\d", phrase))
    head = words[0].lower().rstrip(",")
    if head in _no_sources():
        return False
    if any(is_source_head(word.strip(",")) for word in words[:3]):
        return True
    if any(mention.start < source[1] and mention.end > source[0] for mention in reading.mentions):
        return cue.cue_class != "preposition" or head not in _no_sources()
    if any(ent.label_ in {"PER", "ORG"} and ent.start_char < source[1] and ent.end_char > source[0] for ent in reading.doc.ents):
        return True
    before = reading.folded[max(0, source[0] - 6) : source[0]].lower()
    if cue.cue_class == "verb" and "c" in cue.frames and re.search(r"\b(?:son|sa|ses|leur|leurs|un|une|le|la|l'|les)\s?$", before):
        return _is_quoting(reading, cue) or bool(re.match(r"\s(?:que\b|qu')", reading.folded[cue.end : cue.end + 6]))
    return False


def _is_quoting(reading: Reading, cue: Cue) -> bool:
    around = reading.text[max(0, cue.start - 4) : cue.start] + reading.text[cue.end : cue.end + 4]
    return bool(re.search(r"[«»\"“”]", around))


# ---- the content

_STOP = re.compile(r"[.!?…]+[\s»\"”]*$")


def _content(reading: Reading, cue: Cue, source: Stretch | None, quotes: list[Stretch]) -> Stretch | None:
    first, last = reading.sentence_at(cue.start)
    if cue.cue_class == "preposition":
        return _of_preposition(reading, cue, source, first, last)
    if cue.cue_class == "impersonal":
        return _clause(reading, cue.end, last)
    if cue.cue_class == "noun":
        after = re.match(r"\s*(?:d'|de\s|du\s|des\s)", reading.folded[source[1] : last]) if source else None
        if after is None or source is None:
            return None
        phrase = noun_phrase_from(reading, source[1] + after.end(), last)
        return (source[1] + after.end(), phrase[1]) if phrase else None
    if cue.verb is None:
        return _quote_before(quotes, cue.start, reading)
    such = re.search(r",?\s(?:ce que|comme l'|ainsi que l'|ce qu')\s?$", reading.folded[first : cue.start])
    if such:
        start, _ = _part(reading.folded, first, cue.start, cue.start)
        return _trimmed(reading, start, first + such.start())
    if lower(cue.verb) == "citant" or (cue.position == "agent" and lower(cue.verb).startswith("cité")):
        return _cited(reading, cue, source, first, last)
    if cue.position == "agent":
        return _passive(reading, cue, first)
    if source is not None and source[0] >= cue.end or cue.position == "inverted":
        return _before_incise(reading, cue, source, quotes, first, last)
    return _after_verb(reading, cue, quotes, last)


def _of_preposition(reading: Reading, cue: Cue, source: Stretch | None, first: int, last: int) -> Stretch | None:
    assert source is not None
    folded = reading.folded
    start, end = _part(folded, first, last, cue.start)
    begin = _skip_dateline(folded, start)
    after = re.match(r"\)?(?:,[^,;]{2,70}(?=,))?\s*,\s*", folded[source[1] : end])
    opens = not re.search(r"\w", re.sub(r"\b(?:mais|et|toujours|or|ainsi|enfin|car|ou)\b", "", folded[begin : cue.start], flags=re.IGNORECASE))
    if opens:
        after = re.match(r"\s*(?:\([^)]*\))?(?:,\s(?:qui|dont|\d+ ans|âgée?)\b[^,;]*|[^,;]{0,60}?),\s*", folded[source[1] : end])
        return _trimmed(reading, source[1] + after.end(), end) if after else None
    rest = folded[source[1] : end].strip(" .»\"!?)…")
    if not rest or not re.search(r"\w", rest):
        return _trimmed(reading, begin, cue.start)
    if folded[:cue.start].rstrip().endswith(",") or after:
        if re.match(r"\s*,\s*\w", folded[source[1] : end]) and re.search(r",\s*$", folded[begin : cue.start]):
            return _trimmed(reading, begin, end)
    return _trimmed(reading, begin, cue.start)


def _part(folded: str, first: int, last: int, offset: int) -> Stretch:
    """The part of a sentence between semicolons or colons that holds `offset`."""
    start = max([first, *(match.end() for match in re.finditer(r"[;:]\s", folded[:offset]) if match.start() >= first)])
    stop = re.search(r"\s?;", folded[offset:last])
    return start, offset + stop.start() if stop else last


_DATELINE = re.compile(r"(?:[A-ZÀ-Ý][A-ZÀ-Ý' -]+(?:\s\([^)]*\))?,\s[^–—-]{3,40}[–—-]\s|•\s(?:\d{1,2}\s?[h:]\s?\d{0,2}\s?[-–—]?\s)?|\d{1,2}\s?h\s?\d{0,2}\s[-–—:]\s|[-–—]\s)")


def _skip_dateline(folded: str, start: int) -> int:
    match = _DATELINE.match(folded, start)
    return match.end() if match else start


def _trimmed(reading: Reading, start: int, end: int) -> Stretch | None:
    """The stretch without outer blanks, commas, the final stop and unpaired or outer quotation marks."""
    text = reading.text
    while start < end and (text[start] in " \u00a0\u202f,;:–—-" or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in " \u00a0\u202f,;:." or text[end - 1].isspace()):
        end -= 1
    words = text[start:end]
    if len(words) > 1 and words[:1] in "«“\"" and words[-1:] in "»”\"" and sum(words.count(mark) for mark in "«“") <= 1 and words.count('"') in {0, 2}:
        return _trimmed(reading, start + 1, end - 1)
    return (start, end) if end > start else None


def _clause(reading: Reading, start: int, last: int) -> Stretch | None:
    """From `start` to the end of the sentence or to a semicolon outside quotation marks."""
    stop = next((match.start() for match in re.finditer(r"\s?;", reading.folded[start:last])
                 if not _inside(find_quotes(reading.text), start + match.start())), None)
    return _trimmed(reading, start, start + stop if stop is not None else last)


def _inside(quotes: Iterator[Stretch], offset: int) -> bool:
    return any(start <= offset < end for start, end in quotes)


def _quote_before(quotes: list[Stretch], offset: int, reading: Reading) -> Stretch | None:
    """The quotation that closes right before `offset`, with what was quoted before in the same breath."""
    for start, end in reversed(quotes):
        if end <= offset:
            between = re.sub(r"\b(?:y|en|lui|nous|me|leur)\s$", "", reading.text[end:offset])
            return (start, end) if len(between.strip(" \u00a0\u202f»”\",.–—-!?…")) == 0 else None
    return None


def _before_incise(
    reading: Reading, cue: Cue, source: Stretch | None, quotes: list[Stretch], first: int, last: int
) -> Stretch | None:
    """What an incise ascribes: the quotation before it (and resumed after it), or the clause before it."""
    quoted = _quote_before(quotes, cue.start, reading)
    _, last = reading.sentence_at(max(cue.end, source[1] if source else cue.end))
    if quoted:
        opening, _ = reading.sentence_at(quoted[0])
        prose = reading.folded[_skip_dateline(reading.folded, opening) : quoted[0]].rstrip("«“\" ")
        if len(prose.split()) >= 3 and not prose.endswith((":", ".", "!", "?")) and quoted[0] >= first:
            return _trimmed(reading, _skip_dateline(reading.folded, first), cue.start)
        tail = max(cue.end, source[1] if source else 0)
        resumed = next((quote for quote in quotes if tail <= quote[0] < last and
                        re.fullmatch(r"[^.;]*?,\s*[«\"“]\s*", reading.text[tail : quote[0]])), None)
        return (quoted[0], resumed[1]) if resumed else quoted
    enclosing = next(((start, end) for start, end in quotes if start <= cue.start < end), None)
    if enclosing:
        return enclosing
    start, _ = _part(reading.folded, first, last, cue.start)
    begin = _skip_dateline(reading.folded, start)
    before = _trimmed(reading, begin, cue.start)
    resumed = re.match(r"\s*,\s*(?=[«\"“\w])(?!qui\b|dont\b|où\b|\d+ ans|âgée?\b)", reading.folded[max(cue.end, source[1] if source else 0) : last])
    if resumed and before:
        return _trimmed(reading, begin, last)
    return before


def _cited(reading: Reading, cue: Cue, source: Stretch | None, first: int, last: int) -> Stretch | None:
    """*X, citant Y, rapporte que …*: the content of the clause that the citation stands in."""
    assert source is not None
    rest = reading.folded[source[1] : last]
    que = re.search(r"\b(?:que\s|qu')", rest)
    if que:
        return _clause(reading, source[1] + que.end(), last)
    verb = re.search(r",\s(?:[\w\s'’éèà-]*?\s)?(?:évoque|avance|rapporte|annonce|affirme|écrit|indique|assure|parle|fait état|révèle)\w*\s(?:toutefois\s|d'|de\s|également\s)?", rest)
    if verb:
        return _clause(reading, source[1] + verb.end(), last)
    if re.match(r"\s*,", rest):
        return _trimmed(reading, source[1], last) if re.search(r"\w", rest) and not re.match(r"\s*,\s*(?:l'|le\s|la\s|les\s)?\w+(?:e|ait|a|ent)\b", rest) else None
    return next(((start, end) for start, end in find_quotes(reading.text) if first <= start and end <= cue.start), None)


def _passive(reading: Reading, cue: Cue, first: int) -> Stretch | None:
    """*Ce bilan a été confirmé par X*, *l'ouverture …, révélée lundi par X*: the subject or noun before."""
    start, _ = _part(reading.folded, first, cue.start, cue.start)
    return _trimmed(reading, start, cue.start)


_COMPLEMENT = re.compile(
    r"\s*(?:,?\s?(?:à (?:l'AFP|la presse|la télévision|la radio|des journalistes|ses partisans|(?-i:[A-Z]\w+))|mardi|lundi|mercredi|jeudi|vendredi|samedi|dimanche|hier(?: soir)?|fin \w+|début \w+|mi-\w+|"
    r"au contraire|toutefois|par ailleurs|également|aussi|en outre|ainsi|cependant|sur \w+|dans un communiqué|le \d+(?:er)? \w+|notamment|de (?:son|leur) côté|pour (?:sa|leur) part|quant à (?:lui|elle|eux)|plutôt|déjà|[\w-]+ment|encore|alors),?\s?)*"
    r"\s?(?P<que>que\s|qu'|:\s?)?", re.IGNORECASE
)


def _after_verb(reading: Reading, cue: Cue, quotes: list[Stretch], last: int) -> Stretch | None:
    folded = reading.folded
    match = _COMPLEMENT.match(folded, cue.end, last)
    start = match.end() if match else cue.end
    rest = folded[start:last]
    que = match["que"].strip() if match and match["que"] else ""
    infinitive = re.match(r"(?:ne pas |n'|ne |l'|les |le |la |lui |y |en |s'|se )*(?:avoir|être|\w+(?:er|ir|oir|re))\b", rest)
    if not que and not ("i" in cue.frames and infinitive):
        later = re.match(r"(?:[^,;.«\"]{1,60}?)\s(?P<que>que\s|qu')", rest)
        if later and "q" in cue.frames and not re.match(r"(?:plus|ne|autre|un|une|le|la|les|des|ni)\b", rest):
            start += later.end()
            que = "que"
    if que == ":":
        quoted = next((quote for quote in quotes if start <= quote[0] <= start + 4), None)
        return quoted or _clause(reading, start, last)
    if que and "q" in cue.frames:
        return _clause(reading, start, last)
    if que:
        return None
    quoted = next((quote for quote in quotes if start <= quote[0] <= start + 3), None)
    if quoted and set(cue.frames) & set("qcn"):
        return _clause(reading, start, last)
    if "i" in cue.frames and infinitive:
        return _object(reading, start, last)
    if "a" in cue.frames and re.match(r"(?:à|entre)\s(?:«\s?)?(?:environ|près|plus|moins|au moins|quelque|une?|\d|\w+\s)", rest):
        return _clause(reading, start, last)
    if "d" in cue.frames and re.match(r"(?:de\s|du\s|des\s|d')", rest) and not re.match(r"(?:de|d')\s?\w+(?:er|ir|re)\b", rest):
        article = re.match(r"de\s(?!«|plus|moins|près|\d)|d'(?!u)", rest) if cue.stance == "denies" else None
        return _object(reading, start + article.end() if article else start, last)
    if "n" in cue.frames and re.match(r"(?:ni\s)?(?:le|la|les|l'|un|une|des|du|de|d'|tout|toute|ces|ce|cet|cette|son|sa|ses|leur|leurs|entre|plus|près|quelque|environ|aucune?|jusqu'|\d|[a-zà-ÿ]+(?:aine|ante|ze|eux|ois|ille)s?\s)", rest):
        return _object(reading, start, last)
    return None


# conteste ce calcul [sans en fournir d'autre] · l'ouverture d'un guichet[, révélée lundi par X]
_OBJECT_END = re.compile(r",\s(?:ce que|ce qu'|ce qui|que [A-ZÀ-Ý]\w+ (?:nie|dément|conteste))|\s(?:sans|tout en|avant de|après avoir|lorsque|quand|alors que|tandis que)\s|,\s\w+ée?s?\s(?:\w+\s)?par\s|\set\s(?:promis|chiffre|évalue|estime|précise|indique|assuré|affirmé|ajouté|annoncé|dénoncé|appelé|demandé|promet|assure|affirme|ajoute|annonce|dénonce|appelle)\b")


def _object(reading: Reading, start: int, last: int) -> Stretch | None:
    """A noun phrase as content: up to the end of the clause, less what says how or when the source speaks."""
    clause = _clause(reading, start, last)
    if clause is None:
        return None
    stop = _OBJECT_END.search(reading.folded, *clause) or next(
        (match for match in re.finditer(r",\s(\w+)\s", reading.folded[: clause[1]]) if match.start() > clause[0] and is_cue_verb(match[1])), None)
    return _trimmed(reading, clause[0], stop.start()) if stop else clause


def _stands_alone(reading: Reading, cue: Cue) -> bool:
    """True for a verb that needs no complement in the text: *n'a pas confirmé.*, *l'a toujours nié.*"""
    if cue.verb is None or cue.cue_class != "verb":
        return False
    if lower(cue.verb).startswith("cité"):
        return True
    ends = bool(re.match(r"\s*[.;,!?]|$|\s(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier)\b", reading.folded[cue.end : cue.end + 12]))
    if ends and reading.folded[max(0, cue.start - 2) : cue.start] == "l'":
        return True
    return ends and cue.stance != "asserts" and set(cue.frames) >= {"i", "n"}


# ---- the journalistic conditional

_SUPPOSED = re.compile(r"(?:^|[\s(«])(?:si|s'(?=ils?\b)|même si|au cas où|sinon|sans)\s", re.IGNORECASE)
_MODAL = frozenset({"pouvoir", "devoir", "falloir", "vouloir", "aimer", "souhaiter", "valoir", "savoir"})


def _conditionals(reading: Reading, claims: list[_Claim], quotes: list[Stretch]) -> Iterator[_Claim]:
    covered = [claim.content for claim in claims if claim.content]
    taken = [(claim.cue.start, claim.cue.end) for claim in claims]
    for token in reading.doc:
        if token.pos_ not in {"VERB", "AUX", "NOUN", "ADJ"} or not is_conditional(token) or token.dep_ in {"aux", "aux:tense", "aux:pass"}:
            continue
        start, end = _conditional_span(reading, token)
        first, last = reading.sentence_at(start)
        if any(a <= start < b for a, b in covered) or any(a < end and start < b for a, b in taken):
            continue
        if _inside(iter(quotes), start) or _SUPPOSED.search(reading.folded, max(0, first - 1), last):
            continue
        if token.lemma_ in _MODAL or re.match(r"(?:pourr|devr|faudr|voudr|aimer|souhaiter|vaudr|saur)\w*ai", lower(token)):
            continue
        if re.search(r"\b(?:je|nous|tu|vous|on)\s$", reading.folded[first:start].lower()) or "?" in reading.folded[end:last]:
            continue
        if re.search(r"\b(?:que|qu')\s?[^,;]*$", reading.folded[first:start]) and re.search(r"\b(?:promis|annoncé|déclaré|dit|assuré|espér\w+|pens\w+|croy\w+|décidé|prévu|savait|craign\w+)\b", reading.folded[first:start]):
            continue
        taken.append((start, end))
        yield _Claim(Cue(start, end, "conditional", "none", verb=token), None, _conditional_content(reading, token, start, first, last))


def _conditional_span(reading: Reading, token: Token) -> Stretch:
    """*auraient participé*, *seraient massés*, *serait* (before a noun or preposition)."""
    parts = [child for child in token.children if child.dep_ in {"aux:tense", "aux:pass", "aux"} and child.i < token.i]
    start = min([token.idx, *(part.idx for part in parts)])
    copula = next((child for child in token.children if child.dep_ == "cop"), None)
    if copula is not None and is_conditional(copula):
        return copula.idx, copula.idx + len(copula)
    return start, token.idx + len(token)


def _conditional_content(reading: Reading, token: Token, start: int, first: int, last: int) -> Stretch | None:
    """The clause of the conditional; in a relative clause, from the verb or its subject on."""
    begin, end = _part(reading.folded, first, last, start)
    begin = _skip_dateline(reading.folded, begin)
    relative = list(re.finditer(r"\b(?:où|qui|dont|que|qu'|alors que|tandis que)\s", reading.folded[begin:start]))
    if relative:
        begin += relative[-1].end()
        stop = re.search(r",\s(?=(?:la|le|les|l')\s?\w+\s)", reading.folded[start:end])
        end = start + stop.start() if stop else end
    return _trimmed(reading, begin, end)


# ---- the record


def _record(reading: Reading, registry: Registry, claim: _Claim, quotes: list[Stretch]) -> Attribution:
    source = registry.name(*claim.source) if claim.source else None
    content = claim.content
    quoted = content is not None and any(start < content[1] and content[0] < end for start, end in quotes)
    return Attribution(
        **reading.fields(claim.cue.start, claim.cue.end, f"attribution.{claim.cue.cue_class}"),
        cue_class=claim.cue.cue_class,
        source_text=reading.text[claim.source[0] : claim.source[1]] if claim.source else None,
        source_start=claim.source[0] if claim.source else None,
        source_end=claim.source[1] if claim.source else None,
        source_name=source.name if source else None,
        source_type=source.type if source else None,
        source_country=source.country if source else None,
        stance=claim.cue.stance,
        quote=quoted,
        content=reading.text[content[0] : content[1]] if content else None,
        content_start=content[0] if content else None,
        content_end=content[1] if content else None,
    )
