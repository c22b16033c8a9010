// flags: --dump-preprocessed-input
int once(void);
