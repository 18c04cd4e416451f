import FoundationEssentials

/// Writes a Swift file that holds the files of some folders: `embed-files OUTPUT FOLDER…`.
@main struct EmbedFiles {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard let output = arguments.first else { throw EmbeddingError("usage: embed-files OUTPUT FOLDER…") }
    var source = "let embeddedFiles: [(path: String, text: StaticString, isText: Bool)] = [\n"
    for folder in arguments.dropFirst() {
      let url = URL(filePath: folder).resolvingSymlinksInPath()
      for path in try FileManager.default.subpathsOfDirectory(atPath: url.path).sorted() {
        var isFolder = false
        _ = FileManager.default.fileExists(atPath: url.appending(path: path).path, isDirectory: &isFolder)
        if isFolder { continue }
        let name = "\(folder.split(separator: "/").last ?? "")/\(path)"
        let bytes = try Data(contentsOf: url.appending(path: path))
        let text = String(validating: bytes, as: UTF8.self)
        source += "  (\(literal(name)), \(literal(text ?? oneForEach(bytes))), \(text != nil)),\n"
      }
    }
    try Data((source + "]\n").utf8).write(to: URL(filePath: output))
  }

  /// What is no text, as one with a scalar for each byte.
  private static func oneForEach(_ bytes: Data) -> String {
    var text = ""
    for byte in bytes { text.unicodeScalars.append(Unicode.Scalar(byte)) }
    return text
  }

  /// A text as a literal of Swift that reads back as the same bytes.
  private static func literal(_ text: String) -> String {
    var literal = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": literal += "\\\(Character(scalar))"
      case "\n": literal += "\\n"
      case _ where scalar.value < 0x20 || scalar.value >= 0x7F:
        literal += "\\u{\(String(scalar.value, radix: 16))}"
      default: literal.unicodeScalars.append(scalar)
      }
    }
    return literal + "\""
  }
}

/// A file that cannot be embedded.
struct EmbeddingError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
