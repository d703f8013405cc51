"""The index as plain tables, the same on both databases."""

from django.db import models


class SearchDocument(models.Model):
    """One public passage or page that can be found."""

    key = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=20, db_index=True)
    path = models.CharField(max_length=300)
    title = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    detail = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    sort_on = models.DateField(null=True)
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.title


class Posting(models.Model):
    """How much one term of one channel (word, char4) speaks for one document: its BM25 impact."""

    channel = models.CharField(max_length=1)
    term = models.CharField(max_length=60)
    document = models.ForeignKey(SearchDocument, on_delete=models.CASCADE, related_name="postings")
    impact = models.FloatField()

    class Meta:
        indexes = [models.Index(fields=["channel", "term"])]

    def __str__(self) -> str:
        return self.term
