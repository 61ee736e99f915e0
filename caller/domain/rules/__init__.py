"""The rules of the hall, by whom they concern."""
