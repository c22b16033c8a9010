void print(int) __attribute__((overloadable));
void print(const char *) __attribute__((overloadable));
void print(double) __attribute__((overloadable));
void print2(void);
