import SourceText

/// A file as rules see it: its bytes, whatever it holds.
struct CheckedFile {
  /// The file.
  let source: SourceText
  /// Whether it is a text that people edit here, rather than a picture or somebody's data.
  let isText: Bool
}
