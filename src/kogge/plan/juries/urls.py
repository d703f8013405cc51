"""Addresses of jurors, in the order somebody meets them."""

from . import juror_views as juror
from .comparing.urls import COMPARING
from .seats import both

app_name = "juries"
urlpatterns = [
    *both("", juror.start, "start"),
    *both("phase/<int:phase>/wishes/", juror.bids, "bids"),
    *COMPARING,
    *both("phase/<int:phase>/<str:code>/", juror.file, "file"),
    *both("phase/<int:phase>/<str:code>/conflict/", juror.conflict, "conflict"),
    *both("phase/<int:phase>/<str:code>/files/<str:question>/", juror.attachment, "attachment"),
]
