"""What stands at the root and outside the languages: the worker, since its scope is the whole site, and icons."""

from django.urls import path

from .views import copies

app_name = "my_day_worker"
urlpatterns = [
    path("programme-worker.js", copies.worker, name="worker"),
    path("programme-icon-<int:size>.png", copies.icon, name="icon"),
]
