"""A calibre or troop count in its sentence → asserted, conditional, negated or hypothetical (guidelines, section 5).

*des soldats auraient été tués* is conditional; *n'a pas envoyé 300 soldats* negated; *enverra*, *pourrait envoyer*,
*d'ici à 2027*, *si …* hypothetical. The verb nearest above the fact decides; participles and infinitives pass the
question on to the verb that governs them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice

from spacy.tokens import Token

from newsextract.allegiance.history import is_of_past
from newsextract.denials import TELLING, is_denied, is_ruled_out, leaves_event, opens_clause
from newsextract.doubts import doubted
from newsextract.grammar import auxiliaries, is_conditional, is_future, is_negated, is_predicate, lower, verb_form
from newsextract.hearsay import (
    conditional_reading,
    in_conditional_relative,
    is_hedged,
    own_conditional,
    unparsed_conditional,
)
from newsextract.matchers.troops.verbs import verb_forms
from newsextract.prospects import at_risk, is_committed, is_open, own_future, plan_words
from newsextract.reading import Reading, remembered
from newsextract.records import Attribution, Calibre, Modality, Troops
from newsextract.strengths import (
    CHANGES_TO,
    DEFINITE,
    IN_PLACE,
    TO_NUMBER,
    are_there,
    body_wished_for,
    is_aim,
    is_for_comparison,
    is_size_aside,
    is_sum_aside,
    is_whole,
)
from newsextract.verb_senses import forms, verbs

# d'ici à la fin du mois, d'ici 2027, à l'horizon 2030
_DEADLINE = re.compile(r"\bd'ici\b(?!-)|\bà l'horizon\b", re.IGNORECASE)
# doit commander[, à terme,] 5 000 hommes
_EVENTUALLY = re.compile(r"\bà terme\b[^.;:]{0,25}$")
# n'avons mobilisé ni 2 000 ni [200 hommes]
_NEITHER = re.compile(r"\b(?:ne |n')[^.;:]{3,80}\bni (?:les |des )?$")
# aucun des 300 soldats, pas un seul des douze chars
_NONE_OF = re.compile(
    r"\b(?:aucune?|pas une?(?: seule?)?|nul(?:le)?)(?: d'entre)? (?:des|de ces|de ses|de leurs|les)\s*$", re.IGNORECASE
)
# [Au lieu des] 300 soldats promis, Paris n'en a envoyé que 100
_INSTEAD = re.compile(r"\b[Aa]u lieu (?:de|des) $")
# ramener le contingent de [2 500] à moins de 1 000: what is, before what will be
_FROM = re.compile(r"\b(?:de|d')\s*$", re.IGNORECASE)
# réclame 200 000 hommes, en plus des 525 000 [déjà sur place] · des 2 500 gardes [déjà déployés]
_ALREADY = re.compile(
    r"(?: (?!qui |que |ser(?:ait|aient) |aur(?:ait|aient) )[\wà-ÿ'-]+){0,4}? déjà "
    rf"(?:{IN_PLACE}|engagés|envoyés)\b"
)


def modality_of(reading: Reading, fact: Calibre | Troops, attribution: Attribution | None) -> Modality:
    """How the text vouches for a fact, given the attribution that covers it."""
    if attribution is not None and attribution.stance == "denies" and not _contrasted(reading, fact, attribution):
        return "negated"
    if _NONE_OF.search(reading.folded, max(0, fact.start - 40), fact.start) or _NEITHER.search(
        reading.folded, max(0, fact.start - 100), fact.start
    ):
        return "negated"
    doubt = doubted(reading, fact.start)
    if doubt is not None:
        return doubt
    if isinstance(fact, Troops) and is_for_comparison(reading, fact.start, fact.end):
        return "asserted"
    if isinstance(fact, Troops) and (fact.role == "planned" or is_aim(reading, fact)):
        return "negated" if _refused(reading, fact) else "hypothetical"
    if isinstance(fact, Troops) and fact.role == "captured" and _HELD_SINCE.match(reading.folded, fact.end):
        return "asserted"
    if isinstance(fact, Troops) and fact.role == "deployed" and _ALREADY.match(reading.folded, fact.end):
        return "asserted"
    if isinstance(fact, Troops) and fact.role in _THERE and are_there(reading, fact.start, fact.end):
        return "asserted"
    if isinstance(fact, Troops) and fact.role == "strength" and is_whole(reading, fact.start):
        return "asserted"
    if isinstance(fact, Troops) and _INSTEAD.search(reading.folded, max(0, fact.start - 20), fact.start):
        return "hypothetical"
    body = body_wished_for(reading, fact) if isinstance(fact, Troops) else None
    anchor = reading.token_at(body if body is not None else fact.anchor if fact.anchor is not None else fact.start)
    verbs = [verb for verb in governing_verbs(anchor) if _same_clause(reading, fact, verb) and not _counted(fact, verb)]
    if opens_clause(reading, fact):
        verbs = [verb for verb in verbs if verb.idx > fact.start]
    if verbs and verbs[0].lemma_ in TELLING and verbs[0].idx < fact.start:
        verbs = verbs[:1]  # n'a pas souhaité commenter la mort de dix soldats
    aside = isinstance(fact, Troops) and (is_size_aside(reading, fact) or is_sum_aside(reading, fact))
    if aside:
        verbs = []
    if _may_deny(reading, fact.start) and any(is_denied(reading, fact, anchor, verb) for verb in verbs):
        return "negated"
    from_size = _FROM.search(reading.folded, max(0, fact.start - 8), fact.start) is not None
    if from_size and (TO_NUMBER.match(reading.folded, fact.end) or CHANGES_TO.match(reading.folded, fact.end)):
        return "asserted"
    ahead = [verb for verb in verbs if is_open(verb) and not _is_done(verb, fact) and not leaves_event(anchor, verb)]
    if isinstance(fact, Troops) and fact.role in _LOST and all(map(is_future, ahead)) and is_of_past(reading):
        ahead = []  # en 1915, la division perdra 12 000 hommes
    if isinstance(fact, Troops):
        ahead = [verb for verb in ahead if not _in_hindsight(reading, fact, verb)]
    if at_risk(reading, fact) or (isinstance(fact, Calibre) and _WILL_BE.match(reading.folded, fact.end)):
        return "hypothetical"
    if isinstance(fact, Troops) and (_led_by_modal(reading, fact) or _will_be(reading, fact)):
        return "hypothetical"
    if ahead or _is_planned(anchor, fact, reading) or _put_off(fact, verbs):
        return "hypothetical"
    if isinstance(fact, Troops) and (_is_to_count(reading, anchor.idx) or _is_move_to_come(reading, fact)):
        return "hypothetical"
    if aside:
        return "asserted"
    if attribution is not None and attribution.cue_class == "conditional":
        return "conditional"
    if isinstance(fact, Troops) and in_conditional_relative(reading, fact):
        return "conditional"
    if any(is_conditional(verb) for verb in verbs):
        return conditional_reading(reading, fact, attribution, verbs)
    own = own_conditional(reading, fact) if isinstance(fact, Troops) else None
    if own is not None and isinstance(fact, Troops):
        return unparsed_conditional(reading, fact, attribution, own)
    if attribution is not None and is_hedged(attribution):
        return "conditional"
    return "asserted"


# interroger deux [prisonniers nord-coréens de 21 et 26 ans, détenus depuis] janvier
_HELD_SINCE = re.compile(r"[^.;:]{3,60}?,? (?:détenus|retenus|capturés|faits prisonniers|emprisonnés) (?:depuis|en) ")
# des obus de 122[, 152 et 155 mm seront] livrés: where the parse hangs them on a clause before
_WILL_BE = re.compile(
    r"(?:(?:,| et| ou) \d+(?:[.,]\d+)?)*(?: ?mm| millimètres)? "
    r"(?:sera|seront|devront|devrai(?:t|ent)|pourrai(?:t|ent)|v(?:a|ont)) (?:[a-zà-ÿ]+ment |aussi |bientôt )?"
    r"(?:être )?(?:livr|envoy|fourni|achet|command|install|remis|expédi|produit|fabriqu|déploy|arriv)[a-zà-ÿ]*\b"
)
# aura tué 649 Argentins, but: d'ici 2030, [quand] l'usine ouvrira, aura formé 300 hommes
_TO_COME = re.compile(
    r"\b(?:d'ici|quand|lorsqu|dès que|une fois|avant|si|prochain|fin 20\d\d|en 20[2-9]\d|"
    r"à terme|demain|bientôt|horizon)",
    re.IGNORECASE,
)


def _in_hindsight(reading: Reading, fact: Troops, verb: Token) -> bool:
    """*Au total, la guerre aura tué* 649 *Argentins*: a balance, unless the sentence looks ahead."""
    if not any(lower(one) in {"aura", "auront"} for one in auxiliaries(verb)):
        return False
    return _TO_COME.search(reading.folded, *reading.sentence_at(fact.start)) is None


# le départ de 320 soldats [avant la fin juin] · le retrait de 300 militaires [à partir de mars] · [le mois prochain]
_WHEN_TO_COME = re.compile(
    r"[^.;:]{0,45}? (?:avant (?:la fin|fin|le|l'|noël|(?:jan|fév|mar|avr|mai|jui|aoû|sep|oct|nov|déc)[a-zûé]*)|"
    r"à (?:partir de|compter de|partir du|compter du)|dès (?:la semaine|le mois|l'an|l'année|l'été) |"
    r"(?:la semaine|le mois|l'an|l'année|l'été|l'automne|l'hiver|le printemps|(?:en |fin |début |mi-)"
    r"(?:jan|fév|mar|avr|mai|jui|aoû|sep|oct|nov|déc)[a-zûé]*) prochaine?)\b"
)
_MOVE_BEFORE = re.compile(
    r"\b(?:annonc|évoqu|prévo|prévu|programm|planifi|promet|promis|confirm|décid|souhait|envisag|demand|réclam)[a-zà-ÿ]*"
    r"[^.;:]{0,40}\b(?:départ|retrait|rapatriement|relève|repli|évacuation)s?\b[^.;:]{0,40}$"
)


def _is_move_to_come(reading: Reading, fact: Troops) -> bool:
    """*a annoncé le départ de* 320 *soldats avant la fin juin*: a noun of movement with a date ahead."""
    if fact.role != "withdrawn" or not _WHEN_TO_COME.match(reading.folded, fact.end):
        return False
    first, _ = reading.sentence_at(fact.start)
    return _MOVE_BEFORE.search(reading.folded, max(first, fact.start - 110), fact.start) is not None


_POSTPONING = frozenset({"reporter", "différer", "retarder", "repousser", "ajourner", "suspendre", "geler", "annuler"})


def _put_off(fact: Calibre | Troops, verbs: list[Token]) -> bool:
    """*Le retrait des* 300 *soldats a été reporté*: it has not been."""
    return isinstance(fact, Troops) and fact.role == "withdrawn" and any(one.lemma_ in _POSTPONING for one in verbs)


# [combien de] soldats la force devra [compter un jour]
_TO_COUNT = re.compile(r"[^.;:,]{3,70} (?:devra|devront|pourra|pourront|devrait|devraient|pourrait|pourraient)\b")


def _is_to_count(reading: Reading, noun: int) -> bool:
    """*5 550. Voilà combien de soldats la force devra compter*: the clause behind the noun says that they are to be."""
    asked = reading.folded.endswith(("combien de ", "combien d'"), 0, noun)
    return asked and _TO_COUNT.match(reading.folded, noun) is not None


def _counted(fact: Calibre | Troops, verb: Token) -> bool:
    """*trois jeunes* appelés *sont morts*: the noun counted, which the tagger takes for a verb."""
    if isinstance(fact, Calibre) or fact.group is None or fact.anchor is None:
        return False
    if any(child.dep_ == "cop" for child in verb.children):
        return False  # nous serons moins de 2 000 soldats
    return fact.anchor <= verb.idx < fact.anchor + len(fact.group) and verb.lower_ in fact.group.split()


_SENDING = verbs("sending", "raising", "stationing") | {"livrer", "fournir", "prêter", "engager", "aligner", "ajouter"}
# les 300 soldats promis [n'arriveront pas] · [ne seront jamais envoyés]; not: n'arriveront pas [avant] mai
_NEVER_COMES = re.compile(
    r"[^.;:]{0,60}? (?:ne |n')(?:y |les |leur |lui )?(?:(?:re)?viendront|arriveront|partiront|iront|rejoindront|"
    r"débarqueront|seront) (?:donc |finalement |sans doute )?(?:pas|jamais)"
    rf"(?: {forms(_SENDING, ('participle',))})?\b"
    r"(?! (?:[\wà-ÿ']+ ){0,3}(?:avant|tant|sans))"
)
_WANTED = frozenset({"vouloir", "souhaiter", "accepter"})
_REFUSES = frozenset({"refuser", "renoncer"})


def _refused(reading: Reading, fact: Troops) -> bool:
    """*n'enverra pas* mille *policiers*: the verb right over what was never to be is denied."""
    if _NEVER_COMES.match(reading.folded, fact.end):
        return True
    anchor = reading.token_at(fact.anchor if fact.anchor is not None else fact.start)
    above = list(governing_verbs(anchor))
    if any(one.lemma_ in _WANTED and is_negated(one) and one.idx < fact.start for one in above):
        return True  # n'a pas voulu envoyer dix soldats
    if any(one.lemma_ in _REFUSES and not is_negated(one) and one.idx < fact.start for one in above):
        return True  # refuse d'envoyer mille policiers
    if any(one.idx > fact.end and is_ruled_out(anchor, one) for one in above):
        return True  # l'envoi de 300 soldats n'est pas prévu
    verb = next(iter(above), None)
    denied = verb is not None and verb.idx < fact.start and _same_clause(reading, fact, verb)
    return verb is not None and denied and is_future(verb) and is_denied(reading, fact, anchor, verb)


# a nié qu'un étranger ait combattu, [alors même que] l'adversaire exhibait deux prisonniers
_CONTRAST = re.compile(r"\b(?:alors (?:même )?qu|tandis qu|quand bien même)", re.IGNORECASE)


def _contrasted(reading: Reading, fact: Calibre | Troops, denial: Attribution) -> bool:
    """True if the journalist sets the fact against what is denied."""
    return denial.end < fact.start and _CONTRAST.search(reading.folded, denial.end, fact.start) is not None


# La Turquie[, qui stationne] 16 000 hommes à la frontière[,] pourrait en envoyer 15 000 de plus
_RELATIVE = re.compile(r", (?:qui|que|qu'|dont|où)\b[^,;:]*$")


# 25 600 militaires[, et l'accord en prévoit] 34 500
_NEW_CLAUSE = re.compile(
    r"\bdont\b|, (?:et|mais|puis|or) (?:qu'|que )?(?:l'|le |la |son |sa |ce |cette |il |elle |on )"
    r"| et (?:en |n'en |y )?(?:veu|voudr|espèr|compt|enten|prévo|souhait|vis|ambitionn|projet)[a-zà-ÿ]*\b"
    r"(?= (?:\d|en |y |recrut|form|port|attein|arriv|passer|doubler|plus|un |une ))"
    r"|,? et (?:en |n'en |y )?(?:doi(?:t|vent)|dev(?:ra|ront|rait|raient)|va|vont|pourr(?:a|ont|ait|aient)|"
    r"peu(?:t|vent)) (?:en |y |s'|se )?[a-zà-ÿ]+(?:er|ir|re)\b|,? et (?:en|y) [a-zà-ÿ]+(?:ra|ront)\b"
)


# trente soldats[, auxquels une agence avait] promis 2 600 dollars
_TO_WHOM = re.compile(r", (?:auxquel(?:le)?s|à qui|auquel|à laquelle)\b[^,;:]*$")


def _new_clause(reading: Reading, start: int, end: int) -> bool:
    """True if another clause, or another verb of the same subject, begins between two offsets."""
    match = _NEW_CLAUSE.search(reading.folded, start, end + 40)
    return match is not None and match.start() < end


def _beyond_colon(reading: Reading, verb: int, start: int) -> bool:
    """*nous pourrions en envoyer 10 000, guère davantage : l'armée compte* 77 000 *militaires*: a clause of its own,
    where *pourrait envoyer des renforts : deux bataillons* names them."""
    colon = reading.folded.rfind(" : ", verb, start) if verb < start else -1
    return colon >= 0 and any(token.lower_ in verb_forms() for token in reading.span(colon + 3, start)[1:])


def _same_clause(reading: Reading, fact: Calibre | Troops, verb: Token) -> bool:
    """True if the verb stands in the clause of the fact: no semicolon between, nor the commas of a relative."""
    start, end = (verb.idx, fact.start) if verb.idx < fact.start else (fact.end, verb.idx)
    between = reading.folded[start:end]
    if ";" in between or (verb.idx > fact.end and _new_clause(reading, start, end)):
        return False
    if _beyond_colon(reading, verb.idx, fact.start):
        return False
    if verb.idx <= fact.end:
        return True
    if _TO_WHOM.search(between) is not None:
        return False
    first, _ = reading.sentence_at(fact.start)
    relative = _RELATIVE.search(reading.folded, first, fact.start)
    if relative is None or "," not in between:
        return True
    if relative[0].startswith(", qui "):
        return False  # whose verb the model may take for a name: *qui plafonne à 65 000 membres, n'a pas*
    return not any(token.pos_ in {"VERB", "AUX"} for token in reading.span(relative.start() + 2, fact.start))


# pas, jamais, ne … plus: without such a word near, no verb is negated
_NEGATIVE = re.compile(r"\b(?:pas|jamais|aucune?|ni|guère|nullement|point|plus)\b", re.IGNORECASE)


def _may_deny(reading: Reading, offset: int) -> bool:
    """True if a word of negation stands in the sentence or near it: cheaper than to walk the tree for every fact."""
    first, last = reading.sentence_at(offset)
    negatives = _negatives(reading)
    after = bisect_left(negatives, first - 200)
    return after < len(negatives) and negatives[after] < last + 200


@remembered
def _negatives(reading: Reading) -> list[int]:
    """Where the words of negation stand."""
    return [match.start() for match in _NEGATIVE.finditer(reading.folded)]


_THERE = frozenset({"deployed", "strength", "engaged", "other"})


def governing_verbs(token: Token) -> Iterator[Token]:
    """The verb nearest above `token` and, while they are not finite, the verbs that govern it.

    A clause with a finite verb of its own, and a detached participle, end the climb.
    """
    for ancestor in (token, *token.ancestors):
        if not is_predicate(ancestor):
            continue
        yield ancestor
        if _is_finite(ancestor) or _is_detached(ancestor):
            return


def _is_detached(participle: Token) -> bool:
    """True for a participle set off by a comma: *…, longtemps vouée au 90 mm, sera agrandie* looks back."""
    first = participle.left_edge.i
    return participle.dep_ in {"acl", "advcl"} and first > 0 and participle.doc[first - 1].text == ","


def _is_finite(verb: Token) -> bool:
    return any(verb_form(part) == "Fin" for part in (verb, *auxiliaries(verb)))


def _tried(verb: Token, fact: Calibre | Troops) -> bool:
    """*300 soldats ont tenté de franchir la ligne*, *ont voulu franchir*: those who try are there."""
    if verb.idx <= fact.start or is_future(verb):
        return False
    if verb.lemma_ in {"tenter", "chercher", "hésiter", "essayer"}:
        return True
    return isinstance(fact, Troops) and fact.role == "engaged" and lower(verb) in {"voulu", "voulurent"}


_DONE = frozenset({"killed", "wounded", "captured", "missing", "deserted"})
_LOST = _DONE | {"casualties"}


def _is_done(verb: Token, fact: Calibre | Troops) -> bool:
    return _calls_up(verb, fact) or _tried(verb, fact) or _wants(verb, fact)


def _wants(verb: Token, fact: Calibre | Troops) -> bool:
    """*Deux autres, capturés en janvier, veulent rester*: what befell them is not what they wish."""
    if not isinstance(fact, Troops) or fact.role not in _DONE or verb.idx < fact.end:
        return False
    return (
        verb.lemma_ in {"vouloir", "espérer", "souhaiter", "refuser"}
        and verb_form(verb) == "Fin"
        and not is_future(verb)
    )


def _calls_up(verb: Token, fact: Calibre | Troops) -> bool:
    """*a appelé sous les drapeaux 70 000 conscrits*: done, where *appelle à* is a wish."""
    return verb.lemma_ == "appeler" and isinstance(fact, Troops) and fact.role == "mobilised"


_STOP = re.compile(r"[;:]")


def _is_planned(anchor: Token, fact: Calibre | Troops, reading: Reading) -> bool:
    """True if a deadline, or a noun or participle of planning, stands over the fact."""
    first, last = reading.sentence_at(fact.start)
    stop = _STOP.search(reading.folded, fact.end, min(last, fact.end + 120))
    tail = reading.folded[fact.end : stop.start() if stop else min(last, fact.end + 120)]
    deadline = _DEADLINE.search(tail)
    if deadline is not None and "," in tail[: deadline.start()] and _RELATIVE.search(reading.folded, first, fact.start):
        deadline = None  # Vienne, qui fournit 170 soldats, songe à partir d'ici à 2027
    if deadline is not None and _new_clause(reading, fact.end, fact.end + deadline.start()):
        deadline = None  # compte 250 hommes et doit accueillir d'ici à mars une unité
    if _EVENTUALLY.search(reading.folded, max(0, fact.start - 40), fact.start):
        return True
    if deadline is not None and not _of_another(reading, fact, fact.end + deadline.start()):
        return True
    nouns = plan_words("nouns")
    above = [*islice(anchor.ancestors, 3), *islice(reading.token_at(fact.end - 1).ancestors, 2)]
    if any(
        ancestor.lemma_.lower() in nouns and not _has_its_own(reading, ancestor.idx, fact.start)
        for ancestor in above
        if ancestor.pos_ == "NOUN"
    ):
        return True
    participles = plan_words("participles")
    return any(
        child.lemma_.lower() in participles or lower(child) in participles
        for child in anchor.children
        if child.dep_ in {"acl", "amod"} and not auxiliaries(child)  # not: soldats à qui l'on avait promis
    )


# Moscou remet en état les casernes et [pourrait y installer, d'ici à trois ans,] un corps de 15 000 hommes
_MODAL = re.compile(
    r"\b(?:pourrai(?:t|ent)|devrai(?:t|ent)|pourr(?:a|ont)|devr(?:a|ont)|v(?:a|ont)|veu(?:t|lent)|compte(?:nt)?|"
    r"espère(?:nt)?|souhaite(?:nt)?|projette(?:nt)? d[e']|envisage(?:nt)? d[e']|prévoi(?:t|ent) d[e']) ?"
    r"(?:y |en |l'|les? |lui |leur )*"
    rf"{forms(_SENDING | {'rassembler'}, ('infinitive',))}"
    r"(?:,[^.;:,]{3,30},)?(?P<object>[^.;:]{0,45})$"
)


def _led_by_modal(reading: Reading, fact: Troops) -> bool:
    """True where a verb of possibility and one of sending lead to the count, whatever the parse hangs it on."""
    first, _ = reading.sentence_at(fact.start)
    modal = _MODAL.search(reading.folded, max(first, fact.start - 120), fact.start)
    if modal is None or DEFINITE.search(reading.folded, max(0, fact.start - 8), fact.start):
        return False
    between = reading.span(modal.start("object"), fact.start)
    return not any(one.pos_ in {"VERB", "AUX"} and one.idx < fact.start and _is_finite(one) for one in between)


def _will_be(reading: Reading, fact: Troops) -> bool:
    """True where the letters alone show that it is to come, but for losses told in a historian's future."""
    told = fact.role in _LOST or DEFINITE.search(reading.folded, max(0, fact.start - 8), fact.start) is not None
    if told:
        return False
    return is_committed(reading, fact.start) or own_future(reading, fact) is not None


def _has_its_own(reading: Reading, noun: int, start: int) -> bool:
    """*pour un objectif de 16 000, et la réserve compte 43 800 volontaires*: the plan has a figure of its own."""
    one = next((one for one in reading.amounts if noun < one.start < start and one.of is None), None)
    return one is not None and _JOINS.search(reading.folded, one.end, start) is not None


_JOINS = re.compile(r"[,;:] (?:et|mais|tandis|alors|quand|la|le|l')\b")


def _of_another(reading: Reading, fact: Calibre | Troops, deadline: int) -> bool:
    """*une armée de 170 000 soldats, compte en recruter 30 000 d'ici à deux ans*: the deadline is the second's."""
    later = next((one for one in reading.amounts if fact.end < one.start < deadline and one.of is None), None)
    return later is not None and any(
        token.pos_ in {"VERB", "AUX"} for token in reading.span(fact.end, later.start) if token.idx < later.start
    )
