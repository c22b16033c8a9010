#include "vla-params.h"

int trace(int n, int matrix[n][n])
{
	int sum = 0;

	for (int i = 0; i < n; i++)
		sum += matrix[i][i];
	return sum;
}

int total(int n, const int values[n])
{
	int sum = 0;

	for (int i = 0; i < n; i++)
		sum += values[i];
	return sum;
}

int star(int n, int matrix[n][n])
{
	return trace(n, matrix);
}

int pointer_to_row(int n, int (*row)[n])
{
	return (*row)[n - 1];
}

int fixed(int matrix[2][3])
{
	return matrix[1][2];
}

int at_least(const int values[static 2])
{
	return values[0] + values[1];
}

int cube(int a, int b, int c[a][b][b])
{
	return c[a - 1][b - 1][b - 1];
}

int strings(int n, char *names[n])
{
	return names[n - 1][0];
}
