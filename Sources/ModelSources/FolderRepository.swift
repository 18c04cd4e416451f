public import ModelFacts

/// A folder of weights on disk: a download, a clone, or a hub's cache; or some of its files.
public struct FolderRepository: RepositorySource {
  /// Where it is; a hub's cache and a clone tell the id.
  public let origin: RepositoryOrigin
  /// Its files, sorted.
  public let files: [RepositoryFile]

  private let root: String
  /// Where a file is called otherwise than a repository calls it.
  private let names: [String: String]

  /// More files than this are not looked at, nor are folders deeper than eight.
  private static let fileLimit = 20_000

  /// Lists a folder.
  public init(folder: String) throws(RepositoryError) {
    guard LocalFiles.isFolder(folder) else {
      throw RepositoryError(.notFound, "There is no folder ‘\(folder)’.")
    }
    root = folder
    names = [:]
    var found: [RepositoryFile] = []
    try Self.collect(folder, "", depth: 0, &found)
    files = found.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    origin = FolderOrigin.origin(of: folder)
  }

  /// Takes a single file: a GGUF file with its other parts, or one of the files that describe a model.
  public init(file: String) throws(RepositoryError) {
    guard let size = LocalFiles.size(of: file) else {
      throw RepositoryError(.notFound, "There is no file ‘\(file)’.")
    }
    let slash = file.lastIndex(of: "/")
    root = slash.map { $0 == file.startIndex ? "/" : String(file[..<$0]) } ?? "."
    let name = slash.map { String(file[file.index(after: $0)...]) } ?? file
    if name.lowercased().hasSuffix(".gguf") {
      names = [:]
      files = try Self.parts(of: name, in: root)
      // The model's name is the file's, not that of whatever folder it happens to lie in.
      origin = RepositoryOrigin(place: file)
    } else {
      let known = Self.describing.first { name == $0 } ?? "config.json"
      names = [known: name]
      files = [RepositoryFile(known, size: size)]
      origin = FolderOrigin.origin(of: root, shownAs: file)
    }
  }

  /// Reads a range of a file; see ``RepositorySource/read(_:_:)``.
  public func read(_ path: String, _ range: Range<Int>) throws(RepositoryError) -> [UInt8] {
    guard files.contains(where: { $0.path == path }) else { return [] }
    return try LocalFiles.read("\(root)/\(names[path] ?? path)", range)
  }

  private static let describing = [
    "config.json", "tokenizer_config.json", "generation_config.json", "chat_template.jinja",
    "chat_template.json", "README.md", "model_index.json", "model.safetensors.index.json",
    "model.safetensors",
  ]

  private static func collect(
    _ root: String, _ folder: String, depth: Int, _ found: inout [RepositoryFile]
  ) throws(RepositoryError) {
    for name in try LocalFiles.names(in: "\(root)/\(folder)") where !name.hasPrefix(".") {
      let path = folder.isEmpty ? name : "\(folder)/\(name)"
      if let size = LocalFiles.size(of: "\(root)/\(path)") {
        found.append(RepositoryFile(path, size: size))
      } else if LocalFiles.isRealFolder("\(root)/\(path)"), depth < 8 {
        try collect(root, path, depth: depth + 1, &found)
      }
      guard found.count <= fileLimit else {
        throw RepositoryError(
          .badAnswer, "‘\(root)’ holds more than \(fileLimit) files. Name the folder of a single model.")
      }
    }
  }

  private static func parts(of name: String, in folder: String) throws(RepositoryError) -> [RepositoryFile] {
    let all = try LocalFiles.names(in: folder)
    let model = GGUFFileNames.survey(all).models.first { model in
      model.quantizations.contains { $0.files.contains(name) }
    }
    let set = model?.quantizations.first { $0.files.contains(name) }?.files ?? [name]
    return set.map { RepositoryFile($0, size: LocalFiles.size(of: "\(folder)/\($0)")) }
  }
}
