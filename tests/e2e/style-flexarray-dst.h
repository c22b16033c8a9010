// flags: --flexarray-dst --rust-target 1.85
struct list { unsigned count; long items[]; };
struct list *list_new(unsigned count);
long list_sum(const struct list *l);
