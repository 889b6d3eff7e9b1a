"""URLs of activities and their meetings."""

urlpatterns: list[object] = []
