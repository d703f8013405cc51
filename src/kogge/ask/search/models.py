"""The index as plain tables, the same on both databases."""

from django.db import models


class SearchDocument(models.Model):
    """One public page or record that can be found."""

    key = models.CharField(max_length=260, unique=True)
    group = models.CharField(max_length=160, db_index=True)
    kind = models.CharField(max_length=20, db_index=True)
    path = models.CharField(max_length=400)
    title = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    detail = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    sort_on = models.DateField(null=True)
    digest = models.CharField(max_length=64)
    title_words = models.PositiveIntegerField(default=0)
    all_words = models.PositiveIntegerField(default=0)
    title_grams = models.PositiveIntegerField(default=0)
    all_grams = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.title


class Term(models.Model):
    """A term of one channel and in how many documents it stands."""

    class Channel(models.TextChoices):
        WORD = "w"
        GRAM = "g"
        SURFACE = "s"

    channel = models.CharField(max_length=1, choices=Channel.choices)
    text = models.CharField(max_length=120)
    documents = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "text"], name="term_once")]

    def __str__(self) -> str:
        return self.text


class Posting(models.Model):
    """How much one term speaks for one document, without the term's rarity."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, db_index=False)
    document = models.ForeignKey(SearchDocument, on_delete=models.CASCADE, related_name="postings")
    weight = models.FloatField()

    class Meta:
        indexes = [models.Index(fields=["term", "document", "weight"], name="posting_covering")]

    def __str__(self) -> str:
        return f"{self.term_id} in {self.document_id}"


class Waiting(models.Model):
    """A group of documents that changed and is to be read anew."""

    group = models.CharField(max_length=160, unique=True)

    def __str__(self) -> str:
        return self.group
