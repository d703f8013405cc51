"""Addresses of the auditor's pages, under the link or on the desk."""

from typing import Any

from django import template

from ..readers import Reader

register = template.Library()


@register.simple_tag
def look(reader: Reader, name: str, *args: Any) -> str:
    """`{% look reader "record" operation.slug code %}`"""
    return reader.address(name, *args)
