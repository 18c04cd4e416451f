import BundledFiles
import DiagnosticReports
import Diagnostics
import FileTrees
import Site
import SourceText

/// Finds the templates that the program comes with, and lays a registry's own over them.
enum SiteTemplatesFolder {
  /// The files of the templates: the program's, with those of `site-templates` beside the catalog and of `overlay`
  /// over them.
  static func files(besides location: CatalogLocation, overlay: String?) throws -> [String: SourceText] {
    let folders = folders(besides: location, overlay: overlay)
    if let overlay, !folders.contains(overlay) { throw CommandError("There is no folder ‘\(overlay)’.") }
    var files: [String: SourceText] = [:]
    for (path, bytes) in BundledFiles.siteTemplates.files {
      files[path] = SourceText(path: "\(name)/\(path)", bytes: bytes)
    }
    for folder in folders { try take("", of: FolderTree(folder), into: &files) }
    return files
  }

  /// The templates, compiled; those that an earlier build found in order are not checked again.
  static func compile(_ files: [String: SourceText], areChecked: Bool = false) throws -> SiteTemplates {
    let (templates, problems) = SiteTemplates.compile(files, areChecked: areChecked)
    guard let templates, problems.isEmpty else {
      var report = TextReport()
      throw CommandError(
        "The templates have faults.\n\(String(decoding: report.render(problems), as: UTF8.self))")
    }
    return templates
  }

  /// The folders that are there, each over the one before.
  static func folders(besides location: CatalogLocation, overlay: String?) -> [String] {
    let beside = location.path.split(separator: "/").last.map { last in
      String(location.path.dropLast(last.count)) + name
    }
    return unique([beside, overlay].compactMap { $0 }).filter { FolderTree($0).exists }
  }

  private static let name = "site-templates"

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
