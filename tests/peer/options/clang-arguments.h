// flags: -- -DTHERE -funsigned-char
#ifdef THERE
int there(char c);
#endif
