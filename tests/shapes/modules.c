struct point { int x, y; };
struct line { struct point from, to; };
struct line *use_line;
