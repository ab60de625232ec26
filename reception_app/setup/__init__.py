"""Setting up a hotel: founding, its data, rooms, prices, VAT and charge codes, and which steps are still open."""
