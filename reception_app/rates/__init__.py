"""What is sold: charge codes with their VAT, rate plans, the price of a night."""
