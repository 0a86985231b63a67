"""Documents with one fault in their header, and the rule that must tell it; legal ones, that none may tell.

A fault is a line: its name, the rule, the edits. `None` for the rule: the document stays sound.
"""

from typing import Final, NamedTuple


class Variant(NamedTuple):
    """A document made from a sound one.

    Attributes:
        name: what is done.
        rule: the rule that must tell it; None when the document stays sound.
        edits: how (`tests.cda.strict.edits`).
    """

    name: str
    rule: str | None
    edits: tuple[str, ...]


def fault(rule: str, name: str, *edits: str) -> Variant:
    """Give a variant that a rule must tell."""
    return Variant(name, rule, edits)


def legal(name: str, *edits: str) -> Variant:
    """Give a variant that stays sound."""
    return Variant(name, None, edits)


P: Final = "recordTarget/patientRole"
WHO: Final = f"{P}/patient"
INS: Final = f"{P}/id[starts-with(@root, '1.2.250.1.213.1.4.')]"
EVENT: Final = "documentationOf/serviceEvent"
CARE: Final = "componentOf/encompassingEncounter"
AUTHOR: Final = "author/assignedAuthor"
SIGNS: Final = "legalAuthenticator/assignedEntity"
PERFORMER: Final = f"{EVENT}/performer"
REPLACES: Final = (
    '<relatedDocument typeCode="RPLC"><parentDocument><id root="2.999.1.7"/></parentDocument></relatedDocument>'
)

DOCUMENT: Final = (
    fault("CDA-ENTETE-PAYS", "another realm", "realmCode@code = US"),
    fault("CDA-ENTETE-PAYS", "no realm", "- realmCode"),
    fault("CDA-ENTETE-PAYS", "another type of file", "typeId@extension = POCD_HD000041"),
    fault("CDA-ENTETE-MODELE", "first template missing", "- templateId[1]"),
    fault("CDA-ENTETE-MODELE", "second template missing", "- templateId[2]"),
    fault("CDA-ENTETE-MODELE", "third template missing", "- templateId[3]"),
    fault("CDA-ENTETE-MODELE", "third template misspelt", "templateId[3]@root = 1.2.250.1.213.1.1.1.92"),
    fault("CDA-ENTETE-MODELE", "third template of the letter at entry", "templateId[3]@root = 1.2.250.1.213.1.1.1.21"),
    fault("CDA-ENTETE-VERSION-MODELE", "older version of the model", "templateId[3]@extension = 2020.01"),
    fault("CDA-ENTETE-VERSION-MODELE", "no version of the model", "- templateId[3]@extension"),
    fault("CDA-ENTETE-IDENTIFIANT", "no id", "- id"),
    fault("CDA-ENTETE-IDENTIFIANT", "two ids", "+ id", "id[2]@root = 2.999.1.5"),
    fault("CDA-ENTETE-IDENTIFIANT", "an id that is no OID", "id@root = lettre-1"),
    fault("CDA-ENTETE-IDENTIFIANT", "a UUID in lower case", "id@root = b6f1d2c8-6b1b-4c1e-9a6e-0a7f0d6a1e11"),
    fault("CDA-ENTETE-CODE", "another type of document", "code@code = 18761-7"),
    fault("CDA-ENTETE-CODE", "another system of the type", "code@codeSystem = 2.16.840.1.113883.6.96"),
    fault("CDA-ENTETE-CODE", "no system of the type", "- code@codeSystem"),
    fault("CDA-ENTETE-CODE", "no label of the type", "- code@displayName"),
    fault("CDA-ENTETE-TITRE", "empty title", "title = "),
    fault("CDA-ENTETE-TITRE", "no title", "- title"),
    fault("CDA-ENTETE-DATE", "document time without zone", "effectiveTime@value = 20300101120000"),
    fault("CDA-ENTETE-DATE", "document time is a day", "effectiveTime@value = 20300101"),
    fault("CDA-ENTETE-DATE", "document time without seconds", "effectiveTime@value = 203001011200+0100"),
    fault("CDA-ENTETE-DATE", "document time that does not exist", "effectiveTime@value = 20301301120000+0100"),
    fault("CDA-ENTETE-DATE", "no document time", "- effectiveTime"),
    fault("CDA-ENTETE-CONFIDENTIALITE", "a level that is no more", "confidentialityCode@code = L"),
    fault("CDA-ENTETE-CONFIDENTIALITE", "another system of the level", "confidentialityCode@codeSystem = 2.999"),
    fault("CDA-ENTETE-CONFIDENTIALITE", "no label of the level", "- confidentialityCode@displayName"),
    fault("CDA-ENTETE-CONFIDENTIALITE", "no level", "- confidentialityCode"),
    fault("CDA-ENTETE-LANGUE", "language without country", "languageCode@code = fr"),
    fault("CDA-ENTETE-LANGUE", "no language", "- languageCode"),
    fault("CDA-ENTETE-SERIE", "no series", "- setId"),
    fault("CDA-ENTETE-SERIE", "no version", "- versionNumber"),
    fault("CDA-ENTETE-SERIE", "version zero", "versionNumber@value = 0"),
    fault("CDA-ENTETE-SERIE", "version in words", "versionNumber@value = un"),
    fault("CDA-ENTETE-VERSION-PRECEDENTE", "second version of nothing", "versionNumber@value = 2"),
    fault("CDA-ENTETE-VERSION-PRECEDENTE", "first version replaces", f"documentationOf >> {REPLACES}"),
    fault(
        "CDA-ENTETE-REMPLACEMENT",
        "replaces two",
        "versionNumber@value = 2",
        f"documentationOf >> {REPLACES}",
        "+ relatedDocument",
    ),
    fault(
        "CDA-ENTETE-REMPLACEMENT",
        "replaces itself",
        "versionNumber@value = 2",
        "id@root = 2.999.1.7",
        f"documentationOf >> {REPLACES}",
    ),
    fault(
        "CDA-ENTETE-REMPLACEMENT",
        "replaces without saying what",
        "versionNumber@value = 2",
        f"documentationOf >> {REPLACES}",
        "- relatedDocument/parentDocument/id",
    ),
    fault(
        "CDA-ENTETE-REMPLACEMENT",
        "replaces one of another series",
        "versionNumber@value = 2",
        f"documentationOf >> {REPLACES}",
        'relatedDocument/parentDocument << <setId root="2.999.2"/>',
    ),
    fault(
        "CDA-ENTETE-REMPLACEMENT",
        "replaces a later one",
        "versionNumber@value = 2",
        f"documentationOf >> {REPLACES}",
        'relatedDocument/parentDocument << <versionNumber value="3"/>',
    ),
    legal("second version", "versionNumber@value = 2", f"documentationOf >> {REPLACES}"),
    legal("restricted", "confidentialityCode@code = R"),
    legal("another French", "languageCode@code = fr-BE"),
    legal("a UUID in capitals", "id@root = B6F1D2C8-6B1B-4C1E-9A6E-0A7F0D6A1E11"),
    legal("another title", "title = Lettre de sortie"),
)

PATIENT: Final = (
    fault("CDA-PATIENT-UN", "no patient", "- recordTarget"),
    fault("CDA-PATIENT-UN", "two patients", "+ recordTarget"),
    fault("CDA-PATIENT-IDENTIFIANT", "no identifier", f"- {P}/id", f"- {P}/id"),
    fault("CDA-PATIENT-IDENTIFIANT", "an identifier without value", f"- {P}/id@extension"),
    fault("CDA-PATIENT-IDENTIFIANT", "an identifier without authority", f"- {P}/id@root"),
    fault("CDA-PATIENT-INS-FORME", "matricule of 14 characters", f"{INS}@extension = 27903512151898"),
    fault("CDA-PATIENT-INS-FORME", "matricule without its key", f"{INS}@extension = 2790351215189"),
    fault("CDA-PATIENT-INS-FORME", "matricule with spaces", f"{INS}@extension = 2 79 03 51 215 189 89"),
    fault("CDA-PATIENT-INS-FORME", "matricule with a letter", f"{INS}@extension = 27903512151898O"),
    fault("CDA-PATIENT-INS-CLE", "wrong key", f"{INS}@extension = 279035121518988"),
    fault("CDA-PATIENT-INS-CLE", "two digits swapped", f"{INS}@extension = 279035121581989"),
    fault("CDA-PATIENT-INS-AUTORITE", "unknown OID of the arc", f"{INS}@root = 1.2.250.1.213.1.4.80"),
    fault("CDA-PATIENT-INS-AUTORITE", "matricule as the hospital's number", f"{INS}@root = 2.999.5"),
    fault("CDA-PATIENT-INS-UNIQUE", "the same matricule twice", f"+ {INS}"),
    fault(
        "CDA-PATIENT-INS-UNIQUE",
        "a real matricule beside a test one",
        f"+ {INS}",
        f"{INS}@root = 1.2.250.1.213.1.4.10",
        f"{P}/id[2]@root = 1.2.250.1.213.1.4.8",
    ),
    fault(
        "CDA-PATIENT-INS-UNIQUE",
        "a real matricule in an author, beside a test one",
        f"{INS}@root = 1.2.250.1.213.1.4.10",
        f'{AUTHOR}/id >> <id root="1.2.250.1.213.1.4.8" extension="1"/>',
    ),
    fault("CDA-PATIENT-NOM", "no name of birth", f"- {WHO}/name/family[@qualifier='BR']"),
    fault("CDA-PATIENT-NOM", "no list of given names", f"- {WHO}/name/given[not(@qualifier)]"),
    fault("CDA-PATIENT-NOM", "no first given name", f"- {WHO}/name/given[@qualifier='BR']"),
    fault("CDA-PATIENT-NOM", "a mark that is not admitted", f"{WHO}/name/given[@qualifier='BR']@qualifier = SP"),
    fault("CDA-PATIENT-TRAITS", "first name of nobody", f"{WHO}/name/given[@qualifier='BR'] = ZOE"),
    fault("CDA-PATIENT-TRAITS", "name of birth in small letters", f"{WHO}/name/family[@qualifier='BR'] = Élan"),
    fault("CDA-PATIENT-SEXE", "unknown sex code", f"{WHO}/administrativeGenderCode@code = X"),
    fault("CDA-PATIENT-SEXE", "another system", f"{WHO}/administrativeGenderCode@codeSystem = 2.999"),
    fault("CDA-PATIENT-SEXE", "no sex", f"- {WHO}/administrativeGenderCode"),
    fault("CDA-PATIENT-NAISSANCE", "a 31 February", f"{WHO}/birthTime@value = 19790231"),
    fault("CDA-PATIENT-NAISSANCE", "a year alone", f"{WHO}/birthTime@value = 1979"),
    fault("CDA-PATIENT-NAISSANCE", "no birth", f"- {WHO}/birthTime"),
    fault("CDA-PATIENT-LIEU", "place code of 4 characters", f"{WHO}/birthplace/place/addr/county = 5121"),
    fault("CDA-PATIENT-LIEU", "postal form", f"{WHO}/birthplace/place/addr/county = F-51215"),
    fault("CDA-PATIENT-LIEU", "no place code", f"- {WHO}/birthplace/place/addr/county"),
    fault("CDA-PATIENT-LIEU", "no place", f"- {WHO}/birthplace"),
    fault("CDA-PATIENT-INS-TRAITS", "another month of birth", f"{WHO}/birthTime@value = 19000828"),
    fault("CDA-PATIENT-INS-TRAITS", "another place of birth", f"{WHO}/birthplace/place/addr/county = 97599"),
    fault("CDA-TELECOM", "telephone without its prefix", "custodian//telecom@value = 0144534551"),
    fault("CDA-TELECOM", "no information on the telephone", f"{P}/telecom[last()] >> <telecom nullFlavor='NI'/>"),
    fault("CDA-TELECOM", "mail without its prefix", f"{P}/telecom[last()] >> <telecom value='a@exemple.test'/>"),
    legal("no address", f"- {P}/addr"),
    legal("no telephone", f"- {P}/telecom"),
    legal("hospital's number alone", f"- {INS}"),
    legal("hospital's number alone, year of birth", f"- {INS}", f"{WHO}/birthTime@value = 1979"),
    legal("matricule alone", f"- {P}/id[not(starts-with(@root, '1.2.250.1.213.1.4.'))]"),
    legal("country of birth", f"{WHO}/birthplace/place/addr/county >> <country>FRANCE</country>"),
)

PEOPLE: Final = (
    fault("CDA-AUTEUR", "no author", "- author"),
    fault("CDA-AUTEUR", "author without time", "- author/time"),
    fault("CDA-AUTEUR", "author without id", f"- {AUTHOR}/id"),
    fault("CDA-AUTEUR", "author without name", f"{AUTHOR}/assignedPerson/name/family = "),
    fault("CDA-AUTEUR", "author is nobody", f"- {AUTHOR}/assignedPerson"),
    fault("CDA-PERSONNE-IDENTIFIANT", "RPPS of 10 digits", f"{AUTHOR}/id@extension = 80123456789"),
    fault("CDA-PERSONNE-RPPS-NU", "RPPS without its 8", f"{SIGNS}/id@extension = 10001234567"),
    fault("CDA-PERSONNE-IDENTIFIANT", "RPPS with a letter", f"{PERFORMER}/assignedEntity/id@extension = 8O1234567897"),
    fault("CDA-PERSONNE-AUTORITE", "RPPS near its authority", f"{AUTHOR}/id@root = 1.2.250.1.71.4.2.11"),
    fault("CDA-PERSONNE-AUTORITE", "RPPS under the structures", f"{SIGNS}/id@root = 1.2.250.1.71.4.2.2"),
    fault("CDA-PERSONNE-AUTORITE", "signatory's RPPS elsewhere", f"{SIGNS}/id@root = 2.999.3"),
    fault("CDA-PERSONNE-AUTORITE", "performer's RPPS elsewhere", f"{PERFORMER}/assignedEntity/id@root = 2.999.3"),
    fault(
        "CDA-PERSONNE-AUTORITE",
        "médecin traitant's RPPS elsewhere",
        "participant[functionCode/@code='PCP']/associatedEntity/id@root = 2.999.3",
    ),
    fault(
        "CDA-PERSONNE-NATIONALE",
        "author known to the house alone",
        f"- {AUTHOR}/id",
        f"{AUTHOR} << <id root='2.999.4' extension='kdu'/>",
    ),
    fault(
        "CDA-PERSONNE-SPECIALITE",
        "unknown profession",
        f"- {AUTHOR}/code",
        f"{AUTHOR}/id >> <code code='G15_10/SM999' codeSystem='1.2.250.1.213.1.1.4.5'/>",
    ),
    fault(
        "CDA-PERSONNE-SPECIALITE",
        "profession of another system",
        f"- {AUTHOR}/code",
        f"{AUTHOR}/id >> <code code='G15_10/SM27' codeSystem='1.2.250.1.213.1.1.4.6'/>",
    ),
    fault("CDA-PERSONNE-CIVILITE", "title as typed", f"{SIGNS}/assignedPerson/name << <suffix>Dr</suffix>"),
    fault("CDA-PERSONNE-CIVILITE", "civility as typed", f"{SIGNS}/assignedPerson/name << <prefix>Mme</prefix>"),
    fault("CDA-CONSERVATEUR", "nobody keeps it", "- custodian"),
    fault("CDA-CONSERVATEUR", "keeper without id", "- custodian//representedCustodianOrganization/id"),
    fault("CDA-STRUCTURE-IDENTIFIANT", "FINESS without its 1", "custodian//id@extension = 750803447"),
    fault("CDA-STRUCTURE-IDENTIFIANT", "FINESS of 8 digits", "custodian//id@extension = 175080344"),
    fault("CDA-STRUCTURE-AUTORITE", "FINESS elsewhere", "custodian//id@root = 2.999.3"),
    fault("CDA-STRUCTURE-AUTORITE", "FINESS under the persons", "custodian//id@root = 1.2.250.1.71.4.2.1"),
    fault("CDA-SIGNATAIRE", "nobody answers", "- legalAuthenticator"),
    fault("CDA-SIGNATAIRE", "two answer", "+ legalAuthenticator"),
    fault("CDA-SIGNATAIRE", "signed at no time", "- legalAuthenticator/time"),
    fault("CDA-SIGNATAIRE", "another code of signature", "legalAuthenticator/signatureCode@code = X"),
    fault("CDA-SIGNATAIRE", "no code of signature", "- legalAuthenticator/signatureCode"),
    fault("CDA-SIGNATAIRE", "signatory without id", f"- {SIGNS}/id"),
    fault("CDA-SIGNATAIRE", "signatory without name", f"{SIGNS}/assignedPerson/name/family = "),
    fault(
        "CDA-PROCHE",
        "unknown bond",
        "author >> <informant><relatedEntity classCode='NOK'>"
        "<code code='AMIE' codeSystem='2.16.840.1.113883.5.111'/>"
        "<relatedPerson><name><family>NESSI</family></name></relatedPerson></relatedEntity></informant>",
    ),
    fault(
        "CDA-PROCHE",
        "relative without name",
        "author >> <informant><relatedEntity classCode='NOK'><relatedPerson><name><given>Zoé</given></name>"
        "</relatedPerson></relatedEntity></informant>",
    ),
    fault(
        "CDA-DESTINATAIRE",
        "addressee without family name",
        "custodian >> <informationRecipient><intendedRecipient><informationRecipient><name><given>Zoé</given></name>"
        "</informationRecipient></intendedRecipient></informationRecipient>",
    ),
    fault("CDA-MEDECIN-TRAITANT", "unknown function", "participant/functionCode@code = MT"),
    fault("CDA-MEDECIN-TRAITANT", "function of another system", "participant/functionCode@codeSystem = 2.999"),
    legal("author without address", f"- {AUTHOR}/addr"),
    legal("no médecin traitant", "- participant"),
    legal("no keeper's name", "- custodian//representedCustodianOrganization/name"),
    legal("keeper by its SIRET", "custodian//id@extension = 326750000000017"),
    legal(
        "software as second author",
        "author >> <author><time value='20300101120000+0100'/><assignedAuthor><id root='2.999.6' extension='lls'/>"
        "<assignedAuthoringDevice><manufacturerModelName>lls</manufacturerModelName><softwareName>lls</softwareName></assignedAuthoringDevice></assignedAuthor></author>",
    ),
    legal("professional by an ADELI number", f"{PERFORMER}/assignedEntity/id@extension = 0751234567"),
    legal(
        "performer not known",
        f"- {PERFORMER}/assignedEntity/id@extension",
        f"- {PERFORMER}/assignedEntity/id@root",
        f"{PERFORMER}/assignedEntity/id@nullFlavor = UNK",
    ),
)

STAY: Final = (
    fault("CDA-SEJOUR-ACTE", "no stay", "- documentationOf"),
    fault("CDA-SEJOUR-ACTE", "stay without code", f"- {EVENT}/code"),
    fault("CDA-SEJOUR-ACTE", "stay is a consultation", f"{EVENT}/code@code = AMB"),
    fault("CDA-SEJOUR-ACTE", "another system of the stay", f"{EVENT}/code@codeSystem = 2.16.840.1.113883.5.6"),
    fault("CDA-SEJOUR-BORNES", "no admission", f"- {EVENT}/effectiveTime/low"),
    fault("CDA-SEJOUR-BORNES", "no discharge", f"- {EVENT}/effectiveTime/high"),
    fault("CDA-SEJOUR-BORNES", "admission without value", f"- {EVENT}/effectiveTime/low@value"),
    fault("CDA-SEJOUR-BORNES", "no encounter", "- componentOf"),
    fault("CDA-SEJOUR-BORNES", "encounter without admission", f"- {CARE}/effectiveTime/low"),
    fault("CDA-SEJOUR-ORDRE", "discharged before admitted", f"{EVENT}/effectiveTime/high@value = 20010101"),
    fault("CDA-SEJOUR-ORDRE", "encounter ends before", f"{CARE}/effectiveTime/high@value = 20010101"),
    fault(
        "CDA-SEJOUR-ORDRE",
        "encounter of no length",
        f"{CARE}/effectiveTime/low@value = 20200101",
        f"{CARE}/effectiveTime/high@value = 20200101",
    ),
    fault(
        "CDA-SEJOUR-COHERENT",
        "encounter of another year",
        f"{CARE}/effectiveTime/low@value = 20100101",
        f"{CARE}/effectiveTime/high@value = 20100105",
    ),
    fault("CDA-SEJOUR-NAISSANCE", "born after", f"{WHO}/birthTime@value = 20290328"),
    fault("CDA-SEJOUR-DOCUMENT", "written before", "effectiveTime@value = 20010101120000+0100"),
    fault("CDA-SEJOUR-DOCUMENT", "author before", "author/time@value = 20010101120000+0100"),
    fault("CDA-SEJOUR-DOCUMENT", "signed before", "legalAuthenticator/time@value = 20010101120000+0100"),
    fault("CDA-SEJOUR-EXECUTANT", "no performer", f"- {PERFORMER}"),
    fault("CDA-SEJOUR-EXECUTANT", "performer of another kind", f"{PERFORMER}@typeCode = SPRF"),
    fault("CDA-SEJOUR-EXECUTANT", "performer without id", f"- {PERFORMER}/assignedEntity/id"),
    fault("CDA-SEJOUR-EXECUTANT", "no setting", f"- {PERFORMER}//standardIndustryClassCode"),
    fault("CDA-SEJOUR-EXECUTANT", "unknown setting", f"{PERFORMER}//standardIndustryClassCode@code = HOPITAL"),
    fault("CDA-SEJOUR-SECTEUR", "unknown kind of hospital", f"{CARE}/location/healthCareFacility/code@code = SA99"),
    fault("CDA-SEJOUR-SECTEUR", "another system", f"{CARE}/location/healthCareFacility/code@codeSystem = 2.999"),
    fault("CDA-SEJOUR-SECTEUR", "no kind of hospital", f"- {CARE}/location"),
    fault("CDA-DATE-REELLE", "admitted on a 30 February", f"{EVENT}/effectiveTime/low@value = 20200230"),
    fault("CDA-DATE-REELLE", "a zone of 99 hours", "author/time@value = 20300101120000+9900"),
    fault("CDA-DATE-REELLE", "a French date", f"{CARE}/effectiveTime/low@value = 03/12/2019"),
    fault("CDA-DATE-FUSEAU", "author's hour without zone", "author/time@value = 20300101120000"),
    fault("CDA-DATE-FUSEAU", "discharge hour without zone", f"{CARE}/effectiveTime/high@value = 20300101120000"),
    legal(
        "stay of one day, with hours",
        f"{CARE}/effectiveTime/low@value = 20191203080000+0100",
        f"{CARE}/effectiveTime/high@value = 20191203180000+0100",
        f"{EVENT}/effectiveTime/low@value = 20191203",
        f"{EVENT}/effectiveTime/high@value = 20191203",
        "//observation[code/@code='ORG-070']/effectiveTime@value = 20191203",
        "//observation[code/@code='ORG-074']/effectiveTime@value = 20191203",
    ),
    legal(
        "end of the encounter not known",
        f"- {CARE}/effectiveTime/high@value",
        f"{CARE}/effectiveTime/high@nullFlavor = UNK",
    ),
)
