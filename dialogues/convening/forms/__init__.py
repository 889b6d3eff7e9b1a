"""What people type while convening: validation and layout, nothing saved."""
