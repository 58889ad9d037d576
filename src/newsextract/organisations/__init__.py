"""Text and its listed actors → the organisations that the article itself introduces: every form of a name → its actor.

Finds *Front national de résistance (FNR)*, *le groupe armé* Zaïre, *les* Ambazonia Defence Forces, *les tueurs des*
Chapitos; *Forces armées de la RDC (FARDC)* are the state's; *l'Union des consommateurs (UDC)* is no side of a war.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from newsextract.actors import Actor, Mention, organisation
from newsextract.organisations.brackets import defined
from newsextract.organisations.fielding import arabic, fielding
from newsextract.organisations.forms import called, fought_for, plain
from newsextract.organisations.text import Text, initials, organisation_words

# [Son ]Armée nationale libyenne (ANL): at the head of a sentence it has a capital, too
_DETERMINER = re.compile(r"^(?:Son|Sa|Ses|Leurs?|Notre|Nos|Cette?|Ce) (?=[A-ZÀ-Ý])")


def introduced(folded: str, mentions: Sequence[Mention]) -> dict[str, Actor]:
    """Every form of name that the article gives an organisation of its own → the organisation."""
    text = Text(folded, mentions)
    forms: dict[str, Actor] = {}
    for name, acronym, actor in (
        *defined(text),
        *plain(text),
        *fought_for(text),
        *called(text),
        *arabic(text),
        *fielding(text),
    ):
        name = _DETERMINER.sub("", name)
        if acronym and name.islower():  # les forces kurdes (FDS): known by the acronym
            actor = organisation(acronym) or replace(actor, name=acronym)
        forms.setdefault(name, forms.get(name) or _abbreviated(name, forms) or actor)
        if acronym:
            forms.setdefault(acronym, forms[name])
    for name, actor in list(forms.items()):
        if " " in name and name[0].isupper():
            forms.setdefault(name[0].lower() + name[1:], actor)
        short = initials(name) if " " in name else ""
        if len(short) > 2 and short in folded:
            forms.setdefault(short, actor)
    return forms


def _abbreviated(acronym: str, forms: Mapping[str, Actor]) -> Actor | None:
    """The one organisation before whose initials an unexplained acronym has: *l'Armée de libération de l'Ogaden …
    l'*ALO."""
    if not re.fullmatch(r"[A-Z]{3,7}", acronym):
        return None
    found = [actor for name, actor in forms.items() if " " in name and initials(name) == acronym]
    return found[0] if len(found) == 1 else None


def short_forms(forms: Mapping[str, Actor], mentions: Sequence[Mention], folded: str) -> dict[str, Actor]:
    """*le Front*, *la Coalition* for the one organisation of the article that begins so; *l'Alliance* for the OTAN."""
    spelt = {(name.split(" ")[0], actor.name): actor for name, actor in forms.items() if " " in name}
    spelt |= {
        (folded[one.start : one.end].split(" ")[0], one.actor.name): one.actor
        for one in mentions
        if one.actor.kind == "organisation" and " " in folded[one.start : one.end]
    }
    heads = sorted(spelt, key=lambda pair: pair[0])
    lone = [pair for pair in heads if sum(pair[0] == other[0] for other in heads) == 1]
    short = {head: spelt[head, name] for head, name in lone if head in organisation_words("heads") - _NEVER_SHORT}
    atlantic = next((one.actor for one in mentions if one.actor.name == "OTAN"), None)
    if atlantic is not None and not any(head == "Alliance" for head, _ in heads):
        short["Alliance"] = atlantic
    return short


_NEVER_SHORT = frozenset(
    {"Armée", "Forces", "Force", "État", "Etat", "Police", "Marine", "Gendarmerie", "Garde", "Union"}
)
