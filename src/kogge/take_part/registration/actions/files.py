"""Files given as answers: one for each question, the former one goes."""

from collections.abc import Iterable
from functools import partial

from django.db import transaction

from ..applications import FileAnswer
from ..models import AnswerFile, Registration


def store_files(registration: Registration, files: Iterable[FileAnswer]) -> None:
    """Keep checked files, each in place of a former answer to its question."""
    for answer in files:
        drop_files(registration, question=answer.question_id)
        kept = AnswerFile(
            registration=registration,
            question_id=answer.question_id,
            name=answer.name[:200],
            kind=answer.kind,
            size=answer.file.size,
        )
        kept.file.save(answer.file.name, answer.file, save=False)
        kept.save(force_insert=True)


def drop_files(registration: Registration, **which: int) -> None:
    """Delete file answers; the files themselves go once the transaction holds."""
    for old in registration.files.filter(**which):
        old.delete()
        transaction.on_commit(partial(old.file.storage.delete, str(old.file.name)))
