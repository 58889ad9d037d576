"""A count and the words around it → the side that they name: *côté*, losses, the subject of an ellipsis.

Matches *côté français*, *les pertes* russes, *la Minusca, dont l'effectif atteint* 14 000, *et l'*Unita 25 000; not the
actor that sends them (*Au sein de la Finul, la France aligne* 700).
"""

from __future__ import annotations

import re

from newsextract.actors import Mention
from newsextract.amounts import Amount
from newsextract.grammar import SUBJECTS
from newsextract.matchers.troops.losses import AT_THE_PRICE
from newsextract.matchers.troops.possession import is_place, of_speaker
from newsextract.matchers.troops.requested import requested_of
from newsextract.matchers.troops.salience import coreferent, is_side, is_subject
from newsextract.matchers.troops.sides import Open, Side, force_value, is_code, mentions_in
from newsextract.matchers.troops.valued import valued
from newsextract.matchers.troops.verbs import clause_bounds
from newsextract.matchers.troops.words import ENEMIES
from newsextract.reading import Reading
from newsextract.verb_senses import ANY, forms, verbs


def beside(reading: Reading, start: int, end: int) -> Side | None:
    """The side that stands beside the count, in one of the ways that French has to say so."""
    return (
        _toll_of(reading, start)
        or _losses_of(reading, start, end)
        or _beside(reading, start, end)
        or _payer(reading, start)
        or _dont_strength(reading, start)
        or _of_strength(reading, start)
        or _explained(reading, start)
        or _valued(reading, start)
        or valued(reading, start, end)
        or _under_flag(reading, start, end)
        or _gathered_in(reading, start)
        or _newly_named(reading, start)
        or _joint(reading, start)
        or requested_of(reading, start)
        or _gapped(reading, start)
        or _figure_for(reading, start, end)
    )


# Le dernier [bilan thaïlandais fait état de] 15 soldats · le [bilan de l'armée malienne s'établit à] neuf morts
_TOLL = re.compile(r"\b(?:bilan|décompte)s? (?:[a-zà-ÿ]+ )?(?:de (?:l'armée |la police )?)?$")
_TOLL_IS = re.compile(
    r" (?:fait|faisait|est|était|s'établit|s'élève|s'est élevé|s'élevait|atteint|se monte|passe|dépasse|porte)\b"
    r"(?:(?!contre|ennemi|advers|pertes)[^.;:«»]){0,40}$"
)


def _toll_of(reading: Reading, start: int) -> Side | None:
    """*Le dernier bilan thaïlandais fait état de* 15 *soldats tués*: a state counts its own dead."""
    first, _ = reading.sentence_at(start)
    if reading.folded.find("bilan", first, start) < 0 and reading.folded.find("décompte", first, start) < 0:
        return None
    for one in mentions_in(reading, first, start):
        if _TOLL.search(reading.folded, max(first, one.start - 40), one.start) and _TOLL_IS.fullmatch(
            reading.folded, one.end, start
        ):
            return force_value(one.actor)
    return None


_COUNTED = 30  # characters from a quantity to whose they are


def _payer(reading: Reading, start: int) -> Side | None:
    """*L'armée a tué trente rebelles au prix de* deux *morts*: the subject's; *Ils ont tué trente hommes du FLN au prix
    de*: not of those who are counted before."""
    first, _ = reading.sentence_at(start)
    price = AT_THE_PRICE.search(reading.folded, max(first, start - 40), start)
    if price is None:
        return None
    named = [one for one in mentions_in(reading, first, price.start()) if is_side(reading, one)]
    acting = next((one for one in named if is_subject(reading, one.start)), None)
    if acting is not None:
        return force_value(acting.actor)
    counted = [one for one in named if any(0 < one.start - amount.end < _COUNTED for amount in reading.amounts)]
    struck = frozenset(side for one in counted if (side := force_value(one.actor)) is not None)
    return Open(struck) if struck else None


# côté ukrainien · dans les rangs de l'armée malienne · parmi les soldats russes
_SIDE = re.compile(
    r"(?:\bcôté |\bdans les rangs |\bparmi les |\bau sein |\bchez les |\bdu côté (?:de l'|"
    rf"des |du |de la )?|\bchez l'(?:{ENEMIES}|assaillant|allié) )",
    re.IGNORECASE,
)

# dans les rangs [de son armée] · parmi les [siens]
_HIS_RANKS = re.compile(r"(?:de )?(?:son|sa|ses|leurs?) (?P<noun>armée|forces|troupes|hommes|soldats|unités|police)\b")


def _beside(reading: Reading, start: int, end: int) -> Side | None:
    """The side named near the count: *côté français*, *dans les rangs de l'armée malienne*."""
    first, last = clause_bounds(reading, start, end)
    for match in _SIDE.finditer(reading.folded, first, last):
        if end < match.start() and any(end < amount.start < match.start() for amount in reading.amounts):
            continue
        his = _HIS_RANKS.match(reading.folded, match.end())
        if his is not None:
            return of_speaker(reading, reading.token_at(his.start("noun")))
        near = [one for one in reading.parties if match.end() <= one.start <= match.end() + 30 and one.start < last]
        if near and reading.folded.find(",", match.end(), near[0].start) >= 0:
            continue  # dans les rangs de l'armée, là où les Thaïlandais
        if near and (_sends(reading, near[0].end, start) or _is_of_border(reading, match.start(), near[0].end, end)):
            continue
        if near and match[0].lower().startswith("au sein") and _lends(reading, first, start, near[0]):
            continue
        if near and force_value(near[0].actor):
            return force_value(near[0].actor)
    return None


def _lends(reading: Reading, first: int, start: int, body: Mention) -> bool:
    """*Le Tchad a 1 000 soldats au sein de la Minusma*: a state's, which a mission of several has from it."""
    if body.actor.type != "international_organisation":
        return False
    return any(is_code(force_value(one.actor) or "") for one in mentions_in(reading, first, start))


# À Mae Sot[, côté ]thaïlandais, · à Cúcuta[ (côté ]colombien)
_TOWN = re.compile(r"\b(?:[ÀàA]|[Aa]u|[Ee]n|[Pp]rès d[e']|[Dd]evant) ?(?:[A-ZÀ-Ý][\w'-]+ ?){1,4}[,(] ?$")


def _is_of_border(reading: Reading, first: int, last: int, end: int) -> bool:
    """*À Mae Sot, côté thaïlandais, le journal a rencontré* cinq *conscrits*: where a border town lies, if another acts
    there."""
    if last > end or _TOWN.search(reading.folded, max(0, first - 50), first) is None:
        return False
    verb = [word for word in reading.span(last, end) if word.pos_ == "VERB" and word.idx > last]
    return bool(verb) and any(child.dep_ in SUBJECTS and child.idx > last for child in verb[0].children)


# La Minusca, dont l'effectif atteint [quelque 14 000 soldats] · l'armée éthiopienne, dont les [15 000 soldats]
_DONT_STRENGTH = re.compile(
    r", dont (?:[^.;:,]{2,50} (?:estim|évalu|chiffr|jaug|situ|plaç|fix|port|ramèn|ramen|rédui)\w* )?"
    r"(?:(?:l'|les |la |le )(?:effectifs?|contingent|armée|forces|troupes|rangs|pertes)\b[^.;:,]*|les )$"
)


_AT = re.compile(r"(?: \([\w'-]+\))?(?: (?:en|au|aux|à|dans|sur) [^.;:,]{2,30})?")


def _dont_strength(reading: Reading, start: int) -> Side | None:
    """The side right before *, dont l'effectif atteint*: whose strength the clause gives."""
    first, _ = reading.sentence_at(start)
    match = _DONT_STRENGTH.search(reading.folded, first, start)
    if match is None:
        return None
    named = [one for one in mentions_in(reading, first, match.start()) if not is_place(reading, one)]
    if not named or any(mark in reading.folded[named[-1].end : match.start()] for mark in ".;:"):
        return None
    between = reading.folded[named[-1].end : match.start()]  # le contingent irlandais[ au Liban], dont
    return force_value(named[-1].actor) if _AT.fullmatch(between) else None


# une Force de répression des gangs (FRG) [de 5 500 militaires]
_OF_NUMBER = re.compile(r"(?: \([\w'-]+\))? (?:de |d')")
# la capture par le M23 [de vingt soldats] · l'assaut contre le Hamas
_ACTS = re.compile(r"\b(?:par|contre|avec|chez|à|aux?|avant|vers|selon|d'après) (?:l'|la |le |les )?$")


def _of_strength(reading: Reading, start: int) -> Side | None:
    """The body right before its number: *face à une Force de répression des gangs de* 5 500 *militaires*."""
    first, _ = reading.sentence_at(start)
    named = [
        one
        for one in mentions_in(reading, max(first, start - 90), start)
        if one.actor.kind == "organisation" and _OF_NUMBER.fullmatch(reading.folded, one.end, start)
    ]
    if not named:
        return _of_new_force(reading, first, start)
    return None if _ACTS.search(reading.folded, first, named[-1].start) else force_value(named[-1].actor)


# une [Force de réaction rapide] de [12 500 hommes] · la Force multilatérale pour Gaza, forte de; not Force aérienne
_NEW_FORCE = re.compile(
    r"\b(?:une|la|cette|d'une|sa) (?P<name>Force(?= (?:de|d'|pour|multi|inter|conjointe|régionale|commune|"
    r"africaine|arabe|européenne|unifiée|mixte|neutre))(?! (?:de police|d'autodéfense|de défense|de protection civile))"
    r"(?: (?!de \d|forte|dotée|composée)(?:d')?[\wà-ÿ'-]+){1,7}?)(?: \([\w-]+\))?,? (?:forte )?(?:de |d')"
    r"(?:quelque |près de |environ |plus de |au moins )?$"
)


def _of_new_force(reading: Reading, first: int, start: int) -> str | None:
    """*décident d'une Force de réaction rapide de* 12 500 *hommes*: a body of several states that no lexicon lists."""
    match = _NEW_FORCE.search(reading.folded, max(first, start - 110), start)
    if match is None or mentions_in(reading, match.start("name"), match.end("name")):
        return None
    return match["name"]


# un contingent ougandais que des diplomates chiffrent à [un millier de militaires]
_VALUED = re.compile(
    r"\b(?:contingent|détachement|corps|force|garnison|armée|brigade|bataillon|légion|milice|rébellion|flotte)s? "
    r"(?P<side>[\w'-]+(?: [\w'-]+)?),? qu(?:e |')[^.;:,]{2,50} "
    r"(?:estim|évalu|chiffr|jaug|crédit|donn|limit|port|rédui|ramèn|ramen)\w+ (?:à|d'|de|pour) ?(?:\w+ ){0,2}$"
)


def _valued(reading: Reading, start: int) -> Side | None:
    """The side of the body that a relative clause values: *un contingent ougandais que l'on chiffre à* 1 000."""
    first, _ = reading.sentence_at(start)
    match = _VALUED.search(reading.folded, first, start)
    named = mentions_in(reading, *match.span("side")) if match else []
    return force_value(named[-1].actor) if named else None


# sous une « Garde nationale » qui compterait [7 000 hommes] · un groupe baptisé « Lions de l'Est », fort de
_NEWLY_NAMED = re.compile(
    r"\b(?:une?|baptisée?s?|dénommée?s?|nommée?s?|appelée?s?|surnommée?s?|du nom de|sous le nom de) "
    r"[«“\"] ?(?P<name>[A-ZÀ-Ý][\w'-]+(?: [\w'-]+){0,4}?) ?[»”\"],? "
    r"(?:qui (?:en )?(?:compt|align|rassembl|regroup|réuni|dispos|revendiqu)\w+|forte?s? (?:de|d'))"
    r"(?: (?:de|entre|environ|près|plus|quelque|au|moins|d'))* ?$"
)


_CLOSING = re.compile(r"[»”\"]")


def _newly_named(reading: Reading, start: int) -> Side | None:
    """A body that the article introduces by its name in quotation marks, and whose strength it gives at once."""
    first, _ = reading.sentence_at(start)
    quoted = _CLOSING.search(reading.folded, first, start) is not None
    match = _NEWLY_NAMED.search(reading.folded, first, start) if quoted else None
    if match is None:
        return None
    named = [one for one in mentions_in(reading, *match.span("name")) if one.actor.kind == "organisation"]
    return (force_value(named[0].actor) if named else None) or match["name"]


# une force conjointe de [5 000 soldats] · une force multinationale, forte de
_JOINT = re.compile(
    r"\bforces? (?:conjointe|commune|unifiée|multinationale|mixte|régionale)s?"
    r"(?: (?:d'attente|de sécurité|antijihadiste|africaine))?,? (?:forte )?(?:de |d')(?:\w+ ){0,3}$"
)


def _joint(reading: Reading, start: int) -> Side | None:
    """*L'AES a annoncé une force conjointe de* 5 000 *soldats*: the body of states that its sentence names."""
    first, _ = reading.sentence_at(start)
    if _JOINT.search(reading.folded, first, start) is None:
        return None
    named = mentions_in(reading, first, start)
    bodies = {force_value(one.actor) for one in named if one.actor.type == "international_organisation"}
    return bodies.pop() if len(bodies) == 1 else None


# servir sous la bannière de l'[Otan] · sous les couleurs de la [France] · 238 000 miliciens au titre du [Hachd]
_UNDER_FLAG = re.compile(
    r"\b(?:sous (?:la bannière|les bannières|le drapeau|le pavillon|les couleurs|l'uniforme|l'étendard|l'étiquette)|"
    r"au titre) (?:de l'|de la |du |des |de |d')?"
)


def _under_flag(reading: Reading, start: int, end: int) -> Side | None:
    """*130 000 soldats servaient sous la bannière de l'Otan*: whose flag the sentence says that they serve."""
    _, last = reading.sentence_at(start)
    match = _UNDER_FLAG.search(reading.folded, end, min(last, end + 120))
    if match is None:
        return None
    named = [one for one in mentions_in(reading, match.end(), match.end() + 2) if one.start <= match.end() + 1]
    return force_value(named[0].actor) if named else None


# [Réunis sous le nom de] Front de paix, ils · [Regroupés au sein du] FPRC, ces rebelles
_GATHERED = re.compile(
    r"\W*(?:Réuni|Regroupé|Rassemblé|Rallié|Uni|Organisé|Engagé|Enrôlé|Fédéré|Coalisé|Affilié|Intégré|Enrégimenté)e?s "
    r"(?:(?:sous (?:le nom|la bannière|le sigle|l'étiquette|les couleurs|le drapeau|l'égide|le commandement)|"
    r"au sein|dans les rangs) ?(?:de l'|de la |du |des |de |d')|(?:dans |à )(?:l'|la |le |les )?|aux? )(?:[«“\"] ?)?"
)
_THEN_THEY = re.compile(r"(?: ?[»”\"])?(?: \([^)]*\))?, (?:ils|elles|ces|les) ")


def _gathered_in(reading: Reading, start: int) -> Side | None:
    """*Réunis sous le nom de Front de paix, ils compteraient* 800 *combattants*: the body that the participle names."""
    first, _ = reading.sentence_at(start)
    match = _GATHERED.match(reading.folded, first, start)
    named = mentions_in(reading, match.end(), match.end() + 1) if match is not None else []
    if not named or _THEN_THEY.match(reading.folded, named[0].end, start) is None:
        return None
    return force_value(named[0].actor)


# Pretoria engagea 6 000 soldats et l'Unita [25 000 guérilleros]
_GAP = re.compile(r"(?:\bet|,|;) (?:l'|la |le |les )?$")


def _gapped(reading: Reading, start: int) -> Side | None:
    """The side right before the count, in the second part of an enumeration that leaves its verb out."""
    comma = reading.folded.endswith(", ", 0, start)  # et la France, cinquante instructeurs
    end = start - (2 if comma else 1)
    one = next((one for one in mentions_in(reading, max(0, start - 60), start) if one.end == end), None)
    if one is None or one.form in {"demonym_adjective", "person"}:
        return None
    if not any(amount.end < one.start for amount in reading.amounts):
        return None
    first, _ = reading.sentence_at(start)
    opened = _GAP.search(reading.folded, first, one.start)
    return None if opened is None or (comma and opened[0].startswith(",")) else force_value(one.actor)


# le chiffre de [3 000] hommes[ pour le ]M23, contre 24 000 pour l'armée
_FOR = re.compile(r" pour (?:l'|le |la |les )?(?:armée |forces |camp |groupe )?")
_FIGURE = re.compile(
    r"\b(?:chiffres?|fourchettes?|bilans?|estim\w+|évalu\w+|parl\w+|avanc\w+|recens\w+|dénombr\w+|"
    r"totaux|total|rapport de force)\b|: $",
    re.IGNORECASE,
)
_AND_FOR = re.compile(
    r"[^.;]{0,60}\b(?:contre|et|,) [^.;]{1,40}\d[^.;]{0,40}? pour |[^.;]{0,60}, [^.;]{1,60} pour (?:le|la|l'|les)\b"
)
_SENT = re.compile(
    rf"\b(?:{forms(verbs('sending', 'raising') | {'fournir', 'promettre', 'partir'}, ANY)}|envoi|déploiement)"
)


def _figure_for(reading: Reading, start: int, end: int) -> Side | None:
    """*avance le chiffre de* 3 000 *hommes pour le M23*: whom a figure is given for, where nobody sends them."""
    match = _FOR.match(reading.folded, end)
    if match is None:
        return None
    named = [one for one in mentions_in(reading, end, match.end() + 1) if one.start == match.end()]
    first, last = clause_bounds(reading, start, end)
    if not named or _SENT.search(reading.folded, first, start):
        return None
    told = _FIGURE.search(reading.folded, reading.sentence_at(start)[0], start)
    return force_value(named[0].actor) if told or _AND_FOR.match(reading.folded, named[0].end, last) else None


# la Force unifiée : [cinq mille hommes] · la brigade multinationale de l'Otan que dirige le Canada : [3 500 militaires]
_EXPLAINED = re.compile(
    r"\b(?:(?:la|une|cette|sa|le|un|ce|son) |l')(?P<noun>force|mission|coalition|brigade|bataillon|contingent|armée|"
    r"division|garnison|régiment|légion|milice|détachement|garde|corps expéditionnaire|groupement|opération)"
    r"(?P<rest> (?:(?!\b(?:qu[ei']|a|ont|est|sont|dont|où)\b)[^.;:,]){1,50})?"
    r"(?P<name>, (?:la |le |l')?[A-ZÀ-Ý][\w-]+)?(?:,? qu[ei'][^.;:,]{2,50})? ?: $",
    re.IGNORECASE,
)


def _explained(reading: Reading, start: int) -> Side | None:
    """The mission that a colon explains: *Au menu, la Force unifiée : cinq mille hommes*."""
    match = explained_body(reading, start)
    if match is None:
        return None
    for part in ("name", "rest"):
        named = [one for one in mentions_in(reading, *match.span(part)) if match[part]]
        if named:
            forces = {force_value(one.actor) for one in named if not _is_where(reading, one)}
            return forces.pop() if len(forces) == 1 else None
    return coreferent(reading, match["noun"].lower(), start)


def explained_body(reading: Reading, start: int) -> re.Match[str] | None:
    """The body of troops that a colon before the count explains."""
    if not reading.folded.endswith(": ", 0, start):
        return None
    first, _ = reading.sentence_at(max(0, start - 3))
    match = _EXPLAINED.search(reading.folded, max(first, start - 130), start)
    if match is None or not match["rest"]:
        return match
    verb = any(token.pos_ in {"VERB", "AUX"} for token in reading.span(*match.span("rest")))
    return None if verb else match  # l'armée déplore des pertes : 12 soldats


def _is_where(reading: Reading, one: Mention) -> bool:
    """True for the state where a mission is: *la mission de l'ONU au Mali*."""
    return re.search(r"\b(?:en|au|aux) $", reading.folded[max(0, one.start - 5) : one.start]) is not None


def _sends(reading: Reading, first: int, start: int) -> bool:
    """True if a side is the subject between: *Au sein de la Finul, la France aligne* 700 militaires."""
    return reading.folded.startswith(",", first) and any(
        is_subject(reading, one.start) for one in mentions_in(reading, first, start)
    )


# les pertes [russes] · aux pertes de l'armée [russe]
_LOSSES_OF = re.compile(
    r"\bpertes (?:subies |infligées )?(?:de l'|de la |du |des |aux? |à l'|à la |de |par )?"
    r"(?:(?:l')?(?:armée|forces|troupes) (?:de |de la |du |d')?)?",
    re.IGNORECASE,
)


def _losses_of(reading: Reading, start: int, end: int) -> Side | None:
    """*Il estime les pertes russes de la journée à* 1 090 hommes: whose losses the sentence counts."""
    first, _ = clause_bounds(reading, start, start)
    behind = _LOSSES_BEHIND.match(reading.folded, end)
    if _ENEMY_LOSSES.search(reading.folded, first, start):
        return Open(voice="theirs")
    places = [match.end() for match in _LOSSES_OF.finditer(reading.folded, first, start)]
    for place in [*places, *([behind.end()] if behind else [])]:
        named = [one for one in mentions_in(reading, place, place + 1) if one.start == place]
        if named:
            return force_value(named[0].actor)
    return None


# évalue les pertes ennemies à [850 000 hommes] · les pertes infligées à l'adversaire · dans les rangs ennemis,
_ENEMY_LOSSES = re.compile(
    r"\b(?:pertes|rangs|effectifs) (?:subies par |infligées à |de )?(?:l')?(?:ennemi|adverse|adversaire)e?s?\b"
    r"[^.;:]{0,60}$"
)


# chiffre à [76 000 hommes] les pertes [ukrainiennes]
_LOSSES_BEHIND = re.compile(r" (?:les|le (?:total|bilan) des) pertes (?:de l'armée |de l'|de la |du )?")


def named_before(reading: Reading, amount: Amount) -> str | None:
    """*le Niger, 33 000*: the force named right before the amount."""
    near = [one for one in reading.parties if one.end <= amount.start <= one.end + 5]
    return force_value(near[-1].actor) if near else None
