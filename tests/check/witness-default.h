// witness
struct plain {
	int a;
};
