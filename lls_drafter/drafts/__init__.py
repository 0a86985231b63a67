"""Letters on disk: atomic private writes, who holds a letter, frozen versions, where work was left."""
