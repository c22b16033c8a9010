// EXPECT:5:5: error: unknown type name 'uint99_t'
// EXPECT:6:15: error: unknown type name 'also_unknown'
// EXIT: 1
int before(void);
    uint99_t unknown(void);
int parameter(also_unknown x);
