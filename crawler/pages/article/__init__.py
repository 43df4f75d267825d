"""The one article of a page: its signs, its text, its headline, and what its body holds that is not the article."""
