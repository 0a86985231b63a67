"""The words of prescriptions: how each is written, and what it is.

Knowledge only; `lexemes` looks the words up, `elements` knows how they combine. Written from practice by the project.
Longer than 400 lines, since it is one table of data.

One line per meaning: the canonical French word, then its spellings, folded (no accent, lower case), `|` between them.
The words of a spelling are separated by one space: apostrophes, hyphens and full stops between them do not count.
"""

from collections.abc import Iterator
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from lls_drafter.medication.model import Frequence, Rythme, Unite


class Kind(StrEnum):
    """What a word, or a group of words, can be in a prescription."""

    NOMBRE = "nombre"
    UNITE = "unite"  # counted units, which are also forms: comprimé, gélule
    MESURE = "mesure"  # mg, UI, mL
    FORME = "forme"  # form only: LP, sirop
    TEMPS = "temps"  # jour, semaine, heure
    MOMENT = "moment"
    MOMENT_REPAS = "moment_repas"  # petit-déjeuner, dîner: a moment, or a meal after « avant »
    REPAS = "repas"  # repas, manger
    PLACE_REPAS = "place_repas"  # avant, pendant, après
    JEUN = "jeun"
    JOUR = "jour"  # lundi
    FOIS = "fois"
    PRISE = "prise"
    FREQUENCE = "frequence"  # words that are a whole frequency: quotidien, bid
    TOUTES = "toutes"
    CHAQUE = "chaque"
    PAR = "par"
    X = "x"
    VOIE = "voie"
    SI_BESOIN = "si_besoin"
    SI = "si"
    MAXIMUM = "maximum"
    ESPACER = "espacer"
    INTERVALLE = "intervalle"
    ENTRE = "entre"
    JUSQUE = "jusque"
    PENDANT = "pendant"
    QSP = "qsp"
    PUIS = "puis"
    ARRET = "arret"
    ET = "et"
    OU = "ou"
    A = "a"
    AU = "au"
    DE = "de"
    LE = "le"
    EN = "en"
    SUR = "sur"
    POUR = "pour"
    DANS = "dans"
    NEGATION = "negation"
    SAUF = "sauf"
    LONG_COURS = "long_cours"
    UNIQUE = "unique"
    RENOUVELER = "renouveler"
    ENCORE = "encore"
    AU_TOTAL = "au_total"
    SELON = "selon"
    SITE = "site"
    COTE = "cote"
    PARITE = "parite"
    AUTRES_JOURS = "autres_jours"
    DU_MOIS = "du_mois"
    MOIS_NOMME = "mois_nomme"
    DEBUT = "debut"
    ADMINISTRATION = "administration"
    PERFUSION = "perfusion"
    COMPARAISON = "comparaison"
    BOITE = "boite"
    MINIMUM = "minimum"
    ALTERNANCE = "alternance"
    CIBLE = "cible"
    LIAISON = "liaison"
    MOT = "mot"


DEMI = Fraction(1, 2)

_WHOLES = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
    "dix": 10, "onze": 11, "douze": 12, "quinze": 15, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50,
    "soixante": 60, "cent": 100, "mille": 1000,
}  # fmt: skip
_PARTS = {
    "demi": DEMI, "demie": DEMI, "un demi": DEMI, "une demi": DEMI, "un demie": DEMI, "une demie": DEMI,
    "la moitie d un": DEMI, "la moitie d une": DEMI, "moitie d un": DEMI, "un quart": Fraction(1, 4),
    "un tiers": Fraction(1, 3), "deux tiers": Fraction(2, 3), "trois quarts": Fraction(3, 4),
    "trois quart": Fraction(3, 4), "quart": Fraction(1, 4),
}  # fmt: skip
_NUMBERS: dict[str, Fraction] = {**{word: Fraction(value) for word, value in _WHOLES.items()}, **_PARTS}

_UNITS = """
comprimé: cp|cpr|cpd|cps|cp s|comp|compr|comprime|comprimes|cachet|cachets
gélule: gel|gelule|gelules|gell|gelu
capsule: caps|capsule|capsules|capsule molle|capsules molles
sachet: en sachet|en sachets|sachet|sachets|sach|sch|sct|sachez|stick|sticks
ampoule: en ampoule|en ampoules|amp|ampoule|ampoules|ampoule buvable|ampoules buvables
flacon: en flacon|fl|flac|flacon|flacons
goutte: goutte|gouttes|gtte|gttes|gte|gtes|gtt|gout|gts
bouffée: bouffee|bouffees|bouf|bff|bf|bouff|bffee|bffees
pulvérisation: pulverisation|pulverisations|pulv|pulve|puff|puffs|pulverisat
inhalation: inhalation|inhalations|inhal|inh
dose: dose|doses
patch: patch|patchs|patches|timbre|timbres|dispositif transdermique|dispositifs transdermiques
suppositoire: suppo|suppos|supp|suppositoire|suppositoires
ovule: ovule|ovules
injection: inj|injection|injections|piqure|piqures
application: appl|application|applications|applic
cuillère à soupe: cas|c a s|c a soupe|cuil a soupe|cuill a soupe|cuillere a soupe|cuilleres a soupe|
  cuilleree a soupe|cuillerees a soupe|cuilleres soupe|cuil soupe
cuillère à café: cac|c a c|c a cafe|cuil a cafe|cuill a cafe|cuillere a cafe|cuilleres a cafe|cuilleree a cafe|
  cuillerees a cafe|cuil cafe
cuillère-mesure: cuillere mesure|cuilleres mesure|cuil mesure|c mesure|c mes|cuiller mesure|mesurette|mesurettes
mesure: mesure|mesures
dosette: dosette|dosettes
unidose: unidose|unidoses|recipient unidose|recipients unidoses|monodose|monodoses
seringue: seringue|seringues|seringue preremplie|seringues preremplies
stylo: stylo|stylos|stylo prerempli|stylos preremplis
pipette: pipette|pipettes
dose-kilo: dose kg|doses kg|dose kilo|doses kilo|dose poids|doses poids
lavement: lavement|lavements
pastille: pastille|pastilles
gomme: gomme|gommes
film: film|films
lyophilisat: lyoc|lyocs|lyophilisat|lyophilisats|lyophilisat oral
nébulisation: nebulisation|nebulisations|nebul|aerosol|aerosols|nebu
bain de bouche: bain de bouche|bains de bouche|bdb
pansement: pansement|pansements
poche: poche|poches
noisette: noisette|noisettes
carpule: carpule|cartouche|cartouches
lavage: lavage|lavages
bâtonnet: batonnet|batonnets
"""

_MEASURES = """
mg: mg|mgr|milligramme|milligrammes|mgs
g: g|gr|gramme|grammes|grs
microgramme: µg|μg|ug|mcg|microgramme|microgrammes|microg|γ|gamma|gammas
ng: ng|nanogramme|nanogrammes
mL: ml|millilitre|millilitres|cc|mls
cL: cl
L: l|litre|litres
UI: ui|iu|unite internationale|unites internationales
unité: u|unite|unites
MUI: mui|m ui|million d ui|millions d ui|million ui|millions ui|million d unites internationales|
  millions d unites internationales
MU: mu|million d unites|millions d unites
mmol: mmol|millimole|millimoles
mEq: meq
kcal: kcal
%: %|pour cent
kUI: kui|k ui
GBq: gbq
MBq: mbq
"""

# Forms that are never counted as such.
_FORMS = """
LP: lp|l p|liberation prolongee|sr|xr|retard|prolonge|liberation prolongees|xl
LM: lm|liberation modifiee
gastro-résistant: gastroresistant|gastroresistante|gastro resistant|gastro resistante|gr resistant|gastroresistants
sécable: secable|secables|quadrisecable|quadrisecables
effervescent: eff|effervescent|effervescents|effervescente|efferv
orodispersible: orodispersible|orodispersibles|orodisp|orod|odt|oro dispersible|velotab
dispersible: dispersible|dispersibles
pelliculé: pellicule|pellicules|pell
enrobé: enrobe|enrobes
à croquer: a croquer
à sucer: a sucer
sirop: sirop|sir
solution buvable: solution buvable|sol buv|sol buvable|soluté buvable|solute buvable|buvable|buv|sol orale|
  solution orale
suspension buvable: suspension buvable|susp buv|susp buvable
solution injectable: solution injectable|sol inj|injectable|solution pour injection
solution: solution|sol
suspension: suspension|susp
poudre: poudre|pdre
granulés: granule|granules
crème: creme|crm
pommade: pommade|pom|pde
gel: gel cutane|gels
lotion: lotion
collyre: collyre|coll
émulsion: emulsion
spray: spray|sprays|aerosol doseur
inhalateur: inhalateur|turbuhaler|diskus|respimat|easyhaler|ellipta|breezhaler|handihaler|nexthaler|autohaler|
  poudre pour inhalation|flacon pressurise|suspension pour inhalation|novolizer|zonda
stylo: flexpen|solostar|kwikpen|flextouch|pen|innolet|junior star
préparation: preparation
mousse: mousse
"""

_TIMES = """
minute: min|mins|minute|minutes|mn|mns
heure: h|heure|heures|hr|hrs|heur
jour: j|jr|jrs|jour|jours|js|jous
semaine: sem|semaine|semaines|sems|smn|semainne
mois: mois
an: an|ans|annee|annees
"""

_MOMENTS = """
matin: matin|matins|mat|matinee|mattin|matn|mtin
midi: midi|midis
soir: soir|soirs|soiree|soire|sior|vesperal|vesperale
coucher: coucher|couche|au lit|heure du coucher|avant le coucher|avant de dormir|avant coucher|avant d aller au lit
lever: lever|reveil|levee
après-midi: apres midi|aprem|apm|ap midi
nuit: nuit|nuits|nocturne
goûter: gouter|16h gouter|collation
"""

_MEAL_MOMENTS = """
petit-déjeuner: petit dejeuner|petit dej|pdj|ptit dej|ptit dejeuner|p dej|petit dejeune|petits dejeuners|
  petit dej.|p tit dej
déjeuner: dejeuner|dej|repas de midi|repas du midi|dejeuners
dîner: diner|repas du soir|souper|diners
"""

_MEALS = "repas: repas|manger|les repas principaux|repas principaux|repas principal|collations"

_MEAL_PLACES = """
avant: avant|avan
juste avant: juste avant|immediatement avant
pendant: pdt le|au cours de|au cours du|au cours des|lors de|lors du|lors des|au milieu de|au milieu du|
  au milieu des|au moment de|au moment du|au moment des
après: apres|aps
juste après: juste apres|immediatement apres
en début de: en debut de|au debut de|au debut du|en debut du|au debut des
en fin de: en fin de|a la fin de|a la fin du|en fin du|a la fin des
en dehors des: en dehors de|en dehors des|en dehors du|hors|a distance de|a distance des|a distance du|loin de|
  loin des
"""

_DAYS = """
lundi: lundi|lundis|lun|lu
mardi: mardi|mardis|mar|ma
mercredi: mercredi|mercredis|mer|merc|mercr|me
jeudi: jeudi|jeudis|jeu|je
vendredi: vendredi|vendredis|ven|vend|ve
samedi: samedi|samedis|sam|sa
dimanche: dimanche|dimanches|dim|di
"""

_MONTHS = {
    "janvier": 1, "janv": 1, "fevrier": 2, "fev": 2, "fevr": 2, "mars": 3, "avril": 4, "avr": 4, "mai": 5, "juin": 6,
    "juillet": 7, "juil": 7, "aout": 8, "septembre": 9, "sept": 9, "octobre": 10, "oct": 10, "novembre": 11,
    "nov": 11, "decembre": 12, "dec": 12,
}  # fmt: skip

_ROUTES = """
orale: per os|po|p o|voie orale|par voie orale|par la bouche|oral|orale|vo|peros
sous-cutanée: sc|s c|s cut|sous cut|ss cut|ss cutane|sous cutane|sous cutanee|sous cutanees|sous cutanes|
  voie sous cutanee|en sous cutane|en sous cutanee|par voie sous cutanee|s / c
intraveineuse: iv|i v|intraveineux|intraveineuse|intra veineux|intra veineuse|voie intraveineuse|
  par voie intraveineuse|voie veineuse
intraveineuse directe: ivd|iv direct|iv directe|intraveineuse directe|intraveineux direct
intraveineuse lente: ivl|iv lent|iv lente|intraveineuse lente|intraveineux lent
intramusculaire: im|i m|intramusculaire|intra musculaire|voie intramusculaire|par voie intramusculaire
inhalée: inhale|inhalee|voie inhalee|par voie inhalee|en inhalation|par inhalation
sublinguale: sublingual|sublinguale|sub lingual|sub linguale|sous la langue|sl|s l|perlinguale|perlingual|
  voie sublinguale|par voie sublinguale
rectale: rectal|rectale|intra rectal|intrarectal|intrarectale|intra rectale|voie rectale|par voie rectale|
  par le rectum
vaginale: vaginal|vaginale|intravaginal|intravaginale|intra vaginal|voie vaginale|par voie vaginale
cutanée: cutane|cutanee|voie cutanee|par voie cutanee|en application cutanee
locale: local|locale|topique|en local|en application locale|localement|voie locale|par voie locale
transdermique: transdermique|voie transdermique|par voie transdermique|percutane|percutanee
ophtalmique: ophtalmique|oculaire|voie ophtalmique|voie oculaire|ophtalmo|ophta|par voie ophtalmique|par voie oculaire
nasale: nasal|nasale|intranasal|intranasale|intra nasal|voie nasale|par voie nasale
auriculaire: auriculaire|voie auriculaire|par voie auriculaire
buccale: buccal|buccale|voie buccale|par voie buccale
intra-articulaire: intra articulaire|intraarticulaire
intradermique: intradermique|intra dermique
intrathécale: intrathecal|intrathecale
péridurale: peridural|peridurale
par sonde: par sonde|sng|par sng|gpe|par gpe|par la sonde|par sonde nasogastrique|par gastrostomie|dans la sonde|
  sonde naso gastrique|via sonde|par jejunostomie
en nébulisation: en nebulisation|en aerosol|par nebulisation|par aerosol|en nebul|en nebulisations|en aerosols
"""

_FREQUENCIES: dict[str, tuple[str, int | None, str, int]] = {
    # spelling: (rhythm, takes, unit, number of units)
    "quotidien": ("total", None, "jour", 1), "quotidienne": ("total", None, "jour", 1),
    "quotidiennement": ("total", None, "jour", 1),
    "journalier": ("total", None, "jour", 1),
    "journaliere": ("total", None, "jour", 1),
    "hebdomadaire": ("fois", 1, "semaine", 1), "hebdo": ("fois", 1, "semaine", 1),
    "hebdomadairement": ("fois", 1, "semaine", 1), "bihebdomadaire": ("fois", 2, "semaine", 1),
    "mensuel": ("fois", 1, "mois", 1), "mensuelle": ("fois", 1, "mois", 1), "mensuellement": ("fois", 1, "mois", 1),
    "trimestriel": ("intervalle", None, "mois", 3), "trimestrielle": ("intervalle", None, "mois", 3),
    "semestriel": ("intervalle", None, "mois", 6), "semestrielle": ("intervalle", None, "mois", 6),
    "annuel": ("fois", 1, "an", 1), "annuelle": ("fois", 1, "an", 1),
    "bid": ("fois", 2, "jour", 1), "b i d": ("fois", 2, "jour", 1), "tid": ("fois", 3, "jour", 1),
    "t i d": ("fois", 3, "jour", 1), "qid": ("fois", 4, "jour", 1), "q i d": ("fois", 4, "jour", 1),
    "qd": ("fois", 1, "jour", 1), "biquotidien": ("fois", 2, "jour", 1), "biquotidienne": ("fois", 2, "jour", 1),
}  # fmt: skip

_SITES = """
œil: oeil
yeux: yeux
narine: narine|narines
oreille: oreille|oreilles
lésions: lesion|lesions|plaques|plaque
peau: peau
visage: visage
cuir chevelu: cuir chevelu
plaie: plaie|plaies
zone: zone|zones|zone douloureuse|zones douloureuses|zone atteinte|zones atteintes
bras: bras
cuisse: cuisse|cuisses
ventre: ventre|abdomen
genou: genou|genoux
cul-de-sac conjonctival: cul de sac conjonctival|cul de sac
bouche: bouche
pli: pli|plis
siège: siege|fesse|fesses
jambe: jambe|jambes
pied: pied|pieds
main: main|mains
dos: dos
épaule: epaule|epaules
"""
_EYES = """
œil droit: od|oeil d|oeil dt|oeil drt
œil gauche: og|oeil g|oeil gche
les deux yeux: odg|ogd|2 yeux|les 2 yeux|deux yeux|les deux yeux|aux deux yeux|aux 2 yeux|dans les deux yeux|
  dans les 2 yeux|ods
"""
_SIDES = """
droit: droit|dt|drt
droite: droite|dte
gauche: gauche|gche|gauches
"""

_PLAIN = """
fois: fois|foi
prise: prise|prises
toutes: toutes les|tous les|ttes les|tts les|tt les|ts les|tte les|toute les|tout les|toutes|ttes|q
chaque: chaque|chq|chacune des|chacun des
par: par
x: x
si_besoin: si besoin|si bes|sb|si necessaire|au besoin|a la demande|prn|si nec|en si besoin|en cas de besoin
si: si|en cas de|en cas d|en cas|lors de crise|lors des crises|si presence de|s il y a
maximum: max|maximum|maxi|au maximum|au max|sans depasser|ne pas depasser|au plus|dose max|dose maximale|
  dose maximum|maximal|maximale|jamais plus de|pas plus de|posologie maximale|max absolu
espacer: espacer|espacees|espaces|espacee|espace|a espacer|en espacant|en espacant les prises|espacer les prises|
  prises espacees|respecter
intervalle: intervalle|d intervalle|intervalle minimum|intervalle minimal|intervalle min|intervalle de|
  un intervalle|intervalle minimum de|intervalle minimal de|intervalle entre les prises
entre: entre|entre chaque|entre deux|entre 2|entre les
jusque: jusqu a|jusqu au|jusqu aux|jusque|jsq|jusqu|jusqua|jusqau|jusquau|jusqu en
pendant: pendant|pdt|durant|pendent|duree|durees|pour une duree|pour une duree de|sur une duree de|duree de|
  d une duree de|pend|pendant une duree de
qsp: qsp|q s p|quantite suffisante pour|quantite pour
puis: puis|ensuite|et ensuite|puis ensuite|relais par|apres quoi|et puis|relais
arret: stop|arret|arreter|puis stop|fin|arret complet|on arrete|stopper|a arreter|arret du traitement|
  fin du traitement
et: et|ainsi que|plus
ou: ou|ou bien|et ou
a: a|vers
au: au|aux
de: de|d|du|des
le: le|la|les|l
en: en
sur: sur
pour: pour|ds le cadre de|dans le cadre de
dans: dans|ds
negation: ne|n|pas|jamais|sans|eviter|non|suspendre|suspendu|interrompre|interrompu|pause|refus|arrete|arretes|
  diminuer|augmenter|baisser|majorer|reduire|idem|omettre|contre indique|hors de|sinon|attention|plus de|
  moins de|aucun|aucune|soit|plus tard|au lieu de|a la place de|au lieu du|a la place du|en remplacement de|
  en relais de
cible: objectif|inr cible|cible inr|cible|objectif inr|surveillance|surveiller|controle|controler|a controler|
  a surveiller|dosage residuel
sauf: sauf|excepte|hormis|a l exception de|a l exception du
long_cours: au long cours|long cours|alc|a l c|au lc|lc|a vie|sans limite de duree|sans limitation de duree|
  duree indeterminee|traitement au long cours|a poursuivre au long cours|en continu au long cours|
  traitement chronique|au tres long cours|pour une duree indeterminee|long terme|a long terme|au long court|
  au long cour|au longs cours|au long-cours|en traitement de fond|traitement de fond|a poursuivre a vie|
  indefiniment|jusqu a nouvel ordre|jno
unique: dose unique|en dose unique|prise unique|en prise unique|en une prise unique|une seule prise|
  une seule fois|1 seule fois|1 seule prise|en une seule prise|en une prise|en 1 prise|en une fois|
  en une seule fois|en 1 fois|en 1 seule prise|1 dose unique|injection unique|une injection unique|
  1 injection unique|en monoprise|one shot|une dose unique|1 prise unique|une prise unique|administration unique
renouveler: a renouveler|renouvelable|renouvelables|ar|renouveler|a renouv|oar
encore: encore|pendant encore|restant|restants|restantes|de plus|supplementaires|a partir d aujourd hui|
  a partir de ce jour|a compter d aujourd hui|a compter de ce jour|a compter de la sortie|a partir de la sortie|
  apres la sortie|des la sortie|supplementaire
au_total: au total|en tout|duree totale|total|duree totale de|pour une duree totale de|totaux
selon: selon|suivant|a adapter selon|a adapter a|a adapter au|a adapter aux|adapter selon|adapte selon|
  adaptee selon|adapte a|adaptee a|en fonction de|en fonction du|en fonction des|dose selon|posologie selon|
  posologie a adapter selon|dose a adapter selon|a ajuster selon|dose adaptee selon|a adapter en fonction de|
  a adapter en fonction du|a adapter en fonction des|doses selon|adapter a|adapter au
autres_jours: les autres jours|autres jours|le reste de la semaine|le reste du temps
du_mois: du mois|de chaque mois|chaque mois
debut: a partir du|a compter du|des le|debut le|depuis le|a partir de|a debuter le|debut|a commencer le|
  commencer le|a demarrer le|a partir
administration: ivse|iv se|en ivse|en iv se|en continu|24h sur 24|24 h 24|24h 24|a la seringue electrique|au pse|en pse|
  dans un verre d eau|dans un grand verre d eau|dans un peu d eau|avec un grand verre d eau|avec un verre d eau|
  aux lunettes|au masque|lunettes|aux lunettes nasales|lunettes nasales|avec chambre d inhalation|
  dans une chambre d inhalation|avec une chambre d inhalation|via chambre d inhalation|chambre d inhalation|
  dans chambre d inhalation|via une chambre d inhalation|
  en bolus|bolus|a l effort|a avaler|a laisser fondre|laisser fondre|a diluer|en injection|par injection|
  en bain de bouche|en couche mince|en couche epaisse|en massage|a dissoudre|dans du jus d orange|
  en perfusion continue|sous occlusion|a avaler sans croquer|sans croquer|sur un sucre|avec de l eau|en seringue|
  en stylo|en position assise|debout|au repos|en deambulation|a la paille
perfusion: en perfusion|perfusion|perf|perfs|en perf|a perfuser|perfuser|en perfusion iv|en perfusion lente|
  en perfusion courte|a passer|passer
comparaison: superieur a|superieure a|inferieur a|inferieure a|sup a|inf a|sup|inf|superieur|superieure|
  inferieur|inferieure|egal a|superieur ou egal a|inferieur ou egal a|au dessus de|en dessous de|plus grand que
minimum: minimum|mini|au minimum|au moins|minimal|minimale|a minima
alternance: en alternance|alternance|alternativement|en alternant|alterner|alterne
boite: boite|boites|bte|btes|bt
liaison: a prendre|prendre|prises par|administrer|a administrer|posologie|dose de|a raison de|raison de|environ|
  en systematique|systematiquement|imperativement|uniquement|seulement|strictement|de preference|toujours|bien|
  jour fixe|systematique|a instiller|instiller|instillation|a injecter|injecter|appliquer|a appliquer|faire|
  mettre|coller|a coller|poser|inhaler|a inhaler|donner|jour de prise|en traitement|a poursuivre|par prise|
  a chaque prise|traitement|svp
"""
"""Words whose kind is their whole meaning: kind, then spellings."""

_SPECIAL: tuple[tuple[Kind, str, str], ...] = (
    (Kind.JEUN, "à jeun", "a jeun|jeun|estomac vide"),
    (Kind.PARITE, "pairs", "les jours pairs|jours pairs|jour pair|j pairs|jours pair|dates paires"),
    (Kind.PARITE, "impairs", "les jours impairs|jours impairs|jour impair|j impairs|jours impair|dates impaires"),
)


def _table(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give the canonical words of a table with each of their spellings; a line that ends with « | » goes on."""
    for line in text.strip().replace("|\n  ", "|").splitlines():
        canonical, _, spellings = line.partition(": ")
        yield from ((canonical, tuple(spelling.split())) for spelling in spellings.split("|"))


def _lines(kind: Kind, text: str) -> Iterator[tuple[tuple[str, ...], Kind, object]]:
    """Give the spellings of one kind of words."""
    yield from ((words, kind, canonical) for canonical, words in _table(text))


def _all() -> Iterator[tuple[tuple[str, ...], Kind, object]]:
    tables = (
        (Kind.LIAISON, ""),
        (Kind.UNITE, _UNITS), (Kind.MESURE, _MEASURES), (Kind.FORME, _FORMS), (Kind.TEMPS, _TIMES),
        (Kind.MOMENT, _MOMENTS), (Kind.MOMENT_REPAS, _MEAL_MOMENTS), (Kind.REPAS, _MEALS),
        (Kind.JOUR, _DAYS), (Kind.VOIE, _ROUTES), (Kind.SITE, _SITES), (Kind.COTE, _SIDES),
    )  # fmt: skip
    yield from ((words, Kind(kind), " ".join(words)) for kind, words in _table(_PLAIN))
    yield from (entry for entry in _lines(Kind.PLACE_REPAS, _MEAL_PLACES) if entry[0])
    for kind, text in tables:
        yield from _lines(kind, text)
    yield from ((words, Kind.SITE, f"={canonical}") for words, _, canonical in _lines(Kind.SITE, _EYES))
    for kind, canonical, spellings in _SPECIAL:
        yield from ((tuple(one.split()), kind, canonical) for one in spellings.split("|"))
    yield from (((word,), Kind.MOIS_NOMME, value) for word, value in _MONTHS.items())
    yield from ((tuple(word.split()), Kind.NOMBRE, value) for word, value in _NUMBERS.items())
    for word, (rhythm, count, unit, period) in _FREQUENCIES.items():
        said = Frequence(Rythme(rhythm), Unite(unit), nombre=count, periode=period)
        yield tuple(word.split()), Kind.FREQUENCE, said


def _compile() -> dict[str, tuple[tuple[tuple[str, ...], Kind, object], ...]]:
    """Give the spellings by their first word, the longest first."""
    found: dict[tuple[str, ...], tuple[tuple[str, ...], Kind, object]] = {}
    for entry in _all():
        found[entry[0]] = entry
    by_first: dict[str, list[tuple[tuple[str, ...], Kind, object]]] = {}
    for entry in sorted(found.values(), key=lambda entry: -len(entry[0])):
        by_first.setdefault(entry[0][0], []).append(entry)
    return {first: tuple(entries) for first, entries in by_first.items()}


SPELLINGS = MappingProxyType(_compile())
"""First folded word -> the spellings that begin with it, longest first: (words, kind, canonical value)."""
