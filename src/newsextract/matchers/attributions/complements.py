"""Verb of saying → what follows as its content: clause, infinitive, number, object or quotation, as its frames allow.

*affirme avoir tué 20 soldats* → *avoir … soldats*; *chiffre ses pertes à quatre hommes* → *ses pertes … hommes*;
*assure la maintenance* → nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from newsextract.frozen import frozen
from newsextract.grammar import lower
from newsextract.matchers.attributions.clauses import clause_from, object_from, trimmed
from newsextract.matchers.attributions.cue import Cue, Stretch
from newsextract.matchers.attributions.cue_phrases import phrases, words
from newsextract.matchers.attributions.cue_verbs import is_finite_alone, verb_forms
from newsextract.reading import Reading

# avance [pour les insurgés ]entre 51 000 et · annonce [pour juillet ]4 000 · évoque [côté russe ]300
_CONCERNED = re.compile(r"(?:pour|chez|côté|parmi)(?: (?:les?|la|cet?|cette|ces|sa|son|ses)\b| l')?[^.,;:«»]{2,28} ")
_CONCERN = 40  # letters of it at most


@frozen(slots=True)
class _Opening:
    """Where a verb's complement begins and which mark opens it: que, a colon or nothing."""

    reading: Reading
    cue: Cue
    quotes: Sequence[Stretch]
    start: int
    last: int
    mark: str

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        return pattern.match(self.reading.folded, self.start, self.last)

    @property
    def is_amount(self) -> bool:
        """True where a figure follows, or one behind those or the time that it is for: *pour juillet 4 000 tués*."""
        return any(amount.of != "article" and self._leads_to(amount.start) for amount in self.reading.amounts)

    def _leads_to(self, figure: int) -> bool:
        if not self.start < figure <= self.start + _CONCERN:
            return figure == self.start
        return _CONCERNED.fullmatch(self.reading.folded, self.start, figure) is not None

    def clause(self) -> Stretch | None:
        return clause_from(self.reading, self.start, self.last, self.quotes)

    def object(self, start: int | None = None) -> Stretch | None:
        return object_from(self.reading, self.start if start is None else start, self.last, self.quotes)


# ne parle[ que ]de « mesures défensives » · ne parle[, elle, que ]de 800 hommes · ne reconnaît[ que ]douze morts
_ONLY = re.compile(
    r"(?:, (?:lui|elle|eux|elles|quant à (?:lui|elle|eux|elles)|de son côté|pour sa part),)?(?:\sque\s|\squ'\s?)"
)
_NOT_THAT = re.compile(r"(?:de\s|d'|des\s|du\s|«\s?|\"|une?\s)")
_NEGATED = re.compile(r"(?:ne\s|n')(?!.*\b(?:pas|plus|jamais|guère)\b)", re.IGNORECASE)


def is_restrictive(reading: Reading, start: int, end: int) -> bool:
    """True for *ne parle que de*, *n'admet que douze morts*: no negation, and no clause after its *que*."""
    only = _ONLY.match(reading.folded, end)
    if only is None or not _NEGATED.match(reading.folded, start, end):
        return False
    counted = any(amount.start == only.end() and amount.of != "article" for amount in reading.amounts)
    return counted or bool(_NOT_THAT.match(reading.folded, only.end()))


def complement_of(reading: Reading, cue: Cue, quotes: Sequence[Stretch], last: int) -> Stretch | None:
    """The content that follows a verb of saying; None if nothing there can be one."""
    opening = _opening(reading, cue, quotes, last)
    if opening.mark == ":":
        return _after_colon(opening)
    if opening.mark:
        return opening.clause() if "q" in cue.frames else None
    return next((found for rule in (*_RULES, _introduced) if (found := rule(opening)) is not None), None)


# rappelle[ l'ampleur du chantier : la ]Bundeswehr compte · avance[ un tout autre bilan : une ]centaine
_INTRODUCES = re.compile(r"(?:(?:le|la|les|une?|des|son|sa|ses|ce|cette|ces)\s|l')[^,.;:«»\"]{3,45}?\s?:\s(?=[\w«\"“])")


# [S'y ]ajoutent les mercenaires : 22 000 combattants
_THERE_ALSO = re.compile(r"\b(?:s'y|s'|se|y)\s?$", re.IGNORECASE)


def _introduced(opening: _Opening) -> Stretch | None:
    """An object that a colon spells out with figures, after verbs that take a clause."""
    reflexive = _THERE_ALSO.search(opening.reading.folded, max(0, opening.cue.start - 5), opening.cue.start)
    found = opening.match(_INTRODUCES) if set("qc") <= set(opening.cue.frames) and not reflexive else None
    counted = found is not None and any(
        found.end() <= amount.start < opening.last and amount.of != "article" for amount in opening.reading.amounts
    )
    return opening.clause() if counted else None


def has_clear_complement(reading: Reading, cue: Cue, quotes: Sequence[Stretch], last: int) -> bool:
    """True if a clause, quotation, infinitive or measure follows the verb: no speaker can stand there."""
    opening = _opening(reading, cue, quotes, last)
    if opening.mark:
        return bool(set("qc") & set(cue.frames))
    counts = opening.is_amount and not _INFORMANTS.match(reading.folded, opening.start, last)
    if _quote_at(opening, 3) or (counts and set("nkma") & set(cue.frames)):
        return True
    return _infinitive_clause(opening) is not None or _measure(opening) is not None


# ont indiqué mardi[ deux responsables]: who speaks, not what is counted
_INFORMANTS = re.compile(
    r"\w+\s(?:(?:autres|hauts)\s)?(?:sources?\s(?!d')|officiers|généraux|colonels|porte-parole|ministres|élus|magistrats|"
    r"fonctionnaires|gradés|policiers|gendarmes|médecins|chercheurs|analystes|députés|sénateurs|responsables|diplomates|experts|analystes|ONG|médias|témoins|habitants)\b"
)


@cache
def _before_complement() -> re.Pattern[str]:
    """a déclaré[ mardi à l'AFP que ]… · affirme[ également ]avoir … · craint[, lui, que ]…"""
    adverbs = "|".join(phrase.replace(" ", r"\s") for phrase in phrases("before_complement", "phrases"))
    people = "|".join(phrase.replace(" ", r"\s") for phrase in phrases("before_complement", "addressees"))
    return re.compile(
        rf"""\s*(?:,?\s?(?:
            (?:à|devant|auprès\sde)\s(?:{people}|[A-ZÀ-Ý][\w'-]+)
            |(?:devant|auprès\sde)\s(?:le\s|la\s|l'|les\s)[A-ZÀ-Ý][\w'-]+
            |sur\s(?:la\s(?:chaîne|radio)\s)?[A-ZÀ-Ý]\w*(?:\s[A-ZÀ-Ý]\w+)?
            |(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier)(?:\s(?:soir|matin|midi|après-midi|\d+(?:\s[a-zéû]+)?))?
            |depuis\s(?:(?:le|la|les|des|deux|trois|plusieurs)\s|l')?(?:premier\s|première\s)?(?:jours?|début|mois|semaines?|ans|années?|matin|veille|heures?|lors)\b
            |(?:dès|depuis|fin|début|mi-|en|courant)\s?(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|\d{{4}})(?:\s(?:\d{{4}}|dernier))?
            |le\s\d+(?:er)?\s[a-zéû]+(?:\s\d{{4}})?
            |{adverbs}
            |[\w-]{{3,}}ment\b
            |(?:dans|par|au|en|sur|devant)\s(?:(?:un|une|le|la|les|ses|son|sa)\s|l')?[\w'-]+(?:\s[a-zà-ÿ]+)?
                (?=\s(?:avoir|être|que|qu'\w+|la\s(?:mort|perte|présence)
                |(?!mill|derni|premi|dossi|papi|courri|quarti|janvi|févri|soir)[a-zà-ÿ]{{3,}}(?:er|ir|oir))\s)
        )(?=[\s,:]),?\s?)*
        (?:(?:,\s|(?<=,\s)(?!(?:le|la|les|un|une|des|son|sa|ses|leurs?|tout|toute)\s|l'))(?!que\b|qu')[^,;:.«»\"]{{2,60}},(?=\s))?
        \s?(?P<mark>que,?\s|qu'|:\s?)?""",
        re.VERBOSE,
    )


# … à ses hommes[ : « ]tenez bon
_LATER_COLON = re.compile(r"[^.;:«»\"]{1,60}\s?:\s?(?=[«\"“])")
# a prévenu les habitants[ que ]l'eau manquerait
_LATER_QUE = re.compile(r"(?P<between>[^,;.«\"]{1,60}?)\s(?:que\s|qu')")
_NO_ANTECEDENT = re.compile(r"(?:plus|ne|autre|un|une|le|la|les|des|ni|ce|cette|ces|tout|toute)\b|l'|d'")
# … »[, martèle ]X · … »[, écrit-il] · … »[, a-t-il martelé]
_OTHER_SPEAKER = re.compile(
    r"""\s?[»”"],?\s(?:(?:a|ont)-(?:t-)?(?:il|elle)s?\s(?P<done>[a-zà-ÿ]+)\b
    |(?P<own>[a-zà-ÿ]+)-(?:t-)?(?:il|elle)s?\b|(?P<verb>[a-zà-ÿ]+)\s)""",
    re.VERBOSE,
)


def _is_spoken_by_another(reading: Reading, start: int, quotes: Sequence[Stretch]) -> bool:
    """*Kiev dément tout repli : « … »[, martèle l'état-major]*: the quotation has a verb of its own."""
    quote = next((quote for quote in quotes if start <= quote[0] <= start + 2), None)
    other = _OTHER_SPEAKER.match(reading.folded, quote[1]) if quote else None
    if other is None:
        return False
    inverted = other["own"] or other["done"]
    return inverted in verb_forms() if inverted else is_finite_alone(other["verb"])


# dément[ et ]affirme que
_SECOND_VERB = re.compile(r"(?:^|\s)(?:et|mais|puis)\s")


def _opening(reading: Reading, cue: Cue, quotes: Sequence[Stretch], last: int) -> _Opening:
    """Past adverbs, dates and asides: where the complement begins."""
    folded = reading.folded
    only = _ONLY.match(folded, cue.end) if is_restrictive(reading, cue.start, cue.end) else None
    if only is not None:
        return _Opening(reading, cue, quotes, only.end(), last, "")
    match = _before_complement().match(folded, cue.end, last)
    start = match.end() if match else cue.end
    mark = (match["mark"] or "").strip() if match else ""
    if not mark:  # évoque [au moins trente] morts: no adverb of the verb's
        start = next((one.start for one in reading.amounts if cue.end <= one.start < start <= one.core_start), start)
    if mark or ("i" in cue.frames and _infinitive(reading, start, last)):
        return _Opening(reading, cue, quotes, start, last, mark)
    colon = _LATER_COLON.match(folded, start, last)
    if colon and _is_spoken_by_another(reading, colon.end(), quotes):
        return _Opening(reading, cue, quotes, start, folded.rfind(":", start, colon.end()), "")
    if colon and "c" in cue.frames:
        return _Opening(reading, cue, quotes, colon.end(), last, ":")
    later = None if _measures_at_once(reading, cue, start) else _LATER_QUE.match(folded, start, last)
    if later and _takes_later_que(cue, later, folded):
        return _Opening(reading, cue, quotes, later.end(), last, "que")
    return _Opening(reading, cue, quotes, start, last, "")


def _measures_at_once(reading: Reading, cue: Cue, start: int) -> bool:
    """*évalue à cinq le nombre de brigades que Moscou pourrait masser*: that *que* opens a relative."""
    if "a" not in cue.frames or not reading.folded.startswith("à ", start):
        return False
    return any(start < amount.start <= start + 4 and amount.of != "article" for amount in reading.amounts)


def _takes_later_que(cue: Cue, later: re.Match[str], folded: str) -> bool:
    """True for *a averti les habitants que*, not for the relative of *annonce une loi que*, nor for the next verb's."""
    if _SECOND_VERB.search(later["between"]):
        return False
    return "t" in cue.frames or ("q" in cue.frames and not _NO_ANTECEDENT.match(folded, later.start()))


def _after_colon(opening: _Opening) -> Stretch | None:
    if not set("qc") & set(opening.cue.frames):
        return None
    quoted = _quote_at(opening, 4)
    return trimmed(opening.reading, *quoted) if quoted else opening.clause()


def _quote_at(opening: _Opening, within: int) -> Stretch | None:
    """The quotation that opens within some characters."""
    return next((quote for quote in opening.quotes if opening.start <= quote[0] <= opening.start + within), None)


def _quotation(opening: _Opening) -> Stretch | None:
    return opening.object() if set(opening.cue.frames) & set("qcn") and _quote_at(opening, 3) else None


# ne plus rien [attendre] · n'en avoir jamais … · toujours vouloir
_INFINITIVE = re.compile(
    r"""(?:ne\ (?:pas|plus|rien|jamais|point|guère)\ (?:encore\ |rien\ |jamais\ |du\ tout\ |même\ |non\ plus\ )*
    |n'|ne\ |l'|les\ |le\ |la\ |lui\ |leur\ |y\ |en\ |s'|se\ )*(?P<verb>avoir|être|\w+(?:er|ir|oir|re))\b""",
    re.VERBOSE,
)


def _infinitive(reading: Reading, start: int, last: int) -> bool:
    """True before an infinitive; not before *l'agriculture*, *le pouvoir*."""
    match = _INFINITIVE.match(reading.folded, start, last)
    return match is not None and reading.token_at(match.start("verb")).pos_ in {"VERB", "AUX"}


# se targue [d'avoir tué …] · se félicite [d'en avoir rendu 26 000]
_OF_INFINITIVE = re.compile(
    r"(?:de\s|d')(?=(?:(?:ne\s(?:pas|plus)|ne|en|y|les?|la|lui|leur)\s|n'|l'|s'|y\s)*\w+(?:er|ir|re|oir)\b)"
)


def _infinitive_clause(opening: _Opening) -> Stretch | None:
    if "i" not in opening.cue.frames:
        return None
    of = opening.match(_OF_INFINITIVE) if "d" in opening.cue.frames else None
    start = of.end() if of else opening.start
    return opening.object(start) if _infinitive(opening.reading, start, opening.last) else None


# chiffre ses pertes[ à ]quatre hommes · évalue[ à ]« moins d'une semaine » · situe les effectifs[ entre ]10 000 et … ·
# chiffre[ de ]6 000 à 7 000 les soldats
_TO = re.compile(r"(?<=\s)(?:à|entre|de(?=\s[\w ]{1,24}\sà\s))\s(?:«\s)?")
_SPEAKER_ENDS = re.compile(r"[A-ZÀ-Ý][\w'-]+\s?,\s$|[A-ZÀ-Ý][\w'-]+,\s(?=à\s|entre\s|de\s)")
_REACH = 70  # characters between the verb and its measure


def _measure(opening: _Opening) -> Stretch | None:
    """*évalue à 500 000 le nombre d'armes*, *chiffre ses pertes à quatre hommes*, *évalue l'effort à 800 milliards*."""
    if "a" not in opening.cue.frames:
        return None
    if any(
        one.start == opening.start and one.low and one.high and one.low < one.high for one in opening.reading.amounts
    ):
        return opening.object()  # *chiffre entre 1 500 et 3 000 les combattants*
    folded = opening.reading.folded
    amounts = [amount.start for amount in opening.reading.amounts if amount.of != "article"]
    for to in _TO.finditer(folded, opening.start, min(opening.start + _REACH, opening.last)):
        if _SPEAKER_ENDS.search(folded, opening.start, to.start()):
            return None  # *engagea, estime l'historien X, entre 1 500 et 2 000 hommes*
        if to[0].endswith("« ") or any(start == to.start() or to.end() <= start <= to.end() + 2 for start in amounts):
            return opening.object()
        if re.search(r"[,;.:»]", folded[opening.start : to.start()]):
            return None
    return None


# parle[ de ]quatre tués, but not [de ]partir
_OF_NOUN = re.compile(r"du\s|des\s|(?:de\s|d')(?!(?!quatre|notre|votre|autre|ordre|janvier|février)\w+(?:er|ir|re)\b)")
# doute[ de ]la victoire, but parle [d'une centaine], [de plus de] 300
_BARE_OF = re.compile(r"de\s(?!«|plus|moins|près|\d)|d'(?!u)")


def _of_object(opening: _Opening) -> Stretch | None:
    """*parle de sept mille hommes*, *doute du calendrier*."""
    if "d" not in opening.cue.frames or not opening.match(_OF_NOUN):
        return None
    bare = opening.match(_BARE_OF) if opening.cue.stance == "denies" else None
    return opening.object(bare.end() if bare else None)


_UPON = re.compile(r"(?:(?:plutôt|désormais|toujours)\s)?sur\s")


def _upon(opening: _Opening) -> Stretch | None:
    """*table sur 20 000 volontaires*."""
    upon = opening.match(_UPON) if "u" in opening.cue.frames else None
    counted = upon and any(upon.end() <= amount.start <= upon.end() + 12 for amount in opening.reading.amounts)
    return opening.object(upon.end()) if upon and counted else None


# Kiev et Moscou [s'accusent] de nouvelles frappes · se sont mutuellement accusés [d'avoir] violé la trêve
_EACH_OTHER = re.compile(r"s'|se\s", re.IGNORECASE)
_OF_WHAT = re.compile(r"de\s|d'|des\s|du\s")
_SOMEBODY = re.compile(r"[^.;]{2,80}?\s(?:de\s|d'|à\s|au\s|aux\s)")


def _accusation(opening: _Opening) -> Stretch | None:
    """*accuse Kinshasa d'avoir bombardé le marché*, *attribue l'attaque aux rebelles*."""
    if (
        "o" in opening.cue.frames
        and opening.match(_OF_WHAT)
        and _EACH_OTHER.match(opening.reading.folded, opening.cue.start)
    ):
        return opening.object()
    somebody = opening.match(_SOMEBODY) if "o" in opening.cue.frames else None
    if somebody is None or _MONEY.match(opening.reading.folded, somebody.end(), opening.last):
        return None  # *crédite le compte de 300 euros*
    return opening.object()


_MONEY = re.compile(r"[\d\s.,]+(?:(?:millions?|milliards?)\sd(?:e\s|'))?(?:euros|dollars|francs|livres|roubles|%)")


@cache
def _claimable() -> re.Pattern[str]:
    """reconnaît[ des pertes] · souligne[ l'absence]; not *reconnaît[ le chemin]*."""
    endings, nouns = "|".join(words("claimable", "endings")), "|".join(words("claimable", "nouns"))
    excluded = "|".join(words("claimable", "not_claimable"))
    return re.compile(
        rf"""(?:ni\s)?(?:(?:le|la|les|une?|des|du|de|son|sa|ses|leurs?|ces?|cette|tout|toute|aucune?|plusieurs|certaine?s)\s|l'|d')
        (?:\w+\s)?(?!(?:{excluded})\b)(?:\w+(?:{endings})s?|{nouns})\b""",
        re.VERBOSE,
    )


# reconnaît [des « ]mesures défensives » · [leur « ]contribution »
_QUOTED_NOUN = re.compile(r"(?:(?:le|la|les|une?|des|du|de|son|sa|ses|leurs?|ces?|cette)\s|l'|d')[«“\"]")
# assurent[ le contraire]
_CONTRARY = re.compile(r"(?:le|l')\s?(?:contraire|inverse)\b")


def _claimed(opening: _Opening) -> Stretch | None:
    """A noun that names a claim: *reconnaît des pertes*; a count only after verbs that count."""
    frames = opening.cue.frames
    if "q" in frames and opening.match(_CONTRARY):
        return opening.object()
    if "k" in frames and (opening.is_amount or opening.match(_claimable()) or opening.match(_QUOTED_NOUN)):
        return opening.object()
    return opening.object() if "m" in frames and not opening.is_amount and opening.match(_claimable()) else None


_NOMINAL = re.compile(
    r"""(?:ni\s)?(?:le|la|les|l'|un|une|des|du|de|d'|tout|toute|ces|ce|cet|cette|son|sa|ses|leur|leurs|entre|plus|près|quelque|environ|
    aucune?|jusqu'|plusieurs|deux|trois|\d|[a-zà-ÿ]+(?:aine|ante|ze|eux|ois|ille)s?\s)""",
    re.VERBOSE,
)


def _nominal(opening: _Opening) -> Stretch | None:
    """*annonce l'envoi de 200 hommes*, *nie toute implication*, *recense 3 000 chars*."""
    if "n" not in opening.cue.frames or not (opening.is_amount or opening.match(_NOMINAL)):
        return None
    folded, cue = opening.reading.folded, opening.cue
    if folded.startswith("Sans ", cue.start):
        comma = folded.find(", ", opening.start, opening.last)
        if comma >= 0:
            return object_from(opening.reading, opening.start, comma, opening.quotes)
    return opening.object()


def _quoted_within(opening: _Opening) -> Stretch | None:
    """*juge la charge « soutenable »*, *qualifie ce raid d'« acte de guerre »*: an object with its quoted attribute."""
    if "j" not in opening.cue.frames or not opening.match(_NOMINAL):
        return None
    clause = opening.object()
    inside = clause and any(clause[0] <= start and end <= clause[1] + 1 for start, end in opening.quotes)
    return clause if inside else None


@cache
def _opinion() -> re.Pattern[str]:
    """se dit[ prêt à] envoyer 8 000 soldats · se disent[ très inquiètes de] la trêve."""
    stems = "|".join(words("opinion_adjectives", "stems"))
    return re.compile(rf"(?:\w+ment\s|très\s|toujours\s|plus\s)?(?:{stems})e?s?\s(?:à\s|de\s|d'|du\s|des\s)")


def _self_told(opening: _Opening) -> Stretch | None:
    """What somebody says to be: *se dit* **prêt à envoyer 8 000 soldats**."""
    said = opening.reading.folded[opening.cue.start : opening.cue.end].lower()
    if not said.startswith(("se di", "s'est dit", "se sont dit")) or not opening.match(_opinion()):
        return None
    return opening.object()


def _by_parse(opening: _Opening) -> Stretch | None:
    """The object or clause that the parser finds after unforeseen words: *annonce dans un souffle la fin*."""
    verb = opening.cue.verb
    if verb is None or not set(opening.cue.frames) & set("qni"):
        return None
    for child in verb.children:
        if child.i <= verb.i or child.left_edge.idx < opening.start or child.left_edge.idx >= opening.last:
            continue
        if child.dep_ == "obj" and "n" in opening.cue.frames and child.pos_ in {"NOUN", "PROPN"}:
            return opening.object(child.left_edge.idx)
        if child.dep_ == "ccomp" and "q" in opening.cue.frames and lower(child.left_edge) in {"que", "qu'"}:
            edge = child.left_edge
            return clause_from(
                opening.reading, edge.idx + len(edge) + (edge.whitespace_ != ""), opening.last, opening.quotes
            )
    return None


_RULES: tuple[Callable[[_Opening], Stretch | None], ...] = (
    _quotation,
    _infinitive_clause,
    _measure,
    _of_object,
    _upon,
    _accusation,
    _claimed,
    _nominal,
    _quoted_within,
    _self_told,
    _by_parse,
)
