"""The letter as a CDA R2 document of the French model LDL-SES 2022.01: written, checked, judged, read back.

    writer/   a letter and its words become a document (level 3), or its PDF is put in one (level 1)
    strict/   what the official checks let through and should not
    judge/    an official distribution of the ANS, run on any document
    reader/   a document becomes a letter again, as far as it goes

Source: volet LDL-SES 2022.01 of the ANS by its example and its checks, state of October 2025; the text of the volet
was not read (`docs/dev/cda.md` says what that leaves open).
"""
