import Catalog
import FileTrees

/// How an example is varied to see that a rule minds bytes, not characters, and no line ends.
enum ExampleVariant: CaseIterable {
  case asWritten
  /// With text of several bytes a character before everything else.
  case afterMultibyteText
  /// With CR LF at the end of each line.
  case withCRLF
}

/// An example as a tree of files, with the places that it marks.
struct ExampleTree: FileTree {
  /// A marked range of a file.
  struct Mark: Equatable {
    let path: String
    let range: Range<Int>
  }

  private(set) var marks: [Mark] = []
  private var tree = MemoryTree()
  private var links: [String] = []
  private var absent: Set<String> = []

  init(_ example: RuleExample, _ variant: ExampleVariant = .asWritten) {
    for (path, content) in example.files { add(path, content, variant) }
    for (path, text) in ExampleBase.files where tree.files[path] == nil {
      tree.files[path] = Array(text.utf8)
    }
    completeEntries()
  }

  /// Adds files, except in folders of which the example brings files itself.
  mutating func complete(with files: [String: [UInt8]]) {
    let own = Set(tree.files.keys.compactMap { $0.split(separator: "/").first })
    for (path, bytes) in files where !own.contains(path.prefix { $0 != "/" }) { tree.files[path] = bytes }
  }

  func entries(in folder: String) throws(FileTreeError) -> [FileEntry] {
    let prefix = folder.isEmpty ? "" : folder + "/"
    let here = links.filter { $0.hasPrefix(prefix) && !$0.dropFirst(prefix.count).contains("/") }
    let linked = here.map { FileEntry(name: String($0.dropFirst(prefix.count)), kind: .link) }
    return (try tree.entries(in: folder) + linked).sorted { isOrderedByBytes($0.name, $1.name) }
  }

  func read(_ path: String, limit: Int) throws(FileTreeError) -> [UInt8]? {
    try tree.read(path, limit: limit)
  }

  private mutating func add(_ path: String, _ content: RuleExample.Content, _ variant: ExampleVariant) {
    let parts = path.split(separator: "/")
    let name = parts.count > 2 ? String(parts[parts.count - 2]) : "example"
    switch content {
    case .text(let text): addText(path, Self.vary(text, path, variant))
    case .exact(let text): addText(path, text)
    case .bytes(let bytes): tree.files[path] = bytes
    case .repeated(let text, let count): tree.files[path] = Array(String(repeating: text, count: count).utf8)
    case .record(let type, let fields):
      addText(path, Self.vary(ExampleBase.entry(type, name, hub: nil, model: fields), path, variant))
    case .entry(let type, let hub, let fields):
      addText(path, Self.vary(ExampleBase.entry(type, name, hub: hub, model: fields), path, variant))
    case .link: links.append(path)
    case .absent: absent.insert(path)
    }
  }

  private mutating func addText(_ path: String, _ text: String) {
    let (plain, ranges) = Self.unmarked(text)
    tree.files[path] = Array(plain.utf8)
    marks += ranges.map { Mark(path: path, range: $0) }
  }

  /// The text without its marks, and the byte ranges that they enclosed.
  static func unmarked(_ text: String) -> (text: String, ranges: [Range<Int>]) {
    var plain = ""
    var ranges: [Range<Int>] = []
    var start: Int?
    for scalar in text.unicodeScalars {
      switch scalar {
      case "⟦": start = plain.utf8.count
      case "⟧":
        if let begin = start { ranges.append(begin..<plain.utf8.count) }
        start = nil
      default: plain.unicodeScalars.append(scalar)
      }
    }
    return (plain, ranges)
  }

  private static func vary(_ text: String, _ path: String, _ variant: ExampleVariant) -> String {
    switch variant {
    case .asWritten: return text
    case .afterMultibyteText:
      if path.hasSuffix(".yaml") { return "# 模型 🦙 é\n" + text }
      guard path.hasSuffix(".md") else { return text }
      // Front matter must stay at the top.
      guard text.hasPrefix("---\n"), let end = text.ranges(of: "\n---\n").first?.upperBound else {
        return "<!-- 模型 🦙 é -->\n\n" + text
      }
      return text[..<end] + "<!-- 模型 🦙 é -->\n\n" + text[end...]
    case .withCRLF:
      var varied = String.UnicodeScalarView()
      for scalar in text.unicodeScalars {
        if scalar == "\n" { varied.append("\r") }
        varied.append(scalar)
      }
      return String(varied)
    }
  }

  /// Gives a model file and a README to each entry's folder that lacks one.
  private mutating func completeEntries() {
    var folders: Set<String> = []
    for path in Array(tree.files.keys) + links {
      let parts = path.split(separator: "/", omittingEmptySubsequences: false)
      guard parts.count > 3, parts[0] == "models" else { continue }
      let isSharded = parts.count > 4 && parts[3] != "assets"
      folders.insert(parts[0..<(isSharded ? 4 : 3)].joined(separator: "/"))
    }
    for folder in folders {
      let parts = folder.split(separator: "/")
      guard let type = ModelType(rawValue: String(parts[1])) else { continue }
      let name = String(parts[parts.count - 1])
      let hasModel = ["model.yaml", "model.json", "model.yml"].contains { file in
        tree.files["\(folder)/\(file)"] != nil || links.contains("\(folder)/\(file)")
      }
      if !hasModel {
        let text = ExampleBase.entry(type, name, hub: nil, model: "")
        tree.files["\(folder)/model.yaml"] = Array(text.utf8)
      }
      if tree.files["\(folder)/README.md"] == nil, !absent.contains("\(folder)/README.md") {
        tree.files["\(folder)/README.md"] = Array("# \(name)\n\nA model for examples.\n".utf8)
      }
    }
  }
}
