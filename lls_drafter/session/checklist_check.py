"""Is a check-list whole? It is read, and the examples of its rules are run: each must give the verdict it announces."""

from dataclasses import dataclass
from pathlib import Path

from lls_drafter.document.faults import Fault, Gravite, fault_of, is_sound
from lls_drafter.errors import PackError
from lls_drafter.packs.checklists import cases, file_of_list, load_list_file
from lls_drafter.rules.cases import run_cases
from lls_drafter.rules.model import Checklist
from lls_drafter.rules.spec import SpecError


@dataclass(frozen=True, slots=True, kw_only=True)
class ListVerification:
    """What was found of a check-list: its faults, how many items it has, how many examples were run."""

    faults: tuple[Fault, ...] = ()
    items: int = 0
    cases: int = 0
    version: str = ""

    @property
    def is_sound(self) -> bool:
        """Tell whether nothing keeps it from being published."""
        return is_sound(self.faults)


def verify_list(text: str, *, extra: tuple[Path, ...] = ()) -> ListVerification:
    """Read a check-list, by its file or its id, and run the examples of its rules."""
    path = Path(text)
    try:
        checklist = load_list_file(path if path.is_file() else file_of_list(text, extra=extra), extra=extra)
        return _verified(checklist, path.name)
    except PackError as error:
        return ListVerification(faults=(fault_of(error, regle=error.regle, lieu=text),))


def _verified(checklist: Checklist, place: str) -> ListVerification:
    """Run the examples of every rule."""
    faults: list[Fault] = []
    count = 0
    for item in checklist.items:
        known = cases(item)
        count += len(known)
        try:
            wrong = [one for one in run_cases(checklist, item, known) if not one.as_expected]
        except SpecError as error:
            faults.append(Fault(regle="MODELE-LISTE", message=error.message, correction=error.hint, lieu=place))
            continue
        faults += [
            Fault(
                regle="MODELE-LISTE",
                message=f"« {item.id} » : un exemple annonce {one.case.attendu} et donne {one.result.verdict}",
                correction="corriger la règle, ou l'exemple",
                lieu=place,
            )
            for one in wrong
        ]
        if item.verifie and not known:
            faults.append(
                Fault(
                    regle="MODELE-LISTE",
                    message=f"« {item.id} » n'a pas d'exemple : rien ne dit qu'elle vérifie ce qu'elle annonce",
                    correction="ajouter « cas: » avec une lettre conforme et une qui ne l'est pas",
                    lieu=place,
                    gravite=Gravite.CONSEIL,
                )
            )
    return ListVerification(faults=tuple(faults), items=len(checklist.items), cases=count, version=checklist.version)
