/// One GGUF file's path taken apart: folder, stem, quantization, part.
struct GGUFFileName {
  let path: String
  /// The quantization as the name spells it; `nil` where it names none.
  let quantization: String?
  /// `00001-of-00003`, or what follows `.gguf` where that numbers the parts; `nil` for a whole file.
  let part: String?
  /// How many parts there are by the name.
  let partTotal: Int?
  /// What the parts of one whole have in common, and nothing else has.
  let setID: String
  /// Whether it projects pictures into a model rather than being one.
  let isProjector: Bool
  let template: String
  let splitTemplate: String?

  /// Takes a path apart; `nil` where it names no GGUF file.
  init?(_ path: String) {
    guard let ending = Self.ending(of: path) else { return nil }
    self.path = path
    var folder = path.split(separator: "/").dropLast().map(String.init)
    var stem = String(path[..<ending.start].split(separator: "/").last ?? "")
    let (numbered, number) = Self.part(of: stem)
    stem = numbered
    part = number ?? ending.part
    partTotal = number.flatMap { Int($0.suffix(5)) }
    isProjector = stem.lowercased().contains("mmproj")
    let range = Self.quantization(in: stem)
    let quantization = range.map { String(stem[$0]) }
    self.quantization = quantization
    let whole = folder + [stem, part == nil ? "" : partTotal.map(String.init) ?? "parts"]
    setID = whole.joined(separator: "/")
    if let range, let quantization {
      stem.replaceSubrange(range, with: "{quantization}")
      folder = folder.map { Self.template(ofFolder: $0, quantization) }
    }
    // Parts lie in a folder of their own as a rule; the file that they are merged into has none.
    template = (part == nil ? folder + [stem + ".gguf"] : [stem + ".gguf"]).joined(separator: "/")
    guard part != nil else {
      splitTemplate = nil
      return
    }
    let name = number == nil ? "\(stem).gguf\(ending.separator){part}" : "\(stem)-{part}.gguf"
    splitTemplate = (folder + [name]).joined(separator: "/")
  }

  /// A folder that is named for the quantization, as a whole or at its end.
  private static func template(ofFolder name: String, _ quantization: String) -> String {
    guard name.hasSuffix(quantization) else { return name }
    let start = name.dropLast(quantization.count)
    return start.isEmpty || "-._".contains(start.last ?? " ") ? start + "{quantization}" : name
  }

  /// Where `.gguf` starts, and the part that follows it: `.gguf.a`, `.gguf-split-a`, `.gguf.part1of2`.
  static func ending(of path: String) -> (start: String.Index, separator: String, part: String?)? {
    let lower = path.lowercased()
    guard lower.utf8.count == path.utf8.count else { return nil }
    if lower.hasSuffix(".gguf") { return (path.utf8.index(path.endIndex, offsetBy: -5), "", nil) }
    for separator in [".gguf-split-", ".gguf.part", ".gguf."] {
      guard let found = lower.firstRange(of: separator) else { continue }
      let offset = lower.utf8.distance(from: lower.startIndex, to: found.lowerBound)
      let rest = String(lower[found.upperBound...])
      guard (1...12).contains(rest.utf8.count), rest.utf8.allSatisfy(isLetterOrDigit) else { return nil }
      let start = path.utf8.index(path.startIndex, offsetBy: offset)
      let part = String(path.utf8.suffix(rest.utf8.count)) ?? rest
      return (start, String(separator.dropFirst(5)), part)
    }
    return nil
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
  }

  /// Splits `-00001-of-00003` off a stem.
  private static func part(of stem: String) -> (String, String?) {
    let tail = stem.suffix(15)
    let letters = Array(tail)
    guard letters.count == 15, letters[0] == "-", tail.dropFirst(6).hasPrefix("-of-"),
      letters[1...5].allSatisfy(\.isDigit), letters[10...].allSatisfy(\.isDigit)
    else { return (stem, nil) }
    return (String(stem.dropLast(15)), String(tail.dropFirst()))
  }

  // MARK: Quantizations

  /// The last part of a stem that names a quantization, from a separator to the end.
  private static func quantization(in stem: String) -> Range<String.Index>? {
    var found: Range<String.Index>?
    var start = stem.endIndex
    while start > stem.startIndex {
      let before = stem.index(before: start)
      if stem[before] == "-" || stem[before] == "." || stem[before] == "_", start < stem.endIndex {
        let range = start..<stem.endIndex
        if isQuantization(stem[range]) {
          found = range
        } else if found != nil || stem.distance(from: start, to: stem.endIndex) > 40 {
          break
        }
      }
      start = before
    }
    if found == nil, isQuantization(stem[...]) { return stem.startIndex..<stem.endIndex }
    return found
  }

  /// Tells whether a word is a quantization: `Q4_K_M`, `UD-IQ2_XXS`, `i1-Q4_0`, `BF16`, `fp16`, `MXFP4_MOE`.
  static func isQuantization(_ word: Substring) -> Bool {
    var rest = word.uppercased()[...]
    for prefix in ["UD-", "I1-"] where rest.hasPrefix(prefix) { rest = rest.dropFirst(prefix.count) }
    let parts = rest.split(separator: "_", omittingEmptySubsequences: false)
    guard let first = parts.first, parts.count <= 5 else { return false }
    if ["F16", "BF16", "FP16", "F32", "FP32", "MXFP4", "NVFP4", "MXFP4-Q8"].contains(String(first)) {
      return parts.dropFirst().allSatisfy(isVariant)
    }
    let digits = first.drop { $0.isLetter }
    let kind = first.prefix { $0.isLetter }
    guard ["Q", "IQ", "TQ"].contains(String(kind)), (1...2).contains(digits.count),
      digits.allSatisfy(\.isDigit)
    else { return false }
    return parts.dropFirst().allSatisfy(isVariant)
  }

  /// What follows the first part: a digit, `K`, a size from `XXS` to `XL`, `NL`, `MOE`, `F16`.
  private static func isVariant(_ part: Substring) -> Bool {
    ["K", "XXS", "XS", "S", "M", "L", "XL", "XXL", "NL", "MOE", "R", "R4", "P", "8", "4", "0", "1"]
      .contains(String(part))
  }
}
