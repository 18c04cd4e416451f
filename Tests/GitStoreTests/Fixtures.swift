import GitStore
import TestSupport
import Testing

extension GitFixture {
  /// Opens the fixture with the module under test.
  func open() throws -> Repository {
    try Repository.open(at: path)
  }

  /// The id of an object that the git command names.
  func id(_ revision: String) throws -> ObjectID {
    try #require(ObjectID(hex: try git("rev-parse", revision)))
  }

  /// Writes any bytes as an object of any kind, unchecked.
  func store(_ bytes: [UInt8], as kind: String) throws -> ObjectID {
    let hex = try git("hash-object", "-w", "--literally", "-t", kind, "--stdin", input: bytes)
    return try #require(ObjectID(hex: hex))
  }

  /// Makes a tree from lines as `git ls-tree` prints them, each ended by a zero byte.
  func makeTree(_ entries: [(mode: String, kind: String, id: String, name: [UInt8])]) throws -> ObjectID {
    var lines: [UInt8] = []
    for entry in entries {
      lines += Array("\(entry.mode) \(entry.kind) \(entry.id)\t".utf8) + entry.name + [0]
    }
    return try #require(ObjectID(hex: try git("mktree", "-z", "--missing", input: lines)))
  }
}

/// The code of the error that `body` throws; a recorded failure when it throws none.
func codeThrown(
  by body: () throws -> Void, sourceLocation: SourceLocation = #_sourceLocation
) -> GitStoreError.Code? {
  fault(body, sourceLocation: sourceLocation)?.code
}

/// A secret that may stand in no text.
let leakTestSecret = "hunter2-SECRET"

/// The error that `body` throws, which holds no secret and is a sentence; a recorded failure when it throws none.
func fault(
  _ body: () throws -> Void, sourceLocation: SourceLocation = #_sourceLocation
) -> GitStoreError? {
  do {
    try body()
    Issue.record("nothing was thrown", sourceLocation: sourceLocation)
  } catch let error as GitStoreError {
    #expect(!String(reflecting: error).contains(leakTestSecret), sourceLocation: sourceLocation)
    #expect(error.sentence.hasSuffix("."), sourceLocation: sourceLocation)
    return error
  } catch {
    Issue.record("another error was thrown: \(error)", sourceLocation: sourceLocation)
  }
  return nil
}
