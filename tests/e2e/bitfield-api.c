#include "bitfield-api.h"

int check_device(const struct device *d)
{
	return d->id == 3 && d->link == 1 && d->suspended == 0 && d->state == -20 && d->speed == 9 && d->duplex == 2 && !d->data &&
	       d->tail == 0xabc;
}

void fill_device(struct device *d)
{
	d->link = 1;
	d->state = -31;
}
