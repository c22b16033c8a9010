int draw(struct outer *at, char c, enum colour colour, double d, _Bool flag);
void say(const char *format, ...);
point_t move(point_t by, const struct list *list, unsigned long long count);
word_t *find(struct forward *in, visit_t visit);
