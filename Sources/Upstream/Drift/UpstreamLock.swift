import Catalog
public import Diagnostics
public import Documents
import SourceText

/// The state of upstream that a catalog was last reconciled with: `upstream.lock.yaml`.
///
/// It is the common ancestor when both sides have changed.
public struct UpstreamLock: Sendable, Equatable {
  /// The file's path below the catalog.
  public static let path = "upstream.lock.yaml"

  /// The repository, as `owner/name`.
  public var repository: String
  /// The commit: 40 hexadecimal digits.
  public var commit: String
  /// The release that the commit belongs to, where it is known.
  public var release: String?
  /// The commit's day, in UTC.
  public var date: String?
  /// The layout that the repository had.
  public var layout: UpstreamLayout?

  /// Makes a lock.
  public init(
    repository: String, commit: String, release: String? = nil, date: String? = nil,
    layout: UpstreamLayout? = nil
  ) {
    (self.repository, self.commit, self.release) = (repository, commit, release)
    (self.date, self.layout) = (date, layout)
  }

  /// Reads the file; `nil` and no finding where there is none.
  public static func decode(_ document: Document?) -> (UpstreamLock?, [Diagnostic]) {
    guard let root = document?.rootNode else { return (nil, []) }
    func fault(_ message: String, _ node: Node) -> (UpstreamLock?, [Diagnostic]) {
      let help = "Run `modelhub upstream pull`, which writes this file."
      return (nil, [Diagnostic("upstream-lock", message, at: node.location, help: help)])
    }
    guard let repository = root["repository"]?.string else {
      return fault("The lock does not say which ‘repository’ it is about", root)
    }
    guard let node = root["commit"], let commit = node.string, isCommit(commit) else {
      return fault("The lock has no ‘commit’ of 40 hexadecimal digits", root["commit"] ?? root)
    }
    let layout = root["layout"]?.string.flatMap(UpstreamLayout.init(rawValue:))
    let lock = UpstreamLock(
      repository: repository, commit: commit, release: root["release"]?.string, date: root["date"]?.string,
      layout: layout)
    return (lock, [])
  }

  /// The file's bytes: those of the file that is there with what changed, comments kept, or a new one.
  public func text(replacing document: Document?) -> [UInt8] {
    let target = built().rootNode
    if let revision = document?.revised(into: target, as: .yaml) { return revision.bytes }
    let comment = "# Written by `modelhub upstream pull`; not by hand.\n"
    return Array(comment.utf8) + YAMLWriter.file(target)
  }

  private func built() -> Document {
    var builder = DocumentBuilder()
    builder.beginObject()
    let members = [
      ("repository", repository), ("commit", commit), ("release", release), ("date", date),
      ("layout", layout?.rawValue),
    ]
    for case (let key, let value?) in members {
      builder.key(key)
      builder.string(value)
    }
    builder.end()
    return builder.document()
  }

  private static func isCommit(_ text: String) -> Bool {
    text.utf8.count == 40
      && text.utf8.allSatisfy {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
          || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
      }
  }
}
