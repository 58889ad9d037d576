"""An article being read: who speaks, where it is set, whose the counts before are; and one count that is asked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from newsextract.allegiance.history import unborn
from newsextract.allegiance.home import home_of
from newsextract.allegiance.scene import Scene, scene_of
from newsextract.allegiance.victims import Fire, fire_on
from newsextract.allegiance.voices import voices
from newsextract.alternation import one_of
from newsextract.clue import Clue
from newsextract.grammar import SUBJECTS
from newsextract.matchers.troops.belligerents import Kind, armed_sides, peacekeepers, references
from newsextract.matchers.troops.salience import heading_over, paragraph_start, sovereign
from newsextract.matchers.troops.sides import force_value, is_code
from newsextract.matchers.troops.verbs import STRONG
from newsextract.matchers.troops.words import grammar_words
from newsextract.reading import Reading
from newsextract.records import Attribution, Location, Troops
from newsextract.verb_senses import ANY, forms, verbs

ANYBODY = grammar_words("anybody")
DISLOYAL = grammar_words("disloyal")
HOSTILE = grammar_words("hostile")
LOYAL = grammar_words("loyal")
MERCENARY_COMPANIES = grammar_words("mercenary_companies")
# estime · a évalué: what one says of others' troops rather than of one's own
_ESTIMATING = re.compile(r"\b(?:estim|évalu|chiffr|calcul|jaug|supput)", re.IGNORECASE)
# [rapport annuel] du Pentagone · [note] du ministère japonais
_REPORT = re.compile(
    r"(?:rapport|étude|document|note|livre blanc|évaluation|analyse)\b(?!.*(?:général|colonel|amiral|officier))",
    re.IGNORECASE,
)
# responsables des [services de sécurité]: who tell of their own dead
_SECURITY = re.compile(r"\bsécurit", re.IGNORECASE)
_MOSTLY = 0.6  # the part of its mentions from which a side is a voice rather than a belligerent
_SCENE = 0.3  # the part of the places from which an article is set in a country
_SPOKEN_OF = 0.5  # the weight from which a mention speaks of a side, rather than of its language or soil


@dataclass(frozen=True, slots=True)
class Asked:
    """A count whose force is asked, the attribution and the side that tell of it, and the fire in which they fell."""

    fact: Troops
    clue: Clue
    said: Attribution | None
    speaker: str | None
    fire: Fire | None = None

    @property
    def start(self) -> int:
        """Where the count stands."""
        return self.fact.start

    @property
    def is_estimate(self) -> bool:
        """True where the speaker only estimates: of others' troops, mostly."""
        return self.said is not None and _ESTIMATING.search(self.said.text) is not None

    @property
    def speaker_counts_others(self) -> bool:
        """True for intelligence services, for a report on others, and for an estimate of losses."""
        if self.said is None:
            return False
        if self.fact.role not in STRONG and _REPORT.match(self.said.source_text or "") is not None:
            return True
        spies = self.said.source_type == "intelligence" and _SECURITY.search(self.said.source_text or "") is None
        own = self.fact.role == "deserted" and self.said.source_type in {"military", "government"}
        return spies or (self.is_estimate and self.fact.role in STRONG and not own)

    @property
    def names_other_group(self) -> bool:
        """True for *miliciens druzes*, *rebelles katangais*: of a group that the article's names would not be."""
        group = self.fact.group or ""
        rebels = self.fact.category == "unit" and _PARTISAN.search(group) is not None  # deux bataillons rebelles
        return not rebels and _OTHER_GROUP.search(group) is not None

    @property
    def kind(self) -> Kind:
        """Whether its noun speaks of a state's troops, of a group's, or of either's."""
        if self.clue.lemma in LOYAL:
            return "state"
        if self.fact.category == "unit" and _PARTISAN.search(self.fact.group or "") is not None:
            return "group"
        if self.clue.lemma in DISLOYAL or self.clue.lemma in {"terroriste", "bandit"}:
            return "group"
        if self.clue.lemma in ANYBODY or self.clue.lemma in HOSTILE:
            return "any"
        return "group" if self.fact.category in {"fighter", "mercenary"} else "state"


class Telling:
    """What a reader of the article knows by the count that is asked about."""

    def __init__(self, reading: Reading, attributions: Sequence[Attribution], locations: Sequence[Location]) -> None:
        self.reading = reading
        self.text = reading.folded
        self.locations = locations
        self.before: list[Troops] = []
        self.named: list[Troops] = []  # counts whose words name their side, before and after
        self._attributions: Mapping[str, Attribution] = {one.record_id: one for one in attributions}
        self._scenes: dict[int, Scene | None] = {}
        self._voices = voices(reading, attributions)

    def ask(self, fact: Troops) -> Asked:
        """The fact with what speaks of it."""
        assert fact.clue is not None
        clue, speaker = fact.clue, self._voices.get(fact.attribution_id or "")
        absent = unborn(self.reading, fact.start)
        barred = absent | (self._foreign(fact) - {speaker}) | self._attacked(fact, clue) | self._rebels(fact)
        barred |= self._secular(fact, clue) | (self.visited - {speaker or ""})
        if barred:
            clue = replace(clue, exclude=clue.exclude | barred)
        said = self._attributions.get(fact.attribution_id or "")
        if speaker in self.guests and said is not None and _INSTITUTION.match(said.source_text or ""):
            speaker = self.home  # le ministère de la Défense, after militaires rwandais: the home state's
        asked = Asked(fact, clue, said, None if speaker in absent else speaker)
        fire = fire_on(self.reading, fact)
        if fire is None or (fire.struck is not None and not self.suits(fire.struck, asked)):
            return asked  # l'aviation frappe le PKK, six militaires tombés: not in that fire
        return replace(asked, clue=replace(clue, exclude=clue.exclude | {fire.striker}), fire=fire)

    def _foreign(self, fact: Troops) -> frozenset[str]:
        """*300 soldats ont quitté le Niger*, *3 000 soldats gagnent la Russie*: the country that troops leave or reach
        is not whose they are; a town is, unless the last ones leave it."""
        _, last = self.reading.sentence_at(fact.start)
        found = _LEAVES.match(self.text, fact.end, last) if fact.role in _MOVED else None
        if found is not None and found["left"] and fact.role != "withdrawn":
            found = None  # partis de Russie, ils combattent en Ukraine
        if found is None and fact.role in (_MOVED | {"strength"}) - {"withdrawn"}:  # those who come home are its own
            found = _REACHES.match(self.text, fact.end, last)
            found = found or _ON_TO.match(self.text, fact.end, last)
            if found is None and _SENDS.search(self.text, max(0, fact.start - 24), fact.start):
                found = _SENT_TO.match(self.text, fact.end, last)
        if found is None:
            return self._left(fact)
        here = next((one for one in self.locations if one.start == found.end() and one.country), None)
        if here is None or not (here.feature == "country" or (found.re is _LEAVES and self._is_left(fact, here))):
            return frozenset()
        state = sovereign(here.country or "")
        return frozenset({state}) if state == here.country else frozenset()  # pourraient gagner Mayotte: in France

    def _left(self, fact: Troops) -> frozenset[str]:
        """*le départ de Roumanie de* 800 *soldats*: the country that they leave is not whose they are."""
        if fact.role not in {"withdrawn", "planned", "other"}:
            return frozenset()
        first, _ = self.reading.sentence_at(fact.start)
        return frozenset(
            sovereign(one.country)
            for one in self.locations
            if one.country
            and first <= one.start < fact.start
            and one.feature == "country"
            and _DEPARTURE.search(self.text, max(first, one.start - 30), one.start)
            and _OF.fullmatch(self.text, one.end, fact.start)
        )

    def _attacked(self, fact: Troops, clue: Clue) -> frozenset[str]:
        """*Une trentaine d'hommes armés ont tué un policier kosovar*: no state's as far as it tells."""
        if clue.lemma not in ARMED_MEN or fact.role != "engaged":
            return frozenset()
        return frozenset(side for side in self.spoken if is_code(side) or side in peacekeepers(self.reading))

    def _secular(self, fact: Troops, clue: Clue) -> frozenset[str]:
        """*les FDS ont capturé onze jihadistes*: of the jihadists that the article names, if it names any, not of the
        Peshmerga."""
        if clue.lemma == "bandit" and fact.role in STRONG:  # nobody's, but where their own words name a gang
            return frozenset(self.spoken)
        if clue.lemma not in _JIHADISTS:
            return frozenset()
        groups = {side for side in self.spoken if not is_code(side)}
        holy = {side for side in groups if any(part in side.casefold() for part in _HOLY_NAMES)}
        return frozenset(groups - holy) if holy else frozenset()

    def _rebels(self, fact: Troops) -> frozenset[str]:
        """*Les séparatistes disent avoir abattu* 50 *mercenaires*: a company's or a state's, no other group's."""
        if fact.category != "mercenary":
            return frozenset()
        return frozenset(side for side in self.spoken if not is_code(side) and side not in MERCENARY_COMPANIES)

    def _is_left(self, fact: Troops, here: Location) -> bool:
        """True for a capital, and for any town that *les derniers* soldiers leave."""
        party = next((one for one in self.reading.parties if one.start == here.start), None)
        lead = self.text[max(0, fact.start - 12) : (fact.anchor or fact.end) + 12]
        return (party is not None and party.form == "seat") or "derniers " in lead

    def voice_before(self, asked: Asked) -> str | None:
        """The side heard last in the paragraph, for a quotation whose speaker the parse misses."""
        if asked.said is not None and asked.said.source_type not in {None, "unknown", "anonymous", "company"}:
            return None
        if asked.said is not None and _PEOPLE.search(asked.said.source_text or "") is not None:
            return None  # confie un cadre kurde: another's voice, though no side of the article bears the name
        return self.heard_before(asked.start)

    def heard_before(self, offset: int) -> str | None:
        """The side that spoke last in the paragraph before `offset`."""
        first = paragraph_start(self.reading, offset)
        heard = [one.record_id for one in self._attributions.values() if first <= one.start < offset]
        return next((self._voices[one] for one in reversed(heard) if one in self._voices), None)

    @cached_property
    def spoken(self) -> Mapping[str, float]:
        """Side → how much the article speaks of it, all mentions together."""
        weights: dict[str, float] = {}
        for one in references(self.reading):
            weights[one.side] = weights.get(one.side, 0.0) + one.weight
        return weights

    @cached_property
    def setting(self) -> Mapping[str, float]:
        """State → its share of the places that the article names; one place alone is half of it."""
        counts = Counter(sovereign(one.country) for one in self.locations if one.role == "place" and one.country)
        return {state: count / (counts.total() + 1) for state, count in counts.items()}

    def scene(self, offset: int) -> Scene | None:
        """The state that the words opening the sentence, paragraph or section set."""
        if offset not in self._scenes:
            self._scenes[offset] = scene_of(self.reading, offset, self._sources)
        return self._scenes[offset]

    @cached_property
    def home(self) -> str | None:
        """The state that the whole article is about."""
        return home_of(self.reading, self.setting)

    @cached_property
    def guests(self) -> frozenset[str]:
        """The states that the article names by the nationality of their soldiers alone, where it is about another."""
        if self.home is None:
            return frozenset()
        states = [(sovereign(force_value(one.actor) or ""), one.form) for one in self.reading.parties]
        return (
            frozenset(side for side, _ in states)
            - {side for side, form in states if form != _NATIONALITY}
            - {self.home}
        )

    @cached_property
    def visited(self) -> frozenset[str]:
        """The states that are but where troops go and come back from: *Le régiment est rentré du Liban*."""
        states: dict[str, list[bool]] = {}
        for one in self.reading.parties:
            side = force_value(one.actor) or ""
            if is_code(side):
                lead = self.text[max(0, one.start - 60) : one.start] if one.form == "name" else ""
                states.setdefault(side, []).append(_TRAVELS.search(lead) is not None)
        return frozenset(side for side, journeys in states.items() if all(journeys))

    @cached_property
    def grounds(self) -> Sequence[tuple[int, str]]:
        """(offset, state) of the places in states that the article names two places of."""
        places = [one for one in self.locations if one.role == "place"]
        counts = Counter(one.country for one in places)
        return [(one.start, sovereign(one.country)) for one in places if one.country and counts[one.country] > 1]

    @cached_property
    def places(self) -> frozenset[int]:
        """Where the name of a state or of its capital is but a place: *rejoindre* N'Djamena."""
        return frozenset(one.start for one in self.locations if one.role == "place")

    @cached_property
    def _sources(self) -> frozenset[int]:
        """Where a side is named as the source of what is said."""
        spans = [(one.source_start, one.source_end) for one in self._attributions.values()]
        return frozenset(
            one.offset
            for one in references(self.reading)
            if any(first is not None and last is not None and first <= one.offset < last for first, last in spans)
        )

    @cached_property
    def heard(self) -> Mapping[str, float]:
        """Side → which part of its mentions only name a source: Séoul, in an article on the North's dead."""
        mentions: dict[str, list[bool]] = {}
        for one in references(self.reading):
            mentions.setdefault(one.side, []).append(one.offset in self._sources)
        return {side: sum(heard) / len(heard) for side, heard in mentions.items()}

    @cached_property
    def onlookers(self) -> frozenset[str]:
        """The states that mostly speak of others' troops: no count names them, some name another, all is elsewhere."""
        counted = {one.force for one in self.named if one.force is not None and is_code(one.force)}
        if not counted:
            return frozenset()
        places = Counter(one.country for one in self.locations if one.role == "place" and one.country)
        scenes = {country for country, count in places.items() if count >= _SCENE * places.total()}
        return frozenset(
            side
            for side, part in self.heard.items()
            if part >= _MOSTLY and is_code(side) and side not in counted | scenes
        )

    @cached_property
    def denials(self) -> Sequence[int]:
        """Where a word of denial stands."""
        return [match.start() for match in _DENIAL.finditer(self.text)]

    @property
    def last(self) -> Troops | None:
        """The count before."""
        return self.before[-1] if self.before else None

    def names_between(self, start: int, end: int, but: str | None = None) -> bool:
        """True if the text speaks of a side, other than `but`, between two offsets."""
        named = (one for one in references(self.reading) if start <= one.offset < end and one.weight >= _SPOKEN_OF)
        return any(one.side != but for one in named)

    def last_named(self, end: int) -> str | None:
        """The side spoken of last before `end`."""
        before = [one.side for one in references(self.reading) if one.offset < end and one.weight >= _SPOKEN_OF]
        return before[-1] if before else None

    def has_groups(self) -> bool:
        """True if armed groups are among the sides of the article."""
        return any(not is_code(side) for side in armed_sides(self.reading))

    def next_paragraph_end(self, offset: int) -> int:
        """Where the paragraph after the one at `offset` ends."""
        here = self.text.find("\n", offset)
        after = self.text.find("\n", here + 2) if here >= 0 else -1
        return after if after > 0 else len(self.text)

    def is_quoted(self, offset: int) -> bool:
        """True inside quotation marks that the sentence opens."""
        first, _ = self.reading.sentence_at(offset)
        return _OPEN_QUOTE.search(self.text, first, offset) is not None

    def answers(self, offset: int) -> bool:
        """True in an interview: what stands below a question is its answer, without quotation marks."""
        heading = heading_over(self.reading, offset)
        return heading is not None and self.text.endswith("?", *heading)

    def subject_before(self, offset: int) -> bool:
        """True if the sentence has a noun for its subject before `offset`."""
        first, _ = self.reading.sentence_at(offset)
        words = self.reading.span(first, max(offset - 1, first + 1))
        return any(one.dep_ in SUBJECTS and one.pos_ in {"NOUN", "PROPN"} and one.idx < offset for one in words)

    def suits(self, side: str, asked: Asked) -> bool:
        """False for a group's *soldats* and for a state's *rebelles*; a mission has soldiers like a state."""
        of_state = is_code(side) or side in peacekeepers(self.reading)
        return asked.kind == "any" or (asked.kind == "state") == of_state


ARMED_MEN = frozenset({"homme armé", "homme en armes", "individu armé", "individu", "inconnu", "homme cagoulé"})
_MOVED = frozenset({"withdrawn", "deployed", "engaged", "planned", "other"})
# [900] anciens militaires … avant de [gagner le] Tchad
_ON_TO = re.compile(
    r"[^.;:«»]{2,110}\b(?:avant de|pour|puis) "
    r"(?:gagner|rejoindre|rallier|atteindre|passer (?:en|au|aux)|entrer (?:en|au|aux)) ?(?:la |le |l'|les )?"
)
# [300] soldats ont quitté le [Niger] · [45] instructeurs auront évacué [Kaboul]
_LEAVES = re.compile(
    r"[^.;:«»,]{2,45} (?:(?:a|ont|auront|avaient|aient) (?:tous |déjà |enfin |définitivement )?(?:quitté|évacué)|"
    r"quitt\w+|évacu\w+) (?:le |la |l'|les )?"
    r"|[^.;:«»,]{0,25} (?:revenus?|rentrés?|(?P<left>partis)|de retour|rapatriés?|retirés?) "
    r"(?:(?:hier|lundi|récemment|déjà) )?(?:d'|de la |de l'|de |du |des )"
)
# [3 000] soldats gagnent la [Russie] · ont débarqué en [Angola] · atterrissent au [Liban]
_REACHES = re.compile(
    r"[^.;:«»,]{2,45} (?:(?:ont|avaient|auraient|sont|étaient|seraient) )?(?:déjà |aussi |discrètement )?"
    r"(?:(?:gagn|rejoin|ralli|envahi)[a-zà-ÿ]* (?:la |le |l'|les )?|"
    r"(?:débarqu|atterri|arriv|entr|pénétr|envoy|attendu)[a-zà-ÿ]* (?:en |au |aux |dans le |dans la )|"
    r"(?:trouv|cherch|réfugi|repli)[a-zà-ÿ]* (?:refuge |asile |abri )?(?:en |au |aux |dans le |dans la )|"
    r"(?:(?:part|envol|embarqu|décoll|appareill)[a-zà-ÿ]*|en (?:route|chemin|partance)) (?:demain |lundi |bientôt )?"
    r"(?:pour|vers) (?:la |le |l'|les )?)"
)
# Le régiment [est rentré du] Liban · [part au] Mali · [s'envolera lundi pour le] Tchad · [de retour d']Afghanistan
_TRAVELS = re.compile(
    r"\b(?:rentr(?:e|ent|era|eront|és?|ées?|aient)|revien(?:t|nent|dra|dront)|revenue?s?|de retour|retour|rapatriée?s?|"
    r"par(?:t|tent|tira|tiront|ties?|tis|tait)|s'envol[a-zà-ÿ]+|décoll[a-zà-ÿ]+|embarqu[a-zà-ÿ]+)"
    r"(?: (?!de |du |d'|au |aux |en |pour |et |[^ ]*,)[a-zà-ÿ]+){0,3} "
    r"(?:(?:du |d'|de |au |aux |en |pour le |pour la |pour l'|vers le |vers la |vers l')(?:la |l')?"
    r"(?:(?:nord|sud|est|ouest|centre) (?:du |de |de la |de l'|d'))?)$"
)
# le [départ de] Roumanie [de quelque] 800 soldats
_DEPARTURE = re.compile(
    r"\b(?:départ|retrait|repli|évacuation|rapatriement|sortie)s? (?:[a-zà-ÿ]+ )?(?:de |du |d'|des )(?:la |l'|le )?$"
)
_OF = re.compile(r" (?:de |d'|des )(?:ses |leurs |quelque )?")
# il est question d'[envoyer] 1 000 soldats au [Bénin] · l'[envoi de] 300 soldats au [Bénin]
_SENDS = re.compile(
    rf"\b(?:{forms(verbs('sending'), (*ANY, 'participle'))}|envois?|déploiements?|expédition)(?: (?:de|des))? (?:d')?$",
    re.IGNORECASE,
)
_SENT_TO = re.compile(r"[^.;:«»,]{2,40}? (?:en|au|aux) ")
# dément · a nié · n'a jamais reconnu · rejette · n'a pas confirmé · balaie
_DENIAL = re.compile(r"\b(?:dément|démenti|nie|nié|réfut|rejet|contest|récus|bala[iy]|reconn|confirm|admi|avou)")
_JIHADISTS = grammar_words("jihadists")
_HOLY_NAMES = grammar_words("jihadist_names")
_NATIONALITY = "demonym_adjective"
# ministère de la Défense · état-major des armées · armée
_INSTITUTION = re.compile(
    r"(?:le |la |l'|son |porte-parole (?:de |du )(?:l'|la )?)?"
    r"(?:minist(?:ère|re)(?: de la défense)?|état-major|armée|gouvernement|commandement)"
    r"(?: des armées| général)?(?=$|,)",
    re.IGNORECASE,
)
# un cadre kurde · un notable druze · un ancien alaouite: a people without a state
_PEOPLE = re.compile(rf"\b{one_of(grammar_words('stateless_peoples'))}\w*", re.IGNORECASE)
# onze brigades [sudistes] · deux bataillons [sécessionnistes]
_PARTISAN = re.compile(
    r" (?:rebelle|insurgée?|séparatiste|sécessionniste|indépendantiste|sudiste|nordiste|dissidente?|mutine?|mutinée?|"
    r"putschiste|d?jihadiste|islamiste|houthiste?|kurde|factieu(?:x|se)|franquiste|communiste|royaliste|contre-révolutionnaire)s?\b"
)
# miliciens druzes · rebelles katangais: but neither rebelles armés nor combattants présumés
_OTHER_GROUP = re.compile(
    r"^\w+ (?!pro-|arm|présum|étrang|aguerri|islamist|d?jihadist|ennemi|adverse|radica|extrémist|lourdement|bien|"
    r"du |de |d')\w"
)
# « Nous étions [douze soldats] par trou
_OPEN_QUOTE = re.compile(r"[«“][^»”]*$")


def clashes(asked: Asked, force: str | None) -> bool:
    """True for rebels who would be a state's: *Le ministère déplore … et revendique 50 assaillants neutralisés*."""
    return force is not None and is_code(force) and (asked.clue.lemma in HOSTILE or asked.clue.lemma in DISLOYAL)
