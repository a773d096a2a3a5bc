"""A paper as the contents of a file, by the file's ending."""

from callmate.documents.formats.blocks import Paper

_COLUMNS = 78

ENDINGS = (".txt", ".md", ".html", ".pdf", ".odt", ".docx")
"""The kinds of file that a paper can become."""


def contents(paper: Paper, ending: str) -> bytes:
    """The bytes of the file.

    Args:
        paper: The paper.
        ending: One of ``ENDINGS``; only the writer that it names is loaded.
    """
    match ending:
        case ".pdf":
            from callmate.documents.formats.pdf import as_pdf  # noqa: PLC0415 - loads a typesetter

            return as_pdf(paper)
        case ".odt":
            from callmate.documents.formats.odt import as_odt  # noqa: PLC0415 - loads a large library

            return as_odt(paper)
        case ".docx":
            from callmate.documents.formats.docx import as_docx  # noqa: PLC0415 - loads a large library

            return as_docx(paper)
        case ".html":
            from callmate.documents.formats.html import as_html  # noqa: PLC0415 - only now wanted

            return as_html(paper).encode()
        case ".md":
            from callmate.documents.formats.markdown import as_markdown  # noqa: PLC0415 - only now wanted

            lines = as_markdown(paper)
        case _:
            from callmate.documents.formats.plain_text import as_text  # noqa: PLC0415 - only now wanted

            lines = as_text(paper, _COLUMNS)
    return "\n".join([*lines, ""]).encode()
