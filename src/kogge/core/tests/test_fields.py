"""Form fields join label, hint and errors for everybody, and keep what was typed."""

import re

import pytest
from django import forms
from django.utils import translation


class Talk(forms.Form):
    title = forms.CharField(label="Title", help_text="As it stands in the programme.", max_length=5)
    day = forms.DateField(label="Day", required=False)
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="Agreed")


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def test_hint_and_error_are_named_by_the_control():
    page = str(Talk({"title": "too long", "kind": "a"})["title"].as_field_group())
    control = re.search(r"<input[^>]+>", page)[0]
    assert 'aria-describedby="id_title_helptext id_title_error"' in control
    assert 'aria-invalid="true"' in control
    assert 'value="too long"' in control
    assert 'id="id_title_helptext"' in page
    assert 'id="id_title_error"' in page


def test_a_label_belongs_to_its_control():
    page = str(Talk()["title"].as_field_group())
    assert '<label class="kern-label" for="id_title">Title</label>' in page


def test_what_may_stay_empty_says_so():
    assert "(optional)" in str(Talk()["day"].as_field_group())
    assert "(optional)" not in str(Talk()["title"].as_field_group())


def test_a_date_is_asked_by_the_browsers_own_control():
    with translation.override("de"):
        page = str(Talk(initial={"day": "2030-09-10"})["day"].as_field_group())
    assert 'type="date"' in page
    assert 'value="2030-09-10"' in page


def test_radio_buttons_are_a_group_with_a_legend():
    page = str(Talk()["kind"].as_field_group())
    assert page.count('class="kern-form-check__radio"') == 2
    assert '<legend class="kern-label">Kind</legend>' in page
    assert '<label class="kern-label" for="id_kind_1">B</label>' in page


def test_a_checkbox_stands_before_its_label():
    page = str(Talk()["agreed"].as_field_group())
    assert page.index("kern-form-check__checkbox") < page.index("<label")


def test_typed_markup_stays_text():
    page = str(Talk({"title": '"><script>x</script>'}))
    assert "<script>x" not in page
