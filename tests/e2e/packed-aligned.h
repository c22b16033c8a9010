// flags: --with-derive-default
/*
 * Layouts that Rust has no attributes for, in the shape of real kernel headers: packed around aligned members, packed and
 * aligned at once, an empty but aligned struct.
 */
typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;

/* linux/ioam6.h: packed, with a flexible array and bitfields, around a member that is aligned by itself */
struct __attribute__((aligned(4))) node_data { u32 value; };
struct trace_header {
	u16 namespace_id;
	u8 node_length : 5, overflow : 1, unused : 2;
	u8 remaining : 7, more : 1;
	union {
		u32 type_word;
		struct { u32 bit0 : 1, bit1 : 1, rest : 30; } type;
	};
	struct node_data first;
	u8 data[];
} __attribute__((packed));

/* gpib: one byte fields, then 4-byte enumeration, aligned */
struct poll_config {
	u8 address;
	u8 sense : 1;
	u8 set : 1;
	u32 mask;
} __attribute__((packed, aligned(8)));

/* linux/sctp.h: packed and aligned(4), with 8-byte aligned storage inside */
struct storage { u64 word; char rest[120]; };
struct peer_parameters {
	int association;
	struct storage address;
	u32 interval;
	u16 maximum;
	u32 path;
	u64 delay;
	u8 last;
} __attribute__((packed, aligned(4)));

/* linux/sched.h without CONFIG_SCHEDSTATS */
struct statistics {
} __attribute__((aligned(64)));
struct task { char state; struct statistics stats; u64 runtime; };

/* packed around an over-aligned one */
struct line { u64 word; } __attribute__((aligned(64)));
struct __attribute__((packed)) around { char tag; struct line line; u16 end; };
struct holder { char c; struct around around; struct peer_parameters peer; };

void fill_trace(struct trace_header *t);
void fill_poll(struct poll_config *p);
void fill_peer(struct peer_parameters *p);
void fill_task(struct task *t);
void fill_around(struct around *a);
void fill_holder(struct holder *h);
int check_peer(const struct peer_parameters *p);
int check_around(const struct around *a);
unsigned long size_of_type(int which), align_of_type(int which);
