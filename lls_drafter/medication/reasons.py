"""Ready reasons of a stop or of a change: wordings to choose from, by class of drug.

Our own list, written from practice and read by no pharmacist yet: « proposition ». They are words for what the
clinician decided; nothing here looks at the patient, and none is ever chosen in the clinician's place. What stands in
square brackets is to be replaced.
"""

from typing import Final

from lls_drafter.letter.traitements import Devenir

MOST: Final = 6
"""Reasons on one screen: each has its key."""

# ATC prefix -> reasons, most useful first; the longest prefix that fits speaks first, then the shorter ones.
_STOPPED: Final[dict[str, tuple[str, ...]]] = {
    "A02B": ("sans indication retrouvée", "fin de traitement prévue", "hyponatrémie", "hypomagnésémie"),
    "A06": ("diarrhée", "transit rétabli"),
    "A10A": ("hypoglycémies", "objectif glycémique atteint sans insuline"),
    "A10BA": ("insuffisance rénale", "acidose lactique", "intolérance digestive"),
    "A10BB": ("hypoglycémies", "insuffisance rénale"),
    "A10BK": ("acidocétose", "infection génitale", "chirurgie programmée"),
    "A10": ("hypoglycémies", "objectif glycémique atteint"),
    "A11": ("fin de supplémentation", "taux normalisé"),
    "A12B": ("hyperkaliémie", "kaliémie normalisée"),
    "B01AA": ("saignement", "INR instable", "relais par anticoagulant oral direct"),
    "B01AB": ("saignement", "thrombopénie", "fin de traitement prévue", "relais par voie orale"),
    "B01AC": ("saignement", "fin de double antiagrégation", "association à un anticoagulant"),
    "B01A": ("saignement", "insuffisance rénale", "fin de traitement prévue", "geste invasif programmé"),
    "B03A": ("intolérance digestive", "réserves en fer reconstituées"),
    "C01A": ("surdosage", "insuffisance rénale", "bradycardie"),
    "C01B": ("bradycardie", "allongement du QT", "dysthyroïdie"),
    "C01DA": ("hypotension", "céphalées"),
    "C02": ("hypotension orthostatique",),
    "C03A": ("hyponatrémie", "hypokaliémie", "insuffisance rénale"),
    "C03D": ("hyperkaliémie", "insuffisance rénale", "gynécomastie"),
    "C03": ("hypokaliémie", "hyponatrémie", "insuffisance rénale", "déshydratation"),
    "C07": ("bradycardie", "hypotension", "bloc auriculo-ventriculaire", "bronchospasme"),
    "C08D": ("bradycardie", "insuffisance cardiaque"),
    "C08": ("œdèmes des membres inférieurs", "hypotension"),
    "C09A": ("toux", "hyperkaliémie", "insuffisance rénale", "angiœdème", "hypotension"),
    "C09": ("hyperkaliémie", "insuffisance rénale", "hypotension"),
    "C10": ("douleurs musculaires", "cytolyse hépatique", "bénéfice attendu insuffisant"),
    "G04B": ("confusion", "rétention d'urine", "bouche sèche"),
    "G04C": ("hypotension orthostatique",),
    "H02": ("fin de traitement prévue", "hyperglycémie", "confusion"),
    "H03A": ("hyperthyroïdie biologique",),
    "J01": ("fin de traitement prévue", "allergie", "adaptation à l'antibiogramme", "diarrhée"),
    "L04": ("infection", "cytopénie", "toxicité rénale"),
    "L04AX03": ("cytopénie", "insuffisance rénale", "pneumopathie"),
    "M01A": ("insuffisance rénale", "saignement digestif", "décompensation cardiaque", "fin de traitement prévue"),
    "M04": ("insuffisance rénale", "éruption cutanée", "diarrhée"),
    "M05": ("fin de traitement prévue", "troubles de la déglutition", "insuffisance rénale"),
    "N02A": ("sédation excessive", "confusion", "constipation sévère", "douleur contrôlée"),
    "N02B": ("douleur contrôlée", "cytolyse hépatique"),
    "N03": ("somnolence", "éruption cutanée", "hyponatrémie"),
    "N05A": ("syndrome extrapyramidal", "sédation excessive", "allongement du QT"),
    "N05B": ("chute", "sédation excessive", "confusion"),
    "N05C": ("chute", "confusion", "sommeil satisfaisant sans traitement"),
    "N06A": ("hyponatrémie", "chute", "allongement du QT", "confusion"),
    "N06D": ("bradycardie", "troubles digestifs", "bénéfice attendu insuffisant"),
    "N07C": ("symptômes résolus", "syndrome extrapyramidal"),
    "R03": ("tachycardie", "symptômes contrôlés"),
    "R06": ("somnolence", "confusion", "symptômes résolus"),
}
_CHANGED: Final[dict[str, tuple[str, ...]]] = {
    "A10A": ("hypoglycémies", "glycémies au-dessus de l'objectif"),
    "A10": ("adaptation à la fonction rénale", "glycémies au-dessus de l'objectif", "hypoglycémies"),
    "B01AA": ("INR hors de l'objectif",),
    "B01A": ("adaptation à la fonction rénale", "adaptation au poids", "saignement"),
    "C03": ("surcharge hydrosodée", "déshydratation", "hypokaliémie", "insuffisance rénale"),
    "C07": ("bradycardie", "fréquence cardiaque non contrôlée", "pression artérielle non contrôlée"),
    "C08": ("pression artérielle non contrôlée", "œdèmes des membres inférieurs"),
    "C09": ("pression artérielle non contrôlée", "insuffisance rénale", "hypotension", "hyperkaliémie"),
    "H02": ("décroissance programmée",),
    "H03A": ("adaptation à la TSH",),
    "J01": ("relais par voie orale", "adaptation à l'antibiogramme", "adaptation à la fonction rénale"),
    "L04A": ("adaptation au taux résiduel",),
    "N02": ("douleur non contrôlée", "sédation excessive", "douleur contrôlée"),
    "N03": ("taux sanguin hors de l'objectif", "somnolence", "crises non contrôlées"),
    "N04": ("blocages", "dyskinésies", "hypotension orthostatique"),
    "N05": ("sédation excessive", "agitation non contrôlée"),
    "N06A": ("symptômes non contrôlés", "mauvaise tolérance"),
    "R03": ("symptômes non contrôlés", "technique d'inhalation inadaptée"),
}
_ANY_STOP: Final = (
    "effet indésirable : [à préciser]", "fin de traitement prévue", "remplacé par [médicament]", "inefficacité",
    "sans indication retrouvée", "interaction avec [médicament]",
)  # fmt: skip
_ANY_CHANGE: Final = (
    "effet indésirable : [à préciser]", "efficacité insuffisante", "remplacé par [médicament]",
    "adaptation à la fonction rénale", "simplification des prises", "non disponible à la pharmacie de l'hôpital",
)  # fmt: skip
_OF_CLASS: Final = 3
"""Reasons of the class before the general ones, so that the first of these always stand on the screen."""


def reasons(atc: str | None, devenir: Devenir | None) -> tuple[str, ...]:
    """Give the ready reasons of a change, at most `MOST`, those of the class first; none when no reason is asked.

    Args:
        atc: the drug's ATC code, None when not known: general reasons only.
        devenir: the fate; only « arrêté » and « modifié » have reasons.
    """
    tables = {Devenir.ARRETE: (_STOPPED, _ANY_STOP), Devenir.MODIFIE: (_CHANGED, _ANY_CHANGE)}
    if devenir not in tables:
        return ()
    by_class, general = tables[devenir]
    code = (atc or "").strip().upper()
    prefixes = sorted((prefix for prefix in by_class if code.startswith(prefix)), key=len, reverse=True)
    special = list(dict.fromkeys(reason for prefix in prefixes for reason in by_class[prefix]))
    return tuple(dict.fromkeys([*special[:_OF_CLASS], *general]))[:MOST]
