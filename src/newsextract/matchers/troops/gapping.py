"""An amount beside a side's name, in a clause that leaves out its verb and its noun → that side.

Matches *l'Inde aligne 1,4 million de soldats et* le Pakistan *650 000*, *60 000* pour l'Érythrée, *337 000* côté
allemand; not *déployés au Mali, au Niger et au* Tchad *: 300*, where the names are places.
"""

from __future__ import annotations

import re

from newsextract.actors import Mention
from newsextract.amounts import Amount
from newsextract.frozen import frozen
from newsextract.matchers.troops.sides import force_value, mentions_in
from newsextract.matchers.troops.verbs import STRONG, is_passive, role_table, verb_forms
from newsextract.matchers.troops.words import grammar_words
from newsextract.reading import Reading
from newsextract.records import Troops
from newsextract.verb_senses import ANY, forms, verbs

_BODY = (
    r"(?:l'|la |le |les |du |des |de l'|de la |d'|de |son |sa |leur )?"
    r"(?:(?:grande? |petite? |puissante? )?(?P<noun>voisine?|rivale?|ennemie?|adversaire|alliée?|armée|forces?|"
    r"troupes?|camp|junte|garde|marine|police|soldats|militaires|rebelles|régime|gouvernement|"
    r"celles?|celui|ceux|combattants|miliciens|insurgés|séparatistes|djihadistes|jihadistes|guérilleros)"
    r"(?: (?:gouvernementales?|armées?|régulières?|loyalistes?|[a-zà-ÿ]{4,}s))? (?:de la |de l'|du |des |de |d')?)?"
)
# … soldats[, ] l'Ouganda 54 · [et] la France 3,6 millions · [; en face,] l'Irak · [et côté] russe 120 000
_OPENS = re.compile(
    r"(?:,|;|\bet|\bmais|\bpuis|\bcontre|\btandis que|\bquand) "
    r"(?:(?:en face|à l'inverse|en retour|à peine|(?P<side>(?:du )?côté)),? )?(?:pour )?"
    rf"{_BODY}$"
)
# la Turquie[ de ]355 000 · l'Arménie[ celle de ]3 825 · le Niger[, ]33 000
_GAP = re.compile(
    r"(?:,| [–—])? (?:(?:elle|lui|eux|seulement|à peine|près|environ),? )?(?:celles? |ceux )?(?:de |d'|à )?"
)
# 337 000[ côté ]allemand · 60 000[ pour l']Érythrée · 200[ dans les rangs ]maliens
_BEHIND = re.compile(
    r" (?:seulement |environ |à peine )?"
    r"(?:(?:du )?côté (?:des? )?|pour |chez |celles? (?:de |du |des |d')|ceux (?:de |du |des |d')|dans (?:le camp|"
    r"les rangs) (?:de |d'|des |du )?|parmi )" + _BODY
)
_AND = re.compile(r"(?:,|;|\bet|\bmais|\bpuis|\bcontre|\bou|\bplus)(?: (?:à|de|par|sur))? $|\b(?:et|contre) d'$")
# … 355 000[ seulement.] · 250[ et le Luxembourg vingt-sept]
_CLOSES = re.compile(
    r" ?(?:[.,;:»)!?]|$|\n)"
    r"| (?:seulement|environ|à peine|au (?:moins|plus|total)|selon|d'après|en (?:tout|\d{4})|au début|à la fin|"
    r"fin (?:[a-zà-ÿ]+ )?\d{4}|(?:et|puis|contre) (?:la |le |l'|les |celles? |ceux )?[A-ZÀ-Ý])"
)


def gap_side(reading: Reading, amount: Amount, like: Troops | None = None) -> str | None:
    """The side named right before or behind an amount that has neither noun nor verb of its own; none where the count
    `like`, whose verb it takes up, is of those whom the subject strikes."""
    behind = _behind(reading, amount)
    one = behind or _before(reading, amount)
    if one is None or (like is not None and behind is None and strikes(reading, like)):
        return None
    return force_value(one.actor)


# 140 hommes ; [les groupes armés,] près de 2 900 · ; [son voisin,] 124 300 · et [les rebelles] 90
_FOES = r"voisine?|rivale?|adversaires?|ennemie?s?|agresseurs?|envahisseurs?"
_GROUPS = (
    r"rebelles|insurgés|djihadistes|jihadistes|miliciens|maquisards|guérilleros|séparatistes|islamistes|mutins|"
    r"putschistes|guérilla|rébellion|insurrection|dissidence|groupes armés|milices|factions|gangs"
)
_UNNAMED = re.compile(
    r"(?:,|;|\bet|\bmais|\bcontre|\btandis que) (?:les |la |le |l'|son |sa |leur |leurs |ses )"
    rf"(?:grande? |puissante? |petite? )?(?:(?P<foe>{_FOES})|(?P<group>{_GROUPS}))"
    r"(?: [a-zà-ÿ-]+)?(?:,| [–—])? (?:de |d')?$"
)


@frozen(slots=True)
class Unnamed:
    """The common noun that stands for a side: a foe of the one before, or a group."""

    start: int
    noun: str
    foe: bool


def unnamed_subject(reading: Reading, amount: Amount) -> Unnamed | None:
    """*L'armée a perdu 140 hommes ;* les groupes armés*, près de 2 900*: who has the amount, in a clause without verb
    or noun of its own."""
    match = _UNNAMED.search(reading.folded, max(0, amount.start - 60), amount.start)
    if match is None or _CLOSES.match(reading.folded, amount.end) is None:
        return None
    name = "foe" if match["foe"] else "group"
    return Unnamed(match.start(name), match[name], name == "foe")


# les Choneros, qui alignent 12 000 membres[, et les Tiguerones,] 8 000
_STRANGER = re.compile(
    r"(?:,|;|\bet|\bmais|\btandis que) (?:les |le |la |l')[A-ZÀ-Ý][\w'-]+(?: [A-ZÀ-Ý][\w'-]+){0,3}"
    r"(?:,| [–—])? (?:environ |quelque |à peine |seulement )?$"
)


def beside_stranger(reading: Reading, amount: Amount) -> bool:
    """True of an amount right behind a name that no lexicon knows: it is that side's, not the one's before."""
    lead = max(0, amount.start - 70)
    one = _STRANGER.search(reading.folded, lead, amount.start)
    closed = _CLOSES.match(reading.folded, amount.end) is not None
    return one is not None and closed and not mentions_in(reading, one.start(), amount.start)


# le Ghana (873 soldats), l'Inde[ (]894[)]
_IN_BRACKETS = re.compile(r"\)(?: ?[,;.:]| et| ou|\Z| )")


def _before(reading: Reading, amount: Amount) -> Mention | None:
    """*et la Turquie de* 355 000 *seulement*, *, l'Ouganda* cinquante-quatre, *le Ghana (*873 *)*."""
    first, last = reading.sentence_at(amount.start)
    if reading.folded.endswith(" (", 0, amount.start) and _IN_BRACKETS.match(reading.folded, amount.end):
        return next((one for one in mentions_in(reading, first, amount.start) if one.end == amount.start - 2), None)
    near = mentions_in(reading, max(first, amount.start - 70), amount.start)
    if not near or _CLOSES.match(reading.folded, amount.end, last + 1) is None:
        return None
    one, end = near[-1], near[-1].end
    if len(near) > 1 and near[-2].end == one.start - 2 and reading.folded[one.start - 1] + reading.folded[end] == "()":
        one, end = near[-2], end + 1  # le Parti des travailleurs du Kurdistan (PKK), 120
    opened = _OPENS.search(reading.folded, max(first, one.start - 50), one.start)
    if opened is None or _GAP.fullmatch(reading.folded, end, amount.start) is None:
        return None
    bare = one.form == "demonym_adjective" and not opened["side"] and not opened["noun"]
    return None if bare else one


def _behind(reading: Reading, amount: Amount) -> Mention | None:
    """*378 000 hommes côté français et* 337 000 *côté allemand*."""
    first, _ = reading.sentence_at(amount.start)
    match = _BEHIND.match(reading.folded, amount.end)
    if match is None:
        return _adjective(reading, amount, first)
    if _AND.search(reading.folded, max(first, amount.start - 12), amount.start) is None:
        return None
    return next((one for one in mentions_in(reading, match.end(), match.end() + 1)), None)


# l'armée libanaise[ en compte ]80 000 · Boko Haram[, en aligne encore ]moins de 2 000
# Kiev[ en annonce ]300 · l'Érythrée[, vingt fois moins peuplée, en compte ]150 000
_OF_THEM = re.compile(
    r"(?:, (?!dont |qui |que |où )[^.;:,]{4,60},|,)? (?:elle |lui |eux )?(?:n')?en "
    r"(?P<verb>[\wà-ÿ]+(?: [\wà-ÿ]+){0,4}) (?:que |qu')?"
)


# l'armée somalienne[, qui déplore ]onze morts
_WHO_LOST = re.compile(
    r", qui (?:en |y |n'en |n'y )?(?:a |ont |avait |avaient |aurait |auraient )?(?P<verb>[a-zà-ÿ]+) (?:au moins |que )?"
)


def loser(reading: Reading, amount: Amount, like: Troops) -> str | None:
    """*ont perdu soixante combattants face à* l'armée somalienne*, qui déplore* onze *morts*: the side behind the count
    before, whose relative clause owns or admits this one."""
    near = mentions_in(reading, like.end, amount.start)
    match = _WHO_LOST.fullmatch(reading.folded, near[-1].end, amount.start) if near else None
    if match is None:
        return None
    entry = role_table("verb").get(verb_forms().get(match["verb"], ""))
    owns = entry is not None and entry["owner"] == "own" and entry["object"] in STRONG
    return force_value(near[-1].actor) if owns or _ADMITS.match(match["verb"]) else None


# Kiev a perdu 300 soldats ; Moscou[ a admis ]120 morts · Bakou[ ne reconnaît que ]2 908 tués
_OWNS_UP = re.compile(
    r"(?: \([^)]{2,12}\))?(?:,? (?:lui|elle|quant à (?:lui|elle)|de son côté|pour sa part),?)? (?:n'|ne )?"
    r"(?:(?:a|ont|avait|avaient|aurait|auraient) (?:[a-zà-ÿ]+ )?)?"
    rf"{forms(verbs('owning_up'), ANY)}(?: [a-zà-ÿ]+)? (?:que |qu')?(?:au moins )?"
)


def admitter(reading: Reading, amount: Amount) -> str | None:
    """*Kiev a perdu 300 soldats ; Moscou a admis* 120 *morts*: the side that owns up to its dead."""
    near = mentions_in(reading, max(reading.sentence_at(amount.start)[0], amount.start - 70), amount.start)
    if not near or _OWNS_UP.fullmatch(reading.folded, near[-1].end, amount.start) is None:
        return None
    return force_value(near[-1].actor)


_ADMITS = re.compile(forms(verbs("owning_up") | {"enregistrer", "dénombrer", "compter", "recenser"}, ANY))
# l'ONU en dénombre 2 500, Djibouti en accueille 4 000: whoever's
_COUNTS_OTHERS = frozenset({"dénombrer", "recenser"}) | grammar_words("lodging")
CLAIMS_LOSSES = _COUNTS_OTHERS | {"revendiquer", "annoncer"}  # of the enemy's dead, not of one's own


def owner_of_en(reading: Reading, amount: Amount, like: Troops, *, explained: bool = False) -> str | None:
    """The side right before *en compte*, *n'en aligne que*, where the parse sees no verb: who has them; only one that
    an apposition explains if `explained`."""
    first, _ = reading.sentence_at(amount.start)
    near = mentions_in(reading, max(first, amount.start - 70), amount.start)
    match = _OF_THEM.fullmatch(reading.folded, near[-1].end, amount.start) if near else None
    if match is None:
        return None
    owner = _apposed(reading, near) or (None if explained else near[-1])
    if owner is None:
        return None
    words = match["verb"].split()
    verbs = [role_table("verb").get(verb_forms().get(word, "")) for word in words]
    entry = next((one for one in verbs if one is not None and (one["word"] != "avoir" or len(words) == 1)), None)
    others = CLAIMS_LOSSES if like.role in STRONG else _COUNTS_OTHERS
    has = entry is not None and entry["object"] and entry["owner"] == "own" and entry["word"] not in others
    has = has or (words[0] in _HAS and _STILL.issuperset(words[1:]))
    return force_value(owner.actor) if has else None


# l'Italie, premier contributeur, en [a encore] 1 050
_HAS = frozenset({"a", "ont", "avait", "avaient", "aurait", "auraient", "aura", "auront"})
_STILL = frozenset({"encore", "toujours", "déjà", "aussi", "désormais", "alors", "elle", "lui", "bien", "même"})


# L'Etat-major central[ (EMC), principale dissidence des ]Farc[, en compterait]
_APPOSED = re.compile(r"(?: \([^)]{2,12}\))?, [^,.;:]{3,45}")


def _apposed(reading: Reading, near: list[Mention]) -> Mention | None:
    """The side that an apposition with another's name explains: *l'EMC, dissidence des Farc, en compte*."""
    if len(near) < 2 or not reading.folded.startswith(",", near[-1].end):
        return None
    one = next((one for one in near[:-1] if one.actor != near[-1].actor), None)
    return one if one is not None and _APPOSED.fullmatch(reading.folded, one.end, near[-1].start) else None


def _adjective(reading: Reading, amount: Amount, first: int) -> Mention | None:
    """*quatre soldats américains et* cinq *nigériens*: an adjective of nationality in the plural, its noun left out."""
    near = mentions_in(reading, amount.end + 1, amount.end + 2)
    plural = near and near[0].form == "demonym_adjective" and reading.folded[near[0].end - 1] in "sx"
    if not plural or _AND.search(reading.folded, max(first, amount.start - 12), amount.start) is None:
        return None
    return near[0]


def strikes(reading: Reading, fact: Troops) -> bool:
    """True if the count before is of those whom its subject kills or takes: in *Boko Haram a tué 30 soldats et l'Iswap*
    12, the second name is another striker."""
    if fact.role not in STRONG:
        return False
    first, _ = reading.sentence_at(fact.start)
    for token in reversed(reading.span(first, fact.start)):
        entry = role_table("verb").get(verb_forms().get(token.lower_, "")) if token.pos_ in {"VERB", "AUX"} else None
        if entry is not None and entry["object"]:
            return entry["owner"] == "enemy" and not is_passive(token)
    return False
