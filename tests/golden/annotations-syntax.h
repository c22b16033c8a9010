// flags: 
// doctests: none
/** <div class="x" rustbindgen nocopy></div> the tag has to begin with it */
struct not_first { int a; };
/** <div rustbindgen="true" nocopy="false"></div> values of words without one are ignored */
struct with_value { int a; };
/** <div
 * rustbindgen
 *   nocopy   nodebug ></div> across lines */
struct lines { int a; };
/// <div rustbindgen
/// nocopy derive = "PartialEq,
/// Eq">
/// </div>
/// in line comments
struct line_comments { int a; };
/** <DIV rustbindgen nocopy></DIV> */
struct upper_case { int a; };
/** <div rustbindgen nocopy></div> two
 * \brief and <div rustbindgen nodebug></div>*/
struct twice { int a; };
/** <div rustbindgen nocopy/> empty element */
struct empty_element { int a; };
/** unfinished <div rustbindgen nocopy */
struct unfinished { int a; };
/** <div rustbindgen derive="PartialEq */
struct unfinished_value { int a; };
/** \code
 * <div rustbindgen nocopy></div>
 * \endcode */
struct code { int a; };
/** \<div rustbindgen nocopy></div> */
struct escaped { int a; };
/** < div rustbindgen nocopy></div> */
struct blank { int a; };
/** <div rustbindgen nocopy=yes nodebug></div> */
struct unquoted { int a; };
/** <div rustbindgen no-copy nocopy></div> a word that is none ends it */
struct odd_word { int a; };
/** <div rustbindgen unknown nocopy></div> */
struct unknown_word { int a; };
/** <span rustbindgen nocopy></span> */
struct other_tag { int a; };
/** <div rustbindgen nocopy>kept</div> */
struct content { int a; };
/* <div rustbindgen nocopy></div> */
struct no_doc_comment { int a; };
/** <div rustbindgen></div> */
struct nothing_asked { int a; };
