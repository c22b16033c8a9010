// flags: -- -DBY_COMMAND_LINE=7 -DEMPTY_BY_COMMAND_LINE
/* The Linux kernel's idiom: a variable holds a macro's value with its type; and what the command line defines. */
typedef unsigned int gfp_t;
typedef long blk_t;
#define GFP_KERNEL ((gfp_t)0xcc0)
#define BLK_ERROR ((blk_t)-5)
#define BLK_CHAINED BLK_ERROR
#define GFP_BOTH (GFP_KERNEL | (gfp_t)0x100)
const gfp_t RUST_CONST_HELPER_GFP_KERNEL = GFP_KERNEL;
const unsigned long RUST_CONST_HELPER_SIZE = sizeof(long);
const int RUST_CONST_HELPER_NEGATIVE = -2;
