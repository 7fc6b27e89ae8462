"""Charts drawn on the server as accessible SVG: classes only on pages, attributes on paper."""
