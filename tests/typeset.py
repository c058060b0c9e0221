"""Blocks → galley with the words of the dictionary, as the pipeline sets them."""

from functools import partial

from gen.dictionary import word_starts
from gen.typesetting import galley

set_blocks = partial(galley.set_blocks, words=word_starts)
