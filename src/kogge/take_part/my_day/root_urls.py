"""The worker's address: at the root and outside the languages, since its scope is the whole site."""

from django.urls import path

from .views import copies

app_name = "my_day_worker"
urlpatterns = [path("programme-worker.js", copies.worker, name="worker")]
