struct wire { char a; int b; } __attribute__((packed)) *wire;
struct other { unsigned a; } *other;
int legacy(unsigned a) { return (int)a; }
