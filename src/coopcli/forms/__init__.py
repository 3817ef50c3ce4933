"""Forms for raters: a page that needs nothing but a browser, and its twin in YAML."""
