"""Reading → verbs of saying as cues of attribution, each with the place where to look for its source.

Matches *a déclaré*, *n'ont ni confirmé ni démenti*, *a-t-il ajouté*; not *l'annonce*, *une note salée*.
No source or content is decided here. Letters come first, the tagger's word second: it errs after quotations.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from operator import attrgetter

from spacy.tokens import Token

from newsextract.frozen import frozen
from newsextract.matchers.attributions.complements import is_restrictive
from newsextract.matchers.attributions.cue import Cue, Position
from newsextract.matchers.attributions.cue_phrases import find_phrases, phrases, words
from newsextract.matchers.attributions.cue_verbs import (
    cue_verbs,
    is_finite_alone,
    is_infinitive,
    is_participle,
    pronominal,
)
from newsextract.matchers.attributions.keywords import keywords
from newsextract.reading import Reading
from newsextract.records import Stance


def find_cues(reading: Reading) -> Iterator[Cue]:
    """Every cue candidate of a text; the attribution matcher keeps those with a source and a content that fit."""
    yield from find_phrases(reading)
    yield from verb_cues(reading, 0, len(reading.folded))


def verb_cues(reading: Reading, start: int, end: int) -> Iterator[Cue]:
    """The verbs of saying in text[start:end], in order."""
    found = keywords(reading)
    for keyword in found[bisect_left(found, start, key=_START) :]:
        if keyword.start >= end:
            return
        if keyword.lemma is not None:
            cue = _verb_cue(reading, reading.token_at(keyword.start), keyword.word.lower(), keyword.lemma)
            if cue is not None:
                yield cue


_START = attrgetter("start")


def _verb_cue(reading: Reading, token: Token, word: str, lemma: str) -> Cue | None:
    if not _is_inverted(reading, token) and not _is_verbal(reading, token, word):
        return None
    group = _verb_group(reading, token, word, lemma)
    if group is None:
        return None
    stance, frames = cue_verbs()[lemma]
    quoted = touches_quotation(reading.text, group.start, group.end)
    if not quoted and not _may_do_without_quotation(reading, group, lemma, frames):
        return None
    if "s" in frames:
        frames += "qc"
    if lemma == "balayer" and quoted and not _deniable().match(reading.folded, group.end):
        stance = "asserts"  # *« Pure invention », balaie le ministre*
    if _HAVING.match(reading.folded, group.start) and lemma in _FINDING:
        return None  # *dit n'avoir relevé aucune intrusion* tells what was done
    if word == "contre" and not reading.folded.endswith(", ", 0, group.start):
        return None  # *« une agression » contre son territoire*
    if group.position == "inverted" and _is_asked(reading, group):
        return None  # *Le président croit-il à la paix ?*
    if lemma == "accuser" and _OWN_STATE.match(reading.folded, group.end):
        return None  # *la mission accuse un retard de deux ans*
    if lemma == "ramener" and not _TOLL.match(reading.folded, group.end):
        return None  # *l'ONU ramène la mission à 270 Casques bleus*
    if lemma in {"répondre", "riposter", "répliquer"} and _WITH_ARMS.match(reading.folded, group.end):
        return None  # *les siens répondent « avec leurs tubes de 120 »*
    if lemma in {"reconnaître", "admettre"} and group.position == "agent" and not _owns_up(reading, group.start):
        return None  # *le Kosovo a été reconnu par la France*
    if lemma == "jurer" and reading.folded.startswith(" que par", group.end):
        return None  # *les jeunes ne jurent que par le HK416*
    if lemma == "croire" and _Y_BEFORE.search(reading.folded, max(0, group.start - 3), group.start):
        return None  # *le ministre y croit*
    if group.negated and is_restrictive(reading, group.start, group.end):
        group = replace(group, negated=False)
    if group.negated and is_infinitive(word) and (lemma not in _WEIGHING or lemma == "commenter"):
        return None  # *n'a pas souhaité préciser son grade* claims nothing
    if group.negated and lemma == "commenter" and _opens_quotation(reading, group.start):
        return None  # *« La Chine ne commente pas les relations entre États », élude Guo Jiakun*
    if group.negated:
        weighed = _negated(reading, group, lemma, stance, frames)
        if weighed is None:
            return None
        stance, frames = weighed
    end = _with_opinion(reading, group, lemma)
    cites = lemma == "citer" and bool(_QUI_CITES.search(reading.folded, max(0, group.start - 6), group.start))
    return Cue(group.start, end, "verb", group.position, stance, token, frames, cites=cites)


@cache
def _claimable() -> re.Pattern[str]:
    """[La perte] d'Ouspenivka a été reconnue."""
    return re.compile(
        rf"\b(?:la\s|le\s|les\s|l'|ces?\s|cette\s)(?:{'|'.join(words('claimable', 'nouns'))})\b", re.IGNORECASE
    )


def _owns_up(reading: Reading, start: int) -> bool:
    """True if a loss or another matter of fact is what was admitted."""
    first, _ = reading.sentence_at(start)
    return _claimable().search(reading.folded, first, start) is not None


# , qui[ cite] un haut gradé
_QUI_CITES = re.compile(r",\squi\s$")


def _may_do_without_quotation(reading: Reading, group: VerbGroup, lemma: str, frames: str) -> bool:
    """Some verbs speak only beside quotation marks; others need an agent, or a claim to refuse."""
    if lemma == "défendre" and not group.reflexive:
        return False
    if "s" in frames or (group.position == "agent" and "p" not in frames):
        return False
    if "r" in frames and not _deniable().match(reading.folded, group.end):
        return False
    return not group.reflexive or lemma in pronominal()


# répondent[ « avec ]leurs tubes · ripostent[ « à coups de ]mortier
_WITH_ARMS = re.compile(r"\s?[«“\"]\s?(?:avec|par|à coups?|au|aux)\s")
# ramène[ ce bilan] à onze morts · ramène[ à onze le nombre] de morts
_TOLL = re.compile(
    r"\s(?:(?:ce|le|la|son|leur|ces|les|cette)\s|à\s[\w ]{1,20}\s(?:le|la)\s)"
    r"(?:bilan|chiffre|nombre|total|décompte|estimation|facture|perte)s?\b"
)
# accuse[ un retard] · accuse[ 96 millions] d'arriérés
_OWN_STATE = re.compile(
    r"\s(?:[a-zà-ÿ]+\s)?(?:(?:plus|près|moins)\sde\s|environ\s|quelque\s)?"
    r"(?:\d[\d\s.,]*\s?(?:millions?|milliards?|euros?|dollars?|%|points?|ans?|jours?|mois|tonnes?|kilos?)"
    r"|(?:un|une|le|la|son|sa|leur)\s(?:[a-zà-ÿ]+\s)?(?:retard|déficit|baisse|recul|chute|coup|âge|dette|manque|perte|"
    r"fatigue|repli|écart|excédent|faiblesse|usure)\b)"
)
_SPOKEN = (",", "»", '"', "”", "?", "!", "…", "–", "—", ";", ":", ".")


def _is_asked(reading: Reading, group: VerbGroup) -> bool:
    """*Le ministre annonce-t-il un retrait ?*: a question behind its subject; not *« Que faire ? », demande-t-il*."""
    first, last = reading.sentence_at(group.start)
    subject = reading.folded[first : group.start].rstrip()
    return bool(subject) and not subject.endswith(_SPOKEN) and reading.folded[group.end : last].rstrip().endswith("?")


# [n'avoir ]relevé · [avoir ]compté
_HAVING = re.compile(r"(?:n'|ne\s(?:pas|plus)\s)?avoir\s")
_FINDING = frozenset({"relever", "noter", "observer", "constater", "recenser", "compter", "dénombrer", "voir"})
_Y_BEFORE = re.compile(r"\by\s$")
# ne confirme pas, n'a pas commenté: neither asserts nor denies
_WEIGHING = frozenset({"confirmer", "démentir", "infirmer", "commenter"})
# n'a pas précisé[ combien de soldats]
_INDIRECT_QUESTION = re.compile(r"\s(?:combien|si|quand|où|comment|pourquoi|qui|quel\w*)\b")


def _negated(reading: Reading, group: VerbGroup, lemma: str, stance: Stance, frames: str) -> tuple[Stance, str] | None:
    """Stance and frames under a negation; None if nothing is claimed: *n'a pas précisé combien …*."""
    if lemma in _WEIGHING:
        return "unconfirmed", frames + "n"
    if stance == "denies":
        return "asserts", frames
    if not set(frames) & set("qc") or _INDIRECT_QUESTION.match(reading.folded, group.end):
        return None
    return stance, frames


@cache
def _opinion_adjective() -> re.Pattern[str]:
    """s'est dit[ convaincu] que · se disent[ toujours prêts] à."""
    stems = "|".join(words("opinion_adjectives", "stems"))
    return re.compile(rf"\s(?:\w+ment\s|très\s|toujours\s|plus\s)?(?:{stems})(?:e?s?)\b")


# se dit prêt[ à] envoyer: what it is ready for belongs to the content
_GOVERNS = re.compile(r"\s(?:à|de|du|des)\s|\sd'")


def _with_opinion(reading: Reading, group: VerbGroup, lemma: str) -> int:
    """The end of the group with the attribute of *se dire*: *s'est dit convaincu*."""
    opinion = _opinion_adjective().match(reading.folded, group.end) if group.reflexive and lemma == "dire" else None
    governs = opinion is not None and _GOVERNS.match(reading.folded, opinion.end())
    return opinion.end() if opinion and not governs else group.end


@cache
def _deniable() -> re.Pattern[str]:
    """a repoussé[ les accusations] · balaie[ d'un revers de main ces critiques]; not *a repoussé[ l'assaut]*."""
    nouns = "|".join(words("deniable", "nouns"))
    return re.compile(
        rf"""\s(?:\w+\s){{0,2}}?(?:d'un\srevers\sde\s(?:la\s)?main\s)?
        (?:(?:les?|la|une?|des|ces|cette|toute|toutes|tout|ses|leurs)\s|l')(?:\w+\s)?(?:{nouns})s?\b""",
        re.VERBOSE,
    )


# [« La Chine ]ne commente pas
_OPENED = re.compile(r"[«“\"]\s?[^«»“”\".!?]{2,40}$")


def _opens_quotation(reading: Reading, start: int) -> bool:
    """True for the first verb of a quotation: who speaks there speaks of his own house."""
    return bool(_OPENED.search(reading.folded, max(0, start - 45), start))


_MARK_BEFORE = re.compile(r"[«»\"“”][^«»\"“”]{0,3}$")
# [ que ]« … · [ : ]« …
_MARK_AFTER = re.compile(r"(?:\sque|\squ['’])?[^.!?]{0,3}[«\"“]")


def touches_quotation(text: str, start: int, end: int) -> bool:
    """True if quotation marks stand right before or after text[start:end]."""
    return bool(_MARK_BEFORE.search(text, max(0, start - 4), start) or _MARK_AFTER.match(text, end, end + 9))


_CLITIC = re.compile(r"-(?:t-)?(?P<pronoun>il|elle|ils|elles|on)\b")
# a-t-il [longuement ]affirmé
_CLITIC_BEFORE = re.compile(r"-t-(?:il|elle|ils|elles)\s(?:[\w']+\s){0,3}$|\w-(?:ils|elles)\s(?:[\w']+\s){0,2}$")
# l'[annonce] · une [note] · 12 [charges]
_DETERMINER_BEFORE = re.compile(
    r"(?:\b(?:le|la|les|un|une|des|du|de|d'|ce|cet|cette|ces|son|sa|ses|leur|leurs|l'|au|aux|en|notre|par|sans|toute?)\s?|\b\d+\s)$",
    re.IGNORECASE,
)
# Kiev le [dément] · Un député du parti, Hassan Jaber, le [conteste] : a pronoun, where no noun could end the clause
_OBJECT_BEFORE = re.compile(r"(?:[A-ZÀ-Ý][\w'-]+,?|\)|\b(?:il|elle|ils|elles|qui|mais|et))\s(?:le|la|les)\s$")
_STOPS = re.compile(
    r"\s?[.:;,]|\s(?:à moitié|en partie|en bloc|fermement|formellement|catégoriquement|vigoureusement)\b|$"
)
_BY = re.compile(r"\s(?:\w+\s)?par\s")
# » [raconte] Mary · , [dément] l'armée
_BORDER_BEFORE = re.compile(r"[»\",]\s?,?\s?$")
# elles[ en] dénombrent
_EN_BEFORE = re.compile(r"\ben\s$", re.IGNORECASE)
# en dénombre[ 38] · en recense[ une dizaine]
_COUNT_AFTER = re.compile(
    r"\s(?:\d|plus|moins|près|environ|quelque|au moins|entre|jusqu'|une?\s"
    r"|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante"
    r"|cinquante|soixante|septante|huitante|octante|nonante|quatre-vingt|cent|mille|plusieurs)"
)
# qui[ chiffre] ses pertes
_QUI_BEFORE = re.compile(r"\bqui\s(?:\w+\s)?$")
# table[ sur 20 000] volontaires
_UPON = re.compile(r"\s(?:plutôt\s)?sur\s(?:\d|près|environ|plus|moins|quelque|une?\s|deux|trois|dix|cent|mille)")
# [pointe] « un modèle sous tension »
_QUOTE_AFTER = re.compile(r"\s?(?::\s?)?[«“\"]")
# juge[ la charge «] soutenable »
_OBJECT_QUOTED = re.compile(r"\s(?:(?:le|la|les|ce|cet|cette|ces|son|sa|ses|leur|leurs)\s|l')[\w' -]{2,40}\s?[«“\"]")
# [dément] vouloir · [affirme] que · [estime] à 300 · [avance], de son côté, le nombre de
_COMPLEMENT_AFTER = re.compile(
    r"(?:,\s[^,;.]{3,40},)?(?:\s(?:au contraire|en revanche|plutôt|aussi|toutefois|pourtant|pour sa part|de son côté|"
    r"également|néanmoins|cependant))?\s(?:que\b|qu'|avoir\b|l'avoir|les avoir|vouloir\b|être\b"
    r"|(?:le|un)\s(?:nombre|chiffre|total|bilan)\sd|la\s(?:mort|perte|capture)\sd"
    r"|(?:[\w']+\s){0,3}à (?:près|environ|plus|moins|quelque|au moins|\d)|entre \d|de \d[\d ]* à \d)"
)


def _is_inverted(reading: Reading, token: Token) -> bool:
    return bool(
        _CLITIC.match(reading.folded, token.idx + len(token.text.split("-")[0]))
        or _CLITIC_BEFORE.search(reading.folded, max(0, token.idx - 30), token.idx)
    )


def _is_verbal(reading: Reading, token: Token, word: str) -> bool:
    """True if the word is used as a verb, whatever the tagger says of it."""
    if token.pos_ in {"VERB", "AUX"}:
        return True
    folded, start = reading.folded, token.idx
    if _OBJECT_BEFORE.search(folded, max(0, start - 40), start) and _STOPS.match(folded, start + len(word)):
        return is_finite_alone(word)
    if _DETERMINER_BEFORE.search(folded, max(0, start - 12), start):
        counts = word.endswith("ent") or (word.endswith("e") and _COUNT_AFTER.match(folded, start + len(word)))
        return bool(counts) and _EN_BEFORE.search(folded, max(0, start - 6), start) is not None
    if _auxiliary().search(folded, max(0, start - 70), start) or _BY.match(folded, start + len(word)):
        return True
    if word.startswith("tabl") and _UPON.match(folded, start + len(word)):
        return True
    if word.startswith("jug") and _OBJECT_QUOTED.match(folded, start + len(word)):
        return True
    if _QUI_BEFORE.search(folded, max(0, start - 12), start) or _QUOTE_AFTER.match(folded, start + len(word)):
        return True
    if _BORDER_BEFORE.search(folded, max(0, start - 3), start) or _COMPLEMENT_AFTER.match(folded, start + len(word)):
        return True
    return token.pos_ in {"ADV", "ADJ", "NOUN", "PROPN"} and token.text[0].islower() and is_finite_alone(word)


@frozen(slots=True)
class VerbGroup:
    """A verb with its auxiliaries, negation and what stands between them."""

    start: int
    end: int
    negated: bool
    position: Position
    reflexive: bool


@cache
def _auxiliary() -> re.Pattern[str]:
    """a[ déclaré] · n'a pas[ confirmé] · ont de leur côté[ affirmé] · s'est borné à[ dire] · a-t-il[ ajouté]."""
    between = "|".join(phrase.replace(" ", r"\s") for phrase in phrases("within_verb_group", "phrases"))
    return re.compile(
        rf"""(?<!\w)
        (?P<before>(?P<ne>(?:ne\s|n')(?:l'|les\s|la\s|le\s|s'|y\s)?)|(?P<se>s'|se\s))?
        (?P<auxiliary>
            (?:a|ont|avait|avaient|aura|auront|eut|avoir|ayant|est|sont|était|étaient)
            (?P<clitic>-t-(?:il|elle|ils|elles|on)|-(?:ils|elles))?
            |(?:a|ont)\s(?:pu|tenu\sà|voulu|souhaité)
            |(?:est|sont|était|étaient)(?:\spas)?\s(?:en\smesure|capables?)\sde
        )
        (?P<between>(?:\s(?:{between}|[\wé]+ment)){{0,4}})\s$""",
        re.IGNORECASE | re.VERBOSE,
    )


# n'a pas pu[ confirmer] · n'était pas en mesure de[ confirmer]
_TAKES_INFINITIVE = re.compile(
    r"\b(?:(?:pu|souhaité|voulu)(?:\sni)?|tenu à|(?:en mesure|capables?) de|borné à|bornée à|(?:contentée?s?) de)\s$"
)
_PASSIVE = re.compile(r"\b(?:été|être|est|sont|était|étaient)\b(?!.*\b(?:mesure|capables?) de )")


def _verb_group(reading: Reading, token: Token, word: str, lemma: str) -> VerbGroup | None:
    """The group of a verb form, by its letters; None if the form cannot be a predicate there."""
    compound = _compound(reading, token, word, lemma)
    if compound is not None:
        return compound
    if word.endswith("ant"):
        return _simple(reading, token, word)
    if _CLITIC.match(reading.folded, token.idx + len(word)):
        return _simple(reading, token, word)
    if is_participle(word, lemma) and not word.endswith(("it", "int")) and lemma != "convaincre":
        return _bare_participle(reading, token, word)
    if is_infinitive(word):
        return _infinitive(reading, token, word)
    return _simple(reading, token, word)


def _compound(reading: Reading, token: Token, word: str, lemma: str) -> VerbGroup | None:
    """*n'a pas confirmé*, *a été révélée*, *n'a pas pu confirmer*."""
    participle = is_participle(word, lemma)
    if not participle and not is_infinitive(word):
        return None
    first, _ = reading.sentence_at(token.idx)
    match = _auxiliary().search(reading.folded, max(first, token.idx - 70), token.idx)
    if match is None or not (participle or _TAKES_INFINITIVE.search(match[0])):
        return None
    reflexive = bool(match["se"] or (match["ne"] or "").lower().endswith("s'"))
    passive = bool(_PASSIVE.search(match[0])) and not reflexive
    position: Position = "inverted" if match["clitic"] else "agent" if passive else "before"
    end = _with_second_verb(reading.folded, token.idx + len(word))
    return VerbGroup(match.start(), end, bool(match["ne"]), position, reflexive)


# n'a ni confirmé[ ni démenti] · n'a pu confirmer[ ou infirmer]
_SECOND_VERB = re.compile(r"\sni\s(?:dé|in|com|con)\w+(?:é|i|er|ir)\b|\sou\s(?:démenti|démentir|infirmé|infirmer)\b")
# ne confirme[ ni ne dément]
_SECOND_NE = re.compile(r"\sni\s(?:ne\s|n')\w+")


def _with_second_verb(folded: str, end: int) -> int:
    second = _SECOND_VERB.match(folded, end)
    return second.end() if second else end


_BEFORE_SIMPLE = re.compile(
    r"(?:\b(?P<ne>(?:ne\s|n'))(?:l'|les\s|la\s|le\s|(?P<nese>se\s|s'))?|\b(?P<se>se\s|s')|\b(?P<sans>sans)\s(?:le\s|la\s|les\s|l')?)$",
    re.IGNORECASE,
)
_AFTER_SIMPLE = re.compile(r"(?:-t-(?:il|elle|ils|elles|on)|-(?:il|elle|ils|elles|on)\b)?(?:\s(?:pas|jamais|guère)\b)?")


def _simple(reading: Reading, token: Token, word: str) -> VerbGroup:
    """*affirme*, *ne confirme pas*, *dit-il*, *se félicitant*."""
    folded, end = reading.folded, token.idx + len(word)
    before = _BEFORE_SIMPLE.search(folded, max(reading.sentence_at(token.idx)[0], token.idx - 12), token.idx)
    position: Position = "inverted" if _CLITIC.match(folded, end) else "before"
    after = _AFTER_SIMPLE.match(folded, end)
    tail = after.end() if after and not word.endswith("ant") else end
    pair = _SECOND_NE.match(folded, end)
    return VerbGroup(
        before.start() if before else token.idx,
        pair.end() if pair else tail,
        bool(before and (before["ne"] or before["sans"])),
        position,
        bool(before and (before["se"] or before["nese"])),
    )


_AGENT_AFTER = re.compile(r"\s(?:[\w-]+\s){0,3}par\s")
# a démenti … et[ promis] que
_COORDINATED_PARTICIPLE = re.compile(r"\b(?:a|ont|avait|avaient)\s(?:[\w-]+\s){0,2}\w+(?:é|i|u|is|it)\b.*\bet\s$")


def _bare_participle(reading: Reading, token: Token, word: str) -> VerbGroup | None:
    """*révélée lundi par X*; *a démenti … et promis que*."""
    first, _ = reading.sentence_at(token.idx)
    end = token.idx + len(word)
    if _AGENT_AFTER.match(reading.folded, end):
        return VerbGroup(token.idx, end, False, "agent", False)
    if _COORDINATED_PARTICIPLE.search(reading.folded, first, token.idx):
        return VerbGroup(token.idx, end, False, "before", False)
    return None


@cache
def _governor() -> re.Pattern[str]:
    """n'a cessé de[ nier] · refuse de[ confirmer] · sans[ préciser]."""
    asserting, refusing = (
        "|".join(re.escape(phrase) for phrase in phrases("governors", key)) for key in ("asserting", "refusing")
    )
    return re.compile(rf"(?<![\w'])(?:(?P<asserting>{asserting})|(?P<refusing>{refusing}))\s?$", re.IGNORECASE)


def _infinitive(reading: Reading, token: Token, word: str) -> VerbGroup | None:
    """*sans confirmer*, *continue d'affirmer*, *refuse de confirmer*; other infinitives tell what is to be said."""
    group = _simple(reading, token, word)
    if reading.folded.startswith(("sans", "Sans"), group.start):
        return VerbGroup(group.start, token.idx + len(word), True, "before", False)
    first, _ = reading.sentence_at(token.idx)
    governor = _governor().search(reading.folded, max(first, token.idx - 32), token.idx)
    if governor is None:
        return None
    before = governor[0].lower().startswith("avant")  # *a-t-il lancé, avant d'[ajouter] que*
    start = token.idx if before else governor.start()
    return VerbGroup(start, token.idx + len(word), bool(governor["refusing"]), "before", False)
