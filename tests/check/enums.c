enum sign { S_A, S_B } *sign;
enum negative { N_A = -1, N_B } *negative;
enum value { V_A, V_B = 7, V_C } *value;
enum small { M_A, M_B } __attribute__((packed)) *small;
enum rust { R_A, R_B } *rust;
enum later { L_A, L_B };
void use(enum later l) { (void)l; }
struct has { enum value v; enum small s; } *has;
