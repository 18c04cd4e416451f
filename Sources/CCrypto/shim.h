#pragma once
// The digest without the lookup of a provider: it takes no memory, and cannot fail.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>
