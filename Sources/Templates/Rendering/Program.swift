/// What all templates of a library compile to: one list of operations over one text.
///
/// The body of an operation that has one follows it, up to its `end`.
struct Program: Sendable {
  enum Operation: Sendable {
    /// A piece of `text`; `startsLine` if the current indentation goes before it.
    case text(start: Int, end: Int, startsLine: Bool)
    /// The current indentation, before a line that starts with no text.
    case lineStart
    case value(name: Int, isRaw: Bool)
    case section(name: Int, isInverted: Bool, end: Int)
    case include(Int, end: Int)
    case block(Int, end: Int)
  }

  /// A name to look up; the first part is by far the most often the only one.
  struct Name: Sendable {
    let first: TemplateKey
    /// The other parts, in `keys`.
    let rest: Range<Int>
    /// Whether this is `.`, the item itself.
    let isItem: Bool
  }

  /// A template put in the place of a tag.
  struct Inclusion: Sendable {
    /// `nil` where there is no such template.
    let template: Int?
    /// In `text`, what is added to the indentation; `nil` behind text, where nothing is indented.
    let indentation: Range<Int>?
    /// In `arguments`.
    let arguments: Range<Int>
  }

  struct Argument: Sendable {
    let block: Int
    let startsLine: Bool
    let body: Range<Int>
  }

  /// A block that an argument can take the place of.
  struct Slot: Sendable {
    let block: Int
    let indentation: Range<Int>?
  }

  /// Where an operation comes from, for messages.
  struct Origin: Sendable {
    let template: Int
    let range: Range<Int>
  }

  var text: [UInt8] = []
  var operations: [Operation] = []
  /// Of each operation.
  var origins: [Origin] = []
  var names: [Name] = []
  var keys: [TemplateKey] = []
  var inclusions: [Inclusion] = []
  var arguments: [Argument] = []
  var slots: [Slot] = []
  /// The operations of each template.
  var bodies: [Range<Int>] = []
}
