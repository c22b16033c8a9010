// flags: -- -fms-extensions
struct handles {
	int *__ptr32 near;
	int *far;
	int *__ptr32 both[2];
};
typedef int *__ptr32 near_pointer;
void left_out(int *__ptr32 p);
extern int *__ptr32 variable;
