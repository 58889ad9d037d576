"""Small walks over a dependency tree, shared by matchers and links: token → token, token → span.

Labels are those of fr_core_news_md 3.8 (Universal Dependencies). The parse is good for heads and scopes; it is
bad after quotations, hyphens and headings, so callers keep a fallback on position.
"""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Span, Token

from newsextract.lexicon import read_toml

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj", "expl:subj"})
AUXILIARIES = frozenset({"aux", "aux:tense", "aux:pass", "aux:caus", "cop"})
_NEGATORS = frozenset({"pas", "jamais", "aucun", "aucune", "ni", "guère", "nullement", "point"})


def lower(token: Token) -> str:
    """The token's form in lower case with a plain apostrophe."""
    return str(token.lower_).replace("’", "'")


_verb_forms: dict[int, str] = {}  # by the model's key of a morphology, of which it has some two hundred


def verb_form(token: Token) -> str:
    """*Fin*, *Inf*, *Part* or nothing; to ask the token's morphology each time takes six times as long."""
    key = hash(token.morph)
    form = _verb_forms.get(key)
    if form is None:
        form = _verb_forms[key] = "".join(token.morph.get("VerbForm", []))
    return form


def subject_of(verb: Token) -> Token | None:
    """The token that heads the subject of `verb`, or None.

    A coordinated verb shares the first one's subject, an infinitive its governor's; a participle's subject is its noun.
    """
    seen: set[int] = set()
    token = verb
    while token.i not in seen:
        seen.add(token.i)
        own = [child for child in token.children if child.dep_ in SUBJECTS]
        if own:
            return own[0] if len(own) == 1 else _likelier(own, token)
        if (
            token.dep_ in AUXILIARIES
            or token.dep_ == "xcomp"
            or (token.dep_ == "conj" and token.head.pos_ in {"VERB", "AUX"})
        ):
            token = token.head
        elif token.dep_ == "acl":
            return token.head
        else:
            return None
    return None


def _likelier(subjects: list[Token], verb: Token) -> Token:
    """Of several that the parse gives a verb, the first that no preposition leads and that no colon cuts off.

    *D'après le général Breuer, la Russie alignera …*: the general is not who fields them.
    """
    return next((one for one in subjects if not _is_cut_off(one, verb)), subjects[-1])


def _is_cut_off(subject: Token, verb: Token) -> bool:
    if any(child.dep_ == "case" and child.lower_ not in {"des", "du"} for child in subject.children):
        return True  # des and du may be articles, whatever the parse says
    return any(token.text in {":", ";"} for token in subject.doc[subject.i + 1 : verb.i])


def clause_of(token: Token) -> Token:
    """The verb (or predicate) that heads the clause `token` stands in; the sentence root if there is none."""
    for ancestor in (token, *token.ancestors):
        if is_predicate(ancestor):
            return ancestor
    return token.sent.root


def is_predicate(token: Token) -> bool:
    """True for a verb that heads a clause and for a noun or adjective with a copula."""
    if token.dep_ in AUXILIARIES:
        return False
    return token.pos_ in {"VERB", "AUX"} or any(child.dep_ == "cop" for child in token.children)


def auxiliaries(verb: Token) -> list[Token]:
    """The auxiliaries and copulas of `verb`, in order."""
    return [child for child in verb.children if child.dep_ in AUXILIARIES]


def is_conditional(verb: Token) -> bool:
    """True if `verb` or its auxiliary is in the conditional (*enverrait*, *auraient participé*), by its form."""
    return any(_has_future_stem(lower(token), _CONDITIONAL) for token in (verb, *auxiliaries(verb)))


def is_future(verb: Token) -> bool:
    """True if `verb` or its auxiliary is in the future (*enverra*, *seront envoyés*), by its form."""
    return any(_has_future_stem(lower(token), _FUTURE) for token in (verb, *auxiliaries(verb)))


# enverr-aient, ser-ait, livrer-ait; not livr-ait (imperfect)
_CONDITIONAL = re.compile(r"(?P<stem>\w+r)(?:ais|ait|ions|iez|aient)")
# enverr-a, ser-ont; not livr-a (past historic)
_FUTURE = re.compile(r"(?P<stem>\w*r)(?:ai|as|a|ons|ez|ont)")
_FUTURE_STEM = re.compile(r"\w{2,}(?:er|ir|[bcdptv]r|oir|air|clur)")


def _has_future_stem(form: str, ending: re.Pattern[str]) -> bool:
    """True if a form is a future stem with one of these endings.

    The model's moods are wrong on every fifth such form, so the form decides: a stem that is an irregular one or has
    the shape of an infinitive, unless it is the stem of a verb in -rer, -vrir … (*tirait*, *ouvrait*).
    """
    match = ending.fullmatch(form)
    if match is None:
        return False
    stem = match["stem"]
    if stem in _words("irregular_future", "stems"):
        return True
    return bool(_FUTURE_STEM.fullmatch(stem)) and stem not in _stems_in_r()


@cache
def _words(table: str, key: str) -> frozenset[str]:
    return frozenset(read_toml("tenses.toml")[table][key].split())


@cache
def _stems_in_r() -> frozenset[str]:
    """The stems in r of verbs that are no futures: tirer → tir, considérer → considér, ouvrir → ouvr."""
    return frozenset(verb[:-2] for verb in _words("stems_in_r", "verbs"))


def is_negated(verb: Token) -> bool:
    """True if a negation bears on `verb`; the restrictive *ne … que*, *ne … plus que* is none."""
    around = [child for token in (verb, *auxiliaries(verb)) for child in token.children if abs(child.i - verb.i) < 12]
    forms = {lower(child) for child in around if child.dep_ not in {"obj", "nsubj"}} | {
        lower(token) for token in verb_group(verb)
    }
    if forms & _NEGATORS:
        return bool(forms & {"ne", "n'"}) or not _sets_off(verb, around)
    return "plus" in forms and bool(forms & {"ne", "n'"}) and not _restricts(verb)


def _sets_off(verb: Token, around: list[Token]) -> bool:
    """True if *pas*, *aucun* are another's, without *ne*: *a perdu trente hommes, pas son honneur* is a loss, *Londres
    en fournit 800 et Paris aucun* a loan."""
    negators = [child for child in around if lower(child) in _NEGATORS]
    return bool(negators) and all(one.i > verb.i and _is_beyond(verb, one) for one in negators)


def _is_beyond(verb: Token, negator: Token) -> bool:
    """True where a new member of the sentence begins between the verb and its negator."""
    joined = {",", "mais", "et"}
    if lower(negator) in {"aucun", "aucune"}:
        return any(lower(token) in joined for token in verb.doc[verb.i + 1 : negator.i])
    return lower(negator.nbor(-1)) in joined


def _restricts(verb: Token) -> bool:
    """True if *que* follows within the clause: *n'a plus que 300 hommes*."""
    following = verb.doc[verb.i : min(verb.i + 8, len(verb.doc))]
    return any(lower(token) in {"que", "qu'"} for token in following)


def verb_group(verb: Token) -> Span:
    """The span of `verb` with its auxiliaries and what stands between them: *n'a pas confirmé*."""
    members = [verb, *auxiliaries(verb)]
    first = min(members, key=lambda token: token.i).i
    while first > 0 and lower(verb.doc[first - 1]) in {"ne", "n'"}:
        first -= 1
    last = max(members, key=lambda token: token.i).i
    while last + 1 < len(verb.doc) and lower(verb.doc[last + 1]) in {"pas", "jamais"}:
        last += 1
    return verb.doc[first : last + 1]


def subtree(token: Token) -> Span:
    """The contiguous span from the left to the right edge of what `token` governs."""
    return token.doc[token.left_edge.i : token.right_edge.i + 1]
