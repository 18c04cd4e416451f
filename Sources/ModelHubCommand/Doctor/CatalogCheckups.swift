import BundledFiles
import Catalog
import FileTrees
import Validation

/// The catalog: what `validate` finds, and whether the schemas are those of this version.
struct CatalogCheckups {
  let catalog: String
  let console: Console

  func all() -> [Checkup] {
    let location: CatalogLocation
    do { location = try CatalogLocation.find(catalog) } catch {
      return [.problem("catalog", "\(error)", remedy: "modelhub init")]
    }
    do {
      return [try findings(location), try schemas(location)]
    } catch {
      return [.problem("catalog", "\(error)", remedy: "modelhub validate")]
    }
  }

  private func findings(_ location: CatalogLocation) throws -> Checkup {
    let totals = try Validator.run(
      location.reader(), ValidationOptions(today: Today.date),
      progress: { console.progress("checking", $0, of: $1) }, report: { _ in }
    ).totals
    let entries = totals.entries == 1 ? "1 entry" : "\(totals.entries) entries"
    guard totals.errors == 0 else {
      return .problem(
        "catalog", "\(entries), and \(totals.errors) errors in them.", remedy: "modelhub validate")
    }
    guard totals.warnings == 0 else {
      return .warning(
        "catalog", "\(entries) without errors, with \(totals.warnings) warnings.", remedy: "modelhub validate"
      )
    }
    return .good("catalog", "\(entries), without a finding")
  }

  private func schemas(_ location: CatalogLocation) throws -> Checkup {
    let tree = FolderTree(location.path)
    var differing: [String] = []
    for (name, bytes) in BundledFiles.schemas.files where try tree.read("schema/\(name)") != bytes {
      differing.append(name)
    }
    guard let first = differing.min() else { return .good("schema", "The schemas are those of this version") }
    return .warning(
      "schema", "\(differing.count) schemas differ from this version's, \(first) for one.",
      remedy: "modelhub init --print catalog/schema/\(first) | diff catalog/schema/\(first) -")
  }
}
