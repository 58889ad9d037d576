"""One matcher a kind of fact: `find_…(reading)` yields the kind's records. Matchers never read each other's facts."""
