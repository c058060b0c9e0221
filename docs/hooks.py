"""The repository's pages → the files of the site (`make docs`): each at its own path, so that links in the repository are the site's."""  # noqa: INP001

import re
from pathlib import Path
from typing import Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT: Final = Path(__file__).resolve().parent.parent
PAGES: Final = ("*.md", "docs/**/*.md", "fonts/README.md", "tests/clauses/*/README.md")
SOURCES: Final = "tests/figures/*.md"
"""Sources of documents, which the site shows as they are written."""
BESIDE: Final = ("LICENSE", "docs/pictures/*.png", "fonts/LICENSES/*")

_FENCED: Final = re.compile(r"(^```.*?^```$)", re.MULTILINE | re.DOTALL)
_IN_A_STEP: Final = re.compile(r"^ {3}", re.MULTILINE)
_NAMED: Final = re.compile(r"^( *```\w+) (\S+)$", re.MULTILINE)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Replace what MkDocs found in docs/ by the pages of the whole repository; the theme's own files stay."""
    theme = [file for file in files if file.src_dir != config.docs_dir]
    found = sorted({path for pattern in (*PAGES, SOURCES, *BESIDE) for path in ROOT.glob(pattern)})
    urls = config.use_directory_urls
    return Files([*theme, *(File(path.relative_to(ROOT).as_posix(), str(ROOT), config.site_dir, use_directory_urls=urls) for path in found)])


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:  # noqa: ARG001 — MkDocs' signature
    """Show a source as it is written, front matter and all; MkDocs reads any other page itself."""
    path = ROOT / page.file.src_uri
    return f"# {path.name}\n\n````text\n{path.read_text(encoding='utf-8')}````\n" if path in ROOT.glob(SOURCES) else None


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001 — MkDocs' signature
    """Say what GitHub reads as Python-Markdown reads it: four spaces before what belongs to a numbered step, a title for a block's file."""
    pieces = _FENCED.split(markdown)
    pieces[::2] = [_NAMED.sub(r'\1 title="\2"', _IN_A_STEP.sub(" " * 4, piece)) for piece in pieces[::2]]
    return "".join(pieces)
