// flags: --no-layout-tests
struct view;
struct buffer { char *data; unsigned long size; };
/// Seen from Rust. <div rustbindgen replaces="buffer"></div>
struct buffer_view { struct view *data; unsigned long size; };
struct holder { struct buffer own; struct buffer_view *other; };
void fill(struct buffer *buffer);

enum mode { MODE_A };
/// <div rustbindgen replaces="mode"></div>
enum mode_names { READ, WRITE };
enum mode mode_of(const struct holder *holder);

struct small { int x; };
/// Too large to take the place of small. <div rustbindgen replaces="small"></div>
struct large { int x[2]; };
/// <div rustbindgen replaces="nobody"></div>
struct lonely { int x; };
