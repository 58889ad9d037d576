"""A noun phrase or a pronoun → the side that it names.

Matches *l'armée malienne*, *Caracas*, *la mission multinationale (MMAS)*, *Elle* after *la Pologne*.
"""

from __future__ import annotations

import re
from itertools import islice, pairwise

from spacy.tokens import Token

from newsextract.actors import Mention
from newsextract.grammar import SUBJECTS
from newsextract.matchers.attributions.cue_verbs import verb_forms
from newsextract.matchers.troops.names import is_national_service, nameless
from newsextract.matchers.troops.salience import coreferent, mission_of, of_continent, paragraph_start
from newsextract.matchers.troops.sides import Open, Side, force_value, is_code, mentions_in
from newsextract.matchers.troops.verbs import role_table
from newsextract.matchers.troops.verbs import verb_forms as troop_verb_forms
from newsextract.matchers.troops.words import grammar_words
from newsextract.reading import Reading

_RELATIVES = frozenset({"qui", "lequel", "laquelle", "lesquels", "lesquelles"})
_PRONOUNS = frozenset({"il", "elle", "ils", "elles", "ce"}) | _RELATIVES
_LATTER = re.compile(r"(?:celui|celle|ceux|celles)-ci\b", re.IGNORECASE)  # three tokens to the model


def resolved(reading: Reading, subject: Token | None) -> Token | None:
    """The noun that a pronoun subject takes up: the antecedent of *qui*, the subject before of *elle*."""
    if subject is not None and _LATTER.match(reading.folded, subject.idx) is not None:
        return _latter(reading, subject) or subject
    if subject is None or subject.lower_ not in _PRONOUNS or _is_expletive(subject):
        return subject
    if subject.lower_ in _RELATIVES:
        side = _named_before(reading, subject)
        if side is not None:
            return side
        relative = next((one for one in subject.ancestors if one.dep_ == "acl:relcl"), None)
        return _antecedent(relative) if relative is not None else _before_comma(subject)
    if _is_emphatic(subject):
        return _before_comma(subject)
    asked = _asked_of(reading, subject) or _as_for(reading, subject)
    if asked is not None:
        return asked
    floor = max(0, subject.i - 60, reading.token_at(paragraph_start(reading, subject.idx)).i)
    before = (reading.doc[index] for index in range(subject.i - 1, floor - 1, -1))
    named = (
        token
        for token in before
        if token.dep_ in SUBJECTS and token.pos_ in {"NOUN", "PROPN"} and _agrees(token, subject)
    )
    found = list(islice(named, 2))
    if found and _is_body(reading, found[0]):
        return found[0]  # La Force multinationale n'a pas confirmé. Elle compte 10 000 hommes
    silent = [token for token in found if token.head.lower_ not in verb_forms()]
    return next(iter(silent + found), subject)


def _latter(reading: Reading, pronoun: Token) -> Token | None:
    """*Ils se battent aux côtés de l'armée somalienne. Celle-ci aurait perdu* 300 *hommes*: the side named last in the
    sentence before, not its subject."""
    index = reading.sentence_index(pronoun.idx)
    first, last = reading.sentences[max(index - 1, 0)]
    before = reversed(reading.span(first, min(last, pronoun.idx))) if index else ()
    nouns = (token for token in before if token.pos_ in {"NOUN", "PROPN"} and _agrees(token, pronoun))
    return next((noun for noun in nouns if isinstance(actor_of(reading, noun), str)), None)


def _is_body(reading: Reading, subject: Token) -> bool:
    """True for a named mission or group, right behind which *elle* can mean no other."""
    one = reading.party_at(subject.idx)
    return one is not None and one.actor.kind == "organisation" and one.actor.armed


# la mission [au ]Mali, qui · le contingent [de l']ONU, qui; not expulse [la ]Minusma, qui
_OBLIQUE_NAME = re.compile(r"\b(?:de|du|des|d'|au|aux|en|à|dans|sur|vers|depuis|pour|et)(?: la| le| les| l'|l')? ?$")


def _named_before(reading: Reading, relative: Token) -> Token | None:
    """The side right before *, qui*, which the parse often joins to another noun."""
    comma = relative.i - 1
    if comma < 1 or relative.doc[comma].text != "," or relative.doc[comma - 1].pos_ == "VERB":
        return None
    last = relative.doc[comma - 1]
    one = reading.party_at(last.idx)
    if one is None or one.form not in {"name", "seat", "acronym"} or one.end != last.idx + len(last.text):
        return None
    if _OBLIQUE_NAME.search(reading.folded, max(0, one.start - 12), one.start) and not _is_alone(reading, one):
        return None
    return last


def _is_alone(reading: Reading, one: Mention) -> bool:
    """*au grand dam de l'Éthiopie, qui maintient deux brigades*: a state, the complement of no body that has troops."""
    if one.actor.kind != "state" or _OF_NOTHING.search(reading.folded, max(0, one.start - 30), one.start) is None:
        return False
    return one.form in {"name", "seat"}


# au grand dam [de l']Éthiopie, qui · à l'exception [du] Niger, qui · le soutien de · l'aval de
_OF_NOTHING = re.compile(
    r"\b(?:dam|exception|aide|appui|soutien|aval|accord|égard|initiative|demande|appel|côtés?|image|instar|profit|détriment|"
    r"compte|nom|faveur|présence|concours|invitation|insu|intention) (?:de la |de l'|de |du |des |d')$"
)


def _antecedent(verb: Token) -> Token:
    """*un groupe issu des anciennes Farc qui emploierait 1 200 hommes*: the noun before that agrees with the verb."""
    noun, number = verb.head, verb.morph.get("Number", [])
    plural = noun.i > 1 and any(one.lower_ in {"des", "les", "ces"} for one in (noun.nbor(-1), noun.nbor(-2)))
    if number != ["Sing"] or not plural:
        return noun
    return next((one for one in noun.ancestors if one.pos_ in {"NOUN", "PROPN"}), noun)


# Et la [France] ? Elle entretient · Quid de la [Pologne] ? Elle
_ASKED = re.compile(r"(?:^|[.!?»\n] ?)(?:Et|Mais|Quid d[eu']) ?(?:l'|la |le |les )?(?P<who>[^?.;:,]{3,40}?) ?\? $")


def _asked_of(reading: Reading, pronoun: Token) -> Token | None:
    """*Et la France ? Elle entretient 1 500 hommes*: whom the short question right before the pronoun names."""
    asked = _ASKED.search(reading.folded, max(0, pronoun.idx - 60), pronoun.idx)
    words = reading.tokens_in(*asked.span("who")) if asked is not None else []
    if any(word.pos_ in {"VERB", "AUX"} for word in words):
        return None
    return next((word for word in words if word.pos_ in {"NOUN", "PROPN"} and _agrees(word, pronoun)), None)


# Quant [au M23], il affirme · Pour ce qui est de [l'Africa Corps], …, il n'a que
_AS_FOR = re.compile(
    r"(?:[^\w\n]*)(?:Quant|Pour ce qui est|S'agissant) (?:aux|au|à|de|du|des|d')[ ]?(?:la |l'|les )?(?P<who>\w)"
)


def _as_for(reading: Reading, pronoun: Token) -> Token | None:
    """*Quant au M23, il affirme n'avoir perdu que trente-huit hommes*: the topic that opens the sentence."""
    first, _ = reading.sentence_at(pronoun.idx)
    topic = _AS_FOR.match(reading.folded, first, pronoun.idx)
    if topic is None:
        return None
    word = reading.token_at(topic.start("who"))
    return word if word.pos_ in {"NOUN", "PROPN"} and _agrees(word, pronoun) else None


_IMPERSONAL = frozenset({"sembler", "falloir", "paraître", "agir", "avérer"})


def _is_expletive(pronoun: Token) -> bool:
    """True for the *il* of *il semblerait que*, which takes nobody up."""
    if pronoun.lower_ == "il" and pronoun.head.lemma_.lower() in _IMPERSONAL:
        return True
    return pronoun.dep_ == "expl:subj" and not _has_troops(pronoun.head)


def _has_troops(verb: Token) -> bool:
    """*Il masse* 30 *bataillons*: a verb that only those who have troops can be the subject of, and that the parse
    takes for a noun."""
    entry = role_table("verb").get(troop_verb_forms().get(verb.lower_, ""))
    return entry is not None and entry["owner"] == "own" and entry["word"] not in _IMPERSONAL


def _is_emphatic(pronoun: Token) -> bool:
    """*L'armée régulière, elle, a acheminé*: a pronoun between commas doubles the noun before it."""
    inner = 1 < pronoun.i < len(pronoun.doc) - 1
    return inner and pronoun.nbor(-1).text == "," == pronoun.nbor(1).text and pronoun.nbor(-2).pos_ != "VERB"


def _before_comma(relative: Token) -> Token:
    """The noun before *, qui* where the parse does not join them."""
    index = relative.i - 1
    while index > 0 and relative.doc[index].is_punct:
        index -= 1
    return relative.doc[max(index, 0)]


_FEATURES = {"la": "Fem", "une": "Fem", "le": "Masc", "un": "Masc", "du": "Masc", "au": "Masc", "les": "Plur"}


def _agrees(noun: Token, pronoun: Token) -> bool:
    if noun.pos_ == "PROPN":  # the model knows no gender of names: la Bundeswehr is plural to it
        shown = _FEATURES.get(noun.nbor(-1).lower_) if noun.i else None
        return shown is None or shown in pronoun.morph.get("Gender", []) + pronoun.morph.get("Number", [])
    for feature in ("Gender", "Number"):
        one, other = noun.morph.get(feature, []), pronoun.morph.get(feature, [])
        if one and other and one != other:
            return False
    return True


def actor_of(reading: Reading, token: Token) -> Side | None:
    """The one force that a noun phrase names: *l'armée malienne*, *Caracas*, *la mission multinationale
    (MMAS)*."""
    span = own_phrase(token)
    found = [one for one in mentions_in(reading, span[0], span[1]) if not is_oblique(reading, one, token)]
    found = without_hosts(reading, found)
    exact = reading.party_at(token.idx)
    if exact is not None and force_value(exact.actor):
        return force_value(exact.actor)
    forces = {force_value(one.actor) for one in found}
    if not forces and (seat := _of_seat(reading, token.idx)) is not None:
        return seat
    if not forces and is_national_service(reading, token.idx):
        return Open()
    if not forces and token.lemma_.lower() == "pays" and (named := _this_country(reading, token)) is not None:
        return named
    if not forces:
        if token.text == "Forces" and token.i > 0 and token.nbor(-1).lower_ == "les":
            return Open()  # les Forces ont enrôlé: a state's army, as Canada's calls itself
        other = (
            is_several(token)
            or _is_new(reading, token)
            or _is_of_another(reading, token)
            or _is_single_operation(token)
        )
        again = None if other else coreferent(reading, token.lemma_.lower(), token.idx)
        named = again or nameless(reading, token)
        return _holder(reading, token) or named if isinstance(named, Open) else named
    force = one_force(reading, found)
    if force is not None and is_code(force) and of_continent(reading.folded[token.idx : span[1]][:60]):
        return None  # le bataillon multinational, dont la France est nation-cadre
    if force is not None and token.lemma_.lower() in MANDATED:
        return mission_of(reading, force, token.idx) or force
    return force


# le contingent italien[ du ]Liban
_POSTED_IN = re.compile(r" (?:du |de la |de l'|de |des |d')")


def without_hosts(reading: Reading, found: list[Mention]) -> list[Mention]:
    """*le contingent italien du* Liban: the soil on which the troops of another state stand is not whose they are."""
    if len(found) < 2:
        return found
    hosts = {
        host.start
        for own, host in pairwise(found)
        if own.form == "demonym_adjective"
        and host.form == "name"
        and host.actor.kind == "state"
        and _POSTED_IN.fullmatch(reading.folded, own.end, host.start)
    }
    return [one for one in found if one.start not in hosts]


def _this_country(reading: Reading, token: Token) -> Side | None:
    """*ce petit pays de 3,5 millions d'habitants*: the state named last, in this sentence or the one before."""
    if not any(child.lower_ == "ce" for child in token.children):
        return None
    index = reading.sentence_index(token.idx)
    named = mentions_in(reading, reading.sentences[max(index - 1, 0)][0], token.idx)
    states = [one for one in named if one.actor.kind == "state"]
    return force_value(states[-1].actor) if states else None


def _is_new(reading: Reading, token: Token) -> bool:
    """True for *Gitega conserve un contingent*, which takes nobody up; not for *la Forpronu, une force qui*."""
    if not any(child.lower_ in {"un", "une"} for child in token.children if child.i < token.i):
        return False
    first, _ = reading.sentence_at(token.idx)
    named = mentions_in(reading, first, token.idx)
    return bool(named) and _APPOSITION.fullmatch(reading.folded, named[-1].end, token.idx) is None


_APPOSITION = re.compile(r"[»\"]?(?: \([^)]{1,20}\))?, une? (?:[a-zà-ÿ]+ )?")


MANDATED = grammar_words("mission_nouns")
# where somebody sits, whom an operation is aimed at: not whose it is
_PLACING = frozenset(
    {"en", "à", "au", "aux", "depuis", "chez", "contre", "dans", "vers", "pour", "sur", "hors", "jusqu'à", "envers"}
)


def is_oblique(reading: Reading, one: Mention, head: Token | None = None) -> bool:
    """True for the side in *un diplomate en poste à* Tunis, *l'opération contre une base du* Hezbollah: below a
    preposition of place or aim, between it and the noun `head` or the verb; what somebody formerly was is not it."""
    if _FORMER.search(reading.folded, max(0, one.start - 50), one.start):
        return True
    token = reading.token_at(one.start)
    for _ in range(5):
        if head is not None and token.i == head.i:
            return False
        if any(child.dep_ == "case" and child.lower_ in _PLACING for child in token.children):
            return True
        if token.head.i == token.i or token.head.pos_ not in {"NOUN", "PROPN", "ADJ"}:
            return False
        token = token.head
    return False


# L'Allemand Steiner, [ancien de la ]Légion · [ancien officier de l'armée ]rwandaise
_FORMER = re.compile(
    r"\b[Aa]ncien(?:ne)?s? (?:(?:officier|soldat|militaire|général|colonel|capitaine|combattant|rebelle|membre|cadre|"
    r"chef|commandant|légionnaire|sous-officier|para|commando|agent|pilote|marin)e?s? )?(?:de l'|de la |du |des )?"
    r"(?:armée |forces |légion |marine |troupes )?$"
)


# la milice irakienne[ ]Kataëb Hezbollah; not le contingent sud-africain[ de la ]SADC
_APPOSED = re.compile(r"(?! (?:de|du|des|d'|en|au|aux|à|dans|contre)\b)[ «\"“\wà-ÿ-]{1,25}$")


def one_force(reading: Reading, named: list[Mention]) -> str | None:
    """The one force named; an organisation before its nationality: *la milice irakienne Kataëb Hezbollah*."""
    pair = len(named) == 2 and named[0].form == "demonym_adjective" and named[1].actor.kind == "organisation"
    if pair and _APPOSED.match(reading.folded[named[0].end : named[1].start]):
        return force_value(named[1].actor)
    forces = {force_value(one.actor) for one in named}
    return forces.pop() if len(forces) == 1 else None


# Le ministère de la Défense[, à] Tunis[, annonce] · l'état-major[, à] Niamey
_SEATED = re.compile(
    r"(?:ministère|état-major|gouvernement|présidence|commandement|autorités|régime|junte)(?: (?:de la|de l'|du|des|"
    r"de|d') ?[\wà-ÿ'-]+(?: [a-zà-ÿ-]+)?)*,? à "
)


def _of_seat(reading: Reading, offset: int) -> str | None:
    """*Le ministère de la Défense, à* Tunis*, annonce*: the state whose capital it sits in."""
    match = _SEATED.match(reading.folded, offset)
    one = reading.party_at(match.end()) if match is not None else None
    return force_value(one.actor) if one is not None and one.form == "seat" else None


_ONE_OF_MANY = frozenset({"groupe", "milice", "faction", "mouvement", "organisation", "gang", "cartel", "rébellion"})


# les forces [du Jubaland] · la milice [de Misrata] · le mouvement [du 4-Mai]
_OF_A_NAME = re.compile(r"[\w-]+(?: [a-zà-ÿ-]+)? (?:du |de la |de l'|de |d'|des )(?P<name>[A-ZÀ-Ý])")
_RESUMED = grammar_words("mission_nouns") | grammar_words("group_nouns")


def _is_of_another(reading: Reading, token: Token) -> bool:
    """True for *les forces du Jubaland*: a name of their own, that no actor is known by."""
    match = _OF_A_NAME.match(reading.folded, token.idx) if token.lemma_.lower() in _RESUMED else None
    return match is not None and not mentions_in(reading, match.start("name"), match.end("name"))


def _is_single_operation(token: Token) -> bool:
    """True for *l'opération, conduite samedi à Cabaret*: what was done on a day, not the mission of that name."""
    told = {"acl", "amod", "nmod"}
    return token.lemma_.lower() in {"opération", "offensive", "assaut", "raid", "attaque"} and any(
        child.dep_ in told and child.i > token.i for child in token.children
    )


def is_several(token: Token) -> bool:
    """True for *les groupes chin*: many, so not the one named before."""
    return token.lower_.endswith("s") and token.lower_.rstrip("s") in _ONE_OF_MANY


def _holder(reading: Reading, noun: Token) -> Side | None:
    """*L'AES s'est dotée d'un état-major qui commande* 5 000 *hommes*: whose staff, army or force it is."""
    if noun.dep_ not in {"obj", "obl:arg", "obl:mod"} or noun.lemma_.lower() not in _HELD:
        return None
    subject = next((child for child in noun.head.children if child.dep_ in SUBJECTS), None)
    found = reading.party_at(subject.idx) if subject is not None else None
    if found is None and subject is not None and subject.pos_ == "PRON":
        taken_up = resolved(reading, subject)
        return actor_of(reading, taken_up) if taken_up is not None and taken_up.i != subject.i else None
    return force_value(found.actor) if found else None


_HELD = frozenset(
    {
        "armée",
        "état-major",
        "état",
        "garde",
        "marine",
        "force",
        "brigade",
        "bataillon",
        "régiment",
        "milice",
        "contingent",
        "infanterie",
        "aviation",
        "flotte",
        "légion",
        "division",
        "réserve",
        "corps",
    }
)


def own_phrase(token: Token) -> tuple[int, int]:
    """Offsets of the noun phrase of `token` without its relative clauses."""
    last = token
    for child in token.children:
        if (
            child.i > token.i
            and child.dep_ in {"amod", "nmod", "flat", "flat:name", "appos", "obl:arg", "obl:mod", "compound"}
            and child.i - token.i < 12
        ):
            last = max(last, child.right_edge, key=lambda one: one.i)
    first = token.left_edge if token.i - token.left_edge.i < 6 else token
    return first.idx, last.idx + len(last.text)
