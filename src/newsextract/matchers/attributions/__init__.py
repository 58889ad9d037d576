"""Reading → attributions: cues, the sources that speak, and what exactly they say."""
