#include <stdint.h>
#include <stddef.h>
typedef int fd_t;
typedef struct { uint32_t value; } id_t_;
enum level { LOW, HIGH = 200 };
union word { uint32_t whole; uint8_t bytes[4]; };
struct list { struct list *next, **prev; };
struct __attribute__((packed)) header { uint8_t kind; uint32_t length; uint16_t crc; };
struct forms {
	fd_t fd;
	id_t_ id;
	enum level level;
	union word word;
	struct list list;
	const char *name;
	void *opaque;
	void (*done)(struct forms *, int);
	int (*must)(void);
	struct header header;
	uint8_t grid[2][3];
	struct list *maybe, *never;
	_Bool flag;
	double ratio;
	size_t count;
	char tail[];
};
struct forms the_forms;
