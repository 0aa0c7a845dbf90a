"""Who shows it: command line, terminal chat, web page."""
