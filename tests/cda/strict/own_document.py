"""A sound document of our own with every section and kind of entry, so that the faults can be tried anywhere.

Its patient is the test identity of a shipped example; its persons and its hospital do not exist.
"""

from typing import Final

from lls_drafter.cda import oids
from lls_drafter.cda.xml import HL7, XSI, Element, parse

AT: Final = "20260418102000+0200"
ADMITTED: Final = "20260412"
DISCHARGED: Final = "20260418"
_PEOPLE: Final = oids.PROFESSIONNEL
_HOUSE: Final = f'<id root="{oids.STRUCTURE}" extension="1990000010"/><name>Centre hospitalier de Valmont</name>'
_SETTING: Final = (
    f'<standardIndustryClassCode code="ETABLISSEMENT" displayName="Etablissement de santé" '
    f'codeSystem="{oids.CADRE_EXERCICE}"/>'
)
_HEADER: Final = f"""
<realmCode code="FR"/><typeId root="{oids.TYPE_ID[0]}" extension="{oids.TYPE_ID[1]}"/>
<templateId root="{oids.HL7_FRANCE}"/><templateId root="{oids.CI_SIS}"/>
<templateId root="{oids.LDL_SES}" extension="{oids.LDL_SES_VERSION}"/>
<id root="2.999.1.1"/>
<code code="11490-0" displayName="Lettre de liaison à la sortie d'un établissement de soins" codeSystem="{oids.LOINC}"/>
<title>Lettre de liaison</title><effectiveTime value="{AT}"/>
<confidentialityCode code="N" displayName="Normal" codeSystem="{oids.CONFIDENTIALITE}"/>
<languageCode code="fr-FR"/><setId root="2.999.1.2"/><versionNumber value="1"/>
<recordTarget><patientRole>
  <id root="1.2.250.1.213.1.4.10" extension="279035121518989"/><id root="2.999.990000010" extension="IPP-1"/>
  <addr><streetAddressLine>3 place du Marché</streetAddressLine></addr><telecom value="tel:0300000030"/>
  <patient classCode="PSN">
    <name><family qualifier="BR">PAT-TROIS</family><given>DOMINIQUE</given><given qualifier="BR">DOMINIQUE</given>
    </name>
    <administrativeGenderCode code="F" displayName="Féminin" codeSystem="{oids.SEXE}"/><birthTime value="19790328"/>
    <birthplace><place><addr><county>51215</county><city>DOMPREMY</city></addr></place></birthplace>
  </patient>
</patientRole></recordTarget>
<author><time value="{AT}"/><assignedAuthor classCode="ASSIGNED">
  <id root="{_PEOPLE}" extension="899900000003"/>
  <code code="G15_10/SM26" displayName="Médecin - Qualifié en Médecine Générale (SM)" codeSystem="{oids.SPECIALITES}"/>
  <addr nullFlavor="NAV"/><telecom value="tel:0300000011" use="WP"/>
  <assignedPerson><name><family>KELLER</family><given>Anne</given><prefix>MME</prefix><suffix>DR</suffix></name>
  </assignedPerson><representedOrganization>{_HOUSE}</representedOrganization>
</assignedAuthor></author>
<custodian><assignedCustodian><representedCustodianOrganization>{_HOUSE}<telecom value="tel:0300000010" use="WP"/>
</representedCustodianOrganization></assignedCustodian></custodian>
<legalAuthenticator><time value="{AT}"/><signatureCode code="S"/><assignedEntity>
  <id root="{_PEOPLE}" extension="899900000003"/><assignedPerson><name><family>KELLER</family></name></assignedPerson>
  <representedOrganization>{_HOUSE}{_SETTING}</representedOrganization>
</assignedEntity></legalAuthenticator>
<participant typeCode="INF">
  <functionCode code="PCP" displayName="Médecin Traitant" codeSystem="{oids.FONCTION}"/><time nullFlavor="NA"/>
  <associatedEntity classCode="PROV"><id root="{_PEOPLE}" extension="899900000037"/>
  <associatedPerson><name><family>LAMBERT</family></name></associatedPerson></associatedEntity>
</participant>
<documentationOf><serviceEvent>
  <code code="IMP" displayName="Hospitalisation" codeSystem="{oids.ACT_CODE}"/>
  <effectiveTime><low value="{ADMITTED}"/><high value="{DISCHARGED}"/></effectiveTime>
  <performer typeCode="PRF"><assignedEntity><id root="{_PEOPLE}" extension="899900000003"/>
  <representedOrganization>{_SETTING}</representedOrganization></assignedEntity></performer>
</serviceEvent></documentationOf>
<componentOf><encompassingEncounter>
  <effectiveTime><low value="{ADMITTED}"/><high value="{DISCHARGED}"/></effectiveTime>
  <location><healthCareFacility>
    <code code="SA01" displayName="Etablissement public de santé" codeSystem="{oids.SECTEUR}"/>
  </healthCareFacility></location>
</encompassingEncounter></componentOf>
"""


def own() -> Element:
    """Make the document."""
    return parse(own_bytes(), name="lettre.xml")


def own_bytes() -> bytes:
    """Give the document's bytes."""
    body = "".join(f"<component>{_section(section)}</component>" for section in oids.SECTIONS)
    return (
        f'<ClinicalDocument xmlns="{HL7}" xmlns:xsi="{XSI}">{_HEADER}'
        f"<component><structuredBody>{body}</structuredBody></component></ClinicalDocument>"
    ).encode()


def _section(section: oids.Section) -> str:
    """Write a section: its words, then its entries."""
    number = oids.SECTIONS.index(section) + 1
    return (
        f'<section>{_templates(*section.modeles)}<id root="2.999.2.{number}"/>'
        f'<code code="{section.code}" displayName="{section.nom}" codeSystem="{oids.LOINC}"/>'
        f"<title>{section.titre}</title>"
        f'<text><paragraph ID="s{number}">Ce que dit la rubrique du produit.</paragraph></text>'
        f"{_entries(section, number)}</section>"
    )


def _entries(section: oids.Section, number: int) -> str:
    """Write the entries of a section."""
    words = f'<text><reference value="#s{number}"/></text>'
    identity = f'<id root="2.999.3.{number}'
    if section is oids.STATUT:
        return _observation(oids.STATUT_DOCUMENT, number)
    if section is oids.EVENEMENTS:
        return "".join(_observation(one, number) for one in oids.STAY_EVENTS)
    if section in {oids.TRAITEMENTS_ADMINISTRES, oids.TRAITEMENTS_SORTIE}:
        return _treatment(number)
    if section is oids.PLAN_DE_SOINS:
        return _plan(words, identity)
    if section is oids.DISPOSITIFS:
        return _device(number)
    return _allergy(words, identity) if section is oids.ALLERGIES else ""


_VALUES: Final = {
    "GEN-065": f'<value xsi:type="CD" code="9571008" displayName="approuvé" codeSystem="{oids.SNOMED_CT}"/>',
    "ORG-070": f'<value xsi:type="CE" code="183452005" displayName="urgence" codeSystem="{oids.SNOMED_CT}"/>',
    "ORG-074": f'<value xsi:type="CE" code="160849004" displayName="domicile" codeSystem="{oids.SNOMED_CT}"/>',
    "BL": '<value xsi:type="BL" value="false"/>',
    "ST": '<value xsi:type="ST">Ce qui est arrivé</value>',
}


def _observation(what: oids.Evenement, number: int) -> str:
    """Write an observation."""
    day = ADMITTED if what is oids.MODALITE_ENTREE else DISCHARGED
    return (
        f'<entry><observation classCode="OBS" moodCode="EVN">{_templates(*oids.OBSERVATION, *what.modeles)}'
        f'<id root="2.999.4" extension="{what.code}"/>'
        f'<code code="{what.code}" displayName="{what.libelle}" codeSystem="{oids.CISIS}"/>'
        f'<text><reference value="#s{number}"/></text><statusCode code="completed"/><effectiveTime value="{day}"/>'
        f"{_VALUES.get(what.code) or _VALUES[what.type]}</observation></entry>"
    )


def _treatment(number: int) -> str:
    """Write a treatment with a structured dose."""
    mode = "1.3.6.1.4.1.19376.1.5.3.1.4.7"
    link = f'<reference value="#s{number}"/>'
    return (
        '<entry><substanceAdministration classCode="SBADM" moodCode="EVN">'
        f"{_templates('1.2.250.1.213.1.1.3.42', '2.16.840.1.113883.10.20.1.24', mode, f'{mode}.1')}"
        f'<id root="2.999.3.{number}"/><code code="DRUG" displayName="Médicament" codeSystem="{oids.ACT_CODE}"/>'
        f'<text>{link}</text><statusCode code="completed"/>'
        '<effectiveTime xsi:type="IVL_TS"><low value="20260418"/><high value="20260424"/></effectiveTime>'
        '<effectiveTime xsi:type="PIVL_TS" operator="A"><period value="12" unit="h"/></effectiveTime>'
        '<doseQuantity><low value="500" unit="mg"/><high value="500" unit="mg"/></doseQuantity>'
        '<maxDoseQuantity><numerator value="3" unit="g"/><denominator value="1" unit="d"/></maxDoseQuantity>'
        "<consumable><manufacturedProduct>"
        f"{_templates('1.2.250.1.213.1.1.3.43', '2.16.840.1.113883.10.20.1.53', f'{mode}.2')}"
        f'<manufacturedMaterial><code code="60000001" displayName="Produit" codeSystem="{oids.CIS}">'
        f"<originalText>{link}</originalText>"
        f'<translation code="3400930000014" displayName="Boîte" codeSystem="{oids.CIP}"/>'
        f'<translation code="N02BE01" displayName="paracétamol" codeSystem="{oids.ATC}"/></code>'
        "<name>PRODUIT 500 mg</name></manufacturedMaterial></manufacturedProduct></consumable>"
        "</substanceAdministration></entry>"
    )


def _plan(words: str, identity: str) -> str:
    """Write a procedure, a request and an encounter."""
    planned = "2.16.840.1.113883.10.20.1.25"
    return (
        '<entry><procedure classCode="PROC" moodCode="INT">'
        f'{_templates(planned, "1.3.6.1.4.1.19376.1.5.3.1.4.19", "1.2.250.1.213.1.1.3.62")}{identity}.1"/>'
        f'<code code="ZBQK002" displayName="Radiographie du thorax" codeSystem="{oids.CCAM}"/>{words}'
        '<statusCode code="active"/><effectiveTime nullFlavor="UNK"/></procedure></entry>'
        '<entry><observation classCode="OBS" moodCode="INT">'
        f'{_templates(planned, "1.3.6.1.4.1.19376.1.5.3.1.1.20.3.1", "1.2.250.1.213.1.1.3.27")}{identity}.2"/>'
        f'<code code="ORG-064" displayName="Demande d\'examen ou de suivi" codeSystem="{oids.CISIS}"/>{words}'
        '<statusCode code="active"/><effectiveTime value="20260501"/>'
        '<value xsi:type="ST">Contrôle de la kaliémie</value></observation></entry>'
        '<entry><encounter classCode="ENC" moodCode="ARQ">'
        f'{_templates(planned, "1.3.6.1.4.1.19376.1.5.3.1.4.14", "1.2.250.1.213.1.1.3.58")}{identity}.3"/>'
        f'<code code="AMB" displayName="Ambulatoire" codeSystem="{oids.ACT_CODE}"/>{words}'
        '<effectiveTime value="20260510"/></encounter></entry>'
    )


def _device(number: int) -> str:
    """Write a device."""
    return (
        '<entry><supply classCode="SPLY" moodCode="EVN">'
        f"{_templates('2.16.840.1.113883.10.20.1.34', '1.2.250.1.213.1.1.3.20')}"
        f'<id root="2.999.3.{number}"/><effectiveTime xsi:type="IVL_TS"><low value="20260413"/></effectiveTime>'
        '<participant typeCode="DEV"><participantRole classCode="MANU">'
        '<id root="2.16.840.1.113883.3.3719" extension="{01}00000000000000"/>'
        '<playingDevice classCode="DEV" determinerCode="INSTANCE">'
        f'<code code="J010104" displayName="Stimulateur" codeSystem="{oids.EMDN}">'
        f'<originalText><reference value="#s{number}"/></originalText></code>'
        "</playingDevice></participantRole></participant></supply></entry>"
    )


def _allergy(words: str, identity: str) -> str:
    """Write an allergy."""
    entry = "1.3.6.1.4.1.19376.1.5.3.1.4"
    ccd = "2.16.840.1.113883.10.20.1"
    return (
        '<entry><act classCode="ACT" moodCode="EVN">'
        f"{_templates(f'{ccd}.27', f'{entry}.5.1', f'{entry}.5.3', '1.2.250.1.213.1.1.3.40')}"
        f'{identity}.1"/><code nullFlavor="NA"/><statusCode code="active"/>'
        '<effectiveTime><low nullFlavor="UNK"/></effectiveTime>'
        '<entryRelationship typeCode="SUBJ" inversionInd="false"><observation classCode="OBS" moodCode="EVN">'
        f"{_templates(f'{ccd}.28', f'{ccd}.18', f'{entry}.5', f'{entry}.6', '1.2.250.1.213.1.1.3.41')}"
        f'{identity}.2"/><code code="416098002" displayName="allergie" codeSystem="{oids.SNOMED_CT}"/>{words}'
        '<statusCode code="completed"/><effectiveTime xsi:type="IVL_TS"><low nullFlavor="UNK"/></effectiveTime>'
        f'<value xsi:type="CD"><originalText>{words[6:-7]}</originalText></value>'
        "</observation></entryRelationship></act></entry>"
    )


def _templates(*roots: str) -> str:
    """Write templates."""
    return "".join(f'<templateId root="{root}"/>' for root in roots)
