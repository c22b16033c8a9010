/* Declares what second.c defines; has an own idea of `different` and of `word`. */
struct completed;
enum waiting;
struct different {
	int a;
};
typedef int word;
struct same {
	struct completed *there;
	enum waiting *waiting;
};
extern int shared[];
struct same first_same;
struct different first_different;
word first_word;
int takes_word(word w);
int first(struct completed *c)
{
	return takes_word(shared[0]) + !c;
}
