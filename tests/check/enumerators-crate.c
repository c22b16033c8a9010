enum closed { C_A, C_B = 5, C_C };
enum renamed { N_A, N_B };
enum wider { W_A };
unsigned keep(enum closed c, enum renamed r, enum wider w);
unsigned use(void) { return keep(C_C, N_A, W_A); }
