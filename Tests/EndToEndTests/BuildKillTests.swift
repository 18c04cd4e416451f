import ChildProcesses
import FileTrees
import TestSupport
import Testing

/// Builds that are killed at any instant.
@Suite(.serialized) struct BuildKillTests {
  /// Two catalogs with the sites that they make: some entries are in one alone, some are in both and differ, and
  /// READMEs lead to entries that only their own catalog has.
  private final class Pair {
    let folder: TemporaryFolder
    private(set) var sites: [[String: [UInt8]]] = []

    init() throws {
      folder = try TemporaryFolder()
      for side in 0...1 {
        let root = side == 0 ? "one" : "two"
        for number in 0..<16 where number % 4 != side + 1 {
          let name = "model-\(number)"
          let isCommon = number % 4 == 0 || number % 4 == 3
          let other = "model-\((number / 4) * 4 + 2 - side)"
          try folder.write(
            ReviewTeam.entry(name, context: number % 4 == 3 ? 4096 << side : 4096)
              .replacing(
                "license: Apache-2.0", with: "tags: [\(isCommon ? "both" : "only-\(root)-\(number)")]"),
            to: "\(root)/models/llm/\(name)/model.yaml")
          try folder.write(
            "# \(name)\n\nSee [the other](../\(other)/README.md).\n",
            to: "\(root)/models/llm/\(name)/README.md")
        }
        _ = try ModelHubProgram.run(["build", "--catalog", root, "--out", "\(root)-site"], in: folder.path)
        sites.append(try files("\(root)-site"))
      }
      #expect(sites.allSatisfy { $0.count > 150 } && sites[0].keys != sites[1].keys)
    }

    /// The files of a folder, without those that are not yet in their place.
    func files(_ root: String) throws -> [String: [UInt8]] {
      let tree = FolderTree("\(folder.path)/\(root)")
      var files: [String: [UInt8]] = [:]
      func walk(_ folder: String) throws {
        for entry in try tree.entries(in: folder) {
          let path = folder.appendingPath(entry.name)
          if entry.kind == .folder {
            try walk(path)
          } else if !path.hasSuffix("~"), path != ".modelhub-site" {
            files[path] = try tree.read(path)
          }
        }
      }
      try walk("")
      return files
    }

    func build(_ side: Int, _ options: [String], killedAfter milliseconds: Int?) throws {
      let words = ["build", "--catalog", side == 0 ? "one" : "two", "--out", "out"] + options
      guard let milliseconds else {
        let run = try ModelHubProgram.run(words, in: folder.path)
        #expect(run.status.isSuccess, "\(run.errorText)")
        return
      }
      let seconds = "0.\(String(1000 + milliseconds).dropFirst())"
      let environment = ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "SOURCE_DATE_EPOCH": "1790812800"]
      _ = try Command(
        "timeout", ["-s", "KILL", seconds, ModelHubProgram.path] + words, environment: environment,
        folder: folder.path
      ).run(timeout: .seconds(60))
    }
  }

  /// What is wrong with a folder: files that no site has, and links, from the first page on, that lead nowhere.
  private func faults(_ files: [String: [UInt8]], _ pair: Pair) -> [String] {
    var faults = files.filter { path, bytes in !pair.sites.contains { $0[path] == bytes } }
      .map { "\($0.key) is of neither site" }
    guard files["index.html"] != nil else {
      return faults + (files.isEmpty ? [] : ["there is no first page"])
    }
    var seen: Set<String> = ["index.html"]
    var next = ["index.html"]
    while let page = next.popLast() {
      for reference in Crawler.references(in: String(decoding: files[page] ?? [], as: UTF8.self)) {
        guard !reference.contains(":") else { continue }
        let written = reference.prefix { $0 != "#" && $0 != "?" }
        guard let target = Crawler.resolve(String(written), from: page), files[target] != nil else {
          faults.append("\(page) leads to \(written)")
          continue
        }
        if target.hasSuffix(".html"), seen.insert(target).inserted { next.append(target) }
      }
    }
    return faults
  }

  @Test(
    "killed at 50 instants, a build leaves whole files, and no way from the first page to one that is not there"
  )
  func inPlace() throws {
    let pair = try Pair()
    var random = SeededRandom(seed: 6)
    for round in 0..<50 {
      try pair.build(round % 2, [], killedAfter: Int.random(in: 1...600, using: &random))
      #expect(faults(try pair.files("out"), pair) == [], "round \(round)")
    }
    try pair.build(1, [], killedAfter: nil)
    #expect(try pair.files("out") == pair.sites[1])
    let tree = FolderTree("\(pair.folder.path)/out")
    #expect(try tree.entries(in: "").allSatisfy { !$0.name.hasSuffix("~") })
    #expect(!FolderTree("\(pair.folder.path)/out.next~").exists)
  }

  @Test("killed at 50 instants, an atomic build leaves the one site or the other")
  func atomic() throws {
    let pair = try Pair()
    var random = SeededRandom(seed: 7)
    for round in 0..<50 {
      try pair.build(round % 2, ["--atomic"], killedAfter: Int.random(in: 1...600, using: &random))
      let files = try pair.files("out")
      #expect(files.isEmpty || pair.sites.contains(files), "round \(round)")
    }
    try pair.build(0, ["--atomic"], killedAfter: nil)
    #expect(try pair.files("out") == pair.sites[0])
    #expect(!FolderTree("\(pair.folder.path)/out.next~").exists)
  }
}
