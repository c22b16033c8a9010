/*
 * The types of macros in one or several configurations, and the contract entries that they make.
 */
#pragma once

#include "api/api.h"
#include "api/contract.h"
#include "base/config.h"

struct signatures {
	const struct config *config;
	struct api *sum; /* of all configurations: files, entries as functions, what is left out. Not owned */
	const struct contract *known; /* what it describes is passed over; or NULL */
	GPtrArray *configurations; /* const char *: their names; NULL for the only one */
	GPtrArray *list; /* struct signature *, owned */
	GHashTable *by_name;
	GHashTable *taken; /* const char *: what a parameter must not be called */
	GHashTable *files; /* path → index in sum->files */
	bool has_selection; /* the user named macros */
};

void signatures_init(struct signatures *set, const struct config *config, const struct contract *known,
		     struct api *sum);
void signatures_finish(struct signatures *set);

/* Adds what the reader has found out in a configuration, whose model lives as long as the set. name: of the configuration; NULL: the only one. */
void signatures_add(struct signatures *set, struct api *api, const char *name);

/* Makes the entries, by name, into an empty contract. */
void signatures_write(struct signatures *set, struct contract *contract);

/*
 * What the reader says of each entry of that contract in the configuration of this number: one that does not exist there is optional, one that does not
 * fit is left out of the next signatures_write().
 */
void signatures_judge(struct signatures *set, const struct contract *contract, const struct contract_verdict *verdicts,
		      unsigned configuration);

/* Fills the sum and reports what is left out. contract: of the last signatures_write(). */
void signatures_report(struct signatures *set, const struct contract *contract);
