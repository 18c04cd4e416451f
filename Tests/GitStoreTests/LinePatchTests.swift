import ChildProcesses
import TestSupport
import Testing

@testable import GitStore

@Suite struct LinePatchTests {
  @Test(
    "git applies the patch and gets the new version",
    arguments: [
      ("a\nb\nc\n", "a\nB\nc\n"), (nil, "new\n"), ("old\n", nil), ("no end", "no end\n"), ("x\n", "x"),
      (nil, "é 日本\n\nlast"), ("", "now\n"), ("gone\n", ""),
      (
        (0..<50).map { "\($0)\n" }.joined(),
        (0..<50).map { $0 == 7 || $0 == 40 ? "new\n" : "\($0)\n" }.joined()
      ),
    ] as [(String?, String?)])
  func applies(old: String?, new: String?) throws {
    let folder = try TemporaryFolder()
    let path = "models/a name.json"
    if let old { try folder.write(old, to: path) }
    let patch = try LinePatch.text(
      from: old.map { Array($0.utf8) }, to: new.map { Array($0.utf8) }, path: TreePath(path))
    try folder.write(patch, to: "changes.patch")
    let git = Command("git", ["apply", "--whitespace=error-all", "changes.patch"], folder: folder.path)
    let done = try git.run(timeout: .seconds(30))
    #expect(done.status.isSuccess, "\(done.errorText)\n\(String(decoding: patch, as: UTF8.self))")
    let result = try? folder.read(path)
    #expect(result.map { String(decoding: $0, as: UTF8.self) } == new)
  }
}

@Test("a file's content has the name that git gives it", arguments: ["", "hello\n", "é\0x"])
func blobName(text: String) throws {
  let done = try Command("git", ["hash-object", "--stdin"]).run(input: Array(text.utf8))
  #expect(try ObjectID.ofBlob(Array(text.utf8)).hex == done.outputText.prefix(40))
}
