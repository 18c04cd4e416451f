#pragma once
#include <spawn.h>

/* GNU functions that Swift's Glibc module leaves out. */

static const short modelhub_spawn_setsid = 0x80;

int pipe2(int ends[2], int flags);
int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *actions, const char *path);
int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);
