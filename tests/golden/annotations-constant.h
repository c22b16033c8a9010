// flags: --rustified-enum 'colour' --newtype-enum 'shape' --constified-enum-module 'size'
enum colour {
	RED,
	GREEN, /**< The last one. <div rustbindgen constant></div> */
};
enum shape {
	/** <div rustbindgen constant></div> */
	ROUND = 4,
	SQUARE
};
enum size {
	SMALL, /**< <div rustbindgen constant></div> */
	LARGE
};
/* already constants */
enum plain {
	PLAIN_ONE, /**< <div rustbindgen constant></div> */
};
