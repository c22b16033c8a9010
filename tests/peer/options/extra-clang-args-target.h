// flags: -- --target=i686-unknown-linux-gnu
// env: BINDGEN_EXTRA_CLANG_ARGS_i686-unknown-linux-gnu=-DTHERE TARGET=i686-unknown-linux-gnu
#ifdef THERE
int there(long l);
#endif
