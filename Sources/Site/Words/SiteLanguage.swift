import Catalog
import Diagnostics
import Documents
import SourceText
import Templates

/// A language that the site's interface speaks: the words of one file, `words/zh-CN.json`.
///
/// The file is an object of groups, each an object of texts: `{"home": {"featured": "…"}}`. Templates show
/// `{{t.home.featured}}`; code asks for `home.featured`.
struct SiteLanguage: Sendable {
  /// The language as a BCP 47 tag.
  let tag: String
  /// All words as templates are given them.
  let data: TemplateData
  private let words: [String: String]

  /// The words of all groups, by `group.word`, in the order of the file.
  let keys: [String]

  /// The language's own name.
  var name: String { words["language.name"] ?? tag }

  /// `ltr` or `rtl`.
  var direction: String { words["language.direction"] ?? "ltr" }

  /// The word of that name, or its name where there is none.
  func callAsFunction(_ key: String) -> String { words[key] ?? key }

  /// The word of that name, where there is one.
  func word(ifAny key: String) -> String? { words[key] }

  /// A word with what stands in braces in it filled in.
  func callAsFunction(_ key: String, _ values: (name: String, value: String)...) -> String {
    let word = self(key).utf8
    var text = ""
    var rest = word[...]
    while let open = rest.firstIndex(of: UInt8(ascii: "{")),
      let close = rest[open...].firstIndex(of: UInt8(ascii: "}"))
    {
      let name = rest[rest.index(after: open)..<close]
      let end = rest.index(after: close)
      if let value = values.first(where: { $0.name.utf8.elementsEqual(name) })?.value {
        text += Substring(rest[..<open])
        text += value
      } else {
        text += Substring(rest[..<end])
      }
      rest = rest[end...]
    }
    return text + Substring(rest)
  }

  /// How many there are of something: the word `one` or `many` of a group, with the number in it.
  func count(_ count: Int, _ group: String) -> String {
    self(count == 1 ? "\(group).one" : "\(group).many", ("count", grouped(count).string))
  }
}

extension SiteLanguage {
  /// The languages that a site is built in: those that its settings name and that there are words of.
  ///
  /// The registry's own language has the site's root; where nobody wrote its words, English has.
  static func spoken(_ settings: RegistrySettings, _ known: [SiteLanguage]) -> [SiteLanguage] {
    let first = known.first { $0.tag == settings.language } ?? known[0]
    let others = settings.languages.compactMap { tag in known.first { $0.tag == tag } }
    return [first] + others.filter { $0.tag != first.tag }
  }

  /// The folder of languages among the templates.
  static let folder = "words/"
  private static let ending = ".json"
  /// The language that says which words there are.
  static let fallback = "en"

  /// Reads the languages among a templates folder's files, sorted by tag, the fallback first.
  static func read(_ files: [String: SourceText]) -> ([SiteLanguage], [Diagnostic]) {
    var problems: [Diagnostic] = []
    let paths = files.keys.filter { $0.hasPrefix(folder) && $0.hasSuffix(ending) }
    guard let path = paths.first(where: { $0 == folder + fallback + ending }), let source = files[path] else {
      let problem = Diagnostic(
        "template", "There are no words ‘\(folder)\(fallback)\(ending)’",
        at: Location(path: folder + fallback + ending), help: "Copy the file that comes with modelhub.")
      return ([], [problem])
    }
    let first = SiteLanguage(fallback, source, besides: nil, &problems)
    let others = paths.filter { $0 != path }.sorted().compactMap { path -> SiteLanguage? in
      guard let source = files[path] else { return nil }
      let tag = String(path.dropFirst(folder.count).dropLast(ending.count))
      return SiteLanguage(tag, source, besides: first, &problems)
    }
    return ([first] + others, problems)
  }

  private init(
    _ tag: String, _ source: SourceText, besides fallback: SiteLanguage?, _ problems: inout [Diagnostic]
  ) {
    let (document, found) = DocumentReader.read(source, as: .json)
    problems += found
    var words: [String: String] = fallback?.words ?? [:]
    var own: Set<String> = []
    var keys: [String] = fallback?.keys ?? []
    guard let root = document?.rootNode else {
      (self.tag, self.words, self.keys, data) = (tag, words, keys, TemplateData())
      return
    }
    for group in root.members where group.value.kind == .object {
      for word in group.value.members where word.value.kind == .string {
        let key = "\(group.key.text).\(word.key.text)"
        if words.updateValue(word.value.text, forKey: key) == nil, fallback == nil { keys.append(key) }
        own.insert(key)
      }
    }
    let missing = keys.filter { !own.contains($0) }
    if !missing.isEmpty {
      problems.append(
        Diagnostic(
          "template", "The language lacks words: \(missing.prefix(8).joined(separator: ", "))",
          at: Location(path: source.path),
          help: "Add them; ‘\(Self.folder)\(Self.fallback)\(Self.ending)’ has the English ones."))
    }
    self.tag = tag
    self.words = words
    self.keys = keys
    data = Self.data(words, keys)
  }

  /// The words of templates: what stands in braces is for code to fill in.
  private static func data(_ words: [String: String], _ keys: [String]) -> TemplateData {
    var data = TemplateData()
    data.setObject("t") { all in
      for (group, names) in Self.groups(keys) {
        all.setObject(TemplateKey(group)) { data in
          for name in names { data[TemplateKey(name)] = .text(words["\(group).\(name)"] ?? "") }
        }
      }
    }
    return data
  }

  private static func groups(_ keys: [String]) -> [(group: String, names: [String])] {
    var groups: [(group: String, names: [String])] = []
    for key in keys {
      guard let dot = key.firstIndex(of: ".") else { continue }
      let (group, name) = (String(key[..<dot]), String(key[key.index(after: dot)...]))
      if groups.last?.group == group {
        groups[groups.count - 1].names.append(name)
      } else {
        groups.append((group, [name]))
      }
    }
    return groups
  }

  /// What templates are checked against.
  var schema: TemplateSchema {
    let groups = Self.groups(keys).map { group, names in
      TemplateSchema.Name.object(group, "", names.map { .text($0, "") })
    }
    return TemplateSchema("words", "", [.object("t", "", groups)])
  }
}
