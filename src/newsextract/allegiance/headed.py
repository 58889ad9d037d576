"""Rule: whose a count is by the side that heads its paragraph, or that its first sentence is about.

Matches *Côté russe, le silence reste la règle. Un site a recensé* 91 000 *militaires morts*, *Chez les insurgés du
Tigré, on parle de* 300 *tués*, *Pour regarnir ses rangs, Moscou mise sur des primes.* 450 000 *hommes ont signé*; not
once another side is named, nor the dead after *Moscou a bombardé la ville*.
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from newsextract.allegiance.speech import has_verb
from newsextract.allegiance.telling import Asked, Telling, clashes
from newsextract.allegiance.topic import is_of_nobody
from newsextract.matchers.attributions.cue_verbs import verb_forms
from newsextract.matchers.troops.belligerents import references
from newsextract.matchers.troops.salience import heading_over, is_subject, paragraph_start
from newsextract.matchers.troops.sides import force_value, mentions_in
from newsextract.matchers.troops.verbs import STRONG
from newsextract.reading import Reading
from newsextract.verb_senses import verbs

_ADMITTING = verbs("owning_up")

# Côté russe · Du côté du MFDC · Chez les Serbes · Dans les rangs ukrainiens · Dans le camp d'en face
_HEADS = re.compile(
    r"\W*(?:Du côté|Côté|Chez|Dans les rangs|Dans le camp|Au sein|Pour ce qui est|Quant (?:à|aux?)|S'agissant)\b"
)
_NEAR = 40  # characters within which the heading names its side


def headed(telling: Telling, asked: Asked) -> str | None:
    """The side of the words that open the paragraph, until another is named; what is struck is its enemy's."""
    if asked.clue.strikes or (asked.names_other_group and asked.kind != "state"):
        return None
    return _by_question(telling, asked) or _by_heading(telling, asked) or _by_first_subject(telling, asked)


def _by_question(telling: Telling, asked: Asked) -> str | None:
    """*Et l'OAS ?* over the answer *Un millier d'hommes en armes*: the one side that the question names."""
    question = heading_over(telling.reading, asked.start)
    if question is None or question[0] == 0 or not telling.text.endswith("?", *question):
        return None
    sides = {one.side for one in references(telling.reading) if question[0] <= one.offset < question[1]}
    side = sides.pop() if len(sides) == 1 else None
    if side is None or side in asked.clue.exclude or not telling.suits(side, asked):
        return None
    return None if telling.names_between(question[1], asked.start, side) else side


# Ces Russes, [combien] sont-ils ? [Quelque] 12 000 hommes
_HOW_MANY = re.compile(r"\bcombien\b[^?]*\?\W*$", re.IGNORECASE)
_OF = re.compile(r"\b(?:relève|place|suite|face|contre|combattre|affronter|aux côtés|chez|ennemis?|départ)\b")
_AT_ONCE = 24  # characters of the answer before its figure


def answers_question(telling: Telling, asked: Asked) -> str | None:
    """*Ces Russes, combien sont-ils ?* 12 000 *hommes, d'après l'état-major ukrainien*: the one side asked about."""
    reading = telling.reading
    first, _ = reading.sentence_at(asked.start)
    index = reading.sentence_index(first)
    if not index or asked.start - first > _AT_ONCE:
        return None
    question = reading.sentences[index - 1]
    if _HOW_MANY.search(telling.text, *question) is None:
        return None
    if _OF.search(telling.text, *question) is not None:
        return None  # combien sont ces mercenaires venus prendre la relève de Wagner ?
    sides = {one.side for one in references(reading) if question[0] <= one.offset < question[1]}
    side = sides.pop() if len(sides) == 1 else None
    return side if side is not None and side not in asked.clue.exclude and telling.suits(side, asked) else None


def _by_heading(telling: Telling, asked: Asked) -> str | None:
    first = paragraph_start(telling.reading, asked.start)
    match = _HEADS.match(telling.text, first)
    if match is None:
        return None
    behind = [one for one in references(telling.reading) if match.end() <= one.offset < match.end() + _NEAR]
    if not behind or telling.text.find(".", match.end(), behind[0].offset) >= 0:
        return None
    side = behind[0].side
    if side in asked.clue.exclude or not telling.suits(side, asked):
        return None
    return None if telling.names_between(behind[0].offset + 1, asked.start, side) else side


# Pour regarnir ses unités, [Moscou] mise sur des primes · L'[Ukraine] peine
_OPENS = re.compile(r"\W*(?:[^.,;:«»\n]{2,60}, )?(?:[Ll]'|[Ll]e |[Ll]a |[Ll]es )?")


def _by_first_subject(telling: Telling, asked: Asked) -> str | None:
    """The subject of the paragraph's first sentence, the only side that the paragraph names as far as the count's."""
    reading, first = telling.reading, paragraph_start(telling.reading, asked.start)
    _, last = reading.sentence_at(asked.start)
    here = [one for one in references(reading) if first <= one.offset < last]
    if not here or len({one.side for one in here}) > 1:
        return None
    head = here[0]
    if asked.fact.role in STRONG and (asked.speaker != head.side or asked.kind != "state" or asked.is_estimate):
        return None  # Moscou a bombardé la ville; but De source burundaise, 214 soldats ont été tués
    sentence = reading.sentence_at(head.offset)
    if head.offset >= asked.start:
        return None
    later = sentence != reading.sentence_at(asked.start) and sentence == reading.sentence_at(first)
    if not later or _OPENS.fullmatch(telling.text, first, head.offset) is None:
        return None
    verb = _verb(reading, head.offset)
    barred = (
        verb is None
        or verb.lower_ in verb_forms()
        or head.side in asked.clue.exclude
        or not telling.suits(head.side, asked)
    )
    return None if barred else head.side


def _verb(reading: Reading, offset: int) -> Token | None:
    """The verb of the subject at `offset`: the one right behind it, or by the parse."""
    token = reading.token_at(offset)
    behind = token.nbor(1) if token.i + 1 < len(token.doc) else token
    if behind.pos_ in {"VERB", "AUX"}:
        return behind
    return token.head if is_subject(reading, offset) else None


# les assaillants, une cinquantaine, [appartenaient aux] Comandos · [relèvent du] commandement · [membres de] la milice
_BELONG = re.compile(
    r"(?P<lead>[^.;:«»]{0,70}?)\b(?:appart(?:iennent|enaient|iendraient|inrent|enant) (?:tous |toutes )?(?:aux|au|à)|"
    r"(?:relèvent|relevaient|relèveraient|se réclament|se réclamaient|se revendiquent|sont issus|étaient issus|"
    r"sont membres|étaient membres|font partie|faisaient partie|dépendent|dépendaient) (?:des|du|de|d'))"
    r"[ ]?(?:la |l'|les )?"
)


# Comandos de la Frontera: a name of two words at least that no list has; a state's men may be of any regiment
_NAME = re.compile(r"[A-ZÀ-Ý][\w'-]+(?: (?:de la |de l'|de |du |des |d')?[A-ZÀ-Ý][\w'-]+){1,4}")


def belongs(telling: Telling, asked: Asked) -> str | None:
    """*Les assaillants,* une cinquantaine, *appartenaient aux Comandos de la Frontera*: whom the verb names."""
    if asked.fact.unit != "person":
        return None
    told = _BELONG.match(telling.text, max(asked.fact.end, asked.fact.anchor or 0))
    if told is None or any(char.isdigit() for char in told["lead"]):
        return None
    named = [one for one in mentions_in(telling.reading, told.end(), told.end() + 3) if one.start == told.end()]
    unlisted = None if named or asked.kind == "state" else _NAME.match(telling.text, told.end())
    side = telling.reading.cast.named(force_value(named[0].actor)) if named else unlisted[0] if unlisted else None
    return side if side is not None and side not in asked.clue.exclude else None


# [ils sont] une vingtaine de soldats
_THEY_ARE = re.compile(r"\b(?:[Ii]ls|[Ee]lles) (?:ne )?(?:sont|étaient|seraient|furent|seront)(?: [a-zà-ÿ]+){0,2} $")


def of_scene(telling: Telling, asked: Asked) -> str | None:
    """The state of those words, for a count of soldiers that nothing else tells."""
    clue, scene = asked.clue, telling.scene(asked.start)
    if scene is None or not scene.sure or asked.kind == "group":
        return None
    if not (clue.open or clue.like is not None or clue.found == "told"):
        return None
    if scene.side != telling.home and _THEY_ARE.search(telling.text, max(0, asked.start - 40), asked.start):
        return None  # En Bosnie, ils sont une vingtaine de soldats: those spoken of, wherever they are
    if scene.side in clue.exclude or clashes(asked, scene.side) or is_of_nobody(telling, asked):
        return None
    if asked.speaker == scene.side and asked.said is not None and asked.said.source_type == "intelligence":
        return None  # À Kiev, le chef du renseignement affirme que 25 000 hommes: of the enemy's
    if asked.fact.role in STRONG and asked.speaker == scene.side and asked.said is not None:
        return scene.side if has_verb(asked.said.text, _ADMITTING) else None
    return None if asked.fact.role in STRONG and scene.where == "paragraph" and clue.strikes else scene.side
