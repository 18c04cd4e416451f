public import SourceText

/// How much a finding weighs.
public enum Severity: String, Sendable, Comparable, CaseIterable {
  /// Worth knowing; never fails a run.
  case note
  /// Probably wrong; fails a run only under `--strict`.
  case warning
  /// Wrong; the entry cannot be published.
  case error

  /// Orders by weight: note < warning < error.
  public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }
}

/// Where a finding is: a range of a file's bytes, or a path alone where the file itself is at fault.
public struct Location: Sendable {
  /// The file's or folder's path as the catalog's root sees it.
  public let path: String
  /// The text that `range` points into; `nil` for a folder, or a file that cannot be read as text.
  public let source: SourceText?
  /// Byte offsets in `source`; an empty range is a point between two bytes.
  public let range: Range<Int>

  /// Names a range in a text.
  public init(_ source: SourceText, _ range: Range<Int>) {
    self.path = source.path
    self.source = source
    self.range = range
  }

  /// Names a file or folder as a whole.
  public init(path: String) {
    self.path = path
    self.source = nil
    self.range = 0..<0
  }

  /// The line and column of the range's start; `nil` for a path alone.
  public func start(in unit: ColumnUnit = .scalars) -> Position? {
    source?.position(at: range.lowerBound, in: unit)
  }

  /// The line and column of the range's end; `nil` for a path alone.
  public func end(in unit: ColumnUnit = .scalars) -> Position? {
    source?.position(at: range.upperBound, in: unit)
  }
}

/// A second place that explains a finding.
public struct Note: Sendable {
  /// What is to be seen there.
  public let message: String
  /// The place.
  public let location: Location

  /// Makes a note.
  public init(_ message: String, at location: Location) {
    self.message = message
    self.location = location
  }
}

/// A replacement of some bytes of a file.
public struct TextEdit: Hashable, Sendable {
  /// The byte range that goes; empty for an insertion.
  public let range: Range<Int>
  /// The text that takes its place.
  public let replacement: String

  /// Replaces `range` by `replacement`.
  public init(_ range: Range<Int>, _ replacement: String) {
    self.range = range
    self.replacement = replacement
  }
}

/// A mend that can be applied without asking: it keeps the file's meaning elsewhere as it is.
public struct Fix: Sendable {
  /// What it does, as an imperative sentence.
  public let message: String
  /// The edits, all in the finding's own file; they do not overlap.
  public let edits: [TextEdit]

  /// Makes a fix.
  public init(_ message: String, _ edits: [TextEdit]) {
    self.message = message
    self.edits = edits
  }
}

/// One finding in a user's file: what is wrong, where, and what to do.
public struct Diagnostic: Sendable {
  /// The rule's id, kebab-case, such as `duplicate-key`.
  public let rule: String
  /// How much it weighs.
  public var severity: Severity
  /// What is wrong: one sentence without a full stop, without the file's name.
  public let message: String
  /// Where.
  public let location: Location
  /// What to do about it: a sentence, or `nil` where the message says it all.
  public let help: String?
  /// Other places that explain it.
  public let notes: [Note]
  /// Mends that are safe to apply.
  public let fixes: [Fix]

  /// Makes a finding.
  public init(
    _ rule: String, _ message: String, severity: Severity = .error, at location: Location,
    help: String? = nil, notes: [Note] = [], fixes: [Fix] = []
  ) {
    self.rule = rule
    self.severity = severity
    self.message = message
    self.location = location
    self.help = help
    self.notes = notes
    self.fixes = fixes
  }
}

extension Diagnostic: Comparable {
  /// Orders findings as a reader meets them: by path, then place, then rule, then message.
  public static func < (left: Diagnostic, right: Diagnostic) -> Bool {
    (left.location.path, left.location.range.lowerBound, left.rule, left.message)
      < (right.location.path, right.location.range.lowerBound, right.rule, right.message)
  }

  /// Tells whether two findings say the same of the same place.
  public static func == (left: Diagnostic, right: Diagnostic) -> Bool {
    left.location.path == right.location.path && left.location.range == right.location.range
      && left.rule == right.rule && left.message == right.message && left.severity == right.severity
  }
}
