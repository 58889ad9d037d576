"""*morts*, *blessés*, *pertes* without a noun of soldiers → are they troops? The clause says whose, or the one before.

Matches *l'assaut coûte au bataillon* 130 *tués*, *le bataillon s'use :* soixante *morts*; not *l'armée pilonne le
village :* soixante *morts*.
"""

from __future__ import annotations

import re

from newsextract.actors import Mention
from newsextract.amounts import Amount
from newsextract.matchers.troops.civilians import civil_clause
from newsextract.matchers.troops.direct_groups import AMONG
from newsextract.matchers.troops.groups import Group
from newsextract.matchers.troops.losses import AT_THE_PRICE
from newsextract.matchers.troops.setting import is_military, is_of_war, paragraph_at
from newsextract.matchers.troops.verbs import STRONG, clause_bounds
from newsextract.matchers.troops.words import civil_words, military_words
from newsextract.reading import Reading
from newsextract.records import Troops
from newsextract.verb_senses import ANY, forms, verbs

_BODY = (
    r"(?:bataillons?|régiments?|brigades?|divisions?|compagnies?|escadrons?|garnisons?|contingents?|colonnes?|"
    r"corps (?:d'|expéditionnaire|franc)[a-zà-ÿA-Z]*|détachements?|patrouilles?|unités?|légion|sections?|pelotons?|"
    r"tabors?)"
)
# tous militaires · dont des soldats · dans les rangs de l'armée
_OF_TROOPS = re.compile(
    r"(?:dans (?:les|ses|leurs|nos) rangs|parmi (?:les|ses|leurs|nos)|au sein|chez les|du côté|côté|tous|toutes|"
    r"pour la plupart|essentiellement|appartenant)[^.;]{0,40}?"
    r"(?:armée|uniforme|soldat|militair|force|troupe|combattant|rebelle|djihadist|jihadist|milici|policier|gendarm|"
    r"ukrainien|russe|légion|casques bleus|garnison|bataillon|régiment|brigade|contingent|assaillant|insurg|mutin|"
    r"mercenair|assiég|parachutist|commando|guérill|rébellion|maquis|hommes d[eu]|génie|infanteri|artilleur|"
    r"fantassin|appelés|défenseur|attaquant|assiégeant|"
    r"conscrit|réserviste|tirailleur|zouave|officier)"
    r"|\b(?:au|du|à la|de la) \d{1,3}(?:er?|ème) (?:régiment|bataillon|brigade|division|compagnie|zouaves?|tirailleurs|"
    r"chasseurs|hussards|dragons|spahis|légion|corps|R[A-Z]+|B[A-Z]+)",
    re.IGNORECASE,
)
# le bataillon [déplore] · le corps d'Italie [a laissé] · le régiment [a eu]
_LOSES = re.compile(
    r"\b(?:armée|forces?|troupes?|bataillon|brigade|régiment|assaillants?|rebelles?|"
    r"djihadistes|jihadistes|milice|ennemi|vainqueur|vaincus|attaquants|défenseurs|assiégeants|assiégés|"
    r"insurgés|miliciens|légion|état-major|"
    r"terroristes|insurgés|groupe armé|contingent|unité)\b[^.;]{0,80}\b(?:perdu|perd|"
    r"perdent|perdrait|déplor\w+|laiss\w+|reconn\w+|enregistr\w+|compt\w+)\b"
    rf"|\b{_BODY}\b[^.;:,]{{0,60}}\b(?:perd(?:u|it|ent|ait|ra)?|laiss\w+|déplor\w+|abandonn\w+|eu|eut|eurent|"
    r"essuy\w+|accus\w+|compt\w+)\b"
    r"|\b(?:armée|forces?|troupes?|rebelles?|assaillants?|insurgés|milice)\b[^.;:,]{0,40} "
    r"(?:a|ont|avait|avaient|aurait|auraient) (?:déjà |aussi )?eu $",  # l'armée [a eu] trois tués
    re.IGNORECASE,
)
# le bataillon [s'use sur Crèvecœur, une arête pelée :] soixante morts · [côté armée :] 13 morts
_WEARS = re.compile(
    rf"\b{_BODY}\b[^.;:]{{0,30}} (?:"
    r"(?:s'|se )(?:us|épuis|bris|saign|heurt|casse|fait (?:étriller|hacher|décimer|tailler))|fond\b|fondit|souffr|"
    r"saign|pli|pay|subi|trinqu|recul|"
    r"(?:est|fut|a été|sort|ressort) (?:saigné|décimé|étrillé|brisé|éprouvé|laminé|haché|exsangue))[^.;:]{0,70} : ?$"
    r"|\b(?:côté|pour|chez|du côté de) (?:l'armée|les (?:soldats|militaires|assaillants|rebelles|insurgés|paras)|armée|"
    r"rebelle|militaire|loyaliste)[^.;:]{0,30} : ?$",
    re.IGNORECASE,
)
# le régiment tenait Nieuport. [Il perdit] 1 200 tués et blessés · [elle y a eu]
_IT_LOST = re.compile(
    r"(?<![\w'-])(?:[Ii]ls?|[Ee]lles?) (?:y |en |n'y )?"
    r"(?:perd(?:it|irent|ait|aient|ent|ra)?|(?:a|ont|avait|avaient|eut|eurent) (?:déjà )?(?:perdu|laissé|eu)|"
    r"laiss(?:a|èrent|ait|aient|e|ent)|eut|eurent|déplor(?:a|e|ait|ent|èrent))\b[^.;:]{0,20}$"
)
# Giap [y a laissé] · la colonne [y laisse]: whose it was to lose, and no village
_LEFT_THERE = re.compile(
    r"\by (?:laiss(?:a|e|ent|èrent|ait|aient)|(?:a|ont|avait|avaient|aura|aurait|auraient) laissé)[^.;:]{0,24}$"
)
# se sont repliés, [laissant derrière eux] près de 450 blessés · [abandonnant] soixante blessés
_RETREATS = re.compile(
    r"\b(?:repli|retir|retrait|recul|fui|fuit|enfui|décroch|march|quitt|reflu|battu en|déroute|débandade|rompu|sauv|"
    r"évacu)"
    r"[^.;:]{0,90}\b(?:laiss|abandonn)(?:ant|é|e|ent|a|èrent|aient) (?:(?:derrière|sur|aux mains|au)[^.;:,]{0,24} )?$"
)
# dans les rangs [français] · du côté [arménien]
_RANKS = re.compile(r"\b(?:dans les rangs|du côté|côté) (?:de la |de l'|des |du )?", re.IGNORECASE)
_CIVIL_FORCE = re.compile(
    r"tous civils|civils pour|pour la plupart civil|des civils|"
    r"\bcivile?s?\b",
    re.IGNORECASE,
)
# l'assaut [coûte au bataillon maori] 130 tués et 180 blessés · [inflige aux troupes éthiopiennes] 300 tués
_COSTS = re.compile(
    r"\b(?:coût|inflig|valu|vau)[a-zà-ÿ]*(?: (?:plus|encore|environ|alors))? (?:à (?:l'|la |son |sa |leur )|au |aux )"
    r"(?:[\wà-ÿ]+e )?(?:armées?|bataillons?|brigades?|régiments?|divisions?|garnison|contingent|"
    r"légion|troupes?|rebelles|"
    r"assaillants|insurgés|rébellion|djihadistes|jihadistes|soldats|forces|milices?|détachement|compagnie|escadron|"
    r"corps|"
    r"défenseurs|assiégeants|assiégés|paras|parachutistes|mercenaires)\b[^.;:]{0,60}$",
    re.IGNORECASE,
)
# a [coûté] 127 tués[ aux forces de la région]
_COST = re.compile(r"\bcoût[a-zà-ÿ]*(?: (?:plus|encore|environ|alors|déjà))? $")
TO_BODY = re.compile(
    r",? (?:à (?:l'|la |son |sa |leur )|aux? )(?:seule?s? |[\wà-ÿ]+e )?(?:armées?|bataillons?|brigades?|régiments?|"
    r"divisions?|garnison|contingent|légion|troupes?|rebelles|assaillants|insurgés|rébellion|djihadistes|jihadistes|"
    r"soldats|forces|milices?|miliciens|détachement|compagnie|escadron|corps (?:d'|expéditionnaire)|défenseurs|"
    r"assiégeants|assiégés|paras|parachutistes|mercenaires|légionnaires|marines|tirailleurs|combattants|attaquants)\b"
)
# le régiment relit les noms de [ses] trois tués
_OWN = re.compile(r"\b(?:ses|leurs|nos) (?:(?:premiers|derniers|propres) )?$", re.IGNORECASE)
_BODY_BEFORE = re.compile(rf"\b{_BODY}\b")
# cinq tués et 36 blessés [dans ses rangs]
_IN_RANKS = re.compile(r"\b(?:dans|parmi) (?:ses|leurs|nos) (?:propres )?(?:rangs|troupes|hommes|forces)\b")


def are_fallen(reading: Reading, amount: Amount, group: Group) -> bool:
    """*morts*, *blessés* without a noun: troops only where the clause says whose."""
    first, last = clause_bounds(reading, amount.start, group.end)
    clause = reading.folded[first:last]
    if _are_in_ranks(reading, group):
        return True
    if _CIVIL_FORCE.search(reading.folded[group.end : last]) or _is_of_civilians(reading, first, last):
        return False
    if _LEFT_BEHIND.search(reading.folded, first, amount.start) and not _is_own_loss(reading, amount):
        return False  # les rebelles attaquent le village, laissant derrière eux 30 morts
    if _PATIENTS.search(reading.folded, first, amount.start):
        return group.noun.lemma == "blessé" and _FIELD_HOSPITAL.search(reading.folded, first, amount.start) is not None
    if _IN_RANKS.search(reading.folded, group.end, last):
        return is_military(reading)
    if group.noun.lemma == "perte":
        return bool(military_words(reading.folded, *paragraph_at(reading, amount.start)))
    ranks = _RANKS.search(reading.folded, group.end, last)
    if ranks is not None and any(ranks.end() <= one.start <= ranks.end() + 30 for one in reading.parties):
        return True
    if _opens_with_side(reading, amount):
        return is_military(reading)
    if _COSTS.search(reading.folded, first, amount.start) or _is_own_loss(reading, amount):
        return True
    if _are_losses_of_army(reading, amount.start):
        return True
    if _is_admitted(reading, first, amount.start):
        return is_military(reading)
    if AT_THE_PRICE.search(reading.folded, max(first, amount.start - 40), amount.start):
        return is_military(reading)
    if _COST.search(reading.folded, first, amount.start) and TO_BODY.match(reading.folded, group.end):
        return True
    if _OWN.search(reading.folded, max(first, amount.start - 24), amount.start) and _is_of_unit(reading, amount):
        return True
    return bool(_OF_TROOPS.search(clause)) or bool(_LOSES.search(reading.folded[first : amount.start]))


# [Côté pertes, Mediazona a dénombré] 168 204 morts · [Côté thaïlandais, le compte est public :] vingt-trois morts
_SIDE_FIRST = re.compile(
    r"\W*(?:Du côté|Côté) (?:de la |de l'|des |du |de )?(?P<losses>(?:pertes|armée|rebelles|insurgés|assaillants)\b)?"
)


def _opens_with_side(reading: Reading, amount: Amount) -> bool:
    """*Côté pertes*, *Côté thaïlandais*: the sentence opens with losses, or with a side that the article names."""
    first, _ = reading.sentence_at(amount.start)
    match = _SIDE_FIRST.match(reading.folded, first, amount.start)
    return match is not None and (match["losses"] is not None or reading.party_at(match.end()) is not None)


# ce colonel, qui [reconnaît tout de même] 76 tués · Tsahal, qui [déplore] trois blessés
_ADMITS = re.compile(
    rf"\b{forms(verbs('owning_up'), ANY)}(?: (?!que\b)[a-zà-ÿ']+){{0,3}} "
    r"(?:que |qu')?(?:à peine |au moins )?$"
)
# a [bombardé le village]. Le général admet douze morts
_SHELLED = re.compile(
    r"\b(?:bombard|frapp|pilonn|vis)[a-zà-ÿ]*\b[^.;:]{0,50}\b(?:villages?|hameaux?|immeubles?|ville)\b"
)
_COMMANDS = re.compile(
    r"\b(?:colonel|général|amiral|commandant|capitaine|lieutenant|officier|gradé|état-major|ministère de la Défense)\b"
)


def _is_admitted(reading: Reading, first: int, start: int) -> bool:
    """*ce colonel, qui reconnaît* 76 *tués*: who commands owns up to his own dead; among civilians, who knows."""
    admits = _ADMITS.search(reading.folded, max(first, start - 60), start)
    index = reading.sentence_index(start)
    scene = reading.sentences[max(0, index - 1)][0], reading.sentences[index][1]
    if admits is None or any(civil.search(reading.folded, *scene) for civil in (_CIVIL_SCENE, _SHELLED)):
        return False
    if _COMMANDS.search(reading.folded, first, admits.start()):
        return True
    named = [one for one in reading.parties if first <= one.start < admits.start()]
    if any(_bears_arms(one) for one in named):
        return True
    of_state = any(one.actor.kind == "state" and one.form in {"name", "seat"} for one in named)
    return (
        of_state
        and _DISASTER.search(reading.folded, *paragraph_at(reading, start)) is None
        and _of_arms(reading, scene, start)
    )


# Kiev reconnaît douze morts après le bombardement d'une [base], not in an earthquake
_DISASTER = re.compile(
    r"\b(?:séisme|tremblement|inondation|typhon|cyclone|ouragan|crue|tempête|épidémi|virus|canicule|naufrage|accident|"
    r"manifest|émeute|incendie|attentat)",
    re.IGNORECASE,
)


def _of_arms(reading: Reading, scene: tuple[int, int], start: int) -> bool:
    """True if what is told around an admission speaks of an army, and not of its state's civilians."""
    if civil_words(reading.folded, *scene):
        return False
    return is_military(reading) and bool(military_words(reading.folded, *scene, strict=True))


def _is_of_unit(reading: Reading, amount: Amount) -> bool:
    """*Le régiment n'a pas oublié ses* trois *tués*: the sentence tells of a unit before them."""
    start, _ = reading.sentence_at(amount.start)
    return _BODY_BEFORE.search(reading.folded.lower(), start, amount.start) is not None


# ont compté quarante cadavres[ devant nos lignes] · cadavres [ennemis]
_BEFORE_LINES = re.compile(
    r"[^.;:,]{0,30} (?:devant|sous|au pied de|autour de|dans) (?:nos|leurs|ses|les|la|le|mes) "
    r"(?:lignes?|tranchées?|barbelés|positions?|postes?|remparts|redoutes?|fortin|avant-postes?|parapets?|"
    r"chevaux de frise)\b"
)
_OF_ENEMY = re.compile(r"\b(?:ennemi|adverse)s?\b")


def are_bodies(reading: Reading, amount: Amount, group: Group) -> bool:
    """*en abandonnant* dix-neuf *cadavres*, quarante *cadavres devant nos lignes*: of those who fought there; not
    those that turn up in a grave."""
    if not is_military(reading) or amount.of == "article":
        return False
    start, last = reading.sentence_at(amount.start)
    if civil_words(reading.folded, start, last) or _LEFT_BEHIND_TO.search(reading.folded, start, amount.start):
        return False
    if _OF_ENEMY.search(reading.folded, group.head, group.end) or _BEFORE_LINES.match(reading.folded, group.end):
        return True
    return _RETREATS.search(reading.folded, max(start, amount.start - 160), amount.start) is not None


# l'armée s'est retirée du village[, y laissant] trente cadavres: of those who live there
_LEFT_BEHIND_TO = re.compile(r"\b(?:village|quartier|marché|hameau|bourg|localité|camp de réfugiés)\b")


# pertes [rwandaises] s'élèvent à · les pertes [de l'armée] atteindraient
_LOSSES_OF = re.compile(r"\bpertes (?:de la |de l'|des |du |d'|de )?", re.IGNORECASE)
_AMOUNT_TO = re.compile(
    r"[^.;:,]{0,50}? (?:s'élèv|se mont|mont|se chiffr|attein|dépass|frôl|avoisin|approch|s'établi|se situ|sont|étaient|"
    r"seraient|furent)[a-zà-ÿ]*\b[^.;:]{0,40}$|[^.;:,]{0,40}(?:,| \(|\() ?(?:soit )?$"
)
_ARMED = re.compile(
    r"(?:armée|soldat|militair|forces?\b|troupe|combattant|rebelle|djihadist|jihadist|milic|policier|gendarm|légion|"
    r"garnison|assaillant|insurg|mutin|mercenair|paras?\b|parachutist|guérill|rébellion|maquis|loyalist|séparatist|"
    r"talib|gouvernementa|fédéra(?:les|ux)|républicain|nationalist|royalist|conféd|junte|résistants?\b|assiég|putschist|"
    r"bataillon|brigade|régiment|division|contingent)",
    re.IGNORECASE,
)


def _are_in_ranks(reading: Reading, group: Group) -> bool:
    """*six morts dans les rangs thaïlandais*, *neuf morts parmi les insurgés*: those of an army, whatever the clause
    tells of others. A people alone (*côté arménien*) is one only in its ranks."""
    match = AMONG.match(reading.folded, group.end)
    if match is None:
        return False
    if _ARMED.match(reading.folded, match.end()):
        return True
    party = reading.party_at(match.end())
    return party is not None and (match["where"] == "dans les rangs" or _bears_arms(party))


def _bears_arms(party: Mention) -> bool:
    return party.actor.kind == "organisation" and party.actor.armed


def _are_losses_of_army(reading: Reading, start: int) -> bool:
    """*Les pertes rwandaises s'élèvent à* soixante *tués*: of a state or an army, which counts no civilians so."""
    match = _LOSSES_OF.search(reading.folded, reading.sentence_at(start)[0], start)
    if match is None or _AMOUNT_TO.match(reading.folded, match.end(), start) is None:
        return False
    party = reading.party_at(match.end())
    return _ARMED.match(reading.folded, match.end()) is not None or party is not None


# un hôpital [a pris en charge] 73 blessés: of all sorts
_PATIENTS = re.compile(r"\b(?:pris(?:e|es)? en charge|soign\w+|trait\w+|accueill\w+) $")
_FIELD_HOSPITAL = re.compile(
    r"\b(?:hôpital|hôpitaux|clinique|centre médical|antenne chirurgicale) "
    r"(?:militaires?|de campagne|des armées|d'instruction)\b"
)
_LEFT_BEHIND = re.compile(r"\blaiss[a-zà-ÿ]+ derrière (?:eux|elles?|lui) $")


def _is_of_civilians(reading: Reading, first: int, last: int) -> bool:
    """True if the clause names civilians; the sick of a garrison are none."""
    return any(not reading.folded.startswith("malades", start) for start, _ in civil_words(reading.folded, first, last))


def _is_own_loss(reading: Reading, amount: Amount) -> bool:
    """*Le bataillon s'use :* soixante *morts*, *Giap y a laissé* 5 000 *morts*: the sentence tells whose loss it is."""
    start, _ = reading.sentence_at(amount.start)
    lead = max(start, amount.start - 160)
    if _WEARS.search(reading.folded, lead, amount.start):
        return is_military(reading)
    if _IT_LOST.search(reading.folded, lead, amount.start):
        before = reading.sentences[max(0, reading.sentence_index(start) - 1)][0]
        told = _BODY_BEFORE.search(reading.folded, before, start) is not None and is_military(reading)
        return told and not _CIVIL_SCENE.search(reading.folded, before, amount.start)
    if _LEFT_THERE.search(reading.folded, lead, amount.start):
        before = reading.sentences[max(0, reading.sentence_index(start) - 1)][0]
        fought = is_of_war(reading) or len(military_words(reading.folded, before, amount.start)) > 1
        return fought and not _CIVIL_SCENE.search(reading.folded, start, amount.start)
    return _RETREATS.search(reading.folded, lead, amount.start) is not None and is_military(reading)


# soixante morts[, ]plus de deux cents blessés · 3 tués [et] huit blessés
_LISTED = re.compile(
    r" (?:de |d')?(?:morts?|tués?|blessés?|disparus?|prisonniers|pertes)"
    r"(?:,| et|, et|, dont| ;) (?:de |d')?"
)
_ALSO_LOST = frozenset({"prisonnier", "captif"})


def joins_fallen(reading: Reading, amount: Amount, group: Group, last: Troops | None) -> bool:
    """True for bare losses in the list of those of troops: *soixante morts,* 200 *blessés*; and for those of no one
    else right behind them: *Sept soldats ont été tués.* Quinze *blessés ont été évacués.*"""
    lost = group.noun.context == "dead" or group.noun.lemma in _ALSO_LOST
    if not lost or last is None or amount.of == "article" or last.unit != "person":
        return False
    if is_listed(reading, amount, last):
        return True
    first, end = reading.sentence_at(amount.start)
    begin, stop = reading.sentence_at(last.start)
    if reading.sentence_index(first) - reading.sentence_index(begin) != 1 or last.role not in _LOSSES:
        return False  # a count of losses in the sentence before, and nothing but that
    if first != amount.start or group.noun.lemma not in {"blessé", "disparu"} or reading.text[stop:first].count("\n"):
        return False
    if any(last.end < one.start < first and one.of is None for one in reading.amounts):
        return False
    return not _CIVIL_SCENE.search(reading.folded, begin, end) and not civil_clause(reading, amount, group)


# a reconnu dix soldats tués. Le quotidien [parle de] cinquante morts; who has owned up to dead did so to his own, and
# `_is_admitted` judges him
_TELLING = (
    rf"\b(?:{forms(verbs('counting') | {'annoncer', 'estimer'}, ANY)}|{forms(verbs('owning_up'))}|fai[a-zà-ÿ]* état)"
    r"(?: [a-zà-ÿ']+){0,2}(?: un bilan[^.;]{0,30}?)?(?: d'| de| à| sur)? ?:? ?(?:[«“\"] ?)?"
)
_TELLS_OF = re.compile(_TELLING + "$")


def is_rival_toll(reading: Reading, amount: Amount, group: Group, last: Troops | None) -> bool:
    """True for *Le quotidien parle de* cinquante *morts* behind soldiers killed: another's toll of the same fight."""
    if (
        last is None
        or last.role not in _LOSSES
        or last.unit != "person"
        or group.noun.lemma not in {"mort", "tué", "blessé"}
    ):
        return False
    first, end = reading.sentence_at(amount.start)
    begin, _ = reading.sentence_at(last.start)
    if not 0 < reading.sentence_index(first) - reading.sentence_index(begin) <= 3:
        return False
    if _TELLS_OF.search(reading.folded, max(first, amount.start - 70), amount.start) is None:
        return False
    return not _CIVIL_SCENE.search(reading.folded, begin, end) and not civil_words(reading.folded, begin, end)


# 84 mercenaires russes tués. Le Jnim, lui, parle [d'une cinquantaine de Russes et de] dix Maliens
_TELLS_OF_ALSO = re.compile(_TELLING + r"[^.;:,«»]{3,45} et (?:de |d')$")


def rival_loss(reading: Reading, amount: Amount, last: Troops | None) -> bool:
    """True for *84 mercenaires russes tués. Le Jnim parle d'une* cinquantaine *de Russes*: another's toll of them."""
    if last is None or last.role not in _LOSSES or last.unit != "person":
        return False
    first, _ = reading.sentence_at(amount.start)
    lead = max(first, amount.start - 90)
    if reading.sentence_index(first) - reading.sentence_index(last.start) == 1:
        return _TELLS_OF.search(reading.folded, lead, amount.start) is not None
    return last.start >= first and _TELLS_OF_ALSO.search(reading.folded, lead, amount.start) is not None


# six soldats tués[, dont] un capitaine
_PART_OF = re.compile(r"(?:,? \(?dont|,? parmi lesquel(?:le)?s|,? notamment)(?: au moins)? $")


def is_part_of_fallen(reading: Reading, amount: Amount, group: Group, last: Troops | None) -> bool:
    """True for *six soldats tués, dont* un *capitaine*: officers and men among the losses that were counted."""
    if last is None or group.noun.context != "near" or group.noun.unit != "person" or last.role not in STRONG:
        return False
    first, _ = reading.sentence_at(amount.start)
    if last.start < first or last.unit != "person":
        return False
    return _PART_OF.search(reading.folded, max(last.end, amount.start - 30), amount.start) is not None


def is_listed(reading: Reading, amount: Amount, last: Troops) -> bool:
    """True for the second of *soixante morts, deux cents blessés*."""
    first, _ = reading.sentence_at(amount.start)
    return last.start >= first and _LISTED.fullmatch(reading.folded, last.end, amount.start) is not None


_LOSSES = frozenset({"killed", "casualties", "wounded"})
# where soldiers die among civilians, the wounded may be these
_CIVIL_SCENE = re.compile(
    r"\b(?:civile?s?|habitants?|villageois|marchés?|mosquées?|églises?|écoles?|hôtels?|restaurants?|gares?|stations?|"
    r"passants?|enfants?|femmes|familles?|maisons?|quartiers?|attentat|séisme|accident|manifest\w+|émeut\w+)\b",
    re.IGNORECASE,
)


# rescapés [du poste de Bosso] · survivants [de la colonne]
_OF_UNIT = re.compile(
    r"[a-zà-ÿ]+ (?:du |de la |de l'|des |de leur |de sa )(?:poste|garnison|bataillon|colonne|compagnie|patrouille|"
    r"section|détachement|régiment|brigade|division|unité|commando|peloton|embuscade|assaut|fort|fortin|"
    r"camp militaire)\b"
)


def are_survivors(reading: Reading, amount: Amount, group: Group, last: Troops | None) -> bool:
    """True for those who live on of troops counted in this sentence or the two before, or of a unit: *une douzaine de*
    rescapés *du poste de Bosso*."""
    first, end = reading.sentence_at(amount.start)
    if last is not None and last.start >= first:
        return True
    if civil_words(reading.folded, first, end) or _AT_SEA.search(reading.folded, first, end):
        return False
    if _OF_UNIT.match(reading.folded, group.head):
        return is_military(reading)
    if last is None or not is_of_war(reading):
        return False
    index = reading.sentence_index(first) - reading.sentence_index(last.start)
    return index <= 2 and last.unit == "person" and not civil_words(reading.folded, last.end, first)


_AT_SEA = re.compile(r"\b(?:naufrage|paquebot|ferry|pirogue|séisme|crash|attentat|accident)\b")
