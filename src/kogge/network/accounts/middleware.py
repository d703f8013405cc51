"""Keeps staff without a second factor out of everything but setting one up."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


def second_factor(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    return answer
