"""ajv as the second judge of our JSON Schemas, run by Chromium from its one file; `.ci/run tools` brings it.

Why a second judge: `jsonschema` never says that a schema is unclear, and whoever reads our JSON in JavaScript meets
ajv. It runs in its strict mode, where an unknown keyword, format or an ambiguous type is an error; only our two
annotations (`x-impression`, `x-source`) are made known to it, as `docs/dev/json.md` tells its users to do.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from tests.architecture.source_tree import ROOT
from tests.exports.browser import run_chromium, script_value
from tests.exports.readers import html_page
from tests.tools import unavailable

_AJV: Final = ROOT / "build" / "outils" / "ajv2020.min.js"
_HARNESS: Final = """<!DOCTYPE html>
<html><head><meta charset="utf-8"></head><body><pre id="rapport"></pre>
<script src="%(ajv)s"></script>
<script>
const schemas = %(schemas)s, cases = %(cases)s, told = {};
const date = text => /^\\d{4}-\\d{2}-\\d{2}$/.test(text) && new Date(text).toISOString().startsWith(text);
try {
  const ajv = new ajv2020({strict: true, allErrors: true, formats: {date: t => { try { return date(t); } catch { return false; } }}});
  ajv.addVocabulary(["x-impression", "x-source"]);
  const judges = Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, ajv.compile(schema)]));
  for (const [name, {schema, data}] of Object.entries(cases)) {
    judges[schema](data);
    told[name] = (judges[schema].errors || []).map(e => `${e.instancePath || "/"} ${e.message}`);
  }
} catch (error) { told.error = [String(error)]; }
document.getElementById("rapport").textContent = JSON.stringify(told);
</script></body></html>
"""  # noqa: E501 - the line of a script


def judged(schemas: Mapping[str, Any], cases: Mapping[str, tuple[str, Any]], folder: Path) -> dict[str, list[str]]:
    """Give what ajv says of each document, nothing for a right one.

    Args:
        schemas: by their names; each is compiled in strict mode.
        cases: by their names: the schema's name, the document.
        folder: where the browser may write.

    Raises:
        AssertionError: a schema is not one for ajv.
    """
    if not _AJV.exists():
        unavailable("ajv is not in build/outils (bash .ci/run tools)")
    harness = folder / "ajv.html"
    documents = {name: {"schema": schema, "data": data} for name, (schema, data) in cases.items()}
    filled = {"ajv": _AJV.as_uri(), "schemas": script_value(schemas), "cases": script_value(documents)}
    harness.write_text(_HARNESS % filled, encoding="utf-8")
    dumped = run_chromium(folder, "--virtual-time-budget=100000", "--dump-dom", harness.as_uri())
    told: dict[str, list[str]] = json.loads(html_page(dumped).get_element_by_id("rapport").text_content())
    assert "error" not in told, told["error"]
    return told
