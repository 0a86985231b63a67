"""Ways of a ward to write one row of the six-column table wrong, by the rule's id."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from lls_drafter.letter.dates import format_date
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.traitements import Devenir, LigneTraitement, Medicament, Prescription
from lls_drafter.training.defects.model import Edits

Way = Callable[[Lettre], Iterator[Edits]]

_FIGURES = re.compile(
    r"\s*\d[\d\s,./]*(?:milligrammes|microgrammes|grammes|unités|[mµ]?g|UI|mL|mmol|%)[^\s,;]*", re.IGNORECASE
)
_UNIT = re.compile(r"(\d)\s*(?:milligrammes|microgrammes|grammes|mg|µg|g|mL|UI|unités)\b")
_MICROGRAMS = re.compile(r"(\d+) microgrammes")
_UNITS = re.compile(r"(\d)\s*(?:unités internationales|unités|UI)\b")
_FRACTION = re.compile(r"\b0,(\d)")
_FIRST = re.compile(r"\b(1|2) (comprimé|gélule|bouffée|sachet|injection|goutte)(s?)\b")
_HALF_DAY = re.compile(r"\bmatin\b|\bsoir\b")
_LEADING = re.compile(r"^\s*(?:\d+|un|une|deux|trois)\s+(?:demi-)?[^\W\d]+(?:\s+de\s+[\d,]+\s*\w+)?\s*", re.IGNORECASE)
_EXCEPT_DOSE = re.compile(r"^\s*(?:\d+|un|une|deux|trois)\s+(?:demi-)?[^\W\d]+", re.IGNORECASE)
_ACRONYMS: Mapping[str, tuple[str, ...]] = {
    "IPP": ("ésoméprazole", "oméprazole", "pantoprazole", "lansoprazole", "rabéprazole"),
    "HBPM": ("énoxaparine", "tinzaparine", "daltéparine"),
    "AOD": ("apixaban", "rivaroxaban", "dabigatran"),
    "AVK": ("warfarine", "fluindione", "acénocoumarol"),
    "IEC": ("ramipril", "périndopril", "énalapril", "lisinopril"),
    "ISRS": ("sertraline", "paroxétine", "citalopram", "escitalopram", "fluoxétine"),
    "MTX": ("méthotrexate",),
    "PCT": ("paracétamol",),
    "AAS": ("acide acétylsalicylique", "aspirine"),
}
_REPLACED: Mapping[str, tuple[str, str]] = {
    "ésoméprazole": ("pantoprazole", "20 mg"),
    "oméprazole": ("pantoprazole", "20 mg"),
    "pantoprazole": ("ésoméprazole", "20 mg"),
    "atorvastatine": ("rosuvastatine", "10 mg"),
    "rosuvastatine": ("atorvastatine", "20 mg"),
    "ramipril": ("périndopril", "5 mg"),
    "périndopril": ("ramipril", "5 mg"),
    "bisoprolol": ("aténolol", "50 mg"),
    "sertraline": ("escitalopram", "10 mg"),
    "amlodipine": ("lercanidipine", "10 mg"),
    "zopiclone": ("zolpidem", "5 mg"),
}
"""Drugs of one class, one of which a hospital's formulary often puts in the other's place."""

_RESERVED = "réservé à l'usage hospitalier"
_INFUSED: Mapping[str, tuple[str, str]] = {
    "paracétamol": ("solution pour perfusion", "1 g matin, midi et soir, espacés d'au moins 6 heures"),
    "pantoprazole": ("poudre pour solution injectable", "40 mg le matin"),
}
"""Drugs whose injected form is for hospitals only, that form, and how it is taken."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row, and where it lies."""

    ligne: LigneTraitement

    def at(self, address: str) -> str:
        """Give the address of one of its fields."""
        return f"volet_medicamenteux[{self.ligne.cle}].{address}"

    def put(self, **fields: object) -> Edits:
        """Give edits of some of its fields, `__` standing for a dot."""
        return {self.at(name.replace("__", ".")): value for name, value in fields.items()}


def rows(lettre: Lettre, *devenirs: Devenir) -> Iterator[Row]:
    """Give the rows of these fates; all without any."""
    return (Row(one) for one in lettre.volet_medicamenteux if not devenirs or one.devenir in devenirs)


def discharged(lettre: Lettre, *devenirs: Devenir) -> Iterator[tuple[Row, Prescription, Medicament]]:
    """Give the rows with a drug at discharge, a posology and the drug's name."""
    for row in rows(lettre, *devenirs):
        after = row.ligne.sortie
        if after is not None and after.posologie and after.medicament is not None:
            yield row, after, after.medicament


def _posologies(*texts: str) -> Way:
    """Give the way that writes one of these texts in place of a discharge posology."""

    def way(lettre: Lettre) -> Iterator[Edits]:
        for row, _, _ in discharged(lettre):
            yield from (row.put(sortie__posologie=text) for text in texts)

    return way


def _durations(*texts: str) -> Way:
    """Give the way that writes one of these texts in place of a duration and its dates."""

    def way(lettre: Lettre) -> Iterator[Edits]:
        for row, _, _ in discharged(lettre):
            yield from (row.put(sortie__duree={"texte": text}) for text in texts)

    return way


def refers(lettre: Lettre) -> Iterator[Edits]:
    """Send the reader to the prescription, or to the other column."""
    yield from (row.put(sortie__posologie="idem") for row, _, _ in discharged(lettre, Devenir.POURSUIVI))
    yield from (row.put(sortie__posologie="cf. ordonnance") for row, _, _ in discharged(lettre))


def called_added(lettre: Lettre) -> Iterator[Edits]:
    """Call « ajouté » a drug of the home list."""
    yield from (row.put(devenir="ajoute") for row in rows(lettre, Devenir.POURSUIVI, Devenir.MODIFIE))


def called_stopped(lettre: Lettre) -> Iterator[Edits]:
    """Call « arrêté » a drug that stays in the discharge column."""
    for row in rows(lettre, Devenir.POURSUIVI):
        yield row.put(devenir="arrete", commentaires__motif="plus d'indication")


def no_duration(lettre: Lettre) -> Iterator[Edits]:
    """Forget a duration whole."""
    yield from (row.put(sortie__duree=None) for row, _, _ in discharged(lettre))


def no_posology(lettre: Lettre) -> Iterator[Edits]:
    """Forget a posology whole."""
    yield from (row.put(sortie__posologie=None) for row, _, _ in discharged(lettre))


def no_strength(lettre: Lettre) -> Iterator[Edits]:
    """Name the drug without its strength."""
    for row, _, drug in discharged(lettre):
        name = _FIGURES.sub("", drug.libelle or drug.dci or "")
        yield row.put(sortie__medicament__libelle=name or drug.dci, sortie__medicament__dosage=None)


def strength_without_unit(lettre: Lettre) -> Iterator[Edits]:
    """Write the figure of the strength alone."""
    for row, _, drug in discharged(lettre):
        edits: dict[str, object] = {"sortie__medicament__libelle": _UNIT.sub(r"\1", drug.libelle or "") or None}
        edits["sortie__medicament__dosage"] = _UNIT.sub(r"\1", drug.dosage or "") or None
        yield row.put(**edits, sortie__medicament__cis=None)


def no_dose(lettre: Lettre) -> Iterator[Edits]:
    """Say when, not how much."""
    for row, after, _ in discharged(lettre):
        left = _LEADING.sub("", after.posologie or "")
        if left and left != after.posologie:
            yield row.put(sortie__posologie=left)
        yield row.put(sortie__posologie="matin et soir")


def no_rhythm(lettre: Lettre) -> Iterator[Edits]:
    """Say how much, not when."""
    for row, after, _ in discharged(lettre):
        dose = _EXCEPT_DOSE.match(after.posologie or "")
        if dose is not None:
            yield row.put(sortie__posologie=dose[0])


def bare_number(lettre: Lettre) -> Iterator[Edits]:
    """Write the number of the dose without its unit."""
    for row, after, drug in discharged(lettre):
        strength = re.search(r"[\d,]+", drug.dosage or "")
        when = _HALF_DAY.search(after.posologie or "")
        yield row.put(sortie__posologie=f"{strength[0] if strength else 10} le {when[0] if when else 'soir'}")


def contradictory(lettre: Lettre) -> Iterator[Edits]:
    """Change the last day and not the length, or end a treatment said to go on."""
    for row, after, _ in discharged(lettre):
        if after.duree is not None and after.duree.fin_incluse is not None:
            yield row.put(sortie__duree__fin_incluse=after.duree.fin_incluse + timedelta(days=7))
        elif after.duree is not None:
            yield row.put(sortie__duree__total_jours=30)


def ended_before(lettre: Lettre) -> Iterator[Edits]:
    """Keep on the discharge list a drug that was over before."""
    left = lettre.sejour.date_sortie if lettre.sejour is not None else None
    if left is not None:
        said = f"jusqu'au {format_date(left - timedelta(days=2))}"
        yield from (row.put(sortie__duree={"texte": said}) for row, _, _ in discharged(lettre))


def unread(lettre: Lettre) -> Iterator[Edits]:
    """Leave words of the line that nobody understood."""
    yield from (row.put(sortie__non_lu=["1 bte QSP"]) for row, _, _ in discharged(lettre))


def replaced_unexplained(lettre: Lettre) -> Iterator[Edits]:
    """Put the drug of the hospital's formulary in the place of the patient's, without a word."""
    for row, _, drug in discharged(lettre, Devenir.POURSUIVI, Devenir.MODIFIE):
        other = _REPLACED.get(drug.dci or "")
        if other is not None:
            name, strength = other
            form = drug.forme or "comprimé"
            yield row.put(
                devenir="modifie",
                sortie__medicament={
                    "libelle": f"{name} {strength}, {form}",
                    "dci": name,
                    "dosage": strength,
                    "forme": form,
                },
                commentaires__motif=None,
            )


def suspended_for_ever(lettre: Lettre) -> Iterator[Edits]:
    """Suspend a drug without saying when it is taken again."""
    for row in rows(lettre, Devenir.ARRETE):
        yield row.put(suspendu=True, reprise=None)


def suspended_and_taken(lettre: Lettre) -> Iterator[Edits]:
    """Call « suspendu » a drug that is taken."""
    for row, _, _ in discharged(lettre, Devenir.POURSUIVI):
        yield row.put(suspendu=True, reprise={"quand": "après contrôle de la biologie"})


def changed_unsaid(lettre: Lettre) -> Iterator[Edits]:
    """Change the dose or the hour of a drug said to be the same."""
    for row, after, _ in discharged(lettre, Devenir.POURSUIVI):
        text = after.posologie or ""
        changed = _FIRST.sub(_another_count, text, count=1)
        moved = _HALF_DAY.sub(lambda match: "soir" if match[0] == "matin" else "matin", text, count=1)
        yield from (row.put(sortie__posologie=one) for one in (changed, moved) if one != text)


def _another_count(match: re.Match[str]) -> str:
    """Give twice the count, or half of it, with its unit in the right number."""
    return f"2 {match[2]}s" if match[1] == "1" else f"1 {match[2]}"


def unchanged_called_changed(lettre: Lettre) -> Iterator[Edits]:
    """Call « modifié » a drug that is the same on both sides."""
    for row in rows(lettre, Devenir.POURSUIVI):
        yield row.put(devenir="modifie", commentaires__motif="traitement adapté")


def weekly_as_daily(lettre: Lettre) -> Iterator[Edits]:
    """Write methotrexate so that it may be taken every day, or without its day."""
    for side in ("sortie", "avant"):
        for row in rows(lettre):
            prescription: Prescription | None = getattr(row.ligne, side)
            drug = prescription.medicament if prescription is not None else None
            if drug is None or "méthotrexate" not in f"{drug.libelle} {drug.dci}".lower():
                continue
            for text in ("6 comprimés par jour", "2,5 mg, 6 comprimés, 1 fois par semaine", "1 comprimé le matin"):
                yield {row.at(f"{side}.posologie"): text}


def untargeted(lettre: Lettre) -> Iterator[Edits]:
    """Write « à surveiller » and nothing that can be aimed at."""
    for row, _, _ in discharged(lettre):
        yield row.put(commentaires__cible_surveillance="à surveiller", commentaires__libre=None)


def insulin_without_unit(lettre: Lettre) -> Iterator[Edits]:
    """Write the number of the units alone."""
    for row, after, _ in discharged(lettre):
        text = _UNITS.sub(r"\1", after.posologie or "")
        if text != after.posologie:
            yield row.put(sortie__posologie=text)


def insulin_without_concentration(lettre: Lettre) -> Iterator[Edits]:
    """Name the insulin without its concentration."""
    for row, _, drug in discharged(lettre):
        if "insuline" in f"{drug.libelle} {drug.dci}".lower():
            name = re.sub(r"\s*\d+\s*(?:unités|UI)\s*/\s*mL", "", drug.libelle or "")
            yield row.put(sortie__medicament__libelle=name, sortie__medicament__dosage=None)


def as_needed_without_maximum(lettre: Lettre) -> Iterator[Edits]:
    """Say « si besoin » and leave the patient to count."""
    for row, after, _ in discharged(lettre):
        if "besoin" in (after.posologie or ""):
            dose = _EXCEPT_DOSE.match(after.posologie or "")
            text = f"{dose[0] if dose else '1 comprimé'} si besoin en cas de douleur"
            before = row.ligne.avant
            same = before is not None and before.posologie == after.posologie
            yield {row.at("sortie.posologie"): text, **({row.at("avant.posologie"): text} if same else {})}


def twice(lettre: Lettre) -> Iterator[Edits]:
    """Prescribe again, on a line of its own, a drug that the patient already takes."""
    for row, after, drug in discharged(lettre, Devenir.POURSUIVI):
        if drug.dci is None:
            continue
        data = after.model_dump(mode="json", exclude_defaults=True)
        yield _one_more(lettre, {"devenir": "ajoute", "sortie": data, **_comments(row)})


def stopped_and_added(lettre: Lettre) -> Iterator[Edits]:
    """Write one change of dose as a stop and a new drug."""
    for row, after, _ in discharged(lettre, Devenir.MODIFIE):
        added = {"devenir": "ajoute", "sortie": after.model_dump(mode="json", exclude_defaults=True), **_comments(row)}
        yield {**row.put(devenir="arrete", sortie=None), **_one_more(lettre, added)}


def _one_more(lettre: Lettre, data: Mapping[str, Any]) -> Edits:
    """Add a row at the end of the table."""
    taken = {row.cle for row in lettre.volet_medicamenteux}
    key = next(name for name in (f"z{number}" for number in range(1, len(taken) + 2)) if name not in taken)
    return {f"volet_medicamenteux[{len(lettre.volet_medicamenteux)}]": {"cle": key, **data}}


def _comments(row: Row) -> Mapping[str, Any]:
    """Give a row's indication, for its copy."""
    comments = row.ligne.commentaires
    return {"commentaires": {"indication": comments.indication}} if comments is not None and comments.indication else {}


def hospital_only(lettre: Lettre) -> Iterator[Edits]:
    """Send home with a drug that no pharmacy of the town delivers: the form that the ward gave, where there is one."""
    added = tuple(discharged(lettre, Devenir.AJOUTE))
    known = [(row, drug, _INFUSED[drug.dci or ""]) for row, _, drug in added if drug.dci in _INFUSED]
    for row, drug, (form, posology) in known:
        name = {"libelle": f"{drug.dci} {drug.dosage}, {form}", "dci": drug.dci, "dosage": drug.dosage, "forme": form}
        medicament = {**name, "restriction": _RESERVED}
        yield row.put(sortie__medicament=medicament, sortie__posologie=posology, sortie__voie="intraveineuse")
    if not known:
        yield from (row.put(sortie__medicament__restriction=_RESERVED) for row, _, _ in added)


def dangerous_signs(lettre: Lettre) -> Iterator[Edits]:
    """Write « U », « γ », or a decimal without its zero."""
    for row, after, drug in discharged(lettre):
        text = after.posologie or ""
        micrograms = _MICROGRAMS.search(drug.dosage or "")
        changed = [_UNITS.sub(r"\1U", text), _FRACTION.sub(r",\1", text)]
        if micrograms is not None:
            changed.append(_EXCEPT_DOSE.sub(f"{micrograms[1]} γ", text))
        for one in changed:
            if one != text:
                yield _both(row, text, one)


def acronyms(lettre: Lettre) -> Iterator[Edits]:
    """Write an acronym of the drug in its posology."""
    for row, after, drug in discharged(lettre):
        for short, names in _ACRONYMS.items():
            if any(name in f"{drug.dci} {drug.libelle}".lower() for name in names):
                text = after.posologie or ""
                elided = "de " if short[0] not in "AHI" else "d'"
                yield _both(row, text, _EXCEPT_DOSE.sub(rf"\g<0> {elided}{short}", text, count=1))


def _both(row: Row, text: str, changed: str) -> Edits:
    """Change a posology on both sides when both say the same."""
    before = row.ligne.avant
    same = before is not None and before.posologie == text
    return {row.at("sortie.posologie"): changed, **({row.at("avant.posologie"): changed} if same else {})}


WAYS: Mapping[str, tuple[Way, ...]] = {
    "MED-RENVOI": (refers,),
    "MED-AJOUTE": (called_added,),
    "MED-ARRETE": (called_stopped,),
    "MED-POSOLOGIE": (no_posology, _posologies("à préciser")),
    "MED-DUREE": (no_duration, _durations("à préciser")),
    "MED-DOSAGE": (no_strength,),
    "MED-DOSAGE-UNITE": (strength_without_unit,),
    "MED-DOSE-LUE": (no_dose,),
    "MED-RYTHME": (no_rhythm,),
    "MED-UNITE": (bare_number,),
    "MED-DUREE-LUE": (_durations("selon évolution", "à réévaluer"),),
    "MED-DUREE-CONTRADICTION": (contradictory,),
    "MED-FIN-PASSEE": (ended_before,),
    "MED-NON-LU": (unread,),
    "MED-MOTIF-REMPLACEMENT": (replaced_unexplained,),
    "MED-SUSPENDU": (suspended_for_ever,),
    "MED-SUSPENDU-DEVENIR": (suspended_and_taken,),
    "MED-POURSUIVI-DIFFERE": (changed_unsaid,),
    "MED-MODIFIE-IDENTIQUE": (unchanged_called_changed,),
    "MED-METHOTREXATE": (weekly_as_daily,),
    "MED-METHOTREXATE-AVANT": (weekly_as_daily,),
    "MED-AVK": (untargeted,),
    "MED-INSULINE": (insulin_without_unit, insulin_without_concentration),
    "MED-INSULINE-CIBLE": (untargeted,),
    "MED-DOSE-DU-JOUR": (_posologies("selon INR", "selon glycémie"),),
    "MED-SI-BESOIN-MAXIMUM": (as_needed_without_maximum,),
    "MED-DOUBLON": (twice,),
    "MED-ARRETE-AJOUTE": (stopped_and_added,),
    "MED-HOPITAL": (hospital_only,),
    "MED-SIGNES": (dangerous_signs,),
    "MED-SIGLES": (acronyms,),
}
"""The ways of each rule of the table."""
