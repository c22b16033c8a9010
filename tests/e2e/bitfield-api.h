// flags: --with-derive-default
/* The accessor functions that existing code uses beside plain getters and setters. */
struct device {
	int id;
	unsigned link : 1;
	unsigned suspended : 1;
	int state : 6;
	unsigned char speed : 4;
	unsigned duplex : 2;
	void *data;
	unsigned tail : 12;
};
int check_device(const struct device *d);
void fill_device(struct device *d);
