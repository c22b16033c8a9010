struct blob { int a; long b; } *blob;
struct small { int a; long b; } *small;
struct hidden { int a; } *hidden;
struct wide { long double a; __int128 b; } *wide;
void use(struct hidden *h) { (void)h; }
