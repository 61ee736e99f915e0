"""What a visitor sees: steps become pages, pages become frames, one Kivy widget draws frames."""
