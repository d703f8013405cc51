"""The search index repeats what is public, names of people with a released profile included."""

from django.utils.translation import gettext_lazy as _

from kogge.core import legal_bases
from kogge.core.data_map import ALL, Terms, personal

_INDEX = Terms(
    about=_("People who are named on public pages"),
    purpose=_("To find public pages"),
    basis=legal_bases.PUBLIC_TASK,
    retention=_("As long as the page is public; a withdrawal is taken over within two seconds"),
    erasure=_("Disappears with the public page"),
)

PERSONAL = (
    *personal("search.SearchDocument", "key path title title_en detail text text_en group", _INDEX),
    *personal("search.SearchDocument", "title_words title_grams all_words all_grams", _INDEX),
    *personal("search.Term", "text", _INDEX),
)
NOT_PERSONAL = {
    "search.SearchDocument": "id kind sort_on digest",
    "search.Term": "id channel documents",
    "search.Posting": ALL,
    "search.Waiting": ALL,
}
