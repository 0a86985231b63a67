"""The fingerprint of a letter's content: what was validated, without what happens to it later."""

import hashlib
import json
from typing import Any

from lls_drafter.letter.lettre import Lettre
from lls_drafter.letter_files.codec import letter_to_data

_AFTER_VALIDATION = ("statut", "validation", "annulation", "remarques", "listes", "provenance")


def content_data(lettre: Lettre) -> dict[str, Any]:
    """Give the data that a validation vouches for: no status, no register of acts, no check-list."""
    data = letter_to_data(lettre)
    for name in _AFTER_VALIDATION:
        data.pop(name, None)
    hand_over = data.get("remise_patient")
    if hand_over is not None:
        hand_over.pop("faite", None)
        hand_over.pop("tentatives", None)
        if not hand_over:
            del data["remise_patient"]
    sendings = [{k: v for k, v in item.items() if k != "fait"} for item in data.get("envois", ()) if "prevu" in item]
    if sendings:
        data["envois"] = sendings
    else:
        data.pop("envois", None)
    return data


def fingerprint(lettre: Lettre) -> str:
    """Give `sha256:` and the digest of the canonical JSON (sorted keys, no spaces, UTF-8) of the content."""
    text = json.dumps(content_data(lettre), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()
