"""Addresses of machines, which speak no language."""

from django.urls import path

from .views import public

app_name = "credentials"
urlpatterns = [
    path(".well-known/did.json", public.did, name="did"),
    path(".well-known/jwks.json", public.jwks, name="jwks"),
    path("credentials/status/<int:number>", public.status, name="status"),
]
