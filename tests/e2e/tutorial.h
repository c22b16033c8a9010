// flags:
typedef struct hello_struct {
	int x;
	int y;
} hs_t;

void hello_function(int i, hs_t *h);
