struct bits { unsigned a : 3, b : 5; int d; } *bits;
struct past { unsigned a : 3, b : 9; int d; } *past;
