"""The look of the kiosk: panel and millimetres, type scale, colours, fonts, line breaking."""
