"""The whole main job, walked in a real browser through the real pages."""
