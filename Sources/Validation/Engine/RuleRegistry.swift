import Diagnostics

/// Every rule there is.
public enum RuleRegistry {
  /// The rules, sorted by id.
  ///
  /// To add one, write it in a file of its own and put it here.
  public static let all: [any Rule] = (reading + files + entries + catalogs).sorted {
    $0.page.id < $1.page.id
  }

  /// The rule of that id, or `nil`.
  public static func rule(_ id: String) -> (any Rule)? { all.first { $0.page.id == id } }

  private static let reading: [any Rule] = [
    BadValue(),
    DuplicateKey(),
    EmptyDocument(),
    EntryShape(),
    FileSize(),
    InvalidName(),
    JSONSyntax(),
    MisplacedEntry(),
    ModelFile(),
    NestingDepth(),
    NotUTF8(),
    StrayFile(),
    SymbolicLink(),
    UnknownKey(),
    UnknownType(),
    WrongType(),
    YAMLFeature(),
    YAMLSyntax(),
  ]

  private static let files: [any Rule] = [
    ByteOrderMark(),
    LineEndings(),
  ]

  private static let entries: [any Rule] = [
    ChatWithoutTemplate(),
    DuplicateSpec(),
    EmptyChatTemplate(),
    HybridWithoutReasoning(),
    MissingArchitectures(),
    MissingFileName(),
    MissingUpdatedAt(),
    NameMismatch(),
    ParserWithoutTools(),
    ReasoningTags(),
    SplitFileName(),
    ToolsWithoutParser(),
    UnknownToolParser(),
    UnlaunchableGGUF(),
    UnlistedQuantization(),
    VisionWithoutProjector(),
  ]

  private static let catalogs: [any Rule] = [
    NameCollision()
  ]
}
