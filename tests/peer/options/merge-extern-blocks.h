// flags: --merge-extern-blocks
// order: yes
int a(void);
extern int b;
int c(void);
struct d { int e; };
int f(struct d *d);
