"""Tables in documents as grids of cells with their places: read from the stored extraction, typed, filtered, summed up."""
