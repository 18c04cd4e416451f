import Catalog
import FileTrees
import FoundationEssentials
import TestSupport
import Testing

/// The catalog that this repository publishes.
@Suite struct OwnCatalogTests {
  let reader = CatalogReader(
    FolderTree(SharedData.packageRoot.appending(path: "catalog").path), prefix: "catalog")

  @Test("every file of it decodes without a finding, over all seven types")
  func decodes() throws {
    let (settings, settingsFaults) = try reader.settings()
    #expect(settingsFaults.isEmpty)
    #expect(settings.roles.admins.map(\.value) == ["ada"])
    #expect(settings.policy.approvals == 1 && settings.upstream.grouping == .entry)
    let (people, peopleFaults) = try reader.people()
    #expect(peopleFaults.isEmpty && people.map(\.login) == ["ada", "lin", "marco", "noor"])
    let (folders, indexFaults) = try reader.index(settings.layout)
    #expect(indexFaults.isEmpty && folders.count >= 24)
    #expect(Set(folders.map(\.type)) == Set(ModelType.allCases))
    for folder in folders {
      let (entry, diagnostics) = try reader.entry(folder)
      #expect(diagnostics.isEmpty, "\(folder.id)")
      #expect(entry?.records.allSatisfy { $0.name == folder.name } == true, "\(folder.id)")
      #expect(entry?.readmes.first == "README.md", "\(folder.id)")
    }
  }
}
