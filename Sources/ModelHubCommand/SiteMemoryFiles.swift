import FileTrees
import Site

/// The files of what a site remembers of itself, written piece by piece while it is built: together they are larger
/// than all that a build holds.
///
/// Until they are placed, what was remembered before stays.
final class SiteMemoryFiles {
  private let shelf: SourceFolder
  private let names: [SiteMemory.Part: String]
  private var files: [SiteMemory.Part: PiecewiseFile] = [:]
  /// What went wrong first: nothing is written from then on.
  private var fault: FileTreeError?

  init(_ shelf: SourceFolder, _ names: [SiteMemory.Part: String]) {
    (self.shelf, self.names) = (shelf, names)
  }

  /// Adds a piece to a file.
  func append(_ bytes: [UInt8], to part: SiteMemory.Part) {
    guard fault == nil, let name = names[part] else { return }
    do throws(FileTreeError) {
      if files[part] == nil { files[part] = try shelf.begin(name) }
      try files[part]?.append(bytes[...])
    } catch {
      fault = error
    }
  }

  /// Puts the files in their places.
  func place() throws(FileTreeError) {
    if let fault { throw fault }
    for part in SiteMemory.Part.allCases { try files[part]?.place() }
    files = [:]
  }
}
