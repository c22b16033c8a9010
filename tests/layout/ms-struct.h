// Microsoft's bitfields: only x86 has the attribute in both compilers.
// targets: x86_64 i686
struct m_plain { char a : 3; int b : 5; int c : 7; } __attribute__((ms_struct));
struct m_types { unsigned char a : 3; unsigned short b : 5; unsigned c : 7; unsigned long long d : 9; } __attribute__((ms_struct));
struct m_zero { unsigned char a : 3; int : 0; unsigned char b : 3; } __attribute__((ms_struct));
struct m_zero_after { char a; int : 0; char b; } __attribute__((ms_struct));
struct m_between { int a : 5; char c; int b : 6; } __attribute__((ms_struct));
struct m_llong { char c; long long x; unsigned a : 3; } __attribute__((ms_struct));
struct g_plain { char a : 3; int b : 5; int c : 7; } __attribute__((gcc_struct));
