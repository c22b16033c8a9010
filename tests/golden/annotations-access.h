// flags: 
/** <div rustbindgen private></div> */
struct closed {
	int a;
	/** open <div rustbindgen private="false"></div> */
	int b;
	unsigned c : 3;
	/** <div rustbindgen private="false"></div> */
	unsigned d : 5;
};
struct open {
	int a;
	int b; /**< <div rustbindgen private></div> inner */
	unsigned c : 3;
	/** <div rustbindgen private></div> */
	unsigned d : 5;
	/** <div rustbindgen private></div> */
	union { int x; float y; };
};
/** <div rustbindgen private></div> */
struct __attribute__((packed)) bytes {
	char c;
	/** <div rustbindgen private="false"></div> */
	_Alignas(8) int i;
	struct { _Alignas(16) int j; } k;
};
/** <div rustbindgen accessor></div> */
struct counter {
	int plain;
	/** <div rustbindgen accessor="unsafe"></div> */
	int risky;
	/** <div rustbindgen accessor="immutable" private></div> */
	int type;
	/** <div rustbindgen accessor="false"></div> */
	int none;
	unsigned get_plain : 2;
	int tail[];
};
struct one {
	int a;
	/** <div rustbindgen accessor></div> */
	int b;
};
/** <div rustbindgen accessor></div> */
union either { int i; float f; };
/** <div rustbindgen accessor></div> */
struct __attribute__((packed)) packed { char c; int i; };
