"""What of a source is brought to a letter: for the next stay, or the whole.

For the next stay: who the patient is, the médecin traitant, the history, the allergies, and what was taken after the
former discharge, which is the treatment at home. Nothing of the former stay itself, and no negative: what was « aucun »
then is asked again, its answer ready to be accepted.

The whole (`--tout`) is for the same stay: a letter written elsewhere, or a migration. Its negatives are those of the
document about this very stay; they come, and their provenance says that they are to be confirmed.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from lls_drafter.letter.base import LlsModel
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath, field_info
from lls_drafter.letter.personnes import AbsenceMedecinTraitant, Etablissement, IdentiteIns, Patient, StatutIns
from lls_drafter.letter.remise import RemisePatient
from lls_drafter.letter.reponse import Absence, is_answered
from lls_drafter.letter.sejour import Sejour
from lls_drafter.letter.suites import ConsignesPatient
from lls_drafter.letter.synthese import Rubrique
from lls_drafter.letter.text import fold
from lls_drafter.letter.traitements import (
    BilanMedicamenteux,
    Devenir,
    EtatListe,
    LigneTraitement,
    Prescription,
    ReponseListe,
)
from lls_drafter.session.import_model import AConfirmer, Apport, Choix, NonPlace, Source

TABLE: Final = "volet_medicamenteux"
HOME: Final = "bilan_medicamenteux.entree"
_IDENTITY = (
    "nom_naissance",
    "prenoms_naissance",
    "nom_utilise",
    "prenom_utilise",
    "sexe",
    "date_naissance",
    "lieu_naissance",
    "ins",
    "ipp",
    "adresse",
    "telephone",
)
_CHAINED = (*(f"patient.{name}" for name in _IDENTITY), "medecin_traitant", "antecedents", "allergies")
_NEVER = frozenset(
    {
        "format", "fictive", "identifiant", "modele", "statut", "version", "nature", "versions_precedentes",
        "changements", "validation", "annulation", "remarques", "date_lettre", "listes", "justifications", "provenance",
    }
)  # fmt: skip
"""Of that letter only, never of another: its life, its acts, its date."""
_BY_PART: Final[tuple[tuple[str, type[LlsModel]], ...]] = (
    ("patient", Patient),
    ("etablissement", Etablissement),
    ("sejour", Sejour),
    ("consignes_patient", ConsignesPatient),
    ("bilan_medicamenteux", BilanMedicamenteux),
)
"""What is brought field by field, so that one answer does not hold back the others."""
_LONG_TERM = frozenset({"au long cours", "long cours", "a vie", "traitement de fond", "permanent"})
_FORMER_STAY = "propre au séjour de ce document"
_ASKED_EACH_STAY = frozenset({"patient.personne_confiance", "patient.directives_anticipees"})
_MINE = "rubriques"


@dataclass(slots=True)
class _Found:
    """A choice under way."""

    apports: list[Apport] = field(default_factory=list)
    a_confirmer: list[AConfirmer] = field(default_factory=list)
    restes: list[NonPlace] = field(default_factory=list)

    def choix(self) -> Choix:
        """Give it as a value."""
        return Choix(apports=tuple(self.apports), a_confirmer=tuple(self.a_confirmer), restes=tuple(self.restes))


def choose(source: Source, *, tout: bool, entree: dt.date | None, aujourdhui: dt.date) -> Choix:
    """Give what a source brings.

    Args:
        source: as read.
        tout: the whole of it, for the same stay; else what the next stay begins with.
        entree: the first day of the stay that receives it: a treatment that ended before is over.
        aujourdhui: while that day is not known, a treatment that has ended since may have been taken at entry: asked.
    """
    return _whole(source) if tout else _chained(source, entree, aujourdhui)


def _whole(source: Source) -> Choix:
    """Give all that a source says, what has no field as free sections."""
    found = _Found()
    for address, value in _values(source.lettre):
        found.apports.append(_apport(source, address, _without_acts(address, value)))
    taken = set(source.lettre.rubriques)
    for one in source.restes:
        if not one.texte:
            found.restes.append(one)
            continue
        number = next(
            number for number in range(1, len(source.restes) + len(taken) + 2) if f"repris_{number}" not in taken
        )
        taken.add(f"repris_{number}")
        section = Rubrique(titre=one.section, texte=one.texte)
        found.apports.append(Apport(adresse=f"{_MINE}.repris_{number}", valeur=section, section=one.section))
    return found.choix()


def _values(lettre: Lettre) -> Iterator[tuple[str, Any]]:
    """Give what a letter answers, address by address, its own life left out."""
    parts = dict(_BY_PART)
    for name in Lettre.model_fields:
        value = getattr(lettre, name)
        if name in _NEVER or not is_answered(value) or value == {}:
            continue
        if name == _MINE:
            yield from ((f"{name}.{key}", one) for key, one in value.items())
        elif name in parts:
            for part in parts[name].model_fields:
                inner = getattr(value, part)
                if is_answered(inner):
                    yield f"{name}.{part}", inner
        else:
            yield name, value


def _without_acts(address: str, value: Any) -> Any:  # noqa: ANN401 - any field's value
    """Give a value without what happened to that document: its hand-over and its sendings."""
    if isinstance(value, RemisePatient):
        return value.replace(faite=None, tentatives=())
    if address == "envois":
        return tuple(one.replace(fait=None) for one in value)
    return _provisional(value)


def _provisional(value: Any) -> Any:  # noqa: ANN401 - any field's value
    """Give an INS identity without its status: an identity is qualified where the patient is, never by a document."""
    return value.replace(statut=StatutIns.PROVISOIRE) if isinstance(value, IdentiteIns) else value


def _apport(source: Source, address: str, value: object) -> Apport:
    """Give one value with its section."""
    return Apport(adresse=address, valeur=value, section=source.places.get(address, ""))


def _chained(source: Source, entree: dt.date | None, aujourdhui: dt.date) -> Choix:
    """Give what the next stay begins with."""
    found = _Found(restes=[one for one in source.restes if not _waits(one)])
    for one in filter(_waits, source.restes):
        found.a_confirmer.append(
            AConfirmer(champ=one.champ, texte=one.texte, raison=f"{one.section} : texte sans code, à relire")
        )
    for address in _CHAINED:
        value = FieldPath.parse(address).read(source.lettre)
        if not is_answered(value):
            continue
        if isinstance(value, Absence) or getattr(value, "aucun", None) is not None:
            _negative(found, source, address, value)
        else:
            found.apports.append(_apport(source, address, _provisional(value)))
    _treatments(found, source, entree, aujourdhui)
    _former_stay(found, source)
    return found.choix()


def _waits(one: NonPlace) -> bool:
    """Tell whether words without place answer a question that the next stay asks."""
    return bool(one.champ and one.texte) and one.champ in _CHAINED


def _negative(found: _Found, source: Source, address: str, value: object) -> None:
    """Make a former negative an answer to accept; a former « unknown » is asked again."""
    title = _title(address)
    unknown = value is Absence.INCONNU or getattr(value, "aucun", None) is AbsenceMedecinTraitant.INCONNU
    if unknown:
        found.restes.append(
            NonPlace(section=title, nature="valeur", raison="inconnu alors : la question se pose de nouveau")
        )
        return
    found.a_confirmer.append(
        AConfirmer(champ=address, texte="aucun", raison=f"{title} : « aucun » dans la {source.nom}, à confirmer")
    )


def _treatments(found: _Found, source: Source, entree: dt.date | None, aujourdhui: dt.date) -> None:
    """Make the treatment after the former discharge that at home: what goes on, what waits, what is over."""
    home: list[LigneTraitement] = []
    asked: list[tuple[str, str]] = []
    for row in source.lettre.volet_medicamenteux:
        side = row.avant if source.a_domicile else row.sortie
        if row.suspendu is True and not source.a_domicile:
            asked.append((_line_of(row.avant or row.sortie), "suspendu à cette sortie : repris depuis ?"))
        elif side is None or (row.devenir is Devenir.ARRETE and not source.a_domicile):
            _not_at_home(found, row, "arrêté à cette sortie")
        elif entree is not None and _is_over(side, entree):
            _not_at_home(found, row, "terminé avant ce séjour, selon sa durée")
        elif entree is None and _is_over(side, aujourdhui):
            asked.append((_line_of(side), "terminé depuis, selon sa durée : encore pris à l'entrée ?"))
        else:
            home.append(LigneTraitement(cle=f"a{len(home) + 1}", avant=_at_home(side)))
    title = _title(TABLE)
    found.a_confirmer += [AConfirmer(champ=HOME, texte=line, raison=f"{title} : {why}") for line, why in asked if line]
    if home:
        found.apports.append(_apport(source, TABLE, tuple(home)))
        state = EtatListe(reponse=ReponseListe.LISTE, sources=(source.nom,))
        found.apports.append(Apport(adresse=HOME, valeur=state, section=source.places.get(TABLE, "")))
        return
    said_of_list = source.lettre.bilan_medicamenteux
    state_of = (said_of_list.entree if source.a_domicile else said_of_list.sortie) if said_of_list is not None else None
    if state_of is not None and state_of.reponse is ReponseListe.AUCUN and not asked:
        reason = f"{title} : aucun traitement dans la {source.nom}, à confirmer"
        found.a_confirmer.append(AConfirmer(champ=HOME, texte="aucun", raison=reason))


def _not_at_home(found: _Found, row: LigneTraitement, why: str) -> None:
    """Tell a drug that is not taken at home."""
    found.restes.append(
        NonPlace(
            section=_title(TABLE), nature="valeur", raison=f"médicament {why}", texte=_line_of(row.sortie or row.avant)
        )
    )


def _line_of(side: Prescription | None) -> str:
    """Give a drug and how it was taken on one line, as it would be typed."""
    if side is None:
        return ""
    drug = side.medicament
    name = (drug.libelle or drug.dci or drug.marque) if drug is not None else None
    return " ; ".join(" ".join(part.split()) for part in (name, side.posologie) if part)


def _is_over(side: Prescription, jour: dt.date) -> bool:
    """Tell whether a treatment's last day is before the stay."""
    return side.duree is not None and side.duree.fin_incluse is not None and side.duree.fin_incluse < jour


def _at_home(side: Prescription) -> Prescription:
    """Give a prescription as taken at home; « au long cours » is what every drug at home is."""
    duree = side.duree
    if duree is not None and fold(duree.texte or "") in _LONG_TERM and duree.fin_incluse is None:
        return side.replace(duree=None)
    return side


def _former_stay(found: _Found, source: Source) -> None:
    """Tell what stays with the former stay, by field."""
    left = []
    for address, value in _values(source.lettre):
        top = address.partition(".")[0]
        if address in _CHAINED or top in {TABLE, "bilan_medicamenteux"} or value is None:
            continue
        if address in _ASKED_EACH_STAY:
            found.restes.append(
                NonPlace(section=_title(address), nature="valeur", raison="se redemande à chaque séjour")
            )
        elif top not in left:
            left.append(top)
            found.restes.append(NonPlace(section=_title(top), nature="valeur", raison=_FORMER_STAY))


def _title(address: str) -> str:
    """Give a field's name in French."""
    return str(field_info(address, Lettre).title or address)
