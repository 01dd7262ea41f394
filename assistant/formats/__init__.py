"""An answer as something to keep or pass on: Markdown, one HTML file, JSON; each with references and hashes."""
