"""Reading → cues of attribution, with where to look for their source and content. No source or content is decided here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from spacy.tokens import Token

from newsextract.grammar import lower
from newsextract.lexicon import read_csv, read_toml
from newsextract.matchers.sources import Stretch
from newsextract.reading import Reading
from newsextract.records import CueClass, Stance

Position = Literal["after", "before", "inverted", "agent", "relative", "none"]


@dataclass(frozen=True)
class Cue:
    """A cue: its span and class; `verb` is its verb's token; `position` says where its source stands."""

    start: int
    end: int
    cue_class: CueClass
    position: Position
    stance: Stance = "asserts"
    verb: Token | None = None
    frames: str = ""
    source_start: int | None = None


@dataclass(frozen=True)
class Claim:
    """A cue with its source's and its content's offsets."""

    cue: Cue
    source: Stretch | None
    content: Stretch | None


_PREPOSITION = re.compile(
    r"\b(?P<cue>selon|d'après|de l'avis|aux dires|au dire|à en croire|à l'en croire|aux yeux|de l'aveu|à entendre|du point de vue|"
    r"aux termes|de l'analyse|dixit)\b(?=\s(?:de\s|d'|du\s|des\s)?)",
    re.IGNORECASE,
)
_FROM_SOURCE = re.compile(r"\b(?P<cue>de sources?|de même source)\b(?=\s[a-zà-ÿ]+)", re.IGNORECASE)
_OPINION = re.compile(r"(?:^|[.;:»]\s+|,\s+|\bou,\s|\bet,\s)(?P<cue>pour)\s(?=(?:l'|le\s|la\s|les\s|un\s|une\s|des\s|plusieurs\s|certains\s|[A-ZÉ]|lui\b|elle\b|eux\b))", re.IGNORECASE)
_IMPERSONAL = re.compile(
    r"\b(?P<cue>il (?:a été|avait été|est|aurait été) (?:rapporté|indiqué|annoncé|confirmé|précisé|établi|signalé|affirmé|dit) (?:que|qu')|"
    r"(?<!ce que l')on (?:(?:estime|assure|dit|affirme|raconte|rapporte|indique|murmure|croit savoir|sait|apprend|craint|avance|précise|souligne|reconnaît|redoute|confirme|pense) (?:que|qu')|(?:évoque|parle) d(?:e|'))|"
    r"il (?:semblerait|semble|paraît|paraîtrait|se dit|se murmure|se confirme) (?:que|qu')|"
    r"(?:des|plusieurs|certaines) (?:informations|rumeurs|sources|témoignages|rapports) (?:font|faisaient|ont fait) état d(?:e|')|"
    r"la rumeur (?:veut|court|prétend) que|le bruit court que|tout indique que)", re.IGNORECASE
)
# l'annonce par Kiev de … · les déclarations du ministre sur … · les aveux de l'ancien chef
_NOUN_CUE = re.compile(
    r"\b(?P<cue>annonces?|déclarations?|affirmations?|aveux?|révélations?|accusations?|mises? en garde|confirmations?|démentis?|estimations?|propos|"
    r"témoignages?|allégations?)\s(?P<by>par\s|de\s(?=la\s|l'|[A-ZÉ])|du\s|des\s|d'(?=[A-ZÉ]))"
)
_PHRASAL = re.compile(
    r"(?P<verb>(?:fait|font|faisait|faisaient|fera|fit|faire|faisant|a fait|ont fait|avait fait|avaient fait|a (?:\w+ )?fait))\s(?P<rest>état\s(?:de|d')|savoir\b|valoir\b|part\s(?:de|d')|remarquer\b|observer\b|comprendre\b)", re.IGNORECASE
)
_CLITIC = re.compile(r"-(?:t-)?(?:il|elle|ils|elles|on)\b")


def find_cues(reading: Reading) -> Iterator[Cue]:
    """Every cue candidate of a text; the attribution matcher keeps those with a source and a content that fit."""
    yield from _prepositions(reading)
    yield from _relatives(reading)
    yield from _impersonals(reading)
    yield from _nouns(reading)
    yield from _phrasal(reading)
    for token in reading.doc:
        cue = _verb_cue(reading, token)
        if cue is not None:
            yield cue


def _prepositions(reading: Reading) -> Iterator[Cue]:
    for pattern in (_PREPOSITION, _FROM_SOURCE, _OPINION):
        for match in pattern.finditer(reading.folded):
            if pattern is _FROM_SOURCE and _CHECKED.search(reading.folded, max(0, match.start() - 12), match.start()):
                continue
            verb = match["cue"].lower() == "dixit"
            start = match.end("cue")
            if pattern is _FROM_SOURCE:
                start = match.start("cue") + 3
            yield Cue(match.start("cue"), match.end("cue"), "verb" if verb else "preposition", "after",
                      frames="c" if verb else "", source_start=start)


# …, selon lequel les troupes ont reculé · …, pour qui les rebelles mentent
_RELATIVE = re.compile(r"\b(?P<cue>selon|d'après|pour)\s(?:qui|lequel|laquelle|lesquels|lesquelles)\s", re.IGNORECASE)


# n'a pu être confirmé[ de source indépendante]
_CHECKED = re.compile(r"(?:confirmée?s?|vérifiée?s?)\s$")


def _relatives(reading: Reading) -> Iterator[Cue]:
    for match in _RELATIVE.finditer(reading.folded):
        yield Cue(match.start("cue"), match.end("cue"), "preposition", "relative", source_start=match.end())


def _impersonals(reading: Reading) -> Iterator[Cue]:
    for match in _IMPERSONAL.finditer(reading.folded):
        end = match.end("cue")
        yield Cue(match.start("cue"), end, "impersonal", "none", frames="q")


def _nouns(reading: Reading) -> Iterator[Cue]:
    for match in _NOUN_CUE.finditer(reading.folded):
        stance: Stance = "denies" if match["cue"].startswith("démenti") else "asserts"
        yield Cue(match.start("cue"), match.end("cue"), "noun", "agent", stance, frames="n", source_start=match.end("by"))


def _phrasal(reading: Reading) -> Iterator[Cue]:
    """*fait état de*, *ont fait savoir*, *fait valoir*."""
    for match in _PHRASAL.finditer(reading.folded):
        verb = reading.token_at(match.start())
        if re.search(r"(?:informations|rumeurs|témoignages) (?:font|faisaient|ont fait)\b", reading.folded[max(0, match.start() - 16) : match.end()], re.IGNORECASE):
            continue
        rest = match["rest"]
        end = match.end() if not rest.endswith("d'") else match.end()
        head = reading.token_at(match.start("rest") - 2)
        yield Cue(match.start(), end, "verb", "before", "asserts", head if head.pos_ in {"VERB", "AUX"} else verb,
                  "n" if rest.startswith(("état", "part")) else "qc")


@cache
def cue_verbs() -> dict[str, tuple[Stance, str]]:
    """lemma → (stance, frames)."""
    return {str(row["lemma"]): (row["stance"], str(row["frames"])) for row in read_csv("cue_verbs.csv", "lemma")}  # type: ignore[misc]


@cache
def _pronominal() -> frozenset[str]:
    return frozenset(read_toml("verb_forms.toml")["pronominal"]["lemmas"].split())


@cache
def _verb_forms() -> dict[str, str]:
    """Every third-person form and participle of a cue verb → its lemma."""
    irregular = {lemma: forms.split() for lemma, forms in read_toml("verb_forms.toml")["irregular"].items() if lemma != "source"}
    forms: dict[str, str] = {}
    for lemma in cue_verbs():
        for form in irregular.get(lemma) or _regular_forms(lemma):
            forms.setdefault(form, lemma)
    return forms


_ENDINGS = "e ent ait aient a èrent era eront erait eraient ant é ée és ées".split()


def _regular_forms(lemma: str) -> Iterator[str]:
    """The forms of a verb in -er: *annoncer* → annonce, annonçait …, *rappeler* → rappelle, *répéter* → répète."""
    if not lemma.endswith("er"):
        return
    stem = lemma[:-2]
    for ending in _ENDINGS:
        soft = ending[0] in "aâ"
        if stem.endswith("c") and soft:
            yield stem[:-1] + "ç" + ending
        elif stem.endswith("g") and soft:
            yield stem + "e" + ending
        else:
            yield stem + ending
        if ending in {"e", "ent", "era", "eront", "erait", "eraient"}:
            yield re.sub(r"[eé](?=[^aeiouyéè]{1,2}$)", "è", stem) + ending
            yield stem + stem[-1] + ending


def _lemma(word: str) -> str | None:
    """The cue verb of a form, by its letters: the tagger errs on a fifth of them after quotations."""
    return _verb_forms().get(word)


def is_cue_verb(word: str) -> bool:
    """True for a finite form of a cue verb that is seldom anything else: *déplore*, *affirment*."""
    return word in _verb_forms() and word not in _NOUNS_TOO and not word.endswith(("é", "ée", "és", "ées", "ant"))


def _verb_cue(reading: Reading, token: Token) -> Cue | None:
    word = re.split(r"-", lower(token))[0]
    inverted = _is_inverted(reading, token)
    lemma = _lemma(word) or (token.lemma_ if token.lemma_ in cue_verbs() and token.morph.get("VerbForm") == ["Inf"] else None)
    if lemma is None or (not inverted and not _is_verbal(reading, token)):
        return None
    stance, frames = cue_verbs()[lemma]
    group = _group(reading, token, word, lemma)
    if group is None:
        return None
    start, end, negated, position = group
    if position == "agent" and "p" not in frames:
        return None
    if lemma == "repousser" and not _REJECTED.match(reading.folded, end) and not touches_quotation(reading.text, start, end):
        return None  # an assault, a ball
    if "s" in frames:
        if not touches_quotation(reading.text, start, end):
            return None
        frames += "qc"
    if negated:
        if lemma in _WEIGHING:
            stance, frames = "unconfirmed", frames + "n"
        elif stance == "denies":
            stance = "asserts"
        elif not set(frames) & set("qc") or re.match(r"\s(?:combien|si|quand|où|comment|pourquoi|qui|quel\w*)\b", reading.folded[end:]):
            return None
    reflexive = re.match(r"(?:ne\s|n')?(?:s'|se\s)", reading.folded[start:end], re.IGNORECASE)
    if reflexive and lemma not in _pronominal() and not touches_quotation(reading.text, start, end):
        return None
    if reflexive and lemma == "dire":
        opinion = _OPINION_ADJECTIVE.match(reading.folded, end)
        end = opinion.end() if opinion else end
    return Cue(start, end, "verb", position, stance, token, frames)


# a repoussé[ les accusations]
_REJECTED = re.compile(
    r"\s(?:\w+\s){0,2}?(?:(?:les?|la|une?|des|ces|cette|toute|toutes|tout)\s|l')(?:\w+\s)?(?:accusation|allégation|affirmation|critique|argument|idée|hypothèse|proposition|"
    r"offre|demande|appel|ultimatum|conclusion|plan|exigence|revendication|reproche|soupçon|responsabilité)s?\b"
)


# ne confirme pas, n'a pas commenté: neither asserts nor denies
_WEIGHING = frozenset({"confirmer", "démentir", "infirmer", "commenter"})


def touches_quotation(text: str, start: int, end: int) -> bool:
    """True if quotation marks stand right before or after text[start:end]."""
    return bool(re.search(r"[«»\"“”]", text[max(0, start - 4) : start]) or re.match(r"(?:\sque|\squ['’])?[^.!?]{0,3}[«\"“]", text[end : end + 9]))


# s'est dit[ convaincu] que · se disent[ prêts] à
_OPINION_ADJECTIVE = re.compile(
    r"\s(?:\w+ment\s|très\s|toujours\s)?(?:convaincu|persuadé|certain|sûr|confiant|optimiste|pessimiste|inquiet|inquiète|préoccupé|prêt|favorable|"
    r"opposé|disposé|déterminé|satisfait|choqué|consterné|scandalisé|indigné|surpris|étonné|heureux|honoré|soulagé|déçu|atterré)(?:e?s?)\b"
)


def _is_inverted(reading: Reading, token: Token) -> bool:
    tail = reading.folded[token.idx : token.idx + len(token) + 9]
    return bool(re.match(r"[\wÀ-ÿ]+-(?:t-)?(?:il|elle|ils|elles)\b", tail) or re.search(
        r"-t-(?:il|elle|ils|elles)\s(?:[\wÀ-ÿ]+\s){0,2}$", reading.folded[max(0, token.idx - 24) : token.idx]))


def _is_verbal(reading: Reading, token: Token) -> bool:
    """True if the word is used as a verb, whatever the tagger says of it."""
    if token.pos_ in {"VERB", "AUX"}:
        return True
    before = reading.folded[max(0, token.idx - 12) : token.idx]
    if re.search(r"(?:\b(?:le|la|les|un|une|des|du|de|d'|ce|cet|cette|ces|son|sa|ses|leur|leurs|l'|au|aux|en|notre|par|sans|toute?)\s?|\d\s)$", before, re.IGNORECASE):
        return False
    if _has_auxiliary(reading, token) or _is_participle_by(reading, token) or _looks_finite(reading, token):
        return True
    return lower(token) not in _NOUNS_TOO and token.pos_ in {"ADV", "ADJ", "NOUN"} and not token.text[0].isupper() and (
        token.lower_ in _verb_forms() and not token.lower_.endswith(("é", "ée", "és", "ées", "ant")))


# forms of cue verbs that are more often nouns or adjectives
_NOUNS_TOO = frozenset("""annonce annoncent juge note notes chiffre critique réplique souffle lance titre titres remarque demande poste reproche balance trace écarte tranche
    expose rapporte crie plaint dite dit craint certifie documente signale relève observe crâne défend vante cite charge rire sourire continue complète approuve corrige
    pointe montre prouve avance souligne regrette constate glisse raille prévu conclu""".split())


def _has_auxiliary(reading: Reading, token: Token) -> bool:
    before = reading.folded[max(0, token.idx - 40) : token.idx]
    return bool(re.search(r"\b(?:a|ont|avait|avaient|aurait|auraient|ayant|avoir)(?:\s(?:pas|jamais|toujours|également|aussi|alors|\w+ment|de (?:son|leur) côté|en \w+|pour sa part|à nouveau))*\s$|-t-(?:il|elle|ils|elles|on)\s$", before))


def _is_participle_by(reading: Reading, token: Token) -> bool:
    return bool(re.match(r"\s(?:\w+\s)?par\s", reading.folded[token.idx + len(token) :]))


def _looks_finite(reading: Reading, token: Token) -> bool:
    """A verb that the tagger took for a noun: *», raconte Mary*, *dément vouloir*."""
    before = reading.folded[max(0, token.idx - 3) : token.idx]
    after = reading.folded[token.idx + len(token) : token.idx + len(token) + 14]
    return bool(
        re.search(r"[»\",]\s?,?\s?$", before)
        or re.match(r"\s(?:que\b|qu'|avoir\b|l'avoir|les avoir|vouloir\b|à (?:près|environ|plus|moins|quelque|\d))", after)
    )


# a déclaré · n'a pas confirmé · ont de leur côté affirmé · s'est borné à dire · a-t-il ajouté · ne confirme ni ne dément
_AUXILIARY = re.compile(
    r"(?<!\w)(?:(?:ne\s|n')(?:l'|les\s|la\s|le\s|s'|y\s)?|(?:s'|se\s))?(?:(?:a|ont|avait|avaient|aura|auront|eut|avoir|ayant|est|sont|était|étaient)(?P<clitic>-t-(?:il|elle|ils|elles|on)|-(?:ils|elles))?"
    r"|(?:a|ont|n'a|n'ont) (?:pu|tenu à|voulu|souhaité)|(?:est|sont|était|étaient)(?: pas)? (?:en mesure|capables?) de)"
    r"(?:\s(?:pas|ni|pu|pas pu|pas souhaité|pas voulu|pas été en mesure de|jamais|toujours|également|aussi|alors|déjà|ensuite|encore|plus|cependant|toutefois|pourtant|d'ailleurs|notamment|par ailleurs|pas encore|immédiatement|été|pu être|[\wé]+ment|"
    r"de (?:son|leur|sa) (?:côté|part)|pour (?:sa|leur) part|en (?:revanche|outre|effet)|à nouveau|dans la foulée|quant à (?:lui|elle|eux)|borné à|bornée à|contenté de|contentée de|dit|tenu à|"
    r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)(?:\s(?:soir|matin))?|hier(?:\ssoir)?)){0,4}\s$",
    re.IGNORECASE,
)
_SIMPLE_BEFORE = re.compile(r"(?:\b(?:ne\s|n')(?:l'|les\s|la\s|le\s|se\s|s')?|\b(?:se\s|s')|\bsans\s(?:le\s|la\s|les\s|l')?)$", re.IGNORECASE)
_SIMPLE_AFTER = re.compile(r"(?:-t-(?:il|elle|ils|elles|on)|-(?:il|elle|ils|elles|on)\b)?(?:\s(?:pas|jamais|guère)\b)?")


def _with_second_verb(folded: str, end: int) -> int:
    """*n'a ni confirmé[ ni démenti]*, *s'est dit[ convaincu]*: the end of the verb group that goes on."""
    more = re.match(r"\sni\s(?:dé|in|con)\w+(?:é|i)\b|\sou\s(?:démenti|démentir|infirmé|infirmer)\b", folded[end:])
    return end + more.end() if more else end


_IRREGULAR_PARTICIPLES = ("i", "ie", "is", "ies", "u", "ue", "us", "ues", "it", "ite", "mis", "mise", "int", "ert")


def _group(reading: Reading, token: Token, word: str, lemma: str) -> tuple[int, int, bool, Position] | None:
    """(start, end, negated, position) of the verb group, by its form."""
    folded = reading.folded
    first, last = reading.sentence_at(token.idx)
    start, end = token.idx, token.idx + len(word)
    auxiliary = _AUXILIARY.search(folded, max(first, start - 70), start)
    participle = word.endswith(("é", "ée", "és", "ées")) or (not lemma.endswith("er") and word.endswith(_IRREGULAR_PARTICIPLES)) or word == "dire"
    if auxiliary and (participle or re.search(r"\b(?:pu|souhaité|voulu|tenu à|(?:en mesure|capables?) de)\s$", auxiliary[0]) and word.endswith(("er", "ir", "re"))):
        words = auxiliary[0]
        end = _with_second_verb(folded, end)
        negated = bool(re.match(r"n'|ne\s", words, re.IGNORECASE))
        passive = bool(re.search(r"\b(?:été|être|est|sont|était)\b(?!.*\b(?:mesure|capables?) de )", words)) and not re.match(r"s'|se\s", words, re.IGNORECASE)
        begin = auxiliary.start()
        return begin, end, negated, "inverted" if auxiliary["clitic"] else ("agent" if passive else "before")
    before = _SIMPLE_BEFORE.search(folded, max(first, start - 12), start)
    after = _SIMPLE_AFTER.match(folded, end)
    tail = after.end() if after else end
    negated = bool(before and re.match(r"ne\s|n'|sans", before[0], re.IGNORECASE))
    begin = before.start() if before else start
    clitic = bool(_CLITIC.match(folded, end))
    if word.endswith("ant"):
        return begin, end, negated, "before"
    if participle and not word.endswith(("it", "int")) and not clitic and not (lemma == "convaincre"):
        if re.match(r"\s(?:[\w-]+\s){0,3}par\s", folded[end:]):
            return start, end, False, "agent"
        if not re.search(r"\b(?:a|ont|avait|avaient)\s(?:[\w-]+\s){0,2}\w+(?:é|i|u|is|it)\b.*\bet\s$", folded[first:start]):
            return None
        return start, end, False, "before"
    if token.morph.get("VerbForm") == ["Inf"] or word == lemma:
        if before and before[0].lower().startswith("sans"):
            return begin, end, True, "before"
        return None
    pair = re.match(r"\sni\sne\s\w+", folded[end:])
    if pair:
        tail = end + pair.end()
    return begin, tail, negated, "inverted" if clitic else "before"
