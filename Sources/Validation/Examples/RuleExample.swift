public import Catalog

/// A small catalog that shows a rule at work: part of the rule's page, and its test.
///
/// A text may mark the place of the finding as `⟦…⟧`. What every catalog needs and no example is about is
/// filled in: `hub.yaml`, a person, a README, the fields of a record that is otherwise in order.
public struct RuleExample: Sendable {
  /// What a file holds.
  public enum Content: Sendable {
    /// A text.
    case text(String)
    /// A text that means what it means only as it stands: no line may come before it, no line end may change.
    case exact(String)
    /// Bytes that are no text.
    case bytes([UInt8])
    /// A text, written that many times.
    case repeated(String, Int)
    /// A model file with this record, or with these records where it is a list; other fields are filled in.
    case record(ModelType, String)
    /// A model file with this `hub:` block, and with a record of which only the given fields matter.
    case entry(ModelType, hub: String, model: String)
    /// A symbolic link.
    case link
    /// A file that is not there, although examples have it as a rule.
    case absent
  }

  /// The files that matter, by path below the catalog's root.
  public let files: [(path: String, content: Content)]
  /// The path that the finding names where no text is marked.
  let place: String?

  /// Files by path.
  public static func files(_ files: KeyValuePairs<String, Content>, at place: String? = nil) -> RuleExample {
    RuleExample(files: files.map { ($0.key, $0.value) }, place: place)
  }

  /// An entry named `example` with these fields in its record.
  public static func record(_ type: ModelType, _ fields: String) -> RuleExample {
    .files(["models/\(type.rawValue)/example/model.yaml": .record(type, fields)])
  }

  /// A language model named `example` with this `hub:` block.
  public static func hub(_ block: String, model: String = "") -> RuleExample {
    .files(["models/llm/example/model.yaml": .entry(.llm, hub: block, model: model)])
  }

  /// A language model named `example` with this README.
  public static func readme(_ text: String) -> RuleExample {
    .files(["models/llm/example/README.md": .text(text)])
  }
}
