"""Emblems of funders as SVG, for papers."""

from kogge.core.templatetags.kogge import eu_stars


def emblem(key: str) -> str:
    """The funder's emblem as SVG, by the graphics guide of Regulation (EU) 2021/1060, Annex IX."""
    if key != "eu":
        return ""
    stars = "".join(f'<path fill="#fc0" d="{star}"/>' for star in eu_stars())
    field = '<path fill="#039" d="M0 0h810v540H0z"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 810 540">{field}{stars}</svg>'
