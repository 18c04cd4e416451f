/// A name as it stands in a tag: `person.name` has two parts, `.` none.
struct Name: Sendable {
  struct Part: Sendable {
    let text: String
    let key: TemplateKey
    let range: Range<Int>
  }

  let range: Range<Int>
  let parts: [Part]
}

/// A parsed template; ranges are byte ranges of its source.
indirect enum Node: Sendable {
  case text(Range<Int>)
  /// Where a line starts with a tag, so that its indentation has no text to go before.
  case lineStart
  case value(Name, isRaw: Bool)
  case section(Section)
  case include(Include)
  case block(Block)
}

/// `{{#name}}…{{/name}}` or `{{^name}}…{{/name}}`.
struct Section: Sendable {
  let name: Name
  let isInverted: Bool
  let body: [Node]
}

/// `{{>name}}` or `{{<name}}…{{/name}}`.
struct Include: Sendable {
  let template: Range<Int>
  /// The blanks before a tag that has its line for itself; `nil` where it stands in a line of text.
  let indentation: Range<Int>?
  let arguments: [Argument]
}

/// A block as an argument, directly in a parent tag: what takes the place of the parent's own block.
struct Argument: Sendable {
  let block: Range<Int>
  /// Whether the content starts on a line of its own.
  let startsLine: Bool
  /// The blanks that all lines of the content start with, which are not part of it.
  let indentation: Range<Int>
  let body: [Node]
}

/// A block as a parameter, anywhere else: a place that an includer can fill, with its default content.
struct Block: Sendable {
  let name: Range<Int>
  /// What each line of an argument is indented by; `nil` where the block stands behind text in its line.
  let indentation: Range<Int>?
  let body: [Node]
}
