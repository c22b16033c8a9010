int nothing_else(void)
{
	return 1;
}
