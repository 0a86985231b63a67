"""The settings of a seat, read in two layers: the site's `reglages.yaml`, then the user's.

A block of the user completes or overrides that of the site key by key; a list of the user
comes before that of the site. A new letter starts prefilled from them, with provenance.
"""

import json
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from lls_drafter import places, yaml_io
from lls_drafter.errors import DraftFormatError, StructureError
from lls_drafter.letter.base import Impression, LlsModel, Texte, champ
from lls_drafter.letter.paths import FieldPath
from lls_drafter.letter.personnes import Etablissement, Praticien
from lls_drafter.letter.remise import Canal, RemisePrevue
from lls_drafter.letter.sejour import Activite
from lls_drafter.letter_files import messages_fr

FILE_NAME = "reglages.yaml"
HEADER = "# Réglages de lls-drafter. Les modifier : lls configurer\n"

_JAMAIS = Impression.JAMAIS


class EnvoiType(LlsModel):
    """One sending of the usual plan."""

    destinataire: Texte = champ(
        ..., "Destinataire", "Un rôle (medecin_traitant, patient…) ou un nom.", exemple="medecin_traitant"
    )
    canal: Canal = champ(..., "Canal", exemple="mssante")
    prevu: Texte | None = champ(None, "Prévu", exemple="le jour de la sortie")


class PlanDiffusion(LlsModel):
    """The usual plan of hand-over and sendings; a new letter copies it, printed as a plan."""

    remise: RemisePrevue | None = champ(None, "Remise au patient prévue")
    envois: tuple[EnvoiType, ...] = champ((), "Envois prévus")


class Phrase(LlsModel):
    """A ready phrase; `{…}` marks what to fill in. `champ` limits it to one field of the letter."""

    nom: Texte = champ(..., "Nom de la phrase", exemple="surveillance poids")
    texte: Texte = champ(..., "Texte", exemple="Pesée quotidienne ; appeler si prise de plus de {2} kg en {3} jours.")
    champ_lettre: Texte | None = champ(None, "Champ de la lettre", exemple="consignes_patient.signes_alerte")


class Settings(LlsModel):
    """Everything that a seat knows before a letter begins."""

    etablissement: Etablissement | None = champ(None, "Établissement et service")
    activite: Activite | None = champ(None, "Champ d'activité habituel", exemple="mco")
    signataires: tuple[Praticien, ...] = champ((), "Signataires", "Le premier est proposé.")
    redacteur: Praticien | None = champ(None, "Rédacteur habituel de ce poste")
    correspondants: tuple[Praticien, ...] = champ((), "Correspondants habituels")
    diffusion: PlanDiffusion | None = champ(None, "Plan de remise et d'envoi habituel")
    modele: Texte | None = champ(None, "Modèle de lettre", exemple="mco_standard")
    interface: Literal["plein", "invite", "simple"] | None = champ(
        None, "Interface", "plein, invite ou simple.", exemple="invite"
    )
    touches: dict[Texte, Texte] = champ(
        {}, "Touches", "Une commande et sa touche ; « lls touches » montre les unes et les autres.", exemple="F5"
    )
    theme: Literal["clair", "sombre"] | None = champ(None, "Thème", "clair ou sombre.", exemple="sombre")
    verrou_minutes: int | None = champ(
        None,
        "Minutes avant le masquage de l'écran (0 : jamais)",
        "Un nombre de 0 (jamais) à 240.",
        exemple="10",
        ge=0,
        le=240,
    )
    validation_par_delegation: bool | None = champ(None, "Un interne peut valider par délégation")
    dossier_lettres: Texte | None = champ(None, "Dossier des lettres")
    conservation_jours: int | None = champ(None, "Jours de conservation après le dernier envoi", ge=1, le=3650)
    oid_documents: Texte | None = champ(
        None,
        "OID sous lequel le site numérote ses documents",
        "Racine des identifiants CDA ; sans elle, ils sont faits de l'identifiant de la lettre.",
        exemple="1.2.250.1.999.1.8",
        pattern=r"^[0-2](\.(0|[1-9][0-9]{0,19}))+$",
        max_length=24,
    )
    phrases: tuple[Phrase, ...] = champ((), "Phrases prêtes")


def settings_files() -> tuple[Path, Path]:
    """Give the two settings files, lowest layer first: the site's, the user's."""
    return places.site_folder() / FILE_NAME, places.user_folder() / FILE_NAME


def load_settings() -> Settings:
    """Read the settings of this seat; a file that does not exist says nothing.

    Raises:
        DraftFormatError: a settings file is wrong; place and hint in French.
    """
    merged: dict[str, Any] = {}
    for path in settings_files():
        document = _read_layer(path)
        if document is not None:
            _make(_keys(document), document)  # a fault is told where it stands
            merged = _merge(merged, _keys(document))
    return _make(merged, None)


def load_layer(path: Path) -> Settings:
    """Read one settings file alone, to change it; a file that does not exist says nothing.

    Raises:
        DraftFormatError: the file is wrong.
    """
    document = _read_layer(path)
    return Settings() if document is None else _make(_keys(document), document)


def write_settings(settings: Settings) -> str:
    """Give the YAML text of a settings file."""
    return yaml_io.dump(settings.model_dump(mode="json", exclude_defaults=True), header=HEADER)


def _read_layer(path: Path) -> yaml_io.YamlDocument | None:
    """Read one settings file, None when there is none."""
    if not path.exists():
        return None
    try:
        return yaml_io.load_path(path)
    except StructureError as error:
        raise DraftFormatError(error.message, hint=error.hint, location=error.location) from error


def _keys(document: yaml_io.YamlDocument) -> dict[str, Any]:
    """Give the plain data of a settings file; an empty one says nothing."""
    if document.data is None:
        return {}
    if not isinstance(document.data, dict):
        raise DraftFormatError(
            "un bloc de clés est attendu", hint="lancer « lls configurer »", location=document.location(())
        )
    return document.data


def _make(data: dict[str, Any], document: yaml_io.YamlDocument | None) -> Settings:
    """Validate plain settings data."""
    try:
        return Settings.model_validate_json(json.dumps(data))
    except ValidationError as error:
        problem = messages_fr.errors_of(error)[0]
        loc = messages_fr.without_tags(problem["loc"])
        sentence, hint = messages_fr.describe(problem, Settings)
        unknown = problem["type"] == "extra_forbidden"
        place = document.location(loc, of_key=unknown) if document is not None else None
        shown = f"réglages, {FieldPath(loc)}" if loc else "réglages"
        raise DraftFormatError(f"{shown} : {sentence}", hint=hint, location=place) from None


def _merge(low: dict[str, Any], high: dict[str, Any]) -> dict[str, Any]:
    """Give `low` completed and overridden by `high`: blocks by key, lists of `high` first."""
    merged = dict(low)
    for key, value in high.items():
        below = merged.get(key)
        if isinstance(below, dict) and isinstance(value, dict):
            merged[key] = _merge(below, value)
        elif isinstance(below, list) and isinstance(value, list):
            merged[key] = value + [item for item in below if item not in value]
        else:
            merged[key] = value
    return merged
