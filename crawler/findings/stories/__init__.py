"""Stories and what is in them: copies, links, whose words, who names them, what stays outside."""
