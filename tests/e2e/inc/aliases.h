typedef int plain;
typedef plain chained;
typedef unsigned char bytes[4];
typedef struct point { int x, y; } point_t;
typedef int (*callback)(plain value, void *data);
typedef struct point *point_ptr;
struct user { plain a; chained b; bytes c; point_t d; point_ptr e; callback f; };
plain convert(plain a, chained b);
int use(const struct user *u, point_t p, callback f);
