public import Catalog
public import Diagnostics
public import SourceText

/// Writes an entry's README, or brings its generated parts up to date; what people wrote stays, byte for byte.
public struct ReadmeWriter: Sendable {
  /// What became of a README.
  public struct Outcome: Sendable {
    /// The file's bytes as they should be.
    public let bytes: [UInt8]
    /// The parts that were not as they should be, in the file's order; of a new README all.
    public let changed: [String]
    /// Markers that make no sense; what they enclose is left alone.
    public let findings: [Diagnostic]
  }

  private let templates: ReadmeTemplates

  /// Takes the templates.
  public init(_ templates: ReadmeTemplates) {
    self.templates = templates
  }

  /// A new README in a language; `nil` where there is no template for it.
  public func newReadme(_ entry: Entry, language: String) -> Outcome? {
    let language = nearest(language)
    guard let text = templates.page(in: language, of: entry) else { return nil }
    let source = SourceText(path: "README.md", text)
    return Outcome(bytes: source.bytes, changed: ReadmeBlocks(source).blocks.map(\.name), findings: [])
  }

  /// A README with its generated parts made anew.
  ///
  /// Parts that were taken out stay out; parts that no template makes are left alone.
  public func refreshed(_ source: SourceText, _ entry: Entry, language: String) -> Outcome {
    let language = nearest(language)
    let found = ReadmeBlocks(source)
    let firstBreak = source.bytes.firstIndex(of: UInt8(ascii: "\n")) ?? 0
    let isCRLF = firstBreak > 0 && source.bytes[firstBreak - 1] == UInt8(ascii: "\r")
    var edits: [TextEdit] = []
    var changed: [String] = []
    for block in found.blocks {
      guard let part = templates.part(block.name, in: language, of: entry) else { continue }
      let text = isCRLF ? part.replacing("\n", with: "\r\n") : part
      if Array(text.utf8) == Array(source.bytes[block.range]) { continue }
      edits.append(TextEdit(block.range, text))
      changed.append(block.name)
    }
    // The ranges come from one walk and do not overlap.
    let bytes = edits.applied(to: source.bytes) ?? source.bytes
    return Outcome(bytes: bytes, changed: changed, findings: found.findings)
  }

  /// The templates' language for a README's: the same, the same without its region, else English.
  private func nearest(_ language: String) -> String {
    if templates.languages.contains(language) { return language }
    let folded = language.lowercased()
    let stem = folded.split(separator: "-").first.map(String.init) ?? folded
    return templates.languages.first { $0.lowercased() == folded }
      ?? templates.languages.first { $0.lowercased().split(separator: "-").first.map(String.init) == stem }
      ?? "en"
  }

  /// The language of a README by its file's name: `README.zh-CN.md`; `nil` for the registry's own.
  public static func language(ofFile name: String) -> String? {
    let words = name.split(separator: ".").map(String.init)
    return words.count == 3 && words[0] == "README" ? words[1] : nil
  }
}
