#pragma once
#include <git2.h>
#include <git2/sys/odb_backend.h>
#include <git2/sys/stream.h>
#include <git2/sys/transport.h>

/* git_libgit2_opts is variadic, which Swift cannot call. */

static inline int modelhub_git_set_extensions(const char **names, size_t count) {
  return git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, names, count);
}

static inline int modelhub_git_set_strict_hash_verification(int enabled) {
  return git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, enabled);
}

static inline int modelhub_git_set_search_path(git_config_level_t level, const char *path) {
  return git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, path);
}

static inline int modelhub_git_set_certificates(const char *file, const char *folder) {
  return git_libgit2_opts(GIT_OPT_SET_SSL_CERT_LOCATIONS, file, folder);
}

static inline int modelhub_git_set_user_agent(const char *name) {
  return git_libgit2_opts(GIT_OPT_SET_USER_AGENT, name);
}

/* Streams, transports and object stores of ours: libgit2's part first, then the Swift object that does the work. */

typedef struct {
  git_stream parent;
  void *owner;
} modelhub_stream;

typedef struct {
  git_smart_subtransport parent;
  void *owner;
} modelhub_subtransport;

typedef struct {
  git_smart_subtransport_stream parent;
  void *owner;
} modelhub_subtransport_stream;

typedef struct {
  git_odb_backend parent;
  void *owner;
} modelhub_odb_backend;
