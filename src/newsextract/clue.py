"""What a sentence leaves open about a count's force → what the links need to settle it by the article's discourse.

*L'ennemi a perdu 300 hommes*: theirs, seen from whoever speaks; *Erevan en dénombre 3 800*: like the count before.
"""

from __future__ import annotations

from typing import Literal

from newsextract.frozen import frozen

Found = Literal["fixed", "told", "weak"]
Voice = Literal["ours", "theirs"]


@frozen(slots=True)
class Clue:
    """How sure the force is (`fixed` by the words, `told` by who admits or has it, `weak` by default), and what the
    sentence says of it: seen from the speaker, the enemy of `foe`, none of `exclude`, shared with the count at `like`.
    """

    found: Found
    lemma: str
    verb: str = ""
    open: bool = False  # a state's, though the sentence names none
    owns: bool = False  # the verb tells of its subject's troops: *aligne 300 hommes*
    strikes: bool = False  # the verb tells of the enemy's troops: *en a tué 30*
    army: bool = False  # the sentence speaks of an army, that it does not name
    agent: str = ""  # the noun, other than the count, that acts in its clause
    exclude: frozenset[str] = frozenset()
    foe: str | None = None
    voice: Voice | None = None
    like: int | None = None
