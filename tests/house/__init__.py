"""What holds for the whole repository: its floors, its sizes, its files."""
