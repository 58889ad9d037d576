"""Cue and source → the stretch of text that is attributed: clause, quotation, noun phrase, or rest of the sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsextract.grammar import lower, verb_form
from newsextract.matchers.attributions.clauses import (
    before_comment,
    clause_from,
    has_finite_verb,
    is_inside,
    object_from,
    part_at,
    sentence_end,
    skip_connective,
    skip_dateline,
    trimmed,
)
from newsextract.matchers.attributions.complements import complement_of
from newsextract.matchers.attributions.cue import Cue, Stretch
from newsextract.matchers.attributions.cue_verbs import is_finite_alone
from newsextract.matchers.attributions.preposition_contents import content_of_preposition
from newsextract.matchers.attributions.sources import noun_phrase_from
from newsextract.reading import Reading


def find_content(reading: Reading, cue: Cue, source: Stretch | None, quotes: Sequence[Stretch]) -> Stretch | None:
    """What a cue ascribes to its source; None if the text does not say it there."""
    first, last = reading.sentence_at(cue.start)
    if cue.position == "relative":
        return _up_to_main_verb(reading, clause_from(reading, cue.source_start or cue.end, last, quotes), quotes)
    if cue.cue_class == "preposition":
        return content_of_preposition(reading, cue, source, first, last, quotes)
    if cue.cue_class == "impersonal":
        if cue.position == "inverted":
            return _before_incise(reading, cue, None, quotes)
        return clause_from(reading, cue.end, last, quotes)
    if cue.cue_class == "noun":
        return _of_noun(reading, source, last, quotes)
    if cue.verb is None:
        return _quote_before(reading, quotes, cue.start)
    return _of_verb(reading, cue, source, first, last, quotes)


def _of_verb(
    reading: Reading, cue: Cue, source: Stretch | None, first: int, last: int, quotes: Sequence[Stretch]
) -> Stretch | None:
    if _IT_IS.fullmatch(reading.folded, first, cue.start):
        return _sentence_before(reading, first)
    taken_up = _taken_up(reading, cue, first, last)
    if taken_up is not None:
        return taken_up
    assert cue.verb is not None
    if cue.cites and (source is None or not reading.folded.startswith(",", source[1])):
        return None  # what the clause before says: see matcher.py
    if cue.cites or lower(cue.verb) == "citant" or (cue.position == "agent" and lower(cue.verb).startswith("cité")):
        return _cited(reading, cue, source, first, last, quotes)
    if cue.position == "agent" and "o" in cue.frames and source is not None:
        charge = _CHARGE.match(reading.folded, source[1], last)  # *accusée par Addis-Abeba d'armer les rebelles*
        return object_from(reading, charge.start("what"), last, quotes) if charge else None
    if cue.position == "agent":
        start, _ = part_at(reading.folded, first, cue.start, cue.start)
        return trimmed(reading, start, cue.start)
    if cue.position == "after" and cue.frames == "q" and source is not None:
        that = _THAT.match(reading.folded, source[1], last)  # *l'AFP a appris auprès de l'armée que*
        return clause_from(reading, that.end(), last, quotes) if that else None
    postposed = source is not None and source[0] >= cue.end and not reading.folded.startswith("Sans ", cue.start)
    if postposed or cue.position == "inverted":
        return before_comment(reading, _before_incise(reading, cue, source, quotes))
    return _within_relative(reading, cue, first, complement_of(reading, cue, quotes, last), quotes)


_THAT = re.compile(r"\squ(?:e\s|')")
_QUI = re.compile(r"\bqui\s(?:[\w']+\s){0,2}$|,\sdont\s[^,;]{2,60}$")
_COMMA = re.compile(r",\s")
_SUBORDINATE = re.compile(r"\b(?:où|qui|que|dont|qu')(?:\s|(?<='))")
_QUE_BEFORE = re.compile(r"\b(?:que\s|qu')$")
# …,[ n'en ]a pas fait mention
_CLITICS = re.compile(r"(?:(?:ne|se|le|la|les|lui|leur|en|y)\s|n'|s'|l')+")


def _within_relative(
    reading: Reading, cue: Cue, first: int, content: Stretch | None, quotes: Sequence[Stretch]
) -> Stretch | None:
    """*Bakou, qui chiffre ses pertes à 192 tués[, a toujours nié]*: the main verb after a comma ends the relative."""
    if content is None or not _QUI.search(reading.folded, first, cue.start):
        return content
    own_verb = bool(_QUE_BEFORE.search(reading.folded, cue.end, content[0]))
    return _up_to_main_verb(reading, content, quotes, own_verb)


def _up_to_main_verb(
    reading: Reading, content: Stretch | None, quotes: Sequence[Stretch], own_verb: bool = False
) -> Stretch | None:
    """A relative's content up to the comma before the main verb: *…, pour qui la paix tiendra[, anime le débat]*.

    With `own_verb` the content is a clause, whose verb comes first: *qui rappelle que l'usine, fermée en mai, avait …*.
    """
    if content is None:
        return None
    for comma in _COMMA.finditer(reading.folded, *content):
        if own_verb and (
            not has_finite_verb(reading, content[0], comma.start())
            or _SUBORDINATE.search(reading.folded, content[0], comma.start())
        ):
            continue
        clitics = _CLITICS.match(reading.folded, comma.end())
        start = clitics.end() if clitics else comma.end()
        token = reading.token_at(start)
        if token.idx == start and verb_form(token) == "Fin" and not is_inside(quotes, start):
            return trimmed(reading, content[0], comma.start())
    return content


# par Addis-Abeba [d'armer les rebelles]
_CHARGE = re.compile(r"\s(?P<what>de\s|d'|du\s|des\s)")
# …,[ ce que] dément l'état-major · …,[ comme l']affirme Kiev
_SUCH = re.compile(r",?\s(?:ce que|comme l'|ainsi que l'|ce qu')\s?(?:[^,;]{2,60}\s)?$")
# …, [un chiffre] que le Pentagone n'a pas confirmé · [Un bilan] que la Monusco a contesté
_OBJECT_RELATIVE = re.compile(
    r"""(?:^|,\s|(?<=[.!?\n]\s)|(?<=\n))
    (?P<thing>(?:thèse|version|accusation|allégation|affirmation|information|explication|hypothèse|chiffre|bilan)s?
    |(?:[Uu]ne?|[Dd]es|[Ll]es?|[Ll]a|[Ll]'|[Cc]e|[Cc]ette|[Cc]es)\s?[\wà-ÿ-]+(?:\s[\wà-ÿ'-]+){0,3}?)\s
    (?:que\s|qu')(?:(?:le|la|les|l'|son|sa|ses|leur|leurs|un|une|des|plusieurs)\s?|(?=[A-ZÀ-Ý]|elles?\b|ils?\b))
    [^,;:.«»]{2,60}$""",
    re.VERBOSE,
)
# que X affirme[ avoir vue] · que X évalue[ à 300] tonnes
_HAS_COMPLEMENT = re.compile(
    r"\s(?:que|qu'|\w+(?:er|ir|re|oir)\b|(?:à|entre)\s(?:(?:environ|près|plus|moins|quelque|au\smoins|une?)\s)?(?:\d|[a-zà-ÿ-]+\s(?:mill|cent|hommes)))"
)


# [C'est du moins ce qu']affirme l'opposition
_IT_IS = re.compile(
    r"(?:Et |Mais )?[Cc]'(?:est|était)(?: du moins| en tout cas| aussi| également| précisément| d'ailleurs)?"
    r"\sce qu(?:e |')"
)


def _sentence_before(reading: Reading, first: int) -> Stretch | None:
    """*C'est ce qu'affirme X* takes up the sentence before."""
    index = reading.sentence_index(first)
    return trimmed(reading, *reading.sentences[index - 1]) if index else None


def _taken_up(reading: Reading, cue: Cue, first: int, last: int) -> Stretch | None:
    """What *ce que*, *comme l'* or an object relative takes up: the clause or the noun before."""
    such = _SUCH.search(reading.folded, first, cue.start)
    if such:
        start, _ = part_at(reading.folded, first, cue.start, cue.start)
        return trimmed(reading, start, such.start())
    relative = _OBJECT_RELATIVE.search(reading.folded, first, cue.start) if cue.position == "before" else None
    if relative and not _HAS_COMPLEMENT.match(reading.folded, cue.end, last):
        return trimmed(reading, *relative.span("thing"))
    return None


# par Kiev[ de ]la prise du village · du ministre[ sur ]l'envoi de 500 hommes · de Bamako[ selon lesquelles ]des …
_OF_NOUN = re.compile(
    r"""\s*,?\s*(?:(?P<que>que\s|qu'|selon\s(?:laquelle|lesquelles|lequel|lesquels)\s)
    |d'|de\s|du\s|des\s|sur\s|concernant\s|quant\sà\s|à\spropos\sd(?:e\s|'))""",
    re.VERBOSE,
)


def _of_noun(reading: Reading, source: Stretch | None, last: int, quotes: Sequence[Stretch]) -> Stretch | None:
    """What a noun of saying announces: its complement after the source."""
    after = _OF_NOUN.match(reading.folded, source[1], last) if source else None
    if after is None:
        return None
    if after["que"]:
        return clause_from(reading, after.end(), last, quotes)
    phrase = noun_phrase_from(reading, after.end(), last)
    return (after.end(), _with_complement(reading, phrase[1], last)) if phrase else None


def _with_complement(reading: Reading, end: int, last: int) -> int:
    """*la mort* de dix soldats *a choqué*: where what is announced ends, at a comma or the verb of the sentence."""
    if not reading.folded.startswith((" de ", " d'", " du ", " des "), end):
        return end
    for token in reading.tokens_in(end + 1, last):
        if token.text in {",", ";", ":", "."} or verb_form(token) == "Fin":
            return len(reading.folded[: token.idx].rstrip())
    return last


_CLITICS_BEFORE = re.compile(r"\b(?:y|en|lui|nous|me|m'|leur|l'|le)\s?$")
_BETWEEN_QUOTE_AND_CUE = ' \u00a0\u202f»”",.–—-!?…'


def _quote_before(reading: Reading, quotes: Sequence[Stretch], offset: int) -> Stretch | None:
    """The quotation that closes right before `offset`."""
    before = [(start, end) for start, end in quotes if end <= offset]
    if not before:
        return None
    start, end = before[-1]
    between = _CLITICS_BEFORE.sub("", reading.folded[end:offset])
    return (start, end) if not between.strip(_BETWEEN_QUOTE_AND_CUE) else None


# «…», dit X[ mardi], [« …»]
_RESUMED_QUOTE = re.compile(r"[^.;]*?,\s*[«\"“]\s*")


def _before_incise(reading: Reading, cue: Cue, source: Stretch | None, quotes: Sequence[Stretch]) -> Stretch | None:
    """What an incise ascribes: the quotation before it (and resumed after it), or the clause around it."""
    first, _ = reading.sentence_at(cue.start)
    tail = max(cue.end, source[1] if source else 0)
    _, last = reading.sentence_at(tail)
    last = sentence_end(reading, tail, last, quotes)
    quoted = _quote_before(reading, quotes, cue.start)
    if quoted:
        if _is_part_of_prose(reading, quoted, first):
            return _clause_around(reading, cue, first, tail, last, quotes)
        after = (quote for quote in quotes if tail <= quote[0] < last)
        resumed = next((quote for quote in after if _RESUMED_QUOTE.fullmatch(reading.text, tail, quote[0])), None)
        if resumed is None:
            resumed = _running_on(reading, tail, quotes)
        return (quoted[0], resumed[1]) if resumed else quoted
    enclosing = next(((start, end) for start, end in quotes if start <= cue.start < end), None)
    if enclosing:
        return trimmed(reading, *enclosing)
    return _clause_around(reading, cue, first, tail, last, quotes)


# «…», raconte-t-il[. ]« On comptait les obus. »
_STOP_AND_QUOTE = re.compile(r"[^.!?…«»\"\n]{0,120}[.!?…][ \u00a0]+(?=[«\"])")
# « On comptait les obus[. »] Et le front …; not « … », dit-il
_ENDS_THERE = re.compile(r"\s?[»”\"](?:\s?[.!?…]|\s*\n|\s*$|\s+(?=[A-ZÀ-Ý]))")


def _running_on(reading: Reading, tail: int, quotes: Sequence[Stretch]) -> Stretch | None:
    """The quotation that opens the next sentence and has no verb of saying of its own: it goes on with the first."""
    stop = _STOP_AND_QUOTE.match(reading.folded, tail)
    quote = next((quote for quote in quotes if stop and stop.end() < quote[0] <= stop.end() + 2), None)
    if stop and any(stop.start() < amount.start < stop.end() for amount in reading.amounts if amount.of != "article"):
        return None  # what is counted between the two is the journalist's
    if quote is None or not _ENDS_THERE.match(reading.folded, quote[1]):
        return None
    return trimmed(reading, *quote)


_SHORT = 18  # characters: a word or two in quotation marks are part of the journalist's sentence


def _is_part_of_prose(reading: Reading, quoted: Stretch, first: int) -> bool:
    """True if the quotation ends a sentence of the journalist's: *Les rebelles « ont fui », a dit X*."""
    start, _ = reading.sentence_at(quoted[0])
    prose = reading.folded[skip_dateline(reading.folded, start) : quoted[0]].rstrip('«“" ')
    opening = reading.token_at(quoted[0])
    predicate = verb_form(opening) == "Fin" or lower(opening) in {"ne", "n'", "se", "s'"}  # *Elle « ne cédera pas »*
    enough = len(prose.split()) >= 3 or (bool(prose.split()) and (quoted[1] - quoted[0] < _SHORT or predicate))
    return enough and not prose.endswith((":", ".", "!", "?", "»", "”")) and quoted[0] >= first


# …, indique Kiev[ mardi], [la frontière …]; not …, indique Kiev[, qui] / [, 34 ans]
_RESUMED = re.compile(
    r"""(?:\s(?:toutefois|cependant|pourtant|aussi|encore|ensuite|alors|aussitôt|d'ailleurs|par\ ailleurs)(?=\s*,))?
    (?:\s(?:en|le|ce|au|dans|sur|devant|lors|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier)\b[^,;.«»]{0,40}
    |\s(?:sous|ayant|requérant|réclamant|demandant|s'exprimant|qui|citée?s?\ par|jointe?s?
        |rencontrée?s?|interrogée?s?|contactée?s?)\b[^,;.«»]{2,60})?
    \s*,\s*(?=[«\"“\w])(?!qui\b|que\b|qu'|dont\b|où\b|\d+\ ans|âgée?\b|selon\b|citée?\b
    |avant\ d|tout\ en\ |en\ \w+ant\b|(?:se\ |s')?\w{3,}ant\ (?:que|qu'|état|avoir|de|d'|à|une?|le|la|les|l')\b)""",
    re.VERBOSE,
)
# du blé [et, ]craignent les chancelleries, quelques secrets balistiques
_LAST_ITEM = re.compile(r"\b(?:et|ou|voire|puis)\s?,\s$")
# …, a indiqué le ministère[, et] un engagé sur quatre claque la porte
_AND_THEN = re.compile(
    r"\s*,\s(?:et|mais|or|puis|tandis\sque|alors\sque)\s(?!qui\b|que\b|qu'|son\b|sa\b|ses\b|leurs?\b)"
)


# …, [nous ]confie un marchand · …, [lui ]souffle le guide
_CLITICS_OF_INCISE = re.compile(r"(?<=[,»”\"]\s)(?:nous|me|m'|lui|leur|vous|en|y|se|s'|l'|le)\s?$")
_COLON = re.compile(r"\s?:\s?")
_VERDICTS = frozenset({"faux", "vrai", "non", "oui", "archifaux", "mensonge", "exact", "inexact"})
_NOTHING = frozenset({"ce que", "ce qu'", "que", "qu'", "comme"})


def _clause_around(
    reading: Reading, cue: Cue, first: int, tail: int, last: int, quotes: Sequence[Stretch]
) -> Stretch | None:
    """The clause before an incise and, if it goes on after it, the rest: *La frontière, rappelle X, reste fermée*."""
    start, _ = part_at(reading.folded, first, last, cue.start)
    begin = skip_connective(reading.folded, start)
    begin = _behind_dash(reading, begin, cue.start)
    clitics = _CLITICS_OF_INCISE.search(reading.folded, begin, cue.start)
    before = trimmed(reading, begin, clitics.start() if clitics else cue.start)
    if before and reading.folded[slice(*before)].lower() in _NOTHING:
        return None  # *ce que disent les experts*
    colon = _COLON.match(reading.folded, tail, last)
    quoted = next((quote for quote in quotes if colon and colon.end() <= quote[0] <= colon.end() + 2), None)
    if before is not None and quoted is not None:
        return trimmed(reading, begin, quoted[1])  # *De la poudre aux yeux, tranche le général : « … »*
    if before is not None and colon is not None and not any(colon.end() <= quote[0] < last for quote in quotes):
        verdict = reading.folded[slice(*before)].lower() in _VERDICTS
        # *560 soldats y servent, a détaillé le ministre : 95 en Lituanie, …*; but *Faux, rétorque-t-il : …*
        return trimmed(reading, colon.end() if verdict else begin, last)
    resumed = _RESUMED.match(reading.folded, tail, last)
    if before is None or resumed is None:
        return before
    if _LAST_ITEM.search(reading.folded, begin, cue.start):
        return trimmed(reading, resumed.end(), last)
    if cue.position == "inverted":
        return trimmed(reading, _apposed_from(reading, begin, cue.start, resumed.end(), last), last)
    joint = _AND_THEN.match(reading.folded, tail, last)
    opposed = joint is not None and bool(_OPPOSED.match(reading.folded, joint.start()))
    if joint and has_finite_verb(reading, begin, cue.start) and (opposed or _is_whole(reading, joint.end(), last)):
        return before  # another clause, which the journalist vouches for
    apposed = has_finite_verb(reading, begin, cue.start) and not has_finite_verb(reading, resumed.end(), last)
    counts = any(amount.start == resumed.end() and amount.of != "article" for amount in reading.amounts)
    if apposed and not counts and not _GOES_ON_WITH.search(reading.folded[resumed.end() : last]):
        return before  # what follows tells who the source is
    return trimmed(reading, begin, last)


# a fait défiler des canons [— ]une erreur de légende, a plaidé l'agence
_DASH = re.compile(r"\s[–—]\s(?=(?:une?|des|l'|la|le|les)\b[^–—]*$)")


def _behind_dash(reading: Reading, begin: int, end: int) -> int:
    """Where a comment without a verb begins behind a dash: it alone is what the incise ascribes."""
    dash = _DASH.search(reading.folded, begin, end)
    if dash is None or has_finite_verb(reading, dash.end(), end) or not has_finite_verb(reading, begin, dash.start()):
        return begin
    return dash.end()


def _is_whole(reading: Reading, start: int, end: int) -> bool:
    """True for a clause with a subject and a finite verb."""
    return verb_form(reading.token_at(start)) != "Fin" and has_finite_verb(reading, start, end)


def _apposed_from(reading: Reading, begin: int, incise: int, resumed: int, last: int) -> int:
    """*… dans la même embuscade, [menée], insistent-ils, [sans les séparatistes]*: where what is insisted on begins."""
    comma = reading.folded.rfind(", ", begin, incise - 2)
    if comma < 0 or has_finite_verb(reading, resumed, last) or has_finite_verb(reading, comma, incise):
        return begin
    return comma + 2 if has_finite_verb(reading, begin, comma) else begin


# …, affirme le maire[, mais la] ville se vide
_OPPOSED = re.compile(r"\s*,\smais\s(?:le|la|les|l'|un|une|des|aucun|aucune|nul|personne|rien|il|elle|ils|elles)\b")


# …, observe l'amiral[, chercheur à Taipei], [d']une infanterie · …, dit-il, [«]
_GOES_ON_WITH = re.compile(
    r"(?:^|(?<=,\s))(?:[«“\"]|d'|de\s|du\s|des\s|à\s|au\s|aux\s|en\s|pour\s|par\s|sur\s|dans\s|mais\s|et\s)"
)
_QUE = re.compile(r"\b(?:que\s|qu')")
_WORDS = re.compile(r"\w")
_INCISED_VERB = re.compile(r",\s(?P<verb>\w+)\s")


def _cited(
    reading: Reading, cue: Cue, source: Stretch | None, first: int, last: int, quotes: Sequence[Stretch]
) -> Stretch | None:
    """*X, citant Y, rapporte que …*: the content of the clause that the citation stands in."""
    assert source is not None
    folded = reading.folded
    if not _WORDS.search(folded, source[1], last):
        incises = (
            match for match in _INCISED_VERB.finditer(folded, first, cue.start) if is_finite_alone(match["verb"])
        )
        incise = next(incises, None)
        return trimmed(reading, part_at(folded, first, last, incise.start())[0], incise.start()) if incise else None
    que = _QUE.search(folded, source[1], last)
    if que:
        return clause_from(reading, que.end(), last, quotes)
    verb = _next_cue_verb(reading, source[1], last)
    if verb is not None:
        return complement_of(reading, verb, quotes, last)
    if re.match(r"\s*,", folded[source[1] : last]):
        after = trimmed(reading, source[1], last)
        return after if after and not has_finite_verb(reading, after[0], after[0] + 20) else None
    return next(((start, end) for start, end in quotes if first <= start and end <= cue.start), None)


def _next_cue_verb(reading: Reading, start: int, last: int) -> Cue | None:
    """The verb of the clause that a citation stands in: *citant des proches, le journal [évoque] 300 morts*."""
    from newsextract.matchers.attributions.cues import verb_cues  # the cue finder needs no contents

    return next((cue for cue in verb_cues(reading, start, last) if cue.position == "before"), None)


# nie[ en bloc]. · dément[ formellement]. · a démenti[ lundi]
_ENDS = re.compile(
    r"(?:\s(?:en\sbloc|tout\sen\sbloc|[a-zà-ÿ]+ment))?(?:\s*[.;,!?\n]|\s*$|\s(?:et|mais)\s)"
    r"|\s(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier)\b"
)


# l'[a toujours nié] · le[ conteste]
_IT_BEFORE = re.compile(r"\b(?:l'|le\s)$")


def stands_alone(reading: Reading, cue: Cue) -> bool:
    """True for a verb that needs no complement in the text: *n'a pas confirmé.*, *l'a toujours nié.*"""
    if cue.verb is None or cue.cue_class != "verb":
        return False
    if lower(cue.verb).startswith("cité"):
        return True
    if not _ENDS.match(reading.folded, cue.end, cue.end + 28):
        return False
    if _IT_BEFORE.search(reading.folded, max(0, cue.start - 3), cue.start):
        return "i" in cue.frames  # *Kiev l'a toujours nié*; not *400 hommes l'ont relevé*
    negated = reading.folded.startswith(("n'", "N'", "ne ", "Ne "), cue.start)  # *refuse de commenter* says nothing
    return (cue.stance == "unconfirmed" and negated) or (cue.stance == "denies" and "i" in cue.frames)
