// flags: --override-abi 'second=win64' --override-abi 'third=efiapi'
typedef void (*callback)(int a);
void first(callback c), second(void), third(int a);
