"""A count or a subject with *ses*, *leurs*, *son armée* → the side whose they are.

Matches *Bamako affirme que* trois *de ses soldats …*, *Museveni n'a pas hésité. Son armée …*; not *Face à la Russie,
son armée*, whose is another's.
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from newsextract.actors import Mention
from newsextract.grammar import SUBJECTS
from newsextract.matchers.troops.actors import is_oblique
from newsextract.matchers.troops.groups import Group
from newsextract.matchers.troops.salience import coreferent, is_side, is_subject, last_group, paragraph_start
from newsextract.matchers.troops.sides import Open, Side, force_value, is_code, mentions_in
from newsextract.matchers.troops.strength import OPENING, subject_of_head
from newsextract.matchers.troops.verbs import clause_bounds
from newsextract.matchers.troops.words import ENEMIES, grammar_words
from newsextract.reading import Reading
from newsextract.verb_senses import forms, verbs

# ses 300 soldats · trois de leurs hommes · ses propres pertes à [192 soldats]
_POSSESSIVE = re.compile(r"\b(?:ses|leurs)\b", re.IGNORECASE)


_OWN_LOSSES = re.compile(r"\b(?:ses|leurs)(?: propres)? (?:pertes|rangs|effectifs)\b[^.;:,]{0,40}$", re.IGNORECASE)


def _spoken_of_before(reading: Reading, first: int, named: list[Mention], verb: int) -> Side:
    """*Le groupe se bat depuis 1969. Manille chiffrait ses rangs à* 2 200: the side of the clause or the sentence
    before, whoever of `named` it is that estimates right before `verb`."""
    clause, _ = clause_bounds(reading, verb, verb)
    nearest = max((one for one in named if one.start < verb), key=lambda one: one.start, default=None)
    if nearest is not None and _ESTIMATOR.fullmatch(reading.folded, nearest.end, verb):
        clause = max(clause, nearest.start)  # selon le NIS, qui évalue leurs pertes: those of whom it told
    estimating = [one for one in named if clause <= one.start < verb] or named
    before = reading.sentences[max(reading.sentence_index(first) - 1, 0)][0]
    sentence = mentions_in(reading, max(before, paragraph_start(reading, first)), first)
    ahead = [one for one in named if one.start < clause]
    told = [one.start for one in reading.amounts if first <= one.start < verb]
    acting = [one for one in ahead if is_subject(reading, one.start) and any(one.end < count for count in told)]
    alone = _only_side(reading, ahead) or _only_side(reading, acting) or _only_side(reading, sentence)
    return alone or Open(frozenset(force for one in estimating if (force := force_value(one.actor))))


def _only_side(reading: Reading, named: list[Mention]) -> Side | None:
    """The one force among `named` that is a side, places apart."""
    forces = {force_value(one.actor) for one in named if is_side(reading, one) and not is_place(reading, one)}
    return forces.pop() if len(forces) == 1 else None


# l'Autriche [et ses] 55 000 hommes
_AND_HIS = re.compile(r",? (?:et|avec|et avec|de|malgré) (?:ses|leurs) (?:quelque |[a-zà-ÿ]+ )?")
# les FSR, deux fois moins que [l'armée régulière et ses ]200 000 soldats: those of the state, which is not named
_ARMY_AND_HIS = re.compile(
    r"\b(?:l'armée|les (?:forces|troupes)) (?:régulière|gouvernementale|nationale|loyaliste|fédérale|officielle)s?,? "
    r"(?:et|avec|forte de|fortes de) (?:ses |leurs )(?:quelque |[a-zà-ÿ]+ )?$"
)
# « L'ennemi a laissé [une trentaine de ses hommes] »
_OF_ENEMY = re.compile(rf"\b(?:[Ll]'(?:{ENEMIES}))\b[^.;:»”\n]{{1,50}}$")
# selon le NIS[, qui ]évalue · les FSR[, elles, ]évaluent
_ESTIMATOR = re.compile(r"(?: \([^)]{1,15}\))?(?:,? qui|, (?:elles?|lui|eux),)? (?:[a-zà-ÿ]+ment |en |a |ont |avait )?")
# Manille chiffrait ses rangs à · un rapport de l'ONU évaluait en juin leur contingent à: not the subject's own
_ESTIMATED = re.compile(
    r"\b(?:estim|évalu|chiffr|calcul|jaug)\w+ (?:(?:à|en|depuis|fin|dès|dans)\b[^.;:,]{3,30} |[a-zà-ÿ']{3,12} )?"
    r"(?:ses|leurs|son|sa|leur) (?:pertes|rangs|effectifs?|forces|troupes|contingent|armée|garnison|présence|"
    r"dispositif|détachement|corps expéditionnaire)\b",
    re.IGNORECASE,
)


def possessed(reading: Reading, group: Group | None, start: int, end: int) -> Side | None:
    """*Bamako affirme que trois de ses soldats …*: the one force named before in the sentence."""
    if group is None:
        return None
    words = reading.folded[max(0, min(start, group.head) - 7) : max(start, group.head)]
    first, _ = reading.sentence_at(start)
    kin = group.noun.context == "kin" and group.text in {"siens", "leurs", "siennes"}
    estimated = _ESTIMATED.search(reading.folded, first, start)
    has = kin or estimated or _POSSESSIVE.search(words) or _OWN_LOSSES.search(reading.folded, first, start)
    if not has:
        return None
    if OPENING.fullmatch(reading.folded, first, start) is not None:
        return subject_of_head(reading, first, start)
    if _OF_ENEMY.search(reading.folded, first, start):
        return Open(voice="theirs")
    named = mentions_in(reading, first, start)
    if named and _AND_HIS.fullmatch(reading.folded, named[-1].end, start):
        return force_value(named[-1].actor)
    if _ARMY_AND_HIS.search(reading.folded, max(first, start - 60), start):
        groups = {force for one in named if (force := force_value(one.actor)) and not is_code(force)}
        return Open(frozenset(groups))
    if estimated is not None:
        return _spoken_of_before(reading, first, named, estimated.start())
    relative = next((one for one in reversed(named) if _has_relative(reading, one, start)), None)
    if relative is not None:
        return force_value(relative.actor)
    named = [one for one in named if not _is_counted(reading, one)]
    if not named and reading.sentence_index(start) > 0:
        before = reading.sentences[reading.sentence_index(start) - 1][0]
        named = mentions_in(reading, max(before, paragraph_start(reading, start)), first)
        body = _THE_GROUP.match(reading.folded, before) if not named else None
        if body is not None:
            return coreferent(reading, body["noun"], before)
    named = [one for one in named if is_side(reading, one) and not is_place(reading, one)]
    named = _without_striker(reading, named, start)
    if group.noun.lemma.lower() == "casque bleu":
        named = [one for one in named if one.actor.kind == "state" and is_subject(reading, one.start)]
        return force_value(named[-1].actor) if named else "ONU"
    forces = {force_value(one.actor) for one in named}
    if len(forces) == 1:
        return (last_group(reading, start) if _only_counted(reading, group, named) else None) or forces.pop()
    subjects = [one for one in named if is_subject(reading, one.start)]
    return force_value(subjects[-1].actor) if subjects else None


# [Le groupe] s'est dissous. Une trentaine de ses membres ont brûlé leurs fusils
_THE_GROUP = re.compile(
    r"(?:Le |La |L')(?P<noun>groupe|mouvement|organisation|guérilla|milice|rébellion|parti|faction|front|cartel|gang)\b"
)


# l'armée thaïlandaise avait tiré des obus, [tuant] quatre de ses soldats
_KILLING = re.compile(
    rf"\b(?:{forms(verbs('striking'), ('gerund',))}|(?:a|ont|avait|avaient|aurait|auraient|avoir|et|puis) "
    rf"{forms(verbs('striking'), ('said',))})(?: au moins| quelque| environ)? $"
)


# a accusé les FDS [d'avoir] tué quatre de ses hommes: they are said to have
_ACCUSES = re.compile(r"\b(?:accus|soupçonn|reproch)[a-zà-ÿ]*\b")


def _without_striker(reading: Reading, named: list[Mention], start: int) -> list[Mention]:
    """*Le Cambodge affirme que l'armée thaïlandaise a tiré, tuant* quatre *de ses soldats*: not the striker's."""
    if len({force_value(one.actor) for one in named}) < 2:
        return named
    if _KILLING.search(reading.folded, max(0, start - 40), start) is None:
        return named
    accused = _ACCUSES.search(reading.folded, named[0].end, start) is not None
    acting = None if accused else next((one for one in reversed(named) if is_subject(reading, one.start)), None)
    striker = acting or named[-1]
    return [one for one in named if force_value(one.actor) != force_value(striker.actor)]


def held(reading: Reading, start: int) -> Side | None:
    """*l'Arabie saoudite, dont la Garde nationale aligne* 100 000 *hommes*: the antecedent, whose body it is."""
    first, _ = reading.sentence_at(start)
    named = mentions_in(reading, first, start)
    if not named:
        return None
    last = named[-1]
    if _WITH_COUNT.fullmatch(reading.folded, last.end, start) and _acts_with(reading, last):
        return force_value(last.actor)
    if _WHOSE_COUNT.fullmatch(reading.folded, last.end, start) and _is_bare(reading, last):
        return force_value(last.actor)
    match = _WHOSE.fullmatch(reading.folded, last.end, start)
    return force_value(last.actor) if match is not None and match["body"].lower() in _BODIES else None


def _is_bare(reading: Reading, one: Mention) -> bool:
    """True for the state's name that no preposition makes a place or a complement."""
    named = one.actor.kind == "state" and one.form in {"name", "seat"}
    return named and _LED.search(reading.folded, max(0, one.start - 8), one.start) is None


def _acts_with(reading: Reading, one: Mention) -> bool:
    """True for the subject of the clause: *Les Espagnols, avec* 600 *soldats, y forment un contingent*."""
    named = one.form in {"name", "seat", "demonym_noun", "acronym"}
    return (
        named
        and is_subject(reading, one.start)
        and _LED.search(reading.folded, max(0, one.start - 8), one.start) is None
    )


# Les Espagnols[, avec ]600 soldats · la Tanzanie[ (300 hommes), avec ses ]
_WITH_COUNT = re.compile(r"(?: \([^)]{1,15}\))?, avec (?:ses |leurs |seulement )?")
_LED = re.compile(
    r"\b(?:en|au|aux|à|vers|de|du|des|d'|chez|par|avec|contre|pour|sur)(?: l'| la| le| les)? ?$", re.IGNORECASE
)
# La Turquie[, dont ]de 10 000 à 12 000 soldats stationnent
_WHOSE_COUNT = re.compile(r"(?: \([^)]{1,15}\))?, dont (?:les |ses )?")
# l'Arabie saoudite[, dont la Garde nationale aligne ] · le Hezbollah (pro-iranien)[, dont la branche armée compte ]
_WHOSE = re.compile(
    r"(?: \([^)]{1,15}\))?,? dont (?:l'|la |les? )(?P<body>[\w-]+)(?: (?:de |d')?[\w'-]+){0,3}? "
    r"(?:n'|ne |en |y )?[a-zà-ÿ]{2,}(?: (?!que\b|qu')[a-zà-ÿ']+| que){0,4} "
)
_BODIES = grammar_words("army_nouns") | {
    *("forces", "troupes", "infanterie", "réserve", "légion", "artillerie", "branche", "contingent", "effectif"),
    *("effectifs", "milice", "unités", "rangs", "commandos"),
}


def _has_relative(reading: Reading, one: Mention, start: int) -> bool:
    """*l'armée soudanaise, qui déplore onze de ses soldats*; not *l'attaque du JNIM, qui …*, which the attack did."""
    complement = _COMPLEMENT.search(reading.folded, max(0, one.start - 7), one.start)
    return complement is None and _WHO.fullmatch(reading.folded, one.end, start) is not None


_COMPLEMENT = re.compile(r"\b(?:du|des|de|de la|de l'|d') ?$")
# l'armée soudanaise[, qui déplore ]onze de ses soldats
_WHO = re.compile(r"(?: \([^)]{1,15}\))?,? qui (?!que\b)[^,;:.«»\n]{3,50} ")
# avoir éliminé plus de [200 ]talibans · [une trentaine d']Américains
_COUNTED = re.compile(r"(?:\d|aines? d[e']|milliers d[e']|cents?|mille) ?$")


def _is_counted(reading: Reading, one: Mention) -> bool:
    """True for *200 talibans*, which are counted themselves: whose soldiers fell tells another word."""
    return (
        one.form != "demonym_adjective"
        and _COUNTED.search(reading.folded, max(0, one.start - 12), one.start) is not None
        and not is_subject(reading, one.start)
    )


def _only_counted(reading: Reading, group: Group, named: list[Mention]) -> bool:
    """*Le TTP dit avoir tué neuf soldats pakistanais et perdu* quatorze *de ses combattants*: the state is named for
    its soldiers alone, and whoever has fighters is another."""
    states = all(one.form == "demonym_adjective" and not is_subject(reading, one.start) for one in named)
    return group.noun.category == "fighter" and states


def is_place(reading: Reading, one: Mention) -> bool:
    """True for the state where a mission or a fight is: *la mission de l'ONU en RDC*."""
    return _WHERE.search(reading.folded, max(0, one.start - 60), one.start) is not None


# la mission de l'ONU [en] RDC · bourg au cœur [de la] Roumanie · à la frontière [du] Tchad
_WHERE = re.compile(
    r"\b(?:en|au|aux) $|\b(?:cœur|nord|sud|est|ouest|centre|frontières?|confins|fond|large|côtes?|lisière) "
    r"(?:de l'|de la |du |des |de |d')$"
    r"|\b(?:consulté|joint|contacté|interrogé|rencontré|basé|installé|réfugié|exilé|établi|réuni|en poste)e?s? "
    r"(?:à|en|au|aux) (?:(?:[A-ZÀ-Ý][\w'-]+,? )+(?:et |ou )?(?:à |en |au )?)?$"
)


# Le porte-parole du M23 a assuré que [ses forces avaient neutralisé]
_OWN = frozenset({"ses", "leurs", "son", "sa", "leur"})


def of_speaker(reading: Reading, subject: Token) -> Side | None:
    """*Le porte-parole du M23 a assuré que* ses forces …: the one side named before in the sentence, whose forces they
    are; *Museveni n'a pas hésité. Son armée …*: the subject of the sentence before."""
    if not any(child.dep_ == "det" and child.lower_ in _OWN for child in subject.children):
        return None
    named = reading.party_at(subject.idx)
    if named is not None and named.actor.kind == "organisation":
        return None  # affirme que son Armée nationale libyenne a massé 3 000 hommes: hers
    first, _ = reading.sentence_at(subject.idx)
    if _OTHERS.search(reading.folded, max(first, subject.idx - 24), subject.idx + len(subject.text)):
        return None  # Sa voisine lettone recrutera
    here = [one for one in _holders(reading, first, subject.idx) if not is_oblique(reading, one)]
    forces = {force_value(one.actor) for one in here if not _is_faced(reading, one)}
    if forces:
        return forces.pop() if len(forces) == 1 else None
    index = reading.sentence_index(first)
    before = reading.sentences[index - 1][0] if index else first
    if before == first or before < paragraph_start(reading, subject.idx):
        return None
    acting = {force_value(one.actor) for one in _holders(reading, before, first) if acts(reading, one)}
    return acting.pop() if len(acting) == 1 else None


# Sa [voisine] lettone · leur [rival] de toujours: another than who has it
_OTHERS = re.compile(
    r"\b(?:[Ss]on|[Ss]a|[Ll]eurs?|[Ss]es) (?:grande? |petite? |vieux |vieil |vieille |puissante? )?"
    r"(?:voisin|rival|allié|ennemi|adversaire|partenaire|parrain|homologue|protecteur)"
)
# Son armée[ compte] toujours
_HIS_ARMY = re.compile(
    r"\b[Ss]on (?P<noun>armée|état-major|pays|régime)(?: [a-zà-ÿ]+)? (?:n'|ne |en |y )*$|"
    r"\b(?:[Ss]es|[Ll]eurs) (?P<nouns>forces|troupes|armées)(?: [a-zà-ÿ]+)? (?:n'|ne |en |y )*$"
)


def of_his_army(reading: Reading, verb: Token) -> Side | None:
    """*Son armée compte toujours* 10 000 *hommes*, whose verb the parse often takes for a noun."""
    match = _HIS_ARMY.search(reading.folded, max(0, verb.idx - 45), verb.idx)
    if match is None:
        return None
    return of_speaker(reading, reading.token_at(match.start("noun") if match["noun"] else match.start("nouns")))


def _holders(reading: Reading, first: int, last: int) -> list[Mention]:
    """The sides named there, places apart."""
    named = mentions_in(reading, first, last)
    return [one for one in named if is_side(reading, one) and not is_place(reading, one)]


_FACED = re.compile(r"\b(?:face (?:à|aux?)|contre)(?: la| le| les| l')? ?$", re.IGNORECASE)


def _is_faced(reading: Reading, one: Mention) -> bool:
    """*Face à la Russie, son armée …*: another's."""
    return _FACED.search(reading.folded, max(0, one.start - 14), one.start) is not None


def acts(reading: Reading, one: Mention) -> bool:
    """True for the subject, or the name or nationality that is a part of it: *Le président Ndayishimiye a reçu*."""
    token = reading.token_at(one.start)
    return is_subject(reading, one.start) or (
        token.dep_ in {"appos", "flat:name", "nmod", "amod"} and token.head.dep_ in SUBJECTS
    )
