"""Reading → calibres: forms of numbers, weapons beside them, and the judgement that joins them."""
