"""What can be seen of a text without any rule: columns, patterns, views, languages, sentences."""
