"""The writers of paper: PDF, HTML, Markdown, text, ODT, DOCX, spreadsheet."""
