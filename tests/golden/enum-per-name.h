// flags: --bitfield-enum 'a_.*' --newtype-enum b_enum --newtype-global-enum c_enum --rustified-enum d_enum
// flags: --rustified-non-exhaustive-enum e_enum --constified-enum f_enum --constified-enum-module g_enum
// flags: --rustified-enum h_type --default-enum-style newtype
enum a_enum { A_ONE = 1, A_TWO = 2 };
enum b_enum { B_ONE = 1, B_TWO = 2 };
enum c_enum { C_ONE = 1, C_TWO = 2 };
enum d_enum { D_ONE = 1, D_TWO = 2, D_ALSO_TWO = 2 };
enum e_enum { E_ONE = 1, E_TWO = 2 };
enum f_enum { F_ONE = 1, F_TWO = 2 };
enum g_enum { G_ONE = 1, G_TWO = 2 };
typedef enum { H_ONE = 1, H_TWO = 2 } h_type;
enum rest { REST_ONE = 1 };
void use(enum a_enum a, enum b_enum b, enum c_enum c, enum d_enum d, enum e_enum e, enum f_enum f, enum g_enum g, h_type h,
	 enum rest r);
