"""The one safety screen, and the details of what it found."""

from collections.abc import Iterator
from dataclasses import dataclass

from lls_drafter.letter.base import LlsModel
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath, element_type, field_info, model_type
from lls_drafter.letter.reponse import AUCUN, NON_RENSEIGNE, Absence, is_answered
from lls_drafter.letter.synthese import MicroOrganismes, RechercheMicroOrganismes
from lls_drafter.wizard.steps.make import Series, series_steps, step
from lls_drafter.wizard.steps.model import Kind, Section, Step

_HERE = Section.SECURITE
SCREEN_ID = "securite"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the screen: its number, the list behind it, its name, whether « rien à signaler » answers it."""

    numero: int
    path: FieldPath
    titre: str
    sans_rien: bool


MDRO = Line(2, FieldPath.parse("micro_organismes.resultat"), "Micro-organismes (BMR, BHRe)", sans_rien=False)
LINES = (
    Line(1, FieldPath.parse("evenements_indesirables"), "Événements indésirables", sans_rien=True),
    MDRO,
    Line(3, FieldPath.parse("produits_sanguins"), "Produits sanguins", sans_rien=True),
    Line(4, FieldPath.parse("derives_du_sang"), "Dérivés du sang", sans_rien=True),
    Line(5, FieldPath.parse("dispositifs_implantables"), "Dispositifs implantables", sans_rien=True),
    Line(6, FieldPath.parse("allergies"), "Allergies et intolérances", sans_rien=False),
    Line(7, FieldPath.parse("resultats_attendus"), "Résultats attendus", sans_rien=True),
)

_SERIES = (
    Series(
        path="evenements_indesirables",
        section=_HERE,
        premier="Événement indésirable",
        suivant="Autre événement indésirable (vide : fini)",
        asked="description date conduite",
        composed="consequence",
        optional="patient_informe",
    ),
    Series(
        path="micro_organismes.resultat",
        section=_HERE,
        premier="Micro-organisme trouvé",
        suivant="Autre micro-organisme (vide : fini)",
        asked="germe resistance site statut precautions",
        composed="consequences",
        optional="date",
    ),
    Series(
        path="produits_sanguins",
        section=_HERE,
        premier="Produit sanguin reçu",
        suivant="Autre produit sanguin (vide : fini)",
        asked="type quantite date accident suivi",
    ),
    Series(
        path="derives_du_sang",
        section=_HERE,
        premier="Dérivé du sang reçu",
        suivant="Autre dérivé du sang (vide : fini)",
        asked="type quantite lot date",
        optional="evenement",
    ),
    Series(
        path="dispositifs_implantables",
        section=_HERE,
        premier="Dispositif implanté",
        suivant="Autre dispositif (vide : fini)",
        asked="denomination reference lot fabricant date cote carte_remise",
        optional="marque lieu poseur duree_vie suivi",
    ),
    Series(
        path="allergies",
        section=_HERE,
        premier="Allergie ou intolérance",
        suivant="Autre allergie (vide : fini)",
        asked="substance reaction",
        composed="infirmee precision",
        optional="type date",
    ),
    Series(
        path="resultats_attendus",
        section=_HERE,
        premier="Examen dont le résultat est attendu",
        suivant="Autre résultat attendu (vide : fini)",
        asked="examen responsable attendu_le transmission",
        optional="patient_informe recu_le resultat",
    ),
)


def is_line_answered(lettre: Lettre, line: Line) -> bool:
    """Tell whether somebody answered a line of the screen."""
    if line is MDRO:
        found = lettre.micro_organismes or MicroOrganismes()
        if found.recherche is RechercheMicroOrganismes.FAITE:
            return is_answered(found.resultat)
        return found.recherche is not None
    return is_answered(line.path.read(lettre))


def has_details(lettre: Lettre, line: Line) -> bool:
    """Tell whether something was typed behind a line: such a line is never answered again by one key."""
    value = line.path.read(lettre)
    return isinstance(value, tuple) and any(entry != type(entry)() for entry in value)


def line_state(lettre: Lettre, line: Line) -> str:
    """Give the words of a line as it stands."""
    if line is MDRO:
        return _mdro_state(lettre.micro_organismes or MicroOrganismes())
    value = line.path.read(lettre)
    if isinstance(value, tuple):
        return f"oui ({len(value)})"
    return str(value) if isinstance(value, Absence) and value is not NON_RENSEIGNE else "à compléter"


def _mdro_state(found: MicroOrganismes) -> str:
    """Give the words of the search for micro-organisms: not done, negative and unknown are three things."""
    if found.recherche is None:
        return "à compléter"
    if found.recherche is not RechercheMicroOrganismes.FAITE:
        return "recherche non faite" if found.recherche is RechercheMicroOrganismes.NON_FAITE else "inconnu"
    if isinstance(found.resultat, tuple):
        return f"oui ({len(found.resultat)})"
    return "recherche négative" if found.resultat is AUCUN else "recherche faite, résultat à compléter"


def screen_lines(lettre: Lettre) -> tuple[str, ...]:
    """Give the screen, one line of text per line of the screen."""
    width = max(len(line.titre) for line in LINES) + 2
    return tuple(f"  {line.numero}  {line.titre.ljust(width, '.')} {line_state(lettre, line)}" for line in LINES)


def empty_entry(path: FieldPath) -> LlsModel:
    """Give the empty entry that stands for « oui, details to come » in a list."""
    model = model_type(element_type(field_info(str(path), Lettre).annotation))
    assert model is not None, path  # noqa: S101 - the lists of the screen hold models
    return model()


def safety_steps(lettre: Lettre) -> Iterator[Step]:
    """Give the screen, then the details of each line that says yes."""
    yield Step(
        id=SCREEN_ID,
        section=_HERE,
        path=FieldPath.parse("evenements_indesirables"),
        kind=Kind.SAFETY,
        question="Numéro et touche : o oui, n aucun, i inconnu (2 : n négative, f non faite) ; r : rien à signaler",
        title="Écran de sécurité",
        help="« r » répond « aucun » aux lignes encore vides, sauf micro-organismes et allergies. "
        "Plusieurs d'un coup : « r 2f 6n ».",
        source="CSP R. 1112-1-2, II 3° et 5°",
        example="r 2f 6n",
        answered=all(is_line_answered(lettre, line) for line in LINES),
        covers=(*(line.path for line in LINES), FieldPath.parse("micro_organismes")),
    )
    for line, series in zip(LINES, _SERIES, strict=True):
        found = isinstance(line.path.read(lettre), tuple)
        yield from series_steps(lettre, series, asked=found)
        if line is MDRO:
            yield from _mdro_details(lettre)


def _mdro_details(lettre: Lettre) -> Iterator[Step]:
    """Give what completes the search: its date, and whether the patient was in contact with a BHRe carrier."""
    found = lettre.micro_organismes or MicroOrganismes()
    searched = found.recherche is RechercheMicroOrganismes.FAITE
    yield step(
        lettre, _HERE, "micro_organismes.date", question="Date de la recherche de micro-organismes", asked=searched
    )
    yield step(
        lettre,
        _HERE,
        "micro_organismes.statut_contact_bhre",
        question="Patient contact d'un porteur de BHRe ? (« aucun » s'il ne l'est pas)",
    )
