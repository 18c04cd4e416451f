#ifndef MODELHUB_CRENAME_SHIM_H
#define MODELHUB_CRENAME_SHIM_H

#include <fcntl.h>

// The C library has it and declares it to those only who ask for all of its extensions before the first header.
int renameat2(int old_folder, const char *old_path, int new_folder, const char *new_path, unsigned int flags);

// Gives each of two paths what the other named, in one step.
static inline int crename_exchange(const char *one, const char *other) {
  return renameat2(AT_FDCWD, one, AT_FDCWD, other, 1u << 1);
}

#endif
