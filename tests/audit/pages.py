"""Audits to show on a page: made of judgements, so that hostile names and many letters cost nothing."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from itertools import cycle

from lls_drafter.audit.flow_acts import OPPOSITIONS
from lls_drafter.audit.matching import Flux
from lls_drafter.audit.model import Actes, Etat, Grille, Jugement, Manque, Redaction, SansObjet
from lls_drafter.audit.page import Feuille, Site
from lls_drafter.audit.previous import Anterieur
from lls_drafter.audit.references import built_in_references
from lls_drafter.audit.run import Bilan, Ecartees, Illisible, RegleComptee
from lls_drafter.audit.scoring import grid_of
from lls_drafter.audit.table import Base, Voisins, tables
from lls_drafter.packs.checklists import load_checklist

FIRST = date(2025, 1, 1)
VERDICTS = ("CCCCCCCCCCCC", "CCNCCCCCCCNC", "CNNNCCCCCCCC", "CCC-NCCCCCNC", "CC-CCCCCCCCN", "NCNNCCCCCCCC")
FIELDS = {1: "date_lettre", 2: "remise_patient.faite", 3: "envois", 4: "patient.sexe", 10: "volet_medicamenteux"}
ACTS = (
    Actes(validation=0, remise=0, envoi=0, canaux=("dmp", "mssante")),
    Actes(validation=0, remise=None, envoi=2, canaux=("courrier",)),
    Actes(validation=4, remise=4, envoi=12, canaux=("mssante",), oppositions=OPPOSITIONS[:1]),
    Actes(validation=9, remise_due=False, refus=True, envoi=9, canaux=("fax",)),
    Actes(validation=-1, remise=1, envoi_du=False, oppositions=("medecin_traitant",)),
    Actes(),
)


@cache
def grid() -> Grille:
    """Give the grid of MCO."""
    return grid_of(load_checklist("qls_mco_12"))


def score_of(verdicts: str) -> int:
    """Give the score of a letter, as the formula does."""
    told = [one for one in verdicts[2:] if one != "-"]
    return 0 if "N" in verdicts[:2] else round(100 * told.count("C") / len(told))


def judgement(number: int, *, unite: str, modele: str, days: int = 365) -> Jugement:
    """Give one judgement; its verdicts, acts and day follow from its number."""
    verdicts = VERDICTS[number % 7 % len(VERDICTS)]
    return Jugement(
        numero=number + 1,
        etat=Etat.JUGEE,
        grille=grid().empreinte,
        verdicts=verdicts,
        score=score_of(verdicts),
        unite=unite,
        modele=modele,
        redaction=tuple(Redaction)[number % 3],
        date_sortie=FIRST + timedelta(number * 37 % days),
        actes=ACTS[number % 11 % len(ACTS)],
        manques=tuple(Manque(rank, FIELDS.get(rank, "suites_a_donner")) for rank in range(12) if verdicts[rank] == "N"),
        sans_objet=tuple(
            SansObjet(rank, "refus du patient, compté à part") for rank in range(12) if verdicts[rank] == "-"
        ),
    )


def judgements(
    count: int, unites: Sequence[str] = ("2143",), modeles: Sequence[str] = ("mco_standard",), days: int = 365
) -> list[Jugement]:
    """Give so many judgements, their units and templates in turn."""
    names = zip(cycle(unites), cycle(modeles), strict=False)
    return [judgement(n, unite=u, modele=m, days=days) for n, (u, m) in zip(range(count), names, strict=False)]


def report_of(made: list[Jugement], voisins: Voisins | None = None, **changes: object) -> Bilan:
    """Give the audit of judgements."""
    known: dict[str, object] = {
        "fichiers": len(made),
        "jugees": len(made),
        "base": Base.LETTRES,
        "depuis": None,
        "jusqua": None,
        "converties": 0,
        "illisibles": (),
        "ecartees": (),
        "tirage": None,
        "tirees": (),
        "regles": (),
        "etats": (),
    } | changes
    base = known["base"]
    assert isinstance(base, Base)
    return Bilan(
        **known,  # type: ignore[arg-type]
        tableaux=tables(made, {grid().empreinte: grid()}, base, voisins or Voisins()),
    )


def full() -> Feuille:
    """Give a page with everything that one year of a hospital gives."""
    before = Anterieur(
        titre="du 01/01/2024 au 31/12/2024",
        grille=grid().id,
        empreinte="autre",
        base="sejours",
        score=41.5,
        taux={one.id: 50.0 + rank for rank, one in enumerate(grid().criteres)},
    )
    units = (
        "2143",
        "2144",
        "Médecine polyvalente",
        "Chirurgie viscérale",
        "Unité de soins intensifs",
        "Pneumologie",
        "Gériatrie",
        "Néphrologie",
        "Gastro-entérologie",
        "Orthopédie",
    )
    made = judgements(1200, units, ("mco_standard", "mco_court", "cardiologie"))
    bilan = report_of(
        made,
        Voisins(precedents=(before,), references=built_in_references().jeux),
        fichiers=1300,
        base=Base.SEJOURS,
        depuis=FIRST,
        jusqua=date(2025, 12, 31),
        converties=12,
        illisibles=tuple(Illisible(numero=n, raison="tronquée", ligne=n) for n in range(1, 8)),
        ecartees=(
            Ecartees(Etat.FICTIVE, "lettre fictive", 3),
            Ecartees(Etat.ANNULEE, "lettre annulée", 14),
            Ecartees(Etat.HORS_CHAMP, "pas de grille pour l'activité « smr »", 40),
            Ecartees(Etat.DOUBLON, "autre copie d'une lettre déjà comptée", 36),
        ),
        regles=tuple(
            RegleComptee(regle=f"REG-{n}", titre="Une règle du décret", lettres=90 - n, justifiees=9, taux=7.0,
                         taux_justifie=10.0)
            for n in range(14)
        ),
        flux=Flux(
            lus=1290, hors_periode=50, hors_champ=40, retrouves=1030, non_valides=70, sans_lettre=100,
            problemes=("ligne 3 : numéro de séjour absent",),
        ),
    )  # fmt: skip
    site = Site(nom="Centre hospitalier de Valmont", finess="990000010", categorie="CH")
    return Feuille(tableaux=bilan.tableaux, bilan=bilan, site=site)
