import ChildProcesses
import FoundationEssentials
import TestSupport
import Testing

/// docs/tutorial.md, done as it says: every command, in its order, in an empty folder.
@Suite struct TutorialTests {
  /// A box of the tutorial: commands, or what they print.
  struct Box {
    let isShell: Bool
    let lines: [String]
    let line: Int
  }

  static func boxes(of text: String) -> [Box] {
    var boxes: [Box] = []
    var open: (isShell: Bool, lines: [String], line: Int)?
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if let box = open {
        if line == "```" {
          boxes.append(Box(isShell: box.isShell, lines: box.lines, line: box.line))
          open = nil
        } else {
          open?.lines.append(String(line))
        }
      } else if line == "```sh" || line == "```text" {
        open = (line == "```sh", [], number + 1)
      }
    }
    return boxes
  }

  @Test("every command of the tutorial runs, and prints what the tutorial shows")
  func runs() throws {
    let text = String(
      decoding: try Data(contentsOf: SharedData.packageRoot.appending(path: "docs/tutorial.md")),
      as: UTF8.self)
    let boxes = Self.boxes(of: text)
    #expect(boxes.count > 15)
    let folder = try TemporaryFolder()
    var script = "set -eu\nexec 2>&1\n"
    for (index, box) in boxes.enumerated() where box.isShell {
      script += "printf '\\036%s\\n' \(index)\n" + box.lines.joined(separator: "\n") + "\n"
    }
    let finished = try Self.run(script, in: folder)
    let parts = finished.outputText.split(separator: "\u{1E}").map { part in
      part.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
    #expect(finished.status.isSuccess, "\(parts.last ?? [])")
    let printed = Dictionary(parts.map { (Int($0[0]) ?? -1, Array($0.dropFirst())) }) { first, _ in first }
    for (index, box) in boxes.enumerated() where !box.isShell {
      let output = printed[index - 1] ?? []
      #expect(
        Self.shows(box.lines, output), "line \(box.line) of the tutorial: \(output.joined(separator: "\n"))")
    }
  }

  /// Runs the commands with nothing but the program, git, and the tools of every system.
  private static func run(_ script: String, in folder: TemporaryFolder) throws -> Finished {
    let programs = try folder.makeFolder("programs")
    try folder.link("programs/modelhub", to: ModelHubProgram.path)
    for tool in ["git", "ssh-keygen", "cat", "cp", "mkdir", "rm", "sed", "printf"] {
      try folder.link("programs/\(tool)", to: "/usr/bin/\(tool)")
    }
    let variables = [
      "PATH": programs, "HOME": try folder.makeFolder("home"), "LC_ALL": "C.UTF-8", "TERM": "dumb",
    ]
    try folder.write(script, to: "script")
    return try Command(
      "/bin/bash", ["\(folder.path)/script"], environment: variables, folder: try folder.makeFolder("work")
    ).run(timeout: .seconds(300))
  }

  /// Whether an output is as a box shows it: a line `…` stands for any lines, a `…` in a line for any text.
  static func shows(_ box: [String], _ output: [String]) -> Bool {
    let wanted = box.joined(separator: "\n") + "\n"
    let got = output.joined(separator: "\n") + "\n"
    var rest = got[...]
    let pieces = wanted.replacing("…\n", with: "…").split(separator: "…", omittingEmptySubsequences: false)
    for (index, piece) in pieces.enumerated() where !piece.isEmpty {
      guard let range = index == 0 ? rest.range(of: piece, atStart: true) : rest.firstRange(of: piece) else {
        return false
      }
      rest = rest[range.upperBound...]
    }
    return pieces.last?.isEmpty == true || rest.allSatisfy(\.isNewline)
  }

  @Test("a box that shows what is not printed is noticed")
  func canFail() {
    let output = ["one", "two 17", "three"]
    #expect(Self.shows(["one", "two …", "three"], output))
    #expect(Self.shows(["…", "three"], output))
    #expect(Self.shows(["one", "…"], output))
    #expect(!Self.shows(["two …", "three"], output))
    #expect(!Self.shows(["one", "three"], output))
    #expect(!Self.shows(["one", "two …", "four"], output))
  }
}

extension Substring {
  fileprivate func range(of piece: Substring, atStart: Bool) -> Range<Index>? {
    hasPrefix(piece) ? startIndex..<index(startIndex, offsetBy: piece.count) : nil
  }
}
