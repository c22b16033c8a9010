// env: "BINDGEN_EXTRA_CLANG_ARGS=-DTHERE -DTOO=\'1 2\'"
#ifdef THERE
int there(void);
#endif
#ifdef TOO
int too(void);
#endif
