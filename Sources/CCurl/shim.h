#pragma once
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>
#include <dlfcn.h>

/* libcurl is loaded when something is sent, not linked: it and what it brings along would cost every command
   its start-up. Its functions with variable arguments are wrapped, because Swift cannot call such. */

typedef struct {
  CURLcode (*global_init)(long);
  CURL *(*init)(void);
  void (*cleanup)(CURL *);
  void (*reset)(CURL *);
  CURLcode (*setopt)(CURL *, CURLoption, ...);
  CURLcode (*getinfo)(CURL *, CURLINFO, ...);
  CURLcode (*perform)(CURL *);
  const char *(*strerror)(CURLcode);
  struct curl_slist *(*append)(struct curl_slist *, const char *);
  void (*free_all)(struct curl_slist *);
} modelhub_curl;

/* 0, or -1 where the library or one of its functions is not there. */
static inline int modelhub_curl_load(modelhub_curl *curl) {
  void *library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
  if (!library) library = dlopen("libcurl-gnutls.so.4", RTLD_NOW | RTLD_LOCAL);
  if (!library) return -1;
  *(void **)&curl->global_init = dlsym(library, "curl_global_init");
  *(void **)&curl->init = dlsym(library, "curl_easy_init");
  *(void **)&curl->cleanup = dlsym(library, "curl_easy_cleanup");
  *(void **)&curl->reset = dlsym(library, "curl_easy_reset");
  *(void **)&curl->setopt = dlsym(library, "curl_easy_setopt");
  *(void **)&curl->getinfo = dlsym(library, "curl_easy_getinfo");
  *(void **)&curl->perform = dlsym(library, "curl_easy_perform");
  *(void **)&curl->strerror = dlsym(library, "curl_easy_strerror");
  *(void **)&curl->append = dlsym(library, "curl_slist_append");
  *(void **)&curl->free_all = dlsym(library, "curl_slist_free_all");
  if (!curl->global_init || !curl->init || !curl->cleanup || !curl->reset || !curl->setopt || !curl->getinfo ||
      !curl->perform || !curl->strerror || !curl->append || !curl->free_all)
    return -1;
  return curl->global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK ? 0 : -1;
}

static inline void modelhub_curl_set_long(const modelhub_curl *curl, CURL *handle, CURLoption option, long value) {
  curl->setopt(handle, option, value);
}

static inline void modelhub_curl_set_size(const modelhub_curl *curl, CURL *handle, CURLoption option, long long value) {
  curl->setopt(handle, option, (curl_off_t)value);
}

static inline void modelhub_curl_set_text(const modelhub_curl *curl, CURL *handle, CURLoption option, const char *value) {
  curl->setopt(handle, option, value);
}

static inline void modelhub_curl_set_pointer(const modelhub_curl *curl, CURL *handle, CURLoption option, void *value) {
  curl->setopt(handle, option, value);
}

typedef size_t (*modelhub_curl_taker)(char *, size_t, size_t, void *);

static inline void modelhub_curl_set_taker(const modelhub_curl *curl, CURL *handle, CURLoption option, modelhub_curl_taker value) {
  curl->setopt(handle, option, value);
}

static inline long modelhub_curl_status(const modelhub_curl *curl, CURL *handle) {
  long status = 0;
  curl->getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
  return status;
}
