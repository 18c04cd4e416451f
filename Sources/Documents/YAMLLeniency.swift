import SourceText

/// Refuses what libyaml lets pass although YAML forbids it, or reads otherwise than YAML says.
enum YAMLLeniency {
  static func fault(in source: SourceText) -> SyntaxFault? { nil }
}
