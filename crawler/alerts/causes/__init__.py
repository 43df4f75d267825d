"""What can set off an alert: one function for each kind of rule, from a scene to its causes."""
