/**
 * A point in the plane.
 *
 * Written as `struct point`; see also draw().
 *
 * @note Not thread safe.
 * @see draw
 */
struct point {
	int x; /**< the horizontal part */
	int y; ///< the vertical part
	/*!
	 * The name, in Qt style.
	 */
	const char *name;
	/// Three slashes.
	/// On two lines.
	int slashes;
	//! Exclamation style.
	int bang;
	int flags; //!< trailing, Qt style
};

/**
 * draw - draws a point
 * @p: the point, never %NULL
 * @color: one of &enum color
 *
 * Example::
 *
 *	struct point p = { 1, 2 };
 *	draw(&p, 3);
 *
 * Context: any.
 * Return: 0, or -EINVAL where @p is no good.
 */
int draw(const struct point *p, int color);

/**
 * @brief Doxygen's own.
 *
 * Some more text with <b>bold</b> and \c code, and an index a[0] and [brackets].
 *
 * @code
 * int result = doxygen(1, 2.0);
 * @endcode
 *
 * \param[in] first the first argument
 * @param second the second one,
 *        on two lines
 * @return what it returns
 * @retval 0 for success
 * @warning it warns
 */
int doxygen(int first, double second);

/**
 * Indented text that Markdown would take for code:
 *
 *     let x = this_is_no_rust(;
 *
 * ```
 * fenced(without, a, language);
 * ```
 *
 * ```c
 * fenced_c(language);
 * ```
 *
 * ~~~
 * tildes;
 * ~~~
 *
 * * a list
 *   * nested deeply
 *
 *         even deeper (;
 *
 * 1. numbered
 */
void markdown(void);

/* An ordinary comment documents nothing. */
void ordinary(void);

// Nor does this one.
void ordinary_slashes(void);

/** One line. */
typedef int documented_alias;

/** What colours there are. */
enum color {
	RED, /**< like blood */
	/** like grass */
	GREEN,
};

/** The answer. */
#define ANSWER 42

/** A variable. */
extern int documented_variable;

/**
 * Ends it all: *\/ and "quotes" and \backslashes\ and #[attributes] and trailing spaces   
 * Unicode: grün, 日本語.
 */
void odd_characters(void);

/**
	 Tabs in front,
	 on every line.
*/
void tabs(void);

/***************************************
 * A banner, which is no documentation.
 ***************************************/
void banner(void);

/**/
void empty_comment(void);

/** */
void blank_comment(void);

/** Bits: */
struct bits {
	/** the low part */
	unsigned low : 4;
	unsigned high : 4; /**< the high part */
};

/**
 * struct kernel - described in front of the fields
 * @a: the first
 * @b: the second,
 *     continued
 *
 * And a description.
 */
struct kernel {
	int a;
	int b;
};
