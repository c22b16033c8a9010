// flags: --with-derive-default
/* Microsoft's bitfield layout and fields of 128-bit types. */
struct __attribute__((ms_struct)) microsoft { char a : 4; int b : 6; int c : 20; short d : 9; char e; };
struct huge { __int128 a : 65; unsigned __int128 b : 63; unsigned __int128 c : 100; };
struct huge_small { char before; unsigned __int128 a : 7; char after; };
void fill_microsoft(struct microsoft *m);
int check_microsoft(const struct microsoft *m);
void fill_huge(struct huge *h);
int check_huge(const struct huge *h);
void fill_huge_small(struct huge_small *h);
unsigned long size_microsoft(void), size_huge(void), size_huge_small(void);
