"""Cue and source → the stretch of text that is attributed: clause, quotation, noun phrase, or the rest of the sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsextract.grammar import lower
from newsextract.matchers.cue import Cue
from newsextract.matchers.cue_verbs import is_finite_alone as is_cue_verb
from newsextract.matchers.quotations import find_quotes
from newsextract.matchers.sources import Stretch, noun_phrase_from
from newsextract.reading import Reading

_STOP = re.compile(r"[.!?…]+[\s»\"”]*$")


def find_content(reading: Reading, cue: Cue, source: Stretch | None, quotes: list[Stretch]) -> Stretch | None:
    first, last = reading.sentence_at(cue.start)
    if cue.position == "relative":
        return _clause(reading, cue.source_start or cue.end, last)
    if cue.cue_class == "preposition":
        return _of_preposition(reading, cue, source, first, last)
    if cue.cue_class == "impersonal":
        return _clause(reading, cue.end, last)
    if cue.cue_class == "noun":
        return _of_noun(reading, source, last)
    if cue.verb is None:
        return _quote_before(quotes, cue.start, reading)
    such = re.search(r",?\s(?:ce que|comme l'|ainsi que l'|ce qu')\s?(?:[^,;]{2,60}\s)?$", reading.folded[first : cue.start])
    if such:
        start, _ = part_at(reading.folded, first, cue.start, cue.start)
        return trimmed(reading, start, first + such.start())
    relative = _OBJECT_RELATIVE.search(reading.folded, first, cue.start)
    if relative and cue.position == "before" and not re.match(r"\s(?:que|qu'|\w+(?:er|ir|re|oir)\b)", reading.folded[cue.end : last]):
        return trimmed(reading, relative.start("thing"), relative.end("thing"))
    if lower(cue.verb) == "citant" or (cue.position == "agent" and lower(cue.verb).startswith("cité")):
        return _cited(reading, cue, source, first, last)
    if cue.position == "agent":
        return _passive(reading, cue, first)
    if source is not None and source[0] >= cue.end or cue.position == "inverted":
        return before_comment(reading, _before_incise(reading, cue, source, quotes, first, last))
    return _after_verb(reading, cue, quotes, last)


# …, [un chiffre] que le Pentagone n'a pas confirmé · [Un bilan] que la Monusco a contesté
_OBJECT_RELATIVE = re.compile(
    r"(?:^|,\s|(?<=[.!?\n]\s)|(?<=\n))(?P<thing>(?:[Uu]ne?|[Dd]es|[Ll]es?|[Ll]a|[Ll]'|[Cc]e|[Cc]ette|[Cc]es)\s?[\wà-ÿ-]+(?:\s[\wà-ÿ'-]+){0,3}?)\s"
    r"(?:que\s|qu')(?:(?:le|la|les|l'|son|sa|ses|leur|leurs|un|une|des|plusieurs)\s?|(?=[A-ZÀ-Ý]|elles?\b|ils?\b))[^,;:.«»]{2,60}$"
)


# par Kiev[ de ]la prise du village · du ministre[ sur ]l'envoi de 500 hommes · de Bamako[ selon lesquelles ]des soldats …
_OF_NOUN = re.compile(r"\s*,?\s*(?:(?P<que>que\s|qu'|selon (?:laquelle|lesquelles|lequel|lesquels)\s)|d'|de\s|du\s|des\s|sur\s|concernant\s|quant à\s|à propos d(?:e\s|'))")


def _of_noun(reading: Reading, source: Stretch | None, last: int) -> Stretch | None:
    """What a noun of saying announces: its complement after the source."""
    after = _OF_NOUN.match(reading.folded, source[1], last) if source else None
    if after is None:
        return None
    if after["que"]:
        return _clause(reading, after.end(), last)
    phrase = noun_phrase_from(reading, after.end(), last)
    return (after.end(), phrase[1]) if phrase else None


def _of_preposition(reading: Reading, cue: Cue, source: Stretch | None, first: int, last: int) -> Stretch | None:
    assert source is not None
    folded = reading.folded
    start, end = part_at(folded, first, last, cue.start)
    begin = skip_dateline(folded, start)
    after = re.match(r"\)?(?:,[^,;]{2,70}(?=,))?\s*,\s*", folded[source[1] : end])
    opens = not re.search(r"\w", re.sub(r"\b(?:mais|et|toujours|or|ainsi|enfin|car|ou)\b", "", folded[begin : cue.start], flags=re.IGNORECASE))
    if opens:
        after = re.match(r"\s*(?:\([^)]*\))?(?:,\s(?:qui|dont|\d+ ans|âgée?)\b[^,;]*|[^,;]{0,60}?),\s*", folded[source[1] : end])
        return trimmed(reading, source[1] + after.end(), end) if after else None
    aside = _aside(reading, cue, source, begin, end)
    if aside is not None:
        return aside
    rest = folded[source[1] : end].strip(" .»\"!?)…")
    if not rest or not re.search(r"\w", rest):
        return trimmed(reading, begin, cue.start)
    if folded[:cue.start].rstrip().endswith(",") or after:
        if re.match(r"\s*,\s*\w", folded[source[1] : end]) and re.search(r",\s*$", folded[begin : cue.start]):
            return trimmed(reading, begin, end)
    return trimmed(reading, begin, cue.start)


def _aside(reading: Reading, cue: Cue, source: Stretch, begin: int, end: int) -> Stretch | None:
    """*les comptes de la réserve, [46 000 hommes] selon le ministère, soient transmis*: only the aside between commas."""
    folded = reading.folded
    comma = folded.rfind(", ", begin, cue.start)
    after = re.match(r",\s(?=(\w+))", folded[source[1] : end])
    if comma < 0 or after is None:
        return None
    following = reading.token_at(source[1] + after.end())
    inside = [token for token in reading.span(comma + 2, cue.start) if token.idx >= comma + 2]
    if following.morph.get("VerbForm", []) != ["Fin"] or not inside or any(token.pos_ in {"VERB", "AUX"} for token in inside):
        return None
    return trimmed(reading, comma + 2, cue.start)


def part_at(folded: str, first: int, last: int, offset: int) -> Stretch:
    """The part of a sentence between semicolons or colons that holds `offset`."""
    start = max([first, *(match.end() for match in re.finditer(r"[;:]\s", folded[:offset]) if match.start() >= first)])
    stop = re.search(r"\s?;", folded[offset:last])
    return start, offset + stop.start() if stop else last


_DATELINE = re.compile(r"(?:[A-ZÀ-Ý][A-ZÀ-Ý' -]+(?:\s\([^)]*\))?,\s[^–—-]{3,40}[–—-]\s|•\s(?:\d{1,2}\s?[h:]\s?\d{0,2}\s?[-–—]?\s)?|\d{1,2}\s?h\s?\d{0,2}\s[-–—:]\s|[-–—]\s)")


def skip_dateline(folded: str, start: int) -> int:
    match = _DATELINE.match(folded, start)
    return match.end() if match else start


def trimmed(reading: Reading, start: int, end: int) -> Stretch | None:
    """The stretch without outer blanks, commas, the final stop and unpaired or outer quotation marks."""
    text = reading.text
    while start < end and (text[start] in " \u00a0\u202f,;:–—-" or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in " \u00a0\u202f,;:." or text[end - 1].isspace()):
        end -= 1
    words = text[start:end]
    if len(words) > 1 and words[:1] in "«“\"" and words[-1:] in "»”\"" and sum(words.count(mark) for mark in "«“") <= 1 and words.count('"') in {0, 2}:
        return trimmed(reading, start + 1, end - 1)
    return (start, end) if end > start else None


def _clause(reading: Reading, start: int, last: int) -> Stretch | None:
    """From `start` to the end of the sentence or to a semicolon outside quotation marks."""
    stop = next((match.start() for match in re.finditer(r"\s?;", reading.folded[start:last])
                 if not is_inside(find_quotes(reading.text), start + match.start())), None)
    return before_comment(reading, trimmed(reading, start, start + stop if stop is not None else last))


def is_inside(quotes: Iterator[Stretch], offset: int) -> bool:
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
        prose = reading.folded[skip_dateline(reading.folded, opening) : quoted[0]].rstrip("«“\" ")
        if len(prose.split()) >= 3 and not prose.endswith((":", ".", "!", "?", "»", "”")) and quoted[0] >= first:
            return trimmed(reading, skip_dateline(reading.folded, first), cue.start)
        tail = max(cue.end, source[1] if source else 0)
        resumed = next((quote for quote in quotes if tail <= quote[0] < last and
                        re.fullmatch(r"[^.;]*?,\s*[«\"“]\s*", reading.text[tail : quote[0]])), None)
        return (quoted[0], resumed[1]) if resumed else quoted
    enclosing = next(((start, end) for start, end in quotes if start <= cue.start < end), None)
    if enclosing:
        return trimmed(reading, *enclosing)
    start, _ = part_at(reading.folded, first, last, cue.start)
    begin = skip_dateline(reading.folded, start)
    before = trimmed(reading, begin, cue.start)
    resumed = re.match(r"(?:\s(?:en|le|ce|au|dans|sur|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier)\b[^,;.«»]{0,40})?\s*,\s*(?=[«\"“\w])(?!qui\b|dont\b|où\b|\d+ ans|âgée?\b)", reading.folded[max(cue.end, source[1] if source else 0) : last])
    if resumed and before:
        return trimmed(reading, begin, last)
    return before


def _cited(reading: Reading, cue: Cue, source: Stretch | None, first: int, last: int) -> Stretch | None:
    """*X, citant Y, rapporte que …*: the content of the clause that the citation stands in."""
    assert source is not None
    rest = reading.folded[source[1] : last]
    que = re.search(r"\b(?:que\s|qu')", rest)
    if que:
        return _clause(reading, source[1] + que.end(), last)
    if not re.search(r"\w", rest):
        incise = next((m for m in re.finditer(r",\s(\w+)\s", reading.folded[: cue.start]) if m.start() > first and is_cue_verb(m[1])), None)
        return trimmed(reading, part_at(reading.folded, first, last, incise.start())[0], incise.start()) if incise else None
    verb = re.search(r",\s(?:[\w\s'’éèà-]*?\s)?(?:évoque|avance|rapporte|annonce|affirme|écrit|indique|assure|parle|fait état|révèle)\w*\s(?:toutefois\s|d'|de\s|également\s)?", rest)
    if verb:
        return _clause(reading, source[1] + verb.end(), last)
    if re.match(r"\s*,", rest):
        return trimmed(reading, source[1], last) if re.search(r"\w", rest) and not re.match(r"\s*,\s*(?:l'|le\s|la\s|les\s)?\w+(?:e|ait|a|ent)\b", rest) else None
    return next(((start, end) for start, end in find_quotes(reading.text) if first <= start and end <= cue.start), None)


def _passive(reading: Reading, cue: Cue, first: int) -> Stretch | None:
    """*Ce bilan a été confirmé par X*, *l'ouverture …, révélée lundi par X*: the subject or noun before."""
    start, _ = part_at(reading.folded, first, cue.start, cue.start)
    return trimmed(reading, start, cue.start)


_COMPLEMENT = re.compile(
    r"\s*(?:,?\s?(?:à (?:l'AFP|la presse|la télévision|la radio|des journalistes|ses partisans|(?-i:[A-Z]\w+))|(?:mardi|lundi|mercredi|jeudi|vendredi|samedi|dimanche|hier)(?: soir| matin| après-midi)?|fin \w+|début \w+|mi-\w+|en (?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|\d{4})(?: \d{4}| dernier)?|la veille|"
    r"au contraire|toutefois|par ailleurs|également|aussi|en outre|ainsi|cependant|sur \w+|dans un communiqué|le \d+(?:er)? \w+|notamment|de (?:son|leur) côté|pour (?:sa|leur) part|quant à (?:lui|elle|eux)|plutôt|déjà|[\w-]+ment|encore|alors),?\s?)*"
    r"\s?(?P<que>que\s|qu'|:\s?)?", re.IGNORECASE
)


def _after_verb(reading: Reading, cue: Cue, quotes: list[Stretch], last: int) -> Stretch | None:
    folded = reading.folded
    match = _COMPLEMENT.match(folded, cue.end, last)
    start = match.end() if match else cue.end
    rest = folded[start:last]
    que = match["que"].strip() if match and match["que"] else ""
    infinitive = re.match(r"(?:ne pas |n'|ne |l'|les |le |la |lui |y |en |s'|se )*(?P<verb>avoir|être|\w+(?:er|ir|oir|re))\b", rest)
    if infinitive and reading.token_at(start + infinitive.start("verb")).pos_ not in {"VERB", "AUX"}:
        infinitive = None  # *l'agriculture*, *le pouvoir*
    if not que and not ("i" in cue.frames and infinitive):
        later = re.match(r"(?:[^,;.«\"]{1,60}?)\s(?P<que>que\s|qu')", rest)
        if later and re.search(r"\s(?:et|mais|puis)\s\w+(?:é|i|is|it|u|ert)$", later[0][: later.start("que")].rstrip()):
            later = None  # the next verb's: *a démenti tout renoncement et promis que …*
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
        return _object(reading, start, last)
    if "i" in cue.frames and infinitive:
        return _object(reading, start, last)
    if "a" in cue.frames and re.match(r"(?:à|entre)\s(?:«\s?)?(?:environ|près|plus|moins|au moins|quelque|une?|\d|\w+\s)", rest):
        return _clause(reading, start, last)
    if "d" in cue.frames and re.match(r"(?:de\s|du\s|des\s|d')", rest) and not re.match(r"(?:de|d')\s?\w+(?:er|ir|re)\b", rest):
        article = re.match(r"de\s(?!«|plus|moins|près|\d)|d'(?!u)", rest) if cue.stance == "denies" else None
        return _object(reading, start + article.end() if article else start, last)
    if "o" in cue.frames and re.match(r"[^.;]{2,80}?\s(?:de\s|d'|à\s|au\s|aux\s)", rest):
        return _object(reading, start, last)
    if "k" in cue.frames and (_CLAIMED.match(rest) or any(amount.start == start and amount.of != "article" for amount in reading.amounts)):
        return _object(reading, start, last)
    if "n" in cue.frames and any(amount.start == start and amount.of != "article" for amount in reading.amounts):
        return _object(reading, start, last)
    if "n" in cue.frames and re.match(r"(?:ni\s)?(?:le|la|les|l'|un|une|des|du|de|d'|tout|toute|ces|ce|cet|cette|son|sa|ses|leur|leurs|entre|plus|près|quelque|environ|aucune?|jusqu'|\d|[a-zà-ÿ]+(?:aine|ante|ze|eux|ois|ille)s?\s)", rest):
        opening = re.match(r"Sans\s", reading.folded[cue.start : cue.end])
        return _object(reading, start, reading.folded.find(", ", start, last) if opening and ", " in rest else last)
    return None


# reconnaît[ des pertes] · souligne[ l'absence de preuves]; not *reconnaît le chemin*, *souligne le mot*
_CLAIMED = re.compile(
    r"(?:ni\s)?(?:(?:le|la|les|une?|des|du|de|son|sa|ses|leurs?|ces?|cette|tout|toute|aucune?|plusieurs|certaine?s)\s|l'|d')(?:\w+\s)?"
    r"(?!direction|adresse|position|station|portion|mention|page|village|paysage|passage|appartement|monument|vêtement|présence d'esprit)"
    r"(?:\w+(?:tion|sion|ment|age|ance|ence|ité|isme|esse|ure)s?|pertes?|morts?|échecs?|erreurs?|fautes?|bilans?|chiffres?|nombre|reculs?|progrès|risques?|rôle|manques?|"
    r"envois?|retraits?|recours|torts?|urgence|baisses?|hausses?|succès|retards?|menaces?|dangers?|besoins?|efforts?|écarts?|limites?|doutes?|faits?|cas|lien|liens|"
    r"problèmes?|crimes?|abus|blessés|tués|victimes|faiblesses?|avancées?|percées?|reprises?|hypothèses?|idées?|thèses?|arguments?|budgets?|montants?|calendriers?|coûts?|dates?|délais?|noms?)\b"
)


# conteste ce calcul [sans en fournir d'autre] · l'ouverture d'un guichet[, révélée lundi par X]
_OBJECT_END = re.compile(r",\s(?:ce que|ce qu'|ce qui|que [A-ZÀ-Ý]\w+ (?:nie|dément|conteste))|\s(?:sans|tout en|avant de|après avoir|lorsque|quand|alors que|tandis que)\s|,\s\w+ée?s?\s(?:\w+\s)?par\s|\set\s(?:promis|chiffre|évalue|estime|précise|indique|assuré|affirmé|ajouté|annoncé|dénoncé|appelé|demandé|promet|assure|affirme|ajoute|annonce|dénonce|appelle)\b")


# …[, ce que dément l'état-major] · …[, citant un document interne]
_COMMENT = re.compile(r",\s(?:ce\sque|ce\squ'|ce\squi|chose\sque|citant)\b|,\s(?:une?|des|les?|la)\s[\wà-ÿ-]+(?:\s[\wà-ÿ-]+)?\s(?:que\s|qu'(?!il\b|elle\b))")


def before_comment(reading: Reading, clause: Stretch | None) -> Stretch | None:
    """A content without the comment that the sentence adds to it."""
    comment = _COMMENT.search(reading.folded, *clause) if clause else None
    return trimmed(reading, clause[0], comment.start()) if clause and comment else clause


def _object(reading: Reading, start: int, last: int) -> Stretch | None:
    """A noun phrase as content: up to the end of the clause, less what says how or when the source speaks."""
    clause = _clause(reading, start, last)
    if clause is None:
        return None
    stop = _OBJECT_END.search(reading.folded, *clause) or next(
        (match for match in re.finditer(r",\s(\w+)\s", reading.folded[: clause[1]]) if match.start() > clause[0] and is_cue_verb(match[1])), None)
    end = stop.start() if stop else clause[1]
    return trimmed(reading, clause[0], _next_clause(reading, clause[0], end) or end)


def _next_clause(reading: Reading, start: int, end: int) -> int | None:
    """Where a clause with its own subject begins: *la reprise de pourparlers[, et] des milliers de proches ont manifesté*."""
    for joint in re.finditer(r",\s(?:et|mais|or|tandis que|alors que)\s(?!que\b|qu'|qui\b)", reading.folded[start:end]):
        after = start + joint.end()
        for token in reading.span(after, end):
            if token.idx < after:
                continue
            if token.text in {",", ";", ":", "«"} or lower(token) in {"qui", "que", "qu'", "dont"}:
                break
            if token.morph.get("VerbForm", []) == ["Fin"]:
                return start + joint.start() if token.idx > after else None
    return None


def stands_alone(reading: Reading, cue: Cue) -> bool:
    """True for a verb that needs no complement in the text: *n'a pas confirmé.*, *l'a toujours nié.*"""
    if cue.verb is None or cue.cue_class != "verb":
        return False
    if lower(cue.verb).startswith("cité"):
        return True
    ends = bool(re.match(r"\s*[.;,!?]|$|\s(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier)\b", reading.folded[cue.end : cue.end + 12]))
    if ends and reading.folded[max(0, cue.start - 2) : cue.start] == "l'":
        return True
    return ends and (cue.stance == "unconfirmed" or cue.stance == "denies" and set(cue.frames) >= {"i", "n"})


