struct wider { unsigned a : 3, b : 5, c : 8; int d; } *wider;
struct moved { unsigned a : 3, b : 5; unsigned c : 8; } *moved;
struct removed { unsigned a : 3, b : 5; } *removed;
struct sign { unsigned a : 3; int b : 5; } *sign;
struct far { unsigned long a : 40, b : 20; _Bool c : 1; } *far;
struct unnamed { unsigned a : 3, : 5, b : 8; } *unnamed;
struct nested { int kind; union { struct { unsigned a : 3, b : 5; }; unsigned whole; }; struct { unsigned c : 4, d : 4; } named; } *nested;
