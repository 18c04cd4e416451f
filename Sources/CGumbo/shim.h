#pragma once
#include <gumbo.h>

// The parser's default options are a C global, which Swift 6 does not let through.

static inline GumboOutput *gumbo_parse_body(const char *text, size_t length) {
  GumboOptions options = kGumboDefaultOptions;
  options.fragment_context = GUMBO_TAG_BODY;
  options.max_errors = 0;
  return gumbo_parse_with_options(&options, text, length);
}

static inline void gumbo_free_output(GumboOutput *output) {
  gumbo_destroy_output(&kGumboDefaultOptions, output);
}
