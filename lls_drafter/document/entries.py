"""How an entry of a list reads on one line: what comes first, then the details and the words around them.

A field that is not here is not lost: it goes to the letter's last part (`document.coverage`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lls_drafter.letter import personnes, sejour, suites, synthese, traitements
from lls_drafter.letter.base import LlsModel


@dataclass(frozen=True, slots=True)
class Detail:
    """One detail: the words before and after its value; for a yes-or-no field, what each answer says."""

    field: str
    before: str = ""
    after: str = ""
    yes: str = ""
    no: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """An entry's line.

    Attributes:
        head: the fields that open it.
        details: the rest, in order.
        separator: what stands between them.
        short: entries that fit one after the other on one line.
    """

    head: tuple[str, ...]
    details: tuple[Detail, ...] = ()
    separator: str = " ; "
    short: bool = False


_PHONE = Detail("telephone", "tél. ")
_PROVIDER = Detail("prestataire", "prestataire : ")
_ON = Detail("date", "le ")

_CONTACT = (Detail("rpps", "RPPS "), Detail("adresse"), _PHONE, Detail("mssante", "MSSanté : "))

_SHAPES: Mapping[type[LlsModel], Shape] = MappingProxyType(
    {
        synthese.Allergie: Shape(
            ("substance",),
            (
                Detail("infirmee", yes="allergie infirmée", no="allergie non infirmée", strong=True),
                Detail("type"),
                Detail("reaction", "réaction : "),
                Detail("date", "ancienneté : "),
                Detail("precision"),
            ),
        ),
        synthese.EvenementIndesirable: Shape(
            ("description",),
            (
                _ON,
                Detail("conduite", "conduite tenue : "),
                Detail("consequence", "conséquence : "),
                Detail("patient_informe", yes="information du patient faite", no="information du patient non faite"),
            ),
        ),
        synthese.MicroOrganisme: Shape(
            ("germe",),
            (
                Detail("resistance", "résistance : "),
                Detail("site", "site : "),
                Detail("statut"),
                Detail("date", "prélèvement du "),
                Detail("precautions", "précautions : "),
                Detail("consequences", "pour la suite : "),
            ),
        ),
        synthese.ProduitSanguin: Shape(
            ("type",),
            (Detail("quantite"), _ON, Detail("accident", "accident transfusionnel : "), Detail("suivi", "suivi : ")),
        ),
        synthese.DeriveSang: Shape(
            ("type",),
            (Detail("quantite"), Detail("lot", "lot "), _ON, Detail("evenement", "événement indésirable associé : ")),
        ),
        synthese.DispositifImplantable: Shape(
            ("denomination",),
            (
                Detail("cote"),
                Detail("marque", "marque : "),
                Detail("reference", "référence : "),
                Detail("lot", "lot ou série : "),
                Detail("fabricant", "fabricant : "),
                Detail("date", "posé le "),
                Detail("lieu", "lieu : "),
                Detail("poseur", "par "),
                Detail("duree_vie", "durée de vie : "),
                Detail("suivi", "suivi : "),
                Detail("carte_remise", yes="carte d'implant remise", no="carte d'implant non remise"),
            ),
        ),
        synthese.DispositifEnPlace: Shape(
            ("nature",),
            (Detail("pose_le", "posé le "), Detail("changement", "changement : "), Detail("retrait", "retrait : ")),
        ),
        synthese.Oxygene: Shape(("debit",), (Detail("duree", "durée : "), Detail("source", "source : "), _PROVIDER)),
        synthese.Materiel: Shape(("nature",), (_PROVIDER, Detail("livraison", "livraison : "))),
        synthese.Vaccination: Shape(("vaccin",), (_ON, Detail("lot", "lot "), Detail("suite", "suite : "))),
        synthese.TraitementAdministre: Shape(
            ("medicament",), (Detail("posologie"), Detail("periode"), Detail("precision"))
        ),
        synthese.ActeExamen: Shape(
            ("libelle",), (_ON, Detail("resultat", "résultat : "), Detail("code", "code CCAM "))
        ),
        synthese.GrossesseAllaitement: Shape(
            ("grossesse",),
            (
                Detail("terme_prevu", "terme prévu le "),
                Detail("allaitement", yes="allaitement en cours", no="pas d'allaitement"),
            ),
        ),
        sejour.Mesure: Shape(("nom", "valeur", "unite"), (Detail("date", "(le ", ")"),), " ", short=True),
        sejour.Modalite: Shape(("libelle",)),
        sejour.ProtectionJuridique: Shape(
            ("mesure",),
            (
                Detail("porte_sur_la_personne", yes="portant sur la personne", no="ne portant pas sur la personne"),
                Detail("representant", "représentant : "),
                _PHONE,
            ),
        ),
        personnes.PersonneConfiance: Shape(("nom",), (Detail("lien"), _PHONE), ", "),
        personnes.Lieu: Shape(("libelle",), (Detail("code", "code "),)),
        personnes.Praticien: Shape(("civilite", "prenom", "nom"), (Detail("fonction"), *_CONTACT), " – "),
        personnes.MedecinTraitant: Shape(
            ("aucun", "civilite", "prenom", "nom"), (Detail("fonction"), *_CONTACT), " – "
        ),
        personnes.Destinataire: Shape(
            ("nom",),
            (Detail("structure"), Detail("role"), Detail("adresse"), _PHONE, Detail("mssante", "MSSanté : ")),
            " – ",
        ),
        traitements.Reprise: Shape((), (Detail("quand"), Detail("par", "par "))),
        suites.ResultatAttendu: Shape(
            ("examen",),
            (
                Detail("attendu_le", "attendu le "),
                Detail("responsable", "suivi par : "),
                Detail("transmission", "transmission : "),
                Detail("patient_informe", yes="information du patient faite", no="information du patient non faite"),
                Detail("recu_le", "reçu le "),
                Detail("resultat", "résultat : "),
            ),
        ),
        suites.SuiteADonner: Shape(
            ("action",), (Detail("qui"), Detail("quand"), _ON, Detail("etat"), Detail("precision"))
        ),
    }
)


def shape_of(value: object) -> Shape:
    """Give how an entry reads: as declared, else each of its fields with its French name."""
    known = _SHAPES.get(type(value)) if isinstance(value, LlsModel) else None
    if known is not None or not isinstance(value, LlsModel):
        return known or Shape(())
    fields = type(value).model_fields
    return Shape((), tuple(Detail(name, f"{info.title or name} : ") for name, info in fields.items()))
