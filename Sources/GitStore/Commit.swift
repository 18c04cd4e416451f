/// A commit.
public struct Commit: Hashable, Sendable {
  /// One header line with its continuation lines joined by line breaks.
  public struct Header: Hashable, Sendable {
    /// The word before the first space.
    public let name: String
    /// What follows it.
    public let value: String
  }

  /// Its name.
  public let id: ObjectID
  /// The root folder.
  public let tree: ObjectID
  /// The commits it continues; the first is the one whose branch it was made on.
  public let parents: [ObjectID]
  /// Who wrote the change.
  public let author: Stamp
  /// Who made the commit.
  public let committer: Stamp
  /// All headers after the committer, such as `encoding` and `gpgsig`, in their order.
  public let extraHeaders: [Header]
  /// The bytes of the message.
  public let messageBytes: [UInt8]
  /// The signature, armored as git stores it; nil when there is none.
  public let signature: String?
  /// The bytes that the signature is over: the commit object without its signature.
  ///
  /// Empty when there is no signature.
  public let signedPayload: [UInt8]

  /// The message as text; bytes that are not UTF-8 come out as U+FFFD.
  public var message: String { String(decoding: messageBytes, as: UTF8.self) }

  /// The first line of the message.
  public var summary: String {
    String(decoding: messageBytes.prefix { $0 != newline }, as: UTF8.self)
  }
}

extension Commit {
  /// A reason why bytes are not a commit object.
  struct FormatFault: Error {
    let reason: String
  }

  /// Reads a commit object.
  init(id: ObjectID, parsing bytes: [UInt8]) throws(FormatFault) {
    var lines = HeaderLines(bytes: bytes)
    guard let tree = lines.take("tree").flatMap({ ObjectID(ascii: $0) }) else {
      throw FormatFault(reason: "it does not begin with a tree")
    }
    var parents: [ObjectID] = []
    while let line = lines.take("parent") {
      guard let parent = ObjectID(ascii: line) else {
        throw FormatFault(reason: "a parent is not an object id")
      }
      parents.append(parent)
    }
    guard let author = lines.take("author"), let committer = lines.take("committer") else {
      throw FormatFault(reason: "its author and committer are not where they belong")
    }
    let extras = lines.rest()
    let signatures = extras.filter { $0.name == "gpgsig" }
    guard signatures.count < 2 else { throw FormatFault(reason: "it has more than one signature") }

    self.id = id
    self.tree = tree
    self.parents = parents
    self.author = Stamp(parsing: author)
    self.committer = Stamp(parsing: committer)
    extraHeaders = extras.map { Header(name: $0.name, value: $0.value(in: bytes)) }
    messageBytes = Array(bytes[min(lines.position + 1, bytes.count)...])
    signature = signatures.first.map { $0.value(in: bytes) + "\n" }
    // Git leaves every header that begins so out of what it signs.
    let unsigned = extras.filter { $0.name.hasPrefix("gpgsig") }.map(\.range)
    signedPayload = signatures.isEmpty ? [] : bytes.removing(unsigned)
  }
}

let newline = UInt8(ascii: "\n")
private let space = UInt8(ascii: " ")

/// Takes the header lines of a commit apart.
private struct HeaderLines {
  struct Line {
    let name: String
    let range: Range<Int>

    func value(in bytes: [UInt8]) -> String {
      var value: [UInt8] = []
      value.reserveCapacity(range.count)
      var rest = bytes[range].dropFirst(name.utf8.count).dropLast()
      while true {
        // The first line has a space behind the name, each other one at its beginning.
        let end = rest.firstIndex(of: newline) ?? rest.endIndex
        value += rest[..<end].dropFirst()
        if end == rest.endIndex { break }
        value.append(newline)
        rest = rest[(end + 1)...]
      }
      return String(decoding: value, as: UTF8.self)
    }
  }

  let bytes: [UInt8]
  var position = 0

  /// The value of the next line if it is the header `name`.
  mutating func take(_ name: String) -> ArraySlice<UInt8>? {
    guard bytes[position...].starts(with: Array("\(name) ".utf8)) else { return nil }
    let start = position + name.utf8.count + 1
    let end = endOfLine(from: position)
    position = end
    return bytes[start..<end].dropLast()
  }

  /// The lines up to the empty one; a line that begins with a space continues the one before.
  mutating func rest() -> [Line] {
    var lines: [Line] = []
    while position < bytes.count, bytes[position] != newline {
      let start = position
      repeat {
        position = endOfLine(from: position)
      } while position < bytes.count && bytes[position] == space
      let name = String(
        decoding: bytes[start..<position].prefix { $0 != space && $0 != newline }, as: UTF8.self)
      lines.append(Line(name: name, range: start..<position))
    }
    return lines
  }

  private func endOfLine(from start: Int) -> Int {
    bytes[start...].firstIndex(of: newline).map { $0 + 1 } ?? bytes.count
  }
}

extension [UInt8] {
  /// The bytes without those in `ranges`, which must be in order.
  fileprivate func removing(_ ranges: [Range<Int>]) -> [UInt8] {
    var kept: [UInt8] = []
    kept.reserveCapacity(count)
    var start = 0
    for range in ranges {
      kept += self[start..<range.lowerBound]
      start = range.upperBound
    }
    return kept + self[start...]
  }
}

extension ObjectID {
  fileprivate init?(ascii digits: ArraySlice<UInt8>) {
    self.init(digits: digits)
  }
}

extension Repository {
  /// Reads a commit.
  public func commit(_ id: ObjectID) throws(GitStoreError) -> Commit {
    try core.commit(id)
  }
}

extension RepositoryCore {
  func commit(_ id: ObjectID) throws(GitStoreError) -> Commit {
    if let known = commits[id] { return known }
    let bytes = try read(id, as: .commit, limit: Repository.structureLimit)
    do throws(Commit.FormatFault) {
      let commit = try Commit(id: id, parsing: bytes)
      remember(commit, of: bytes.count)
      return commit
    } catch {
      throw GitStoreError(
        .corrupt, "Commit \(id) is malformed: \(error.reason).", advice: "Run `git fsck` in the repository.")
    }
  }
}
