"""The page between a source and its site: where a link goes and what that site learns, then the link itself."""
