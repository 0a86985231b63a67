"""A small distribution of our own, laid out as the official one: what the judge needs, and each of its traps.

The compiler is the ISO skeleton that lxml carries, under the names that the ANS gives to its stages; the schema, the
profiles and the value sets are ours. It asks for little: a title, a known kind of document, a date.
"""

import shutil
from pathlib import Path

import lxml

_XSD = """<?xml version="1.0" encoding="UTF-8"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:hl7-org:v3" targetNamespace="urn:hl7-org:v3"
           elementFormDefault="qualified">
  <xs:include schemaLocation="parts.xsd"/>
  <xs:element name="ClinicalDocument">
    <xs:complexType>
      <xs:sequence>
        <xs:element name="templateId" type="Id" minOccurs="0" maxOccurs="9"/>
        <xs:element name="code" type="Id"/>
        <xs:element name="title" type="xs:string" minOccurs="0"/>
        <xs:element name="time" minOccurs="0" maxOccurs="9">
          <xs:complexType><xs:attribute name="value" type="Stamp"/></xs:complexType>
        </xs:element>
      </xs:sequence>
    </xs:complexType>
  </xs:element>
</xs:schema>
"""
_PARTS = """<?xml version="1.0" encoding="UTF-8"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:hl7-org:v3" targetNamespace="urn:hl7-org:v3">
  <xs:simpleType name="Stamp">
    <xs:restriction base="xs:string"><xs:pattern value="[0-9]{4,14}"/></xs:restriction>
  </xs:simpleType>
  <xs:complexType name="Id">
    <xs:attribute name="root"/>
    <xs:attribute name="extension"/>
    <xs:attribute name="code"/>
    <xs:attribute name="codeSystem"/>
  </xs:complexType>
</xs:schema>
"""
_SCHEMA = """<?xml version="1.0" encoding="UTF-8"?>
<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt" defaultPhase="all">
  <ns prefix="cda" uri="urn:hl7-org:v3"/>
  <ns prefix="svs" uri="urn:ihe:iti:svs:2008"/>
  {includes}
  <phase id="all">{active}</phase>
  {patterns}
</schema>
"""
_TITLE = """<pattern xmlns="http://purl.oclc.org/dsdl/schematron" id="S_titre">
  <rule context="cda:ClinicalDocument">
    <assert test="cda:title">Erreur de conformité : le titre est obligatoire.</assert>
    <report role="warning" test="cda:title[.='']">element cda:title is required [min 1x].</report>
  </rule>
</pattern>
"""
_MEMBER = """<pattern xmlns="http://purl.oclc.org/dsdl/schematron" id="membre" abstract="true">
  <rule context="$where">
    <let name="code" value="@code"/>
    <assert test="document($set)//svs:Concept[@code = $code]">
      L'élément <value-of select="local-name()"/> [<value-of select="$code"/>:<value-of select="@codeSystem"/>] doit
      faire partie du jeu <value-of select="$set"/>.
    </assert>
  </rule>
</pattern>
"""
_KIND = """<pattern xmlns="http://purl.oclc.org/dsdl/schematron" id="nature" is-a="membre">
  <param name="where" value="cda:ClinicalDocument/cda:code"/>
  <param name="set" value="$natures"/>
</pattern>
"""
_VOCABULARY = """<pattern xmlns="http://purl.oclc.org/dsdl/schematron" id="template-1.2.3-2017-12-13T103531">
  <rule context="cda:ClinicalDocument/cda:code">
    <assert role="error"
            test="document('include/voc-1.2.3.4-DYNAMIC.xml')/*/valueSet/conceptList/concept/@code = @code">
      (Header): The value for code SHALL be selected from value set '1.2.3.4' Natures (DYNAMIC).
    </assert>
  </rule>
</pattern>
"""
_DATES = """<pattern xmlns="http://purl.oclc.org/dsdl/schematron">
  <rule abstract="true" id="dated">
    <assert id="date-8" role="info" test="string-length(@value) &gt;= 8">
      "<value-of select="@value"/>": date sans jour.
    </assert>
  </rule>
  <rule context="cda:time"><extends rule="dated"/></rule>
</pattern>
"""
_TERMS = """<pattern xmlns="http://purl.oclc.org/dsdl/schematron" id="termes">
  <rule context="cda:code">
    <assert test="document(concat('../terminologie/', @codeSystem, '.rdf'))//*[@code = current()/@code]">
      Code : "<value-of select="@code"/>" Ce code n'est pas retrouvé.
    </assert>
  </rule>
</pattern>
"""
_MODEL = """<pattern xmlns="http://purl.oclc.org/dsdl/schematron" id="modele">
  <!-- not the model of <rule context='*[cda:templateId/@root="1.2.250.1.213.1.1.1.21"]'/> -->
  <rule context='*[cda:templateId/@root="1.2.250.1.213.1.1.1.29"]'>
    <assert test="count(cda:time) = 2">Deux dates sont obligatoires.</assert>
  </rule>
</pattern>
"""
_VALUES = """<?xml version="1.0" encoding="UTF-8"?>
<RetrieveValueSetResponse xmlns="urn:ihe:iti:svs:2008">
  <ValueSet id="1.2.3.4" displayName="Natures">
    <ConceptList>
      <Concept code="11490-0" codeSystem="1.2.3" displayName="Lettre"/>
      <Concept code="18761-7" codeSystem="1.2.3" displayName="Autre"/>
    </ConceptList>
  </ValueSet>
</RetrieveValueSetResponse>
"""
GOOD = """<?xml version="1.0" encoding="UTF-8"?>
<ClinicalDocument xmlns="urn:hl7-org:v3">
  <templateId root="1.2.250.1.213.1.1.1.1"/>
  <templateId root="1.2.250.1.213.1.1.1.29" extension="2022.01"/>
  <code code="11490-0" codeSystem="1.2.3"/>
  <title>Lettre de M. Fictif</title>
  <time value="20260309"/>
  <time value="20260310"/>
</ClinicalDocument>
"""
"""A document to which nothing can be objected."""


def write_distribution(folder: Path) -> Path:
    """Write the distribution in a folder, and give it.

    Its two traps are those of the official ones: an include that differs by letter-case, a vocabulary that is not
    there although its value set is.
    """
    schematrons = folder / "schematrons"
    files = {
        "infrastructure/cda/CDA_extended.xsd": _XSD,
        "infrastructure/cda/parts.xsd": _PARTS,
        "jeuxDeValeurs/natures.xml": _VALUES,
        "schematrons/profils/IHE.sch": _schema("S_titre", includes=("../include/sections/s_Titre.sch",)),
        "schematrons/include/sections/S_titre.sch": _TITLE,
        "schematrons/abstract/membre.sch": _MEMBER,
        "schematrons/profils/CI-SIS_ModelesDeContenusCDA.sch": _schema(
            "nature",
            includes=("../abstract/membre.sch",),
            patterns='<let name="natures" value="\'../../jeuxDeValeurs/natures.xml\'"/>' + _KIND,
        ),
        "schematrons/profils/CI-SIS_Modeles_ANS.sch": _schema("", patterns=_DATES),
        "schematrons/profils/structurationMinimale/ASIP-STRUCT-MIN-StrucMin.sch": _schema(
            "", includes=("include/code.sch",)
        ),
        "schematrons/profils/structurationMinimale/include/code.sch": _VOCABULARY,
        "schematrons/profils/terminologies/schematron/terminologie.sch": _schema("termes", patterns=_TERMS),
        "schematrons/profils/terminologies/terminologie/1.2.3.rdf": "<r><c code='11490-0'/><c code='18761-7'/></r>",
        "schematrons/CI-SIS_LDL-SES_2022.01.sch": _schema("modele", includes=("include/modele.sch",)),
        "schematrons/CI-SIS_LDL-SES_2024.01.sch": _schema("modele", includes=("include/modele.sch",)),
        "schematrons/include/modele.sch": _MODEL,
        "schematrons/moteur/colle.sch": _schema(""),
        "ExemplesCDA/LDL-SES.xml": GOOD,
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    skeleton = Path(lxml.__file__).parent / "isoschematron" / "resources" / "xsl" / "iso-schematron-xslt1"
    for name in ("iso_dsdl_include.xsl", "iso_abstract_expand.xsl", "iso_schematron_skeleton_for_xslt1.xsl"):
        shutil.copyfile(skeleton / name, schematrons / "moteur" / name)
    shutil.copyfile(skeleton / "iso_svrl_for_xslt1.xsl", schematrons / "moteur" / "iso_svrl_for_xslt2.xsl")
    return folder


def _schema(active: str, *, includes: tuple[str, ...] = (), patterns: str = "") -> str:
    """Give a whole schematron."""
    text = _SCHEMA.format(
        includes="".join(f'<include href="{name}"/>' for name in includes),
        active=f'<active pattern="{active}"/>' if active else "",
        patterns=patterns,
    )
    return text if active else text.replace(' defaultPhase="all"', "").replace('<phase id="all"></phase>', "")
