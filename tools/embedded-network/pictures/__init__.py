"""Pictures made by formula: patterns, fractals, scenes, and the media they are painted in."""
