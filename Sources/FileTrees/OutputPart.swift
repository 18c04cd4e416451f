/// Files that one thread writes into an ``OutputFolder``, which several do at the same time.
///
/// What a part did counts once the folder has taken it: see ``OutputFolder/take(_:)``.
public struct OutputPart: Sendable {
  let root: String
  /// Whether files wait for their places, since readers may be about.
  let hasReaders: Bool
  /// Whether there is nothing but what this run wrote, and nobody who reads it.
  let isFresh: Bool
  var outcome = OutputFolder.Outcome()
  var produced: Set<String> = []
  var waiting: [(path: String, isNew: Bool)] = []
  var touched: Set<String> = []
  /// Some of the folders that are there.
  private var knownFolders: Set<String> = []
  /// How many folders are known before they are forgotten.
  private static let mostKnownFolders = 1024

  init(_ root: String, hasReaders: Bool, isFresh: Bool) {
    (self.root, self.hasReaders, self.isFresh) = (root, hasReaders, isFresh)
  }

  /// A part that did nothing yet, in the same folder.
  var next: OutputPart { OutputPart(root, hasReaders: hasReaders, isFresh: isFresh) }

  /// What this part did, which it forgets: it goes on as the next one.
  public mutating func drain() -> OutputPart {
    var done = next
    swap(&done, &self)
    knownFolders = done.knownFolders
    done.knownFolders = []
    return done
  }

  /// Puts a file's bytes at a path below the folder; `/` separates its parts.
  public mutating func write(_ bytes: [UInt8], to path: String) throws(FileTreeError) {
    if isFresh {
      try makeFolder(of: path)
      outcome.written += 1
      return try SystemCalls.writeInPlace(bytes, to: root + "/" + path)
    }
    produced.insert(path)
    let target = root + "/" + path
    if try isUnchanged(target, bytes) {
      outcome.unchanged += 1
      return
    }
    try makeFolder(of: path)
    outcome.written += 1
    guard hasReaders else { return try SystemCalls.write(bytes, to: target) }
    try SystemCalls.writeAside(bytes, of: target)
    wait(for: path)
  }

  /// Takes note of a file that waits for its place.
  mutating func wait(for path: String) {
    waiting.append((path, SystemCalls.kind(at: root + "/" + path) == nil))
  }

  /// Puts what waits in its place: what is new before what changed, which may lead to it.
  mutating func placeAll() throws(FileTreeError) {
    for isNew in [true, false] {
      for file in waiting where file.isNew == isNew {
        try SystemCalls.place(root + "/" + file.path)
        touch(file.path)
        if isNew { outcome.added += 1 }
      }
    }
    waiting = []
  }

  mutating func touch(_ path: String) {
    touched.insert(path)
    touched.insert(Self.folder(of: path))
  }

  static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }

  /// Adds what another part did.
  mutating func take(_ other: OutputPart) {
    outcome.written += other.outcome.written
    outcome.added += other.outcome.added
    outcome.unchanged += other.outcome.unchanged
    outcome.removed += other.outcome.removed
    if !other.produced.isEmpty { produced.formUnion(other.produced) }
    if !other.touched.isEmpty { touched.formUnion(other.touched) }
    waiting += other.waiting
  }

  private func isUnchanged(_ target: String, _ bytes: [UInt8]) throws(FileTreeError) -> Bool {
    guard SystemCalls.size(of: target) == bytes.count else { return false }
    return try SystemCalls.read(target, limit: bytes.count) == bytes
  }

  mutating func makeFolder(of path: String) throws(FileTreeError) {
    guard let slash = path.lastIndex(of: "/") else { return }
    let folder = String(path[..<slash])
    if knownFolders.contains(folder) { return }
    try makeFolder(of: folder)
    if !isFresh { try clearPlace(ofFolder: folder) }
    try SystemCalls.makeFolder(root + "/" + folder)
    // One that is forgotten is looked for again; most get all their files at once.
    if knownFolders.count >= Self.mostKnownFolders { knownFolders.removeAll(keepingCapacity: true) }
    knownFolders.insert(folder)
  }

  /// A folder of this run may stand where an earlier run, or somebody, left a file or a link.
  private mutating func clearPlace(ofFolder folder: String) throws(FileTreeError) {
    let kind = SystemCalls.kind(at: root + "/" + folder)
    if hasReaders, kind == nil { touch(folder) }
    guard let kind, kind != .folder else { return }
    do throws(FileTreeError) {
      try SystemCalls.remove(root + "/" + folder)
    } catch {
      // Another thread may have made the folder meanwhile.
      if SystemCalls.kind(at: root + "/" + folder) != .folder { throw error }
    }
  }
}
