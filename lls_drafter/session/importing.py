"""An import into a letter: what it would change, shown before anything is written; then written with its provenance.

Nothing that is answered is ever overwritten, unless its address is named (`remplacer`).
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, Final

from lls_drafter.document.coverage import name_of
from lls_drafter.document.words import say
from lls_drafter.errors import UsageError
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath, field_info, walk
from lls_drafter.letter.personnes import IdentiteIns, MedecinTraitant
from lls_drafter.letter.remise import Provenance
from lls_drafter.letter.reponse import Absence, is_answered
from lls_drafter.letter.text import fold
from lls_drafter.letter.traitements import LigneTraitement, Medicament, Prescription
from lls_drafter.medication.reconcile import fresh_keys
from lls_drafter.session.drugs import DrugDesk
from lls_drafter.session.import_choice import HOME, TABLE, choose
from lls_drafter.session.import_model import Apport, Ligne, NonPlace, Proposition, Source
from lls_drafter.session.import_patient import require_same_patient

SETTINGS: Final = "reglages"
"""The provenance of a value that nobody typed for this letter."""
_FICTIVE = "Identité de test ou lettre d'exemple : la lettre commencée est marquée fictive."
_TO_CONFIRM = "négation à confirmer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Demande:
    """How an import is to be done.

    Attributes:
        maintenant: the moment, for the provenance.
        tout: the whole source, for the same stay.
        remplacer: addresses whose answer gives way.
        nouvelle: the letter is just begun: what the settings gave is nobody's answer.
        drugs: the desk that knows the DCI of a drug's name; None does without.
    """

    maintenant: dt.datetime
    tout: bool = False
    remplacer: frozenset[str] = frozenset()
    nouvelle: bool = False
    drugs: DrugDesk | None = None


def propose_import(lettre: Lettre, source: Source, demande: Demande) -> Proposition:
    """Give a letter as an import would make it, and all that is to be told; nothing is written.

    Raises:
        UsageError: another patient's, an example into a real letter or the reverse, an address that cannot be replaced.
    """
    _require_same_world(lettre, source, demande)
    require_same_patient(lettre, source)
    for address in demande.remplacer:
        _require_replaceable(address)
    if demande.nouvelle and source.fictive:
        lettre = lettre.replace(fictive=True)
    entry = lettre.sejour.date_entree if lettre.sejour is not None else None
    choix = choose(source, tout=demande.tout, entree=entry, aujourdhui=demande.maintenant.date())
    merging = _Merging(lettre, source, demande)
    for apport in choix.apports:
        merging.take(apport)
    waiting = tuple(one for one in choix.a_confirmer if not _is_said(lettre, one.champ))
    return Proposition(
        lettre=merging.finished(),
        repris=tuple(merging.repris),
        laisses=tuple(merging.laisses),
        identiques=merging.identiques,
        a_confirmer=waiting,
        restes=(*choix.restes, *merging.restes),
        avis=(*source.avis, *((_FICTIVE,) if lettre.fictive and demande.nouvelle else ())),
    )


def _require_same_world(lettre: Lettre, source: Source, demande: Demande) -> None:
    """Refuse to mix examples and real letters.

    Raises:
        UsageError: one is an example, the other is not.
    """
    if demande.nouvelle or source.fictive is None or source.fictive is lettre.fictive:
        return
    said = "d'exemple ou de test dans une lettre réelle" if source.fictive else "réel dans une lettre d'exemple"
    raise UsageError(
        f"import refusé : document {said}", hint="les uns et les autres ne se mêlent jamais : voir la clé « fictive »"
    )


def _require_replaceable(address: str) -> None:
    """Refuse an address that names no field, or the table of treatments, which is changed row by row.

    Raises:
        UsageError: it is one of those.
    """
    try:
        field_info(address, Lettre)
    except (KeyError, ValueError):
        raise UsageError(
            "--remplacer : ce n'est pas l'adresse d'un champ de la lettre",
            hint="par exemple patient.adresse ; « lls schema lettre » les donne toutes",
        ) from None
    if address.partition(".")[0].partition("[")[0] in {TABLE, HOME.partition(".")[0]}:
        raise UsageError(
            "--remplacer : le tableau des traitements ne se remplace pas en bloc",
            hint="le corriger ligne par ligne avec « lls ouvrir »",
        )


def _is_said(lettre: Lettre, champ: str) -> bool:
    """Tell whether a question is answered in the letter that receives."""
    if champ == HOME:
        return _has_home_list(lettre)
    value = FieldPath.parse(champ).read(lettre)
    return bool(value.nom or value.aucun) if isinstance(value, MedecinTraitant) else is_answered(value)


def _has_home_list(lettre: Lettre) -> bool:
    """Tell whether something was said of the treatment at home."""
    state = FieldPath.parse(HOME).read(lettre)
    answered = state is not None and state.reponse is not None
    return answered or any(row.avant is not None for row in lettre.volet_medicamenteux)


def said(value: object) -> str:
    """Give a value of the letter on one line, for the person who imports."""
    if isinstance(value, IdentiteIns):
        return "matricule repris, identité provisoire" if value.matricule else "sans matricule"
    parts = (leaf.value for leaf in walk(value))
    return " ; ".join(" ".join(_word(one).split()) for one in parts)


def _word(value: object) -> str:
    """Give the words of a plain value, the value itself of a closed list that has none."""
    try:
        return value.value if isinstance(value, Absence) else say(value)
    except KeyError:
        return str(value)


def drug_of(side: Prescription | None) -> str:
    """Give a drug and how it is taken on one line."""
    if side is None:
        return ""
    drug = side.medicament or Medicament()
    return " ; ".join(" ".join(part.split()) for part in (drug.libelle or drug.dci, side.posologie) if part)


@dataclass(slots=True)
class _Merging:
    """A letter being completed, value by value."""

    lettre: Lettre
    source: Source
    demande: Demande
    repris: list[Ligne] = field(default_factory=list)
    laisses: list[Ligne] = field(default_factory=list)
    restes: list[NonPlace] = field(default_factory=list)
    identiques: int = 0
    _known: dict[str, Provenance] = field(default_factory=dict)

    def finished(self) -> Lettre:
        """Give the letter with the provenance of what was taken."""
        return self.lettre.replace(provenance={**self.lettre.provenance, **self._known}) if self._known else self.lettre

    def take(self, apport: Apport) -> None:
        """Take one value, leave it, or find it there already."""
        if apport.adresse == TABLE:
            self._take_table(apport)
        elif apport.adresse == HOME and not self.demande.tout:
            if not _has_home_list(self.lettre) or any(one.adresse.startswith(TABLE) for one in self.repris):
                self._write(apport)
        elif apport.adresse == "patient.ipp" and not self._numbers_alike():
            self._leave(apport, "numéro donné par un autre établissement")
        elif apport.adresse == "medecin_traitant":
            self._take_doctor(apport)
        else:
            self._take_plain(apport)

    def _take_plain(self, apport: Apport) -> None:
        """Take a value where nothing stands, or where it may give way."""
        standing = FieldPath.parse(apport.adresse).read(self.lettre)
        if not is_answered(standing) or self._gives_way(apport.adresse):
            self._write(apport)
        elif standing == apport.valeur or _same_number(standing, apport.valeur):
            self.identiques += 1
        else:
            self.laisses.append(self._line(apport, said(standing)))

    def _gives_way(self, address: str) -> bool:
        """Tell whether an answer gives way: named by the person, or come from the settings of a letter just begun."""
        above = [
            address[: len(name)] == name and address[len(name) :][:1] in {"", "."} for name in self.demande.remplacer
        ]
        if any(above):
            return True
        if not (self.demande.nouvelle and self.demande.tout):
            return False
        return any(
            origin.source == SETTINGS and _is_around(name, address) for name, origin in self.lettre.provenance.items()
        )

    def _take_doctor(self, apport: Apport) -> None:
        """Take the médecin traitant: whole when none is named, else what the same doctor lacks."""
        standing = self.lettre.medecin_traitant
        theirs = apport.valeur
        named = standing is not None and (standing.nom or standing.aucun)
        same = isinstance(theirs, MedecinTraitant) and standing is not None and _same_name(standing, theirs)
        if not named or not same or self._gives_way(apport.adresse) or not isinstance(theirs, MedecinTraitant):
            if standing is not None and not named:
                self.lettre = self.lettre.replace(medecin_traitant=None)
            self._take_plain(apport)
            return
        for name in MedecinTraitant.model_fields:
            value = getattr(theirs, name)
            if value is not None:
                part = Apport(adresse=f"medecin_traitant.{name}", valeur=value, section=apport.section)
                self._take_plain(part)

    def _take_table(self, apport: Apport) -> None:
        """Take the rows of a table: whole into an empty one, as the home list where there is none."""
        rows: Any = apport.valeur
        standing = self.lettre.volet_medicamenteux
        blocked = bool(standing) if self.demande.tout else _has_home_list(self.lettre)
        if blocked:
            known = {_name(side) for row in standing for side in (row.avant, row.sortie)}
            for row in rows:
                side = row.avant or row.sortie
                if _name(side) in known:
                    self.identiques += 1
                else:
                    self.laisses.append(Ligne(adresse=TABLE, titre="Médicament absent du tableau", apres=drug_of(side)))
            return
        keys = fresh_keys(standing)
        for row in rows:
            self._add_row(row, next(keys))

    def _add_row(self, row: LigneTraitement, cle: str) -> None:
        """Add one row with a key of its own."""
        sides = {
            name: self._identified(side) for name in ("avant", "sortie") if (side := getattr(row, name)) is not None
        }
        added = row.replace(cle=cle, **sides)
        self.lettre = self.lettre.replace(volet_medicamenteux=(*self.lettre.volet_medicamenteux, added))
        address = f"{TABLE}[{cle}]" if self.demande.tout else f"{TABLE}[{cle}].avant"
        self._note(address, added)
        side = added.avant if added.sortie is None else added.sortie
        titre = "Traitement habituel" if not self.demande.tout else "Traitement"
        self.repris.append(Ligne(adresse=f"{TABLE}[{cle}]", titre=titre, apres=drug_of(side)))

    def _identified(self, side: Prescription) -> Prescription:
        """Give a side whose drug has its DCI when the base knows its name exactly; its words stay as they came."""
        drug = side.medicament
        if self.demande.drugs is None or drug is None or drug.dci or not drug.libelle:
            return side
        facts = self.demande.drugs.read(drug.libelle).faits
        return side.replace(medicament=drug.replace(dci=facts.dci)) if facts.dci else side

    def _write(self, apport: Apport) -> None:
        """Write a value with its provenance."""
        path = FieldPath.parse(apport.adresse)
        before = path.read(self.lettre)
        self.lettre = path.replace(self.lettre, apport.valeur)
        self.repris.append(self._line(apport, said(before) if is_answered(before) else ""))
        self._note(apport.adresse, apport.valeur)

    def _note(self, address: str, value: object) -> None:
        """Note where a value comes from; what was known of what it replaces is known no more."""
        kept = {name: one for name, one in self.lettre.provenance.items() if not _is_under(name, address)}
        if kept != self.lettre.provenance:
            self.lettre = self.lettre.replace(provenance=kept)
        detail = f"{self.source.detail} ; {_TO_CONFIRM}" if _has_negative(value) else self.source.detail
        self._known[address] = Provenance(source=self.source.origine.value, le=self.demande.maintenant, detail=detail)

    def _line(self, apport: Apport, before: str) -> Ligne:
        """Give the line of the differences for one value."""
        path = FieldPath.parse(apport.adresse)
        return Ligne(adresse=apport.adresse, titre=_titled(path), avant=before, apres=said(apport.valeur))

    def _leave(self, apport: Apport, why: str) -> None:
        """Tell a value that is not taken."""
        titre = _titled(FieldPath.parse(apport.adresse))
        self.restes.append(NonPlace(section=titre, nature="valeur", raison=why))

    def _numbers_alike(self) -> bool:
        """Tell whether the source numbers patients as our hospital does; the whole of a source comes as it is."""
        house = self.lettre.etablissement
        ours = {house.oid, house.finess} - {None} if house is not None else set()
        return self.demande.tout or self.source.racine_ipp in ours


def _titled(path: FieldPath) -> str:
    """Give a field's name with what it belongs to."""
    if path.parts[0] == "rubriques":
        return "Rubrique reprise du document"
    return name_of(path)


def _is_under(name: str, address: str) -> bool:
    """Tell whether an address is another one, or lies inside it."""
    return name == address or name.startswith((f"{address}.", f"{address}["))


def _is_around(name: str, address: str) -> bool:
    """Tell whether one of two addresses lies inside the other."""
    return _is_under(name, address) or _is_under(address, name)


def _has_negative(value: object) -> bool:
    """Tell whether a value says « none » somewhere."""
    return any(leaf.value is Absence.AUCUN for leaf in walk(value))


def _same_number(one: object, other: object) -> bool:
    """Tell whether two INS identities have the same number, whatever their status."""
    return isinstance(one, IdentiteIns) and isinstance(other, IdentiteIns) and one.matricule == other.matricule


def _same_name(one: MedecinTraitant, other: MedecinTraitant) -> bool:
    """Tell whether two doctors are the same: no number of theirs differs, and their names do not."""
    if one.rpps and other.rpps and one.rpps != other.rpps:
        return False
    given = {fold(text) for text in (one.prenom, other.prenom) if text}
    return bool(one.nom) and fold(one.nom or "") == fold(other.nom or "") and len(given) <= 1


def _name(side: Prescription | None) -> str:
    """Give what a drug is called, folded, to find it in a table."""
    drug = side.medicament if side is not None else None
    return fold(drug.libelle or drug.dci or drug.marque or "") if drug is not None else ""
