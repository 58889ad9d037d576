"""Where a source may begin → its noun phrase, without determiner, with acronym, complement and naming apposition.

*le Service national de renseignement (NIS) de la Corée du Sud* → *Service … Sud*; it ends before *, qui …* and *mardi*.
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from newsextract.actors import country_of_seat, organisation
from newsextract.grammar import lower
from newsextract.reading import Reading

Stretch = tuple[int, int]

PRONOUNS = frozenset({"il", "elle", "ils", "elles", "lui", "eux", "celui-ci", "celle-ci", "ceux-ci", "celles-ci", "ce dernier",
                      "cette dernière", "ces derniers", "ces dernières"})
# ce dernier · cette dernière
_PHRASAL_PRONOUN = re.compile(r"(?:ce dernier|cette dernière|ces derniers|ces dernières|l'intéressée?|les intéressée?s|le premier|le second|la première|la seconde)(?=\s|,|$)(?!\s(?:ministre|lieutenant|bilan))", re.IGNORECASE)
_DETERMINERS = frozenset({"le", "la", "l'", "les", "un", "une", "des", "du", "de", "d'", "ce", "cet", "cette", "ces", "son", "sa", "ses", "leur",
                          "leurs", "notre", "nos", "votre", "vos", "mon", "ma", "mes", "plusieurs", "certains", "certaines", "quelques", "deux", "trois", "quatre",
                          "cinq", "ni", "divers", "diverses", "différents", "différentes", "nombreux", "nombreuses", "aux", "au"})
_JOINERS = frozenset({"de", "du", "des", "d'", "la", "le", "les", "l'"})
_WIDER_JOINERS = frozenset({"à", "au", "aux", "en", "pour", "sur"})
_RELATIVES = frozenset({"qui", "que", "qu'", "dont", "où", "lequel", "laquelle", "lesquels"})
_TIMES = frozenset("""lundi mardi mercredi jeudi vendredi samedi dimanche hier aujourd'hui demain matin soir midi janvier février mars avril mai juin
    juillet août septembre octobre novembre décembre""".split())
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "X", "NUM", "SYM"})
_ADDRESSEE = re.compile(
    r"\s*(?:,\s)?(?:(?:à|devant|auprès de|au micro de|sur)\s(?:la\s|l'|le\s|les\s|des\s|ses\s|un\s)?[\wÀ-ÿ.'-]+(?:\s(?-i:[A-ZÉ])[\w-]+)*|"
    r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier|aujourd'hui)(?:\s(?:matin|soir|midi|\d{1,2}(?:er)?(?:\s[a-zéû]+)?))?|"
    r"de son côté|pour sa part|de leur côté|sous couvert d'anonymat|sous le couvert de l'anonymat|dans un (?:communiqué|entretien|tweet|message)(?:\s(?:à|au)\s\S+)?|"
    r"par ailleurs|également|aussi|en outre|ensuite|alors|notamment|encore|toutefois|cependant|à la télévision)(?=[\s,])", re.IGNORECASE
)


def skip_addressees(folded: str, start: int, end: int) -> int:
    """The offset after dates, addressees and adverbs that stand between an incised verb and its subject."""
    while start < end:
        match = _ADDRESSEE.match(folded, start, end)
        if not match or match.end() == start:
            break
        start = match.end()
    return start


def noun_phrase_from(reading: Reading, start: int, end: int, coordinated: bool = False) -> Stretch | None:
    """The noun phrase that begins at `start` (after its determiner) and ends before `end`."""
    tokens = [token for token in reading.span(start, end) if token.idx >= start and token.idx < end and not token.is_space]
    pronoun = _PHRASAL_PRONOUN.match(reading.folded, tokens[0].idx, end) if tokens else None
    if pronoun:
        return pronoun.span()
    tokens = _without_determiners(tokens)
    if not tokens:
        return None
    if lower(tokens[0]) in PRONOUNS:
        return tokens[0].idx, tokens[0].idx + len(tokens[0])
    taken = _head(tokens, coordinated)
    if not taken:
        return None
    last = _with_apposition(tokens, taken, closed_by_comma=reading.folded.startswith(",", end))
    first, close = tokens[0].idx, last.idx + len(last)
    named = next((mention.end for mention in reading.mentions if first <= mention.start < close < mention.end <= end), close)
    stretch = _AGE.sub("", reading.text[first:named].rstrip(" ,.;:"))
    return first, first + len(stretch)


# l'officier[ de 37 ans]
_AGE = re.compile(r"\s(?:de|âgée?\sde)\s\d{1,3}\sans$")


def _without_determiners(tokens: list[Token]) -> list[Token]:
    index = 0
    while index < len(tokens) and (lower(tokens[index]) in _DETERMINERS or tokens[index].text in {"«", "»", '"', ","}):
        if tokens[index].text in {"Le", "La", "Les"} and _names_with_article(tokens, index):
            break
        index += 1
    return tokens[index:]


def _names_with_article(tokens: list[Token], index: int) -> bool:
    """True for a capital article that belongs to a name: *La Havane*, *par Le Courrier de Lavaux*."""
    if index + 1 >= len(tokens) or not tokens[index + 1].text[:1].isupper():
        return False
    name = f"{tokens[index].text} {tokens[index + 1].text}"
    if country_of_seat(name) or organisation(name):
        return True
    before = tokens[index].nbor(-1) if tokens[index].i > 0 else None
    return before is not None and before.text[-1:] not in {".", "!", "?", "»", "\n", '"', ":", "-", "–"} and not before.is_space


def _head(tokens: list[Token], coordinated: bool) -> list[Token]:
    """The tokens of the phrase from the first on, up to what cannot belong to it."""
    taken: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        word = lower(token)
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if token.text == "(":
            closing = next((i for i in range(index, min(index + 6, len(tokens))) if tokens[i].text == ")"), None)
            if closing is None or not tokens[index + 1].text[:1].isupper():
                break
            taken += tokens[index : closing + 1]
            index = closing + 1
            continue
        if word in _TIMES and taken and not token.text[0].isupper():
            break
        if word in _RELATIVES or token.text in {",", ";", ":", ".", "!", "?", "»", "«", '"', ")", "–", "—"}:
            break
        if word in {"et", "ni", "ou", "&"}:
            if not following or not (coordinated or following.text[:1].isupper() or word == "&") or not _nominal(tokens, index + 1):
                break
        elif word in _JOINERS or token.text in {"-", "’", "'"}:
            if not following:
                break
        elif word in _WIDER_JOINERS:
            if not taken or not following or not _nominal(tokens, index + 1) or lower(following) in {"cela", "ce"} or not _complement(taken):
                break
        elif not (_is_nominal(token) or (taken and tokens[index - 1].text == "-")):
            break
        taken.append(token)
        index += 1
    while taken and (lower(taken[-1]) in _JOINERS | _WIDER_JOINERS | {"et", "ni", "ou"} or taken[-1].text in {"-", "'"}):
        taken.pop()
    return taken


def _complement(taken: list[Token]) -> bool:
    """True after nouns that take a complement with à, pour, en …: *chercheuse à l'institut*, *centre pour …*."""
    return (taken[-1].pos_ in {"NOUN", "PROPN", "ADJ"} or taken[-1].morph.get("VerbForm", []) == ["Part"] or lower(taken[-1]) in {"et", "ni", "ou"}) and not any(lower(token) in _TIMES for token in taken)


def _nominal(tokens: list[Token], index: int) -> bool:
    for token in tokens[index : index + 3]:
        if lower(token) in _DETERMINERS:
            continue
        return _is_nominal(token)
    return False


_CITED = frozenset({"cité", "citée", "cités", "citées", "interrogé", "interrogée", "interrogés", "joint", "jointe", "joints", "contacté", "contactée", "contactés"})


def _is_nominal(token: Token) -> bool:
    if lower(token) in _CITED:
        return False
    if token.pos_ in _NOMINAL or token.text[:1].isupper():
        return True
    return token.pos_ == "VERB" and token.morph.get("VerbForm") == ["Part"] and token.dep_ in {"amod", "acl"} and not token.text.endswith("ant")


# , le lieutenant-colonel Amit Regev · , branche armée du Hamas · , Ramiro Escalona
def _with_apposition(tokens: list[Token], taken: list[Token], closed_by_comma: bool) -> Token:
    """The last token of the phrase, or of the apposition that names it or that its name is explained by."""
    last = taken[-1]
    after = [token for token in tokens if token.i > last.i]
    if len(after) < 2 or after[0].text != ",":
        return last
    if lower(after[1]) in {"de", "d'", "du", "des", "au", "aux", "ni"}:
        return last  # *s'agit, note l'analyste, d'un repli*: the clause goes on
    bare = _without_determiners(after[1:])
    apposed = _head(bare, False)
    if not apposed or apposed[0].like_num or lower(apposed[0]) in _TIMES:
        return last
    closed = next((token for token in after if token.i > apposed[-1].i), None)
    ends = closed is None or closed.text in {",", ".", ";", ")", "!", "?", "»", ":"} or lower(closed) in _RELATIVES
    named, names = _holds_person(taken), _holds_person(apposed)
    if names and not named and taken[0].text[0].islower():
        return apposed[-1]
    if ends and not names and apposed[0].text[0].islower() and (named or taken[0].text[0].isupper()) and (closed_by_comma if closed is None else closed.text != "»"):
        return apposed[-1]
    return last


def _holds_person(tokens: list[Token]) -> bool:
    """True if the phrase holds a person's name: two capitalised words in a row, or one that the model calls a person."""
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        if token.ent_type_ == "PER" and token.text[0].isupper():
            return True
        if following is not None and token.text[0].isupper() and following.text[0].isupper() and token.pos_ == following.pos_ == "PROPN" and token.ent_type_ not in {"ORG", "LOC"}:
            return True
    return False
