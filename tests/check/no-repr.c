struct reordered { char a; long b; char c; } *reordered;
