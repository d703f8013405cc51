"""The one exception that carries a sentence for people."""


class Refused(Exception):  # noqa: N818  reads as a sentence where it is raised and caught
    """An action was not carried out. `str(refusal)` says what happened and what to do, translated.

    `field` names the form field the sentence belongs beside, or is None for the whole form.
    """

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field

    def __str__(self) -> str:
        return str(self.sentence)
