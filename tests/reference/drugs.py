"""A few specialities for the tests of the index, as the national base gives them."""

# ruff: noqa: E501 - one speciality a line

from lls_drafter.reference.index_meta import IndexMeta
from lls_drafter.reference.model import Fiche

META = IndexMeta(
    date="2026-05",
    jour="2026-05-19",
    fichiers=(("CIS_bdpm.txt", "0" * 64),),
    specialites=40,
    commercialisees=38,
    lignes_ecartees=0,
)


def drug(libelle: str, dci: str, dosages: str, cis: int, **facts: object) -> Fiche:
    """Give a speciality; `dci` and `dosages` are cut at « + »."""
    known: dict[str, object] = {
        "forme": "comprimé pelliculé",
        "voies": ("orale",),
        "restrictions": ("liste I",),
        "base": "2026-05",
        **facts,
    }
    return Fiche(
        libelle=libelle,
        dci=tuple(dci.split(" + ")),
        dosages=tuple(dosages.split(" + ")),
        cis=str(60000000 + cis),
        **known,  # type: ignore[arg-type]
    )


_AMLODIPINE = "AMLODIPINE (BESILATE D') équivalant à AMLODIPINE 5 mg - AMLOR 5 mg, gélule"
_AMOXICILLINE = "AMOXICILLINE 500 mg - OLDAMOX 500 mg, gélule"
_GELULE = {"forme": "gélule", "atc": "C08CA01", "groupe": _AMLODIPINE}
_INJECTABLE = {"forme": "solution injectable", "voies": ("sous-cutanée",)}

FICHES = (
    drug("AMLODIPINE BIOGARAN 5 mg, gélule", "amlodipine", "5 mg", 1, generique=True, **_GELULE),
    drug("AMLODIPINE TEVA 5 mg, gélule", "amlodipine", "5 mg", 2, generique=True, **_GELULE),
    drug("AMLODIPINE TEVA 10 mg, gélule", "amlodipine", "10 mg", 3, generique=True, **{**_GELULE, "groupe": None}),
    drug("AMLOR 5 mg, gélule", "amlodipine", "5 mg", 4, marque="Amlor", **_GELULE),
    drug(
        "AMLODIPINE/VALSARTAN BIOGARAN 5 mg/80 mg, comprimé pelliculé",
        "valsartan + amlodipine",
        "80 mg + 5 mg",
        5,
        generique=True,
        atc="C09DB01",
    ),
    drug("ELIQUIS 2,5 mg, comprimé pelliculé", "apixaban", "2,5 mg", 6, marque="Eliquis", atc="B01AF02"),
    drug("ELIQUIS 5 mg, comprimé pelliculé", "apixaban", "5 mg", 7, marque="Eliquis", atc="B01AF02"),
    drug("ELIQUIS 5 mg, comprimé pelliculé", "apixaban", "5 mg", 8, marque="Eliquis"),  # parallel import
    drug("PREDNISONE ARROW 20 mg, comprimé", "prednisone", "20 mg", 9, forme="comprimé", generique=True),
    drug("PREDNISONE EG 20 mg, comprimé sécable", "prednisone", "20 mg", 10, forme="comprimé sécable", generique=True),
    drug("PREDNISOLONE EG 20 mg, comprimé effervescent", "prednisolone", "20 mg", 11, forme="comprimé effervescent(e)"),
    drug("SOLUPRED 20 mg, comprimé orodispersible", "prednisolone", "20 mg", 12, marque="Solupred", forme="comprimé orodispersible"),
    drug("PARACETAMOL BIOGARAN 1 g, comprimé", "paracétamol", "1 g", 13, forme="comprimé", atc="N02BE01", restrictions=()),
    drug("PARACETAMOL EG 1000 mg, comprimé", "paracétamol", "1 000 mg", 14, forme="comprimé", atc="N02BE01", restrictions=()),
    drug("DOLIPRANE 1000 mg, comprimé effervescent sécable", "paracétamol", "1 000 mg", 15, marque="Doliprane", forme="comprimé effervescent(e) sécable"),
    drug("PARACETAMOL EG 500 mg, gélule", "paracétamol", "500 mg", 16, forme="gélule", atc="N02BE01"),
    drug("AUGMENTIN 500 mg/62,5 mg ADULTES, comprimé pelliculé", "acide clavulanique + amoxicilline", "62,5 mg + 500 mg", 17, marque="Augmentin", atc="J01CR02"),
    drug("AMOXICILLINE/ACIDE CLAVULANIQUE EG 500 mg/62,5 mg, comprimé pelliculé", "acide clavulanique + amoxicilline", "62,5 mg + 500 mg", 18, generique=True, atc="J01CR02"),
    drug("AMOXICILLINE EG 500 mg, gélule", "amoxicilline", "500 mg", 19, forme="gélule", groupe=_AMOXICILLINE, generique=True),
    drug("TOPALGIC 50 mg, gélule", "tramadol", "50 mg", 20, marque="Topalgic", forme="gélule"),
    drug("TOPALGIC LP 100 mg, comprimé à libération prolongée", "tramadol", "100 mg", 21, marque="Topalgic LP", forme="comprimé à libération prolongée"),
    drug("TRAMADOL/PARACETAMOL EG 37,5 mg/325 mg, comprimé pelliculé", "paracétamol + tramadol", "325 mg + 37,5 mg", 22, generique=True),
    drug("LANTUS 100 unités/ml, solution injectable en cartouche", "insuline glargine", "100 unités/ml", 23, marque="Lantus", **_INJECTABLE),
    drug("HUMALOG 100 UI/ml, solution injectable", "insuline lispro", "100 UI/ml", 24, marque="Humalog", **_INJECTABLE),
    drug("KARDEGIC 75 mg, poudre pour solution buvable en sachet", "acide acétylsalicylique", "75 mg", 25, marque="Kardégic", forme="poudre pour solution buvable"),
    drug("LASILIX FAIBLE 20 mg, comprimé", "furosémide", "20 mg", 26, marque="Lasilix faible", forme="comprimé", commercialise=False),
    drug("LASILIX 40 mg, comprimé sécable", "furosémide", "40 mg", 27, marque="Lasilix", forme="comprimé sécable"),
    drug("FLIXOTIDE 250 microgrammes/dose, suspension pour inhalation", "propionate de fluticasone", "250 microgrammes/dose", 28, marque="Flixotide", forme="suspension pour inhalation", voies=("inhalée",)),
    drug("AVAMYS 27,5 microgrammes/dose, suspension pour pulvérisation nasale", "furoate de fluticasone", "27,5 microgrammes/dose", 29, marque="Avamys", forme="suspension pour pulvérisation", voies=("nasale",)),
    drug("DUROGESIC 25 microgrammes/heure, dispositif transdermique", "fentanyl", "25 microgrammes/heure", 30, marque="Durogesic", forme="dispositif", voies=("transdermique",)),
    drug("CHLORURE DE POTASSIUM PROAMP 10 %, solution à diluer pour perfusion", "chlorure de potassium", "10 %", 31, hopital=True, forme="solution à diluer pour perfusion", voies=("intraveineuse",)),
    drug("CALCIDOSE VITAMINE D3 500 mg/400 UI, poudre pour solution buvable", "calcium + cholécalciférol", "500 mg + 400 UI", 32, marque="Calcidose Vitamine D3", forme="poudre pour solution buvable"),
    drug("ARNICA MONTANA BOIRON, degré de dilution compris entre 2CH et 30CH", "arnica montana", "", 33, homeopathie=True, marque=None, forme="granules"),
    drug("ARNIGEL, gel", "arnica montana", "7 g/100 g", 34, marque="Arnigel", forme="gel", voies=("cutanée",)),
    drug("NUX VOMICA BOIRON, degré de dilution compris entre 2CH et 30CH", "nux vomica", "", 35, homeopathie=True, marque=None, forme="granules"),
    drug("SERETIDE 125 microgrammes/25 microgrammes/dose, suspension pour inhalation", "propionate de fluticasone + salmétérol", "125 microgrammes/dose + 25 microgrammes/dose", 36, marque="Seretide", forme="suspension pour inhalation", voies=("inhalée",)),
    drug("SERETIDE DISKUS 500 microgrammes/50 microgrammes/dose, poudre pour inhalation", "propionate de fluticasone + salmétérol", "500 microgrammes/dose + 50 microgrammes/dose", 37, marque="Seretide Diskus", forme="poudre pour inhalation", voies=("inhalée",)),
    drug("MODOPAR 125 (100 mg/25 mg), gélule", "lévodopa + bensérazide", "100 mg + 25 mg", 40, marque="Modopar 125", forme="gélule"),
    drug("MODOPAR 250 (200 mg/50 mg), gélule", "lévodopa + bensérazide", "200 mg + 50 mg", 41, marque="Modopar 250", forme="gélule"),
    drug("TRUC 10 mg, comprimé", "tructine", "10 mg", 38, marque="Truc", forme="comprimé"),
    drug("TRUC RHUME 10 mg, comprimé", "machine", "10 mg", 39, marque="Truc", forme="comprimé", autorise=False, commercialise=False),
)  # fmt: skip
