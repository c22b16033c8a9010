/*
 * Reads contract files, which docs/contract.md specifies, into a contract.
 *
 *     api.yaml:3:5: error: unknown key 'signatur', did you mean 'signature'?
 *         3 |     signatur: void (int fd)
 *           |     ^
 */
#pragma once

#include "api/contract.h"

/*
 * Appends the entries of the files at paths (char *) to the contract, which contract_init() has been called for. Each
 * mistake is reported where it is, up to 20 of a file; a name that two files describe is one. False if there was any:
 * the contract then holds those entries that are right. The paths may be freed.
 */
bool contract_read(const GPtrArray *paths, struct contract *contract);
