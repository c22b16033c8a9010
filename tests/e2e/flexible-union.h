// flags: --default-non-copy-union-style manually_drop
/* Flexible arrays in unions: the union stays a union, and the elements are where C has them. */
struct record { int kind; int length; union { struct { struct {} none; unsigned char bytes[]; }; struct { struct {} empty; int words[]; }; }; };
union message { int number; struct { int n; char text[]; } string; long align; };
struct list { unsigned count; long items[]; };
struct old { unsigned count; short items[0]; };
struct bits { unsigned count : 20; unsigned kind : 12; unsigned char bytes[]; };
struct record *record_new(int length);
union message *message_new(void);
struct list *list_new(unsigned count);
struct old *old_new(unsigned count);
struct bits *bits_new(unsigned count);
long list_sum(const struct list *l);
