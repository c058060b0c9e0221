"""Lines of a document → its structure: title, number, 题注, articles, closing.

Door: `recognise`.
"""
