public import Catalog
import Diagnostics
public import FileTrees

/// Applies the mends that findings carry, and nothing else: comments and layout stay as they are.
///
/// Mends that touch the same bytes are made one after the other, in rounds, each on what the one before it left;
/// so a second run has nothing to do. A file is replaced whole or not at all.
public struct Mending {
  /// What was done.
  public struct Outcome: Sendable {
    /// The number of mends.
    public internal(set) var mends = 0
    /// The files that changed, below the catalog's root, sorted.
    public internal(set) var files: [String] = []
  }

  private let reader: CatalogReader
  private let folder: SourceFolder
  private let options: ValidationOptions

  /// Rounds until nothing is left to mend; mends that undo each other end here.
  private static let rounds = 8

  /// Takes a catalog on disk: `folder` is where `reader` reads.
  public init(_ reader: CatalogReader, in folder: SourceFolder, _ options: ValidationOptions) {
    self.reader = reader
    self.folder = folder
    self.options = options
  }

  /// Mends what can be mended in the whole catalog.
  public func run(progress: (Int, Int) -> Void = { _, _ in }) throws(FileTreeError) -> Outcome {
    var outcome = Outcome()
    var changed: [String]?
    for _ in 0..<Self.rounds {
      let touched = try round(changed, &outcome, progress)
      if touched.isEmpty { break }
      changed = touched
    }
    outcome.files = Set(outcome.files).sorted()
    return outcome
  }

  private func round(
    _ changed: [String]?, _ outcome: inout Outcome, _ progress: (Int, Int) -> Void
  ) throws(FileTreeError) -> [String] {
    var session = try ValidationSession(reader, options, changed: changed)
    var touched = try mend(session.openingFindings, &outcome)
    for (done, folder) in session.folders.enumerated() {
      progress(done, session.folders.count)
      touched += try mend(session.check(folder).findings, &outcome)
    }
    touched += try mend(session.finish().findings, &outcome)
    outcome.files += touched
    return touched
  }

  private func mend(_ findings: [Diagnostic], _ outcome: inout Outcome) throws(FileTreeError) -> [String] {
    var fixes: [String: [Fix]] = [:]
    for finding in findings {
      guard let fix = finding.fixes.first, finding.location.source != nil else { continue }
      fixes[finding.location.path, default: []].append(fix)
    }
    var touched: [String] = []
    for (shown, fixes) in fixes.sorted(by: { $0.key < $1.key }) {
      // The file is read again: a finding's own text may have stars in it, in the place of a secret.
      let path = reader.prefix.isEmpty ? shown : String(shown.dropFirst(reader.prefix.count + 1))
      guard let bytes = try reader.tree.read(path) else { continue }
      let edits = Self.compatible(fixes)
      guard let mended = edits.flatMap(\.edits).applied(to: bytes) else { continue }
      guard try folder.write(mended, to: path) else { continue }
      outcome.mends += edits.count
      touched.append(path)
    }
    return touched
  }

  /// The fixes that can be made at once: the first, and each that leaves the bytes of those before it alone.
  static func compatible(_ fixes: [Fix]) -> [Fix] {
    var chosen: [Fix] = []
    var taken: [Range<Int>] = []
    for fix in fixes {
      let ranges = fix.edits.map(\.range)
      let isFree = ranges.allSatisfy { range in
        !taken.contains {
          $0.overlaps(range) || $0 == range || $0.upperBound == range.lowerBound && $0.isEmpty
        }
      }
      guard isFree, !fix.edits.isEmpty else { continue }
      chosen.append(fix)
      taken += ranges
    }
    return chosen
  }
}
