"""A verb → the side named before it in its clause, where the parse gives no subject.

Matches *Ankara garde à al-Watiya* 500 *militaires*, *L'Aussom, qui a pris le relais, compte* 11 000 *hommes*; not *200
paramilitaires d'Africa Corps y sont stationnés*.
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from newsextract.actors import Mention
from newsextract.matchers.troops.actors import MANDATED, is_oblique, one_force, without_hosts
from newsextract.matchers.troops.salience import coreferent, is_side, of_continent
from newsextract.matchers.troops.sides import Side, force_value, mentions_in
from newsextract.matchers.troops.verbs import clause_bounds
from newsextract.reading import Reading


def subject_by_position(reading: Reading, verb: Token, start: int) -> Side | None:
    """The force named right before the verb or alone before it in its clause, where the parse gives no subject."""
    first, _ = clause_bounds(reading, verb.idx, start)
    source = _SOURCE_FIRST.match(reading.folded, first, verb.idx)
    first = source.end() if source is not None else first
    found = [
        one
        for one in mentions_in(reading, first, min(verb.idx, start))
        if is_side(reading, one)
        and not _OBLIQUE.search(reading.folded[max(0, one.start - 14) : one.start])
        and not is_oblique(reading, one)
    ]
    found = without_hosts(reading, found)
    if found and _stands_before(reading, found[-1], verb):
        return force_value(found[-1].actor)
    body = _BODY_BEFORE.search(reading.folded, max(first, verb.idx - 45), verb.idx)
    if body is not None and body["noun"] in MANDATED and not mentions_in(reading, body.start(), verb.idx):
        return coreferent(reading, body["noun"], verb.idx)
    insets = [match.span() for match in _INSET.finditer(reading.folded, first, verb.idx)]
    outside = [one for one in found if not any(start < one.start < end for start, end in insets)]
    if not outside and of_continent(reading.folded[first : verb.idx]):
        return None  # le bataillon multinational, dont la France est nation-cadre, rassemble
    return one_force(reading, outside or found)


def _stands_before(reading: Reading, one: Mention, verb: Token) -> bool:
    """True of *la France a retiré*, *Ankara garde*, not of *200 paramilitaires d'Africa Corps y sont stationnés*."""
    if one.form not in {"name", "seat"} or reading.folded.endswith(
        ("d'", "de ", "du ", "des ", "de la ", "de l'"), 0, one.start
    ):
        return False
    return TO_VERB.fullmatch(reading.folded, one.end, verb.idx) is not None


# la France[ n'en a ]retiré · Kiev[ aurait déjà ]perdu
TO_VERB = re.compile(r" (?:n'|lui |leur |y |en )?(?:(?:a|ont|avait|avaient|aurait|auraient) )?(?:[a-zà-ÿ]+ )?")

# [la mission internationale ]plafonne
_BODY_BEFORE = re.compile(r"\b(?:la|le|cette|ce) (?P<noun>[a-zà-ÿ]+)(?: [a-zà-ÿ-]+)? (?:n'|ne |en |y )?(?:a |avait )?$")
# [D'après un rapport d'experts de l'ONU, ]les houthistes, seuls à se porter bien, ont
_SOURCE_FIRST = re.compile(
    r"\W*(?:[Ss]elon|[Dd]'après|[ÀAàa] en croire|[Aa]ux? dires? d|[Dd]e l'avis d|[Dd]e source|[Ss]uivant)\b[^,;:.]*, "
)
# L'Aussom[, qui a pris le relais de l'Atmis,] compte · Le M23[, soutenu par le Rwanda,] a perdu
_INSET = re.compile(r", (?!et |puis |mais )[^,;.]{3,140},(?= )")


_OBLIQUE = re.compile(
    r"\b(?:par|selon|d'après|pour|contre|vers|en|à|au|aux|avec|depuis|chez|dans|sur|face à|face aux?)"
    r"(?: la| le| les| l')? ?$",
    re.IGNORECASE,
)
