import ChildProcesses
import FileTrees
import Foundation
import TestSupport
import Testing

@Suite("A build of what changed")
struct BuildUpdateTests {
  /// The files of the catalog that a build opens.
  private static func opened(_ build: RepeatedBuild) throws -> Set<String> {
    let log = build.folder.path + "/calls"
    var variables = build.environment
    variables["SOURCE_DATE_EPOCH"] = "1790812800"
    let tracer = ["-qq", "-f", "-o", log, "-e", "trace=openat", "-e", "signal=none", ModelHubProgram.path]
    let finished = try Command("/usr/bin/strace", tracer + build.words + [build.site], environment: variables)
      .run(timeout: .seconds(300))
    #expect(finished.status.isSuccess, "\(finished.errorText)")
    let calls = String(decoding: try FolderTree(build.folder.path).read("calls") ?? [], as: UTF8.self)
    let models = build.folder.path + "/catalog/models/"
    let paths = calls.split(separator: "\"").filter { $0.hasPrefix(models) }.map {
      $0.dropFirst(models.count)
    }
    return Set(paths.filter { $0.contains(".") }.map(String.init))
  }

  private static let hasStrace = FileManager.default.isExecutableFile(atPath: "/usr/bin/strace")

  @Test(
    "reads the files of the entries that changed, and no others", .enabled(if: hasStrace, "needs strace"))
  func reads() throws {
    let build = try RepeatedBuild()
    #expect(try Self.opened(build).count == 8)
    try build.folder.write("# gamma\n\nZebras.\n", to: "catalog/models/image/gamma/README.md")
    #expect(try Self.opened(build) == ["image/gamma/README.md", "image/gamma/model.yaml"])
    try build.write("audio", "delta", "hub: {tags: [two]}\n", description: "Other.")
    #expect(try Self.opened(build) == ["audio/delta/README.md", "audio/delta/model.yaml"])
    #expect(try build.difference() == [])
    #expect(try Self.opened(build) == [])
  }

  @Test("shows the errors that keep it from being made, and leaves the site as it is")
  func errors() throws {
    let build = try RepeatedBuild()
    try build.build()
    let before = try RepeatedBuild.files(build.site)
    try build.folder.write("model: [\n", to: "catalog/models/llm/alpha/model.yaml")
    let finished = try build.build()
    #expect(!finished.status.isSuccess)
    #expect(finished.errorText.contains("alpha/model.yaml:"), "\(finished.errorText)")
    #expect(try RepeatedBuild.files(build.site) == before)
    try build.write("llm", "alpha", "hub: {tags: [one]}\n", description: "Mended.")
    #expect(try build.build().status.isSuccess)
    #expect(try build.difference() == [])
  }

  @Test("is done from nothing where somebody asks for it")
  func full() throws {
    let build = try RepeatedBuild()
    try build.build()
    // Only the stamp of a page's folder is looked at, so this goes unnoticed.
    let page = build.site + "/models/detail/alpha/index.html"
    let file = try #require(FileHandle(forWritingAtPath: page))
    try file.write(contentsOf: Array("damage".utf8))
    try file.close()
    #expect(try build.build().errorText.contains("(0 written, "))
    #expect(try build.build("--full").errorText.contains("(1 written, "))
    #expect(try build.difference() == [])
  }

  @Test("notices that a type's download was written to where it stands, although entries' own files may be")
  func download() throws {
    let build = try RepeatedBuild()
    try build.build()
    let file = try #require(FileHandle(forWritingAtPath: build.site + "/api/models/llm.json"))
    try file.seekToEnd()
    try file.write(contentsOf: Array(" ".utf8))
    try file.close()
    try build.write("llm", "alpha", "hub: {tags: [one]}\n", description: "Another.")
    try build.build()
    #expect(try build.difference() == [])
  }

  @Test("in parts is the whole site when the parts are put together", arguments: [1, 2])
  func parts(jobs: Int) throws {
    let build = try RepeatedBuild()
    try build.build("--full", "--jobs", "\(jobs)")
    let whole = try RepeatedBuild.files(build.site)
    var parts: [String: [UInt8]] = [:]
    for number in 1...3 {
      let part = build.folder.path + "/part-\(number)"
      let finished = try ModelHubProgram.run(
        build.words + [part, "--shard", "\(number)/3", "--jobs", "\(jobs)"])
      #expect(finished.status.isSuccess, "\(finished.errorText)")
      for (path, bytes) in try RepeatedBuild.files(part) {
        // The mark of a folder of ours, and folders, are in each.
        #expect(parts.updateValue(bytes, forKey: path) == nil || bytes.isEmpty, "‘\(path)’ is in two parts")
      }
    }
    #expect(parts == whole)
    #expect(!(try ModelHubProgram.run(build.words + [build.site, "--shard", "4/3"]).status.isSuccess))
  }
}
