import DiagnosticReports
import Diagnostics
import FileTrees
import Site

/// Finds the templates that the program comes with, and lays a registry's own over them.
enum SiteTemplatesFolder {
  /// The templates: the program's, with those of `site-templates` beside the catalog and of `overlay` over them.
  static func load(besides location: CatalogLocation, overlay: String?) throws -> SiteTemplates {
    let folders = folders(besides: location, overlay: overlay)
    if let overlay, !folders.contains(overlay) { throw CommandError("There is no folder ‘\(overlay)’.") }
    guard !folders.isEmpty else {
      throw CommandError("The site's templates are not installed; name their folder with --templates.")
    }
    let files = try InstalledFolder.files(in: folders)
    let (templates, problems) = SiteTemplates.compile(files)
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
    return unique([InstalledFolder.find(name), beside, overlay].compactMap { $0 }).filter { FolderTree($0).exists }
  }

  private static let name = "site-templates"
}
