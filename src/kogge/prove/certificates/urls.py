"""Addresses, in the order somebody meets them."""

from django.urls import path

from .views import held, personal, public, rules

app_name = "certificates"
urlpatterns = [
    path("certificates/", public.enter, name="enter"),
    path("certificates/<str:code>/", public.verify, name="verify"),
    path("certificates/mine/<str:secret>/", personal.mine, name="mine"),
    path("certificates/mine/<str:secret>/certificate.<str:kind>", personal.file, name="file"),
    path("desk/certificates/", rules.rules, name="rules"),
    path("desk/certificates/new/", rules.new, name="new"),
    path("desk/certificates/<int:pk>/", rules.show, name="rule"),
    path("desk/certificates/<int:pk>/change/", rules.change, name="change"),
    path("desk/certificates/<int:pk>/rounds/<int:number>/issue/", rules.issue, name="issue"),
    path("desk/certificates/<int:pk>/people/<int:person>/assessment/", rules.assess, name="assess"),
    path(
        "desk/certificates/<int:pk>/people/<int:person>/assessment/<int:assessment>/withdrawal/",
        rules.withdraw,
        name="withdraw",
    ),
    path("desk/certificates/runs/<int:pk>/", held.run, name="run"),
    path("desk/certificates/runs/<int:pk>/switch/", held.switch, name="switch"),
    path("desk/certificates/held/<str:code>/", held.held, name="held"),
    path("desk/certificates/held/<str:code>/certificate.<str:kind>", held.held_file, name="held_file"),
]
