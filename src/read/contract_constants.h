/* The section `constants` of a contract file. Shared by the files of the reader only. */
#pragma once

#include "api/contract.h"
#include "read/contract_file.h"

/* Adds the section's entries to the contract; what is wrong with them are faults of the file. */
void contract_constants_read(struct contract_file *file, const yaml_node_t *node, struct contract *contract);
