import Diagnostics
import Documents
import SourceText

/// A repository's `README.md`: the facts in its front matter, and its first words.
public struct ModelCard: Sendable {
  /// The front matter; `nil` where there is none that can be read.
  let matter: FactFile?
  /// The first paragraph of plain text, shortened to whole sentences.
  public let summary: Fact<String>?

  /// Takes a README apart.
  static func read(_ bytes: [UInt8], path: String, place: String) -> (ModelCard, [Diagnostic]) {
    let text = String(decoding: bytes, as: UTF8.self)
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    var body = lines[...]
    var matter: FactFile?
    var faults: [Diagnostic] = []
    if lines.first?.trimmed == "---", let end = lines.dropFirst().firstIndex(where: { $0.trimmed == "---" }) {
      let yaml = lines[1..<end].joined(separator: "\n") + "\n"
      (matter, faults) = FactFile.read(
        Array(yaml.utf8), path: path, place: place, as: .yaml, limit: 256 << 10)
      body = lines[(end + 1)...]
    }
    let summary = ReadmeSummary.firstParagraph(of: body)
      .map { Fact($0, Provenance(place, file: path, key: "first paragraph")) }
    return (ModelCard(matter: matter, summary: summary), faults)
  }

  /// The licence as an SPDX expression; one without an SPDX id becomes a `LicenseRef-`.
  public var license: Fact<String>? {
    guard let license = matter?.fact(["license"], { $0.texts?.first }) else { return nil }
    if license.value != "other" { return license.map(LicenseNames.spdx) }
    return matter?.fact(["license_name"], \.filledText)?.map(LicenseNames.reference)
  }

  /// The languages, by their codes of two letters where they have one.
  public var languages: Fact<[String]>? {
    matter?.fact(["language", "languages"], \.texts)?.map { codes in
      var seen: Set<String> = []
      return codes.map { Self.shortCodes[$0.lowercased()] ?? $0 }.filter { seen.insert($0).inserted }
    }
  }

  /// What the hub files the model under: `text-generation`, `text-to-image`.
  public var task: Fact<String>? { matter?.fact(["pipeline_tag", "tasks"], { $0.texts?.first }) }

  /// The library that loads it: `transformers`, `diffusers`, `mlx`.
  public var library: Fact<String>? { matter?.fact(["library_name"], \.filledText) }

  /// The repository that the weights were made from.
  public var baseModel: Fact<String>? { matter?.fact(["base_model"], { $0.texts?.first }) }

  /// Whether the card says that the weights are a quantized copy of others.
  var isQuantizedCopy: Bool { matter?["base_model_relation"]?.string == "quantized" }

  /// Free words that the makers chose.
  public var tags: [String] { matter?["tags"]?.texts ?? [] }

  private static let shortCodes = [
    "eng": "en", "english": "en", "zho": "zh", "cmn": "zh", "chinese": "zh", "zh-cn": "zh", "jpn": "ja",
    "kor": "ko", "fra": "fr", "deu": "de", "spa": "es", "por": "pt", "ita": "it", "rus": "ru", "ara": "ar",
    "tha": "th", "vie": "vi", "ind": "id", "hin": "hi",
  ]
}

extension Substring {
  /// The text without blanks at its ends.
  var trimmed: Substring {
    var text = self.drop { $0.isWhitespace }
    while text.last?.isWhitespace ?? false { text.removeLast() }
    return text
  }
}

/// The names that hubs have for licences, and those of SPDX.
enum LicenseNames {
  static func spdx(_ name: String) -> String { known[name.lowercased()] ?? reference(name) }

  /// A licence that SPDX does not list: letters, digits, `.` and `-` are all that a reference may hold.
  static func reference(_ name: String) -> String {
    let letters = name.unicodeScalars.map { scalar -> Character in
      scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == ".")
        ? Character(scalar) : "-"
    }
    return "LicenseRef-" + String(letters)
  }

  private static let known = [
    "apache-2.0": "Apache-2.0", "mit": "MIT", "mit-0": "MIT-0", "bsd": "BSD-3-Clause",
    "bsd-2-clause": "BSD-2-Clause", "bsd-3-clause": "BSD-3-Clause", "gpl": "GPL-3.0-or-later",
    "gpl-2.0": "GPL-2.0-only", "gpl-3.0": "GPL-3.0-only", "agpl-3.0": "AGPL-3.0-only",
    "lgpl-2.1": "LGPL-2.1-only", "lgpl-3.0": "LGPL-3.0-only", "mpl-2.0": "MPL-2.0", "isc": "ISC",
    "cc0-1.0": "CC0-1.0", "cc-by-2.0": "CC-BY-2.0", "cc-by-3.0": "CC-BY-3.0", "cc-by-4.0": "CC-BY-4.0",
    "cc-by-sa-3.0": "CC-BY-SA-3.0", "cc-by-sa-4.0": "CC-BY-SA-4.0", "cc-by-nc-2.0": "CC-BY-NC-2.0",
    "cc-by-nc-3.0": "CC-BY-NC-3.0", "cc-by-nc-4.0": "CC-BY-NC-4.0", "cc-by-nd-4.0": "CC-BY-ND-4.0",
    "cc-by-nc-sa-3.0": "CC-BY-NC-SA-3.0", "cc-by-nc-sa-4.0": "CC-BY-NC-SA-4.0",
    "cc-by-nc-nd-3.0": "CC-BY-NC-ND-3.0", "cc-by-nc-nd-4.0": "CC-BY-NC-ND-4.0", "unlicense": "Unlicense",
    "wtfpl": "WTFPL", "zlib": "Zlib", "artistic-2.0": "Artistic-2.0", "bsl-1.0": "BSL-1.0",
    "ecl-2.0": "ECL-2.0", "epl-2.0": "EPL-2.0", "eupl-1.1": "EUPL-1.1", "eupl-1.2": "EUPL-1.2",
    "ofl-1.1": "OFL-1.1", "ms-pl": "MS-PL", "odbl": "ODbL-1.0", "pddl": "PDDL-1.0",
  ]
}
