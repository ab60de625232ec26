"""Who may do what: roles, sign-in, the acting user, the audit trail and its verification."""
