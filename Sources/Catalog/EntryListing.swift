import Diagnostics
import FileTrees

/// What an entry's folder holds.
struct EntryListing {
  /// The model file's name, where there is exactly one.
  private(set) var modelFile: String?
  /// The READMEs' names, `README.md` first.
  private(set) var readmes: [String] = []
  /// The files below `assets/`, as paths below the entry's folder.
  private(set) var assets: [String] = []
  private(set) var diagnostics: [Diagnostic] = []

  private let folder: EntryFolder
  private let reader: CatalogReader

  init(_ folder: EntryFolder, _ reader: CatalogReader) throws(FileTreeError) {
    self.folder = folder
    self.reader = reader
    var modelFiles: [String] = []
    var others: [String] = []
    for entry in try reader.tree.entries(in: folder.path) {
      switch entry.kind {
      case .link:
        report(
          entry.name, "symbolic-link", "A symbolic link cannot be part of a catalog",
          "Put the file itself here.")
      case .folder where entry.name == "assets": try takeAssets("assets", depth: 0)
      case .file where entry.name == "model.yaml" || entry.name == "model.json": modelFiles.append(entry.name)
      case .file where Self.isReadme(entry.name): readmes.append(entry.name)
      default: others.append(entry.name)
      }
    }
    readmes.sort { $0.count == $1.count ? isOrderedByBytes($0, $1) : $0.count < $1.count }
    takeModelFile(modelFiles, others)
    for name in others where !name.hasPrefix(".") {
      report(
        name, "stray-file", "‘\(printable(name))’ is no part of an entry",
        "An entry is a model.yaml, READMEs, and pictures below assets/.", severity: .warning)
    }
  }

  /// `README.md`, or `README.<language>.md`.
  static func isReadme(_ name: String) -> Bool {
    guard name.hasPrefix("README."), name.hasSuffix(".md") else { return false }
    let middle = name.dropFirst(6).dropLast(3)
    return middle.isEmpty || (middle.count > 1 && !middle.dropFirst().contains("."))
  }

  private mutating func takeModelFile(_ files: [String], _ others: [String]) {
    switch files.count {
    case 1: modelFile = files[0]
    case 0:
      let help =
        others.contains("model.yml")
        ? "Rename model.yml to model.yaml." : "Write one, or remove the folder; `modelhub new` makes a start."
      report(nil, "model-file", "The entry has neither model.yaml nor model.json", help)
    default: report(nil, "model-file", "The entry has both model.yaml and model.json", "Keep one of them.")
    }
  }

  private mutating func takeAssets(_ path: String, depth: Int) throws(FileTreeError) {
    for entry in try reader.tree.entries(in: "\(folder.path)/\(path)") {
      let asset = "\(path)/\(entry.name)"
      switch entry.kind {
      case .file: assets.append(asset)
      case .folder where depth < 8: try takeAssets(asset, depth: depth + 1)
      default:
        report(
          asset, "symbolic-link", "Only plain files can be assets", "Put the file itself here.")
      }
    }
  }

  private mutating func report(
    _ name: String?, _ rule: String, _ message: String, _ help: String, severity: Severity = .error
  ) {
    let path = name.map { "\(folder.path)/\($0)" } ?? folder.path
    diagnostics.append(
      Diagnostic(rule, message, severity: severity, at: Location(path: reader.shown(path)), help: help))
  }
}
