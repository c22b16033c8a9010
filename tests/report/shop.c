/* A library in C, which shop.rs describes as it was a release ago. */
enum state { STATE_OPEN, STATE_PAID = 1000, STATE_SENT };

struct price {
	long cents;
	char currency[4];
};

struct order {
	unsigned id;
	unsigned gift : 1, express : 1, boxes : 6;
	struct price price;
	union {
		const char *note;
		unsigned long code;
	};
	enum state state;
	int n_items;
	short items[];
};

union any {
	int number;
	double real;
	char text[12];
};

int orders_open;

long order_total(const struct order *order, unsigned discount)
{
	return order->price.cents - (long)discount;
}

enum state order_send(struct order *order, union any *any, ...)
{
	any->number = order->n_items;
	return order->state;
}
