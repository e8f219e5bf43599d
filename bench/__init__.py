"""What is measured, beside what, by one command each."""
