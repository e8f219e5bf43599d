"""One tick: what is due, done once. Only this room speaks on the Page, and it never sleeps."""
