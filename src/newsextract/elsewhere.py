"""A place and the troops of its sentence → is it where others are, who speak, who come from it, or who bear its name?

Matches *l'état-major, à* Tokyo*, revendique*, *joint à* Doha, *préparée à* Valcartier*, débarquera à Adazi*, *du
régiment du* Bihar; not *300 hommes stationnés à* Gao.
"""

from __future__ import annotations

import re

from newsextract.reading import Reading
from newsextract.records import Location, Troops
from newsextract.verb_senses import ANY, HAS_LET_KNOWN, TOLD, forms, told, verbs

# , préparée à [Valcartier] et à [Petawawa], · créée à [Benghazi] et forte de
_MADE_AT = re.compile(
    r", (?:[a-zà-ÿ]+ment )?(?:préparé|formé|entraîné|recruté|levé|équipé|né|créé|fondé|constitué|instruit|annoncé|"
    r"lancé|"
    r"décidé|promi[st]?|présenté|imaginé|voulu|portée? sur les fonts baptismaux)e?s? (?:[a-zà-ÿ]+ )?(?:à|en|au|aux|"
    r"dans|près de) "
    r"(?:la |le |l'|les )?(?:[A-ZÀ-Ý][\w'-]+(?: [A-ZÀ-Ý][\w'-]+)*(?:,| et| puis) (?:à |en |au )?)*$"
)
# abattu vingt soldats et emmené huit prisonniers [vers] Kidal
_AWAY = re.compile(r"\b(?:vers|en direction d[eu]|à destination d[eu]|jusqu'(?:à|en|au)) ?(?:la |le |les |l')?$")
_FALLEN = frozenset({"killed", "casualties", "missing"})
# [, fort de] 780 hommes[,] est coutumier des départs
_FORTE = re.compile(r"[\w)»],? (?:[a-zà-ÿ]+ )?forte?s? (?:de |d')$")


def is_elsewhere(reading: Reading, troops: Troops, place: Location, first: int) -> bool:
    """True for a place where others are: where the body was made, where captives are led, where a unit that is so many
    strong goes."""
    lead = max(first, place.start - 90)
    if troops.role in _FALLEN and place.start > troops.end:
        return _AWAY.search(reading.folded, lead, place.start) is not None
    if troops.role not in {"trained", "mobilised"} and _MADE_AT.search(reading.folded, lead, place.start):
        return True
    if troops.role != "strength" or place.start < troops.end:
        return False
    comma = reading.folded.find(",", troops.end, place.start)
    return comma >= 0 and _FORTE.search(reading.folded, max(first, troops.start - 40), troops.start) is not None


# [Étrennée en grande pompe à] Niamey, elle doit aligner 5 000 hommes
_FOUNDED = re.compile(
    r"\W*(?:Étrenn|Cré|Fond|Form|Lanc|Inaugur|Annonc|Présent|Imagin|Conç|Décid|Sign|Baptis|Constitu|Réun|Déf)[a-zà-ÿ]+\b"
    r"[^.;:,]*$"
)


def was_founded(reading: Reading, troops: Troops, place: Location, first: int) -> bool:
    """True for the place where a body was made: its men are not there for that."""
    if not place.end <= troops.start or reading.folded.find(",", place.end, troops.start) < 0:
        return False
    return _FOUNDED.match(reading.folded, first, place.start) is not None


# venus pour la plupart de Millau, de Saint-Affrique et même de [Castres]
_COME_FROM = re.compile(
    r"\b(?:(?:re)?venu|originaire|issu|natif|en provenance|parti|arrivé)e?s? "
    r"(?:pour (?:la plupart|beaucoup|partie|moitié) |notamment |principalement |tou(?:s|te|tes) |en majorité )?"
    r"(?:de (?:la |l')?|du |des |d')(?:[A-ZÀ-Ý][\w'-]+(?: (?:de |du )?[A-ZÀ-Ý][\w'-]+)*,?(?: et| ou| comme)?(?: même)? "
    r"(?:de (?:la |l')?|du |des |d'))+$"
)
# 1 230 Casques bleus[, devant l']Inde
# via [Bossasso] · grand comme l'[Europe] · équipés en [Wallonie] · à la rescousse de [Kinshasa] · au secours de
_NO_STAY = re.compile(
    r"\b(?:via|comme) (?:la |le |l'|les )?$"
    r"|(?:,| loin| juste) (?:devant|derrière) (?:la |le |l'|les )?$"
    r"|\b(?:équip|habill|arm|financ|pay|soldé)ée?s (?:en|à|au|aux|par|depuis) ?(?:la |le |l'|les )?$"
    r"|\b(?:à la rescousse|au secours|à l'aide|au profit|au nom|pour le compte|aux ordres|à la solde) "
    r"(?:de (?:la |l')?|du |des |d')$"
    r"|\b(?:depuis|dès|avant|après) (?:la |le |l')(?:chute|prise|perte|libération|reddition|reprise|départ|fin|attaque|"
    r"bataille|siège|massacre|offensive) "
    r"(?:de (?:la |l')?|du |des |d')$"
    r"|\b(?:ONG|organisation|institut|cabinet|centre|observatoire|site|média|journal|revue|groupe de réflexion|agence) "
    r"(?:[a-zà-ÿ-]+ )?(?:bas|établi|install|sis)ée? (?:à|en|au|aux) ?(?:la |le |l'|les )?$"
    r"|\b(?:traité|accords?|sommet|conférence|protocole|mémorandum) (?:de (?:la |l')?|du |des |d')$",
    re.IGNORECASE,
)
# , reconnaît un officier de [Ternopil] · , précise un porte-parole à [Tapa]
_TELLER = re.compile(
    rf"(?:[,»”\"]|^) ?{told(verbs('saying') - verbs('counting'))} (?:un |une |le |la |l')"
    r"(?:[a-zà-ÿ-]+ )?(?:officier|sous-officier|porte-parole|source|responsable|commandant|colonel|général|capitaine|"
    r"lieutenant|sergent|adjudant|caporal|soldat|chef|maire|préfet|gouverneur|élue?|habitante?|médecin|chirurgien|"
    r"chercheuse|chercheur|analyste|diplomate|ambassadeur|conseill[eè]re?|instructeur|combattant|volontaire|vétéran|"
    r"ancien|étudiante?|journaliste|pilote|prêtre|évêque|employée?)s?\b[^.;:,«»]{0,30}? (?:de|d'|du|à|en|au) ?(?:la "
    r"|l')?$"
)
# CSIS), à [Washington], évalue · L'état-major de MacArthur, à [Tokyo], revendique
_SEAT = re.compile(r"[\w)»], à (?:la |l'|le )?$")
_TELLS = re.compile(rf", {told(verbs('saying', 'counting', 'promising'))}")
# un an après [Chido] · avant [Mossoul] · depuis le départ du [Niger]
_TIME = re.compile(
    r"\b(?:après|avant) (?:le |la |l'|les )?$"
    r"|\b(?:après|avant|depuis|avec|malgré) (?:le|la|son|leur) (?:départ|retrait|sortie|défection|retraite|évacuation) "
    r"(?:de (?:la |l')?|du |des |d')$"
)
# ont été envoyés de [Mandalay] à Bhamo
_SENT = re.compile(
    rf"\b{forms(verbs('sending') | {'déplacer', 'muter', 'passer'}, (*ANY, 'participle'))}(?: [a-zà-ÿ]+)? "
    r"(?:de |d'|du )$"
)
_ON_TO = re.compile(r" (?:à|vers|jusqu'à|jusqu'au|au|aux|en) (?:la |l'|le )?[A-ZÀ-Ý]")
# venus de · originaires du · joint à: where they, or those who speak, come from or are
_ORIGIN = re.compile(
    r"\b(?:(?:re)?venue?s?|originaires?|issue?s?|natifs?|en provenance|partie?s?|arrivée?s?|de retour|"
    r"rescapée?s?|survivante?s?|vétérans?|vainqueurs?|héros) "
    r"(?:pour (?:la plupart|beaucoup|partie|moitié) |notamment |principalement |tou(?:s|te|tes) |en majorité )?"
    r"(?:de (?:la |l')?|du |des |d')$"
    r"|\b(?:en (?:visite|déplacement|tournée)|de passage|joint|contacté|interrogé|rencontré|réfugié|exilé|en poste|"
    r"né|hospitalisé|invité|élu|député|maire|préfet"
    r"|gouverneur|habitant|médecin|évêque|curé)e?s? (?:par téléphone )?"
    r"(?:à|en|au|aux|depuis|dans|de|d'|du) ?(?:la |le |l')?$",
    re.IGNORECASE,
)


# not what is done to troops as well: *300 soldats signalés à Goma, maintenus à Goma*; *rappelle*, but not *rappelés*
_TELLING = (verbs("saying", "promising") - verbs("equivocal", "counting")).union(("lancer", "trancher"))
# confie depuis [Maroua] une source · a déclaré mardi à [Bogota]
_VOICE_FROM = re.compile(
    rf"\b(?:{forms(_TELLING, (*TOLD, 'said'))}|{forms(frozenset({'rappeler'}), TOLD)}|{HAS_LET_KNOWN})"
    r"(?:-(?:t-)?(?:il|elle|on))? "
    r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier|aussitôt|ce (?:matin|soir))(?: (?:soir|matin))? )?"
    r"(?:depuis|à) (?:la |l'|le )?$",
    re.IGNORECASE,
)


# what the expressions for a teller, an origin and a time end with, seen before they are tried; a line may end there too
_LEADS = (
    *("de", "du", "à", "en", "au", "d'", "de ", "du ", "à ", "en ", "au ", "d' ", "des ", "le ", "la ", "l'", "les "),
    *("après ", "avant ", "\n"),
)


# À [Kiev], le gouvernement prévoit de recruter 30 000 hommes
_CAPITAL = re.compile(r"(?:^|[\n.!?»”] ?|; |: )(?:[ÀA] |En |Au |Aux )(?:la |l'|le )?$")
_RULES_THERE = re.compile(
    r", (?:le |la |l'|les |son |sa |ce )(?:gouvernement|ministère|ministre|président|présidence|pouvoir|régime|"
    r"parlement|premier ministre|Premier ministre|chef de l'État|chef de l'Etat|porte-parole|état-major|junte|"
    r"opposition|chancel[a-z]+|Kremlin|autorités|vice-ministre|chef d'état-major)\b"
)
_DECIDED_THERE = frozenset({"planned", "mobilised", "strength", "trained", "other"})


def is_seat_of_power(reading: Reading, troops: Troops, place: Location) -> bool:
    """*À Kinshasa, le gouvernement a lancé le recrutement de* 6 000 *soldats*: where it is decided."""
    if troops.role not in _DECIDED_THERE or place.end > troops.start:
        return False
    opens = _CAPITAL.search(reading.folded, max(0, place.start - 8), place.start) is not None
    return opens and _RULES_THERE.match(reading.folded, place.end) is not None


def is_origin(reading: Reading, place: Location) -> bool:
    """True for *fantassins venus de* Colmar, *joint à* Doha: not where the troops are."""
    first = max(0, place.start - 120)
    if _ORIGIN.search(reading.folded, max(0, place.start - 50), place.start):
        return True
    if _NO_STAY.search(reading.folded, max(0, place.start - 60), place.start):
        return True
    told = reading.folded[max(0, place.start - 70) : place.start]
    led = told.endswith(_LEADS)
    if led and ("," in told or "»" in told or "”" in told or '"' in told) and _TELLER.search(told):
        return True
    if _ON_TO.match(reading.folded, place.end) and _SENT.search(reading.folded, max(0, place.start - 40), place.start):
        return True
    spoken = reading.folded.endswith(("depuis ", " à ", "depuis le ", "depuis la ", " à la ", " à l'"), 0, place.start)
    spoken = spoken and not reading.folded.startswith(" devant ", place.end)  # who listen are there too
    if spoken and _VOICE_FROM.search(reading.folded, max(0, place.start - 50), place.start):
        return True
    if led and (
        _COME_FROM.search(reading.folded, first, place.start) or _TIME.search(reading.folded, first, place.start)
    ):
        return True
    seat = _SEAT.search(reading.folded, max(0, place.start - 6), place.start)
    return seat is not None and _TELLS.match(reading.folded, place.end) is not None


# au lendemain du sommet de [Pau] · depuis les accords de [Minsk] · la conférence de [Berlin]
_MEETING = re.compile(
    r"\b(?:sommets?|accords?|conférences?|traités?|pourparlers|négociations|déclaration|processus|protocole|appel|"
    r"plateforme|"
    r"programme|feuille de route|congrès|convention|procès) (?:de |d'|du |des )(?:la |l')?$"
)
# du régiment du [Bihar] · de la brigade [Azov]
_OF_UNIT = re.compile(
    r"\b(?:régiment|bataillon|brigade|division|cartel|front|bloc|fusiliers|rangers|garde) "
    r"(?:de la |de l'|de |du |d'|des )?$"
)


def names_unit(reading: Reading, place: Location) -> bool:
    """True for the place in the name of a unit or a meeting: *du régiment du* Bihar, *après le sommet de* Pau."""
    lead = max(0, place.start - 30)
    return (
        _OF_UNIT.search(reading.folded, lead, place.start) or _MEETING.search(reading.folded, lead, place.start)
    ) is not None
