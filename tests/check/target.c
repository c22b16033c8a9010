// gcc: -m32
struct point { long x; } point;
