"""Tokens from where a source's noun phrase begins → the tokens that belong to it, up to what cannot.

*Service national de renseignement (NIS) de la Corée du Sud [mardi]*; *décompte de l'AFP [établi à partir de …]*.
"""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Token

from newsextract.actors import country_of_seat, demonym_forms, organisation
from newsextract.grammar import lower, verb_form
from newsextract.lexicon import function_words
from newsextract.matchers.attributions.source_words import is_document, is_person_noun

DETERMINERS = function_words("determiners")
JOINERS = frozenset({"de", "du", "des", "d'", "la", "le", "les", "l'"})
_PARTICLES = function_words("name_particles") - JOINERS
_WIDER_JOINERS = frozenset({"à", "au", "aux", "en", "pour", "sur"})
# chef d'[une] milice · chercheur à [son] institut
_INNER_DETERMINERS = function_words("inner_determiners")
_TAKE_DETERMINERS = frozenset({"de", "d'", "à", "dans", "pour", "sur", "en"})
_PARTICIPLE_GOVERNS = frozenset({"à", "dans", "auprès", "lors", "en", "sur", "depuis"})
RELATIVES = frozenset({"qui", "que", "qu'", "dont", "où", "lequel", "laquelle", "lesquels"})
# armée [arakanaise]: adjectives of peoples, which the tagger often takes for verbs
_PEOPLE = re.compile(r"[a-zà-ÿ-]{3,}(?:aise?s|aise|ienn?e?s?|oise?s|oise|éenne?s?|éens?)")
_CONJUNCTIONS = frozenset({"et", "ni", "ou", "&"})
_BREAKS = frozenset(',;:.!?»«")–—') | {"..."}
TIMES = function_words("times")
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "X", "NUM", "SYM"})
_CITED = function_words("cited")
_PUBLISHED = function_words("published")
_PARENTS = frozenset({"mère", "père", "parents"})  # mère de [trois] enfants
_STYLED = frozenset({"autoproclamé", "autoproclamée", "autoproclamés", "déchu", "déchue", "démissionnaire"})

_COMPASS = frozenset({"nord", "sud", "ouest", "centre"})
_LED = frozenset({"mené", "conduit", "dirigé", "emmené", "commandé", "piloté", "chapeauté"})
_MANY = frozenset({"nombre", "beaucoup"})  # nombre de [capitales]


_SKIPPED = frozenset('«»"“”,')


def without_determiners(tokens: list[Token]) -> list[Token]:
    index = 2 if len(tokens) > 2 and lower(tokens[0]) in _MANY and lower(tokens[1]) in {"de", "d'"} else 0
    while index < len(tokens) and (lower(tokens[index]) in DETERMINERS or tokens[index].text in _SKIPPED):
        if tokens[index].text in {"Le", "La", "Les", "L'", "L’", "De"} and _names_with_article(tokens, index):
            break
        index += 1
    return tokens[index:]


def _names_with_article(tokens: list[Token], index: int) -> bool:
    """True for a capital article that belongs to a name: *La Havane*, *par Le Courrier de Lavaux*."""
    if index + 1 >= len(tokens) or not tokens[index + 1].text[:1].isupper():
        return False
    gap = "" if tokens[index].text[-1] in "'’" else " "
    name = f"{tokens[index].text}{gap}{tokens[index + 1].text}"
    if country_of_seat(name) or organisation(name):
        return True
    before = tokens[index].nbor(-1) if tokens[index].i > 0 else None
    return before is not None and not before.is_space and before.text[-1:] not in '.!?»\n":-–'


def head_of(tokens: list[Token], coordinated: bool) -> list[Token]:
    """The tokens of the phrase from the first on, up to what cannot belong to it."""
    taken: list[Token] = []
    index = 0
    while index < len(tokens):
        if tokens[index].text in {"(", "["}:
            closing = _bracket_end(tokens, index)
            if closing is None:
                break
            taken += tokens[index : closing + 1]
            index = closing + 1
            continue
        if not _belongs(tokens, index, taken, coordinated):
            break
        taken.append(tokens[index])
        index += 1
    while taken and (lower(taken[-1]) in JOINERS | _WIDER_JOINERS | _CONJUNCTIONS or taken[-1].text in {"-", "'"}):
        taken.pop()
    return taken


def _bracket_end(tokens: list[Token], index: int) -> int | None:
    """Where a bracketed acronym or *(2S)*, a general's retirement, closes; None for another bracket."""
    ends = (i for i in range(index, min(index + 6, len(tokens))) if tokens[i].text in {")", "]"})
    inside = tokens[index + 1].text if index + 1 < len(tokens) else ""
    return next(ends, None) if inside[:1].isupper() or inside in {"2S", "2s"} else None


def _belongs(tokens: list[Token], index: int, taken: list[Token], coordinated: bool) -> bool:
    """True if a token goes on with the phrase."""
    token = tokens[index]
    word = lower(token)
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if word in RELATIVES or token.text in _BREAKS or (word in TIMES and taken and token.text[0].islower()):
        return False
    if word in _PUBLISHED and len(taken) > 1:
        return False  # *rapport du Congrès américain publié mardi*
    if word in _CONJUNCTIONS:
        joined = following and (coordinated or following.text[:1].isupper() or word == "&")
        if following and word == "et" and taken and all(is_person_noun(one.text) for one in (taken[0], following)):
            return True  # *éleveur et père de six enfants*
        return bool(joined) and _nominal(tokens, index + 1)
    if word in JOINERS or token.text in {"-", "’", "'"}:
        return following is not None
    if token.text in _PARTICLES and taken and following is not None and following.text[:1].isupper():
        return tokens[index - 1].text[:1].isupper()  # *Valle del Cauca*
    if word in _WIDER_JOINERS:
        if not taken or not following or lower(following) in {"cela", "ce"}:
            return False
        return _nominal(tokens, index + 1) and _takes_complement(taken)
    if word in _INNER_DETERMINERS and taken and lower(tokens[index - 1]) in _TAKE_DETERMINERS:
        return following is not None
    if taken and token.like_num and _counts(tokens, index):
        before = lower(tokens[index - 1])
        return before == "des" or (before == "de" and any(lower(one) in _PARENTS for one in taken))
    if taken and tokens[index - 1].text == "-":
        return True
    if word == "unies" and taken:
        return True
    if taken and word.rstrip("es") in _tells_who() and following and not is_document(taken[0].text):
        return True  # *colonel malien réfugié à Dakar*
    if word.rstrip("es") in _LED and taken and following and lower(following) == "par":
        return not is_document(taken[0].text) and not is_person_noun(lower(taken[0]))  # *coalition menée par Riyad*
    if word == "par" and taken and lower(taken[-1]).rstrip("es") in _LED:
        return following is not None
    if is_past_participle(token) and taken and following and lower(following) in _PARTICIPLE_GOVERNS:
        return False  # *décompte de l'AFP établi à partir de …*
    if taken and _PEOPLE.fullmatch(token.text) and tokens[index - 1].pos_ in {"NOUN", "PROPN"}:
        return True
    if taken and (word in _STYLED or (word in _COMPASS and tokens[index - 1].pos_ == "NOUN")):
        return True  # *colonel de la zone sud*
    if is_past_participle(token) and taken and lower(tokens[index - 1]) in JOINERS:
        return True  # *pour les réfugiés*
    return _is_nominal(token)


def _counts(tokens: list[Token], index: int) -> bool:
    """True for a numeral that counts what follows: *selon l'état-major [5 200 soldats]*; not *Sokola 2*, *front 33*."""
    token, following = tokens[index], tokens[index + 1] if index + 1 < len(tokens) else None
    if not (token.pos_ == "NUM" or token.text.isdigit()):
        return False  # *troisième division*, *101e*
    return following is not None and (following.like_num or (following.pos_ == "NOUN" and following.text[0].islower()))


def _takes_complement(taken: list[Token]) -> bool:
    """True after nouns that take a complement with à, pour, en …: *chercheuse à l'institut*, *centre pour …*."""
    last = taken[-1]
    open_ended = last.pos_ in {"NOUN", "PROPN", "ADJ"} or verb_form(last) == "Part" or lower(last) == "unies"
    open_ended = open_ended or lower(last).rstrip("es") in _tells_who()
    return (open_ended or lower(last) in _CONJUNCTIONS) and not any(lower(token) in TIMES for token in taken)


@cache
def _tells_who() -> frozenset[str]:
    """The participles (without gender and number) that tell who somebody is: *réfugié à Dakar*; not *joint à Dakar*."""
    return frozenset(word.rstrip("es") for word in function_words("of_standing"))


def _nominal(tokens: list[Token], index: int) -> bool:
    found = next((token for token in tokens[index : index + 3] if lower(token) not in DETERMINERS), None)
    if found is None:
        return False
    return _is_nominal(found) or (is_past_participle(found) and found is not tokens[index])  # *pour les réfugiés*


def _is_nominal(token: Token) -> bool:
    if lower(token) in _CITED:
        return False
    if token.pos_ in _NOMINAL or token.text[:1].isupper() or lower(token) in demonym_forms():
        return True
    if is_past_participle(token):
        return token.dep_ in {"amod", "acl"}
    return token.pos_ == "VERB" and token.text.endswith(("ant", "ants")) and is_person_noun(token.text)  # *opposant*


def is_past_participle(token: Token) -> bool:
    participle = token.pos_ == "VERB" and verb_form(token) == "Part"
    return participle and not token.text.endswith("ant")
