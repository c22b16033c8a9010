// witness
struct bits {
	unsigned a : 3;
	unsigned b : 5;
};
