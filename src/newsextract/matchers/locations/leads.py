"""Text, offset → the words that lead up to a name: preposition, article and the nouns before them.

*dans la région séparatiste du Donetsk* leads with preposition `de`, an article, and the nouns *séparatiste*, *région*;
*Séoul affirme* leads with nothing. Finding, placing and the roles of places all ask it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from newsextract.frozen import frozen

_WINDOW = 80
# jusqu' | à | l' | nord-est | 10.000 | , | «
_TOKEN = re.compile(r"\d+(?:[.,]\d+)+|[\w-]+'?|[^\w\s]|\n")
_ARTICLES = frozenset({"la", "le", "les", "l'"})
_ALL = frozenset({"tout", "toute", "toutes", "tous"})
_CONTRACTED = {"du": ("de", "le"), "des": ("de", "les"), "au": ("à", "le"), "aux": ("à", "les")}
_PREPOSITIONS = frozenset(
    {
        "de",
        "d'",
        "à",
        "en",
        "dans",
        "vers",
        "depuis",
        "sur",
        "sous",
        "via",
        "chez",
        "par",
        "contre",
        "entre",
        "avec",
        "selon",
    }
    | {
        "pour",
        "envers",
        "outre",
        "sauf",
        "hormis",
        "comme",
        "sans",
        "devant",
        "derrière",
        "après",
        "avant",
        "ès",
        "voici",
    }
)
# what stands before de, à, après and makes a preposition with it
_COMPOUNDS = {(word, "de"): f"{word} de" for word in ("près", "autour", "hors", "loin", "auprès", "vis-à-vis", "lez")}
_COMPOUNDS |= {
    ("jusqu'", "à"): "jusqu'à",
    ("jusqu'", "en"): "jusqu'en",
    ("face", "à"): "face à",
    ("grâce", "à"): "grâce à",
}
_COMPOUNDS |= {("quant", "à"): "quant à", ("d'", "après"): "selon"}
_ENDS = frozenset('.!?;:\n…•►»”"')


# quitter, traverser, frapper, tenir, relier
_REACHES = re.compile(
    r"(?:re)?(?:quitt|travers|rejoi[gn]|attein|atteig|visit|pris|prendr|pren|encercl|frapp|touch|secou|ravag|dévast|inond|vis[eéa]|bombard|pilonn|gagn|assiég|survol|fui|assaill|"
    r"évacu|lib[éè]r|conqu|contr[ôo]l|tenir|tient|tienn|tenai|cern|sépar|reli|entour|dévor|menac|défend|bord[eéa]|parcour|sillonn|habit|occup|rall[iy]|investi|raser|rasé|perdu|"
    r"perdre|captur|détrui|attaqu|approch)\w*"
)


# venir, arriver, décoller, partir, se replier de
_COMES = re.compile(
    r"(?:re|par|pro)?v(?:ien\w*|en(?:ue?s?|ant|ait|aient|ir))|arriv\w+|(?:re)?part(?:ie?s?|ir|ies|ant|ait|aient|ent)|retir\w+|sort\w+|proven\w+|provien\w+|évacu\w+|décoll\w+|"
    r"repli\w+|acheminée?s?|expuls\w+|chass\w+|délog\w+|originaires?"
)
# s'infiltrer, avancer, se battre, prendre position dans
_ENTERS = re.compile(
    r"infiltr\w+|pénétr\w+|entr(?:é\w*|er|ent|ait|aient|ant)|avanc\w+|progress\w+|combat\w*|affront\w+|retranch\w+|positions?|stationn\w+|déploy\w+|encercl\w+|assaut|percée|"
    r"incursions?|frappes?|tir(?:s|é\w*|er|ent|ait|aient)?|raids?|abatt\w+|pilonn\w+|bombard\w+|marche\w*|install\w+|réfugi\w+|circul\w+|patrouill\w+"
)
# partir, s'embarquer, un vol, un visa … pour
_LEAVES = re.compile(
    r"(?:re)?part\w*|embarqu\w+|décoll\w+|envol\w+|voyag\w+|départ|vols?|visas?|quitt\w+|route|billets?|cap|trains?|bus|ferry"
)
_ADVERBS = frozenset(
    {
        "pas",
        "plus",
        "jamais",
        "toujours",
        "encore",
        "aussi",
        "également",
        "enfin",
        "désormais",
        "déjà",
        "ni",
        "entièrement",
    }
)


@frozen(slots=True)
class Lead:
    """What leads up to a name. `words` are those before preposition and article, in lower case, the nearest first."""

    preposition: str | None
    article: str | None
    words: tuple[str, ...]

    @property
    def noun(self) -> str:
        """The nearest word before the preposition, '' if there is none."""
        return self.words[0] if self.words else ""

    @property
    def is_reached(self) -> bool:
        """True of the object of a verb that reaches, holds or strikes a place: *tenir Sake*, *bombarder Gaza*."""
        if self.preposition is not None or self.article is not None:
            return False
        verb = next((word for word in self.words if word not in _ADVERBS), "")
        return bool(_REACHES.fullmatch(verb))

    @property
    def is_bound_for(self) -> bool:
        """True of a destination: *partir pour Adazi*, *s'envoler pour Kiev*."""
        return self.preposition == "pour" and any(_LEAVES.fullmatch(word) for word in self.words[:4])

    @property
    def is_left(self) -> bool:
        """True of an origin: *venus de Mopti*, *les avions décollaient d'Ascension*."""
        return self.preposition == "de" and self.article is None and bool(_COMES.fullmatch(self.noun))

    @property
    def is_entered(self) -> bool:
        """True where *dans* or *sur* follow a word of moving or fighting: *infiltrés dans Iounakivka*."""
        return (
            self.preposition in {"dans", "sur"}
            and self.article is None
            and any(_ENTERS.fullmatch(word) for word in self.words[:3])
        )

    @property
    def is_at_base(self) -> bool:
        """True of a name right after *aéroport*, *base*: *aéroport Ben Gourion*."""
        return self.preposition is None and self.article is None and self.noun in {"aéroport", "aérodrome", "base"}

    @property
    def starts(self) -> bool:
        """True if the name, its article aside, starts a sentence, a line or a quotation."""
        return self.preposition is None and (not self.words or self.words[0] in {"«", "“", "-", "–", "—", "("})


@lru_cache(maxsize=512)  # finding, placing and the roles of an article's places ask again and again
def lead_of(folded: str, start: int) -> Lead:
    """The lead of the name that starts at `start`; it does not reach beyond the sentence."""
    tokens = _before(folded, start)
    article = tokens.pop(0) if tokens and tokens[0] in _ARTICLES else None
    if article is not None and len(tokens) > 1 and tokens[0] in _ALL and tokens[1] in _PREPOSITIONS:
        tokens.pop(0)  # dans toute la France
    preposition = None
    if tokens and article is None and tokens[0] in _CONTRACTED:
        preposition, article = _CONTRACTED[tokens.pop(0)]
    elif tokens and tokens[0] in _PREPOSITIONS:
        preposition = tokens.pop(0).replace("d'", "de")
    if tokens and preposition is not None and (tokens[0], preposition) in _COMPOUNDS:
        preposition = _COMPOUNDS[tokens.pop(0), preposition]
    return Lead(preposition, article, tuple(tokens[:8]))


def _before(folded: str, start: int) -> list[str]:
    """The words and marks before `start`, the nearest first, within the sentence, in lower case."""
    found = _TOKEN.findall(folded, max(0, start - _WINDOW), start)
    tokens: list[str] = []
    for token in reversed(found):
        if token in _ENDS and not (token in '»”"' and tokens == []):
            break
        tokens.append("à" if token == "A" else token.lower())
    return tokens
