#pragma once
#include <gumbo.h>
#include <stdlib.h>

// libgumbo 0.10.1 leaves a fragment's quirks mode unset, so that what it builds depends on what was
// in the memory before: it gets memory that is zero, which is the standard's mode.
static inline void *gumbo_zeroed(void *context, size_t size) {
  (void)context;
  return calloc(1, size);
}

static inline GumboOutput *gumbo_parse_body(const char *text, size_t length) {
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = gumbo_zeroed;
  options.fragment_context = GUMBO_TAG_BODY;
  options.max_errors = 0;
  return gumbo_parse_with_options(&options, text, length);
}

// Swift 6 does not let the default options through: they are a global of C.
static inline void gumbo_free_output(GumboOutput *output) {
  gumbo_destroy_output(&kGumboDefaultOptions, output);
}
