"""File names as they were sent: Django drops a path in them in silence, we refuse it in a sentence (`uploads`)."""

import html
from typing import Any

from django.core.files.uploadhandler import (
    FileUploadHandler,
    MemoryFileUploadHandler,
    TemporaryFileUploadHandler,
)
from django.http.multipartparser import MultiPartParser


class SentNames(FileUploadHandler):
    """Reads uploads as Django does, but marks names that held a path by a backslash in front."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803  Django's name
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> tuple[Any, Any]:
        handlers = [MemoryFileUploadHandler(self.request), TemporaryFileUploadHandler(self.request)]
        return _Parser(META, input_data, handlers, encoding).parse()

    def file_complete(self, file_size: int) -> None:
        """Never called: the handlers above take the files."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data


class _Parser(MultiPartParser):
    def sanitize_file_name(self, file_name: str) -> str | None:
        kept: str | None = super().sanitize_file_name(file_name)
        return f"\\{kept}" if kept and set("/\\") & set(html.unescape(file_name)) else kept
