// COUNT: types 5 functions 1 variables 5
/* What first.c declares; two definitions that differ are both kept, and the one that agrees with the headers counts. */
enum waiting { DONE = 5 };
struct completed {
	long size;
	enum waiting waiting;
};
struct different {
	long a, b;
};
typedef long word;
struct same {
	struct completed *there;
	enum waiting *waiting;
};
struct completed completed;
int shared[4];
struct same second_same;
struct different second_different;
word second_word;
int takes_word(int w);
int takes_word(int w)
{
	return w;
}
