"""A quality campaign's papers, made from the JSON of audits: action plan, review after a year, poster, site profile.

`audit/report_file` reads an audit; `layers` reads the wording, `actions` what may be proposed; each paper is values
first (`plan`, `review`, `poster`, `profile`), then words (`*_words`), then a file (`word`, `plan_csv`, `poster_docx`,
`poster_pdf`). No identity anywhere.
"""
