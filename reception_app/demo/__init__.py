"""The demo hotel: Hotel Pod Lipami in Kazimierz Dolny with years of believable stays, always the same for a seed."""
