"""Typeset the documents of people's congresses: one source, a GB/T 9704-2012 DOCX, the same PDF, and a plain-text gazette."""
