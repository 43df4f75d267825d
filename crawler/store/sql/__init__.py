"""What people with SQL see of a store: views with readable names, and the table of facts that they draw on."""
