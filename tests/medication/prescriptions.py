"""Prescriptions for tests, in few words."""

from hypothesis import strategies as st

from lls_drafter.letter.traitements import (
    Commentaires,
    Devenir,
    Duree,
    LigneTraitement,
    Medicament,
    Prescription,
)


def taken(dci: str | None = None, posologie: str | None = None, /, **facts: str | None) -> Prescription:
    """Give a prescription: `voie` and `duree` are of the prescription, other facts of the drug."""
    voie, duree = facts.pop("voie", None), facts.pop("duree", None)
    drug = Medicament.model_validate({"dci": dci, **facts})
    return Prescription(
        medicament=drug, posologie=posologie, voie=voie, duree=Duree(texte=duree) if duree is not None else None
    )


def row(
    avant: Prescription | None = None,
    devenir: Devenir | None = None,
    sortie: Prescription | None = None,
    *,
    cle: str = "a1",
    **notes: str | None,
) -> LigneTraitement:
    """Give a row; `notes` are its comments."""
    comments = Commentaires.model_validate(notes) if notes else None
    return LigneTraitement(cle=cle, avant=avant, devenir=devenir, sortie=sortie, commentaires=comments)


_DCI = (
    None, "furosémide", "amlodipine", "bésilate d'amlodipine", "périndopril", "périndopril + amlodipine",
    "chlorure de potassium", "macrogol 3350 + chlorure de potassium", "insuline glargine", "propionate de fluticasone",
)  # fmt: skip
_LABELS = (None, "Lasilix 40 mg", "amlodipine", "Coveram 5/5", "tisane", "Lantus 100 UI/mL", "A 313")
_POSOLOGIES = (
    None, "1 comprimé le matin", "1-0-0", "1-0-1", "40 mg le matin", "80 mg le matin", "selon INR", "10 mg le lundi",
    "1 cp le matin bidule", "1 cp si douleur, max 4 par jour", "40 mg 5 j puis 20 mg 5 j puis stop",
)  # fmt: skip

drugs = st.builds(
    Medicament,
    libelle=st.sampled_from(_LABELS),
    dci=st.sampled_from(_DCI),
    marque=st.sampled_from((None, "Lasilix", "Coveram", "Lantus", "Abasaglar")),
    dosage=st.sampled_from((None, "5 mg", "40 mg", "5 mg/5 mg", "faible")),
    forme=st.sampled_from((None, "comprimé", "gélule", "gélule LP", "collyre")),
    cis=st.sampled_from((None, None, "60000001", "60000002")),
)
prescriptions = st.builds(
    Prescription,
    medicament=st.one_of(st.none(), drugs),
    posologie=st.sampled_from(_POSOLOGIES),
    voie=st.sampled_from((None, "orale", "sous-cutanée")),
    duree=st.sampled_from((None, Duree(texte="5 jours"))),
    non_lu=st.sampled_from(((), ("bidule",))),
)
"""Prescriptions alike enough to meet, and different enough not to."""

lists = st.lists(prescriptions, max_size=6)
