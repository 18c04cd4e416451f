import ChildProcesses
import FoundationEssentials
import TestSupport
import Testing

/// A catalog with one of every kind of bad file, through the program as a user runs it.
@Suite struct BadInputTests {
  let folder: TemporaryFolder
  static let good = "hub: {}\nmodel:\n  - model_name: good\n    updated_at: 1790000000\n    version: 2\n"

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.good, to: "catalog/models/llm/good/model.yaml")
    try folder.write("# good\n\nA model.\n", to: "catalog/models/llm/good/README.md")
  }

  func entry(_ name: String, _ bytes: [UInt8], file: String = "model.yaml") throws {
    try folder.write(bytes, to: "catalog/models/llm/\(name)/\(file)")
  }

  struct Finding: Decodable {
    struct Range: Decodable {
      struct Position: Decodable {
        let line: Int
        let column: Int
      }
      let start: Position
    }
    let rule: String
    let severity: String
    let message: String
    let path: String
    let range: Range?
    let help: String?
  }

  struct Report: Decodable {
    let findings: [Finding]
  }

  func validate() throws -> (status: ChildProcesses.ExitStatus, findings: [Finding]) {
    let finished = try ModelHubProgram.run(["validate", "--format", "json"], in: folder.path)
    let report = try JSONDecoder().decode(Report.self, from: Data(finished.output))
    return (finished.status, report.findings)
  }

  static let files: [(name: String, file: String, bytes: [UInt8], rule: String)] = [
    ("truncated", "model.json", Array(#"[{"model_name": "truncated", "model_sp"#.utf8), "json-syntax"),
    ("truncated-yaml", "model.yaml", Array("model:\n  - model_name: \"trunc".utf8), "yaml-syntax"),
    ("binary", "model.yaml", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0xFF], "not-utf-8"),
    ("not-utf-8", "model.yaml", Array("model:\n  - model_name: caf".utf8) + [0xE9, 0x0A], "not-utf-8"),
    ("deep", "model.json", Array(String(repeating: "[", count: 70).utf8), "nesting-depth"),
    ("big", "model.json", Array("[\"".utf8) + [UInt8](repeating: 0x61, count: 10 << 20), "file-size"),
    (
      "twice", "model.yaml", Array("model:\n  - model_name: twice\n    model_name: twice\n".utf8),
      "duplicate-key"
    ),
    ("bomb", "model.yaml", Array("a: &a [x]\nmodel: [*a, *a]\n".utf8), "yaml-feature"),
    ("nul", "model.yaml", Array("model:\n  - model_name: n\u{0}ul\n".utf8), "yaml-syntax"),
    (
      "crlf", "model.yaml", Array("model:\r\n  - model_name: crlf\r\n    updated_at: 1790000000\r\n".utf8),
      "line-endings"
    ),
    (
      "bom", "model.yaml", Array("\u{FEFF}model:\n  - model_name: bom\n    updated_at: 1790000000\n".utf8),
      "byte-order-mark"
    ),
    ("empty", "model.yaml", [], "empty-document"),
    (
      "other-name", "model.yaml", Array("model:\n  - model_name: another\n    updated_at: 1790000000\n".utf8),
      "name-mismatch"
    ),
  ]

  @Test("every kind of bad file is a finding with place and advice, all in one run, and the exit code is 1")
  func files() throws {
    for (name, file, bytes, _) in Self.files { try entry(name, bytes, file: file) }
    try folder.write("# nothing else", to: "catalog/models/llm/no-model/README.md")
    try entry("two-models", Array(Self.good.utf8))
    try entry("GOOD", Array("model:\n  - model_name: GOOD\n    updated_at: 1790000000\n".utf8))
    try entry("two-models", Array("[]".utf8), file: "model.json")
    let link = folder.path + "/catalog/models/llm/link"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "/etc")
    let (status, findings) = try validate()
    #expect(status == .exited(1))
    for (name, file, _, rule) in Self.files {
      let path = "catalog/models/llm/\(name)/\(file)"
      let found = findings.filter { $0.path == path && $0.rule == rule }
      #expect(!found.isEmpty, "\(name): \(findings.filter { $0.path == path }.map(\.rule))")
      for finding in found {
        #expect(finding.help != nil || !finding.message.isEmpty)
        #expect(rule == "file-size" || finding.range != nil, "\(name) has no position")
      }
    }
    for (name, rule) in [
      ("good", "name-collision"), ("no-model", "model-file"), ("two-models", "model-file"),
      ("link", "symbolic-link"),
    ] {
      #expect(
        findings.contains { $0.path == "catalog/models/llm/\(name)" && $0.rule == rule }, "\(name)")
    }
    #expect(
      !findings.contains {
        $0.path.contains("/good/") && $0.severity == "error" && $0.rule != "name-collision"
      })
  }

  @Test("a catalog with errors is not built, and what an earlier build wrote stays")
  func buildRefused() throws {
    let first = try ModelHubProgram.run(["build", "--out", "site"], in: folder.path)
    #expect(first.status.isSuccess, "\(first.errorText)")
    let before = try folder.read("site/index.html")
    try entry("broken", Array("model: [".utf8))
    let second = try ModelHubProgram.run(["build", "--out", "site"], in: folder.path)
    #expect(second.status == .exited(1))
    #expect(second.errorText.contains("catalog/models/llm/broken/model.yaml:1:"))
    #expect(try folder.read("site/index.html") == before)
  }

  @Test(
    "an output folder with somebody else's files is refused and left alone",
    arguments: ["thesis.tex", ".git/HEAD"])
  func foreignOutput(file: String) throws {
    try folder.write("precious", to: "work/\(file)")
    let finished = try ModelHubProgram.run(["build", "--out", "work"], in: folder.path)
    #expect(finished.status == .exited(2))
    #expect(finished.errorText.contains("holds files that modelhub did not write"))
    #expect(try folder.read("work/\(file)") == Array("precious".utf8))
    #expect(try FileManager.default.subpathsOfDirectory(atPath: folder.path + "/work").count <= 2)
  }

  @Test("an output folder that cannot be made is a sentence and exit code 2, not a crash")
  func unwritable() throws {
    try folder.write("file", to: "file")
    for out in ["file/below", "file", "/proc/nowhere"] {
      let finished = try ModelHubProgram.run(["build", "--out", out], in: folder.path)
      #expect(finished.status == .exited(2), "\(out)")
      #expect(finished.errorText.hasPrefix("modelhub: error: "), "\(finished.errorText)")
    }
  }

  @Test("wrong words on the command line are exit code 64, a missing catalog is 2 with the next command")
  func usage() throws {
    #expect(try ModelHubProgram.run(["bulid"], in: folder.path).status == .exited(64))
    #expect(try ModelHubProgram.run(["list", "--type", "lmm"], in: folder.path).status == .exited(64))
    let missing = try ModelHubProgram.run(["validate"], in: "/")
    #expect(missing.status == .exited(2))
    #expect(missing.errorText.contains("modelhub init"))
    let name = try ModelHubProgram.run(["show", "god"], in: folder.path)
    #expect(name.status == .exited(2))
    #expect(name.errorText.contains("Did you mean ‘good’?"))
  }
}
