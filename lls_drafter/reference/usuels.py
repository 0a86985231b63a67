"""Our own short list of usual drugs, read from `usuels.yaml`, for a seat without the national base.

It completes and names; it gives no dose advice, and a drug that is not in it is normal. Parsing the YAML costs 45 ms,
so its tree is kept as JSON in the user's private cache, read back in 2 ms: an entry is named by the digest of the very
text it was made from, and can never be stale. Losing it costs those 45 ms and nothing else.
"""

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from lls_drafter import __version__, places, yaml_io
from lls_drafter.errors import ReferenceDataError, StructureError
from lls_drafter.letter.text import fold
from lls_drafter.reference.model import CatalogueInfo, Fiche

_FILE = Path(__file__).resolve().with_name("usuels.yaml")
_MESSAGE = "liste intégrée de médicaments inutilisable"
_HINT = "réinstaller lls-drafter"


@cache
def usual_fiches() -> tuple[Fiche, ...]:
    """Give the list: for each drug, form and strength, one fiche under its DCI, then one for each of its brands.

    `cis` is always None: nobody chose a laboratory. A drug without strength (oxygen) has "" for each substance.

    Raises:
        ReferenceDataError: the list of this installation is damaged.
    """
    data = _data()
    try:
        base = f"liste lls {data['version']}"
        return tuple(fiche for drug in data["medicaments"] for fiche in _fiches(drug, base))
    except (KeyError, TypeError, ValueError) as err:
        raise ReferenceDataError(_MESSAGE, hint=_HINT) from err


@cache
def usual_names() -> Mapping[str, tuple[str, ...]]:
    """Give the DCI of each other name that can mean only one drug, folded: « kcl », « aspirine », « vitamine c ».

    Raises:
        ReferenceDataError: the list of this installation is damaged.
    """
    try:
        return MappingProxyType(
            {fold(name): tuple(drug["dci"]) for drug in _data()["medicaments"] for name in drug.get("autres_noms", ())}
        )
    except (KeyError, TypeError) as err:
        raise ReferenceDataError(_MESSAGE, hint=_HINT) from err


@cache
def usual_info() -> CatalogueInfo:
    """Give where the list comes from; the sentence to show says that it is ours.

    Raises:
        ReferenceDataError: the list of this installation is damaged.
    """
    data, fiches = _data(), usual_fiches()
    try:
        return CatalogueInfo(
            source=data["source"],
            date=data["date"][: len("2026-11")],
            licence=data["licence"],
            attribution=data["attribution"],
            specialites=len(fiches),
            commercialisees=sum(fiche.commercialise for fiche in fiches),
            integree=True,
        )
    except (KeyError, TypeError) as err:
        raise ReferenceDataError(_MESSAGE, hint=_HINT) from err


def _fiches(drug: Mapping[str, Any], base: str) -> Iterator[Fiche]:
    """Give the fiches of one drug."""
    dci = tuple(drug["dci"])
    for form in drug["formes"]:
        routes = tuple(form["voies"])
        for strength in form["dosages"] or ("",):
            strengths = tuple(strength.split(" + ")) if strength else ("",) * len(dci)
            if len(strengths) != len(dci):
                raise ValueError(f"{len(dci)} substances, {len(strengths)} strengths")
            for brand in (None, *form.get("marques", ())):
                words = (brand or " + ".join(dci), strength, form["forme"])
                yield Fiche(
                    libelle=" ".join(word for word in words if word),
                    dci=dci,
                    dosages=strengths,
                    marque=brand,
                    forme=form["forme"],
                    voies=routes,
                    atc=drug.get("atc"),
                    base=base,
                )


@cache
def _data() -> Any:  # noqa: ANN401 - a plain tree, checked by what reads it
    """Give the tree of the file, from the cache when it was read before."""
    try:
        source = yaml_io.read_bytes(_FILE)
        kept = _entry(source)
        with contextlib.suppress(OSError, ValueError):
            known = json.loads(kept.read_bytes())
            if isinstance(known, dict):
                return known
        tree = yaml_io.load(source, name=_FILE.name).data
    except StructureError as err:
        raise ReferenceDataError(_MESSAGE, hint=_HINT, location=err.location) from err
    _keep(kept, tree)
    return tree


def _entry(source: bytes) -> Path:
    """Name the entry of a text in the cache."""
    digest = hashlib.sha256(__version__.encode() + b"\0" + source).hexdigest()
    return places.cache_folder() / "reference" / f"usuels-{digest}.json"


def _keep(path: Path, tree: yaml_io.Json) -> None:
    """Keep the tree for the next start, in the place of those of former lists; failing to is no matter."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
            json.dump(tree, out, ensure_ascii=False, separators=(",", ":"))
        temporary.replace(path)
        for former in path.parent.glob("usuels-*.json"):
            if former != path:
                former.unlink(missing_ok=True)
