"""A count, its group and event → the clue that the links settle its force by: whose it is, seen from who speaks.

*nous avons perdu* 12 hommes, *trois de nos* soldats: ours; *l'ennemi a perdu* 87 soldats, *nous avons abattu* 30
rebelles: theirs; *il aurait perdu* 12 hommes says neither.
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from newsextract.amounts import Amount
from newsextract.clue import Clue, Found, Voice
from newsextract.grammar import SUBJECTS
from newsextract.matchers.troops.groups import Group
from newsextract.matchers.troops.salience import heading_over
from newsextract.matchers.troops.sides import Open, Side
from newsextract.matchers.troops.verbs import STRONG, Event, clause_bounds, subject_before, verb_forms
from newsextract.matchers.troops.words import ENEMIES
from newsextract.reading import Reading
from newsextract.verb_senses import forms, verbs


def clue_of(
    reading: Reading, amount: Amount, group: Group, event: Event, force: Side | None, found: Found, like: int | None
) -> Clue:
    """What the sentence says of the force of text[amount.start:amount.end], where it does not name it."""
    if found == "fixed" and isinstance(force, str) and like is None:
        return Clue(found, group.noun.lemma)  # nothing is left open
    verb = event.trigger.lower_ if event.trigger is not None else ""
    left = force if isinstance(force, Open) else Open()
    own = None if like is None else _by_actor(reading, amount, group, event)  # ont tué 40 hommes. Nous en avons perdu 3
    return Clue(
        found,
        group.noun.lemma,
        verb_forms().get(verb, verb),
        open=isinstance(force, Open),
        owns=event.owner == "own",
        strikes=event.owner == "enemy",
        army=isinstance(force, Open) and found != "weak",
        agent=_agent(reading, event, group),
        exclude=frozenset(reading.cast.named(side) or side for side in left.exclude),
        foe=reading.cast.named(left.foe),
        voice=own or left.voice or _voice(reading, amount, group, event),
        like=like,
    )


def _agent(reading: Reading, event: Event, group: Group) -> str:
    """The noun that acts on the count, as written: *les* bérets *rouges ont perdu 17 hommes*."""
    subject = subject_before(event)
    if subject is None or subject.pos_ not in {"NOUN", "PROPN"} or subject.i == reading.token_at(group.head).i:
        return ""
    return str(subject.text if subject.pos_ == "PROPN" else subject.lower_)


# ennemis · brigades adverses · deux des leurs
_THEIRS = re.compile(r"\b(?:ennemi|adverse|adversaire)e?s?\b", re.IGNORECASE)
# deux mille pertes [chez l'envahisseur] · 300 tués [dans les rangs de l'ennemi]
_AMONG_THEM = re.compile(
    r" (?:chez|parmi|côté|du côté de|dans (?:les rangs|le camp) de) (?:les |l')?"
    rf"(?:{ENEMIES})s?\b"
)
# trois de nos soldats · nos 2 500 hommes · aucun des nôtres
_OURS = re.compile(r"\b(?:nos|notre|nôtres)\b", re.IGNORECASE)
# neuf blessés dans ses rangs · dans nos rangs
_IN_OUR_RANKS = re.compile(
    r"[^.;:]{0,40}\b(?:dans (?:nos|ses|leurs)(?: propres)? rangs|"
    r"parmi (?:nos|ses|leurs) (?:hommes|soldats|combattants|troupes|militaires))\b",
    re.IGNORECASE,
)


# il ne leur manque que [deux hommes] · il lui reste
_LACKED = re.compile(r"\bil (?:ne |n')?(?:leur|lui|en) ?(?:manqu|rest)\w+[^.;:]{0,30}$", re.IGNORECASE)


def _voice(reading: Reading, amount: Amount, group: Group, event: Event) -> Voice | None:
    """Whether the count is the speaker's own (*ours*) or the enemy's, by its words or by who acts on it."""
    first, last = min(amount.start, group.start), max(amount.end, group.end)
    near, until = first, last
    if reading.sentence_index(first) != reading.sentence_index(last - 1):
        near, until = amount.start, amount.end  # the words between two sentences say nothing of it
    words = reading.folded[max(0, near - 10) : until]
    if _THEIRS.search(reading.folded, near, until):
        return "theirs"
    lead = reading.folded[max(0, first - 60) : first]
    if _AMONG_THEM.match(reading.folded, last):
        return "theirs"
    if _OURS.search(words) or _IN_OUR_RANKS.match(reading.folded, amount.end) or _LACKED.search(lead):
        return "ours"
    if group.noun.category == "peacekeeper":
        return None  # « il faudrait 5 000 Casques bleus »: their mission's, whoever asks for them
    if _MINE.search(lead) or (_NEEDED.search(lead) and _QUOTED.search(reading.folded[max(0, first - 200) : first])):
        return "ours"
    return _by_actor(reading, amount, group, event)


_UNITS = (
    r"unité|section|compagnie|escouade|escadron|peloton|batterie|groupe|équipe|bataillon|régiment|brigade|division|"
    r"contingent|détachement|garnison|armée|patrouille|bande|troupe"
)
_BODY = rf"(?:{_UNITS})"
# Mon escadron comptait [cent trente hommes] · Je dispose de [deux sections] · « J'ai ici [350 soldats]
_MINE = re.compile(
    r"\b(?:[Mm]on|[Mm]a) " + _BODY + r" (?:[a-zà-ÿ']+ ){1,4}$|"
    r"\b(?:[Jj]e (?:dispos|command|dirig|compt|align|perd|aur)\w+|[Jj]'(?:ai|avais|aurai|aurais|aligne|en ai)|"
    r"[Jj]'(?:étais|suis) (?:parti|venu|arrivé|monté|descendu)e? avec|"
    r"[Ii]l (?:me|nous) (?:faut|faudra|faudrait|fallait|reste|restait|manque|manquait)) "
    r"(?!vu |rencontré |croisé |compté |entendu |soigné |lu |interrogé )(?:d'|de |[a-zà-ÿ']+ ){0,3}$"
)
# Si la relève venait, il faudrait [deux mille fantassins]: what a soldier asks for is for his own
_NEEDED = re.compile(r"\b[Ii]l (?:faut|faudra|faudrait|fallait|manque|manquait|suffirait de)(?: [a-zà-ÿ']+){0,2} $")
_QUOTED = re.compile(r"[«“][^»”]*$")
# nous étions [septante conscrits] · nous n'en avons perdu que [deux]
_ON = r"(?:[^.;:»”]|(?<=\d)\.(?=\d)){0,90}$"
_WE = re.compile(r"\bnous\b" + _ON, re.IGNORECASE)
# nos forces héroïques ont tué [dix-neuf terroristes] · notre aviation a abattu
_OUR_FORCES = re.compile(
    r"\bnos (?:[a-zà-ÿ]+ )?"
    r"(?:forces|soldats|troupes|hommes|unités|combattants|armées|commandos|héros|militaires|gars|garçons|défenseurs|"
    r"camarades|frères|pilotes|tireurs|artilleurs|chasseurs|drones|avions)\b" + _ON + "|"
    r"\bnotre (?:aviation|artillerie|marine|défense|police|" + _UNITS + r")\b" + _ON,
    re.IGNORECASE,
)
_ENEMY = rf"\b(?:l'|les? )(?:{ENEMIES})s?\b"
_THEM = re.compile(_ENEMY + _ON, re.IGNORECASE)
# L'adversaire a bâti des routes : il peut faire monter [vingt mille hommes]
_THEY = re.compile(r"\W*(?:il|ils|elle|elles)\b", re.IGNORECASE)
_THEM_BEFORE = re.compile(r"(?:^|[.;:«»“\"?!\n] ?)" + _ENEMY + r"[^.;:»”\n]*[.;:»”]?\W*$", re.IGNORECASE)
# nous a attaqués avec
_STRIKES_US = re.compile(r"\bnous (?:a|ont|avait|avaient|attaque|attaquent)\b", re.IGNORECASE)


def _by_actor(reading: Reading, amount: Amount, group: Group, event: Event) -> Voice | None:
    """*Nous avons mis vingt soldats hors de combat*: theirs; *l'ennemi a perdu 87 soldats*: theirs too."""
    first, _ = clause_bounds(reading, amount.start, amount.end)
    lead = reading.folded[first : amount.start]
    ours = None if event.role == "trained" else _OUR_FORCES.search(lead)  # whom they train may be others
    them, we = _THEM.search(lead), _WE.search(lead) or ours or _one_of_us(reading, first, lead)
    if them is not None and (we is None or _STRIKES_US.search(lead) or them.start() > we.start()):
        return _of_actor("theirs", event, reading.token_at(group.head), lead)
    if we is not None:
        if _MET.search(lead):
            return None
        return _of_actor("ours", event, reading.token_at(group.head), lead)
    if _THEY_QUOTED.search(reading.folded, max(0, first - 3), amount.start):
        return _of_actor("theirs", event, reading.token_at(group.head), lead)
    if _THEY.match(lead) and _THEM_BEFORE.search(reading.folded[max(0, first - 200) : first]):
        return _of_actor("theirs", event, reading.token_at(group.head), lead)
    return None


def _one_of_us(reading: Reading, first: int, lead: str) -> re.Match[str] | None:
    """*« on a pris* neuf *gars »*: in a quotation or an answer, *on* is the speaker's side."""
    one = _ONE.search(lead)
    if one is None:
        return None
    heading = heading_over(reading, first)
    answers = heading is not None and reading.folded.endswith("?", *heading)
    before = reading.folded[max(0, first - 200) : first + one.start()]
    return one if answers or _QUOTED.search(before) else None


_DOWN = frozenset({"prendre", "perdre", "avoir", "détruire", "ramasser", "enterrer", "cueillir", "stopper"})
# on a [pris neuf gars] · on en a [capturé douze] · on a perdu
_ONE = re.compile(
    r"\bon (?:en |les |n'en )?(?:a|avait|aura) (?:[a-zà-ÿ]+ )?"
    rf"{forms(verbs('striking', 'holding') | _DOWN, ('said',))}" + _ON
)
# nous avons rencontré [trois déserteurs] · nous avons soigné: those whom reporters and doctors meet
_MET = re.compile(
    r"\b(?:avons|avions|ayons) (?:[a-zà-ÿ]+ )?(?:rencontré|croisé|vu|aperçu|recueilli|interrogé|interviewé|identifié|"
    r"recensé|dénombré|accueilli|soigné|opéré|reçu|suivi|accompagné|hébergé|enterré)\b[^.;:,]{0,20}$"
)
# « Ils perdent [trois cents hommes] par jour »
_THEY_QUOTED = re.compile(r"[«“\"]\s?(?:ils|elles|il|elle)\b[^»”\"]*$", re.IGNORECASE)


def _of_actor(actor: Voice, event: Event, head: Token, lead: str) -> Voice | None:
    """Whose troops the actor's verb tells of: those it loses, has or sends are its own, those it strikes are not."""
    led = event.trigger is not None and event.trigger.i < head.i
    if head.dep_ in SUBJECTS and event.role in STRONG and not led:
        return None
    strikes = event.owner == "enemy" and not event.near
    if strikes or (event.role in STRONG and _PUT_OUT.search(lead)):
        return "theirs" if actor == "ours" else "ours"
    return actor


# nous avons mis [une vingtaine de soldats hors de combat]
_PUT_OUT = re.compile(
    r"\b(?:mis|mettre|mettons|met|mettent|fait|faire|faisons)\b"
    r"(?: hors (?:de combat|d'état de nuire)| en (?:fuite|déroute))?[^.;:,]{0,12}$",
    re.IGNORECASE,
)
