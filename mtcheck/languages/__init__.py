"""All that mtcheck knows of each language: one TOML file a language, named by its BCP 47 tag."""
