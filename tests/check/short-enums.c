// gcc: -fshort-enums
enum color { RED, GREEN };
struct pixel { enum color c; short depth; } *pixel;
void draw(enum color c) { (void)c; }
