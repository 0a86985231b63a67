"""Documents with one fault in an entry, a link or a code, and the rule that must tell it; legal ones too.

Over 400 lines: one table of data, a fault a row.
"""

from typing import Final

from lls_drafter.cda import oids
from tests.cda.strict.variants_body import obs, sec
from tests.cda.strict.variants_header import INS, REPLACES, fault, legal

DRUG: Final = f"{sec(oids.TRAITEMENTS_SORTIE)}/entry/substanceAdministration"
PRODUCT: Final = f"{DRUG}/consumable/manufacturedProduct"
MATERIAL: Final = f"{PRODUCT}/manufacturedMaterial"
PLAN: Final = sec(oids.PLAN_DE_SOINS)
DEVICE: Final = f"{sec(oids.DISPOSITIFS)}/entry/supply"
ROLE: Final = f"{DEVICE}/participant/participantRole"
CONCERN: Final = f"{sec(oids.ALLERGIES)}/entry/act"
ALLERGY: Final = f"{CONCERN}/entryRelationship/observation"
MEDICATION: Final = (
    *(
        fault("CDA-TRAITEMENT-MODELES", f"treatment without {root}", f"- {DRUG}/templateId[@root='{root}']")
        for root in (
            "1.2.250.1.213.1.1.3.42",
            "2.16.840.1.113883.10.20.1.24",
            "1.3.6.1.4.1.19376.1.5.3.1.4.7",
            "1.3.6.1.4.1.19376.1.5.3.1.4.7.1",
        )
    ),
    *(
        fault("CDA-TRAITEMENT-MODELES", f"product without {root}", f"- {PRODUCT}/templateId[@root='{root}']")
        for root in ("1.2.250.1.213.1.1.3.43", "2.16.840.1.113883.10.20.1.53", "1.3.6.1.4.1.19376.1.5.3.1.4.7.2")
    ),
    fault("CDA-TRAITEMENT-MODELES", "no product", f"- {DRUG}/consumable"),
    fault("CDA-TRAITEMENT-FORME", "asked for", f"{DRUG}@moodCode = RQO"),
    fault("CDA-TRAITEMENT-FORME", "no id", f"- {DRUG}/id"),
    fault("CDA-TRAITEMENT-FORME", "under way", f"{DRUG}/statusCode@code = active"),
    fault("CDA-TRAITEMENT-CODE", "another code", f"{DRUG}/code@code = IMMUNIZ"),
    fault("CDA-TRAITEMENT-CODE", "another system", f"{DRUG}/code@codeSystem = 2.16.840.1.113883.5.6"),
    fault("CDA-TRAITEMENT-CODE", "no code", f"- {DRUG}/code"),
    fault(
        "CDA-TRAITEMENT-ABSENCE",
        "no drug known, and its name",
        f"{DRUG}/code@code = no-known-medications",
        f"{DRUG}/code@codeSystem = 2.16.840.1.113883.5.1150.1",
    ),
    fault(
        "CDA-TRAITEMENT-ABSENCE",
        "no drug known beside a drug",
        f"+ {sec(oids.TRAITEMENTS_SORTIE)}/entry",
        f"{DRUG}/code@code = no-known-medications",
        f"{DRUG}/code@codeSystem = 2.16.840.1.113883.5.1150.1",
        f"- {MATERIAL}/code@code",
        f"- {MATERIAL}/code@codeSystem",
        f"{MATERIAL}/name = ",
        f"{MATERIAL}/name@nullFlavor = NA",
    ),
    fault("CDA-TRAITEMENT-PRODUIT", "no name", f"- {MATERIAL}/name"),
    fault("CDA-TRAITEMENT-PRODUIT", "empty name", f"{MATERIAL}/name = "),
    fault("CDA-TRAITEMENT-PRODUIT", "CIS of 7 digits", f"{DRUG}//manufacturedMaterial[code/@code]/code@code = 6255292"),
    fault(
        "CDA-TRAITEMENT-PRODUIT",
        "CIP in place of CIS",
        f"{DRUG}//manufacturedMaterial[code/@code]/code@code = 3400934874741",
    ),
    fault(
        "CDA-TRAITEMENT-PRODUIT", "another system", f"{DRUG}//manufacturedMaterial[code/@code]/code@codeSystem = 2.999"
    ),
    fault("CDA-TRAITEMENT-PRODUIT", "no code at all", f"- {MATERIAL}/code"),
    fault(
        "CDA-TRAITEMENT-TRADUCTION",
        "ATC misspelt",
        f"{MATERIAL}/code << <translation code='N05AHO2' codeSystem='2.16.840.1.113883.6.73'/>",
    ),
    fault(
        "CDA-TRAITEMENT-TRADUCTION",
        "CIP with a wrong key",
        f"{MATERIAL}/code << <translation code='3400934874742' codeSystem='1.2.250.1.213.2.3.2'/>",
    ),
    fault(
        "CDA-TRAITEMENT-TRADUCTION",
        "CIP of 7 digits",
        f"{MATERIAL}/code << <translation code='3487474' codeSystem='1.2.250.1.213.2.3.2'/>",
    ),
    fault(
        "CDA-TRAITEMENT-TRADUCTION",
        "UCD misspelt",
        f"{MATERIAL}/code << <translation code='34008' codeSystem='1.2.250.1.213.2.61'/>",
    ),
    fault(
        "CDA-TRAITEMENT-TERMINOLOGIE",
        "ATC under another system",
        f"{MATERIAL}/code << <translation code='N05AH02' codeSystem='2.16.840.1.113883.6.37'/>",
    ),
    fault(
        "CDA-TRAITEMENT-VOIE",
        "unknown route",
        f"{DRUG}/effectiveTime[2] >> <routeCode code='PO' codeSystem='0.4.0.127.0.16.1.1.2.1'/>",
    ),
    fault(
        "CDA-TRAITEMENT-VOIE",
        "another system",
        f"{DRUG}/effectiveTime[2] >> <routeCode code='20053000' codeSystem='2.999'/>",
    ),
    fault(
        "CDA-TRAITEMENT-SITE",
        "unknown site",
        f"{DRUG}/effectiveTime[2] >> <approachSiteCode code='BRAS' codeSystem='2.999'/>",
    ),
    fault(
        "CDA-TRAITEMENT-DUREE",
        "ends before",
        f"- {DRUG}/effectiveTime[1]",
        f"{DRUG}/statusCode >> <effectiveTime xsi:type='IVL_TS'><low value='20200202'/><high value='20200101'/>"
        "</effectiveTime>",
    ),
    fault(
        "CDA-TRAITEMENT-DUREE",
        "one bound",
        f"- {DRUG}/effectiveTime[1]",
        f"{DRUG}/statusCode >> <effectiveTime xsi:type='IVL_TS'><low value='20200202'/></effectiveTime>",
    ),
    fault(
        "CDA-TRAITEMENT-DUREE",
        "length in French days",
        f"- {DRUG}/effectiveTime[1]",
        f"{DRUG}/statusCode >> <effectiveTime xsi:type='IVL_TS'><width value='7' unit='j'/></effectiveTime>",
    ),
    *(
        fault(
            "CDA-TRAITEMENT-FREQUENCE",
            name,
            f"- {DRUG}/effectiveTime[2]",
            f"{DRUG}/effectiveTime[1] >> <effectiveTime xsi:type='PIVL_TS' {operator}><period {period}/>"
            "</effectiveTime>",
        )
        for name, operator, period in (
            ("period in French days", "operator='A'", "value='1' unit='j'"),
            ("period in milligrams", "operator='A'", "value='1' unit='mg'"),
            ("period without unit", "operator='A'", "value='1'"),
            ("period of nothing", "operator='A'", "value='0' unit='d'"),
            ("period of less than nothing", "operator='A'", "value='-8' unit='h'"),
            ("period in words", "operator='A'", "value='huit' unit='h'"),
            ("frequency not added", "", "value='1' unit='d'"),
        )
    ),
    fault(
        "CDA-TRAITEMENT-FREQUENCE",
        "unknown meal",
        f"- {DRUG}/effectiveTime[2]",
        f"{DRUG}/effectiveTime[1] >> <effectiveTime xsi:type='EIVL_TS' operator='A'><event code='MIDI'/>"
        "</effectiveTime>",
    ),
    *(
        fault(
            rule,
            name,
            f"- {DRUG}/doseQuantity",
            f"{DRUG}/effectiveTime[2] >> <doseQuantity>{inside}</doseQuantity>",
        )
        for rule, name, inside in (
            ("CDA-TRAITEMENT-DOSE", "one bound of a dose", "<low value='1' unit='mg'/>"),
            ("CDA-TRAITEMENT-DOSE", "bounds swapped", "<low value='2' unit='mg'/><high value='1' unit='mg'/>"),
            ("CDA-TRAITEMENT-DOSE", "dose in words", "<low value='un' unit='mg'/><high value='un' unit='mg'/>"),
            ("CDA-TRAITEMENT-DOSE", "dose with a comma", "<low value='0,5' unit='mg'/><high value='0,5' unit='mg'/>"),
            ("CDA-TRAITEMENT-DOSE", "negative dose", "<low value='-1' unit='mg'/><high value='1' unit='mg'/>"),
            ("CDA-TRAITEMENT-DOSE", "two units", "<low value='1' unit='mg'/><high value='1' unit='g'/>"),
            ("CDA-UNITE", "tablets in French", "<low value='1' unit='comprime'/><high value='1' unit='comprime'/>"),
            ("CDA-UNITE", "micrograms in Greek", "<low value='1' unit='µg'/><high value='1' unit='µg'/>"),
            ("CDA-UNITE", "a day in French", "<low value='1' unit='mg/j'/><high value='1' unit='mg/j'/>"),
            ("CDA-UNITE", "international units in French", "<low value='1' unit='UI'/><high value='1' unit='UI'/>"),
        )
    ),
    fault("CDA-TRAITEMENT-DOSE", "most of nothing", f"{DRUG}/maxDoseQuantity/denominator@value = 0"),
    fault("CDA-LIEN-ABSENT", "treatment without link", f"- {DRUG}/text"),
    fault("CDA-LIEN-ABSENT", "product without link", f"- {DRUG}//manufacturedMaterial[code/@code]/code/originalText"),
    legal("open end", f"- {DRUG}/effectiveTime[1]/high@value", f"{DRUG}/effectiveTime[1]/high@nullFlavor = UNK"),
    legal("no dose", f"- {DRUG}/doseQuantity"),
    legal("given now", f"{DRUG}@moodCode = INT"),
    legal("oral route", f"{DRUG}/effectiveTime[2] >> <routeCode code='20053000' codeSystem='0.4.0.127.0.16.1.1.2.1'/>"),
    legal(
        "every eight hours",
        f"- {DRUG}/effectiveTime[2]",
        f"{DRUG}/effectiveTime[1] >> <effectiveTime xsi:type='PIVL_TS' operator='A'><period value='8' unit='h'/>"
        "</effectiveTime>",
    ),
)

PLAN_AND_REST: Final = (
    fault(
        "CDA-PLAN-MODELES",
        "procedure without its template",
        f"- {PLAN}//procedure/templateId[@root='1.2.250.1.213.1.1.3.62']",
    ),
    fault(
        "CDA-PLAN-MODELES",
        "request without its template",
        f"- {PLAN}//observation/templateId[@root='1.2.250.1.213.1.1.3.27']",
    ),
    fault(
        "CDA-PLAN-MODELES",
        "encounter without its template",
        f"- {PLAN}//encounter/templateId[@root='1.2.250.1.213.1.1.3.58']",
    ),
    fault("CDA-PLAN-FORME", "a request that was done", f"{PLAN}//observation@moodCode = EVN"),
    fault("CDA-PLAN-FORME", "no status", f"- {PLAN}//observation/statusCode"),
    fault("CDA-PLAN-FORME", "unknown status", f"{PLAN}//observation/statusCode@code = fait"),
    fault("CDA-PLAN-FORME", "no date", f"- {PLAN}//observation/effectiveTime"),
    fault("CDA-PLAN-FORME", "no id", f"- {PLAN}//encounter/id"),
    fault("CDA-PLAN-ACTE", "CCAM misspelt", f"{PLAN}//procedure/code@code = ECQH01"),
    fault("CDA-PLAN-ACTE", "procedure without code", f"- {PLAN}//procedure/code"),
    fault("CDA-PLAN-DEMANDE", "another code", f"{PLAN}//observation/code@code = ORG-046"),
    fault("CDA-PLAN-DEMANDE", "another system", f"{PLAN}//observation/code@codeSystem = 2.999"),
    fault("CDA-PLAN-DEMANDE", "nothing asked", f"{PLAN}//observation/value = "),
    fault("CDA-PLAN-DEMANDE", "asked as a code", f"{PLAN}//observation/value@xsi:type = CD"),
    fault("CDA-PLAN-RENCONTRE", "unknown kind", f"{PLAN}//encounter/code@code = CONSULT"),
    fault("CDA-PLAN-RENCONTRE", "another system", f"{PLAN}//encounter/code@codeSystem = 2.999"),
    fault("CDA-PLAN-RENCONTRE", "no kind", f"- {PLAN}//encounter/code"),
    fault(
        "CDA-PLAN-PRIORITE",
        "a priority of nobody",
        f"{PLAN}//encounter/effectiveTime >> <priorityCode code='CS' codeSystem='2.16.840.1.113883.5.7'/>",
    ),
    fault(
        "CDA-PLAN-PRIORITE",
        "another system",
        f"{PLAN}//encounter/effectiveTime >> <priorityCode code='UR' codeSystem='2.16.840.1.113883.5.77'/>",
    ),
    fault("CDA-LIEN-ABSENT", "request without link", f"- {PLAN}//observation/text"),
    legal(
        "date of the encounter not known",
        f"{PLAN}//encounter/effectiveTime = ",
        f"{PLAN}//encounter/effectiveTime@nullFlavor = UNK",
        f"- {PLAN}//encounter/effectiveTime@value",
    ),
    legal(
        "urgent",
        f"{PLAN}//observation/effectiveTime >> <priorityCode code='UR' codeSystem='2.16.840.1.113883.5.7'/>",
    ),
    legal("device without number", f"- {ROLE}/id"),
    fault("CDA-DISPOSITIF-FORME", "without template", f"- {DEVICE}/templateId[2]"),
    fault("CDA-DISPOSITIF-FORME", "without date", f"- {DEVICE}/effectiveTime"),
    fault("CDA-DISPOSITIF-FORME", "without device", f"- {DEVICE}/participant"),
    fault("CDA-DISPOSITIF-FORME", "an intention", f"{DEVICE}@moodCode = INT"),
    fault(
        "CDA-DISPOSITIF-CODE",
        "a device that is nothing but a number",
        f"- {ROLE}/playingDevice",
        f"{ROLE} << <playingDevice classCode='DEV' determinerCode='INSTANCE'/>",
    ),
    fault(
        "CDA-DISPOSITIF-NOMENCLATURE",
        "EMDN misspelt",
        f"- {ROLE}/playingDevice/code",
        f"{ROLE}/playingDevice << <code code='J0101O4' codeSystem='1.2.250.1.213.2.68'/>",
    ),
    fault(
        "CDA-DISPOSITIF-NOMENCLATURE",
        "LPP misspelt",
        f"{ROLE}/playingDevice/code << <translation code='340869' codeSystem='1.2.250.1.215.200.2.1'/>",
    ),
    fault(
        "CDA-DISPOSITIF-TERMINOLOGIE",
        "another system",
        f"{ROLE}/playingDevice/code << <translation code='J010104' codeSystem='1.2.250.1.213.2.86'/>",
    ),
    *(
        fault("CDA-ALLERGIE-MODELES", f"allergies without {root}", f"- {at}/templateId[@root='{root}']")
        for at, root in (
            (CONCERN, "1.2.250.1.213.1.1.3.40"),
            (CONCERN, "1.3.6.1.4.1.19376.1.5.3.1.4.5.3"),
            (ALLERGY, "1.2.250.1.213.1.1.3.41"),
            (ALLERGY, "1.3.6.1.4.1.19376.1.5.3.1.4.6"),
        )
    ),
    fault("CDA-ALLERGIE-FORME", "unknown status", f"{CONCERN}/statusCode@code = normal"),
    fault("CDA-ALLERGIE-FORME", "no beginning", f"- {CONCERN}/effectiveTime/low"),
    fault(
        "CDA-ALLERGIE-FORME",
        "an end of what goes on",
        f"{CONCERN}/effectiveTime = ",
        f"{CONCERN}/effectiveTime << <low nullFlavor='UNK'/>",
        f"{CONCERN}/effectiveTime << <high nullFlavor='UNK'/>",
        f"{CONCERN}/statusCode@code = active",
    ),
    fault("CDA-ALLERGIE-FORME", "no allergy", f"- {CONCERN}/entryRelationship"),
    fault("CDA-ALLERGIE-TYPE", "unknown kind", f"{ALLERGY}/code@code = ALG"),
    fault("CDA-ALLERGIE-TYPE", "another system", f"{ALLERGY}/code@codeSystem = 2.16.840.1.113883.5.4"),
    fault("CDA-ALLERGIE-TYPE", "no kind", f"- {ALLERGY}/code"),
    fault("CDA-ALLERGIE-VALEUR", "no value", f"- {ALLERGY}/value"),
    fault("CDA-ALLERGIE-VALEUR", "no words", f"- {ALLERGY}/value/originalText"),
    fault(
        "CDA-ALLERGIE-VALEUR",
        "code without system",
        f"{ALLERGY}/value@code = x",
        f"{ALLERGY}/value@codeSystem = x",
        f"- {ALLERGY}/value@codeSystem",
    ),
    fault(
        "CDA-ALLERGIE-VALEUR",
        "unknown absence",
        f"{ALLERGY}/value@code = aucune",
        f"{ALLERGY}/value@codeSystem = 2.16.840.1.113883.5.1150.1",
    ),
    fault(
        "CDA-ALLERGIE-ABSENCE",
        "none known beside an allergy",
        f"+ {CONCERN}/entryRelationship",
        f"{ALLERGY}/value@code = no-known-allergies",
        f"{ALLERGY}/value@codeSystem = 2.16.840.1.113883.5.1150.1",
        f"{CONCERN}/entryRelationship[2]/observation/value@code = Z88.0",
        f"{CONCERN}/entryRelationship[2]/observation/value@codeSystem = 2.16.840.1.113883.6.3",
    ),
    fault(
        "CDA-ALLERGIE-AGENT",
        "an agent of no name",
        f"{ALLERGY} << <participant typeCode='CSM'><participantRole><playingEntity><code nullFlavor='UNK'/>"
        "</playingEntity></participantRole></participant>",
    ),
    fault("CDA-LIEN-ABSENT", "allergy without link", f"- {ALLERGY}/text"),
)

LINKS: Final = (
    fault("CDA-LIEN-DIESE", "link without its #", f"{obs('MED-142')}/text/reference@value = synthese"),
    fault("CDA-LIEN-DIESE", "link of nothing", f"- {obs('MED-142')}/text/reference@value"),
    fault("CDA-LIEN-MORT", "link to nothing", f"{obs('MED-145')}/text/reference@value = #nulle-part"),
    fault("CDA-LIEN-MORT", "link in another case", f"{obs('MED-145')}/text/reference@value = #TRANSFU"),
    fault("CDA-LIEN-MORT", "product's link to nothing", f"{MATERIAL}/code/originalText/reference@value = #nulle-part"),
    fault("CDA-LIEN-MORT", "target gone", "- //*[@ID]@ID"),
    fault(
        "CDA-LIEN-VIDE",
        "link to empty words",
        f"{sec(oids.MOTIF)}/text << <content ID='vide'/>",
        f"{obs('MED-142')}/text/reference@value = #vide",
    ),
    fault(
        "CDA-LIEN-VIDE",
        "link out of the words",
        "title@ID = titre",
        f"{obs('MED-142')}/text/reference@value = #titre",
    ),
    fault(
        "CDA-LIEN-PRODUIT",
        "links to the row of another drug",
        f"{sec(oids.MOTIF)}/text << <content ID='autre'>AUTRE 5 mg</content>",
        f"{DRUG}/text/reference@value = #autre",
        f"{MATERIAL}/code/originalText/reference@value = #autre",
    ),
    legal(
        "link to the posology alone",
        f"{sec(oids.MOTIF)}/text << <content ID='autre'>deux fois par jour</content>",
        f"{DRUG}/text/reference@value = #autre",
    ),
    fault("CDA-ID-UNIQUE", "an ID twice", "+ //content[@ID]|//td[@ID]|//tr[@ID]|//item[@ID]|//paragraph[@ID]"),
    fault("CDA-ID-UNIQUE", "an ID that is no name", f"{sec(oids.MOTIF)}/text << <content ID='1 a'>x</content>"),
    fault(
        "CDA-ENTREE-IDENTIFIANT",
        "two observations, one id",
        f"- {obs('MED-145')}/id",
        f"{obs('MED-145')}/templateId[last()] >> <id root='2.999.9'/>",
        f"- {obs('MED-142')}/id",
        f"{obs('MED-142')}/templateId[last()] >> <id root='2.999.9'/>",
    ),
    fault(
        "CDA-ENTREE-IDENTIFIANT",
        "section and observation, one id",
        f"- {obs('MED-145')}/id",
        f"{obs('MED-145')}/templateId[last()] >> <id root='2.999.9'/>",
        f"{PLAN}/id@root = 2.999.9",
    ),
    fault("CDA-IDENTIFIANT-FORME", "an id of letters", f"{ROLE}/id >> <id root='xxxxxxxx' extension='1'/>"),
    fault("CDA-IDENTIFIANT-FORME", "a UUID cut short", f"{obs('MED-142')}/id@root = 174F6D84-986E-4032-8F99"),
    fault("CDA-IDENTIFIANT-FORME", "an OID with a hole", f"{obs('MED-142')}/id@root = 2.999..9"),
    fault(
        "CDA-IDENTIFIANT-UUID",
        "a UUID in lower case",
        f"{obs('MED-142')}/id@root = b6f1d2c8-6b1b-4c1e-9a6e-0a7f0d6a1e11",
    ),
    fault("CDA-CODE-SYSTEME", "a system in words", f"{obs('MED-142')}/code@codeSystem = CI-SIS"),
    fault("CDA-CODE-SYSTEME", "a code without system", f"- {obs('GEN-065')}/value@codeSystem"),
    legal("link to a web page", f"{obs('MED-142')}/text/reference@value = https://exemple.test/a"),
    legal(
        "entry of another section's words",
        f"{obs('MED-142')}/text/reference@value = #ici",
        f"{sec(oids.MOTIF)}/text@ID = ici",
    ),
    legal("an id by an OID and a value", f"{obs('MED-142')}/id@root = 2.999.9", f"{obs('MED-142')}/id@extension = 12"),
)

BODY: Final = "component/nonXMLBody/text"
LEVEL_1: Final = (
    fault("CDA-N1-MODELES", "template of level 3", "templateId[3]@root = 1.2.250.1.213.1.1.1.29"),
    fault("CDA-N1-MODELES", "one template more", "templateId[3] >> <templateId root='1.2.250.1.213.1.1.1.29'/>"),
    fault("CDA-N1-MODELES", "one template less", "- templateId[1]"),
    fault("CDA-N1-CORPS", "no body", f"- {BODY}"),
    fault("CDA-N1-CORPS", "two bodies", f"+ {BODY}"),
    fault("CDA-N1-CORPS", "sections too", "component << <structuredBody/>"),
    fault("CDA-N1-TYPE", "announced as words", f"{BODY}@mediaType = text/plain"),
    fault("CDA-N1-TYPE", "announced as nothing", f"- {BODY}@mediaType"),
    fault("CDA-N1-TYPE", "announced as text", f"{BODY}@representation = TXT"),
    fault("CDA-N1-TYPE", "announced without base64", f"- {BODY}@representation"),
    fault("CDA-N1-BASE64", "nothing inside", f"{BODY} = "),
    fault("CDA-N1-BASE64", "words inside", f"{BODY} = Lettre de liaison à la sortie"),
    fault("CDA-N1-BASE64", "cut", f"{BODY} = JVBERi0xLj"),
    fault("CDA-N1-PDF", "a picture", f"{BODY} = iVBORw0KGgo="),
    fault("CDA-N1-PDF", "the beginning of a PDF", f"{BODY} = JVBERi0xLjQK"),
    fault("CDA-N1-PDFA", "a PDF that says nothing", f"{BODY} = JVBERi0xLjQKJSVFT0YK"),
    fault(
        "CDA-ENTETE-CODE",
        "another type of document",
        "code@code = 11502-2",
        "templateId[1]@root = 1.2.250.1.213.1.1.1.29",
    ),
    fault("CDA-PATIENT-INS-CLE", "wrong key", f"{INS}@extension = 279035121518988"),
    legal("second version", "versionNumber@value = 2", f"documentationOf >> {REPLACES}"),
)
