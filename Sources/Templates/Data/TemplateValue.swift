/// One value of a template's data, for reading and writing it by name.
///
/// Lists and objects made of these values are convenient and cost an allocation each; what is rendered
/// a hundred thousand times is written by `TemplateData.setList` and `setObject` instead, which cost none.
public enum TemplateValue: Equatable, Sendable {
  /// Known to be absent: shows nothing, and a section over it is skipped.
  case nothing
  /// Yes or no, for sections only.
  case flag(Bool)
  /// Text, which is escaped wherever it is shown; a section over an empty text is skipped.
  case text(String)
  /// Text as its bytes, treated as `text` is.
  case bytes(ArraySlice<UInt8>)
  /// Finished HTML that its maker vouches for: the only kind that `{{{name}}}` shows as it is.
  case html([UInt8])
  /// Values that a section goes through in order.
  case list([TemplateValue])
  /// Named values.
  case object(TemplateData)

  /// The text, or nothing if there is none.
  public static func text(ifAny text: String?) -> TemplateValue {
    text.map(TemplateValue.text) ?? .nothing
  }

  /// A whole number as decimal text, which a section takes for true, zero included.
  public static func number(_ number: Int) -> TemplateValue {
    .text(String(number))
  }

  /// A list of texts, each shown by `{{.}}`.
  public static func texts(_ texts: some Sequence<String>) -> TemplateValue {
    .list(texts.map(TemplateValue.text))
  }
}

extension TemplateValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral {
  /// Makes a text.
  public init(stringLiteral text: String) {
    self = .text(text)
  }

  /// Makes a flag.
  public init(booleanLiteral flag: Bool) {
    self = .flag(flag)
  }
}

extension TemplateValue: ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
  /// Makes a list.
  public init(arrayLiteral items: TemplateValue...) {
    self = .list(items)
  }

  /// Makes an object.
  public init(dictionaryLiteral fields: (TemplateKey, TemplateValue)...) {
    var data = TemplateData()
    for (key, value) in fields { data[key] = value }
    self = .object(data)
  }
}
