"""The Read view: the review by section, every place addressable, searched within, criteria shown where they arise."""
