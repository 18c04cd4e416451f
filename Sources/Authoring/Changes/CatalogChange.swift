public import FileTrees

/// Something to be done to a catalog's files, worked out before the first of them is touched.
public struct CatalogChange: Sendable {
  /// One step; they are taken in order.
  public enum Step: Hashable, Sendable {
    /// A file gets these bytes; it may be new.
    case write(String, [UInt8])
    /// A file or folder moves.
    case move(String, to: String)
    /// A folder goes with all that is in it.
    case removeFolder(String)
  }

  /// The steps.
  public private(set) var steps: [Step] = []
  /// What they come to, a sentence each, for people.
  public private(set) var sentences: [String] = []

  /// Starts with nothing to do.
  public init() {}

  mutating func add(_ step: Step, _ sentence: String? = nil) {
    steps.append(step)
    if let sentence { sentences.append(sentence) }
  }

  /// Adds a sentence about what was not done, or what is left to do.
  mutating func say(_ sentence: String) { sentences.append(sentence) }

  /// The paths that are written or go, in the order of the steps.
  public var paths: [String] {
    steps.map { step in
      switch step {
      case .write(let path, _), .removeFolder(let path): path
      case .move(_, let target): target
      }
    }
  }

  /// Does it, in the catalog's folder.
  public func apply(to folder: SourceFolder) throws(FileTreeError) {
    for step in steps {
      switch step {
      case .write(let path, let bytes): try folder.write(bytes, to: path)
      case .move(let path, let target): try folder.move(path, to: target)
      case .removeFolder(let path): try folder.removeFolder(path)
      }
    }
  }
}
