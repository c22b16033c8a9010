// flags:
/* Arrays in parameter lists are pointers to their elements, whatever their bounds. */
int trace(int n, int matrix[n][n]);
int total(int n, const int values[n]);
int star(int n, int matrix[*][*]);
int pointer_to_row(int n, int (*row)[n]);
int fixed(int matrix[2][3]);
int at_least(const int values[static 2]);
int cube(int a, int b, int c[a][b][b]);
int strings(int n, char *names[n]);
