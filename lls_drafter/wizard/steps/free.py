"""The questions about the service's own fields: one per field, by its type."""

from collections.abc import Iterator

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.plan import RubriqueLibre, TypeRubrique
from lls_drafter.letter.reponse import is_answered
from lls_drafter.wizard.steps.model import Choice, Context, Kind, Section, Step

_KINDS = {
    TypeRubrique.TEXTE: Kind.LONG_TEXT,
    TypeRubrique.CHOIX: Kind.CHOICE,
    TypeRubrique.OUI_NON: Kind.CHOICE,
    TypeRubrique.DATE: Kind.DATE,
    TypeRubrique.NOMBRE: Kind.MEASURE,
    TypeRubrique.TABLEAU: Kind.ROWS,
}
_YES_NO = (Choice(("1", "o", "oui"), "oui", "oui"), Choice(("2", "n", "non"), "non", "non"))
_HOW = {
    TypeRubrique.TABLEAU: "Une ligne par rangée, les cases séparées par « ; » : {columns}.",
    TypeRubrique.NOMBRE: "Un nombre{unit}{limits}, ou « inconnu ».",
    TypeRubrique.OUI_NON: "oui, non ou « inconnu » ; sans réponse, rien n'est imprimé.",
}


def free_steps(lettre: Lettre, context: Context) -> Iterator[Step]:
    """Give the questions about the service's own fields, in the order of the template."""
    for rubrique in context.plan.rubriques:
        path = rubrique.chemin
        kept = lettre.rubriques.get(rubrique.id)
        yield Step(
            id=str(path),
            section=Section.SYNTHESE,
            path=path,
            kind=_KINDS[rubrique.type],
            question=rubrique.titre,
            title=rubrique.titre,
            help=" ".join(part for part in (rubrique.aide, _how(rubrique)) if part),
            source="modèle du service" if rubrique.obligatoire else "",
            example=rubrique.exemple,
            choices=_choices(rubrique),
            asked=rubrique.obligatoire,
            answered=kept is not None and is_answered(path.read(lettre)),
            absences=rubrique.type is not TypeRubrique.TABLEAU,
            free=rubrique,
        )


def _choices(rubrique: RubriqueLibre) -> tuple[Choice, ...]:
    """Give the possible answers of a closed field."""
    if rubrique.type is TypeRubrique.OUI_NON:
        return _YES_NO
    return tuple(Choice((str(number),), words, words) for number, words in enumerate(rubrique.choix, start=1))


def _how(rubrique: RubriqueLibre) -> str:
    """Say how an answer is typed."""
    unit = f" en {rubrique.unite}" if rubrique.unite else ""
    return _HOW.get(rubrique.type, "").format(
        columns=" ; ".join(rubrique.colonnes), unit=unit, limits=limits_of(rubrique)
    )


def limits_of(rubrique: RubriqueLibre) -> str:
    """Say between what a number must lie, with a blank before; empty when it may be anything."""
    low, high = rubrique.minimum, rubrique.maximum
    if low is not None and high is not None:
        return f" de {low} à {high}".replace(".", ",")
    if low is not None or high is not None:
        return (f" de {low} ou plus" if low is not None else f" de {high} au plus").replace(".", ",")
    return ""
