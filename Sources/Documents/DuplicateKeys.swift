import Diagnostics
import SourceText

/// Finds keys that stand twice in one object.
enum DuplicateKeys {
  /// One finding for each key after its first.
  static func find(in object: NodeID, of tape: Tape, _ source: SourceText) -> [Diagnostic] {
    let record = tape.records[Int(object.index)]
    let count = Int(record.textStart)
    guard count > 1 else { return [] }
    var keys: [Int] = []
    keys.reserveCapacity(count)
    var index = Int(object.index) + 1
    for _ in 0..<count {
      keys.append(index)
      index = Int(tape.records[index + 1].next)
    }
    return count <= 32 ? compareAll(keys, tape, source) : compareByHash(keys, tape, source)
  }

  private static func compareAll(_ keys: [Int], _ tape: Tape, _ source: SourceText) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for later in 1..<keys.count {
      let key = tape.records[keys[later]]
      for earlier in 0..<later {
        let other = tape.records[keys[earlier]]
        guard other.textEnd - other.textStart == key.textEnd - key.textStart,
          haveSameStart(key, other, tape, source)
        else { continue }
        if text(keys[earlier], tape, source) == text(keys[later], tape, source) {
          found.append(diagnostic(keys[later], keys[earlier], tape, source))
          break
        }
      }
    }
    return found
  }

  /// Whether two keys of one length, which is not zero, begin alike: of different ones few do.
  private static func haveSameStart(
    _ key: NodeRecord, _ other: NodeRecord, _ tape: Tape, _ source: SourceText
  ) -> Bool {
    guard key.textEnd > key.textStart else { return true }
    func start(_ record: NodeRecord) -> UInt8 {
      let index = Int(record.textStart)
      return record.isPooled ? tape.pool[index] : source.bytes[index]
    }
    return start(key) == start(other)
  }

  private static func compareByHash(_ keys: [Int], _ tape: Tape, _ source: SourceText) -> [Diagnostic] {
    var first: [ArraySlice<UInt8>: Int] = [:]
    var found: [Diagnostic] = []
    for key in keys {
      let name = text(key, tape, source)
      if let earlier = first[name] {
        found.append(diagnostic(key, earlier, tape, source))
      } else {
        first[name] = key
      }
    }
    return found
  }

  private static func text(_ key: Int, _ tape: Tape, _ source: SourceText) -> ArraySlice<UInt8> {
    let record = tape.records[key]
    let range = Int(record.textStart)..<Int(record.textEnd)
    return record.isPooled ? tape.pool[range] : source.bytes[range]
  }

  private static func diagnostic(_ key: Int, _ earlier: Int, _ tape: Tape, _ source: SourceText) -> Diagnostic
  {
    func location(_ key: Int) -> Location {
      Location(source, Int(tape.records[key].start)..<Int(tape.records[key].end))
    }
    let name = String(decoding: text(key, tape, source), as: UTF8.self)
    return Diagnostic(
      "duplicate-key", "The key ‘\(name)’ stands twice in one mapping", at: location(key),
      help: "Keep one of the two.", notes: [Note("The first one is here", at: location(earlier))])
  }
}
