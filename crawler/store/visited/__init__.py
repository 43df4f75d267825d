"""What crawls remember of what they visited: pages and when they are due again, validators, pages that are gone, rules of sites."""
