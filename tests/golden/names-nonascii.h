// flags:
/* Identifiers beyond ASCII; C allows them (C11 annex D), Rust too where they are XID. */
struct größe { int länge; unsigned höhe : 4; };
enum färbung { ROT_Ü = 1 };
typedef struct größe größe_t;
int zähle(struct größe *wert, int 数);
extern int größter;
#define KÜRZEL 5
#define 日本 "ja"
int \u00e9crit(void);
