"""The file around every page: nothing runs in it, nothing is loaded from elsewhere, no style but its own is let in."""

from base64 import b64encode
from hashlib import sha256
from typing import Final

from lls_drafter.exports.html.text import escape

# Numbers stay text (a phone would make links of matricules); `color-scheme` keeps dark modes from repainting the page.
_PAGE: Final = """<!DOCTYPE html>
<html lang="{lang}"{kind}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
{properties}<title>{title}</title>
<style>{style}</style>
</head>
<body>
{body}</body>
</html>
"""
_POLICY: Final = "default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def standalone(  # noqa: PLR0913 - what a file has beside its body
    title: str, style: str, body: str, *, lang: str = "fr", kind: str = "", properties: str = ""
) -> bytes:
    """Give one HTML file.

    Args:
        title: plain text.
        style: the style sheet, ours.
        body: HTML whose texts are escaped already.
        lang: the language.
        kind: the class of the whole page.
        properties: more `meta` elements, each with its line end.
    """
    return _PAGE.format(
        lang=escape(lang),
        kind=f' class="{kind}"' if kind else "",
        policy=_POLICY.format(digest=b64encode(sha256(style.encode()).digest()).decode()),
        properties=properties,
        title=escape(title),
        style=style,
        body=body,
    ).encode()
