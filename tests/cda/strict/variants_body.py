"""Documents with one fault in their body, and the rule that must tell it; legal ones, that none may tell."""

from typing import Final

from lls_drafter.cda import oids
from tests.cda.strict.variants_header import Variant, fault, legal

DIV: Final = "<div>x</div>"


def sec(section: oids.Section) -> str:
    """Give the path of a section."""
    return f"//section[code/@code='{section.code}']"


def obs(code: str) -> str:
    """Give the path of an observation."""
    return f"//observation[code/@code='{code}']"


EVENTS: Final = (oids.STATUT_DOCUMENT, *oids.STAY_EVENTS)


def _of_sections() -> tuple[Variant, ...]:
    """Give the faults that any section of the model may have."""
    made: list[Variant] = []
    for section in oids.SECTIONS:
        at, name = sec(section), section.code
        made += [
            fault("CDA-SECTION-MODELES", f"{name} without template {root}", f"- {at}/templateId[@root='{root}']")
            for root in section.modeles
        ]
        made += [
            fault("CDA-SECTION-TITRE", f"{name} without title", f"- {at}/title"),
            fault("CDA-SECTION-TEXTE", f"{name} without text", f"- {at}/text"),
            fault("CDA-SECTION-IDENTIFIANT", f"{name} without id", f"- {at}/id"),
            fault("CDA-SECTION-UNIQUE", f"{name} twice", f"+ {at}/.."),
        ]
        gone = fault("CDA-SECTION-OBLIGATOIRE", f"{name} missing", f"- {at}/..")
        made.append(gone if section.obligatoire else legal(gone.name, *gone.edits))
    return tuple(made)


SECTIONS: Final = (
    *_of_sections(),
    fault("CDA-SECTION-TITRE", "empty title", f"{sec(oids.MOTIF)}/title = "),
    fault("CDA-SECTION-TEXTE", "empty text", f"{sec(oids.MOTIF)}/text = "),
    fault("CDA-SECTION-TEXTE", "text of blanks", f"{sec(oids.RESULTATS)}/text = \u00a0 "),
    fault("CDA-SECTION-CODE", "another system", f"{sec(oids.MOTIF)}/code@codeSystem = 2.16.840.1.113883.6.96"),
    fault("CDA-SECTION-CODE", "another code", f"{sec(oids.PLAN_DE_SOINS)}/code@code = 18776-6"),
    fault("CDA-SECTION-CODE", "no code", f"- {sec(oids.TRAITEMENTS_SORTIE)}/code"),
    fault("CDA-SECTION-CODE", "code of another section", f"{sec(oids.ALLERGIES)}/code@code = 46264-8"),
    fault("CDA-SECTION-IDENTIFIANT", "two ids", f"+ {sec(oids.STATUT)}/id", f"{sec(oids.STATUT)}/id@root = 2.999.7"),
    fault(
        "CDA-SECTION-ENTREES",
        "results with an entry",
        f"{sec(oids.RESULTATS)} << <entry><act classCode='ACT' moodCode='EVN'><code nullFlavor='NA'/></act></entry>",
    ),
    fault("CDA-SECTION-ENTREES", "status without entry", f"-- {sec(oids.STATUT)}/entry"),
    fault(
        "CDA-SECTION-ENTREES",
        "discharge treatments without entry",
        f"-- {sec(oids.TRAITEMENTS_SORTIE)}/entry",
    ),
    fault("CDA-SECTION-ENTREES", "allergies without entry", f"-- {sec(oids.ALLERGIES)}/entry"),
    fault("CDA-SECTION-ENTREES", "devices without entry", f"-- {sec(oids.DISPOSITIFS)}/entry"),
    fault("CDA-TEXTE-FORME", "HTML in the text", f"{sec(oids.MOTIF)}/text << {DIV}"),
    fault("CDA-NEGATION", "a denied observation", f"{obs('MED-145')}@negationInd = true"),
    fault(
        "CDA-NEGATION",
        "a denied treatment",
        f"{sec(oids.TRAITEMENTS_SORTIE)}/entry/substanceAdministration@negationInd = 1",
    ),
    legal("not denied", f"{obs('MED-145')}@negationInd = false"),
    legal(
        "one more section in words",
        f"{sec(oids.MOTIF)}/.. >> <component><section><code code='11535-2' codeSystem='2.16.840.1.113883.6.1'/>"
        "<title>Diagnostic</title><text>Fracture</text></section></component>",
    ),
    legal(
        "one more section of sections",
        f"{sec(oids.MOTIF)}/.. >> <component><section><title>Diagnostics</title><component><section>"
        "<title>Principal</title><text>Fracture</text></section></component></section></component>",
    ),
)


def _of_events() -> tuple[Variant, ...]:
    """Give the faults that any observation may have."""
    made: list[Variant] = []
    for what in EVENTS:
        at, name = obs(what.code), what.code
        other = "BL" if what.type == "ST" else "ST"
        made += [
            fault(
                "CDA-EVENEMENT-MODELES",
                f"{name} without its own template",
                f"- {at}/templateId[@root='{what.modeles[0]}']",
            ),
            fault("CDA-EVENEMENT-TYPE", f"{name} as {other}", f"{at}/value@xsi:type = {other}"),
            fault("CDA-EVENEMENT-VALEUR", f"{name} without value", f"- {at}/value"),
            fault("CDA-LIEN-ABSENT", f"{name} without link", f"- {at}/text"),
        ]
        gone = fault("CDA-EVENEMENT-OBLIGATOIRE", f"{name} missing", f"- {at}/..")
        made.append(gone if what.obligatoire else legal(gone.name, *gone.edits))
    return tuple(made)


OBSERVATIONS: Final = (
    *_of_events(),
    fault("CDA-EVENEMENT-MODELES", "without the common template", f"- {obs('MED-142')}/templateId[1]"),
    fault(
        "CDA-EVENEMENT-MODELES",
        "template of another observation",
        f"{obs('MED-142')}/templateId[3]@root = 1.2.250.1.213.1.1.3.48.3",
    ),
    fault("CDA-EVENEMENT-CODE", "unknown observation", f"{obs('MED-309')}/code@code = MED-390"),
    fault("CDA-EVENEMENT-CODE", "another system", f"{obs('MED-147')}/code@codeSystem = 1.2.250.1.213.1.1.4.2"),
    fault("CDA-EVENEMENT-MODELES", "code of another observation", f"{obs('MED-147')}/code@code = MED-145"),
    fault(
        "CDA-EVENEMENT-CODE",
        "status among the events",
        f"{sec(oids.EVENEMENTS)} << <entry><observation classCode='OBS' moodCode='EVN'><code code='GEN-065' "
        "codeSystem='1.2.250.1.213.1.1.4.322'/></observation></entry>",
    ),
    fault("CDA-EVENEMENT-UNIQUE", "an observation twice", f"+ {obs('MED-145')}/.."),
    fault("CDA-EVENEMENT-FORME", "an intention", f"{obs('MED-142')}@moodCode = INT"),
    fault("CDA-EVENEMENT-FORME", "under way", f"{obs('MED-142')}/statusCode@code = active"),
    fault("CDA-EVENEMENT-FORME", "without status", f"- {obs('MED-145')}/statusCode"),
    fault("CDA-EVENEMENT-FORME", "without date", f"- {obs('MED-145')}/effectiveTime"),
    fault("CDA-EVENEMENT-FORME", "without id", f"- {obs('ORG-070')}/id"),
    fault("CDA-EVENEMENT-VALEUR", "« oui »", f"{obs('MED-145')}/value@value = oui"),
    fault("CDA-EVENEMENT-VALEUR", "neither true nor false", f"{obs('MED-309')}/value@value = "),
    fault("CDA-EVENEMENT-VALEUR", "empty words", f"{obs('MED-142')}/value = "),
    fault(
        "CDA-EVENEMENT-VALEUR", "empty code", f"- {obs('ORG-070')}/value@code", f"- {obs('ORG-070')}/value@codeSystem"
    ),
    fault("CDA-STATUT-JEU", "unknown status", f"{obs('GEN-065')}/value@code = 385651999"),
    fault("CDA-STATUT-JEU", "another system of the status", f"{obs('GEN-065')}/value@codeSystem = 2.999"),
    fault("CDA-ENTREE-JEU", "unknown way of coming", f"{obs('ORG-070')}/value@code = 160849004"),
    fault("CDA-ENTREE-JEU", "another system of coming", f"{obs('ORG-070')}/value@codeSystem = 2.999"),
    fault("CDA-SORTIE-JEU", "a death", f"{obs('ORG-074')}/value@code = 419620001"),
    fault("CDA-SORTIE-JEU", "another system of leaving", f"{obs('ORG-074')}/value@codeSystem = 2.999"),
    fault("CDA-EVENEMENT-DATE", "came another year", f"{obs('ORG-070')}/effectiveTime@value = 20100101"),
    fault("CDA-EVENEMENT-DATE", "left another day", f"{obs('ORG-074')}/effectiveTime@value = 20100101"),
    fault(
        "CDA-NULLFLAVOR",
        "unknown and false",
        f"{obs('MED-145')}/value@value = false",
        f"{obs('MED-145')}/value@nullFlavor = UNK",
    ),
    fault("CDA-NULLFLAVOR", "a flavor of nobody", f"{obs('MED-142')}/effectiveTime@nullFlavor = RAS"),
    legal(
        "transfusion not known",
        f"{obs('MED-145')}/value@value = x",
        f"- {obs('MED-145')}/value@value",
        f"{obs('MED-145')}/value@nullFlavor = UNK",
    ),
    legal("summary not known", f"{obs('MED-142')}/value = ", f"{obs('MED-142')}/value@nullFlavor = NI"),
    legal(
        "date not known",
        f"{obs('MED-142')}/effectiveTime@value = x",
        f"- {obs('MED-142')}/effectiveTime@value",
        f"{obs('MED-142')}/effectiveTime@nullFlavor = UNK",
    ),
    legal("way of coming as CD", f"{obs('ORG-070')}/value@xsi:type = CD"),
)
