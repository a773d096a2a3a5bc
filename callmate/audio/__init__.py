"""Records and plays sound; knows nothing of calls or screens."""
