"""*hommes* → those of a unit or an officer whom the text names?

Matches *l'unité ne compte plus que 71* hommes, *le colonel commande à 3 000* hommes; not *le capitaine des Bleus … deux
de ses* hommes.
"""

from __future__ import annotations

import re

from newsextract.amounts import Amount
from newsextract.matchers.troops.groups import Group
from newsextract.matchers.troops.setting import paragraph_at
from newsextract.reading import Reading

# L'unité [ne compte plus que] 71 hommes · Ma section [compte encore] 19 gars · Le poste [n'est plus tenu que par]
_UNIT_COUNTS = re.compile(
    r"\b(?:unité|compagnie|section|batterie|bataillon|régiment|brigade|division|détachement|escadron|peloton|garnison|"
    r"groupement|colonne|commando|contingent|milice|légion|escouade|équipage)"
    r"(?: (?!de |du |des |d'[a-z]|ne |n')[\wà-ÿ'-]+| (?:de |du |d')(?-i:[A-ZÀ-Ý])[\w'-]+){0,2} (?:ne |n'en |n'|en )?"
    r"(?:compt|align|rassembl|réuni|totalis|dispos|conserv|gard|av|a\b|aurait|est|était|se rédui|se résum)[a-zà-ÿ]*"
    r"(?: (?:plus|encore|alors|désormais|déjà|aujourd'hui|toujours|guère|pourtant|elle|lui|ce jour-là|réduite?))*"
    r"(?: (?:que|de|à|forte? de))?(?: (?:que|de))? ?(?:qu'|d')?$"
    r"|\b(?:poste|avant-poste|fort|fortin|position|point d'appui|tranchée|redoute|bastion|colline|crête|cote|piton|"
    r"casemate|redan|citadelle)\b[^.;:]{0,40} (?:tenu|défendu|gardé|occupé)e?s?(?: [a-zà-ÿ]+){0,2} (?:que )?par $",
    re.IGNORECASE,
)
# ranks of soldiers alone, and those that others bear as well: capitaine des Bleus, directeur général
_SOLDIERS = "colonel|maréchal|lieutenant|amiral|adjudant|sergent|caporal"
_ANYBODY = "général|commandant|capitaine"
# Le colonel [commande à] 3 000 hommes · le général Juin [dispose de] 112 000 hommes
_LED = re.compile(
    rf"\b(?:{_SOLDIERS}|{_ANYBODY}|chef de guerre|émir|officier|seigneur de guerre)\b[^.;:,]{{0,40}} "
    r"(?:command|dirig|align|dispos|mèn|men|conduis|condui|entraîn|emmèn|emmen|"
    r"a sous ses ordres|avait sous ses ordres|a perdu|perd|engag|lanc|jett|jet|rassembl|réuni)[a-zà-ÿ]*"
    r"(?: [a-zà-ÿ]+)?(?: à| de| d'|que)? ?$",
    re.IGNORECASE,
)
_HIS = re.compile(r" de (?:ses|leurs) ")
_OFFICER = re.compile(
    rf"\b(?i:{_SOLDIERS}|chef de corps|chef de guerre|seigneur de guerre)\b|\b(?i:{_ANYBODY}) [A-ZÀ-Ý]"
)


def are_under_command(reading: Reading, amount: Amount, group: Group, first: int) -> bool:
    """True for the men of a unit or an officer; `first` is where the sentence begins."""
    if _UNIT_COUNTS.search(reading.folded, max(first, amount.start - 90), amount.start) is not None:
        return True
    if _LED.search(reading.folded, max(first, amount.start - 110), amount.start) is not None:
        return True
    return _are_an_officer_s(reading, amount, group)


def _are_an_officer_s(reading: Reading, amount: Amount, group: Group) -> bool:
    """*…, sourit le colonel.* Une quarantaine *de ses hommes*: those of the officer whom the paragraph names."""
    if _HIS.fullmatch(reading.folded, amount.end, group.head) is None:
        return False
    return _OFFICER.search(reading.folded, paragraph_at(reading, amount.start)[0], amount.start) is not None
