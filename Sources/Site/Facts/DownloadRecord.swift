import Catalog
import Documents
import SourceText

/// An entry's records in the form in which Xinference downloads them.
///
/// That is the form of upstream's own files, except that `updated_at` is always there as a whole number:
/// a record without one keeps Xinference from starting.
enum DownloadRecord {
  /// The file of one model: a list of its records, and a newline.
  static func file(_ entry: Entry, updatedAtFallback: Int) -> [UInt8] {
    let fallback = entry.updatedAt ?? updatedAtFallback
    var output: [UInt8] = []
    output.reserveCapacity(entry.document.source.bytes.count * 3 / 2)
    for (index, record) in entry.records.enumerated() {
      output.append(index == 0 ? "[\n  " : ",\n  ")
      append(record.node, fallback: fallback, to: &output)
    }
    output.append("\n]\n")
    return output
  }

  /// The part of a model's file that the file of its type holds as well.
  static func records(inFile file: [UInt8]) -> Text { file.dropFirst(2).dropLast(3) }

  /// How long that part is, of a file of so many bytes.
  static func recordsCount(inFileOf bytes: Int) -> Int { max(0, bytes - 5) }

  private static func append(_ record: Node, fallback: Int, to output: inout [UInt8]) {
    let stated = record["updated_at"]
    if stated?.int != nil { return JSONWriter.append(record, to: &output, level: 1) }
    output.append("{")
    var isFirst = true
    for member in record.members {
      appendKey(member.key.bytes, isFirst: &isFirst, to: &output)
      if member.value.id == stated?.id {
        output.append(decimal: wholeNumber(member.value) ?? fallback)
      } else {
        JSONWriter.append(member.value, to: &output, level: 2)
      }
    }
    if stated == nil {
      appendKey(Text("updated_at"), isFirst: &isFirst, to: &output)
      output.append(decimal: fallback)
    }
    output.append("\n  }")
  }

  private static func appendKey(_ key: Text, isFirst: inout Bool, to output: inout [UInt8]) {
    output.append(isFirst ? "\n    " : ",\n    ")
    isFirst = false
    JSONWriter.appendString(key, to: &output)
    output.append(": ")
  }

  /// What a stated value means where it is not written as a whole number.
  private static func wholeNumber(_ node: Node) -> Int? {
    switch node.kind {
    case .number: node.double.flatMap { Int(exactly: $0.rounded(.down)) }
    case .string: Int(node.text)
    default: nil
    }
  }
}
