"""Reading → locations: names are proposed, weighed and decided; then placed on the map and told from governments."""
