/*
 * Verification: whether a contract's signature still fits what the headers have.
 */
#pragma once

#include "api/api.h"
#include "api/contract.h"

/*
 * What does not fit between the signature of a helper (said) and the type of the function or macro that it calls (found), as a message that names
 * both; NULL: nothing. is_refused: clang does not take the call; without that, only what C converts in silence is looked at.
 */
const char *contract_mismatch(struct api *api, const struct contract_helper *helper, const struct function_type *said,
			      const struct function_type *found, bool is_macro, bool is_refused);
