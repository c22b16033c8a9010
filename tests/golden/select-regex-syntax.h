// flags: --allowlist-function '(?i)UPPER_.*' --allowlist-function 'digit\d+' --allowlist-function 'hex_[[:xdigit:]]+'
// flags: --allowlist-function 'rep(eat){2,3}' --allowlist-function 'a|b|(?:c|d)e' --allowlist-function '\w_\x{77}'
// flags: --allowlist-function '(?P<name>named)' --allowlist-function 'set_[a-f&&[^b-d]]' --allowlist-function '^anchored$'
// flags: --allowlist-function 'k?size_t' --allowlist-function 'neg_[^0-9]' --allowlist-function '(?x) spaced _out'
/* Rust's regular expressions, each matched against the whole name. */
void upper_case(void);
void digit12(void), digit(void), digit12x(void);
void hex_beef(void), hex_xyz(void);
void repeat(void), repeateat(void), repeateateat(void), repeateateateat(void);
void a(void), b(void), ab(void), ce(void), de(void), c(void), e(void);
void x_w(void), x_v(void), xx_w(void);
void named(void), namedd(void);
void set_a(void), set_b(void), set_e(void), set_g(void);
void anchored(void), anchored_not(void);
void size_t_(void), ksize_t(void);
void neg_0(void), neg_a(void);
void spaced_out(void);
