"""The only place that touches Kivy: its environment, its text, one widget, its loop."""
