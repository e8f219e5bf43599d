"""What is measured is measured right: the server's pages, the tables, the plot. No figure is looked at."""
