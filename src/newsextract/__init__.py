"""newsextract: French news in, who says what about weapons and troops out."""
