"""Reading → troop counts: groups, whose they are, and what became of them."""
