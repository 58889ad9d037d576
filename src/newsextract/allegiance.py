"""Troops whose force no word of the sentence gives + attributions and locations → the same troops with the force settled.

One pass through the article, as a reader makes it; for each open count the first of these that tells: the speaker
(*nos hommes*, *l'ennemi*), whose enemy it is, the count that it goes on from, the other camp (*en face*), the topic.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from newsextract.actors import Mention
from newsextract.clue import Clue
from newsextract.matchers.troops.belligerents import Kind, armed_sides, opponent, peacekeepers, references, topic
from newsextract.matchers.troops.clues import DISLOYAL, HOSTILE, LOYAL
from newsextract.matchers.troops.discourse import author
from newsextract.matchers.troops.salience import (
    Evidence,
    last_mission,
    of_any_nation,
    paragraph_start,
    salient,
    sovereign,
    spoken_of,
)
from newsextract.matchers.troops.sides import armed_mentions, force_value, is_code, mentions_in
from newsextract.matchers.troops.verbs import STRONG
from newsextract.matchers.troops.words import grammar_words
from newsextract.reading import Reading
from newsextract.records import Attribution, Location, Troops
from newsextract.voices import voices

_PLACE = 0.35  # what a place says of sides, where an army named says 2
_AWAY = frozenset({"deployed", "planned", "withdrawn", "trained"})  # roles of troops that are often abroad
_ANYBODY = grammar_words("anybody")
_ADMITTING = grammar_words("admitting")
_CLAIMING = grammar_words("claimers")
_DESTROYING = grammar_words("destroying")
_COMPANIES = grammar_words("mercenary_companies")
_CAPTORS = grammar_words("captors")
_MISSION_NOUNS = grammar_words("mission_nouns")
_GROUP_NOUNS = grammar_words("takes_group_up") | grammar_words("group_nouns")
_STRIKERS = frozenset({"hommes", "soldats", "parachutistes", "troupes", "combattants", "unités", "forces", "commandos"})
_OTHERS = grammar_words("other_party")
_ARMY_NOUNS = grammar_words("army_nouns")
_CAPTIVES = frozenset({"prisonnier", "captif", "prisonnier de guerre"})
_FRENCH_ARMS = grammar_words("french_arms")
_ESTIMATING = grammar_words("estimating")


def settled(
    reading: Reading, facts: Sequence[Troops], attributions: Sequence[Attribution], locations: Sequence[Location]
) -> list[Troops]:
    """The facts, in order, with the force that the article gives those which the sentence leaves open."""
    if all(fact.clue is None or _is_fixed(fact) for fact in facts):
        return [_sovereign(fact) for fact in facts]
    telling = Telling(reading, attributions, locations)
    return list(_paired(reading, [_sovereign(telling.settle(fact)) for fact in facts]))


def _paired(reading: Reading, facts: Sequence[Troops]) -> Iterator[Troops]:
    """*tombée de 10 500 à 7 500 hommes*: both are the same side's, which the words behind the second tell."""
    for fact, following in zip(facts, [*facts[1:], None], strict=True):
        pair = following is not None and reading.folded[fact.end : following.start] == " à "
        yield replace(fact, force=following.force) if pair and following is not None else fact


def _is_fixed(fact: Troops) -> bool:
    """True where the words decide: they name the side, or show that it is none's that the article knows."""
    clue = fact.clue
    return clue is not None and clue.found == "fixed" and not clue.open and clue.like is None


def _sovereign(fact: Troops) -> Troops:
    return fact if fact.force is None else replace(fact, force=sovereign(fact.force))


class Telling:
    """An article being read: who speaks, where it is set, and whose the counts before are."""

    def __init__(self, reading: Reading, attributions: Sequence[Attribution], locations: Sequence[Location]) -> None:
        self._reading = reading
        self._attributions: Mapping[str, Attribution] = {one.record_id: one for one in attributions}
        self._voices = voices(reading, attributions)
        self._locations = locations
        self._before: list[Troops] = []

    def settle(self, fact: Troops) -> Troops:
        """The fact with its force, which the later facts may share."""
        clue = fact.clue
        if clue is not None and not _is_fixed(fact):
            fact = replace(fact, force=self._force(fact, clue))
        self._before.append(fact)
        return fact

    def _force(self, fact: Troops, clue: Clue) -> str | None:
        """The first that tells; an empty answer means that it is nobody's the article knows."""
        speaker = self._voices.get(fact.attribution_id or "")
        told = (
            fact.force
            if (clue.found == "told" or fact.category == "peacekeeper") and not self._clashes(fact, clue, fact.force)
            else None
        )
        rules = (
            lambda: self._seen_from(fact, clue, speaker),
            lambda: self._part_of(fact),
            lambda: self._shared(fact, clue),
            lambda: self._opens_sentence(fact, clue),
            lambda: told,
            lambda: self._said_by(fact, clue, speaker),
            lambda: self._across(fact, clue),
            lambda: self._by_striker(fact, clue),
            lambda: self._gone_on(fact, clue),
            lambda: self._continued(fact, clue),
            lambda: self._by_topic(fact, clue, speaker),
        )
        return next((force for rule in rules if (force := rule()) is not None), None) or None

    def _clashes(self, fact: Troops, clue: Clue, force: str | None) -> bool:
        """True for rebels who would be a state's: *Le ministère déplore … et revendique 50 assaillants neutralisés*."""
        return force is not None and is_code(force) and (clue.lemma in HOSTILE or clue.lemma in DISLOYAL)

    def _seen_from(self, fact: Troops, clue: Clue, speaker: str | None) -> str | None:
        """*nos hommes*, *l'ennemi a perdu 30 soldats*, the dead of an attack by a side named."""
        if clue.foe is not None:
            return self._foe(fact, clue)
        if clue.voice is None:
            return None
        speaker = speaker or self._voice_before(fact)
        if speaker is None:
            return self._of_nobody(fact, clue)
        if clue.voice == "ours":
            return speaker
        return self._opposed(fact, clue, speaker, hostile=True) or ""

    def _voice_before(self, fact: Troops) -> str | None:
        """Whose voice was heard last in the paragraph, for a quotation whose speaker the parse misses."""
        said = self._attributions.get(fact.attribution_id or "")
        if said is not None and said.source_type not in {None, "unknown", "anonymous", "company"}:
            return None
        first = paragraph_start(self._reading, fact.start)
        heard = [one for one in self._attributions.values() if first <= one.start < fact.start]
        return next((self._voices[one.record_id] for one in reversed(heard) if one.record_id in self._voices), None)

    def _opposed(self, fact: Troops, clue: Clue, side: str, *, hostile: bool = False) -> str | None:
        """Whom `side` fights; for soldiers, failing that, the state that the text is about."""
        kind = kind_of(fact, clue, hostile=hostile)
        if kind == "any" and clue.lemma in HOSTILE and is_code(side) and self._has_groups():
            kind = "group"
        found = opponent(self._reading, side, fact.start, kind)
        if found is not None and not is_code(found) and not self._is_known(found, fact):
            return None
        if found is None and kind != "group":
            return self._state(fact, replace(clue, exclude=clue.exclude | {side}))
        return found

    def _is_known(self, group: str, fact: Troops) -> bool:
        """True for a group that the article has named by the end of the next paragraph, or that claims its attack; whom
        a government calls terrorists may be anyone."""
        if fact.clue is not None and fact.clue.lemma == "terroriste":
            named = any(one.side == group and one.offset < fact.start for one in references(self._reading))
            return named or author(self._reading, fact.start) == group
        here = self._reading.folded.find("\n", fact.end)
        after = self._reading.folded.find("\n", here + 2 if here >= 0 else 0)
        last = after if here >= 0 and after > here else len(self._reading.folded)
        return any(one.side == group and one.offset < last for one in references(self._reading))

    def _foe(self, fact: Troops, clue: Clue) -> str | None:
        """The enemy of a side named, or of the army that the text is about."""
        striker = clue.foe or salient(self._reading, fact.start)
        return self._opposed(fact, clue, striker) or "" if striker else ""

    def _of_nobody(self, fact: Troops, clue: Clue) -> str | None:
        """*nous* without a side that speaks: nobody's; *l'ennemi*: the group's that the text is about; *nos soldats*:
        of the state that it is about."""
        if clue.voice == "ours":
            said = self._attributions.get(fact.attribution_id or "")
            return "" if said is not None and said.source_type in {"person", "public", "expert"} else None
        return self._group(fact, clue) or ""

    def _part_of(self, fact: Troops) -> str | None:
        """*3 000 hommes, répartis en onze bataillons*: the same men."""
        last = self._before[-1] if self._before else None
        if last is None or fact.start - last.end > 90:
            return None
        between = self._reading.folded[last.end : fact.start]
        return last.force if _PART_OF.match(between) else None

    def _shared(self, fact: Troops, clue: Clue) -> str | None:
        """The force of the count that this one takes its noun from; *Erevan en dénombre 3 800* names another side."""
        if clue.like is None:
            return None
        receiver = self._receiver(fact)
        if receiver is not None:
            return receiver
        like = next((one for one in self._before if one.start == clue.like), None)
        if like is None:
            return fact.force
        if (
            fact.rule.endswith(".en")
            and not clue.strikes
            and not self._names_itself(like)
            and self._sides_between(like.end, fact.start, like.force)
        ):
            return None
        return like.force or ""

    def _names_itself(self, fact: Troops) -> bool:
        """True for *soldats nord-coréens*, whose side goes with the noun."""
        first = fact.anchor or fact.start
        last = first + len(fact.group or "")
        return any(first <= one.start < last for one in self._reading.parties)

    def _opens_sentence(self, fact: Troops, clue: Clue) -> str | None:
        """*L'Aussom, qui a pris le relais de l'Atmis, compte 11 826 hommes*: the side that the sentence opens with, of
        a verb that tells of its subject's own troops."""
        if not clue.owns and not fact.rule.endswith(".en"):
            return None
        first, _ = self._reading.sentence_at(fact.start)
        relative = _RELATIVE.search(self._reading.folded, first, fact.start)
        if relative is not None:
            return self._of_noun(fact, clue, relative["noun"].lower())
        named = [
            one for one in mentions_in(self._reading, first, fact.start) if self._is_opening(first, one, fact.start)
        ]
        if not named:
            return self._noun_opens(fact, clue, first)
        side = self._reading.cast.named(force_value(named[0].actor)) if len(named) == 1 else None
        return None if side in clue.exclude or self._clashes(fact, clue, side) else side

    def _is_opening(self, first: int, one: Mention, start: int) -> bool:
        """True for the party at the head of the sentence, whose verb stands right before the count."""
        if one.form == "demonym_adjective" or _TO_OPEN.fullmatch(self._reading.folded, first, one.start) is None:
            return False
        return _TO_COUNT.fullmatch(self._reading.folded, one.end, start) is not None

    def _noun_opens(self, fact: Troops, clue: Clue, first: int) -> str | None:
        """*Les guérilleros auraient perdu trois hommes*, *La mission compte 14 000 hommes*: by the noun it opens with."""
        match = _NOUN_OPENS.match(self._reading.folded, first)
        if match is None or _TO_COUNT.fullmatch(self._reading.folded, match.end(), fact.start) is None:
            return None
        return self._of_noun(fact, clue, match["noun"].lower())

    def _of_noun(self, fact: Troops, clue: Clue, noun: str) -> str | None:
        """The mission or group that a common noun takes up."""
        if noun in _MISSION_NOUNS:
            return last_mission(self._reading, fact.start)
        return self._group(fact, clue) if noun in _GROUP_NOUNS else None

    def _receiver(self, fact: Troops) -> str | None:
        """*coûta 7 500 hommes aux Français et 5 000 aux Allemands*: whom it costs."""
        match = _TO.match(self._reading.folded, fact.end)
        if match is None:
            return None
        named = [one for one in self._reading.parties if one.start == match.end()]
        return self._reading.cast.named(force_value(named[0].actor)) if named else None

    def _said_by(self, fact: Troops, clue: Clue, speaker: str | None) -> str | None:
        """*deux terroristes*, says a general: those whom he fights; *douze morts*, admits he: his own."""
        if speaker is None:
            return None
        if clue.lemma in HOSTILE or (clue.lemma in DISLOYAL and is_code(speaker)) or clue.verb in _DESTROYING:
            return self._opposed(fact, clue, speaker, hostile=True) or ""
        if clue.lemma in DISLOYAL | LOYAL and self._is_foreign(speaker, fact, clue):
            return self._opposed(fact, clue, speaker)
        cue = self._attributions[fact.attribution_id or ""].text.lower()
        if fact.role in STRONG:
            if self._is_foreign(speaker, fact, clue):
                return self._opposed(fact, clue, speaker)
            return speaker if _has_verb(cue, _ADMITTING) else None
        if fact.role == "planned" and is_code(speaker) and _DECIDED.search(cue):
            return speaker
        if fact.category == "fighter" and (not is_code(speaker) or not self._has_groups()):
            return speaker
        return None

    def _has_groups(self) -> bool:
        return any(not is_code(side) for side in armed_sides(self._reading))

    def _is_foreign(self, speaker: str, fact: Troops, clue: Clue) -> bool:
        """True for soldiers told of by rebels, and for rebels told of by an army."""
        kind = kind_of(fact, clue)
        of_state = is_code(speaker) or speaker in peacekeepers(self._reading)
        return kind != "any" and (kind == "state") != of_state

    def _by_striker(self, fact: Troops, clue: Clue) -> str | None:
        """*Ses hommes ont capturé neuf fantassins*: the enemies of those of whom the paragraph told before."""
        if not clue.strikes or clue.agent.lower() not in _STRIKERS or not self._before:
            return None
        last = self._before[-1]
        if last.force is None or last.start < paragraph_start(self._reading, fact.start):
            return None
        first, _ = self._reading.sentence_at(fact.start)
        owned = _POSSESSED.search(self._reading.folded, first, fact.start)
        striker = self._voice_before(fact) if owned else None
        return self._opposed(fact, clue, striker or last.force)

    def _gone_on(self, fact: Troops, clue: Clue) -> str | None:
        """*trois brigades et 6 000 hommes*: the same side's, where the sentence names no other in between."""
        if not self._before:
            return None
        last = self._before[-1]
        between = self._reading.folded[last.end : fact.start]
        if last.force is None or self._reading.sentence_at(last.start) != self._reading.sentence_at(fact.start):
            return None
        if _CONTRAST.search(between) or self._sides_between(last.end, fact.start) or last.force in clue.exclude:
            return None
        if fact.role == "trained" and last.category == "instructor":
            return None
        if clue.lemma in _CAPTIVES and clue.verb in _CAPTORS:
            return self._opposed(fact, clue, last.force)
        return last.force if self._suits(last.force, fact, clue) else None

    def _suits(self, side: str, fact: Troops, clue: Clue) -> bool:
        """False for a group's soldiers and for a state's rebels."""
        kind = kind_of(fact, clue)
        return kind == "any" or (kind == "state") == (is_code(side) or side in peacekeepers(self._reading))

    def _continued(self, fact: Troops, clue: Clue) -> str | None:
        """*Kampala envoie deux bataillons. Les 1 600 soldats …*: the paragraph goes on about the same side's."""
        last = self._before[-1] if self._before else None
        if last is None or last.force is None or clue.agent or last.start < paragraph_start(self._reading, fact.start):
            return None
        between = self._reading.folded[last.end : fact.start]
        if _CONTRAST.search(between) or self._sides_between(last.end, fact.start) or last.force in clue.exclude:
            return None
        if clue.lemma in _CAPTIVES or clue.lemma in HOSTILE:
            return None
        return last.force if self._suits(last.force, fact, clue) else None

    def _sides_between(self, start: int, end: int, but: str | None = None) -> bool:
        named = (one for one in references(self._reading) if start <= one.offset < end and one.weight >= 0.5)
        return any(one.side != but for one in named)

    def _across(self, fact: Troops, clue: Clue) -> str | None:
        """*En face, trois divisions*: whom the side told of before fights."""
        first, _ = self._reading.sentence_at(fact.start)
        found = _OTHER_CAMP.search(self._reading.folded, first, fact.start)
        if found is None or self._sides_between(found.end(), fact.start):
            return None
        before = [one for one in references(self._reading) if one.offset < found.start() and one.weight >= 0.5]
        near = [one for one in self._before if one.force is not None and one.end > found.start() - 300]
        camp = near[-1].force if near else (before[-1].side if before else None)
        return opponent(self._reading, camp, fact.start, kind_of(fact, clue)) if camp else None

    def _by_topic(self, fact: Troops, clue: Clue, speaker: str | None) -> str | None:
        """The side of its kind that the article is about there; without one, none."""
        said = self._attributions.get(fact.attribution_id or "")
        if speaker is not None and said is not None and said.source_type == "intelligence":
            clue = replace(clue, exclude=clue.exclude | {speaker})
        if of_any_nation(fact.group or "") or self._of_both(fact, clue):
            return None
        home = self._home(fact)
        if home is not None:
            return home
        if self._is_of_strangers(fact, clue):
            return self._group(fact, clue)
        if fact.category == "mercenary":
            return self._company()
        if fact.force is not None and clue.like is None:
            return fact.force
        if kind_of(fact, clue) == "group" and not (clue.army and " d" in (fact.group or "")):
            return self._group(fact, clue)
        if not clue.open and clue.like is None:
            return None
        if clue.owns and self._is_stranger(clue.agent):
            return None
        if self._of_french_arms(fact, clue):
            return "FRA"
        return self._state(fact, clue) or self._speakers_own(fact, clue, speaker)

    def _is_of_strangers(self, fact: Troops, clue: Clue) -> bool:
        """*Les assaillants, une quarantaine d'hommes*, *le gang a perdu 12 hommes*: not the state's of the article."""
        first, _ = self._reading.sentence_at(fact.start)
        stranger = clue.agent.removesuffix("s") in _OTHERS
        near = _FOREIGN.search(self._reading.folded, max(first, fact.start - 60), fact.start)
        return (clue.owns and stranger) or (near is not None and kind_of(fact, clue) != "state")

    def _is_stranger(self, agent: str) -> bool:
        """True for a proper name that the article's sides do not bear: *les Tigres perdent 250 hommes*."""
        sides = (self._reading.folded[one.start : one.end] for one in self._reading.parties)
        if agent.lower() in _ARMY_NOUNS or agent.lower().startswith(("cel", "ceux")):
            return False
        return agent[:1].isupper() and not any(agent in side for side in sides)

    def _of_french_arms(self, fact: Troops, clue: Clue) -> bool:
        """*légionnaires*, *tirailleurs*, *bataillons de paras*, where the article speaks of France."""
        words = {clue.lemma, *(word.removesuffix("s") for word in (fact.group or "").split())}
        return bool(words & _FRENCH_ARMS) and "FRA" in armed_sides(self._reading)

    def _speakers_own(self, fact: Troops, clue: Clue, speaker: str | None) -> str | None:
        """*Vladimir Poutine affirme que 700 000 hommes combattent*: a belligerent's own, if the text is about both."""
        if speaker is None or speaker in clue.exclude or speaker not in armed_sides(self._reading):
            return None
        said = self._attributions[fact.attribution_id or ""]
        telling = said.source_type in {"government", "military", "state"} and said.cue_class == "verb"
        return speaker if telling and not _has_verb(said.text.lower(), _ESTIMATING) else None

    def _of_both(self, fact: Troops, clue: Clue) -> bool:
        """*deux armées confondues*, *des combats entre factions ont fait douze morts*: of no one side."""
        first, last = self._reading.sentence_at(fact.start)
        if _BOTH.search(self._reading.folded, fact.start, last):
            return True
        unnamed = clue.lemma in _ANYBODY or clue.lemma == "combattant"
        return unnamed and fact.role in STRONG and _BETWEEN.search(self._reading.folded, first, fact.start) is not None

    def _home(self, fact: Troops) -> str | None:
        """*quarante fantassins venus de Colmar*: the country of the place that they come from."""
        match = _COME_FROM.match(self._reading.folded, max(fact.end, (fact.anchor or 0)))
        if match is None:
            return None
        return next(
            (sovereign(one.country) for one in self._locations if one.start == match.end() and one.country), None
        )

    def _company(self) -> str | None:
        """*huit mercenaires*: of the one company of mercenaries that the article names."""
        named = {one.side for one in references(self._reading) if one.side in _COMPANIES}
        return named.pop() if len(named) == 1 else None

    def _group(self, fact: Troops, clue: Clue) -> str | None:
        """*les insurgés*: the armed group that the paragraph, its heading or the title is about; *miliciens druzes* are
        nobody's that another adjective would not name."""
        if _OTHER_GROUP.search(fact.group or "") or self._of_some_groups(fact):
            return None
        near = {one.side for one in references(self._reading) if self._is_near(one.offset, fact)}
        side = topic(self._reading, fact.start, "group", clue.exclude)
        return side if side in near or (clue.lemma == "combattant" and self._is_alone(side, fact)) else None

    def _is_alone(self, side: str | None, fact: Troops) -> bool:
        """True for the one armed group of the article, if the next paragraph names it."""
        groups = {one for one in armed_sides(self._reading) if not is_code(one)} - peacekeepers(self._reading)
        return side is not None and groups == {side} and self._is_known(side, fact)

    def _of_some_groups(self, fact: Troops) -> bool:
        """*Les groupes chin revendiquent 10 000 combattants*: of none that has a name."""
        first, _ = self._reading.sentence_at(fact.start)
        match = _GROUPS.search(self._reading.folded, first, fact.start)
        return match is not None and not self._sides_between(match.end(), fact.start)

    def _is_near(self, offset: int, fact: Troops) -> bool:
        _, last = self._reading.sentence_at(fact.start)
        here = paragraph_start(self._reading, fact.start)
        return paragraph_start(self._reading, max(here - 2, 0)) <= offset < last

    def _unarmed(self) -> frozenset[str]:
        """The states of whose troops the article says nothing: they give way to the one of whose it does."""
        armed = {side for _, side in armed_mentions(self._reading) if is_code(side)}
        return frozenset(one.side for one in references(self._reading)) - armed if len(armed) == 1 else frozenset()

    def _state(self, fact: Troops, clue: Clue) -> str | None:
        barred = clue.exclude | (_destinations(self._reading, fact) if fact.role in _AWAY else frozenset())
        places = tuple(_setting(self._reading, fact, self._locations))
        force = salient(self._reading, fact.start, barred, places)
        if force is None:
            force = salient(self._reading, fact.start, barred | self._unarmed(), places)
        if force is not None:
            return force
        home = _dateline(self._reading, self._locations) if not spoken_of(self._reading) else None
        return home if home not in barred else None


def kind_of(fact: Troops, clue: Clue, *, hostile: bool = False) -> Kind:
    """Whether the noun speaks of a state's troops, of a group's, or of either's."""
    if clue.lemma in LOYAL:
        return "state"
    if clue.lemma in DISLOYAL or (clue.lemma == "terroriste"):
        return "group"
    if clue.lemma in _ANYBODY or clue.lemma in HOSTILE or (hostile and fact.category == "unit"):
        return "any"
    if fact.category in {"fighter", "mercenary"}:
        return "group"
    return "state"


def _has_verb(cue: str, verbs: frozenset[str]) -> bool:
    """*a reconnu*, *ne concède*: by the stem of the verb."""
    bare = unaccented(cue)
    return any(unaccented(word.removesuffix("ître").removesuffix("er"))[:6] in bare for word in verbs)


def unaccented(word: str) -> str:
    """*concède* and *concéder* begin alike."""
    return word.translate(_BARE)


_BARE = str.maketrans("éèêàâîôûç", "eeeaaiouc")


# L'[Aussom] · Hors mandat, [Addis-Abeba] · De son côté, l'[Italie]
_TO_OPEN = re.compile(
    r"\W*(?:[^.,;:«»]{2,40}, )?(?:[Ll]'|[Ll]e |[Ll]a |[Ll]es )?(?:groupe |mouvement |mission |force )?"
)
# six membres du groupe, qui compterait [9 000 hommes]
_RELATIVE = re.compile(
    r"\b(?:[Dd]u|[Ll]e|[Aa]u|[Dd]es|[Ll]es|[Ll]a|[Cc]e|[Cc]ette) (?P<noun>[a-zà-ÿ]+),? qui [^.;:,]{2,30}$"
)
# Les guérilleros · La mission · Selon lui, le mouvement
_NOUN_OPENS = re.compile(r"\W*(?:[^.,;:«»]{2,40}, )?(?:[Ll]'|[Ll]e |[Ll]a |[Ll]es )(?P<noun>[a-zà-ÿ-]+)")
# [L'Aussom], qui a pris le relais de l'Atmis, compte · [Erevan] en dénombre · [Varsovie] a envoyé sur place
_TO_COUNT = re.compile(
    r"(?: \([A-Z][\w-]+\))?(?:, (?:qui|dont|désormais|lui|elle|eux|elles|de son côté|pour sa part)\b[^.;:]{0,80},)?"
    r" (?:n'|ne |n'en |en |y )?[a-zà-ÿ]{2,}(?: (?!que\b|qu')[a-zà-ÿ'-]+){0,4}(?: |')"
)
# les assaillants, une quarantaine d'hommes · le vainqueur a laissé
_FOREIGN = re.compile(
    r"\b(?:assaillants?|agresseurs?|ravisseurs?|vainqueurs?|ennemis?|rebelles|insurgés|adversaires?|occupants?|"
    r"envahisseurs?|guérilla|djihadistes|jihadistes|gangs?)\b[^.;]*$",
    re.IGNORECASE,
)
# Ses hommes ont capturé
_POSSESSED = re.compile(r"\b(?:ses|leurs) [a-zà-ÿ]+ ", re.IGNORECASE)
# répartis en · soit
_PART_OF = re.compile(
    r"^[^.;:]{0,50},? ?(?:réparti|regroupé|organisé|articulé|divisé|formé|constitué|composé)\w* (?:en|de|d')\b[^.;:,]{0,15}$|"
    r"^[^.;:]{0,50},? soit[^.;:,]{0,20}$"
)
# a annoncé · promet
_DECIDED = re.compile(r"\b(?:annonc|promet|promis|décid|confirm|dévoil|officialis)")
# fantassins venus de [Colmar] · marsouins d'un régiment venu d'[Angoulême]
_COME_FROM = re.compile(
    r"[^.,;:]{0,40}\b(?:(?:venu|arrivé|originaire)\w*|vien(?:t|nent)) (?:d'|de |du |des )(?:l'|la )?"
)
# miliciens druzes · rebelles katangais: but neither rebelles armés nor combattants présumés
_OTHER_GROUP = re.compile(
    r"^\w+ (?!arm|présum|étrang|aguerri|islamist|jihadist|djihadist|ennemi|adverse|radica|extrémist|lourdement|bien|du |de |d')\w"
)
# Les groupes chin revendiquent
_GROUPS = re.compile(r"\b(?:groupes|milices|factions|gangs)\b", re.IGNORECASE)
# [5 000] aux Allemands · [300 hommes] à l'armée russe
_TO = re.compile(r"(?: (?:hommes|soldats|morts|tués))? (?:aux |au |à l'|à la |à )(?:armée |forces |troupes )?")
# mais · en face · de son côté · tandis que
_CONTRAST = re.compile(
    r"\b(?:contre|en face|de (?:son|leur) côté|quant (?:à|aux?)|tandis|alors que|adverses?|l'ennemi|l'adversaire|mais|"
    r"face (?:à|aux?)|pour sa part|côté|chez|assaillants|l'autre camp|par des|par les)\b",
    re.IGNORECASE,
)
# En face, · De l'autre côté du front · Sur l'autre rive
_OTHER_CAMP = re.compile(
    r"(?<![\w-])(?:en face(?! d)|de l'autre côté|sur l'autre rive|dans le camp (?:d'en face|adverse|opposé)|chez l'ennemi|"
    r"chez l'adversaire|côté adverse)\b",
    re.IGNORECASE,
)
# des deux camps · deux armées confondues · de part et d'autre
_BOTH = re.compile(
    r"\b(?:(?:des|les) deux (?:camps|côtés|armées|belligérants)|(?:armées|camps|pays) confondu\w+|de part et d'autre|dans les deux camps)\b",
    re.IGNORECASE,
)

# des affrontements entre factions ont fait [douze morts]
_BETWEEN = re.compile(
    r"\b(?:combats?|affrontements?|heurts|accrochages?|guerre|échanges? de tirs|batailles?)(?: \w+)? entre\b"
)


# LYON, 4 nov - · SARREBOURG. · CASTRES (TARN)
_DATELINE = re.compile(r"^[A-ZÀ-Ý][A-ZÀ-Ý' -]{2,30}(?= \(|\.|,| [-–—])", re.MULTILINE)


def _dateline(reading: Reading, locations: Sequence[Location]) -> str | None:
    """The country of a dispatch that names no state: whose soldiers a local paper means without saying so."""
    match = _DATELINE.search(reading.folded, 0, 400)
    places = [one.country for one in locations if match is not None and match.start() <= one.start < match.end()]
    return places[0] if places else None


# partis pour la Lettonie · envoyés en Roumanie · au Mali
_TOWARDS = re.compile(r"\b(?:en|au|aux|pour (?:la |le |l'|les )|vers (?:la |le |l'|les )) ?$", re.IGNORECASE)


def _destinations(reading: Reading, fact: Troops) -> frozenset[str]:
    """The countries that the sentence sends troops to: not whose they are, if it names them no other way."""
    first, last = reading.sentence_at(fact.start)
    sent: set[str] = set()
    others: set[str] = set()
    for one in mentions_in(reading, first, last):
        state = force_value(one.actor)
        towards = one.start > fact.end and _TOWARDS.search(reading.folded, max(0, one.start - 10), one.start)
        (sent if towards else others).add(state or "")
    return frozenset(sent - others)


def _setting(reading: Reading, fact: Troops, locations: Sequence[Location]) -> Iterator[Evidence]:
    """(offset, country, weight) of the places; where the troops are sent says half as much, a lone place nothing."""
    sentence = reading.sentence_index(fact.start)
    places = [one for one in locations if one.role == "place" and one.country is not None]
    counts = Counter(one.country for one in places)
    for one in places:
        if one.country is None or counts[one.country] < 2:
            continue
        sent = fact.role in _AWAY and reading.sentence_index(one.start) == sentence
        yield one.start, sovereign(one.country), _PLACE / 2 if sent else _PLACE
