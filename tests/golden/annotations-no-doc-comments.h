// flags: --no-doc-comments
/** Hidden words. <div rustbindgen nocopy></div> */
struct handle {
	/** A number. <div rustbindgen private></div> */
	int fd;
	/** Another one. */
	int other;
};
enum level {
	LOW, /**< Low. <div rustbindgen hide></div> */
	HIGH /**< High. */
};
