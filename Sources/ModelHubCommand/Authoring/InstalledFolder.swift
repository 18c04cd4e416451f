import FileTrees
import Glibc
import SourceText

/// Folders of files that come with the program: beside an installed one, or at the root of the checkout it was built in.
enum InstalledFolder {
  /// The folder of that name, or `nil`.
  static func find(_ name: String) -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = unsafe readlink("/proc/self/exe", &buffer, buffer.count - 1)
    guard length > 0 else { return nil }
    let program = String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    var folder = program.split(separator: "/").dropLast().map(String.init)
    let installed = "/" + (folder.dropLast() + ["share", "modelhub", name]).joined(separator: "/")
    if FolderTree(installed).exists { return installed }
    while !folder.isEmpty {
      let candidate = "/" + (folder + [name]).joined(separator: "/")
      if FolderTree(candidate).exists { return candidate }
      folder.removeLast()
    }
    return nil
  }

  /// The files below some folders by their paths, each folder over the one before.
  static func files(in folders: [String]) throws -> [String: SourceText] {
    var files: [String: SourceText] = [:]
    for folder in folders { try take("", of: FolderTree(folder), into: &files) }
    return files
  }

  private static func take(
    _ folder: String, of tree: FolderTree, into files: inout [String: SourceText]
  ) throws {
    for entry in try tree.entries(in: folder) {
      let path = folder.appendingPath(entry.name)
      if entry.kind == .folder {
        try take(path, of: tree, into: &files)
      } else if !entry.name.hasPrefix("."), let bytes = try tree.read(path) {
        files[path] = SourceText(path: "\(tree.root)/\(path)", bytes: bytes)
      }
    }
  }
}
