"""A second opinion on the engine's figures: random small stores, and the same questions in SQL written from the rules."""
