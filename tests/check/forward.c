struct hidden { int a, b; } the_hidden;
