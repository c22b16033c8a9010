// Shapes from Linux that have gone wrong in other generators.
typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned u32;
typedef unsigned long long u64;
struct statistics { } __attribute__((aligned(64)));
struct task { int state; struct statistics stats; char comm[16]; };
struct config_ioctl { char online; u8 set; int flag; } __attribute__((packed));
struct header { u8 version : 4, ihl : 4; u8 tos; u16 len; u16 id; u16 frag : 13, flags : 3; u32 saddr __attribute__((packed)); };
struct list { struct list *next, *prev; };
struct page { unsigned long flags; union { struct { union { struct list lru; struct { void *pad; u32 mlock; }; };
	      void *mapping; unsigned long index; }; struct { u64 dma[2]; }; struct { unsigned long a; u8 order; }; };
	      union { u32 type; int count; }; int refs; } __attribute__((aligned(2 * sizeof(unsigned long))));
struct group { u16 n; union { struct { u8 a, b; }; u16 ab; } entry[]; };
union lock { struct { int val; }; struct { u8 locked; u8 pending; }; struct { u16 locked_pending; u16 tail; }; };
struct descriptor { u16 limit0; u16 base0; u16 base1 : 8, type : 4, s : 1, dpl : 2, p : 1;
		    u16 limit1 : 4, avl : 1, l : 1, d : 1, g : 1, base2 : 8; } __attribute__((packed));
struct gate { u16 low; u16 segment; struct { u16 ist : 3, zero : 5, type : 5, dpl : 2, p : 1; } bits; u16 middle; u32 high; }
	__attribute__((packed));
struct cacheline { int a; int b __attribute__((aligned(64))); char c; } __attribute__((aligned(64)));
struct ethhdr { u8 dest[6], source[6]; u16 proto; } __attribute__((packed));
struct arp { struct ethhdr eth; u16 type; u64 when; } __attribute__((packed, aligned(2)));
struct bpf { u16 pages; u16 jited : 1, jit_requested : 1, gpl : 1, cb : 1, dst : 1; int type; u32 len; u8 tag[8]; void *stats;
	     union { struct { struct { } e1; u64 insns[]; }; struct { struct { } e2; u32 more[]; }; }; };
struct partial { char c; u64 x __attribute__((packed, aligned(4))); };
