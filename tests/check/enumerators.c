enum closed { C_A, C_B = 5, C_C } *closed;
enum renamed { N_A, N_B } *renamed;
enum alias { S_A, S_LAST = S_A } *alias;
enum wider { W_A } *wider;
enum plain { P_A, P_B } *plain;
enum newtype { T_A, T_B } *newtype;
