"""The named defects and situations of this folder: a shipped example, what is spoilt in it, what must be found.

A file holds `titre`, `base` (an example's name), `retire` (fields taken out), `pose` (fields set, as plain data),
`aujourdhui` (default: the letter's discharge day), `attendu` (findings that must appear) and `exclu` (findings that
must not). A finding is described by any of `chemin` (itself or what lies inside), `niveau` and `regle`.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from lls_drafter import yaml_io
from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter.paths import FieldPath, Key
from lls_drafter.letter_files import codec
from lls_drafter.rules.model import Finding

HERE = Path(__file__).resolve().parent
EXAMPLES = HERE.parents[1] / "templates" / "mco_standard" / "exemples"
NAMES = ("a_oap_fibrillation", "b_prothese_hanche", "c_hdj_amoxicilline", "d_asthme_aigu", "e_avc_sylvien")


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What is said of a finding; what is not said is free."""

    chemin: FieldPath | None = None
    niveau: str | None = None
    regle: str | None = None

    def matches(self, finding: Finding) -> bool:
        """Tell whether a finding is of this description."""
        return (
            (self.chemin is None or finding.chemin.starts_with(self.chemin))
            and (self.niveau is None or finding.niveau == self.niveau)
            and (self.regle is None or finding.regle == self.regle)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One file of `defauts/` or `situations/`."""

    name: str
    base: str
    retire: tuple[str, ...]
    pose: dict[str, Any]
    aujourdhui: date | None
    attendu: tuple[Described, ...]
    exclu: tuple[Described, ...]

    def letter(self) -> Lettre:
        """Give the example with the case's changes."""
        data = codec.letter_to_data(example(self.base))
        for address in self.retire:
            _take_out(data, FieldPath.parse(address))
        for address, value in self.pose.items():
            _put(data, FieldPath.parse(address), value)
        return codec.letter_from_data(data)


def example(name: str) -> Lettre:
    """Give one shipped example."""
    path = EXAMPLES / f"{name}.lls.yaml"
    return codec.read_letter(path.read_bytes(), name=path.name).lettre


def discharge(lettre: Lettre) -> date:
    """Give the discharge day, which every example has."""
    assert lettre.sejour is not None
    assert lettre.sejour.date_sortie is not None
    return lettre.sejour.date_sortie


def read_cases(folder: str) -> tuple[Case, ...]:
    """Give the cases of one subfolder, by name."""
    return tuple(_case(path) for path in sorted((HERE / folder).glob("*.yaml")))


def _case(path: Path) -> Case:
    data: Any = yaml_io.load_path(path).data
    known = {"titre", "base", "retire", "pose", "aujourdhui", "attendu", "exclu"}
    assert isinstance(data, dict), path.name
    assert set(data) <= known, path.name
    assert data["titre"], path.name
    today = data.get("aujourdhui")
    return Case(
        name=path.stem,
        base=data["base"],
        retire=tuple(data.get("retire", ())),
        pose=data.get("pose", {}),
        aujourdhui=None if today is None else date.fromisoformat(today),
        attendu=tuple(_described(item) for item in data.get("attendu", ())),
        exclu=tuple(_described(item) for item in data.get("exclu", ())),
    )


def _described(item: dict[str, str]) -> Described:
    assert item, "an empty description matches every finding"
    assert set(item) <= {"chemin", "niveau", "regle"}
    chemin = item.get("chemin")
    return Described(
        chemin=None if chemin is None else FieldPath.parse(chemin), niveau=item.get("niveau"), regle=item.get("regle")
    )


def _step(node: Any, part: str | int | Key) -> tuple[Any, Any]:  # noqa: ANN401 - plain YAML data
    """Give the container and the index or name under which a part lies in plain data."""
    if isinstance(part, Key):
        return node, next(index for index, row in enumerate(node) if row["cle"] == part.cle)
    return node, part


def _take_out(data: dict[str, Any], path: FieldPath) -> None:
    node: Any = data
    for part in path.parts[:-1]:
        container, key = _step(node, part)
        node = container[key]
    container, key = _step(node, path.parts[-1])
    del container[key]


def _put(data: dict[str, Any], path: FieldPath, value: object) -> None:
    node: Any = data
    for part in path.parts[:-1]:
        container, key = _step(node, part)
        node = container.setdefault(key, {}) if isinstance(container, dict) else container[key]
    container, key = _step(node, path.parts[-1])
    if isinstance(container, list) and key == len(container):
        container.append(value)
    else:
        container[key] = value
