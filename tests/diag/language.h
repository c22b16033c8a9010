// flags: -- -x c++
// EXPECT: error: the headers are read as C: 'c++' is not supported
// EXIT: 1
class nothing;
