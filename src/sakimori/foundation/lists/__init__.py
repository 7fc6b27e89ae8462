"""Lists as people use them: filtered by their address, kept under a name, taken out as a table exactly as shown (AST-15)."""
