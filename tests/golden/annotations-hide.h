// flags: --raw-line 'pub type leaf = u32;' --default-enum-style rust --constified-enum plain --newtype-enum number
/** <div rustbindgen hide></div> */
typedef unsigned leaf;
struct tree { leaf leaf; };
/** <div rustbindgen hide></div> */
void internal(struct tree *tree);
/** <div rustbindgen hide></div> */
extern int internal_state;
void external(struct tree *tree);
enum colour {
	/** <div rustbindgen hide></div> */
	COLOUR_NONE,
	RED,
	GREEN, /**< <div rustbindgen hide></div> */
	BLUE
};
enum plain {
	PLAIN_A,
	/** the end <div rustbindgen hide></div> */
	PLAIN_MAX
};
enum number {
	ONE = 1,
	TWO, /**< <div rustbindgen hide></div> */
};
enum {
	/** <div rustbindgen hide></div> */
	HIDDEN,
	SEEN
};
