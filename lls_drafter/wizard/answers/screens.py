"""The two screens answered by short codes: the safety screen, the discharge check-list."""

import re

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.remise import ListeControle, OuiNonNa, ReponseListeControle
from lls_drafter.letter.reponse import AUCUN, INCONNU, NON_RENSEIGNE
from lls_drafter.letter.synthese import MicroOrganisme, MicroOrganismes, RechercheMicroOrganismes
from lls_drafter.letter.text import fold
from lls_drafter.wizard.answers.model import Understood, Write
from lls_drafter.wizard.labels import label_of
from lls_drafter.wizard.steps.model import Context, Step
from lls_drafter.wizard.steps.safety import LINES, MDRO, Line, empty_entry, has_details, is_line_answered

_SAFETY_CODE = re.compile(r"([1-7])\s*(oui|non|o|n|i|f)", re.ASCII)
_SAFETY_ALL = re.compile(r"(?:\s*(?:r|[1-7]\s*(?:oui|non|o|n|i|f))\s*,?)+", re.ASCII)
_LIST_CODE = re.compile(r"(\d{1,2})(?:\s*-\s*(\d{1,2}))?\s*(na|oui|non|o|n)", re.ASCII)
_LIST_ALL = re.compile(r"(?:\s*(?:p|\d{1,2}(?:\s*-\s*\d{1,2})?\s*(?:na|oui|non|o|n))\s*,?)+", re.ASCII)
_FOUR_CHOICES = (
    f"{MDRO.titre} : répondre 2o (trouvé), 2n (recherche négative), 2f (recherche non faite) ou 2i (inconnu)."
)
"""« 2non » may say that nothing was searched as well as that nothing was found."""
_BOXES = {"o": OuiNonNa.OUI, "oui": OuiNonNa.OUI, "n": OuiNonNa.NON, "non": OuiNonNa.NON, "na": OuiNonNa.NA}
_SEARCHED, _NOT_DONE, _UNKNOWN = (
    RechercheMicroOrganismes.FAITE,
    RechercheMicroOrganismes.NON_FAITE,
    RechercheMicroOrganismes.INCONNUE,
)


def read_safety(_step: Step, text: str, lettre: Lettre, _context: Context) -> Understood:
    """Read « r », « 2f », « 6n »…, several at once; a line with details is never answered again by a key."""
    typed = fold(text)
    if _SAFETY_ALL.fullmatch(typed) is None:
        return Understood(
            problem="Donner un numéro et une touche, par exemple « 2f » ou « 6n » ; « r » : rien à signaler."
        )
    codes = _SAFETY_CODE.findall(typed)
    if any(LINES[int(number) - 1] is MDRO and len(word) > 1 for number, word in codes):
        return Understood(problem=_FOUR_CHOICES)
    asked = [(LINES[int(number) - 1], word[0]) for number, word in codes]
    writes: list[Write] = []
    echoes: list[str] = []
    for line, key in asked:
        problem = _refusal(lettre, line, key)
        if problem:
            return Understood(problem=problem)
        writes += _line_writes(lettre, line, key)
        echoes.append(f"{line.titre} : {_said(line, key)}")
    if re.search(r"(?<![a-z])r(?![a-z])", typed):
        named = {line.numero for line, _key in asked}
        for line in LINES:
            if line.sans_rien and line.numero not in named and not is_line_answered(lettre, line):
                writes.append(Write(line.path, AUCUN))
                echoes.append(f"{line.titre} : aucun")
    if not writes:
        return Understood(problem="Les lignes auxquelles « r » répond ont déjà une réponse.")
    return Understood(writes=tuple(writes), echo=" - ".join(echoes))


def _refusal(lettre: Lettre, line: Line, key: str) -> str:
    """Say why a key does not answer a line, empty when it does."""
    if key == "f" and line is not MDRO:
        return f"« f » (non faite) ne vaut que pour la ligne 2 ; {line.titre} : o, n ou i."
    if key != "o" and has_details(lettre, line):
        first = f"les supprimer d'abord (« aller {line.path} », puis « supprimer »)"
        return f"{line.titre} : des détails sont saisis ; {first}."
    return ""


def _line_writes(lettre: Lettre, line: Line, key: str) -> list[Write]:
    """Give what one key writes for one line."""
    if key == "o" and isinstance(line.path.read(lettre), tuple):
        return []
    if line is MDRO:
        found = lettre.micro_organismes or MicroOrganismes()
        states = {
            "o": (_SEARCHED, (MicroOrganisme(),)),
            "n": (_SEARCHED, AUCUN),
            "f": (_NOT_DONE, NON_RENSEIGNE),
            "i": (_UNKNOWN, NON_RENSEIGNE),
        }
        search, result = states[key]
        return [Write(FieldPath(line.path.parts[:1]), found.replace(recherche=search, resultat=result))]
    values = {"o": (empty_entry(line.path),), "n": AUCUN, "i": INCONNU}
    return [Write(line.path, values[key])]


def _said(line: Line, key: str) -> str:
    """Give the words of one key for one line."""
    if line is MDRO:
        return {"o": "trouvé, à détailler", "n": "recherche négative", "f": "recherche non faite", "i": "inconnu"}[key]
    return {"o": "oui, à détailler", "n": "aucun", "i": "inconnu"}[key]


def read_checklist(step: Step, text: str, lettre: Lettre, context: Context) -> Understood:
    """Read « 1-4o 5n 10na », and « p » which takes the proposed answers of the lines still empty."""
    typed = fold(text)
    if _LIST_ALL.fullmatch(typed) is None:
        return Understood(problem="Donner des numéros et une réponse, par exemple « 1-4o 5n 10na », ou « p ».")
    given = _ticked(typed, context)
    if isinstance(given, str):
        return Understood(problem=given)
    ticked = dict(lettre.listes[context.liste_id].reponses) if context.liste_id in lettre.listes else {}
    if re.search(r"(?<![a-z])p(?![a-z])", typed):
        for key, proposed in proposed_boxes(lettre, context).items():
            if key not in given and (key not in ticked or ticked[key].reponse is None):
                given[key] = proposed
    if not given:
        return Understood(problem="Aucune réponse n'est proposée pour les lignes encore vides.")
    for key, answer in given.items():
        ticked[key] = (ticked.get(key) or ReponseListeControle()).replace(reponse=answer)
    echo = ", ".join(f"{key} {label_of(answer)}" for key, answer in given.items())
    return Understood(writes=(Write(step.path, ListeControle(reponses=ticked)),), echo=f"Liste de contrôle : {echo}")


def _ticked(typed: str, context: Context) -> dict[str, OuiNonNa] | str:
    """Give the boxes that a text names, by line number; the reason when it names one that does not exist."""
    known = {item.demande.cle: item.demande for item in context.liste if item.demande is not None}
    given: dict[str, OuiNonNa] = {}
    for first, last, box in _LIST_CODE.findall(typed):
        for number in range(int(first), int(last or first) + 1):
            demande = known.get(str(number))
            if demande is None:
                return f"La ligne {number} n'existe pas."
            if _BOXES[box] is OuiNonNa.NA and not demande.na_permis:
                return f"La ligne {number} n'a pas de case « non applicable »."
            given[str(number)] = _BOXES[box]
    return given


def proposed_boxes(lettre: Lettre, context: Context) -> dict[str, OuiNonNa]:
    """Give the answers that the letter suggests, by line number."""
    found = context.proposals(lettre)
    boxes: dict[str, OuiNonNa] = {}
    for item in context.liste:
        if item.demande is not None:
            proposed = found.get(item.id) or found.get(item.demande.cle)
            if proposed is not None:
                boxes[item.demande.cle] = OuiNonNa(str(proposed.reponse))
    return boxes


def checklist_lines(lettre: Lettre, context: Context) -> tuple[str, ...]:
    """Give the check-list as text: number, box or proposal, sentence."""
    ticked = lettre.listes[context.liste_id].reponses if context.liste_id in lettre.listes else {}
    proposed = proposed_boxes(lettre, context)
    lines = []
    for item in context.liste:
        if item.demande is None:
            continue
        key = item.demande.cle
        answer = ticked[key].reponse if key in ticked else None
        if answer is not None:
            state = label_of(answer)
        else:
            state = f"proposé : {label_of(proposed[key])}" if key in proposed else "à faire"
        ours = "" if item.demande.texte_verifie else " (texte officiel non vérifié)"
        lines.append(f"  {key:>2}  [{state}] {item.titre}{ours}")
    return tuple(lines)
