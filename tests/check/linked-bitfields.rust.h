struct wider { unsigned a : 4, b : 5, c : 8; int d; };
struct moved { unsigned a : 3, : 5, b : 5; unsigned c : 8; };
struct removed { unsigned a : 3; };
struct sign { int a : 3; int b : 5; };
struct far { unsigned long a : 40, b : 20; _Bool c : 1; };
struct unnamed { unsigned a : 3, : 5, b : 8; };
struct nested { int kind; union { struct { unsigned a : 4, b : 5; }; unsigned whole; }; struct { unsigned c : 4, d : 5; } named; };
