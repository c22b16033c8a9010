enum colour { RED, GREEN = 5, BLUE };
enum level { LOW = -3, HIGH };
enum mode { READ = 1, WRITE = 2 };
enum wide { WIDE = 0x100000000, OTHER = 1 };
enum narrow { NARROW } __attribute__((packed));
struct variant { unsigned tag; union { int number; float real; }; };
struct enums { enum colour colour; enum level level; enum mode mode; enum wide wide; enum narrow narrow; struct variant variant; };
enum mode set_mode(enum mode mode, enum colour colour);
enum mode set_mode(enum mode mode, enum colour colour)
{
	(void)colour;
	return mode;
}
struct enums *use_enums;
