"""What soldiers alone do or fall at → a people's name behind a quantity stands for its army.

Matches *dix mille Croates* foncent vers Banja Luka, *plus de 200 de ses citoyens* servent sous l'uniforme russe, *où*
stationnent *550 Néerlandais*; not *trois Français tués à Paris*.
"""

from __future__ import annotations

import re

from newsextract.amounts import Amount
from newsextract.matchers.troops.groups import Group
from newsextract.reading import Reading

# dix mille Croates [foncent vers Banja Luka] · une centaine de Camerounais [servaient sous la bannière]
_FIGHT = re.compile(
    r"(?: et (?:de |d')?[A-ZÀ-Ý][\w-]+)?(?: [a-zà-ÿ'-]+){0,3}? (?:combatt\w+|"
    r"(?:fonc|charg|déferl|march)\w*(?:ent|aient|èrent|é)(?: vers| sur)?\b|"
    r"serv(?:ent|aient|irent|i) (?:sous|dans|au sein)|mont\w+ (?:à l'assaut|en ligne|au front)|"
    r"(?:s'élan|se (?:lanc|ru|jett?|port))\w*(?:ent|aient|èrent) (?:contre|sur|à l'assaut|à l'attaque|vers)\b|"
    r"donn\w+ l'assaut|(?:contre-)?attaqu\w+|capitul\w+|débarqu\w+|se (?:repli|retranch)\w+|"
    r"gard(?:ent|aient) (?:la|le|les)\b|(?:à terre|en ligne|en position|dans les tranchées|à pied d'œuvre)\b)"
)
# l'enclave [que gardaient] 400 Néerlandais · [tient le pont avec] 200 Canadiens
_HELD_WITH = re.compile(
    r"\b(?:que|qu'|où) ?(?:gard|défend|tienn|ten|occup)(?:ent|aient) $"
    r"|\b(?:tient|tenait|tint|défend\w*|résist\w+|attaqu\w+|charg\w+|repouss\w+)\b[^.;:]{0,50} avec $"
)
# où [stationnent déjà] 550 Néerlandais et 190 Norvégiens · 300 Tanzaniens [stationnés à] Nangade
_STATIONED = re.compile(
    r"\b(?:stationn(?:ent|aient)|cantonn(?:ent|aient)|bivouaqu(?:ent|aient)|campent|montent la garde|tiennent garnison|"
    r"sont (?:stationnés|cantonnés|déployés|basés)) (?:[a-zà-ÿ]+ )?(?:(?:(?:\d+|[a-zà-ÿ]+) )+[A-ZÀ-Ý][\w-]+ et )?$"
)
_STATIONED_THERE = re.compile(r" (?:(?:encore|déjà|toujours) )?(?:stationnés|cantonnés|casernés|en garnison)\b")
# Des 3 421 Français [passés par la péninsule] · [ayant combattu en Corée]
HAVE_SERVED = re.compile(
    r",? (?:passés (?:par|dans les rangs)|engagés|montés (?:en ligne|au front)|envoyés (?:au front|en renfort)|"
    r"venus (?:combattre|se battre|prêter main-forte)|(?:ayant|qui ont|qui avaient) (?:combattu|servi|pris part))\b"
)
# 800 Colombiens [partis combattre] · 200 Kényans [enrôlés dans l'armée] · deux Chinois [combattant pour] la Russie
_AN_ARMY = (
    r"(?:l'|la |les |des |une |un )?(?:[a-zà-ÿ]+ )?(?:armées?|troupes|forces armées|[Ll]égion|bataillons?|brigades?)\b"
)
UNDER_ARMS = re.compile(
    r",? (?:(?:ont été |avaient été |auraient été |seraient )?"
    r"(?:recrutés|enrôlés|enlistés|incorporés|engagés(?: volontaires)?|servant|combattant) "
    rf"(?:par|dans|au sein de|pour) {_AN_ARMY}"
    r"|(?:partis|venus|allés) (?:combattre(?! (?:l'|les? |la |des )(?:incendie|feu|flamme|épidémi|virus|sécheress|faim|"
    r"pauvreté|corruption|criquet|chaleur|froid|pollution))|se battre|faire la guerre|au front)\b"
    r"|(?:et (?:[\wà-ÿ]+ )?[A-ZÀ-Ý][\w-]+, )?(?:tous|toutes)(?: les)?(?: deux| trois| quatre)? (?:des )?"
    r"(?:[Cc]asques bleus|[Bb]érets bleus|soldats|militaires|légionnaires|paras|parachutistes|marins|aviateurs|"
    r"combattants|mercenaires|instructeurs|officiers|commandos)\b"
    r"|(?:engagés|combattant|se battant) "
    r"(?:aux côtés (?:de l'|de la |du |des |de |d')|pour (?:l'|la |le )?)(?=[A-ZÀ-Ý]))"
)
# ses ressortissants [morts au combat] · [tombés au front]
_DIED_FIGHTING = re.compile(
    r" (?:(?:sont|seraient|étaient|ont été|auraient été) )?(?:morts|tués|tombés) (?:[a-zà-ÿ]+ )?"
    r"(?:au combat|au front|en combattant|les armes à la main|sous l'uniforme|à la guerre|dans les rangs)\b"
)
# sont morts [au front] · ont péri [en combattant]
IN_BATTLE = re.compile(
    r"[^.;:]{0,60}\b(?:(?:au front|au combat|en combattant|les armes à la main|sous l'uniforme|à l'assaut|"
    r"au champ d'honneur|sur le champ de bataille|dans (?:l'assaut|la bataille|la charge|les tranchées)|"
    r"en montant à l'assaut|sous le feu de l'ennemi)\b|sous le feu des [A-ZÀ-Ý])"
)
# 600 Nord-Coréens [seraient tombés dans] la région de Koursk: who falls there falls in battle
FELL = re.compile(
    r" (?:y )?(?:(?:sont|seraient|étaient|furent)(?: [a-zà-ÿ]+ment| déjà| alors)? tombés|tombent|tombèrent) "
    r"(?:à|au|dans|devant|sur|face à|lors d|près d|sous les balles)\b"
)


def at_arms(reading: Reading, amount: Amount, group: Group) -> bool:
    """True for a people that fights, or with whom a place is held."""
    if _HELD_WITH.search(reading.folded, max(0, amount.start - 80), amount.start):
        return True
    return _FIGHT.match(reading.folded, group.end) is not None


def are_stationed(reading: Reading, amount: Amount, group: Group) -> bool:
    """*où stationnent déjà* 550 *Néerlandais*: no civilians are."""
    first, _ = reading.sentence_at(amount.start)
    before = _STATIONED.search(reading.folded, max(first, amount.start - 70), amount.start)
    return before is not None or _STATIONED_THERE.match(reading.folded, group.end) is not None


def in_arms(reading: Reading, group: Group) -> bool:
    """*plus de 200 de ses citoyens servent sous l'uniforme russe*: what they do or fell at makes them soldiers."""
    signs = (_DIED_FIGHTING, _FIGHT, UNDER_ARMS, HAVE_SERVED)
    return any(sign.match(reading.folded, group.end) is not None for sign in signs)
