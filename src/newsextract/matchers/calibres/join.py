"""A number of calibre form → the weapon whose calibre it is: the noun before, one shared or taken up, the model after.

*obusiers M109 de 155 mm*, *obus de 105 et 155 mm*, *obus de 155 …, le double en 152*, *un 155 Caesar*.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from newsextract.grammar import verb_form
from newsextract.matchers.calibres.forms import Candidate
from newsextract.matchers.calibres.scene import Scene
from newsextract.matchers.calibres.weapons import Weapon, with_noun
from newsextract.matchers.calibres.words import words

Joined = tuple[Candidate, Weapon | None]


def weapon_of(scene: Scene, candidate: Candidate, previous: Joined | None) -> Weapon | None:
    """The weapon of a calibre, or None if its sentence names none."""
    near = scene.weapons(scene.sentence_at(candidate.start))
    folded = scene.folded
    return (
        _before(scene, candidate, near)
        or _inherited(folded, candidate, previous)
        or _model_after(folded, candidate, near)
        or _counted_after(folded, candidate, near)
        or _beside_model(folded, candidate, near)
        or _taken_up(scene, candidate, previous)
        or _unlisted(scene, candidate)
    )


# between the noun and its calibre: model, adjectives, *de calibre*, *tirant du*, *(*
_GAP = re.compile(
    r"[\w\s'./×()«»\"“”&-]{0,60}(?:,\s(?:de |du |en |au )?(?:calibre|cal\.?|chambrée?s?|tirant)\b[\w\s]{0,20}"
    r"|,\s(?:tous\s|toutes\s|chacune?\s)?de\s)?"  # les Caesar commandés, de 155 mm
)
# un, une · tire au · à 40 · portée: these part noun and number, but not *d'un calibre de*, *à longue portée*
_PARTING = re.compile(
    r"\b(?:(?<!d')une?|tire(?:nt)? (?:au|à)|à\s+\d|(?<!longue\s)(?<!moyenne\s)(?<!courte\s)portée)\b", re.IGNORECASE
)
_WORD = re.compile(r"\w+")
_AND_NAME = re.compile(r"\b[A-Z]\w+ et [A-Z]\w+")  # Smith et Wesson


def _before(scene: Scene, candidate: Candidate, near: Sequence[Weapon]) -> Weapon | None:
    """The weapon whose noun phrase ends where the calibre begins."""
    folded = scene.folded
    before = [weapon for weapon in near if weapon.end <= candidate.start]
    if not before:
        return None
    gap = folded[before[-1].end : candidate.start]
    if not _GAP.fullmatch(gap) or _is_parted(gap):
        return None
    if _has_verb(scene, before[-1].end, candidate.start):
        return None
    return with_noun(folded, before[-1], before)


def _is_parted(gap: str) -> bool:
    """True if a verb, a conjunction or another noun's determiner stands between noun and number."""
    plain = _AND_NAME.sub("", gap)
    listed = words("parting")
    return bool(_PARTING.search(plain)) or any(word.lower() in listed for word in _WORD.findall(plain))


_FIRING = ("tire", "tirent", "tirait", "tiraient")  # le fusil tire du 7,62


def _has_verb(scene: Scene, start: int, end: int) -> bool:
    """True if a finite verb parts noun and number: *l'arme dispose d'une optique de 75 mm*."""
    if end - start < len(" va de "):
        return False
    tokens = scene.reading.span(start, end)
    return any(
        token.pos_ == "VERB" and token.text.islower() and token.lower_ not in _FIRING and verb_form(token) == "Fin"
        for token in tokens
        if start < token.idx < end
    )


# 105[ et ]155 · 127 mm[ (]5 pouces · 155[ et de ]152 · 152[ et en ]122
_SHARING = re.compile(r"\s?(?:,|et|ou|à|/|et de|ou de|et en|ou en|\(|\s)*\s?")


def _inherited(folded: str, candidate: Candidate, previous: Joined | None) -> Weapon | None:
    """*obus de 105 et 155 mm*, *canon de 127 mm (5 pouces)*: the second number shares the first one's weapon."""
    if previous is None:
        return None
    return previous[1] if _SHARING.fullmatch(folded, previous[0].end, candidate.start) else None


def _model_after(folded: str, candidate: Candidate, near: Sequence[Weapon]) -> Weapon | None:
    """*un 155 Caesar*, *le 120 mm rayé tracté MO 120*."""
    for weapon in near:
        if weapon.start >= candidate.end and weapon.model and not folded[candidate.end : weapon.start].strip():
            return weapon
    return None


# le HK416[, en ]5,56 · à la Douchka[, du ]12,7
_ASIDE = re.compile(r", (?:en|du|de la|au|à la) ")


def _beside_model(folded: str, candidate: Candidate, near: Sequence[Weapon]) -> Weapon | None:
    """*le HK416, en 5,56*: the calibre of the model that it is set beside."""
    return next(
        (weapon for weapon in near if weapon.model and _ASIDE.fullmatch(folded, weapon.end, candidate.start)), None
    )


# du 155[ par dizaines de milliers de ]coups · du 155 mm[, 20 000 ]obus
_COUNTED = re.compile(r"\spar (?:[\w-]+ (?:de |d'))+")


def _counted_after(folded: str, candidate: Candidate, near: Sequence[Weapon]) -> Weapon | None:
    """*du 155 par dizaines de milliers de coups*: the rounds stand after their calibre."""
    return next(
        (weapon for weapon in near if weapon.munition and _COUNTED.fullmatch(folded, candidate.end, weapon.start)), None
    )


# en 152 · pour l'essentiel du 7,62 · dont du 105 · surtout de 81
_OF_THESE_ROUNDS = re.compile(
    r"""(?: \ben[ ]
          | (?: [,:(] | \bdont | \bet )[ ]
            (?: (?: pour[ ]l'essentiel | pour[ ]la[ ]plupart | surtout | principalement | notamment
                  | essentiellement | moitié )[ ] )?
            (?: du | de )[ ]
        ) (?:calibre[ ])?$""",
    re.VERBOSE,
)
# deux mortiers de 81 et trois [de 60] · ceux de 122 · celles de 155
_OF_THOSE = re.compile(
    r"\b(?:celui|celle|ceux|celles|autres?|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|\d{1,3}),?\s"
    r"(?:de|en)\s(?:calibre\s)?$"
)


def _taken_up(scene: Scene, candidate: Candidate, previous: Joined | None) -> Weapon | None:
    """The noun that an ellipsis takes up, without its count: *obus de 155 …, les Russes le double, en 152*."""
    first, _ = scene.sentence_at(candidate.start)
    lead = scene.folded[first : candidate.start]
    before = [weapon for weapon in scene.weapons(scene.sentence_at(candidate.start)) if weapon.end <= candidate.start]
    if not before:
        return None
    last = before[-1]
    if last.munition and _OF_THESE_ROUNDS.search(lead):
        return replace(last, counted=False)
    if previous is not None and previous[1] is not None and previous[1].start >= first and _OF_THOSE.search(lead):
        return replace(previous[1], model=None, counted=False)
    return None


# vingt [AH4] de 155 mm · les [LG1] de 105 mm: capitals with digits
_UNLISTED = re.compile(
    r"(?<![\w'-])(?P<name>(?:[A-Z]{1,5}[a-z]*[ -]?\d{1,4}[A-Za-z]{0,3}|\d[A-Z]\d{1,2}[A-Z]?)(?:\s[A-Z][\w-]+)?)"
    r"\s(?:de|en)\s(?:calibre\s)?$"
)


def _unlisted(scene: Scene, candidate: Candidate) -> Weapon | None:
    """A designation of letters and digits that stands alone before a calibre with its unit: *vingt AH4 de 155 mm*."""
    if candidate.form not in {"unit", "cartridge", "barrel"}:
        return None
    match = _UNLISTED.search(scene.folded, max(0, candidate.start - 40), candidate.start)
    return Weapon(match.start("name"), match.end("name"), "other", False, match["name"]) if match else None
