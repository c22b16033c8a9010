// flags: --override-abi 'first|callback=C-unwind' --override-abi 'third=system'
typedef void (*callback)(int a);
void first(callback c), second(void), third(int a);
