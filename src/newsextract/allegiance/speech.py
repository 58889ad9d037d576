"""Rules: whose a count is by who speaks of it.

Matches *nos* hommes, *l'ennemi a perdu* 30 *soldats*, *deux* terroristes (says a general), *la mort de* douze *soldats*
(he admits); a doctor's *nous étions* douze *conscrits* is nobody's.
"""

from __future__ import annotations

import re

from newsextract.allegiance.attackers import of_attackers
from newsextract.allegiance.enemies import opposed
from newsextract.allegiance.home import of_the_army
from newsextract.allegiance.telling import DISLOYAL, HOSTILE, LOYAL, Asked, Telling
from newsextract.allegiance.topic import group_of, is_of_nobody
from newsextract.matchers.troops.belligerents import armed_sides
from newsextract.matchers.troops.salience import salient, sovereign
from newsextract.matchers.troops.sides import is_code
from newsextract.matchers.troops.verbs import STRONG
from newsextract.matchers.troops.words import grammar_words
from newsextract.text import fold
from newsextract.verb_senses import verbs

_ADMITTING = verbs("owning_up")
_DESTROYING = grammar_words("destroying")
_PRIVATE = frozenset({"person", "public", "expert"})


def seen_from(telling: Telling, asked: Asked) -> str | None:
    """*nos hommes*: the speaker's; *l'ennemi*: whom he fights; whom a side strikes: its enemy's."""
    clue = asked.clue
    if clue.voice != "ours" and _AT_US.match(telling.text, asked.fact.end):
        told = asked.speaker or telling.voice_before(asked) or telling.home
        return opposed(telling, asked, told, hostile=True) if told else None
    if clue.foe is not None and _tells_of_its_own(asked):
        return asked.speaker
    if clue.foe is not None:
        speaker = (asked.speaker or telling.voice_before(asked)) if clue.voice == "theirs" else None
        ours = telling.home if clue.voice == "theirs" else None  # « Nous avons affronté six brigades »
        striker = clue.foe or _owner(telling, asked) or speaker or ours or salient(telling.reading, asked.start)
        return (opposed(telling, asked, striker) or "") if striker else ""
    if clue.voice is None or _given_to_us(telling, asked):
        return None
    speaker = asked.speaker or telling.voice_before(asked) or _home_of_witness(telling, asked)
    speaker = speaker or _home_of_deputy(telling, asked) or _home_of_soldier(telling, asked)
    if speaker is None:
        return _of_nobody(telling, asked)
    return speaker if clue.voice == "ours" else opposed(telling, asked, speaker, hostile=True) or ""


def _tells_of_its_own(asked: Asked) -> bool:
    """*À en croire le M23,* 4 000 *combattants ont été engagés face à l'armée*: a group's word, of its fighters."""
    speaker = asked.speaker
    if speaker is None or is_code(speaker) or speaker == asked.clue.foe or asked.clue.strikes:
        return False
    return asked.kind == "group" and asked.fact.role not in STRONG and asked.clue.voice != "theirs"


# [Une centaine] d'hommes en armes nous attendaient · [trente] types nous ont tiré dessus
_AT_US = re.compile(
    r"[^.;:«»\"]{0,40}\bnous (?:ont |avaient |y )?(?:attend|attaqu|encercl|tir|assaill|guett|mitraill|arros|harcel|"
    r"barr|pourchass|vis|canard|bombard|pilonn|coup)\w+"
)


def _given_to_us(telling: Telling, asked: Asked) -> bool:
    """*On nous avait promis 2 500 policiers*: not the speaker's own."""
    return asked.clue.voice == "ours" and _GIVEN.search(telling.text, max(0, asked.start - 50), asked.start) is not None


# On nous [avait promis] · ils nous ont [envoyé] vers
_GIVEN = re.compile(
    r"\bnous (?:[a-zà-ÿ]+ ){0,2}(?:prom|envo|annonc|donn|fourn|livr|expédi|prêt|amen)[a-zà-ÿ]+\b[^.;:«»]*$"
)


def _home_of_witness(telling: Telling, asked: Asked) -> str | None:
    """*« Nous étions douze conscrits », raconte Garen, chauffeur de taxi à Vanadzor*: the state that he lives in."""
    said = asked.said
    if asked.clue.voice != "ours" or said is None or said.source_type not in _PRIVATE or said.source_end is None:
        return None
    _, last = telling.reading.sentence_at(said.source_end - 1)
    lives = _LIVES.match(telling.text, said.source_end, last)
    if lives is None:
        return None
    states = (one.country for one in telling.locations if one.start == lives.end() and one.country)
    side = next(map(sovereign, states), None)
    return side if side in telling.spoken else None


# Garen, aujourd'hui chauffeur de taxi à [Vanadzor] · Jean-Paul Wurtz, 71 ans, de [Willer-sur-Thur]
_LIVES = re.compile(
    r",(?: [^\W\d_][\w'’-]*| \d+ ans,){0,6},? (?:à|au|aux|en|de|du|d'|près de|près d')[ ]?(?:la |l')?(?=[A-ZÀ-Ý])"
)


def _home_of_soldier(telling: Telling, asked: Asked) -> str | None:
    """*« J'étais parti avec* cent vingt *artilleurs », raconte le capitaine Hovhannès*: of the home army's, in an
    article that has one."""
    said = asked.said
    if said is None or said.source_type != "military" or said.source_country is not None:
        return None
    return telling.home if telling.home in armed_sides(telling.reading) else None


def _home_of_deputy(telling: Telling, asked: Asked) -> str | None:
    """*« Nous avions 5 100 soldats », résume la rapporteure*: a member of parliament means the home state's."""
    said = asked.said
    if asked.clue.voice != "ours" or said is None or said.source_type not in _PRIVATE or not said.source_name:
        return None
    places = [match.start() for match in re.finditer(re.escape(fold(said.source_name)), telling.text)]
    places += [said.source_start] if said.source_start is not None else []
    if said.source_name.islower():  # la seconde: one of those spoken of right before
        return telling.home if _DEPUTY.search(telling.text, max(0, asked.start - _SPOKEN_OF), asked.start) else None
    sits = any(_DEPUTY.search(telling.text, max(0, at - _INTRODUCED), at + _INTRODUCED) for at in places)
    return telling.home if sits else None


_SPOKEN_OF = 400  # characters before
_INTRODUCED = 70  # characters around a name within which its office stands
_DEPUTY = re.compile(
    r"\b(?:députée?|sénat(?:eur|rice)|rapporteure?|parlementaire|conseill(?:er|ère) national)s?\b", re.IGNORECASE
)


def _owner(telling: Telling, asked: Asked) -> str | None:
    """*Le porte-parole du M23 assure que ses forces ont neutralisé 80 miliciens*: the speaker's own strike."""
    first, _ = telling.reading.sentence_at(asked.start)
    return asked.speaker if _THEIR_OWN.search(telling.text, first, asked.start) else None


# ses forces [ont neutralisé] · nos hommes [avaient abattu] · ses troupes d'élite [ont pris]
_THEIR_OWN = re.compile(
    r"\b(?:ses|leurs|nos) (?:forces|hommes|soldats|troupes|combattants|unités|commandos|miliciens|drones|snipers)\b"
    r"[^.;:,]*$",
    re.IGNORECASE,
)


def _of_nobody(telling: Telling, asked: Asked) -> str | None:
    """A witness's *nous* is nobody's, another's for the other rules; *l'ennemi* the group that the text is about."""
    if asked.clue.voice == "ours":
        witness = asked.said is not None and asked.said.source_type in _PRIVATE
        quoted = asked.clue.like is None and (telling.is_quoted(asked.start) or telling.answers(asked.start))
        return "" if (witness or quoted) and len(armed_sides(telling.reading)) > 1 else None
    return group_of(telling, asked) or ""


def under_fire(telling: Telling, asked: Asked) -> str | None:
    """*Lors d'un bombardement russe,* sept *soldats ont été tués*: the speaker's who was struck, else whom Russia
    fights."""
    fire, speaker = asked.fire, asked.speaker
    if fire is None or asked.fact.category == "peacekeeper":
        return None  # their mission's, whomever the fire was for
    if fire.struck is not None and fire.struck != fire.striker:
        return fire.struck
    told = asked.said is not None and not asked.speaker_counts_others and speaker not in telling.onlookers
    if told and speaker is not None and speaker != fire.striker and is_code(speaker) and telling.suits(speaker, asked):
        return speaker
    return _struck_at(telling, asked, fire.striker) or opposed(telling, asked, fire.striker)


def _struck_at(telling: Telling, asked: Asked, fired: str) -> str | None:
    """*un bombardement russe sur Kharkiv*: the soldiers of the one other state in whose places it struck."""
    if asked.kind != "state":
        return None
    first, last = telling.reading.sentence_at(asked.start)
    here = (one for one in telling.locations if first <= one.start < last and one.role == "place" and one.country)
    states = {sovereign(one.country or "") for one in here} - {fired}
    return states.pop() if len(states) == 1 else None


def said_by(telling: Telling, asked: Asked) -> str | None:
    """*deux terroristes*, says a general: those whom he fights; *douze morts*, admits he: his own."""
    speaker = asked.speaker
    if _is_struck(asked) and is_of_nobody(telling, asked):
        return ""
    if _is_struck(asked) and speaker is None and of_the_army(telling.reading, asked.start) and telling.home:
        return opposed(telling, asked, telling.home)
    if speaker is None or asked.said is None:
        return None
    foreign = not telling.suits(speaker, asked)
    if _is_denied(telling, asked, speaker):
        return speaker
    if is_code(speaker) and _is_struck(asked):
        return opposed(telling, asked, speaker) or ""  # a state's spokesman on miliciens tués
    if _is_called_enemy(asked, speaker) and not _are_ambushed(telling, asked, speaker):
        claimed = of_attackers(telling, asked) if asked.clue.lemma == "terroriste" else None
        return opposed(telling, asked, speaker, hostile=True) or claimed or ""
    if foreign and (asked.clue.lemma in DISLOYAL | LOYAL or asked.fact.role in STRONG):
        return opposed(telling, asked, speaker)
    if asked.fact.role in STRONG:
        if _CLAIMS.search(asked.said.text) is not None:
            return opposed(telling, asked, speaker)
        return speaker if has_verb(asked.said.text, _ADMITTING) else None
    decided = asked.fact.role == "planned" and not asked.speaker_counts_others
    if decided and is_code(speaker) and _DECIDED.search(asked.said.text.lower()):
        return speaker
    if _calls_out(telling, asked, speaker) and not asked.speaker_counts_others:
        return speaker
    if asked.fact.category == "fighter" and (not is_code(speaker) or not telling.has_groups()):
        return speaker
    return None


def _is_denied(telling: Telling, asked: Asked, speaker: str) -> bool:
    """*nie que* deux cents *hommes soient encerclés*: who denies a loss denies its own."""
    if asked.said is None or asked.said.stance != "denies" or not telling.suits(speaker, asked):
        return False
    undergone = _UNDERGONE.match(telling.text, asked.fact.end, telling.reading.sentence_at(asked.start)[1])
    return undergone is not None and (asked.fact.role in STRONG or asked.clue.verb in _DESTROYING)


# que 200 hommes [soient encerclés] · [aient été tués] · [sont morts]
_UNDERGONE = re.compile(
    r"[^.;:,]{0,60}? (?:(?:soient|sont|étaient|furent|seraient|(?:aient|ont|avaient|auraient) été) [a-zà-ÿ]+és\b"
    r"|(?:soient|sont|étaient) (?:morts|tombés)|aient péri)"
)


def _calls_out(telling: Telling, asked: Asked, speaker: str) -> bool:
    """*70 policiers et 600 militaires sont mobilisés, a annoncé le Conseil fédéral*: a state keeps its own order."""
    if asked.said is None or not is_code(speaker) or asked.said.source_type not in {"state", "government"}:
        return False
    if asked.fact.role not in {"deployed", "engaged", "mobilised"} or _OF_TOWN.search(asked.said.source_text or ""):
        return False
    if asked.fact.category == "police":
        return True
    first, last = telling.reading.sentence_at(asked.start)
    return asked.fact.category == "soldier" and _POLICE.search(telling.text, first, last) is not None


_OF_TOWN = re.compile(r"\b(?:maires?|mairie|bourgmestre|municipal|[Vv]ille|syndic|échevin)", re.IGNORECASE)
_POLICE = re.compile(r"\b(?:policiers|gendarmes|carabiniers|agents de police)\b", re.IGNORECASE)


# Moscou revendique jusqu'à [200] militaires hors de combat: those whom it struck
_CLAIMS = re.compile(r"\b(?:revendiqu|se targu|se vant|s'attribu)", re.IGNORECASE)


def _is_struck(asked: Asked) -> bool:
    """True for *miliciens tués*, *insurgés capturés*: whoever tells of them, no state's."""
    return asked.kind == "group" and asked.fact.role in STRONG and not asked.clue.owns


def _is_called_enemy(asked: Asked, speaker: str) -> bool:
    """True for a speaker's *terroristes*, a state's *rebelles*, and what anybody says that he destroyed."""
    rebels = asked.clue.lemma in DISLOYAL and is_code(speaker)
    return asked.clue.lemma in HOSTILE or rebels or asked.clue.verb in _DESTROYING


def _are_ambushed(telling: Telling, asked: Asked, speaker: str) -> bool:
    """*trois gardes nationaux abattus dans une embuscade, indique le parquet*: the state's own, though shot down."""
    return is_code(speaker) and asked.kind == "state" and _AMBUSH.match(telling.text, asked.fact.end) is not None


# [trois] gardes nationaux abattus dans une [embuscade] · [cinq] policiers ont été abattus lors d'un [guet-apens]
_AMBUSH = re.compile(
    r"[^.;:«»]{0,60}\b(?:dans|lors|au cours|pendant)(?: de| d')? ?(?:une?|l'|cette|plusieurs|des|trois|deux) ?"
    r"(?:double |violente |nouvelle )?(?:embuscade|attaque|attentat|guet-apens|fusillade|mutinerie)s?\b"
)


def has_verb(cue: str, verbs: frozenset[str]) -> bool:
    """*a reconnu*, *ne concède*: by the stem of the verb, accents apart."""
    bare = cue.lower().translate(_BARE)
    return any(word.removesuffix("ître").removesuffix("er").translate(_BARE)[:6] in bare for word in verbs)


_BARE = str.maketrans("éèêàâîôûç", "eeeaaiouc")
# a annoncé · promet · ajoute que deux bataillons rejoindront la frontière
_DECIDED = re.compile(
    r"\b(?:annonc|promet|promis|décid|confirm|dévoil|officialis|ajout|précis|indiqu|assur|fait savoir)"
)
