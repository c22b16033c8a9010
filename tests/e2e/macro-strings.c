#include "macro-strings.h"

#define TEXT(s) { sizeof(s), s }

const struct text texts[] = { TEXT(S_PLAIN), TEXT(S_EMPTY), TEXT(S_JOINED), TEXT(S_ZERO), TEXT(S_BYTES), TEXT(S_UTF8), TEXT(S_ALIAS),
			      TEXT("in parentheses"), TEXT(S_U8), TEXT(S_STRINGIZED) };
const struct text texts_16[] = { TEXT(S_16) };
const struct text texts_32[] = { TEXT(S_WIDE), TEXT(S_32) };
