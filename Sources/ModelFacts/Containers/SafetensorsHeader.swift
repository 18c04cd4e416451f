import Documents
import SourceText

/// What a safetensors file says of itself before its weights: the shape and type of each tensor.
public struct SafetensorsHeader: Sendable {
  /// The longest header that is read; the format allows 100 MB and real ones stay below one.
  public static let byteLimit = 32 << 20

  /// The number of weights in all tensors together.
  public let parameterCount: Int
  /// The number of tensors.
  public let tensorCount: Int
  /// The weights of each type, by the format's name of it, such as `BF16`; most first.
  public let types: [(name: String, parameters: Int)]
  /// The file's own notes, such as `format`; sorted by name.
  public let notes: [(name: String, text: String)]

  /// What came of reading the start of a file.
  public enum Reading: Sendable {
    /// The whole header.
    case header(SafetensorsHeader)
    /// The header goes on: this many bytes of the file are needed.
    case incomplete(needed: Int)
    /// This is no safetensors file, or a damaged one; a sentence says why.
    case damaged(String)
  }

  /// Reads the header out of the first bytes of a file.
  public static func read(_ bytes: [UInt8], path: String = "", fileSize: Int? = nil) -> Reading {
    var cursor = ByteCursor(bytes[...])
    guard let length = cursor.nextCount() else {
      return fileSize.map { $0 >= 8 } ?? true
        ? .incomplete(needed: 8) : .damaged("It is too short to be a safetensors file.")
    }
    guard length <= byteLimit else {
      return .damaged("Its first bytes claim a header of \(length) bytes: it is no safetensors file.")
    }
    if let fileSize, fileSize < 8 + length {
      return .damaged("It ends in the middle of its header: the download may be cut off.")
    }
    guard let text = cursor.next(length) else { return .incomplete(needed: 8 + length) }
    guard text.first == UInt8(ascii: "{") else {
      return .damaged("Its header does not start with ‘{’: it is no safetensors file.")
    }
    let source = SourceText(path: path, bytes: Array(text))
    let limits = ReadLimits(bytes: byteLimit, depth: 8)
    guard let document = DocumentReader.read(source, as: .json, limits: limits).document,
      let header = SafetensorsHeader(document.rootNode)
    else { return .damaged("Its header is not the JSON that the format asks for.") }
    return .header(header)
  }

  private init?(_ root: Node) {
    guard root.kind == .object else { return nil }
    var total = 0
    var tensors = 0
    var byType: [String: Int] = [:]
    var notes: [(name: String, text: String)] = []
    for member in root.members {
      if member.name == "__metadata__" {
        notes = member.value.members.compactMap { note in note.value.string.map { (note.name, $0) } }
        continue
      }
      guard let type = member.value["dtype"]?.string, let shape = member.value["shape"],
        let size = Self.product(shape)
      else { return nil }
      let (sum, overflows) = total.addingReportingOverflow(size)
      guard !overflows else { return nil }
      total = sum
      tensors += 1
      byType[type, default: 0] += size
    }
    parameterCount = total
    tensorCount = tensors
    types = byType.map { (name: $0.key, parameters: $0.value) }
      .sorted { ($1.parameters, $0.name) < ($0.parameters, $1.name) }
    self.notes = notes.sorted { $0.name < $1.name }
  }

  private static func product(_ shape: Node) -> Int? {
    guard shape.kind == .array else { return nil }
    var product = 1
    for length in shape.elements {
      guard let length = length.int, length >= 0 else { return nil }
      let (next, overflows) = product.multipliedReportingOverflow(by: length)
      guard !overflows else { return nil }
      product = next
    }
    return product
  }
}
