import Foundation
import TestSupport

@testable import Site

/// A catalog's site on a server, below a path of its own.
final class ServedSite {
  let folder: TemporaryFolder
  let server: WebServer
  var address: String { server.address + "some/where/" }

  init(_ subject: WholeSiteTests.Subject) throws {
    folder = try TemporaryFolder()
    try TestSite.build(subject.tree).store(in: URL(filePath: folder.path + "/some/where"))
    server = try WebServer(folder.path)
  }
}
