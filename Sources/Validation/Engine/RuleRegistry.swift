import Diagnostics

/// Every rule there is.
public enum RuleRegistry {
  /// The rules, sorted by id.
  ///
  /// To add one, write it in a file of its own and put it here.
  public static let all: [any Rule] =
    (reading + files + entries + readmes + schemas + catalogs + allowances + online)
    // Each page once: it is made anew whenever it is asked for.
    .map { (id: $0.page.id, rule: $0) }.sorted { $0.id < $1.id }.map(\.rule)

  /// The rule of that id, or `nil`.
  public static func rule(_ id: String) -> (any Rule)? { all.first { $0.page.id == id } }

  /// The ids of all rules.
  static let ids = Set(all.map(\.page.id))
  /// The ids of those that nobody can switch off.
  static let bindingIDs = Set(all.map(\.page).filter(\.isBinding).map(\.id))

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
    BidirectionalControl(),
    ByteOrderMark(),
    InvisibleCharacter(),
    LineEndings(),
    Secret(),
  ]

  private static let entries: [any Rule] = [
    AudienceMismatch(),
    ChatWithoutTemplate(),
    ControlNetName(),
    DeprecatedLicense(),
    DifferingHubs(),
    DraftQuantization(),
    DuplicateItem(),
    DuplicateSpec(),
    EmptyChatTemplate(),
    ExpiredEntry(),
    HiddenEnterprise(),
    HuggingFacePreferred(),
    HuggingFaceRequired(),
    HybridWithoutReasoning(),
    ImplausibleTime(),
    InvalidAlias(),
    InvalidLicense(),
    LifecycleOrder(),
    MalformedMarker(),
    MissingArchitectures(),
    MissingFeatured(),
    MissingFileName(),
    MissingLicense(),
    MissingUpdatedAt(),
    NameMismatch(),
    ParserWithoutTools(),
    QuantizationBits(),
    ReasoningTags(),
    RepeatedRecord(),
    RepositoryID(),
    SharedCache(),
    SizeForm(),
    SizeInName(),
    SplitFileName(),
    StrayKey(),
    ToolsWithoutParser(),
    UnexplainedDeprecation(),
    UnknownAudience(),
    UnknownEngine(),
    UnknownMaintainer(),
    UnknownPlaceholder(),
    UnknownReplacement(),
    UnknownToolParser(),
    UnlaunchableGGUF(),
    UnlistedQuantization(),
    UnpinnedRevision(),
    UnsafeLink(),
    UnservedFormat(),
    VisionWithoutProjector(),
    WrongFolder(),
  ]

  private static let readmes: [any Rule] = [
    BrokenAnchor(),
    BrokenLink(),
    EmptyReadme(),
    FrontMatterConflict(),
    FrontMatterSyntax(),
    ImageWithoutText(),
    MissingReadme(),
    PlaceholderText(),
    RefusedLink(),
    UnofferedLanguage(),
    UntitledReadme(),
    UnusedAsset(),
  ]

  private static let schemas: [any Rule] = [
    SchemaConformance(),
    UnknownModelKey(),
  ]

  private static let catalogs: [any Rule] = [
    AliasClash(),
    NameCollision(),
    PersonContact(),
    PrivateReference(),
    ReplacementCycle(),
    SharedIdentity(),
    SigningKeyForm(),
    SimilarNames(),
    TombstoneFault(),
    UnknownLogin(),
    UnreviewedType(),
  ]

  private static let allowances: [any Rule] = [
    BindingRule(),
    ExpiredAllowance(),
    UnexplainedAllowance(),
    UnknownRule(),
    UnusedAllowance(),
  ]

  private static let online: [any Rule] = [
    DeadLink(),
    MissingRepository(),
    MissingRevision(),
    Unanswered(),
  ]
}
