/*
 * What the module does, done in another way: the map is a table with a place for every key that there
 * may be, the list an array. So there is no tree, no links and no Rust in what the module is compared
 * with.
 *
 *	reference SEED COUNT
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct place {
	bool there;
	uint64_t value;
};

static uint64_t state;
static struct place *map;
static uint32_t count, keys, used;

static uint64_t next(void)
{
	uint64_t z = state += 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return z ^ z >> 31;
}

static uint32_t below(uint32_t n)
{
	return next() % n;
}

static void hash_start(uint64_t *hash)
{
	*hash = 0xcbf29ce484222325;
}

static void hash_add(uint64_t *hash, uint64_t number)
{
	*hash = (*hash ^ number) * 0x100000001b3;
}

static uint64_t hash_map(bool backwards)
{
	uint64_t hash;

	hash_start(&hash);
	for (uint32_t i = 0; i < keys; i++) {
		uint32_t key = backwards ? keys - 1 - i : i;

		if (!map[key].there)
			continue;
		hash_add(&hash, key);
		hash_add(&hash, map[key].value);
	}
	return hash;
}

static void map_set(uint32_t key, uint64_t value)
{
	used += !map[key].there;
	map[key] = (struct place){ true, value };
}

static void map_remove(uint32_t key)
{
	used -= map[key].there;
	map[key].there = false;
}

static void insert(void)
{
	uint32_t replaced = 0;

	while (used < count) {
		uint32_t key = below(keys);
		uint64_t value = next();

		replaced += map[key].there;
		map_set(key, value);
	}
	printf("insert: %" PRIu32 " keys, %" PRIu32 " replaced, %016" PRIx64 "\n", used, replaced, hash_map(false));
}

static void look_up(void)
{
	uint32_t found = 0;
	uint64_t sum = 0;

	for (uint32_t i = 0; i < count; i++) {
		uint32_t key = below(keys);

		if (map[key].there) {
			found++;
			sum += map[key].value;
		}
	}
	printf("look up: %" PRIu32 " of %" PRIu32 " keys, %016" PRIx64 "\n", found, count, sum);
}

static void ranges(void)
{
	uint32_t entries = 0;
	uint64_t hash;

	hash_start(&hash);
	for (uint32_t i = 0; i < count / 100; i++) {
		uint32_t start = below(keys), end = below(keys), key;

		end = start / 2 + end % 400;
		for (key = start / 2; key < end; key++)
			entries += key < keys && map[key].there;
		for (key = end + 1; key-- > start / 2;)
			if (key < keys && map[key].there)
				hash_add(&hash, key);
		for (key = start; key < keys && !map[key].there;)
			key++;
		hash_add(&hash, key < keys ? key : UINT64_MAX);
	}
	printf("ranges: %" PRIu32 " entries, %016" PRIx64 "\n", entries, hash);
}

static void change(void)
{
	uint32_t added = 0, key;

	for (uint32_t i = 0; i < count / 10; i++) {
		key = below(keys);
		if (map[key].there) {
			map[key].value ^= 0xff;
		} else {
			map_set(key, next());
			added++;
		}
		key = below(keys);
		map[key].value = map[key].value << 7 | map[key].value >> 57;
	}
	for (key = 0; key < keys; key++) {
		if (key >= count && key < 2 * count)
			map[key].value ^= 0xff00;
		map[key].value += key;
	}
	printf("change: %" PRIu32 " added, %016" PRIx64 "\n", added, hash_map(false));
}

static void remove_some(void)
{
	uint32_t removed = 0, key;

	for (uint32_t i = 0; i < 2 * count; i++) {
		key = below(keys);
		removed += map[key].there;
		map_remove(key);
	}
	printf("remove: %" PRIu32 " keys, %016" PRIx64 "\n", removed, hash_map(false));
	for (key = count; key < keys; key++)
		if (map[key].value % 3 == 0)
			map_remove(key);
	for (uint32_t i = 0; used && i < count / 100; i++) {
		for (key = 0; key < keys - 1 && !map[key].there;)
			key++;
		map_remove(key);
		for (key = keys - 1; key > 0 && !map[key].there;)
			key--;
		map_remove(key);
	}
	printf("walk: %" PRIu32 " left, %016" PRIx64 "\n", used, hash_map(true));
}

/* The two lists grow in the middle of an array each. */
static void list(void)
{
	uint64_t *room[2] = { calloc(2 * used + 1, sizeof(uint64_t)), calloc(2 * used + 1, sizeof(uint64_t)) };
	uint64_t *all = calloc(used + 1, sizeof(uint64_t)), hash;
	uint32_t start[2] = { used, used }, end[2] = { used, used }, cut, n = 0, left = 0, seen = 0;

	for (uint32_t key = 0; key < keys; key++) {
		uint32_t way, which;

		if (!map[key].there || seen++ % 4)
			continue;
		way = next() % 4;
		which = way / 2;
		room[which][way % 2 ? end[which]++ : --start[which]] = map[key].value;
	}
	for (cut = start[0]; cut < end[0] && room[0][cut] % 2 == 0;)
		cut++;
	for (uint32_t i = start[0]; i < cut; i++)
		all[n++] = room[0][i];
	for (uint32_t i = start[1]; i < end[1]; i++)
		all[n++] = room[1][i];
	for (uint32_t i = cut; i < end[0]; i++)
		all[n++] = room[0][i];
	for (uint32_t i = 0; i < n; i++) {
		uint64_t value = all[i] >> 9 | all[i] << 55;

		if (value % 3)
			all[left++] = value;
	}
	/* Without the first and the last. */
	n = left > 2 ? left - 2 : 0;
	memmove(all, all + 1, n * sizeof(*all));
	hash_start(&hash);
	for (uint32_t i = 0; i < n; i++)
		hash_add(&hash, all[i]);
	for (uint32_t i = n; i-- > 0;)
		hash_add(&hash, all[i]);
	printf("list: %" PRIu32 " elements, %016" PRIx64 "\n", n, hash);
	printf("%" PRIu32 " values alive\n", used + n);
}

int main(int argc, char **argv)
{
	if (argc != 3) {
		fprintf(stderr, "usage: reference SEED COUNT\n");
		return 2;
	}
	state = strtoull(argv[1], NULL, 0);
	count = strtoul(argv[2], NULL, 0);
	keys = 4 * count;
	map = calloc(keys + 1, sizeof(*map));
	insert();
	look_up();
	ranges();
	change();
	remove_some();
	list();
	return 0;
}
