"""The Ask view: past conversations, the chat, and what one can do with a turn."""
