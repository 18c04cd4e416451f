import ChildProcesses
import FileTrees
import FoundationEssentials
import TestSupport
import Testing

@Suite("A build that was done before")
struct BuildMemoryTests {
  @Test("has nothing to do the second time, and says so")
  func nothing() throws {
    let build = try RepeatedBuild()
    let first = try build.build()
    #expect(first.errorText.contains(" 0 unchanged"), "\(first.errorText)")
    let before = try RepeatedBuild.files(build.site)
    let second = try build.build()
    #expect(second.status.isSuccess && second.errorText.contains("(0 written, "), "\(second.errorText)")
    #expect(try RepeatedBuild.files(build.site) == before)
    // The record has every file's name; readers of the site are not to have it.
    #expect(before.keys.filter { $0.hasSuffix(".record") || $0.hasPrefix(".modelhub-site-") } == [])
  }

  @Test(
    "is what a fresh build would be, whatever was done to the catalog or to the site in between",
    arguments: 0..<4)
  func edits(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let build = try RepeatedBuild()
    try build.build()
    for round in 0..<9 {
      let deed = try Self.deeds.randomElement(using: &random).map { deed in
        try deed.act(build, round)
        return deed.name
      }
      let finished = try build.build()
      let difference = try build.difference()
      #expect(difference == [], "\(deed ?? ""): \(finished.errorText)")
      #expect(try build.build().errorText.contains("(0 written, "))
    }
  }

  private struct Deed {
    let name: String
    let act: (RepeatedBuild, Int) throws -> Void
  }

  private static var deeds: [Deed] {
    [
      Deed(name: "another description") { try $0.write("llm", "beta", "", description: "Round \($1).") },
      Deed(name: "another tag") {
        try $0.write("image", "gamma", "hub: {tags: [tag-\($1)]}\n", description: "G.")
      },
      Deed(name: "hidden") {
        try $0.write("llm", "beta", "hub: {visibility: private, audience: [staff]}\n", description: "B\($1).")
        for (type, name) in [("llm", "alpha"), ("image", "gamma")] {
          try $0.folder.write("# \(name)\n\nRound \($1).\n", to: "catalog/models/\(type)/\(name)/README.md")
        }
      },
      Deed(name: "a new entry") { try $0.write("video", "new-\($1)", "", description: "New.") },
      Deed(name: "a picture") {
        try $0.folder.write("GIF89a\($1)", to: "catalog/models/llm/alpha/assets/a.gif")
      },
      Deed(name: "former names") {
        try $0.write("image", "gamma", "hub: {aliases: [gamma-\($1), gamma-old]}\n", description: "G.")
      },
      Deed(name: "an end") {
        try $0.write(
          "llm", "alpha", "hub: {lifecycle: {deprecated: 2026-01-0\(1 + $1), replaced_by: gamma}}\n",
          description: "It is alpha.")
      },
      Deed(name: "unlisted") {
        try $0.write("image", "gamma", "hub: {visibility: unlisted}\n", description: "G\($1).")
      },
      Deed(name: "a few READMEs") {
        try $0.folder.write("# alpha\n\nRound \($1).\n", to: "catalog/models/llm/alpha/README.md")
        try $0.folder.write("# gamma\n\n- zebra\($1)\n", to: "catalog/models/image/gamma/README.md")
      },
      Deed(name: "another translation") {
        try $0.folder.write("# 阿尔法\n\n第 \($1) 轮。\n", to: "catalog/models/llm/alpha/README.zh-CN.md")
      },
      Deed(name: "an entry gone") {
        let path = $0.folder.path + "/catalog/models/audio/delta"
        if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
        _ = $1
      },
      Deed(name: "another title") {
        try $0.folder.write(
          "registry: {title: Ours \($1)}\nroles: {admins: [ada], reviewers: {llm: [ada]}}\naudiences: {staff: [ada]}\n",
          to: "catalog/hub.yaml")
      },
      Deed(name: "a template") { try $0.folder.write("/* \($1) */\n", to: "site-templates/assets/site.css") },
      Deed(name: "a page of the site rewritten") { try $0.folder.write("\($1)", to: "site/index.html") },
      Deed(name: "a page of the site gone") { build, _ in
        try FileManager.default.removeItem(atPath: build.site + "/models/detail/alpha/index.html")
      },
      Deed(name: "a foreign file in the site") {
        try $0.folder.write("\($1)", to: "site/models/detail/alpha/x.txt")
      },
      Deed(name: "nothing") { _, _ in },
    ]
  }

  @Test("is not taken for done with other options, on another day, or for another group")
  func options() throws {
    let build = try RepeatedBuild()
    try build.write(
      "llm", "beta", "hub: {visibility: private, audience: [staff]}\n", description: "Hidden.")
    for name in ["alpha", "gamma", "delta"] {
      let type = name == "alpha" ? "llm" : name == "gamma" ? "image" : "audio"
      try build.folder.write("# \(name)\n\nNo link.\n", to: "catalog/models/\(type)/\(name)/README.md")
    }
    try build.build("--audience", "staff")
    #expect(try build.difference("--audience", "staff") == [])
    try build.build()
    #expect(try build.difference() == [])
    #expect(try RepeatedBuild.files(build.site)["models/detail/beta/index.html"] == nil)
    try build.build("--base-url", "https://example.org/")
    #expect(try build.difference("--base-url", "https://example.org/") == [])
    let later = build.environment.merging(["SOURCE_DATE_EPOCH": "1799999999"]) { $1 }
    let finished = try ModelHubProgram.run(build.words + [build.site], environment: later)
    #expect(finished.status.isSuccess)
    // Back on the first day, what the later one made is not taken for it.
    try build.build()
    #expect(try build.difference() == [])
  }

  @Test("is built anew when git's history tells more, and a commit is not built twice")
  func history() throws {
    let build = try RepeatedBuild()
    let git = { (words: String...) in
      let git = Command("git", words, environment: GitFixture.environment, folder: build.folder.path)
      let finished = try git.run(timeout: .seconds(60))
      if !finished.status.isSuccess { throw TestSupportError(finished.errorText) }
    }
    try git("init", "-q", "-b", "main")
    try git("add", "catalog")
    try git("commit", "-qm", "all")
    try build.write("llm", "alpha", "hub: {tags: [two]}\n", description: "Another.")
    try build.build()
    #expect(try build.difference() == [])
    // No file changes now, only what is known of them.
    try git("commit", "-qam", "another description")
    #expect(!(try build.build().errorText.contains("(0 written, ")))
    #expect(try build.difference() == [])
    #expect(try build.build().errorText.contains("(0 written, "))

    // A branch may be a review, which has a page.
    try git("branch", "review/llm/alpha")
    try build.build()
    #expect(try build.difference() == [])

    try build.build("--ref", "main~1")
    #expect(try build.difference("--ref", "main~1") == [])
    #expect(try build.build("--ref", "HEAD^").errorText.contains("(0 written, "))
    try build.build("--ref", "main")
    #expect(try build.difference("--ref", "main") == [])

    // Of a history that was read, only what is newer is read.
    for name in ["epsilon", "zeta"] {
      try build.write("video", name, "hub: {tags: [three]}\n", description: "It is new.")
      try git("add", "catalog")
      try git("commit", "-qm", "add \(name)")
      try build.build("--ref", "main")
      #expect(try build.difference("--ref", "main") == [])
    }
    try build.build()
    try build.write("audio", "eta", "", description: "It is new.")
    try build.build()
    #expect(try build.difference() == [])
    try git("add", "catalog")
    try git("commit", "-qm", "add eta")
    try build.build()
    #expect(try build.difference() == [])
  }

  @Test("that was killed at any instant is done by the next one")
  func killed() throws {
    var random = SeededGenerator(seed: 11)
    let build = try RepeatedBuild()
    try build.build()
    for round in 0..<25 {
      try build.write("llm", "alpha", "hub: {tags: [round-\(round)]}\n", description: "Round \(round).")
      do {
        // Leaving the scope kills what still runs.
        var variables = build.environment
        variables["SOURCE_DATE_EPOCH"] = "1790812800"
        var child = try ChildProcess(
          Command(ModelHubProgram.path, build.words + [build.site], environment: variables))
        _ = try child.finish(within: .milliseconds(Int.random(in: 5...250, using: &random)))
      }
      try build.build()
      #expect(try build.difference() == [], "round \(round)")
    }
  }
}
