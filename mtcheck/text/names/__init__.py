"""Names of people, places and organisations: found in a text, told apart, held against a source."""
