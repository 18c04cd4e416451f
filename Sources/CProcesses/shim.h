#pragma once
#include <spawn.h>

/* GNU functions that Swift's Glibc module leaves out. */

static const short modelhub_spawn_setsid = 0x80;

int pipe2(int ends[2], int flags);
int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *actions, const char *path);
int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);

/* A descriptor that can be read when the process has ended; -1 where the kernel has none (before Linux 5.3). */
int pidfd_open(pid_t process, unsigned int flags);
