"""Tables: every record as a typed row, with its columns, its schema, and the formats that write it."""
