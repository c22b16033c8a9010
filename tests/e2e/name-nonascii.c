#include "name-nonascii.h"

int größter = 41;

int zähle(struct größe *wert, int 数)
{
	return wert->länge + wert->höhe + 数;
}
