// flags: --override-abi 'entry=efiapi' --override-abi 'hook=win64' --must-use-type 'result' --must-use-type 'status'
typedef void (*entry)(void (*nested)(int), int argument);
typedef int hook(const char *a_rather_long_parameter_name, const char *another_long_parameter_name);
struct result { int code; };
typedef int status;
struct result run(void);
status poll(int fd);
status *pointer(void);
/// <div rustbindgen mustusetype></div>
typedef int checked;
checked check(void);

typedef int handler(struct result *into, unsigned long size);
extern handler by_typedef;
extern __typeof__(by_typedef) by_typeof;
extern hook hooked;
