/// A folder that is brought, file by file, to what a run produces.
///
/// Each file is written whole or not at all, and only where its bytes differ from what is there, so a reader
/// finds every file complete at every instant. In a folder that held output before, files take their places at
/// the end: first those that are new, then those that changed; last, what this run did not produce is removed. So
/// whatever leads from what was there to what is new finds it. A folder with foreign content is refused, never
/// emptied: ours carries a marker file.
///
/// A new folder that nobody reads before it is whole (see ``StagedFolder``) is written without these detours.
public struct OutputFolder: ~Copyable {
  /// The name of the file that marks a folder as ours.
  public static let marker = ".modelhub-site"

  /// What a run did to the folder.
  public struct Outcome: Sendable {
    /// Files that were new or changed.
    public var written = 0
    /// Those of them that were new.
    public var added = 0
    /// Files that stood there with these very bytes.
    public var unchanged = 0
    /// Files that were no longer produced.
    public var removed = 0

    /// Makes an outcome.
    public init(written: Int = 0, added: Int = 0, unchanged: Int = 0, removed: Int = 0) {
      (self.written, self.added) = (written, added)
      self.unchanged = unchanged
      self.removed = removed
    }
  }

  /// The folder's path.
  public var root: String { done.root }
  /// What was done so far.
  public var outcome: Outcome { done.outcome }
  /// The paths of what has another stamp than before the run: of files, and of folders in which names came or went.
  public var touched: Set<String> { done.touched }

  /// What was written.
  private var done: OutputPart
  private var pieces: [String: PiecewiseFile] = [:]
  private var asides: Set<Int> = []
  /// Files that are to be removed when all others are in their places.
  private var leaving: [String] = []

  /// Opens a folder for output: one that is not there yet, an empty one, or one that carries the marker.
  ///
  /// - Parameter isUnseen: whether nobody reads the folder before this run has ended well.
  public init(_ root: String, isUnseen: Bool = false) throws(FileTreeError) {
    var (hasReaders, isFresh) = (false, false)
    switch SystemCalls.kind(at: root + "/.") {
    case nil:
      if SystemCalls.kind(at: root) != nil {
        throw FileTreeError(.notOurs, root, "‘\(root)’ is a file; name a folder to write to.")
      }
      try SystemCalls.makeFolder(root)
      try SystemCalls.write([], to: root + "/" + Self.marker)
      isFresh = isUnseen
    default:
      let names = try SystemCalls.list(root) ?? []
      // A run that was killed at once may have left no more than the marker's beginning.
      let isNew = names.allSatisfy { $0.name == SystemCalls.temporary(for: Self.marker) }
      guard isNew || names.contains(where: { $0.name == Self.marker }) else {
        throw FileTreeError(
          .notOurs, root,
          "‘\(root)’ holds files that modelhub did not write; name an empty or new folder instead.")
      }
      hasReaders = !isNew && names.contains { $0.name != Self.marker }
      // Not again: builds with nothing to do leave a folder as it is.
      if isNew { try SystemCalls.write([], to: root + "/" + Self.marker) }
    }
    done = OutputPart(root, hasReaders: hasReaders, isFresh: isFresh)
    done.produced.insert(Self.marker)
  }

  /// A part for another thread to write files with.
  public var part: OutputPart { done.next }

  /// Counts what a part did as done here.
  public mutating func take(_ part: OutputPart) { done.take(part) }

  /// Puts a file's bytes at a path below the folder; `/` separates its parts.
  public mutating func write(_ bytes: [UInt8], to path: String) throws(FileTreeError) {
    try done.write(bytes, to: path)
  }

  /// Adds a piece to a file that is too long to be held at once; pieces of several files may alternate.
  ///
  /// The file takes its place when ``finish(_:)`` is called for it.
  public mutating func append(_ bytes: ArraySlice<UInt8>, to path: String) throws(FileTreeError) {
    if pieces[path] == nil {
      try done.makeFolder(of: path)
      pieces[path] = try PiecewiseFile(root + "/" + path)
    }
    try pieces[path]?.append(bytes)
  }

  /// Ends a file that came in pieces.
  public mutating func finish(_ path: String) throws(FileTreeError) {
    guard let file = pieces.removeValue(forKey: path) else { return }
    done.produced.insert(path)
    guard try file.finish() else {
      done.outcome.unchanged += 1
      return
    }
    done.outcome.written += 1
    if done.hasReaders { done.wait(for: path) } else { try SystemCalls.place(root + "/" + path) }
  }

  /// Keeps bytes that are no output until they are asked for, behind those of the same number.
  public mutating func setAside(_ bytes: [UInt8], as number: Int) throws(FileTreeError) {
    // A run that was interrupted may have left some.
    if asides.insert(number).inserted { try SystemCalls.remove(aside(number)) }
    try SystemCalls.append(bytes, to: aside(number))
  }

  /// Gives back all that was set aside under a number, and forgets it.
  public mutating func takeBack(_ number: Int) throws(FileTreeError) -> [UInt8] {
    guard asides.remove(number) != nil else { return [] }
    let bytes = try SystemCalls.read(aside(number), limit: .max)
    try SystemCalls.remove(aside(number))
    return bytes ?? []
  }

  private func aside(_ number: Int) -> String { "\(root)/\(Self.marker)-aside-\(number)~" }

  /// What an earlier run put at a path; `nil` where there is no such file.
  public func read(_ path: String) throws(FileTreeError) -> [UInt8]? {
    try SystemCalls.read(root + "/" + path, limit: .max)
  }

  /// How long the file is that an earlier run put at a path; `nil` where there is no such file.
  public func size(of path: String) throws(FileTreeError) -> Int? { SystemCalls.size(of: root + "/" + path) }

  /// Some bytes of what an earlier run put at a path; a file that does not have them is a fault.
  public func read(_ path: String, _ range: Range<Int>) throws(FileTreeError) -> [UInt8] {
    try SystemCalls.read(root + "/" + path, range)
  }

  /// Takes away what an earlier run put at a path, once all else is in its place.
  public mutating func remove(_ path: String) {
    leaving.append(path)
  }

  /// Removes what this run did not produce, and folders that are left empty.
  ///
  /// Of the files that `keeping` names, and of those in folders that it names, only what ``remove(_:)`` was asked to is
  /// removed.
  public mutating func finish(keeping kept: Set<String> = []) throws(FileTreeError) -> Outcome {
    try settle()
    if !done.isFresh { _ = try sweep("", keeping: kept) }
    return outcome
  }

  /// Ends a run that produced what changed, and all of what is to be in some folders: elsewhere all else stays.
  public mutating func finish(only folders: [String]) throws(FileTreeError) -> Outcome {
    try settle()
    for folder in folders { _ = try sweep(folder, keeping: []) }
    return outcome
  }

  private mutating func settle() throws(FileTreeError) {
    try done.placeAll()
    for number in asides { try SystemCalls.remove(aside(number)) }
    for path in leaving where !done.produced.contains(path) {
      try SystemCalls.remove(root + "/" + path)
      done.touch(path)
      done.outcome.removed += 1
      try removeEmptyFolders(above: path)
    }
    leaving = []
  }

  private mutating func removeEmptyFolders(above path: String) throws(FileTreeError) {
    var folder = OutputPart.folder(of: path)
    while !folder.isEmpty, try SystemCalls.list(root + "/" + folder)?.isEmpty == true {
      try SystemCalls.removeFolder(root + "/" + folder)
      done.touch(folder)
      folder = OutputPart.folder(of: folder)
    }
  }

  /// Removes a folder of output with all that is in it; a folder without the marker is left alone.
  public static func remove(_ root: String) {
    guard SystemCalls.kind(at: root + "/" + marker) == .file else { return }
    func clear(_ folder: String) throws(FileTreeError) {
      for entry in try SystemCalls.list(folder) ?? [] {
        let path = folder + "/" + entry.name
        // Last, so that a removal that is killed leaves a folder that is still known as ours.
        if path == root + "/" + marker { continue }
        if entry.kind == .folder { try clear(path) } else { try SystemCalls.remove(path) }
      }
      if folder == root { try SystemCalls.remove(root + "/" + marker) }
      try SystemCalls.removeFolder(folder)
    }
    // What cannot be removed stays where it is; nothing depends on it.
    do { try clear(root) } catch {}
  }

  /// Tells whether anything is left in the folder.
  private mutating func sweep(_ folder: String, keeping kept: Set<String>) throws(FileTreeError) -> Bool {
    if kept.contains(folder) { return true }
    var isInUse = false
    for entry in try SystemCalls.list(root + "/" + folder) ?? [] {
      let path = folder.appendingPath(entry.name)
      if entry.kind == .folder {
        if try sweep(path, keeping: kept) {
          isInUse = true
        } else {
          try SystemCalls.removeFolder(root + "/" + path)
          done.touch(path)
        }
      } else if done.produced.contains(path) || kept.contains(path) {
        isInUse = true
      } else {
        try SystemCalls.remove(root + "/" + path)
        done.touch(path)
        done.outcome.removed += 1
      }
    }
    return isInUse
  }
}
