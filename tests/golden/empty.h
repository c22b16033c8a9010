// flags:
/* A header without a declaration is no error. */
