"""The commands, from a terminal's point of view. Over 400 lines: one promise of the command line a test."""

import io
import json
from datetime import timedelta
from pathlib import Path

import jsonschema
import pytest

from lls_drafter.cli.border import run
from lls_drafter.cli.context import Context
from lls_drafter.drafts.store import LetterStore
from lls_drafter.errors import ExitCode
from lls_drafter.letter.lettre import Lettre, Statut
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.reponse import AUCUN
from lls_drafter.packs.sources import builtin_root
from lls_drafter.places import letters_folder, user_folder
from lls_drafter.session.schemas import SCHEMAS
from lls_drafter.session.sources import FixedClock, NumberedIds
from tests.cli.conftest import NOW, Lls


@pytest.fixture
def draft(lls: Lls, tmp_path: Path) -> Path:
    """Give a complete letter, written and not validated."""
    lls("demo", "-o", tmp_path / "d", "--brouillon")
    return tmp_path / "d" / "lettre.lls.yaml"


def letter(path: Path) -> Lettre:
    """Read the letter of the disk."""
    return LetterStore(path).load().lettre


def change(path: Path, address: str, value: object) -> None:
    """Change one field of a letter on disk."""
    store = LetterStore(path)
    store.save(FieldPath.parse(address).replace(store.load().lettre, value))


def test_draft_prints_only_as_a_draft(lls: Lls, draft: Path) -> None:
    """A letter that is not validated needs --brouillon, and its file name says so."""
    refused = lls("rendre", draft)
    made = lls("rendre", draft, "--brouillon", "--vers", "docx,txt")

    assert (ExitCode.DRAFT, True) == (refused.code, "n'est pas validée" in refused.err)
    assert ["lettre.brouillon.docx", "lettre.brouillon.txt"] == [Path(line).name for line in made.out.split()]
    assert "BROUILLON" in (draft.parent / "lettre.brouillon.txt").read_text(encoding="utf-8")


def test_refused_validation_tells_the_way(lls: Lls, draft: Path) -> None:
    """A bloquant point: code 1, the rule, and how to justify it; the letter stays a draft without a date."""
    change(draft, "motif_hospitalisation", None)
    refused = lls("valider", draft)
    rule = next(word for word in refused.err.split() if word.startswith("REG-MOTIF"))

    assert ExitCode.NOT_VALIDATABLE == refused.code
    assert f"--justifier {rule}" in refused.err
    assert (Statut.BROUILLON, None) == (letter(draft).statut, letter(draft).date_lettre)

    accepted = lls("valider", draft, "--justifier", rule, "--motif", "patient inconscient, aucun document")
    assert ExitCode.OK == accepted.code, accepted.err
    lls("rendre", draft, "--vers", "txt")
    printed = (draft.parent / "lettre.txt").read_text(encoding="utf-8")
    assert "Information non disponible à la date de la lettre" in printed
    assert "inconscient" not in printed


def test_validation_takes_no_date(lls: Lls, draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No option lets anybody choose the date of a letter; it is that of the clock."""
    refused = lls("valider", draft, "--le", "2026-03-01")
    lls("valider", draft, now=NOW + timedelta(days=2))

    assert ExitCode.USAGE == refused.code
    assert "arguments inconnus" in capsys.readouterr().err
    assert (NOW + timedelta(days=2)).date() == letter(draft).date_lettre


def test_delegation_needs_the_site_s_consent(lls: Lls, draft: Path) -> None:
    """An intern validates by delegation only where the settings allow it; the letter then says so."""
    refused = lls("valider", draft, "--par", "Dr Camille ROUX", "--delegation-de", "Dr Anne KELLER")
    lls("configurer", "--regler", "validation_par_delegation=oui")
    accepted = lls("valider", draft, "--par", "Dr Camille ROUX", "--delegation-de", "Dr Anne KELLER")
    lls("rendre", draft, "--vers", "txt")

    assert (ExitCode.USAGE, ExitCode.OK) == (refused.code, accepted.code)
    printed = " ".join((draft.parent / "lettre.txt").read_text(encoding="utf-8").split())
    assert "par délégation du Dr Anne KELLER" in printed


def test_text_left_in_the_wizard_stops_the_validation(lls: Lls, draft: Path) -> None:
    """A text typed and not accepted is not frozen out of the letter in silence."""
    mark = draft.with_name(f".{draft.name}.etat")
    mark.write_text('{"position": "conclusion", "en_cours": {"conclusion": "à finir"}}', encoding="utf-8")
    refused = lls("valider", draft)

    assert (ExitCode.DRAFT, True) == (refused.code, "n'a pas été accepté : Diagnostic retenu" in refused.err)
    assert "à finir" not in refused.err
    assert ExitCode.OK == lls("valider", draft, "--sans-texte-en-cours").code


def test_text_that_waits_is_named_wherever_the_letter_is_judged(lls: Lls, draft: Path) -> None:
    """Both say which question waits, by its title and drug, never its address or the text; the exit code stays."""
    row = letter(draft).volet_medicamenteux[0]
    assert row.sortie is not None
    assert row.sortie.medicament is not None
    waiting = {f"volet_medicamenteux[{row.cle}].sortie.duree.texte": "SECRET", "conclusion": "SECRET"}
    mark = draft.with_name(f".{draft.name}.etat")
    mark.write_text(json.dumps({"position": "conclusion", "en_cours": waiting}), encoding="utf-8")
    names = [f"Durée à la sortie ({row.sortie.medicament.libelle})", "Diagnostic retenu"]
    refused, told, judged = lls("valider", draft), lls("verifier", draft), lls("verifier", "--json", draft)

    assert f"n'a pas été accepté : {' ; '.join(names)}" in refused.err
    conclusion = f"Ne peut pas être validée : un texte tapé n'a pas été accepté ({' ; '.join(names)})."
    assert (ExitCode.OK, conclusion) == (told.code, told.out.splitlines()[-1].strip())
    (entry,) = json.loads(judged.out)["fichiers"]
    assert (names, True) == (entry["textes_en_attente"], entry["validable"])
    assert "SECRET" not in refused.err + told.out + judged.out


def test_frozen_version_reprints_the_same_bytes(lls: Lls, draft: Path) -> None:
    """A frozen version prints the same, whatever happened since: acts, a later version, another day."""
    lls("valider", draft)
    lls("rendre", draft, "--vers", "docx,txt,json")
    first = [(draft.parent / f"lettre{suffix}").read_bytes() for suffix in (".docx", ".txt")]
    lls("remettre", draft, "--par", "IDE MARTY")
    lls("envoyer", draft, "--trace", "42")
    lls("reviser", draft, "--nature", "complement")
    change(draft, "conclusion", "Autre chose")
    again = lls("rendre", draft, "--version-figee", "1", "--vers", "docx,txt", now=NOW + timedelta(days=30))

    assert ExitCode.OK == again.code, again.err
    assert first == [(draft.parent / f"lettre.v1{suffix}").read_bytes() for suffix in (".docx", ".txt")]
    assert ExitCode.USAGE == lls("rendre", draft, "--version-figee", "7").code


def test_letter_changed_after_its_validation_is_seen(lls: Lls, draft: Path) -> None:
    """A dose changed by hand in a validated letter: bloquant, never printed nor sent; the frozen one prints."""
    lls("valider", draft)
    text = draft.read_text(encoding="utf-8")
    draft.write_text(text.replace("furosémide 40 mg", "furosémide 400 mg"), encoding="utf-8")
    judged = lls("verifier", draft)

    assert (ExitCode.NOT_VALIDATABLE, True) == (judged.code, "LLS-EMPREINTE" in judged.out)
    for command in (["rendre", draft], ["remettre", draft, "--par", "IDE"], ["envoyer", draft]):
        refused = lls(*command)
        assert (ExitCode.DRAFT, True) == (refused.code, "a changé depuis sa validation" in refused.err)
    frozen = lls("rendre", draft, "--version-figee", "1", "--vers", "txt", "-o", "-")
    assert ExitCode.OK == frozen.code
    assert "furosémide 400" not in " ".join(frozen.out.split())
    assert "empreinte" in lls("expliquer", "LLS-EMPREINTE").out


def test_frozen_version_changed_on_disk_is_refused(lls: Lls, draft: Path) -> None:
    """A frozen file that was tampered with does not print."""
    lls("valider", draft)
    lls("reviser", draft, "--nature", "complement")
    frozen = draft.parent / "lettre.versions" / "v1.lls.yaml"
    frozen.chmod(0o600)
    frozen.write_text(
        frozen.read_text(encoding="utf-8").replace("furosémide 40 mg", "furosémide 400 mg"), encoding="utf-8"
    )
    refused = lls("rendre", draft, "--version-figee", "1")

    assert (ExitCode.DRAFT, True) == (refused.code, "a changé depuis sa validation" in refused.err)


def test_second_version_says_what_it_replaces(lls: Lls, draft: Path) -> None:
    """Version 2 prints that it replaces version 1, of what day, and the changes."""
    lls("valider", draft)
    lls("reviser", draft, "--nature", "correction")
    change(draft, "conclusion", "Œdème aigu du poumon sur fibrillation atriale connue")
    done = lls("valider", draft, now=NOW + timedelta(days=1))
    printed = " ".join(lls("rendre", draft, "--vers", "txt", "-o", "-").out.split())

    assert ExitCode.OK == done.code, done.err
    assert "annule et remplace la version 1 du 09/03/2026" in printed
    assert "Autres informations" not in printed
    assert "Diagnostic retenu : modifié" in printed


def test_new_letter_needs_no_argument_and_starts_from_the_settings(lls: Lls) -> None:
    """`lls nouvelle` alone: a name without identity, in the letters' folder, prefilled with provenance."""
    unset = lls("nouvelle", typed="quitter\n")
    lls(
        "configurer",
        "--regler",
        "etablissement.nom=CH de Valmont",
        "--regler",
        "activite=mco",
        "--envoi",
        "medecin_traitant:mssante",
    )
    done = lls("nouvelle", typed="quitter\n")
    made = letters_folder() / "lettre-2026-03-09-2.lls.yaml"
    lettre = letter(made)

    assert (ExitCode.OK, ExitCode.OK) == (unset.code, done.code), done.err
    assert "Poste non réglé" in unset.err
    assert str(made) in done.out
    assert lettre.etablissement is not None
    assert ("CH de Valmont", "reglages") == (lettre.etablissement.nom, lettre.provenance["etablissement"].source)
    assert ["medecin_traitant"] == [item.destinataire for item in lettre.envois]


def test_new_letter_never_falls_on_another(lls: Lls, draft: Path) -> None:
    """A taken name is refused, with the command that opens it."""
    before = draft.read_bytes()
    refused = lls("nouvelle", draft, typed="quitter\n")

    assert (ExitCode.DRAFT, True) == (refused.code, "lls ouvrir" in refused.err)
    assert before == draft.read_bytes()


def test_validated_letter_is_not_opened_for_change(lls: Lls, draft: Path) -> None:
    """The wizard refuses a frozen letter and names the way to a next version."""
    lls("valider", draft)
    refused = lls("ouvrir", draft, typed="quitter\n")

    assert (ExitCode.DRAFT, True) == (refused.code, "lls reviser" in refused.err)


def test_file_of_answers_lists_what_is_missing(lls: Lls, tmp_path: Path) -> None:
    """`--reponses` asks nothing: what is refused or missing is listed with its place, code 1."""
    answers = tmp_path / "r.yaml"
    answers.write_text(
        'reponses:\n  - motif_hospitalisation: "Chute"\n  - sejour.date_sortie: "31/2"\n  - zzz: "x"\n',
        encoding="utf-8",
    )
    done = lls("nouvelle", tmp_path / "x", "--reponses", answers)

    assert ExitCode.NOT_VALIDATABLE == done.code
    assert "r.yaml:3:" in done.out
    assert "aucune question de ce nom" in done.out
    assert "Points bloquants" in done.out
    assert "Chute" == letter(tmp_path / "x.lls.yaml").motif_hospitalisation


def test_demonstration_is_the_same_each_time(lls: Lls, tmp_path: Path) -> None:
    """Same clock, same bytes in every format; QLS 100, no alerte."""
    first = lls("demo", "-o", tmp_path / "a")
    printed = [tmp_path / "a" / name for name in ("lettre.docx", "lettre.txt")]
    made = [path.read_bytes() for path in printed]
    second = lls("demo", "-o", tmp_path / "a")

    assert (ExitCode.OK, ExitCode.OK) == (first.code, second.code), first.err + second.err
    assert "QLS : 100 / 100 (estimation" in first.out
    assert "alerte" not in first.out
    assert made == [path.read_bytes() for path in printed]
    assert "Autres informations" not in made[1].decode()
    assert AUCUN == letter(tmp_path / "a" / "lettre.lls.yaml").produits_sanguins


def test_nurse_ticks_the_list_after_the_validation(lls: Lls, draft: Path) -> None:
    """The check-list is ticked one by one, proposals shown and never taken; the validated content does not move."""
    lls("valider", draft)
    before = letter(draft).validation
    done = lls(
        "listes", "cocher", draft, "--par", "S. MARTY", typed="na\no\nbof\nn\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n"
    )
    ticked = letter(draft).listes["sortie_has_2015"].reponses

    assert ExitCode.OK == done.code, done.err
    assert "n'admet pas « sans objet »" in done.out
    assert "répondre oui, non ou na" in done.out
    assert "proposition de la lettre" in done.out
    assert ["1", "2"] == sorted(ticked)
    assert ("oui", "non", "S. MARTY") == (ticked["1"].reponse, ticked["2"].reponse, ticked["1"].par)
    assert before == letter(draft).validation


def test_configuration_by_questions_keeps_each_answer(lls: Lls) -> None:
    """An empty line keeps, « - » takes out, a wrong answer is said; the end of input keeps what was answered."""
    lls("configurer", "--regler", "etablissement.adresse=ailleurs")
    done = lls("configurer", typed="CH de Valmont\n12\n\nCardiologie\n-\n")
    shown = lls("configurer", "--montrer").out

    assert ExitCode.OK == done.code, done.err
    assert "9" in done.out
    assert "nom: CH de Valmont" in shown
    assert "service: Cardiologie" in shown
    assert "ailleurs" not in shown
    assert (user_folder() / "reglages.yaml").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--regler", "x=1"], "n'existe pas"),
        (["--regler", "activite=cirque"], "valeur"),
        (["--envoi", "patient:pigeon"], "canal inconnu"),
        (["--regler", "rien"], "CHEMIN=VALEUR"),
    ],
)
def test_wrong_setting_is_said_and_not_written(lls: Lls, arguments: list[str], sentence: str) -> None:
    """A wrong setting: code 2, and nothing is written."""
    done = lls("configurer", *arguments)

    assert (ExitCode.USAGE, True) == (done.code, sentence in done.err), done.err
    assert not (user_folder() / "reglages.yaml").exists()


def test_acts_of_the_future_are_refused(lls: Lls, draft: Path) -> None:
    """Nobody records an act that has not happened; a planned one stays a plan."""
    lls("valider", draft)
    for arguments in (["--le", "demain"], ["--heure", "23h"], ["--le", "31/2"]):
        refused = lls("remettre", draft, "--par", "IDE", *arguments)
        assert ExitCode.USAGE == refused.code
    assert (
        ExitCode.OK
        == lls("remettre", draft, "--par", "IDE", "--issue", "refusee", "--motif", "ne veut pas de papier").code
    )
    assert "NA" not in lls("verifier", draft).out


def test_explanation_names_its_certainty(lls: Lls) -> None:
    """A rule is explained with source, certainty and examples; an unknown one with the closest."""
    known, unknown = lls("expliquer", "qls-02"), lls("expliquer", "QLS-O2")

    assert "Certitude   : estimation" in known.out
    assert "Bon" in known.out
    assert "vouliez-vous « lls expliquer QLS-" in unknown.err


def test_verification_satisfies_its_schema(lls: Lls, tmp_path: Path) -> None:
    """`lls verifier --json` keeps the shape it publishes, for good, incomplete and unusable letters."""
    examples = sorted((builtin_root() / "templates" / "mco_standard" / "exemples").glob("*.lls.yaml"))
    draft, broken = tmp_path / "b.lls.yaml", tmp_path / "c.lls.yaml"
    draft.write_text("format: 1\nstatut: brouillon\nversion: 1\nsejour: {activite: mco}\n", encoding="utf-8")
    broken.write_text("format: 1\nmotiff: x\n", encoding="utf-8")
    outcome = lls("verifier", "--json", *examples, draft, broken)
    report = json.loads(outcome.out)

    jsonschema.Draft202012Validator(SCHEMAS["verifier"]()).validate(report)
    assert [True] * len(examples) + [False, False] == [entry["validable"] for entry in report["fichiers"]]
    assert 4 == outcome.code


def test_documented_verification_follows_the_schema() -> None:
    """The example of `docs/dev/json.md` is what the command gives."""
    page = Path(__file__).resolve().parents[2] / "docs" / "dev" / "json.md"
    shown = page.read_text(encoding="utf-8").split("## `lls verifier --json`")[1].split("```json\n")[1].split("```")[0]

    jsonschema.Draft202012Validator(SCHEMAS["verifier"]()).validate(json.loads(shown))


def test_validation_cut_short_can_be_done_again(lls: Lls, draft: Path) -> None:
    """A frozen file left by a validation that did not finish is replaced, and never printed as final."""
    store = LetterStore(draft)
    store.freeze(letter(draft).replace(conclusion="inachevée"), standing=letter(draft))

    assert ExitCode.USAGE == lls("rendre", draft, "--version-figee", "1").code
    assert ExitCode.OK == lls("valider", draft).code
    assert "inachevée" not in lls("rendre", draft, "--version-figee", "1", "--vers", "txt", "-o", "-").out


def test_versions_of_another_letter_are_never_taken(lls: Lls, tmp_path: Path) -> None:
    """A file that takes the name of an archived letter neither prints nor joins that letter's versions."""
    lls("demo", "-o", tmp_path / "a")
    (tmp_path / "a" / "lettre.lls.yaml").rename(tmp_path / "archive.lls.yaml")
    refused = lls("nouvelle", tmp_path / "a" / "lettre", typed="quitter\n")
    lls("demo", "-o", tmp_path / "b", "--brouillon")
    (tmp_path / "b" / "lettre.lls.yaml").rename(tmp_path / "a" / "lettre.lls.yaml")
    printed = lls("rendre", tmp_path / "a" / "lettre.lls.yaml", "--version-figee", "1")

    assert ExitCode.DRAFT == refused.code
    assert (ExitCode.DRAFT, True) == (printed.code, "celles d'une autre lettre" in printed.err)


def test_missing_frozen_version_is_told(lls: Lls, draft: Path) -> None:
    """A later version whose former one vanished says so."""
    lls("valider", draft)
    lls("reviser", draft, "--nature", "complement")
    (draft.parent / "lettre.versions" / "v1.lls.yaml").unlink()

    assert "la version figée 1 n'est plus à côté de la lettre" in lls("verifier", draft).out.lower()


def test_status_typed_by_hand_is_no_validation(lls: Lls, tmp_path: Path) -> None:
    """`statut: validee` in a file is not a validation: nothing prints as final, nothing is handed over."""
    path = tmp_path / "x.lls.yaml"
    path.write_text("format: 1\nstatut: validee\nversion: 1\nmotif_hospitalisation: x\n", encoding="utf-8")

    assert ExitCode.DRAFT == lls("rendre", path).code
    assert ExitCode.DRAFT == lls("remettre", path, "--par", "X").code
    assert ExitCode.NOT_VALIDATABLE == lls("verifier", path).code


def test_refusal_stays_when_the_letter_is_taken_later(lls: Lls, draft: Path) -> None:
    """A refusal, then a hand-over: both are in the trace."""
    lls("valider", draft)
    lls("remettre", draft, "--par", "IDE", "--issue", "refusee", "--motif", "refus net")
    done = lls("remettre", draft, "--par", "Dr KELLER")

    assert ExitCode.OK == done.code
    assert "refus net" in (draft.parent / "lettre.trace.txt").read_text(encoding="utf-8")
    assert ExitCode.NOT_VALIDATABLE != lls("verifier", draft).code


def test_act_before_the_validation_is_refused(lls: Lls, draft: Path) -> None:
    """Nobody handed over a letter that did not exist yet."""
    lls("valider", draft)
    for command in (["remettre", draft, "--par", "IDE"], ["envoyer", draft]):
        refused = lls(*command, "--le", "j-2")
        assert (ExitCode.USAGE, True) == (refused.code, "avant la validation" in refused.err)


def test_recorded_act_is_told_even_without_its_page(lls: Lls, draft: Path) -> None:
    """When the trace page cannot be written, the act is recorded and the line for the record is given."""
    lls("valider", draft)
    (draft.parent / "lettre.trace.txt").unlink(missing_ok=True)
    (draft.parent / "lettre.trace.txt").mkdir()
    done = lls("envoyer", draft)

    assert ExitCode.OK == done.code
    assert "À coller dans le dossier" in done.out
    assert "L'acte est enregistré" in done.err


def test_odd_bytes_typed_in_the_wizard_lose_nothing(lls: Lls, tmp_path: Path) -> None:
    """A terminal that is not in UTF-8: the text is kept, marked, and nothing breaks."""
    done = lls("nouvelle", tmp_path / "x", "--interface", "simple", typed="DUPR\udcc9\naller motif\nDyspn\udce9e\n")

    assert ExitCode.OK == done.code, done.err
    assert "Dyspn\N{REPLACEMENT CHARACTER}e" == letter(tmp_path / "x.lls.yaml").motif_hospitalisation


def test_letter_is_not_altered_by_a_narrow_screen(draft: Path) -> None:
    """A screen that cannot show « ≥ » is refused the letter rather than shown a « ? »."""
    change(draft, "motif_hospitalisation", "SpO2 ≥ 92 %")
    narrow = io.TextIOWrapper(io.BytesIO(), encoding="latin-1")
    context = Context(FixedClock(NOW), NumberedIds("x"), io.StringIO(), narrow, io.StringIO())

    assert ExitCode.EXPORT == run(["rendre", str(draft), "--brouillon", "--vers", "txt", "-o", "-"], context)
