"""A PostgreSQL server in place of the files of the data folder: conversations, study, sessions of the page."""
