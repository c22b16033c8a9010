enum color { RED, GREEN };
struct pixel { enum color c; short depth; };
void draw(enum color c);
