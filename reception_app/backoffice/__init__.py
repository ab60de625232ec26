"""What leaves the front office for the back office: lists as files, journals as queries, safe file names."""
