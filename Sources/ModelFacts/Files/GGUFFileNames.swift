/// The GGUF files of one model in a repository, as a record describes them: by a template.
public struct GGUFFileNames: Sendable {
  /// A quantization with its files: one, or several parts in order.
  public struct Quantization: Sendable {
    /// The name, as the files spell it.
    public let name: String
    /// The files.
    public let files: [String]
    /// The parts' names, as `{part}` stands for them; empty for a single file.
    public let parts: [String]
  }

  /// The name of a whole file, with `{quantization}` in it where the files name theirs.
  ///
  /// Where all are in parts, the name of the file that the parts are merged into.
  public let template: String
  /// The name of a file in parts, with `{part}`; `nil` where no quantization is in parts.
  public let splitTemplate: String?
  /// What there is, sorted by the bytes of the names.
  public let quantizations: [Quantization]

  /// The name that stands for the quantization of a file that names none.
  public static let unnamed = "none"

  /// What the GGUF files of a repository are.
  public struct Survey: Sendable {
    /// The models, the one with the most quantizations first.
    public let models: [GGUFFileNames]
    /// Projectors, which let llama.cpp see pictures.
    public let projectors: [String]
    /// Sentences about files that no template describes: parts that are missing, names unlike the others.
    public let leftOut: [String]
  }

  /// Takes stock of the GGUF files among some paths.
  public static func survey(_ paths: [String]) -> Survey {
    let names = paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.compactMap(GGUFFileName.init)
    var projectors: [String] = []
    var sets: [GGUFFileSet] = []
    var places: [String: Int] = [:]
    for name in names {
      if name.isProjector {
        projectors.append(name.path)
      } else if let place = places[name.setID] {
        sets[place].add(name)
      } else {
        places[name.setID] = sets.count
        sets.append(GGUFFileSet(name))
      }
    }
    var leftOut = sets.compactMap(\.gap)
    var byTemplate: [(template: String, sets: [GGUFFileSet])] = []
    for set in sets where set.gap == nil {
      if let place = byTemplate.firstIndex(where: { $0.template == set.template }) {
        byTemplate[place].sets.append(set)
      } else {
        byTemplate.append((set.template, [set]))
      }
    }
    let models = byTemplate.map { GGUFFileNames($0.template, $0.sets, &leftOut) }
    let ordered = models.enumerated().sorted {
      ($1.element.quantizations.count, $0.offset) < ($0.element.quantizations.count, $1.offset)
    }
    return Survey(models: ordered.map(\.element), projectors: projectors, leftOut: leftOut)
  }

  private init(_ template: String, _ sets: [GGUFFileSet], _ leftOut: inout [String]) {
    self.template = template
    let splitTemplate = sets.lazy.compactMap(\.splitTemplate).first
    self.splitTemplate = splitTemplate
    var quantizations: [Quantization] = []
    for set in sets.sorted(by: GGUFFileSet.isOrdered) {
      let isDouble = quantizations.last?.name == set.quantization
      let isOdd = set.splitTemplate != nil && set.splitTemplate != splitTemplate
      if isDouble || isOdd {
        leftOut.append("\(set.files[0].path) is named unlike the other files.")
      } else {
        quantizations.append(
          Quantization(
            name: set.quantization, files: set.files.map(\.path), parts: set.files.compactMap(\.part)))
      }
    }
    self.quantizations = quantizations
  }
}

/// The files of one quantization.
private struct GGUFFileSet {
  let quantization: String
  let template: String
  let splitTemplate: String?
  private(set) var files: [GGUFFileName]

  init(_ file: GGUFFileName) {
    quantization = file.quantization ?? GGUFFileNames.unnamed
    template = file.template
    splitTemplate = file.splitTemplate
    files = [file]
  }

  mutating func add(_ file: GGUFFileName) { files.append(file) }

  /// By quantization; a whole file before parts of the same.
  static func isOrdered(_ left: GGUFFileSet, _ right: GGUFFileSet) -> Bool {
    if left.quantization == right.quantization {
      return left.splitTemplate == nil && right.splitTemplate != nil
    }
    return left.quantization.utf8.lexicographicallyPrecedes(right.quantization.utf8)
  }

  /// What is missing, as a sentence; `nil` where all parts are there.
  var gap: String? {
    guard let total = files[0].partTotal, total != files.count else { return nil }
    return "\(files[0].path) is one of \(total) parts, of which \(files.count) are there."
  }
}
