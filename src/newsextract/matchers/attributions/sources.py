"""Where a source may begin → its noun phrase, without determiner, with acronym, complement and naming apposition.

*le Service national de renseignement (NIS) de la Corée du Sud* → *Service … Sud*; it ends before *, qui …* and *mardi*.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache
from itertools import compress
from operator import attrgetter

from spacy.attrs import IS_SPACE
from spacy.tokens import Token

from newsextract.actors import country_of_name, country_of_seat, demonym_forms, organisation
from newsextract.grammar import lower, verb_form
from newsextract.lexicon import function_words
from newsextract.matchers.attributions.cue import Stretch
from newsextract.matchers.attributions.source_words import head_types, is_document, is_person_noun, words_of
from newsextract.reading import Reading, remembered

PRONOUNS = function_words("subject_pronouns") | {"ce dernier", "cette dernière", "ces derniers", "ces dernières"}
# ce dernier · l'intéressée; not *le premier ministre*, *le premier bilan*
_PHRASAL_PRONOUN = re.compile(
    r"""(?:ce\sdernier|cette\sdernière|ces\sderniers|ces\sdernières|l'intéressée?|les\sintéressée?s
    |le\spremier|le\ssecond|la\spremière|la\sseconde)(?=\s|,|\.|$)
    (?!\s(?:ministre|lieutenant|bilan|maître|magistrat|secrétaire|ministère|sergent|adjointe?|conseill\w+|vice-\w+
    |président\w*))""",
    re.IGNORECASE | re.VERBOSE,
)
_DETERMINERS = function_words("determiners")
_JOINERS = frozenset({"de", "du", "des", "d'", "la", "le", "les", "l'"})
_PARTICLES = function_words("name_particles") - _JOINERS
_WIDER_JOINERS = frozenset({"à", "au", "aux", "en", "pour", "sur"})
# chef d'[une] milice · chercheur à [son] institut
_INNER_DETERMINERS = function_words("inner_determiners")
_TAKE_DETERMINERS = frozenset({"de", "d'", "à", "dans", "pour", "sur", "en"})
_PARTICIPLE_GOVERNS = frozenset({"à", "dans", "auprès", "lors", "en", "sur", "depuis"})
_GOVERN_NAMES = frozenset({"de", "du", "d'", "des", "à", "au", "aux", "en"})
_RELATIVES = frozenset({"qui", "que", "qu'", "dont", "où", "lequel", "laquelle", "lesquels"})
_OPENERS = function_words("no_subjects")
# armée [arakanaise]: adjectives of peoples, which the tagger often takes for verbs
_PEOPLE = re.compile(r"[a-zà-ÿ-]{3,}(?:aise?s|aise|ienn?e?s?|oise?s|oise|éenne?s?|éens?)")
_CONJUNCTIONS = frozenset({"et", "ni", "ou", "&"})
_BREAKS = frozenset(',;:.!?»«")–—') | {"..."}
_TIMES = function_words("times")
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "X", "NUM", "SYM"})
_CITED = function_words("cited")
_PUBLISHED = function_words("published")


# l'officier[ de 37 ans]
_AGE = re.compile(r"\s(?:de|âgée?\sde)\s\d{1,3}\sans$")
# Jérôme H.
_INITIAL = re.compile(r"\s[A-Z]\.$")
# une source sécuritaire[ à Sikasso]
_WHERE = re.compile(r"\s(?:à|au|aux|en)\s[A-ZÀ-Ý][\w'-]+$")


# Castries[ à la radio] · le ministère de la Défense[ sur Telegram] · Galtieri[ du balcon de la Casa Rosada]
_CHANNEL = re.compile(
    r"""\s(?:sur\s(?:Telegram|X|Twitter|Facebook|WhatsApp|Instagram|TikTok|Truth\sSocial|YouTube|Weibo|le\sréseau(?:\ssocial)?\sX|son\scompte|sa\schaîne|sa\spage|les\sréseaux|les\sondes)
    |à\s(?:la\s(?:radio|télévision|télé|presse|tribune|barre)|l'(?:antenne|AFP|agence))|au\s(?:téléphone|micro)|du\s(?:balcon|haut)\sd[eu])\b.*$""",
    re.VERBOSE,
)


# Kwon Tae[-il]
_HYPHENATED = re.compile(r"(?:-[a-zà-ÿ]{2,})+(?![\w-])")
LONGEST = 300  # characters: no source's phrase is longer, appositions included


def noun_phrase_from(reading: Reading, start: int, end: int, coordinated: bool = False) -> Stretch | None:
    """The noun phrase that begins at `start` (after its determiner) and ends before `end`."""
    if end <= start:
        return None
    words, starts = _words(reading)
    tokens = words[bisect_left(starts, start) : bisect_left(starts, min(end, start + LONGEST))]
    pronoun = _PHRASAL_PRONOUN.match(reading.folded, tokens[0].idx, end) if tokens else None
    if pronoun:
        return pronoun.span()
    tokens = _without_determiners(tokens)
    if not tokens:
        return None
    if lower(tokens[0]) in PRONOUNS:
        return tokens[0].idx, tokens[0].idx + len(tokens[0])
    taken = _head(tokens, coordinated) if lower(tokens[0]) not in _OPENERS else []
    if not taken:
        return None
    last = _with_appositions(tokens, taken, closed_by_comma=reading.folded.startswith(",", end))
    return _stretch(reading, tokens[0], last, end)


@remembered
def _words(reading: Reading) -> tuple[list[Token], list[int]]:
    """The tokens that are no blanks, and their offsets."""
    is_word = (reading.doc.to_array(IS_SPACE) == 0).tolist()
    return list(compress(reading.tokens, is_word)), list(compress(reading.token_starts, is_word))


def _stretch(reading: Reading, head: Token, last: Token, end: int) -> Stretch:
    """The phrase's offsets: a name is taken whole; an age, and where a nameless source was met, are left out."""
    first, close = head.idx, last.idx + len(last)
    longer = (mention.end for mention in reading.mentions if first <= mention.start < close < mention.end <= end)
    named = next(longer, close)
    if last.text[:1].isupper() and (rest := _HYPHENATED.match(reading.folded, named, end)):
        named = rest.end()  # *Kwon Tae-il*, where the tokenizer sees a pronoun
    words = reading.folded[first:named]
    words = _AGE.sub("", words if _INITIAL.search(words) else words.rstrip(" ,.;:"))
    if lower(head) in {"source", "sources"}:
        words = _WHERE.sub("", words)
    where = _WHERE.search(words)
    if where and reading.token_at(first + where.start() - 1).ent_type_ == "PER":
        words = words[: where.start()]  # *a déclaré Boris Pistorius à Bruxelles*
    channel = _CHANNEL.search(words)
    if channel and "," not in words[channel.end() :]:
        words = words[: channel.start()]
    return first, first + len(words)


def _without_determiners(tokens: list[Token]) -> list[Token]:
    index = 0
    while index < len(tokens) and (lower(tokens[index]) in _DETERMINERS or tokens[index].text in {"«", "»", '"', ","}):
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


def _head(tokens: list[Token], coordinated: bool, sure: int = 0) -> list[Token]:
    """The tokens of the phrase from the first on, up to what cannot belong to it; the first `sure` ones do."""
    taken = tokens[:sure]
    index = sure
    while index < len(tokens):
        if tokens[index].text == "(":
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
    while taken and (lower(taken[-1]) in _JOINERS | _WIDER_JOINERS | _CONJUNCTIONS or taken[-1].text in {"-", "'"}):
        taken.pop()
    return taken


def _bracket_end(tokens: list[Token], index: int) -> int | None:
    """Where a bracketed acronym or *(2S)*, a general's retirement, closes; None for another bracket."""
    ends = (i for i in range(index, min(index + 6, len(tokens))) if tokens[i].text == ")")
    inside = tokens[index + 1].text if index + 1 < len(tokens) else ""
    return next(ends, None) if inside[:1].isupper() or inside in {"2S", "2s"} else None


def _belongs(tokens: list[Token], index: int, taken: list[Token], coordinated: bool) -> bool:
    """True if a token goes on with the phrase."""
    token = tokens[index]
    word = lower(token)
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if word in _RELATIVES or token.text in _BREAKS or (word in _TIMES and taken and token.text[0].islower()):
        return False
    if word in _PUBLISHED and len(taken) > 1:
        return False  # *rapport du Congrès américain publié mardi*
    if word in _CONJUNCTIONS:
        joined = following and (coordinated or following.text[:1].isupper() or word == "&")
        if following and word == "et" and taken and all(is_person_noun(one.text) for one in (taken[0], following)):
            return True  # *éleveur et père de six enfants*
        return bool(joined) and _nominal(tokens, index + 1)
    if word in _JOINERS or token.text in {"-", "’", "'"}:
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
        return lower(tokens[index - 1]) == "de" and any(lower(one) in _PARENTS for one in taken)
    if taken and tokens[index - 1].text == "-":
        return True
    if word == "unies" and taken:
        return True
    if taken and lower(token).rstrip("es") in _tells_who() and following and not is_document(taken[0].text):
        return True  # *colonel malien réfugié à Dakar*
    if _is_past_participle(token) and taken and following and lower(following) in _PARTICIPLE_GOVERNS:
        return False  # *décompte de l'AFP établi à partir de …*
    if taken and _PEOPLE.fullmatch(token.text) and tokens[index - 1].pos_ in {"NOUN", "PROPN"}:
        return True
    if taken and word in _STYLED:
        return True
    if _is_past_participle(token) and taken and lower(tokens[index - 1]) in _JOINERS:
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
    return (open_ended or lower(last) in _CONJUNCTIONS) and not any(lower(token) in _TIMES for token in taken)


@cache
def _tells_who() -> frozenset[str]:
    """The participles (without gender and number) that tell who somebody is: *réfugié à Dakar*; not *joint à Dakar*."""
    return frozenset(word.rstrip("es") for word in function_words("of_standing"))


def _nominal(tokens: list[Token], index: int) -> bool:
    found = next((token for token in tokens[index : index + 3] if lower(token) not in _DETERMINERS), None)
    if found is None:
        return False
    return _is_nominal(found) or (_is_past_participle(found) and found is not tokens[index])  # *pour les réfugiés*


def _is_nominal(token: Token) -> bool:
    if lower(token) in _CITED:
        return False
    if token.pos_ in _NOMINAL or token.text[:1].isupper() or lower(token) in demonym_forms():
        return True
    return _is_past_participle(token) and token.dep_ in {"amod", "acl"}


def _is_past_participle(token: Token) -> bool:
    participle = token.pos_ == "VERB" and verb_form(token) == "Part"
    return participle and not token.text.endswith("ant")


def _with_appositions(tokens: list[Token], taken: list[Token], closed_by_comma: bool) -> Token:
    """The last token of the phrase, or of the appositions that name it or tell who it is.

    *porte-parole*, **le colonel Amit Regev** · *Naw Mu*, **infirmière** · *les Brigades*, **branche du Hamas**.
    """
    last = taken[-1]
    named = _holds_person(taken)
    while True:
        apposed = _apposition(tokens, last, named, _is_name(taken), closed_by_comma)
        if not apposed:
            return last
        named = named or _holds_person(apposed)
        taken, last = apposed if named else taken, apposed[-1]


def _is_name(taken: list[Token]) -> bool:
    """True for a phrase that opens with a name: *Naw Mu*; not *Premier ministre*, *Défenseure du peuple*."""
    if not taken[0].text[0].isupper():
        return False
    determined = taken[0].i > 0 and lower(taken[0].nbor(-1)) in _DETERMINERS
    return not (determined and len(taken) > 1 and is_person_noun(lower(taken[0])))


_PARENTS = frozenset({"mère", "père", "parents"})  # mère de [trois] enfants
_STYLED = frozenset({"autoproclamé", "autoproclamée", "autoproclamés", "déchu", "déchue", "démissionnaire"})
# *la voix du maquis*, not *la voix brisée*; *son bras armé*, not *le bras en écharpe*
_OF_WHOM = {"voix": ("du", "de", "d'", "des", "officielle"), "bras": ("armé",)}
_NO_APPOSITION = frozenset({"de", "d'", "du", "des", "au", "aux", "ni", "et"})
_MARKS = frozenset('«»"“”')
_ENDS = frozenset(",.;)!?»:") | {"–", "—"}


_INDEX = attrgetter("i")


def _apposition(tokens: list[Token], last: Token, named: bool, is_name: bool, closed_by_comma: bool) -> list[Token]:
    """The tokens of the apposition after `last`; none if what follows the comma is something else."""
    after = tokens[bisect_right(tokens, last.i, key=_INDEX) :]
    if len(after) < 2 or after[0].text != ",":
        return []
    if lower(after[1]) in _NO_APPOSITION:
        return _employer(after[1:], closed_by_comma) if named or is_name else []
    if lower(after[1]) == "alors":
        after = [after[0], *after[2:]]  # *Guy Marchetti, alors capitaine*
        if len(after) < 2:
            return []
    one_of = _is_one_of(after[1:3])
    bare = after[1:] if one_of else _without_determiners(after[1:])
    if after[1].text in _MARKS:
        bare = [token for token in bare if token.text not in _MARKS]
    apposed = _head_of_apposition(bare)
    if not apposed or (apposed[0].like_num and not one_of) or lower(apposed[0]) in _TIMES:
        return []
    if len(apposed) == 1 and organisation(apposed[0].text):
        return []  # *Selon un responsable, Wagner est parti*
    closed = next((token for token in after if token.i > apposed[-1].i), None)
    ends = closed is None or closed.text in _ENDS or lower(closed) in _RELATIVES or one_of
    titled = not is_name and (is_person_noun(tokens[0].text) or lower(tokens[0]) in words_of("generics"))
    if _holds_person(apposed) or (titled and ends and _is_full_name(apposed)):
        return apposed if not (named or is_name) else []
    common = apposed[0].text[0].islower() or lower(after[1]) in {"un", "une"}  # *Hrana, une ONG basée …*
    tells_who = common and (named or is_name) and _names_role(apposed)
    return apposed if ends and tells_who and (closed_by_comma if closed is None else closed.text != "»") else []


def _employer(tokens: list[Token], closed_by_comma: bool) -> list[Token]:
    """*Keiko Murase*, **de l'université Keio**; *s'agit, note l'analyste, d'un repli*: there the clause goes on."""
    if lower(tokens[0]) not in {"de", "du", "d'"}:
        return []
    bare = _without_determiners(tokens[1:])
    staff = [token.text for token in bare[:3]] == ["état", "-", "major"]
    if not bare or not (staff or lower(bare[0]) in words_of("bodies") | words_of("workplaces")):
        return []
    body = _head(bare, False)
    if not body:
        return []
    closed = next((token for token in tokens if token.i > body[-1].i), None)
    ends = closed_by_comma if closed is None else closed.text in _ENDS
    return [token for token in tokens if token.i <= body[-1].i] if ends else []


def _is_one_of(tokens: list[Token]) -> bool:
    """*l'un des …*, *l'une des …*"""
    return [lower(token) for token in tokens] in (["l'", "un"], ["l'", "une"])


def _head_of_apposition(tokens: list[Token]) -> list[Token]:
    """As `_head`, but *l'un de leurs commandants dans le Gojjam* is one."""
    if _is_one_of(tokens[:2]):
        rest = _without_determiners(tokens[2:])
        rest = _head(rest[1:] if rest and lower(rest[0]) in {"plus", "rares"} else rest, False)
        return [token for token in tokens if token.i <= rest[-1].i] if rest else []
    if len(tokens) > 2 and _is_past_participle(tokens[1]) and lower(tokens[2]) in _JOINERS:
        return [*tokens[:2], *_head(tokens[2:], False)]  # *« général » autoproclamé d'une coalition*
    a_role = bool(tokens) and tokens[0].pos_ == "VERB" and is_person_noun(tokens[0].text)  # *commerçant*, *élu*
    taken = _head(tokens, False, sure=1 if a_role else 0)
    return _with_workplace(tokens, taken) if taken and is_person_noun(lower(taken[0])) else taken


_WORK_IN = frozenset({"à", "au", "aux", "dans", "de", "d'", "du", "en", "pour", "auprès"})


def _with_workplace(tokens: list[Token], taken: list[Token]) -> list[Token]:
    """*chercheuse* **associée à l'université Laval**, *sergent de réserve* **dans le génie**."""
    rest = tokens[len(taken) :]
    participle = rest[:1] if rest and _is_past_participle(rest[0]) and lower(rest[0]) in words_of("at_work") else []
    place = rest[len(participle) :]
    if len(place) < 2 or lower(place[0]) not in _WORK_IN:
        return taken
    determiners = place[1 : 1 + (lower(place[1]) in _DETERMINERS)]
    body = _head(place[1 + len(determiners) :], False)
    if not body or lower(body[0]) == "civil":
        return taken  # *mouleur dans le civil*
    return [*taken, *participle, place[0], *determiners, *body]


def _names_role(apposed: list[Token]) -> bool:
    """True unless a participle opens the apposition: *installé à Chiang Mai* tells where he is, not who."""
    if lower(apposed[0]) in words_of("not_roles"):
        return len(apposed) > 1 and lower(apposed[1]) in _OF_WHOM.get(lower(apposed[0]), ())
    if apposed[0].pos_ in {"NOUN", "PROPN"} or len(apposed[0].text) < 3:
        return True
    return lower(apposed[0]) in head_types() or is_person_noun(apposed[0].text)


def _is_full_name(tokens: list[Token]) -> bool:
    """Up to three capitals, nothing else: after *le chef de pièce*, a name that the model takes for a place."""
    name = " ".join(token.text for token in tokens)
    if len(tokens) > 3 or not all(token.text[0].isupper() for token in tokens) or country_of_seat(name):
        return False
    return len(tokens) > 1 or not (len(name) < 3 or name.isupper() or organisation(name) or country_of_name(name))


def _is_governed(tokens: list[Token], index: int) -> bool:
    """True for a name behind *de*, *du*, *de la*: *ministre de la Défense* is not called so."""
    before = [lower(token) for token in tokens[max(0, index - 2) : index]]
    if not before:
        return False
    return before[-1] in _GOVERN_NAMES or (before[-1] in {"la", "l'"} and before[0] in {"de", "à"})


def _holds_person(tokens: list[Token]) -> bool:
    """True if a phrase holds a person's name: two capitalised words in a row, or one that the model calls a person."""
    governed = False
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        governed = token.text[0].isupper() and (governed or _is_governed(tokens, index))
        if not token.text[0].isupper() or governed:
            continue  # *porte-parole du Twirwaneho*, *politologue à Bahir Dar*
        if token.ent_type_ == "PER":
            return True
        if following is None or not following.text[0].isupper() or token.ent_type_ in {"ORG", "LOC"}:
            continue
        if (
            token.pos_ in {"PROPN", "X"}
            and following.pos_ in {"PROPN", "X", "ADJ", "NOUN"}
            and not token.text.isupper()
        ):
            return True
    return False
