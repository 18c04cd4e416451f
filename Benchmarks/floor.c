/* What cannot be avoided, in C, to compare modelhub with.
 *
 *   floor read DIR          reads every file below DIR
 *   floor events DIR        reads every file, runs libyaml's parser over those that end in .yaml
 *   floor markdown DIR      the same, and md4c's parser over those that end in .md
 *   floor both DIR OTHER    events over DIR, and the tokens of the files below OTHER that end in .json
 *   floor write DIR OUT     reads every file below DIR and writes the same bytes to as many files below OUT
 */
#include <dirent.h>
#include <fcntl.h>
#include <md4c.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yaml.h>

static int parse_yaml, parse_json, parse_markdown, write_files;
static size_t files, bytes, events;

static int nothing_block(MD_BLOCKTYPE t, void *d, void *u) { (void)t, (void)d, (void)u; return 0; }
static int nothing_span(MD_SPANTYPE t, void *d, void *u) { (void)t, (void)d, (void)u; return 0; }
static int nothing_text(MD_TEXTTYPE t, const MD_CHAR *s, MD_SIZE n, void *u) {
  (void)t, (void)s, (void)u;
  events += n > 0;
  return 0;
}

static void run_yaml(const unsigned char *text, size_t length) {
  yaml_parser_t parser;
  yaml_event_t event;
  yaml_parser_initialize(&parser);
  yaml_parser_set_input_string(&parser, text, length);
  for (int more = 1; more;) {
    if (!yaml_parser_parse(&parser, &event)) break;
    more = event.type != YAML_STREAM_END_EVENT;
    events++;
    yaml_event_delete(&event);
  }
  yaml_parser_delete(&parser);
}

/* Every token once; of what is between quotes only the escapes count. */
static void run_json(const char *text, size_t length) {
  for (size_t at = 0; at < length; events++) {
    if (text[at] == '"') {
      for (at++; at < length && text[at] != '"'; at++) at += text[at] == '\\';
      at++;
    } else if (strchr("{}[],:", text[at])) {
      at++;
    } else {
      at += strcspn(text + at, "{}[],: \t\r\n\"");
    }
    at += strspn(text + at, " \t\r\n");
  }
}

static int ends_with(const char *name, const char *end) {
  size_t n = strlen(name), m = strlen(end);
  return n >= m && strcmp(name + n - m, end) == 0;
}

static void file(const char *path, const char *target) {
  int in = open(path, O_RDONLY);
  struct stat status;
  if (in < 0 || fstat(in, &status) != 0) exit(2);
  char *text = malloc(status.st_size + 1);
  if (read(in, text, status.st_size) != status.st_size) exit(2);
  close(in);
  text[status.st_size] = 0;
  files++, bytes += status.st_size;
  if (parse_yaml && ends_with(path, ".yaml")) run_yaml((unsigned char *)text, status.st_size);
  if (parse_json && ends_with(path, ".json")) run_json(text, status.st_size);
  if (parse_markdown && ends_with(path, ".md")) {
    MD_PARSER parser = {0, MD_DIALECT_GITHUB, nothing_block, nothing_block, nothing_span, nothing_span, nothing_text, 0, 0};
    md_parse(text, status.st_size, &parser, 0);
  }
  if (write_files) {
    int out = open(target, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    if (out < 0 || write(out, text, status.st_size) != status.st_size) exit(2);
    close(out);
  }
  free(text);
}

static void walk(const char *folder, const char *target) {
  DIR *dir = opendir(folder);
  if (!dir) exit(2);
  if (write_files) mkdir(target, 0777);
  for (struct dirent *entry; (entry = readdir(dir));) {
    if (entry->d_name[0] == '.' && (!entry->d_name[1] || entry->d_name[1] == '.')) continue;
    char from[4096], to[4096];
    snprintf(from, sizeof from, "%s/%s", folder, entry->d_name);
    snprintf(to, sizeof to, "%s/%s", target, entry->d_name);
    if (entry->d_type == DT_DIR) walk(from, to);
    else file(from, to);
  }
  closedir(dir);
}

int main(int count, char **words) {
  if (count < 3) return 64;
  parse_markdown = !strcmp(words[1], "markdown");
  parse_yaml = parse_markdown || !strcmp(words[1], "events");
  write_files = !strcmp(words[1], "write") && count > 3;
  int both = !strcmp(words[1], "both") && count > 3;
  parse_yaml |= both;
  walk(words[2], write_files ? words[3] : "");
  if (both) {
    parse_json = 1, parse_yaml = 0;
    walk(words[3], "");
  }
  printf("%zu files, %zu bytes, %zu events\n", files, bytes, events);
  return 0;
}
