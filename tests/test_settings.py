"""The settings of a seat."""

from pathlib import Path

import pytest

from lls_drafter.errors import DraftFormatError
from lls_drafter.settings import Settings, load_settings, write_settings


@pytest.fixture
def layers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Give the site's and the user's settings files, in folders of this test."""
    folders = tmp_path / "site", tmp_path / "user"
    for folder, variable in zip(folders, ("LLS_SITE_PATH", "LLS_USER_PATH"), strict=True):
        folder.mkdir()
        monkeypatch.setenv(variable, str(folder))
    return folders[0] / "reglages.yaml", folders[1] / "reglages.yaml"


def test_no_file_says_nothing(layers: tuple[Path, Path]) -> None:
    """A new seat has no settings, and that is no error."""
    assert not layers[0].exists()
    assert Settings() == load_settings()


def test_user_completes_and_overrides_the_site(layers: tuple[Path, Path]) -> None:
    """Blocks merge key by key; the user's signatories come first."""
    layers[0].write_text(
        "etablissement: {nom: CH de Valmont, service: Médecine}\nsignataires: [{nom: KELLER}]\n", encoding="utf-8"
    )
    layers[1].write_text("etablissement: {service: Cardiologie}\nsignataires: [{nom: MEYER}]\n", encoding="utf-8")
    settings = load_settings()

    assert settings.etablissement is not None
    assert ("CH de Valmont", "Cardiologie") == (settings.etablissement.nom, settings.etablissement.service)
    assert ["MEYER", "KELLER"] == [person.nom for person in settings.signataires]


def test_keys_of_the_user_complete_those_of_the_site(layers: tuple[Path, Path]) -> None:
    """Keys merge command by command; the theme and the delay of the user win, 0 minutes included."""
    layers[0].write_text("touches: {apercu: Ctrl-G, score: F5}\ntheme: clair\nverrou_minutes: 10\n", encoding="utf-8")
    layers[1].write_text('touches: {apercu: "Ctrl-R"}\ntheme: sombre\nverrou_minutes: 0\n', encoding="utf-8")
    settings = load_settings()

    assert {"apercu": "Ctrl-R", "score": "F5"} == settings.touches
    assert ("sombre", 0) == (settings.theme, settings.verrou_minutes)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("interface: x", "interface"),
        ("theme: bleu", "theme"),
        ("verrou_minutes: -1", "verrou_minutes"),
        ("touches: {apercu: 5}", "touches"),
        ("touches: [F5]", "touches"),
        ("signataire: {}", "clé inconnue"),
        ("- a", "bloc de clés"),
        ("a: [", "YAML illisible"),
        ("signataires: [{rpps: '1'}]", r"signataires\[0\]\.rpps"),
    ],
)
def test_wrong_file_says_where(layers: tuple[Path, Path], text: str, sentence: str) -> None:
    """A wrong settings file names its place, whichever the layer."""
    layers[1].write_text(text, encoding="utf-8")

    with pytest.raises(DraftFormatError, match=sentence) as caught:
        load_settings()
    assert str(layers[1]) in str(caught.value.location)


def test_written_settings_read_back(layers: tuple[Path, Path]) -> None:
    """What `lls configurer` writes is what the next start reads."""
    settings = Settings.model_validate_json(
        '{"modele": "mco_standard", "phrases": [{"nom": "poids", "texte": "Pesée : {2} kg"}]}'
    )
    layers[1].write_text(write_settings(settings), encoding="utf-8")

    assert settings == load_settings()
