struct point {
	int x;
	short y, z;
	char *name;
	struct point *next;
};

int draw(struct point *point, int color);
