"""What the clock starts for the directory."""

from datetime import timedelta

from django.utils import timezone

from .actions.merging import UNDO_DAYS
from .models import PersonMerge


def forget_old_merges() -> int:
    """Empty what was kept to undo merges, once that is no longer possible. Returns how many."""
    over = PersonMerge.objects.filter(merged_at__lt=timezone.now() - timedelta(days=UNDO_DAYS)).exclude(
        moved={}
    )
    return over.update(moved={}, reason="")
