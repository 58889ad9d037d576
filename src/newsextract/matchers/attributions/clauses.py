"""Offsets in a sentence → the clause, part or trimmed stretch around them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsextract.grammar import lower, verb_form
from newsextract.lexicon import function_words
from newsextract.matchers.attributions.cue import Stretch
from newsextract.matchers.attributions.cue_verbs import (
    is_finite_alone,
    is_infinitive,
    is_participle,
    nouns_too,
    verb_forms,
)
from newsextract.reading import Reading

_BLANKS_AND_COMMAS = " \u00a0\u202f\t\n,;:–—-"
_BLANKS_AND_STOPS = " \u00a0\u202f\t\n,;:."
_SEMICOLON = re.compile(r"\s?;")
_COLON_OR_SEMICOLON = re.compile(r"[;:]\s")
# PARIS, 3 mai (agence) – · Maputo, 14 mai 2025 (AFP) - · Port-Soudan (AFP) - · • 17h40 - · 23h48 –
_DATELINE = re.compile(
    r"""(?:[A-ZÀ-Ý][\w'-]+[/\ ]?){1,4}(?:\ ?\([^)]{2,25}\))?
        (?:,\ \d{1,2}(?:er)?\ [a-zéû]{3,9}\.?(?:\ \d{4})?)?(?:\ ?\([^)]{2,25}\))?(?<=[).\d])\ [–—-]\s
    |(?:[A-ZÀ-Ý][\w'-]+[/\ ]?){1,4},\ \d{1,2}(?:er)?\ [a-zéû]{3,9}\.?\ [–—-]\s
    |(?:19|20)\d\d\ (?:\([^)]{2,25}\)\ )?[–—-]\s
    |[A-ZÀ-Ý][A-ZÀ-Ý'\ -]+(?:\ \([^)]*\))?(?:,\ [^–—-]{3,40}|\ )[–—-]\s
    |•\s(?:\d{1,2}\s?[h:]\s?\d{0,2}\s?[-–—]?\s)?
    |\d{1,2}\s?[h:]\s?\d{0,2}\s[-–—:▸►▶●■|]\s
    |[-–—►]\s""",
    re.VERBOSE,
)
# … a reculé. [Le] ministre: a stop before a capital that the model's sentences overlook
_STOP = re.compile(r"(?<=[a-zà-ÿ0-9»)”]{2})[.!?…](?=\s[«“\"]?\s?[A-ZÀ-Ý])")
_ABBREVIATED = re.compile(r"(?:\b(?:av|bd|etc|env|art|chap|vol|hab|max|min|MM|Mgr|St|Ste|Dr|gén|col|lt|cap)|\b[A-Z])$")


def is_inside(quotes: Sequence[Stretch], offset: int) -> bool:
    """True if an offset stands in one of the stretches."""
    return any(start <= offset < end for start, end in quotes)


# [Or ]sa flotte …, [D'ailleurs, ]l'usine …
_CONNECTIVE = re.compile(r"(?:Or|Mais|Car|Et|D'ailleurs,|Or,|Pourtant,|Toutefois,|Cependant,)\s(?!que\b|qu'|qui\b)")


def skip_dateline(folded: str, start: int) -> int:
    """The offset after a dateline, bullet or hour of a live blog."""
    match = _DATELINE.match(folded, start)
    return match.end() if match else start


def skip_connective(folded: str, start: int) -> int:
    """The offset after a dateline and a word that ties the sentence to the one before: *Or*, *Mais*."""
    start = skip_dateline(folded, start)
    match = _CONNECTIVE.match(folded, start)
    return match.end() if match else start


def part_at(folded: str, first: int, last: int, offset: int) -> Stretch:
    """The part of a sentence between semicolons or colons that holds `offset`."""
    start = max([first, *(match.end() for match in _COLON_OR_SEMICOLON.finditer(folded, first, offset))])
    stop = _SEMICOLON.search(folded, offset, last)
    return start, stop.start() if stop else last


def trimmed(reading: Reading, start: int, end: int) -> Stretch | None:
    """The stretch without outer blanks, commas, the final stop and unpaired or outer quotation marks."""
    text = reading.text
    while start < end and text[start] in _BLANKS_AND_COMMAS:
        start += 1
    while end > start and text[end - 1] in _BLANKS_AND_STOPS:
        end -= 1
    words = text[start:end]
    if len(words) > 1 and words[0] in '«“"' and words[-1] in '»”"' and _is_one_quotation(words):
        return trimmed(reading, start + 1, end - 1)
    return (start, end) if end > start else None


def _is_one_quotation(words: str) -> bool:
    return words.count("«") + words.count("“") <= 1 and words.count('"') in {0, 2}


def sentence_end(reading: Reading, start: int, last: int, quotes: Sequence[Stretch]) -> int:
    """Where the sentence that goes on at `start` ends: `last`, or a full stop before it outside quotation marks."""
    for match in _STOP.finditer(reading.folded, start, last):
        abbreviated = _ABBREVIATED.search(reading.folded, max(0, match.start() - 6), match.start())
        if not abbreviated and not is_inside(quotes, match.start()):
            return match.start()
    return last


def sentence_start(reading: Reading, first: int, offset: int, quotes: Sequence[Stretch]) -> int:
    """Where the sentence that holds `offset` begins: `first`, or behind a full stop that the model's sentences overlook
    (*Abou Dhabi nie. D'après X, …*)."""
    for match in _STOP.finditer(reading.folded, first, offset + 1):  # the capital behind the stop is seen too
        abbreviated = _ABBREVIATED.search(reading.folded, max(0, match.start() - 6), match.start())
        if not abbreviated and not is_inside(quotes, match.start()):
            first = match.end()
    return first


def clause_from(reading: Reading, start: int, last: int, quotes: Sequence[Stretch]) -> Stretch | None:
    """From `start` to the end of the sentence, a semicolon, a comment or the next verb of the same speaker."""
    end = sentence_end(reading, start, last, quotes)
    stops = (match.start() for match in _SEMICOLON.finditer(reading.folded, start, end))
    end = next((stop for stop in stops if not is_inside(quotes, stop)), end)
    end = _before_next_incise(reading.folded, start, end, quotes) or end
    end = coordinated_cue(reading, start, end, quotes) or end
    end = _speaker_adds(reading, start, end, quotes) or end
    return before_comment(reading, trimmed(reading, start, end))


# réfute cette idée [: ]120 gendarmes, [rappelle-t-il], patrouillent
_COLON_AND_INCISE = re.compile(r"\s?:\s[^:;.«»\"“”]{3,120}?,\s(?P<verb>[a-zà-ÿ]+)(?:-t)?-(?:il|elle)s?\b")


def _before_next_incise(folded: str, start: int, end: int, quotes: Sequence[Stretch]) -> int | None:
    """Where a colon stands after which the same speaker has another verb of saying."""
    colon = folded.find(":", start, end)
    found = _COLON_AND_INCISE.match(folded, colon - (folded[colon - 1] in " \u00a0\u202f"), end) if colon > 0 else None
    spoken = found is not None and found["verb"] in verb_forms() and not is_inside(quotes, colon)
    return colon if spoken else None


# … la trêve[ et] affirme que · … ce bilan[ mais] a également dit · …[, puis] concède
_JOINT = re.compile(
    r"""(?P<joint>,?\s(?:et|mais|puis))\s(?:(?:se|ne|le|en|y)\s|s'|n'|l')*
    (?P<auxiliary>(?:a|ont|est|sont|avait|avaient)\s)?(?P<words>[a-zà-ÿ]+(?:\s[a-zà-ÿ]+){0,2})""",
    re.VERBOSE,
)
_GOES_ON = re.compile(
    r"(?:-t)?-(?:il|elle)|(?:\s[\w-]+){0,2}\s(?:que\b|qu'|de\b|d'|du\b|des\b|le\b|la\b|les\b|l'|une?\b|son\b|sa\b|ses\b|leurs?\b|ce\b|cet\b|cette\b|ces\b|tout\b|toute\b|toutes\b|aucune?\b|à\b|«|\"|“|avoir\b|[a-zà-ÿ]+(?:er|ir|oir)\b|n'|ne\b|savoir\b|état\b|valoir\b|\d)|,\s"
)


def coordinated_cue(reading: Reading, start: int, end: int, quotes: Sequence[Stretch]) -> int | None:
    """Where the same speaker's next verb begins: *dément tout revers[ et] accuse Kinshasa*."""
    for joint in _JOINT.finditer(reading.folded, start, end):
        if not is_inside(quotes, joint.start("words")) and _is_same_speakers_verb(reading, joint, start):
            return joint.start()
    return None


# et affirmé[ n']avoir · et fait[ état] de
_SPEAKS = re.compile(r"\s(?:que\b|qu'|ne\b|n'|avoir\b|être\b|état\b|savoir\b|valoir\b)")
# [d'en avoir ]tué
_PERFECT = re.compile(r"(?:d'|de\s|en\s|l'|les\s|n'|s'|y\s)*(?:avoir|être)\s")


def _is_same_speakers_verb(reading: Reading, joint: re.Match[str], start: int) -> bool:
    """True if a cue verb follows a conjunction, an auxiliary and an adverb or two, and has a complement."""
    for word in re.finditer(r"[a-zà-ÿ]+", joint["words"]):
        form = word[0]
        after = joint.start("words") + word.end()
        lemma = "faire" if form in _LIGHT else verb_forms().get(form)
        if lemma is None or is_infinitive(form):
            if joint["auxiliary"] or form.endswith("ment"):
                continue
            return False
        if not _GOES_ON.match(reading.folded, after):
            return False
        participle = is_participle(form, lemma)
        bare = participle and not joint["auxiliary"] and not _SPEAKS.match(reading.folded, after)
        if bare and _PERFECT.match(reading.folded, start):
            return False  # *prétend avoir tué 50 soldats et emporté deux mitrailleuses*
        return participle or not (joint["auxiliary"] or form.endswith("ant"))
    return False


# …[, tout en ]se refusant à … · …[, ]affirmant que … · …[, pendant que ]la rébellion revendiquait …
_ADDED = re.compile(
    r""",\s(?:(?P<en>tout\sen\s)?(?:se\s|s'|ne\s|n'|en\s)?(?P<ant>[a-zà-ÿ]{3,}ant)\s
    |(?:pendant|tandis|alors)\squ(?:e\s|')(?=(?P<other>[^,;]{3,80}))
    |où\s(?=[^,;]{3,60}?\s(?P<there>[a-zà-ÿ]+)\s(?:que\s|qu'|avoir\s|état\s|savoir\s|valoir\s|\d)))""",
    re.VERBOSE,
)
_OF_SPEAKERS = function_words("gerunds_of_speakers")


def _speaker_adds(reading: Reading, start: int, end: int, quotes: Sequence[Stretch]) -> int | None:
    """Where the sentence goes on about who speaks, or to another speaker, after a comma."""
    for match in _ADDED.finditer(reading.folded, start, end):
        if is_inside(quotes, match.start()):
            continue
        word = match["ant"]
        if word and (verb_forms().get(word) or (match["en"] and word in _OF_SPEAKERS)):
            return match.start()
        if match["other"] and any(
            is_finite_alone(word) or (word.endswith(("ait", "aient")) and word in verb_forms())
            for word in re.findall(r"[a-zà-ÿ]+", match["other"])
        ):
            return match.start()
        if match["there"] and (match["there"] in _LIGHT or is_finite_alone(match["there"])):
            return match.start()  # *…, où les rebelles font état de neuf morts*
    return None


_LIGHT = frozenset({"fait", "font", "faisait", "faisaient"})


def _is_verb(reading: Reading, offset: int) -> bool:
    return reading.token_at(offset).pos_ in {"VERB", "AUX"}


# …[, ce que dément l'état-major] · …[, citant un document interne] · …[, un chiffre que X conteste]
_COMMENT = re.compile(
    r"""[,—–]\s(?:ce\sque|ce\squ'|ce\squi|chose\sque)\b|,\s(?:(?:en\s|qui\s)?cit(?:ant|e|ent)|citée?s?\spar)\b
    |,\s(?:alors\smême\s(?:que|qu')|termes?\squi|chiffres?\squi|ce\sdont)\b
    |,\s(?:une?|des|les?|la)\s[\wà-ÿ-]+(?:\s[\wà-ÿ-]+)?\s(?:que\s|qu'(?!il\b|elle\b))
    |,\s(?:thèse|version|accusation|allégation|affirmation|assertion|information|explication|hypothèse|lecture|analyse|idée
        |rumeur|nouvelle|estimation|bilan|chiffre|décompte|scénario|reproche|soupçon|insinuation|argument|promesse|total|nombre|effectif|évaluation|proportion|ratio
        |montant|score|pourcentage|procédé|démarche|geste|annonce)s?
        \s(?:que\s|qu'(?!il\b|elle\b))
    |(?:[,–—]|\s[–—])\s?(?:une?|le|la)\s(?:chiffre|bilan|total|nombre|décompte|estimation|version|affirmation|accusation|effectif|évaluation)\s
        (?!de\b|d'|du\b|des\b|le\s|en\s)
    |,\sque\s[^,;.«»]{3,60}\s(?:qualifien?t?|jugent|juge|contestent?|démen(?:t|tent)|nient?|réfutent?)\b""",
    re.VERBOSE,
)


def before_comment(reading: Reading, clause: Stretch | None) -> Stretch | None:
    """A content without the comment that the sentence adds to it."""
    comment = _COMMENT.search(reading.folded, *clause) if clause else None
    return trimmed(reading, clause[0], comment.start()) if clause and comment else clause


# conteste ce calcul [sans en fournir d'autre] · l'ouverture d'un guichet[, révélée lundi par X]
_CIRCUMSTANCE = re.compile(
    r"""(?<!\set)\s(?:sans|tout\sen|avant\sde|avant\sd'|après\savoir|lorsque|lorsqu'|quand|alors\sque|alors\squ'|tandis\sque|tandis\squ'|pendant\sque|pendant\squ'|avant\sque|avant\squ')\s?
    |,\scomme\s(?:ils?|elles?)\s
    |,\s(?P<told>\w+ée?s?)\s(?:\w+\s)?par\s""",
    re.VERBOSE,
)
_NEW_CLAUSE = re.compile(r",\s(?:et|mais|or|tandis que|alors que)\s(?!que\b|qu'|qui\b)|,\s(?:mais|or)(?=,\s)")
# …, l'armée [dément]
_NEXT_SPEAKER = re.compile(
    r",\s(?:(?:le|la|les|un|une|des)\s|l'|(?=[A-ZÀ-Ý]))(?P<subject>[\w'-]+(?:\s[\w'-]+){0,3}?)\s(?P<verb>[a-zà-ÿ]+)\b"
)


def object_from(reading: Reading, start: int, last: int, quotes: Sequence[Stretch]) -> Stretch | None:
    """A noun phrase or infinitive as content: up to the end of the clause, less how, when or who else speaks."""
    clause = clause_from(reading, start, last, quotes)
    if clause is None:
        return None
    ends = [clause[1]]
    for match in _CIRCUMSTANCE.finditer(reading.folded, *clause):
        told = match["told"] is None or match["told"] in verb_forms()  # *révélée par X*; not *tués par une mine*
        if told and not is_inside(quotes, match.start()):
            ends.append(match.start())
            break
    further = (
        _next_speaker(reading, clause),
        _after_quotation(reading, clause, quotes),
        next_clause(reading, *clause),
        _next_deed(reading, clause, quotes),
        _channel(reading, clause, quotes),
    )
    ends += [end for end in further if end is not None]
    return trimmed(reading, clause[0], min(ends))


# l'attaque[ vendredi soir sur Telegram] · ce bilan[ dans un communiqué]
_CHANNEL = re.compile(
    r"""(?:\s(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier)(?:\s(?:matin|soir|midi))?
        |\sdans\sla\s(?:soirée|matinée|journée|nuit|foulée))?
    (?:\ssur\s(?:(?:son|leur)\s(?:compte|canal)|(?:sa|leur)\s(?:chaîne|page)|leurs?\s(?:comptes|réseaux)|le\sréseau|la\smessagerie|les\sréseaux
        |(?:X|Telegram|Facebook|Twitter|WhatsApp|Instagram|TikTok|YouTube|Truth\sSocial|Weibo|VKontakte|Signal)\b)
    |\sdans\sun\s(?:communiqué|message|entretien|tweet|discours)|\sdans\sune\s(?:vidéo|déclaration|allocution|interview)
    |\sdevant\sla\spresse|\sà\sla\s(?:télévision|radio)|\sauprès\sde\sl'AFP|\sà\sl'AFP
    |(?<=[a-zà-ÿ])\sdans\sla\s(?:soirée|matinée|journée|foulée)(?=\s?[,.]|$))""",
    re.VERBOSE,
)


def _channel(reading: Reading, clause: Stretch, quotes: Sequence[Stretch]) -> int | None:
    """Where the words about the channel begin: they tell how the claim was made, not what is claimed."""
    found = None if _opens_with_infinitive(reading, clause) else _CHANNEL.search(reading.folded, *clause)
    return found.start() if found and not is_inside(quotes, found.start()) else None


def _opens_with_infinitive(reading: Reading, clause: Stretch) -> bool:
    """*avoir tué …*, *en avoir tué …*, *d'avoir brisé …*"""
    opening = reading.tokens_in(clause[0], min(clause[1], clause[0] + 24))
    return any(verb_form(token) == "Inf" for token in opening[:5])


# parle de quatre tués[ et ]enterre les siens · a revendiqué l'embuscade[ et ]diffusé des images
_AND = re.compile(
    r""",?\s(?:et|mais|puis)\s(?:(?:se|ne|le|la|les|lui|leur|en|y)\s|s'|n'|l')*(?P<word>[a-zà-ÿ]+)
    (?P<object>\s(?:les?|la|l'|des|du|une?|deux|trois|son|sa|ses|\d))?""",
    re.VERBOSE,
)
# exhibé, saisi, diffusé, mis: forms of participles; the tagger takes some others for such
_DONE = ("é", "i", "u", "is", "it", "ert", "int")
_NO_PARTICIPLE = re.compile(r"(?:(?<![éiu])e|ent|aient)$")


def _next_deed(reading: Reading, clause: Stretch, quotes: Sequence[Stretch]) -> int | None:
    """Where the speaker's next verb begins, of whatever meaning, after a noun phrase without a verb of its own."""
    if _opens_with_infinitive(reading, clause):
        return None
    for joint in _AND.finditer(reading.folded, *clause):
        if is_inside(quotes, joint.start()):
            continue
        tokens = [token for token in reading.tokens_in(clause[0], joint.start()) if token.idx >= clause[0]]
        if any(verb_form(token) == "Fin" or lower(token) in _SUBORDINATORS for token in tokens):
            return None
        token = reading.token_at(joint.start("word"))
        if token.pos_ not in {"VERB", "AUX"}:
            continue
        word, form = joint["word"], verb_form(token)
        done = form == "Part" and joint["object"] and word.endswith(_DONE)
        finite = form == "Fin" or (form == "Part" and bool(_NO_PARTICIPLE.search(word)))
        if finite or (done and verb_form(tokens[-1]) != "Part"):
            return joint.start()
    return None


def _next_speaker(reading: Reading, clause: Stretch) -> int | None:
    """*la prise d'un QG[, l'armée dément]*; *…[, assure le gouverneur]*."""
    for match in _NEXT_SPEAKER.finditer(reading.folded, *clause):
        word = match["verb"]
        if is_finite_alone(word) or (word in nouns_too() and _is_verb(reading, match.start("verb"))):
            return match.start()
    for match in _PAST_INCISE.finditer(reading.folded, *clause):
        if match["verb"] in verb_forms():
            return match.start()
    for match in _INCISE.finditer(reading.folded, *clause):
        if is_finite_alone(match["verb"]) and _is_verb(reading, match.start("verb")):
            return match.start()
    return None


# « une provocation »[, ]Pristina hausse les épaules
_NEXT_SUBJECT = re.compile(
    r"\s?[»”\"],\s(?:(?:le|la|les)\s|l')?[\w'-]+(?:\s[\w'-]+){0,2}?\s(?:(?:se|ne|le|la|les|lui|leur|en|y)\s|n'|s'|l')*(?P<verb>(?!se\b|ne\b|en\b|y\b)[a-zà-ÿ]+)\b"
)
_BUT = re.compile(r",\smais\s(?:(?:le|la|les|il|elle|ils|elles|on|personne|rien|nul|aucune?)\s|l')")


def _after_quotation(reading: Reading, clause: Stretch, quotes: Sequence[Stretch]) -> int | None:
    """Where a clause with a subject of its own follows a quoted object, or *mais* and a subject."""
    quoted = next((quote for quote in quotes if 0 <= quote[0] - clause[0] <= 2), None)
    after = _NEXT_SUBJECT.match(reading.folded, quoted[1], clause[1]) if quoted else None
    if quoted and after and verb_form(reading.token_at(after.start("verb"))) == "Fin":
        return after.start() + reading.folded[after.start() : after.end()].index(",")
    but = _BUT.search(reading.folded, *clause) if not _opens_with_infinitive(reading, clause) else None
    return but.start() if but and not is_inside(quotes, but.start()) else None


_INCISE = re.compile(r",\s(?P<verb>[a-zà-ÿ]+)\s")
# …[, a rapporté ]mardi le député
_PAST_INCISE = re.compile(
    r",\s(?:a|ont|avait|avaient)\s(?:[\w']+\s)??(?P<verb>[a-zà-ÿ]+(?:é|i|u|is|it))\s"
    r"(?=(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier)\s)?(?:(?:le|la|les|un|une|son|sa|leur)\s|l'|[A-ZÀ-Ý]))"
)
_STOPS = frozenset({",", ";", ":", "«"})
_SUBORDINATORS = frozenset({"qui", "que", "qu'", "dont"})


# …, et [Madrid, qui ]nie · …, et [l'armée, elle, ]se tait
_NAME_AND_RELATIVE = re.compile(
    r"(?:(?:le|la|les)\s|l')?(?:[A-ZÀ-Ý][\w'-]+|(?<=')[a-zà-ÿ-]+|(?<=(?:la|le)\s)[a-zà-ÿ-]+)(?:\s[\w-]+)?,\s(?:qui|dont|lui|elle|eux|elles)\b"
)


# …, et [la porte-parole de la Défense, Maly Socheata, a ]dénoncé · …, et [Bujumbura ]dément
_OTHER_SUBJECT = re.compile(
    r"""(?:(?:le|la|les|une?|des|son|sa|ses|leurs?|ce|cette)\s|l'|(?=[A-ZÀ-Ý]))
    (?P<words>[^,;:.«»"]{2,60}(?:,\s(?!qui\b|dont\b)[^,;:.«»"]{3,60},\s[^,;:.«»"]{2,30})?)""",
    re.VERBOSE,
)
_SPOKEN = re.compile(r"\s(?P<auxiliary>(?:a|ont|avait|avaient)\s(?:[a-zà-ÿ]+ment\s)?)?(?P<verb>[a-zà-ÿ]+)\b")


def _other_speaks(reading: Reading, start: int, end: int) -> bool:
    """True if a subject, with or without an apposition, and its verb of saying stand there."""
    subject = _OTHER_SUBJECT.match(reading.folded, start, end)
    if subject is None:
        return False
    for spoken in _SPOKEN.finditer(reading.folded, *subject.span("words")):
        word = spoken["verb"]
        if word not in verb_forms() or is_infinitive(word) or word.endswith("ant"):
            continue
        claims = word in nouns_too() and _SPEAKS.match(reading.folded, spoken.end())
        if spoken["auxiliary"] or claims or is_finite_alone(word):
            return True
    return False


def next_clause(reading: Reading, start: int, end: int) -> int | None:
    """Where a clause with its own subject begins: *la reprise de pourparlers[, et] des milliers ont manifesté*."""
    for joint in _NEW_CLAUSE.finditer(reading.folded, start, end):
        if joint[0].endswith(("mais", "or")) or _NAME_AND_RELATIVE.match(reading.folded, joint.end(), end):
            return joint.start()
        if _other_speaks(reading, joint.end(), end):
            return joint.start()
        for token in reading.tokens_in(joint.end(), end):
            if token.idx < joint.end():
                continue
            if token.text in _STOPS or lower(token) in _SUBORDINATORS:
                break
            if verb_form(token) == "Fin":
                return joint.start() if token.idx > joint.end() else None
    return None


def has_finite_verb(reading: Reading, start: int, end: int) -> bool:
    """True if a finite verb stands in text[start:end]."""
    if end <= start:
        return False
    return any(verb_form(token) == "Fin" for token in reading.tokens_in(start, end) if start <= token.idx < end)
